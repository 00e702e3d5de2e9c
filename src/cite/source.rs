//! What a citation says of an article. Nothing here is guessed: a fact that
//! the article does not give stays `None`, and a style shows the gap.

use super::key::key;
use super::names::{Author, authors};
use newsquotes::folding::one_line;
use newsquotes::model::{Article, Date, Document, Fact};

/// An article as a source; every string on one line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct CitedSource {
    pub title: Option<String>,
    pub outlet: Option<String>,
    pub agency: Option<String>,
    pub byline: Option<String>,
    /// The place of the dateline.
    pub place: Option<String>,
    pub date: Option<Date>,
    pub url: Option<String>,
    /// ISO 639-1.
    pub language: Option<String>,
    /// ISO 639-1 of what a machine or a person translated it from; set by a
    /// caller who knows it.
    pub original_language: Option<String>,
    pub tags: Vec<String>,
    /// The citation key before any clash is settled, see [`key`].
    pub key: String,
    /// The file, as the user gave it.
    pub path: String,
    /// Of the file's bytes, 64 hex digits.
    pub sha256: String,
}

impl CitedSource {
    #[must_use]
    pub(crate) fn of(document: &Document, article: &Article) -> CitedSource {
        let meta = &article.meta;
        let value = |fact: &Option<Fact<String>>| {
            fact.as_ref().map(|fact| folded(&fact.value)).filter(|value| !value.is_empty())
        };
        CitedSource {
            title: value(&meta.title),
            outlet: value(&meta.outlet),
            agency: value(&meta.agency),
            byline: value(&meta.byline),
            place: value(&meta.place),
            date: meta.date.as_ref().map(|fact| fact.value),
            url: value(&meta.url),
            language: value(&meta.language),
            original_language: None,
            tags: meta.tags.iter().map(|fact| folded(&fact.value)).collect(),
            key: key(article),
            path: document.origin.path.clone(),
            sha256: document.origin.sha256_hex(),
        }
    }

    /// Who wrote it: the people of the byline, or else the agency.
    #[must_use]
    pub(crate) fn authors(&self) -> Vec<Author> {
        let named = self.byline.as_deref().map_or_else(Vec::new, authors);
        if named.is_empty() {
            self.agency.iter().cloned().map(Author::Group).collect()
        } else {
            named
        }
    }

    /// Where it appeared, for the fields of a bibliography: the outlet, or
    /// else the agency.
    #[must_use]
    pub(crate) fn publisher(&self) -> Option<&str> {
        self.outlet.as_deref().or(self.agency.as_deref())
    }

    /// The outlet where it is not the author as well, or else the agency
    /// where people wrote it.
    #[must_use]
    pub(crate) fn container(&self) -> Option<&str> {
        let authors = self.authors();
        let is_author = |name: &str| authors.iter().any(|a| a.is_group(name));
        let outlet = self.publisher()?;
        (!is_author(outlet)).then_some(outlet)
    }

    /// The agency where a citation would not name it otherwise.
    #[must_use]
    pub(crate) fn via(&self) -> Option<&str> {
        let agency = self.agency.as_deref()?;
        let named = self.container() == Some(agency)
            || self.authors().iter().any(|author| author.is_group(agency));
        (!named).then_some(agency)
    }

    /// The year of publication.
    #[must_use]
    pub(crate) fn year(&self) -> Option<i16> {
        self.date.and_then(|date| date.year)
    }
}

/// The words on one line, with what drives a terminal left out.
fn folded(words: &str) -> String {
    let shown: String = words.chars().filter(|c| !super::is_control(*c)).collect();
    one_line(&shown)
}
