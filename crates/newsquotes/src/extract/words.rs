//! The narration of an article as classed words: each token with what the
//! lexicon knows of it, and each quotation as one word.
//!
//! This is what the attribution reads in place of a parse: words, sentences
//! and paragraphs. What stands inside quotation marks is not narration.

use super::indices::StretchIndex;
use super::lexicon::{self, LexiconEntry, VerbForm, class};
use super::marks::MarkedStretch;
use super::tokens::{self, Token, TokenKind};
use crate::model::{Block, BlockKind, Span, Text};
use crate::sure;

/// One word of the narration, or a whole quotation.
#[derive(Clone, Copy, Debug)]
pub(super) struct NarrationWord {
    /// Bytes of the text, end exclusive.
    pub start: u32,
    pub end: u32,
    pub kind: WordKind,
    pub entry: LexiconEntry,
    pub suffix: Suffix,
    /// Counted over the article.
    pub sentence: u32,
    /// Index of its block among those read.
    pub block: u32,
}

/// What a word looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WordKind {
    /// Begins with a capital letter.
    Capital,
    /// In capital letters throughout, two letters or more.
    Acronym,
    Lower,
    Number,
    Possessive,
    Mark(char),
    /// The stretch of that index.
    Quote(StretchIndex),
}

/// The ending of a word, which tells what an unknown one may be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Suffix {
    #[default]
    None,
    Ed,
    Ing,
    S,
    Ly,
}

/// Marks of lists, which are no words of the article.
const BULLETS: [&str; 8] = ["•", "●", "◦", "▪", "■", "‣", "·", "*"];

/// All words of an article.
#[derive(Debug, Default)]
pub(super) struct NarrationWords {
    pub list: Vec<NarrationWord>,
    /// For each block read, its kind and the index of its first word.
    pub blocks: Vec<(BlockKind, u32)>,
    sentence: u32,
    /// Offsets at which two words lost the space between them, ascending.
    glued: Vec<u32>,
    /// Those of them where something new begins, as where a link ends.
    breaks: Vec<u32>,
}

impl NarrationWords {
    /// No words yet; two that ran together are parted at the ascending `gaps`.
    pub(super) fn parted_at(gaps: &[Span]) -> NarrationWords {
        let glued = gaps.iter().filter(|gap| gap.is_empty()).map(|gap| small(gap.start()));
        NarrationWords { glued: glued.collect(), ..NarrationWords::default() }
    }

    /// Reads one block; `stretches` are those of the article from index
    /// `next` on; returns the index of the first that lies behind the block.
    pub(super) fn block(
        &mut self,
        text: &Text,
        block: &Block,
        stretches: &[MarkedStretch],
        mut next: usize,
    ) -> usize {
        let number = u32::try_from(self.blocks.len()).unwrap_or(u32::MAX);
        let from = self.list.len();
        self.blocks.push((block.kind, u32::try_from(from).unwrap_or(u32::MAX)));
        let mut at = block.span.start();
        while let Some(stretch) = stretches.get(next) {
            if stretch.outer.start() >= block.span.end() {
                break;
            }
            self.narration(text, at, stretch.outer.start());
            self.list.push(quote_word(stretch, next));
            at = at.max(stretch.outer.end());
            next += 1;
        }
        self.narration(text, at, block.span.end());
        self.number(text, from, number);
        next
    }

    fn narration(&mut self, text: &Text, start: usize, end: usize) {
        let span = text.clamp(start..end.max(start));
        let words = text.get(span);
        for token in tokens::tokens(words, span.start()) {
            let form = sure::part(text.as_str(), token.start..token.end);
            if token.kind == TokenKind::Mark && BULLETS.contains(&form) {
                continue;
            }
            if form == "." && !token.spaced && self.join_full_stop(text, token) {
                continue;
            }
            self.token(token, form);
        }
    }

    /// Takes a token; two words that lost the space between them, `OberHe`,
    /// are two.
    fn token(&mut self, token: Token, form: &str) {
        let split = self.gap_in(token).or_else(|| fused_at(token, form));
        let Some(split) = split.filter(|split| form.is_char_boundary(*split)) else {
            return self.list.push(word(token, form));
        };
        let (one, two) = form.split_at(split);
        let middle = token.start + split;
        self.list.push(word(Token { end: middle, ..token }, one));
        self.list.push(word(Token { start: middle, ..token }, two));
    }

