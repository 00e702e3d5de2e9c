//! The articles that were taken in, as bytes one behind the other, and what
//! they say together.
//!
//! Articles and their entities have numbers that grow as they come; those of a
//! document that was removed are not used again until there are many of them.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use super::article::{LinkerArticle, WordId};
use super::facts::ArticleFacts;
use super::names::{KnownNames, NONE, NameId};
use super::strings::{Strings, number};
use crate::library::codec::{ByteReader, ByteWriter};
use crate::library::sure::sure;

/// The number of an article.
pub(super) type ArticleNumber = u32;

/// How often two things came together.
pub(super) type Together = BTreeMap<(u32, u32), u32>;

/// All documents, and what they say together.
#[derive(Debug, Default)]
pub(super) struct LinkerArticles {
    /// Roles, reasons and names of speakers; the first is empty.
    pub(super) words: Strings,
    keys: Strings,
    /// The document of each key.
    of_key: Vec<u32>,
    pub(super) documents: Vec<LinkerDocument>,
    pub(super) places: Vec<PlaceInBytes>,
    bytes: ByteWriter,
    /// For each entity of an article the earlier one of the same name.
    earlier: Vec<u32>,
    /// By name the last entity of an article.
    last: Vec<u32>,
    /// A name, one that explains it, and in how many articles it does.
    pub(super) explained: Together,
    /// Full names with the roles that articles give them.
    pub(super) roles: Together,
    /// Articles with a quotation of somebody whom their entities do not know,
    /// by what it calls them.
    strangers: HashMap<WordId, Vec<ArticleNumber>>,
}

/// A document.
#[derive(Clone, Debug)]
pub(super) struct LinkerDocument {
    key: u32,
    pub(super) fingerprint: u64,
    pub(super) articles: Range<ArticleNumber>,
    is_live: bool,
}

/// Where an article is kept.
#[derive(Clone, Copy, Debug)]
pub(super) struct PlaceInBytes {
    pub(super) document: u32,
    /// The number of its first entity.
    pub(super) first_local: u32,
    start: usize,
}

impl LinkerArticles {
    pub(super) fn new() -> LinkerArticles {
        let mut articles = LinkerArticles::default();
        articles.words.add("");
        articles
    }

    /// Takes a document in; it must not be there yet. The names that have a
    /// role which they did not have before.
    pub(super) fn add(
        &mut self,
        names: &mut KnownNames,
        key: &str,
        fingerprint: u64,
        articles: &[ArticleFacts],
    ) -> Vec<NameId> {
        let mut other_roles = Vec::new();
        let first = number(self.places.len());
        for facts in articles {
            let article = LinkerArticle::of(names, &mut self.words, facts);
            self.enter_place(number(self.documents.len()));
            article.write(&mut self.bytes);
            self.chain(&article);
            for local in &article.locals {
                names.use_own(local.name, local.weight());
            }
            Self::count_aliases(names, &article);
            for pair in together(names, &article) {
                *self.explained.entry(pair).or_default() += 1;
            }
            for role in article.roles(names) {
                let count = self.roles.entry(role).or_default();
                *count += 1;
                if *count == 1 {
                    other_roles.push(role.0);
                }
            }
            let words = std::mem::take(&mut self.words);
            self.meet_strangers(&words, number(self.places.len() - 1), &article);
            self.words = words;
        }
        self.enter_document(key, fingerprint, first..number(self.places.len()));
        other_roles
    }

    /// Forgets a document. The names that lose a role.
    pub(super) fn remove(&mut self, names: &mut KnownNames, key: &str) -> Vec<NameId> {
        let mut other_roles = Vec::new();
        let Some(document) = self.document(key).cloned() else { return other_roles };
        let mut article = LinkerArticle::default();
        for id in document.articles.clone() {
            if self.read(names, id, &mut article).is_none() {
                continue;
            }
            for local in &article.locals {
                names.drop_own(local.name, local.weight());
                article.aliases(local).into_iter().for_each(|alias| names.drop_alias(alias));
                article.forms(local).iter().for_each(|f| names.drop_form(f.printed, f.count));
            }
            for pair in together(names, &article) {
                less(&mut self.explained, pair);
            }
            let lost = article.roles(names).filter(|role| less(&mut self.roles, *role));
            other_roles.extend(lost.map(|(name, _)| name));
        }
        if let Some(slot) = self.of_key.get_mut(document.key as usize)
            && let Some(known) = self.documents.get_mut(*slot as usize)
        {
            *slot = NONE;
            known.is_live = false;
        }
        other_roles
    }

    fn enter_place(&mut self, document: u32) {
        let (start, first_local) = (self.bytes.bytes.len(), number(self.earlier.len()));
        self.places.push(PlaceInBytes { document, first_local, start });
    }

    fn enter_document(&mut self, key: &str, fingerprint: u64, articles: Range<ArticleNumber>) {
        let key = self.keys.add(key);
        self.of_key.resize(self.keys.len(), NONE);
        if let Some(slot) = self.of_key.get_mut(key as usize) {
            *slot = number(self.documents.len());
        }
        self.documents.push(LinkerDocument { key, fingerprint, articles, is_live: true });
    }

