//! Which names are one in all articles: kinds that were mistaken, the table of
//! aliases, initials, spellings, acronyms, and what a person decided.

use std::collections::HashSet;

use super::aliases::{Aliases, Row};
use super::articles::Articles;
use super::decided::Outcome;
use super::names::{NameId, Names, without_initials};
use super::reason::Why;
use super::sets::Sets;
use crate::model::EntityKind;

/// A single word has one kind only where the other is as rare as this:
/// Jordan the man and Jordan the country are two.
const RARE: u32 = 3;
/// An acronym that is explained in several ways belongs to one only if that
/// has this many of ten articles.
const NEARLY_ALL_OF_TEN: u32 = 9;

/// A step by which two names became one.
#[derive(Clone, Debug)]
pub(super) struct Join {
    pub(super) name: NameId,
    pub(super) of: NameId,
    pub(super) why: Why,
    pub(super) measure: Option<f32>,
}

/// The sets of names that are one, with every step.
pub(super) fn join(
    names: &Names,
    articles: &Articles,
    aliases: &Aliases,
    outcome: &Outcome,
) -> (Sets, Vec<Join>) {
    let (sets, joins) = (Sets::new(names.len()), Vec::new());
    let mut joiner = Joiner { names, sets, joins, parted: &outcome.parted };
    joiner.homonyms(aliases);
    for row in aliases.rows() {
        joiner.alias_row(row);
    }
    joiner.initials();
    joiner.spellings();
    joiner.explained(articles);
    for &(one, into) in &outcome.merged {
        joiner.record(one, into, Why::You, None);
    }
    (joiner.sets, joiner.joins)
}

struct Joiner<'a> {
    names: &'a Names,
    sets: Sets,
    joins: Vec<Join>,
    parted: &'a HashSet<NameId>,
}

impl Joiner<'_> {
    fn join(&mut self, name: NameId, of: NameId, why: Why, measure: Option<f32>) {
        if !self.parted.contains(&name) && !self.parted.contains(&of) {
            self.record(name, of, why, measure);
        }
    }

    fn record(&mut self, name: NameId, of: NameId, why: Why, measure: Option<f32>) {
        if name == of {
            return;
        }
        self.sets.join(name, of);
        // A name that stands for itself nowhere is no step worth showing.
        if self.names.is_live(name) && self.names.is_live(of) {
            self.joins.push(Join { name, of, why, measure });
        }
    }

    /// One name under several kinds: a mistake of the tagger where one kind is
    /// rare, or the name has several words, or the table knows it.
    fn homonyms(&mut self, aliases: &Aliases) {
        for ids in self.names.homonyms() {
            let mut used: Vec<(u32, NameId)> = Vec::with_capacity(3);
            for id in ids.into_iter().flatten() {
                let articles = self.names.get(id).map_or(0, super::names::Name::articles);
                if articles > 0 {
                    used.push((articles, id));
                }
            }
            used.sort_by_key(|(articles, _)| std::cmp::Reverse(*articles));
            if let Some(((most, of), rare)) = used.split_first() {
                for (few, name) in rare {
                    if self.is_mistake(aliases, *few, *most, *name, *of) {
                        self.record(*name, *of, Why::KindVote, None);
                    }
                }
            }
        }
    }

    fn is_mistake(&self, aliases: &Aliases, few: u32, most: u32, name: NameId, of: NameId) -> bool {
        let (Some(name), Some(of)) = (self.names.get(name), self.names.get(of)) else {
            return false;
        };
        let people = name.kind == EntityKind::Person || of.kind == EntityKind::Person;
        // A surname of somebody is no mistake beside a place of that name.
        let surname = name.kind == EntityKind::Person
            && self.names.bearers(&name.key).iter().any(|bearer| self.names.is_live(*bearer));
        if surname {
            return false;
        }
        let known =
            || [name.kind, of.kind].into_iter().any(|kind| aliases.row(kind, &name.key).is_some());
        (few < most && few.saturating_mul(RARE) <= most) || name.is_full() || (!people && known())
    }

    fn alias_row(&mut self, row: &Row) {
        let names = row.names.iter().map(|key| (key, false));
        let demonyms = row.demonyms.iter().map(|key| (key, true));
        let mut first = None;
        for (key, demonym) in names.chain(demonyms) {
            let Some(name) = self.of_row(row.kind, key) else { continue };
            let why = if demonym { Why::Demonym } else { Why::AliasRow };
            match first {
                Some(first) => self.join(name, first, why, None),
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
            let initials = |name: &NameId| Some(without_initials(&self.names.get(*name)?.key)?.1);
            let Some(longest) = live.iter().filter_map(initials).max_by_key(String::len) else {
                continue;
            };
            if !live.iter().filter_map(initials).all(|initials| longest.starts_with(&initials)) {
                continue;
            }
            let plain = self.names.of(EntityKind::Person, plain);
            let plain = plain.filter(|name| self.names.is_live(*name));
            if let Some(of) = plain.or_else(|| live.first().copied()) {
                for name in live {
                    self.join(name, of, Why::FullerName, None);
                }
            }
        }
    }

    /// Full names that are spelled alike.
    fn spellings(&mut self) {
        let mut seen = HashSet::new();
        for pair in self.names.pairs() {
            if seen.insert((pair.one, pair.other)) {
                self.join(pair.other, pair.one, Why::Spelling, Some(pair.measure));
            }
        }
    }

    /// An acronym, or a name without its middle, is the one longer name that
    /// articles explain it by.
    fn explained(&mut self, articles: &Articles) {
        let mut uses: Vec<(NameId, NameId, u32, NameId)> = Vec::new();
        for (short, long, count) in articles.explained() {
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
                    self.join(short, long, self.why_explained(short), None);
                }
            }
        }
    }

    fn why_explained(&self, short: NameId) -> Why {
        match self.names.get(short) {
            Some(name) if name.is_full() => Why::FullerName,
            _ => Why::Acronym,
        }
    }
}

/// The form in which most articles print a name; one in capitals only when
/// there is no other.
pub(super) fn best_form(names: &Names, name: NameId) -> Option<&str> {
    let forms = names.get(name)?.forms().iter();
    let best = forms.max_by_key(|(form, count)| {
        let form = names.form_text(*form);
        (!is_shouted(form), *count, std::cmp::Reverse(form))
    });
    best.map(|(form, _)| names.form_text(*form))
}

/// Whether a form is in capitals throughout and no acronym.
fn is_shouted(form: &str) -> bool {
    form.chars().count() > 5 && !form.chars().any(char::is_lowercase)
}
