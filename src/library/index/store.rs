//! The index as a thing: opened or made anew, in a folder or in memory; its
//! one writer.
//!
//! The folder of an index carries the version of its fields in its name. What
//! cannot be opened is deleted and made anew: nothing in it was made by a
//! person. A commit of the engine is atomic, so that a process that is killed
//! leaves the state of its last commit.

mod writer;

use std::collections::HashSet;
use std::fmt;
use std::fs;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use tantivy::directory::RamDirectory;
use tantivy::directory::error::{LockError, OpenDirectoryError, OpenReadError, OpenWriteError};
use tantivy::index::IndexBuilder;
use tantivy::indexer::LogMergePolicy;
use tantivy::{IndexReader, IndexWriter, ReloadPolicy, TantivyError};

pub(crate) use self::writer::FilesWriter;
use self::writer::writer_options;
use super::checked::CheckedDirectory;
use super::completeness::Completeness;
use super::schema::{self, VERSION};
use super::snapshot::Snapshot;
use crate::library::private;

/// How the names of folders of indexes begin.
const FOLDER: &str = "index-";
/// Memory of the writer, in bytes; more makes larger first segments.
const WRITER_BYTES: usize = 48 << 20;
/// Parts of a size that are put together: fewer parts make quicker answers.
const FEW_PARTS: usize = 4;
/// A writer that wrote one in so many documents of an index wrote much of it.
const MUCH: u64 = 4;
/// Blocks of stored rows that each segment keeps unpacked.
const UNPACKED_BLOCKS: usize = 16;
/// What systems call a disk that is full.
const NO_SPACE: &str = "No space left";
/// What tells the states of an index apart.
const META: &str = "meta.json";

/// Why the index cannot do what it is asked to.
#[derive(Clone, Debug, thiserror::Error)]
pub enum IndexError {
    /// Another process, or another part of this one, is writing.
    #[error("another nreader is indexing this library")]
    Busy,
    /// The folder cannot be used.
    #[error("the index cannot be kept in {}: {why}", folder.display())]
    Folder { folder: PathBuf, why: String },
    /// There is none: the library was never indexed, or by another version.
    #[error("the library is not indexed yet")]
    Missing,
    /// The disk is full; what was committed before is as it was.
    #[error("the disk is full: nothing more was taken into the index")]
    Full,
    /// The system refuses to read or write.
    #[error("the index cannot be read or written: {0}")]
    Refused(String),
    /// What it keeps is damaged: to be made anew.
    #[error("the index is damaged: {0}")]
    Damaged(String),
}

impl IndexError {
    /// What the user can do about it.
    #[must_use]
    pub(crate) fn hint(&self) -> &'static str {
        match self {
            IndexError::Busy => "wait until it is done",
            IndexError::Folder { .. } | IndexError::Refused(_) => {
                "check who may write there, or set XDG_CACHE_HOME to another folder"
            }
            IndexError::Missing => "run `nreader index`",
            IndexError::Full => "make room, then run `nreader index`",
            IndexError::Damaged(_) => "run `nreader index`, which makes it anew",
        }
    }
}

/// An index of a library. Cheap to clone; all clones are one.
#[derive(Clone)]
pub struct Index {
    engine: tantivy::Index,
    reader: IndexReader,
    /// The folder, and the state of it that the reader shows.
    folder: Option<Arc<Folder>>,
    /// What was wrong with the one before, which was deleted.
    healed: Option<Arc<str>>,
}

struct Folder {
    path: PathBuf,
    directory: CheckedDirectory,
    seen: Mutex<Option<State>>,
}

/// When the file of the last commit was written, and its size.
type State = (std::time::SystemTime, u64);

impl Index {
    /// An index that is gone when it is dropped.
    ///
    /// # Errors
    ///
    /// When the engine cannot be started.
    pub fn in_memory() -> Result<Index, IndexError> {
        guarded(|| {
            let engine = builder().open_or_create(RamDirectory::create())?;
            Ok(Index { reader: reader(&engine)?, engine, folder: None, healed: None })
        })
    }

