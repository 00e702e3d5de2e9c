//! How text is shown safely: grapheme by grapheme, every control character
//! as a visible symbol.
//!
//! Everything that comes from an article, a file name or a speaker's name
//! passes through here on its way to the screen, so nothing in an article can
//! drive the terminal.

use std::borrow::Cow;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use newsquotes::model::{Article, Document, Repair, Span};

/// The words at bytes that were found in this very text.
#[must_use]
pub(crate) fn words_at(text: &str, bytes: impl std::slice::SliceIndex<str, Output = str>) -> &str {
    let words = text.get(bytes);
    debug_assert!(words.is_some(), "the bytes were found in this text");
    words.unwrap_or("")
}

/// One grapheme as the screen shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ShownGlyph<'a> {
    /// The bytes of the source that it stands for; empty for a repair that
    /// puts something in.
    pub bytes: Range<usize>,
    pub shown: Cow<'a, str>,
    /// Columns on the screen, 0 to 2 for a grapheme; more for a longer repair.
    pub columns: usize,
}

/// The glyphs of `words`, whose first byte counts as `base`, with the repairs
/// that lie inside. Graphemes that show nothing are left out.
pub(crate) fn glyphs<'a>(
    words: &'a str,
    base: usize,
    repairs: &'a [Repair],
) -> impl Iterator<Item = ShownGlyph<'a>> {
    let end = base + words.len();
    let first = repairs.partition_point(|repair| repair.span.start() < base);
    let mut repairs = repairs.iter().skip(first).peekable();
    let mut graphemes = words.grapheme_indices(true).peekable();
    let mut hidden_until = base;
    std::iter::from_fn(move || {
        loop {
            let at = graphemes.peek().map_or(end, |(at, _)| base + at);
            if let Some(repair) =
                repairs.next_if(|repair| repair.span.start() <= at && repair.span.start() < end)
            {
                hidden_until = repair.span.end();
                let columns = repair.shown.width();
                if columns == 0 {
                    continue;
                }
                return Some(ShownGlyph {
                    bytes: repair.span.range(),
                    shown: repair.shown.as_ref().into(),
                    columns,
                });
            }
            let (offset, grapheme) = graphemes.next()?;
            let start = base + offset;
            if start < hidden_until {
                continue;
            }
            let shown = visible(grapheme);
            let columns = shown.width();
            if columns > 0 {
                return Some(ShownGlyph { bytes: start..start + grapheme.len(), shown, columns });
            }
        }
    })
}

/// Text as a single line for the screen: white space folded to single blanks,
/// control characters visible, invisible ones gone.
#[must_use]
pub(crate) fn line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        for glyph in glyphs(word, 0, &[]) {
            out.push_str(&glyph.shown);
        }
    }
    out
}

/// A passage of an article as a single line, with its repairs.
#[must_use]
pub(crate) fn passage(document: &Document, article: &Article, span: Span) -> String {
    let mut out = String::with_capacity(span.len());
    for glyph in glyphs(document.text.get(span), span.start(), &article.repairs) {
        let blank = glyph.shown.trim().is_empty();
        if !blank || !(out.is_empty() || out.ends_with(' ')) {
            out.push_str(&glyph.shown);
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// `text` as one line of at most `columns` columns, with … where it was cut.
#[must_use]
pub(crate) fn fit(text: &str, columns: usize) -> String {
    let whole = line(text);
    if whole.width() <= columns {
        return whole;
    }
    let mut out = String::new();
    let mut left = columns.saturating_sub(1);
    for grapheme in whole.graphemes(true) {
        let Some(rest) = left.checked_sub(grapheme.width()) else { break };
        left = rest;
        out.push_str(grapheme);
    }
    if columns > 0 {
        out.push('…');
    }
    out
}

/// Columns that a line made by [`line`] takes.
#[must_use]
pub(crate) fn columns(text: &str) -> usize {
    text.width()
}

/// A grapheme as the screen may show it.
fn visible(grapheme: &str) -> Cow<'_, str> {
    if !grapheme.chars().any(needs_care) {
        return grapheme.into();
    }
    if grapheme.chars().all(|c| matches!(c, '\t' | '\n' | '\r' | '\u{a0}')) {
        return " ".into();
    }
    grapheme.chars().filter_map(symbol).collect::<String>().into()
}

fn needs_care(c: char) -> bool {
    c.is_control() || c == '\u{a0}' || is_invisible(c)
}

/// Characters that change the direction or joining of their neighbours and
/// show nothing: terminals disagree on their width, so they are left out. A
/// zero-width joiner inside a grapheme (emoji, Indic scripts) stays.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'
    )
}

fn symbol(c: char) -> Option<char> {
    match c {
        '\u{0}'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)),
        '\u{7f}' => Some('␡'),
        '\u{80}'..='\u{9f}' => Some('␦'),
        _ if is_invisible(c) => None,
        _ => Some(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use newsquotes::model::Text;
    use proptest::prelude::*;

    #[test]
    fn escape_sequences_become_symbols() {
        assert_eq!(line("a\u{1b}[31mb\u{9b}2J\u{7f}\u{0}"), "a␛[31mb␦2J␡␀");
    }

    #[test]
    fn white_space_folds_and_direction_marks_vanish() {
        assert_eq!(line(" a\r\n\tb\u{a0}c\u{202e}d\u{200b} "), "a b cd");
    }

    #[test]
    fn fitting_counts_columns_not_characters() {
        assert_eq!(fit("日本語の記事", 7), "日本語…");
        assert_eq!(fit("Ober", 4), "Ober");
        assert_eq!(fit("Ober", 0), "");
    }

    #[test]
    fn a_repair_may_hide_what_is_only_markup() {
        let text = Text::new("*We* keep").unwrap();
        let hide =
            |at: usize| Repair { span: text.clamp(at..at + 1), shown: "".into(), why: "test" };
        let repairs = [hide(0), hide(3)];
        let shown: String =
            glyphs(text.as_str(), 0, &repairs).map(|glyph| glyph.shown.into_owned()).collect();
        assert_eq!(shown, "We keep");
    }

    #[test]
    fn a_repair_is_shown_in_its_place() {
        let text = Text::new("StoltenbergHe replied").unwrap();
        let repair = Repair { span: text.clamp(11..11), shown: " ".into(), why: "test" };
        let shown: String =
            glyphs(text.as_str(), 0, &[repair]).map(|glyph| glyph.shown.into_owned()).collect();
        assert_eq!(shown, "Stoltenberg He replied");
    }

    proptest! {
        #[test]
        fn nothing_shown_can_drive_a_terminal(text in "\\PC*|[\\x00-\\x9f\\u{200b}-\\u{206f}a]*") {
            for glyph in glyphs(&text, 0, &[]) {
                prop_assert!(!glyph.shown.chars().any(char::is_control));
                prop_assert!(glyph.columns > 0);
            }
        }
    }
}
