//! What a question adds to a [`Query`]: what the person made, and which names
//! mean one entity. Both live outside the index and join when it is asked.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use super::query::{Matching, Query, QueryProblem, Sort};
use super::record::{ArticleRef, QuoteRow};
use super::{regular, words};
use crate::library::sure::sure;
use newsquotes::folding;

/// A query and what it needs of the world outside the index.
#[derive(Clone, Debug, Default)]
pub struct Question {
    pub query: Query,
    pub marks: Arc<Marks>,
    pub names: Arc<SpellingsOfNames>,
}

/// The articles that a person marked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    pub read: HashSet<ArticleRef>,
    pub starred: HashSet<ArticleRef>,
    pub noted: HashSet<ArticleRef>,
    /// By the person's own tag, as typed.
    pub tags: BTreeMap<String, HashSet<ArticleRef>>,
}

/// Other names of those that a query names, for the fields of speakers and
/// entities: from the words typed to the spellings of the entity meant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SpellingsOfNames {
    spellings: BTreeMap<String, Vec<String>>,
}

/// What values are counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FacetField {
    Speaker,
    Entity,
    Outlet,
    Agency,
    Tag,
    Language,
    /// The form of a quotation; articles have none.
    Kind,
    /// `2022-06`; where the month is unknown `2022`.
    Month,
}

/// An article that fits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ArticleHit {
    pub at: ArticleRef,
    /// Comparable within one answer only; 0 when sorted by something else.
    pub score: f32,
}

/// What the answers to a question are about, see [`super::Snapshot::overview`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overview {
    /// For each field asked for its commonest values and their counts.
    pub facets: Vec<Vec<(String, usize)>>,
    /// Year, month (0 where it is unknown) and count, ascending.
    pub months: Vec<(i16, u8, usize)>,
}

/// What may hold half-remembered words, the likeliest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Candidates {
    pub quotes: Vec<(QuoteRow, f32)>,
    pub articles: Vec<ArticleHit>,
}

impl Question {
    /// A question that nothing outside the index adds to.
    #[must_use]
    pub fn new(query: Query) -> Question {
        Question { query, ..Question::default() }
    }

    /// What only the index can tell to be wrong: regular expressions that are
    /// none. The rest of the query holds.
    #[must_use]
    pub fn problems(&self) -> Vec<QueryProblem> {
        let problem = |term: &&super::query::QueryTerm| {
            let Matching::Regex(pattern) = &term.matching else { return None };
            let why = regular::compile(pattern).err()?;
            let words = format!("This is no regular expression: {why}.");
            Some(QueryProblem { typed: term.typed.clone(), words })
        };
        self.query.terms().iter().filter_map(problem).collect()
    }

    pub(super) fn sort(&self) -> Sort {
        // Without `sort:` the usual order.
        self.query.sort.unwrap_or_default()
    }
}

impl SpellingsOfNames {
    /// `typed` stands for these spellings too, each a whole name.
    pub fn add(&mut self, typed: &str, spellings: impl IntoIterator<Item = String>) {
        self.spellings.entry(key(typed)).or_default().extend(spellings);
    }

    pub(super) fn of<'a>(&self, typed: impl IntoIterator<Item = &'a str>) -> &[String] {
        let key = key(&typed.into_iter().collect::<Vec<_>>().join(" "));
        self.spellings.get(&key).map_or(&[], Vec::as_slice)
    }
}

/// Folded words with a blank between them.
fn key(typed: &str) -> String {
    let words = words::words(typed, 0).map(|word| folding::word(sure(typed.get(word))));
    words.collect::<Vec<_>>().join(" ")
}
