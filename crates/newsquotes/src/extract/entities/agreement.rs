//! Names that agree over the document: a word is one kind of thing in one
//! article, whatever the tagger made of it in a single place.

use super::super::tokens::TokenKind;
use super::hash::{HashMap, HashSet};
use super::lexicon::{NAMES, NameLexicon, PEOPLE, WELL_KNOWN_PLACES, phrase};
use super::names::{TaggedName, key};
use super::viterbi::number;
use super::words::{Sentence, TaggerWords};
use crate::model::{EntityKind, Text};
use crate::sure;

/// What a mention counts beside its margin when a document votes on a kind.
const VOTE: i64 = 100;

/// How often a word must be found as a name before it is one wherever it has
/// a capital.
const SURE: usize = 2;

/// Settles the kind of each name by all of the document, drops what is no name
/// and adds what was missed.
pub(super) fn agree(
    text: &Text,
    words: &TaggerWords,
    lexicon: NameLexicon<'_>,
    names: &mut Vec<TaggedName>,
) {
    drop_labels(words, lexicon, names);
    acronyms_are_no_people(text, words, lexicon, names);
    take_majority(names);
    last_words_follow(words, lexicon, names);
    full_names_follow(words, lexicon, names);
    add_missed(text, words, names);
}

/// Drops single words that fill a line, unless they are known beforehand or
/// found elsewhere in the document: labels of sections and buttons.
fn drop_labels(words: &TaggerWords, lexicon: NameLexicon<'_>, names: &mut Vec<TaggedName>) {
    let mut times = HashMap::<usize>::default();
    for name in names.iter() {
        *times.entry(name.key).or_default() += 1;
    }
    let mut labels = HashMap::<usize>::default();
    let is_label = |name: &TaggedName| {
        let known = words.all.get(name.words.start).map(|w| lexicon.classes(phrase(0, w.lower)));
        known == Some(0) && words.is_line(&name.words)
    };
    for name in names.iter().filter(|name| name.words.len() == 1 && is_label(name)) {
        *labels.entry(name.key).or_default() += 1;
    }
    names.retain(|name| {
        !labels.contains_key(&name.key) || labels.get(&name.key) < times.get(&name.key)
    });
}

/// A person's name is not written in capitals inside a sentence: such a short
/// word is an organisation, unless it is known as a name of people.
fn acronyms_are_no_people(
    text: &Text,
    words: &TaggerWords,
    lexicon: NameLexicon<'_>,
    names: &mut [TaggedName],
) {
    let is_acronym = |name: &TaggedName| {
        let word = words.all.get(name.words.start)?;
        let form = text.as_str().get(word.range())?;
        let letters = form.chars().all(char::is_uppercase) && (3..=4).contains(&form.len());
        let known = lexicon.classes(phrase(0, word.lower)) & PEOPLE != 0;
        Some(letters && !known && !words.in_headline(name.words.start))
    };
    let people = names.iter_mut().filter(|name| name.kind == EntityKind::Person);
    for name in people.filter(|name| name.words.len() == 1) {
        if is_acronym(name) == Some(true) {
            name.kind = EntityKind::Organisation;
        }
    }
}

/// Gives every name the kind that its key has most often, margins counting.
fn take_majority(names: &mut [TaggedName]) {
    let mut votes = HashMap::<[i64; 3]>::default();
    for name in names.iter() {
        let votes = votes.entry(name.key).or_default();
        if let Some(count) = votes.get_mut(usize::from(number(name.kind))) {
            *count += VOTE + i64::from(name.margin.max(0));
        }
    }
    for name in names {
        let Some(votes) = votes.get(&name.key) else { continue };
        let count = |kind: EntityKind| votes.get(usize::from(number(kind)));
        let most =
            EntityKind::ALL.into_iter().max_by_key(|kind| (count(*kind), *kind == name.kind));
        name.kind = most.unwrap_or(name.kind);
    }
}

