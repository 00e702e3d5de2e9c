//! The library behind `nreader check`, as it was last indexed.

use anyhow::{Context, bail};

use crate::cli::own_library::home;
use crate::config::{Environment, Folders};
use crate::library::collection::Collection;
use crate::library::index::Index;
use crate::library::scan::Options;
use crate::run::FileDocuments;

/// Opens the index of the library.
///
/// # Errors
///
/// When there is no library, or its index cannot be opened.
pub(super) fn open(options: Options) -> anyhow::Result<FileDocuments> {
    let folders = Folders::of(&Environment::of_process());
    let config = folders.config.as_ref();
    let listed = config.map(|config| Collection::read(config, home().as_deref()).folders);
    if listed.is_none_or(|folders| folders.is_empty()) {
        bail!(
            "there is no library to check against: add folders to it with `nreader add PATH`, or name files with --in PATH"
        );
    }
    let cache = folders.cache.context("there is no home folder to keep the index in")?;
    Ok(FileDocuments::new(Index::open(&cache)?.snapshot(), options, Vec::new()))
}
