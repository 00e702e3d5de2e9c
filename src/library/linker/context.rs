//! Whom a name means in its article, where the name alone does not tell: a
//! bare surname, a name that only stands for another.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::aliases::Aliases;
use super::articles::{Article, Document, Local};
use super::joins::Join;
use super::names::{FormId, NameId, Names, skeleton, surname};
use super::reason::Why;
use super::roles;
use super::sets::Sets;
use super::spelling::{self, Sounds};
use crate::model::EntityKind;

/// A file of more articles is a collection: they need not share a subject.
const MOST_ARTICLES: usize = 8;
/// The most surnames of an article with the same consonants that are looked
/// at.
const MOST_ALIKE: usize = 32;

/// Whom this many articles name in full may be meant by a surname alone,
const WELL_KNOWN: u32 = 10;
/// if those are so many of twenty that name anybody of that surname in full.
const FAR_BETTER_OF_20: u32 = 18;

/// What the rules for one article look at.
pub(super) struct Context<'a> {
    pub(super) names: &'a Names,
    pub(super) aliases: &'a Aliases,
    pub(super) sets: &'a mut Sets,
    /// The kind by the root of each name.
    pub(super) kinds: &'a [EntityKind],
    pub(super) parted: &'a HashSet<NameId>,
    /// The words of each role that was looked at.
    roles: HashMap<FormId, Vec<String>>,
    /// In how many articles an entity goes by a name of its own, by root.
    articles: Vec<u32>,
    /// The best known of a surname.
    known: HashMap<String, Option<NameId>>,
    /// The roles of the people who bear a surname, by root.
    of_bearers: HashMap<NameId, BTreeSet<FormId>>,
}

/// A person that an article names in full.
#[derive(Clone, Copy)]
struct Full<'a> {
    name: NameId,
    root: NameId,
    /// Of the surname.
    sounds: &'a [u8],
}

/// The people whom an article or a file names in full.
#[derive(Default)]
pub(super) struct People<'a> {
    by_surname: HashMap<&'a str, Vec<Full<'a>>>,
    /// By the consonants of the surname.
    by_sound: HashMap<Vec<u8>, Vec<Full<'a>>>,
}

/// The one person that all of them are.
fn only<'a>(fulls: &[Full<'a>]) -> Option<Full<'a>> {
    let first = fulls.first()?;
    fulls.iter().all(|full| full.root == first.root).then_some(*first)
}

