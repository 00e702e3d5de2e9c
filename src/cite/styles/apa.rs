//! APA style (7th edition): 10.1, examples 16 and 17 for newspapers; 8.6 for
//! secondary sources; 8.28 for paragraphs, which may be counted by hand; 9.16
//! for retrieval dates, which only an undated page has here.
//!
//! The manual wants titles in sentence case. They are left as the source has
//! them: lowering a headline in title case would lower its names too.

use super::{CitationLine, Cited, dates, people, titles};
use crate::cite::{Author, CitedSource, known_or_empty};

/// `Ida Ober, as cited in Vey, N. (2024, April 4). …`
pub(super) fn note(cited: &Cited<'_>) -> CitationLine {
    let reference = reference(cited);
    match cited.speaker {
        Some(speaker) => {
            CitationLine::default().text(&speaker.name).text(", as cited in ").append(reference)
        }
        None => reference,
    }
}

/// `Vey, N., & Rask, T. (2024, April 4). Title. Outlet. URL`; without an
/// author the title stands first.
pub(super) fn reference(cited: &Cited<'_>) -> CitationLine {
    let source = cited.source;
    let title = titles::bare(source).unwrap_or_else(|| "[no title]".to_owned());
    let authors = source.authors();
    let mut line = if authors.is_empty() {
        CitationLine::default().text(&title).stop()
    } else {
        CitationLine::default().text(&listed(&authors)).stop()
    };
    line = line.text(&format!("({})", date(cited))).text(". ");
    if !authors.is_empty() {
        line = line.text(&title).stop();
    }
    line = match source.container() {
        Some(outlet) => line.emphasis(outlet).stop(),
        None if source.publisher().is_none() => line.text("[no outlet]. "),
        None => line,
    };
    with_address(line, cited)
}

/// `Ober, as cited in Vey, 2024, para. 3`.
pub(super) fn in_text(cited: &Cited<'_>) -> CitationLine {
    let source = cited.source;
    let mut line = CitationLine::default();
    if let Some(speaker) = people::short_speaker(cited) {
        line = line.text(&speaker).text(", as cited in ");
    }
    let authors = people::short(&source.authors());
    line = match (people::listed(&authors, "&", 2), titles::short(source)) {
        (authors, _) if !authors.is_empty() => line.text(&authors).comma(),
        (_, Some(title)) => line.quoted(&title).comma(),
        (_, None) => line.text("[no title], "),
    };
    line = line.text(&dates::lettered_year(cited));
    match cited.paragraph {
        Some(paragraph) => line.text(&format!(", para. {paragraph}")),
        None => line,
    }
}

/// `Vey & Rask, 2024`; articles without an author are told apart by their
/// titles.
pub(super) fn label(source: &CitedSource) -> String {
    let authors = people::short(&source.authors());
    let name = match people::listed(&authors, "&", 2) {
        authors if authors.is_empty() => known_or_empty(source.title.clone()),
        authors => authors,
    };
    format!("{name}, {}", dates::year(source.date))
}

fn listed(authors: &[Author]) -> String {
    let names: Vec<String> = authors.iter().map(Author::initialled).collect();
    match names.as_slice() {
        [most @ .., last] if !most.is_empty() => format!("{}, & {last}", most.join(", ")),
        names => names.concat(),
    }
}

/// `2024, April 4`.
fn date(cited: &Cited<'_>) -> String {
    let day = dates::day_of_year(cited.source.date);
    let comma = if day.is_empty() { "" } else { ", " };
    format!("{}{comma}{day}", dates::lettered_year(cited))
}

fn with_address(line: CitationLine, cited: &Cited<'_>) -> CitationLine {
    let Some(url) = &cited.source.url else { return line.trimmed() };
    match cited.accessed.filter(|_| cited.source.year().is_none()) {
        Some(accessed) => {
            let accessed = dates::american(Some(accessed));
            line.text(&format!("Retrieved {accessed}, from ")).link(url)
        }
        None => line.link(url),
    }
}
