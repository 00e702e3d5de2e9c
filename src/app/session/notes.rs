//! Notes on articles and passages: written, found, taken away.

use super::Session;
use crate::app::{ArticleId, Effect, Notice};
use crate::library::anchor::{self, AnchorFinder};
use crate::library::annotation::{Annotation, Body, Selector};
use crate::library::basket::Provenance;
use crate::library::corrections::PlacedCorrection;
use crate::library::notes::{self, Note, NoteScope};
use crate::library::userdata::UserChange;
use newsquotes::model::{Article, Quote, Span};

impl Session {
    /// The notes of an article, each with its passage; `None` stands for the
    /// article as a whole.
    pub(crate) fn notes(&self, id: ArticleId) -> impl Iterator<Item = (Option<Span>, &Note)> {
        self.beside(id).filter_map(|placed| match &placed.annotation.body {
            Body::Note(note) => {
                let passage = Some(placed.span).filter(|_| note.scope == NoteScope::Passage);
                Some((passage, note.as_ref()))
            }
            _ => None,
        })
    }

    /// The note on a passage, or on the article as a whole.
    #[must_use]
    pub(crate) fn note(&self, id: ArticleId, passage: Option<Span>) -> Option<&Note> {
        self.notes(id).find(|(at, _)| *at == passage).map(|(_, note)| note)
    }

    /// The words of an article that were used in drafts, each with the draft.
    pub(crate) fn used_in(&self, id: ArticleId) -> impl Iterator<Item = (Span, &str)> {
        self.beside(id).filter_map(|placed| match &placed.annotation.body {
            Body::Used { draft } => Some((placed.span, draft.as_str())),
            _ => None,
        })
    }

    /// Counts up whenever what is shown beside the text of the article
    /// changes.
    #[must_use]
    pub(crate) fn beside_revision(&self, id: ArticleId) -> u64 {
        self.held(id).map_or(0, |held| held.beside)
    }

    /// Where the words of a selector stand in an article that is in memory.
    #[must_use]
    pub(crate) fn locate(&self, id: ArticleId, selector: &Selector) -> Option<Span> {
        let (document, _) = self.article(id)?;
        AnchorFinder::new(&document.text).find(selector).map(|found| found.span)
    }

    /// What is shown beside the text of an article, with its places.
    pub(super) fn beside(&self, id: ArticleId) -> impl Iterator<Item = &PlacedCorrection> {
        let held = self.held(id).zip(self.entry(id));
        held.into_iter().flat_map(|(held, entry)| {
            let beside = held.applied.placed.iter().any(|p| p.annotation.body.is_beside_text());
            // The usual case: nothing was noted.
            beside.then(|| held.applied.of_article(entry.article)).into_iter().flatten()
        })
    }

    /// Writes a note; an empty one takes the old one away.
    pub(super) fn set_note(
        &mut self,
        id: ArticleId,
        passage: Option<Span>,
        text: &str,
    ) -> Vec<Effect> {
        let text = notes::tidy(text);
        let before = self.note(id, passage).map_or("", |note| note.text.as_str());
        if before == text {
            self.notice = Some(Notice::done("Nothing changed."));
            return Vec::new();
        }
        let words = if text.is_empty() { "note deleted" } else { "note kept" };
        let Some(change) = self.note_change(id, passage, text) else { return Vec::new() };
        self.carry_out(id, change, Some(words))
    }

    fn note_change(
        &self,
        id: ArticleId,
        passage: Option<Span>,
        text: String,
    ) -> Option<UserChange> {
        let (_, article) = self.article(id)?;
        let quote = passage.and_then(|span| quote_of(article, span));
        let scope = if passage.is_some() { NoteScope::Passage } else { NoteScope::Article };
        let deleted = text.is_empty();
        let from = Provenance::of(article, quote);
        let body = Body::Note(Box::new(Note { scope, text, from }));
        let (annotation, span) = match passage {
            Some(span) => (self.annotation_of_passage(id, span, body)?, span),
            None => self.annotation_of_article(id, body)?,
        };
        let mut change = self.putting(id, span, vec![annotation]);
        if deleted {
            change.put.clear();
        }
        Some(change)
    }

    /// An annotation of some words; `None` where there are none.
    pub(super) fn annotation_of_passage(
        &self,
        id: ArticleId,
        span: Span,
        body: Body,
    ) -> Option<Annotation> {
        let (document, _) = self.article(id)?;
        if document.text.trim(span).is_empty() {
            return None;
        }
        self.annotation(id, Some(anchor::select(&document.text, span)), body)
    }
}

/// The quotation whose words from first to last are these.
pub(super) fn quote_of(article: &Article, span: Span) -> Option<&Quote> {
    article.quotes.iter().find(|quote| quote.extent() == Some(span))
}
