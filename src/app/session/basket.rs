//! The basket: passages collected from any articles, ordered, led in by the
//! user's own words, and handed over as one piece.
//!
//! What lies in it is listed from annotations alone, whether their documents
//! are in memory or not.

use super::composing::{BasketItem, compose};
use super::{Done, Session, Writing};
use crate::app::{ArticleId, Effect, HandoverText, Notice};
use crate::library::annotation::{Annotation, Body};
use crate::library::basket::{Collected, collected};
use crate::library::notes;
use crate::library::userdata::UserChange;
use newsquotes::model::Span;

/// A change of the basket; items are counted from 0 in its order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum BasketEdit {
    /// Move an item up (negative) or down by so many places.
    Move {
        item: usize,
        by: isize,
    },
    /// Put these words before an item.
    Lead {
        item: usize,
        words: String,
    },
    Remove {
        item: usize,
    },
    /// Hand it over in the next format of the table, or in the one before.
    Format {
        by: isize,
    },
}

impl Session {
    /// What lies in the basket, in its order.
    #[must_use]
    pub(crate) fn basket(&self) -> Vec<(&Annotation, &Collected)> {
        let mut basket: Vec<_> =
            self.beside.iter().filter_map(|item| Some((item, collected(item)?))).collect();
        basket.sort_by_key(|(_, collected)| collected.rank);
        basket
    }

    /// Whether these words of an article lie in the basket.
    #[must_use]
    pub(crate) fn is_collected(&self, id: ArticleId, span: Span) -> bool {
        self.collected_in(id).any(|collected| collected == span)
    }

    /// The words of an article that lie in the basket.
    pub(crate) fn collected_in(&self, id: ArticleId) -> impl Iterator<Item = Span> {
        self.basket_places(id).map(|(span, _)| span)
    }

    /// What of an article lies in the basket, with its place. A document that
    /// was fetched again brings what was stored at the start, so that the
    /// list decides.
    fn basket_places(&self, id: ArticleId) -> impl Iterator<Item = (Span, &Annotation)> {
        let placed = self.beside(id).filter(|placed| collected(&placed.annotation).is_some());
        placed.filter_map(|placed| {
            let kept = self.beside.iter().find(|kept| is_same(kept, &placed.annotation))?;
            Some((placed.span, kept))
        })
    }

    /// The drafts in which what an annotation quotes was used.
    #[must_use]
    pub(crate) fn drafts_of(&self, item: &Annotation) -> Vec<&str> {
        let uses = self.beside.iter().filter_map(|kept| match &kept.body {
            Body::Used { draft } if shares_words(kept, item) => Some(draft.as_str()),
            _ => None,
        });
        uses.collect()
    }

    /// The note on exactly what an annotation quotes.
    fn note_on(&self, item: &Annotation) -> Option<&str> {
        let quote = |annotation: &Annotation| annotation.selector.clone().map(|s| s.quote);
        self.beside.iter().find_map(|kept| match &kept.body {
            Body::Note(note)
                if kept.target.names_same(&item.target) && quote(kept) == quote(item) =>
            {
                Some(note.text.as_str())
            }
            _ => None,
        })
    }

    /// The article of an annotation, if it is in this session.
    #[must_use]
    pub(crate) fn find_collected(&self, item: &Annotation) -> Option<ArticleId> {
        let article = collected(item).map_or(0, |collected| collected.article);
        let files = || self.files.iter().enumerate().filter(|(_, file)| !file.gone);
        let by_path = files().find(|(_, file)| file.target.path == item.target.path);
        let found = by_path.or_else(|| files().find(|(_, f)| f.target.names_same(&item.target)));
        self.find_in(found?.0, u32::try_from(article).ok()?)
    }

    /// Puts words into the basket, behind all others, or takes them out.
    pub(super) fn collect(&mut self, id: ArticleId, span: Span) -> Vec<Effect> {
        let kept = self.basket_places(id).find(|(place, _)| *place == span);
        if let Some(item) = kept.map(|(_, item)| item.clone()) {
            let change = UserChange { remove: vec![item], ..UserChange::default() };
            return self.change_basket(change, "taken out of the basket");
        }
        let Some(item) = self.new_item(id, span) else { return Vec::new() };
        let count = self.basket().len() + 1;
        let change = UserChange { put: vec![item], ..UserChange::default() };
        self.change_basket(change, &format!("put into the basket as number {count}"))
    }

    fn new_item(&self, id: ArticleId, span: Span) -> Option<Annotation> {
        let (document, article) = self.article(id)?;
        let quote = super::notes::quote_of(article, span);
        let last = self.basket().last().map_or(0, |(_, collected)| collected.rank);
        let item = Collected {
            rank: last.saturating_add(1),
            article: self.entry(id)?.article,
            ..Collected::of(&document.text, article, span, quote)
        };
        self.annotation_of_passage(id, span, Body::Basket(Box::new(item)))
    }

