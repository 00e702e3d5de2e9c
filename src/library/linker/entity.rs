//! An entity of the whole library as the screen shows it.

use super::reason::Merge;
use newsquotes::model::{Date, EntityKind};

/// The number of an entity. It may change when articles come or go or a
/// decision is made; to keep hold of an entity, keep its kind and name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LinkedId(pub(super) u32);

/// One row of a list of entities.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    pub id: LinkedId,
    pub kind: EntityKind,
    /// The name under which it is shown.
    pub name: String,
    /// Without datelines, bylines and other credits.
    pub mentions: usize,
    /// Articles with such mentions.
    pub articles: usize,
}

/// All that the library knows of an entity, except where it is mentioned.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkedEntity {
    pub id: LinkedId,
    pub kind: EntityKind,
    pub name: String,
    /// Most frequent first.
    pub names: Vec<NameCount>,
    /// One for each name beside the shown one that stands for itself, and
    /// those that articles joined.
    pub reasons: Vec<Merge>,
    /// Most frequent first; people only.
    pub roles: Vec<Role>,
    /// The earliest and latest date of an article that mentions it; a date
    /// without a year counts for neither.
    pub first_seen: Option<Date>,
    pub last_seen: Option<Date>,
    pub mentions: usize,
    pub articles: usize,
}

/// A name of an entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameCount {
    pub name: String,
    /// Mentions under this name, credits included.
    pub count: usize,
    /// Whether some article knows the entity by no other name, so that
    /// [`super::Decision::Split`] can part it.
    pub can_split: bool,
}

/// What somebody was called beside the name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// As most articles print it.
    pub words: String,
    /// In how many articles.
    pub articles: usize,
    pub first: Option<Date>,
    pub last: Option<Date>,
}

/// An article that names an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen<'a> {
    /// The key under which the document was added.
    pub document: &'a str,
    /// Index in the document's articles.
    pub article: usize,
    /// Without credits.
    pub mentions: usize,
    pub credits: usize,
    pub date: Option<Date>,
}

/// A quotation that somebody said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said<'a> {
    pub document: &'a str,
    pub article: usize,
    /// Index in the article's quotes.
    pub quote: usize,
    pub date: Option<Date>,
}

/// Another entity in the same articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Companion {
    pub id: LinkedId,
    /// In how many articles both are mentioned.
    pub articles: usize,
}
