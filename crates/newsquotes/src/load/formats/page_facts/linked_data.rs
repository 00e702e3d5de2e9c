//! The article in a page's linked data (schema.org in JSON): found in lists
//! and graphs, with the people and publishers that it only points to.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::{PageValue, html, one_line};

/// What linked data says of an article.
#[derive(Debug, Default)]
pub(super) struct LinkedArticle {
    pub(super) headline: Option<PageValue>,
    pub(super) authors: Vec<String>,
    pub(super) publisher: Option<PageValue>,
    pub(super) published: Option<PageValue>,
    /// The day of creation, or of the last change.
    pub(super) changed: Option<PageValue>,
    pub(super) url: Option<PageValue>,
    pub(super) keywords: Option<PageValue>,
}

/// How deep objects lie in each other, at most.
const DEPTH: u32 = 6;

/// The article of all scripts of a page.
pub(super) fn article(scripts: &[String]) -> Option<LinkedArticle> {
    let values: Vec<Value> = scripts.iter().filter_map(|script| parsed(script)).collect();
    let mut objects = Vec::new();
    for value in &values {
        gather(value, DEPTH, &mut objects);
    }
    let known: HashMap<&str, &Map<String, Value>> = objects
        .iter()
        .filter(|map| map.len() > 1)
        .filter_map(|map| Some((map.get("@id")?.as_str()?, *map)))
        .collect();
    let found =
        objects.iter().filter_map(|map| Some((rank(map)?, *map))).min_by_key(|(rank, _)| *rank)?.1;
    Some(read(found, &known))
}

/// A script as it stands, or without what templates leave around it: comments,
/// `CDATA`, raw line breaks within strings.
fn parsed(script: &str) -> Option<Value> {
    let bare = script.trim().trim_start_matches("<!--").trim_end_matches("-->");
    let bare = bare.trim().trim_start_matches("//<![CDATA[").trim_end_matches("//]]>");
    let bare = bare.trim().trim_end_matches(';');
    let folded = || bare.replace(['\n', '\r', '\t'], " ");
    serde_json::from_str(bare).ok().or_else(|| serde_json::from_str(&folded()).ok())
}

fn gather<'v>(value: &'v Value, depth: u32, into: &mut Vec<&'v Map<String, Value>>) {
    if depth == 0 {
        return;
    }
    match value {
        Value::Array(items) => items.iter().for_each(|item| gather(item, depth - 1, into)),
        Value::Object(map) => {
            into.push(map);
            map.values().for_each(|inner| gather(inner, depth - 1, into));
        }
        _ => {}
    }
}

/// How surely an object is the article: by its type, or by a headline. What
/// an article lists (other articles in `hasPart`, a picture) comes after it.
fn rank(map: &Map<String, Value>) -> Option<u32> {
    let types: Vec<&str> = match map.get("@type") {
        Some(Value::String(name)) => vec![name],
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let titled = map.contains_key("headline");
    let told = map.contains_key("datePublished") || map.contains_key("author");
    let is = |end: &str| types.iter().any(|name| name.ends_with(end));
    match () {
        () if (is("Article") || is("BlogPosting") || is("LiveBlogPosting")) && titled => Some(0),
        () if (is("Article") || is("Posting") || is("Report") || is("Review")) && told => Some(1),
        () if titled => Some(2),
        () if is("WebPage") && told => Some(3),
        () => None,
    }
}

fn read(map: &Map<String, Value>, known: &HashMap<&str, &Map<String, Value>>) -> LinkedArticle {
    let value = |name: &str| {
        let words = text(map.get(name)?)?;
        Some(PageValue { name: name.to_owned(), words })
    };
    let mut authors = Vec::new();
    for name in ["author", "creator"] {
        if authors.is_empty()
            && let Some(value) = map.get(name)
        {
            people(value, known, DEPTH, &mut authors);
        }
    }
    let mut publishers = Vec::new();
    if let Some(value) = map.get("publisher") {
        people(value, known, DEPTH, &mut publishers);
    }
    let publisher = publishers.into_iter().next();
    LinkedArticle {
        headline: value("headline").or_else(|| value("name")),
        authors,
        publisher: publisher.map(|words| PageValue { name: "publisher".to_owned(), words }),
        published: value("datePublished"),
        changed: value("dateCreated").or_else(|| value("dateModified")),
        url: value("url").or_else(|| address(map)),
        keywords: value("keywords"),
    }
}

/// `"mainEntityOfPage": {"@id": "https://…"}`, or the address alone.
fn address(map: &Map<String, Value>) -> Option<PageValue> {
    let page = map.get("mainEntityOfPage")?;
    let words = page.as_str().or_else(|| page.get("@id")?.as_str())?;
    Some(PageValue { name: "mainEntityOfPage".to_owned(), words: words.to_owned() })
}

/// The names in a value: of a person, of several, or of one that only its
/// `@id` names.
fn people(
    value: &Value,
    known: &HashMap<&str, &Map<String, Value>>,
    depth: u32,
    into: &mut Vec<String>,
) {
    if depth == 0 {
        return;
    }
    match value {
        Value::String(name) => {
            let name = known.get(name.as_str()).and_then(|map| text(map.get("name")?));
            into.extend(name.or_else(|| text(value)));
        }
        Value::Array(items) => items.iter().for_each(|item| people(item, known, depth - 1, into)),
        Value::Object(map) => {
            let id = map.get("@id").and_then(Value::as_str);
            let named = || id.and_then(|id| known.get(id)?.get("name"));
            if let Some(names) = map.get("name").or_else(named) {
                people(names, known, depth - 1, into);
            }
        }
        _ => {}
    }
}

/// The words of a value on one line.
fn text(value: &Value) -> Option<String> {
    let words = match value {
        Value::String(words) => one_line(&html::plain(words)),
        Value::Number(number) => number.to_string(),
        Value::Array(items) => items.iter().filter_map(text).collect::<Vec<_>>().join(", "),
        Value::Object(map) => map.get("@value").or_else(|| map.get("name")).and_then(text)?,
        _ => return None,
    };
    (!words.is_empty()).then_some(words)
}
