//! The narration of an article in another language as classed words, each
//! quotation in it as one word.
//!
//! Tokens are those of [`tokens`]; elided words (`l’eau`) are parted, hyphened
//! ones (`Jean-Luc`) joined, and the full stop of an abbreviation belongs to
//! it. Knows sentences, not who speaks.

use super::languages::{AccordingKind, LanguageTable, class, habit};
use crate::extract::marks::MarkedStretch;
use crate::extract::tokens::{self, Token, TokenKind};
use crate::model::{Block, BlockKind, Span, Text};
use crate::sure;

pub(super) use crate::extract::tokens::is_apostrophe;

/// One word of the narration, or a whole quotation.
#[derive(Clone, Copy, Debug)]
pub(super) struct ForeignWord {
    /// Bytes of the text, end exclusive.
    pub start: u32,
    pub end: u32,
    pub shape: WordShape,
    /// Bits of [`class`].
    pub classes: u32,
    /// Counted over the article.
    pub sentence: u32,
    /// Index of its block among those read.
    pub block: u32,
}

/// What a word looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WordShape {
    Capital,
    /// In capital letters throughout, two letters or more.
    Acronym,
    Lower,
    Number,
    Mark(char),
    /// The stretch of that index.
    Quote(u32),
}

impl ForeignWord {
    pub(super) fn is(&self, classes: u32) -> bool {
        self.classes & classes != 0
    }

    pub(super) fn is_mark(&self, marks: &[char]) -> bool {
        matches!(self.shape, WordShape::Mark(mark) if marks.contains(&mark))
    }

    pub(super) fn is_quote(&self) -> bool {
        matches!(self.shape, WordShape::Quote(_))
    }

    pub(super) fn is_capital(&self) -> bool {
        matches!(self.shape, WordShape::Capital | WordShape::Acronym)
    }

    pub(super) fn is_lower(&self) -> bool {
        self.shape == WordShape::Lower
    }
}

/// The tokens of a text, parted and joined as the language writes.
#[derive(Debug)]
pub(super) struct WordPieces<'a> {
    text: &'a str,
    table: &'a LanguageTable,
    tokens: Vec<Token>,
    at: usize,
}

impl<'a> WordPieces<'a> {
    pub(super) fn new(text: &'a str, table: &'a LanguageTable) -> WordPieces<'a> {
        let mut list = Vec::with_capacity(text.len() / 5);
        for token in tokens::tokens(text, 0) {
            match elided(text, token, table) {
                Some(middle) => {
                    list.push(Token { end: middle, ..token });
                    list.push(Token { start: middle, spaced: false, ..token });
                }
                None => list.push(token),
            }
        }
        WordPieces { text, table, tokens: list, at: 0 }
    }

    fn word(&self, token: Token) -> &'a str {
        sure::part(self.text, token.start..token.end)
    }

    /// Whether the tokens at `at` and behind it are a hyphen and a word that
    /// go on with the word before: `Jean-Luc`, not `dit-il`.
    fn hyphened(&self, at: usize) -> Option<Token> {
        let (hyphen, next) = (self.tokens.get(at)?, *self.tokens.get(at + 1)?);
        let joined = !hyphen.spaced && !next.spaced && matches!(self.word(*hyphen), "-" | "‑");
        let clitic = class::HE | class::SHE | class::THEY | class::FUNCTION | class::ADVERB;
        let own = matches!(next.kind, TokenKind::Word | TokenKind::Number)
            && self.table.classes(self.word(next)) & (clitic | class::DETERMINER) == 0;
        (joined && own).then_some(next)
    }

    /// Whether the token at `at` is the full stop of an abbreviation.
    fn stop(&self, at: usize, word: &str) -> bool {
        self.tokens.get(at).is_some_and(|stop| !stop.spaced && self.word(*stop) == ".")
            && self.table.classes(word) & (class::ABBREVIATION | class::TITLE) != 0
            && !word.ends_with('.')
    }
}

