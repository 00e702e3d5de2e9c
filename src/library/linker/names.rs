//! All names of the library, each once: how often it is used, its printed
//! forms, who bears a surname.
//!
//! Kept in few long arrays, since a large library has some hundred thousand
//! names. Which of them are spelled alike is the business of [`AlikeNames`].

mod uses;

use std::collections::HashMap;

use super::alike::AlikeNames;
use super::fold;
use super::spelling::{Sounds, sounds_of};
use super::strings::{Strings, number};
use crate::library::codec::{ByteReader, ByteWriter};
use crate::library::sure::{sure, sure_or};
use newsquotes::model::EntityKind;

/// The number of a name of one kind.
pub(super) type NameId = u32;
/// The number of a printed form of one kind.
pub(super) type FormId = u32;
/// The number of a surname.
pub(super) type SurnameId = u32;

/// No name, form or surname.
pub(super) const NONE: u32 = u32::MAX;

/// Words that follow a surname.
pub(super) const SUFFIXES: &[&str] = &["jr", "sr", "ii", "iii", "iv"];

/// Every name and printed form.
#[derive(Debug, Default)]
pub(super) struct KnownNames {
    all: Vec<KnownName>,
    pub(super) keys: Strings,
    /// The names of each key, by [`slot`].
    of_key: Vec<[NameId; 3]>,
    /// Printed forms, each behind the digit of its kind.
    forms: Strings,
    form_entries: Vec<FormEntry>,
    surnames: Strings,
    /// By surname the person's full name met last.
    bearers: Vec<NameId>,
    /// People's names with middle initials, by first and last word.
    initialled: HashMap<String, Vec<NameId>>,
    sounds: Vec<u8>,
    pub(super) alike: AlikeNames,
}

/// A name of one kind.
#[derive(Clone, Copy, Debug)]
pub(super) struct KnownName {
    pub(super) key: u32,
    pub(super) kind: EntityKind,
    /// Whether it has more than one word.
    pub(super) is_full: bool,
    /// In how many articles it is the fullest name of an entity.
    pub(super) own: u32,
    /// In how many it is another name of one.
    pub(super) alias: u32,
    /// Mentions of the entities whose fullest name it is.
    pub(super) mentions: u32,
    /// The printed form met last.
    form: FormId,
    /// Of a person's full name.
    pub(super) surname: SurnameId,
    /// The bearer of the same surname met before it.
    next_bearer: NameId,
    /// Where its sounds begin, once it was compared with others.
    pub(super) sounds: u32,
}

/// A printed form.
#[derive(Clone, Copy, Debug)]
pub(super) struct FormEntry {
    pub(super) name: NameId,
    /// A number that grows with its mentions.
    count: u32,
    /// The form of the same name met before it.
    next: FormId,
}

impl KnownNames {
    pub(super) fn write(&self, writer: &mut ByteWriter) {
        self.keys.write(writer);
        writer.array(self.all.iter().map(|name| name.key));
        writer.array(self.all.iter().map(|name| number(slot(name.kind))));
        writer.array(self.all.iter().map(|name| name.own));
        writer.array(self.all.iter().map(|name| name.alias));
        writer.array(self.all.iter().map(|name| name.mentions));
        writer.array(self.all.iter().map(|name| name.sounds));
        writer.blob(&self.sounds);
        self.forms.write(writer);
        writer.array(self.form_entries.iter().map(|form| form.name));
        writer.array(self.form_entries.iter().map(|form| form.count));
        self.alike.write(writer);
    }

    pub(super) fn read(reader: &mut ByteReader<'_>) -> Option<KnownNames> {
        let mut names = KnownNames { keys: Strings::read(reader)?, ..KnownNames::default() };
        let entries = reader.array()?.into_iter().zip(reader.array()?);
        let counts = reader.array()?.into_iter().zip(reader.array()?);
        let others = reader.array()?.into_iter().zip(reader.array()?);
        for (((key, kind), (own, alias)), (mentions, sounds)) in entries.zip(counts).zip(others) {
            if key as usize >= names.keys.len() {
                return None;
            }
            names.enter_name(key, *EntityKind::ALL.get(kind as usize)?);
            let name = names.all.last_mut()?;
            *name = KnownName { own, alias, mentions, sounds, ..*name };
        }
        reader.blob()?.clone_into(&mut names.sounds);
        names.forms = Strings::read(reader)?;
        for (name, count) in reader.array()?.into_iter().zip(reader.array()?) {
            names.enter_form(name);
            names.form_entries.last_mut()?.count = count;
        }
        names.alike = AlikeNames::of(reader)?;
        Some(names)
    }

