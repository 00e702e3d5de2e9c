//! Whom each article means: its steps from names to others, and how often and
//! where every entity is mentioned.
//!
//! After a change only the articles are looked at again whose names it
//! touches (see [`super::change`]); the result is the same as if all were.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::OnceLock;

use super::LinkerView;
use super::article::{LinkerArticle, Local};
use super::articles::ArticleNumber;
use super::change;
use super::context::ArticleContext;
use super::identity::NameIdentity;
use super::joins::Join;
use super::names::NameId;
use super::reason::Rule;
use super::strings::number;
use crate::library::codec::{ByteReader, ByteWriter};

/// The entities of a library.
#[derive(Debug, Default)]
pub(super) struct EntityLinks {
    /// Steps of one entity of one article, by its number.
    steps: BTreeMap<u32, Join>,
    /// The same by the name that is meant.
    meaning: BTreeSet<(NameId, u32)>,
    /// By root.
    counts: Vec<EntityCount>,
    /// The articles before this one are counted.
    counted: ArticleNumber,
    /// The roots of the entities in the order of their list.
    pub(super) order: OnceLock<Vec<NameId>>,
}

/// What is counted of an entity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct EntityCount {
    /// Without credits.
    pub(super) mentions: u32,
    pub(super) articles: u32,
    /// Entities of articles, those only credited too.
    pub(super) postings: u32,
}

impl EntityLinks {
    /// Links what has come, been removed or decided otherwise since `before`;
    /// of a name among `roles` the roles are others.
    pub(super) fn update(
        &mut self,
        library: LinkerView<'_>,
        before: &NameIdentity,
        after: &NameIdentity,
        roles: &BTreeSet<NameId>,
    ) {
        let old = 0..self.counted;
        let stale = change::stale(library, (before, after), roles, old.end);
        let mut article = LinkerArticle::default();
        for &id in &stale {
            if library.read(id, &mut article).is_some() {
                self.count(library, before, id, &article, false);
            }
        }
        for id in &stale {
            self.forget_steps(library.locals(*id));
        }
        self.counts.resize(library.names.len(), EntityCount::default());
        self.order.take();
        self.counted = number(library.articles.places.len());
        let new = old.end..self.counted;
        let new = new.filter(|id| library.articles.is_live(*id));
        self.link(library, after, stale.iter().copied().chain(new));
    }

    pub(super) fn write(&self, writer: &mut ByteWriter) {
        let rules = || self.steps.values().map(|step| step.rule.parts());
        writer.array(self.steps.keys().copied().collect::<Vec<_>>().into_iter());
        writer.array(self.steps.values().map(|step| step.name));
        writer.array(self.steps.values().map(|step| step.of));
        writer.array(rules().map(|(rule, _)| rule));
        writer.array(rules().map(|(_, part)| part));
        writer.array(self.counts.iter().map(|count| count.mentions));
        writer.array(self.counts.iter().map(|count| count.articles));
        writer.array(self.counts.iter().map(|count| count.postings));
        writer.number(self.counted);
    }

    pub(super) fn of(reader: &mut ByteReader<'_>) -> Option<EntityLinks> {
        let mut links = EntityLinks::default();
        let locals = reader.array()?;
        let names = reader.array()?.into_iter().zip(reader.array()?);
        let rules = reader.array()?.into_iter().zip(reader.array()?);
        for (local, ((name, of), (rule, part))) in locals.into_iter().zip(names.zip(rules)) {
            links.steps.insert(local, Join { name, of, rule: Rule::of(rule, part)? });
        }
        links.meaning = links.steps.iter().map(|(local, step)| (step.of, *local)).collect();
        let counts = reader.array()?.into_iter().zip(reader.array()?);
        let counts = counts.zip(reader.array()?);
        let count = |((mentions, articles), postings)| EntityCount { mentions, articles, postings };
        links.counts = counts.map(count).collect();
        links.counted = reader.number()?;
        Some(links)
    }

