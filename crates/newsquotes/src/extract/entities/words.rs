//! The words of an article as the tagger sees them: hashed once, cut into
//! sentences, with the runs of capitalised words that may be names.

use std::ops::Range;

use super::super::tokens::{Token, TokenKind, is_apostrophe, tokens};
use super::hash;
use crate::model::{Span, Text};
use crate::sure;

/// A token and what every later step asks of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct TaggerWord {
    /// Bytes of the document's text.
    pub(super) start: u32,
    pub(super) end: u32,
    /// Hash of the form as it stands, and of its lower case.
    pub(super) exact: u64,
    pub(super) lower: u64,
    pub(super) kind: TokenKind,
    /// Whether a capital letter is in it.
    pub(super) capital: bool,
    /// Whether a name may run over it although it is in lower case.
    pub(super) connector: bool,
}

/// A sentence, by its place in [`TaggerWords::all`].
#[derive(Clone, Debug)]
pub(super) struct Sentence {
    pub(super) words: Range<usize>,
    /// Whether it is all of its block.
    pub(super) whole_block: bool,
    /// Whether nearly every word has a capital, so that capitals say nothing:
    /// a headline.
    pub(super) headline: bool,
}

/// All words of an article.
#[derive(Clone, Debug, Default)]
pub(super) struct TaggerWords {
    pub(super) all: Vec<TaggerWord>,
    pub(super) sentences: Vec<Sentence>,
}

/// A stretch of a sentence that may hold names: it starts and ends with a
/// capitalised word and has no more than two connectors between two of them.
#[derive(Clone, Debug)]
pub(super) struct CapitalRun {
    /// Index of the sentence.
    pub(super) sentence: usize,
    pub(super) words: Range<usize>,
}

impl TaggerWords {
    /// The words of `blocks`; no sentence runs over the end of a block. What
    /// lies in one of the ascending `gaps` is not read, and no word runs over
    /// one, empty or not.
    pub(super) fn read(
        text: &Text,
        blocks: impl Iterator<Item = Span>,
        gaps: &[Span],
    ) -> TaggerWords {
        let mut words = TaggerWords::default();
        for block in blocks {
            let first = words.all.len();
            let mut start = block.start();
            let next = gaps.partition_point(|gap| gap.end() <= start);
            let inside = gaps.iter().skip(next).take_while(|gap| gap.start() < block.end());
            for gap in inside {
                words.read_piece(text, start..gap.start());
                start = gap.end();
            }
            words.read_piece(text, start..block.end());
            words.cut(text.as_str(), first);
        }
        words
    }

    fn read_piece(&mut self, text: &Text, bytes: Range<usize>) {
        let piece = sure::part(text.as_str(), bytes.clone());
        let read = tokens(piece, bytes.start).map(|token| TaggerWord::read(text.as_str(), token));
        self.all.extend(read);
    }

    /// The words of a sentence.
    pub(super) fn of(&self, sentence: &Sentence) -> &[TaggerWord] {
        sure::items(&self.all, sentence.words.clone())
    }

    /// Whether the word at `at` stands in a headline.
    pub(super) fn in_headline(&self, at: usize) -> bool {
        self.sentence_at(at).is_some_and(|sentence| sentence.headline)
    }

    /// Whether the words of `range` are the only ones of their block.
    pub(super) fn is_line(&self, range: &Range<usize>) -> bool {
        self.sentence_at(range.start).is_some_and(|sentence| {
            let own = self.of(sentence).iter().filter(|word| word.is_lexical()).count();
            sentence.whole_block && own == range.len()
        })
    }

    /// Whether the word at `at` is the last of its sentence.
    pub(super) fn ends_sentence(&self, at: usize) -> bool {
        self.sentence_at(at).is_some_and(|sentence| sentence.words.end == at + 1)
    }

