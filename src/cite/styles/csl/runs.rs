//! What the engine of CSL sets, as runs of a citation.

use hayagriva::citationberg::FontStyle;
use hayagriva::{ElemChild, ElemChildren, Formatted};

use crate::cite::styles::CitationLine;

/// The elements as one line; bold and small capitals are plain.
pub(super) fn line(children: &ElemChildren) -> CitationLine {
    let mut depth = 0;
    set(CitationLine::default(), children, &mut depth).trimmed()
}

/// `depth` counts the double quotation marks that are open.
fn set(mut line: CitationLine, children: &ElemChildren, depth: &mut usize) -> CitationLine {
    for child in &children.0 {
        line = match child {
            ElemChild::Text(words) => run(line, words, depth),
            ElemChild::Elem(inner) => set(line, &inner.children, depth),
            ElemChild::Link { text, url } if text.text == *url => line.link(url),
            ElemChild::Link { text, .. } => run(line, text, depth),
            ElemChild::Markup(words) => line.text(words),
            ElemChild::Transparent { .. } => line,
        };
    }
    line
}

fn run(line: CitationLine, words: &Formatted, depth: &mut usize) -> CitationLine {
    let text = nested(&words.text, depth);
    if words.formatting.font_style == FontStyle::Italic {
        line.emphasis(&text)
    } else {
        line.text(&text)
    }
}

/// Quotation marks for the ones around them: single inside double, double
/// where none are open. `depth` is that before the words, and behind them
/// after.
fn nested(words: &str, depth: &mut usize) -> String {
    let mut out = String::with_capacity(words.len());
    let mut raised = false;
    let mut chars = words.chars().peekable();
    while let Some(c) = chars.next() {
        let ends = chars.peek().is_none_or(|next| !next.is_alphanumeric());
        match c {
            '“' => *depth += 1,
            '”' => *depth = depth.saturating_sub(1),
            '‘' if *depth == 0 => {
                raised = true;
                out.push('“');
                continue;
            }
            '’' if raised && ends => {
                raised = false;
                out.push('”');
                continue;
            }
            _ => {}
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_follow_those_around_them() {
        let nest = |words: &str| nested(words, &mut 0);
        assert_eq!(nest("Melle’s ‘closed’ bridge"), "Melle’s “closed” bridge");
        assert_eq!(nest("“Melle’s ‘closed’ bridge”"), "“Melle’s ‘closed’ bridge”");
    }
}
