//! A question as the engine's query.
//!
//! A word becomes the forms of it that the index holds, each in the fields
//! that it is looked for in. Every part says whether it can only match
//! documents of the kind asked for; where none does, the kind is asked for.

pub(super) mod engine_queries;

use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, EmptyQuery, Occur, Query as Engine, TermQuery,
};
use tantivy::schema::{Field as Handle, IndexRecordOption};
use tantivy::{Result, Term as EngineTerm};

use self::engine_queries::{
    any, both, bound, bound_box, dates, equal, phrase, raw, term_query, terms_query, unbound,
    weighed,
};
use super::family::QuotesOf;
use super::query::{Matching, QueryField, QueryMark, QueryNode, QueryTerm};
use super::question::{Marks, Question, SpellingsOfNames};
use super::schema::{DocumentKind, IndexFields};
use super::terms::{CountedTerm, Terms};
use super::{entry, phrases, regular, words};
use crate::library::sure::sure;
use newsquotes::folding;

/// What a part of the query became.
pub(super) struct CompiledPart {
    pub(super) query: Box<dyn Engine>,
    /// Whether it matches documents of the kind only.
    pub(super) is_bound: bool,
}

/// Nodes deeper than this are left out; the parser allows fewer.
const DEEPEST: usize = 200;
/// Another form of a word weighs less than the word itself.
const OTHER_FORM: f32 = 0.8;
/// Words of the title, and of what a quotation is found by beside its own.
const TITLE: f32 = 1.5;
const BESIDE: f32 = 0.3;
/// Letters of a prefix that says nothing of relevance yet.
const SHORT: usize = 3;
/// Words that stand in a row as they were typed.
const IN_A_ROW: f32 = 2.0;

/// Turns one question into a query.
pub(super) struct Compiler<'a> {
    pub(super) terms: &'a Terms<'a>,
    pub(super) fields: &'a IndexFields,
    pub(super) kind: DocumentKind,
    /// Whether the order of the answer depends on scores.
    pub(super) scored: bool,
}

