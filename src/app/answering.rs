//! Answers from the index: what the thread that asks it does with a question.
//!
//! A pure function of a state of the index, the words typed and the day; an
//! index that cannot be read answers with nothing and says so.

mod recalling;

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use super::KnownToIndex;
use super::asking::{
    AboutQuery, Completions, Facet, FoundPassage, FoundPassages, FoundQuotes, IndexAnswer,
    IndexAsked, IndexQuestion, ListedArticles, QuoteFound,
};
use crate::library::index::{
    ArticleRef, FacetField, Matching, Query, QueryField, Question, QuoteRow, Snapshot,
    SpellingsOfNames,
};
use crate::query::nearest::{self, Known};
use crate::query::passages::Highlighter;
use crate::query::{complete, explain, language, variants};
use newsquotes::model::Date;

/// What answers depend on besides the index.
#[derive(Clone, Copy)]
pub(crate) struct AnswerSurroundings<'a> {
    pub today: Date,
    /// All spellings of the names that the library holds for one.
    pub spellings: &'a dyn Fn(&str) -> Vec<String>,
}

impl std::fmt::Debug for AnswerSurroundings<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Surroundings").field("today", &self.today).finish_non_exhaustive()
    }
}

/// The most articles whose passages are shown, and passages of one of them.
const MOST_ARTICLES: usize = 60;
const PASSAGES_EACH: usize = 3;
/// The most quotations that are listed.
const MOST_QUOTES: usize = 400;
/// Values of each facet.
const FACET_VALUES: usize = 6;
/// Choices that are offered for a word.
const CHOICES: usize = 12;
/// The fields of facets, as they stand below each other.
const FACETS: [FacetField; 4] =
    [FacetField::Speaker, FacetField::Outlet, FacetField::Month, FacetField::Entity];

/// Answers a question from a state of the index.
#[must_use]
pub(crate) fn answer_index(
    index: &Snapshot,
    asked: &IndexQuestion,
    around: &AnswerSurroundings<'_>,
) -> IndexAnswer {
    let asking = Asker { index, around, asked };
    match &asked.asked {
        IndexAsked::List { typed } => IndexAnswer::List(asking.list(typed)),
        IndexAsked::Passages { typed } => IndexAnswer::Passages(asking.passages(typed)),
        IndexAsked::Quotes { typed } => IndexAnswer::Quotes(asking.quotes(typed)),
        IndexAsked::Found { typed } => IndexAnswer::Found(asking.found(typed)),
        IndexAsked::Copies => IndexAnswer::Copies(read_or_nothing(index.near_copies())),
        IndexAsked::Context { at, parts } => IndexAnswer::Context(asking.context(*at, parts)),
        IndexAsked::Variants { at, quote } => IndexAnswer::Variants(asking.variants(*at, *quote)),
        IndexAsked::Rows(wanted) => IndexAnswer::Rows(asking.rows(wanted)),
        IndexAsked::Completions { typed, cursor } => {
            IndexAnswer::Completions(asking.completions(typed, *cursor))
        }
    }
}

/// The other spellings of the speakers and entities that a query names.
#[must_use]
pub(crate) fn names_in(query: &Query, spellings: &dyn Fn(&str) -> Vec<String>) -> SpellingsOfNames {
    let mut names = SpellingsOfNames::default();
    for term in query.terms() {
        if !matches!(term.field, QueryField::Speaker | QueryField::Entity) {
            continue;
        }
        let typed = match &term.matching {
            Matching::Word(word) => word.clone(),
            Matching::Phrase(words) => words.join(" "),
            _ => continue,
        };
        names.add(&typed, spellings(&typed));
    }
    names
}

/// What the index says; nothing, and a line in the log, where it cannot be read.
/// A damaged index is made anew when it is opened next.
pub(crate) fn read_or_nothing<T: Default>(read: Result<T, impl std::fmt::Display>) -> T {
    read.unwrap_or_else(|error| {
        log::warn!("the index cannot be read: {error}");
        T::default()
    })
}

/// A question while it is answered.
struct Asker<'a> {
    index: &'a Snapshot,
    around: &'a AnswerSurroundings<'a>,
    asked: &'a IndexQuestion,
}

