//! What is shown of one entity: its names with reasons, its roles, where it is
//! mentioned and with whom, what it said.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::article::{LinkerArticle, Local, WordId};
use super::articles::ArticleNumber;
use super::entity::{Companion, LinkedEntity, LinkedId, NameCount, Role, Said, Seen};
use super::joins::{Join, best_form};
use super::names::NameId;
use super::reason::{Merge, Rule, Why};
use super::{Linker, fold};
use crate::library::sure::sure;
use newsquotes::model::{Date, EntityKind};

/// An entity of an article together with the article.
#[derive(Clone, Copy)]
struct FoundLocal<'a> {
    id: ArticleNumber,
    article: &'a LinkerArticle,
    index: u32,
    local: &'a Local,
}

/// In how many articles a step was taken, and how alike the names are.
type Steps = BTreeMap<(NameId, NameId, Why), (usize, Option<f32>)>;
/// By their words the forms of a role, and the dates of the articles.
type Roles = BTreeMap<String, (BTreeMap<WordId, usize>, Vec<Option<Date>>)>;

/// What all its articles tell of an entity.
#[derive(Default)]
struct GatheredPage<'a> {
    /// By printed form how often it stands, and whether for itself.
    names: BTreeMap<&'a str, (usize, bool)>,
    steps: Steps,
    roles: Roles,
    first: Option<Date>,
    last: Option<Date>,
}

impl Linker {
    /// All that is known of an entity.
    #[must_use]
    pub fn entity(&self, id: LinkedId) -> Option<LinkedEntity> {
        let row = self.summary(id)?;
        let mut gathered = GatheredPage::default();
        self.for_each_found(id, |found| gathered.take(self, found));
        let GatheredPage { names, steps, roles, first, last } = gathered;
        let is_person = row.kind == EntityKind::Person;
        Some(LinkedEntity {
            id,
            kind: row.kind,
            name: row.name,
            names: by_count(names),
            reasons: self.reasons(id, steps),
            roles: if is_person { self.roles(roles) } else { Vec::new() },
            first_seen: first,
            last_seen: last,
            mentions: row.mentions,
            articles: row.articles,
        })
    }

    /// Where it is mentioned, by date, then by document; credits included.
    #[must_use]
    pub fn seen(&self, id: LinkedId) -> Vec<Seen<'_>> {
        let mut all: Vec<(ArticleNumber, Seen<'_>)> = Vec::new();
        self.for_each_found(id, |FoundLocal { id, article, local, .. }| {
            let (mentions, credits) = (local.mentions as usize, local.credits as usize);
            if let Some((_, seen)) = all.last_mut().filter(|(last, _)| *last == id) {
                seen.mentions += mentions;
                seen.credits += credits;
            } else {
                let (document, article_index, date) =
                    (self.articles.key_of(id), self.index(id), article.date);
                let seen = Seen { document, article: article_index, mentions, credits, date };
                all.push((id, seen));
            }
        });
        let mut all: Vec<Seen<'_>> = all.into_iter().map(|(_, seen)| seen).collect();
        all.sort_by_key(|seen| {
            (seen.date.as_ref().map(Date::sort_key), seen.document, seen.article)
        });
        all
    }

