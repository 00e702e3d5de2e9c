//! Half-remembered words: which of some texts a person means who remembers
//! the words in any order, in other forms, with some missing and some wrong;
//! and where a pasted passage comes from.
//!
//! The index offers candidates by their rarest words; here each is aligned
//! with what was typed and ranked by how much of it stands there. Words that
//! name the speaker or the time of a candidate count as found (`hints`).

mod hints;

use std::ops::Range;

use self::hints::{Time, credit};
use newsquotes::extract::align::{self, Alignment, Fate, Op, Order, Pattern, Reading};
use newsquotes::model::Date;

/// So many quotations are worth asking an index for: 400 have more of those
/// meant among them (99.7 for 98.3 %), but more that are like them, and fewer
/// come first (90.3 for 91.0 %, `benches/recall.rs`).
pub const QUOTES: usize = 150;
/// And so many articles: with 60, 90.7 % came first, with 150 93.7 %.
pub const ARTICLES: usize = 150;

/// Below this likeness a candidate is not what was meant.
const LEAST: f32 = 0.35;
/// Up to so many words are taken for typed ones, of which each may be the
/// beginning of a word; more are a passage.
const MOST_TYPED: usize = 8;
/// What counts beside the words found, for the ranking; chosen on 600
/// distorted quotations of 10,000 articles (`benches/recall.rs`), where the
/// likeness alone put 91.5 % first and these 96 %.
///
/// That neighbours are neighbours still: it tells a sentence from a place
/// where the same words happen to stand.
const NEIGHBOURS: f32 = 0.4;
/// That nothing else stands between.
const DENSITY: f32 = 0.1;
/// That the words found stand in the order typed.
const ORDER: f32 = 0.04;
/// That there is little beyond them.
const REST: f32 = 0.03;
/// That a word typed names the speaker or the time: one says so on purpose.
const HINT: f32 = 0.4;
/// Words with no more bytes between are neighbours: a comma and a blank.
const NEXT: usize = 4;

/// A text that may be meant: a quotation, or a passage of an article.
#[derive(Clone, Copy, Debug)]
pub struct RecallCandidate<'t, Id> {
    pub id: Id,
    pub text: &'t str,
    pub speaker: Option<&'t str>,
    pub date: Option<Date>,
}

/// A candidate that holds what was remembered.
#[derive(Clone, Debug, PartialEq)]
pub struct Recalled<Id> {
    pub id: Id,
    /// Bytes of its text from the first to the last word that answers.
    pub span: Range<usize>,
    /// From 0 to 1; the weight of the words found as a part of all.
    pub likeness: f32,
    /// What became of each word; those that name the speaker or the time
    /// are missing here.
    pub words: Vec<Op>,
    /// Words typed that name its speaker or its date, in bytes.
    pub hints: Vec<Range<usize>>,
}

/// The candidates that hold what was remembered, the likeliest first.
pub fn recall<'t, Id>(
    typed: &str,
    candidates: impl IntoIterator<Item = RecallCandidate<'t, Id>>,
) -> Vec<Recalled<Id>> {
    let mut pattern = Pattern::new(typed);
    if pattern.len() <= MOST_TYPED {
        pattern = Pattern::typed(typed);
    }
    let times = Time::of(typed, &pattern);
    let mut reader = pattern.reader();
    let ranked = candidates.into_iter().filter_map(|candidate| {
        let text = reader.read(candidate.text);
        let speaker = candidate.speaker.map(|speaker| reader.read(speaker));
        rank(&pattern, &times, candidate, &text, speaker.as_ref())
    });
    let mut ranked: Vec<(f32, Recalled<Id>)> = ranked.collect();
    ranked.sort_by(|one, other| other.0.total_cmp(&one.0));
    ranked.into_iter().map(|(_, recalled)| recalled).collect()
}

/// A candidate with its place in the ranking; `None` when it is not meant.
fn rank<Id>(
    pattern: &Pattern,
    times: &[Option<Time>],
    candidate: RecallCandidate<'_, Id>,
    text: &Reading,
    speaker: Option<&Reading>,
) -> Option<(f32, Recalled<Id>)> {
    let found = align::find(pattern, text, Order::Free)?;
    let named = speaker.map_or_else(Vec::new, |speaker| pattern.held_by(speaker));
    let credit = credit(pattern, &found, &named, times, candidate.date);
    let likeness = (found.likeness + credit.part).min(1.0);
    let hinted = !credit.words.is_empty() && pattern.len() <= MOST_TYPED;
    let rank = likeness
        + NEIGHBOURS * neighbours(&found.ops)
        + DENSITY * density(&found)
        + ORDER * in_order(&found.ops)
        + REST * ratio(found.span.len(), candidate.text.len())
        + if hinted { HINT } else { 0.0 };
    let Alignment { ops: words, span, .. } = found;
    let recalled = Recalled { id: candidate.id, span, likeness, words, hints: credit.words };
    (likeness >= LEAST).then_some((rank, recalled))
}

