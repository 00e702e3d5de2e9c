//! JSON: a line for each part of a quotation, or an object for each passage.

use serde::Serialize;
use serde_json::{Value, json};

use super::{CitedEntry, blocks};
use crate::cite::record::push_escaped;
use crate::cite::{CitedPassage, push_json};

/// The lines of `nreader quotes`, one for each part of each quotation; a
/// passage that is no quotation has none.
pub(super) fn lines(entry: &CitedEntry<'_>) -> Vec<String> {
    let key = entry.key();
    let source = entry.subject.source_record().with_key(&key);
    let quotes =
        entry.passages.iter().filter_map(|passage| Some((passage.quote?, passage.source_quote()?)));
    let mut pieces = Vec::new();
    for (index, quote) in quotes {
        for record in entry.subject.quote_records(index, quote, &source) {
            let mut line = String::new();
            push_json(&record, &mut line);
            pieces.push(line);
        }
    }
    pieces
}

/// One object for each passage, with its citation in words; without any, one
/// for the article.
pub(super) fn objects(entry: &CitedEntry<'_>) -> Vec<String> {
    if entry.passages.is_empty() {
        let key = entry.key();
        return vec![object(&json!({
            "source": entry.subject.source_record().with_key(&key),
            "path": entry.subject.path(),
            "citation": { "key": key, "reference": entry.reference() },
        }))];
    }
    entry.passages.iter().map(|passage| object(&of_passage(entry, passage))).collect()
}

fn of_passage(entry: &CitedEntry<'_>, passage: &CitedPassage<'_>) -> Value {
    let subject = entry.subject;
    let key = entry.key();
    let source = subject.source_record().with_key(&key);
    let quote = passage.quote.zip(passage.source_quote());
    let parts = quote.map(|(index, quote)| subject.quote_records(index, quote, &source));
    let parts: Vec<Value> =
        parts.into_iter().flatten().filter_map(|part| serde_json::to_value(part).ok()).collect();
    json!({
        "id": passage.id(),
        "text": blocks::verbatim(entry, passage),
        "speaker": passage.speaker.as_ref().map(|said| &said.name),
        "role": passage.speaker.as_ref().and_then(|said| said.role.as_ref()),
        "path": subject.path(),
        "start": passage.span.start(),
        "end": passage.span.end(),
        "offsets": subject.document.origin.offsets.name(),
        "paragraph": passage.paragraph(),
        "line": passage.line(),
        "link": blocks::link_to_words(entry, passage),
        "note": passage.note,
        "tags": passage.tags,
        "citation": {
            "key": key,
            "note": entry.note(passage),
            "reference": entry.reference(),
            "in_text": entry.in_text(passage),
        },
        "source": source,
        "parts": parts,
    })
}

/// A value of a JSON array, on one line.
pub(super) fn object(value: &impl Serialize) -> String {
    let mut out = String::new();
    if let Ok(json) = serde_json::to_string(value) {
        push_escaped(&json, &mut out);
    }
    out
}