    /// Puts the entities of the last article behind those of the same names.
    fn chain(&mut self, article: &LinkerArticle) {
        for local in &article.locals {
            let (id, name) = (number(self.earlier.len()), local.name as usize);
            if local.name != NONE && self.last.len() <= name {
                self.last.resize(name + 1, NONE);
            }
            let last = self.last.get_mut(name);
            self.earlier.push(last.map_or(NONE, |last| std::mem::replace(last, id)));
        }
    }

    fn count_aliases(names: &mut KnownNames, article: &LinkerArticle) {
        for local in &article.locals {
            let forms = article.forms(local);
            for form in forms {
                names.use_form(form.printed, form.count);
            }
            if forms.len() > 1 {
                article.aliases(local).into_iter().for_each(|alias| names.use_alias(alias));
            }
        }
    }

    fn meet_strangers(&mut self, words: &Strings, id: ArticleNumber, article: &LinkerArticle) {
        for name in article.said.iter().filter_map(|said| said.name) {
            // Only a full name tells who that is.
            if words.text(name).contains([' ', '-']) {
                let met = self.strangers.entry(name).or_default();
                if met.last() != Some(&id) {
                    met.push(id);
                }
            }
        }
    }

    /// Names of speakers whom the entities of their articles do not know, with
    /// those articles, removed ones too.
    pub(super) fn strangers(&self) -> impl Iterator<Item = (WordId, &[ArticleNumber])> {
        self.strangers.iter().map(|(name, articles)| (*name, articles.as_slice()))
    }

    pub(super) fn document(&self, key: &str) -> Option<&LinkerDocument> {
        let slot = self.of_key.get(self.keys.get(key)? as usize)?;
        self.documents.get(*slot as usize)
    }

    /// The key of an article's document.
    pub(super) fn key_of(&self, article: ArticleNumber) -> &str {
        sure(self.document_of(article).map(|document| self.key(document)))
    }

    pub(super) fn key(&self, document: &LinkerDocument) -> &str {
        self.keys.text(document.key)
    }

    /// The keys of all documents, as they came.
    pub(super) fn keys(&self) -> impl Iterator<Item = &str> {
        let live = self.documents.iter().filter(|document| document.is_live);
        live.map(|document| self.keys.text(document.key))
    }

    pub(super) fn document_of(&self, article: ArticleNumber) -> Option<&LinkerDocument> {
        self.documents.get(self.places.get(article as usize)?.document as usize)
    }

    pub(super) fn is_live(&self, article: ArticleNumber) -> bool {
        self.document_of(article).is_some_and(|document| document.is_live)
    }

    /// The articles of a document that are there, by its number.
    pub(super) fn live(&self) -> impl Iterator<Item = &LinkerDocument> {
        self.documents.iter().filter(|document| document.is_live)
    }

    /// The number of an article by its document and index.
    pub(super) fn find(&self, document: &str, article: usize) -> Option<ArticleNumber> {
        let range = self.document(document)?.articles.clone();
        let id = range.start.checked_add(u32::try_from(article).ok()?)?;
        range.contains(&id).then_some(id)
    }

    /// Reads an article in place of what was there.
    pub(super) fn read(
        &self,
        names: &KnownNames,
        id: ArticleNumber,
        into: &mut LinkerArticle,
    ) -> Option<()> {
        let rest = self.bytes.bytes.get(self.places.get(id as usize)?.start..)?;
        into.read(names, &mut ByteReader::new(rest))
    }

    /// The bytes of an article.
    pub(super) fn bytes(&self, id: ArticleNumber) -> &[u8] {
        let start = self.places.get(id as usize).map(|place| place.start);
        let next = self.places.get(id as usize + 1).map(|place| place.start);
        let end = next.unwrap_or(self.bytes.bytes.len());
        sure(start.and_then(|start| self.bytes.bytes.get(start..end)))
    }

    pub(super) fn first_local(&self, id: ArticleNumber) -> u32 {
        self.places.get(id as usize).map_or(0, |place| place.first_local)
    }

    pub(super) fn end_local(&self, id: ArticleNumber) -> u32 {
        let next = self.places.get(id as usize + 1).map(|place| place.first_local);
        next.unwrap_or_else(|| number(self.earlier.len()))
    }

    /// The entities of articles, removed ones too, that go by this name: the
    /// latest first.
    pub(super) fn locals(&self, name: NameId) -> impl Iterator<Item = u32> {
        let known = |local: &u32| *local != NONE;
        let last = self.last.get(name as usize).copied().filter(known);
        std::iter::successors(last, move |local| {
            self.earlier.get(*local as usize).copied().filter(|earlier| earlier < local)
        })
    }

    /// The article of an entity of an article.
    pub(super) fn article_of(&self, local: u32) -> ArticleNumber {
        number(self.places.partition_point(|place| place.first_local <= local).saturating_sub(1))
    }

    /// Whether so much was removed that it is worth to be rid of it.
    pub(super) fn is_sparse(&self) -> bool {
        let live: usize = self.live().map(|document| document.articles.len()).sum();
        self.places.len() - live > live / 4
    }

