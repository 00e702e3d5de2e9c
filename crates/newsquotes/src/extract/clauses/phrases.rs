//! Base noun phrases: determiner to head noun, without what hangs on behind.
//!
//! `the Greek deputy minister` is one, `of the union` is not part of it. A
//! possessor is a phrase of its own: `Ober's spokesman` is two.

use std::ops::Range;
use std::sync::LazyLock;

use super::super::hash;
use super::super::speech_parts::{SpeechPart, TaggedWord};

/// A base noun phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NounPhrase {
    /// Places of its words in the sentence.
    pub words: Range<usize>,
    pub kind: NounPhraseKind,
    /// The phrase before it that owns it: `Ober` of `Ober's spokesman`.
    pub possessor: Option<u32>,
}

/// What the head of a noun phrase is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum NounPhraseKind {
    /// `the minister`
    Noun,
    /// `Minister Ober`
    Name,
    /// `he`, `this`
    Pronoun,
    /// `who`, `which`, `that`
    Relative,
    /// A number or an adjective alone: `the two`, `the rich`.
    Other,
}

impl NounPhrase {
    /// The place of its last word, which says what it is.
    #[must_use]
    pub fn head(&self) -> usize {
        self.words.end.saturating_sub(1)
    }
}

/// The words that phrases and clauses are told by.
pub(super) struct SmallWords {
    pub(super) of: u64,
    pub(super) and: u64,
    pub(super) comma: u64,
    pub(super) hyphen: u64,
    pub(super) ampersand: u64,
    pub(super) relatives: [u64; 4],
    pub(super) possessives: [u64; 8],
    pub(super) dates: Vec<u64>,
}

pub(super) static SMALL: LazyLock<SmallWords> = LazyLock::new(|| SmallWords {
    of: hash::word("of"),
    and: hash::word("and"),
    comma: hash::word(","),
    hyphen: hash::word("-"),
    ampersand: hash::word("&"),
    relatives: ["who", "which", "that", "whom"].map(hash::word),
    possessives: ["my", "your", "his", "her", "its", "our", "their", "whose"].map(hash::word),
    dates: [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "today",
        "yesterday",
        "tomorrow",
        "tonight",
    ]
    .map(hash::word)
    .to_vec(),
});

/// The hash of "of".
pub(super) fn of_word() -> u64 {
    SMALL.of
}

/// All base noun phrases, in order.
pub(super) fn find(words: &[TaggedWord]) -> Vec<NounPhrase> {
    let mut phrases: Vec<NounPhrase> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let Some((end, kind)) = phrase(words, at) else {
            at += 1;
            continue;
        };
        let possessor = owner(words, &phrases, at);
        phrases.push(NounPhrase { words: at..end, kind, possessor });
        at = end;
    }
    phrases
}

/// The phrase before a possessive ending right before the word at `at`.
fn owner(words: &[TaggedWord], phrases: &[NounPhrase], at: usize) -> Option<u32> {
    let ending = at.checked_sub(1)?;
    let last = phrases.len().checked_sub(1)?;
    let owns =
        words.get(ending)?.part == SpeechPart::Particle && phrases.get(last)?.words.end == ending;
    owns.then(|| u32::try_from(last).unwrap_or(u32::MAX))
}

/// The end and the kind of the phrase that begins at `at`.
fn phrase(words: &[TaggedWord], at: usize) -> Option<(usize, NounPhraseKind)> {
    let first = words.get(at)?;
    if first.part == SpeechPart::Pronoun && !SMALL.possessives.contains(&first.lower) {
        let relative = SMALL.relatives.contains(&first.lower);
        let kind = if relative { NounPhraseKind::Relative } else { NounPhraseKind::Pronoun };
        return Some((at + 1, kind));
    }
    let mut run = Run { words, first: at, noun: None, opened: false };
    let mut end = at;
    while run.takes(end) {
        end += 1;
    }
    run.close(end)
}

/// A phrase in the making.
struct Run<'a> {
    words: &'a [TaggedWord],
    first: usize,
    /// The last noun or name so far.
    noun: Option<usize>,
    /// A determiner or possessive opened it.
    opened: bool,
}

