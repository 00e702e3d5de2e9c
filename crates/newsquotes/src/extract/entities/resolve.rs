//! Which names of an article are one entity, and why.
//!
//! Within one article only: the same spelling, a part of a person's full name,
//! an acronym, the short form of an organisation. Spellings that differ
//! (`Zelensky`, `Zelenskiy`) and places with two names are left to the
//! library, which sees more than one article.

use super::hash::{HashMap, pair};
use super::lexicon::phrase;
use super::names::{TaggedName, key};
use super::words::{TaggerWord, TaggerWords};
use crate::model::{Alias, Entity, EntityKind, Span, Text};
use crate::sure;

/// The longest part of a name that is looked for, in words.
const LONGEST_PART: usize = 4;

/// The longest acronym in bytes: `UNICEF`, but not `MOSCOW, RUSSIA`.
const LONGEST_ACRONYM: usize = 5;

const SPELLING: &str = "another spelling";
const FULLER: &str = "the same first and last name";
const SURNAME: &str = "surname of a full name";
const FIRST_NAME: &str = "first name of a full name";
const SHORT: &str = "short form of a full name";
const ACRONYM: &str = "acronym in brackets";
const INITIALS: &str = "initials of a full name";

/// The entities of an article and, for each of its names, the index of its own.
pub(super) fn resolve(
    text: &Text,
    words: &TaggerWords,
    names: &[TaggedName],
) -> (Vec<Entity>, Vec<u32>) {
    let mut groups = NameGroups::gather(names);
    let index = NamePartIndex::build(text, words, &groups);
    groups.merge_longer_names(words, &index);
    groups.merge_acronyms(text, words, names, &index);
    let of_name = groups.assign(words, names, &index);
    groups.into_entities(text, words, names, &of_name)
}

/// Names with the same key.
#[derive(Clone, Debug)]
struct NameGroup<'a> {
    /// The first of them.
    name: &'a TaggedName,
    /// The group that it is a name of, with the reason.
    same_as: Option<(usize, &'static str)>,
}

#[derive(Debug)]
struct NameGroups<'a> {
    all: Vec<NameGroup<'a>>,
    by_key: HashMap<usize>,
}

/// Groups that may be meant by a part of their name.
#[derive(Debug, Default)]
struct NamePartIndex {
    /// By the end of a person's full name.
    surnames: HashMap<Holders>,
    /// By the first word of a person's full name.
    first_names: HashMap<Holders>,
    /// By the beginning or end of an organisation's name.
    short_forms: HashMap<Holders>,
    /// By a person's first and last word.
    frames: HashMap<Holders>,
    /// By the initials of an organisation's name.
    initials: HashMap<Holders>,
}

/// Who holds a part of a name.
#[derive(Clone, Copy, Debug)]
struct Holders {
    first: usize,
    alone: bool,
}

impl Holders {
    fn add(map: &mut HashMap<Holders>, part: u64, group: usize) {
        map.entry(part)
            .and_modify(|holders| holders.alone &= holders.first == group)
            .or_insert(Holders { first: group, alone: true });
    }

    /// The only holder of a part, if there is one and it is not `group`.
    fn only(map: &HashMap<Holders>, part: u64, group: usize) -> Option<usize> {
        map.get(&part).filter(|holders| holders.alone && holders.first != group).map(|h| h.first)
    }
}

impl NamePartIndex {
    fn build(text: &Text, words: &TaggerWords, groups: &NameGroups<'_>) -> NamePartIndex {
        let mut index = NamePartIndex::default();
        for (group, NameGroup { name, .. }) in groups.all.iter().enumerate() {
            let parts = sure::items(&words.all, name.words.clone());
            match name.kind {
                EntityKind::Person => index.add_person(text, parts, group),
                EntityKind::Organisation => index.add_organisation(text, parts, group),
                EntityKind::Place => {}
            }
        }
        index
    }

