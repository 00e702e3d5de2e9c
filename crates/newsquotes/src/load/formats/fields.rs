//! What the fields of front matter and JSON are called, by scrapers and
//! standards: newspaper3k, news-please, trafilatura, schema.org, Open Graph,
//! News API, `WordPress`, Elasticsearch dumps. Names are compared without case
//! and marks, so `datePublished`, `date_published` and `date-published` are
//! one.

use serde_json::{Map, Value};

use crate::load::dates;
use crate::model::{Evidence, Fact, Meta};

/// Names of one fact, the more telling first.
type FieldNames = &'static [&'static str];

const TITLE: FieldNames =
    &["title", "headline", "articletitle", "titletext", "heading", "ogtitle", "newstitle", "name"];
const BYLINE: FieldNames = &[
    "authors",
    "author",
    "byline",
    "creator",
    "dccreator",
    "by",
    "writer",
    "writers",
    "authorname",
    "articleauthor",
    "journalist",
    "journalists",
    "reporter",
    "publishedby",
];
const OUTLET: FieldNames = &[
    "outlet",
    "source",
    "publisher",
    "publication",
    "newspaper",
    "sitename",
    "ogsitename",
    "site",
    "sourcename",
    "provider",
    "website",
    "media",
    "medium",
    "channel",
    "paper",
    "hostname",
    "domain",
    "sourcedomain",
    "publishername",
    "journal",
    "containertitle",
];
const AGENCY: FieldNames = &["agency", "newsagency", "wire", "wireservice"];
const PLACE: FieldNames = &["place", "dateline", "location", "contentlocation", "city"];
const DATE: FieldNames = &[
    "date",
    "datepublished",
    "published",
    "publishedat",
    "publishdate",
    "datepublish",
    "pubdate",
    "publicationdate",
    "publisheddate",
    "publishedtime",
    "publishedon",
    "articlepublishedtime",
    "firstpublished",
    "firstpublicationdate",
    "publishtime",
    "publicationtime",
    "dategmt",
    "issued",
    "posted",
    "postedat",
    "datetime",
    "timestamp",
    "created",
    "createdat",
    "datecreated",
    "time",
    "day",
    "updated",
    "updatedat",
    "datemodified",
    "modified",
];
const URL: FieldNames = &[
    "url",
    "canonical",
    "canonicalurl",
    "canonicallink",
    "link",
    "permalink",
    "weburl",
    "articleurl",
    "pageurl",
    "originalurl",
    "ogurl",
    "uri",
    "href",
    "sourceurl",
    "mainentityofpage",
    "source",
];
const TAGS: FieldNames = &[
    "tags",
    "keywords",
    "tag",
    "topics",
    "categories",
    "topic",
    "category",
    "subjects",
    "section",
    "articlesection",
    "labels",
];
const LANGUAGE: FieldNames = &["language", "lang", "inlanguage", "locale", "languagecode"];
const DESCRIPTION: FieldNames = &[
    "standfirst",
    "subtitle",
    "subheadline",
    "deck",
    "dek",
    "description",
    "summary",
    "abstract",
    "excerpt",
    "lead",
    "teaser",
    "metadescription",
];
const BODY: FieldNames = &[
    "text",
    "body",
    "content",
    "maintext",
    "articlebody",
    "article",
    "articletext",
    "fulltext",
    "bodytext",
    "contenttext",
    "plaintext",
    "cleanedtext",
    "textcontent",
    "story",
    "storytext",
    "articlecontent",
    "rawtext",
    "paragraphs",
    "html",
    "contenthtml",
    "bodyhtml",
    "transcript",
];

/// The fields of one article, by name without case and marks.
#[derive(Debug)]
pub(super) struct RecordFields<'a> {
    named: Vec<(String, &'a str, &'a Value)>,
}

impl<'a> RecordFields<'a> {
    pub(super) fn of(map: &'a Map<String, Value>) -> RecordFields<'a> {
        let fold = |name: &str| {
            name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
        };
        RecordFields {
            named: map.iter().map(|(name, value)| (fold(name), name.as_str(), value)).collect(),
        }
    }

    /// The first field of these names with words in it, and its own name.
    fn words(&self, names: FieldNames) -> Option<(&'a str, String)> {
        names.iter().find_map(|wanted| {
            let (_, name, value) = self.named.iter().find(|(folded, ..)| folded == wanted)?;
            let words = words(value, ", ")?;
            Some((*name, words))
        })
    }

    fn fact(&self, names: FieldNames) -> Option<Fact<String>> {
        let (name, value) = self.words(names)?;
        let value = one_line(&super::html::plain(&value));
        (!value.is_empty()).then(|| Fact::new(value, Evidence::Field(name.to_owned())))
    }

    /// Every field of these names that holds words.
    fn facts(&self, names: FieldNames) -> impl Iterator<Item = Fact<String>> {
        names.iter().filter_map(|name| self.fact(std::slice::from_ref(name)))
    }

    /// Whether a field of the body's names holds words.
    pub(super) fn body(&self) -> Option<String> {
        BODY.iter().find_map(|wanted| {
            let (.., value) = self.named.iter().find(|(folded, ..)| folded == wanted)?;
            words(value, "\n\n").filter(|words| words.len() > 1)
        })
    }

    pub(super) fn description(&self) -> Option<String> {
        self.words(DESCRIPTION).map(|(_, words)| words)
    }

    /// The date as the field writes it.
    pub(super) fn date_words(&self) -> Option<String> {
        self.words(DATE).map(|(_, words)| one_line(&words))
    }

    /// All facts that the fields tell.
    pub(super) fn meta(&self) -> Meta {
        Meta {
            title: self.fact(TITLE),
            byline: self.fact(BYLINE).map(without_by),
            // Clippers put the page's address into `source`.
            outlet: self.facts(OUTLET).find(|fact| !fact.value.contains("://")),
            agency: self.fact(AGENCY),
            place: self.fact(PLACE),
            date: self.date(),
            url: self.facts(URL).find(|fact| fact.value.contains('.')),
            language: self.language(),
            tags: self.tags(),
        }
    }

    fn date(&self) -> Option<Fact<crate::model::Date>> {
        DATE.iter().find_map(|wanted| {
            let (_, name, value) = self.named.iter().find(|(folded, ..)| folded == wanted)?;
            let date = dates::field(&words(value, " ")?)?;
            Some(Fact::new(date, Evidence::Field((*name).to_owned())))
        })
    }

    fn language(&self) -> Option<Fact<String>> {
        let fact = self.fact(LANGUAGE)?;
        let code: String = fact.value.split(['-', '_']).next()?.to_lowercase();
        let valid = code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_lowercase());
        valid.then(|| Fact::new(code, fact.evidence))
    }

