//! Typst, with a citation by key.

use super::{CitedEntry, blocks};
use crate::cite::CitedPassage;
use crate::cite::known_or_empty;
use crate::cite::markup::Markup;

/// `#quote(block: true, attribution: […])[…]`.
pub(super) fn pieces(entry: &CitedEntry<'_>) -> Vec<String> {
    entry.each(|passage| {
        let words = blocks::unmarked(entry, passage).join("\n\n");
        let attribution = attribution(entry, passage);
        let hidden = entry.hidden_line(passage);
        format!("{hidden}#quote(block: true, attribution: [{attribution}])[{words}]\n")
    })
}

fn attribution(entry: &CitedEntry<'_>, passage: &CitedPassage<'_>) -> String {
    let lead = passage.speaker.as_ref().map(|speaker| {
        let name = Markup::Typst.escaped(&speaker.with_role(), true);
        format!("{name}, {} ", entry.style.quoted_in)
    });
    let supplement = passage.paragraph().map(|number| format!(", supplement: [para. {number}]"));
    format!(
        "{}#cite({}{}, form: \"prose\")",
        known_or_empty(lead),
        label(&entry.key()),
        known_or_empty(supplement)
    )
}

/// A key as a label; one of other characters than a label has is made by the
/// function.
fn label(key: &str) -> String {
    let plain = key.chars().all(|c| c.is_alphanumeric() || "_-:.".contains(c));
    let ends = key.ends_with(|c: char| c.is_alphanumeric() || c == '_');
    if plain && ends {
        return format!("<{key}>");
    }
    format!("label(\"{}\")", key.replace('\\', "\\\\").replace('"', "\\\""))
}
