//! The other names of those that a query names, as the reader has linked them:
//! read from its cache when a query asks for a speaker or an entity first.

use std::cell::OnceCell;

use crate::cli::facts::kept;
use crate::config::{Environment, Folders};
use crate::library::linker::{Aliases, Linker};
use crate::library::userdata::UserData;

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
        linker.as_ref().map(|linker| linker.spellings(words)).unwrap_or_default()
    }
}

impl std::fmt::Debug for Spellings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Spellings").field("is_library", &self.is_library).finish_non_exhaustive()
    }
}

/// What the reader has linked and the person decided; `None` where the reader
/// was never opened on the library.
fn load() -> Option<Linker> {
    let folders = Folders::of(&Environment::of_process());
    let (aliases, _) = Aliases::with_own(folders.config.as_deref());
    let mut linker = Linker::load(&folders.library_entities()?, aliases)?;
    if let Some(path) = folders.user_data() {
        // What is wrong with the file was told when its corrections were read.
        linker.decide(kept(&path, UserData::decisions).0);
    }
    Some(linker)
}
