//! The prose of a draft: its words as a reader sees them, the markup taken
//! off, with the way back to the bytes of the file.
//!
//! Each markup has a lexer that fills one; nothing here knows any markup.

use crate::library::sure::sure;
use std::ops::Range;

/// What a draft says. Offsets without "source" are bytes of `words`.
#[derive(Debug, Default)]
pub(super) struct Prose {
    pub(super) words: String,
    pieces: Vec<ProsePiece>,
    /// Ascending and disjoint; what lies in none of them is not checked.
    pub(super) blocks: Vec<ProseBlock>,
    /// Words that the markup itself says are quoted.
    pub(super) declared: Vec<Declared>,
    /// Ids left behind when a quotation was put in.
    pub(super) ids: Vec<HiddenId>,
    /// Keys, or the words of a footnote, with their offsets.
    pub(super) citations: Vec<(usize, String)>,
    open: Option<ProseBlock>,
    /// How many quotations were set apart.
    quotations: u32,
}

/// Words that came from one stretch of the source.
#[derive(Clone, Debug)]
struct ProsePiece {
    /// Where its words begin.
    at: usize,
    source: Range<usize>,
    /// Whether its words are the source's, byte for byte.
    verbatim: bool,
}

/// An id in a comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct HiddenId {
    pub(super) id: String,
    /// Where the words behind it begin.
    pub(super) at: usize,
    /// Whether it stands on a line of its own, before its quotation.
    pub(super) leads: bool,
}

/// A block of the draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ProseBlock {
    pub(super) range: Range<usize>,
    pub(super) role: ProseRole,
}

/// What a block of a draft is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ProseRole {
    Paragraph,
    Item,
    /// With its level, 1 the highest.
    Heading(u8),
    /// Set apart as a quotation; several in one share the number.
    Quotation(u32),
    /// Under a quotation: who said it.
    Attribution,
    Footnote,
}

/// Words that the markup says are quoted: `\textquote`, `#quote`, `<q>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Declared {
    /// The words without marks.
    pub(super) range: Range<usize>,
    /// Whom the markup names: "Ida Ober, quoted in".
    pub(super) attribution: Option<String>,
}

impl Prose {
    /// Opens a block; the one before ends.
    pub(super) fn begin(&mut self, role: ProseRole) {
        self.end();
        if !self.words.is_empty() {
            // Blocks must not run together in what the engine reads.
            self.words.push_str("\n\n");
        }
        let at = self.words.len();
        self.open = Some(ProseBlock { range: at..at, role });
    }

    /// Ends the open block; one without words is dropped.
    pub(super) fn end(&mut self) {
        let Some(mut block) = self.open.take() else { return };
        let words = sure(self.words.get(block.range.start..));
        block.range.start += words.len() - words.trim_start().len();
        block.range.end = self.words.trim_end().len();
        if block.range.start < block.range.end {
            self.blocks.push(block);
        }
    }

    /// The role of the next quotation that is set apart.
    pub(super) fn next_quotation(&mut self) -> ProseRole {
        self.quotations += 1;
        ProseRole::Quotation(self.quotations)
    }

    /// Notes the id in a comment that begins at byte `start` of the source.
    pub(super) fn note_id(&mut self, source: &str, start: usize, comment: &str) {
        let Some(id) = id_in(comment) else { return };
        let before = sure(source.get(..start));
        let line = sure(before.rsplit('\n').next());
        let leads = line.trim_matches([' ', '\t', '>']).is_empty();
        self.ids.push(HiddenId { id, at: self.words.len(), leads });
    }

    /// Notes a citation where the next words will stand.
    pub(super) fn cite(&mut self, words: &str) {
        self.citations.push((self.words.len(), words.to_owned()));
    }

    /// Declares that what was added from `start` on, marks around it aside,
    /// is quoted.
    pub(super) fn declare(&mut self, start: usize, end: usize, attribution: Option<String>) {
        if start < end {
            self.declared.push(Declared { range: start..end, attribution });
        }
    }

    /// The role of the open block.
    pub(super) fn role(&self) -> Option<ProseRole> {
        self.open.as_ref().map(|block| block.role)
    }

    /// Adds words that stand in the source as they are.
    pub(super) fn push(&mut self, source: &str, range: Range<usize>) {
        let Some(words) = source.get(range.clone()).filter(|words| !words.is_empty()) else {
            return;
        };
        self.ensure_block();
        self.add(words, range, true);
    }

    /// Adds what a reader sees in place of `range` of the source.
    pub(super) fn push_as(&mut self, words: &str, range: Range<usize>) {
        self.ensure_block();
        self.add(words, range, false);
    }