    /// What it said, in the same order.
    #[must_use]
    pub fn said(&self, id: LinkedId) -> Vec<Said<'_>> {
        let mut all: Vec<Said<'_>> = Vec::new();
        self.for_each_found(id, |FoundLocal { id, article, index, .. }| {
            let own = article.said.iter().filter(|said| said.local == Some(index));
            all.extend(own.map(|said| self.said_in(id, article, said.quote)));
        });
        self.said_elsewhere(id, &mut all);
        all.sort_by_key(|said| {
            (said.date.as_ref().map(Date::sort_key), said.document, said.article, said.quote)
        });
        all
    }

    fn said_in(&self, id: ArticleNumber, article: &LinkerArticle, quote: u32) -> Said<'_> {
        let (document, index) = (self.articles.key_of(id), self.index(id));
        Said { document, article: index, quote: quote as usize, date: article.date }
    }

    /// What it said in articles whose entities do not know it.
    fn said_elsewhere<'a>(&'a self, id: LinkedId, all: &mut Vec<Said<'a>>) {
        let mut article = LinkerArticle::default();
        for (name, articles) in self.articles.strangers() {
            if self.named_elsewhere(self.articles.words.text(name)) != Some(id) {
                continue;
            }
            for &place in articles.iter().filter(|place| self.articles.is_live(**place)) {
                if self.library().read(place, &mut article).is_some() {
                    let own = article.said.iter().filter(|said| said.name == Some(name));
                    all.extend(own.map(|said| self.said_in(place, &article, said.quote)));
                }
            }
        }
    }

    /// With whom and what it is mentioned, most articles first; credits do
    /// not count.
    #[must_use]
    pub fn companions(&self, id: LinkedId) -> Vec<Companion> {
        let mut counts = HashMap::<NameId, u32>::new();
        let (links, identity) = (self.links(), self.identity());
        let mut last = None;
        self.for_each_found(id, |FoundLocal { id: place, article, local, .. }| {
            if local.mentions == 0 || last.replace(place) == Some(place) {
                return;
            }
            let others = (self.articles.first_local(place)..).zip(&article.locals);
            let others = others.filter(|(_, other)| other.mentions > 0);
            let roots = others.filter_map(|(number, other)| links.meant(identity, number, other));
            for other in roots.collect::<BTreeSet<_>>() {
                *counts.entry(other).or_default() += 1;
            }
        });
        let rows = counts.into_iter().filter(|(other, _)| *other != id.0);
        let rows = rows.filter_map(|(other, articles)| {
            let count = self.count(other)?;
            let most = std::cmp::Reverse((articles, count.mentions, count.articles));
            Some((most, identity.label(&self.names, other), other, articles))
        });
        let mut rows: Vec<_> = rows.collect();
        rows.sort_unstable();
        let rows = rows.into_iter().map(|(.., id, articles)| (LinkedId(id), articles as usize));
        rows.map(|(id, articles)| Companion { id, articles }).collect()
    }

    /// Shows the entities of articles that belong to it, by article.
    fn for_each_found(&self, id: LinkedId, mut each: impl FnMut(FoundLocal<'_>)) {
        let mut article = LinkerArticle::default();
        let mut last = None;
        for number in self.links().postings(self.library(), self.identity(), id.0) {
            let place = self.articles.article_of(number);
            if !self.articles.is_live(place) {
                continue;
            }
            if last.replace(place) != Some(place)
                && self.library().read(place, &mut article).is_none()
            {
                continue;
            }
            let index = number.saturating_sub(self.articles.first_local(place));
            if let Some(local) = article.locals.get(index as usize) {
                each(FoundLocal { id: place, article: &article, index, local });
            }
        }
    }

    /// The index of an article in its document.
    fn index(&self, id: ArticleNumber) -> usize {
        let first = self.articles.document_of(id).map_or(id, |document| document.articles.start);
        id.saturating_sub(first) as usize
    }

    /// Every step that led here, by rule and name.
    fn reasons(&self, id: LinkedId, steps: Steps) -> Vec<Merge> {
        let identity = self.identity();
        let own = identity.joins.iter().filter(|join| identity.root(join.name) == Some(id.0));
        let own = own.map(|join| {
            let why = join.rule.why(&self.articles.words);
            self.merge((join.name, join.of, why), (0, join.rule.measure()))
        });
        let in_articles = steps.into_iter().map(|(step, counted)| self.merge(step, counted));
        let mut reasons: Vec<Merge> = own.chain(in_articles).collect();
        reasons.sort_by(|one, other| {
            let key = |merge: &Merge| (merge.articles > 0, std::cmp::Reverse(merge.articles));
            let words = |merge: &Merge| (merge.name.clone(), merge.of.clone(), merge.why.clone());
            key(one).cmp(&key(other)).then_with(|| words(one).cmp(&words(other)))
        });
        reasons
    }

    fn merge(
        &self,
        (name, of, why): (NameId, NameId, Why),
        (articles, measure): (usize, Option<f32>),
    ) -> Merge {
        let printed = |name: NameId| {
            best_form(&self.names, name).unwrap_or_else(|| self.names.key(name)).to_owned()
        };
        Merge { name: printed(name), of: printed(of), why, measure, articles }
    }

    /// A step as it is shown: whoever is meant by a surname alone is called by
    /// the best name.
    fn shown_step(&self, step: &Join) -> (NameId, NameId, Why) {
        let of = match step.rule {
            Rule::Role(_) | Rule::BestKnown => self.identity().best(&self.names, step.of),
            _ => None,
        };
        (step.name, of.unwrap_or(step.of), step.rule.why(&self.articles.words))
    }

    fn roles(&self, by_words: Roles) -> Vec<Role> {
        let mut roles: Vec<Role> =
            by_words.into_values().map(|(forms, dates)| self.role(&forms, &dates)).collect();
        roles.sort_by(|one, other| {
            other.articles.cmp(&one.articles).then_with(|| one.words.cmp(&other.words))
        });
        roles
    }

    fn role(&self, forms: &BTreeMap<WordId, usize>, dates: &[Option<Date>]) -> Role {
        let text = |form: &WordId| self.articles.words.text(*form);
        let most = forms
            .iter()
            .max_by_key(|(form, count)| (**count, std::cmp::Reverse(text(form))))
            .map(|(form, _)| text(form).to_owned());
        Role {
            words: sure(most),
            articles: dates.len(),
            first: dates.iter().flatten().copied().min_by_key(Date::sort_key),
            last: dates.iter().flatten().copied().max_by_key(Date::sort_key),
        }
    }
}

