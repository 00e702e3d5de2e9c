//! One entity over many articles, however it is spelled, with a reason for
//! every merge.
//!
//! ```text
//! facts     what is kept of an article: names, counts, who said what
//! fold      names to keys: case, accents and full stops taken away
//! spelling  how alike two names are
//! strings   strings by number (bytes: numbers and strings in a file)
//! names     every name once, and its printed forms
//! alike     full names that are spelled alike
//! article   one article as numbers into the names (articles: all of them)
//! aliases   the table of names that no rule could find
//! decision  what a person put right; decided: which names that means
//! joins     which names are one everywhere (sets: union-find)
//! identity  who is who by name alone
//! context   whom a bare surname means in its article (roles)
//! links     whom every article means; change: which of them a change touches
//! page      what is shown of an entity (entity, reason)
//! spellings the names by which a search finds an entity
//! store     the structure as a file; log: what has changed since
//! ```
//!
//! [`Linker::add`] takes a document in and compares its new names with those
//! that sound alike, so that no article is ever read again. Who is who follows
//! from all names together when it is asked for, the same in whatever order
//! they came; a person's decisions go first. Nothing here reads an article's
//! file, tags a text or draws.

mod aliases;
mod alike;
mod article;
mod articles;
mod change;
mod checksum;
mod context;
mod decided;
mod decision;
mod entity;
mod facts;
mod fold;
mod identity;
mod joins;
mod links;
mod log;
mod names;
mod page;
mod reason;
mod roles;
pub(crate) mod spelling;
mod spellings;
mod store;
mod strings;

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::{Mutex, OnceLock, PoisonError};

pub use aliases::Aliases;
pub use decision::{Decided, Decision, EntityName};
pub use entity::LinkedEntity;
pub(crate) use entity::{LinkedId, NameCount, Summary};
pub use facts::ArticleFacts;
#[cfg(test)]
pub(crate) use reason::Why;

pub(crate) use spelling::similarity;

use self::article::LinkerArticle;
use self::articles::{ArticleNumber, LinkerArticles};
use self::identity::NameIdentity;
use self::links::{EntityCount, EntityLinks};
use self::names::{KnownNames, NameId};
use self::store::KeptLinker;
use crate::library::sure::sure;
use newsquotes::model::{EntityKind, Speaker};

/// The entities of a library.
///
/// The first question makes the answers for the whole library, which takes
/// some 10 µs an article; one after a change looks at what it touches only,
/// some 15 ms for a hundred thousand articles. Ask on a worker thread.
#[derive(Debug)]
pub struct Linker {
    names: KnownNames,
    articles: LinkerArticles,
    aliases: Aliases,
    decisions: Vec<Decided>,
    identity: OnceLock<NameIdentity>,
    links: OnceLock<EntityLinks>,
    /// What held before the changes since.
    before: Mutex<Option<Before>>,
    kept: KeptLinker,
}

/// Answers that were made before a change.
#[derive(Debug)]
struct Before {
    identity: NameIdentity,
    links: EntityLinks,
    /// Names whose roles are others now.
    roles: BTreeSet<NameId>,
}

/// What was taken in.
#[derive(Clone, Copy)]
struct LinkerView<'a> {
    names: &'a KnownNames,
    articles: &'a LinkerArticles,
    aliases: &'a Aliases,
}

impl LinkerView<'_> {
    /// Reads an article in place of what was there.
    fn read(self, id: ArticleNumber, into: &mut LinkerArticle) -> Option<()> {
        self.articles.read(self.names, id, into)
    }

    /// The numbers of an article's entities.
    fn locals(self, id: ArticleNumber) -> Range<u32> {
        self.articles.first_local(id)..self.articles.end_local(id)
    }
}

impl Linker {
    /// An empty library.
    #[must_use]
    pub fn new(aliases: Aliases) -> Linker {
        Linker {
            names: KnownNames::default(),
            articles: LinkerArticles::new(),
            aliases,
            decisions: Vec::new(),
            identity: OnceLock::new(),
            links: OnceLock::new(),
            before: Mutex::default(),
            kept: KeptLinker::default(),
        }
    }

    /// Takes a document with all its articles in, in place of what was known
    /// of it. `document` is any key that the caller knows it by;
    /// `fingerprint` is of whatever the facts depend on, see
    /// [`Linker::fingerprint`].
    pub fn add(&mut self, document: &str, fingerprint: u64, articles: &[ArticleFacts]) {
        self.kept.note_added(document, fingerprint, articles);
        self.take_out(document);
        let roles = self.articles.add(&mut self.names, document, fingerprint, articles);
        if let Some(before) = self.change() {
            before.roles.extend(roles);
        }
    }

    /// That with which the document was added: whether a loaded structure is
    /// up to date with it.
    #[must_use]
    pub fn fingerprint(&self, document: &str) -> Option<u64> {
        Some(self.articles.document(document)?.fingerprint)
    }

    /// Forgets a document with all its articles.
    pub fn remove(&mut self, document: &str) {
        if self.articles.document(document).is_some() {
            self.kept.note_removed(document);
            self.take_out(document);
        }
    }

    /// The keys of all documents, in no order.
    pub fn documents(&self) -> impl Iterator<Item = &str> {
        self.articles.keys()
    }

    /// Puts a person's decisions in force, in place of those before.
    pub fn decide(&mut self, decisions: Vec<Decided>) {
        self.change();
        self.decisions = decisions;
    }

