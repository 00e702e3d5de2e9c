//! What of a draft's quotation is the source's words, and what the writer's
//! own: omissions (`…`, `[...]`) and brackets (`[Russia]`, `[t]he`, `[sic]`).

use std::ops::Range;

use super::edge;
use crate::library::sure::sure;
use newsquotes::extract::tokens::{TokenKind, tokens};
use newsquotes::folding::OffsetMap;

/// A part of a quotation, taken apart. Ranges without "text" are bytes of the
/// part's words.
#[derive(Clone, Debug, Default)]
pub(super) struct QuotedWording {
    /// Stretches of the source's words; each holds at least one.
    pub(super) pieces: Vec<WordingPiece>,
    /// Whether words are left out at the very end, marked.
    pub(super) trails_off: bool,
    /// The writer's own words at the very end.
    pub(super) ends_inserted: Option<String>,
}

/// Words that should stand in the source one after the other.
#[derive(Clone, Debug)]
pub(super) struct WordingPiece {
    /// The words, brackets inside them taken off.
    pub(super) text: String,
    /// What stands before it.
    pub(super) gap: Gap,
    /// Bytes of `text` that the writer put in brackets.
    pub(super) excused: Vec<Range<usize>>,
    /// From bytes of `text` to bytes of the part.
    offsets: OffsetMap,
}

/// What stands between two pieces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    Start,
    /// Words are left out.
    Omission,
    /// The writer's own words stand for some of the source, or for none.
    Insertion(String),
}

/// The most bytes of an insertion; a longer bracket is the text's own.
const LONGEST_INSERTION: usize = 160;

impl QuotedWording {
    /// Takes the words of a part apart.
    pub(super) fn read(words: &str) -> QuotedWording {
        let mut reader = WordingReader::new();
        let mut at = 0;
        while let Some(rest) = words.get(at..).filter(|rest| !rest.is_empty()) {
            at += reader.step(words, at, rest);
        }
        reader.finish()
    }

    /// All of it as one piece, as if nothing were the writer's own: for a
    /// source with brackets and dots itself.
    pub(super) fn literal(words: &str) -> QuotedWording {
        let mut piece = WordingPiece::new(Gap::Start);
        piece.push(words, 0);
        QuotedWording { pieces: vec![piece], ..QuotedWording::default() }
    }

    /// Whether the writer marked any change.
    pub(super) fn is_marked(&self) -> bool {
        let marked = |piece: &WordingPiece| piece.gap != Gap::Start || !piece.excused.is_empty();
        self.trails_off || self.ends_inserted.is_some() || self.pieces.iter().any(marked)
    }

    /// Number of the source's words.
    pub(super) fn len(&self) -> usize {
        self.pieces.iter().map(WordingPiece::len).sum()
    }
}

impl WordingPiece {
    fn new(gap: Gap) -> WordingPiece {
        WordingPiece {
            text: String::new(),
            gap,
            excused: Vec::new(),
            offsets: OffsetMap::default(),
        }
    }

    fn push(&mut self, words: &str, at: usize) {
        self.offsets.note(self.text.len(), at);
        self.text.push_str(words);
    }

    /// Number of words.
    pub(super) fn len(&self) -> usize {
        word_count(&self.text)
    }

    /// The bytes of the part that the bytes `range` of the text stand at.
    pub(super) fn part_range(&self, range: Range<usize>) -> Range<usize> {
        self.offsets.source_range(range)
    }

    /// Whether the writer put the words of `range` in brackets, or some
    /// letters of them.
    pub(super) fn is_excused(&self, range: &Range<usize>) -> bool {
        self.excused.iter().any(|other| other.start < range.end && range.start < other.end)
    }

    /// From the first to the last word.
    pub(super) fn core(&self) -> Range<usize> {
        core(&self.text)
    }
}

/// The bytes from the first to the last word of `text`.
pub(super) fn core(text: &str) -> Range<usize> {
    let mut words = tokens(text, 0).filter(|token| token.kind != TokenKind::Mark);
    let Some(first) = words.next() else { return 0..0 };
    let last = words.last().unwrap_or(first);
    first.start..last.end
}

/// Number of words and numbers.
pub(super) fn word_count(text: &str) -> usize {
    let word = |kind| matches!(kind, TokenKind::Word | TokenKind::Number);
    tokens(text, 0).filter(|token| word(token.kind)).count()
}

struct WordingReader {
    done: Vec<WordingPiece>,
    open: WordingPiece,
}

impl WordingReader {
    fn new() -> WordingReader {
        WordingReader { done: Vec::new(), open: WordingPiece::new(Gap::Start) }
    }