    /// The number of a printed form, whose name is new if it is new.
    pub(super) fn form(&mut self, form: &str, kind: EntityKind) -> FormId {
        let marked = marked(form, kind);
        if let Some(id) = self.forms.get(&marked) {
            return id;
        }
        let name = self.name(&fold::key(form), kind);
        let id = self.forms.add(&marked);
        self.enter_form(name);
        id
    }

    /// Notes the name of the next form.
    fn enter_form(&mut self, name: NameId) {
        let id = number(self.form_entries.len());
        let next = match self.all.get_mut(name as usize) {
            Some(name) => std::mem::replace(&mut name.form, id),
            None => NONE,
        };
        self.form_entries.push(FormEntry { name, count: 0, next });
    }

    pub(super) fn form_text(&self, form: FormId) -> &str {
        sure(self.forms.text(form).get(1..))
    }

    pub(super) fn name_of(&self, form: FormId) -> NameId {
        self.form_entries.get(form as usize).map_or(NONE, |form| form.name)
    }

    fn name(&mut self, key: &str, kind: EntityKind) -> NameId {
        let key = self.keys.add(key);
        let known = self.of_key.get(key as usize).and_then(|ids| ids.get(slot(kind)));
        match known {
            Some(id) if *id != NONE => *id,
            _ => self.enter_name(key, kind),
        }
    }

    /// A new name of a known key.
    fn enter_name(&mut self, key: u32, kind: EntityKind) -> NameId {
        let id = number(self.all.len());
        self.of_key.resize(self.of_key.len().max(key as usize + 1), [NONE; 3]);
        if let Some(ids) = self.of_key.get_mut(key as usize)
            && let Some(place) = ids.get_mut(slot(kind))
        {
            *place = id;
        }
        let is_full = self.keys.text(key).contains(' ');
        let (surname, next_bearer) =
            if is_full && kind == EntityKind::Person { self.bear(id, key) } else { (NONE, NONE) };
        self.all.push(KnownName {
            key,
            kind,
            is_full,
            own: 0,
            alias: 0,
            mentions: 0,
            form: NONE,
            surname,
            next_bearer,
            sounds: NONE,
        });
        id
    }

    /// Puts a person's full name to those of its surname.
    fn bear(&mut self, id: NameId, key: u32) -> (SurnameId, NameId) {
        let key = self.keys.text(key);
        if let Some((plain, _)) = without_initials(key) {
            self.initialled.entry(plain).or_default().push(id);
        }
        let Some(surname) = surname(key) else { return (NONE, NONE) };
        let surname = self.surnames.add(surname);
        if surname as usize == self.bearers.len() {
            self.bearers.push(NONE);
        }
        let last = self.bearers.get_mut(surname as usize);
        (surname, last.map_or(NONE, |last| std::mem::replace(last, id)))
    }

    /// The names of a key, by the place of their kind in [`EntityKind::ALL`].
    pub(super) fn of_key(&self, key: &str) -> [Option<NameId>; 3] {
        let ids = self.keys.get(key).and_then(|key| self.of_key.get(key as usize));
        ids.map_or([None; 3], some)
    }

    pub(super) fn of(&self, kind: EntityKind, key: &str) -> Option<NameId> {
        self.of_key(key).get(slot(kind)).copied().flatten()
    }

    /// All names of a key's number.
    pub(super) fn with_key(&self, key: u32) -> impl Iterator<Item = NameId> {
        let ids = self.of_key.get(key as usize);
        ids.into_iter().flatten().copied().filter(|id| *id != NONE)
    }

    pub(super) fn get(&self, id: NameId) -> Option<&KnownName> {
        self.all.get(id as usize)
    }

    /// The key of a name, see [`fold::key`].
    pub(super) fn key(&self, id: NameId) -> &str {
        sure(self.get(id).map(|name| self.keys.text(name.key)))
    }

    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (NameId, &KnownName)> {
        (0..).zip(&self.all)
    }

    /// Keys that names of more than one kind have.
    pub(super) fn homonyms(&self) -> impl Iterator<Item = [Option<NameId>; 3]> {
        let several =
            self.of_key.iter().filter(|ids| ids.iter().filter(|id| **id != NONE).count() > 1);
        several.map(some)
    }