    fn add_person(&mut self, text: &Text, parts: &[TaggerWord], group: usize) {
        let [first, .., last] = parts else { return };
        ends(parts).for_each(|end| Holders::add(&mut self.surnames, key(text, end), group));
        Holders::add(&mut self.first_names, key(text, std::slice::from_ref(first)), group);
        if parts.len() > 2 {
            Holders::add(&mut self.frames, pair(first.lower, last.lower), group);
        }
    }

    fn add_organisation(&mut self, text: &Text, parts: &[TaggerWord], group: usize) {
        if parts.len() < 2 {
            return;
        }
        for part in ends(parts).chain(beginnings(parts)) {
            if part.iter().all(|word| word.capital) && !stands_for_itself(text, part) {
                Holders::add(&mut self.short_forms, key(text, part), group);
            }
        }
        if let Some(initials) = initials(text, parts) {
            Holders::add(&mut self.initials, initials, group);
        }
    }
}

/// Whether a word names an organisation of its own beside longer names that it
/// is a part of: the House is not the White House.
fn stands_for_itself(text: &Text, part: &[TaggerWord]) -> bool {
    let [word] = part else { return false };
    matches!(text.as_str().get(word.range()), Some("House" | "Senate"))
}

/// Proper ends of a name, without small words and marks before them.
fn ends(parts: &[TaggerWord]) -> impl Iterator<Item = &[TaggerWord]> {
    (1..parts.len().min(LONGEST_PART + 1))
        .filter_map(|length| parts.get(parts.len() - length..))
        .filter(|end| end.first().is_some_and(TaggerWord::is_lexical))
}

/// Proper beginnings of a name.
fn beginnings(parts: &[TaggerWord]) -> impl Iterator<Item = &[TaggerWord]> {
    (1..parts.len().min(LONGEST_PART + 1)).filter_map(|length| parts.get(..length))
}

/// The key of the acronym that a name's capitals make, three letters at least.
fn initials(text: &Text, parts: &[TaggerWord]) -> Option<u64> {
    let first = |word: &TaggerWord| text.as_str().get(word.range())?.chars().next();
    let capitals = parts.iter().filter(|word| word.capital);
    let acronym: String = capitals.filter_map(first).flat_map(char::to_lowercase).collect();
    (acronym.chars().count() >= 3).then(|| phrase(0, super::hash::word(&acronym)))
}

