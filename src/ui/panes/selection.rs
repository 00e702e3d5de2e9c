//! A passage being selected: from one word to another, or by sentences.
//!
//! A selection stays within body blocks that follow each other directly, so
//! that nothing that was set aside comes between the words of a passage. It
//! knows no rows; moving by rows is the reading view's.

use unicode_segmentation::UnicodeSegmentation;

use newsquotes::extract::sentences::sentences;
use newsquotes::extract::tokens::{Token, TokenKind, tokens};
use newsquotes::model::{Article, Block, Document, Span, Text};

/// From the word where it was begun to the word that moves; either may come
/// first in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Selection {
    fixed: Span,
    moving: Span,
}

/// Bytes read on either side of a place for the words around it, so that a
/// step costs the same in a paragraph of any length.
const WINDOW: usize = 4096;

impl Selection {
    /// Of one word.
    #[must_use]
    pub(super) fn at(word: Span) -> Selection {
        Selection { fixed: word, moving: word }
    }

    /// Of a passage, exactly; where it ends within a word or among marks, as
    /// a quotation does before its closing mark, only the part inside.
    #[must_use]
    pub(super) fn of(document: &Document, article: &Article, passage: Span) -> Option<Selection> {
        let inside = |word: Span| {
            let (start, end) = (passage.start(), passage.end());
            document.text.clamp(word.start().max(start)..word.end().min(end))
        };
        let fixed = inside(word_at(document, article, passage.start())?);
        let block = article.blocks.iter().rfind(|block| block.span.start() < passage.end())?;
        let words = words_near(&document.text, block, passage.end().min(block.span.end()));
        let last = words.into_iter().rfind(|word| word.start() < passage.end());
        Some(Selection { fixed, moving: last.map_or(fixed, inside) })
    }

    /// The words selected.
    #[must_use]
    pub(super) fn span(self) -> Span {
        self.fixed.to(self.moving)
    }

    /// The word at the end that moves.
    #[must_use]
    pub(super) fn moving(self) -> Span {
        self.moving
    }

    /// Begins anew with the word at the end that moves.
    pub(super) fn restart(&mut self) {
        self.fixed = self.moving;
    }

    /// Moves the other end from now on.
    pub(super) fn swap(&mut self) {
        std::mem::swap(&mut self.fixed, &mut self.moving);
    }

    /// Moves the end by words. A selection of one word jumps over what was
    /// set aside, a longer one stops there.
    pub(super) fn step(&mut self, document: &Document, article: &Article, by: isize) {
        for _ in 0..by.unsigned_abs() {
            let next = if by > 0 {
                word_at(document, article, self.moving.end())
            } else {
                word_before(document, article, self.moving.start())
            };
            let Some(next) = next else { return };
            self.move_to(article, next);
        }
    }

    /// Moves the end to a word, where nothing set aside comes between.
    pub(super) fn move_to(&mut self, article: &Article, word: Span) {
        if is_connected(article, self.fixed, word) {
            self.moving = word;
        } else if self.fixed == self.moving {
            *self = Selection::at(word);
        }
    }

    /// Grows to whole sentences; one that is that already by the sentence
    /// after it.
    pub(super) fn grow(&mut self, document: &Document, article: &Article) {
        let span = self.span();
        let first = sentence_at(document, article, span.start());
        let last = sentence_at(document, article, span.end().saturating_sub(1));
        let (Some(first), Some(last)) = (first, last) else { return };
        if first.start() < span.start() || last.end() > span.end() {
            self.cover(document, article, first.to(last));
            return;
        }
        let Some(next) = word_at(document, article, span.end()) else { return };
        let after = sentence_at(document, article, next.start());
        if let Some(after) = after.filter(|after| is_connected(article, span, *after)) {
            self.cover(document, article, span.to(after));
        }
    }

    /// Selects a passage; its end is the one that moves.
    fn cover(&mut self, document: &Document, article: &Article, passage: Span) {
        if let Some(selection) = Selection::of(document, article, passage) {
            *self = selection;
        }
    }
}

/// The word that holds a byte of the body, or the first behind it.
#[must_use]
pub(super) fn word_at(document: &Document, article: &Article, offset: usize) -> Option<Span> {
    let mut blocks = article.blocks.iter().filter(|block| block.kind.is_body());
    blocks.find_map(|block| {
        if block.span.end() <= offset {
            return None;
        }
        let from = offset.max(block.span.start());
        words_near(&document.text, block, from).into_iter().find(|word| word.end() > from)
    })
}