/// The place of a word typed, where it was found.
fn place(op: &Op) -> Option<&Range<usize>> {
    let agrees = matches!(op.fate, Fate::Same | Fate::Form | Fate::Typo | Fate::Moved);
    op.text.as_ref().filter(|_| agrees)
}

/// The part of the neighbours typed that are neighbours in the text.
fn neighbours(ops: &[Op]) -> f32 {
    let typed = || ops.iter().filter(|op| op.fate != Fate::Extra);
    let close = |(one, other): &(&Op, &Op)| {
        let places = place(one).zip(place(other));
        places.is_some_and(|(one, other)| (one.end..=one.end + NEXT).contains(&other.start))
    };
    let pairs = typed().zip(typed().skip(1));
    ratio(pairs.filter(close).count(), typed().count().saturating_sub(1))
}

/// The part of the place that the words found take.
fn density(found: &Alignment) -> f32 {
    let lengths = found.ops.iter().filter_map(place).map(|place| place.len() + 1);
    ratio(lengths.sum::<usize>().min(found.span.len()), found.span.len())
}

/// The part of the words found that stand in the order typed.
fn in_order(ops: &[Op]) -> f32 {
    let found = ops.iter().filter(|op| place(op).is_some());
    let moved = found.clone().filter(|op| op.fate == Fate::Moved).count();
    let all = found.count();
    ratio(all - moved, all)
}

#[expect(clippy::cast_precision_loss, reason = "a share of a ranking needs no precision")]
fn ratio(some: usize, all: usize) -> f32 {
    some as f32 / all.max(1) as f32
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SAID: &[(&str, Option<&str>, Option<&str>)] = &[
        (
            "The harbour can count on us for as long as it takes",
            Some("Ada Stollberg"),
            Some("2022-06-29"),
        ),
        ("We pay the ferry crews as long as necessary", Some("Jon Ober"), Some("2023-10-02")),
        ("It takes a long time to build a bridge", None, Some("2021-03-01")),
        ("Nobody counts the harbour cranes any more", Some("Ada Stollberg"), Some("2021-05-04")),
        ("The bridge will never close before the ferry runs again", Some("Jon Ober"), None),
    ];

    fn recalled(typed: &str) -> Vec<Recalled<usize>> {
        let candidates = SAID.iter().enumerate().map(|(id, (text, speaker, date))| {
            RecallCandidate { id, text, speaker: *speaker, date: date.and_then(Date::parse_iso) }
        });
        recall(typed, candidates)
    }

    #[test]
    fn words_in_any_order_and_form_lead_to_what_was_said() {
        for (typed, first) in [
            ("stoll long takes", 0),
            ("as long as it takes", 0),
            ("taking counted harbour", 0),
            ("ferry running bridge closed", 4),
            ("brigde never closes", 4),
            ("ober as long as it takes", 1),
            ("long takes 2021", 2),
            ("long takes june 2022", 0),
            ("counting cranes of the harbor, nobody does that", 3),
        ] {
            assert_eq!(recalled(typed)[0].id, first, "{typed}");
        }
    }

    #[test]
    fn the_same_phrase_in_other_words_is_offered_behind() {
        let ids: Vec<_> = recalled("as long as it takes").iter().map(|found| found.id).collect();
        assert!(ids.contains(&1), "{ids:?}");
        assert!(recalled("zebra crossing").is_empty() && recalled("").is_empty());
    }

    #[test]
    fn words_that_name_speaker_and_time_are_told() {
        let typed = "stoll june takes";
        let best = &recalled(typed)[0];
        let hints: Vec<_> = best.hints.iter().map(|at| &typed[at.clone()]).collect();
        assert_eq!(hints, ["stoll", "june"]);
        assert!(best.likeness > 0.9, "{}", best.likeness);
        assert_eq!(&SAID[best.id].0[best.span.clone()], "takes");
    }

    #[test]
    fn a_pasted_passage_finds_its_place_in_a_long_text() {
        let rest = "The ferry left at nine and the town slept. ".repeat(200);
        let said = SAID[4].0;
        let text = format!("{rest}{said}. {rest}");
        let passage = format!("“{}”", said.replace("never", "not").replace("runs", "sails"));
        let other = RecallCandidate { id: 0, text: rest.as_str(), speaker: None, date: None };
        let right = RecallCandidate { id: 1, text: text.as_str(), ..other };
        let found = recall(&passage, [other, right]);
        assert_eq!(found[0].id, 1);
        assert_eq!(&text[found[0].span.clone()], said);
    }

    proptest! {
        #[test]
        fn any_words_are_recalled_within_bounds(
            typed in "(the |june |2022 |may |bridge |stoll |\\PC|é){0,20}",
            text in "(the |june |2022 |may |bridge |stoll |\\PC|é){0,40}",
        ) {
            let date = Date::parse_iso("2022-06");
            for found in recall(&typed, [RecallCandidate { id: 0, text: &text, speaker: Some("Stoll"), date }]) {
                prop_assert!(text.get(found.span).is_some());
                prop_assert!((0.0..=1.0).contains(&found.likeness));
                prop_assert!(found.hints.into_iter().all(|at| typed.get(at).is_some()));
            }
        }
    }
}
