//! Who is who, as it follows from all names, articles and decisions: made anew
//! when asked for after a change, the same whatever the order they came in.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::aliases::Aliases;
use super::articles::{Article, Articles, Document, Local};
use super::context::Context;
use super::decided::Outcome;
use super::entity::{LinkedId, Summary};
use super::joins::{self, Join, best_form};
use super::names::{NameId, Names, number};
use super::sets::Sets;
use crate::model::EntityKind;

/// The entities of a library.
#[derive(Debug)]
pub(super) struct Links {
    pub(super) outcome: Outcome,
    /// The root of each name.
    pub(super) roots: Vec<NameId>,
    /// Steps that hold for the names as such.
    pub(super) joins: Vec<Join>,
    /// Steps of one entity of one article, by its number.
    pub(super) steps: HashMap<u32, Join>,
    /// By mentions.
    pub(super) rows: Vec<Summary>,
    row_of: Vec<Option<u32>>,
    /// The articles, by document.
    pub(super) places: Vec<Place>,
    first_article: BTreeMap<Arc<str>, u32>,
    /// For each row its place in `postings`.
    starts: Vec<u32>,
    postings: Vec<Posting>,
}

/// Where an article stands.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) document: Arc<str>,
    pub(super) article: usize,
    /// The number of its first entity.
    pub(super) first_local: u32,
}

/// An entity of an article.
#[derive(Clone, Copy, Debug)]
pub(super) struct Posting {
    /// Index in the places.
    pub(super) place: u32,
    pub(super) local: u32,
}

/// What is counted of an entity.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    mentions: usize,
    articles: usize,
    postings: u32,
    last_article: Option<u32>,
}

impl Links {
    pub(super) fn make(
        names: &Names,
        articles: &Articles,
        aliases: &Aliases,
        outcome: Outcome,
    ) -> Links {
        let (mut sets, joins) = joins::join(names, articles, aliases, &outcome);
        let kinds = kinds(names, aliases, &mut sets, &outcome);
        let places = places(&articles.documents);
        let parted = &outcome.parted;
        let context = Context::new(names, aliases, &mut sets, &kinds, parted);
        let steps = steps(context, articles, &places);
        let roots: Vec<NameId> = (0..number(names.len())).map(|name| sets.root(name)).collect();
        let first_article = first_articles(&articles.documents);
        let mut links = Links {
            roots,
            joins,
            steps,
            places,
            first_article,
            outcome,
            rows: Vec::new(),
            row_of: Vec::new(),
            starts: Vec::new(),
            postings: Vec::new(),
        };
        links.list(names, articles, aliases, &kinds);
        links
    }

    /// Counts the entities, names them and sorts them.
    fn list(
        &mut self,
        names: &Names,
        articles: &Articles,
        aliases: &Aliases,
        kinds: &[EntityKind],
    ) {
        let counts = self.count(names, articles);
        let shown = self.shown_names(names, aliases);
        let mut rows = Vec::new();
        for (root, count) in (0..).zip(&counts) {
            if count.postings == 0 {
                continue;
            }
            let kind = kinds.get(root as usize).copied().unwrap_or(EntityKind::Place);
            let name = shown.get(&root).cloned().unwrap_or_default();
            let (mentions, articles) = (count.mentions, count.articles);
            rows.push(Summary { id: LinkedId(root), kind, name, mentions, articles });
        }
        rows.sort_by(|one, other| {
            let key =
                |row: &Summary| (std::cmp::Reverse(row.mentions), std::cmp::Reverse(row.articles));
            let ties = || (&one.name, one.kind).cmp(&(&other.name, other.kind));
            key(one).cmp(&key(other)).then_with(ties)
        });
        self.row_of = vec![None; names.len()];
        for (number, row) in (0..).zip(&rows) {
            if let Some(place) = self.row_of.get_mut(row.id.0 as usize) {
                *place = Some(number);
            }
        }
        self.rows = rows;
        self.post(articles, &counts);
    }

