//! The files of an index on disk, each looked at before it is believed.
//!
//! The engine puts a checksum behind every file of a part and never compares
//! it. Here a file is compared before it is opened, unless it is the very file
//! that was compared before: same size, time and number. What tells the parts
//! of the index, which has no checksum of the engine's, gets one. So a byte
//! that changed anywhere is an error, and never another answer.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use tantivy::directory::error::{
    DeleteError, LockError, OpenDirectoryError, OpenReadError, OpenWriteError,
};
use tantivy::directory::footer::Footer;
use tantivy::directory::{
    Directory, DirectoryLock, FileHandle, FileSlice, Lock, MmapDirectory, WatchCallback,
    WatchHandle, WritePtr,
};

use crate::library::stamp::FileStamp;

/// What was compared, to be known to the next process.
const COMPARED: &str = "compared";
/// Stands before the checksum of a small file.
const SEAL: &[u8] = b"\n#crc32 ";
/// Digits of a checksum.
const DIGITS: usize = 8;

/// A folder of an index.
#[derive(Clone, Debug)]
pub(super) struct CheckedDirectory {
    files: MmapDirectory,
    folder: PathBuf,
    compared: Arc<Mutex<ComparedFiles>>,
}

/// Files whose checksum was right when they had these stamps.
#[derive(Debug, Default)]
struct ComparedFiles {
    files: HashMap<String, FileStamp>,
    /// Whether there are more than the file on disk says.
    is_new: bool,
}

impl CheckedDirectory {
    pub(super) fn open(folder: &Path) -> Result<CheckedDirectory, OpenDirectoryError> {
        let files = MmapDirectory::open(folder)?;
        let compared = Arc::new(Mutex::new(ComparedFiles::read(folder)));
        Ok(CheckedDirectory { files, folder: folder.to_owned(), compared })
    }

    /// Lets the next process know what was compared; where that cannot be
    /// written it compares again.
    pub(super) fn remember(&self) {
        let mut compared = self.compared.lock().unwrap_or_else(PoisonError::into_inner);
        if std::mem::take(&mut compared.is_new) {
            compared.files.retain(|name, stamp| {
                FileStamp::of(&self.folder.join(name)).is_ok_and(|now| now == *stamp)
            });
            let _ = crate::library::atomic::write_private(
                &self.folder.join(COMPARED),
                compared.words().as_bytes(),
            );
        }
    }

    fn compare(&self, path: &Path, file: &Arc<dyn FileHandle>) -> io::Result<()> {
        let (name, stamp) = (path.to_string_lossy(), FileStamp::of(&self.folder.join(path))?);
        let mut compared = self.compared.lock().unwrap_or_else(PoisonError::into_inner);
        if compared.files.get(name.as_ref()) == Some(&stamp) {
            return Ok(());
        }
        let (footer, body) = Footer::extract_footer(FileSlice::new(Arc::clone(file)))?;
        if crc32fast::hash(&body.read_bytes()?) != footer.crc {
            return Err(damaged(path));
        }
        compared.files.insert(name.into_owned(), stamp);
        compared.is_new = true;
        Ok(())
    }
}

impl ComparedFiles {
    fn read(folder: &Path) -> ComparedFiles {
        // Without the list every file is compared anew: slower, and as sure.
        let lines = fs::read_to_string(folder.join(COMPARED)).unwrap_or_else(|_| String::new());
        let file = |line: &str| {
            let (name, stamp) = line.split_once(' ')?;
            Some((name.to_owned(), FileStamp::read(stamp)?))
        };
        ComparedFiles { files: lines.lines().filter_map(file).collect(), is_new: false }
    }

    fn words(&self) -> String {
        self.files.iter().fold(String::new(), |mut lines, (name, stamp)| {
            let _ = writeln!(lines, "{name} {stamp}");
            lines
        })
    }
}

fn damaged(path: &Path) -> io::Error {
    let what = format!("the checksum of {} does not fit", path.display());
    io::Error::new(io::ErrorKind::InvalidData, what)
}

/// A small file with its checksum behind it.
fn sealed(data: &[u8]) -> Vec<u8> {
    [data, SEAL, format!("{:08x}", crc32fast::hash(data)).as_bytes()].concat()
}

/// What was sealed; `None` when it is not as it was.
fn unsealed(mut bytes: Vec<u8>) -> Option<Vec<u8>> {
    let (rest, digits) = bytes.split_last_chunk::<DIGITS>()?;
    let data = rest.strip_suffix(SEAL)?;
    if format!("{:08x}", crc32fast::hash(data)).as_bytes() != digits {
        return None;
    }
    let length = data.len();
    bytes.truncate(length);
    Some(bytes)
}

impl Directory for CheckedDirectory {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        let file = self.files.get_file_handle(path)?;
        self.compare(path, &file)
            .map_err(|error| OpenReadError::wrap_io_error(error, path.to_owned()))?;
        Ok(file)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.files.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.files.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        self.files.open_write(path)
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        let bytes = self.files.atomic_read(path)?;
        unsealed(bytes).ok_or_else(|| OpenReadError::wrap_io_error(damaged(path), path.to_owned()))
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        self.files.atomic_write(path, &sealed(data))
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.files.sync_directory()
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        self.files.acquire_lock(lock)
    }

    fn watch(&self, watch_callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.files.watch(watch_callback)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seal_is_broken_by_any_byte() {
        let whole = sealed(b"{\"segments\":[]}");
        assert_eq!(unsealed(whole.clone()).unwrap(), b"{\"segments\":[]}");
        for at in 0..whole.len() {
            let mut other = whole.clone();
            other[at] ^= 0x20;
            assert_eq!(unsealed(other), None, "byte {at}");
            assert_eq!(unsealed(whole[..at].to_vec()), None, "cut at {at}");
        }
    }
}
