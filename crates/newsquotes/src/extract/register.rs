//! The register of an article's names: which of them are one person's.
//!
//! A surname, a given name or a name with an initial leads to the fuller name
//! that the article gives; titles and roles before a name are kept apart from
//! it and tell the gender.

use std::collections::HashMap;

use super::acronyms;
use super::given_names::{self, Gender};
use super::hash;
use super::indices::PersonIndex;
use super::lexicon::class;
use super::phrases::{NounPhrase, PhraseKind};
use super::reading::ArticleReading;
use super::roles;
use super::speech_parts;
use super::words::{NarrationWord, WordKind};
use crate::model::Span;

/// A person or body of the article.
#[derive(Clone, Debug)]
pub(super) struct Person {
    /// The fullest name, without titles.
    pub name: Span,
    /// Its words, in small letters.
    pub words: Vec<String>,
    pub body: bool,
    /// A place: its government may speak, but no pronoun means it.
    pub place: bool,
    /// The short form that the article gives in brackets, in small letters.
    acronym: Option<String>,
    pub gender: Option<Gender>,
    /// Whether the given name has been asked for the gender.
    asked: bool,
    pub role: Option<Span>,
    /// Words of all roles that the article gives, in small letters.
    pub role_words: Vec<String>,
    /// Words of the places and bodies that the roles are of.
    pub places: Vec<String>,
}

impl Person {
    pub(super) fn add_role(&mut self, reading: &ArticleReading<'_>, first: usize, last: usize) {
        let end = roles::end_with_place(reading, last);
        let words = role_words(reading, first, end);
        if self.places.len() < 8 {
            self.places.extend(role_words(reading, last + 1, end));
        }
        let gender = reading.word(last).and_then(gender_of_word);
        self.gender = self.gender.or(gender);
        for word in words {
            if !self.role_words.contains(&word) && self.role_words.len() < 24 {
                self.role_words.push(word);
            }
        }
        self.role = self.role.or_else(|| roles::role_with_place(reading, first, last));
    }
}

/// The words of a role that matter, in small letters.
pub(super) fn role_words(reading: &ArticleReading<'_>, first: usize, last: usize) -> Vec<String> {
    (first..=last)
        .filter_map(|at| reading.word(at))
        .filter(|word| !word.is(class::DETERMINER | class::POSSESSIVE | class::PREPOSITION))
        .filter(|word| word.is_capital() || word.kind == WordKind::Lower)
        .map(|word| word.text(reading.text).trim_end_matches('.').to_lowercase())
        .collect()
}

pub(super) fn gender_of_word(word: &NarrationWord) -> Option<Gender> {
    match (word.is(class::MASCULINE), word.is(class::FEMININE)) {
        (true, false) => Some(Gender::Masculine),
        (false, true) => Some(Gender::Feminine),
        _ => None,
    }
}

/// How many people of one name are told apart.
const BEARERS: usize = 16;

/// The names of an article, entered one after the other.
pub(super) struct Register<'a, 'b> {
    reading: &'a ArticleReading<'b>,
    pub list: Vec<Person>,
    /// The people that bear a word as last or first name, newest last.
    by_word: HashMap<String, Vec<PersonIndex>>,
}

impl<'a, 'b> Register<'a, 'b> {
    pub(super) fn new(reading: &'a ArticleReading<'b>) -> Register<'a, 'b> {
        Register { reading, list: Vec::new(), by_word: HashMap::new() }
    }

    /// The person that a phrase names, entered if new.
    pub(super) fn phrase(&mut self, phrase: &NounPhrase) -> Option<PersonIndex> {
        if !matches!(phrase.kind, PhraseKind::Name | PhraseKind::Body | PhraseKind::Place) {
            return None;
        }
        let (first, last) = phrase.name?;
        let (first, last) = (self.printed_last(first as usize, last as usize), last as usize);
        let body = match phrase.kind {
            PhraseKind::Name => self.is_thing(first, last),
            _ => !self.is_person_after_all(phrase),
        };
        if let Some(explained) = self.explained(first, last) {
            return Some(explained);
        }
        // What the tagger is sure of is the name; else offices may be part of it.
        let start = if body || phrase.sure > 1 { first } else { self.skip_titles(first, last) };
        let words = self.words_of(start, last);
        let key = words.last()?;
        let gender = self.gender(phrase.first as usize, start);
        let person = match self.known(key, &words, body, gender) {
            Some(person) => self.merge(person, start, last, &words, gender),
            None => self.enter(start, last, words.clone(), body, gender),
        };
        if let Some(entered) = self.list.get_mut(person.at()) {
            entered.place |= phrase.kind == PhraseKind::Place;
        }
        if let Some(given) = words.first().filter(|_| words.len() > 1) {
            self.learn_gender(person, given);
        }
        let role_from = phrase.first as usize;
        if role_from < start && !body {
            self.role_before(person, role_from, start - 1);
        }
        Some(person)
    }