    /// Where the next words will stand.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    fn ensure_block(&mut self) {
        if self.open.is_none() {
            self.begin(ProseRole::Paragraph);
        }
    }

    fn add(&mut self, words: &str, source: Range<usize>, verbatim: bool) {
        let at = self.words.len();
        self.words.push_str(words);
        let goes_on = |last: &ProsePiece| {
            verbatim
                && last.verbatim
                && last.source.end == source.start
                && last.at + last.source.len() == at
        };
        match self.pieces.last_mut() {
            Some(last) if goes_on(last) => last.source.end = source.end,
            _ => self.pieces.push(ProsePiece { at, source, verbatim }),
        }
    }

    /// The bytes of the source that the bytes `range` of the words came from.
    pub(super) fn source_of(&self, range: Range<usize>) -> Range<usize> {
        let start = self.piece(range.start).map_or(0, |piece| {
            let inside = (range.start - piece.at).min(piece.source.len());
            if piece.verbatim { piece.source.start + inside } else { piece.source.start }
        });
        let last = range.end.saturating_sub(1).max(range.start);
        let end = self.piece(last).map_or(start, |piece| {
            let inside = (range.end.saturating_sub(piece.at)).min(piece.source.len());
            if piece.verbatim { piece.source.start + inside } else { piece.source.end }
        });
        start..end.max(start)
    }

    /// The piece that holds the byte at `offset`, or the last one before it.
    fn piece(&self, offset: usize) -> Option<&ProsePiece> {
        let after = self.pieces.partition_point(|piece| piece.at <= offset);
        self.pieces.get(after.checked_sub(1)?)
    }

    /// Ends the draft: closes the last block and leaves out what is behind
    /// the heading of a list of references.
    pub(super) fn finish(mut self) -> Prose {
        self.end();
        let mut list: Option<u8> = None;
        let words = std::mem::take(&mut self.words);
        self.blocks.retain(|block| {
            if let ProseRole::Heading(level) = block.role {
                let title = sure(words.get(block.range.clone()));
                list = list.filter(|outer| level > *outer);
                list = list.or_else(|| is_reference_list(title).then_some(level));
            }
            list.is_none()
        });
        self.words = words;
        self
    }
}

/// Headings under which works are listed, in small letters.
const REFERENCE_LISTS: &[&str] = &[
    "references",
    "bibliography",
    "works cited",
    "sources",
    "literature",
    "further reading",
    "literatur",
    "literaturverzeichnis",
    "quellen",
    "bibliographie",
    "références",
    "bibliografía",
    "referencias",
    "bibliografia",
];

fn is_reference_list(title: &str) -> bool {
    let bare = title.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase();
    REFERENCE_LISTS.contains(&bare.as_str())
}

/// The id in a comment that was left when a quotation was put in:
/// `nr:0f3a9c21b7de`.
pub(super) fn id_in(comment: &str) -> Option<String> {
    let (_, rest) = comment.split_once("nr:")?;
    let id: String = rest.trim_start().chars().take_while(char::is_ascii_hexdigit).collect();
    (id.len() >= 8).then(|| id.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_lead_back_to_the_source() {
        let source = "We \\textbf{keep} the b\\\"ucket";
        let mut prose = Prose::default();
        prose.push(source, 0..3);
        prose.push(source, 11..15);
        prose.push(source, 16..22);
        prose.push_as("ü", 22..25);
        prose.push(source, 25..29);
        let prose = prose.finish();
        assert_eq!(prose.words, "We keep the bücket");
        let of = |words: &str| {
            let at = prose.words.find(words).unwrap();
            &source[prose.source_of(at..at + words.len())]
        };
        assert_eq!(of("keep"), "keep");
        assert_eq!(of("bücket"), "b\\\"ucket");
        assert_eq!(of("We keep"), "We \\textbf{keep");
    }

    #[test]
    fn what_stands_under_the_references_is_left_out() {
        let source = "Text References Book Notes End";
        let mut prose = Prose::default();
        prose.push(source, 0..4);
        prose.begin(ProseRole::Heading(2));
        prose.push(source, 5..15);
        prose.begin(ProseRole::Paragraph);
        prose.push(source, 16..20);
        prose.begin(ProseRole::Heading(2));
        prose.push(source, 21..26);
        prose.begin(ProseRole::Paragraph);
        prose.push(source, 27..30);
        let prose = prose.finish();
        let blocks: Vec<&str> =
            prose.blocks.iter().map(|block| &prose.words[block.range.clone()]).collect();
        assert_eq!(blocks, ["Text", "Notes", "End"]);
    }

    #[test]
    fn ids_are_read_from_comments_of_any_markup() {
        for comment in ["<!-- nr:0f3a9c21b7de -->", "% nr:0F3A9C21B7DE", "# nr: 0f3a9c21b7de x"] {
            assert_eq!(id_in(comment).as_deref(), Some("0f3a9c21b7de"));
        }
        assert_eq!(id_in("<!-- nr:hello -->"), None);
    }
}