    /// The word at `at` as it stands; empty where there is none.
    pub(super) fn form<'a>(&self, text: &'a Text, at: usize) -> &'a str {
        self.all.get(at).and_then(|word| text.as_str().get(word.range())).unwrap_or_default()
    }

    fn sentence_at(&self, at: usize) -> Option<&Sentence> {
        self.sentences.get(self.sentences.partition_point(|sentence| sentence.words.end <= at))
    }

    /// Every run, in the order of the text.
    pub(super) fn runs(&self) -> Vec<CapitalRun> {
        let mut runs = Vec::new();
        for (index, sentence) in self.sentences.iter().enumerate() {
            let words = self.of(sentence);
            let mut at = 0;
            while let Some(start) = next_capital(words, at) {
                let end = run_end(words, start + 1);
                let base = sentence.words.start;
                runs.push(CapitalRun { sentence: index, words: base + start..base + end });
                at = end;
            }
        }
        runs
    }

    /// Cuts the words from `first` on into sentences.
    fn cut(&mut self, text: &str, first: usize) {
        let mut start = first;
        for at in first..self.all.len() {
            if ends_sentence(text, &self.all, at) {
                self.push_sentence(start..at + 1, first);
                start = at + 1;
            }
        }
        if start < self.all.len() {
            self.push_sentence(start..self.all.len(), first);
        }
    }

    fn push_sentence(&mut self, words: Range<usize>, block: usize) {
        let slice = sure::items(&self.all, words.clone());
        let capitals = slice.iter().filter(|word| word.capital).count();
        let plain = slice.iter().filter(|word| word.is_plain() && word.len() > 3).count();
        let whole_block = words == (block..self.all.len());
        let headline = capitals >= 3 && plain * 4 <= capitals;
        self.sentences.push(Sentence { words, whole_block, headline });
    }
}

impl TaggerWord {
    fn read(text: &str, token: Token) -> TaggerWord {
        let form = sure::part(text, token.start..token.end);
        let exact = hash::word(form);
        let capital = form.chars().any(char::is_uppercase);
        let lower = if capital { hash::lower(form) } else { exact };
        let small = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        TaggerWord {
            start: small(token.start),
            end: small(token.end),
            exact,
            lower,
            kind: token.kind,
            capital,
            connector: !capital && form.len() <= 3 && is_connector(form),
        }
    }

    /// Length in bytes.
    pub(super) fn len(&self) -> u32 {
        self.end - self.start
    }

    /// Bytes in the document's text.
    pub(super) fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether it is a word without a capital.
    pub(super) fn is_plain(&self) -> bool {
        !self.capital && self.kind == TokenKind::Word
    }

    /// Whether it is a word or a number, not a mark.
    pub(super) fn is_lexical(&self) -> bool {
        matches!(self.kind, TokenKind::Word | TokenKind::Number)
    }
}

fn next_capital(words: &[TaggerWord], from: usize) -> Option<usize> {
    let ahead = words.get(from..)?.iter().position(|word| word.capital)?;
    Some(from + ahead)
}

/// Where the run ends whose first word stands before `end`.
fn run_end(words: &[TaggerWord], mut end: usize) -> usize {
    loop {
        let ahead = sure::items(words, end..);
        if is_hyphenated(words, end) {
            end += 2;
            continue;
        }
        let gap = ahead.iter().take(2).take_while(|word| word.connector).count();
        if !ahead.get(gap).is_some_and(|word| word.capital) {
            return end;
        }
        end += gap + 1;
    }
}

/// Whether the word before `end` goes on with a hyphen and a word in lower
/// case: `Kim Jong-un`, also `Lund-based`.
fn is_hyphenated(words: &[TaggerWord], end: usize) -> bool {
    let Some([before, hyphen, after, ..]) = words.get(end.wrapping_sub(1)..) else { return false };
    before.capital
        && hyphen.kind == TokenKind::Mark
        && hyphen.connector
        && after.is_plain()
        && before.end == hyphen.start
        && hyphen.end == after.start
}

