//! What a stretch in marks looks like from outside: its length, its first and
//! last characters, its neighbours. The features of "nobody" and of "no
//! quotation" are made of it.

use super::forms;
use super::indices::StretchIndex;
use super::ranker::Ballot;
use super::reading::{ArticleReading, class_id, steps};
use super::templates::LookFeature;

/// What a stretch looks like from outside.
#[derive(Clone, Copy, Debug)]
pub(super) struct StretchLook {
    pub at: usize,
    pub stretch: StretchIndex,
    pub sentence: u32,
    pub block: u32,
    pub words: u32,
    pub capital: u32,
    pub end: u32,
    pub before: u32,
    pub after: u32,
    pub after_class: u32,
    pub before_class: u32,
    pub opens: u32,
    pub closes: u32,
    pub titled: u32,
}

/// Looks at the stretch of that index, whose word is at `at`.
pub(super) fn look(
    reading: &ArticleReading<'_>,
    at: usize,
    stretch: StretchIndex,
) -> Option<StretchLook> {
    let word = reading.word(at)?;
    let inner = reading.text.get(reading.stretch(stretch)?.inner);
    let words = inner.split_whitespace().take(12).count();
    let trimmed = inner.trim_start_matches(|c: char| !c.is_alphanumeric());
    let end = inner.trim_end_matches(['’', '”', '\'', '"']).chars().next_back();
    let end = end.filter(|c| ",.?!…—-:;".contains(*c)).map_or(0, u32::from);
    Some(StretchLook {
        at,
        stretch,
        sentence: word.sentence,
        block: word.block,
        words: steps(words),
        capital: u32::from(trimmed.starts_with(char::is_uppercase)),
        end,
        before: reading.id(at, -1),
        after: reading.id(at, 1),
        after_class: reading.near(at, 1).map_or(0, class_id),
        before_class: reading.near(at, -1).map_or(0, class_id),
        opens: u32::from(reading.near(at, -1).is_none()),
        closes: u32::from(reading.near(at, 1).is_none()),
        titled: u32::from(forms::is_titled(inner)),
    })
}

/// The features of a stretch by itself.
pub(super) fn describe(ballot: &mut Ballot, look: StretchLook) {
    ballot.pair(LookFeature::LengthCapital, look.words, look.capital);
    ballot.pair(LookFeature::LengthEnd, look.words, look.end);
    ballot.pair(LookFeature::BeforeCapital, look.before, look.capital);
    ballot.pair(LookFeature::AfterCapital, look.after, look.capital);
    ballot.pair(LookFeature::Neighbours, look.before_class, look.after_class);
    ballot.pair(LookFeature::BeforeLength, look.before_class, look.words);
    ballot.pair(LookFeature::AfterLength, look.after_class, look.words);
    ballot.pair(LookFeature::EdgesLength, look.opens << 1 | look.closes, look.words);
    ballot.pair(LookFeature::TitledLength, look.titled, look.words << 1 | look.capital);
    ballot.pair(LookFeature::TitledBefore, look.titled, look.before);
    ballot.pair(LookFeature::EndBefore, look.end << 1 | look.capital, look.before_class);
}