    /// Decisions that name an entity which no article names now: to be listed,
    /// never dropped.
    #[must_use]
    pub fn dormant_decisions(&self) -> Vec<&Decided> {
        let dormant = self.identity().outcome.dormant.iter();
        dormant.filter_map(|index| self.decisions.get(*index)).collect()
    }

    /// The entity that an article's entity belongs to; `None` when there is
    /// no such, or a person said that it is none. `entity` is the index in the
    /// article's entities, as in [`newsquotes::model::Mention::entity`].
    #[must_use]
    pub fn entity_of(&self, document: &str, article: usize, entity: u32) -> Option<LinkedId> {
        let id = self.articles.find(document, article)?;
        let mut article = LinkerArticle::default();
        self.library().read(id, &mut article)?;
        self.of_article(id, &article, entity)
    }

    fn of_article(
        &self,
        id: ArticleNumber,
        article: &LinkerArticle,
        entity: u32,
    ) -> Option<LinkedId> {
        let local = article.locals.get(entity as usize)?;
        let number = self.articles.first_local(id).checked_add(entity)?;
        self.known(self.links().meant(self.identity(), number, local)?)
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
        let id = self.articles.find(document, article)?;
        let mut article = LinkerArticle::default();
        self.library().read(id, &mut article)?;
        let key = fold::key(name);
        let is_named = |form: &article::PrintedForm| self.names.key(form.name) == key;
        let named = |local: &article::Local| article.forms(local).iter().any(is_named);
        match (0..).zip(&article.locals).find(|(_, local)| named(local)) {
            Some((local, _)) => self.of_article(id, &article, local),
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
        let name = self.identity().outcome.find(&self.names, entity)?;
        self.known(self.identity().root(name)?)
    }

    /// All entities, most mentions first, then by name; those only credited
    /// come last with 0 mentions.
    pub fn entities(&self) -> impl ExactSizeIterator<Item = Summary> {
        let order = self.links().order.get_or_init(|| self.order());
        order.iter().map(|root| self.row(*root, sure(self.count(*root))))
    }

    /// The row of an entity in [`Linker::entities`].
    #[must_use]
    pub fn summary(&self, id: LinkedId) -> Option<Summary> {
        Some(self.row(id.0, self.count(id.0)?))
    }

    fn row(&self, root: NameId, count: EntityCount) -> Summary {
        let identity = self.identity();
        Summary {
            id: LinkedId(root),
            kind: identity.kind(root),
            name: identity.name(&self.names, root).to_owned(),
            mentions: count.mentions as usize,
            articles: count.articles as usize,
        }
    }

    fn order(&self) -> Vec<NameId> {
        let identity = self.identity();
        let all = self.links().all(identity).map(|(root, count)| {
            let most = std::cmp::Reverse((count.mentions, count.articles));
            (most, identity.label(&self.names, root), root)
        });
        let mut all: Vec<_> = all.collect();
        all.sort_unstable();
        all.into_iter().map(|(.., root)| root).collect()
    }

    fn count(&self, root: NameId) -> Option<EntityCount> {
        self.links().counted(self.identity(), root)
    }

    fn known(&self, root: NameId) -> Option<LinkedId> {
        self.count(root).map(|_| LinkedId(root))
    }

    fn library(&self) -> LinkerView<'_> {
        LinkerView { names: &self.names, articles: &self.articles, aliases: &self.aliases }
    }

    fn identity(&self) -> &NameIdentity {
        self.identity.get_or_init(|| NameIdentity::make(self.library(), &self.decisions))
    }

    fn links(&self) -> &EntityLinks {
        self.links.get_or_init(|| {
            let identity = self.identity();
            let before = self.before.lock().unwrap_or_else(PoisonError::into_inner).take();
            let Some(Before { identity: old, mut links, roles }) = before else {
                let mut links = EntityLinks::default();
                links.update(self.library(), identity, identity, &BTreeSet::new());
                return links;
            };
            links.update(self.library(), &old, identity, &roles);
            links
        })
    }

    /// Makes the answers for the whole library now: the next question does
    /// not wait, and [`Linker::save`] keeps them where it writes all anew.
    pub fn prepare(&self) {
        self.links();
    }

    /// Leaves the answers out altogether: numbers of articles are others.
    fn forget_answers(&mut self) {
        self.change();
        *self.before.get_mut().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Puts the answers aside; what held before, if anything was asked.
    fn change(&mut self) -> Option<&mut Before> {
        let before = self.before.get_mut().unwrap_or_else(PoisonError::into_inner);
        if let Some((identity, links)) = self.identity.take().zip(self.links.take()) {
            *before = Some(Before { identity, links, roles: BTreeSet::new() });
        }
        before.as_mut()
    }

    /// Takes a document out of everything.
    fn take_out(&mut self, document: &str) {
        self.change();
        let Some(articles) = self.articles.document(document).map(|known| known.articles.clone())
        else {
            return;
        };
        let before = self.before.get_mut().unwrap_or_else(PoisonError::into_inner);
        if let Some(before) = before {
            let library =
                LinkerView { names: &self.names, articles: &self.articles, aliases: &self.aliases };
            before.links.remove(library, &before.identity, articles);
        }
        let roles = self.articles.remove(&mut self.names, document);
        if let Some(before) = before {
            before.roles.extend(roles);
        }
    }
}
