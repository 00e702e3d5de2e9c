//! What is counted over answers and what the index knows of words: values of a
//! field, months, spellings, beginnings.

use super::{Snapshot, kind};
use crate::library::index::collect::Months;
use crate::library::index::compile::fold_all;
use crate::library::index::query::QueryField;
use crate::library::index::question::{FacetField, Overview, Question};
use crate::library::index::schema::{self, DocumentKind};
use crate::library::index::store::{IndexError, guarded};
use crate::library::index::values::{begins, facet_of, values_question};

/// Values that completion looks through.
const COMPLETED_VALUES: usize = 4000;

impl Snapshot {
    /// The commonest values among the articles (or quotations) that fit, with
    /// their counts.
    ///
    /// # Errors
    ///
    /// When the index is damaged.
    pub fn facets(
        &self,
        question: &Question,
        field: FacetField,
        quotes: bool,
        limit: usize,
    ) -> std::result::Result<Vec<(String, usize)>, IndexError> {
        guarded(|| self.facets_of(question, field, kind(quotes), limit))
    }

    /// The commonest values of several fields and the months at once, in one
    /// pass over what fits: what [`Snapshot::facets`] and [`Snapshot::months`]
    /// give one by one.
    ///
    /// # Errors
    ///
    /// When the index is damaged.
    pub fn overview(
        &self,
        question: &Question,
        fields: &[FacetField],
        quotes: bool,
        limit: usize,
    ) -> std::result::Result<Overview, IndexError> {
        guarded(|| self.overview_of(question, fields, kind(quotes), limit))
    }

    /// Year, month (0 where it is unknown) and count of the articles or
    /// quotations that fit and have a year, ascending.
    ///
    /// # Errors
    ///
    /// When the index is damaged.
    pub fn months(
        &self,
        question: &Question,
        quotes: bool,
    ) -> std::result::Result<Vec<(i16, u8, usize)>, IndexError> {
        guarded(|| {
            let query = self.compile(question, kind(quotes), false)?;
            let months = self.searcher.search(&query, &Months)?;
            Ok(months.into_iter().map(|((year, month), count)| (year, month, count)).collect())
        })
    }

    /// Values of a field with a word that begins so, and their counts among
    /// the articles: for completion. None for fields without values.
    ///
    /// # Errors
    ///
    /// When the index is damaged.
    pub fn values(
        &self,
        field: QueryField,
        prefix: &str,
        limit: usize,
    ) -> std::result::Result<Vec<(String, usize)>, IndexError> {
        let Some(facet) = facet_of(field) else { return Ok(Vec::new()) };
        let typed = fold_all(prefix);
        let question = values_question(field, &typed);
        guarded(|| {
            let mut values = self.facets_of(
                &question,
                facet,
                DocumentKind::Article,
                limit.max(COMPLETED_VALUES),
            )?;
            values.retain(|(value, _)| begins(&fold_all(value), &typed));
            values.truncate(limit);
            Ok(values)
        })
    }

    /// Indexed words that are spelled nearly like this one, the nearest
    /// first, and in how many articles they stand.
    ///
    /// # Errors
    ///
    /// When the index is damaged.
    pub fn spellings(&self, word: &str) -> std::result::Result<Vec<(String, usize)>, IndexError> {
        let Some(word) = fold_all(word).into_iter().next() else { return Ok(Vec::new()) };
        guarded(|| {
            let mut near = self.terms().near(schema::fields().of_article.words, &word, 2)?;
            near.retain(|(term, _)| *term != word);
            Ok(near)
        })
    }

    /// The commonest indexed word that begins so.
    ///
    /// # Errors
    ///
    /// When the index is damaged.
    pub fn beginning(&self, word: &str) -> std::result::Result<Option<String>, IndexError> {
        let Some(word) = fold_all(word).into_iter().next() else { return Ok(None) };
        guarded(|| {
            let found = self.terms().with_prefix(schema::fields().of_article.words, &word)?;
            Ok(found.into_iter().next().map(|(term, _)| term))
        })
    }
}
