//! An article as an item of CSL-JSON: for citation managers, and for styles
//! that are read from a file.

use serde_json::{Map, Value, json};

use super::{Author, CitedSource};
use newsquotes::model::Date;

/// The fields of the item, without an id. A page's day of looking at it stands
/// only beside its address.
pub(super) fn csl_item(source: &CitedSource, accessed: Option<Date>) -> Map<String, Value> {
    let mut item = Map::new();
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
    let accessed = accessed.filter(|_| source.url.is_some());
    set("accessed", accessed.and_then(csl_date));
    set("URL", source.url.as_ref().map(|url| json!(url)));
    set("language", source.language.as_ref().map(|language| json!(language)));
    let original = source.original_language.as_ref();
    set("original-language", original.map(|language| json!(language)));
    item
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
