//! One entity over many articles, however it is spelled, with a reason for
//! every merge.
//!
//! ```text
//! facts     what is kept of an article: names, counts, who said what
//! fold      names to keys, spellings to sounds
//! spelling  how alike two names are
//! aliases   the table of names that no rule could find
//! decision  what a person put right
//! reason    why two names are one
//! entity    what is shown of an entity
//! ```
//!
//! [`Linker::add`] takes an article in and compares its new names with those
//! that sound alike, so that no article is ever read again. Who is who follows
//! from all of that together when it is asked for, the same in whatever order
//! the articles came; a person's decisions come last. Nothing here reads an
//! article's file, tags a text or draws.

mod aliases;
mod decision;
mod entity;
mod facts;
mod reason;

use std::path::Path;

pub use aliases::{Aliases, FILE_NAME as ALIASES_FILE_NAME};
pub use decision::{Decided, Decision, EntityName};
pub use entity::{Companion, LinkedEntity, LinkedId, NameCount, Role, Said, Seen, Summary};
pub use facts::ArticleFacts;
pub use reason::{Merge, Why};

use crate::model::Speaker;

/// The entities of a library.
#[derive(Debug, Default)]
pub struct Linker {
    decisions: Vec<Decided>,
}

impl Linker {
    /// An empty library.
    #[must_use]
    pub fn new(aliases: Aliases) -> Linker {
        let _ = aliases;
        Linker::default()
    }

    /// Takes a document with all its articles in, in place of what was known
    /// of it. `document` is any key that the caller knows it by;
    /// `fingerprint` is of whatever the facts depend on, see
    /// [`Linker::fingerprint`].
    pub fn add(&mut self, document: &str, fingerprint: u64, articles: &[ArticleFacts]) {
        let _ = (document, fingerprint, articles);
    }

    /// That with which the document was added: whether a loaded structure is
    /// up to date with it.
    #[must_use]
    pub fn fingerprint(&self, document: &str) -> Option<u64> {
        let _ = document;
        None
    }

    /// Forgets a document with all its articles.
    pub fn remove(&mut self, document: &str) {
        let _ = document;
    }

    /// Puts a person's decisions in force, in place of those before.
    pub fn decide(&mut self, decisions: Vec<Decided>) {
        self.decisions = decisions;
    }

    /// Decisions that name an entity which no article names now: to be listed,
    /// never dropped.
    #[must_use]
    pub fn dormant_decisions(&self) -> Vec<&Decided> {
        Vec::new()
    }

    /// The entity that an article's entity belongs to; `None` when there is
    /// no such, or a person said that it is none. `entity` is the index in the
    /// article's entities, as in [`crate::model::Mention::entity`].
    #[must_use]
    pub fn entity_of(&self, document: &str, article: usize, entity: u32) -> Option<LinkedId> {
        let _ = (document, article, entity);
        None
    }

    /// Who the speaker of a quotation in that article is.
    #[must_use]
    pub fn speaker_entity(
        &self,
        document: &str,
        article: usize,
        speaker: &Speaker,
    ) -> Option<LinkedId> {
        let _ = (document, article, speaker);
        None
    }

    /// The entity of that kind with that name among its names: how to find an
    /// entity again after a change. A bare surname is no name of a person who
    /// is somewhere named in full.
    #[must_use]
    pub fn find(&self, entity: &EntityName) -> Option<LinkedId> {
        let _ = entity;
        None
    }

    /// All entities, most mentions first, then by name; those only credited
    /// come last with 0 mentions.
    #[must_use]
    pub fn entities(&self) -> &[Summary] {
        &[]
    }

    /// The row of an entity in [`Linker::entities`].
    #[must_use]
    pub fn summary(&self, id: LinkedId) -> Option<&Summary> {
        let _ = id;
        None
    }

    /// All that is known of an entity.
    #[must_use]
    pub fn entity(&self, id: LinkedId) -> Option<LinkedEntity> {
        let _ = id;
        None
    }

    /// Where it is mentioned, by date, then by document; credits included.
    #[must_use]
    pub fn seen(&self, id: LinkedId) -> Vec<Seen<'_>> {
        let _ = id;
        Vec::new()
    }

    /// What it said, in the same order.
    #[must_use]
    pub fn said(&self, id: LinkedId) -> Vec<Said<'_>> {
        let _ = id;
        Vec::new()
    }

    /// With whom and what it is mentioned, most articles first; credits do
    /// not count.
    #[must_use]
    pub fn companions(&self, id: LinkedId) -> Vec<Companion> {
        let _ = id;
        Vec::new()
    }

    /// The keys of all documents, in order.
    pub fn documents(&self) -> impl Iterator<Item = &str> {
        std::iter::empty()
    }

    /// Writes the structure to one file, at once or not at all. It is only a
    /// cache: decisions and aliases are not in it.
    ///
    /// # Errors
    ///
    /// When the file or its folder cannot be written.
    pub fn save(&self, path: &Path) -> std::io::Result<()> {
        let _ = path;
        Ok(())
    }

    /// Reads what [`Linker::save`] wrote. `None` when there is no such file,
    /// or it is damaged or of another version: then add the articles anew.
    #[must_use]
    pub fn load(path: &Path, aliases: Aliases) -> Option<Linker> {
        let _ = (path, aliases);
        None
    }
}
