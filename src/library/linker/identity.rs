//! Which names are one entity in all articles, of what kind it is and what it
//! is called: a function of the names, what articles say of them together, the
//! table of aliases and the decisions, whatever the order they came in.
//!
//! Made anew after every change, in some milliseconds, for it looks at names
//! only; which article means whom is the business of [`super::links`].

use std::collections::{HashMap, HashSet};

use super::LinkerView;
use super::decided::DecidedNames;
use super::decision::Decided;
use super::joins::{self, Join, best_form};
use super::names::{KnownNames, NONE, NameId, SurnameId, slot};
use super::strings::number;
use crate::library::codec::{ByteReader, ByteWriter};
use crate::library::sure::sure;
use newsquotes::model::EntityKind;

/// What the vote of a name counts that the table of aliases has under this
/// kind.
const TABLED: u32 = 1000;

/// Whom this many articles name in full may be meant by a surname alone,
const WELL_KNOWN: u32 = 10;
/// if those are so many of twenty that name anybody of that surname in full.
const FAR_BETTER_OF_20: u32 = 18;

/// In [`NameIdentity::standing`], above the kind: whether the name occurs, and
/// whether it was parted from others.
const LIVE: u8 = 4;
const PARTED: u8 = 8;

/// Who is who by name.
#[derive(Debug, Default)]
pub(super) struct NameIdentity {
    pub(super) outcome: DecidedNames,
    /// Steps that hold for the names as such.
    pub(super) joins: Vec<Join>,
    /// The name that stands for each name's entity.
    roots: Vec<NameId>,
    /// The kind of each name's entity, and marks.
    standing: Vec<u8>,
    /// By root a first name that occurs, by name the next one.
    first: Vec<NameId>,
    next: Vec<NameId>,
    /// Who is by far the best known of a surname, by root.
    best_known: Vec<NameId>,
    hidden: HashSet<NameId>,
    /// What a person calls an entity, by root.
    called: HashMap<NameId, String>,
    /// Names that the table of aliases has under their kind, and whether to
    /// show them.
    tabled: HashMap<NameId, bool>,
}

/// How well a name stands for its entity: first in a row of the table, a full
/// name of a person, frequent.
type Rank<'a> = (bool, bool, u32, std::cmp::Reverse<&'a str>);

/// The name and kind of an entity, and the kind of its best name.
pub(super) type EntityLabel<'a> = (&'a str, EntityKind, Option<EntityKind>);

impl NameIdentity {
    pub(super) fn make(library: LinkerView<'_>, decisions: &[Decided]) -> NameIdentity {
        let names = library.names;
        let outcome = DecidedNames::of(names, decisions);
        let (mut sets, joins) = joins::join(library, &outcome);
        let tabled = tabled(library);
        let roots: Vec<NameId> = (0..number(names.len())).map(|name| sets.root(name)).collect();
        let mut identity = NameIdentity {
            joins,
            standing: standing(names, &roots, &tabled, &outcome),
            first: vec![NONE; roots.len()],
            next: vec![NONE; roots.len()],
            best_known: Vec::new(),
            hidden: outcome.hidden.iter().map(|name| sets.root(*name)).collect(),
            called: HashMap::new(),
            roots,
            tabled,
            outcome,
        };
        identity.chain(names);
        for (name, words) in &identity.outcome.shown {
            identity.called.insert(sets.root(*name), words.clone());
        }
        identity.best_known = identity.know(names);
        identity
    }

    /// Writes what tells whether an article is to be looked at again.
    pub(super) fn write(&self, writer: &mut ByteWriter) {
        writer.array(self.roots.iter().copied());
        writer.blob(&self.standing);
        writer.array(self.best_known.iter().copied());
    }

    /// An identity to tell changes from, and nothing else.
    pub(super) fn of(reader: &mut ByteReader<'_>) -> Option<NameIdentity> {
        let (roots, standing) = (reader.array()?, reader.blob()?.to_owned());
        Some(NameIdentity {
            roots,
            standing,
            best_known: reader.array()?,
            ..NameIdentity::default()
        })
    }

    /// Chains the names of each entity that occur.
    fn chain(&mut self, names: &KnownNames) {
        for (id, _) in names.iter().filter(|(_, name)| name.is_live()) {
            let root = self.roots.get(id as usize).copied().unwrap_or(id);
            let first = self.first.get_mut(root as usize);
            let before = first.map_or(NONE, |first| std::mem::replace(first, id));
            if let Some(next) = self.next.get_mut(id as usize) {
                *next = before;
            }
        }
    }

    /// Who is by far the best known of each surname, or nobody.
    fn know(&self, names: &KnownNames) -> Vec<NameId> {
        let mut articles = vec![0_u32; names.len()];
        for (id, name) in names.iter().filter(|(_, name)| name.is_full) {
            let root = self.root(id).and_then(|root| articles.get_mut(root as usize));
            if let Some(count) = root {
                *count = count.saturating_add(name.own);
            }
        }
        let articles = |root: &NameId| articles.get(*root as usize).copied().unwrap_or(0);
        let best = |surname| {
            let bearers = self.bearers(names, surname);
            let all = bearers.iter().map(articles).fold(0, u32::saturating_add);
            let best = bearers.iter().max_by_key(|root| articles(root))?;
            let known = articles(best);
            let far = known.saturating_mul(20) >= all.saturating_mul(FAR_BETTER_OF_20);
            (known >= WELL_KNOWN && far).then_some(*best)
        };
        (0..number(names.surnames())).map(|surname| best(surname).unwrap_or(NONE)).collect()
    }

