//! The one writer of an index: files taken in, dropped and made lasting.

use std::collections::HashSet;
use std::fmt;
use std::sync::Arc;

use tantivy::indexer::{IndexWriterOptions, UserOperation};
use tantivy::{IndexReader, IndexWriter, Term};

use super::{Folder, IndexError, MUCH, WRITER_BYTES, guarded};
use crate::library::index::completeness::Completeness;
use crate::library::index::entry::IndexEntry;
use crate::library::index::record::FileRecord;
use crate::library::index::schema::{self};

/// The one writer of an index. What it takes in is seen after a commit; what
/// was not committed when it is dropped is as if it had never been.
pub struct FilesWriter {
    pub(super) engine: IndexWriter,
    pub(super) reader: IndexReader,
    pub(super) folder: Option<Arc<Folder>>,
    /// What the next commit says that it stands for.
    pub(super) completeness: Option<Completeness>,
    /// What the last commit said.
    pub(super) told: Option<Completeness>,
    /// Changes since the last commit.
    pub(super) changes: usize,
    /// Files taken in since then.
    pub(super) fresh: HashSet<u64>,
    /// Documents taken in by this writer.
    pub(super) taken: u64,
}

impl FilesWriter {
    /// Takes a file in, in place of what there was of the same path.
    ///
    /// # Errors
    ///
    /// When the engine fails; the index is then as after the last commit.
    pub fn put(&mut self, entry: IndexEntry) -> Result<(), IndexError> {
        // Looking for what is not there would cost more than writing it.
        if !self.fresh.insert(entry.key) || self.has(entry.key) {
            self.delete(entry.key);
        }
        self.changes += 1;
        self.taken += entry.documents.len() as u64;
        // At once, so that the quotations of an article follow it.
        let all = entry.documents.into_iter().map(UserOperation::Add).collect::<Vec<_>>();
        guarded(|| self.engine.run(all))?;
        Ok(())
    }

    /// Puts another record in place of a file's, of which nothing but the time
    /// of its last change is new.
    ///
    /// # Errors
    ///
    /// As [`FilesWriter::put`].
    pub fn touch(&mut self, record: &FileRecord) -> Result<(), IndexError> {
        let (key, head) = crate::library::index::entry::head(record);
        let place = schema::place(key, None);
        self.engine.delete_term(Term::from_field_u64(schema::fields().place, place));
        guarded(|| self.engine.add_document(head))?;
        self.changes += 1;
        Ok(())
    }

    /// Drops the file of that key ([`super::file_key`]).
    pub fn remove(&mut self, file: u64) {
        self.delete(file);
        self.changes += 1;
    }

    fn delete(&self, file: u64) {
        self.engine.delete_term(Term::from_field_u64(schema::fields().file, file));
    }

    /// Whether the last commit has the file.
    fn has(&self, file: u64) -> bool {
        let term = Term::from_field_u64(schema::fields().file, file);
        // Where it cannot be told it may have it.
        self.reader.searcher().doc_freq(&term).map_or(true, |count| count > 0)
    }

    /// Files taken in or dropped since the last commit.
    #[must_use]
    pub fn changes(&self) -> usize {
        self.changes
    }

    /// Makes all that was taken in lasting and visible.
    ///
    /// # Errors
    ///
    /// When the disk is full or the engine fails otherwise.
    pub fn commit(&mut self) -> Result<(), IndexError> {
        if self.changes > 0 || self.completeness != self.told {
            let said = self.completeness.as_ref().map(Completeness::write);
            guarded(|| {
                let mut commit = self.engine.prepare_commit()?;
                if let Some(said) = &said {
                    commit.set_payload(said);
                }
                commit.commit()
            })?;
            self.changes = 0;
            self.told.clone_from(&self.completeness);
            self.fresh.clear();
        }
        guarded(|| self.reader.reload())
    }

    /// What the next commits stand for: `None` while a pass is under way.
    pub(crate) fn stands_for(&mut self, completeness: Option<Completeness>) {
        self.completeness = completeness;
    }

    /// Commits and waits until the engine has put small parts together. After
    /// much of the index was written by this writer, all parts become one:
    /// that takes the least space and answers soonest.
    ///
    /// # Errors
    ///
    /// As [`FilesWriter::commit`].
    pub fn finish(mut self) -> Result<(), IndexError> {
        self.commit()?;
        let FilesWriter { engine, reader, taken, folder, .. } = self;
        let index = engine.index().clone();
        guarded(|| engine.wait_merging_threads())?;
        guarded(|| reader.reload())?;
        let remember = || folder.iter().for_each(|folder| folder.directory.remember());
        remember();
        if taken.saturating_mul(MUCH) < reader.searcher().num_docs() {
            return Ok(());
        }
        match guarded(|| join(&index)) {
            // Somebody else writes meanwhile.
            Err(IndexError::Busy) => Ok(()),
            joined => {
                joined.and_then(|()| guarded(|| reader.reload()))?;
                remember();
                Ok(())
            }
        }
    }
}

/// Makes one part of all. Whoever reads meanwhile keeps what there was.
fn join(index: &tantivy::Index) -> tantivy::Result<()> {
    let parts = index.searchable_segment_ids()?;
    if parts.len() < 2 {
        return Ok(());
    }
    let mut writer: IndexWriter = index.writer_with_options(writer_options())?;
    writer.merge(&parts).wait()?;
    writer.wait_merging_threads()
}

pub(super) fn writer_options() -> IndexWriterOptions {
    IndexWriterOptions::builder()
        .num_worker_threads(1)
        .num_merge_threads(1)
        .memory_budget_per_thread(WRITER_BYTES)
        .build()
}

impl fmt::Debug for FilesWriter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Writer").field("changes", &self.changes).finish_non_exhaustive()
    }
}