/// A single word that ends the full name of a person of this document is that
/// person, whatever else it could be (Paris, Ford); one that ends the name of
/// an organisation is that organisation, unless it is a well-known place
/// (`the Alliance`, but not `Scotland` beside a `Bank of Scotland`).
fn last_words_follow(words: &TaggerWords, lexicon: NameLexicon<'_>, names: &mut [TaggedName]) {
    let last = |name: &TaggedName| words.all.get(name.words.end - 1).map(|word| word.lower);
    let of_full_names = |kind: EntityKind| -> HashSet {
        let full = |name: &&TaggedName| name.kind == kind && name.words.len() > 1;
        names.iter().filter(full).filter_map(last).collect()
    };
    let surnames = of_full_names(EntityKind::Person);
    let organisations = of_full_names(EntityKind::Organisation);
    for name in names.iter_mut().filter(|name| name.words.len() == 1) {
        let Some(word) = words.all.get(name.words.start).map(|word| word.lower) else { continue };
        if surnames.contains(&word) {
            name.kind = EntityKind::Person;
        } else if organisations.contains(&word)
            && lexicon.classes(phrase(0, word)) & WELL_KNOWN_PLACES == 0
        {
            name.kind = EntityKind::Organisation;
        }
    }
}

/// A longer name that ends with the surname of a person of this document is a
/// person too, unless it is known as something else: `Ida Ober` where `Ober`
/// is one.
fn full_names_follow(words: &TaggerWords, lexicon: NameLexicon<'_>, names: &mut [TaggedName]) {
    let slice = |name: &TaggedName| sure::items(&words.all, name.words.clone());
    let alone = names.iter().filter(|name| name.words.len() == 1);
    let mut kinds = HashMap::<EntityKind>::default();
    for name in alone {
        if let [word] = slice(name) {
            kinds.insert(word.lower, name.kind);
        }
    }
    for name in names.iter_mut().filter(|name| name.kind == EntityKind::Place) {
        let [_, .., last] = slice(name) else { continue };
        let whole = slice(name).iter().fold(0, |hash, word| phrase(hash, word.lower));
        let surname = kinds.get(&last.lower) == Some(&EntityKind::Person);
        if surname && lexicon.classes(whole) & NAMES == 0 {
            name.kind = EntityKind::Person;
        }
    }
}

/// Adds single words that were missed where they stand but are names elsewhere
/// in the document.
fn add_missed(text: &Text, words: &TaggerWords, names: &mut Vec<TaggedName>) {
    let mut known = HashMap::<(usize, EntityKind)>::default();
    for name in names.iter().filter(|name| name.words.len() == 1) {
        known.entry(name.key).or_insert((0, name.kind)).0 += 1;
    }
    known.retain(|_, (times, _)| *times >= SURE);
    if known.is_empty() {
        return;
    }
    let mut missed = Vec::new();
    let mut taken = names.iter().map(|name| name.words.clone()).peekable();
    for at in words.sentences.iter().flat_map(|sentence| alone(words, sentence)) {
        while taken.next_if(|name| name.end <= at).is_some() {}
        let free = !taken.peek().is_some_and(|name| name.contains(&at));
        let Some(word) = words.all.get(at).filter(|_| free) else { continue };
        let key = key(text, std::slice::from_ref(word));
        if let Some((_, kind)) = known.get(&key) {
            missed.push(TaggedName { words: at..at + 1, kind: *kind, margin: 0, key });
        }
    }
    names.append(&mut missed);
    names.sort_by_key(|name| name.words.start);
}

/// The capitalised words of a sentence that stand between words in lower case.
fn alone<'a>(words: &'a TaggerWords, sentence: &'a Sentence) -> impl Iterator<Item = usize> + 'a {
    let slice = words.of(sentence);
    let capital =
        move |at: Option<usize>| at.and_then(|at| slice.get(at)).is_some_and(|word| word.capital);
    let places = slice.iter().enumerate();
    let alone = places.filter(move |(at, word)| {
        word.capital
            && word.kind == TokenKind::Word
            && !capital(Some(at + 1))
            && !capital(at.checked_sub(1))
    });
    alone.map(|(at, _)| sentence.words.start + at)
}
