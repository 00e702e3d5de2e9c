//! One article as numbers into the names, and as the few bytes in which it is
//! kept.
//!
//! ```text
//! date       0, or 1 and each part plus one
//! entities   for each: twice the number of its forms, plus one if it has
//!            credits; mentions, credits; its forms, and the count of each if
//!            there are several; behind the first also the article's reason
//! said       for each: quotation, entity plus one, role, and the name if it
//!            is of no entity
//! ```

use super::facts::{ArticleFacts, EntityFacts, SaidFacts};
use super::fold;
use super::names::{FormId, KnownNames, NONE, NameId};
use super::strings::{Strings, number};
use crate::library::codec::{ByteReader, ByteWriter};
use crate::library::sure::sure;
use newsquotes::model::{Date, EntityKind};

/// The number of a role, a reason or a name that somebody is called by.
pub(super) type WordId = u32;

/// The longest acronym, in letters.
const LONGEST_ACRONYM: usize = 8;

/// An article.
#[derive(Debug, Default)]
pub(super) struct LinkerArticle {
    pub(super) date: Option<Date>,
    /// By the index that mentions name.
    pub(super) locals: Vec<Local>,
    forms: Vec<PrintedForm>,
    pub(super) said: Vec<LocalSaid>,
}

/// An entity within an article.
#[derive(Clone, Copy, Debug)]
pub(super) struct Local {
    /// Its fullest name.
    pub(super) name: NameId,
    pub(super) mentions: u32,
    pub(super) credits: u32,
    /// Of its forms.
    first: u32,
    end: u32,
}

/// A printed form of an entity in an article.
#[derive(Clone, Copy, Debug)]
pub(super) struct PrintedForm {
    pub(super) printed: FormId,
    pub(super) name: NameId,
    pub(super) count: u32,
    /// The article's reason.
    pub(super) why: WordId,
}

/// Who said a quotation.
#[derive(Clone, Copy, Debug)]
pub(super) struct LocalSaid {
    pub(super) quote: u32,
    pub(super) local: Option<u32>,
    /// Where it is of no entity of the article.
    pub(super) name: Option<WordId>,
    /// The empty word where none is known.
    pub(super) role: WordId,
}

impl LinkerArticle {
    /// The numbers of an article's facts, new ones where they are new.
    pub(super) fn of(
        names: &mut KnownNames,
        words: &mut Strings,
        facts: &ArticleFacts,
    ) -> LinkerArticle {
        let mut article = LinkerArticle { date: facts.date, ..LinkerArticle::default() };
        for entity in &facts.entities {
            article.take(names, words, entity);
        }
        let said = facts.said.iter().map(|said| LocalSaid::of(words, said, facts.entities.len()));
        article.said = said.collect();
        article
    }

    fn take(&mut self, names: &mut KnownNames, words: &mut Strings, facts: &EntityFacts) {
        let first = number(self.forms.len());
        for form in &facts.forms {
            let printed = names.form(&form.form, facts.kind);
            let name = names.name_of(printed);
            let why = words.add(&form.why);
            self.forms.push(PrintedForm { printed, name, count: form.count, why });
        }
        let name = self.forms.get(first as usize).map_or(NONE, |form| form.name);
        let (mentions, credits, end) = (facts.mentions, facts.credits, number(self.forms.len()));
        self.locals.push(Local { name, mentions, credits, first, end });
    }

    /// The printed forms of one of its entities, the fullest first.
    pub(super) fn forms(&self, local: &Local) -> &[PrintedForm] {
        sure(self.forms.get(local.first as usize..local.end as usize))
    }

    pub(super) fn write(&self, writer: &mut ByteWriter) {
        write_date(writer, self.date);
        writer.number(number(self.locals.len()));
        for local in &self.locals {
            let forms = self.forms(local);
            writer.long(forms.len() as u64 * 2 + u64::from(local.credits > 0));
            writer.number(local.mentions);
            if local.credits > 0 {
                writer.number(local.credits);
            }
            for (index, form) in forms.iter().enumerate() {
                writer.number(form.printed);
                if forms.len() > 1 {
                    writer.number(form.count);
                }
                if index > 0 {
                    writer.number(form.why);
                }
            }
        }
        writer.number(number(self.said.len()));
        for said in &self.said {
            writer.number(said.quote);
            writer.number(said.local.map_or(0, |local| local.saturating_add(1)));
            writer.number(said.role);
            // Who is none of the entities has a name.
            if said.local.is_none() {
                writer.number(sure(said.name));
            }
        }
    }