impl Run<'_> {
    /// Whether the word at `at` goes on with the phrase.
    fn takes(&mut self, at: usize) -> bool {
        use SpeechPart::{
            Adjective, Adverb, Determiner, IngVerb, Noun, Number, ParticipleVerb, Pronoun,
            ProperNoun, Symbol,
        };
        let Some(word) = self.words.get(at) else { return false };
        let start = at == self.first;
        match word.part {
            Determiner => {
                let opens = start || self.follows_determiner(at);
                self.opened |= opens;
                opens
            }
            Pronoun => {
                self.opened = start;
                start
            }
            Noun | ProperNoun if self.is_new_time(at) => false,
            Noun | ProperNoun => {
                self.noun = Some(at);
                true
            }
            Adjective => self.noun.is_none() || self.leads_to_noun(at),
            Number | Symbol => true,
            Adverb => self.opened && self.noun.is_none() && self.leads_to_noun(at),
            ParticipleVerb | IngVerb => {
                self.leads_to_noun(at) && (self.opened && self.noun.is_none() || self.hyphened(at))
            }
            _ => self.joins(at),
        }
    }

    /// `all the`
    fn follows_determiner(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.words.get(before));
        before.is_some_and(|word| word.part == SpeechPart::Determiner)
    }

    /// `Monday` behind another noun: `the mayor Monday` is two phrases.
    fn is_new_time(&self, at: usize) -> bool {
        let date = self.words.get(at).is_some_and(|word| SMALL.dates.contains(&word.lower));
        date && self.noun.is_some_and(|noun| noun + 1 == at)
            && !self
                .words
                .get(at + 1)
                .is_some_and(|next| matches!(next.part, SpeechPart::Noun | SpeechPart::ProperNoun))
    }

    /// A hyphen or ampersand between two words of the phrase.
    fn joins(&self, at: usize) -> bool {
        let mark = self
            .words
            .get(at)
            .is_some_and(|word| word.lower == SMALL.hyphen || word.lower == SMALL.ampersand);
        mark && at > self.first
            && self.words.get(at + 1).is_some_and(|next| next.part != SpeechPart::Punctuation)
    }

    fn hyphened(&self, at: usize) -> bool {
        at > self.first && self.words.get(at - 1).is_some_and(|word| word.lower == SMALL.hyphen)
    }

    /// Whether a noun follows, with nothing but words of the phrase between.
    fn leads_to_noun(&self, at: usize) -> bool {
        use SpeechPart::{Adjective, IngVerb, Noun, Number, ParticipleVerb, ProperNoun};
        const REACH: usize = 4;
        let ahead = self.words.iter().skip(at + 1).take(REACH);
        let parts = ahead.map(|word| word.part);
        for part in parts {
            match part {
                Noun | ProperNoun => return true,
                Adjective | Number | ParticipleVerb | IngVerb => {}
                _ => return false,
            }
        }
        false
    }

    fn close(&self, end: usize) -> Option<(usize, NounPhraseKind)> {
        if let Some(noun) = self.noun {
            let name = self.words.get(noun).is_some_and(|word| word.part == SpeechPart::ProperNoun);
            // What stands behind the noun belongs to a name only: `Apollo 11`.
            let end = if name { end } else { noun + 1 };
            let end = (noun + 1..=end).rev().find(|end| self.is_word(*end - 1)).unwrap_or(noun + 1);
            return Some((end, if name { NounPhraseKind::Name } else { NounPhraseKind::Noun }));
        }
        (end > self.first).then(|| {
            let end = (self.first + 1..=end).rev().find(|end| self.is_word(*end - 1));
            (end.unwrap_or(self.first + 1), NounPhraseKind::Other)
        })
    }

    fn is_word(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| {
            !matches!(word.part, SpeechPart::Punctuation | SpeechPart::Coordinator)
        })
    }
}

/// The phrases coordinated with the one at `phrase`, itself among them.
pub(super) fn joint(words: &[TaggedWord], phrases: &[NounPhrase], phrase: usize) -> Range<usize> {
    let alone = phrase..phrase + 1;
    let mut first = phrase;
    while first > 0 && link(words, phrases, first - 1) != Link::None {
        first -= 1;
    }
    let mut last = phrase;
    while link(words, phrases, last) != Link::None {
        last += 1;
    }
    // The list must have an "and": `Ober, the mayor` is one person.
    let and = (first..last).any(|at| link(words, phrases, at) == Link::And);
    if and { first..last + 1 } else { alone }
}

/// What stands between two phrases that follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Link {
    None,
    Comma,
    And,
}

/// What stands between the phrase at `at` and the next.
fn link(words: &[TaggedWord], phrases: &[NounPhrase], at: usize) -> Link {
    let (Some(one), Some(two)) = (phrases.get(at), phrases.get(at + 1)) else { return Link::None };
    let between = words.get(one.words.end..two.words.start).unwrap_or_default();
    let is_and = |word: &TaggedWord| word.lower == SMALL.and;
    match between {
        [and] if is_and(and) => Link::And,
        [comma, and] if comma.lower == SMALL.comma && is_and(and) => Link::And,
        [comma] if comma.lower == SMALL.comma => Link::Comma,
        _ => Link::None,
    }
}
