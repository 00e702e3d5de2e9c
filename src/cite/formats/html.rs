//! HTML: a figure with the quotation and a caption, as the HTML standard
//! shows it.

use super::{CitedEntry, blocks};
use crate::cite::CitedPassage;
use crate::cite::markup::html_escaped;

/// `<figure><blockquote>…</blockquote><figcaption>…</figcaption></figure>`.
pub(super) fn pieces(entry: &CitedEntry<'_>) -> Vec<String> {
    if entry.passages.is_empty() {
        return vec![format!("<p>{}</p>\n", entry.reference())];
    }
    entry.each(|passage| {
        let paragraphs = blocks::unmarked(entry, passage);
        let words = paragraphs.join("</p>\n<p>");
        let attributes = attributes(passage);
        let caption = entry.note(passage);
        let hidden = entry.hidden_line(passage);
        let quote = format!("<blockquote{attributes}>\n<p>{words}</p>\n</blockquote>\n");
        format!("{hidden}<figure>\n{quote}<figcaption>{caption}</figcaption>\n</figure>\n")
    })
}

/// Where the words stand and in what language.
fn attributes(passage: &CitedPassage<'_>) -> String {
    let source = &passage.subject.source;
    let attribute = |name: &str, value: &Option<String>| {
        value.as_ref().map(|value| format!(" {name}=\"{}\"", html_escaped(value)))
    };
    let parts = [attribute("lang", &source.language), attribute("cite", &source.url)];
    parts.into_iter().flatten().collect()
}
