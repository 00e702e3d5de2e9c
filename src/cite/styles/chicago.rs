//! Chicago Manual of Style (18th edition), notes and bibliography, as
//! the official CSL style of that edition has it. Access dates stand only where
//! a page has no date.

use super::{CitationLine, Cited, dates, people, titles};
use crate::cite::Author;
use newsquotes::model::Date;

/// `Ida Ober, quoted in Nora Vey, “Title,” Outlet, April 4, 2024, para. 3, URL.`
pub(super) fn note(cited: &Cited<'_>) -> CitationLine {
    let source = cited.source;
    let mut line = CitationLine::default();
    if let Some(speaker) = cited.speaker {
        line = line.text(&speaker.name).text(", quoted in ");
    }
    let authors = people::straight(&source.authors());
    if !authors.is_empty() {
        line = line.text(&people::listed(&authors, "and", 3)).text(", ");
    }
    line = title(line, cited).comma();
    line = outlet(line, cited, ", ").text(&dates::american(source.date));
    if let Some(paragraph) = cited.paragraph {
        line = line.text(&format!(", para. {paragraph}"));
    }
    if let Some(accessed) = looked_at(cited) {
        line = line.text(&format!(", accessed {}", dates::american(Some(accessed))));
    }
    match &source.url {
        Some(url) => line.text(", ").link(url).end(),
        None => line.end(),
    }
}

/// `Vey, Nora. “Title.” Outlet, April 4, 2024. URL.`; without an author the
/// outlet stands in its place (14.199).
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
    line = title(line, cited).stop();
    if !authors.is_empty() {
        line = outlet(line, cited, ", ");
    }
    line = line.text(&dates::american(source.date)).stop();
    with_address(line, cited)
}

/// The short form of a later note: `quoted in Vey, “Title,” para. 3`.
pub(super) fn in_text(cited: &Cited<'_>) -> CitationLine {
    let mut line = CitationLine::default();
    if let Some(speaker) = people::short_speaker(cited) {
        line = line.text(&speaker).text(", quoted in ");
    }
    let authors = people::short(&cited.source.authors());
    if !authors.is_empty() {
        line = line.text(&people::listed(&authors, "and", 3)).text(", ");
    }
    line = match titles::short_headline(cited) {
        Some(title) => line.quoted(&title),
        None => line.text("[no title]"),
    };
    match cited.paragraph {
        Some(paragraph) => line.comma().text(&format!("para. {paragraph}")),
        None => line,
    }
}

pub(super) fn title(line: CitationLine, cited: &Cited<'_>) -> CitationLine {
    match titles::headline_inside_marks(cited) {
        Some(title) => line.quoted(&title),
        None => line.text("[no title]"),
    }
}

/// The outlet, the agency behind it in
/// parentheses, and `after`; nothing where the author published it.
pub(super) fn outlet(line: CitationLine, cited: &Cited<'_>, after: &str) -> CitationLine {
    let source = cited.source;
    let line = match source.container() {
        Some(outlet) => line.emphasis(outlet),
        None if source.publisher().is_none() => line.text("[no outlet]"),
        None => return line,
    };
    match source.via() {
        Some(agency) => line.text(&format!(" ({agency}){after}")),
        None => line.text(after),
    }
}

/// The access date, which only a page without a date has.
fn looked_at(cited: &Cited<'_>) -> Option<Date> {
    let source = cited.source;
    cited.accessed.filter(|_| source.url.is_some() && source.year().is_none())
}

pub(super) fn with_address(mut line: CitationLine, cited: &Cited<'_>) -> CitationLine {
    let Some(url) = &cited.source.url else { return line.end() };
    if let Some(accessed) = looked_at(cited) {
        line = line.text(&format!("Accessed {}", dates::american(Some(accessed)))).stop();
    }
    line.link(url).end()
}
