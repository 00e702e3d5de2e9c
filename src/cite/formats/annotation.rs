//! W3C Web Annotations: the words with what surrounds them, and their
//! position in characters.

use serde_json::{Value, json};

use super::CitedEntry;
use super::json::object;
use crate::cite::CitedPassage;
use crate::library::sure::sure;
use newsquotes::model::{Span, Text};

/// One annotation for each passage, with a target for each part.
pub(super) fn objects(entry: &CitedEntry<'_>) -> Vec<String> {
    let mut counter = Counter::default();
    let text = &entry.subject.document.text;
    let mut annotation = |passage: &CitedPassage<'_>| {
        let spans = parts(passage);
        let targets: Vec<Value> =
            spans.iter().map(|span| target(entry, *span, counter.range(text, *span))).collect();
        object(&json!({
            "@context": "http://www.w3.org/ns/anno.jsonld",
            "id": format!("urn:nreader:{}", passage.id()),
            "type": "Annotation",
            "motivation": "highlighting",
            "creator": { "type": "Software", "name": "nreader" },
            "body": bodies(passage),
            "target": targets,
        }))
    };
    entry.passages.iter().map(&mut annotation).collect()
}

/// The parts of a quotation that is kept whole, or else all that the passage
/// was cut from.
fn parts(passage: &CitedPassage<'_>) -> Vec<Span> {
    let parts = passage.source_quote().map_or_else(Vec::new, |quote| quote.parts.clone());
    let kept = parts.into_iter().filter(|part| passage.span.covers(*part)).collect::<Vec<_>>();
    if kept.is_empty() { vec![passage.span] } else { kept }
}

fn bodies(passage: &CitedPassage<'_>) -> Vec<Value> {
    let body = |value: &str, purpose: &str| json!({ "type": "TextualBody", "value": value, "purpose": purpose });
    let speaker = passage.speaker.iter().map(|said| body(&said.name, "identifying"));
    let note = passage.note.iter().map(|note| body(note, "commenting"));
    let tags = passage.tags.iter().map(|tag| body(tag, "tagging"));
    speaker.chain(note).chain(tags).collect()
}

fn target(entry: &CitedEntry<'_>, span: Span, (start, end): (usize, usize)) -> Value {
    let subject = entry.subject;
    let (prefix, suffix) = subject.around(span);
    let accessed = entry.options.accessed.and_then(|date| date.iso());
    let state = accessed
        .map(|day| json!({ "type": "TimeState", "sourceDate": format!("{day}T00:00:00Z") }));
    json!({
        "source": subject.source.url.as_deref().unwrap_or(subject.path()),
        "state": state,
        "selector": [
            { "type": "TextQuoteSelector", "exact": subject.words(span), "prefix": prefix, "suffix": suffix },
            { "type": "TextPositionSelector", "start": start, "end": end },
        ],
    })
}

/// Counts characters once for spans in ascending order.
#[derive(Default)]
struct Counter {
    byte: usize,
    chars: usize,
}

impl Counter {
    /// A span in code points.
    fn range(&mut self, text: &Text, span: Span) -> (usize, usize) {
        if span.start() < self.byte {
            *self = Counter::default();
        }
        let between = sure(text.as_str().get(self.byte..span.start()));
        self.chars += between.chars().count();
        self.byte = span.start();
        (self.chars, self.chars + text.get(span).chars().count())
    }
}
