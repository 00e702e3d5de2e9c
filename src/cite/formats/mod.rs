//! The formats that passages leave in: one file each, one table.
//!
//! A format gets an article with the passages chosen from it and yields
//! strings; [`Exporter`] joins them into one piece, article by article, so
//! that nothing of a large library is kept.

mod annotation;
pub(super) mod blocks;
mod csv;
mod html;
mod json;
mod latex;
mod list;
mod markdown;
mod obsidian;
mod org;
mod pandoc;
mod plain;
mod references;
mod table;
mod typst;
mod wikitext;

pub(crate) use table::FORMATS;

use crate::cite::known_or_empty;
use std::collections::HashSet;
use std::sync::Arc;

use super::markup::Markup;
use super::styles::{Cited, STYLES, Style, YearLetters, style_named};
use super::{CitationKeys, CitedPassage, CitedSource, Subject, Template};
use newsquotes::load::FileKind;
use newsquotes::model::Date;

/// A format.
#[derive(Debug)]
pub(crate) struct ExportFormat {
    /// As `--format` takes it.
    pub name: &'static str,
    pub description: &'static str,
    /// The files that it is the default for.
    pub kind: Option<FileKind>,
    /// What the draft needs for it beyond the text, a phrase; empty for most.
    pub needs: &'static str,
    /// The markup of the words that it prints.
    pub markup: Markup,
    /// Whether it lists articles, each once, in place of passages.
    pub is_bibliography: bool,
    /// The style where none is asked for.
    pub style: &'static str,
    /// What stands before, between and after the pieces.
    frame: FormatFrame,
    pieces: fn(&CitedEntry<'_>) -> Vec<String>,
}

#[derive(Debug)]
struct FormatFrame {
    open: &'static str,
    between: &'static str,
    close: &'static str,
}

impl FormatFrame {
    /// Pieces one after the other.
    const PLAIN: FormatFrame = FormatFrame { open: "", between: "", close: "" };
    /// Values of a JSON array, each on a line.
    const ARRAY: FormatFrame = FormatFrame { open: "[\n", between: ",\n", close: "\n]\n" };
    /// Pieces with an empty line between them.
    const APART: FormatFrame = FormatFrame { open: "", between: "\n", close: "" };
}

/// How passages leave.
#[derive(Clone, Debug, Default)]
pub(crate) struct ExportOptions {
    /// `None` for the format's own.
    pub style: Option<&'static Style>,
    /// The day that the articles were looked at.
    pub accessed: Option<Date>,
    /// Whether titles keep the case they are printed in, also where the style
    /// wants that of a headline.
    pub titles_as_printed: bool,
    /// Whether each passage carries its id in a comment.
    pub hidden_ids: bool,
    /// Written in place of what the format writes; the format tells the
    /// markup that its fields are escaped for.
    pub template: Option<Arc<Template>>,
}

/// An article with the passages chosen from it; without any, the article
/// itself is cited.
#[derive(Debug)]
pub(super) struct CitedEntry<'a> {
    pub(super) subject: &'a Subject<'a>,
    passages: &'a [CitedPassage<'a>],
    keys: &'a CitationKeys,
    pub(super) markup: Markup,
    style: &'static Style,
    /// Among the articles of the piece, from 1.
    number: usize,
    pub(super) options: &'a ExportOptions,
}

impl ExportFormat {
    /// Whether its pieces stand in running text, so that a writer's own words
    /// may stand between them.
    #[must_use]
    pub(crate) fn is_running_text(&self) -> bool {
        let FormatFrame { open, between, close } = self.frame;
        !self.is_bibliography && (open, between, close) == ("", "\n", "")
    }
}

/// The format of that name.
#[must_use]
pub(crate) fn format_named(name: &str) -> Option<&'static ExportFormat> {
    FORMATS.iter().find(|format| format.name == name)
}

/// The format for a draft, by its file name; the default where that says
/// nothing.
#[must_use]
pub(crate) fn format_for(path: &str) -> &'static ExportFormat {
    let kind = FileKind::of(path);
    let fits = |format: &&ExportFormat| kind.is_some() && format.kind == kind;
    FORMATS.iter().find(fits).unwrap_or(DEFAULT)
}

/// The format where nothing says which.
#[expect(clippy::indexing_slicing, reason = "the table is a constant and not empty")]
static DEFAULT: &ExportFormat = &FORMATS[0];

/// Writes passages in one format, article by article.
#[derive(Debug)]
pub(crate) struct Exporter {
    format: &'static ExportFormat,
    options: ExportOptions,
    keys: CitationKeys,
    /// The keys written so far, by formats with one entry an article.
    listed: HashSet<String>,
    begun: bool,
    letters: YearLetters,
    /// What is written so far in a style with letters behind years, until all
    /// of them are known.
    held: String,
}

impl Exporter {
    #[must_use]
    pub(crate) fn new(
        format: &'static ExportFormat,
        options: ExportOptions,
        keys: CitationKeys,
    ) -> Exporter {
        Exporter {
            format,
            options,
            keys,
            listed: HashSet::new(),
            begun: false,
            letters: YearLetters::default(),
            held: String::new(),
        }
    }

