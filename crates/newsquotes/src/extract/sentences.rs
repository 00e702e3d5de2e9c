//! The sentences of a block, for a person who selects them or reads one of
//! them in a line of results. Attribution and the tagger of names have their
//! own marks of where a sentence may end, which are part of what their weights
//! were trained with.
//!
//! Unicode's rules find where a sentence may end, in any script; what the
//! attribution knows of English then joins what they cut at an abbreviation
//! (`Mr. Ober`) or before a speech tag (`“Why?” Ober asked.`).

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::lexicon::class;
use super::words::{NarrationWord, NarrationWords, WordKind};
use crate::model::{Block, BlockKind, Span, Text};

/// Words behind a closing mark among which a verb of speech makes a tag.
const TAG_WORDS: usize = 6;

/// The sentences of a block by their bytes, in order, without the blanks
/// between them.
///
/// ```
/// use newsquotes::extract::sentences::sentences;
/// let words = "Mr. Ober left. “Why?” asked Vey.";
/// assert_eq!(sentences(words), [0..14, 15..36]);
/// ```
#[must_use]
pub fn sentences(words: &str) -> Vec<Range<usize>> {
    // No block is longer than a text may be; if one were, it is one sentence.
    let Some(text) = Text::new(words) else { return std::iter::once(0..words.len()).collect() };
    let block = Block {
        kind: BlockKind::Paragraph,
        span: text.whole(),
        why: crate::model::BlockReason::Paragraph,
    };
    let mut narration = NarrationWords::default();
    narration.block(&text, &block, &[], 0);
    let mut sentences: Vec<Span> = Vec::new();
    let mut joined = false;
    for (at, piece) in words.split_sentence_bound_indices() {
        let piece = text.clamp(at..at + piece.len());
        match sentences.last_mut().filter(|_| joined) {
            Some(last) => *last = last.to(piece),
            None => sentences.push(piece),
        }
        joined = !ends(&text, &narration.list, piece.end());
    }
    let trimmed = sentences.into_iter().map(|span| text.trim(span));
    trimmed.filter(|span| !span.is_empty()).map(Span::range).collect()
}

/// Whether a sentence ends at a place where Unicode says that it may.
fn ends(text: &Text, words: &[NarrationWord], at: usize) -> bool {
    let next = words.partition_point(|word| (word.start as usize) < at);
    let before = words.get(..next).unwrap_or_default();
    let closed = before.iter().rev().take_while(|word| is_closing(word)).count();
    let Some(last) = before.len().checked_sub(closed + 1).and_then(|at| before.get(at)) else {
        return true;
    };
    let Some(after) = words.get(next) else { return true };
    match text.get(text.clamp(last.start as usize..last.end as usize)).chars().next_back() {
        Some('.') => last.sentence != after.sentence,
        Some('?' | '!' | '…') if closed > 0 => !is_tag(words.get(next..).unwrap_or_default()),
        _ => true,
    }
}

fn is_closing(word: &NarrationWord) -> bool {
    matches!(word.kind, WordKind::Mark('”' | '"' | '’' | '\'' | '»' | '“' | ')' | ']'))
}

/// Whether a speech tag begins here: a name or a small word, and soon a verb
/// of speech.
fn is_tag(words: &[NarrationWord]) -> bool {
    let sentence = words.first().map(|word| word.sentence);
    let near = words.iter().take(TAG_WORDS);
    near.take_while(|word| Some(word.sentence) == sentence)
        .take_while(|word| !matches!(word.kind, WordKind::Mark(_)))
        .any(|word| word.is(class::SPEECH))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn split(words: &str) -> Vec<&str> {
        sentences(words).into_iter().map(|range| &words[range]).collect()
    }

    #[test]
    fn marks_that_close_a_quotation_stay_with_its_sentence() {
        let found = split("“We keep it. It stays.” The town agreed!  Nobody won.");
        assert_eq!(found, ["“We keep it.", "It stays.”", "The town agreed!", "Nobody won."]);
    }

    #[test]
    fn abbreviations_and_speech_tags_do_not_end_a_sentence() {
        let found =
            split("Mr. Ober of the U.S. Bridge Board left. “Why?” Ida Ober asked on Monday.");
        assert_eq!(
            found,
            ["Mr. Ober of the U.S. Bridge Board left.", "“Why?” Ida Ober asked on Monday."]
        );
    }

    #[test]
    fn other_scripts_have_sentences_too() {
        assert_eq!(split("橋は残る。町は喜んだ。"), ["橋は残る。", "町は喜んだ。"]);
    }

    proptest! {
        #[test]
        fn every_letter_is_in_one_sentence(words in "([a-cA-C.?!“” \\n\u{301}é。]|Mr\\. |said ){0,40}") {
            let found = sentences(&words);
            for pair in found.windows(2) {
                prop_assert!(pair[0].end <= pair[1].start);
            }
            let inside: String = found.into_iter().map(|range| &words[range]).collect();
            let letters = |words: &str| words.chars().filter(|c| c.is_alphanumeric()).count();
            prop_assert_eq!(letters(&inside), letters(&words));
        }
    }
}