    pub(super) fn edit_basket(&mut self, edit: BasketEdit) -> Vec<Effect> {
        match edit {
            BasketEdit::Move { item, by } => self.move_item(item, by),
            BasketEdit::Lead { item, words } => self.lead_in(item, &words),
            BasketEdit::Remove { item } => {
                let basket = self.basket();
                let Some((item, _)) = basket.get(item) else { return Vec::new() };
                let change = UserChange { remove: vec![(*item).clone()], ..UserChange::default() };
                self.change_basket(change, "taken out of the basket")
            }
            BasketEdit::Format { by } => {
                self.step_format(by);
                Vec::new()
            }
        }
    }

    /// Moves an item; all those whose number changes are stored anew.
    fn move_item(&mut self, item: usize, by: isize) -> Vec<Effect> {
        let basket = self.basket();
        let to = item.saturating_add_signed(by).min(basket.len().saturating_sub(1));
        if item >= basket.len() || to == item {
            return Vec::new();
        }
        let mut moved: Vec<Annotation> = basket.iter().map(|(item, _)| (*item).clone()).collect();
        let taken = moved.remove(item);
        moved.insert(to, taken);
        let renumbered = (1..).zip(&moved).filter_map(|(rank, item)| {
            let old = collected(item)?;
            let new = Body::Basket(Box::new(Collected { rank, ..old.clone() }));
            (old.rank != rank).then(|| (item.clone(), self.rewritten(item, new)))
        });
        let (remove, put) = renumbered.unzip();
        self.change_basket(
            UserChange { remove, put, ..UserChange::default() },
            "moved in the basket",
        )
    }

    fn lead_in(&mut self, item: usize, words: &str) -> Vec<Effect> {
        let basket = self.basket();
        let Some((item, old)) = basket.get(item) else { return Vec::new() };
        let lead = notes::tidy(words);
        if lead == old.lead {
            self.notice = Some(Notice::done("Nothing changed."));
            return Vec::new();
        }
        let new = Body::Basket(Box::new(Collected { lead, ..(*old).clone() }));
        let put = vec![self.rewritten(item, new)];
        let change = UserChange { remove: vec![(*item).clone()], put, ..UserChange::default() };
        self.change_basket(change, "connecting words kept")
    }

    fn rewritten(&self, item: &Annotation, body: Body) -> Annotation {
        Annotation { body, modified: self.now, ..item.clone() }
    }

    /// Hands the whole basket over as one piece.
    pub(super) fn copy_basket(&mut self) -> Vec<Effect> {
        if let Some(clip) = self.compose_basket(&self.writing()) {
            return vec![Effect::Copy(clip)];
        }
        self.notice = Some(Notice::warning("The basket is empty."));
        Vec::new()
    }

    /// The whole basket as one piece; `None` when it is empty.
    pub(super) fn compose_basket(&self, writing: &Writing) -> Option<HandoverText> {
        let basket = self.basket();
        let items: Vec<BasketItem<'_>> = basket
            .iter()
            .map(|(annotation, collected)| BasketItem {
                annotation,
                collected,
                note: self.note_on(annotation),
            })
            .collect();
        (!items.is_empty()).then(|| compose(&items, writing, &self.handing()))
    }

    /// Carries out a change of the basket, which can be undone.
    fn change_basket(&mut self, change: UserChange, words: &str) -> Vec<Effect> {
        self.take_basket(&change);
        self.tell(words);
        self.undo.push(Done { article: None, change: change.clone(), words: words.to_owned() });
        vec![Effect::Save(change)]
    }

    /// Changes the basket, and the documents in memory that it is shown in.
    pub(super) fn take_basket(&mut self, change: &UserChange) {
        self.remember_beside(change);
        let concerned = || change.remove.iter().chain(&change.put);
        let files: Vec<usize> = (0..)
            .zip(self.files.iter())
            .filter(|(_, file)| concerned().any(|item| file.target.names_same(&item.target)))
            .map(|(index, _)| index)
            .collect();
        for index in files {
            self.files.keep(index);
            let held = self.files.get_mut(index).and_then(|file| file.held.as_mut());
            if let Some(held) = held {
                held.take_basket(change);
            }
        }
        self.revision += 1;
    }

    /// Keeps the list of what stands beside texts in step with a change.
    pub(super) fn remember_beside(&mut self, change: &UserChange) {
        self.beside.retain(|kept| !change.remove.iter().any(|gone| is_same(kept, gone)));
        let put = change.put.iter().filter(|put| put.body.is_beside_text());
        self.beside.extend(put.cloned());
    }
}

/// Whether both stand for one thing at one place of one document.
fn is_same(one: &Annotation, other: &Annotation) -> bool {
    one.same_place(other) && one.target.names_same(&other.target)
}

/// Whether both quote words of one place: where they stood when they were
/// made, or else by the words themselves.
fn shares_words(one: &Annotation, other: &Annotation) -> bool {
    let (Some(a), Some(b)) = (&one.selector, &other.selector) else { return false };
    let overlap = a.position.start < b.position.end && b.position.start < a.position.end;
    let same_bytes = one.target.sha256 == other.target.sha256;
    let words = || a.quote.exact == b.quote.exact && a.quote.ending == b.quote.ending;
    one.target.names_same(&other.target) && ((same_bytes && overlap) || words())
}
