//! A pattern of words, and texts read in its light: each word of a text is
//! told by the word of the pattern that it equals, is a form of, or is
//! mistyped for. The alignment then compares numbers only.

use std::collections::HashMap;
use std::ops::Range;

use super::lemma::Lemma;
use super::number::{Numeral, Sum};
use super::pieces::pieces;
use crate::edits;
use crate::sure;

/// No word of the pattern.
pub(super) const NONE: u32 = u32::MAX;
/// A pattern of more distinct words has no typing errors looked for: the work
/// would grow with the product of both vocabularies.
const MOST_FOR_TYPOS: usize = 2000;
/// Words read of either side; what follows them is not aligned. More than an
/// article of 1 MB has.
const MOST_WORDS: usize = 250_000;
/// The shortest word that counts as the beginning of a longer one, in bytes.
const SHORTEST_PREFIX: usize = 3;
/// Two words of the same beginning are forms of each other when it has so
/// many letters, and so large a part of the longer word (in tenths).
const COMMON_LETTERS: usize = 5;
const COMMON_TENTHS: usize = 7;

/// How near two words are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kin {
    Same,
    Form,
    Typo,
}

/// One word, compared by its numbers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slot {
    /// Bytes of its text.
    pub start: usize,
    pub end: usize,
    /// The stem of the pattern that it belongs to, or [`NONE`].
    pub class: u32,
    /// The folded word of the pattern that it equals, or [`NONE`].
    pub form: u32,
    /// How near it is to its class if it is not the same word.
    kin: Kin,
    pub weight: f32,
}

impl Slot {
    /// How near a word of a text is to this word of the pattern.
    pub(super) fn kin(&self, other: &Slot) -> Option<Kin> {
        if other.class != self.class {
            None
        } else if other.form == self.form {
            Some(Kin::Same)
        } else {
            Some(other.kin)
        }
    }
}

/// The words to look for.
#[derive(Clone, Debug, Default)]
pub struct Pattern {
    pub(super) slots: Vec<Slot>,
    /// One for each folded word, with its class.
    lemmas: Vec<(Lemma, u32)>,
    stems: HashMap<String, u32>,
    forms: HashMap<String, u32>,
    /// Whether the words may be the beginnings of others.
    typed: bool,
}

/// A text read in the light of a [`Pattern`].
#[derive(Clone, Debug, Default)]
pub struct Reading {
    pub(super) slots: Vec<Slot>,
}

/// What a word of a text is to the pattern; the same for all texts.
#[derive(Clone, Copy, Debug)]
struct Known {
    class: u32,
    form: u32,
    kin: Kin,
    weight: f32,
    numeral: Option<Numeral>,
}

impl Known {
    fn slot(self, piece: Range<usize>) -> Slot {
        let Known { class, form, kin, weight, .. } = self;
        Slot { start: piece.start, end: piece.end, class, form, kin, weight }
    }
}

/// Reads texts, remembering the words it has met.
#[derive(Debug)]
pub struct Reader<'p, 't> {
    pattern: &'p Pattern,
    known: HashMap<&'t str, Known>,
}

impl Pattern {
    /// The words of a passage.
    #[must_use]
    pub fn new(words: &str) -> Pattern {
        let mut pattern = Pattern::default();
        let slots = pattern.reader().read(words).slots;
        for slot in slots {
            let lemma = Lemma::of(words.get(slot.start..slot.end).unwrap_or_default());
            let slot = pattern.slot(slot.start, slot.end, lemma);
            pattern.slots.push(slot);
        }
        pattern
    }

    /// Words as a person types them into a search: each may be the beginning
    /// of a word.
    #[must_use]
    pub fn typed(words: &str) -> Pattern {
        Pattern { typed: true, ..Pattern::new(words) }
    }

