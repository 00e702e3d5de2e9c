//! Which names are one in all articles: kinds that were mistaken, the table of
//! aliases, initials, spellings, acronyms, and what a person decided.

use std::collections::HashSet;

use super::LinkerView;
use super::aliases::{Aliases, TableRow};
use super::articles::LinkerArticles;
use super::decided::DecidedNames;
use super::names::{FormId, KnownName, KnownNames, NameId, without_initials};
use super::reason::Rule;
use crate::library::disjoint::DisjointSets;
use newsquotes::model::EntityKind;

/// A single word has one kind only where the other is as rare as this:
/// Jordan the man and Jordan the country are two.
const RARE: u32 = 3;
/// An acronym that is explained in several ways belongs to one only if that
/// has this many of ten articles.
const NEARLY_ALL_OF_TEN: u32 = 9;

/// A step by which two names became one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Join {
    pub(super) name: NameId,
    pub(super) of: NameId,
    pub(super) rule: Rule,
}

/// The sets of names that are one, with every step.
pub(super) fn join(library: LinkerView<'_>, outcome: &DecidedNames) -> (DisjointSets, Vec<Join>) {
    let LinkerView { names, articles, aliases } = library;
    let (sets, joins) = (DisjointSets::new(names.len()), Vec::new());
    let mut joiner = NameJoiner { names, sets, joins, parted: &outcome.parted };
    joiner.homonyms(aliases);
    for row in aliases.rows() {
        joiner.alias_row(row);
    }
    joiner.initials();
    joiner.spellings();
    joiner.explained(articles);
    for &(one, into) in &outcome.merged {
        joiner.record(one, into, Rule::You);
    }
    (joiner.sets, joiner.joins)
}

struct NameJoiner<'a> {
    names: &'a KnownNames,
    sets: DisjointSets,
    joins: Vec<Join>,
    parted: &'a HashSet<NameId>,
}

