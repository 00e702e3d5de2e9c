//! Values and their counts: facets, months by name, completion.

use std::collections::{BTreeMap, HashMap};

use tantivy::Result;
use tantivy::collector::{FruitHandle, MultiCollector};

use super::collect::{Months, Values};
use super::query::{Matching, Query, QueryField, QueryNode, QueryTerm};
use super::question::{FacetField, Overview, Question};
use super::schema::{DocumentKind, column};
use super::snapshot::{Snapshot, compile};
use super::terms::Terms;

/// Counted values that are kept for each one wanted, see [`Values`].
const SPARE_VALUES: usize = 40;

impl Snapshot {
    pub(super) fn facets_of(
        &self,
        question: &Question,
        field: FacetField,
        kind: DocumentKind,
        limit: usize,
    ) -> Result<Vec<(String, usize)>> {
        if field == FacetField::Month {
            let query = self.compile(question, kind, false)?;
            return Ok(busiest(&self.searcher.search(&query, &Months)?, limit));
        }
        self.count_values(question, field, kind, limit, self.languages())
    }

    pub(super) fn count_values(
        &self,
        question: &Question,
        field: FacetField,
        kind: DocumentKind,
        limit: usize,
        languages: &[String],
    ) -> Result<Vec<(String, usize)>> {
        let query = compile(&Terms::new(&self.searcher, languages), question, kind, false)?;
        let Some(column) = column_of(field) else { return Ok(Vec::new()) };
        let counts = self.searcher.search(&query, &values_of(column, field, kind, limit))?;
        Ok(commonest(counts, limit))
    }

    pub(super) fn overview_of(
        &self,
        question: &Question,
        fields: &[FacetField],
        kind: DocumentKind,
        limit: usize,
    ) -> Result<Overview> {
        let query = self.compile(question, kind, false)?;
        let mut all = MultiCollector::new();
        let months = all.add_collector(Months);
        let mut count = |field: &FacetField| {
            let column = column_of(*field)?;
            Some(all.add_collector(values_of(column, *field, kind, limit)))
        };
        let counted: Vec<_> = fields.iter().map(&mut count).collect();
        let mut found = self.searcher.search(&query, &all)?;
        let months = months.extract(&mut found);
        let facet = |counts: Option<FruitHandle<_>>| match counts {
            Some(counts) => commonest(counts.extract(&mut found), limit),
            None => busiest(&months, limit),
        };
        let facets = counted.into_iter().map(facet).collect();
        let months = months.iter().map(|((year, month), count)| (*year, *month, *count)).collect();
        Ok(Overview { facets, months })
    }
}

fn values_of(column: &'static str, field: FacetField, kind: DocumentKind, limit: usize) -> Values {
    let own = matches!(field, FacetField::Speaker | FacetField::Kind);
    let most = limit.saturating_mul(SPARE_VALUES);
    Values { column, most, of_article: kind == DocumentKind::Quote && !own }
}

fn commonest(counts: HashMap<String, usize>, limit: usize) -> Vec<(String, usize)> {
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by(|(a, one), (b, other)| other.cmp(one).then_with(|| a.cmp(b)));
    counts.truncate(limit);
    counts
}

/// The months with the most, by name.
fn busiest(months: &BTreeMap<(i16, u8), usize>, limit: usize) -> Vec<(String, usize)> {
    let name = |((year, month), count): (&(i16, u8), &usize)| (month_name(*year, *month), *count);
    let mut months: Vec<_> = months.iter().map(name).collect();
    months.sort_by(|(_, one), (_, other)| other.cmp(one));
    months.truncate(limit);
    months
}

fn column_of(field: FacetField) -> Option<&'static str> {
    Some(match field {
        FacetField::Speaker => column::SPEAKER,
        FacetField::Entity => column::ENTITY,
        FacetField::Outlet => column::OUTLET,
        FacetField::Agency => column::AGENCY,
        FacetField::Tag => column::TAG,
        FacetField::Language => column::LANGUAGE,
        FacetField::Kind => column::FORM,
        FacetField::Month => return None,
    })
}

/// What a field of the query language counts; of dates the months have their
/// own way.
pub(crate) fn facet_of(field: QueryField) -> Option<FacetField> {
    Some(match field {
        QueryField::Speaker => FacetField::Speaker,
        QueryField::Entity => FacetField::Entity,
        QueryField::Outlet => FacetField::Outlet,
        QueryField::Agency => FacetField::Agency,
        QueryField::Tag => FacetField::Tag,
        QueryField::Language => FacetField::Language,
        QueryField::Kind => FacetField::Kind,
        QueryField::Words
        | QueryField::Title
        | QueryField::Date
        | QueryField::Is
        | QueryField::Has => return None,
    })
}

fn month_name(year: i16, month: u8) -> String {
    if month == 0 { format!("{year:04}") } else { format!("{year:04}-{month:02}") }
}

/// The documents whose field has the words typed, the last one unfinished.
pub(super) fn values_question(field: QueryField, typed: &[String]) -> Question {
    let is_raw = matches!(field, QueryField::Language | QueryField::Kind);
    let term = |matching| QueryNode::Term(QueryTerm { field, matching, typed: 0..0 });
    let root = typed.split_last().filter(|_| !is_raw).map(|(last, first)| {
        let words = first.iter().map(|word| term(Matching::Word(word.clone())));
        QueryNode::And(words.chain([term(Matching::Prefix(last.clone()))]).collect())
    });
    Question::new(Query { root, ..Query::default() })
}

/// Whether the words typed stand in the value, the last one unfinished.
pub(super) fn begins(value: &[String], typed: &[String]) -> bool {
    let Some((last, first)) = typed.split_last() else { return true };
    first.iter().all(|word| value.contains(word))
        && value.iter().any(|word| word.starts_with(last.as_str()))
}
