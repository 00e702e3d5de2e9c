//! The citation keys that were given out, as the person's data keep them: an
//! article has the same key in every command and in the reader.

use std::path::PathBuf;

use super::facts::report;
use crate::cite::{Bibliography, CitationKeys};
use crate::config::{Environment, Folders};
use crate::library::userdata::{UserData, UserDataError};

/// The keys given out so far, and those of a bibliography, which win.
pub(super) fn open(bibliography: Bibliography) -> CitationKeys {
    let kept = database().filter(|path| path.exists()).map(|path| {
        let kept = UserData::open(&path).and_then(|data| data.citation_keys());
        kept.unwrap_or_else(|error| {
            report(&error.problem(&path));
            Vec::new()
        })
    });
    CitationKeys::new(bibliography, kept.into_iter().flatten())
}

/// Keeps the keys that were given since. What cannot be kept is said: the
/// citations that were written hold all the same.
pub(super) fn keep(keys: &CitationKeys) {
    let fresh = keys.take_fresh();
    let Some(path) = database().filter(|_| !fresh.is_empty()) else { return };
    if let Err(error) = store(&path, &fresh) {
        report(&error.problem(&path));
    }
}

fn store(path: &std::path::Path, fresh: &[(String, String)]) -> Result<(), UserDataError> {
    UserData::open(path)?.keep_citation_keys(fresh)
}

fn database() -> Option<PathBuf> {
    Folders::of(&Environment::of_process()).user_data()
}
