//! Texts that are no article as they stand: lists of feeds, documents of XML,
//! tables. Known by how they begin, never by their name alone, so that their
//! encoding is shown to nobody as prose. What holds no text at all is the business of `binary`.

use super::endings::FileKind;
use super::formats::without_mark;

/// What a file is that is not read, and what to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ForeignText {
    /// As in "the file is …".
    pub(super) what: &'static str,
    /// What the user can do.
    pub(super) hint: &'static str,
}

const fn foreign(what: &'static str, hint: &'static str) -> ForeignText {
    ForeignText { what, hint }
}

const OPML: ForeignText = foreign(
    "a list of feeds (OPML)",
    "it names feeds and holds no article; save articles as HTML or text and open those",
);
const XML: ForeignText =
    foreign("a document in XML", "save the article as plain text, Markdown or HTML and open that");
const TABLE: ForeignText = foreign(
    "a table (CSV)",
    "a table holds no article; save what it lists as HTML, text or JSON and open that",
);

/// What a text is that is no article, by how it begins; its name counts for
/// tables alone, which begin like any text.
pub(super) fn kind(path: &str, content: &str) -> Option<ForeignText> {
    let content = without_mark(content).trim_start();
    if FileKind::of(path) == Some(FileKind::Csv) && is_table(content) {
        return Some(TABLE);
    }
    markup(content)
}

/// Lines of a table that are looked at.
const ROWS: usize = 3;

/// Whether the first line parts its names with commas, semicolons or tabs.
fn is_table(content: &str) -> bool {
    let head = content.lines().next().unwrap_or_default();
    let parted = [',', ';', '\t'].iter().any(|mark| head.matches(*mark).count() >= 1);
    parted && content.lines().take(ROWS).count() > 1
}

/// XML, by the name of its outermost element; a page is no foreign text.
fn markup(content: &str) -> Option<ForeignText> {
    let declared = content.starts_with("<?xml");
    let name = outermost(content)?;
    match name.rsplit(':').next().unwrap_or(name).to_ascii_lowercase().as_str() {
        "opml" => Some(OPML),
        "html" | "rss" | "rdf" | "feed" | "channel" => None,
        _ => declared.then_some(XML),
    }
}

/// The name of the first element, behind declarations and comments.
pub(super) fn outermost(content: &str) -> Option<&str> {
    let mut rest = content;
    loop {
        rest = rest.trim_start().strip_prefix('<')?;
        let end = match rest.as_bytes().first()? {
            b'?' => rest.find("?>")? + 2,
            b'!' if rest.starts_with("!--") => rest.find("-->")? + 3,
            b'!' => rest.find('>')? + 1,
            _ => break,
        };
        rest = rest.get(end..)?;
    }
    let end = rest.find(|c: char| !c.is_alphanumeric() && !matches!(c, ':' | '-' | '_' | '.'));
    rest.get(..end?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_article_is_named() {
        for (path, content, expected) in [
            ("subs.xml", "<?xml version='1.0'?><opml version='2.0'>", OPML),
            ("a.xml", "<?xml version='1.0'?><doc><p>It sank.</p></doc>", XML),
            ("a.csv", "URL,Title\nhttps://a.example,Ferry\n", TABLE),
        ] {
            assert_eq!(kind(path, content), Some(expected), "{path}: {content}");
        }
    }

    #[test]
    fn articles_that_begin_alike_are_read() {
        for content in [
            "From: Mona Brandt\nSubject: the ferry\n\nIt sank.",
            "From the harbour came a shout.\n\nIt sank.",
            "Received: a letter.\n\nIt came late, she said.",
            "<html><body>It sank.</body></html>",
            "<?xml version='1.0'?><!DOCTYPE html><html xmlns='x'><p>It sank.</p></html>",
            "<p>It sank.</p>",
            "< 5 people were there",
            "",
        ] {
            assert_eq!(kind("a.txt", content), None, "{content}");
        }
    }
}