impl Iterator for WordPieces<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        let mut token = *self.tokens.get(self.at)?;
        self.at += 1;
        // `52-Jährige` is a word.
        let aged = token.kind == TokenKind::Number && self.hyphened(self.at).is_some();
        if token.kind != TokenKind::Word && !aged {
            return Some(token);
        }
        token.kind = TokenKind::Word;
        while let Some(next) = self.hyphened(self.at) {
            token.end = next.end;
            self.at += 2;
        }
        if self.stop(self.at, self.word(token)) {
            token.end += 1;
            self.at += 1;
        }
        Some(token)
    }
}

/// Where the word begins that follows an elided one: `l’eau`, `dell’arte`.
/// A name keeps its prefix: `D’Ambra`.
fn elided(text: &str, token: Token, table: &LanguageTable) -> Option<usize> {
    if !table.has(habit::ELIDES) || token.kind != TokenKind::Word {
        return None;
    }
    let word = sure::part(text, token.start..token.end);
    let (at, mark) = word.char_indices().find(|(_, c)| is_apostrophe(*c))?;
    let end = at + mark.len_utf8();
    let (first, rest) = word.split_at_checked(end)?;
    let name = first.starts_with(char::is_uppercase) && rest.starts_with(char::is_uppercase);
    (!rest.is_empty() && !name && table.classes(first) != 0).then_some(token.start + end)
}

/// All words of an article.
#[derive(Debug, Default)]
pub(super) struct ForeignWords {
    pub list: Vec<ForeignWord>,
    /// For each block read, its kind and the index of its first word.
    pub blocks: Vec<(BlockKind, u32)>,
    sentence: u32,
}

impl ForeignWords {
    pub(super) fn read(
        text: &Text,
        blocks: &[Block],
        stretches: &[MarkedStretch],
        table: &LanguageTable,
    ) -> ForeignWords {
        let mut words = ForeignWords::default();
        let mut next = 0;
        for block in blocks {
            next = words.block(text, block, stretches, next, table);
        }
        words
    }

    /// Reads a block; returns the index of the first stretch behind it.
    fn block(
        &mut self,
        text: &Text,
        block: &Block,
        stretches: &[MarkedStretch],
        mut next: usize,
        table: &LanguageTable,
    ) -> usize {
        let from = self.list.len();
        self.blocks.push((block.kind, small(from)));
        let mut at = block.span.start();
        while let Some(stretch) = stretches.get(next) {
            if stretch.outer.start() >= block.span.end() {
                break;
            }
            self.narration(text, at, stretch.outer.start(), table);
            let shape = WordShape::Quote(small(next));
            let (start, end) = (small(stretch.outer.start()), small(stretch.outer.end()));
            self.list.push(ForeignWord { start, end, shape, classes: 0, sentence: 0, block: 0 });
            at = at.max(stretch.outer.end());
            next += 1;
        }
        self.narration(text, at, block.span.end(), table);
        self.number(text, from);
        next
    }

    fn narration(&mut self, text: &Text, start: usize, end: usize, table: &LanguageTable) {
        let span = text.clamp(start..end.max(start));
        let words = text.get(span);
        for piece in WordPieces::new(words, table) {
            let form = sure::part(words, piece.start..piece.end);
            let (shape, classes) = (shape(form, piece.kind), classes(form, piece.kind, table));
            let start = small(span.start() + piece.start);
            let end = small(span.start() + piece.end);
            self.list.push(ForeignWord { start, end, shape, classes, sentence: 0, block: 0 });
        }
    }

    /// Numbers the sentences of the block whose words begin at `from`.
    fn number(&mut self, text: &Text, from: usize) {
        self.sentence += 1;
        let block = small(self.blocks.len() - 1);
        for at in from..self.list.len() {
            let ends = self.ends_sentence(text, at);
            if let Some(word) = self.list.get_mut(at) {
                word.sentence = self.sentence;
                word.block = block;
            }
            self.sentence += u32::from(ends);
        }
    }

