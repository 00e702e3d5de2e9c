//! The rows of the article list.

use super::held::HeldDocument;
use crate::library::annotation::{Annotation, Body, FactField};
use crate::library::index::ArticleRow;
use crate::library::notes;
use newsquotes::model::{Article, Date, Document};

/// A row of the article list: what it shows of an article.
#[derive(Clone, Debug)]
pub(crate) struct ListEntry {
    pub title: String,
    /// The outlet, or else the agency; empty when neither is known.
    pub outlet: String,
    pub date: Option<Date>,
    pub read: bool,
    pub starred: bool,
    /// Whether the user noted something on it or on a passage of it.
    pub noted: bool,
    /// The tags in those notes, in small letters, each once.
    pub tags: Vec<String>,
    /// Index into the session's files and into that document's articles.
    pub(super) file: usize,
    pub(super) article: usize,
    /// The number of its file in the order of loading.
    sequence: usize,
    pub(super) standing: Standing,
}

/// Whether an article stands in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// Not yet.
    New,
    Listed,
    /// No longer in the library.
    Gone,
}

impl ListEntry {
    /// A row that is not filled yet.
    pub(super) fn new(file: usize, article: usize, sequence: usize) -> ListEntry {
        ListEntry {
            title: String::new(),
            outlet: String::new(),
            date: None,
            read: false,
            starred: false,
            noted: false,
            tags: Vec::new(),
            file,
            article,
            sequence,
            standing: Standing::New,
        }
    }

    /// Fills the row from a document in memory.
    pub(super) fn fill(&mut self, held: &HeldDocument) {
        let (document, applied) = (&held.document, &held.applied);
        let Some(article) = document.articles.get(self.article) else { return };
        let meta = &article.meta;
        let title = meta.title.as_ref().map(|fact| fact.value.clone());
        self.title = title.unwrap_or_else(|| first_words(document, article));
        let outlet = meta.outlet.as_ref().or(meta.agency.as_ref());
        self.outlet = outlet.map_or_else(String::new, |fact| fact.value.clone());
        self.date = meta.date.as_ref().map(|fact| fact.value);
        self.take_made(applied.of_article(self.article).map(|placed| &placed.annotation.body));
    }

    /// Takes what the user made of the article.
    fn take_made<'a>(&mut self, made: impl Iterator<Item = &'a Body>) {
        (self.read, self.starred, self.noted) = (false, false, false);
        self.tags.clear();
        for body in made {
            match body {
                Body::Read => self.read = true,
                Body::Starred => self.starred = true,
                Body::Note(note) => {
                    self.noted = true;
                    self.tags.extend(notes::tags(&note.text));
                }
                _ => {}
            }
        }
        self.tags.sort_unstable();
        self.tags.dedup();
    }

    /// Fills the row from what the index keeps of the article, and what the
    /// user made of its document.
    pub(super) fn fill_listed(&mut self, row: ArticleRow, only: bool, made: &[Annotation]) {
        let outlet = row.outlet.or(row.agency).unwrap_or_default();
        let here = |annotation: &&Annotation| {
            let at = annotation.selector.as_ref().map(|selector| selector.position.start);
            only || at.is_none_or(|at| row.span.contains(&at))
        };
        self.take_made(made.iter().filter(here).map(|made| &made.body));
        self.title = row.title;
        self.outlet = outlet;
        self.date = row.date;
    }

    /// Whether the user made anything of it.
    pub(super) fn is_marked(&self) -> bool {
        self.read || self.starred || self.noted
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
pub(crate) fn fact_words(article: &Article, field: FactField) -> String {
    let meta = &article.meta;
    let one = |fact: &Option<newsquotes::model::Fact<String>>| {
        fact.as_ref().map_or_else(String::new, |fact| fact.value.clone())
    };
    match field {
        FactField::Title => one(&meta.title),
        FactField::Byline => one(&meta.byline),
        FactField::Outlet => one(&meta.outlet),
        FactField::Agency => one(&meta.agency),
        FactField::Place => one(&meta.place),
        FactField::Date => {
            meta.date.as_ref().map_or_else(String::new, |fact| fact.value.iso_or_yearless())
        }
        FactField::Url => one(&meta.url),
        FactField::Language => one(&meta.language),
        FactField::Tags => {
            meta.tags.iter().map(|fact| fact.value.as_str()).collect::<Vec<_>>().join(", ")
        }
    }
}
