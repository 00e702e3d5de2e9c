//! Records of JSON into one text: for each its title, author, date and body
//! as lines, so that every word that is shown has a place in the text.

use serde_json::{Map, Value};

use super::fields::RecordFields;
use super::{LoadedText, html};
use crate::load::clean::unit::TextUnit;
use crate::load::{clean, text_of};
use crate::model::{Article, BlockKind, BlockReason, Evidence, Fact, Meta, Offsets, Problem, Text};

/// How deep wrappers around records are opened.
const DEPTH: u32 = 5;

/// The text of all records so far, and where each stands.
#[derive(Debug, Default)]
pub(super) struct Records {
    content: String,
    articles: Vec<ArticleRecord>,
    /// The outlet of records that name none: the title of their feed.
    outlet: Option<Fact<String>>,
}

/// What a format says of a block: its kind, and why.
type MarkedAs = (BlockKind, BlockReason);

#[derive(Debug)]
struct ArticleRecord {
    meta: Meta,
    /// Lines made of fields: kind, first and last byte.
    lines: Vec<(BlockKind, usize, usize)>,
    body: (usize, usize),
    /// The body block by block, where the format knows its blocks: first and
    /// last byte, and what the format says of each.
    blocks: Vec<(usize, usize, Option<MarkedAs>)>,
}

impl Records {
    pub(super) fn is_empty(&self) -> bool {
        self.articles.is_empty()
    }

    /// Names the outlet of the records that name none themselves.
    pub(super) fn set_outlet(&mut self, name: &str, field: &str) {
        self.outlet = Some(Fact::new(name.to_owned(), Evidence::Field(field.to_owned())));
    }

    /// Takes every record in a value, through the wrappers that exports put
    /// around them.
    pub(super) fn take(&mut self, value: &Value) {
        self.take_within(value, DEPTH);
    }

    fn take_within(&mut self, value: &Value, depth: u32) {
        match value {
            Value::Array(items) if depth > 0 => {
                for item in items {
                    self.take_within(item, depth - 1);
                }
            }
            Value::Object(map) if !self.take_record(map) && depth > 0 => {
                for inner in map.values() {
                    self.take_within(inner, depth - 1);
                }
            }
            _ => {}
        }
    }

    /// Takes an object that holds an article: a body, or a title with a
    /// description.
    fn take_record(&mut self, map: &Map<String, Value>) -> bool {
        let fields = RecordFields::of(map);
        let meta = fields.meta();
        let description = fields.description();
        let body = match fields.body() {
            Some(body)
                if !is_wrapper(map) && !is_passage(map, &meta) && is_article(&body, &meta) =>
            {
                body
            }
            None if is_listed(&meta) && !is_wrapper(map) => match &description {
                Some(description) => description.clone(),
                None => return false,
            },
            _ => return false,
        };
        let body = html::plain(&body);
        let standfirst = description.map(|words| html::plain(&words).into_owned());
        let standfirst = standfirst.filter(|words| !says_already(&body, words));
        let outlet = meta.outlet.clone().or_else(|| self.outlet.clone());
        let meta = Meta { outlet, ..meta };
        self.write(meta, standfirst.as_deref(), fields.date_words().as_deref(), &body);
        true
    }

    /// Writes an article: its facts as lines, then its body.
    pub(super) fn write(
        &mut self,
        meta: Meta,
        standfirst: Option<&str>,
        date: Option<&str>,
        body: &str,
    ) {
        let mut lines = Vec::new();
        let title = meta.title.as_ref().map(|fact| fact.value.clone());
        let byline = meta.byline.as_ref().map(|fact| fact.value.clone());
        self.line(BlockKind::Title, title.as_deref(), &mut lines);
        self.line(BlockKind::Byline, byline.as_deref(), &mut lines);
        self.line(BlockKind::Dateline, date, &mut lines);
        self.content.push('\n');
        self.line(BlockKind::Standfirst, standfirst, &mut lines);
        let start = self.content.len();
        self.content.push_str(body);
        let end = self.content.len();
        self.content.push_str("\n\n\n");
        self.articles.push(ArticleRecord { meta, lines, body: (start, end), blocks: Vec::new() });
    }