    pub(super) fn is_live(&self, id: NameId) -> bool {
        self.get(id).is_some_and(KnownName::is_live)
    }

    pub(super) fn surname(&self, surname: &str) -> Option<SurnameId> {
        self.surnames.get(surname)
    }

    pub(super) fn surname_text(&self, surname: SurnameId) -> &str {
        self.surnames.text(surname)
    }

    /// How many surnames there are.
    pub(super) fn surnames(&self) -> usize {
        self.surnames.len()
    }

    /// People's full names with this surname.
    pub(super) fn bearers(&self, surname: SurnameId) -> impl Iterator<Item = NameId> {
        let last = self.bearers.get(surname as usize).copied();
        let known = |id: &NameId| *id != NONE;
        std::iter::successors(last.filter(known), move |id| {
            self.get(*id).map(|name| name.next_bearer).filter(known)
        })
    }

    /// Names with middle initials, together with the first and last word that
    /// they share.
    pub(super) fn initialled(&self) -> impl Iterator<Item = (&str, &[NameId])> {
        self.initialled.iter().map(|(plain, names)| (plain.as_str(), names.as_slice()))
    }

    /// The printed forms of a name that occur, with a number that grows with
    /// their mentions.
    pub(super) fn forms_of(&self, name: NameId) -> impl Iterator<Item = (FormId, u32)> {
        let last = self.get(name).map(|name| name.form);
        let entry = |id: FormId| Some((id, *self.form_entries.get(id as usize)?));
        let chain = std::iter::successors(last.and_then(entry), move |(_, form)| entry(form.next));
        chain.filter(|(_, form)| form.count > 0).map(|(id, form)| (id, form.count))
    }

    /// Writes down how a person's full name sounds, once.
    fn sound(&mut self, id: NameId) {
        let Some(name) = self.get(id) else { return };
        if name.kind != EntityKind::Person || name.sounds != NONE || !name.is_full {
            return;
        }
        let sounds = sounds_of(self.keys.text(name.key));
        let start = number(self.sounds.len());
        self.sounds.push(u8::try_from(sounds.len()).unwrap_or(u8::MAX));
        self.sounds.extend(sounds.iter().take(u8::MAX.into()));
        if let Some(name) = self.all.get_mut(id as usize) {
            name.sounds = start;
        }
    }

    /// Sorts what was compared, to be written.
    pub(super) fn settle(&mut self) {
        self.alike.settle();
    }

    /// How a person's full name sounds; nothing for others.
    pub(super) fn sounds(&self, id: NameId) -> Sounds<'_> {
        let start = sure_or(self.get(id).map(|name| name.sounds), NONE);
        if start == NONE {
            return Sounds(&[]);
        }
        let written = sure(self.sounds.get(start as usize..)).split_first();
        Sounds(sure(written.and_then(|(length, sounds)| sounds.get(..usize::from(*length)))))
    }
}

impl KnownName {
    pub(super) fn is_live(&self) -> bool {
        self.own > 0
    }

    /// In how many articles it occurs at all.
    pub(super) fn articles(&self) -> u32 {
        self.own.saturating_add(self.alias)
    }
}

/// A form behind the digit of its kind, for one form may be of two kinds.
fn marked(form: &str, kind: EntityKind) -> String {
    format!("{}{form}", slot(kind))
}

fn some(ids: &[NameId; 3]) -> [Option<NameId>; 3] {
    ids.map(|id| (id != NONE).then_some(id))
}

/// The place of a kind in [`EntityKind::ALL`].
pub(super) fn slot(kind: EntityKind) -> usize {
    match kind {
        EntityKind::Person => 0,
        EntityKind::Organisation => 1,
        EntityKind::Place => 2,
    }
}

/// The surname in the key of a full name.
pub(super) fn surname(key: &str) -> Option<&str> {
    let (_, rest) = key.split_once(' ')?;
    fold::words(rest).rfind(|word| !SUFFIXES.contains(word))
}

/// A name without its middle initials, and those; `None` when it has none.
pub(super) fn without_initials(key: &str) -> Option<(String, String)> {
    let (first, rest) = key.split_once(' ')?;
    let (middle, last) = rest.rsplit_once(' ')?;
    let initials = fold::words(middle).all(|word| word.chars().count() == 1);
    let whole = first.len() > 1 && last.len() > 1 && !SUFFIXES.contains(&last);
    (initials && whole).then(|| (format!("{first} {last}"), middle.replace(' ', "")))
}
