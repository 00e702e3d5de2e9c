//! Names as a comparison reads them: without titles, accents and capitals.

use crate::library::linker;
use newsquotes::folding;

/// Two names spelled more alike than this are one: “Zelensky”, “Zelenskiy”
/// (0.93); “Johnson”, “Johnston” (0.96) are kept apart by the article, where
/// it has both.
pub(super) const ALIKE: f32 = 0.85;

/// Words before a name that are not part of it.
const TITLES: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "dr",
    "sir",
    "lord",
    "lady",
    "madame",
    "herr",
    "frau",
    "president",
    "mayor",
    "minister",
    "prime",
    "chancellor",
    "judge",
    "father",
    "captain",
    "skipper",
    "general",
    "secretary",
    "director",
    "professor",
    "prof",
    "king",
    "queen",
    "prince",
    "princess",
    "senator",
    "governor",
    "the",
    "foreign",
    "defence",
    "defense",
    "deputy",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "rep",
    "sen",
    "gov",
    "gen",
    "lt",
    "col",
    "sgt",
    "rev",
    "chief",
    "justice",
    "attorney",
    "congressman",
    "congresswoman",
    "vice",
    "pope",
    "saint",
    "miss",
];
/// Words of a role that tell nothing alone.
const EMPTY: &[&str] = &[
    "the", "a", "an", "of", "for", "at", "in", "to", "and", "his", "her", "its", "their", "who",
    "said", "former", "new", "old", "year", "one", "another",
];

/// Whether two names may be one person's or body's.
pub(super) fn same_name(one: &str, other: &str) -> bool {
    let (first, second) = (bare(one), bare(other));
    let (Some(last), Some(other_last)) = (first.last(), second.last()) else { return false };
    let single = first.len() == 1 || second.len() == 1;
    let contained = first.iter().all(|word| second.contains(word))
        || second.iter().all(|word| first.contains(word));
    if contained {
        return true;
    }
    let (one, other) = (first.join(" "), second.join(" "));
    if single {
        return linker::similarity(last, other_last) >= ALIKE;
    }
    let initial = |words: &[String]| words.first().and_then(|word| word.chars().next());
    let abbreviated = first.iter().chain(&second).any(|word| word.chars().count() == 1);
    linker::similarity(&one, &other) >= ALIKE
        || (last == other_last && abbreviated && initial(&first) == initial(&second))
}

/// The words of a name without titles; all of them when nothing else is left.
pub(super) fn bare(name: &str) -> Vec<String> {
    let all = words(name);
    let own: Vec<String> =
        all.iter().filter(|word| !TITLES.contains(&word.as_str())).cloned().collect();
    if own.is_empty() { all } else { own }
}

pub(super) fn role_words(role: &str) -> Vec<String> {
    let all = words(role).into_iter();
    all.filter(|word| word.len() > 2 && !EMPTY.contains(&word.as_str())).collect()
}

pub(super) fn words(text: &str) -> Vec<String> {
    let folded = fold(text);
    let words = folded.split(|c: char| !c.is_alphanumeric()).map(|word| word.trim_end_matches('s'));
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Letters, possessives cut off.
pub(super) fn fold(text: &str) -> String {
    folding::letters(text).replace("'s", "")
}