    /// Writes an article whose blocks the format knows, each with what it
    /// says of it.
    pub(super) fn write_blocks<'a>(
        &mut self,
        meta: Meta,
        date: Option<&str>,
        blocks: impl Iterator<Item = (&'a str, Option<MarkedAs>)>,
    ) {
        self.write(meta, None, date, "");
        let mut places = Vec::new();
        for (words, kind) in blocks {
            let bullet =
                if kind.is_some_and(|(kind, _)| kind == BlockKind::Item) { "• " } else { "" };
            let start = self.content.len();
            self.content.push_str(bullet);
            self.content.push_str(words);
            places.push((start, self.content.len(), kind));
            self.content.push_str("\n\n");
        }
        if let Some(record) = self.articles.last_mut() {
            record.blocks = places;
        }
    }

    fn line(
        &mut self,
        kind: BlockKind,
        words: Option<&str>,
        lines: &mut Vec<(BlockKind, usize, usize)>,
    ) {
        let Some(words) = words.filter(|words| !words.trim().is_empty()) else { return };
        let start = self.content.len();
        self.content.push_str(words);
        lines.push((kind, start, self.content.len()));
        self.content.push('\n');
    }

    /// The document of all records.
    pub(super) fn into_loaded(self, problems: Vec<Problem>) -> LoadedText {
        let text = text_of(self.content);
        let articles = self.articles.iter().filter_map(|record| article(&text, record)).collect();
        LoadedText { text, offsets: Offsets::Text, articles, problems }
    }
}

fn article(text: &Text, record: &ArticleRecord) -> Option<Article> {
    let mut units = Vec::new();
    for (kind, start, end) in &record.lines {
        let span = text.trim(text.clamp(*start..*end));
        if !span.is_empty() {
            let mut unit = TextUnit::new(text, span, 0);
            unit.decide(*kind, BlockReason::Field);
            units.push(unit);
        }
    }
    if !record.blocks.is_empty() {
        for (start, end, kind) in &record.blocks {
            let span = text.trim(text.clamp(*start..*end));
            let mut unit = TextUnit::new(text, span, 1);
            if let Some((kind, why)) = kind {
                clean::judge_marked(text, &mut unit, *kind, *why);
            }
            units.push(unit);
        }
        return clean::found_article(text, units, &record.meta);
    }
    units.extend(clean::lines::units(text, record.body.0..record.body.1));
    clean::one_article(text, units, &record.meta)
}

/// Bytes of text that make an article without a title, date or address, and
/// without a title only; data about texts holds shorter ones by the thousand.
const ALONE: usize = 200;
const UNTITLED: usize = 40;

/// Whether a text is an article by what stands beside it: configuration and
/// annotations have texts too.
fn is_article(body: &str, meta: &Meta) -> bool {
    let least = match (is_titled(meta), meta.date.is_some() || meta.url.is_some()) {
        (true, _) => 0,
        (false, true) => UNTITLED,
        (false, false) => ALONE,
    };
    body.trim().len() >= least
}

/// Whether a text without a title says where it stands in another one, as
/// annotations do.
fn is_passage(map: &Map<String, Value>, meta: &Meta) -> bool {
    let place = |name| map.get(name).is_some_and(Value::is_number);
    !is_titled(meta) && place("start") && place("end")
}

/// Whether an object without a text lists an article, as news feeds do.
fn is_listed(meta: &Meta) -> bool {
    is_titled(meta) && (meta.date.is_some() || meta.url.is_some() || meta.outlet.is_some())
}

/// Anything may have a name; it is no headline.
fn is_titled(meta: &Meta) -> bool {
    let name = Evidence::Field("name".to_owned());
    meta.title.as_ref().is_some_and(|title| title.evidence != name)
}

/// Whether an object only wraps others: its one list or object holds records
/// of its own, as in `{"content": [{"title": ...}]}`.
fn is_wrapper(map: &Map<String, Value>) -> bool {
    let is_record = |value: &Value| {
        value.as_object().is_some_and(|map| {
            let fields = RecordFields::of(map);
            fields.meta().title.is_some() && fields.body().is_some()
        })
    };
    map.values().any(|value| match value {
        Value::Array(items) => items.first().is_some_and(is_record),
        value => is_record(value),
    })
}

/// Whether the body opens with these words, as descriptions often do: the
/// first forty letters decide, since descriptions are cut off.
fn says_already(body: &str, words: &str) -> bool {
    let letters =
        |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).take(40).collect() };
    let head: String = body.chars().take(1200).filter(|c| c.is_alphanumeric()).collect();
    head.contains(&letters(words))
}
