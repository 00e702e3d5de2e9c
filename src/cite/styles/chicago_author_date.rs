//! Chicago Manual of Style (18th edition), author and date, as
//! the official CSL style of that edition has it.

use super::chicago::{outlet, title, with_address};
use super::{CitationLine, Cited, CitedSource, dates, people};
use crate::cite::{Author, known_or_empty};

/// `Ida Ober, quoted in Vey, Nora. 2024. …`
pub(super) fn note(cited: &Cited<'_>) -> CitationLine {
    let reference = reference(cited);
    match cited.speaker {
        Some(speaker) => {
            CitationLine::default().text(&speaker.name).text(", quoted in ").append(reference)
        }
        None => reference,
    }
}

/// `Vey, Nora. 2024. “Title.” Outlet, April 4. URL.`
pub(super) fn reference(cited: &Cited<'_>) -> CitationLine {
    let source = cited.source;
    let authors = source.authors();
    let mut line = if authors.is_empty() {
        outlet(CitationLine::default(), cited, "").stop()
    } else {
        CitationLine::default()
            .text(&people::first_inverted(&authors, 10, Author::inverted_behind))
            .stop()
    };
    line = line.text(&dates::lettered_year(cited)).stop();
    line = title(line, cited).stop();
    let day = dates::day_of_year(source.date);
    if !authors.is_empty() {
        line = outlet(line, cited, if day.is_empty() { "" } else { ", " });
    }
    line = if day.is_empty() { closed(line) } else { line.text(&day).stop() };
    with_address(line, cited)
}

/// `Ober, quoted in Vey 2024, para. 3`; an undated article has a comma:
/// `Vey, n.d.`
pub(super) fn in_text(cited: &Cited<'_>) -> CitationLine {
    let source = cited.source;
    let mut line = CitationLine::default();
    if let Some(speaker) = people::short_speaker(cited) {
        line = line.text(&speaker).text(", quoted in ");
    }
    let authors = people::short(&source.authors());
    line = if authors.is_empty() {
        outlet(line, cited, "")
    } else {
        line.text(&people::listed(&authors, "and", 3))
    };
    let comma = if source.year().is_none() { "," } else { "" };
    line = line.text(&format!("{comma} {}", dates::lettered_year(cited)));
    match cited.paragraph {
        Some(paragraph) => line.text(&format!(", para. {paragraph}")),
        None => line,
    }
}

/// `Vey 2024`; without an author the outlet stands in its place.
pub(super) fn label(source: &CitedSource) -> String {
    let authors = people::short(&source.authors());
    let name = match people::listed(&authors, "and", 3) {
        authors if authors.is_empty() => known_or_empty(source.container()).to_owned(),
        authors => authors,
    };
    format!("{name} {}", dates::year(source.date))
}

/// A full stop where the line does not end with one and its blank.
fn closed(line: CitationLine) -> CitationLine {
    if line.plain().ends_with(' ') { line } else { line.stop() }
}
