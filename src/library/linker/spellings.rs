//! The names by which a search finds an entity: who types one spelling means
//! all of them.

use std::collections::{BTreeMap, HashSet};

use super::names::{NameId, SurnameId};
use super::{Linker, fold};

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
        let mut entities: Vec<(u32, NameId)> =
            self.called(&fold::key(typed)).into_iter().map(|(root, count)| (count, root)).collect();
        entities.sort_unstable_by(|one, other| other.cmp(one));
        entities.truncate(MOST_ENTITIES);
        let (mut names, mut known) = (Vec::new(), HashSet::new());
        for form in entities.into_iter().flat_map(|(_, root)| self.forms_of(root)) {
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
        let surnames = names.iter().filter_map(|name| self.names.get(*name)?.is_full.then_some(name));
        let surnames = surnames.filter_map(|name| self.own_surname(self.names.get(*name)?.surname, root));
        let bare: HashSet<NameId> = surnames.collect();
        names.extend(bare);
        let mentions = |name: &NameId| {
            let used = self.names.get(*name).map_or(0, |name| name.mentions);
            (std::cmp::Reverse(used), self.names.key(*name))
        };
        names.sort_by_key(mentions);
        names.dedup();
        let forms = names.into_iter().flat_map(|name| self.names.forms_of(name));
        forms.map(|(form, _)| self.names.form_text(form)).collect()
    }

    /// The bare surname as a name, where it means this entity or nobody.
    fn own_surname(&self, surname: SurnameId, root: NameId) -> Option<NameId> {
        let identity = self.identity();
        let best = identity.best_known(surname);
        if best != Some(root) && identity.bearers(&self.names, surname) != [root] {
            return None;
        }
        let bare = self.names.surname_text(surname);
        self.names.of(crate::model::EntityKind::Person, bare)
    }
}
