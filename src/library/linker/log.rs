//! What has changed since the structure was written whole: a file that only
//! grows.
//!
//! ```text
//! head      magic and version, 8 bytes; the checksum of the whole, 8 bytes
//! records   for each its length, 4 bytes; its checksum, 8 bytes; and a
//!           document added or removed, all strings in full
//! ```
//!
//! A record that is not whole, as after a kill, ends the log: the next writer
//! cuts it off.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;

use super::article::{read_date, write_date};
use super::checksum::checksum;
use super::facts::{ArticleFacts, EntityFacts, FormFacts, SaidFacts};
use super::names::slot;
use super::strings::number;
use crate::library::codec::{ByteReader, ByteWriter};
use newsquotes::model::EntityKind;

/// The last byte is the version.
const MAGIC: [u8; 8] = *b"nrlklg\0\x01";
const HEAD: usize = 16;
const FRAME: usize = 12;

/// Records to be written.
#[derive(Debug, Default)]
pub(super) struct Log {
    bytes: Vec<u8>,
}

/// A change.
pub(super) enum LogRecord {
    Added { key: String, fingerprint: u64, articles: Vec<ArticleFacts> },
    Removed { key: String },
}

impl Log {
    pub(super) fn add(&mut self, key: &str, fingerprint: u64, articles: &[ArticleFacts]) {
        let mut writer = ByteWriter::default();
        writer.number(1);
        writer.blob(key.as_bytes());
        writer.long(fingerprint);
        list(&mut writer, articles, write_article);
        self.frame(&writer.bytes);
    }

    pub(super) fn remove(&mut self, key: &str) {
        let mut writer = ByteWriter::default();
        writer.number(0);
        writer.blob(key.as_bytes());
        self.frame(&writer.bytes);
    }

    pub(super) fn len(&self) -> usize {
        self.bytes.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    fn frame(&mut self, record: &[u8]) {
        self.bytes.extend(number(record.len()).to_le_bytes());
        self.bytes.extend(checksum(record).to_le_bytes());
        self.bytes.extend(record);
    }
}

/// The beginning of a log of the structure with that checksum.
pub(super) fn head(of: u64) -> Vec<u8> {
    [MAGIC, of.to_le_bytes()].concat()
}

/// Writes records behind the last whole one, which stands at `known` or later;
/// the length of the log then. `None` when it is of another structure.
///
/// # Errors
///
/// When the file cannot be written.
pub(super) fn append(path: &Path, of: u64, known: u64, log: &Log) -> std::io::Result<Option<u64>> {
    let Some((records, end)) = whole(path, of, known) else { return Ok(None) };
    drop(records);
    let mut file = File::options().write(true).open(path)?;
    file.set_len(end)?;
    file.seek(SeekFrom::Start(end))?;
    file.write_all(&log.bytes)?;
    Ok(Some(end + log.bytes.len() as u64))
}

/// The records behind `known`, and where they end. `None` when it is no log
/// of that structure.
pub(super) fn read(path: &Path, of: u64, known: u64) -> Option<(Vec<LogRecord>, u64)> {
    let (bytes, end) = whole(path, of, known)?;
    let mut rest = bytes.as_slice();
    let mut records = Vec::new();
    while let Some((record, behind)) = first(rest) {
        records.extend(LogRecord::read(record));
        rest = behind;
    }
    Some((records, end))
}

/// The bytes of the whole records behind `known`, and where they end.
fn whole(path: &Path, of: u64, known: u64) -> Option<(Vec<u8>, u64)> {
    let mut file = File::open(path).ok()?;
    let mut found = [0; HEAD];
    file.read_exact(&mut found).ok()?;
    if found[..] != head(of) {
        return None;
    }
    let start = known.max(HEAD as u64);
    file.seek(SeekFrom::Start(start)).ok()?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes).ok()?;
    let mut rest = bytes.as_slice();
    while let Some((_, behind)) = first(rest) {
        rest = behind;
    }
    let length = bytes.len() - rest.len();
    bytes.truncate(length);
    Some((bytes, start + length as u64))
}

/// The first record, if it is whole, and what stands behind it.
fn first(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (frame, rest) = bytes.split_first_chunk::<FRAME>()?;
    let (length, sum) = frame.split_first_chunk::<4>()?;
    let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
    let (record, behind) = rest.split_at_checked(length)?;
    (checksum(record).to_le_bytes() == sum).then_some((record, behind))
}

impl LogRecord {
    fn read(record: &[u8]) -> Option<LogRecord> {
        let mut reader = ByteReader::new(record);
        let added = reader.number()? == 1;
        let key = reader.text()?.to_owned();
        if !added {
            return Some(LogRecord::Removed { key });
        }
        let fingerprint = reader.long()?;
        let articles = reader.list(read_article)?;
        Some(LogRecord::Added { key, fingerprint, articles })
    }
}

fn list<T>(writer: &mut ByteWriter, items: &[T], write: impl Fn(&mut ByteWriter, &T)) {
    writer.long(items.len() as u64);
    for item in items {
        write(writer, item);
    }
}

fn write_article(writer: &mut ByteWriter, article: &ArticleFacts) {
    write_date(writer, article.date);
    list(writer, &article.entities, |writer, entity| {
        writer.number(number(slot(entity.kind)));
        writer.number(entity.mentions);
        writer.number(entity.credits);
        list(writer, &entity.forms, |writer, form| {
            writer.blob(form.form.as_bytes());
            writer.number(form.count);
            writer.blob(form.why.as_bytes());
        });
    });
    list(writer, &article.said, |writer, said| {
        writer.number(said.quote);
        writer.number(said.entity.map_or(0, |entity| entity.saturating_add(1)));
        writer.blob(said.name.as_bytes());
        writer.blob(said.role.as_bytes());
    });
}

fn read_article(reader: &mut ByteReader<'_>) -> Option<ArticleFacts> {
    let date = reader.list(read_date)?.pop();
    let (entities, said) = (reader.list(read_entity)?, reader.list(read_said)?);
    Some(ArticleFacts { date, entities, said })
}

fn read_entity(reader: &mut ByteReader<'_>) -> Option<EntityFacts> {
    let kind = *EntityKind::ALL.get(reader.number()? as usize)?;
    let (mentions, credits) = (reader.number()?, reader.number()?);
    Some(EntityFacts { kind, mentions, credits, forms: reader.list(read_form)? })
}

fn read_form(reader: &mut ByteReader<'_>) -> Option<FormFacts> {
    let (form, count) = (reader.text()?.to_owned(), reader.number()?);
    Some(FormFacts { form, count, why: reader.text()?.to_owned() })
}

fn read_said(reader: &mut ByteReader<'_>) -> Option<SaidFacts> {
    let (quote, entity) = (reader.number()?, reader.number()?.checked_sub(1));
    let (name, role) = (reader.text()?.to_owned(), reader.text()?.to_owned());
    Some(SaidFacts { quote, name, entity, role })
}