/// Small words and marks that names run over: `Bank of England`,
/// `Ursula von der Leyen`, `Al-Jazeera`, `AT&T`, `St. Petersburg`.
fn is_connector(form: &str) -> bool {
    #[rustfmt::skip]
    const CONNECTORS: &[&str] = &[
        "of", "the", "and", "for", "on", "in", "to", "at", "de", "la", "le", "du", "des", "van",
        "von", "der", "den", "del", "di", "da", "dos", "al", "el", "bin", "ibn", "ben", "y", "e",
        "ul", "ur", "&", "-", "‐", "‑", ".", "'", "’", "/",
    ];
    matches!(form, "'s" | "’s") || CONNECTORS.contains(&form)
}

/// Whether a sentence ends with the word at `at`: a full stop, question or
/// exclamation mark, or the quotation mark or bracket closed after it, where
/// what follows looks like a beginning.
fn ends_sentence(text: &str, words: &[TaggerWord], at: usize) -> bool {
    let form =
        |index: usize| words.get(index).and_then(|word| text.get(word.range())).unwrap_or_default();
    let Some(next) = words.get(at + 1) else { return false };
    let spaced = words.get(at).is_some_and(|word| word.end < next.start);
    if !spaced || !opens_sentence(form(at + 1)) {
        return false;
    }
    match form(at) {
        "!" | "?" | "…" => true,
        "." => !is_abbreviation(form(at.wrapping_sub(1))),
        "\"" | "”" | "’" | "'" | ")" | "»" => {
            matches!(form(at.wrapping_sub(1)), "." | "!" | "?" | "…")
        }
        _ => false,
    }
}

fn opens_sentence(form: &str) -> bool {
    form.chars().next().is_some_and(|c| {
        c.is_uppercase() || c.is_numeric() || is_apostrophe(c) || "\"“‘«([—–-".contains(c)
    })
}

/// Whether a full stop after this word belongs to it rather than ends a
/// sentence: titles, months, company endings.
fn is_abbreviation(form: &str) -> bool {
    #[rustfmt::skip]
    const ABBREVIATIONS: &[&str] = &[
        "Mr", "Mrs", "Ms", "Dr", "Prof", "Gen", "Lt", "Col", "Maj", "Capt", "Sgt", "Cpl", "Adm",
        "Cmdr", "Sen", "Rep", "Gov", "Pres", "Rev", "Hon", "Fr", "Sr", "Jr", "St", "Ste", "Mt",
        "Ft", "No", "Nos", "vs", "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept",
        "Oct", "Nov", "Dec", "Bros", "Messrs", "Mme", "Mlle", "Atty", "Supt", "Insp", "Dist",
    ];
    ABBREVIATIONS.contains(&form)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences(content: &str) -> Vec<String> {
        let text = Text::new(content).unwrap();
        let words = TaggerWords::read(&text, std::iter::once(text.whole()), &[]);
        let join = |sentence: &Sentence| {
            let words = words.of(sentence);
            content[words[0].range().start..words[words.len() - 1].range().end].to_owned()
        };
        words.sentences.iter().map(join).collect()
    }

    fn runs(content: &str) -> Vec<String> {
        let text = Text::new(content).unwrap();
        let words = TaggerWords::read(&text, std::iter::once(text.whole()), &[]);
        let join = |run: &CapitalRun| {
            let words = &words.all[run.words.clone()];
            content[words[0].range().start..words[words.len() - 1].range().end].to_owned()
        };
        words.runs().iter().map(join).collect()
    }

    #[test]
    fn a_title_with_a_full_stop_ends_no_sentence() {
        assert_eq!(
            sentences("“It stays,” said Gen. Ober. “Why?” Nobody knew."),
            ["“It stays,” said Gen. Ober.", "“Why?”", "Nobody knew."]
        );
    }

    #[test]
    fn runs_go_over_small_words_between_capitals() {
        assert_eq!(
            runs("The Bank of the North and its head Ida van der Veen left for Lund."),
            ["The Bank of the North", "Ida van der Veen", "Lund"]
        );
    }

    #[test]
    fn a_line_of_capitals_is_a_headline() {
        let text = Text::new("OBER KEEPS THE BRIDGE OPEN").unwrap();
        let words = TaggerWords::read(&text, std::iter::once(text.whole()), &[]);
        assert!(words.sentences[0].headline);
    }
}