impl<'a> NameGroups<'a> {
    fn gather(names: &'a [TaggedName]) -> NameGroups<'a> {
        let mut groups = NameGroups { all: Vec::new(), by_key: HashMap::default() };
        for name in names {
            groups.by_key.entry(name.key).or_insert_with(|| {
                groups.all.push(NameGroup { name, same_as: None });
                groups.all.len() - 1
            });
        }
        groups
    }

    /// Makes `group` a name of `other`, unless that would go in a circle.
    fn merge(&mut self, group: usize, other: usize, why: &'static str) {
        let target = self.root(other);
        let free = self.all.get(group).is_some_and(|group| group.same_as.is_none());
        if target != group
            && free
            && let Some(group) = self.all.get_mut(group)
        {
            group.same_as = Some((target, why));
        }
    }

    /// The group that `group` is a name of in the end.
    fn root(&self, mut group: usize) -> usize {
        while let Some((other, _)) = self.all.get(group).and_then(|group| group.same_as) {
            group = other;
        }
        group
    }

    /// Where one name is a part of exactly one other of the article.
    fn merge_longer_names(&mut self, words: &TaggerWords, index: &NamePartIndex) {
        for group in 0..self.all.len() {
            let Some(name) = self.all.get(group).map(|group| group.name) else { continue };
            let merge = match name.kind {
                EntityKind::Person => whole_person(words, index, name, group),
                EntityKind::Organisation => {
                    Holders::only(&index.short_forms, name.key, group).map(|other| (other, SHORT))
                }
                EntityKind::Place => None,
            };
            if let Some((other, why)) = merge {
                self.merge(group, other, why);
            }
        }
    }

    /// `North Atlantic Treaty Organization (NATO)`, and acronyms that are the
    /// initials of a name anywhere in the article.
    fn merge_acronyms(
        &mut self,
        text: &Text,
        words: &TaggerWords,
        names: &[TaggedName],
        index: &NamePartIndex,
    ) {
        for (first, second) in names.iter().zip(names.iter().skip(1)) {
            let Some((long, short)) = in_brackets(text, words, first, second) else { continue };
            let group = |name: &TaggedName| self.by_key.get(&name.key).copied();
            if let (Some(long), Some(short)) = (group(long), group(short)) {
                self.merge(short, long, ACRONYM);
            }
        }
        for group in 0..self.all.len() {
            let Some(name) = self.all.get(group).map(|group| group.name) else { continue };
            if name.kind == EntityKind::Organisation
                && let Some(other) = Holders::only(&index.initials, name.key, group)
            {
                self.merge(group, other, INITIALS);
            }
        }
    }

    /// The group of every name. A surname that several people have is that of
    /// the one named in full last.
    fn assign(
        &self,
        words: &TaggerWords,
        names: &[TaggedName],
        index: &NamePartIndex,
    ) -> Vec<usize> {
        let mut latest = HashMap::<usize>::default();
        let assign = |name: &TaggedName| {
            let group = self.by_key.get(&name.key).copied().unwrap_or(0);
            let root = self.root(group);
            let parts = sure::items(&words.all, name.words.clone());
            let last = parts.last().map_or(0, |word| word.lower);
            if name.kind == EntityKind::Person && parts.len() > 1 {
                latest.insert(last, root);
            } else if name.kind == EntityKind::Person && root == group {
                let holder = index.surnames.get(&name.key).map(|holders| self.root(holders.first));
                return latest.get(&last).copied().or(holder).unwrap_or(root);
            }
            root
        };
        names.iter().map(assign).collect()
    }

    /// The entities by their first mention, and the entity of each name.
    fn into_entities(
        self,
        text: &Text,
        words: &TaggerWords,
        names: &[TaggedName],
        of_name: &[usize],
    ) -> (Vec<Entity>, Vec<u32>) {
        let mut entities: Vec<Forms> = Vec::new();
        let mut by_group = HashMap::<usize>::default();
        let mut indices = Vec::with_capacity(names.len());
        for (name, group) in names.iter().zip(of_name) {
            let entity = *by_group.entry(*group as u64).or_insert_with(|| {
                let kind = self.all.get(*group).map_or(name.kind, |group| group.name.kind);
                entities.push(Forms { kind, all: Vec::new(), seen: HashMap::default() });
                entities.len() - 1
            });
            if let Some(entity) = entities.get_mut(entity) {
                entity.see(text, words, name, self.reason(name, *group));
            }
            indices.push(u32::try_from(entity).unwrap_or(u32::MAX));
        }
        (entities.into_iter().map(Forms::into_entity).collect(), indices)
    }

    /// Why `name` is a name of `group`.
    fn reason(&self, name: &TaggedName, group: usize) -> &'static str {
        let own = self.by_key.get(&name.key).copied().unwrap_or(group);
        match self.all.get(own).and_then(|group| group.same_as) {
            _ if own == group => SPELLING,
            Some((_, why)) => why,
            None => SURNAME,
        }
    }
}

/// The full name that a person's name is a part of, with the reason.
fn whole_person(
    words: &TaggerWords,
    index: &NamePartIndex,
    name: &TaggedName,
    group: usize,
) -> Option<(usize, &'static str)> {
    let parts = words.all.get(name.words.clone())?;
    if let [first, last] = parts
        && let Some(other) = Holders::only(&index.frames, pair(first.lower, last.lower), group)
    {
        return Some((other, FULLER));
    }
    if let Some(other) = Holders::only(&index.surnames, name.key, group) {
        return Some((other, SURNAME));
    }
    Holders::only(&index.first_names, name.key, group).map(|other| (other, FIRST_NAME))
}