    /// Leaves out what was removed; all numbers are new.
    pub(super) fn compact(&mut self, names: &KnownNames) {
        let old = std::mem::replace(self, LinkerArticles::new());
        let mut article = LinkerArticle::default();
        for document in old.live() {
            let first = number(self.places.len());
            for id in document.articles.clone() {
                if old.read(names, id, &mut article).is_some() {
                    self.enter_place(number(self.documents.len()));
                    self.bytes.bytes.extend_from_slice(old.bytes(id));
                    self.chain(&article);
                    self.meet_strangers(&old.words, number(self.places.len() - 1), &article);
                }
            }
            let articles = first..number(self.places.len());
            self.enter_document(old.key(document), document.fingerprint, articles);
        }
        (self.words, self.explained, self.roles) = (old.words, old.explained, old.roles);
    }

    pub(super) fn write(&self, writer: &mut ByteWriter) {
        self.words.write(writer);
        self.keys.write(writer);
        writer.array(self.documents.iter().map(|document| document.key));
        writer.long_array(self.documents.iter().map(|document| document.fingerprint));
        writer.array(self.documents.iter().map(|document| document.articles.end));
        writer.array(self.documents.iter().map(|document| document.is_live.into()));
        writer.long_array(self.places.iter().map(|place| place.start as u64));
        writer.array(self.places.iter().map(|place| place.first_local));
        writer.blob(&self.bytes.bytes);
        writer.array(self.earlier.iter().copied());
        writer.array(self.last.iter().copied());
        write_together(writer, &self.explained);
        write_together(writer, &self.roles);
        let met =
            || self.strangers.iter().flat_map(|(name, ids)| ids.iter().map(move |id| (name, id)));
        let (names, ids): (Vec<u32>, Vec<u32>) = met().unzip();
        writer.array(names.into_iter());
        writer.array(ids.into_iter());
    }

    pub(super) fn of(reader: &mut ByteReader<'_>) -> Option<LinkerArticles> {
        let (words, keys) = (Strings::read(reader)?, Strings::read(reader)?);
        let mut articles = LinkerArticles { words, keys, ..LinkerArticles::default() };
        articles.read_documents(reader)?;
        articles.read_places(reader)?;
        articles.bytes.bytes = reader.blob()?.to_owned();
        (articles.earlier, articles.last) = (reader.array()?, reader.array()?);
        (articles.explained, articles.roles) = (read_together(reader)?, read_together(reader)?);
        for (name, id) in reader.array()?.into_iter().zip(reader.array()?) {
            articles.strangers.entry(name).or_default().push(id);
        }
        Some(articles)
    }

    fn read_documents(&mut self, reader: &mut ByteReader<'_>) -> Option<()> {
        let (keys, fingerprints) = (reader.array()?, reader.long_array()?);
        let ends = reader.array()?.into_iter().zip(reader.array()?);
        self.of_key = vec![NONE; self.keys.len()];
        let mut start = 0;
        for ((key, fingerprint), (end, live)) in keys.into_iter().zip(fingerprints).zip(ends) {
            let is_live = live == 1;
            if is_live {
                *self.of_key.get_mut(key as usize)? = number(self.documents.len());
            }
            self.documents.push(LinkerDocument { key, fingerprint, articles: start..end, is_live });
            start = end;
        }
        Some(())
    }

    fn read_places(&mut self, reader: &mut ByteReader<'_>) -> Option<()> {
        let (starts, firsts) = (reader.long_array()?, reader.array()?);
        let mut places = starts.into_iter().zip(firsts);
        for (document, known) in (0..).zip(&self.documents) {
            for _ in known.articles.clone() {
                let (start, first_local) = places.next()?;
                let start = usize::try_from(start).ok()?;
                self.places.push(PlaceInBytes { document, first_local, start });
            }
        }
        places.next().is_none().then_some(())
    }
}

fn write_together(writer: &mut ByteWriter, counts: &Together) {
    writer.array(counts.keys().map(|(one, _)| *one).collect::<Vec<_>>().into_iter());
    writer.array(counts.keys().map(|(_, other)| *other).collect::<Vec<_>>().into_iter());
    writer.array(counts.values().copied().collect::<Vec<_>>().into_iter());
}

fn read_together(reader: &mut ByteReader<'_>) -> Option<Together> {
    let keys = reader.array()?.into_iter().zip(reader.array()?);
    Some(keys.zip(reader.array()?).collect())
}

/// Names of an article with the one that explains them there.
fn together(names: &KnownNames, article: &LinkerArticle) -> Vec<(NameId, NameId)> {
    let of = |local| article.explained(names, local).into_iter().map(|short| (short, local.name));
    article.locals.iter().flat_map(of).collect()
}

/// Counts one less; whether that was the last.
fn less(counts: &mut Together, pair: (u32, u32)) -> bool {
    let Some(count) = counts.get_mut(&pair) else { return false };
    *count -= 1;
    let last = *count == 0;
    if last {
        counts.remove(&pair);
    }
    last
}