    fn ends_sentence(&self, text: &Text, at: usize) -> bool {
        let (Some(word), Some(next)) = (self.list.get(at), self.list.get(at + 1)) else {
            return false;
        };
        let opens = next.is_capital() || next.is_quote() || next.shape == WordShape::Number;
        match word.shape {
            WordShape::Mark('.' | '?' | '!' | '…') => {
                opens || next.is_mark(&['—', '–', '―', '¿', '¡'])
            }
            WordShape::Quote(_) => opens && quote_ends(text, word),
            _ => false,
        }
    }
}

/// Whether the words of a quotation end a sentence.
fn quote_ends(text: &Text, word: &ForeignWord) -> bool {
    let words = text.get(text.clamp(word.start as usize..word.end as usize));
    let inner = words.trim_end_matches(|c: char| "“”„\"'’‘»«›‹".contains(c) || c.is_whitespace());
    inner.ends_with(['.', '?', '!', '…'])
}

fn shape(form: &str, kind: TokenKind) -> WordShape {
    let first = form.chars().next().unwrap_or(' ');
    match kind {
        TokenKind::Number => WordShape::Number,
        TokenKind::Mark => WordShape::Mark(first),
        TokenKind::Word if is_acronym(form) => WordShape::Acronym,
        TokenKind::Word if first.is_uppercase() => WordShape::Capital,
        TokenKind::Word | TokenKind::Possessive => WordShape::Lower,
    }
}

fn classes(form: &str, kind: TokenKind, table: &LanguageTable) -> u32 {
    if kind == TokenKind::Word { table.classes(form) } else { 0 }
}

fn is_acronym(form: &str) -> bool {
    form.chars().all(|c| c.is_uppercase() || c == '.')
        && form.chars().filter(|c| *c != '.').nth(1).is_some()
}

pub(super) fn small(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

/// An article as it is read: its words, and what stands in marks.
#[derive(Debug)]
pub(super) struct ForeignReading<'a> {
    pub text: &'a Text,
    pub table: &'a LanguageTable,
    pub words: ForeignWords,
    pub stretches: &'a [MarkedStretch],
}

impl<'a> ForeignReading<'a> {
    pub(super) fn word(&self, at: usize) -> Option<&ForeignWord> {
        self.words.list.get(at)
    }

    /// The words from `first` to `last`, both inside, as bytes of the text.
    pub(super) fn span(&self, first: usize, last: usize) -> Span {
        let start = self.word(first).map_or(0, |word| word.start as usize);
        let end = self.word(last).map_or(start, |word| word.end as usize);
        self.text.clamp(start..end)
    }

    pub(super) fn form(&self, at: usize) -> &'a str {
        self.text.get(self.span(at, at))
    }

    /// The first word of the sentence of word `at` and the one behind its
    /// last, looking no farther than [`SENTENCE_REACH`] words.
    pub(super) fn sentence(&self, at: usize) -> (usize, usize) {
        let Some(here) = self.word(at).map(|word| (word.sentence, word.block)) else {
            return (at, at);
        };
        let same =
            |at: &usize| self.word(*at).is_some_and(|word| (word.sentence, word.block) == here);
        let first = (at.saturating_sub(SENTENCE_REACH)..at).rev().take_while(same).last();
        let last = (at..at + SENTENCE_REACH).take_while(same).last().unwrap_or(at);
        (first.unwrap_or(at), last + 1)
    }

    /// The phrase such as "according to" that opens at a word: how many words
    /// it takes, and where its source stands.
    pub(super) fn according(&self, at: usize) -> Option<(usize, AccordingKind)> {
        self.word(at).filter(|word| word.is(class::ACCORDING))?;
        let end = self.words.list.len().min(at + LONGEST_PHRASE);
        self.table.according(&(at..end).map(|at| self.form(at)))
    }
}

/// How far a sentence is read to either side: none that is written well is
/// longer, and a page without full stops stays linear.
const SENTENCE_REACH: usize = 90;
/// No phrase such as "according to" has more words.
const LONGEST_PHRASE: usize = 6;
