//! What the user makes of articles: marks, corrections, decisions about
//! entities; each a change that is stored and can be undone.

use super::{Done, ListEntry, Session};
use crate::app::effect::{Effect, Notice};
use crate::app::{ArticleId, FactEdit};
use crate::library::anchor;
use crate::library::annotation::{Annotation, Body, Selector};
use crate::library::linker::{Decided, Decision};
use crate::library::userdata::UserChange;
use newsquotes::model::{Article, BlockKind, Span};

impl Session {
    pub(super) fn toggle_read(&mut self, id: ArticleId) -> Vec<Effect> {
        let Some(read) = self.entry(id).map(|entry| entry.read) else { return Vec::new() };
        let words = if read { "marked as unread" } else { "marked as read" };
        self.mark(id, !read, |entry| entry.read, Body::Read, Some(words))
    }

    pub(super) fn toggle_star(&mut self, id: ArticleId) -> Vec<Effect> {
        let Some(starred) = self.entry(id).map(|entry| entry.starred) else { return Vec::new() };
        let words = if starred { "star taken away" } else { "starred" };
        self.mark(id, !starred, |entry| entry.starred, Body::Starred, Some(words))
    }

    /// Sets a mark of the whole article on or off. With `words` it is told
    /// and can be undone.
    pub(super) fn mark(
        &mut self,
        id: ArticleId,
        on: bool,
        is_on: impl Fn(&ListEntry) -> bool,
        body: Body,
        words: Option<&str>,
    ) -> Vec<Effect> {
        if self.entry(id).is_none_or(|entry| is_on(entry) == on) {
            return Vec::new();
        }
        let Some((annotation, span)) = self.annotation_of_article(id, body) else {
            return Vec::new();
        };
        let change = if on {
            self.putting(id, span, vec![annotation])
        } else {
            UserChange {
                remove: self.replaced(id, span, &annotation.body),
                ..UserChange::default()
            }
        };
        self.carry_out(id, change, words)
    }

    pub(super) fn keep_place(&mut self, id: ArticleId, at: usize) -> Vec<Effect> {
        let Some((document, article)) = self.article(id) else { return Vec::new() };
        let end = article.span.end().min(at + 60);
        let passage = document.text.clamp(at..end);
        let known = self.place(id);
        if known == Some(passage.start()) || (known.is_none() && self.is_at_head(id, at)) {
            return Vec::new();
        }
        let Some((document, _)) = self.article(id) else { return Vec::new() };
        let place = anchor::select(&document.text, passage);
        let Some((annotation, span)) = self.annotation_of_article(id, Body::Place(place)) else {
            return Vec::new();
        };
        let change = self.putting(id, span, vec![annotation]);
        self.carry_out(id, change, None)
    }

    /// Whether a place is where an article opens anyway.
    fn is_at_head(&self, id: ArticleId, at: usize) -> bool {
        self.article(id).is_none_or(|(_, article)| {
            let head =
                article.blocks.iter().find(|b| b.kind == BlockKind::Title || b.kind.is_body());
            head.is_none_or(|block| at <= block.span.end())
        })
    }

    pub(super) fn set_block(
        &mut self,
        id: ArticleId,
        block: usize,
        kind: BlockKind,
    ) -> Vec<Effect> {
        let Some((document, article)) = self.article(id) else { return Vec::new() };
        let Some(block) = article.blocks.get(block).copied() else { return Vec::new() };
        let original = self.loaded_kind(id, block.span);
        let selector = Some(anchor::select(&document.text, block.span));
        let annotation = self.annotation(id, selector, Body::Block(kind));
        let Some(annotation) = annotation else { return Vec::new() };
        let mut change = self.putting(id, block.span, vec![annotation]);
        if original == Some(kind) && !change.remove.is_empty() {
            // Back to what it was: nothing to remember.
            change.put.clear();
        }
        let words = format!("{} is now {}", block.kind.name(), kind.name());
        self.carry_out(id, change, Some(&words))
    }

    pub(super) fn set_speaker(
        &mut self,
        id: ArticleId,
        quote: usize,
        name: Option<String>,
    ) -> Vec<Effect> {
        let Some((document, article)) = self.article(id) else { return Vec::new() };
        let span = article.quotes.get(quote).and_then(|quote| quote.parts.first().copied());
        let Some(span) = span else { return Vec::new() };
        let selector = Some(anchor::select(&document.text, span));
        let words = name.as_deref().map_or("nobody named as the speaker".to_owned(), |name| {
            format!("{name} named as the speaker")
        });
        let Some(annotation) = self.annotation(id, selector, Body::Speaker { name }) else {
            return Vec::new();
        };
        let change = self.putting(id, span, vec![annotation]);
        self.carry_out(id, change, Some(&words))
    }