    /// The root of each person of that surname, ascending.
    pub(super) fn bearers(&self, names: &KnownNames, surname: SurnameId) -> Vec<NameId> {
        let live = names.bearers(surname).filter(|name| names.is_live(*name));
        let people = live.filter(|name| self.is_person(*name));
        let mut bearers: Vec<NameId> = people.filter_map(|name| self.root(name)).collect();
        bearers.sort_unstable();
        bearers.dedup();
        bearers
    }

    pub(super) fn best_known(&self, surname: SurnameId) -> Option<NameId> {
        self.best_known.get(surname as usize).copied().filter(|root| *root != NONE)
    }

    pub(super) fn root(&self, name: NameId) -> Option<NameId> {
        self.roots.get(name as usize).copied()
    }

    /// The kind of a name's entity.
    pub(super) fn kind(&self, name: NameId) -> EntityKind {
        let kind = self.standing.get(name as usize).map_or(2, |standing| standing % LIVE);
        EntityKind::ALL.get(usize::from(kind)).copied().unwrap_or(EntityKind::Place)
    }

    pub(super) fn is_person(&self, name: NameId) -> bool {
        self.standing.get(name as usize).is_some_and(|standing| standing % LIVE == 0)
    }

    pub(super) fn is_parted(&self, name: NameId) -> bool {
        self.standing.get(name as usize).is_some_and(|standing| standing & PARTED != 0)
    }

    pub(super) fn is_hidden(&self, root: NameId) -> bool {
        self.hidden.contains(&root)
    }

    /// All that an article can tell of a name's identity: where it is the same
    /// as before, an article need not be looked at again.
    pub(super) fn stand(&self, name: NameId) -> Option<(NameId, u8)> {
        self.root(name).zip(self.standing.get(name as usize).copied())
    }

    /// The names of an entity that occur.
    pub(super) fn members(&self, root: NameId) -> impl Iterator<Item = NameId> {
        let known = |name: &NameId| *name != NONE;
        let first = self.first.get(root as usize).copied().filter(known);
        std::iter::successors(first, move |name| {
            self.next.get(*name as usize).copied().filter(known)
        })
    }

    /// What an entity is called: as a person decided, as the table of aliases
    /// puts it, or else by its best name.
    pub(super) fn name<'a>(&'a self, names: &'a KnownNames, root: NameId) -> &'a str {
        let called = self.called.get(&root).map(String::as_str);
        sure(called.or_else(|| self.printed(names, root)))
    }

    /// The best form of its best name.
    fn printed<'a>(&self, names: &'a KnownNames, root: NameId) -> Option<&'a str> {
        best_form(names, self.best(names, root)?)
    }

    /// By what entities are sorted: the name, and what tells two of one name.
    pub(super) fn label<'a>(&'a self, names: &'a KnownNames, root: NameId) -> EntityLabel<'a> {
        let best = self.best(names, root).and_then(|best| names.get(best)).map(|best| best.kind);
        (self.name(names, root), self.kind(root), best)
    }

    /// The name of an entity that stands best for it.
    pub(super) fn best(&self, names: &KnownNames, root: NameId) -> Option<NameId> {
        self.members(root).max_by_key(|name| self.rank(names, *name))
    }

    fn rank<'a>(&self, names: &'a KnownNames, id: NameId) -> Rank<'a> {
        let name = names.get(id);
        let full = name.is_some_and(|name| name.is_full && name.kind == EntityKind::Person);
        let mentions = name.map_or(0, |name| name.mentions);
        let tabled = self.tabled.get(&id).copied().unwrap_or(false);
        (tabled, full, mentions, std::cmp::Reverse(names.key(id)))
    }
}

/// The names that the table of aliases has, and whether to show them.
fn tabled(library: LinkerView<'_>) -> HashMap<NameId, bool> {
    let mut tabled = HashMap::new();
    for row in library.aliases.rows() {
        for key in &row.names {
            // A key of two rows is of the first one.
            let first = library.aliases.row(row.kind, key).is_some_and(|of| std::ptr::eq(of, row));
            if let Some(name) = library.names.of(row.kind, key).filter(|_| first) {
                tabled.insert(name, row.shown() == Some(key));
            }
        }
    }
    tabled
}

/// The kind of each name's entity, as decided, as the table has it, or as most
/// articles have it; with the marks.
fn standing(
    names: &KnownNames,
    roots: &[NameId],
    tabled: &HashMap<NameId, bool>,
    outcome: &DecidedNames,
) -> Vec<u8> {
    let root = |name: NameId| roots.get(name as usize).copied().unwrap_or(name);
    let mut votes = vec![[0_u32; 3]; roots.len()];
    for (id, name) in names.iter().filter(|(_, name)| name.is_live()) {
        let vote = if tabled.contains_key(&id) { TABLED } else { 1 };
        let votes = votes.get_mut(root(id) as usize);
        if let Some(count) = votes.and_then(|votes| votes.get_mut(slot(name.kind))) {
            *count = count.saturating_add(name.articles().saturating_mul(vote));
        }
    }
    let decided: HashMap<NameId, EntityKind> =
        outcome.kinds.iter().map(|(name, kind)| (root(*name), *kind)).collect();
    let of = |name: NameId| {
        let votes = sure(votes.get(root(name) as usize).copied());
        let kind = decided.get(&root(name)).map_or_else(|| most(votes), |kind| slot(*kind));
        let live = if names.is_live(name) { LIVE } else { 0 };
        let parted = if outcome.parted.contains(&name) { PARTED } else { 0 };
        sure(u8::try_from(kind).ok()) | live | parted
    };
    (0..number(names.len())).map(of).collect()
}

/// The kind with most votes, of equal ones the first.
fn most(votes: [u32; 3]) -> usize {
    let counted = votes.iter().enumerate().rev();
    counted.max_by_key(|(_, count)| **count).map_or(0, |(kind, _)| kind)
}
