//! The people of an article in another language: which full name a surname,
//! "the minister" or "she" stands for.
//!
//! A surname means the person whose full name ends in it. A pronoun means who
//! spoke last or was named last, where gender does not forbid it; an office
//! the person who was given it.

use super::cases;
use super::mentions::{ForeignMention, MentionKind};
use super::words::{ForeignReading, ForeignWord};
use crate::extract::given_names::Gender;

/// A person with a full name.
#[derive(Debug)]
pub(super) struct ForeignPerson {
    /// The words of the name.
    words: Vec<String>,
    /// Indices of the mentions that give the whole name.
    full: Vec<usize>,
    pub gender: Option<Gender>,
    /// The words of the offices beside the name, in small letters.
    offices: Vec<String>,
}

/// All people of an article.
#[derive(Debug)]
pub(super) struct ForeignPeople {
    pub list: Vec<ForeignPerson>,
    /// For each mention the person whom its own name tells.
    pub of_mention: Vec<Option<usize>>,
}

/// How many mentions back a pronoun or an office is looked up: who was named
/// longer ago is not meant.
const MOST_BACK: usize = 400;

/// Words of offices that are kept of a person.
const MOST_OFFICES: usize = 40;

/// An article that names more people than these is a list; those beyond are
/// known by their own words only.
const MOST_PEOPLE: usize = 200;

impl ForeignPeople {
    pub(super) fn read(reading: &ForeignReading<'_>, mentions: &[ForeignMention]) -> ForeignPeople {
        let mut people = ForeignPeople { list: Vec::new(), of_mention: vec![None; mentions.len()] };
        // The longest names first: `Sarmento de Sá` is short for one of them.
        let mut full: Vec<(usize, usize)> = Vec::new();
        for (index, mention) in mentions.iter().enumerate() {
            let words = mention.name.map_or(0, |(first, last)| last + 1 - first);
            if mention.kind == MentionKind::Person && words > 1 {
                full.push((words, index));
            }
        }
        full.sort_by_key(|(words, index)| (std::cmp::Reverse(*words), *index));
        for (_, index) in full {
            if let Some(mention) = mentions.get(index) {
                people.enter(reading, mention, index);
            }
        }
        for (index, mention) in mentions.iter().enumerate() {
            let known = people.of_mention.get(index).copied().flatten();
            let short = || people.by_short_form(reading, mention);
            let person = known.or_else(short);
            if let Some(person) = person {
                people.note(reading, mention, person);
            }
            if let Some(entry) = people.of_mention.get_mut(index) {
                *entry = person;
            }
        }
        people
    }

    fn enter(&mut self, reading: &ForeignReading<'_>, mention: &ForeignMention, index: usize) {
        let words = name_words(reading, mention);
        let same = |person: &ForeignPerson| {
            person.words.len() == words.len()
                && person
                    .words
                    .iter()
                    .zip(&words)
                    .all(|(a, b)| cases::same_name(reading.table, a, b))
        };
        let person = match self.list.iter().position(same) {
            Some(known) => known,
            None if self.by_short_form(reading, mention).is_some() => return,
            None if self.list.len() >= MOST_PEOPLE => return,
            None => {
                let words = words.iter().map(|word| (*word).to_owned()).collect();
                let person =
                    ForeignPerson { words, full: Vec::new(), gender: None, offices: Vec::new() };
                self.list.push(person);
                self.list.len() - 1
            }
        };
        if let Some(person) = self.list.get_mut(person) {
            person.full.push(index);
        }
        if let Some(entry) = self.of_mention.get_mut(index) {
            *entry = Some(person);
        }
    }

    /// Keeps the gender and the office that a mention of a person tells.
    fn note(&mut self, reading: &ForeignReading<'_>, mention: &ForeignMention, person: usize) {
        let office = mention.role.map(|(first, last)| reading.text.get(reading.span(first, last)));
        let Some(person) = self.list.get_mut(person) else { return };
        let told = person.gender.or(mention.gender);
        let given = person.words.first().map(String::as_str).unwrap_or_default();
        person.gender = told.or_else(|| reading.table.gender_by_ending(given));
        if let Some(office) = office {
            for word in office.split_whitespace().map(str::to_lowercase) {
                if person.offices.len() < MOST_OFFICES && !person.offices.contains(&word) {
                    person.offices.push(word);
                }
            }
        }
    }

    /// The person whose full name ends, or begins, in the words of a shorter
    /// one; none when two do.
    fn by_short_form(
        &self,
        reading: &ForeignReading<'_>,
        mention: &ForeignMention,
    ) -> Option<usize> {
        let words = name_words(reading, mention);
        let (first, last) = (words.first()?, words.last()?);
        let table = reading.table;
        let ends = |person: &ForeignPerson| {
            let from = person.words.len().checked_sub(words.len());
            let tail = from.and_then(|from| person.words.get(from..));
            tail.is_some_and(|tail| {
                tail.iter().zip(&words).all(|(a, b)| cases::same_name(table, a, b))
            })
        };
        // `Quintero` of `Rosaura Quintero Vela`, `van der Laak` of `Van der Laak`.
        let inner = |person: &ForeignPerson| {
            let inner = person.words.get(1..).unwrap_or_default();
            words.len() == 1 && inner.iter().any(|word| cases::same_name(table, word, last))
        };
        let begins = |person: &ForeignPerson| {
            words.len() == 1
                && person.words.first().is_some_and(|word| cases::same_name(table, word, first))
        };
        self.only(ends).or_else(|| self.only(inner)).or_else(|| self.only(begins))
    }