/// The last word of the body that ends at a byte or before it.
fn word_before(document: &Document, article: &Article, offset: usize) -> Option<Span> {
    let mut blocks = article.blocks.iter().rev().filter(|block| block.kind.is_body());
    blocks.find_map(|block| {
        if block.span.start() >= offset {
            return None;
        }
        let until = offset.min(block.span.end());
        words_near(&document.text, block, until).into_iter().rfind(|word| word.end() <= until)
    })
}

/// The sentence of a body block that holds a byte.
fn sentence_at(document: &Document, article: &Article, offset: usize) -> Option<Span> {
    let block = article.blocks.iter().find(|block| block.span.contains(offset))?;
    let near = window(&document.text, block, offset, 4 * WINDOW);
    let base = near.start();
    let mut sentences = sentences(document.text.get(near)).into_iter();
    let sentence = sentences.find(|sentence| base + sentence.end > offset)?;
    document.text.span(base + sentence.start..base + sentence.end)
}

/// Whether both lie in body blocks with nothing set aside between them.
fn is_connected(article: &Article, one: Span, other: Span) -> bool {
    let all = one.to(other);
    let from = article.blocks.partition_point(|block| block.span.end() <= all.start());
    let blocks = article.blocks.iter().skip(from);
    let mut between = blocks.take_while(|block| block.span.start() < all.end());
    between.all(|block| block.kind.is_body())
}

/// The words and marks of a block around a byte: a word with its hyphens and
/// its possessive ending is one, and so are marks that touch each other.
fn words_near(text: &Text, block: &Block, offset: usize) -> Vec<Span> {
    let near = window(text, block, offset, WINDOW);
    let mut words: Vec<(Span, TokenKind)> = Vec::new();
    for token in tokens(text.get(near), near.start()) {
        let span = text.clamp(token.start..token.end);
        let joins = |last: &&mut (Span, TokenKind)| joins(text, **last, token);
        match words.last_mut().filter(joins) {
            Some(last) => {
                last.0 = last.0.to(span);
                // A hyphen at the end takes the word behind it too.
                last.1 = if last.1 == TokenKind::Mark { token.kind } else { TokenKind::Word };
            }
            None => words.push((span, token.kind)),
        }
    }
    words.into_iter().flat_map(|(word, _)| parts(text, word)).collect()
}

fn joins(text: &Text, (last, kind): (Span, TokenKind), token: Token) -> bool {
    let touches = last.end() == token.start;
    let form = text.get(text.clamp(token.start..token.end));
    let after = text.get(text.clamp(token.end..token.end + 4)).chars().next();
    let is_mark = token.kind == TokenKind::Mark;
    touches
        && match kind {
            TokenKind::Mark => is_mark,
            _ if is_mark => form == "-" && after.is_some_and(char::is_alphanumeric),
            _ => token.kind == TokenKind::Possessive || text.get(last).ends_with('-'),
        }
}

/// A script without blanks between its words is cut where Unicode says.
fn parts(text: &Text, word: Span) -> Vec<Span> {
    let words = text.get(word);
    let cased = |c: char| c.is_uppercase() || c.is_lowercase() || !c.is_alphabetic();
    if words.chars().next().is_none_or(cased) {
        return vec![word];
    }
    let part =
        |(at, part): (usize, &str)| text.clamp(word.start() + at..word.start() + at + part.len());
    words.split_word_bound_indices().map(part).collect()
}

/// The bytes of a block around a place, cut at white space.
fn window(text: &Text, block: &Block, offset: usize, reach: usize) -> Span {
    let (start, end) = (block.span.start(), block.span.end());
    let near = text.clamp(offset.saturating_sub(reach).max(start)..end.min(offset + reach));
    let words = text.get(near);
    let cut_left = if near.start() > start { words.find(char::is_whitespace) } else { None };
    let cut_right = if near.end() < end { words.rfind(char::is_whitespace) } else { None };
    let from = near.start() + cut_left.unwrap_or(0);
    let to = near.start() + cut_right.unwrap_or(words.len());
    if from <= offset && offset <= to { text.clamp(from..to) } else { near }
}

