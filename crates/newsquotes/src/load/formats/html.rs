//! Tags of HTML out of the words of a field or a page: blocks on lines of
//! their own, references as characters. Which part of a page is wanted is the
//! business of `page`.

use std::borrow::Cow;

use crate::load::html::{self, HtmlEvent, HtmlNodeId, HtmlStep, HtmlTree};
use crate::sure::part;

/// Tags that end a line; paragraphs get an empty line.
const LINES: [&str; 12] =
    ["br", "tr", "li", "dt", "dd", "option", "figcaption", "caption", "ul", "ol", "td", "th"];
const PARAGRAPHS: [&str; 22] = [
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "section",
    "article",
    "header",
    "footer",
    "figure",
    "aside",
    "table",
    "pre",
    "hr",
    "main",
    "nav",
    "form",
    "iframe",
];
/// Elements whose content is no text.
const SILENT: [&str; 4] = ["script", "style", "noscript", "template"];

/// The words of a field, without tags if it holds any.
pub(super) fn plain(field: &str) -> Cow<'_, str> {
    if !looks_tagged(field) {
        return html::decoded(field);
    }
    let mut lines = MarkupLines { out: String::with_capacity(field.len()), folds: false };
    let mut silent: Option<String> = None;
    let end = html::read(field, |event, _| match (event, &silent) {
        (HtmlEvent::Close(name), Some(opened)) if name == opened => silent = None,
        (_, Some(_)) | (HtmlEvent::Comment(_), _) => {}
        (HtmlEvent::Words(words), _) => lines.words(words),
        (HtmlEvent::Open(tag), _) if SILENT.contains(&tag.name()) => {
            silent = Some(tag.name().to_owned());
        }
        (HtmlEvent::Open(tag), _) => lines.break_before(tag.name()),
        (HtmlEvent::Close(name), _) => lines.break_behind(name),
    });
    // A sign that opens a tag which never ends is no tag.
    if silent.is_none() {
        lines.words(part(field, end..));
    }
    Cow::Owned(lines.out)
}

/// The words in an element of a page without the elements named, unless the
/// source leaves them open: white space is folded as a browser folds it.
pub(super) fn page(tree: &HtmlTree<'_>, of: HtmlNodeId, dropped: &[&str]) -> String {
    let mut lines = MarkupLines { out: String::new(), folds: true };
    let skip = |id, tag: &html::HtmlTag| {
        SILENT.contains(&tag.name()) || dropped.contains(&tag.name()) && tree.is_closed(id)
    };
    tree.walk(of, skip, |step| match step {
        HtmlStep::Words(words) => lines.words(words),
        HtmlStep::Enter(_, tag) => lines.break_before(tag.name()),
        HtmlStep::Leave(id, tag) if tree.is_closed(id) => lines.break_behind(tag.name()),
        HtmlStep::Leave(..) => {}
    });
    lines.out
}

/// Words on their lines.
struct MarkupLines {
    out: String,
    /// Whether white space is folded.
    folds: bool,
}

impl MarkupLines {
    fn words(&mut self, words: &str) {
        if !self.folds {
            self.out.push_str(words);
            return;
        }
        for c in words.chars().filter(|c| *c != SOFT_HYPHEN) {
            if !c.is_ascii_whitespace() {
                self.out.push(c);
            } else if !self.out.ends_with([' ', '\n']) {
                self.out.push(' ');
            }
        }
    }

    fn break_before(&mut self, name: &str) {
        self.break_behind(name);
        if name == "li" {
            self.out.push_str("• ");
        }
    }

    fn break_behind(&mut self, name: &str) {
        if PARAGRAPHS.contains(&name) {
            self.out.push_str("\n\n");
        } else if LINES.contains(&name) {
            self.out.push('\n');
        }
    }
}

/// Where a browser may break a word; it shows nothing.
pub(super) const SOFT_HYPHEN: char = '\u{ad}';

/// Whether at least one closing tag, `<p>` or `<br>` stands in the field: a
/// lone `<` is a sign, not a tag.
fn looks_tagged(field: &str) -> bool {
    memchr::memchr_iter(b'<', field.as_bytes()).any(|at| {
        let rest = part(field, at + 1..);
        let closing = rest
            .strip_prefix('/')
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()));
        closing || matches!(name(rest), "p" | "br" | "div" | "img" | "hr")
    })
}

fn name(rest: &str) -> &str {
    let end = rest.bytes().take(12).take_while(u8::is_ascii_alphanumeric).count();
    part(rest, ..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_become_lines_and_entities_characters() {
        let field = "<h2>Ferry</h2><p>It sank &ldquo;fast&rdquo;, <b>Ober</b> said.<br/>Nobody died.</p><script>var a = '<p>';</script><ul><li>One</li></ul><!-- x -->&#8212;";
        let lines: Vec<String> = plain(field)
            .lines()
            .map(str::trim)
            .filter(|l| !l.is_empty())
            .map(str::to_owned)
            .collect();
        assert_eq!(lines, ["Ferry", "It sank “fast”, Ober said.", "Nobody died.", "• One", "—"]);
    }

    #[test]
    fn signs_that_are_no_tags_stay() {
        for field in ["5 < 6 and 7 > 3", "AT&T; R&D", "a <b c", "<3"] {
            assert_eq!(plain(field), field);
        }
        assert_eq!(plain("Brandt &amp; Ober"), "Brandt & Ober");
        assert_eq!(plain("<p>5 < 6</p> a <b c"), "\n\n5 < 6\n\n a <b c");
    }

    #[test]
    fn a_quotation_in_an_attribute_is_none() {
        let field = "<p>It sank.</p><img alt='x > y “no quote”'><p>It rose.</p>";
        assert_eq!(plain(field), "\n\nIt sank.\n\n\n\nIt rose.\n\n");
    }
}
