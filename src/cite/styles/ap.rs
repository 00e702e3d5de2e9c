//! Plain words for an article or an email, in the manner of the Associated
//! Press: no italics, months as AP cuts them, no comma behind a question mark.

use super::{CitationLine, Cited, dates, people, titles};
use crate::cite::known_or_empty;

/// `Ida Ober, mayor of Norrby, quoted in Nora Vey, “Title,” Outlet, April 4,
/// 2024, URL`.
pub(super) fn note(cited: &Cited<'_>) -> CitationLine {
    let lead = cited.speaker.map(|speaker| format!("{}, quoted in ", speaker.with_role()));
    CitationLine::default().text(&known_or_empty(lead)).append(reference(cited))
}

/// The article in one line.
pub(super) fn reference(cited: &Cited<'_>) -> CitationLine {
    let source = cited.source;
    let mut line = CitationLine::default();
    let authors = people::straight(&source.authors());
    if !authors.is_empty() {
        line = line.text(&people::listed(&authors, "and", 3)).text(", ");
    }
    line = match titles::inside_marks(source) {
        Some(title) => line.quoted(&title).comma_unless_marked(),
        None => line.text("[no title], "),
    };
    line = line.text(&outlet(cited)).text(&dates::ap(source.date));
    let Some(url) = &source.url else { return line };
    if let Some(accessed) = cited.accessed {
        line = line.text(&format!(", accessed {}", dates::ap(Some(accessed))));
    }
    line.text(", ").link(url)
}

/// `Norrby Courier, April 4, 2024`.
pub(super) fn in_text(cited: &Cited<'_>) -> CitationLine {
    let source = cited.source;
    let outlet = match source.container() {
        Some(outlet) => match source.via() {
            Some(agency) => format!("{outlet} [{agency}], "),
            None => format!("{outlet}, "),
        },
        None => people::straight(&source.authors())
            .first()
            .map_or_else(|| "[no outlet], ".to_owned(), |agency| format!("{agency}, ")),
    };
    CitationLine::default().text(&outlet).text(&dates::ap(source.date))
}

/// The outlet, the agency behind it in parentheses, and a comma.
fn outlet(cited: &Cited<'_>) -> String {
    let source = cited.source;
    match (source.container(), source.via()) {
        (Some(outlet), Some(agency)) => format!("{outlet} ({agency}), "),
        (Some(outlet), None) => format!("{outlet}, "),
        (None, _) if source.publisher().is_none() => "[no outlet], ".to_owned(),
        (None, _) => String::new(),
    }
}