    fn link(
        &mut self,
        library: LinkerView<'_>,
        identity: &NameIdentity,
        articles: impl Iterator<Item = ArticleNumber>,
    ) {
        let mut context = ArticleContext::new(library, identity);
        let mut article = LinkerArticle::default();
        let (mut document, mut people) = (None, None);
        for id in articles {
            if library.read(id, &mut article).is_none() {
                continue;
            }
            let of = library.articles.places.get(id as usize).map(|place| place.document);
            if document != of {
                (document, people) = (of, None);
            }
            let first = library.articles.first_local(id);
            for (index, step) in context.steps(id, &article, &mut people) {
                self.steps.insert(first.saturating_add(index), step);
                self.meaning.insert((step.of, first.saturating_add(index)));
            }
            self.count(library, identity, id, &article, true);
        }
    }

    /// Takes a document out again that is about to be removed.
    pub(super) fn remove(
        &mut self,
        library: LinkerView<'_>,
        identity: &NameIdentity,
        articles: Range<ArticleNumber>,
    ) {
        let mut article = LinkerArticle::default();
        for id in articles.start..articles.end.min(self.counted) {
            if library.read(id, &mut article).is_some() {
                self.count(library, identity, id, &article, false);
                self.forget_steps(library.locals(id));
            }
        }
    }

    fn forget_steps(&mut self, locals: Range<u32>) {
        let gone: Vec<u32> = self.steps.range(locals).map(|(local, _)| *local).collect();
        for local in gone {
            if let Some(step) = self.steps.remove(&local) {
                self.meaning.remove(&(step.of, local));
            }
        }
    }

    /// Counts an article in, or out again.
    fn count(
        &mut self,
        library: LinkerView<'_>,
        identity: &NameIdentity,
        id: ArticleNumber,
        article: &LinkerArticle,
        more: bool,
    ) {
        let signed = |count: u32| if more { count } else { count.wrapping_neg() };
        let first = library.articles.first_local(id);
        let mut mentioned = Vec::with_capacity(article.locals.len());
        for (index, local) in (first..).zip(&article.locals) {
            let Some(root) = self.meant(identity, index, local) else { continue };
            let Some(count) = self.counts.get_mut(root as usize) else { continue };
            count.mentions = count.mentions.wrapping_add(signed(local.mentions));
            count.postings = count.postings.wrapping_add(signed(1));
            if local.mentions > 0 {
                mentioned.push(root);
            }
        }
        mentioned.sort_unstable();
        mentioned.dedup();
        for root in mentioned {
            if let Some(count) = self.counts.get_mut(root as usize) {
                count.articles = count.articles.wrapping_add(signed(1));
            }
        }
    }

    /// The root of the name that an article's entity means; `number` counts
    /// the entities of all articles.
    pub(super) fn meant(
        &self,
        identity: &NameIdentity,
        number: u32,
        local: &Local,
    ) -> Option<NameId> {
        identity.root(self.steps.get(&number).map_or(local.name, |step| step.of))
    }

    pub(super) fn step(&self, local: u32) -> Option<&Join> {
        self.steps.get(&local)
    }

    /// What is counted of an entity; `None` for what is none.
    pub(super) fn counted(&self, identity: &NameIdentity, root: NameId) -> Option<EntityCount> {
        let count = self.counts.get(root as usize).copied()?;
        (count.postings > 0 && !identity.is_hidden(root)).then_some(count)
    }

    /// The roots of all entities with their counts.
    pub(super) fn all(
        &self,
        identity: &NameIdentity,
    ) -> impl Iterator<Item = (NameId, EntityCount)> {
        let roots = 0..number(self.counts.len());
        roots.filter_map(|root| Some((root, self.counted(identity, root)?)))
    }

    /// The entities of articles that mean a root, ascending.
    pub(super) fn postings(
        &self,
        library: LinkerView<'_>,
        identity: &NameIdentity,
        root: NameId,
    ) -> Vec<u32> {
        let mut postings = Vec::new();
        for name in identity.members(root) {
            let own = library.articles.locals(name);
            postings.extend(own.filter(|local| !self.steps.contains_key(local)));
            let stepped = self.meaning.range((name, 0)..=(name, u32::MAX));
            postings.extend(stepped.map(|(_, local)| *local));
        }
        postings.sort_unstable();
        postings
    }
}