    /// Where the name begins that a page's links print twice: the second one,
    /// which is the fuller, of `Greta Ober Greta Maria Ober`.
    fn printed_last(&self, first: usize, last: usize) -> usize {
        let form = |at: usize| self.reading.word(at).map(|word| word.text(self.reading.text));
        let again = |at: &usize| form(*at).is_some() && form(*at) == form(first);
        (first + 2..last).rev().find(again).unwrap_or(first)
    }

    /// Whether a name is a person's only by its first word: `Ober Tower`, `Ober
    /// Doctrine`. A given name makes it one: `Greta Hill`.
    fn is_thing(&self, first: usize, last: usize) -> bool {
        let form = |at: usize| self.reading.word(at).map_or("", |w| w.text(self.reading.text));
        let titled = first.checked_sub(1).and_then(|at| self.reading.near(first, -1).and(Some(at)));
        let titled = titled.and_then(|at| self.reading.word(at));
        let bears = || {
            let key = form(first).to_lowercase();
            self.known(&key, std::slice::from_ref(&key), false, None).is_some()
        };
        first < last
            && !titled.is_some_and(|word| word.is(class::TITLE))
            && given_names::gender(form(first)).is_none()
            && speech_parts::is_common_word(hash::word(&form(last).to_lowercase()))
            && bears()
    }

    /// Whether a body or place of which the tagger is not sure is named as a
    /// person of the article is: `Kang` behind `Kang Tae-hyun`.
    fn is_person_after_all(&self, phrase: &NounPhrase) -> bool {
        let Some((first, last)) = phrase.name.filter(|_| (1..3).contains(&phrase.sure)) else {
            return false;
        };
        let words = self.words_of(first as usize, last as usize);
        words.last().is_some_and(|key| self.known(key, &words, false, None).is_some())
    }

    /// The body that an acronym with its explanation in brackets, or in them,
    /// stands for; what is named by the acronym alone is that body, too.
    fn explained(&mut self, first: usize, last: usize) -> Option<PersonIndex> {
        let (start, end) = (first == last).then(|| acronyms::expansion(self.reading, last))??;
        let (words, short) = (self.words_of(start, end), self.words_of(last, last));
        let (key, acronym) = (words.last()?, short.first()?);
        let known = [true, false].into_iter().find_map(|body| self.known(key, &words, body, None));
        let known = known.and_then(|number| Some((number, self.list.get(number.at())?)));
        if known.is_some_and(|(_, known)| !known.body && known.gender.is_some()) {
            return None;
        }
        let known = known.map(|(number, _)| number);
        let before = self.known(acronym, &short, true, None);
        let number = known.unwrap_or_else(|| self.enter(start, end, words.clone(), true, None));
        for number in before.into_iter().chain([number]) {
            self.file(number, &short);
            let Some(body) = self.list.get_mut(number.at()) else { continue };
            body.body = true;
            body.acronym = Some(acronym.clone());
            body.name = self.reading.span(start, end);
            body.words.clone_from(&words);
        }
        Some(number)
    }

    /// The person whose a writing is: `Ober` of `Ober's letter`.
    pub(super) fn owner(&mut self, phrase: &NounPhrase) -> Option<PersonIndex> {
        let (first, last) = phrase.owner?;
        let name = Some((first, last));
        let kind = PhraseKind::Name;
        self.phrase(&NounPhrase { first, last, head: last, name, kind, ..*phrase })
    }

    /// A single word that only the start of its sentence may have given its
    /// capital: a name if it is one elsewhere.
    pub(super) fn may_be_common(&self, phrase: &NounPhrase) -> bool {
        let alone = phrase.kind == PhraseKind::Name && phrase.first == phrase.last;
        let at = phrase.first as usize;
        let opens = at == 0 || {
            let sentence = |at: usize| self.reading.word(at).map(|word| word.sentence);
            sentence(at - 1) != sentence(at)
        };
        alone && opens && self.already(phrase).is_none() && {
            let word = self.reading.word(at);
            word.is_some_and(|word| given_names::gender(word.text(self.reading.text)).is_none())
        }
    }

    /// The person of the table whom a single word names.
    pub(super) fn already(&self, phrase: &NounPhrase) -> Option<PersonIndex> {
        let word = self.reading.word(phrase.first as usize)?.text(self.reading.text).to_lowercase();
        self.known(&word, std::slice::from_ref(&word), false, None)
    }

    /// The first word of the name behind its titles and offices: `Jens Ober`
    /// of `NATO Secretary General Jens Ober`.
    fn skip_titles(&self, first: usize, last: usize) -> usize {
        let title = |at: &usize| {
            let word = self.reading.word(*at);
            word.is_some_and(|word| word.is(class::TITLE | class::ROLE | class::NATIONALITY))
        };
        (first..last).rev().find(title).map_or(first, |at| at + 1)
    }

    /// The gender that a given name tells, asked once a person.
    fn learn_gender(&mut self, person: PersonIndex, given: &str) {
        if let Some(person) = self.list.get_mut(person.at())
            && !person.asked
        {
            person.asked = true;
            person.gender = person.gender.or_else(|| given_names::gender(given));
        }
    }