    pub(super) fn set_facts(&mut self, id: ArticleId, edits: Vec<FactEdit>) -> Vec<Effect> {
        let mut put = Vec::new();
        let mut place = None;
        for edit in edits {
            let body = Body::Fact { field: edit.field, value: edit.value };
            let Some((annotation, span)) = self.annotation_of_article(id, body) else { continue };
            place = Some(span);
            put.push(annotation);
        }
        let Some(span) = place else { return Vec::new() };
        let change = self.putting(id, span, put);
        self.carry_out(id, change, Some("facts edited"))
    }

    pub(super) fn undo(&mut self) -> Vec<Effect> {
        let Some(done) = self.undo.pop() else {
            self.notice = Some(Notice::done("Nothing to undo."));
            return Vec::new();
        };
        let reversed = done.change.reversed();
        self.notice = Some(Notice::done(format!("Undone: {}.", done.words)));
        let mut effects = vec![Effect::Save(reversed.clone())];
        effects.extend(match done.article {
            Some(article) => self.take_in(article, &reversed),
            None if reversed.put.is_empty() && reversed.remove.is_empty() => {
                self.take_decisions(&reversed)
            }
            None => {
                self.take_basket(&reversed);
                Vec::new()
            }
        });
        effects
    }

    /// Carries out a decision about entities.
    pub(super) fn decide(&mut self, decision: Decision, words: String) -> Vec<Effect> {
        let decided = Decided { decision, modified: self.now };
        let change = UserChange { decide: vec![decided], ..UserChange::default() };
        self.tell(&words);
        self.undo.push(Done { article: None, change: change.clone(), words });
        let mut effects = vec![Effect::Save(change.clone())];
        effects.extend(self.take_decisions(&change));
        effects
    }

    fn take_decisions(&mut self, change: &UserChange) -> Vec<Effect> {
        self.decisions.retain(|decided| !change.withdraw.contains(decided));
        self.decisions.extend_from_slice(&change.decide);
        vec![Effect::Decide(self.decisions.clone())]
    }

    /// Carries a change out here and in the database. With `words` it is told
    /// and can be undone.
    pub(super) fn carry_out(
        &mut self,
        id: ArticleId,
        change: UserChange,
        words: Option<&str>,
    ) -> Vec<Effect> {
        let mut effects = self.take_in(id, &change);
        if let Some(words) = words {
            self.tell(words);
            self.undo.push(Done {
                article: Some(id),
                change: change.clone(),
                words: words.to_owned(),
            });
        }
        effects.push(Effect::Save(change));
        effects
    }

    /// Says what was done, and that it can be undone.
    pub(super) fn tell(&mut self, words: &str) {
        let mut told = words.to_owned();
        if let Some(first) = told.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        self.notice = Some(Notice::done(format!("{told}. u undoes.")));
    }

    /// Changes the article and its entry as a change of annotations says.
    fn take_in(&mut self, id: ArticleId, change: &UserChange) -> Vec<Effect> {
        let Some(entry) = self.entry(id) else { return Vec::new() };
        let (file, article) = (entry.file, entry.article);
        self.files.keep(file);
        self.remember_beside(change);
        let held = self.files.get_mut(file).and_then(|file| file.held.as_mut());
        let Some(held) = held else { return Vec::new() };
        let before = held.revision;
        held.take_in(article, change);
        if let Some(entry) = self.entries.get_mut(id.0 as usize) {
            entry.fill(held);
        }
        self.revision += 1;
        let changed = held.revision != before;
        if !changed {
            return Vec::new();
        }
        vec![Effect::Link(vec![held.link_anew()]), Effect::Index(vec![held.index_job()])]
    }

    pub(super) fn pristine(&self, id: ArticleId) -> Option<&Article> {
        self.held(id)?.pristine.articles.get(self.entry(id)?.article)
    }

    pub(super) fn annotation(
        &self,
        id: ArticleId,
        selector: Option<Selector>,
        body: Body,
    ) -> Option<Annotation> {
        let target = self.held(id)?.target.clone();
        Some(Annotation { target, selector, body, modified: self.now })
    }

    /// An annotation of the article as a whole, and the span it stands for.
    pub(super) fn annotation_of_article(
        &self,
        id: ArticleId,
        body: Body,
    ) -> Option<(Annotation, Span)> {
        let (document, _) = self.article(id)?;
        let pristine = self.pristine(id)?;
        let selector = anchor::select_article(&document.text, pristine);
        let span = document.text.clamp(selector.position.clone());
        Some((self.annotation(id, Some(selector), body)?, span))
    }

    /// The change that puts annotations in place of those they replace.
    pub(super) fn putting(&self, id: ArticleId, span: Span, put: Vec<Annotation>) -> UserChange {
        let remove =
            put.iter().flat_map(|annotation| self.replaced(id, span, &annotation.body)).collect();
        UserChange { remove, put, ..UserChange::default() }
    }

    fn replaced(&self, id: ArticleId, span: Span, body: &Body) -> Vec<Annotation> {
        let Some(entry) = self.entry(id) else { return Vec::new() };
        let held = self.held(id);
        held.map_or_else(Vec::new, |held| held.applied.replaced_by(entry.article, span, body))
    }
}