/// The long and the short of two neighbouring names where one is all that
/// stands in brackets after the other and the short one is an acronym. A name
/// that explains the acronym before it must share its first letter: an outlet
/// may have a remark in brackets.
fn in_brackets<'a>(
    text: &Text,
    words: &TaggerWords,
    first: &'a TaggedName,
    second: &'a TaggedName,
) -> Option<(&'a TaggedName, &'a TaggedName)> {
    let form = |at: usize| words.form(text, at);
    let acronym = |name: &TaggedName| {
        name.words.len() == 1
            && form(name.words.start).chars().filter(|c| c.is_uppercase()).count() >= 2
    };
    let bracketed = first.kind == EntityKind::Organisation
        && first.words.end + 1 == second.words.start
        && form(first.words.end) == "("
        && form(second.words.end) == ")";
    let initial = |name: &TaggedName| form(name.words.start).chars().next();
    if !bracketed {
        None
    } else if acronym(second) {
        Some((first, second))
    } else {
        (acronym(first) && initial(first) == initial(second)).then_some((second, first))
    }
}

/// The forms of one entity in the order in which they appear.
#[derive(Debug)]
struct Forms {
    kind: EntityKind,
    all: Vec<SpelledForm>,
    /// By the hash of the form as it stands.
    seen: HashMap<usize>,
}

#[derive(Debug)]
struct SpelledForm {
    spelling: String,
    key: u64,
    times: usize,
    words: usize,
    /// Whether it is in capitals that are not its own: in a headline, or too
    /// long for an acronym.
    shouted: bool,
    why: &'static str,
}

impl Forms {
    fn see(&mut self, text: &Text, words: &TaggerWords, name: &TaggedName, why: &'static str) {
        let form = spelling(text, words, name);
        let shouted = !form.chars().any(char::is_lowercase)
            && (form.len() > LONGEST_ACRONYM || words.in_headline(name.words.start));
        let place = *self.seen.entry(super::hash::word(&form)).or_insert_with(|| {
            let words = name.words.len();
            self.all.push(SpelledForm {
                spelling: form,
                key: name.key,
                times: 0,
                words,
                shouted,
                why,
            });
            self.all.len() - 1
        });
        if let Some(form) = self.all.get_mut(place) {
            form.times += 1;
            form.shouted &= shouted;
        }
    }

    /// The entity under its fullest form: most words, not shouted,
    /// most frequent, not in capitals, first.
    fn into_entity(self) -> Entity {
        let rank = |(index, form): &(usize, &SpelledForm)| {
            let plain = form.spelling.chars().any(char::is_lowercase);
            (form.words, !form.shouted, form.times, plain, std::cmp::Reverse(*index))
        };
        let Some((best, chosen)) = self.all.iter().enumerate().max_by_key(rank) else {
            return Entity { kind: self.kind, name: String::new(), aliases: Vec::new() };
        };
        let others = self.all.iter().enumerate().filter(|(index, _)| *index != best);
        let alias = |(_, form): (usize, &SpelledForm)| Alias {
            name: form.spelling.clone(),
            why: match form.why {
                SPELLING if form.key != chosen.key => SHORT,
                why => why,
            },
        };
        let name = chosen.spelling.clone();
        Entity { kind: self.kind, name, aliases: others.map(alias).collect() }
    }
}

/// A name as it is read: with single spaces, without hidden markup.
fn spelling(text: &Text, words: &TaggerWords, name: &TaggedName) -> String {
    let mut spelling = String::new();
    let mut end = None;
    for word in sure::items(&words.all, name.words.clone()) {
        let between = end.and_then(|end| text.as_str().get(end..word.range().start));
        if between.is_some_and(|between| between.contains(char::is_whitespace)) {
            spelling.push(' ');
        }
        spelling.push_str(sure::part(text.as_str(), word.range()));
        end = Some(word.range().end);
    }
    spelling
}

/// The bytes of a name.
pub(super) fn span(text: &Text, words: &TaggerWords, name: &TaggedName) -> Option<Span> {
    let parts = words.all.get(name.words.clone())?;
    text.span(parts.first()?.range().start..parts.last()?.range().end)
}
