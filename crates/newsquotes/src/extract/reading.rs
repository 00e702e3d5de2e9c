//! An article as the attribution reads it: words, phrases and stretches, and
//! the values that features are made of.

use super::indices::{PhraseIndex, StretchIndex};
use super::lexicon::class;
use super::marks::MarkedStretch;
use super::phrases::{NounPhrase, PhraseKind};
use super::syntax::NarrationSyntax;
use super::words::{NarrationWord, NarrationWords, WordKind};
use crate::model::{Span, Text};

/// An article read into words.
#[derive(Debug)]
pub(super) struct ArticleReading<'a> {
    pub text: &'a Text,
    pub words: NarrationWords,
    pub phrases: Vec<NounPhrase>,
    pub stretches: Vec<MarkedStretch>,
    pub syntax: NarrationSyntax,
}

impl ArticleReading<'_> {
    pub(super) fn word(&self, at: usize) -> Option<&NarrationWord> {
        self.words.get(at)
    }

    /// The word `by` places from `at`, within the same block.
    pub(super) fn near(&self, at: usize, by: isize) -> Option<&NarrationWord> {
        let here = self.words.get(at)?;
        let near = self.words.get(at.checked_add_signed(by)?)?;
        (near.block == here.block).then_some(near)
    }

    /// A number for the word `by` places from `at`; 0 beyond the block.
    pub(super) fn id(&self, at: usize, by: isize) -> u32 {
        self.near(at, by).map_or(0, word_id)
    }

    pub(super) fn phrase(&self, index: PhraseIndex) -> Option<&NounPhrase> {
        self.phrases.get(index.at())
    }

    /// The stretch of that index, which one of the words holds.
    pub(super) fn stretch(&self, index: StretchIndex) -> Option<&MarkedStretch> {
        let stretch = self.stretches.get(index.at());
        debug_assert!(stretch.is_some(), "a stretch of another article");
        stretch
    }

    /// Index of the first phrase that begins at or behind the word `at`.
    pub(super) fn phrase_from(&self, at: usize) -> usize {
        self.phrases.partition_point(|phrase| (phrase.first as usize) < at)
    }

    /// The words from `first` to `last`, both inside.
    pub(super) fn span(&self, first: usize, last: usize) -> Span {
        let start = self.words.get(first).map_or(0, |word| word.start as usize);
        let end = self.words.get(last).map_or(start, |word| word.end as usize);
        self.text.clamp(start..end)
    }

    pub(super) fn phrase_span(&self, phrase: NounPhrase) -> Span {
        self.span(phrase.first as usize, phrase.last as usize)
    }

    /// Indices of the first word of the sentence of word `at` and of the one
    /// behind its last, looking no farther than `reach` words.
    pub(super) fn sentence(&self, at: usize, reach: usize) -> (usize, usize) {
        let Some(here) = self.words.get(at).map(|word| word.sentence) else { return (at, at) };
        let same = |at: &usize| self.words.get(*at).is_some_and(|word| word.sentence == here);
        let first = (at.saturating_sub(reach)..at).rev().take_while(same).last().unwrap_or(at);
        let last = (at..at + reach).take_while(same).last().unwrap_or(at);
        (first, last + 1)
    }
}

/// A number for a word: its base form and form where the lexicon knows it,
/// else what it looks like.
pub(super) fn word_id(word: &NarrationWord) -> u32 {
    if word.entry.lemma != 0 && !word.is_quote() {
        return u32::from(word.entry.lemma) * 8 + word.entry.form as u32;
    }
    match word.kind {
        WordKind::Quote(_) => 1 << 16,
        WordKind::Mark(mark) => (1 << 17) + u32::from(mark),
        kind => (1 << 18) + shape(kind) * 8 + word.suffix as u32,
    }
}

/// A number for the class of a word: that of its first section.
pub(super) fn class_id(word: &NarrationWord) -> u32 {
    if word.entry.classes != 0 {
        return word.entry.classes.trailing_zeros() + 1;
    }
    match word.kind {
        WordKind::Mark(mark) => 100 + u32::from(mark),
        kind => 64 + shape(kind) * 5 + word.suffix as u32,
    }
}

fn shape(kind: WordKind) -> u32 {
    match kind {
        WordKind::Capital => 0,
        WordKind::Acronym => 1,
        WordKind::Lower => 2,
        WordKind::Number => 3,
        WordKind::Possessive => 4,
        WordKind::Mark(_) => 5,
        WordKind::Quote(_) => 6,
    }
}

/// A distance in coarse steps.
pub(super) fn steps(distance: usize) -> u32 {
    match distance {
        0..=4 => u32::try_from(distance).unwrap_or(0),
        5..=6 => 5,
        7..=9 => 6,
        10..=14 => 7,
        15..=24 => 8,
        25..=40 => 9,
        _ => 10,
    }
}

/// A count, cut off at 3.
pub(super) fn few(count: usize) -> u32 {
    u32::try_from(count.min(3)).unwrap_or(3)
}

/// A number for what a phrase is.
pub(super) fn phrase_id(phrase: &NounPhrase) -> u32 {
    // The weights know capitals as a name, and a place as a body.
    let kind = match phrase.kind {
        PhraseKind::Capitals => PhraseKind::Name,
        PhraseKind::Place => PhraseKind::Body,
        kind => kind,
    };
    kind as u32 * 2 + u32::from(phrase.plural)
}

/// What stands between two places of a sentence.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Between {
    pub words: usize,
    pub commas: usize,
    pub quotes: usize,
    pub finite: usize,
    pub phrases: usize,
    pub joins: usize,
    pub subordinate: usize,
    pub other_marks: usize,
}

impl Between {
    /// Takes one more word in.
    pub(super) fn pass(&mut self, word: &NarrationWord) {
        self.words += 1;
        self.commas += usize::from(word.is_mark(','));
        self.quotes += usize::from(word.is_quote());
        self.finite += usize::from(
            word.is_finite() && word.is(class::VERB) && !word.is(class::NOUN)
                || word.is(class::BE | class::MODAL),
        );
        self.joins += usize::from(word.is(class::CONJUNCTION));
        self.subordinate += usize::from(word.is(class::SUBORDINATOR | class::RELATIVE));
        self.other_marks += usize::from(matches!(
            word.kind,
            WordKind::Mark(':' | ';' | '—' | '–' | '(' | ')' | '.' | '?' | '!')
        ));
    }
}
