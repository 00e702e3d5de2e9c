//! Titles inside a citation: quotation marks turned for the marks around
//! them, and short forms.

use super::headline::headline;
use super::{Cited, CitedSource};

/// Words of a title that a short form in the text keeps.
const SHORT_WORDS: usize = 4;

/// The title as it stands between double quotation marks, its own marks
/// single and curly; `None` when the article has none.
pub(super) fn inside_marks(source: &CitedSource) -> Option<String> {
    source.title.as_deref().map(nested)
}

/// The same with the capitals of a headline, for the styles that want them,
/// unless the title is to stand as it was printed.
pub(super) fn headline_inside_marks(cited: &Cited<'_>) -> Option<String> {
    let title = inside_marks(cited.source)?;
    let english = cited.source.language.as_deref().is_none_or(|code| code == "en");
    Some(if cited.headline_case && english { headline(&title) } else { title })
}

/// The first words of the title, between marks, in the same case.
pub(super) fn short_headline(cited: &Cited<'_>) -> Option<String> {
    let short = short(cited.source)?;
    let english = cited.source.language.as_deref().is_none_or(|code| code == "en");
    Some(if cited.headline_case && english { headline(&short) } else { short })
}

/// The title where no marks stand around it, its own marks double and curly.
pub(super) fn bare(source: &CitedSource) -> Option<String> {
    source.title.as_deref().map(curly)
}

/// The first words of the title, between marks.
pub(super) fn short(source: &CitedSource) -> Option<String> {
    let title = source.title.as_deref()?;
    let words: Vec<&str> = title.split_whitespace().take(SHORT_WORDS).collect();
    let short = words.join(" ");
    Some(nested(short.trim_end_matches([',', ':', ';', '–', '—', '-', ' '])))
}

/// What a mark does in a title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TitleMark {
    Open { double: bool },
    Close { double: bool },
    Apostrophe,
}

/// Quotations inside the title one level down: double marks single, single
/// ones inside them double.
fn nested(title: &str) -> String {
    let mut depth = 0_usize;
    set_marks(title, |mark| match mark {
        TitleMark::Open { .. } => {
            depth += 1;
            if depth % 2 == 1 { '‘' } else { '“' }
        }
        TitleMark::Close { .. } => {
            let inner = depth.is_multiple_of(2) && depth > 0;
            depth = depth.saturating_sub(1);
            if inner { '”' } else { '’' }
        }
        TitleMark::Apostrophe => '’',
    })
}

/// Quotations of a title without marks around it: double, single inside them.
fn curly(title: &str) -> String {
    let mut depth = 0_usize;
    set_marks(title, |mark| match mark {
        TitleMark::Open { .. } => {
            depth += 1;
            if depth % 2 == 1 { '“' } else { '‘' }
        }
        TitleMark::Close { .. } => {
            let outer = depth % 2 == 1;
            depth = depth.saturating_sub(1);
            if outer { '”' } else { '’' }
        }
        TitleMark::Apostrophe => '’',
    })
}

fn set_marks(title: &str, mut set: impl FnMut(TitleMark) -> char) -> String {
    let chars: Vec<char> = title.chars().collect();
    let (mut singles, mut low) = (0_usize, false);
    let mut out = String::with_capacity(title.len());
    for (at, c) in chars.iter().enumerate() {
        // „Brücke“: what opens elsewhere closes here.
        let c = &match c {
            '„' => {
                low = true;
                '“'
            }
            '“' if std::mem::take(&mut low) => '”',
            c => *c,
        };
        let guillemet = |at: Option<usize>, mark| at.and_then(|at| chars.get(at)) == Some(&mark);
        // « le pont »: the blanks belong to the marks.
        if c.is_whitespace() && (guillemet(at.checked_sub(1), '«') || guillemet(Some(at + 1), '»'))
        {
            continue;
        }
        let before = at.checked_sub(1).and_then(|at| chars.get(at)).copied();
        let mark = mark(*c, before, chars.get(at + 1).copied(), singles > 0);
        match mark {
            Some(TitleMark::Open { double: false }) => singles += 1,
            Some(TitleMark::Close { double: false }) => singles = singles.saturating_sub(1),
            _ => {}
        }
        out.push(mark.map_or(*c, &mut set));
    }
    out
}

fn mark(
    c: char,
    before: Option<char>,
    after: Option<char>,
    single_open: bool,
) -> Option<TitleMark> {
    let opens = before.is_none_or(|c| c.is_whitespace() || "([{—–-“‘\"'".contains(c))
        && after.is_some_and(|c| !c.is_whitespace());
    let joins =
        before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric);
    match c {
        '“' | '«' => Some(TitleMark::Open { double: true }),
        '"' if opens => Some(TitleMark::Open { double: true }),
        '”' | '»' | '"' => Some(TitleMark::Close { double: true }),
        '’' | '\'' if joins => Some(TitleMark::Apostrophe),
        '‘' => Some(TitleMark::Open { double: false }),
        '\'' if opens => Some(TitleMark::Open { double: false }),
        '’' | '\'' if single_open => Some(TitleMark::Close { double: false }),
        '’' | '\'' => Some(TitleMark::Apostrophe),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_in_a_title_are_turned_for_the_marks_around_it() {
        assert_eq!(nested("Melle's \"closed\" bridge"), "Melle’s ‘closed’ bridge");
        assert_eq!(nested("Bridge 'closed', crews' fears"), "Bridge ‘closed’, crews’ fears");
        assert_eq!(nested("“He said ‘no’ twice”"), "‘He said “no” twice’");
        assert_eq!(nested("Unclosed “mark"), "Unclosed ‘mark");
        assert_eq!(curly("Ferry ‘not late’, crews’ fears"), "Ferry “not late”, crews’ fears");
        assert_eq!(curly("Melle's \"closed\" bridge"), "Melle’s “closed” bridge");
    }
}