    /// Where a known gap parts a token, in bytes of the token.
    fn gap_in(&mut self, token: Token) -> Option<usize> {
        if self.glued.is_empty() {
            return None;
        }
        let next = self.glued.partition_point(|gap| *gap as usize <= token.start);
        let gap = *self.glued.get(next).filter(|gap| (**gap as usize) < token.end)?;
        self.breaks.push(gap);
        Some(gap as usize - token.start)
    }

    /// Joins a full stop to the abbreviation before it: `Mr.`, `Sept.`, `Inc.`
    fn join_full_stop(&mut self, text: &Text, stop: Token) -> bool {
        let Some(last) = self.list.last_mut() else { return false };
        let short = last.end - last.start <= 5 && last.end as usize == stop.start;
        if !short || last.kind != WordKind::Capital {
            return false;
        }
        let dotted = sure::part(text.as_str(), last.start as usize..stop.end);
        let entry = lexicon::entry(dotted);
        if entry.lemma != 0 {
            last.end = small(stop.end);
            last.entry = entry;
        }
        entry.lemma != 0
    }

    /// Numbers the sentences of the words from index `from` on.
    fn number(&mut self, text: &Text, from: usize, block: u32) {
        self.sentence += 1;
        let mut at = from;
        while let Some(word) = self.list.get(at).copied() {
            let ends = self.ends_sentence(text, at, word);
            if let Some(word) = self.list.get_mut(at) {
                word.sentence = self.sentence;
                word.block = block;
            }
            self.sentence += u32::from(ends);
            at += 1;
        }
    }

    fn ends_sentence(&self, text: &Text, at: usize, word: NarrationWord) -> bool {
        let Some(next) = self.list.get(at + 1).copied() else { return false };
        let starts = match next.kind {
            WordKind::Capital | WordKind::Acronym | WordKind::Number | WordKind::Quote(_) => true,
            WordKind::Mark(c) => {
                !matches!(c, ',' | ';' | ')' | '.' | '?' | '!' | ':' | '-' | '–' | '—')
            }
            _ => false,
        };
        let new = self.breaks.binary_search(&next.start).is_ok();
        if new && !next.is(class::PRONOUN | class::FUNCTION) {
            return true;
        }
        match word.kind {
            WordKind::Mark('.' | '?' | '!' | '…') => starts,
            WordKind::Quote(_) => starts && self.quote_ends_sentence(text, word, next, at),
            _ => false,
        }
    }

    /// A quotation ends its sentence when its words do, unless a speech tag
    /// follows: `“Why?” Ober asked.`
    fn quote_ends_sentence(
        &self,
        text: &Text,
        word: NarrationWord,
        next: NarrationWord,
        at: usize,
    ) -> bool {
        let span = text.clamp(word.start as usize..word.end as usize);
        let words = text.get(span).trim_end_matches(|c: char| is_mark(c) || c.is_whitespace());
        let tag = || {
            next.is_name_like()
                && self.list.iter().skip(at + 1).take(6).any(|word| word.is(class::SPEECH))
        };
        words.ends_with('.') || (words.ends_with(['?', '!', '…']) && !tag())
    }

    /// Whether a word begins where a known gap parted a token, as where a link
    /// ends: no name goes on across it.
    pub(super) fn begins_anew(&self, at: usize) -> bool {
        !self.breaks.is_empty()
            && self.get(at).is_some_and(|word| self.breaks.binary_search(&word.start).is_ok())
    }

    pub(super) fn get(&self, at: usize) -> Option<&NarrationWord> {
        self.list.get(at)
    }
}

/// Where a second word begins within a token: at a capital letter behind a
/// small one that opens a pronoun or another function word.
fn fused_at(token: Token, form: &str) -> Option<usize> {
    if token.kind != TokenKind::Word || form.len() < 5 {
        return None;
    }
    let bytes = form.as_bytes();
    let joint =
        |pair: &[u8]| matches!(pair, [a, b] if a.is_ascii_lowercase() && b.is_ascii_uppercase());
    let split = bytes.windows(2).rposition(joint)? + 1;
    let known = lexicon::entry(form.get(split..)?);
    (known.classes & (class::PRONOUN | class::FUNCTION) != 0).then_some(split)
}

