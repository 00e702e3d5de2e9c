//! The formats that passages leave in: one file each, one table.
//!
//! A format gets an article with the passages chosen from it and yields
//! strings; [`Exporter`] joins them into one piece, article by article, so
//! that nothing of a large library is kept.

mod blocks;
mod markdown;
mod plain;
mod records;

use super::markup::Markup;
use super::styles::{Cited, STYLES, Style, style_named};
use super::{Keys, Passage, Subject};
use crate::model::Date;

/// A format.
#[derive(Debug)]
pub struct Format {
    /// As `--format` takes it.
    pub name: &'static str,
    pub description: &'static str,
    /// File extensions that it is the default for.
    pub extensions: &'static [&'static str],
    /// What the draft needs for it beyond the text, a phrase; empty for most.
    pub needs: &'static str,
    /// The markup of the words that it prints.
    pub markup: Markup,
    /// The style where none is asked for.
    pub style: &'static str,
    /// What stands before, between and after the pieces.
    frame: Frame,
    pieces: fn(&Entry<'_>) -> Vec<String>,
}

#[derive(Debug)]
struct Frame {
    open: &'static str,
    between: &'static str,
    close: &'static str,
}

impl Frame {
    /// Pieces one after the other.
    const PLAIN: Frame = Frame { open: "", between: "", close: "" };
    /// Pieces with an empty line between them.
    const APART: Frame = Frame { open: "", between: "\n", close: "" };
}

/// How passages leave.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// `None` for the format's own.
    pub style: Option<&'static Style>,
    /// The day that the articles were looked at.
    pub accessed: Option<Date>,
    /// Whether each passage carries its id in a comment.
    pub hidden_ids: bool,
}

/// An article with the passages chosen from it; without any, the article
/// itself is cited.
#[derive(Debug)]
struct Entry<'a> {
    subject: &'a Subject<'a>,
    passages: &'a [Passage<'a>],
    key: &'a str,
    format: &'static Format,
    style: &'static Style,
    options: &'a Options,
}

/// Every format; the first is the default.
pub const FORMATS: &[Format] = &[
    Format {
        name: "markdown",
        description: "block quotation with a footnote",
        extensions: &["md", "markdown", "mkd", "mdx"],
        needs: "",
        markup: Markup::Markdown,
        style: "chicago",
        frame: Frame::APART,
        pieces: markdown::footnote,
    },
    Format {
        name: "plain",
        description: "the words with speaker, outlet and date, without markup",
        extensions: &["txt", "text"],
        needs: "",
        markup: Markup::Plain,
        style: "ap",
        frame: Frame::APART,
        pieces: plain::pieces,
    },
    Format {
        name: "jsonl",
        description: "one JSON object a line for each part, as `nreader quotes` prints it",
        extensions: &["jsonl", "ndjson"],
        needs: "",
        markup: Markup::Plain,
        style: "chicago",
        frame: Frame::PLAIN,
        pieces: records::lines,
    },
];

/// The format of that name.
#[must_use]
pub fn format_named(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}

/// The format for a draft, by its file name; the default where that says
/// nothing.
#[must_use]
pub fn format_for(path: &str) -> &'static Format {
    let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let extension = extension.to_ascii_lowercase();
    let fits = |format: &&Format| format.extensions.contains(&extension.as_str());
    FORMATS.iter().find(fits).unwrap_or(DEFAULT)
}

/// The format where nothing says which.
#[expect(clippy::indexing_slicing, reason = "the table is a constant and not empty")]
static DEFAULT: &Format = &FORMATS[0];

/// Writes passages in one format, article by article.
#[derive(Debug)]
pub struct Exporter {
    format: &'static Format,
    options: Options,
    keys: Keys,
    begun: bool,
}

impl Exporter {
    #[must_use]
    pub fn new(format: &'static Format, options: Options, keys: Keys) -> Exporter {
        Exporter { format, options, keys, begun: false }
    }

    /// Adds the passages of one article, all made from `subject`; without any,
    /// the article itself.
    pub fn article(&mut self, subject: &Subject<'_>, passages: &[Passage<'_>], out: &mut String) {
        let key = self.keys.of(&subject.source);
        let style = self.options.style.or_else(|| style_named(self.format.style));
        let Some(style) = style.or_else(|| STYLES.first()) else { return };
        let entry = Entry {
            subject,
            passages,
            key: &key,
            format: self.format,
            style,
            options: &self.options,
        };
        for piece in (self.format.pieces)(&entry) {
            let frame = &self.format.frame;
            out.push_str(if self.begun { frame.between } else { frame.open });
            out.push_str(&piece);
            self.begun = true;
        }
    }

    /// Ends the piece. Nothing is written where there was nothing to write,
    /// but for what makes an empty file of the format valid.
    pub fn finish(&mut self, out: &mut String) {
        if !self.begun {
            out.push_str(self.format.frame.open);
        }
        out.push_str(self.format.frame.close);
        self.begun = false;
    }
}

/// One article in one piece: what a picker answers.
#[must_use]
pub fn export(
    format: &'static Format,
    options: Options,
    keys: Keys,
    subject: &Subject<'_>,
    passages: &[Passage<'_>],
) -> String {
    let mut out = String::new();
    let mut exporter = Exporter::new(format, options, keys);
    exporter.article(subject, passages, &mut out);
    exporter.finish(&mut out);
    out
}

impl<'a> Entry<'a> {
    /// What the style needs for a passage.
    fn cited<'b>(&'b self, passage: &'b Passage<'_>) -> Cited<'b> {
        Cited {
            source: &self.subject.source,
            speaker: passage.speaker.as_ref(),
            paragraph: passage.paragraph(),
            accessed: self.options.accessed,
        }
    }

    /// What the style needs for the article alone.
    fn article(&self) -> Cited<'_> {
        Cited {
            source: &self.subject.source,
            speaker: None,
            paragraph: None,
            accessed: self.options.accessed,
        }
    }

    /// The note of a passage in the format's markup.
    fn note(&self, passage: &Passage<'_>) -> String {
        self.format.markup.line(&self.style.note(&self.cited(passage)))
    }

    /// The article's entry in a list of works, in the format's markup.
    fn reference(&self) -> String {
        self.format.markup.line(&self.style.reference(&self.article()))
    }

    /// The comment that carries the id of a passage, on a line of its own;
    /// empty where none is asked for or possible.
    fn hidden_line(&self, passage: &Passage<'_>) -> String {
        let hidden = || self.format.markup.hidden(&passage.id());
        let line = if self.options.hidden_ids { hidden() } else { None };
        line.map(|line| line + "\n").unwrap_or_default()
    }

    /// Each passage as one piece; without any, the article's reference.
    fn each(&self, piece: impl Fn(&'a Passage<'a>) -> String) -> Vec<String> {
        if self.passages.is_empty() {
            return vec![self.reference() + "\n"];
        }
        self.passages.iter().map(piece).collect()
    }
}

#[cfg(test)]
mod tests;
