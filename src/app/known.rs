//! What a state of the index knows of words, for a query that nothing answers.

use super::read_or_nothing;
use crate::library::index::{Query, Question, Snapshot};
use crate::query::nearest::Known;

/// A state of the index, and what joins every question to it.
#[derive(Debug)]
pub(crate) struct KnownToIndex<'a> {
    pub(crate) index: &'a Snapshot,
    /// Its marks and names go with every query.
    pub(crate) question: &'a Question,
    /// Whether answers are quotations, not articles.
    pub(crate) quotes: bool,
}

impl Known for KnownToIndex<'_> {
    fn count(&self, query: &Query) -> usize {
        let question = Question { query: query.clone(), ..self.question.clone() };
        read_or_nothing(if self.quotes {
            self.index.count_quotes(&question)
        } else {
            self.index.count(&question)
        })
    }

    fn beginning(&self, word: &str) -> Option<String> {
        read_or_nothing(self.index.beginning(word))
    }

    fn spellings(&self, word: &str) -> Vec<String> {
        let found = read_or_nothing(self.index.spellings(word));
        found.into_iter().map(|(word, _)| word).collect()
    }
}