    fn tags(&self) -> Vec<Fact<String>> {
        let Some((name, list)) = self.words(TAGS) else { return Vec::new() };
        let tags = list
            .split([',', ';', '|'])
            .map(one_line)
            .filter(|tag| !tag.is_empty() && tag.len() <= 80);
        tags.take(40).map(|tag| Fact::new(tag, Evidence::Field(name.to_owned()))).collect()
    }
}

fn without_by(fact: Fact<String>) -> Fact<String> {
    let bare =
        ["By ", "by ", "BY "].iter().find_map(|by| fact.value.strip_prefix(by)).map(str::to_owned);
    match bare {
        Some(value) => Fact { value, ..fact },
        None => fact,
    }
}

/// The words of a field: a string, a number, a list of such, or an object
/// with a name or a text.
fn words(value: &Value, between: &str) -> Option<String> {
    let joined = match value {
        Value::String(words) => words.clone(),
        Value::Number(number) => number.to_string(),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().filter_map(|item| words(item, between)).collect();
            items.join(between)
        }
        Value::Object(map) if map.contains_key("family") => {
            let part = |name: &str| map.get(name).and_then(Value::as_str);
            let parts = [part("given"), part("non-dropping-particle"), part("family")];
            parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
        }
        // CSL: `{"date-parts": [[2024, 4, 4]]}`.
        Value::Object(map) if map.contains_key("date-parts") => {
            words(map.get("date-parts")?.get(0)?, "-")?
        }
        Value::Object(map) => {
            let known = [
                "name", "rendered", "text", "title", "content", "html", "plain", "value", "@value",
                "$date", "url", "@id",
            ];
            known.iter().find_map(|key| words(map.get(*key)?, between))?
        }
        Value::Null | Value::Bool(_) => return None,
    };
    (!joined.trim().is_empty()).then_some(joined)
}

/// White space folded, so that a fact fits on one line.
fn one_line(words: &str) -> String {
    let mut line = String::with_capacity(words.len());
    for word in words.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn meta(value: &Value) -> Meta {
        RecordFields::of(value.as_object().unwrap()).meta()
    }

    #[test]
    fn names_of_many_scrapers() {
        for record in [
            json!({"title": "Ferry sinks", "date_publish": "2024-04-04 10:00:00", "authors": ["Mona Brandt", "Jo Ober"], "source_domain": "Lake Courier"}),
            json!({"headline": "Ferry sinks", "datePublished": "2024-04-04T10:00:00Z", "author": [{"name": "Mona Brandt"}, {"name": "Jo Ober"}], "publisher": {"name": "Lake Courier"}}),
            json!({"title": "Ferry sinks", "issued": {"date-parts": [[2024, 4, 4]]}, "author": [{"family": "Brandt", "given": "Mona"}, {"family": "Ober", "given": "Jo"}], "container-title": "Lake Courier"}),
            json!({"Title": {"rendered": "Ferry sinks"}, "published": 1_712_224_800, "byline": "By Mona Brandt, Jo Ober", "siteName": "Lake Courier"}),
        ] {
            let meta = meta(&record);
            assert_eq!(meta.title.unwrap().value, "Ferry sinks");
            assert_eq!(meta.byline.unwrap().value, "Mona Brandt, Jo Ober");
            assert_eq!(meta.outlet.unwrap().value, "Lake Courier");
            assert_eq!(meta.date.unwrap().value.iso().as_deref(), Some("2024-04-04"));
        }
    }

    #[test]
    fn an_address_is_no_outlet() {
        let meta = meta(&json!({"title": "Ferry sinks", "source": "https://lake.example/ferry"}));
        assert_eq!(
            (meta.outlet, meta.url.unwrap().value.as_str()),
            (None, "https://lake.example/ferry")
        );
    }

    #[test]
    fn a_fact_names_its_field() {
        let meta =
            meta(&json!({"pub_date": "4 April 2024", "keywords": "lake, ferry", "lang": "de-CH"}));
        assert_eq!(meta.date.unwrap().evidence, Evidence::Field("pub_date".into()));
        assert_eq!(meta.tags.len(), 2);
        assert_eq!(meta.language.unwrap().value, "de");
    }
}
