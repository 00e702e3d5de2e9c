//! Quotations in languages other than English: French, German, Spanish and
//! Italian verbs of speech, and dialogue that opens with a dash.
//!
//! Without a grammar of these languages a speaker is given only where a
//! known verb and a capitalised name stand beside the quotation.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use super::lexicon::class;
use super::reading::ArticleReading;
use super::words::NarrationWord;
use crate::model::{Article, Span, Text};

static VERBS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let lines = include_str!("../../assets/speakers/foreign.txt").lines();
    let lines = lines.filter(|line| !line.starts_with(['#', '[']));
    lines.flat_map(str::split_whitespace).collect()
});

/// A verb of speech and the name beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ForeignTag {
    pub cue: Span,
    pub name: Span,
}

/// Whether the article is in another language than English: its loader says
/// so, or next to none of its words are the commonest of English.
pub(super) fn is_foreign(text: &Text, article: &Article) -> bool {
    /// Words that make up a fifth of English text and are none of French,
    /// German, Spanish or Italian.
    const ENGLISH: [&str; 14] = [
        "the", "of", "and", "to", "that", "for", "with", "is", "it", "from", "this", "have",
        "said", "by",
    ];
    if let Some(language) = &article.meta.language {
        return !language.value.starts_with("en");
    }
    let words = article.body().flat_map(|block| text.get(block.span).split_whitespace()).take(200);
    let (mut all, mut english) = (0, 0);
    for word in words {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        all += 1;
        english += usize::from(ENGLISH.iter().any(|common| word.eq_ignore_ascii_case(common)));
    }
    all >= 8 && english * 20 < all
}

/// Whether a word is a verb of speech in one of the languages.
pub(super) fn is_speech(word: &str) -> bool {
    VERBS.contains(word) || VERBS.contains(word.to_lowercase().as_str())
}

/// The speech tag beside the quotation at word `at`: behind it, else before
/// it up to a colon.
pub(super) fn tag(reading: &ArticleReading<'_>, at: usize) -> Option<ForeignTag> {
    let behind = (at + 1..at + 6).take_while(|next| open(reading, at, *next));
    let before = (at.saturating_sub(8)..at).rev().take_while(|next| open(reading, at, *next));
    let verb =
        |at: &usize| reading.word(*at).is_some_and(|word| is_speech(word.text(reading.text)));
    if let Some(cue) = behind.clone().find(verb) {
        let name = name_from(reading, at, cue + 1..cue + 7)
            .or_else(|| name_from(reading, at, at + 1..cue));
        return name.map(|name| ForeignTag { cue: reading.span(cue, cue), name });
    }
    let cue = before.clone().find(verb)?;
    let name = name_from(reading, at, at.saturating_sub(14)..cue)?;
    Some(ForeignTag { cue: reading.span(cue, cue), name })
}

/// Whether a word stands in the block of the quotation and is no other one.
fn open(reading: &ArticleReading<'_>, at: usize, next: usize) -> bool {
    let block = reading.word(at).map(|word| word.block);
    reading.word(next).is_some_and(|word| {
        Some(word.block) == block && !word.is_quote() && !word.is_mark('.') && !word.is_mark(';')
    })
}

/// The first run of capitalised words in a range.
fn name_from(reading: &ArticleReading<'_>, at: usize, range: Range<usize>) -> Option<Span> {
    let capital = |next: &usize| {
        open(reading, at, *next) && reading.word(*next).is_some_and(NarrationWord::is_capital)
    };
    let mut range = range.skip_while(|next| !capital(next));
    let first = range.next()?;
    let last = range.take_while(capital).last().unwrap_or(first);
    Some(reading.span(first, last))
}

/// The spoken parts of a paragraph that opens with a dialogue dash, as byte
/// ranges of the paragraph: `—No lo sé —dijo Ober—. Vendrá.` has two.
pub(super) fn dialogue(paragraph: &str) -> Vec<Range<usize>> {
    const DASHES: [char; 3] = ['—', '―', '–'];
    let mut parts = Vec::new();
    if !paragraph.starts_with(DASHES) {
        return parts;
    }
    let mut told = false;
    let mut at = 0;
    let mut spoken = false;
    for piece in paragraph.split_inclusive(DASHES) {
        let body = piece.trim_end_matches(DASHES);
        let first = body.split(|c: char| !c.is_alphanumeric() && c != '-').find(|w| !w.is_empty());
        let tag = first.is_some_and(|word| {
            is_speech(word) || super::lexicon::entry(word).classes & class::SPEECH != 0
        });
        let narrated = spoken && tag && at > 0;
        told |= narrated;
        if body.contains(char::is_alphanumeric) {
            if !narrated {
                parts.push(at..at + body.len());
            }
            spoken = !narrated;
        }
        at += piece.len();
    }
    if !told {
        parts.clear();
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spoken(paragraph: &str) -> Vec<&str> {
        dialogue(paragraph)
            .into_iter()
            .map(|part| paragraph[part].trim_matches([' ', '.']))
            .collect()
    }

    #[test]
    fn a_dialogue_dash_opens_speech_where_a_speech_tag_follows() {
        assert_eq!(spoken("—No lo sé —dijo Ober—. Vendrá."), ["No lo sé", "Vendrá"]);
        assert_eq!(spoken("— Ober Mission (@ober) April 4"), Vec::<&str>::new());
        assert_eq!(spoken("No lo sé —dijo Ober"), Vec::<&str>::new());
    }
}
