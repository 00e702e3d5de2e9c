//! Sentences of a treebank in the words of the engine: what the trainers of
//! parts of speech and of subjects read.
//!
//! A treebank of Universal Dependencies cuts words in its own way (`do`,
//! `n't`; `e-mail`); here each sentence is cut as the engine cuts it, and
//! every word gets the part of speech and the head that its letters have in
//! the treebank. Files are read by the trainers, not here.

use std::ops::Range;

use super::speech_parts::{QUOTATION, SpeechPart};
use super::words::NarrationWords;
use crate::model::{Block, BlockKind, BlockReason, Text};

/// A word as a line of a treebank gives it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TreeToken {
    pub form: String,
    pub part: SpeechPart,
    /// Place of its head among the tokens of the sentence; none for the root.
    pub head: Option<usize>,
    pub relation: String,
}

/// A word of the engine with its place in the tree.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TreeWord {
    pub form: String,
    pub part: SpeechPart,
    /// Place of its head among the words of the sentence; none for the root.
    pub head: Option<usize>,
    pub relation: String,
}

/// One sentence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TreeSentence {
    pub words: Vec<TreeWord>,
}

impl TreeSentence {
    /// The sentence `text`, whose tokens those are; `None` where they are not
    /// in the text one after the other.
    #[must_use]
    pub fn read(text: &str, tokens: &[TreeToken]) -> Option<TreeSentence> {
        let places = places(text, tokens)?;
        let words = words(text);
        let word_at = |byte: usize| words.partition_point(|word| word.end <= byte);
        // The word that stands for each token: the last, of `e`, `-`, `mail`.
        let of_token: Vec<usize> =
            places.iter().map(|place| word_at(place.end.saturating_sub(1))).collect();
        let word = |(index, range): (usize, &Range<usize>)| {
            let first = places.partition_point(|place| place.end <= range.start);
            let own = (first..tokens.len())
                .take_while(|token| places.get(*token).is_some_and(|p| p.start < range.end));
            let form = text.get(range.clone()).unwrap_or_default().to_owned();
            tree_word(form, index, tokens, &of_token, &own.collect::<Vec<_>>())
        };
        let words: Vec<TreeWord> = words.iter().enumerate().map(word).collect();
        (!words.is_empty()).then_some(TreeSentence { words })
    }

    /// The sentence with each quotation in double marks as one word, as the
    /// engine reads it; `None` where there is none of three words and more.
    #[must_use]
    pub fn folded(&self) -> Option<TreeSentence> {
        let quotations = quotations(&self.words);
        if quotations.is_empty() {
            return None;
        }
        // The new place of every word.
        let mut places = Vec::with_capacity(self.words.len());
        let mut count = 0;
        for at in 0..self.words.len() {
            let goes_on =
                quotations.iter().any(|quotation| quotation.contains(&at) && quotation.start < at);
            count += usize::from(!goes_on);
            places.push(count - 1);
        }
        let mut words: Vec<TreeWord> = Vec::with_capacity(count);
        for (at, word) in self.words.iter().enumerate() {
            let head = word.head.and_then(|head| places.get(head)).copied();
            let here = places.get(at).copied().unwrap_or(0);
            let quotation = quotations.iter().any(|quotation| quotation.contains(&at));
            if here == words.len() {
                let mut word = TreeWord { head, ..word.clone() };
                if quotation {
                    (word.form, word.part) = (QUOTATION.to_owned(), SpeechPart::Quotation);
                }
                words.push(word);
            } else if let Some(whole) = words.last_mut()
                && whole.relation == "punct"
                && head != Some(here)
                && word.relation != "punct"
            {
                (whole.head, whole.relation) = (head, word.relation.clone());
            }
        }
        Some(TreeSentence { words })
    }

    /// The forms of the words.
    pub fn forms(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(|word| word.form.as_str())
    }
}

/// The bytes of each token in the text.
fn places(text: &str, tokens: &[TreeToken]) -> Option<Vec<Range<usize>>> {
    let mut at = 0;
    let place = |token: &TreeToken| {
        let start = at + text.get(at..)?.find(token.form.as_str())?;
        at = start + token.form.len();
        Some(start..at)
    };
    tokens.iter().map(place).collect()
}

