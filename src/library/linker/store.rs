//! The structure as files: a cache that can be made again from the articles.
//!
//! ```text
//! magic and version   8 bytes
//! checksum            8 bytes, of all that follows
//! strings and names   arrays, as they are in memory, with the pairs of names
//!                     that are spelled alike, so that nothing is compared anew
//! documents           for each its key, fingerprint and articles
//! ```
//!
//! The file is written whole or not at all. What comes after goes to a log
//! beside it (see [`super::log`]) until that is long. One process writes, which
//! holds a lock as long as it lives; any number reads.

use std::fs::{File, TryLockError};
use std::io::Write;
use std::path::{Path, PathBuf};

use super::alike::Alike;
use super::articles::{Articles, Tally};
use super::bytes::{Reader, Writer, checksum};
use super::facts::ArticleFacts;
use super::log::{self, Log, Record};
use super::names::{NONE, Names};
use super::strings::Strings;
use super::{Aliases, Linker};
use crate::model::EntityKind;

/// The last byte is the version.
const MAGIC: [u8; 8] = *b"nrlink\0\x02";
/// A log longer than this, and than one part in so many of the file, is
/// written into it.
const SHORT_LOG: usize = 256 << 10;
const LOG_PARTS: usize = 16;

/// What is kept in files.
#[derive(Debug, Default)]
pub(super) struct Kept {
    /// The files that hold all but what is pending.
    base: Option<Base>,
    /// What has changed since.
    pending: Log,
    lock: Option<File>,
}

/// The files as this process knows them.
#[derive(Clone, Debug)]
struct Base {
    path: PathBuf,
    checksum: u64,
    /// In bytes.
    size: usize,
    /// Of the log, in bytes.
    log: u64,
}

impl Kept {
    pub(super) fn note_added(&mut self, key: &str, fingerprint: u64, articles: &[ArticleFacts]) {
        if self.wants_records() {
            self.pending.add(key, fingerprint, articles);
        }
    }

    pub(super) fn note_removed(&mut self, key: &str) {
        if self.wants_records() {
            self.pending.remove(key);
        }
    }

    /// Whether a change will go to the log: not where all is written anyway.
    fn wants_records(&self) -> bool {
        self.base.as_ref().is_some_and(|base| self.pending.len() <= base.longest_log())
    }
}

impl Base {
    fn longest_log(&self) -> usize {
        SHORT_LOG.max(self.size / LOG_PARTS)
    }
}

impl Linker {
    /// Keeps everything in the file at `path` and a log beside it: after a
    /// small change only the log grows. It is only a cache: decisions and
    /// aliases are not in it. `false` when another process writes there.
    ///
    /// # Errors
    ///
    /// When a file or the folder cannot be written.
    pub fn save(&mut self, path: &Path) -> std::io::Result<bool> {
        let folder = path.parent().unwrap_or(Path::new("."));
        std::fs::create_dir_all(folder)?;
        if !self.lock(path)? {
            return Ok(false);
        }
        match self.kept.base.clone().filter(|base| base.path == path) {
            Some(_) if self.kept.pending.is_empty() => Ok(true),
            Some(base) if log_fits(&base, &self.kept.pending) => self.append(base),
            _ => self.save_whole(path),
        }
    }

    /// Takes the lock for writing there.
    fn lock(&mut self, path: &Path) -> std::io::Result<bool> {
        if self.kept.lock.is_none() {
            let file = File::options().create(true).append(true).open(beside(path, "lock"))?;
            match file.try_lock() {
                Ok(()) => self.kept.lock = Some(file),
                Err(TryLockError::WouldBlock) => return Ok(false),
                Err(TryLockError::Error(error)) => return Err(error),
            }
        }
        Ok(true)
    }

    fn append(&mut self, base: Base) -> std::io::Result<bool> {
        let path = base.path.clone();
        let log = log::append(&beside(&path, "log"), base.checksum, base.log, &self.kept.pending)?;
        // Another process has written the file anew.
        let Some(log) = log else { return self.save_whole(&path) };
        self.kept.base = Some(Base { log, ..base });
        self.kept.pending = Log::default();
        Ok(true)
    }

    fn save_whole(&mut self, path: &Path) -> std::io::Result<bool> {
        self.names.alike.settle();
        let bytes = self.bytes();
        let checksum = checksum(&bytes);
        write(path, &[&MAGIC, &checksum.to_le_bytes(), &bytes])?;
        // A log of the file before is none of this one's: it names the file.
        write(&beside(path, "log"), &[&log::head(checksum)])?;
        let log = log::head(checksum).len() as u64;
        self.kept.base = Some(Base { path: path.to_owned(), checksum, size: bytes.len(), log });
        self.kept.pending = Log::default();
        Ok(true)
    }

    /// Reads what [`Linker::save`] wrote. `None` when there is no such file,
    /// or it is damaged or of another version: then add the articles anew. The
    /// damaged end of a log is left out.
    #[must_use]
    pub fn load(path: &Path, aliases: Aliases) -> Option<Linker> {
        let bytes = std::fs::read(path).ok()?;
        let (sum, content) = bytes.strip_prefix(&MAGIC)?.split_first_chunk::<8>()?;
        let sum = u64::from_le_bytes(*sum);
        if sum != checksum(content) {
            return None;
        }
        let mut linker = Linker::new(aliases);
        linker.restore(Reader { rest: content })?;
        let size = content.len();
        drop(bytes);
        linker.kept.base = Some(Base { path: path.to_owned(), checksum: sum, size, log: 0 });
        linker.refresh();
        Some(linker)
    }

