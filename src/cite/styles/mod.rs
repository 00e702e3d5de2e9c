//! Citation styles for articles of newspapers and news sites, one file each,
//! one table.
//!
//! A speaker in an article is always quoted second hand; every style says so
//! in its own words. Chicago and MLA raise titles to headline case; they are
//! never lowered to sentence case, as APA wants them, which needs to know which
//! words are names. Nothing here reads or writes quoted words.

mod ap;
mod apa;
mod chicago;
mod chicago_author_date;
mod dates;
mod headline;
mod line;
mod mla;
mod people;
mod titles;

pub(crate) use line::{CitationLine, CitationRun};

use super::{CitedSource, CitedSpeaker};
use newsquotes::model::Date;

/// What a citation is made from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cited<'a> {
    pub source: &'a CitedSource,
    pub speaker: Option<&'a CitedSpeaker>,
    /// Counted from 1.
    pub paragraph: Option<usize>,
    /// The day that the article was looked at.
    pub accessed: Option<Date>,
    /// Whether styles that want it give titles the capitals of headlines.
    pub headline_case: bool,
}

/// A citation style.
#[derive(Debug)]
pub(crate) struct Style {
    /// As `--style` takes it.
    pub name: &'static str,
    pub description: &'static str,
    /// The sign for words left out, without the blanks around it.
    pub ellipsis: &'static str,
    /// The words between a speaker and the article that quotes them.
    pub quoted_in: &'static str,
    note: fn(&Cited<'_>) -> CitationLine,
    reference: fn(&Cited<'_>) -> CitationLine,
    in_text: fn(&Cited<'_>) -> CitationLine,
}

/// Every style; the first is the default.
pub(crate) const STYLES: &[Style] = &[
    Style {
        name: "chicago",
        description: "Chicago Manual of Style, notes and bibliography",
        ellipsis: ". . .",
        quoted_in: "quoted in",
        note: chicago::note,
        reference: chicago::reference,
        in_text: chicago::in_text,
    },
    Style {
        name: "chicago-author-date",
        description: "Chicago Manual of Style, author and date",
        ellipsis: ". . .",
        quoted_in: "quoted in",
        note: chicago_author_date::note,
        reference: chicago_author_date::reference,
        in_text: chicago_author_date::in_text,
    },
    Style {
        name: "apa",
        description: "American Psychological Association, 7th edition",
        ellipsis: ". . .",
        quoted_in: "as cited in",
        note: apa::note,
        reference: apa::reference,
        in_text: apa::in_text,
    },
    Style {
        name: "mla",
        description: "Modern Language Association, 9th edition",
        ellipsis: ". . .",
        quoted_in: "qtd. in",
        note: mla::note,
        reference: mla::reference,
        in_text: mla::in_text,
    },
    Style {
        name: "ap",
        description: "Plain words in the manner of the Associated Press",
        ellipsis: "...",
        quoted_in: "quoted in",
        note: ap::note,
        reference: ap::reference,
        in_text: ap::in_text,
    },
];

/// The style of that name.
#[must_use]
pub(crate) fn style_named(name: &str) -> Option<&'static Style> {
    STYLES.iter().find(|style| style.name == name)
}

impl Style {
    /// A foot- or endnote: who said it, and the article in full.
    #[must_use]
    pub(crate) fn note(&self, cited: &Cited<'_>) -> CitationLine {
        (self.note)(cited)
    }

    /// The article's entry in a list of works; no speaker, no paragraph.
    #[must_use]
    pub(crate) fn reference(&self, cited: &Cited<'_>) -> CitationLine {
        (self.reference)(&Cited { speaker: None, paragraph: None, ..*cited })
    }

    /// What stands in parentheses behind the words, without them.
    #[must_use]
    pub(crate) fn in_text(&self, cited: &Cited<'_>) -> CitationLine {
        (self.in_text)(cited)
    }
}

#[cfg(test)]
mod tests;