fn small(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

fn is_mark(c: char) -> bool {
    "“”„\"'’‘»«`".contains(c)
}

fn quote_word(stretch: &MarkedStretch, index: usize) -> NarrationWord {
    NarrationWord {
        start: small(stretch.outer.start()),
        end: small(stretch.outer.end()),
        kind: WordKind::Quote(StretchIndex::new(index)),
        entry: LexiconEntry::default(),
        suffix: Suffix::None,
        sentence: 0,
        block: 0,
    }
}

fn word(token: Token, form: &str) -> NarrationWord {
    let first = form.chars().next().unwrap_or(' ');
    let kind = match token.kind {
        TokenKind::Number => WordKind::Number,
        TokenKind::Possessive => WordKind::Possessive,
        TokenKind::Mark => WordKind::Mark(first),
        TokenKind::Word if is_acronym(form) => WordKind::Acronym,
        TokenKind::Word if first.is_uppercase() => WordKind::Capital,
        TokenKind::Word => WordKind::Lower,
    };
    let entry = match token.kind {
        TokenKind::Word | TokenKind::Possessive => lexicon::entry(form),
        _ => LexiconEntry::default(),
    };
    let suffix = suffix(form);
    let (start, end) = (small(token.start), small(token.end));
    NarrationWord { start, end, kind, entry, suffix, sentence: 0, block: 0 }
}

fn suffix(form: &str) -> Suffix {
    let bytes = form.as_bytes();
    match bytes {
        _ if bytes.len() < 4 => Suffix::None,
        [.., b'e', b'd'] => Suffix::Ed,
        [.., b'i', b'n', b'g'] => Suffix::Ing,
        [.., b'l', b'y'] => Suffix::Ly,
        [.., b's', b's'] => Suffix::None,
        [.., b's'] => Suffix::S,
        _ => Suffix::None,
    }
}

fn is_acronym(form: &str) -> bool {
    form.len() > 1
        && form.chars().all(|c| c.is_uppercase() || c == '.')
        && form.chars().filter(|c| *c != '.').nth(1).is_some()
}

impl NarrationWord {
    /// Whether it belongs to any of these classes.
    pub(super) fn is(&self, classes: u64) -> bool {
        self.entry.classes & classes != 0
    }

    pub(super) fn is_mark(&self, mark: char) -> bool {
        self.kind == WordKind::Mark(mark)
    }

    pub(super) fn is_quote(&self) -> bool {
        matches!(self.kind, WordKind::Quote(_))
    }

    /// Begins with a capital letter.
    pub(super) fn is_capital(&self) -> bool {
        matches!(self.kind, WordKind::Capital | WordKind::Acronym)
    }

    /// May begin the name of a speaker, or stands for it.
    pub(super) fn is_name_like(&self) -> bool {
        self.is_capital() || self.is(class::PRONOUN)
    }

    /// A verb in a form that takes a subject.
    pub(super) fn is_finite(&self) -> bool {
        matches!(self.entry.form, VerbForm::Base | VerbForm::Third | VerbForm::Past)
    }

    pub(super) fn span(&self, text: &Text) -> Span {
        text.clamp(self.start as usize..self.end as usize)
    }

    pub(super) fn text<'a>(&self, text: &'a Text) -> &'a str {
        text.get(self.span(text))
    }
}

/// Where the reporter's voice sets in within words that run on without a
/// closing mark: the offset behind the comma of `, he said`, `, said Ober` or
/// `, said the mayor`.
pub(super) fn speech_tag(words: &str) -> Option<usize> {
    let mut edge = None;
    let mut subject = 0;
    let mut inverted = false;
    for token in tokens::tokens(words, 0) {
        let word = word(token, sure::part(words, token.start..token.end));
        let speech = word.is(class::SPEECH) && word.entry.form == VerbForm::Past;
        match word.kind {
            WordKind::Mark(',' | '?' | '!') => {
                (edge, subject, inverted) = (Some(token.end), 0, false);
            }
            _ if edge.is_none() => {}
            _ if subject > 0 && speech => return edge,
            _ if inverted && (word.is_name_like() || word.is(class::DETERMINER)) => return edge,
            _ if speech => inverted = true,
            _ if word.is_name_like() && subject < 4 => subject += 1,
            _ => edge = None,
        }
    }
    None
}
