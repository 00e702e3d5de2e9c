//! What is asked of an index, as plain data: a tree of terms. The language a
//! person types is parsed in `query::language`; this module knows no text
//! form and no engine.

use std::ops::Range;

use newsquotes::model::Date;

/// A question for articles or quotations. Without a node it asks for all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    pub root: Option<QueryNode>,
    pub sort: Option<Sort>,
    /// What is wrong with the words typed, in their order. The rest holds.
    pub problems: Vec<QueryProblem>,
}

/// A part of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QueryNode {
    /// All of them; of none: everything.
    And(Vec<QueryNode>),
    /// Any of them.
    Or(Vec<QueryNode>),
    Not(Box<QueryNode>),
    Term(QueryTerm),
}

/// One condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryTerm {
    pub field: QueryField,
    pub matching: Matching,
    /// The bytes of the input that it was read from.
    pub typed: Range<usize>,
}

/// What a term looks at. `query::fields` has their names and descriptions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum QueryField {
    /// The words of title and body; of a quotation its words, its speaker and
    /// the title.
    Words,
    Title,
    Speaker,
    /// A person, organisation or place that is mentioned.
    Entity,
    Outlet,
    Agency,
    Tag,
    /// ISO 639-1, `en`.
    Language,
    /// The form of a quotation: direct, mixed, block, indirect.
    Kind,
    Date,
    Is,
    Has,
}

/// How a term matches. Words are compared without case and diacritics.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Matching {
    /// A whole word in any of its forms ("says" finds "say").
    Word(String),
    /// The beginning of a word: what is still being typed.
    Prefix(String),
    /// A word with up to `distance` letters wrong, missing, too many or
    /// swapped: 1 or 2.
    Fuzzy { word: String, distance: u8 },
    /// Words in this order, next to each other, without their other forms.
    Phrase(Vec<String>),
    /// All words within a stretch of so many words, in any order.
    Near { words: Vec<String>, within: usize },
    /// A regular expression over single words, without case.
    Regex(String),
    /// From the first day to the last one, both included; of unknown parts
    /// any day fits.
    Days { from: Option<Date>, to: Option<Date> },
    /// A mark of the article, see [`QueryMark`]; only with [`QueryField::Is`] and
    /// [`QueryField::Has`].
    Mark(QueryMark),
}

/// What a person made of an article, as a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum QueryMark {
    Read,
    Unread,
    Starred,
    Note,
    Tag,
    Quote,
}

/// The order of an answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Sort {
    #[default]
    Relevance,
    Newest,
    Oldest,
    Outlet,
    Speaker,
    Title,
}

/// Something in a query that was not understood; the rest of it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryProblem {
    /// Bytes of the input.
    pub typed: Range<usize>,
    /// A sentence with its full stop that says what to write instead.
    pub words: String,
}

impl Query {
    /// The query for everything.
    #[must_use]
    pub fn all() -> Query {
        Query::default()
    }

    /// Every term that has to match or may match, in the order typed; those
    /// under a negation are left out.
    #[must_use]
    pub fn terms(&self) -> Vec<&QueryTerm> {
        let mut terms = Vec::new();
        if let Some(root) = &self.root {
            root.collect(&mut terms);
        }
        terms
    }

    /// Whether any term is one of these fields, also under a negation.
    #[must_use]
    pub fn names_any(&self, fields: &[QueryField]) -> bool {
        self.root.as_ref().is_some_and(|root| root.names_any(fields))
    }
}

impl QueryNode {
    fn names_any(&self, fields: &[QueryField]) -> bool {
        match self {
            QueryNode::And(nodes) | QueryNode::Or(nodes) => {
                nodes.iter().any(|node| node.names_any(fields))
            }
            QueryNode::Not(node) => node.names_any(fields),
            QueryNode::Term(term) => fields.contains(&term.field),
        }
    }

    fn collect<'a>(&'a self, terms: &mut Vec<&'a QueryTerm>) {
        match self {
            QueryNode::And(nodes) | QueryNode::Or(nodes) => {
                for node in nodes {
                    node.collect(terms);
                }
            }
            QueryNode::Not(_) => {}
            QueryNode::Term(term) => terms.push(term),
        }
    }
}
