//! The quotations of a draft: their words, where they stand, and whom the
//! draft names as their speaker.
//!
//! A lexer takes the markup off; the engine that reads articles then finds
//! marks and speakers in the prose. Quotations set apart and those of
//! commands, which have no marks, are added. Nothing is looked up here.

mod citing;
mod finding;
mod people;

use std::ops::Range;

use self::finding::QuotationFinder;
use super::attribution::NamedSpeaker;
use super::prose::Prose;
use super::{Markup, html, latex, markdown, org, plain, typst, wikitext};
use newsquotes::folding::one_line;
use newsquotes::model::Text;

/// A draft as it was read.
#[derive(Debug)]
pub(crate) struct Draft {
    pub markup: Markup,
    /// In the order of the draft.
    pub quotations: Vec<Quotation>,
    prose: Prose,
}

/// A quotation of a draft.
#[derive(Clone, Debug)]
pub(crate) struct Quotation {
    /// The stretches between narration; at least one.
    pub parts: Vec<QuotedPart>,
    /// The line of the draft it begins in, from 1.
    pub line: usize,
    /// Whom the draft names.
    pub speaker: Option<NamedSpeaker>,
    /// The id that was left when it was put in.
    pub id: Option<String>,
    /// The keys and footnotes that cite it, in one string; may be empty.
    pub cited: String,
    /// Whether it may be no quotation at all but a title.
    pub is_doubtful: bool,
}

/// A stretch of quoted words.
#[derive(Clone, Debug)]
pub(crate) struct QuotedPart {
    /// As a reader sees them, without the marks around them.
    pub words: String,
    /// Bytes of the draft's file.
    pub bytes: Range<usize>,
    /// Bytes of the prose.
    range: Range<usize>,
}

impl Quotation {
    /// All its words, the parts joined by " … ".
    #[must_use]
    pub(crate) fn text(&self) -> String {
        let words = |part: &QuotedPart| one_line(&part.words);
        self.parts.iter().map(words).collect::<Vec<_>>().join(" … ")
    }

    /// From the first to the last byte of its words in the draft's file.
    #[must_use]
    pub(crate) fn bytes(&self) -> Range<usize> {
        let start = self.parts.first().map_or(0, |part| part.bytes.start);
        start..self.parts.last().map_or(start, |part| part.bytes.end)
    }
}

impl Draft {
    /// Reads a draft. A file of another kind than `markup` says gives wrong
    /// quotations, never an error.
    #[must_use]
    pub(crate) fn read(markup: Markup, source: &str) -> Draft {
        let prose = match markup {
            Markup::Markdown => markdown::read(source),
            Markup::Org => org::read(source),
            Markup::Latex => latex::read(source),
            Markup::Typst => typst::read(source),
            Markup::Html => html::read(source),
            Markup::Wikitext => wikitext::read(source),
            Markup::Plain => plain::read(source),
        };
        // A text too long for spans (4 GB) has no quotations that could be told.
        let quotations = Text::new(prose.words.as_str())
            .map_or_else(Vec::new, |text| QuotationFinder::new(&prose, &text).find(source));
        Draft { markup, quotations, prose }
    }

    /// The bytes of the file that stand for `words` of a part, given in bytes
    /// of [`QuotedPart::words`].
    #[must_use]
    pub(crate) fn bytes_of(&self, part: &QuotedPart, words: Range<usize>) -> Range<usize> {
        let base = part.range.start;
        self.prose.source_of(base + words.start..base + words.end)
    }
}