impl<'a> Context<'a> {
    pub(super) fn new(
        names: &'a Names,
        aliases: &'a Aliases,
        sets: &'a mut Sets,
        kinds: &'a [EntityKind],
        parted: &'a HashSet<NameId>,
    ) -> Context<'a> {
        let (roles, of_bearers, known) = (HashMap::new(), HashMap::new(), HashMap::new());
        let mut articles = vec![0; names.len()];
        for (id, name) in names.iter() {
            if let Some(count) = articles.get_mut(sets.root(id) as usize) {
                *count += if name.is_full() { name.own } else { 0 };
            }
        }
        Context { names, aliases, sets, kinds, parted, roles, articles, known, of_bearers }
    }

    /// Takes note of the roles that an article gives to people whom it names
    /// in full.
    pub(super) fn learn_roles(&mut self, article: &Article) {
        for said in &article.said {
            let local = said.local.and_then(|local| article.locals.get(local as usize));
            let Some(local) = local else { continue };
            let has_role = !self.names.form_text(said.role).is_empty();
            if has_role && self.is_person(local.name) && self.is_full(local.name) {
                let root = self.sets.root(local.name);
                self.of_bearers.entry(root).or_default().insert(said.role);
            }
        }
    }

    /// The steps from an article's entities to other names, where their own
    /// do not tell whom they mean; with the index of each entity.
    pub(super) fn steps(
        &mut self,
        document: &Document,
        in_document: &mut Option<People<'a>>,
        article: &Article,
    ) -> Vec<(usize, Join)> {
        let mut steps = Vec::new();
        let mut here = None;
        for (index, local) in article.locals.iter().enumerate() {
            if self.parted.contains(&local.name) {
                continue;
            }
            let step = self.stands_for(article, local).or_else(|| {
                let surname = self.bare(local.name)?;
                let here = here.get_or_insert_with(|| self.people([article].into_iter()));
                if here.by_surname.contains_key(surname) {
                    // Several people of that name: the article leaves it open.
                    return None;
                }
                self.spelled_alike(local.name, surname, here)
                    .or_else(|| self.in_document(local.name, surname, document, in_document))
                    .or_else(|| self.by_role(local.name, surname, article, index))
                    .or_else(|| self.best_known(local.name, surname))
            });
            steps.extend(step.map(|step| (index, step)));
        }
        steps
    }

    /// The name of a person who is not named in full.
    fn bare(&self, name: NameId) -> Option<&'a str> {
        let found = self.names.get(name)?;
        (self.is_person(name) && !found.is_full()).then_some(found.key.as_ref())
    }

    fn is_person(&self, name: NameId) -> bool {
        self.kinds.get(name as usize) == Some(&EntityKind::Person)
    }

    fn is_full(&self, name: NameId) -> bool {
        self.names.get(name).is_some_and(super::names::Name::is_full)
    }

    /// `the Alliance` where NATO stands.
    fn stands_for(&mut self, article: &Article, local: &Local) -> Option<Join> {
        let key = &self.names.get(local.name)?.key;
        for row in self.aliases.standing(key) {
            let named = article.locals.iter().find(|other| {
                let name = self.names.get(other.name);
                other.name != local.name
                    && name.is_some_and(|name| row.names.iter().any(|key| **key == *name.key))
            });
            if let Some(other) = named {
                let (name, of) = (local.name, other.name);
                return Some(Join { name, of, why: Why::StandsFor, measure: None });
            }
        }
        None
    }

    /// The people whom articles name in full.
    fn people<'b>(&mut self, articles: impl Iterator<Item = &'b Article>) -> People<'a> {
        let mut people = People::default();
        for local in articles.flat_map(|article| &article.locals) {
            let Some(name) = self.names.get(local.name).filter(|_| self.is_person(local.name))
            else {
                continue;
            };
            let Some(surname) = surname(&name.key) else { continue };
            let (root, sounds) = (self.sets.root(local.name), name.surname_sounds());
            let full = Full { name: local.name, root, sounds };
            people.by_surname.entry(surname).or_default().push(full);
            let alike = people.by_sound.entry(skeleton(sounds)).or_default();
            if alike.len() < MOST_ALIKE {
                alike.push(full);
            }
        }
        people
    }

    /// A surname spelled like that of the one person named in full; if
    /// somebody in the library bears it just so, only if that is the one.
    fn spelled_alike(&mut self, name: NameId, key: &str, people: &People<'a>) -> Option<Join> {
        let sounds = Sounds::of(key);
        let alike = people.by_sound.get(&skeleton(sounds.surname()))?;
        let bearers = self.bearers(key);
        let mut found: Option<(Full<'a>, f32)> = None;
        for full in alike {
            let measure = spelling::word_similarity(sounds.surname(), full.sounds);
            if measure < spelling::SAME || !(bearers.is_empty() || bearers.contains(&full.root)) {
                continue;
            }
            if found.is_some_and(|(other, _)| other.root != full.root) {
                return None;
            }
            found = found.or(Some((*full, measure)));
        }
        let (full, measure) = found?;
        Some(Join { name, of: full.name, why: Why::SpellingInArticle, measure: Some(measure) })
    }

    /// Who in the library bears a surname, by root.
    fn bearers(&mut self, surname: &str) -> BTreeSet<NameId> {
        let mut bearers = BTreeSet::new();
        for &name in self.names.bearers(surname) {
            if self.names.is_live(name) && self.is_person(name) {
                bearers.insert(self.sets.root(name));
            }
        }
        bearers
    }

    /// The one person of that surname whom the file names in full.
    fn in_document(
        &mut self,
        name: NameId,
        key: &str,
        document: &Document,
        people: &mut Option<People<'a>>,
    ) -> Option<Join> {
        if !(2..=MOST_ARTICLES).contains(&document.articles.len()) {
            return None;
        }
        let people = people.get_or_insert_with(|| self.people(document.articles.iter()));
        let of = only(people.by_surname.get(key)?)?.name;
        Some(Join { name, of, why: Why::SameDocument, measure: None })
    }

    /// The one person of that surname who has the role that the article gives.
    fn by_role(
        &mut self,
        name: NameId,
        key: &str,
        article: &Article,
        index: usize,
    ) -> Option<Join> {
        let here: BTreeSet<FormId> = article
            .said
            .iter()
            .filter(|said| said.local.is_some_and(|local| local as usize == index))
            .map(|said| said.role)
            .collect();
        let bearers = self.bearers(key);
        let mut found: Option<(NameId, FormId)> = None;
        for bearer in bearers {
            let agreed = here.iter().copied().find(|role| self.has_role(bearer, *role));
            match (agreed, found) {
                (Some(_), Some(_)) => return None,
                (Some(role), None) => found = Some((bearer, role)),
                (None, _) => {}
            }
        }
        let (of, role) = found?;
        let why = Why::Role(self.names.form_text(role).to_owned());
        Some(Join { name, of, why, measure: None })
    }

    /// Who is by far the best known of that surname. An article that gives no
    /// first name anywhere relies on its readers to know whom it means.
    fn best_known(&mut self, name: NameId, surname: &str) -> Option<Join> {
        let join = |of| Join { name, of, why: Why::BestKnown, measure: None };
        if let Some(known) = self.known.get(surname) {
            return known.map(join);
        }
        let bearers = self.bearers(surname);
        let articles = |root: &NameId| self.articles.get(*root as usize).copied().unwrap_or(0);
        let all: u32 = bearers.iter().map(articles).sum();
        let best = bearers.iter().copied().max_by_key(articles);
        let best = best.filter(|best| {
            let known = articles(best);
            known >= WELL_KNOWN && known.saturating_mul(20) >= all.saturating_mul(FAR_BETTER_OF_20)
        });
        self.known.insert(surname.to_owned(), best);
        best.map(join)
    }

    fn has_role(&mut self, person: NameId, role: FormId) -> bool {
        let Some(held) = self.of_bearers.get(&person).cloned() else { return false };
        let role = self.role_words(role);
        held.into_iter().any(|held| roles::agree(&role, &self.role_words(held)))
    }

    fn role_words(&mut self, role: FormId) -> Vec<String> {
        let (names, aliases) = (self.names, self.aliases);
        let words = || roles::words(aliases, names.form_text(role));
        self.roles.entry(role).or_insert_with(words).clone()
    }
}
