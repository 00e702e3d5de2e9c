//! Obsidian: a callout with a block id, so that other notes can link to it.

use super::{CitedEntry, blocks};
use crate::cite::CitedPassage;
use crate::cite::known_or_empty;
use crate::cite::markup::Markup;

/// The block id stands on a line of its own with empty lines around it, as
/// Obsidian wants it behind a callout.
pub(super) fn pieces(entry: &CitedEntry<'_>) -> Vec<String> {
    entry.each(|passage| {
        let words = blocks::unmarked(entry, passage).join("\n>\n> ");
        let head = head(passage);
        let paragraph = passage.paragraph().map(|number| format!(" para. {number}"));
        let link = format!("[[{}]]{}", entry.key(), known_or_empty(paragraph));
        let hidden = entry.hidden_line(passage);
        let id = passage.id();
        format!("{hidden}> [!quote] {head}\n> {words}\n>\n> {link}\n\n^q-{id}\n")
    })
}

/// `Ida Ober · Norrby Courier · 2026-03-01`: what is known.
fn head(passage: &CitedPassage<'_>) -> String {
    let source = &passage.subject.source;
    let speaker = passage.speaker.as_ref().map(|speaker| speaker.name.clone());
    let outlet = source.outlet.clone().or_else(|| source.agency.clone());
    let date = source.date.and_then(|date| date.iso()).unwrap_or_else(|| "n.d.".to_owned());
    let parts = [speaker, Some(outlet.unwrap_or_else(|| "[no outlet]".to_owned())), Some(date)];
    let parts = parts.into_iter().flatten().map(|part| Markup::Markdown.escaped(&part, false));
    parts.collect::<Vec<_>>().join(" · ")
}