impl Compiler<'_> {
    /// All of the question, bound to the kind.
    pub(super) fn question(&self, question: &Question) -> Result<Box<dyn Engine>> {
        let Some(root) = &question.query.root else { return Ok(self.all()) };
        let part = self.node(root, question, 0)?;
        Ok(if part.is_bound { part.query } else { both(part.query, self.all()) })
    }

    /// Every document of the kind.
    fn all(&self) -> Box<dyn Engine> {
        let term = EngineTerm::from_field_u64(self.fields.kind, self.kind.number());
        Box::new(TermQuery::new(term, IndexRecordOption::Basic))
    }

    fn node(&self, node: &QueryNode, question: &Question, depth: usize) -> Result<CompiledPart> {
        if depth > DEEPEST {
            return Ok(unbound(AllQuery));
        }
        match node {
            QueryNode::And(nodes) => self.and(nodes, question, depth),
            QueryNode::Or(nodes) => self.or(nodes, question, depth),
            QueryNode::Not(node) => {
                let part = self.node(node, question, depth + 1)?;
                let clauses = vec![(Occur::Must, self.all()), (Occur::MustNot, part.query)];
                Ok(bound(BooleanQuery::new(clauses)))
            }
            QueryNode::Term(term) => self.term(term, question),
        }
    }

    fn and(&self, nodes: &[QueryNode], question: &Question, depth: usize) -> Result<CompiledPart> {
        let mut clauses = Vec::new();
        let mut is_bound = false;
        for node in nodes {
            if let QueryNode::Not(inner) = node {
                clauses.push((Occur::MustNot, self.node(inner, question, depth + 1)?.query));
            } else {
                let part = self.node(node, question, depth + 1)?;
                is_bound |= part.is_bound;
                clauses.push((Occur::Must, part.query));
            }
        }
        if !is_bound {
            clauses.push((Occur::Must, self.all()));
        }
        if self.scored {
            let typed = plain_words(nodes);
            if let Some(row) = phrases::exact(self.fields.words(self.kind), &typed) {
                clauses.push((Occur::Should, Box::new(BoostQuery::new(row, IN_A_ROW))));
            }
        }
        Ok(bound(BooleanQuery::new(clauses)))
    }

    fn or(&self, nodes: &[QueryNode], question: &Question, depth: usize) -> Result<CompiledPart> {
        let mut parts = Vec::new();
        for node in nodes {
            parts.push(self.node(node, question, depth + 1)?);
        }
        let is_bound = parts.iter().all(|part| part.is_bound);
        Ok(CompiledPart {
            query: any(parts.into_iter().map(|part| part.query).collect()),
            is_bound,
        })
    }

    fn term(&self, term: &QueryTerm, question: &Question) -> Result<CompiledPart> {
        let (matching, names) = (&term.matching, &question.names);
        let of_article = &self.fields.of_article;
        match term.field {
            QueryField::Words => self.in_words(matching),
            QueryField::Is | QueryField::Has => Ok(self.mark(matching, question)),
            QueryField::Date => Ok(self.marked(dates(matching).query)),
            QueryField::Speaker if self.kind == DocumentKind::Quote => {
                self.name(self.fields.of_quote.speaker, matching, names)
            }
            QueryField::Speaker => self.name(of_article.speaker, matching, names),
            QueryField::Entity => self.entity(matching, names),
            QueryField::Tag => self.tag(matching, question),
            QueryField::Language => Ok(self.known(raw(of_article.language, matching))),
            QueryField::Kind if self.kind == DocumentKind::Quote => {
                Ok(bound_box(raw(self.fields.of_quote.form, matching)))
            }
            QueryField::Kind => Ok(bound_box(raw(of_article.form, matching))),
            QueryField::Title => self.fact(of_article.title, matching, true),
            QueryField::Outlet => self.fact(of_article.outlet, matching, false),
            QueryField::Agency => self.fact(of_article.agency, matching, false),
        }
    }

    /// A condition of the article, for whichever kind is asked for.
    fn known(&self, articles: Box<dyn Engine>) -> CompiledPart {
        bound_box(match self.kind {
            DocumentKind::Quote => Box::new(QuotesOf::new(articles)),
            DocumentKind::Article | DocumentKind::File => articles,
        })
    }

    /// A condition that has to be tried document by document: on articles, of
    /// which there are the fewest.
    fn marked(&self, condition: Box<dyn Engine>) -> CompiledPart {
        match self.kind {
            DocumentKind::Quote => {
                let articles =
                    EngineTerm::from_field_u64(self.fields.kind, DocumentKind::Article.number());
                let articles = Box::new(TermQuery::new(articles, IndexRecordOption::Basic));
                self.known(both(articles, condition))
            }
            DocumentKind::Article | DocumentKind::File => {
                CompiledPart { query: condition, is_bound: false }
            }
        }
    }

    fn fact(&self, field: Handle, matching: &Matching, has_forms: bool) -> Result<CompiledPart> {
        let articles = self.in_field(field, matching, has_forms)?;
        Ok(self.kept(matching, self.known(articles).query))
    }

    /// Who is named: of a quotation by whoever says it, or within its words
    /// where the article knows such a name.
    fn entity(&self, matching: &Matching, names: &SpellingsOfNames) -> Result<CompiledPart> {
        let of_article = self.name(self.fields.of_article.entity, matching, names)?;
        if self.kind != DocumentKind::Quote {
            return Ok(of_article);
        }
        let of_quote = &self.fields.of_quote;
        let says = self.name(of_quote.speaker, matching, names)?;
        let within = self.name(of_quote.words, matching, names)?;
        let inside = both(within.query, self.known(of_article.query).query);
        Ok(self.kept(matching, any(vec![says.query, inside])))
    }

    /// A condition; an expression that is none holds for everything.
    fn kept(&self, matching: &Matching, query: Box<dyn Engine>) -> CompiledPart {
        match matching {
            Matching::Regex(pattern) if regular::compile(pattern).is_err() => bound_box(self.all()),
            _ => bound_box(query),
        }
    }

    /// Words anywhere: of an article in its title and body, of a quotation
    /// also in its speaker and the title.
    fn in_words(&self, matching: &Matching) -> Result<CompiledPart> {
        let of_article = &self.fields.of_article;
        let mut queries = vec![self.in_field(self.fields.words(self.kind), matching, true)?];
        if self.kind == DocumentKind::Quote {
            queries.push(self.in_field(self.fields.of_quote.speaker, matching, false)?);
            let title = self.in_field(of_article.title, matching, true)?;
            queries.push(Box::new(BoostQuery::new(Box::new(QuotesOf::new(title)), BESIDE)));
        } else if self.scored && matches!(matching, Matching::Word(_)) {
            // The words of the title are among the words: this only weighs.
            let title = self.in_field(of_article.title, matching, true)?;
            queries.push(Box::new(BoostQuery::new(title, TITLE)));
        }
        Ok(self.kept(matching, any(queries)))
    }

    fn in_field(
        &self,
        field: Handle,
        matching: &Matching,
        has_forms: bool,
    ) -> Result<Box<dyn Engine>> {
        Ok(match matching {
            Matching::Word(word) => self.word(field, word, has_forms)?,
            Matching::Prefix(prefix) => self.prefix(field, prefix)?,
            Matching::Fuzzy { word, distance } => {
                let near = self.terms.near(field, &fold_all(word).concat(), *distance)?;
                weighed(field, &near)
            }
            Matching::Regex(pattern) => {
                let found = self.terms.matching(field, pattern)?;
                self.equal(field, &found)
            }
            Matching::Phrase(words) => {
                let words: Vec<_> = words.iter().flat_map(|word| fold_all(word)).collect();
                phrase(field, &words)
            }
            Matching::Near { words, within } => {
                let words: Vec<_> = words.iter().flat_map(|word| fold_all(word)).collect();
                let forms = words.iter().map(|word| self.forms(field, word, has_forms));
                phrases::near(field, &forms.collect::<Result<Vec<_>>>()?, *within)
            }
            Matching::Days { .. } | Matching::Mark(_) => Box::new(AllQuery),
        })
    }

    /// A word in its forms; one that the tokeniser cuts in several is a
    /// phrase of them.
    fn word(&self, field: Handle, word: &str, has_forms: bool) -> Result<Box<dyn Engine>> {
        match fold_all(word).as_slice() {
            [] => Ok(Box::new(EmptyQuery)),
            [one] => Ok(weighed(field, &self.forms(field, one, has_forms)?)),
            several => Ok(phrase(field, several)),
        }
    }

    fn forms(&self, field: Handle, word: &str, has_forms: bool) -> Result<Vec<CountedTerm>> {
        if has_forms { self.terms.forms(field, word) } else { self.terms.exact(field, word) }
    }

    fn prefix(&self, field: Handle, prefix: &str) -> Result<Box<dyn Engine>> {
        let mut words = fold_all(prefix);
        let Some(last) = words.pop() else { return Ok(Box::new(EmptyQuery)) };
        let found = self.terms.with_prefix(field, &last)?;
        let last_query =
            if is_beginning(&last) { equal(field, &found) } else { self.equal(field, &found) };
        if words.is_empty() {
            return Ok(last_query);
        }
        Ok(both(phrase(field, &words), last_query))
    }

    /// Any of the words, weighed by their rarity where that counts.
    fn equal(&self, field: Handle, found: &[CountedTerm]) -> Box<dyn Engine> {
        if self.scored || found.len() < 2 {
            return terms_query(field, found, 1.0);
        }
        equal(field, found)
    }

    /// A name, in all the spellings of whom it means.
    fn name(
        &self,
        field: Handle,
        matching: &Matching,
        names: &SpellingsOfNames,
    ) -> Result<CompiledPart> {
        let mut queries = vec![self.in_field(field, matching, false)?];
        for spelling in names.of(typed(matching)) {
            queries.push(phrase(field, &fold_all(spelling)));
        }
        Ok(self.kept(matching, any(queries)))
    }

    /// A tag of the article, or one that the person gave it.
    fn tag(&self, matching: &Matching, question: &Question) -> Result<CompiledPart> {
        let in_article =
            self.known(self.in_field(self.fields.of_article.tag, matching, true)?).query;
        let wanted: Vec<_> = typed(matching).into_iter().flat_map(fold_all).collect();
        let wanted = wanted.join(" ");
        let given: Vec<_> = question.marks.tags.keys().cloned().collect();
        let given: Vec<_> = given
            .into_iter()
            .filter(|tag| fold_all(tag).join(" ").starts_with(&wanted) && !wanted.is_empty())
            .collect();
        if given.is_empty() {
            return Ok(self.kept(matching, in_article));
        }
        let is_tagged = move |marks: &Marks, at| {
            given.iter().any(|tag| marks.tags.get(tag).is_some_and(|tagged| tagged.contains(&at)))
        };
        let given = phrases::marked(question.marks.clone(), is_tagged);
        Ok(CompiledPart { query: any(vec![in_article, given]), is_bound: false })
    }

    fn mark(&self, matching: &Matching, question: &Question) -> CompiledPart {
        let Matching::Mark(mark) = matching else { return unbound(AllQuery) };
        let marks = question.marks.clone();
        let query = match mark {
            QueryMark::Quote if self.kind == DocumentKind::Quote => return bound_box(self.all()),
            QueryMark::Quote => {
                return bound_box(term_query(self.fields.of_article.form, entry::ANY_QUOTE));
            }
            QueryMark::Read => phrases::marked(marks, |marks, at| marks.read.contains(&at)),
            QueryMark::Unread => phrases::marked(marks, |marks, at| !marks.read.contains(&at)),
            QueryMark::Starred => phrases::marked(marks, |marks, at| marks.starred.contains(&at)),
            QueryMark::Note => phrases::marked(marks, |marks, at| marks.noted.contains(&at)),
            QueryMark::Tag => phrases::marked(marks, |marks, at| {
                marks.tags.values().any(|tagged| tagged.contains(&at))
            }),
        };
        self.marked(query)
    }
}

