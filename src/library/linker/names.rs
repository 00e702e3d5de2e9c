//! All names of the library, each once: how often it is used, and which
//! others it could be a spelling of.
//!
//! A name is compared with others only when it is new, and only with those
//! that share a *block*: names whose given name sounds alike but for one
//! consonant and whose surname sounds the same, or the other way round. So
//! the time for a library is nearly linear in its names.

use std::collections::HashMap;
use std::sync::Arc;

use super::fold;
use super::spelling::{self, Sounds};
use crate::extract::given_names;
use crate::model::EntityKind;

/// The number of a name of one kind.
pub(super) type NameId = u32;
/// The number of a printed form.
pub(super) type FormId = u32;

/// A block of more names tells nothing and would take long.
const LARGEST_BLOCK: usize = 32;
/// Behind a usual given name (`Gary Nelson`, `Gary Nielsen`) a surname is more
/// often another one than another spelling.
const SAME_AFTER_USUAL: f32 = 0.91;
/// Two usual given names below this measure are two names.
const SAME_GIVEN_NAME: f32 = 0.97;
/// Words that follow a surname.
const SUFFIXES: &[&str] = &["jr", "sr", "ii", "iii", "iv"];

/// Every name and printed form.
#[derive(Debug, Default)]
pub(super) struct Names {
    all: Vec<Name>,
    by_key: HashMap<Arc<str>, [Option<NameId>; 3]>,
    forms: Vec<Arc<str>>,
    form_ids: HashMap<Arc<str>, FormId>,
    blocks: HashMap<u64, Block>,
    pairs: Vec<Pair>,
    /// People's names with middle initials, by first and last word.
    initialled: HashMap<String, Vec<NameId>>,
    /// People's full names, by surname.
    surnames: HashMap<String, Vec<NameId>>,
}

/// A name of one kind.
#[derive(Debug)]
pub(super) struct Name {
    /// See [`fold::key`].
    pub(super) key: Arc<str>,
    pub(super) kind: EntityKind,
    /// In how many articles it is the fullest name of an entity.
    pub(super) own: u32,
    /// In how many it is another name of one.
    pub(super) alias: u32,
    /// Mentions of the entities whose fullest name it is.
    pub(super) mentions: u32,
    /// Its printed forms, with their mentions.
    forms: Vec<(FormId, u32)>,
    blocks: Vec<u64>,
    /// How it sounds, once it was compared with others.
    sounds: Option<Sounds>,
}

#[derive(Debug, Default)]
struct Block {
    members: Vec<NameId>,
    /// How many of them occur now.
    live: usize,
}

/// Two full names of people that are spelled alike.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair {
    pub(super) one: NameId,
    pub(super) other: NameId,
    pub(super) measure: f32,
    block: u64,
}

impl Names {
    /// The number of a printed form.
    pub(super) fn form(&mut self, form: &str) -> FormId {
        if let Some(id) = self.form_ids.get(form) {
            return *id;
        }
        let (id, shared) = (number(self.forms.len()), Arc::<str>::from(form));
        self.forms.push(Arc::clone(&shared));
        self.form_ids.insert(shared, id);
        id
    }

    pub(super) fn form_text(&self, form: FormId) -> &str {
        self.forms.get(form as usize).map(AsRef::as_ref).unwrap_or_default()
    }

    /// The number of the name that a form prints; a new one is compared with
    /// those of its blocks when it is first used.
    pub(super) fn name(&mut self, form: &str, kind: EntityKind) -> NameId {
        let key = fold::key(form);
        let slot = slot(kind);
        if let Some(id) = self.of_key(&key).get(slot).copied().flatten() {
            return id;
        }
        let (id, key) = (number(self.all.len()), Arc::<str>::from(key));
        let ids = self.by_key.entry(Arc::clone(&key)).or_default();
        if let Some(place) = ids.get_mut(slot) {
            *place = Some(id);
        }
        self.all.push(Name {
            key,
            kind,
            own: 0,
            alias: 0,
            mentions: 0,
            forms: vec![],
            blocks: vec![],
            sounds: None,
        });
        id
    }

    /// The names of a key, by the place of their kind in [`EntityKind::ALL`].
    pub(super) fn of_key(&self, key: &str) -> [Option<NameId>; 3] {
        self.by_key.get(key).copied().unwrap_or_default()
    }

    pub(super) fn of(&self, kind: EntityKind, key: &str) -> Option<NameId> {
        self.of_key(key).get(slot(kind)).copied().flatten()
    }

    pub(super) fn get(&self, id: NameId) -> Option<&Name> {
        self.all.get(id as usize)
    }

    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (NameId, &Name)> {
        (0..).zip(&self.all)
    }

    /// Keys that names of more than one kind have.
    pub(super) fn homonyms(&self) -> impl Iterator<Item = [Option<NameId>; 3]> {
        self.by_key.values().copied().filter(|ids| ids.iter().flatten().count() > 1)
    }

    pub(super) fn is_live(&self, id: NameId) -> bool {
        self.get(id).is_some_and(Name::is_live)
    }

