//! One entity over many articles, however it is spelled, with a reason for
//! every merge.
//!
//! ```text
//! facts     what is kept of an article: names, counts, who said what
//! fold      names to keys: case, accents and full stops taken away
//! spelling  how alike two names are
//! names     every name once, with those it could be a spelling of
//! articles  the articles as numbers into the names
//! aliases   the table of names that no rule could find
//! decision  what a person put right; decided: which names that means
//! joins     which names are one everywhere (sets: union-find)
//! context   whom a bare surname means in its article (roles)
//! links     who is who, as it follows from all that
//! page      what is shown of an entity (entity, reason)
//! store     the structure as a file
//! ```
//!
//! [`Linker::add`] takes a document in and compares its new names with those
//! that sound alike, so that no article is ever read again. Who is who follows
//! from all names together when it is asked for, the same in whatever order
//! they came; a person's decisions go first. Nothing here reads an article's
//! file, tags a text or draws.

mod aliases;
mod articles;
mod context;
mod decided;
mod decision;
mod entity;
mod facts;
mod fold;
mod joins;
mod links;
mod names;
mod page;
mod reason;
mod roles;
mod sets;
pub mod spelling;
mod store;

use std::sync::OnceLock;

pub use aliases::{Aliases, FILE_NAME as ALIASES_FILE_NAME};
pub use decision::{Decided, Decision, EntityName};
pub use entity::{Companion, LinkedEntity, LinkedId, NameCount, Role, Said, Seen, Summary};
pub use facts::ArticleFacts;
pub use reason::{Merge, Why};
pub use spelling::similarity;

use self::articles::{Article, Articles};
use self::decided::Outcome;
use self::links::Links;
use self::names::Names;
use crate::model::{EntityKind, Speaker};

/// The entities of a library.
///
/// A question after a change makes the answers anew for the whole library,
/// which takes some 0.2 s for ten thousand articles; ask on a worker
/// thread where that matters.
#[derive(Debug, Default)]
pub struct Linker {
    names: Names,
    articles: Articles,
    aliases: Aliases,
    decisions: Vec<Decided>,
    links: OnceLock<Links>,
}

impl Linker {
    /// An empty library.
    #[must_use]
    pub fn new(aliases: Aliases) -> Linker {
        Linker { aliases, ..Linker::default() }
    }

    /// Takes a document with all its articles in, in place of what was known
    /// of it. `document` is any key that the caller knows it by;
    /// `fingerprint` is of whatever the facts depend on, see
    /// [`Linker::fingerprint`].
    pub fn add(&mut self, document: &str, fingerprint: u64, articles: &[ArticleFacts]) {
        self.remove(document);
        self.articles.add(&mut self.names, document, fingerprint, articles);
    }

    /// That with which the document was added: whether a loaded structure is
    /// up to date with it.
    #[must_use]
    pub fn fingerprint(&self, document: &str) -> Option<u64> {
        Some(self.articles.documents.get(document)?.fingerprint)
    }

    /// Forgets a document with all its articles.
    pub fn remove(&mut self, document: &str) {
        self.links.take();
        self.articles.remove(&mut self.names, document);
    }

    /// The keys of all documents, in order.
    pub fn documents(&self) -> impl Iterator<Item = &str> {
        self.articles.documents.keys().map(AsRef::as_ref)
    }

    /// Puts a person's decisions in force, in place of those before.
    pub fn decide(&mut self, decisions: Vec<Decided>) {
        self.links.take();
        self.decisions = decisions;
    }

    /// Decisions that name an entity which no article names now: to be listed,
    /// never dropped.
    #[must_use]
    pub fn dormant_decisions(&self) -> Vec<&Decided> {
        let dormant = self.links().outcome.dormant.iter();
        dormant.filter_map(|index| self.decisions.get(*index)).collect()
    }

    /// The entity that an article's entity belongs to; `None` when there is
    /// no such, or a person said that it is none. `entity` is the index in the
    /// article's entities, as in [`crate::model::Mention::entity`].
    #[must_use]
    pub fn entity_of(&self, document: &str, article: usize, entity: u32) -> Option<LinkedId> {
        let facts = self.article(document, article)?;
        let local = facts.locals.get(entity as usize)?;
        let links = self.links();
        let place = links.place(document, article)?;
        let id = LinkedId(links.meant(place.first_local.checked_add(entity)?, local)?);
        links.row(id).map(|_| id)
    }

    /// Who the speaker of a quotation in that article is: the article's entity
    /// of that name, or else the one of that full name in the library.
    #[must_use]
    pub fn speaker_entity(
        &self,
        document: &str,
        article: usize,
        speaker: &Speaker,
    ) -> Option<LinkedId> {
        let name = speaker.name.as_deref()?;
        let key = fold::key(name);
        let facts = self.article(document, article)?;
        let is_named = |form: &articles::Form| {
            self.names.get(form.name).is_some_and(|known| *known.key == *key)
        };
        let local = facts.locals.iter().position(|local| local.forms.iter().any(is_named));
        match local {
            Some(local) => self.entity_of(document, article, u32::try_from(local).ok()?),
            None => self.named_elsewhere(name),
        }
    }

    /// Somebody of whom the article's entities know nothing, as after a
    /// correction: only a full name tells who that is.
    fn named_elsewhere(&self, name: &str) -> Option<LinkedId> {
        if !fold::key(name).contains(' ') {
            return None;
        }
        let of = |kind| self.find(&EntityName::new(kind, name));
        of(EntityKind::Person).or_else(|| of(EntityKind::Organisation))
    }

    /// The entity of that kind with that name among its names: how to find an
    /// entity again after a change. A bare surname is no name of a person who
    /// is somewhere named in full.
    #[must_use]
    pub fn find(&self, entity: &EntityName) -> Option<LinkedId> {
        let links = self.links();
        let name = links.outcome.find(&self.names, entity)?;
        let id = LinkedId(links.root(name)?);
        links.row(id).map(|_| id)
    }

    /// All entities, most mentions first, then by name; those only credited
    /// come last with 0 mentions.
    #[must_use]
    pub fn entities(&self) -> &[Summary] {
        &self.links().rows
    }

    /// The row of an entity in [`Linker::entities`].
    #[must_use]
    pub fn summary(&self, id: LinkedId) -> Option<&Summary> {
        Some(self.links().row(id)?.1)
    }

    fn links(&self) -> &Links {
        self.links.get_or_init(|| {
            let outcome = Outcome::of(&self.names, &self.decisions);
            Links::make(&self.names, &self.articles, &self.aliases, outcome)
        })
    }

    fn article(&self, document: &str, article: usize) -> Option<&Article> {
        self.articles.documents.get(document)?.articles.get(article)
    }
}
