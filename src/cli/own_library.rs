//! The person's library: the folders that `nreader add` put into its list.

use std::path::PathBuf;

use anyhow::{Context, bail};

use super::output::report;
use crate::config::Folders;
use crate::library::collection::Collection;

/// What `~` stands for in the list of the library.
pub(super) fn home() -> Option<PathBuf> {
    directories::BaseDirs::new().map(|folders| folders.home_dir().to_owned())
}

/// The folders of the library; what is wrong with their list is printed.
pub(super) fn folders(own: &Folders) -> anyhow::Result<Vec<PathBuf>> {
    let collection = collection(own)?;
    collection.problems.iter().for_each(report);
    Ok(collection.folders)
}

/// The library's list, which has at least one folder.
pub(super) fn collection(own: &Folders) -> anyhow::Result<Collection> {
    let config = own.config.as_ref().context("there is no home folder to keep a library in")?;
    let collection = Collection::read(config, home().as_deref());
    if collection.folders.is_empty() {
        bail!("the library has no folders yet; `nreader add PATH` adds one");
    }
    Ok(collection)
}
