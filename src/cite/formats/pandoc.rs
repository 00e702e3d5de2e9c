//! Markdown with a citation by key, which pandoc sets in any style.

use super::{CitedEntry, blocks};
use crate::cite::CitedPassage;
use crate::cite::known_or_empty;
use crate::cite::markup::Markup;

/// `“We keep the bridge.” [Ida Ober, quoted in @courier2026bridge, para. 3]`;
/// a block quotation for more than one paragraph.
pub(super) fn pieces(entry: &CitedEntry<'_>) -> Vec<String> {
    entry.each(|passage| {
        let paragraphs = blocks::unmarked(entry, passage);
        let citation = citation(entry, passage);
        let hidden = entry.hidden_line(passage);
        match paragraphs.as_slice() {
            [one] => format!("{hidden}“{one}” {citation}\n"),
            many => format!("{hidden}> {} {citation}\n", many.join("\n>\n> ")),
        }
    })
}

fn citation(entry: &CitedEntry<'_>, passage: &CitedPassage<'_>) -> String {
    let prefix = passage.speaker.as_ref().map(|speaker| {
        let name = Markup::Markdown.escaped(&speaker.name, false).replace(';', ",");
        format!("{name}, {} ", entry.style.quoted_in)
    });
    let key = pandoc_key(&entry.key());
    let paragraph = passage.paragraph().map(|number| format!(", para. {number}"));
    format!("[{}@{key}{}]", known_or_empty(prefix), known_or_empty(paragraph))
}

/// A key of other characters than pandoc expects stands in braces.
fn pandoc_key(key: &str) -> String {
    let plain = key.starts_with(|c: char| c.is_alphanumeric() || c == '_')
        && key.ends_with(char::is_alphanumeric)
        && key.chars().all(|c| c.is_alphanumeric() || ":.#$%&-+?<>~/_".contains(c));
    if plain { key.to_owned() } else { format!("{{{key}}}") }
}