#[cfg(test)]
mod tests {
    use super::*;
    use newsquotes::model::BlockKind;
    use proptest::prelude::*;

    /// A document with a block a line; a line that begins with `!` is set
    /// aside.
    fn document(words: &str) -> Document {
        let text = Text::new(words).unwrap();
        let mut article = Article::new(text.whole());
        let mut at = 0;
        for line in words.split_inclusive('\n') {
            let span = text.trim(text.clamp(at..at + line.len()));
            let kind =
                if line.starts_with('!') { BlockKind::Related } else { BlockKind::Paragraph };
            if !span.is_empty() {
                article.blocks.push(Block {
                    kind,
                    span,
                    why: newsquotes::model::BlockReason::Paragraph,
                });
            }
            at += line.len();
        }
        Document { text, articles: vec![article], ..Document::default() }
    }

    const PAGE: &str = "“It stays,” Ober said. The well-known town's mayor left.\nNobody won.\n\
        !Read more\nIt rained.\n";

    fn begin(document: &Document, words: &str) -> Selection {
        let at = document.text.as_str().find(words).unwrap();
        Selection::at(word_at(document, &document.articles[0], at).unwrap())
    }

    fn words(document: &Document, selection: Selection) -> &str {
        document.text.get(selection.span())
    }

    #[test]
    fn it_moves_by_words_and_back() {
        let document = document(PAGE);
        let article = &document.articles[0];
        let mut selection = begin(&document, "The");
        assert_eq!(words(&document, selection), "The");
        selection.step(&document, article, 2);
        assert_eq!(words(&document, selection), "The well-known town's");
        selection.step(&document, article, -1);
        assert_eq!(words(&document, selection), "The well-known");
        selection.step(&document, article, -3);
        assert_eq!(words(&document, selection), "said. The", "the other way round");
        selection.restart();
        assert_eq!(words(&document, selection), "said");
    }

    #[test]
    fn it_grows_to_the_sentence_and_then_by_one_more() {
        let document = document(PAGE);
        let article = &document.articles[0];
        let mut selection = begin(&document, "stays");
        selection.grow(&document, article);
        assert_eq!(words(&document, selection), "“It stays,” Ober said.");
        selection.grow(&document, article);
        assert!(words(&document, selection).ends_with("mayor left."));
        selection.grow(&document, article);
        assert!(words(&document, selection).ends_with("left.\nNobody won."));
        selection.grow(&document, article);
        assert!(words(&document, selection).ends_with("Nobody won."), "not over what is aside");
    }

    #[test]
    fn one_word_jumps_over_what_is_set_aside_and_a_passage_does_not() {
        let document = document(PAGE);
        let article = &document.articles[0];
        let mut selection = begin(&document, "won");
        selection.step(&document, article, 2);
        assert_eq!(words(&document, selection), "won.");
        selection.restart();
        selection.step(&document, article, 1);
        assert_eq!(words(&document, selection), "It");
    }

    #[test]
    fn scripts_without_blanks_have_words() {
        let document = document("橋は残る。");
        let article = &document.articles[0];
        let mut selection = begin(&document, "橋");
        selection.step(&document, article, 1);
        assert_eq!(words(&document, selection), "橋は");
    }

    #[test]
    fn a_paragraph_of_any_length_is_stepped_through() {
        let document = document(&"bridge ".repeat(5_000));
        let article = &document.articles[0];
        let mut selection = begin(&document, "bridge");
        selection.step(&document, article, 4_999);
        assert_eq!(selection.span(), document.text.trim(document.text.whole()));
        selection.grow(&document, article);
    }

    proptest! {
        #[test]
        fn any_steps_stay_on_words(
            words in "([a-c橋é\u{301}.!“”’ -]|\n){1,80}", steps in "[lhsfo]{0,12}",
        ) {
            let document = document(&words);
            let article = &document.articles[0];
            if let Some(word) = word_at(&document, article, 0) {
                let mut selection = Selection::at(word);
                for step in steps.chars() {
                    match step {
                        'l' => selection.step(&document, article, 1),
                        'h' => selection.step(&document, article, -1),
                        's' => selection.grow(&document, article),
                        'f' => selection.restart(),
                        _ => selection.swap(),
                    }
                }
                let span = selection.span();
                prop_assert_eq!(document.text.span(span.range()), Some(span));
                prop_assert!(!span.is_empty());
            }
        }
    }
}
