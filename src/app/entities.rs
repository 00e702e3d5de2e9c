//! What the screen asks about the entities of the library, and the answers.
//!
//! The linker lives on a thread of its own, for linking thousands of articles
//! takes seconds; [`answer`] is what that thread does with a question.

use std::collections::HashMap;

use crate::library::linker::{EntityName, LinkedEntity, LinkedId, Linker, NameCount};
use crate::query::typed::TypedMatcher;
use newsquotes::model::{Date, EntityKind};

/// An article as the linker knows it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct ArticleKey {
    pub document: String,
    /// Index in the document's articles.
    pub article: usize,
}

/// An entity that is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum EntityRef {
    /// An entity of an article by its index there.
    Of {
        article: ArticleKey,
        entity: u32,
    },
    Named(EntityName),
}

/// A question about entities.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct EntityQuestion {
    /// Tells its answer from those of older questions.
    pub ticket: u64,
    pub asked: EntityAsked,
}

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum EntityAsked {
    /// Everything known of an entity.
    Page(EntityRef),
    /// Entities of a kind whose name holds the words typed.
    Choices { kind: EntityKind, typed: String },
    /// What the first `count` entities of an article are called in the
    /// library.
    Names { article: ArticleKey, count: u32 },
}

/// The answer to a question.
#[derive(Clone, Debug)]
pub(crate) enum EntityAnswer {
    Page(Box<EntityPage>),
    Choices(Vec<EntityName>),
    /// By the index of the article's entities; `None` for one that is none.
    Names(ArticleKey, Vec<Option<EntityName>>),
    /// No article of the library names it.
    Unknown,
}

/// Everything that is known of an entity.
#[derive(Clone, Debug)]
pub(crate) struct EntityPage {
    pub entity: LinkedEntity,
    /// By date, without those that only credit it.
    pub mentioned: Vec<MentionedIn>,
    pub said: Vec<SaidIn>,
    /// Others in the same articles, and in how many.
    pub companions: Vec<(EntityName, usize)>,
}

/// An article that mentions an entity.
#[derive(Clone, Debug)]
pub(crate) struct MentionedIn {
    pub article: ArticleKey,
    pub mentions: usize,
    pub date: Option<Date>,
}

/// A quotation of an entity.
#[derive(Clone, Debug)]
pub(crate) struct SaidIn {
    pub article: ArticleKey,
    /// Index in the article's quotes.
    pub quote: usize,
}

/// The most entities that are offered to choose from.
const MOST_CHOICES: usize = 50;
/// The most companions on a page.
const MOST_COMPANIONS: usize = 40;

impl EntityPage {
    /// Its names that can be parted from it.
    pub(crate) fn parts(&self) -> impl Iterator<Item = &NameCount> {
        self.entity.names.iter().filter(|name| name.can_split && name.name != self.entity.name)
    }

    /// How often it is mentioned in each month from the first to the last.
    #[must_use]
    pub(crate) fn months(&self) -> Vec<(i16, u8, usize)> {
        let month_of = |date: Date| Some(i32::from(date.year?) * 12 + i32::from(date.month?) - 1);
        let dated =
            self.mentioned.iter().filter_map(|seen| Some((month_of(seen.date?)?, seen.mentions)));
        let dated: Vec<(i32, usize)> = dated.collect();
        let first = dated.iter().map(|(month, _)| *month).min();
        let last = dated.iter().map(|(month, _)| *month).max();
        let Some((first, last)) = first.zip(last) else { return Vec::new() };
        let last = last.min(first + MOST_MONTHS);
        let mut counts: HashMap<i32, usize> = HashMap::new();
        for (month, mentions) in dated {
            *counts.entry(month).or_default() += mentions;
        }
        let count = |month: i32| counts.get(&month).copied().unwrap_or(0);
        let named = (first..=last).filter_map(|month| {
            let year = i16::try_from(month.div_euclid(12)).ok()?;
            Some((year, u8::try_from(month.rem_euclid(12)).ok()? + 1, count(month)))
        });
        named.collect()
    }
}

/// The longest time line: forty years.
const MOST_MONTHS: i32 = 480;

/// Answers a question from the linker.
#[must_use]
pub(crate) fn answer(linker: &Linker, asked: &EntityAsked) -> EntityAnswer {
    match asked {
        EntityAsked::Page(entity) => {
            let id = match entity {
                EntityRef::Named(name) => linker.find(name),
                EntityRef::Of { article, entity } => {
                    linker.entity_of(&article.document, article.article, *entity)
                }
            };
            let page = id.and_then(|id| page(linker, id));
            page.map_or(EntityAnswer::Unknown, |page| EntityAnswer::Page(Box::new(page)))
        }
        EntityAsked::Choices { kind, typed } => {
            EntityAnswer::Choices(choices(linker, *kind, typed))
        }
        EntityAsked::Names { article, count } => names(linker, article, *count),
    }
}

/// The names of the entities of an article, if it was taken in.
fn names(linker: &Linker, article: &ArticleKey, count: u32) -> EntityAnswer {
    if linker.fingerprint(&article.document).is_none() {
        return EntityAnswer::Unknown;
    }
    let named = (0..count).map(|entity| {
        let id = linker.entity_of(&article.document, article.article, entity)?;
        let summary = linker.summary(id)?;
        Some(EntityName::new(summary.kind, summary.name))
    });
    EntityAnswer::Names(article.clone(), named.collect())
}

fn page(linker: &Linker, id: LinkedId) -> Option<EntityPage> {
    let entity = linker.entity(id)?;
    let key = |document: &str, article| ArticleKey { document: document.to_owned(), article };
    let seen = linker.seen(id).into_iter().filter(|seen| seen.mentions > 0);
    let mentioned = seen.map(|seen| MentionedIn {
        article: key(seen.document, seen.article),
        mentions: seen.mentions,
        date: seen.date,
    });
    let said = linker.said(id).into_iter();
    let said =
        said.map(|said| SaidIn { article: key(said.document, said.article), quote: said.quote });
    let companions = linker.companions(id).into_iter().take(MOST_COMPANIONS);
    let companions = companions.filter_map(|companion| {
        let summary = linker.summary(companion.id)?;
        Some((EntityName::new(summary.kind, summary.name), companion.articles))
    });
    let (mentioned, said) = (mentioned.collect(), said.collect());
    Some(EntityPage { mentioned, said, companions: companions.collect(), entity })
}

fn choices(linker: &Linker, kind: EntityKind, typed: &str) -> Vec<EntityName> {
    let matcher = TypedMatcher::new(typed, None);
    let fits = |name: &str| matcher.as_ref().is_none_or(|matcher| matcher.fits(name));
    let of_kind = linker.entities().filter(|row| row.kind == kind && fits(&row.name));
    of_kind.take(MOST_CHOICES).map(|row| EntityName::new(row.kind, row.name)).collect()
}
