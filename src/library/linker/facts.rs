//! What the linker keeps of an article: names with their counts, who said
//! which quotation in which role, the date. Pure, for a worker thread.

use std::collections::HashMap;

use super::fold;
use newsquotes::model::{Article, Date, Entity, EntityKind, Text};

/// The most bytes that are kept of a name or role.
const LONGEST: usize = 200;

/// The facts of one article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ArticleFacts {
    pub(super) date: Option<Date>,
    /// As in [`Article::entities`], by index.
    pub(super) entities: Vec<EntityFacts>,
    pub(super) said: Vec<SaidFacts>,
}

/// One entity of an article.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct EntityFacts {
    pub(super) kind: EntityKind,
    /// Without credits.
    pub(super) mentions: u32,
    pub(super) credits: u32,
    /// Its printed forms: first the fullest, the entity's name, then the
    /// others.
    pub(super) forms: Vec<FormFacts>,
}

/// A printed form of an entity.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct FormFacts {
    pub(super) form: String,
    pub(super) count: u32,
    /// Why the article takes it for the entity's; empty for the name.
    pub(super) why: String,
}

/// Who said a quotation.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct SaidFacts {
    /// Index in the article's quotes.
    pub(super) quote: u32,
    /// The speaker's name according to the article.
    pub(super) name: String,
    /// Index of the entity of that name in the article.
    pub(super) entity: Option<u32>,
    /// Empty where none is known.
    pub(super) role: String,
}

impl ArticleFacts {
    /// Reads them off an article that was extracted.
    #[must_use]
    pub fn read(text: &Text, article: &Article) -> ArticleFacts {
        let mut entities: Vec<_> = article.entities.iter().map(EntityFacts::of).collect();
        let mut places = HashMap::<(u32, String), usize>::new();
        for (index, entity) in (0..).zip(&entities) {
            for (place, form) in entity.forms.iter().enumerate() {
                places.entry((index, form.form.clone())).or_insert(place);
            }
        }
        for mention in &article.mentions {
            let place = places.get(&(mention.entity, tidy(text.get(mention.span))));
            if let Some(entity) = entities.get_mut(mention.entity as usize) {
                entity.count(place.copied().unwrap_or(0), mention.credit);
            }
        }
        let said = said(article, &entities);
        ArticleFacts { date: article.meta.date.as_ref().map(|fact| fact.value), entities, said }
    }
}

impl EntityFacts {
    fn of(entity: &Entity) -> EntityFacts {
        let form =
            |form: &str, why: &str| FormFacts { form: tidy(form), count: 0, why: why.to_owned() };
        let aliases = entity.aliases.iter().map(|alias| form(&alias.name, alias.why));
        let forms = std::iter::once(form(&entity.name, "")).chain(aliases).collect();
        EntityFacts { kind: entity.kind, mentions: 0, credits: 0, forms }
    }

    fn count(&mut self, form: usize, credit: bool) {
        *(if credit { &mut self.credits } else { &mut self.mentions }) += 1;
        if let Some(form) = self.forms.get_mut(form) {
            form.count += 1;
        }
    }
}

fn said(article: &Article, entities: &[EntityFacts]) -> Vec<SaidFacts> {
    let mut by_key = HashMap::<String, u32>::new();
    for (index, entity) in (0..).zip(entities) {
        for form in &entity.forms {
            by_key.entry(fold::key(&form.form)).or_insert(index);
        }
    }
    let said = (0..).zip(&article.quotes).filter_map(|(quote, found)| {
        let speaker = found.speaker.as_ref()?;
        let name = tidy(speaker.name.as_deref()?);
        let entity = by_key.get(&fold::key(&name)).copied();
        let role = speaker.role.as_deref().map_or_else(String::new, tidy);
        Some(SaidFacts { quote, name, entity, role })
    });
    said.collect()
}

/// One blank between words, and not endlessly many of them.
fn tidy(name: &str) -> String {
    let mut tidy = String::with_capacity(name.len().min(LONGEST));
    for word in name.split_whitespace() {
        if tidy.len() + word.len() > LONGEST {
            break;
        }
        if !tidy.is_empty() {
            tidy.push(' ');
        }
        tidy.push_str(word);
    }
    tidy
}
