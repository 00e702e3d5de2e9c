//! Names inside the marks of a quotation that say who speaks it:
//! `“OBER: We keep the bridge.”`, as transcripts are quoted.
//!
//! The label is taken out of the quotation and read as narration, so that the
//! colon behind it is a cue like any other. Transcripts without marks are not
//! looked at here.

use super::hash;
use super::marks::MarkedStretch;
use super::speech_parts;
use crate::model::Text;
use crate::sure;

/// The longest label, in words.
const LONGEST: usize = 4;

/// Parts each stretch from the label that it opens with.
pub(super) fn part(text: &Text, stretches: &mut [MarkedStretch]) {
    for stretch in stretches {
        let words = text.get(stretch.inner);
        let Some(length) = label(words) else { continue };
        let rest = sure::part(words, length..);
        let start = stretch.inner.start() + length + (rest.len() - rest.trim_start().len());
        if start < stretch.inner.end() {
            stretch.inner = text.clamp(start..stretch.inner.end());
            stretch.outer = text.clamp(start..stretch.outer.end());
        }
    }
}

/// Whether words open with a name in capitals and a colon: another one speaks
/// than in the paragraph before.
pub(super) fn opens(words: &str) -> bool {
    label(words).is_some()
}

/// The length of a name in capitals with its colon, in bytes.
fn label(words: &str) -> Option<usize> {
    let colon = words.find(':')?;
    let name = words.get(..colon)?;
    let spaced = words.get(colon + 1..)?.starts_with(char::is_whitespace);
    let all = || name.split_whitespace();
    let named = all().all(is_shouted) && all().any(|word| !is_common(word));
    (spaced && named && (1..=LONGEST).contains(&all().count())).then_some(colon + 1)
}

/// In capitals throughout, and longer than the `Q` of a question.
fn is_shouted(word: &str) -> bool {
    word.chars().filter(|c| c.is_alphabetic()).count() > 1
        && word.chars().all(|c| c.is_uppercase() || ".-’'".contains(c))
}

/// A word of the language, as `UPDATE` and `WARNING` are.
fn is_common(word: &str) -> bool {
    speech_parts::is_common_word(hash::word(&word.to_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::label;

    #[test]
    fn a_name_in_capitals_and_a_colon_is_a_label() {
        assert_eq!(label("OBERLIN: We keep the bridge."), Some(8));
        assert_eq!(label("MAYOR OBERLIN: We keep it."), Some(14));
        assert_eq!(label("HART-DAVIES: We keep it."), Some(12));
    }

    #[test]
    fn other_words_before_a_colon_are_none() {
        for words in [
            "Remember: we keep it.",
            "WARNING: the bridge is closed.",
            "Q: Who keeps it?",
            "OBERLIN:we",
            "WE SAID IT ONCE MORE TO OBERLIN: no.",
            "The MAYOR: no.",
        ] {
            assert_eq!(label(words), None, "{words}");
        }
    }
}
