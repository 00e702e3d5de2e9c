//! The other names of those that a query names, as the reader has linked them:
//! read from its cache when a query asks for a speaker or an entity first.

use std::cell::OnceCell;

use crate::cli::joined;
use crate::config::{Environment, Folders};
use crate::library::linker::Linker;

/// The names of the library; none over files that are not of it.
#[derive(Default)]
pub(super) struct Spellings {
    is_library: bool,
    linker: OnceCell<Option<Linker>>,
}

impl Spellings {
    pub(super) fn of_library() -> Spellings {
        Spellings { is_library: true, ..Spellings::default() }
    }

    /// All names of those whose names hold these words.
    pub(super) fn of(&self, words: &str) -> Vec<String> {
        if !self.is_library {
            return Vec::new();
        }
        let linker = self.linker.get_or_init(load);
        linker.as_ref().map_or_else(Vec::new, |linker| linker.spellings(words))
    }
}

impl std::fmt::Debug for Spellings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Spellings").field("is_library", &self.is_library).finish_non_exhaustive()
    }
}

/// `None` where the reader was never opened on the library. What cannot be read
/// the reader says; nothing is printed while the screen is up.
fn load() -> Option<Linker> {
    let folders = Folders::of(&Environment::of_process());
    joined::linker(&folders.library_entities()?)
}
