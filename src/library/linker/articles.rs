//! The articles that were taken in, as numbers into the names.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::facts::{ArticleFacts, EntityFacts};
use super::fold;
use super::names::{FormId, NameId, Names};
use crate::model::{Date, EntityKind};

/// The longest acronym, in letters.
const LONGEST_ACRONYM: usize = 8;

/// All documents, by key, with what they say together.
#[derive(Debug, Default)]
pub(super) struct Articles {
    pub(super) documents: BTreeMap<Arc<str>, Document>,
    /// In how many articles a name is explained by a longer one.
    explained: HashMap<(NameId, NameId), u32>,
}

/// A document.
#[derive(Debug, Default)]
pub(super) struct Document {
    pub(super) fingerprint: u64,
    pub(super) articles: Vec<Article>,
}

/// An article.
#[derive(Debug, Default)]
pub(super) struct Article {
    pub(super) date: Option<Date>,
    /// By the index that mentions name.
    pub(super) locals: Box<[Local]>,
    pub(super) said: Box<[Said]>,
}

/// An entity within an article.
#[derive(Debug)]
pub(super) struct Local {
    /// Its fullest name.
    pub(super) name: NameId,
    pub(super) mentions: u32,
    pub(super) credits: u32,
    /// The fullest first.
    pub(super) forms: Box<[Form]>,
}

/// A printed form of an entity in an article.
#[derive(Clone, Copy, Debug)]
pub(super) struct Form {
    pub(super) printed: FormId,
    pub(super) name: NameId,
    pub(super) count: u32,
    /// The article's reason, kept among the forms.
    pub(super) why: FormId,
}

/// Who said a quotation.
#[derive(Clone, Copy, Debug)]
pub(super) struct Said {
    pub(super) quote: u32,
    pub(super) local: Option<u32>,
    pub(super) name: FormId,
    /// The empty form where none is known.
    pub(super) role: FormId,
}

impl Articles {
    /// Takes a document in; it must not be there yet.
    pub(super) fn add(
        &mut self,
        names: &mut Names,
        key: &str,
        fingerprint: u64,
        articles: &[ArticleFacts],
    ) {
        let articles: Vec<_> = articles.iter().map(|facts| Article::of(names, facts)).collect();
        for local in articles.iter().flat_map(|article| &article.locals) {
            names.use_own(local.name, local.weight());
            local.aliases().into_iter().for_each(|alias| names.use_alias(alias));
            for form in &local.forms {
                names.use_form(form.name, form.printed, form.count);
            }
            for short in local.explained(names) {
                *self.explained.entry((short, local.name)).or_default() += 1;
            }
        }
        self.documents.insert(key.into(), Document { fingerprint, articles });
    }

    /// Forgets a document.
    pub(super) fn remove(&mut self, names: &mut Names, key: &str) {
        let Some(document) = self.documents.remove(key) else { return };
        for local in document.articles.iter().flat_map(|article| &article.locals) {
            names.drop_own(local.name, local.weight());
            local.aliases().into_iter().for_each(|alias| names.drop_alias(alias));
            for form in &local.forms {
                names.drop_form(form.name, form.printed, form.count);
            }
            for short in local.explained(names) {
                if let Some(count) = self.explained.get_mut(&(short, local.name)) {
                    *count = count.saturating_sub(1);
                }
            }
        }
    }

    /// Names with a longer one that explains them, and in how many articles.
    pub(super) fn explained(&self) -> impl Iterator<Item = (NameId, NameId, u32)> {
        let used = self.explained.iter().filter(|(_, count)| **count > 0);
        used.map(|((short, long), count)| (*short, *long, *count))
    }
}

impl Article {
    fn of(names: &mut Names, facts: &ArticleFacts) -> Article {
        let locals = facts.entities.iter().map(|entity| Local::of(names, entity)).collect();
        let said = facts.said.iter().map(|said| Said {
            quote: said.quote,
            local: said.entity,
            name: names.form(&said.name),
            role: names.form(&said.role),
        });
        Article { date: facts.date, said: said.collect(), locals }
    }
}

impl Local {
    fn of(names: &mut Names, facts: &EntityFacts) -> Local {
        let forms = facts.forms.iter().map(|form| Form {
            printed: names.form(&form.form),
            name: names.name(&form.form, facts.kind),
            count: form.count,
            why: names.form(&form.why),
        });
        let forms: Box<[Form]> = forms.collect();
        let name = forms.first().map_or(NameId::MAX, |form| form.name);
        Local { name, mentions: facts.mentions, credits: facts.credits, forms }
    }

    /// All mentions.
    fn weight(&self) -> u32 {
        self.mentions.saturating_add(self.credits)
    }

    /// Its names beside the fullest, each once.
    fn aliases(&self) -> Vec<NameId> {
        let forms = self.forms.iter().map(|form| form.name);
        let mut aliases: Vec<NameId> = forms.filter(|name| *name != self.name).collect();
        aliases.sort_unstable();
        aliases.dedup();
        aliases
    }

    /// Names that its article explains by a longer one: an acronym, a full
    /// name without what stands in its middle.
    fn explained(&self, names: &Names) -> Vec<NameId> {
        let Some(long) = names.get(self.name).filter(|name| name.is_full()) else {
            return Vec::new();
        };
        let is_explained = |form: &&Form| {
            let Some(short) = names.get(form.name).filter(|_| form.name != self.name) else {
                return false;
            };
            if long.kind == EntityKind::Person {
                short.is_full()
            } else {
                let part = fold::words(&long.key).any(|word| *word == *short.key);
                !part && is_acronym(names.form_text(form.printed))
            }
        };
        let mut explained: Vec<NameId> =
            self.forms.iter().filter(is_explained).map(|form| form.name).collect();
        explained.sort_unstable();
        explained.dedup();
        explained
    }
}

/// Whether a form is of capitals only, full stops aside.
fn is_acronym(form: &str) -> bool {
    let letters = form.chars().filter(|c| *c != '.');
    let count = letters.clone().count();
    (2..=LONGEST_ACRONYM).contains(&count) && letters.clone().all(char::is_uppercase)
}
