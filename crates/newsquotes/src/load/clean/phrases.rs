//! The table of furniture phrases, read from `phrases.txt`, which says how it
//! is written.

use super::unit::UnitVerdict;
use crate::model::{BlockKind, BlockReason};

const TABLE: &str = include_str!("phrases.txt");

/// How a phrase must stand in a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    Whole,
    Start,
    Within,
}

/// A phrase with what it makes of a unit.
#[derive(Clone, Copy, Debug)]
pub(super) struct NoisePhrase {
    pub(super) words: &'static str,
    pub(super) how: How,
    /// The most words that the unit may have.
    pub(super) most: u32,
    pub(super) verdict: UnitVerdict,
}

/// Every phrase of the table.
pub(super) fn all() -> impl Iterator<Item = NoisePhrase> {
    let mut head = None;
    let lines = TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.flat_map(move |line| {
        let found = heading(line);
        let phrases = if found.is_some() { "" } else { line };
        head = found.or(head);
        let row = head;
        let words = phrases.split(" | ").filter(|words| !words.is_empty());
        words.filter_map(move |words| row.map(|row| NoisePhrase { words, ..row }))
    })
}

/// `[start share 12] ShareLine`
fn heading(line: &'static str) -> Option<NoisePhrase> {
    let (row, why) = line.strip_prefix('[')?.split_once("] ")?;
    let why = BlockReason::named(why)?;
    let mut row = row.split(' ');
    let how = match row.next()? {
        "whole" => How::Whole,
        "start" => How::Start,
        _ => How::Within,
    };
    let kind = BlockKind::named(row.next()?)?;
    let most = row.next().and_then(|most| most.parse().ok()).unwrap_or(u32::MAX);
    Some(NoisePhrase { words: "", how, most, verdict: UnitVerdict { kind, why } })
}

/// Words before the name in an author line.
pub(super) const BYLINE: [&str; 22] = [
    "by",
    "von",
    "par",
    "por",
    "di",
    "da",
    "door",
    "av",
    "af",
    "de",
    "autor:",
    "author:",
    "автор:",
    "автор",
    "redação",
    "written by",
    "story by",
    "oleh",
    "yazan:",
    "text:",
    "texto:",
    "reported by",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_is_read() {
        let heads = TABLE.lines().filter(|line| line.starts_with('['));
        assert!(heads.clone().count() > 20 && heads.clone().all(|line| heading(line).is_some()));
        assert!(all().count() > 1000);
        assert!(all().all(|phrase| phrase.words == phrase.words.to_lowercase()));
    }
}
