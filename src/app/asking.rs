//! What the screen asks of the index, and the answers.
//!
//! The index is asked on a thread of its own, so that no key waits for it; a
//! newer question of a kind takes the place of an older one. What makes the
//! answers is in [`super::answering`].

use std::ops::Range;
use std::sync::Arc;

use crate::library::index::{ArticleRef, FacetField, Marks, QueryProblem, QuoteRow};

/// A question for the index.
#[derive(Clone, Debug)]
pub(crate) struct IndexQuestion {
    /// Tells its answer from those of older questions.
    pub ticket: u64,
    pub asked: IndexAsked,
    /// What the user made of articles, for `is:` and `has:`.
    pub marks: Arc<Marks>,
}

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum IndexAsked {
    /// Which articles the list shows, in the order of the query or of the
    /// list.
    List { typed: String },
    /// Passages with the words typed, and what narrows them down.
    Passages { typed: String },
    /// Quotations, of which near-identical ones stand in one row.
    Quotes { typed: String },
    /// Which quotations a query finds, all of them.
    Found { typed: String },
    /// Which articles are nearly the same.
    Copies,
    /// What stands around a quotation.
    Context { at: ArticleRef, parts: Vec<Range<usize>> },
    /// The same utterance in other articles.
    Variants { at: ArticleRef, quote: u32 },
    /// The rows of these quotations: of which article, and which of it.
    Rows(Vec<(ArticleRef, u32)>),
    /// What the word before this byte of the input can become.
    Completions { typed: String, cursor: usize },
}

/// Which answers take the place of each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum AnswerKind {
    List,
    Passages,
    Quotes,
    Found,
    Copies,
    Context,
    Variants,
    Rows,
    Completions,
}

/// The answer to a question.
#[derive(Clone, Debug)]
pub(crate) enum IndexAnswer {
    List(ListedArticles),
    Passages(FoundPassages),
    Quotes(FoundQuotes),
    /// By article, in the order of the first hit.
    Found(Vec<(ArticleRef, Vec<u32>)>),
    /// Groups of two and more.
    Copies(Vec<Vec<ArticleRef>>),
    Context(Option<FoundPassage>),
    Variants(Variants),
    Rows(Vec<QuoteRow>),
    Completions(Completions),
}

/// What is to be said about a query.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct AboutQuery {
    /// What in it was not understood; the rest holds.
    pub problems: Vec<QueryProblem>,
    /// Why nothing was found, as a sentence; `None` when something was.
    pub empty: Option<String>,
    /// What to search for in its place.
    pub instead: Option<String>,
}

/// The articles of a filtered list.
#[derive(Clone, Debug, Default)]
pub(crate) struct ListedArticles {
    pub articles: Vec<ArticleRef>,
    /// The query names an order; else the list keeps its own.
    pub sorted: bool,
    pub about: AboutQuery,
}

/// A piece of an article with words lit, cut to what fits into a row or two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FoundPassage {
    pub at: ArticleRef,
    /// The words, as the source has them.
    pub text: String,
    /// Where they stand, in bytes of the document's text.
    pub start: usize,
    /// The words found, in bytes of `text`, ascending and disjoint.
    pub lit: Vec<Range<usize>>,
    /// More of its paragraph stands before it.
    pub cut: bool,
}

/// Passages found.
#[derive(Clone, Debug, Default)]
pub(crate) struct FoundPassages {
    pub rows: Vec<FoundPassage>,
    /// How many articles hold the words in all.
    pub articles: usize,
    pub facets: Vec<Facet>,
    /// Articles by month: year, month, count.
    pub months: Vec<(i16, u8, usize)>,
    pub about: AboutQuery,
}

/// The values of a field among what was found, the most frequent first.
#[derive(Clone, Debug)]
pub(crate) struct Facet {
    pub field: FacetField,
    pub values: Vec<(String, usize)>,
}

/// Quotations found.
#[derive(Clone, Debug, Default)]
pub(crate) struct FoundQuotes {
    pub rows: Vec<QuoteFound>,
    /// How many there are in all.
    pub total: usize,
    /// Quotations by month: year, month, count.
    pub months: Vec<(i16, u8, usize)>,
    pub about: AboutQuery,
}

/// A quotation, and how often the same utterance stands below it.
#[derive(Clone, Debug)]
pub(crate) struct QuoteFound {
    pub row: QuoteRow,
    /// Others of the same speaker that say the same, folded into this one.
    pub others: Vec<(ArticleRef, u32)>,
    /// For half-remembered words: how alike, of 100.
    pub likeness: Option<u8>,
}

/// The same utterance in several articles, the earliest first.
#[derive(Clone, Debug, Default)]
pub(crate) struct Variants {
    pub rows: Vec<Variant>,
}

/// One telling of an utterance.
#[derive(Clone, Debug)]
pub(crate) struct Variant {
    pub row: QuoteRow,
    /// Words that differ from the earliest telling, in bytes of `row.words`.
    pub differs: Vec<Range<usize>>,
    /// What kind of difference that is: "number", "negation", "modal verb",
    /// "name".
    pub flags: Vec<&'static str>,
}

/// What a word can become.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Completions {
    /// The bytes of the input that are replaced.
    pub replaces: Range<usize>,
    /// What takes their place, with what is to be said of it.
    pub choices: Vec<(String, String)>,
}

impl IndexAsked {
    /// Which answers take the place of each other.
    #[must_use]
    pub(crate) fn asking(&self) -> AnswerKind {
        match self {
            IndexAsked::List { .. } => AnswerKind::List,
            IndexAsked::Passages { .. } => AnswerKind::Passages,
            IndexAsked::Quotes { .. } => AnswerKind::Quotes,
            IndexAsked::Found { .. } => AnswerKind::Found,
            IndexAsked::Copies => AnswerKind::Copies,
            IndexAsked::Context { .. } => AnswerKind::Context,
            IndexAsked::Variants { .. } => AnswerKind::Variants,
            IndexAsked::Rows(_) => AnswerKind::Rows,
            IndexAsked::Completions { .. } => AnswerKind::Completions,
        }
    }
}
