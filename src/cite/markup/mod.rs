//! Text into the markups that drafts are written in: what would be read as
//! markup is escaped, and nothing else changes.
//!
//! An escaped text read back by the markup's own rules is the text again, but
//! for line breaks, which become blanks, and control characters, which no
//! markup may carry to a terminal.

mod latex;
mod markdown;
mod org;
mod typst;
mod wikitext;

use super::styles::{CitationLine, CitationRun};
use crate::library::sure::sure;

/// A markup.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Markup {
    /// None at all.
    Plain,
    /// `CommonMark` with what pandoc and Obsidian add to it.
    Markdown,
    Org,
    Latex,
    Typst,
    Html,
    /// That of `MediaWiki`.
    Wikitext,
}

impl Markup {
    /// Every markup, for tests and help.
    pub(crate) const ALL: [Markup; 7] = [
        Markup::Plain,
        Markup::Markdown,
        Markup::Org,
        Markup::Latex,
        Markup::Typst,
        Markup::Html,
        Markup::Wikitext,
    ];

    /// As a template names it.
    #[must_use]
    pub(crate) fn name(self) -> &'static str {
        match self {
            Markup::Plain => "plain",
            Markup::Markdown => "markdown",
            Markup::Org => "org",
            Markup::Latex => "latex",
            Markup::Typst => "typst",
            Markup::Html => "html",
            Markup::Wikitext => "wikitext",
        }
    }

    /// The text as it has to be written in this markup, on one line.
    /// `at_start` says whether it begins a paragraph.
    #[must_use]
    pub fn escaped(self, text: &str, at_start: bool) -> String {
        let text = on_one_line(text);
        match self {
            Markup::Plain => text,
            Markup::Markdown => markdown::escaped(&text, at_start),
            Markup::Org => org::escaped(&text, at_start),
            Markup::Latex => latex::escaped(&text),
            Markup::Typst => typst::escaped(&text, at_start),
            Markup::Html => html_escaped(&text),
            Markup::Wikitext => wikitext::escaped(&text, at_start),
        }
    }

    /// A citation in this markup.
    #[must_use]
    pub(crate) fn line(self, line: &CitationLine) -> String {
        line.runs().iter().enumerate().fold(String::new(), |out, (index, run)| {
            out + &match run {
                CitationRun::Text(words) => self.escaped(words, index == 0),
                CitationRun::Quoted(words) => format!("“{}”", self.escaped(words, false)),
                CitationRun::Emphasis(words) => self.emphasised(words),
                CitationRun::Link(url) => self.link(url),
            }
        })
    }

    fn emphasised(self, words: &str) -> String {
        let words = self.escaped(words, false);
        match self {
            Markup::Plain => words,
            Markup::Markdown => format!("*{words}*"),
            Markup::Org => format!("/{words}/"),
            Markup::Latex => format!("\\emph{{{words}}}"),
            Markup::Typst => format!("#emph[{words}]"),
            Markup::Html => format!("<em>{words}</em>"),
            Markup::Wikitext => format!("''{words}''"),
        }
    }

    fn link(self, url: &str) -> String {
        let Some(url) = web_address(url) else { return self.escaped(url, false) };
        match self {
            Markup::Plain => url,
            Markup::Markdown | Markup::Org => format!("<{url}>"),
            Markup::Latex => format!("\\url{{{}}}", latex::in_url(&url)),
            Markup::Typst => format!("#link(\"{url}\")"),
            Markup::Html => {
                let url = html_escaped(&url);
                format!("<a href=\"{url}\">{url}</a>")
            }
            Markup::Wikitext => wikitext::in_url(&url),
        }
    }

    /// A line that readers of the draft do not see and the check of a draft
    /// finds again; `None` where the markup has no comment.
    #[must_use]
    pub(crate) fn hidden(self, id: &str) -> Option<String> {
        match self {
            Markup::Plain => None,
            Markup::Markdown | Markup::Html | Markup::Wikitext => Some(format!("<!-- nr:{id} -->")),
            Markup::Org => Some(format!("# nr:{id}")),
            Markup::Latex => Some(format!("% nr:{id}")),
            Markup::Typst => Some(format!("// nr:{id}")),
        }
    }
}

/// The text with every line break and the blanks around it as one blank, and
/// without characters that drive a terminal.
pub(super) fn on_one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut lines = text.split(['\n', '\r']).map(|line| line.trim_matches([' ', '\t']));
    let ends = text.len() - text.trim_end_matches(' ').len();
    let begins = text.len() - text.trim_start_matches(' ').len();
    out.push_str(sure(text.get(..begins)));
    out.push_str(sure(lines.next()));
    for line in lines.filter(|line| !line.is_empty()) {
        out.push(' ');
        out.push_str(line);
    }
    if begins < text.len() {
        out.push_str(sure(text.get(text.len() - ends..)));
    }
    out.retain(|c| !super::is_control(c));
    out
}

/// An address of the web with what would end it early in any markup encoded;
/// `None` for anything else, which must not become a link.
pub(crate) fn web_address(url: &str) -> Option<String> {
    let lower = url.get(..8).unwrap_or(url).to_ascii_lowercase();
    if !lower.starts_with("http://") && !lower.starts_with("https://") {
        return None;
    }
    let encode = |c: char| match c {
        ' ' | '<' | '>' | '"' | '\\' | '{' | '}' | '|' | '^' | '`' => {
            format!("%{:02X}", u32::from(c))
        }
        c if c.is_control() || super::is_control(c) => String::new(),
        c => c.to_string(),
    };
    Some(url.chars().map(encode).collect())
}

/// The same, as a parameter of a wiki's template takes it.
pub(super) fn wikitext_address(url: &str) -> Option<String> {
    web_address(url).map(|url| wikitext::in_url(&url))
}

/// Text in HTML, in an attribute too.
pub(super) fn html_escaped(text: &str) -> String {
    escaped_by(text, |c| match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '"' => Some("&quot;"),
        _ => None,
    })
}

/// Each character as `escape` has it, or as it is.
fn escaped_by(text: &str, escape: impl Fn(char) -> Option<&'static str>) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match escape(c) {
            Some(escaped) => out.push_str(escaped),
            None => out.push(c),
        }
    }
    out
}

/// A text with a backslash before the character of index `marker`, which would
/// make another kind of block of it, and before each that is markup between
/// its neighbours.
fn backslashed(
    text: &str,
    marker: Option<usize>,
    is_markup: impl Fn(Option<char>, char, Option<char>) -> bool,
) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for (index, (before, c, after)) in with_neighbours(text).enumerate() {
        if marker == Some(index) || is_markup(before, c, after) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// The characters of a text with the ones before and after each.
fn with_neighbours(text: &str) -> impl Iterator<Item = (Option<char>, char, Option<char>)> + '_ {
    let mut before = None;
    let mut chars = text.chars().peekable();
    std::iter::from_fn(move || {
        let c = chars.next()?;
        Some((before.replace(c), c, chars.peek().copied()))
    })
}

#[cfg(test)]
mod tests;
