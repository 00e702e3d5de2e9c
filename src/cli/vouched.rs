//! The index of the library as a command asks it: sound, and of the folders as
//! they are now. What an answer is without is told, and its exit code says so.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::library::index::{Index, IndexError};
use crate::library::indexing::IndexStanding;
use crate::library::scan::ScanOptions;
use crate::ui::glyph;

/// An index that was compared with its folders.
#[derive(Debug)]
pub(super) struct Vouched {
    pub(super) index: Index,
    /// Whether it holds all that is in them.
    pub(super) is_whole: bool,
}

/// Opens the index in the cache folder and compares it with the folders of the
/// library. Small gaps are closed at once; one that is damaged is made anew
/// where that takes no longer. What is left is told on standard error.
///
/// # Errors
///
/// When there is no index and none can be made.
pub(super) fn open(
    cache: &Path,
    folders: &[PathBuf],
    options: &ScanOptions,
) -> Result<Vouched, IndexError> {
    let compared = |index: Index| -> Result<(Index, IndexStanding), IndexError> {
        let standing = IndexStanding::caught_up(&index, folders, options)?;
        Ok((index, standing))
    };
    let (index, standing) = match Index::read(cache).and_then(compared) {
        Err(IndexError::Missing) => compared(Index::open(cache)?)?,
        Err(error @ IndexError::Damaged(_)) => {
            tell(&format!("{error}; it is made anew"));
            Index::discard(cache)?;
            compared(Index::open(cache)?)?
        }
        opened => opened?,
    };
    standing.words().iter().for_each(|words| tell(words));
    if standing.unread > 0 {
        tell(&format!(
            "what cannot be read is in no answer: {} of {} in the library; `nreader index` says why",
            standing.unread, standing.found
        ));
    }
    Ok(Vouched { index, is_whole: standing.is_whole() })
}

/// The exit code of an answer: 2 where it may be without something.
pub(super) fn code(is_whole: bool, code: ExitCode) -> ExitCode {
    if is_whole { code } else { ExitCode::from(2) }
}

fn tell(words: &str) {
    eprintln!("{}", glyph::line(&format!("nreader: {words}")));
}
