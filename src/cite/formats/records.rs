//! One JSON object a line.

use super::Entry;
use crate::cite::push_json;

/// The lines of `nreader quotes`, one for each part of each quotation; a
/// passage that is no quotation has none.
pub(super) fn lines(entry: &Entry<'_>) -> Vec<String> {
    let source = entry.subject.source_record();
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