    /// The index in the cache folder to write to, made when there is none of
    /// this version, and made anew when a byte of it is not as it was, see
    /// [`healed`](Self::healed).
    ///
    /// # Errors
    ///
    /// When the folder cannot be used.
    pub fn open(cache: &Path) -> Result<Index, IndexError> {
        let path = cache.join(format!("{FOLDER}{VERSION}"));
        let failed = |why: String| IndexError::Folder { folder: path.clone(), why };
        let make = || private::create_folder(&path).map_err(|error| failed(error.to_string()));
        make()?;
        // It holds the words of articles, and which ones a person has.
        private::close(&path);
        let why = match Index::open_folder(&path, true) {
            Err(IndexError::Damaged(why)) => why,
            opened => return opened,
        };
        discard(&path).map_err(|error| failed(error.to_string()))?;
        make()?;
        let index = Index::open_folder(&path, true)?;
        Ok(Index { healed: Some(why.into()), ..index })
    }

    /// The index in the cache folder to ask: nothing is made or deleted.
    ///
    /// # Errors
    ///
    /// [`IndexError::Missing`] when there is none, [`IndexError::Damaged`] when
    /// a byte of it is not as it was.
    pub(crate) fn read(cache: &Path) -> Result<Index, IndexError> {
        let path = cache.join(format!("{FOLDER}{VERSION}"));
        if path.join(META).exists() {
            return Index::open_folder(&path, false);
        }
        // Parts without what tells them are what is left of an index.
        let is_empty = fs::read_dir(&path).map_or(true, |mut files| files.next().is_none());
        Err(if is_empty {
            IndexError::Missing
        } else {
            IndexError::Damaged("a file is gone".into())
        })
    }

    /// Why the index that was there before had to be made anew; `None` where
    /// it was sound, or there was none.
    #[must_use]
    pub(crate) fn healed(&self) -> Option<&str> {
        self.healed.as_deref()
    }

    /// For what its last commit stands; `None` where no pass over the library
    /// was ever finished.
    ///
    /// # Errors
    ///
    /// When the index is damaged.
    pub(crate) fn completeness(&self) -> Result<Option<Completeness>, IndexError> {
        let metas = guarded(|| self.engine.load_metas())?;
        Ok(metas.payload.as_deref().and_then(Completeness::read))
    }

    /// Deletes the index in the cache folder, if there is one.
    ///
    /// # Errors
    ///
    /// When the folder cannot be deleted.
    pub fn discard(cache: &Path) -> Result<(), IndexError> {
        let folder = cache.join(format!("{FOLDER}{VERSION}"));
        if !folder.exists() {
            return Ok(());
        }
        discard(&folder).map_err(|error| IndexError::Folder { folder, why: error.to_string() })
    }

    fn open_folder(path: &Path, creates: bool) -> Result<Index, IndexError> {
        let seen = state(path);
        let open = || {
            let directory = CheckedDirectory::open(path).map_err(TantivyError::from)?;
            let engine = if creates {
                builder().open_or_create(directory.clone())?
            } else {
                let mut engine = tantivy::Index::open(directory.clone())?;
                engine.set_tokenizers(schema::tokenizers());
                engine
            };
            Ok((reader(&engine)?, engine, directory))
        };
        let (reader, engine, directory) = guarded(open)?;
        directory.remember();
        let folder = Folder { path: path.to_owned(), directory, seen: Mutex::new(seen) };
        Ok(Index { reader, engine, folder: Some(Arc::new(folder)), healed: None })
    }

    /// The state of the last commit, of whichever process.
    #[must_use]
    pub fn snapshot(&self) -> Snapshot {
        if let Some(folder) = &self.folder {
            folder.follow(&self.reader);
        }
        Snapshot::new(self.reader.searcher())
    }

