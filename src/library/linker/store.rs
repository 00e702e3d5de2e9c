//! The structure as files: a cache that can be made again from the articles.
//!
//! ```text
//! magic and version   8 bytes
//! checksum            8 bytes, of all that follows
//! names, articles     arrays, as they are in memory, with what was compared
//!                     and counted, so that nothing is done again
//! answers             whom every article means, if that was asked; they hold as
//!                     what held before whatever has changed since
//! ```
//!
//! The file is written whole or not at all. What comes after goes to a log
//! beside it (see [`super::log`]) until that is long. One process writes, which
//! holds a lock as long as it lives; any number reads.

use std::collections::BTreeSet;
use std::fs::{File, TryLockError};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use super::articles::LinkerArticles;
use super::checksum::checksum;
use super::facts::ArticleFacts;
use super::identity::NameIdentity;
use super::links::EntityLinks;
use super::log::{self, Log, LogRecord};
use super::names::KnownNames;
use super::{Aliases, Before, Linker};
use crate::library::codec::{ByteReader, ByteWriter};
use crate::library::private;

/// The last byte is the version.
const MAGIC: [u8; 8] = *b"nrlink\0\x02";
/// A log longer than this, and than one part in so many of the file, is
/// written into it.
const SHORT_LOG: usize = 256 << 10;
const LOG_PARTS: usize = 16;

/// What is kept in files.
#[derive(Debug, Default)]
pub(super) struct KeptLinker {
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

impl KeptLinker {
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
        private::create_folder(folder)?;
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
            let file = private::create_file(&beside(path, "lock"))?;
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
        self.names.settle();
        if self.articles.is_sparse() {
            self.articles.compact(&self.names);
            self.forget_answers();
        }
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
        linker.restore(ByteReader::new(content))?;
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
                LogRecord::Added { key, fingerprint, articles } => {
                    self.add(&key, fingerprint, &articles);
                }
                LogRecord::Removed { key } => self.remove(&key),
            }
        }
        self.kept.base = Some(Base { log: end, ..base });
        self.kept.pending = pending;
        true
    }

    fn bytes(&self) -> Vec<u8> {
        let mut writer = ByteWriter::default();
        self.names.write(&mut writer);
        self.articles.write(&mut writer);
        let answers = self.identity.get().zip(self.links.get());
        writer.number(answers.is_some().into());
        if let Some((identity, links)) = answers {
            writer.long(self.aliases.checksum());
            identity.write(&mut writer);
            links.write(&mut writer);
        }
        writer.bytes
    }

    fn restore(&mut self, mut reader: ByteReader<'_>) -> Option<()> {
        self.names = KnownNames::read(&mut reader)?;
        self.articles = LinkerArticles::of(&mut reader)?;
        if reader.number()? == 1 && reader.long()? == self.aliases.checksum() {
            let identity = NameIdentity::of(&mut reader)?;
            let links = EntityLinks::of(&mut reader)?;
            self.before = Mutex::new(Some(Before { identity, links, roles: BTreeSet::new() }));
        }
        Some(())
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
