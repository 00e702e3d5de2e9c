//! The queries of the search engine that the compiler puts together: of one
//! word, of several, of days. They know no question.

use tantivy::query::doc_predicate_query::{DocPredicateQuery, FunctionPredicate};
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, EmptyQuery, Occur, Query as Engine, TermQuery, TermSetQuery,
};
use tantivy::schema::{Field as Handle, IndexRecordOption};
use tantivy::{DocId, SegmentReader, Term as EngineTerm};

use super::CompiledPart;
use super::{OTHER_FORM, typed};
use crate::library::index::days;
use crate::library::index::family::Family;
use crate::library::index::phrases;
use crate::library::index::query::Matching;
use crate::library::index::schema::column;
use crate::library::index::terms::CountedTerm;
use newsquotes::model::Date;

pub(super) fn phrase(field: Handle, words: &[String]) -> Box<dyn Engine> {
    match words {
        [] => Box::new(EmptyQuery),
        [one] => term_query(field, one),
        _ => phrases::exact(field, words).unwrap_or_else(|| Box::new(EmptyQuery)),
    }
}

/// A value that is one term: a language, a form.
pub(super) fn raw(field: Handle, matching: &Matching) -> Box<dyn Engine> {
    let value = typed(matching).into_iter().collect::<Vec<_>>().join("-").to_lowercase();
    term_query(field, &value)
}

pub(super) fn bound(query: impl Engine) -> CompiledPart {
    bound_box(Box::new(query))
}

pub(super) fn bound_box(query: Box<dyn Engine>) -> CompiledPart {
    CompiledPart { query, is_bound: true }
}

pub(super) fn unbound(query: impl Engine) -> CompiledPart {
    CompiledPart { query: Box::new(query), is_bound: false }
}

pub(super) fn both(one: Box<dyn Engine>, other: Box<dyn Engine>) -> Box<dyn Engine> {
    Box::new(BooleanQuery::new(vec![(Occur::Must, one), (Occur::Must, other)]))
}

pub(in crate::library::index) fn any(mut queries: Vec<Box<dyn Engine>>) -> Box<dyn Engine> {
    if queries.len() == 1 {
        return queries.remove(0);
    }
    Box::new(BooleanQuery::new(queries.into_iter().map(|query| (Occur::Should, query)).collect()))
}

pub(in crate::library::index) fn term_query(field: Handle, word: &str) -> Box<dyn Engine> {
    let term = EngineTerm::from_field_text(field, word);
    Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
}

/// Any of the words, the first weighing most.
pub(in crate::library::index) fn weighed(field: Handle, found: &[CountedTerm]) -> Box<dyn Engine> {
    terms_query(field, found, OTHER_FORM)
}

pub(super) fn terms_query(field: Handle, found: &[CountedTerm], others: f32) -> Box<dyn Engine> {
    if found.is_empty() {
        return Box::new(EmptyQuery);
    }
    let query = |(place, (word, _)): (usize, &CountedTerm)| -> Box<dyn Engine> {
        let query = term_query(field, word);
        if place == 0 || others >= 1.0 { query } else { Box::new(BoostQuery::new(query, others)) }
    };
    any(found.iter().enumerate().map(query).collect())
}

/// Any of the words, without a weight: one pass over all, not one each.
pub(super) fn equal(field: Handle, found: &[CountedTerm]) -> Box<dyn Engine> {
    let term = |(word, _): &CountedTerm| EngineTerm::from_field_text(field, word);
    Box::new(TermSetQuery::new(found.iter().map(term)))
}

pub(super) fn dates(matching: &Matching) -> CompiledPart {
    let Matching::Days { from, to } = matching else { return unbound(AllQuery) };
    unbound_predicate(from.as_ref(), to.as_ref())
}

/// A date fits when it may mean a day of the stretch.
fn unbound_predicate(from: Option<&Date>, to: Option<&Date>) -> CompiledPart {
    let days = days::between(from, to);
    let make = move |segment: &SegmentReader| {
        let family = Family::of(segment)?;
        let first = segment.fast_fields().u64(column::FIRST)?;
        let last = segment.fast_fields().u64(column::LAST)?;
        let days = days.clone();
        Ok(move |doc: DocId| {
            let doc = family.article(doc);
            let span = first.first(doc).zip(last.first(doc));
            span.is_some_and(|(first, last)| first <= *days.end() && last >= *days.start())
        })
    };
    unbound(DocPredicateQuery::from(FunctionPredicate::from(make)))
}
