//! The same utterance elsewhere: near-identical quotations of one speaker
//! over articles, outlets and translations; and articles that are copies of
//! each other but for a little.
//!
//! Pairs that share telling words are aligned word by word; those alike
//! enough are one group, shown under its earliest quotation with what differs
//! from it. Who spoke must be the same person or unknown. Which rows are
//! compared is the caller's choice: a page of an answer, or the neighbours
//! that the index names for one quotation.

mod pairs;

use std::cmp::Ordering;

use crate::library::disjoint::DisjointSets;
use crate::library::index::QuoteRow;
use newsquotes::extract::align::{self, Alignment};
use newsquotes::extract::difference::{Difference, Kind, differences};
use newsquotes::model::Date;

/// A quotation with what its article tells.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Utterance<'a> {
    pub row: &'a QuoteRow,
    pub date: Option<Date>,
    /// ISO 639-1.
    pub language: Option<&'a str>,
}

/// An utterance in all its wordings, the earliest first.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct VariantGroup {
    pub wordings: Vec<VariantWording>,
}

/// Quotations in the same words, typography aside.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct VariantWording {
    /// Indices of the utterances given, the earliest first; how many there
    /// are is how often it was printed.
    pub rows: Vec<usize>,
    /// The earliest wording of the group (the pattern) beside this one.
    pub alignment: Alignment,
    /// What differs from the earliest wording.
    pub differences: Vec<Difference>,
}

impl VariantGroup {
    /// How many quotations it folds into one.
    #[cfg(test)]
    #[must_use]
    pub(crate) fn count(&self) -> usize {
        self.wordings.iter().map(|wording| wording.rows.len()).sum()
    }

    /// Whether a wording differs in what may turn the sense.
    #[cfg(test)]
    #[must_use]
    pub(crate) fn turns_sense(&self) -> bool {
        let mut all = self.wordings.iter().flat_map(|wording| &wording.differences);
        all.any(|difference| difference.kind.turns_sense())
    }
}