    /// The words of a name, in small letters, without its suffix.
    fn words_of(&self, first: usize, last: usize) -> Vec<String> {
        let mut words: Vec<String> = (first..=last)
            .filter_map(|at| self.reading.word(at))
            .filter(|word| !word.is(class::NAME_SUFFIX) || first == last)
            .filter(|word| word.is_capital() || word.kind == WordKind::Lower)
            .map(|word| word.text(self.reading.text).to_lowercase())
            .collect();
        words.truncate(8);
        words
    }

    fn gender(&self, from: usize, start: usize) -> Option<Gender> {
        (from..start).rev().filter_map(|at| self.reading.word(at)).find_map(gender_of_word)
    }

    /// The person of the table whom these words name.
    fn known(
        &self,
        key: &str,
        words: &[String],
        body: bool,
        gender: Option<Gender>,
    ) -> Option<PersonIndex> {
        let bearers = self.by_word.get(key)?;
        let fits = |number: &&PersonIndex| {
            let Some(person) = self.list.get(number.at()) else { return false };
            let agrees = gender.is_none() || person.gender.is_none() || person.gender == gender;
            let short = person.acronym.is_some();
            let kind = person.body == body || (short && words.len() > 1);
            let called = short && matches!(words, [only] if person.acronym.as_ref() == Some(only));
            kind && agrees
                && !is_of_thing(person, words)
                && (called || same_name(&person.words, words))
        };
        bearers.iter().rev().take(BEARERS).find(fits).copied()
    }

    fn merge(
        &mut self,
        number: PersonIndex,
        start: usize,
        last: usize,
        words: &[String],
        gender: Option<Gender>,
    ) -> PersonIndex {
        let span = self.reading.span(start, last);
        if let Some(person) = self.list.get_mut(number.at()) {
            person.gender = person.gender.or(gender);
            if words.len() > person.words.len() {
                person.name = span;
                person.words = words.to_vec();
            }
        }
        self.file(number, words);
        number
    }

    fn enter(
        &mut self,
        start: usize,
        last: usize,
        words: Vec<String>,
        body: bool,
        gender: Option<Gender>,
    ) -> PersonIndex {
        let number = PersonIndex::new(self.list.len());
        self.file(number, &words);
        let name = self.reading.span(start, last);
        self.list.push(Person {
            name,
            words,
            body,
            place: false,
            acronym: None,
            gender,
            asked: false,
            role: None,
            role_words: Vec::new(),
            places: Vec::new(),
        });
        number
    }

    /// Files a person under the words of the name: `Pineda` may be short for
    /// `Ana Pineda Arroyo`.
    fn file(&mut self, number: PersonIndex, words: &[String]) {
        let ends = [words.first(), words.last()];
        let telling = |word: &&String| word.len() > 2 || ends.contains(&Some(*word));
        for word in words.iter().rev().filter(telling) {
            let Some(bearers) = self.by_word.get_mut(word) else {
                self.by_word.insert(word.clone(), vec![number]);
                continue;
            };
            if bearers.last() != Some(&number) {
                bearers.retain(|bearer| *bearer != number);
                bearers.push(number);
                if bearers.len() > BEARERS {
                    bearers.remove(0);
                }
            }
        }
    }

    fn role_before(&mut self, person: PersonIndex, first: usize, last: usize) {
        let reading = self.reading;
        let Some(person) = self.list.get_mut(person.at()) else { return };
        let named = |at: usize| {
            reading.word(at).is_some_and(|word| word.entry.lemma == 0 || word.end - word.start > 4)
        };
        if (first..=last).any(named) {
            person.add_role(reading, first, last);
        }
    }
}

/// Whether two names may be one person's: a surname alone, a given name
/// alone, or both with the same given name or its initial.
fn same_name(known: &[String], words: &[String]) -> bool {
    match (known, words) {
        ([.., last], [only]) | ([only], [.., last]) if last == only => true,
        ([first, inner @ .., _], [only]) | ([only], [first, inner @ .., _]) => {
            first == only || inner.contains(only)
        }
        // `al-Harun` of `Samir al-Harun`, `van der Berg` of `Ida van der Berg`.
        (long, short) | (short, long)
            if short.len() > 1 && short.len() < long.len() && long.ends_with(short) =>
        {
            true
        }
        ([first, .., last], [other, .., end]) => {
            last == end && (first == other || initial(first, other) || initial(other, first))
        }
        _ => false,
    }
}

/// Whether a single word is only the first of what is no person's name: `Ober`
/// of `Ober Tower`.
fn is_of_thing(person: &Person, words: &[String]) -> bool {
    let ([only], [first, .., last]) = (words, person.words.as_slice()) else { return false };
    only == first
        && only != last
        && person.gender.is_none()
        && given_names::gender(first).is_none()
        && speech_parts::is_common_word(hash::word(last))
}

fn initial(short: &str, long: &str) -> bool {
    let letter = short.trim_end_matches('.');
    letter.chars().count() == 1 && long.starts_with(letter)
}