    /// People's full names with this surname.
    pub(super) fn bearers(&self, surname: &str) -> &[NameId] {
        self.surnames.get(surname).map(Vec::as_slice).unwrap_or_default()
    }

    /// Names with middle initials, together with the first and last word that
    /// they share.
    pub(super) fn initialled(&self) -> impl Iterator<Item = (&str, &[NameId])> {
        self.initialled.iter().map(|(plain, names)| (plain.as_str(), names.as_slice()))
    }

    /// Names that are spelled alike and occur.
    pub(super) fn pairs(&self) -> impl Iterator<Item = &Pair> {
        let small =
            |block| self.blocks.get(block).is_some_and(|block: &Block| block.live <= LARGEST_BLOCK);
        self.pairs.iter().filter(move |pair| {
            self.is_live(pair.one) && self.is_live(pair.other) && small(&pair.block)
        })
    }

    /// Counts one more article in which the name is the fullest of an entity
    /// with so many mentions.
    pub(super) fn use_own(&mut self, id: NameId, mentions: u32) {
        self.enter(id);
        let Some(name) = self.all.get_mut(id as usize) else { return };
        name.own += 1;
        name.mentions = name.mentions.saturating_add(mentions);
        if name.own == 1 {
            self.count_live(id, true);
        }
    }

    pub(super) fn drop_own(&mut self, id: NameId, mentions: u32) {
        let Some(name) = self.all.get_mut(id as usize) else { return };
        name.own = name.own.saturating_sub(1);
        name.mentions = name.mentions.saturating_sub(mentions);
        if name.own == 0 {
            self.count_live(id, false);
        }
    }

    pub(super) fn use_alias(&mut self, id: NameId) {
        if let Some(name) = self.all.get_mut(id as usize) {
            name.alias += 1;
        }
    }

    pub(super) fn drop_alias(&mut self, id: NameId) {
        if let Some(name) = self.all.get_mut(id as usize) {
            name.alias = name.alias.saturating_sub(1);
        }
    }

    /// Counts a printed form; at least once, since a fullest name need not
    /// stand anywhere just so.
    pub(super) fn use_form(&mut self, id: NameId, form: FormId, count: u32) {
        let Some(name) = self.all.get_mut(id as usize) else { return };
        match name.forms.iter_mut().find(|(known, _)| *known == form) {
            Some((_, sum)) => *sum = sum.saturating_add(count + 1),
            None => name.forms.push((form, count + 1)),
        }
    }

    pub(super) fn drop_form(&mut self, id: NameId, form: FormId, count: u32) {
        let Some(name) = self.all.get_mut(id as usize) else { return };
        if let Some((_, sum)) = name.forms.iter_mut().find(|(known, _)| *known == form) {
            *sum = sum.saturating_sub(count + 1);
        }
        name.forms.retain(|(_, sum)| *sum > 0);
    }

    fn count_live(&mut self, id: NameId, lives: bool) {
        let Some(name) = self.all.get(id as usize) else { return };
        for block in &name.blocks {
            if let Some(block) = self.blocks.get_mut(block) {
                block.live = if lives { block.live + 1 } else { block.live.saturating_sub(1) };
            }
        }
    }

    /// Puts a person's full name into its blocks and indexes, once.
    fn enter(&mut self, id: NameId) {
        let Some(name) = self.all.get(id as usize) else { return };
        if name.kind != EntityKind::Person || name.sounds.is_some() || !name.is_full() {
            return;
        }
        let key = Arc::clone(&name.key);
        if let Some(surname) = surname(&key) {
            self.surnames.entry(surname.to_owned()).or_default().push(id);
        }
        if let Some((plain, _)) = without_initials(&key) {
            self.initialled.entry(plain).or_default().push(id);
        }
        let sounds = Sounds::of(&key);
        let blocks = blocks(&sounds);
        for &number in &blocks {
            self.compare(id, &key, &sounds, number);
        }
        if let Some(name) = self.all.get_mut(id as usize) {
            name.blocks = blocks;
            name.sounds = Some(sounds);
        }
    }

    /// Compares a new name with those of a block, and puts it in.
    fn compare(&mut self, id: NameId, key: &str, sounds: &Sounds, number: u64) {
        let block = self.blocks.entry(number).or_default();
        if block.members.len() < LARGEST_BLOCK {
            for &other in &block.members {
                let Some(name) = self.all.get(other as usize) else { continue };
                let Some(other_sounds) = &name.sounds else { continue };
                let measure = sounds.similarity(other_sounds);
                if measure >= spelling::SAME
                    && measure >= needed(key, &name.key)
                    && !differ(key, &name.key)
                {
                    self.pairs.push(Pair { one: other, other: id, measure, block: number });
                }
            }
        }
        block.members.push(id);
    }
}

impl Name {
    pub(super) fn is_live(&self) -> bool {
        self.own > 0
    }

    /// How the surname of a person's full name sounds; nothing for others.
    pub(super) fn surname_sounds(&self) -> &[u8] {
        self.sounds.as_ref().map(Sounds::surname).unwrap_or_default()
    }