/// The utterances in groups, each in one, in the order of their first rows; a
/// quotation that stands nowhere else is a group of one.
#[must_use]
pub(crate) fn groups(utterances: &[Utterance<'_>]) -> Vec<VariantGroup> {
    let mut sets = DisjointSets::new(utterances.len());
    pairs::join(utterances, &mut sets);
    let rows = |set: Vec<u32>| set.into_iter().map(|row| row as usize).collect();
    sets.groups().into_iter().map(|set| group(utterances, rows(set))).collect()
}

fn group(utterances: &[Utterance<'_>], mut rows: Vec<usize>) -> VariantGroup {
    let date = |row: &usize| utterances.get(*row).and_then(|utterance| utterance.date);
    rows.sort_by(|one, other| earlier(date(one), date(other)));
    let mut wordings: Vec<VariantWording> = Vec::new();
    let first = rows.first().and_then(|row| utterances.get(*row));
    for row in rows {
        let (Some(first), Some(utterance)) = (first, utterances.get(row)) else { continue };
        let words = utterance.row.words.as_str();
        if let Some(same) = wordings.iter_mut().find(|wording| is_same(utterances, wording, words))
        {
            same.rows.push(row);
            continue;
        }
        let earliest = first.row.words.as_str();
        let alignment = align::pair(earliest, words);
        let differences = differences(earliest, words, &alignment, utterance.language);
        wordings.push(VariantWording { rows: vec![row], alignment, differences });
    }
    VariantGroup { wordings }
}

/// Whether a wording has these words, typography aside.
fn is_same(utterances: &[Utterance<'_>], wording: &VariantWording, words: &str) -> bool {
    let known = wording.rows.first().and_then(|row| utterances.get(*row));
    known.is_some_and(|known| {
        let known = known.row.words.as_str();
        let alignment = align::pair(known, words);
        alignment.is_exact()
            && differences(known, words, &alignment, None)
                .iter()
                .all(|difference| difference.kind == Kind::Typography)
    })
}

/// Orders by date, what has none last.
fn earlier(one: Option<Date>, other: Option<Date>) -> Ordering {
    let key = |date: Option<Date>| {
        (
            date.and_then(|date| date.year).unwrap_or(i16::MAX),
            date.and_then(|date| date.month).unwrap_or(u8::MAX),
            date.and_then(|date| date.day).unwrap_or(u8::MAX),
            date.and_then(|date| date.minute).unwrap_or(u16::MAX),
        )
    };
    key(one).cmp(&key(other))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::library::index::ArticleRef;
    use newsquotes::model::Form;

    fn row(words: &str, speaker: Option<&str>) -> QuoteRow {
        QuoteRow {
            at: ArticleRef { file: 0, article: 0 },
            quote: 0,
            words: words.to_owned(),
            parts: Vec::new(),
            speaker: speaker.map(str::to_owned),
            role: None,
            confidence: 90,
            form: Form::Direct,
            is_unsafe: false,
            is_repeat: false,
            sketch: Vec::new(),
        }
    }

    fn grouped(said: &[(&str, Option<&str>, &str)]) -> Vec<VariantGroup> {
        let rows: Vec<_> = said.iter().map(|(words, speaker, _)| row(words, *speaker)).collect();
        let utterances: Vec<_> = rows
            .iter()
            .zip(said)
            .map(|(row, said)| Utterance { row, date: Date::parse_iso(said.2), language: None })
            .collect();
        groups(&utterances)
    }

    const BRIDGE: &[(&str, Option<&str>, &str)] = &[
        ("We will keep two bridges open as long as necessary,", Some("Jon Ober"), "2024-05-03"),
        ("We will keep two bridges open for as long as it takes.", Some("Ober"), "2024-05-02"),
        ("We may keep three bridges open for as long as needed", None, "2024-05-04"),
        ("We will keep two bridges open for as long as it takes", Some("J. Ober"), "2024-05-05"),
        ("We will keep two bridges open for as long as it takes", Some("Ada Stollberg"), ""),
        ("Nobody has asked the ferry crews about it", Some("Jon Ober"), "2024-05-02"),
    ];

    #[test]
    fn one_utterance_in_several_wordings_is_one_group_the_earliest_first() {
        let groups = grouped(BRIDGE);
        let rows: Vec<Vec<_>> = groups
            .iter()
            .map(|group| group.wordings.iter().map(|wording| wording.rows.clone()).collect())
            .collect();
        assert_eq!(rows, [vec![vec![1, 3], vec![0], vec![2]], vec![vec![4]], vec![vec![5]]]);
        assert_eq!(groups[0].count(), 4);
    }

    #[test]
    fn differences_from_the_earliest_are_told() {
        let group = grouped(BRIDGE).swap_remove(0);
        let kinds = |wording: usize| -> Vec<Kind> {
            group.wordings[wording].differences.iter().map(|difference| difference.kind).collect()
        };
        assert!(kinds(0).is_empty());
        assert!(!kinds(1).contains(&Kind::Number));
        assert!(kinds(2).contains(&Kind::Number) && kinds(2).contains(&Kind::Modal));
        assert!(group.turns_sense());
    }

    #[test]
    fn a_part_of_a_quotation_belongs_to_the_whole() {
        let groups = grouped(&[
            ("keep two bridges open for as long as it takes", Some("Ober"), "2024-05-02"),
            (
                "I promised it last year and I say it again tonight: we will keep two bridges open \
                 for as long as it takes, whatever the ferry costs",
                Some("Jon Ober"),
                "2024-05-02",
            ),
            ("two bridges", Some("Jon Ober"), "2024-05-02"),
        ]);
        assert_eq!(groups.iter().map(VariantGroup::count).collect::<Vec<_>>(), [2, 1]);
    }

    proptest! {
        #[test]
        fn every_quotation_is_in_one_group(
            said in proptest::collection::vec("(bridge |ferry |not |two |open |keep |é|\\PC){0,9}", 0..12),
        ) {
            let said: Vec<_> = said.iter().map(|words| (words.as_str(), None, "")).collect();
            let mut rows: Vec<_> = grouped(&said)
                .into_iter()
                .flat_map(|group| group.wordings)
                .flat_map(|wording| wording.rows)
                .collect();
            rows.sort_unstable();
            prop_assert_eq!(rows, (0..said.len()).collect::<Vec<_>>());
        }
    }
}