impl<'a> GatheredPage<'a> {
    fn take(&mut self, linker: &'a Linker, found: FoundLocal<'_>) {
        let FoundLocal { id, article, index, local } = found;
        let date = article.date.filter(|date| date.year.is_some());
        if local.mentions > 0 {
            let both = |known: Option<Date>| known.into_iter().chain(date);
            self.first = both(self.first).min_by_key(Date::sort_key);
            self.last = both(self.last).max_by_key(Date::sort_key);
        }
        let number = linker.articles.first_local(id).saturating_add(index);
        if let Some(step) = linker.links().step(number) {
            let counted = self.steps.entry(linker.shown_step(step));
            counted.or_insert((0, step.rule.measure())).0 += 1;
        }
        let mut seen = BTreeSet::from([local.name]);
        for form in article.forms(local) {
            let (count, own) = self.names.entry(linker.names.form_text(form.printed)).or_default();
            *count += form.count as usize;
            *own |= form.name == local.name;
            if seen.insert(form.name) {
                let why = Why::InArticle(linker.articles.words.text(form.why).to_owned());
                self.steps.entry((form.name, local.name, why)).or_insert((0, None)).0 += 1;
            }
        }
        let own = article.said.iter().filter(|said| said.local == Some(index));
        for role in own.map(|said| said.role).collect::<BTreeSet<_>>() {
            let words = fold::key(linker.articles.words.text(role));
            if !words.is_empty() {
                let (forms, dates) = self.roles.entry(words).or_default();
                *forms.entry(role).or_default() += 1;
                dates.push(date);
            }
        }
    }
}

/// Names that stand somewhere, most frequent first.
fn by_count(names: BTreeMap<&str, (usize, bool)>) -> Vec<NameCount> {
    let counted = names.into_iter().filter(|(_, (count, _))| *count > 0);
    let mut names: Vec<NameCount> = counted
        .map(|(name, (count, can_split))| NameCount { name: name.to_owned(), count, can_split })
        .collect();
    names.sort_by(|one, other| other.count.cmp(&one.count).then_with(|| one.name.cmp(&other.name)));
    names
}
