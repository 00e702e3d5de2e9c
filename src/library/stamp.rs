//! What the file system says of a file, by which it is known to be the same
//! without being read.

use std::fmt;
use std::fs::{self, Metadata};
use std::io;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

/// Size, time and number of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FileStamp {
    /// In bytes.
    pub size: u64,
    /// When its bytes were last changed, in nanoseconds since 1970 (UTC), as
    /// any program may set it.
    pub modified: i128,
    /// When anything of it was last changed, which no program can set, and
    /// the number of the file: what tells an edit that keeps size and time. 0
    /// on systems that do not say.
    pub state: u64,
}

impl FileStamp {
    /// The stamp of a file, of a link that of what it leads to.
    ///
    /// # Errors
    ///
    /// When it cannot be looked at.
    pub(crate) fn of(path: &Path) -> io::Result<FileStamp> {
        fs::metadata(path).map(|metadata| FileStamp::from(&metadata))
    }

    /// Reads what is printed of one.
    pub(crate) fn read(words: &str) -> Option<FileStamp> {
        let mut numbers = words.split(' ');
        let size = numbers.next()?.parse().ok()?;
        let modified = numbers.next()?.parse().ok()?;
        let state = numbers.next()?.parse().ok()?;
        numbers.next().is_none().then_some(FileStamp { size, modified, state })
    }
}

impl fmt::Display for FileStamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.size, self.modified, self.state)
    }
}

impl From<&Metadata> for FileStamp {
    fn from(metadata: &Metadata) -> FileStamp {
        // A system without times of change has none that could differ.
        let modified = nanoseconds(metadata.modified().unwrap_or(UNIX_EPOCH));
        FileStamp { size: metadata.len(), modified, state: state(metadata) }
    }
}

fn nanoseconds(time: SystemTime) -> i128 {
    // In 128 bits any time has room.
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => i128::try_from(after.as_nanos()).unwrap_or(i128::MAX),
        Err(before) => -i128::try_from(before.duration().as_nanos()).unwrap_or(i128::MAX),
    }
}

/// FNV-1a over the time and the number: differing is all that counts.
#[cfg(unix)]
fn state(metadata: &Metadata) -> u64 {
    use std::os::unix::fs::MetadataExt;
    let parts = [metadata.ctime(), metadata.ctime_nsec()].map(i64::to_le_bytes);
    let bytes = parts.into_iter().flatten().chain(metadata.ino().to_le_bytes());
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(not(unix))]
fn state(_: &Metadata) -> u64 {
    0
}
