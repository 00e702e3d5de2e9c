//! MLA style (9th edition), chapter 5 for works cited, chapter 6 for indirect
//! sources (“qtd. in”). Paragraphs are given only where the source numbers
//! them, and so never here.

use super::{CitationLine, Cited, dates, people, titles};
use crate::cite::Author;

/// `Ida Ober, qtd. in Vey, Nora. …`
pub(super) fn note(cited: &Cited<'_>) -> CitationLine {
    let reference = reference(cited);
    match cited.speaker {
        Some(speaker) => {
            CitationLine::default().text(&speaker.name).text(", qtd. in ").append(reference)
        }
        None => reference,
    }
}

/// `Vey, Nora. “Title.” Outlet, 4 Apr. 2024, URL. Accessed 21 Nov. 2026.` An
/// organisation that published its own work is named as its publisher only.
pub(super) fn reference(cited: &Cited<'_>) -> CitationLine {
    let source = cited.source;
    let authors = named_authors(cited);
    let mut line = CitationLine::default();
    if !authors.is_empty() {
        line = line.text(&people::first_inverted(&authors, 2, Author::inverted)).stop();
    }
    line = match titles::headline_inside_marks(cited) {
        Some(title) => line.quoted(&title).stop(),
        None => line.text("[no title]. "),
    };
    line = match source.publisher() {
        Some(outlet) => line.emphasis(outlet).text(", "),
        None => line.text("[no outlet], "),
    };
    // MLA leaves a date out that is not known.
    if source.date.is_some() {
        line = line.text(&dates::mla(source.date));
    }
    let Some(url) = &source.url else { return line.without_comma().end() };
    line = line.without_comma().text(", ").link(url).text(".");
    match cited.accessed.filter(|_| source.date.is_none()) {
        Some(accessed) => line.text(&format!(" Accessed {}.", dates::mla(Some(accessed)))),
        None => line,
    }
}

/// `qtd. in Vey`; without an author the title in short.
pub(super) fn in_text(cited: &Cited<'_>) -> CitationLine {
    let mut line = CitationLine::default();
    if let Some(speaker) = people::short_speaker(cited) {
        line = line.text(&speaker).text(", qtd. in ");
    }
    let authors = people::short(&named_authors(cited));
    match (people::listed(&authors, "and", 2), titles::short_headline(cited)) {
        (authors, _) if !authors.is_empty() => line.text(&authors),
        (_, Some(title)) => line.quoted(&title),
        (_, None) => line.text("[no title]"),
    }
}

/// The authors that are not the publisher as well.
fn named_authors(cited: &Cited<'_>) -> Vec<Author> {
    let authors = cited.source.authors();
    if cited.source.container().is_none() { Vec::new() } else { authors }
}
