//! Queries that the engine does not have as such: words in a row or near each
//! other, and the articles that a person marked.

use std::sync::Arc;

use tantivy::query::doc_predicate_query::{DocPredicateQuery, FunctionPredicate};
use tantivy::query::{EmptyQuery, PhraseQuery, Query as Engine};
use tantivy::schema::Field as Handle;
use tantivy::{DocId, SegmentReader, Term};

use super::compile::engine_queries::{any, term_query};
use super::family::Family;
use super::question::Marks;
use super::record::ArticleRef;
use super::schema::column;
use super::terms::CountedTerm;

/// The most phrases that words near each other are looked for as.
const MOST_ORDERS: usize = 120;

/// The words next to each other in this order; `None` of fewer than two.
pub(super) fn exact(field: Handle, words: &[String]) -> Option<Box<dyn Engine>> {
    let terms: Vec<_> = words.iter().map(|word| Term::from_field_text(field, word)).collect();
    (terms.len() > 1).then(|| Box::new(PhraseQuery::new(terms)) as Box<dyn Engine>)
}

/// All words, each in one of its forms, within a stretch of `within` words in
/// any order. Of many words and forms the commonest forms and the order typed
/// are tried first, up to a limit.
pub(super) fn near(field: Handle, words: &[Vec<CountedTerm>], within: usize) -> Box<dyn Engine> {
    match words {
        [] => return Box::new(EmptyQuery),
        [one] => return any(one.iter().map(|(word, _)| term_query(field, word)).collect()),
        _ if words.iter().any(Vec::is_empty) => return Box::new(EmptyQuery),
        _ => {}
    }
    let slack = u32::try_from(within.saturating_sub(words.len())).unwrap_or(u32::MAX);
    let phrase = |order: Vec<&str>| -> Box<dyn Engine> {
        let terms = order.into_iter().map(|word| Term::from_field_text(field, word));
        Box::new(PhraseQuery::new_with_offset_and_slop(terms.enumerate().collect(), slack))
    };
    any(orders(words).into_iter().map(phrase).collect())
}

/// Choices of a form for each word, in every order, as far as the limit goes.
fn orders(words: &[Vec<CountedTerm>]) -> Vec<Vec<&str>> {
    let mut orders: Vec<Vec<(usize, &str)>> = vec![Vec::new()];
    for _ in words {
        let mut longer = Vec::new();
        for order in &orders {
            for (place, forms) in words.iter().enumerate() {
                if order.iter().any(|(used, _)| *used == place) {
                    continue;
                }
                for (form, _) in forms {
                    longer.push(order.iter().copied().chain([(place, form.as_str())]).collect());
                }
            }
        }
        longer.truncate(MOST_ORDERS);
        orders = longer;
    }
    orders.into_iter().map(|order| order.into_iter().map(|(_, word)| word).collect()).collect()
}

/// The articles, or quotations of articles, that `is_wanted` by their marks.
pub(super) fn marked(
    marks: Arc<Marks>,
    is_wanted: impl Fn(&Marks, ArticleRef) -> bool + Clone + Send + Sync + 'static,
) -> Box<dyn Engine> {
    let make = move |segment: &SegmentReader| {
        let family = Family::of(segment)?;
        let file = segment.fast_fields().u64(column::FILE_OF)?;
        let article = segment.fast_fields().u64(column::ARTICLE)?;
        let (marks, is_wanted) = (marks.clone(), is_wanted.clone());
        Ok(move |doc: DocId| {
            let doc = family.article(doc);
            let at = file.first(doc).zip(article.first(doc));
            at.and_then(|(file, article)| Some(ArticleRef { file, article: small(article)? }))
                .is_some_and(|at| is_wanted(&marks, at))
        })
    };
    Box::new(DocPredicateQuery::from(FunctionPredicate::from(make)))
}

fn small(number: u64) -> Option<u32> {
    u32::try_from(number).ok()
}
