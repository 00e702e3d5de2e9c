//! What of an article is to be brought into view. A session knows no screen; it
//! keeps this while the document of the article is on its way.

use crate::library::annotation::Selector;
use newsquotes::model::Span;

/// What is picked in the article that is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Picked {
    /// An index into the article's quotes.
    Quote(usize),
    /// An index into the article's mentions, standing for its entity.
    Mention(usize),
    /// Any words of the body.
    Passage(Span),
}

/// A place in an article that the screen goes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Sight {
    /// Pick this.
    Picked(Picked),
    /// Pick the first mention of one of these names.
    Name(Vec<String>),
    /// Pick the words of a selector.
    Selected(Box<Selector>),
    /// Go to a byte, with the words typed lit.
    Words { at: usize, typed: String },
}