    /// Whether there is no word in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    /// How many words it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.slots.len()
    }

    /// The bytes of a word, counted from 0.
    #[must_use]
    pub fn word(&self, index: usize) -> Option<Range<usize>> {
        self.slots.get(index).map(|slot| slot.start..slot.end)
    }

    /// The weights of all its words together.
    #[must_use]
    pub fn weight(&self) -> f32 {
        self.slots.iter().map(|slot| slot.weight).sum()
    }

    /// How much a word tells, from 0 to 1; of "the" little.
    #[must_use]
    pub fn weight_of(&self, index: usize) -> f32 {
        self.slots.get(index).map_or(0.0, |slot| slot.weight)
    }

    /// The stems of its words that tell something, each once.
    pub fn telling_stems(&self) -> impl Iterator<Item = &str> {
        let mut last = None;
        let telling = self.lemmas.iter().filter(|(lemma, _)| !lemma.is_function());
        telling.filter_map(move |(lemma, class)| {
            let new = last.replace(*class) != Some(*class);
            new.then_some(lemma.stem.as_str())
        })
    }

    /// Which of its words a text holds, in any form.
    #[must_use]
    pub fn held_by(&self, text: &Reading) -> Vec<bool> {
        let held = |slot: &Slot| text.slots.iter().any(|other| slot.kin(other).is_some());
        self.slots.iter().map(held).collect()
    }

    /// Reads texts in its light.
    #[must_use]
    pub fn reader<'t>(&self) -> Reader<'_, 't> {
        Reader { pattern: self, known: HashMap::new() }
    }

    fn slot(&mut self, start: usize, end: usize, lemma: Lemma) -> Slot {
        let count = |map: &HashMap<String, u32>| u32::try_from(map.len()).unwrap_or(NONE);
        let next = count(&self.stems);
        let class = *self.stems.entry(lemma.stem.clone()).or_insert(next);
        let next = count(&self.forms);
        let form = *self.forms.entry(lemma.folded.clone()).or_insert(next);
        let weight = lemma.weight;
        if form == next {
            self.lemmas.push((lemma, class));
        }
        Slot { start, end, class, form, kin: Kin::Form, weight }
    }

    fn know(&self, lemma: &Lemma) -> Known {
        let form = self.forms.get(&lemma.folded).copied().unwrap_or(NONE);
        let stem = self.stems.get(&lemma.stem).map(|class| (*class, Kin::Form));
        let (class, kin) = stem.or_else(|| self.nearest(lemma)).unwrap_or((NONE, Kin::Form));
        Known { class, form, kin, weight: lemma.weight, numeral: lemma.numeral }
    }

    /// The word that `lemma` is another form of or mistyped for, its stem
    /// being no help.
    fn nearest(&self, lemma: &Lemma) -> Option<(u32, Kin)> {
        if lemma.is_function() || lemma.numeral.is_some() || self.lemmas.len() > MOST_FOR_TYPOS {
            return None;
        }
        let others = self.lemmas.iter().filter(|(other, _)| other.numeral.is_none());
        let mut typo = None;
        for (other, class) in others {
            let begins = self.typed
                && other.folded.len() >= SHORTEST_PREFIX
                && lemma.folded.starts_with(&other.folded);
            if begins || is_form(&other.folded, &lemma.folded) {
                return Some((*class, Kin::Form));
            }
            if typo.is_none() && is_typo(other, lemma) {
                typo = Some((*class, Kin::Typo));
            }
        }
        typo
    }
}

/// Words with the same long beginning, in any language.
fn is_form(one: &str, other: &str) -> bool {
    if one.len() < COMMON_LETTERS || other.len() < COMMON_LETTERS {
        return false;
    }
    let common = one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
    common >= COMMON_LETTERS && common * 10 >= one.len().max(other.len()) * COMMON_TENTHS
}

fn is_typo(one: &Lemma, other: &Lemma) -> bool {
    let errors = match one.folded.len().min(other.folded.len()) {
        0..4 => return false,
        4..8 => 1,
        _ => 2,
    };
    !one.is_function()
        && (one.letters ^ other.letters).count_ones() <= 2 * errors
        && edits::distance(&one.folded, &other.folded, errors as usize).is_some()
}

impl<'t> Reader<'_, 't> {
    /// Reads one text.
    pub fn read(&mut self, text: &'t str) -> Reading {
        let mut slots = Vec::new();
        let mut number = Open::default();
        for piece in pieces(text).take(MOST_WORDS) {
            let known = self.know(text, piece.clone());
            let Some(numeral) = known.numeral else {
                slots.push(known.slot(piece));
                continue;
            };
            let goes_on = number.goes_on(text, piece.start, numeral);
            if goes_on.is_some() {
                slots.pop();
            }
            number = goes_on.unwrap_or_else(|| Open::at(piece.start, numeral));
            number.end = piece.end;
            let whole = number.start..number.end;
            let known = if whole == piece { known } else { self.know(text, whole.clone()) };
            slots.push(known.slot(whole));
        }
        Reading { slots }
    }

    fn know(&mut self, text: &'t str, piece: Range<usize>) -> Known {
        let word = sure::part(text, piece);
        let pattern = self.pattern;
        *self.known.entry(word).or_insert_with(|| pattern.know(&Lemma::of(word)))
    }
}

/// A number that more words may belong to.
#[derive(Clone, Copy, Debug, Default)]
struct Open {
    start: usize,
    end: usize,
    sum: Sum,
}

impl Open {
    fn at(start: usize, numeral: Numeral) -> Open {
        let sum = Sum::default().with(numeral).unwrap_or_default();
        Open { start, end: start, sum }
    }

    /// With the word that begins at `next`, if only a blank or a hyphen
    /// stands between and both are one number.
    fn goes_on(self, text: &str, next: usize, numeral: Numeral) -> Option<Open> {
        let between = text.get(self.end..next)?;
        let joined = between == "-" || (!between.is_empty() && between.trim().is_empty());
        let sum = self.sum.with(numeral).filter(|_| joined && !self.sum.is_empty())?;
        Some(Open { sum, ..self })
    }
}
