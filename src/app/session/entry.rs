//! The rows of the article list.

use super::held::Held;
use crate::library::annotation::{Body, FactField};
use crate::library::corrections::Applied;
use crate::library::scan::Loaded;
use crate::model::{Article, Date, Document};

/// A row of the article list: what it shows of an article.
#[derive(Clone, Debug)]
pub struct Entry {
    pub title: String,
    /// The outlet, or else the agency; empty when neither is known.
    pub outlet: String,
    pub date: Option<Date>,
    pub read: bool,
    pub starred: bool,
    /// What a filter of the list looks at: title, outlet, and the date in
    /// both forms, in small letters.
    pub filter_words: String,
    /// Index into the session's documents and into that document's articles.
    pub(super) document: usize,
    pub(super) article: usize,
    /// The number of its file in the order of loading.
    sequence: usize,
}

impl Entry {
    pub(super) fn new(loaded: &Loaded, document: usize, article: usize) -> Entry {
        let mut entry = Entry {
            title: String::new(),
            outlet: String::new(),
            date: None,
            read: false,
            starred: false,
            filter_words: String::new(),
            document,
            article,
            sequence: loaded.sequence,
        };
        entry.fill(&loaded.document, &loaded.applied);
        entry
    }

    pub(super) fn refresh(&mut self, held: &Held) {
        self.fill(&held.document, &held.applied);
    }

    fn fill(&mut self, document: &Document, applied: &Applied) {
        let Some(article) = document.articles.get(self.article) else { return };
        let meta = &article.meta;
        let title = meta.title.as_ref().map(|fact| fact.value.clone());
        self.title = title.unwrap_or_else(|| first_words(document, article));
        let outlet = meta.outlet.as_ref().or(meta.agency.as_ref());
        self.outlet = outlet.map(|fact| fact.value.clone()).unwrap_or_default();
        self.date = meta.date.as_ref().map(|fact| fact.value);
        let date = self.date.unwrap_or_default();
        let iso = date.iso().unwrap_or_default();
        let words = format!("{} {} {iso} {}", self.title, self.outlet, date.words());
        self.filter_words = words.to_lowercase();
        let has =
            |body: &Body| applied.of_article(self.article).any(|p| p.annotation.body == *body);
        self.read = has(&Body::Read);
        self.starred = has(&Body::Starred);
    }

    /// Newest first, undated last, then as loaded.
    pub(super) fn key(&self) -> impl Ord + use<> {
        let date = self.date.map_or((i16::MIN, 0, 0, 0), |date| date.sort_key());
        (std::cmp::Reverse(date), self.sequence, self.article)
    }
}

/// The first words of an article without a title, or the name of its file.
fn first_words(document: &Document, article: &Article) -> String {
    let words = article.body().map(|block| document.text.get(block.span)).next();
    let words = words.map(|words| words.chars().take(80).collect::<String>());
    words.unwrap_or_else(|| document.origin.path.clone())
}

/// The value of a fact as the user edits it: a date as ISO 8601, tags
/// separated by commas.
#[must_use]
pub fn fact_words(article: &Article, field: FactField) -> String {
    let meta = &article.meta;
    let one = |fact: &Option<crate::model::Fact<String>>| {
        fact.as_ref().map(|fact| fact.value.clone()).unwrap_or_default()
    };
    match field {
        FactField::Title => one(&meta.title),
        FactField::Byline => one(&meta.byline),
        FactField::Outlet => one(&meta.outlet),
        FactField::Agency => one(&meta.agency),
        FactField::Place => one(&meta.place),
        FactField::Date => {
            meta.date.as_ref().map(|fact| iso_or_yearless(fact.value)).unwrap_or_default()
        }
        FactField::Url => one(&meta.url),
        FactField::Language => one(&meta.language),
        FactField::Tags => {
            meta.tags.iter().map(|fact| fact.value.as_str()).collect::<Vec<_>>().join(", ")
        }
    }
}

/// ISO 8601, `--04-04` where the year is not known.
fn iso_or_yearless(date: Date) -> String {
    date.iso().unwrap_or_else(|| match (date.month, date.day) {
        (Some(month), Some(day)) => format!("--{month:02}-{day:02}"),
        (Some(month), None) => format!("--{month:02}"),
        _ => String::new(),
    })
}
