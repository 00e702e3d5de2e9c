//! The structure as one file: what was taken in of each document. It is a
//! cache that can be made again from the articles.
//!
//! ```text
//! magic and version   8 bytes
//! checksum            8 bytes, FNV-1a of all that follows
//! documents           for each its key, fingerprint and articles
//! ```
//!
//! Numbers are LEB128; a string is its length and bytes, or 0 and the number
//! of an earlier one. Names are folded and compared anew on loading.

use std::collections::HashMap;
use std::io::Write;
use std::path::Path;

use super::articles::{Article, Document, Local};
use super::facts::{ArticleFacts, EntityFacts, FormFacts, SaidFacts};
use super::names::{FormId, Names, slot};
use super::{Aliases, Linker};
use crate::model::{Date, EntityKind};

/// The last byte is the version.
const MAGIC: [u8; 8] = *b"nrlink\0\x01";

impl Linker {
    /// Writes the structure to one file, at once or not at all. It is only a
    /// cache: decisions and aliases are not in it.
    ///
    /// # Errors
    ///
    /// When the file or its folder cannot be written.
    pub fn save(&self, path: &Path) -> std::io::Result<()> {
        let mut writer = Writer { names: &self.names, bytes: Vec::new(), known: HashMap::new() };
        for (key, document) in &self.articles.documents {
            writer.document(key, document);
        }
        let folder = path.parent().unwrap_or(Path::new("."));
        std::fs::create_dir_all(folder)?;
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        file.write_all(&MAGIC)?;
        file.write_all(&checksum(&writer.bytes).to_le_bytes())?;
        file.write_all(&writer.bytes)?;
        file.persist(path)?;
        Ok(())
    }

    /// Reads what [`Linker::save`] wrote. `None` when there is no such file,
    /// or it is damaged or of another version: then add the articles anew.
    #[must_use]
    pub fn load(path: &Path, aliases: Aliases) -> Option<Linker> {
        let bytes = std::fs::read(path).ok()?;
        let rest = bytes.strip_prefix(&MAGIC)?;
        let (sum, content) = rest.split_first_chunk::<8>()?;
        if u64::from_le_bytes(*sum) != checksum(content) {
            return None;
        }
        let mut reader = Reader { rest: content, known: Vec::new() };
        let mut linker = Linker::new(aliases);
        while !reader.rest.is_empty() {
            let (key, fingerprint) = (reader.string()?, reader.number()?);
            let articles = reader.list(Reader::article)?;
            linker.add(&key, fingerprint, &articles);
        }
        Some(linker)
    }
}

/// FNV-1a, eight bytes at a time.
fn checksum(bytes: &[u8]) -> u64 {
    let (words, rest) = bytes.as_chunks::<8>();
    let words = words.iter().map(|word| u64::from_le_bytes(*word));
    words
        .chain(rest.iter().map(|byte| u64::from(*byte)))
        .fold(0xcbf2_9ce4_8422_2325, |sum, word| {
            (sum ^ word).wrapping_mul(0x0100_0000_01b3).rotate_left(29)
        })
}

struct Writer<'a> {
    names: &'a Names,
    bytes: Vec<u8>,
    /// The number of each string that was written.
    known: HashMap<String, u64>,
}

