//! Whom a name means in its article, where the name alone does not tell: a
//! bare surname, a name that only stands for another.

use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use super::LinkerView;
use super::alike::skeleton;
use super::article::{LinkerArticle, Local, WordId};
use super::articles::ArticleNumber;
use super::identity::NameIdentity;
use super::joins::Join;
use super::names::{NameId, SurnameId, surname};
use super::reason::Rule;
use super::roles;
use super::spelling::{self, Sounds, sounds_of};

/// A file of so many articles: in one of more they need not share a subject.
pub(super) const SHARED: std::ops::RangeInclusive<usize> = 2..=8;
/// The most surnames of an article with the same consonants that are looked
/// at.
const MOST_ALIKE: usize = 32;

/// What the rules for one article look at.
pub(super) struct ArticleContext<'a> {
    library: LinkerView<'a>,
    identity: &'a NameIdentity,
    /// The words of each role that was looked at.
    roles: HashMap<WordId, Rc<[String]>>,
    /// Whether a person, by root, has a role.
    has_role: HashMap<(NameId, WordId), bool>,
    /// Who bears a surname, by root.
    bearers: HashMap<SurnameId, Rc<[NameId]>>,
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
pub(super) struct PeopleInContext<'a> {
    by_surname: HashMap<&'a str, Vec<Full<'a>>>,
    /// By the consonants of the surname.
    by_sound: HashMap<Vec<u8>, Vec<Full<'a>>>,
}

/// The one person that all of them are.
fn only<'a>(fulls: &[Full<'a>]) -> Option<Full<'a>> {
    let first = fulls.first()?;
    fulls.iter().all(|full| full.root == first.root).then_some(*first)
}