    /// Takes in what another process has written to the files since they were
    /// read; `false` when it wrote all anew, so that they are to be loaded
    /// again. A reading process calls it before it asks.
    pub fn refresh(&mut self) -> bool {
        let Some(base) = self.kept.base.clone() else { return true };
        let read = log::read(&beside(&base.path, "log"), base.checksum, base.log);
        let Some((records, end)) = read else { return false };
        // They are in the files already, so that they need not be noted.
        let pending = std::mem::take(&mut self.kept.pending);
        self.kept.base = None;
        for record in records {
            match record {
                Record::Added { key, fingerprint, articles } => {
                    self.add(&key, fingerprint, &articles);
                }
                Record::Removed { key } => self.remove(&key),
            }
        }
        self.kept.base = Some(Base { log: end, ..base });
        self.kept.pending = pending;
        true
    }

    fn bytes(&self) -> Vec<u8> {
        let mut writer = Writer::default();
        write_strings(&mut writer, &self.articles.words);
        write_names(&mut writer, &self.names);
        write_alike(&mut writer, &self.names.alike);
        write_documents(&mut writer, &self.articles);
        writer.bytes
    }

    fn restore(&mut self, mut reader: Reader<'_>) -> Option<()> {
        let words = read_strings(&mut reader)?;
        self.names = read_names(&mut reader)?;
        self.names.alike = read_alike(&mut reader)?;
        self.articles.reserve(words, reader.rest.len());
        let mut tally = Tally::default();
        for _ in 0..reader.long()? {
            let (key, fingerprint) = (reader.text()?, reader.long()?);
            let articles = reader.list(Reader::blob)?;
            self.articles.restore(&mut self.names, (key, fingerprint), &articles, &mut tally)?;
        }
        self.articles.settle(tally);
        reader.rest.is_empty().then_some(())
    }
}

fn log_fits(base: &Base, pending: &Log) -> bool {
    let log = usize::try_from(base.log).unwrap_or(usize::MAX);
    log.saturating_add(pending.len()) <= base.longest_log()
}

/// Another file of the same name.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".");
    name.push(ending);
    path.with_file_name(name)
}

/// Writes a file whole or not at all.
fn write(path: &Path, parts: &[&[u8]]) -> std::io::Result<()> {
    let mut file = tempfile::NamedTempFile::new_in(path.parent().unwrap_or(Path::new(".")))?;
    parts.iter().try_for_each(|part| file.write_all(part))?;
    file.persist(path)?;
    Ok(())
}

fn write_strings(writer: &mut Writer, strings: &Strings) {
    let (text, ends) = strings.parts();
    writer.blob(text.as_bytes());
    writer.array(ends.iter().copied());
}

fn read_strings(reader: &mut Reader<'_>) -> Option<Strings> {
    Strings::of(reader.text()?.to_owned(), reader.array()?)
}

fn write_names(writer: &mut Writer, names: &Names) {
    write_strings(writer, &names.keys);
    writer.array(names.all.iter().map(|name| name.key));
    let kind = |name: &super::names::Name| super::names::slot(name.kind).to_le_bytes()[0];
    writer.blob(&names.all.iter().map(kind).collect::<Vec<u8>>());
    writer.array(names.all.iter().map(|name| name.sounds));
    writer.blob(&names.sounds);
    write_strings(writer, &names.forms);
    writer.array(names.form_entries.iter().map(|form| form.name));
}

fn read_names(reader: &mut Reader<'_>) -> Option<Names> {
    let mut names = Names::of_keys(read_strings(reader)?);
    let (keys, kinds) = (reader.array()?, reader.blob()?);
    let sounds = reader.array()?;
    names.sounds = reader.blob()?.to_owned();
    for ((key, kind), sounds) in keys.into_iter().zip(kinds).zip(sounds) {
        if key as usize >= names.keys.len() {
            return None;
        }
        names.enter_name(key, *EntityKind::ALL.get(usize::from(*kind))?);
        names.all.last_mut()?.sounds = sounds;
    }
    names.forms = read_strings(reader)?;
    for name in reader.array()? {
        names.enter_form(if name == NONE { NONE } else { name });
    }
    Some(names)
}

fn write_alike(writer: &mut Writer, alike: &Alike) {
    writer.long_array(alike.members.iter().copied());
    let mut crowded: Vec<u32> = alike.crowded.iter().copied().collect();
    crowded.sort_unstable();
    writer.array(crowded.into_iter());
    writer.array(alike.pairs.keys().map(|(one, ..)| *one));
    writer.array(alike.pairs.keys().map(|(_, other, _)| *other));
    writer.array(alike.pairs.keys().map(|(.., block)| *block));
    writer.array(alike.pairs.values().map(|measure| measure.to_bits()));
}

fn read_alike(reader: &mut Reader<'_>) -> Option<Alike> {
    let mut alike = Alike::of(reader.long_array()?);
    alike.crowded = reader.array()?.into_iter().collect();
    let (ones, others) = (reader.array()?, reader.array()?);
    let (blocks, measures) = (reader.array()?, reader.array()?);
    let keys = ones.into_iter().zip(others).zip(blocks);
    let keys = keys.map(|((one, other), block)| (one, other, block));
    alike.pairs = keys.zip(measures.into_iter().map(f32::from_bits)).collect();
    Some(alike)
}

fn write_documents(writer: &mut Writer, articles: &Articles) {
    writer.long(articles.keys().count() as u64);
    for document in articles.live() {
        writer.blob(articles.key(document).as_bytes());
        writer.long(document.fingerprint);
        writer.long(document.articles.len() as u64);
        for id in document.articles.clone() {
            writer.blob(articles.bytes(id));
        }
    }
}