impl Writer<'_> {
    fn document(&mut self, key: &str, document: &Document) {
        self.string(key);
        self.number(document.fingerprint);
        self.number(document.articles.len() as u64);
        for article in &document.articles {
            self.article(article);
        }
    }

    fn article(&mut self, article: &Article) {
        self.date(article.date);
        self.number(article.locals.len() as u64);
        for local in &article.locals {
            self.local(local);
        }
        self.number(article.said.len() as u64);
        for said in &article.said {
            self.number(said.quote.into());
            self.number(said.local.map_or(0, |local| u64::from(local) + 1));
            self.form(said.name);
            self.form(said.role);
        }
    }

    fn local(&mut self, local: &Local) {
        let kind = self.names.get(local.name).map_or(0, |name| slot(name.kind));
        self.number(kind as u64);
        self.number(local.mentions.into());
        self.number(local.credits.into());
        self.number(local.forms.len() as u64);
        for form in &local.forms {
            self.form(form.printed);
            self.number(form.count.into());
            self.form(form.why);
        }
    }

    /// As a list of none or one.
    fn date(&mut self, date: Option<Date>) {
        let Some(date) = date else { return self.number(0) };
        self.number(1);
        let part = |known: Option<u64>| known.map_or(0, |value| value + 1);
        // Years before 0 are not news.
        self.number(part(date.year.and_then(|year| u64::try_from(year).ok())));
        self.number(part(date.month.map(u64::from)));
        self.number(part(date.day.map(u64::from)));
        self.number(part(date.minute.map(u64::from)));
    }

    fn form(&mut self, form: FormId) {
        let text = self.names.form_text(form);
        self.string(text);
    }

    fn string(&mut self, text: &str) {
        if let Some(&number) = self.known.get(text) {
            self.number(0);
            return self.number(number);
        }
        self.known.insert(text.to_owned(), self.known.len() as u64);
        self.number(text.len() as u64 + 1);
        self.bytes.extend_from_slice(text.as_bytes());
    }

    fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.bytes.push(number.to_le_bytes()[0] | 0x80);
            number >>= 7;
        }
        self.bytes.push(number.to_le_bytes()[0]);
    }
}

/// Reads back; `None` where the content is not what was written.
struct Reader<'a> {
    rest: &'a [u8],
    known: Vec<&'a str>,
}

impl<'a> Reader<'a> {
    fn article(&mut self) -> Option<ArticleFacts> {
        let date = self.list(Reader::date)?.pop();
        let (entities, said) = (self.list(Reader::entity)?, self.list(Reader::said)?);
        Some(ArticleFacts { date, entities, said })
    }

    fn entity(&mut self) -> Option<EntityFacts> {
        let kind = *EntityKind::ALL.get(usize::try_from(self.number()?).ok()?)?;
        let (mentions, credits) = (self.small()?, self.small()?);
        Some(EntityFacts { kind, mentions, credits, forms: self.list(Reader::form)? })
    }

    fn form(&mut self) -> Option<FormFacts> {
        Some(FormFacts { form: self.string()?, count: self.small()?, why: self.string()? })
    }

    fn said(&mut self) -> Option<SaidFacts> {
        let (quote, entity) = (self.small()?, self.small()?.checked_sub(1));
        Some(SaidFacts { quote, entity, name: self.string()?, role: self.string()? })
    }

    fn date(&mut self) -> Option<Date> {
        let mut part = || self.number().map(|number| number.checked_sub(1));
        let (year, month, day, minute) = (part()?, part()?, part()?, part()?);
        Some(Date {
            year: year.and_then(|year| year.try_into().ok()),
            month: month.and_then(|month| month.try_into().ok()),
            day: day.and_then(|day| day.try_into().ok()),
            minute: minute.and_then(|minute| minute.try_into().ok()),
        })
    }

    fn list<T>(&mut self, mut item: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let count = self.number()?;
        let mut list = Vec::new();
        for _ in 0..count {
            list.push(item(self)?);
        }
        Some(list)
    }

    fn string(&mut self) -> Option<String> {
        let Some(length) = self.number()?.checked_sub(1) else {
            let number = usize::try_from(self.number()?).ok()?;
            return self.known.get(number).map(|text| (*text).to_owned());
        };
        let (text, rest) = self.rest.split_at_checked(usize::try_from(length).ok()?)?;
        let text: &'a str = std::str::from_utf8(text).ok()?;
        self.rest = rest;
        self.known.push(text);
        Some(text.to_owned())
    }

    fn small(&mut self) -> Option<u32> {
        self.number()?.try_into().ok()
    }

    fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let (&byte, rest) = self.rest.split_first()?;
            self.rest = rest;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }
}