    /// Whether it has more than one word.
    pub(super) fn is_full(&self) -> bool {
        self.key.contains(' ')
    }

    /// In how many articles it occurs at all.
    pub(super) fn articles(&self) -> u32 {
        self.own + self.alias
    }

    /// Its printed forms, with a number that grows with their mentions.
    pub(super) fn forms(&self) -> &[(FormId, u32)] {
        &self.forms
    }
}

/// The place of a kind in [`EntityKind::ALL`].
pub(super) fn slot(kind: EntityKind) -> usize {
    match kind {
        EntityKind::Person => 0,
        EntityKind::Organisation => 1,
        EntityKind::Place => 2,
    }
}

/// There are never four billion names.
pub(super) fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

/// The surname in the key of a full name.
pub(super) fn surname(key: &str) -> Option<&str> {
    let (_, rest) = key.split_once(' ')?;
    fold::words(rest).rfind(|word| !SUFFIXES.contains(word))
}

/// A name without its middle initials, and those; `None` when it has none.
pub(super) fn without_initials(key: &str) -> Option<(String, String)> {
    let words: Vec<&str> = fold::words(key).collect();
    let [first, middle @ .., last] = words.as_slice() else { return None };
    let initials = !middle.is_empty() && middle.iter().all(|word| word.chars().count() == 1);
    let whole = first.len() > 1 && last.len() > 1 && !SUFFIXES.contains(last);
    (initials && whole).then(|| (format!("{first} {last}"), middle.concat()))
}

/// The measure from which two full names are one.
fn needed(one: &str, other: &str) -> f32 {
    let usual = |key: &str| fold::words(key).next().and_then(given_names::gender).is_some();
    if usual(one) && usual(other) { SAME_AFTER_USUAL } else { spelling::SAME }
}

/// Whether two names that are spelled alike are of two people all the same:
/// a junior, other initials, given names that are both usual and not the same
/// (`Kevin`, `Gavin`; `Michel`, `Michelle`).
fn differ(one: &str, other: &str) -> bool {
    let suffix = |key: &str| {
        let last = fold::words(key).next_back()?;
        SUFFIXES.iter().position(|suffix| *suffix == last)
    };
    let single = |word: &str| word.chars().count() == 1;
    let mut words = fold::words(one).zip(fold::words(other));
    let initials = words.any(|(one, other)| (single(one) || single(other)) && one != other);
    suffix(one) != suffix(other) || initials || usual_given_names_differ(one, other)
}

fn usual_given_names_differ(one: &str, other: &str) -> bool {
    let (Some(one), Some(other)) = (fold::words(one).next(), fold::words(other).next()) else {
        return false;
    };
    let usual = |name| given_names::gender(name).is_some();
    one != other && usual(one) && usual(other) && spelling::similarity(one, other) < SAME_GIVEN_NAME
}

/// The blocks of a full name: one word whole, the other whole or without one
/// of its consonants. Those of the first and the last word only; whatever
/// stands between is left to the comparison.
fn blocks(sounds: &Sounds) -> Vec<u64> {
    let [given, .., surname] = sounds.words() else { return Vec::new() };
    let (given, surname) = (skeleton(given), skeleton(surname));
    let count = u8::try_from(sounds.words().len()).unwrap_or(u8::MAX);
    let mut blocks = vec![hash(count, &given, &surname)];
    blocks.extend(shortened(&surname).map(|surname| hash(count, &given, &surname)));
    blocks.extend(shortened(&given).map(|given| hash(count, &given, &surname)));
    blocks.sort_unstable();
    blocks.dedup();
    blocks
}

/// The consonants of a word by the class of sounds that are written for one
/// another.
pub(super) fn skeleton(sounds: &[u8]) -> Vec<u8> {
    let coarse = sounds.iter().filter_map(|sound| match sound {
        b'a' | b'e' | b'i' | b'o' | b'u' | b'j' | b'h' => None,
        b'k' | b'g' | b'X' | b'c' | b'C' | b's' | b'z' | b'S' | b'J' | b'Q' | b'T' => Some(b'k'),
        b'p' => Some(b'b'),
        b'v' => Some(b'f'),
        b't' => Some(b'd'),
        other => Some(*other),
    });
    let mut skeleton: Vec<u8> = coarse.collect();
    skeleton.dedup();
    skeleton
}

/// A word of at least three consonants without one of them, each in turn.
fn shortened(skeleton: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    let places = if skeleton.len() >= 3 { 0..skeleton.len() } else { 0..0 };
    places.map(|place| {
        let (before, after) = skeleton.split_at(place);
        [before, after.get(1..).unwrap_or_default()].concat()
    })
}

/// FNV-1a: the same on every platform.
fn hash(count: u8, given: &[u8], surname: &[u8]) -> u64 {
    let bytes = [count].into_iter().chain(given.iter().copied()).chain([b' ']);
    bytes.chain(surname.iter().copied()).fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
