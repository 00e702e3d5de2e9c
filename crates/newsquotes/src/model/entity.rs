//! People, organisations and places.

use super::Span;

/// Someone or something that an article names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    pub kind: EntityKind,
    /// The fullest name that the article gives.
    pub name: String,
    /// Its other names in this article, with the reason for each.
    pub aliases: Vec<Alias>,
}

/// Another name of an entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alias {
    pub name: String,
    /// Why the two are one: a phrase such as "surname of a full name".
    pub why: &'static str,
}

/// What an entity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EntityKind {
    Person,
    Organisation,
    Place,
}

/// A place in the text that names an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Index into the article's entities.
    pub entity: u32,
    pub span: Span,
    /// How sure the kind is, 0 to 100.
    pub margin: u8,
    /// Part of a dateline, byline, photo credit or tag list: a credit, not
    /// somebody who acts in the story.
    pub credit: bool,
}

impl EntityKind {
    /// Every kind, in the order in which the screen groups them.
    pub const ALL: [EntityKind; 3] =
        [EntityKind::Person, EntityKind::Organisation, EntityKind::Place];

    /// The word in JSON output and on the screen.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            EntityKind::Person => "person",
            EntityKind::Organisation => "organisation",
            EntityKind::Place => "place",
        }
    }
}
