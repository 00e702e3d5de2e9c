//! A document in the session, and how a correction changes it.

use std::sync::Arc;

use crate::app::{IndexJob, LinkJob};
use crate::library::anchor::Certainty;
use crate::library::annotation::{Annotation, Target};
use crate::library::basket::collected;
use crate::library::corrections::{self, Applied, PlacedCorrection};
use crate::library::linker::ArticleFacts;
use crate::library::scan::LoadedDocument;
use crate::library::userdata::UserChange;
use newsquotes::extract;
use newsquotes::model::{Article, Document};

/// A document and what was made of it.
#[derive(Debug)]
pub(super) struct HeldDocument {
    pub(super) document: Arc<Document>,
    /// As it was loaded, before the user's corrections.
    pub(super) pristine: Arc<Document>,
    pub(super) target: Target,
    /// Bytes of the file.
    size: u64,
    pub(super) applied: Applied,
    /// Counts up with every change of an article.
    pub(super) revision: u64,
    /// Counts up with every change of what is shown beside the text.
    pub(super) beside: u64,
}

impl HeldDocument {
    pub(super) fn new(loaded: LoadedDocument) -> HeldDocument {
        let document = Arc::new(loaded.document);
        let pristine = loaded.pristine.map_or_else(|| Arc::clone(&document), Arc::new);
        let LoadedDocument { target, size, applied, .. } = loaded;
        HeldDocument { document, pristine, target, size, applied, revision: 0, beside: 0 }
    }

    /// Changes the annotations of one article and what follows from them.
    pub(super) fn take_in(&mut self, article: usize, change: &UserChange) {
        let gone = |annotation: &Annotation| change.remove.iter().any(|r| r.same_place(annotation));
        self.applied.placed.retain(|placed| placed.article != article || !gone(&placed.annotation));
        self.applied.lost.retain(|annotation| !gone(annotation));
        let all = || change.remove.iter().chain(&change.put);
        self.beside += u64::from(all().any(|annotation| annotation.body.is_beside_text()));
        let corrects = |list: &[Annotation]| list.iter().any(|a| a.body.is_correction());
        if !corrects(&change.remove) && !corrects(&change.put) {
            let span = self.document.text.whole();
            self.applied.placed.extend(change.put.iter().map(|annotation| PlacedCorrection {
                annotation: annotation.clone(),
                article,
                span:
                    annotation.selector.as_ref().map_or(span, |selector| {
                        self.document.text.clamp(selector.position.clone())
                    }),
                certainty: Certainty::Unmoved,
            }));
            return;
        }
        self.rebuild(article, &change.put);
    }

    /// Changes what the basket or drafts hold of any of its articles.
    pub(super) fn take_basket(&mut self, change: &UserChange) {
        self.beside += 1;
        let (gone, kept): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.applied.placed).into_iter().partition(|placed| {
                change.remove.iter().any(|gone| gone.same_place(&placed.annotation))
            });
        self.applied.placed = kept;
        let mine = change.put.iter().filter(|put| put.target.names_same(&self.target));
        let placed = mine.filter_map(|put| {
            let position = put.selector.as_ref()?.position.clone();
            let before = gone.iter().find(|gone| gone.annotation.same_place(put));
            let place = before.map(|before| (before.article, before.span));
            let span = self.document.text.clamp(position);
            let holds = |article: &Article| article.span.covers(span);
            let named = collected(put).map(|collected| collected.article);
            let article = named.or_else(|| self.document.articles.iter().position(holds));
            let (article, span) = place.or(Some((article?, span)))?;
            let certainty = Certainty::Unmoved;
            Some(PlacedCorrection { annotation: put.clone(), article, span, certainty })
        });
        self.applied.placed.extend(placed);
    }

    /// What the linker of entities needs of it, from facts read before.
    pub(super) fn link_job(&self, facts: Vec<ArticleFacts>) -> LinkJob {
        let mut job = LinkJob::new(&self.target.path, &self.target.sha256, facts);
        job.fingerprint = job.fingerprint.wrapping_add(self.revision);
        job
    }

    /// What the index needs of it.
    pub(super) fn index_job(&self) -> IndexJob {
        IndexJob {
            target: self.target.clone(),
            size: self.size,
            corrections: self.applied.corrections(),
            document: Arc::clone(&self.document),
        }
    }

    /// The same with facts read anew, after a correction.
    pub(super) fn link_anew(&self) -> LinkJob {
        let document = &self.document;
        let read = |article| ArticleFacts::read(&document.text, article);
        self.link_job(document.articles.iter().map(read).collect())
    }

    /// Makes one article anew from what was loaded and all corrections.
    fn rebuild(&mut self, article: usize, put: &[Annotation]) {
        let Some(pristine) = self.pristine.articles.get(article).cloned() else { return };
        let (mine, others): (Vec<_>, Vec<_>) = std::mem::take(&mut self.applied.placed)
            .into_iter()
            .partition(|p| p.article == article);
        let mut annotations: Vec<Annotation> = mine.into_iter().map(|p| p.annotation).collect();
        annotations.extend_from_slice(put);
        let mut part = Document {
            origin: self.document.origin.clone(),
            text: self.document.text.clone(),
            articles: vec![pristine],
            problems: Vec::new(),
        };
        let mut applied = corrections::apply(&mut part, annotations);
        for article in &mut part.articles {
            extract::extract(&part.text, article);
        }
        corrections::apply_speakers(&mut part, &mut applied);
        for placed in &mut applied.placed {
            placed.article = article;
        }
        self.applied.placed = others;
        self.applied.placed.append(&mut applied.placed);
        self.applied.lost.append(&mut applied.lost);
        self.revision += 1;
        let document = Arc::make_mut(&mut self.document);
        if let (Some(place), Some(made)) = (document.articles.get_mut(article), part.articles.pop())
        {
            *place = made;
        }
    }
}