    /// Mentions and articles of each root; those that a person said are none
    /// are left at nothing.
    fn count(&self, names: &Names, articles: &Articles) -> Vec<Count> {
        let hidden: BTreeSet<NameId> =
            self.outcome.hidden.iter().filter_map(|name| self.root(*name)).collect();
        let mut counts = vec![Count::default(); names.len()];
        self.for_each_local(articles, |place, _, local, root| {
            let Some(count) = counts.get_mut(root as usize) else { return };
            if hidden.contains(&root) {
                return;
            }
            count.mentions += local.mentions as usize;
            count.postings += 1;
            if local.mentions > 0 && count.last_article != Some(place) {
                count.articles += 1;
                count.last_article = Some(place);
            }
        });
        counts
    }

    /// Writes down where each row is mentioned.
    fn post(&mut self, articles: &Articles, counts: &[Count]) {
        let mut starts = Vec::with_capacity(self.rows.len() + 1);
        let mut end = 0;
        for row in &self.rows {
            starts.push(end);
            end += counts.get(row.id.0 as usize).map_or(0, |count| count.postings);
        }
        starts.push(end);
        let mut next = starts.clone();
        let mut postings = vec![Posting { place: 0, local: 0 }; end as usize];
        self.for_each_local(articles, |place, local, _, root| {
            let row = self.row_of.get(root as usize).copied().flatten();
            let Some(next) = row.and_then(|row| next.get_mut(row as usize)) else { return };
            if let Some(posting) = postings.get_mut(*next as usize) {
                *posting = Posting { place, local };
            }
            *next += 1;
        });
        (self.starts, self.postings) = (starts, postings);
    }

    /// Every entity of every article with the root of the name it means.
    fn for_each_local(&self, articles: &Articles, mut each: impl FnMut(u32, u32, &Local, NameId)) {
        let all = articles.documents.values().flat_map(|document| &document.articles);
        for (number, (place, article)) in (0..).zip(self.places.iter().zip(all)) {
            for (index, local) in (0..).zip(&article.locals) {
                if let Some(root) = self.meant(place.first_local + index, local) {
                    each(number, index, local, root);
                }
            }
        }
    }

    /// The root of the name that an article's entity means; `number` counts
    /// the entities of all articles.
    pub(super) fn meant(&self, number: u32, local: &Local) -> Option<NameId> {
        self.root(self.steps.get(&number).map_or(local.name, |step| step.of))
    }

    pub(super) fn root(&self, name: NameId) -> Option<NameId> {
        self.roots.get(name as usize).copied()
    }

    /// The place of an article.
    pub(super) fn place(&self, document: &str, article: usize) -> Option<&Place> {
        let first = self.first_article.get(document)?;
        let place = self.places.get((*first as usize).checked_add(article)?)?;
        (place.document.as_ref() == document).then_some(place)
    }

    /// The row of an entity, for its list and its postings.
    pub(super) fn row(&self, id: LinkedId) -> Option<(usize, &Summary)> {
        let row = self.row_of.get(id.0 as usize).copied().flatten()? as usize;
        Some((row, self.rows.get(row)?))
    }

    /// Where an entity is mentioned, in the order of the documents.
    pub(super) fn postings(&self, id: LinkedId) -> &[Posting] {
        let range = || {
            let (row, _) = self.row(id)?;
            let (start, end) = (self.starts.get(row)?, self.starts.get(row + 1)?);
            self.postings.get(*start as usize..*end as usize)
        };
        range().unwrap_or_default()
    }

