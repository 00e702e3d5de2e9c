//! The citation keys that were given out, as the person's data keep them: an
//! article has the same key in every command and in the reader.

use std::path::{Path, PathBuf};

use super::corrections::kept;
use super::output::report;
use crate::cite::{Bibliography, CitationKeys, CitedSource};
use crate::config::{Environment, Folders};
use crate::library::userdata::{UserData, UserDataError};
use newsquotes::model::Document;

/// The keys given out so far, and those of a bibliography, which win.
pub(super) fn open(bibliography: Bibliography) -> CitationKeys {
    let kept = database().filter(|path| path.exists()).map(|path| {
        let (keys, problems) = kept(&path, UserData::citation_keys);
        problems.iter().for_each(report);
        keys
    });
    CitationKeys::new(bibliography, kept.into_iter().flatten())
}

/// Gives keys to articles in the order they were read in, so that an article
/// has the same one whichever of them a query finds.
pub(super) fn seed<'a>(keys: &CitationKeys, articles: impl IntoIterator<Item = &'a CitedSource>) {
    articles.into_iter().for_each(|article| drop(keys.of(article)));
}

/// The articles of a document, as a citation names them.
pub(super) fn sources_of(document: &Document) -> Vec<CitedSource> {
    let articles = document.articles.iter();
    articles.map(|article| CitedSource::of(document, article)).collect()
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
