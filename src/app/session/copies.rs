//! Near-copies of articles: agency copy in several outlets, a text saved
//! twice. One of a group stands in the list for all, until it is unfolded.

use std::collections::{HashMap, HashSet};

use super::Session;
use crate::app::asking::{AnswerKind, IndexAsked};
use crate::app::{ArticleId, Effect, Loading};
use crate::library::index::ArticleRef;

/// The groups of near-copies, as the index knows them.
#[derive(Debug, Default)]
pub(super) struct Copies {
    groups: Vec<Vec<ArticleRef>>,
    of: HashMap<ArticleRef, usize>,
}

impl Session {
    /// Which group of near-copies an article belongs to; the number holds
    /// until the session's revision changes.
    #[must_use]
    pub(crate) fn copy_group(&self, id: ArticleId) -> Option<usize> {
        if self.copies.of.is_empty() {
            return None;
        }
        self.copies.of.get(&self.reference(id)?).copied()
    }

    /// The articles of a group that are in this session.
    pub(crate) fn copies(&self, group: usize) -> impl Iterator<Item = ArticleId> {
        let group = self.copies.groups.get(group).into_iter().flatten();
        group.filter_map(|at| self.find_ref(*at))
    }

    /// Folds near-copies in a list of articles: the first of a group stands
    /// for those that follow, unless one of it is in `unfolded`. Gives the
    /// articles left, and for each that stands for others how many they are
    /// with it.
    #[must_use]
    pub(crate) fn fold_copies(
        &self,
        listed: &[ArticleId],
        unfolded: &HashSet<ArticleId>,
    ) -> (Vec<ArticleId>, HashMap<ArticleId, usize>) {
        if self.copies.of.is_empty() {
            return (listed.to_vec(), HashMap::new());
        }
        let mut first: HashMap<usize, ArticleId> = HashMap::new();
        let mut counts: HashMap<ArticleId, usize> = HashMap::new();
        let open: HashSet<usize> = unfolded.iter().filter_map(|id| self.copy_group(*id)).collect();
        let mut left = Vec::with_capacity(listed.len());
        for id in listed {
            let Some(group) = self.copy_group(*id) else {
                left.push(*id);
                continue;
            };
            let stands = *first.entry(group).or_insert(*id);
            if stands != *id {
                *counts.entry(stands).or_insert(1) += 1;
            }
            if stands == *id || open.contains(&group) {
                left.push(*id);
            }
        }
        (left, counts)
    }

    /// Takes how far loading is; near-copies are asked for at its end.
    pub(super) fn take_loading(&mut self, loading: Loading) -> Vec<Effect> {
        let ends = loading.done && !self.loading.done;
        self.loading = loading;
        if ends { self.ask_copies() } else { Vec::new() }
    }

    /// Asks for near-copies once nothing more is loaded and nobody asks.
    pub(super) fn ask_copies(&mut self) -> Vec<Effect> {
        if self.loading.done && !self.is_asking(AnswerKind::Copies) {
            return self.ask_index(IndexAsked::Copies);
        }
        Vec::new()
    }

    pub(super) fn take_copies(&mut self, groups: Vec<Vec<ArticleRef>>) {
        if groups == self.copies.groups {
            return;
        }
        let members = groups.iter().enumerate();
        self.copies.of =
            members.flat_map(|(group, all)| all.iter().map(move |at| (*at, group))).collect();
        self.copies.groups = groups;
        self.revision += 1;
    }
}