    /// What each entity is called: as a person decided, as the table of
    /// aliases puts it, or else by its best name.
    fn shown_names(&self, names: &Names, aliases: &Aliases) -> HashMap<NameId, String> {
        let mut best: Vec<Option<(Rank<'_>, NameId)>> = vec![None; names.len()];
        for (id, name) in names.iter().filter(|(_, name)| name.is_live()) {
            let root = self.root(id).and_then(|root| best.get_mut(root as usize));
            let row = aliases.row(name.kind, &name.key);
            let tabled = row.is_some_and(|row| row.shown() == Some(&name.key));
            let full = name.kind == EntityKind::Person && name.is_full();
            let rank = (tabled, full, name.mentions, std::cmp::Reverse(name.key.as_ref()));
            if let Some(best) = root
                && best.is_none_or(|(best, _)| best < rank)
            {
                *best = Some((rank, id));
            }
        }
        let mut shown = HashMap::new();
        for (root, best) in (0..).zip(best) {
            if let Some(form) = best.and_then(|(_, name)| best_form(names, name)) {
                shown.insert(root, form.to_owned());
            }
        }
        for (name, words) in &self.outcome.shown {
            if let Some(root) = self.root(*name) {
                shown.insert(root, words.clone());
            }
        }
        shown
    }
}

/// How well a name stands for its entity: first in a row of the table, a full
/// name of a person, frequent.
type Rank<'a> = (bool, bool, u32, std::cmp::Reverse<&'a str>);

/// The kind of each name's entity: as decided, as the table has it, or as most
/// articles have it.
fn kinds(names: &Names, aliases: &Aliases, sets: &mut Sets, outcome: &Outcome) -> Vec<EntityKind> {
    let mut votes = vec![[0_u32; 3]; names.len()];
    for (id, name) in names.iter().filter(|(_, name)| name.is_live()) {
        let Some(votes) = votes.get_mut(sets.root(id) as usize) else { continue };
        let vote = if aliases.row(name.kind, &name.key).is_some() { TABLED } else { 1 };
        for (kind, count) in EntityKind::ALL.into_iter().zip(votes) {
            if kind == name.kind {
                *count = count.saturating_add(name.articles().saturating_mul(vote));
            }
        }
    }
    let most = |votes: &[u32; 3]| {
        let counted = EntityKind::ALL.into_iter().zip(votes).rev();
        counted.max_by_key(|(_, count)| **count).map_or(EntityKind::Place, |(kind, _)| kind)
    };
    let of_roots: Vec<EntityKind> = votes.iter().map(most).collect();
    let decided: HashMap<NameId, EntityKind> =
        outcome.kinds.iter().map(|(name, kind)| (sets.root(*name), *kind)).collect();
    let of = |root: NameId| {
        let of_articles = of_roots.get(root as usize).copied();
        decided.get(&root).copied().or(of_articles).unwrap_or(EntityKind::Place)
    };
    (0..number(names.len())).map(|name| of(sets.root(name))).collect()
}

/// What the vote of a name counts that the table of aliases has under this
/// kind.
const TABLED: u32 = 1000;

fn places(documents: &BTreeMap<Arc<str>, Document>) -> Vec<Place> {
    let mut first_local = 0;
    let mut places = Vec::new();
    for (key, document) in documents {
        for (article, facts) in document.articles.iter().enumerate() {
            places.push(Place { document: Arc::clone(key), article, first_local });
            first_local += number(facts.locals.len());
        }
    }
    places
}

fn first_articles(documents: &BTreeMap<Arc<str>, Document>) -> BTreeMap<Arc<str>, u32> {
    let mut first = 0;
    let mut all = BTreeMap::new();
    for (key, document) in documents {
        all.insert(Arc::clone(key), first);
        first += number(document.articles.len());
    }
    all
}

/// The steps of single articles, by the number of the entity.
fn steps(mut context: Context<'_>, articles: &Articles, places: &[Place]) -> HashMap<u32, Join> {
    let all = || articles.documents.values().flat_map(|document| &document.articles);
    all().for_each(|article: &Article| context.learn_roles(article));
    let mut steps = HashMap::new();
    let mut places = places.iter();
    for document in articles.documents.values() {
        let mut people = None;
        for (article, place) in document.articles.iter().zip(places.by_ref()) {
            for (index, step) in context.steps(document, &mut people, article) {
                steps.insert(place.first_local + number(index), step);
            }
        }
    }
    steps
}
