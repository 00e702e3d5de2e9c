//! LaTeX with csquotes, and a citation by key that BibLaTeX sets.

use super::{CitedEntry, blocks};
use crate::cite::CitedPassage;
use crate::cite::known_or_empty;
use crate::cite::markup::Markup;

/// Longer quotations are set apart: words.
const LONG: usize = 40;

/// `\textcquote[Ida Ober, quoted in][para.~3]{courier2026bridge}{We keep the
/// bridge.}`; `\blockcquote` for long ones.
pub(super) fn pieces(entry: &CitedEntry<'_>) -> Vec<String> {
    entry.each(|passage| {
        let paragraphs = blocks::unmarked(entry, passage);
        let is_block = paragraphs.len() > 1 || passage.count() > LONG;
        let command = command(entry, is_block);
        let notes = notes(entry, passage);
        let hidden = entry.hidden_line(passage);
        let words = paragraphs.join("\n\n");
        format!("{hidden}{command}{notes}{{{}}}{{{words}}}\n", entry.key())
    })
}

/// The command, with the language where it is not English.
fn command(entry: &CitedEntry<'_>, is_block: bool) -> String {
    let name = if is_block { "blockcquote" } else { "textcquote" };
    let language = entry.subject.source.language.as_deref().filter(|code| *code != "en");
    match language.and_then(babel_name) {
        Some(language) => format!("\\foreign{name}{{{language}}}"),
        None => format!("\\{name}"),
    }
}

fn notes(entry: &CitedEntry<'_>, passage: &CitedPassage<'_>) -> String {
    let before = passage.speaker.as_ref().map(|speaker| {
        let name = Markup::Latex.escaped(&speaker.name, false);
        let name = if name.contains(['[', ']']) { format!("{{{name}}}") } else { name };
        format!("{name}, {}", entry.style.quoted_in)
    });
    let after = passage.paragraph().map(|number| format!("para.~{number}"));
    match (before, after) {
        (None, None) => String::new(),
        (None, Some(after)) => format!("[{after}]"),
        (Some(before), after) => format!("[{before}][{}]", known_or_empty(after)),
    }
}

/// What babel and BibLaTeX call a language.
pub(super) fn babel_name(code: &str) -> Option<&'static str> {
    Some(match code {
        "cs" => "czech",
        "da" => "danish",
        "de" => "german",
        "en" => "english",
        "es" => "spanish",
        "fi" => "finnish",
        "fr" => "french",
        "it" => "italian",
        "nb" | "no" => "norwegian",
        "nl" => "dutch",
        "pl" => "polish",
        "pt" => "portuguese",
        "ru" => "russian",
        "sv" => "swedish",
        "tr" => "turkish",
        "uk" => "ukrainian",
        _ => return None,
    })
}