    /// Reads an article in place of what was there; `None` where the bytes
    /// are not what was written.
    pub(super) fn read(&mut self, names: &KnownNames, reader: &mut ByteReader<'_>) -> Option<()> {
        self.locals.clear();
        self.forms.clear();
        self.said.clear();
        self.date = reader.list(read_date)?.pop();
        for _ in 0..reader.number()? {
            self.read_local(names, reader)?;
        }
        for _ in 0..reader.number()? {
            let (quote, local, role) = (reader.number()?, reader.number()?, reader.number()?);
            let local = local.checked_sub(1);
            let name = if local.is_none() { Some(reader.number()?) } else { None };
            self.said.push(LocalSaid { quote, local, name, role });
        }
        Some(())
    }

    fn read_local(&mut self, names: &KnownNames, reader: &mut ByteReader<'_>) -> Option<()> {
        let head = reader.number()?;
        let mentions = reader.number()?;
        let credits = if head % 2 == 1 { reader.number()? } else { 0 };
        let (count, first) = (head / 2, number(self.forms.len()));
        for index in 0..count {
            let printed = reader.number()?;
            let counted = if count > 1 { reader.number()? } else { mentions + credits };
            let why = if index > 0 { reader.number()? } else { 0 };
            let name = names.name_of(printed);
            self.forms.push(PrintedForm { printed, name, count: counted, why });
        }
        let name = self.forms.get(first as usize).map_or(NONE, |form| form.name);
        let end = number(self.forms.len());
        self.locals.push(Local { name, mentions, credits, first, end });
        Some(())
    }

    /// Names beside the fullest of an entity, each once.
    pub(super) fn aliases(&self, local: &Local) -> Vec<NameId> {
        let forms = self.forms(local).iter().map(|form| form.name);
        distinct(forms.filter(|name| *name != local.name).collect())
    }

    /// Names that the article explains by a longer one: an acronym, a full
    /// name without what stands in its middle.
    pub(super) fn explained(&self, names: &KnownNames, local: &Local) -> Vec<NameId> {
        let forms = self.forms(local);
        let Some(long) = names.get(local.name).filter(|name| name.is_full && forms.len() > 1)
        else {
            return Vec::new();
        };
        let is_explained = |form: &&PrintedForm| {
            let Some(short) = names.get(form.name).filter(|_| form.name != local.name) else {
                return false;
            };
            if long.kind == EntityKind::Person {
                return short.is_full;
            }
            let part =
                || fold::words(names.key(local.name)).any(|word| *word == *names.key(form.name));
            is_acronym(names.form_text(form.printed)) && !part()
        };
        distinct(forms.iter().filter(is_explained).map(|form| form.name).collect())
    }

    /// Full names with the roles that the article gives them.
    pub(super) fn roles(&self, names: &KnownNames) -> impl Iterator<Item = (NameId, WordId)> {
        let with_role = self.said.iter().filter(|said| said.role != 0);
        with_role.filter_map(|said| {
            let local = self.locals.get(said.local? as usize)?;
            names.get(local.name)?.is_full.then_some((local.name, said.role))
        })
    }
}

impl Local {
    /// All mentions.
    pub(super) fn weight(&self) -> u32 {
        self.mentions.saturating_add(self.credits)
    }
}

impl LocalSaid {
    fn of(words: &mut Strings, facts: &SaidFacts, entities: usize) -> LocalSaid {
        let local = facts.entity.filter(|local| (*local as usize) < entities);
        let role = words.add(&facts.role);
        let name = local.is_none().then(|| words.add(&facts.name));
        LocalSaid { quote: facts.quote, local, name, role }
    }
}

fn distinct(mut names: Vec<NameId>) -> Vec<NameId> {
    names.sort_unstable();
    names.dedup();
    names
}

/// Whether a form is of capitals only, full stops aside.
fn is_acronym(form: &str) -> bool {
    let letters = form.chars().filter(|c| *c != '.');
    let count = letters.clone().count();
    (2..=LONGEST_ACRONYM).contains(&count) && letters.clone().all(char::is_uppercase)
}

pub(super) fn write_date(writer: &mut ByteWriter, date: Option<Date>) {
    let Some(date) = date else { return writer.number(0) };
    writer.number(1);
    let part = |known: Option<u32>| known.map_or(0, |value| value + 1);
    // Years before 0 are not news.
    writer.number(part(date.year.and_then(|year| u32::try_from(year).ok())));
    writer.number(part(date.month.map(u32::from)));
    writer.number(part(date.day.map(u32::from)));
    writer.number(part(date.minute.map(u32::from)));
}

/// As [`write_date`] wrote it, for [`ByteReader::list`]: a list of none or one.
pub(super) fn read_date(reader: &mut ByteReader<'_>) -> Option<Date> {
    let mut part = || reader.number().map(|number| number.checked_sub(1));
    let (year, month, day, minute) = (part()?, part()?, part()?, part()?);
    Some(Date {
        year: year.and_then(|year| year.try_into().ok()),
        month: month.and_then(|month| month.try_into().ok()),
        day: day.and_then(|day| day.try_into().ok()),
        minute: minute.and_then(|minute| minute.try_into().ok()),
    })
}