impl Asker<'_> {
    /// The query typed, the last word of it unfinished, with what joins it
    /// from outside the index.
    fn asked(&self, typed: &str) -> Question {
        let query = language::parse_typing(typed, typed.len(), self.around.today);
        let names = names_in(&query, self.around.spellings);
        Question { query, marks: Arc::clone(&self.asked.marks), names: Arc::new(names) }
    }

    fn known<'q>(&'q self, question: &'q Question, quotes: bool) -> KnownToIndex<'q> {
        KnownToIndex { index: self.index, question, quotes }
    }

    /// The question typed, its words taken for others where they stand nowhere,
    /// but none left out: to filter by.
    fn filter(&self, typed: &str, quotes: bool) -> Question {
        let question = self.asked(typed);
        let known = self.known(&question, quotes);
        let terms = question.query.terms().len();
        let keeps_all = |query: &Query| query.terms().len() == terms && known.count(query) > 0;
        let has_none = known.count(&question.query) == 0;
        let respelled = nearest::respelled(typed, &question.query, &known);
        match respelled.filter(|query| has_none && keeps_all(query)) {
            Some(query) => Question { query, ..question },
            None => question,
        }
    }

    /// The question typed, or the nearest to it that has an answer.
    fn question(&self, typed: &str, quotes: bool) -> Question {
        let question = self.asked(typed);
        match nearest::nearest(typed, &question.query, &self.known(&question, quotes)) {
            Some(query) => Question { query, ..question },
            None => question,
        }
    }

    fn list(&self, typed: &str) -> ListedArticles {
        let question = self.filter(typed, false);
        let sorted = question.query.sort.is_some();
        let articles = if sorted {
            let all = read_or_nothing(self.index.count(&question));
            let page = self.index.articles(&question, 0..all.max(1));
            page.map(|page| page.rows.into_iter().map(|hit| hit.at).collect())
        } else {
            self.index.all_articles(&question)
        };
        let articles: Vec<ArticleRef> = read_or_nothing(articles);
        let about = self.about(typed, &question, articles.is_empty(), false);
        ListedArticles { articles, sorted, about }
    }

    fn passages(&self, typed: &str) -> FoundPassages {
        if typed.trim().is_empty() {
            return FoundPassages::default();
        }
        let question = self.question(typed, false);
        let Ok(page) = self.index.articles(&question, 0..MOST_ARTICLES) else {
            return FoundPassages::default();
        };
        let lights = Highlighter::new(&question.query, None);
        let found = page.rows.iter().map(|hit| self.passages_of(hit.at, &lights));
        // Where the words stand in a row as typed, that is what was meant.
        let ranked = question.query.sort.is_none();
        let (meant, others): (Vec<_>, Vec<_>) =
            found.partition(|(in_a_row, _)| *in_a_row && ranked);
        let rows = meant.into_iter().chain(others).flat_map(|(_, rows)| rows);
        let overview = self.index.overview(&question, &FACETS, false, FACET_VALUES);
        let overview = read_or_nothing(overview);
        let facets = FACETS.into_iter().zip(overview.facets);
        FoundPassages {
            rows: rows.collect(),
            articles: page.total,
            facets: facets.map(|(field, values)| Facet { field, values }).collect(),
            months: overview.months,
            about: self.about(typed, &question, page.total == 0, false),
        }
    }

    /// The passages of an article that a query is about, the best first, and
    /// whether the words stand in them in a row as typed.
    fn passages_of(&self, at: ArticleRef, lights: &Highlighter) -> (bool, Vec<FoundPassage>) {
        let Ok(text) = self.index.text(at) else { return (false, Vec::new()) };
        let found = lights.passages(&text.text, text.start, &text.blocks, PASSAGES_EACH);
        let best = found.first().map_or(0, |passage| passage.weight);
        let in_a_row = found.first().is_some_and(crate::query::passages::Passage::has_phrase);
        let found = found.into_iter().filter(|passage| passage.is_as_good_as(best));
        let found = found.map(|passage| {
            let words = text.get(passage.shown.clone());
            let start = passage.shown.start;
            let within = |lit: &Range<usize>| lit.start >= start && lit.end <= passage.shown.end;
            let lit = passage.words.iter().filter(|lit| within(lit));
            FoundPassage {
                at,
                text: words.to_owned(),
                start,
                lit: lit.map(|lit| lit.start - start..lit.end - start).collect(),
                cut: passage.shown.start > passage.block.start,
            }
        });
        (in_a_row, found.collect())
    }

    /// What has all of the words; else what is remembered by them, which knows
    /// their order; else the nearest question.
    fn quotes(&self, typed: &str) -> FoundQuotes {
        let mut question = self.asked(typed);
        let known = self.known(&question, true);
        let has_none = known.count(&question.query) == 0;
        let respelled = nearest::respelled(typed, &question.query, &known).filter(|_| has_none);
        let recalled = match &respelled {
            Some(query) if known.count(query) > 0 => Vec::new(),
            _ if has_none => self.recalled(typed),
            _ => Vec::new(),
        };
        if has_none && recalled.is_empty() {
            question = self.question(typed, true);
        }
        let Ok(page) = self.index.quotes(&question, 0..MOST_QUOTES) else {
            return FoundQuotes::default();
        };
        let rows = if recalled.is_empty() { fold(page.rows) } else { recalled };
        let about = self.about(typed, &question, rows.is_empty(), true);
        let months = read_or_nothing(self.index.months(&question, true));
        FoundQuotes { total: page.total.max(rows.len()), rows, months, about }
    }

    /// All quotations that fit, by article.
    fn found(&self, typed: &str) -> Vec<(ArticleRef, Vec<u32>)> {
        let question = self.filter(typed, true);
        let count = read_or_nothing(self.index.count_quotes(&question));
        let Ok(page) = self.index.quotes(&question, 0..count) else { return Vec::new() };
        let mut places = HashMap::new();
        let mut found: Vec<(ArticleRef, Vec<u32>)> = Vec::new();
        for row in page.rows {
            let place = *places.entry(row.at).or_insert_with(|| {
                found.push((row.at, Vec::new()));
                found.len() - 1
            });
            if let Some((_, quotes)) = found.get_mut(place) {
                quotes.push(row.quote);
            }
        }
        found
    }

    /// The paragraphs of a quotation; where it begins or ends its paragraph,
    /// also the one before or behind.
    fn context(&self, at: ArticleRef, parts: &[Range<usize>]) -> Option<FoundPassage> {
        let text = self.index.text(at).ok()?;
        let (first, last) = (parts.first()?, parts.last()?);
        let begins = text.blocks.iter().rposition(|block| block.start <= first.start)?;
        let ends = text.blocks.iter().position(|block| block.end >= last.end)?;
        let has_words = |bytes: Range<usize>| text.get(bytes).contains(char::is_alphanumeric);
        let (mut from, mut to) = (text.blocks.get(begins)?.start, text.blocks.get(ends)?.end);
        if !has_words(from..first.start) {
            from =
                begins.checked_sub(1).and_then(|at| text.blocks.get(at)).map_or(from, |b| b.start);
        }
        if !has_words(last.end..to) {
            to = text.blocks.get(ends + 1).map_or(to, |block| block.end);
        }
        let words = text.get(from..to);
        let lit = parts.iter().map(|part| part.start - from..part.end - from);
        Some(FoundPassage {
            at,
            text: words.to_owned(),
            start: from,
            lit: lit.collect(),
            cut: false,
        })
    }

    fn row(&self, at: ArticleRef, quote: u32) -> Option<QuoteRow> {
        let rows = read_or_nothing(self.index.quotes_of(at));
        rows.into_iter().find(|row| row.quote == quote)
    }

    fn rows(&self, wanted: &[(ArticleRef, u32)]) -> Vec<QuoteRow> {
        let articles: BTreeSet<ArticleRef> = wanted.iter().map(|(at, _)| *at).collect();
        let rows = articles.into_iter().filter_map(|at| self.index.quotes_of(at).ok()).flatten();
        rows.filter(|row| wanted.contains(&(row.at, row.quote))).collect()
    }

    fn completions(&self, typed: &str, cursor: usize) -> Completions {
        let completion = complete::complete(typed, cursor);
        let values = |field: QueryField, prefix: &str| {
            read_or_nothing(self.index.values(field, prefix, CHOICES))
        };
        let choices = complete::choices(&completion, values);
        Completions { replaces: completion.replaces, choices }
    }

    /// What is to be said of a query and what it found.
    fn about(&self, typed: &str, question: &Question, is_empty: bool, quotes: bool) -> AboutQuery {
        let mut problems = question.query.problems.clone();
        problems.extend(question.problems());
        if !is_empty {
            return AboutQuery { problems, ..AboutQuery::default() };
        }
        let known = self.known(question, quotes);
        let count = |query: &Query| known.count(query);
        let spellings = |word: &str| read_or_nothing(self.index.spellings(word));
        let said = explain::empty(typed, &question.query, count, spellings);
        AboutQuery { problems, empty: Some(said.sentence), instead: said.instead }
    }
}

/// The quotations of a page, the same utterance in one row.
fn fold(rows: Vec<QuoteRow>) -> Vec<QuoteFound> {
    let plain: Vec<_> =
        rows.iter().map(|row| variants::Utterance { row, date: None, language: None }).collect();
    let mut others: HashMap<usize, Vec<(ArticleRef, u32)>> = HashMap::new();
    let mut folded = HashSet::new();
    for group in variants::groups(&plain) {
        let mut members: Vec<usize> =
            group.wordings.iter().flat_map(|wording| wording.rows.iter().copied()).collect();
        members.sort_unstable();
        let Some((first, rest)) = members.split_first() else { continue };
        let names = rest.iter().filter_map(|row| rows.get(*row));
        others.insert(*first, names.map(|row| (row.at, row.quote)).collect());
        folded.extend(rest.iter().copied());
    }
    let shown = rows.into_iter().enumerate().filter(|(index, _)| !folded.contains(index));
    let found = shown.map(|(index, row)| QuoteFound {
        // None were folded into it.
        others: others.remove(&index).unwrap_or_default(),
        likeness: None,
        row,
    });
    found.collect()
}
