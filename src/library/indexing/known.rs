//! What the index knows of the files, to be compared with the folders.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::library::annotation::{Annotations, Target};
use crate::library::index::{FileRecord, IndexError, Snapshot, file_key};
use crate::library::stamp::FileStamp;

/// Files in the index by key, and which of them were met again.
#[derive(Debug)]
pub(super) struct KnownFiles {
    snapshot: Snapshot,
    /// What a person made, whose corrections are in the index too.
    annotations: Arc<Annotations>,
    /// Of all files; for a look at a few none, and the index is asked.
    files: Option<HashMap<u64, KnownFile>>,
    /// The folder that was resolved last, and what it is from the root.
    folder: Option<(PathBuf, PathBuf)>,
}

#[derive(Debug)]
struct KnownFile {
    stamp: FileStamp,
    /// Its corrections are not those that it was indexed with.
    corrected: bool,
    met: bool,
}

/// A file as the file system shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    pub(super) key: u64,
    pub(super) file: FileStamp,
    /// Whether it can be read to an end: no pipe, no device.
    pub(super) is_regular: bool,
}

/// How a file compares with what is known of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FileChange {
    /// Size, times and number are the same.
    None,
    /// A time or the number differs, the size does not: its bytes tell.
    Touched,
    New,
}

impl KnownFiles {
    /// To compare whole folders.
    pub(super) fn of_all(
        snapshot: &Snapshot,
        annotations: &Arc<Annotations>,
    ) -> Result<KnownFiles, IndexError> {
        let mut files = HashMap::new();
        snapshot.files(|record| {
            let corrected = is_corrected(annotations, &record);
            let seen = KnownFile { stamp: record.stamp(), corrected, met: false };
            files.insert(file_key(&record.path), seen);
        })?;
        let annotations = Arc::clone(annotations);
        Ok(KnownFiles { snapshot: snapshot.clone(), annotations, files: Some(files), folder: None })
    }

    /// To compare a few files.
    pub(super) fn of_some(snapshot: &Snapshot, annotations: &Arc<Annotations>) -> KnownFiles {
        let annotations = Arc::clone(annotations);
        KnownFiles { snapshot: snapshot.clone(), annotations, files: None, folder: None }
    }

    /// What the index has of a file.
    pub(super) fn record(&self, key: u64) -> Option<FileRecord> {
        self.snapshot.record(key).ok().flatten()
    }

    /// The stamp of a file; `None` when it is gone.
    pub(super) fn stamp(&mut self, path: &Path) -> Option<Stamp> {
        let metadata = fs::symlink_metadata(path).ok()?;
        let (resolved, metadata) = if metadata.is_symlink() {
            (fs::canonicalize(path).ok()?, fs::metadata(path).ok()?)
        } else {
            (self.resolve(path)?, metadata)
        };
        Some(Stamp {
            key: file_key(&resolved.to_string_lossy()),
            file: FileStamp::from(&metadata),
            is_regular: metadata.is_file(),
        })
    }

    /// The path from the root, with a look at the folder only once for all
    /// the files in it.
    fn resolve(&mut self, path: &Path) -> Option<PathBuf> {
        let (parent, name) = (path.parent()?, path.file_name()?);
        let parent = if parent.as_os_str().is_empty() { Path::new(".") } else { parent };
        if self.folder.as_ref().is_none_or(|(folder, _)| folder != parent) {
            self.folder = Some((parent.to_owned(), fs::canonicalize(parent).ok()?));
        }
        self.folder.as_ref().map(|(_, resolved)| resolved.join(name))
    }

    /// Notes that the file was met, and says what changed.
    pub(super) fn meet(&mut self, stamp: &Stamp) -> FileChange {
        let (known, corrected) = match &mut self.files {
            Some(files) => {
                let Some(seen) = files.get_mut(&stamp.key) else { return FileChange::New };
                seen.met = true;
                (seen.stamp, seen.corrected)
            }
            None => match self.record(stamp.key) {
                Some(record) => (record.stamp(), is_corrected(&self.annotations, &record)),
                None => return FileChange::New,
            },
        };
        match (known.size == stamp.file.size && !corrected, known == stamp.file) {
            (true, true) => FileChange::None,
            (true, false) => FileChange::Touched,
            (false, _) => FileChange::New,
        }
    }

    /// The keys of the files that were not met.
    pub(super) fn gone(&self) -> Vec<u64> {
        let files = self.files.iter().flatten();
        files.filter(|(_, seen)| !seen.met).map(|(key, _)| *key).collect()
    }

    /// The keys of the files at or below those paths that are not there.
    pub(super) fn gone_of(&self, paths: &[PathBuf]) -> Result<Vec<u64>, IndexError> {
        let is_gone = |path: &&PathBuf| fs::symlink_metadata(path).is_err();
        let (mut gone, mut folders) = (Vec::new(), Vec::new());
        for path in paths.iter().filter(is_gone) {
            let key = file_key(&path.to_string_lossy());
            if self.record(key).is_some() { gone.push(key) } else { folders.push(path) }
        }
        if !folders.is_empty() {
            self.snapshot.files(|record| {
                if folders.iter().any(|folder| Path::new(&record.path).starts_with(folder)) {
                    gone.push(file_key(&record.path));
                }
            })?;
        }
        Ok(gone)
    }
}

/// Whether the corrections of a file are not those that it was indexed with.
fn is_corrected(annotations: &Annotations, record: &FileRecord) -> bool {
    let target = Target { path: record.path.clone(), sha256: record.sha256 };
    annotations.corrections_of(&target) != record.corrections
}
