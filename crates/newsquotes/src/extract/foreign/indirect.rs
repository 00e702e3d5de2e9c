//! Reported speech by tables: `dijo que …`, `sagte, dass …`, and the German
//! subjunctive, `Die Brücke sei sicher, sagte Ober.`

use super::languages::class;
use super::tags::{ForeignTag, TagFinder};
use super::words::{ForeignReading, ForeignWord};
use crate::model::{BlockKind, Form, Quote, Span, Speaker};

/// A word that opens reported speech stands at most so many words behind the
/// verb: `dijo el ministro de Agricultura que`.
const OPENER_REACH: usize = 12;
/// A verb of reported speech stands at most so many words into its clause.
const SUBJUNCTIVE_REACH: usize = 14;
/// Fewer words than these are no reported speech.
const FEWEST: usize = 3;

/// The reported speech of an article's body; `speaker` names who a tag means.
pub(super) fn find(
    reading: &ForeignReading<'_>,
    finder: &TagFinder<'_, '_>,
    speaker: impl Fn(ForeignTag) -> Option<Speaker>,
) -> Vec<Quote> {
    let mut quotes = Vec::new();
    let mut at = 0;
    while at < reading.words.list.len() {
        let (_, end) = reading.sentence(at);
        let end = end.max(at + 1);
        if let Some((span, tag, block)) = reported(reading, finder, at, end)
            && let Some(speaker) = speaker(tag)
        {
            quotes.push(Quote {
                parts: vec![span],
                form: Form::Indirect,
                block,
                cue: tag.cue.map(|cue| reading.span(cue.0, cue.1)),
                speaker: Some(speaker),
                defects: Vec::new(),
                repeat_of: None,
            });
        }
        at = end;
    }
    quotes
}

/// The reported words of the sentence between two words, with their tag.
fn reported(
    reading: &ForeignReading<'_>,
    finder: &TagFinder<'_, '_>,
    first: usize,
    end: usize,
) -> Option<(Span, ForeignTag, BlockKind)> {
    let block = reading.words.blocks.get(reading.word(first)?.block as usize)?.0;
    let quoted = (first..end).any(|at| reading.word(at).is_some_and(ForeignWord::is_quote));
    if !block.is_body() || block == BlockKind::Heading || quoted {
        return None;
    }
    let verb = (first..end).find(|at| {
        reading.word(*at).is_some_and(|w| w.is(class::SAY)) || is_compound(reading, *at)
    })?;
    let (from, to, tag) = opened(reading, finder, first, verb, end)
        .or_else(|| led_in(reading, finder, first, verb, end))
        .or_else(|| told_behind(reading, finder, first, verb))?;
    let last = (from..to).rev().find(|at| {
        reading.word(*at).is_some_and(|word| !word.is_mark(&['.', ',', ';', ':', '?', '!', '…']))
    })?;
    (last + 1 >= from + FEWEST).then(|| (reading.span(from, last), tag, block))
}

/// A participle behind its auxiliary.
fn is_compound(reading: &ForeignReading<'_>, at: usize) -> bool {
    let participle = reading.word(at).is_some_and(|word| word.is(class::PARTICIPLE));
    participle
        && (1..=3).any(|back| {
            let before = at.checked_sub(back).and_then(|at| reading.word(at));
            before.is_some_and(|word| word.is(class::AUXILIARY))
        })
}

/// `dijo que …`: behind the word that opens the clause.
fn opened(
    reading: &ForeignReading<'_>,
    finder: &TagFinder<'_, '_>,
    first: usize,
    verb: usize,
    end: usize,
) -> Option<(usize, usize, ForeignTag)> {
    let opener = soon_behind(reading, verb, end, |word| word.is(class::THAT))?;
    Some((opener + 1, end, finder.reported(first, opener)?))
}

/// `Ober sagte, die Brücke sei sicher.`
fn led_in(
    reading: &ForeignReading<'_>,
    finder: &TagFinder<'_, '_>,
    first: usize,
    verb: usize,
    end: usize,
) -> Option<(usize, usize, ForeignTag)> {
    let comma = soon_behind(reading, verb, end, |word| word.is_mark(&[',']))?;
    has_subjunctive(reading, comma + 1, end).then_some(())?;
    Some((comma + 1, end, finder.reported(first, comma)?))
}

/// The first word of a kind that stands behind a verb and near it.
fn soon_behind(
    reading: &ForeignReading<'_>,
    verb: usize,
    end: usize,
    is: impl Fn(&ForeignWord) -> bool,
) -> Option<usize> {
    let mut near = verb + 1..end.min(verb + OPENER_REACH);
    near.find(|at| reading.word(*at).is_some_and(&is))
}

/// `Die Brücke sei sicher, sagte Ober.`
fn told_behind(
    reading: &ForeignReading<'_>,
    finder: &TagFinder<'_, '_>,
    first: usize,
    verb: usize,
) -> Option<(usize, usize, ForeignTag)> {
    let comma = verb.checked_sub(1)?;
    if !reading.word(comma)?.is_mark(&[',']) || !has_subjunctive(reading, first, comma) {
        return None;
    }
    Some((first, comma, finder.behind(comma)?))
}

fn has_subjunctive(reading: &ForeignReading<'_>, first: usize, end: usize) -> bool {
    (first..end.min(first + SUBJUNCTIVE_REACH))
        .any(|at| reading.word(at).is_some_and(|word| word.is(class::SUBJUNCTIVE)))
}
