//! What may hold half-remembered words: candidates for an alignment of words,
//! which is made elsewhere.
//!
//! Asked for are the rarest words of a passage, each in its forms. A word that
//! no text has is looked for in other spellings only where there are few
//! others, as that takes longer than all the rest.

use std::collections::HashSet;

use tantivy::Result;
use tantivy::query::Query as Engine;

use super::compile::engine_queries::{any, weighed};
use super::compile::fold_all;
use super::documents::StoredDocuments;
use super::question::{ArticleHit, Candidates};
use super::record::QuoteRow;
use super::schema::{self, DocumentKind};
use super::snapshot::Snapshot;
use super::store::{IndexError, guarded};
use super::terms::CountedTerm;

/// The most words that quotations are looked for by: the rarest. Measured,
/// more of them find no more.
const QUOTE_WORDS: usize = 14;
/// And articles, each of which has some of the common words.
const ARTICLE_WORDS: usize = 24;
/// With so many known words a misspelled one is not missed.
const ENOUGH_KNOWN: usize = 5;

impl Snapshot {
    /// What may hold half-remembered words: at most `limit` quotations and
    /// as many articles, by how many of the words they hold and how rare these
    /// are. Words in other forms count, of unknown ones those spelled nearly
    /// so; of a long passage only its rarest words.
    ///
    /// # Errors
    ///
    /// When the index is damaged.
    pub fn candidates(
        &self,
        words: &[&str],
        limit: usize,
    ) -> std::result::Result<Candidates, IndexError> {
        let quotes = self.candidate_quotes(words, limit)?;
        Ok(Candidates { quotes, articles: self.candidate_articles(words, limit)? })
    }

    /// The quotations of [`Snapshot::candidates`] alone.
    ///
    /// # Errors
    ///
    /// When the index is damaged.
    pub fn candidate_quotes(
        &self,
        words: &[&str],
        limit: usize,
    ) -> std::result::Result<Vec<(QuoteRow, f32)>, IndexError> {
        guarded(|| {
            let query = self.recalled(DocumentKind::Quote, words)?;
            let found = self.best(query.as_ref(), 0..limit)?;
            let addresses = found.iter().map(|(_, address)| *address);
            let rows = StoredDocuments::new(&self.searcher).quotes(addresses)?;
            Ok(rows.into_iter().zip(found.into_iter().map(|(score, _)| score)).collect())
        })
    }

    /// The articles of [`Snapshot::candidates`] alone.
    ///
    /// # Errors
    ///
    /// When the index is damaged.
    pub fn candidate_articles(
        &self,
        words: &[&str],
        limit: usize,
    ) -> std::result::Result<Vec<ArticleHit>, IndexError> {
        guarded(|| {
            let query = self.recalled(DocumentKind::Article, words)?;
            let found = self.best(query.as_ref(), 0..limit)?;
            let mut documents = StoredDocuments::new(&self.searcher);
            let hits = found.into_iter().map(|(score, address)| {
                Ok(documents.place(address)?.map(|at| ArticleHit { at, score }))
            });
            Ok(hits.collect::<Result<Vec<_>>>()?.into_iter().flatten().collect())
        })
    }

    /// Any of the rarest words of a passage, each in its forms.
    fn recalled(&self, kind: DocumentKind, words: &[&str]) -> Result<Box<dyn Engine>> {
        let field = schema::fields().words(kind);
        let most = if kind == DocumentKind::Quote { QUOTE_WORDS } else { ARTICLE_WORDS };
        let folded: HashSet<_> = words.iter().flat_map(|word| fold_all(word)).collect();
        let terms = self.terms();
        let (mut known, mut unknown) = (Vec::new(), Vec::new());
        for word in folded {
            match terms.exact(field, &word)?.first() {
                Some((_, count)) => known.push((*count, word)),
                None => unknown.push(word),
            }
        }
        known.sort_unstable();
        unknown.sort_unstable();
        let is_enough = known.len() >= ENOUGH_KNOWN;
        let mut found: Vec<Vec<CountedTerm>> = Vec::new();
        for word in unknown {
            let mut forms = terms.forms(field, &word)?;
            if forms.is_empty() && !is_enough {
                forms = terms.near(field, &word, if word.len() > 5 { 2 } else { 1 })?;
            }
            found.push(forms);
        }
        for (_, word) in known.iter().take(most) {
            found.push(terms.forms(field, word)?);
        }
        let rarity = |forms: &Vec<CountedTerm>| forms.iter().map(|(_, count)| *count).max();
        found.retain(|forms| !forms.is_empty());
        found.sort_by_key(|forms| (rarity(forms), forms.first().cloned()));
        found.truncate(most);
        Ok(any(found.iter().map(|forms| weighed(field, forms)).collect()))
    }
}