    /// Reads what begins at `at`; its length in bytes.
    fn step(&mut self, words: &str, at: usize, rest: &str) -> usize {
        if let Some(len) = omission(rest) {
            self.cut(Gap::Omission);
            return len;
        }
        let Some(inside) = bracket(rest) else {
            let len = rest.chars().next().map_or(1, char::len_utf8);
            self.open.push(sure(rest.get(..len)), at);
            return len;
        };
        let len = inside.len() + 2;
        let before = words.get(..at).and_then(|before| before.chars().next_back());
        let after = rest.get(len..).and_then(|after| after.chars().next());
        let glued = [before, after].into_iter().flatten().any(char::is_alphanumeric);
        if glued && inside.chars().all(char::is_alphabetic) {
            let start = self.open.text.len();
            self.open.push(inside, at + 1);
            self.open.excused.push(start..self.open.text.len());
        } else {
            self.cut(Gap::Insertion(inside.to_owned()));
        }
        len
    }

    /// Ends the open piece; one without words gives its gap up for the next.
    fn cut(&mut self, gap: Gap) {
        let open = std::mem::replace(&mut self.open, WordingPiece::new(gap));
        if open.len() > 0 {
            self.done.push(open);
        } else if open.gap == Gap::Omission {
            self.open.gap = Gap::Omission;
        }
    }

    fn finish(mut self) -> QuotedWording {
        let last = (self.open.len() == 0).then(|| self.open.gap.clone());
        self.cut(Gap::Start);
        let trails_off = last == Some(Gap::Omission);
        let ends_inserted = match last {
            Some(Gap::Insertion(words)) => Some(words),
            _ => None,
        };
        let mut pieces = self.done;
        // Nothing is left out before the first words of a quotation.
        if let Some(first) = pieces.first_mut().filter(|first| first.gap == Gap::Omission) {
            first.gap = Gap::Start;
        }
        QuotedWording { pieces, trails_off, ends_inserted }
    }
}

/// The length of the mark of an omission that begins here.
fn omission(rest: &str) -> Option<usize> {
    let dots = dots(rest);
    if dots.is_some() {
        return dots;
    }
    let inside = rest.strip_prefix(['[', '('])?;
    let blank = inside.len() - inside.trim_start().len();
    let len = self::dots(inside.trim_start())?;
    let after = inside.get(blank + len..)?;
    let closed = after.trim_start().starts_with([']', ')']);
    closed.then(|| 1 + blank + len + (after.len() - after.trim_start().len()) + 1)
}

/// Three dots or more, blanks between them or not; or their one character.
fn dots(rest: &str) -> Option<usize> {
    if rest.starts_with('…') {
        return Some('…'.len_utf8());
    }
    let (mut count, mut end) = (0, 0);
    for (at, c) in rest.char_indices().take(12) {
        match c {
            '.' => {
                count += 1;
                end = at + 1;
            }
            ' ' | '\u{a0}' | '\u{2009}' => {}
            _ => break,
        }
    }
    (rest.starts_with('.') && count >= 3).then_some(end)
}

/// The words in a bracket that begins here.
fn bracket(rest: &str) -> Option<&str> {
    let inside = rest.strip_prefix('[')?;
    let near = edge::head(inside, LONGEST_INSERTION);
    let end = near.find([']', '['])?;
    near.get(..end).filter(|words| {
        near.get(end..).is_some_and(|end| end.starts_with(']')) && !words.is_empty()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(words: &str) -> Vec<(String, bool)> {
        let wording = QuotedWording::read(words);
        let piece =
            |piece: &WordingPiece| (piece.text.trim().to_owned(), piece.gap == Gap::Omission);
        wording.pieces.iter().map(piece).collect()
    }

    #[test]
    fn omissions_of_every_kind_cut() {
        for dots in ["…", "...", ". . .", "[…]", "[...]", "[ . . . ]", "(…)", "(...)", "...."]
        {
            let words = format!("We keep {dots} the bridge");
            let expected = [("We keep".to_owned(), false), ("the bridge".to_owned(), true)];
            assert_eq!(pieces(&words), expected, "{dots}");
        }
        assert_eq!(pieces("a. b.. c").len(), 1);
        assert!(QuotedWording::read("We keep it …").trails_off);
        assert!(!QuotedWording::read("… we keep it").is_marked());
    }

    #[test]
    fn brackets_are_the_writers() {
        let wording = QuotedWording::read("[W]e keep [the bridge] open [sic] today");
        let texts: Vec<&str> = wording.pieces.iter().map(|piece| piece.text.trim()).collect();
        assert_eq!(texts, ["We keep", "open", "today"]);
        let first = &wording.pieces[0];
        assert!(first.is_excused(&(0..2)) && !first.is_excused(&(3..7)));
        assert_eq!(first.part_range(3..7), 5..9);
        assert_eq!(QuotedWording::read("in years [sic]").ends_inserted.as_deref(), Some("sic"));
        assert!(QuotedWording::read("engineer[s]").pieces[0].is_excused(&(0..9)));
    }

    #[test]
    fn broken_brackets_are_words() {
        assert_eq!(pieces("We [keep it"), [("We [keep it".to_owned(), false)]);
        assert!(QuotedWording::read("[]").pieces.is_empty());
        assert_eq!(core("  “We keep it,” "), 5..15);
    }
}
