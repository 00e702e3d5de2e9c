//! Which articles are listed: filtered, sorted, near-copies folded.

use std::collections::HashSet;

use super::ListPane;
use crate::app::{Action, ArticleId, Notice, Session};
use crate::ui::pane::Want;

impl ListPane {
    /// The articles that are listed, copies that are folded included.
    pub(in crate::ui) fn listed(&mut self, session: &Session) -> Vec<ArticleId> {
        self.refresh(session);
        // Nothing is listed while the answer is awaited.
        self.before_folding(session).unwrap_or_default()
    }

    /// Filters the list by these words, as if they were typed.
    pub(in crate::ui) fn filter_by(&mut self, session: &Session, words: String) -> Vec<Want> {
        self.only = None;
        self.folder = None;
        self.set_filter(words, session)
    }

    /// Sorts the list by an order of the query language, or in its own.
    pub(in crate::ui) fn sort(&mut self, session: &Session, order: &str) -> Vec<Want> {
        let kept = self.filter.split_whitespace().filter(|word| !word.starts_with("sort:"));
        let order = Some(format!("sort:{order}")).filter(|_| !order.is_empty());
        let words: Vec<String> = kept.map(str::to_owned).chain(order).collect();
        self.set_filter(words.join(" "), session)
    }

    /// Folds the near-copies of the article at the cursor, or unfolds them.
    pub(super) fn toggle_copies(&mut self, session: &Session) -> Vec<Want> {
        self.refresh(session);
        let Some(group) = self.selected.and_then(|id| session.copy_group(id)) else {
            let words = Notice::done("No other article here is nearly the same.");
            return vec![Want::Act(Action::Notify(words))];
        };
        let members: Vec<ArticleId> = session.copies(group).collect();
        let before = self.unfolded.len();
        self.unfolded.retain(|id| !members.contains(id));
        if self.unfolded.len() == before {
            self.unfolded.extend(members.first());
        } else if let Some(first) = self.shown.iter().find(|id| members.contains(id)) {
            self.selected = Some(*first);
        }
        self.revision = None;
        self.refresh(session);
        self.show_selected()
    }

    /// Shows an article that is folded away.
    pub(super) fn unfold(&mut self, session: &Session, id: ArticleId) {
        if !self.shown.contains(&id) && session.copy_group(id).is_some() {
            self.unfolded.insert(id);
            self.revision = None;
            self.refresh(session);
        }
    }

    /// The articles to list before near-copies are folded; `None` until that
    /// is known.
    pub(super) fn before_folding(&self, session: &Session) -> Option<Vec<ArticleId>> {
        let mut listed = self.lets_through(session)?;
        if let Some((_, only)) = &self.only {
            listed.retain(|id| only.contains(id));
        }
        Some(listed)
    }

    /// The articles that the filter lets through; `None` until that is known.
    fn lets_through(&self, session: &Session) -> Option<Vec<ArticleId>> {
        if self.filter.trim().is_empty() {
            return Some(session.order().to_vec());
        }
        let listed = self.answer(session)?;
        let found = listed.articles.iter().filter_map(|at| session.find_ref(*at));
        if listed.sorted {
            return Some(found.collect());
        }
        let found: HashSet<ArticleId> = found.collect();
        Some(session.order().iter().filter(|id| found.contains(id)).copied().collect())
    }
}
