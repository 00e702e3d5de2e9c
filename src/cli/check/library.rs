//! The library behind `nreader check`, as it was last indexed.

use anyhow::{Context, bail};

use crate::cli::own_library::home;
use crate::cli::vouched::{self, Vouched};
use crate::config::{Environment, Folders};
use crate::library::collection::Collection;
use crate::library::scan::ScanOptions;
use crate::run::FileDocuments;

/// Opens the index of the library; whether it holds all of it.
///
/// # Errors
///
/// When there is no library, or its index cannot be opened.
pub(super) fn open(options: ScanOptions) -> anyhow::Result<(FileDocuments, bool)> {
    let folders = Folders::of(&Environment::of_process());
    let config = folders.config.as_ref();
    let listed = config.map(|config| Collection::read(config, home().as_deref()).folders);
    let Some(listed) = listed.filter(|folders| !folders.is_empty()) else {
        bail!(
            "there is no library to check against: add folders to it with `nreader add PATH`, or name files with --in PATH"
        );
    };
    let cache = folders.cache.context("there is no home folder to keep the index in")?;
    let Vouched { index, is_whole } = vouched::open(&cache, &listed, &options)?;
    Ok((FileDocuments::new(index.snapshot(), options, Vec::new()), is_whole))
}
