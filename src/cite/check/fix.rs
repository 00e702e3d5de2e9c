//! What would have to be replaced in a draft to have the source's own words.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::draft::Draft;
use super::verdict::{CheckFinding, CheckVerdict, ComparedWord};
use crate::library::sure::sure;

/// Some words of a draft and what the source has in their place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DraftChange {
    /// Bytes of the draft's file.
    pub bytes: Range<usize>,
    /// What stands there, markup and all.
    pub old: String,
    /// The source's words, written in the draft's markup.
    pub new: String,
}

/// The changes that would make a quotation's words the source's: only where
/// words differ, one for each run of them. Nothing for words that were not
/// found, for another speaker's, or for two quotations in one, which only a
/// writer can mend.
#[must_use]
pub(crate) fn changes(draft: &Draft, source: &str, finding: &CheckFinding) -> Vec<DraftChange> {
    let held = |verdict| finding.verdict == verdict || finding.also.contains(&verdict);
    let beyond = [CheckVerdict::NotFound, CheckVerdict::Misattributed, CheckVerdict::Conflated];
    if beyond.into_iter().any(held) || !(held(CheckVerdict::Altered) || held(CheckVerdict::Sense)) {
        return Vec::new();
    }
    let Some(quotation) = draft.quotations.get(finding.quotation) else { return Vec::new() };
    let mut found = Vec::new();
    for (part, part_finding) in quotation.parts.iter().zip(&finding.parts) {
        let Some(place) = &part_finding.place else { continue };
        let text = place.source.document.text.as_str();
        for run in runs(&place.words) {
            let Some((own, theirs)) = sides(&place.words, &run) else { continue };
            let bytes = draft.bytes_of(part, own);
            let Some(words) = text.get(theirs) else { continue };
            let Some(old) = source.get(bytes.clone()).map(str::to_owned) else { continue };
            found.push(DraftChange {
                bytes,
                old,
                new: draft.markup.escaped(&as_typed(words), false),
            });
        }
    }
    found
}

/// Words as a person types them: no ligature or full-width sign, no soft
/// hyphen or mark without a width that a page was set with.
fn as_typed(words: &str) -> String {
    let typed = words
        .chars()
        .filter(|c| !matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'));
    let mut out = String::with_capacity(words.len());
    for c in typed {
        match c {
            '\u{fb00}'..='\u{fb06}' | '\u{ff01}'..='\u{ff5e}' => {
                out.extend(std::iter::once(c).nfkc());
            }
            '\u{2011}' => out.push('-'),
            c => out.push(c),
        }
    }
    out
}

/// The runs of words that differ.
fn runs(words: &[ComparedWord]) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (index, _) in words.iter().enumerate().filter(|(_, word)| !word.is_same) {
        match runs.last_mut() {
            Some(last) if last.end == index => last.end += 1,
            _ => runs.push(index..index + 1),
        }
    }
    runs
}

/// Both sides of a run, widened by the word beside it where one side is
/// empty, so that blanks come right.
fn sides(words: &[ComparedWord], run: &Range<usize>) -> Option<(Range<usize>, Range<usize>)> {
    let mut from = run.start;
    let mut to = run.end;
    loop {
        let slice = words.get(from..to)?;
        let own = extent(slice.iter().filter_map(|word| word.draft.clone()));
        let theirs = extent(slice.iter().filter_map(|word| word.source.clone()));
        if let (Some(own), Some(theirs)) = (own, theirs) {
            return Some((own, theirs));
        }
        if from > 0 {
            from -= 1;
        } else if to < words.len() {
            to += 1;
        } else {
            return None;
        }
    }
}

fn extent(ranges: impl Iterator<Item = Range<usize>>) -> Option<Range<usize>> {
    ranges.reduce(|all, range| all.start.min(range.start)..all.end.max(range.end))
}

/// Puts changes into a draft's file. Those that overlap an earlier one, or do
/// not find their old words, are left out.
#[must_use]
pub(crate) fn apply(source: &str, changes: &[DraftChange]) -> String {
    let mut ordered: Vec<&DraftChange> = changes.iter().collect();
    ordered.sort_by_key(|change| (change.bytes.start, change.bytes.end));
    let mut out = String::with_capacity(source.len());
    let mut at = 0;
    for change in ordered {
        if change.bytes.start < at || source.get(change.bytes.clone()) != Some(change.old.as_str())
        {
            continue;
        }
        out.push_str(sure(source.get(at..change.bytes.start)));
        out.push_str(&change.new);
        at = change.bytes.end;
    }
    out.push_str(sure(source.get(at..)));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_go_in_where_their_old_words_stand() {
        let change = |bytes: Range<usize>, old: &str, new: &str| DraftChange {
            bytes,
            old: old.to_owned(),
            new: new.to_owned(),
        };
        let changes =
            [change(8..13, "river", "bridge"), change(0..2, "We", "They"), change(1..4, "e k", "")];
        assert_eq!(apply("We keep river.", &changes), "They keep bridge.");
        assert_eq!(apply("We shut it.", &[change(3..7, "keep", "x")]), "We shut it.");
    }
}
