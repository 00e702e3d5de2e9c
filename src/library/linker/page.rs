//! What is shown of one entity: its names with reasons, its roles, where it is
//! mentioned and with whom, what it said.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::articles::{Article, Local};
use super::entity::{Companion, LinkedEntity, LinkedId, NameCount, Role, Said, Seen};
use super::joins::{Join, best_form};
use super::links::Place;
use super::names::{FormId, NameId};
use super::reason::{Merge, Why};
use super::{Linker, fold};
use crate::model::{Date, EntityKind};

/// An entity of an article together with the article.
#[derive(Clone, Copy)]
struct Found<'a> {
    place: &'a Place,
    article: &'a Article,
    index: u32,
    local: &'a Local,
}

impl Linker {
    /// All that is known of an entity.
    #[must_use]
    pub fn entity(&self, id: LinkedId) -> Option<LinkedEntity> {
        let row = self.summary(id)?;
        let dates = || {
            let mentioned = self.found(id).filter(|found| found.local.mentions > 0);
            let dates = mentioned.filter_map(|found| found.article.date);
            dates.filter(|date| date.year.is_some())
        };
        Some(LinkedEntity {
            id,
            kind: row.kind,
            name: row.name.clone(),
            names: self.names_of(id),
            reasons: self.reasons(id),
            roles: if row.kind == EntityKind::Person { self.roles(id) } else { Vec::new() },
            first_seen: dates().min_by_key(Date::sort_key),
            last_seen: dates().max_by_key(Date::sort_key),
            mentions: row.mentions,
            articles: row.articles,
        })
    }

