//! Articles for citation managers: CSL-JSON and RIS.

use crate::cite::item::{csl_item, is_page};
use crate::cite::known_or_empty;
use std::fmt::Write as _;

use serde_json::{Value, json};

use super::json::object;
use super::{CitedEntry, blocks};
use crate::cite::Author;
use crate::cite::markup::on_one_line;
use newsquotes::model::Date;

/// An item of CSL-JSON. What no style may print (hash, agency beside a
/// reporter) stands in `custom`.
pub(super) fn csl_json(entry: &CitedEntry<'_>) -> Vec<String> {
    let source = &entry.subject.source;
    let mut item = csl_item(source, entry.options.accessed);
    item.insert("id".to_owned(), json!(entry.key()));
    let via = source.via();
    item.insert("custom".to_owned(), json!({ "sha256": source.sha256, "agency": via }));
    vec![object(&Value::Object(item))]
}

/// A record of RIS; the quotations are its notes.
pub(super) fn ris(entry: &CitedEntry<'_>) -> Vec<String> {
    let source = &entry.subject.source;
    let mut record = Ris::default();
    record.line("TY", if is_page(source) { "ELEC" } else { "NEWS" });
    record.line("ID", &entry.key());
    record.known("TI", source.title.as_deref());
    for author in source.authors() {
        record.line("AU", &ris_name(&author));
    }
    record.known("T2", source.publisher());
    record.known("PY", source.year().map(|year| year.to_string()).as_deref());
    record.known("DA", source.date.and_then(ris_date).as_deref());
    record.known("CY", source.place.as_deref());
    record.known("UR", source.url.as_deref());
    let accessed = entry.options.accessed.filter(|_| source.url.is_some());
    record.known("Y2", accessed.and_then(ris_date).as_deref());
    record.known("LA", source.language.as_deref());
    for tag in &source.tags {
        record.line("KW", tag);
    }
    for passage in entry.passages {
        let speaker = passage.speaker.as_ref().map(|said| said.name.clone());
        let paragraph = passage.paragraph().map(|number| format!("para. {number}"));
        let place: Vec<String> = speaker.into_iter().chain(paragraph).collect();
        let words = blocks::verbatim_on_one_line(entry, passage);
        record.line("N1", &format!("quote: “{words}” ({})", place.join(", ")));
    }
    record.line("ER", "");
    vec![record.lines]
}

/// `Vey, Nora`; readers take a comma at the end for the name of a body, which
/// they would divide without it: `Human Rights Watch,`.
fn ris_name(author: &Author) -> String {
    match author {
        Author::Group(name) => format!("{name},"),
        person @ Author::Person { .. } => person.inverted(),
    }
}

#[derive(Default)]
struct Ris {
    lines: String,
}

impl Ris {
    fn line(&mut self, tag: &str, value: &str) {
        let _ = write!(self.lines, "{tag}  - {}\r\n", on_one_line(value));
    }

    fn known(&mut self, tag: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.line(tag, value);
        }
    }
}

/// `2024/04/04/`; unknown parts are empty.
fn ris_date(date: Date) -> Option<String> {
    let two = |part: Option<u8>| known_or_empty(part.map(|part| format!("{part:02}")));
    Some(format!("{:04}/{}/{}/", date.year?, two(date.month), two(date.day)))
}