impl<'a> ArticleContext<'a> {
    pub(super) fn new(library: LinkerView<'a>, identity: &'a NameIdentity) -> ArticleContext<'a> {
        let (roles, has_role, bearers) = (HashMap::new(), HashMap::new(), HashMap::new());
        ArticleContext { library, identity, roles, has_role, bearers }
    }

    /// The steps from an article's entities to other names, where their own
    /// do not tell whom they mean; with the index of each entity.
    /// `in_document` keeps the people of the document between its articles.
    pub(super) fn steps(
        &mut self,
        id: ArticleNumber,
        article: &LinkerArticle,
        in_document: &mut Option<PeopleInContext<'a>>,
    ) -> Vec<(u32, Join)> {
        let mut steps = Vec::new();
        let mut here = None;
        for (index, local) in (0..).zip(&article.locals) {
            if self.identity.is_parted(local.name) {
                continue;
            }
            let step = self.stands_for(article, local).or_else(|| {
                let surname = self.bare(local.name)?;
                let here = here.get_or_insert_with(|| {
                    let mut people = PeopleInContext::default();
                    self.meet(&mut people, article);
                    people
                });
                if here.by_surname.contains_key(surname) {
                    // Several people of that name: the article leaves it open.
                    return None;
                }
                self.spelled_alike(local.name, surname, here)
                    .or_else(|| self.in_document(local.name, surname, id, in_document))
                    .or_else(|| self.by_role(local.name, surname, article, index))
                    .or_else(|| self.best_known(local.name, surname))
            });
            steps.extend(step.map(|step| (index, step)));
        }
        steps
    }

    /// The name of a person who is not named in full.
    fn bare(&self, name: NameId) -> Option<&'a str> {
        let found = self.library.names.get(name)?;
        let bare = self.identity.is_person(name) && !found.is_full;
        bare.then(|| self.library.names.key(name))
    }

    /// `the Alliance` where NATO stands.
    fn stands_for(&mut self, article: &LinkerArticle, local: &Local) -> Option<Join> {
        let names = self.library.names;
        for row in self.library.aliases.standing(names.key(local.name)) {
            let standing = article.locals.iter().find(|other| {
                let key = names.key(other.name);
                other.name != local.name && row.names.iter().any(|name| name == key)
            });
            if let Some(other) = standing {
                let (name, of) = (local.name, other.name);
                return Some(Join { name, of, rule: Rule::StandsFor });
            }
        }
        None
    }

    /// Adds the people whom an article names in full.
    fn meet(&self, people: &mut PeopleInContext<'a>, article: &LinkerArticle) {
        let names = self.library.names;
        for local in article.locals.iter().filter(|local| self.identity.is_person(local.name)) {
            let Some(surname) = surname(names.key(local.name)) else { continue };
            let Some(root) = self.identity.root(local.name) else { continue };
            let full = Full { name: local.name, root, sounds: names.sounds(local.name).surname() };
            people.by_surname.entry(surname).or_default().push(full);
            let alike = people.by_sound.entry(skeleton(full.sounds)).or_default();
            if alike.len() < MOST_ALIKE {
                alike.push(full);
            }
        }
    }

    /// A surname spelled like that of the one person named in full; if
    /// somebody in the library bears it just so, only if that is the one.
    fn spelled_alike(
        &mut self,
        name: NameId,
        key: &str,
        people: &PeopleInContext<'a>,
    ) -> Option<Join> {
        let sounds = sounds_of(key);
        let sounds = Sounds(&sounds).surname();
        let alike = people.by_sound.get(&skeleton(sounds))?;
        let bearers = self.bearers(key);
        let mut found: Option<(Full<'a>, f32)> = None;
        for full in alike {
            let measure = spelling::word_similarity(sounds, full.sounds);
            if measure < spelling::SAME || !(bearers.is_empty() || bearers.contains(&full.root)) {
                continue;
            }
            if found.is_some_and(|(other, _)| other.root != full.root) {
                return None;
            }
            found = found.or(Some((*full, measure)));
        }
        let (full, measure) = found?;
        Some(Join { name, of: full.name, rule: Rule::SpellingInArticle(measure) })
    }

    /// Who in the library bears a surname, by root.
    fn bearers(&mut self, surname: &str) -> Rc<[NameId]> {
        let Some(id) = self.library.names.surname(surname) else { return Rc::default() };
        let (names, identity) = (self.library.names, self.identity);
        let bearers = || identity.bearers(names, id).into();
        Rc::clone(self.bearers.entry(id).or_insert_with(bearers))
    }

    /// The one person of that surname whom the file names in full.
    fn in_document(
        &mut self,
        name: NameId,
        key: &str,
        id: ArticleNumber,
        people: &mut Option<PeopleInContext<'a>>,
    ) -> Option<Join> {
        let articles = self.library.articles;
        let document = articles.document_of(id)?.articles.clone();
        if !SHARED.contains(&document.len()) {
            return None;
        }
        let people = people.get_or_insert_with(|| {
            let (mut people, mut article) = (PeopleInContext::default(), LinkerArticle::default());
            for other in document {
                if articles.read(self.library.names, other, &mut article).is_some() {
                    self.meet(&mut people, &article);
                }
            }
            people
        });
        let of = only(people.by_surname.get(key)?)?.name;
        Some(Join { name, of, rule: Rule::SameDocument })
    }

    /// The one person of that surname who has the role that the article gives.
    fn by_role(
        &mut self,
        name: NameId,
        key: &str,
        article: &LinkerArticle,
        index: u32,
    ) -> Option<Join> {
        let said = article.said.iter().filter(|said| said.local == Some(index) && said.role != 0);
        let here: BTreeSet<WordId> = said.map(|said| said.role).collect();
        if here.is_empty() {
            return None;
        }
        let mut found: Option<(NameId, WordId)> = None;
        for bearer in self.bearers(key).iter().copied() {
            let agreed = here.iter().copied().find(|role| self.has_role(bearer, *role));
            match (agreed, found) {
                (Some(_), Some(_)) => return None,
                (Some(role), None) => found = Some((bearer, role)),
                (None, _) => {}
            }
        }
        let (of, role) = found?;
        Some(Join { name, of, rule: Rule::Role(role) })
    }

    /// Who is by far the best known of that surname. An article that gives no
    /// first name anywhere relies on its readers to know whom it means.
    fn best_known(&self, name: NameId, surname: &str) -> Option<Join> {
        let of = self.identity.best_known(self.library.names.surname(surname)?)?;
        Some(Join { name, of, rule: Rule::BestKnown })
    }

    fn has_role(&mut self, person: NameId, role: WordId) -> bool {
        if let Some(known) = self.has_role.get(&(person, role)) {
            return *known;
        }
        let (articles, words) = (self.library.articles, self.role_words(role));
        let names = self.identity.members(person);
        let held = names.flat_map(|name| articles.roles.range((name, 0)..=(name, u32::MAX)));
        let held: Vec<WordId> = held.map(|((_, held), _)| *held).collect();
        let agrees = held.into_iter().any(|held| roles::agree(&words, &self.role_words(held)));
        self.has_role.insert((person, role), agrees);
        agrees
    }

    fn role_words(&mut self, role: WordId) -> Rc<[String]> {
        let LinkerView { articles, aliases, .. } = self.library;
        let words = || roles::words(aliases, articles.words.text(role)).into();
        Rc::clone(self.roles.entry(role).or_insert_with(words))
    }
}
