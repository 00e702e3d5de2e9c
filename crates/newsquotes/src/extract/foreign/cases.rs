//! The nominative of a name that stands in another case: `за словами Остапа
//! Дзюбенка` is said by Остап Дзюбенко.
//!
//! A table of endings and the list of given names decide together; where they
//! do not, the name stays as it stands.

use super::languages::{CaseEnding, LanguageTable, habit};
use super::words::ForeignReading;
use crate::extract::given_names::Gender;

/// Letters that the stem of a name keeps at least.
const SHORTEST_STEM: usize = 3;
/// Letters by which two cases of one name differ at most.
const LONGEST_ENDING: usize = 4;

/// Whether a word is a given name, in any case of it.
pub(super) fn is_given(reading: &ForeignReading<'_>, at: usize) -> bool {
    let form = reading.form(at);
    reading.table.given_gender(form).is_some()
        || reading.table.has(habit::DECLINES) && given(reading.table, form).is_some()
}

/// The nominative of a given name and its gender.
pub(super) fn given(table: &LanguageTable, form: &str) -> Option<(String, Gender)> {
    table.cases.iter().find_map(|ending| {
        let name = nominative(form, ending)?;
        (table.given_gender(&name)? == ending.gender).then_some((name, ending.gender))
    })
}

/// The nominative of a name whose words stand in the genitive, and whether
/// that is sure: a given name that the lists know tells the gender, else its
/// ending does, as that of women's names is another one than that of men's.
pub(super) fn nominative_of(table: &LanguageTable, words: &[&str]) -> Option<(String, bool)> {
    let (first, rest) = words.split_first().filter(|(_, rest)| !rest.is_empty())?;
    let known = given(table, first);
    let sure = known.is_some();
    let (mut name, gender) = known.or_else(|| by_ending(table, first))?;
    for word in rest {
        let ending = table.cases.iter().filter(|ending| ending.gender == gender);
        let surname = ending.clone().find_map(|ending| nominative(word, ending));
        name.push(' ');
        name.push_str(surname.as_deref().unwrap_or(word));
    }
    Some((name, sure))
}

/// The nominative of a given name that no list knows, by its ending.
fn by_ending(table: &LanguageTable, form: &str) -> Option<(String, Gender)> {
    const OF_WOMEN: [char; 6] = ['и', 'ы', 'і', 'ї', 'y', 'i'];
    let gender = if form.ends_with(OF_WOMEN) { Gender::Feminine } else { Gender::Masculine };
    let mut endings = table.cases.iter().filter(|ending| ending.gender == gender);
    let name = endings.find_map(|ending| nominative(form, ending))?;
    Some((name, gender))
}

/// The word with another ending, when it has the one of a rule.
fn nominative(form: &str, ending: &CaseEnding) -> Option<String> {
    let stem = form.strip_suffix(ending.declined)?;
    let long = stem.chars().count() >= SHORTEST_STEM.min(form.chars().count().saturating_sub(1));
    (long && stem.chars().nth(1).is_some()).then(|| format!("{stem}{}", ending.nominative))
}

/// Whether two words are one name, perhaps in different cases.
pub(super) fn same_name(table: &LanguageTable, one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    if !table.has(habit::DECLINES) {
        let genitive = |long: &str, short: &str| long.strip_suffix('s') == Some(short);
        return one.to_lowercase() == other.to_lowercase()
            || table.has(habit::CAPITAL_NOUNS) && (genitive(one, other) || genitive(other, one));
    }
    let shared = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    let rest = |word: &str| word.chars().count() - shared;
    shared >= SHORTEST_STEM
        && rest(one) <= LONGEST_ENDING
        && rest(other) <= LONGEST_ENDING
        && rest(one).min(rest(other)) <= LONGEST_ENDING / 2
}
