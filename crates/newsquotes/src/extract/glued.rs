//! Where two words have lost the space between them.
//!
//! The loader's repairs tell most places. Left for here are names that a
//! page's links print twice, the full name run into the next headline:
//! `Greta Ober Greta Maria OberSander wants a bridge`.

use super::lexicon::{self, class};
use crate::model::{Article, Span, Text};
use crate::sure;

/// How far before a glued word its first half is looked for, in bytes.
const REACH: usize = 100;

/// The empty spans at which words are to be parted, ascending, and with them
/// everything else that the screen does not show as it stands.
pub(super) fn gaps(text: &Text, article: &Article) -> Vec<Span> {
    let mut gaps: Vec<Span> = article.repairs.iter().map(|repair| repair.span).collect();
    let known = gaps.len();
    for block in article.blocks.iter().filter(|block| block.kind.is_body()) {
        let words = text.get(block.span);
        let parted = |at: &usize| opens_clause(words, *at) || is_printed_twice(words, *at);
        for at in joints(words).filter(parted) {
            let at = block.span.start() + at;
            gaps.push(text.clamp(at..at));
        }
    }
    if gaps.len() > known {
        gaps.sort_unstable();
        gaps.dedup_by(|next, before| next == before);
    }
    gaps
}

/// Whether a pronoun or another small word begins at `at`: `OberHe`.
fn opens_clause(words: &str, at: usize) -> bool {
    let rest = sure::part(words, at..);
    let end = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
    let start = words.get(..at).map_or(0, |before| {
        before.rfind(|c: char| !c.is_alphanumeric()).map_or(0, |last| last + 1)
    });
    let known = lexicon::entry(sure::part(rest, ..end));
    at + end - start >= SHORTEST && known.classes & (class::PRONOUN | class::FUNCTION) != 0
}

/// The shortest word that two may have become, in bytes.
const SHORTEST: usize = 5;

/// Where a capital letter follows a small one.
fn joints(words: &str) -> impl Iterator<Item = usize> + '_ {
    let pairs = words.as_bytes().windows(2).enumerate();
    let joint = pairs.filter(
        |(_, pair)| matches!(pair, [a, b] if a.is_ascii_lowercase() && b.is_ascii_uppercase()),
    );
    joint.map(|(at, _)| at + 1)
}

/// Whether the word before `at` was printed shortly before or is shortly after,
/// by itself or glued to another word, or the one behind `at` right before:
/// `Greta OberGreta Maria OberSander`.
fn is_printed_twice(words: &str, at: usize) -> bool {
    let Some((before, after)) = words.split_at_checked(at) else { return false };
    let start = before.rfind(|c: char| !c.is_alphanumeric()).map_or(0, |last| last + 1);
    let end = after.find(|c: char| !c.is_alphanumeric()).unwrap_or(after.len());
    let (Some(earlier), Some(half), Some(rest)) =
        (before.get(..start), before.get(start..), after.get(..end))
    else {
        return false;
    };
    let again = |word: &str| {
        let tail = word.strip_prefix(half);
        word == half
            || tail.is_some_and(|tail| tail != rest && tail.starts_with(char::is_uppercase))
    };
    let near = earlier.get(earlier.len().saturating_sub(REACH)..).unwrap_or(earlier);
    let behind = sure::part(after, end..);
    let behind = behind.get(..REACH).unwrap_or(behind);
    let doubled = half.len() > 3 && half.starts_with(char::is_uppercase);
    doubled
        && (split(near).any(again)
            || split(behind).any(|word| word != half && again(word))
            || split(near).next_back() == Some(rest) && rest.len() > 3)
}

fn split(words: &str) -> impl DoubleEndedIterator<Item = &str> {
    words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_a_link_prints_twice_ends_where_the_next_word_begins() {
        let words = "asked Greta Ober Greta Maria OberSander wants a bridge";
        let found: Vec<usize> = joints(words).filter(|at| is_printed_twice(words, *at)).collect();
        assert_eq!(found, [words.find("Sander").unwrap()]);
    }

    #[test]
    fn a_name_glued_on_both_sides_is_parted_twice() {
        let words = "said Greta OberGreta Maria OberSander wants a bridge";
        let found: Vec<usize> = joints(words).filter(|at| is_printed_twice(words, *at)).collect();
        assert_eq!(found, [words.find("Greta M").unwrap(), words.find("Sander").unwrap()]);
    }

    #[test]
    fn capitals_within_a_name_part_nothing() {
        for words in [
            "BuzzFeed News said that BuzzFeed would pay",
            "Ian McSander said",
            "the YouTube channel",
            "DeWitt and Ober",
        ] {
            assert!(!joints(words).any(|at| is_printed_twice(words, at)), "{words}");
        }
    }
}