    /// The keys that it gives out.
    #[must_use]
    pub(crate) fn keys(&self) -> &CitationKeys {
        &self.keys
    }

    /// Whether it lists articles, each once, in place of passages.
    #[must_use]
    pub(crate) fn is_bibliography(&self) -> bool {
        self.format.is_bibliography && self.options.template.is_none()
    }

    /// Adds the passages of one article, all made from `subject`; without any,
    /// the article itself.
    pub(crate) fn article(
        &mut self,
        subject: &Subject<'_>,
        passages: &[CitedPassage<'_>],
        out: &mut String,
    ) {
        if self.is_bibliography() && !self.listed.insert(self.keys.of(&subject.source)) {
            return;
        }
        let style = self.options.style.or_else(|| style_named(self.format.style));
        let Some(style) = style.or_else(|| STYLES.first()) else { return };
        let number = self.letters.number(&subject.source, style.letters());
        let format = self.format;
        let entry = CitedEntry {
            subject,
            passages,
            keys: &self.keys,
            markup: self.format.markup,
            style,
            number,
            options: &self.options,
        };
        let (pieces, frame) = match &self.options.template {
            Some(template) => {
                (entry.each(|passage| template.render(&entry, passage)), &FormatFrame::APART)
            }
            None => ((format.pieces)(&entry), &format.frame),
        };
        let out = if style.letters().is_some() { &mut self.held } else { out };
        for piece in pieces {
            out.push_str(if self.begun { frame.between } else { frame.open });
            out.push_str(&piece);
            self.begun = true;
        }
    }

    /// Ends the piece. Nothing is written where there was nothing to write,
    /// but for what makes an empty file of the format valid.
    pub(crate) fn finish(&mut self, out: &mut String) {
        out.push_str(&self.letters.settled(&std::mem::take(&mut self.held)));
        if self.options.template.is_none() {
            out.push_str(if self.begun { "" } else { self.format.frame.open });
            out.push_str(self.format.frame.close);
        }
        self.begun = false;
    }
}

/// One article in one piece: what a picker answers.
#[must_use]
pub(crate) fn export(
    format: &'static ExportFormat,
    options: ExportOptions,
    keys: CitationKeys,
    subject: &Subject<'_>,
    passages: &[CitedPassage<'_>],
) -> String {
    let mut out = String::new();
    let mut exporter = Exporter::new(format, options, keys);
    exporter.article(subject, passages, &mut out);
    exporter.finish(&mut out);
    out
}

impl<'a> CitedEntry<'a> {
    /// What a citation says of the article.
    pub(super) fn source(&self) -> &CitedSource {
        &self.subject.source
    }

    /// The article's citation key, given out by asking for it: only formats
    /// that print one do.
    pub(super) fn key(&self) -> String {
        self.keys.of(&self.subject.source)
    }

    /// What the style needs for a passage.
    fn cited<'b>(&'b self, passage: &'b CitedPassage<'_>) -> Cited<'b> {
        Cited {
            source: &self.subject.source,
            speaker: passage.speaker.as_ref(),
            paragraph: passage.paragraph(),
            accessed: self.options.accessed,
            headline_case: !self.options.titles_as_printed,
            number: Some(self.number),
        }
    }

    /// What the style needs for the article alone.
    fn article(&self) -> Cited<'_> {
        Cited {
            source: &self.subject.source,
            speaker: None,
            paragraph: None,
            accessed: self.options.accessed,
            headline_case: !self.options.titles_as_printed,
            number: Some(self.number),
        }
    }

    /// The note of a passage in the format's markup.
    pub(super) fn note(&self, passage: &CitedPassage<'_>) -> String {
        self.markup.line(&self.style.note(&self.cited(passage)))
    }

    /// What stands in parentheses behind a passage, in the format's markup.
    pub(super) fn in_text(&self, passage: &CitedPassage<'_>) -> String {
        self.markup.line(&self.style.in_text(&self.cited(passage)))
    }

    /// The article's entry in a list of works, in the format's markup.
    pub(super) fn reference(&self) -> String {
        self.markup.line(&self.style.reference(&self.article()))
    }

    /// The comment that carries the id of a passage, on a line of its own;
    /// empty where none is asked for or possible.
    fn hidden_line(&self, passage: &CitedPassage<'_>) -> String {
        let hidden = || self.markup.hidden(&passage.id());
        let line = if self.options.hidden_ids { hidden() } else { None };
        known_or_empty(line.map(|line| line + "\n"))
    }

    /// Each passage as one piece; without any, the article's reference.
    fn each(&self, piece: impl Fn(&'a CitedPassage<'a>) -> String) -> Vec<String> {
        if self.passages.is_empty() {
            return vec![self.reference() + "\n"];
        }
        self.passages.iter().map(piece).collect()
    }
}

#[cfg(test)]
mod tests;