/// The words of the engine, by their bytes.
fn words(text: &str) -> Vec<Range<usize>> {
    let Some(text) = Text::new(text) else { return Vec::new() };
    let block =
        Block { kind: BlockKind::Paragraph, span: text.whole(), why: BlockReason::Paragraph };
    let mut words = NarrationWords::default();
    words.block(&text, &block, &[], 0);
    words.list.iter().map(|word| word.start as usize..word.end as usize).collect()
}

/// A word that the tokens `own` share letters with.
fn tree_word(
    form: String,
    index: usize,
    tokens: &[TreeToken],
    of_token: &[usize],
    own: &[usize],
) -> TreeWord {
    let word_of = |token: usize| of_token.get(token).copied();
    let Some(first) = own.first().and_then(|first| tokens.get(*first)) else {
        return TreeWord { form, ..TreeWord::default() };
    };
    let piece = own.len() == 1 && own.first().and_then(|own| word_of(*own)) != Some(index);
    if piece {
        // A piece of a longer token: `e` and `-` of `e-mail`.
        let mark = form.chars().all(|c| !c.is_alphanumeric());
        let part = if mark { SpeechPart::Punctuation } else { first.part };
        let head = own.first().and_then(|own| word_of(*own));
        return TreeWord { form, part, head, relation: "compound".to_owned() };
    }
    let outward = own
        .iter()
        .filter_map(|own| tokens.get(*own))
        .find(|token| token.head.and_then(word_of) != Some(index));
    let token = outward.unwrap_or(first);
    TreeWord {
        form,
        part: first.part,
        head: token.head.and_then(word_of),
        relation: token.relation.clone(),
    }
}

/// The quotations in double marks, marks included.
fn quotations(words: &[TreeWord]) -> Vec<Range<usize>> {
    const SHORTEST: usize = 3;
    let mut found = Vec::new();
    let mut open = None;
    for (at, word) in words.iter().enumerate() {
        match (word.form.as_str(), open) {
            ("“", _) | ("\"", None) => open = Some(at),
            ("”" | "\"", Some(start)) => {
                open = None;
                if at - start > SHORTEST && at - start + 1 < words.len() {
                    found.push(start..at + 1);
                }
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(form: &str, part: SpeechPart, head: usize, relation: &str) -> TreeToken {
        let (form, relation) = (form.to_owned(), relation.to_owned());
        TreeToken { form, part, head: head.checked_sub(1), relation }
    }

    #[test]
    fn words_take_the_heads_of_their_letters() {
        use SpeechPart::{Auxiliary, BaseVerb, Noun, Particle, Pronoun};
        let tokens = [
            token("I", Pronoun, 4, "nsubj"),
            token("do", Auxiliary, 4, "aux"),
            token("n't", Particle, 4, "advmod"),
            token("send", BaseVerb, 0, "root"),
            token("e-mail", Noun, 4, "obj"),
        ];
        let sentence = TreeSentence::read("I don't send e-mail", &tokens).unwrap();
        assert_eq!(sentence.forms().collect::<Vec<_>>(), ["I", "don't", "send", "e", "-", "mail"]);
        let heads: Vec<_> = sentence.words.iter().map(|word| word.head).collect();
        assert_eq!(heads, [Some(2), Some(2), None, Some(5), Some(5), Some(2)]);
        assert_eq!(sentence.words[1].part, Auxiliary);
    }

    #[test]
    fn a_quotation_becomes_one_word_with_the_head_of_its_words() {
        use SpeechPart::{BaseVerb, FiniteVerb, Pronoun, ProperNoun, Punctuation};
        let tokens = [
            token("“", Punctuation, 4, "punct"),
            token("We", Pronoun, 4, "nsubj"),
            token("will", SpeechPart::Auxiliary, 4, "aux"),
            token("stay", BaseVerb, 7, "ccomp"),
            token(",", Punctuation, 4, "punct"),
            token("”", Punctuation, 4, "punct"),
            token("said", FiniteVerb, 0, "root"),
            token("Ober", ProperNoun, 7, "nsubj"),
        ];
        let sentence = TreeSentence::read("“We will stay,” said Ober", &tokens).unwrap();
        let folded = sentence.folded().unwrap();
        assert_eq!(folded.forms().collect::<Vec<_>>(), [QUOTATION, "said", "Ober"]);
        let heads: Vec<_> = folded.words.iter().map(|word| word.head).collect();
        assert_eq!(heads, [Some(1), None, Some(1)]);
        assert_eq!(folded.words[0].relation, "ccomp");
    }
}
