//! The names by which a search finds an entity: who types one spelling means
//! all of them.

use std::collections::{BTreeMap, HashSet};

use super::joins::best_forms;
use super::names::{NameId, SurnameId, slot};
use super::{Linker, fold};
use newsquotes::model::EntityKind;

/// The most entities that words typed may mean.
const MOST_ENTITIES: usize = 50;
/// The most names in an answer.
const MOST_NAMES: usize = 200;

impl Linker {
    /// All printed names of the entities of which one name has all words
    /// typed, those mentioned most first: for `zelensky` also `Zelenskiy`.
    /// Case and accents do not matter. A bare surname is among them where it
    /// means nobody else. Empty when nobody is called so.
    ///
    /// It takes less than a millisecond after the first question since a
    /// change, and does not wait for [`Linker::entities`].
    #[must_use]
    pub fn spellings(&self, typed: &str) -> Vec<String> {
        let identity = self.identity();
        let found = self.called(&fold::key(typed)).into_iter().map(|(root, mentions)| {
            (std::cmp::Reverse(mentions), identity.label(&self.names, root), root)
        });
        let mut entities: Vec<_> = found.collect();
        entities.sort_unstable();
        entities.truncate(MOST_ENTITIES);
        let (mut names, mut known) = (Vec::new(), HashSet::new());
        for form in entities.into_iter().flat_map(|(.., root)| self.forms_of(root)) {
            if names.len() < MOST_NAMES && known.insert(form) {
                names.push(form.to_owned());
            }
        }
        names
    }

    /// The entities that have a name with all words of a key, by root, and how
    /// often they are mentioned.
    fn called(&self, key: &str) -> BTreeMap<NameId, u32> {
        let words: Vec<&str> = fold::words(key).collect();
        let Some(longest) = words.iter().max_by_key(|word| word.len()) else {
            return BTreeMap::new();
        };
        let has_all = |key: &u32| {
            let key = self.names.keys.text(*key);
            words.iter().all(|typed| fold::words(key).any(|word| word == *typed))
        };
        let keys = self.names.keys.holding(longest).filter(has_all);
        let names = keys.flat_map(|key| self.names.with_key(key));
        let identity = self.identity();
        let mut found = BTreeMap::new();
        for name in names.filter(|name| self.names.is_live(*name)) {
            if let Some(root) = identity.root(name).filter(|root| !identity.is_hidden(*root)) {
                found.entry(root).or_insert_with(|| self.weight(root));
            }
        }
        found
    }

    /// Mentions under all names that occur.
    fn weight(&self, root: NameId) -> u32 {
        let names = self.identity().members(root).filter_map(|name| self.names.get(name));
        names.fold(0, |sum, name| sum.saturating_add(name.mentions))
    }

    /// The printed forms of an entity's names, most frequent names first.
    fn forms_of(&self, root: NameId) -> Vec<&str> {
        let identity = self.identity();
        let mut names: Vec<NameId> = identity.members(root).collect();
        let full =
            names.iter().filter_map(|name| self.names.get(*name)).filter(|name| name.is_full);
        let bare: HashSet<NameId> =
            full.filter_map(|name| self.own_surname(name.surname, root)).collect();
        names.extend(bare);
        names.sort_by_cached_key(|name| {
            let found = self.names.get(*name);
            let used = found.map(|name| (name.mentions, slot(name.kind)));
            (std::cmp::Reverse(used), self.names.key(*name))
        });
        names.dedup();
        names.into_iter().flat_map(|name| best_forms(&self.names, name)).collect()
    }

    /// The bare surname as a name, where it means this entity or nobody.
    fn own_surname(&self, surname: SurnameId, root: NameId) -> Option<NameId> {
        let identity = self.identity();
        let best = identity.best_known(surname);
        if best != Some(root) && identity.bearers(&self.names, surname) != [root] {
            return None;
        }
        let bare = self.names.surname_text(surname);
        self.names.of(EntityKind::Person, bare)
    }
}