/// Whether so few letters are typed that what they find is neither more nor
/// less relevant.
pub(super) fn is_beginning(prefix: &str) -> bool {
    prefix.chars().nth(SHORT).is_none()
}

/// The folded words of what was typed.
pub(super) fn fold_all(typed: &str) -> Vec<String> {
    let fold = |word| folding::word(sure(typed.get(word))).into_owned();
    words::words(typed, 0).map(fold).filter(|word| !word.is_empty()).collect()
}

/// The words of a condition as they were typed.
fn typed(matching: &Matching) -> Vec<&str> {
    match matching {
        Matching::Word(word) | Matching::Prefix(word) | Matching::Fuzzy { word, .. } => vec![word],
        Matching::Phrase(words) | Matching::Near { words, .. } => {
            words.iter().map(String::as_str).collect()
        }
        Matching::Regex(_) | Matching::Days { .. } | Matching::Mark(_) => Vec::new(),
    }
}

/// The plain words among conditions that all have to hold, in order.
fn plain_words(nodes: &[QueryNode]) -> Vec<String> {
    let word = |node: &QueryNode| match node {
        QueryNode::Term(QueryTerm {
            field: QueryField::Words,
            matching: Matching::Word(word),
            ..
        }) => Some(fold_all(word)),
        _ => None,
    };
    nodes.iter().filter_map(word).flatten().collect()
}
