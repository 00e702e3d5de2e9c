//! Decisions brought from words to the names that occur.

use std::collections::{HashMap, HashSet};

use super::decision::{Decided, Decision, EntityName};
use super::fold;
use super::names::{KnownNames, NameId};
use newsquotes::model::EntityKind;

/// What the decisions say about names that occur; the later ones last.
#[derive(Debug, Default)]
pub(super) struct DecidedNames {
    /// Names that no rule may join with others.
    pub(super) parted: HashSet<NameId>,
    pub(super) merged: Vec<(NameId, NameId)>,
    pub(super) shown: Vec<(NameId, String)>,
    pub(super) kinds: Vec<(NameId, EntityKind)>,
    pub(super) hidden: Vec<NameId>,
    /// Indexes of the decisions that name an entity which does not occur.
    pub(super) dormant: Vec<usize>,
    /// Names that a person gave, which may occur nowhere.
    given: HashMap<String, NameId>,
}

impl DecidedNames {
    /// Reads the decisions in the order in which they were made.
    pub(super) fn of(names: &KnownNames, decisions: &[Decided]) -> DecidedNames {
        let mut outcome = DecidedNames::default();
        let mut order: Vec<usize> = (0..decisions.len()).collect();
        order.sort_by_key(|index| decisions.get(*index).map(|decided| decided.modified));
        for index in order {
            let decided = decisions.get(index);
            if decided.and_then(|decided| outcome.take(names, &decided.decision)).is_none() {
                outcome.dormant.push(index);
            }
        }
        outcome
    }

    /// `None` when a name does not occur.
    fn take(&mut self, names: &KnownNames, decision: &Decision) -> Option<()> {
        match decision {
            Decision::Merge { one, into } => {
                let (one, into_name) = (self.find(names, one)?, self.find(names, into)?);
                self.merged.push((one, into_name));
                self.shown.push((into_name, into.name.clone()));
                self.kinds.push((into_name, into.kind));
            }
            Decision::Split { name, from } => {
                let (name, _) = (self.find(names, name)?, self.find(names, from)?);
                self.parted.insert(name);
                self.merged.retain(|(one, into)| *one != name && *into != name);
            }
            Decision::Rename { entity, to } => {
                let name = self.find(names, entity)?;
                self.given.insert(fold::key(to), name);
                self.shown.push((name, to.clone()));
            }
            Decision::NotAnEntity { entity } => {
                let name = self.find(names, entity)?;
                self.hidden.push(name);
            }
            Decision::Kind { entity, kind } => {
                let name = self.find(names, entity)?;
                self.kinds.push((name, *kind));
            }
        }
        Some(())
    }

    /// The name that is meant: one of that kind, or else of another, since
    /// kinds may have been put right; or else one that was given before.
    pub(super) fn find(&self, names: &KnownNames, entity: &EntityName) -> Option<NameId> {
        let key = fold::key(&entity.name);
        let of_kind = names.of(entity.kind, &key).filter(|name| names.is_live(*name));
        let of_any = || names.of_key(&key).into_iter().flatten().find(|name| names.is_live(*name));
        of_kind.or_else(of_any).or_else(|| self.given.get(&key).copied())
    }
}