    fn only(&self, is: impl Fn(&ForeignPerson) -> bool) -> Option<usize> {
        let mut found = self.list.iter().enumerate().filter(|(_, person)| is(person));
        let first = found.next()?.0;
        found.next().is_none().then_some(first)
    }

    /// The person who was given an office before the mention of that index.
    pub(super) fn by_office(
        &self,
        reading: &ForeignReading<'_>,
        mentions: &[ForeignMention],
        index: usize,
    ) -> Option<usize> {
        let mention = mentions.get(index)?;
        let (first, last) = mention.role?;
        let words = reading.text.get(reading.span(first, last)).to_lowercase();
        let head = |person: usize| {
            let person = self.list.get(person)?;
            let fits = mention.gender.is_none()
                || person.gender.is_none()
                || mention.gender == person.gender;
            let named = words.split_whitespace().next().is_some_and(|word| {
                person.offices.iter().any(|office| office == word || is_compound_of(office, word))
            });
            (fits && named).then_some(())
        };
        let before = self.of_mention.get(..index)?.iter().rev().take(MOST_BACK).flatten();
        before.copied().find(|person| head(*person).is_some())
    }

    /// The last person named before the mention of that index whose gender
    /// may be the one asked for, and whether it is known to be.
    pub(super) fn last_named(&self, index: usize, gender: Option<Gender>) -> Option<(usize, bool)> {
        let before = self.of_mention.get(..index)?.iter().rev().take(MOST_BACK).flatten().copied();
        let gender_of = |person: usize| self.list.get(person).and_then(|person| person.gender);
        let Some(gender) = gender else {
            return before.clone().next().map(|person| (person, false));
        };
        let fits = |person: &usize| gender_of(*person).is_none_or(|of| of == gender);
        let person = before.clone().find(fits)?;
        Some((person, gender_of(person).is_some()))
    }

    /// The last mention before the one of that index that names a person and
    /// is no object, of the gender asked for, with the person.
    pub(super) fn last_subject(
        &self,
        mentions: &[ForeignMention],
        index: usize,
        gender: Option<Gender>,
    ) -> Option<(usize, usize)> {
        let before = self.of_mention.get(..index)?.iter().enumerate().rev().take(MOST_BACK);
        before.filter_map(|(at, person)| Some((at, (*person)?))).find(|(at, person)| {
            let told = self.list.get(*person).and_then(|person| person.gender);
            mentions.get(*at).is_some_and(|mention| !mention.governed)
                && (gender.is_none() || told.is_none() || told == gender)
        })
    }

    /// The full name of a person in the nominative, and whether that is sure:
    /// the words of a mention that is a subject, else by the table of cases.
    pub(super) fn name(
        &self,
        reading: &ForeignReading<'_>,
        mentions: &[ForeignMention],
        person: usize,
    ) -> Option<(String, bool)> {
        let person = self.list.get(person)?;
        let full = || person.full.iter().filter_map(|index| mentions.get(*index));
        let mention = full().find(|mention| !is_declined(reading, mention));
        let (first, last) = mention.or_else(|| full().next())?.name?;
        let words = reading.text.get(reading.span(first, last));
        if mention.is_some() {
            return Some((words.to_owned(), true));
        }
        Some(nominative(reading, words))
    }
}

/// A name in the nominative; false when it stays as it stands.
pub(super) fn nominative(reading: &ForeignReading<'_>, words: &str) -> (String, bool) {
    let parts: Vec<&str> = words.split_whitespace().collect();
    match cases::nominative_of(reading.table, &parts) {
        Some(found) => found,
        None => (words.to_owned(), !reading.table.has(super::languages::habit::DECLINES)),
    }
}

/// Whether a mention may stand in another case than the nominative.
pub(super) fn is_declined(reading: &ForeignReading<'_>, mention: &ForeignMention) -> bool {
    reading.table.has(super::languages::habit::DECLINES)
        && (mention.governed || follows_phrase(reading, mention.first))
}

/// Whether a phrase such as "according to" ends before a word, with nothing
/// but small words between.
fn follows_phrase(reading: &ForeignReading<'_>, first: usize) -> bool {
    (1..=6).any(|back| {
        let from = first.checked_sub(back);
        let phrase = from.and_then(|from| reading.according(from).map(|(words, _)| from + words));
        phrase.is_some_and(|end| {
            (end..first).all(|at| reading.word(at).is_some_and(ForeignWord::is_lower))
                && end <= first
        })
    })
}

/// `Verkehrsminister` is a `Minister`.
fn is_compound_of(office: &str, word: &str) -> bool {
    word.len() > 5 && office.ends_with(word)
}

fn name_words<'a>(reading: &ForeignReading<'a>, mention: &ForeignMention) -> Vec<&'a str> {
    // `sagte Richter`: an office may be a surname.
    let bare = mention.kind == MentionKind::Role
        && mention.first == mention.last
        && reading.word(mention.first).is_some_and(ForeignWord::is_capital);
    let name = mention.name.or_else(|| bare.then_some((mention.first, mention.last)));
    let Some((first, last)) = name else { return Vec::new() };
    (first..=last).map(|at| reading.form(at)).collect()
}