    /// The writer, while there is no other one of the same folder in any
    /// process. Indexes of other versions are deleted.
    ///
    /// # Errors
    ///
    /// [`IndexError::Busy`] while there is another one.
    pub fn writer(&self) -> Result<FilesWriter, IndexError> {
        let engine: IndexWriter = guarded(|| self.engine.writer_with_options(writer_options()))?;
        let mut merging = LogMergePolicy::default();
        merging.set_min_num_segments(FEW_PARTS);
        engine.set_merge_policy(Box::new(merging));
        if let Some(folder) = &self.folder {
            folder.remove_older();
        }
        let told = self.completeness()?;
        Ok(FilesWriter {
            engine,
            reader: self.reader.clone(),
            folder: self.folder.clone(),
            completeness: told.clone(),
            told,
            changes: 0,
            fresh: HashSet::new(),
            taken: 0,
        })
    }

    /// Where it lies; `None` in memory.
    #[must_use]
    pub fn folder(&self) -> Option<&Path> {
        self.folder.as_ref().map(|folder| folder.path.as_path())
    }
}

impl Folder {
    /// Shows a newer commit, if there is one. One that cannot be read, as
    /// while it is replaced, leaves the older one.
    fn follow(&self, reader: &IndexReader) {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let now = state(&self.path);
        if now != *seen && guarded(|| reader.reload()).is_ok() {
            *seen = now;
        }
    }

    /// Deletes what other versions left behind, as far as that is possible.
    fn remove_older(&self) {
        let Some(entries) = self.path.parent().and_then(|cache| fs::read_dir(cache).ok()) else {
            return;
        };
        for entry in entries.flatten() {
            let ours = entry.path() == self.path;
            if !ours && entry.file_name().to_string_lossy().starts_with(FOLDER) {
                let _ = fs::remove_dir_all(entry.path());
            }
        }
    }
}

impl fmt::Debug for Index {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Index").field("folder", &self.folder()).finish_non_exhaustive()
    }
}

/// Does what the engine should do; a panic in it is damage.
pub(super) fn guarded<T>(work: impl FnOnce() -> tantivy::Result<T>) -> Result<T, IndexError> {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(error)) => Err(kind_of(&error)),
        Err(_) => Err(IndexError::Damaged("the engine failed".into())),
    }
}

/// What a failure of the engine means: damage is only what is not as it was
/// written.
fn kind_of(error: &TantivyError) -> IndexError {
    use io::ErrorKind::{PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull};
    let failed = match error {
        TantivyError::LockFailure(LockError::LockBusy, _) => return IndexError::Busy,
        TantivyError::LockFailure(LockError::IoError(error), _)
        | TantivyError::IoError(error)
        | TantivyError::OpenReadError(OpenReadError::IoError { io_error: error, .. })
        | TantivyError::OpenWriteError(OpenWriteError::IoError { io_error: error, .. })
        | TantivyError::OpenDirectoryError(OpenDirectoryError::IoError {
            io_error: error, ..
        }) => error,
        // A thread of the engine hands on words alone.
        other if other.to_string().contains(NO_SPACE) => return IndexError::Full,
        other => return IndexError::Damaged(other.to_string()),
    };
    match failed.kind() {
        StorageFull | QuotaExceeded => IndexError::Full,
        PermissionDenied | ReadOnlyFilesystem => IndexError::Refused(failed.to_string()),
        _ if failed.to_string().contains(NO_SPACE) => IndexError::Full,
        _ => IndexError::Damaged(failed.to_string()),
    }
}

fn builder() -> IndexBuilder {
    tantivy::Index::builder().schema(schema::schema().clone()).tokenizers(schema::tokenizers())
}

fn reader(engine: &tantivy::Index) -> tantivy::Result<IndexReader> {
    let builder = engine.reader_builder().reload_policy(ReloadPolicy::Manual);
    builder.doc_store_cache_num_blocks(UNPACKED_BLOCKS).try_into()
}

fn state(folder: &Path) -> Option<State> {
    let metadata = fs::metadata(folder.join(META)).ok()?;
    Some((metadata.modified().ok()?, metadata.len()))
}

/// Deletes a folder, first out of the way of others that open it.
fn discard(folder: &Path) -> io::Result<()> {
    let aside = folder.with_extension(format!("damaged-{}", std::process::id()));
    fs::rename(folder, &aside)?;
    fs::remove_dir_all(&aside)
}
