//! The citation keys that were given out, as the person's data keep them: an
//! article has the same key in every command and in the reader.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::corrections::{kept, scan_options};
use super::open_index::PlaceArguments;
use super::output::report;
use crate::cite::{Bibliography, CitationKeys, CitedSource};
use crate::config::{Environment, Folders};
use crate::library::scan::{self, FactsWanted, LoadedDocument, ScanOptions};
use crate::library::userdata::{UserData, UserDataError};

/// The keys given out so far, and those of a bibliography, which win.
pub(super) fn open(bibliography: Bibliography) -> CitationKeys {
    let kept = database().filter(|path| path.exists()).map(|path| {
        let (keys, problems) = kept(&path, UserData::citation_keys);
        problems.iter().for_each(report);
        keys
    });
    CitationKeys::new(bibliography, kept.into_iter().flatten())
}

/// Gives keys to all articles of the paths named with `--in`, in their order,
/// so that an article has the same one whichever of them a query finds.
///
/// # Errors
///
/// When a path cannot be looked into.
pub(super) fn seed(keys: &CitationKeys, place: &PlaceArguments) -> anyhow::Result<()> {
    // Standard input can be read once only.
    if !place.is_given() || place.paths().iter().any(|path| path == "-") {
        return Ok(());
    }
    let find = FactsWanted { quotes: false, entities: false };
    let options = ScanOptions { find, ..scan_options() };
    scan::ordered(
        place.sources()?,
        &options,
        |loaded| sources_of(&loaded),
        |read| {
            // What cannot be read is said when it is looked through.
            read.into_iter().flatten().for_each(|source| drop(keys.of(&source)));
            ControlFlow::Continue(())
        },
    );
    Ok(())
}

fn sources_of(loaded: &LoadedDocument) -> Vec<CitedSource> {
    let articles = loaded.document.articles.iter();
    articles.map(|article| CitedSource::of(&loaded.document, article)).collect()
}

/// Keeps the keys that were given since. What cannot be kept is said: the
/// citations that were written hold all the same.
pub(super) fn keep(keys: &CitationKeys) {
    let fresh = keys.take_fresh();
    let Some(path) = database().filter(|_| !fresh.is_empty()) else { return };
    // Into damaged data nothing is written: only the reader moves them aside.
    if path.exists() && !kept(&path, UserData::citation_keys).1.is_empty() {
        return;
    }
    if let Err(error) = store(&path, &fresh) {
        report(&error.problem(&path));
    }
}

fn store(path: &Path, fresh: &[(String, String)]) -> Result<(), UserDataError> {
    UserData::open(path)?.keep_citation_keys(fresh)
}

fn database() -> Option<PathBuf> {
    Folders::of(&Environment::of_process()).user_data()
}
