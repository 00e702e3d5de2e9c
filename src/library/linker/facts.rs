//! What the linker keeps of an article: names with their counts, who said
//! which quotation in which role, the date. Pure, for a worker thread.

use crate::model::{Article, Date, EntityKind, Text};

/// The facts of one article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ArticleFacts {
    pub(super) date: Option<Date>,
    /// As in [`Article::entities`], by index.
    pub(super) entities: Vec<EntityFacts>,
    pub(super) said: Vec<SaidFacts>,
}

/// One entity of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct EntityFacts {
    pub(super) kind: EntityKind,
    pub(super) name: String,
    /// Its printed forms; the fullest first.
    pub(super) forms: Vec<FormFacts>,
    pub(super) mentions: u32,
    pub(super) credits: u32,
}

/// A printed form of an entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FormFacts {
    pub(super) form: String,
    pub(super) count: u32,
    /// Why the article takes it for the entity's; `None` for the name.
    pub(super) why: Option<&'static str>,
}

/// Who said a quotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SaidFacts {
    /// Index in the article's quotes.
    pub(super) quote: u32,
    pub(super) name: String,
    /// Index of the entity of that name in the article.
    pub(super) entity: Option<u32>,
    pub(super) role: Option<String>,
}

impl ArticleFacts {
    /// Reads them off an article that was extracted.
    #[must_use]
    pub fn read(text: &Text, article: &Article) -> ArticleFacts {
        let _ = (text, article);
        ArticleFacts::default()
    }
}
