//! Texts that are no article as they stand: mail, web archives, feeds, RTF,
//! tables, lists of references. Known by how they begin, never by their name
//! alone, so that their encoding is shown to nobody as prose. What holds no
//! text at all is the business of `binary`.

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

const RTF: ForeignText = foreign(
    "a document in RTF",
    "open it in a word processor, save it as plain text or HTML and open that",
);
const WARC: ForeignText =
    foreign("a web archive (WARC)", "save the page itself as HTML and open that");
const MHTML: ForeignText = foreign(
    "a page saved in one file (MHTML)",
    "open it in a browser, save it as \"web page, HTML only\" or \"complete\" and open that",
);
const MAIL: ForeignText = foreign(
    "a mail",
    "open it in a mail program, save its text or its HTML as a file and open that",
);
const MAILBOX: ForeignText = foreign(
    "a mailbox",
    "open it in a mail program, save the text or the HTML of each mail and open that",
);
const FEED: ForeignText = foreign(
    "a feed of news",
    "it announces articles; save the pages that it names as HTML and open those",
);
const OPML: ForeignText = foreign(
    "a list of feeds (OPML)",
    "it names feeds and holds no article; save articles as HTML or text and open those",
);
const XML: ForeignText =
    foreign("a document in XML", "save the article as plain text, Markdown or HTML and open that");
const POSTS: ForeignText =
    foreign("an archive of posts", "export the posts as JSON or as text and open that");
const REFERENCES: ForeignText = foreign(
    "a list of references (RIS)",
    "it names works without their texts; save the articles as HTML or text and open those",
);
const TABLE: ForeignText = foreign(
    "a table (CSV)",
    "a table holds no article; save what it lists as HTML, text or JSON and open that",
);

/// What a text is that is no article, by how it begins; its name counts for
/// tables alone, which begin like any text.
pub(super) fn kind(path: &str, content: &str) -> Option<ForeignText> {
    let content = without_mark(content).trim_start();
    let starts = |marks: &[&str]| marks.iter().any(|mark| content.starts_with(mark));
    if starts(&["{\\rtf"]) {
        return Some(RTF);
    }
    if starts(&["WARC/0.", "WARC/1."]) {
        return Some(WARC);
    }
    if starts(&["window.YTD."]) {
        return Some(POSTS);
    }
    if starts(&["TY  - "]) {
        return Some(REFERENCES);
    }
    if FileKind::of(path) == Some(FileKind::Csv) && is_table(content) {
        return Some(TABLE);
    }
    markup(content).or_else(|| mail(content))
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
        "rss" | "rdf" | "feed" | "channel" => Some(FEED),
        "opml" => Some(OPML),
        "html" => None,
        _ => declared.then_some(XML),
    }
}

/// The name of the first element, behind declarations and comments.
fn outermost(content: &str) -> Option<&str> {
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

/// Headers that people do not write themselves, in small letters: an article
/// may well begin with "From:" and "Subject:".
const TECHNICAL: [&str; 8] = [
    "mime-version",
    "message-id",
    "received",
    "return-path",
    "delivered-to",
    "content-type",
    "content-transfer-encoding",
    "dkim-signature",
];

/// Lines of headers at most.
const HEADERS: usize = 200;

/// A mail, a mailbox or a page saved as one, by its headers.
fn mail(content: &str) -> Option<ForeignText> {
    let is_box = content.starts_with("From ");
    let mut headers = content.lines().skip(usize::from(is_box)).take(HEADERS);
    let (mut all, mut technical) = (0, 0);
    let mut page = false;
    while let Some(line) = headers.next().filter(|line| !line.trim().is_empty()) {
        if line.starts_with([' ', '\t']) {
            page |= line.contains("multipart/related");
            continue;
        }
        let (name, value) = line.split_once(':')?;
        if name.is_empty() || !name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
            return None;
        }
        all += 1;
        let name = name.to_ascii_lowercase();
        technical += usize::from(TECHNICAL.contains(&name.as_str()));
        page |= name == "snapshot-content-location"
            || name == "content-type" && value.contains("multipart/related")
            || value.trim().starts_with("<Saved by");
    }
    match technical {
        // One line alone may be the first of an article: "Received: a letter."
        0 => None,
        _ if all < 2 => None,
        _ if page => Some(MHTML),
        _ if is_box => Some(MAILBOX),
        _ => Some(MAIL),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_article_is_named() {
        for (path, content, expected) in [
            ("a.rtf", "{\\rtf1\\ansi It sank.}", RTF),
            ("a", "WARC/1.1\r\nWARC-Type: response\r\n\r\n", WARC),
            (
                "a.mht",
                "From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/related;\n\ttype=\"text/html\"\n\nx",
                MHTML,
            ),
            ("a.eml", "From: a@b.example\nSubject: Ferry\nMessage-ID: <1@b>\n\nIt sank.", MAIL),
            ("a", "From a@b Mon Apr  1\nReceived: from b\nSubject: Ferry\n\nIt sank.", MAILBOX),
            ("a.xml", "<?xml version='1.0'?><!-- x --><rss version='2.0'><channel>", FEED),
            ("a.txt", "<feed xmlns='http://www.w3.org/2005/Atom'><title>a</title>", FEED),
            ("a.xml", "<?xml version='1.0'?>\n<rdf:RDF xmlns='x'>", FEED),
            ("subs.xml", "<?xml version='1.0'?><opml version='2.0'>", OPML),
            ("a.xml", "<?xml version='1.0'?><doc><p>It sank.</p></doc>", XML),
            ("tweets.js", "window.YTD.tweets.part0 = [ {", POSTS),
            ("a.ris", "TY  - NEWS\nTI  - Ferry\n", REFERENCES),
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
