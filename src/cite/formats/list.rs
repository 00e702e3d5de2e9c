//! Articles for citation managers: CSL-JSON and RIS.

use crate::cite::known_or_empty;
use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use super::json::object;
use super::{CitedEntry, blocks};
use crate::cite::markup::on_one_line;
use crate::cite::{Author, CitedSource};
use newsquotes::model::Date;

/// An item of CSL-JSON. What no style may print (hash, agency beside a
/// reporter) stands in `custom`.
pub(super) fn csl_json(entry: &CitedEntry<'_>) -> Vec<String> {
    let source = &entry.subject.source;
    let mut item = Map::new();
    item.insert("id".to_owned(), json!(entry.key()));
    item.insert("type".to_owned(), json!(csl_type(source)));
    let mut set = |name: &str, value: Option<Value>| {
        item.extend(value.map(|value| (name.to_owned(), value)));
    };
    set("title", source.title.as_ref().map(|title| json!(title)));
    let authors: Vec<Value> = source.authors().iter().map(csl_name).collect();
    set("author", (!authors.is_empty()).then(|| json!(authors)));
    set("container-title", source.publisher().map(|outlet| json!(outlet)));
    set("publisher-place", source.place.as_ref().map(|place| json!(place)));
    set("issued", source.date.and_then(csl_date));
    let accessed = entry.options.accessed.filter(|_| source.url.is_some());
    set("accessed", accessed.and_then(csl_date));
    set("URL", source.url.as_ref().map(|url| json!(url)));
    set("language", source.language.as_ref().map(|language| json!(language)));
    let original = source.original_language.as_ref();
    set("original-language", original.map(|language| json!(language)));
    let via = source.via();
    set("custom", Some(json!({ "sha256": source.sha256, "agency": via })));
    vec![object(&Value::Object(item))]
}

fn csl_type(source: &CitedSource) -> &'static str {
    if is_page(source) { "webpage" } else { "article-newspaper" }
}

/// Whether nothing but an address says where it appeared.
pub(super) fn is_page(source: &CitedSource) -> bool {
    source.publisher().is_none() && source.url.is_some()
}

fn csl_name(author: &Author) -> Value {
    let Author::Person { given, suffix, .. } = author else {
        return json!({ "literal": author.short() });
    };
    let (particle, family) = author.particles();
    let mut name = json!({ "family": family, "given": given });
    for (field, value) in [("non-dropping-particle", particle), ("suffix", suffix)] {
        if let Some(fields) = name.as_object_mut().filter(|_| !value.is_empty()) {
            fields.insert(field.to_owned(), json!(value));
        }
    }
    name
}

/// As exact as it is known; `None` without a year.
fn csl_date(date: Date) -> Option<Value> {
    let year = date.year?;
    Some(match (date.month, date.day) {
        (Some(month), Some(day)) => json!({ "date-parts": [[year, month, day]] }),
        (Some(month), None) => json!({ "date-parts": [[year, month]] }),
        _ => json!({ "date-parts": [[year]] }),
    })
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
        let words = on_one_line(&blocks::verbatim(entry, passage));
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