    /// Where it is mentioned, by date, then by document; credits included.
    #[must_use]
    pub fn seen(&self, id: LinkedId) -> Vec<Seen<'_>> {
        let mut all: Vec<Seen<'_>> = Vec::new();
        for Found { place, article, local, .. } in self.found(id) {
            let (document, index) = (place.document.as_ref(), place.article);
            let (mentions, credits) = (local.mentions as usize, local.credits as usize);
            match all.last_mut() {
                Some(seen) if seen.document == document && seen.article == index => {
                    seen.mentions += mentions;
                    seen.credits += credits;
                }
                _ => all.push(Seen {
                    document,
                    article: index,
                    mentions,
                    credits,
                    date: article.date,
                }),
            }
        }
        all.sort_by_key(|seen| seen.date.as_ref().map(Date::sort_key));
        all
    }

    /// What it said, in the same order.
    #[must_use]
    pub fn said(&self, id: LinkedId) -> Vec<Said<'_>> {
        let mut all: Vec<Said<'_>> = Vec::new();
        for Found { place, article, index, .. } in self.found(id) {
            let own = article.said.iter().filter(|said| said.local == Some(index));
            all.extend(own.map(|said| Said {
                document: place.document.as_ref(),
                article: place.article,
                quote: said.quote as usize,
                date: article.date,
            }));
        }
        all.extend(self.said_elsewhere(id));
        all.sort_by_key(|said| {
            (said.date.as_ref().map(Date::sort_key), said.document, said.article, said.quote)
        });
        all
    }

    /// What it said in articles whose entities do not know it.
    fn said_elsewhere(&self, id: LinkedId) -> impl Iterator<Item = Said<'_>> {
        let places = self.links().places.iter();
        let articles =
            places.filter_map(|place| Some((place, self.article(&place.document, place.article)?)));
        articles.flat_map(move |(place, article)| {
            let named = article.said.iter().filter(|said| said.local.is_none());
            let own = named.filter(move |said| {
                self.named_elsewhere(self.names.form_text(said.name)) == Some(id)
            });
            own.map(move |said| Said {
                document: place.document.as_ref(),
                article: place.article,
                quote: said.quote as usize,
                date: article.date,
            })
        })
    }

    /// With whom and what it is mentioned, most articles first; credits do
    /// not count.
    #[must_use]
    pub fn companions(&self, id: LinkedId) -> Vec<Companion> {
        let mut counts = HashMap::<LinkedId, usize>::new();
        let links = self.links();
        let mut last = None;
        for Found { place, article, local, .. } in self.found(id) {
            let here = (place.document.as_ref(), place.article);
            if local.mentions == 0 || last.replace(here) == Some(here) {
                continue;
            }
            let others = (place.first_local..).zip(&article.locals);
            let others = others.filter(|(_, other)| other.mentions > 0);
            let ids = others.filter_map(|(number, other)| links.meant(number, other).map(LinkedId));
            for other in ids.collect::<BTreeSet<_>>() {
                *counts.entry(other).or_default() += 1;
            }
        }
        let rows = counts.into_iter().filter_map(|(other, articles)| {
            let (row, _) = links.row(other).filter(|_| other != id)?;
            Some((std::cmp::Reverse(articles), row, Companion { id: other, articles }))
        });
        let mut rows: Vec<_> = rows.collect();
        rows.sort_by_key(|(articles, row, _)| (*articles, *row));
        rows.into_iter().map(|(.., companion)| companion).collect()
    }

    /// The entities of articles that belong to it, by document.
    fn found(&self, id: LinkedId) -> impl Iterator<Item = Found<'_>> {
        let links = self.links();
        links.postings(id).iter().filter_map(|posting| {
            let place = links.places.get(posting.place as usize)?;
            let article = self.article(&place.document, place.article)?;
            let local = article.locals.get(posting.local as usize)?;
            Some(Found { place, article, index: posting.local, local })
        })
    }

    fn names_of(&self, id: LinkedId) -> Vec<NameCount> {
        let mut counts = BTreeMap::<FormId, (usize, bool)>::new();
        for Found { local, .. } in self.found(id) {
            for form in &local.forms {
                let (count, own) = counts.entry(form.printed).or_default();
                *count += form.count as usize;
                *own |= form.name == local.name;
            }
        }
        let counts = counts.into_iter().filter(|(_, (count, _))| *count > 0);
        let mut names: Vec<NameCount> = counts
            .map(|(form, (count, can_split))| NameCount {
                name: self.names.form_text(form).to_owned(),
                count,
                can_split,
            })
            .collect();
        names.sort_by(|one, other| other.count.cmp(&one.count).then(one.name.cmp(&other.name)));
        names
    }

    /// Every step that led here, by rule and name.
    fn reasons(&self, id: LinkedId) -> Vec<Merge> {
        let links = self.links();
        let own = links.joins.iter().filter(|join| links.root(join.name) == Some(id.0));
        let mut reasons: Vec<Merge> = own.map(|join| self.merge(join, 0)).collect();
        let mut counted = BTreeMap::<(NameId, NameId, Why), (usize, Option<f32>)>::new();
        for Found { place, index, local, .. } in self.found(id) {
            if let Some(step) = links.steps.get(&(place.first_local + index)) {
                let key = (step.name, step.of, step.why.clone());
                counted.entry(key).or_insert((0, step.measure)).0 += 1;
            }
            let mut seen = BTreeSet::from([local.name]);
            for form in local.forms.iter().filter(|form| seen.insert(form.name)) {
                let why = Why::InArticle(self.names.form_text(form.why).to_owned());
                counted.entry((form.name, local.name, why)).or_insert((0, None)).0 += 1;
            }
        }
        reasons.extend(counted.into_iter().map(|((name, of, why), (articles, measure))| {
            self.merge(&Join { name, of, why, measure }, articles)
        }));
        reasons.sort_by(|one, other| {
            let key = |merge: &Merge| (merge.articles > 0, std::cmp::Reverse(merge.articles));
            let words = |merge: &Merge| (merge.name.clone(), merge.of.clone(), merge.why.clone());
            key(one).cmp(&key(other)).then_with(|| words(one).cmp(&words(other)))
        });
        reasons
    }

    fn merge(&self, join: &Join, articles: usize) -> Merge {
        let printed = |name: NameId| {
            let form = best_form(&self.names, name).map(str::to_owned);
            form.or_else(|| Some(self.names.get(name)?.key.to_string())).unwrap_or_default()
        };
        Merge {
            name: printed(join.name),
            of: printed(join.of),
            why: join.why.clone(),
            measure: join.measure,
            articles,
        }
    }

    fn roles(&self, id: LinkedId) -> Vec<Role> {
        let mut by_words = BTreeMap::<String, (BTreeMap<FormId, usize>, Vec<Option<Date>>)>::new();
        for Found { article, index, .. } in self.found(id) {
            let own = article.said.iter().filter(|said| said.local == Some(index));
            for role in own.map(|said| said.role).collect::<BTreeSet<_>>() {
                let words = fold::key(self.names.form_text(role));
                if !words.is_empty() {
                    let (forms, dates) = by_words.entry(words).or_default();
                    *forms.entry(role).or_default() += 1;
                    dates.push(article.date.filter(|date| date.year.is_some()));
                }
            }
        }
        let mut roles: Vec<Role> =
            by_words.into_values().map(|(forms, dates)| self.role(&forms, &dates)).collect();
        roles.sort_by(|one, other| {
            other.articles.cmp(&one.articles).then(one.role.cmp(&other.role))
        });
        roles
    }

    fn role(&self, forms: &BTreeMap<FormId, usize>, dates: &[Option<Date>]) -> Role {
        let text = |form: &FormId| self.names.form_text(*form);
        let most = forms
            .iter()
            .max_by_key(|(form, count)| (**count, std::cmp::Reverse(text(form))))
            .map(|(form, _)| text(form).to_owned());
        Role {
            role: most.unwrap_or_default(),
            articles: dates.len(),
            first: dates.iter().flatten().copied().min_by_key(Date::sort_key),
            last: dates.iter().flatten().copied().max_by_key(Date::sort_key),
        }
    }
}
