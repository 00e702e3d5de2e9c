//! Citation styles for articles of newspapers and news sites, one file each,
//! one table; and those of a file (`csl`).
//!
//! A speaker in an article is always quoted second hand; every style says so
//! in its own words. Chicago and MLA raise titles to headline case; they are
//! never lowered to sentence case, as APA wants them, which needs to know which
//! words are names. Nothing here reads or writes quoted words.

mod ap;
mod apa;
mod chicago;
mod chicago_author_date;
#[cfg(feature = "csl")]
pub(crate) mod csl;
mod dates;
mod headline;
mod line;
mod mla;
mod people;
mod titles;
mod year_letters;

pub(crate) use line::{CitationLine, CitationRun};
pub(super) use year_letters::letters;
pub(crate) use year_letters::{LetterRule, YearLetters};

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
    /// The article's number among those that are cited together, by which
    /// those of equal years are told apart; `None` for one that stands alone.
    pub number: Option<usize>,
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
    /// How articles that it calls the same are told apart; none where no year
    /// stands in the text.
    letters: Option<LetterRule>,
    writing: StyleWriting,
}

/// What writes the lines of a style.
#[derive(Clone, Copy, Debug)]
enum StyleWriting {
    Own(OwnWriting),
    /// A style of a file.
    #[cfg(feature = "csl")]
    Csl(&'static csl::CslStyle),
}

/// The functions of a style of nreader's own.
#[derive(Clone, Copy, Debug)]
struct OwnWriting {
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
        letters: None,
        writing: StyleWriting::Own(OwnWriting {
            note: chicago::note,
            reference: chicago::reference,
            in_text: chicago::in_text,
        }),
    },
    Style {
        name: "chicago-author-date",
        description: "Chicago Manual of Style, author and date",
        ellipsis: ". . .",
        quoted_in: "quoted in",
        letters: Some(LetterRule { label: chicago_author_date::label, by_day: false }),
        writing: StyleWriting::Own(OwnWriting {
            note: chicago_author_date::note,
            reference: chicago_author_date::reference,
            in_text: chicago_author_date::in_text,
        }),
    },
    Style {
        name: "apa",
        description: "American Psychological Association, 7th edition",
        ellipsis: ". . .",
        quoted_in: "as cited in",
        letters: Some(LetterRule { label: apa::label, by_day: true }),
        writing: StyleWriting::Own(OwnWriting {
            note: apa::note,
            reference: apa::reference,
            in_text: apa::in_text,
        }),
    },
    Style {
        name: "mla",
        description: "Modern Language Association, 9th edition",
        ellipsis: ". . .",
        quoted_in: "qtd. in",
        letters: None,
        writing: StyleWriting::Own(OwnWriting {
            note: mla::note,
            reference: mla::reference,
            in_text: mla::in_text,
        }),
    },
    Style {
        name: "ap",
        description: "Plain words in the manner of the Associated Press",
        ellipsis: "...",
        quoted_in: "quoted in",
        letters: None,
        writing: StyleWriting::Own(OwnWriting {
            note: ap::note,
            reference: ap::reference,
            in_text: ap::in_text,
        }),
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
        match self.writing {
            StyleWriting::Own(own) => (own.note)(cited),
            #[cfg(feature = "csl")]
            StyleWriting::Csl(csl) => csl.note(cited),
        }
    }

    /// The article's entry in a list of works; no speaker, no paragraph.
    #[must_use]
    pub(crate) fn reference(&self, cited: &Cited<'_>) -> CitationLine {
        let cited = Cited { speaker: None, paragraph: None, ..*cited };
        match self.writing {
            StyleWriting::Own(own) => (own.reference)(&cited),
            #[cfg(feature = "csl")]
            StyleWriting::Csl(csl) => csl.reference(&cited),
        }
    }

    /// How articles of equal years get letters, which are known only when all
    /// of them are written.
    #[must_use]
    pub(crate) fn letters(&self) -> Option<&LetterRule> {
        self.letters.as_ref()
    }

    /// What stands in parentheses behind the words, without them.
    #[must_use]
    pub(crate) fn in_text(&self, cited: &Cited<'_>) -> CitationLine {
        match self.writing {
            StyleWriting::Own(own) => (own.in_text)(cited),
            #[cfg(feature = "csl")]
            StyleWriting::Csl(csl) => csl.in_text(cited),
        }
    }
}

#[cfg(test)]
mod tests;
