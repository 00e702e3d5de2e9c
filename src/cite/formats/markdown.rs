//! Markdown with a footnote: a block quotation, or words in a line.

use super::{CitedEntry, blocks};
use crate::cite::CitedPassage;
use crate::cite::known_or_empty;
use crate::cite::markup::Markup;

/// ```text
/// > “We keep the bridge.”
/// >
/// > — Ida Ober, mayor of Norrby[^courier2026bridge-3f2a]
///
/// [^courier2026bridge-3f2a]: Ida Ober, quoted in …
/// ```
pub(super) fn footnote(entry: &CitedEntry<'_>) -> Vec<String> {
    entry.each(|passage| {
        let label = label(entry, passage);
        let quote = block(entry, passage);
        let note = entry.note(passage);
        let hidden = entry.hidden_line(passage);
        let attribution = attribution(passage);
        format!("{hidden}{quote}>\n> — {attribution}[^{label}]\n\n[^{label}]: {note}\n")
    })
}

/// `Ida Ober said “We keep the bridge.”[^courier2026bridge-3f2a]` and the note
/// below.
pub(super) fn inline(entry: &CitedEntry<'_>) -> Vec<String> {
    entry.each(|passage| {
        let label = label(entry, passage);
        let words = blocks::unmarked(entry, passage).join(" ");
        let note = entry.note(passage);
        let hidden = entry.hidden_line(passage);
        let name = passage.speaker.as_ref().map(|said| Markup::Markdown.escaped(&said.name, true));
        let lead = known_or_empty(name.map(|name| format!("{name} said ")));
        format!("{hidden}{lead}“{words}”[^{label}]\n\n[^{label}]: {note}\n")
    })
}

/// The quoted words between marks, each paragraph a line that begins with
/// `> `.
fn block(entry: &CitedEntry<'_>, passage: &CitedPassage<'_>) -> String {
    let paragraphs = blocks::paragraphs(entry, passage);
    format!("> “{}”\n", paragraphs.join("\n>\n> "))
}

/// The name of the footnote: the key, and a few digits of the id, so that two
/// quotations of one article do not share a note, and one pasted twice does.
fn label(entry: &CitedEntry<'_>, passage: &CitedPassage<'_>) -> String {
    let id = passage.id();
    format!("{}-{}", entry.key(), id.get(..4).unwrap_or(&id))
}

/// Speaker and role, or that the words are the reporter's.
fn attribution(passage: &CitedPassage<'_>) -> String {
    match (&passage.speaker, passage.source_quote()) {
        (Some(speaker), _) => Markup::Markdown.escaped(&speaker.with_role(), false),
        (None, Some(_)) => "\\[speaker not known\\]".to_owned(),
        (None, None) => {
            let source = &passage.subject.source;
            let outlet = source.publisher();
            Markup::Markdown.escaped(outlet.unwrap_or("[no outlet]"), false)
        }
    }
}