impl NameJoiner<'_> {
    fn join(&mut self, name: NameId, of: NameId, rule: Rule) {
        if !self.parted.contains(&name) && !self.parted.contains(&of) {
            self.record(name, of, rule);
        }
    }

    fn record(&mut self, name: NameId, of: NameId, rule: Rule) {
        if name == of {
            return;
        }
        self.sets.join(name, of);
        // A name that stands for itself nowhere is no step worth showing.
        if self.names.is_live(name) && self.names.is_live(of) {
            self.joins.push(Join { name, of, rule });
        }
    }

    /// One name under several kinds: a mistake of the tagger where one kind is
    /// rare, or the name has several words, or the table knows it.
    fn homonyms(&mut self, aliases: &Aliases) {
        let names = self.names;
        for ids in names.homonyms() {
            let mut used =
                ids.map(|id| (id.and_then(|id| names.get(id)).map_or(0, KnownName::articles), id));
            // Of equal ones the first kind.
            used.sort_by_key(|(articles, _)| std::cmp::Reverse(*articles));
            let used = used.into_iter().filter(|(articles, _)| *articles > 0);
            let mut used = used.filter_map(|(articles, id)| Some((articles, id?)));
            let Some((most, of)) = used.next() else { continue };
            for (few, name) in used {
                if self.is_mistake(aliases, few, most, name, of) {
                    self.record(name, of, Rule::KindVote);
                }
            }
        }
    }

    fn is_mistake(&self, aliases: &Aliases, few: u32, most: u32, name: NameId, of: NameId) -> bool {
        let key = self.names.key(name);
        let (Some(name), Some(of)) = (self.names.get(name), self.names.get(of)) else {
            return false;
        };
        let people = name.kind == EntityKind::Person || of.kind == EntityKind::Person;
        // A surname of somebody is no mistake beside a place of that name.
        if name.kind == EntityKind::Person && self.is_borne(key) {
            return false;
        }
        let known =
            || [name.kind, of.kind].into_iter().any(|kind| aliases.row(kind, key).is_some());
        (few < most && few.saturating_mul(RARE) <= most) || name.is_full || (!people && known())
    }

    /// Whether somebody is named in full with this surname.
    fn is_borne(&self, surname: &str) -> bool {
        let bearers = self.names.surname(surname).map(|surname| self.names.bearers(surname));
        bearers.into_iter().flatten().any(|bearer| self.names.is_live(bearer))
    }

    fn alias_row(&mut self, row: &TableRow) {
        let names = row.names.iter().map(|key| (key, false));
        let demonyms = row.demonyms.iter().map(|key| (key, true));
        let mut first = None;
        for (key, demonym) in names.chain(demonyms) {
            let Some(name) = self.of_row(row.kind, key) else { continue };
            let rule = if demonym { Rule::Demonym } else { Rule::AliasRow };
            match first {
                Some(first) => self.join(name, first, rule),
                None if !demonym => first = Some(name),
                None => {}
            }
        }
    }

    /// The name that a row means: organisations and places are often taken
    /// for each other, people are not.
    fn of_row(&self, kind: EntityKind, key: &str) -> Option<NameId> {
        let of = |kind| self.names.of(kind, key).filter(|name| self.names.is_live(*name));
        match kind {
            EntityKind::Person => of(kind),
            EntityKind::Organisation => of(kind).or_else(|| of(EntityKind::Place)),
            EntityKind::Place => of(kind).or_else(|| of(EntityKind::Organisation)),
        }
    }

    /// A name with middle initials is the one without, unless the library has
    /// two people with different ones.
    fn initials(&mut self) {
        for (plain, names) in self.names.initialled() {
            let live: Vec<NameId> =
                names.iter().copied().filter(|name| self.names.is_live(*name)).collect();
            let initials = |name: &NameId| Some(without_initials(self.names.key(*name))?.1);
            let Some(longest) = live.iter().filter_map(initials).max_by_key(String::len) else {
                continue;
            };
            if !live.iter().filter_map(initials).all(|initials| longest.starts_with(&initials)) {
                continue;
            }
            let plain = self.names.of(EntityKind::Person, plain);
            let plain = plain.filter(|name| self.names.is_live(*name));
            // The same in whatever order they came.
            let first = || live.iter().copied().min_by_key(|name| self.names.key(*name));
            if let Some(of) = plain.or_else(first) {
                for name in live {
                    self.join(name, of, Rule::FullerName);
                }
            }
        }
    }

    /// Full names that are spelled alike.
    fn spellings(&mut self) {
        let mut last = None;
        for (one, other, measure) in self.names.alike.pairs(self.names) {
            if last.replace((one, other)) != Some((one, other)) {
                let (name, of) = self.by_use(one, other);
                self.join(name, of, Rule::Spelling(measure));
            }
        }
    }

    /// Two names, the less frequent one first.
    fn by_use(&self, one: NameId, other: NameId) -> (NameId, NameId) {
        let rank = |name: NameId| {
            let mentions = self.names.get(name).map_or(0, |name| name.mentions);
            (mentions, std::cmp::Reverse(self.names.key(name)))
        };
        if rank(one) < rank(other) { (one, other) } else { (other, one) }
    }

    /// An acronym, or a name without its middle, is the one longer name that
    /// articles explain it by.
    fn explained(&mut self, articles: &LinkerArticles) {
        let mut uses: Vec<(NameId, NameId, u32, NameId)> = Vec::new();
        for (&(short, long), &count) in &articles.explained {
            if self.names.is_live(short) && self.names.is_live(long) {
                uses.push((short, self.sets.root(long), count, long));
            }
        }
        uses.sort_unstable();
        for of_short in uses.chunk_by(|one, other| one.0 == other.0) {
            let all: u32 = of_short.iter().map(|(.., count, _)| count).sum();
            let of_roots = of_short.chunk_by(|one, other| one.1 == other.1);
            let meaning = of_roots.max_by_key(|uses| uses.iter().map(|(.., n, _)| n).sum::<u32>());
            let most: u32 = meaning.into_iter().flatten().map(|(.., count, _)| count).sum();
            if most * 10 >= all * NEARLY_ALL_OF_TEN {
                for &(short, _, _, long) in meaning.into_iter().flatten() {
                    self.join(short, long, self.rule_explained(short));
                }
            }
        }
    }

    fn rule_explained(&self, short: NameId) -> Rule {
        match self.names.get(short) {
            Some(name) if name.is_full => Rule::FullerName,
            _ => Rule::Acronym,
        }
    }
}

/// The form in which most articles print a name; one in capitals only when
/// there is no other.
pub(super) fn best_form(names: &KnownNames, name: NameId) -> Option<&str> {
    let best = names.forms_of(name).max_by_key(|form| rank(names, *form));
    best.map(|(form, _)| names.form_text(form))
}

/// The forms in which articles print a name, the best first.
pub(super) fn best_forms(names: &KnownNames, name: NameId) -> impl Iterator<Item = &str> {
    let mut forms: Vec<_> = names.forms_of(name).collect();
    forms.sort_by_key(|form| std::cmp::Reverse(rank(names, *form)));
    forms.into_iter().map(|(form, _)| names.form_text(form))
}

fn rank(names: &KnownNames, (form, count): (FormId, u32)) -> (bool, u32, std::cmp::Reverse<&str>) {
    let form = names.form_text(form);
    (!is_shouted(form), count, std::cmp::Reverse(form))
}

/// Whether a form is in capitals throughout and no acronym.
fn is_shouted(form: &str) -> bool {
    form.chars().count() > 5 && !form.chars().any(char::is_lowercase)
}
