//! `nreader add PATH...`: folders and files of the library.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::Args;

use super::own_library::home;
use crate::config::{Environment, Folders};
use crate::library::collection::Collection;

/// Arguments of `nreader add`.
#[derive(Debug, Args)]
pub(super) struct AddArguments {
    /// Folders, or files, to keep in the library
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
}

impl AddArguments {
    /// Adds them to the list and says so.
    pub(super) fn run(&self) -> anyhow::Result<ExitCode> {
        let folders = Folders::of(&Environment::of_process());
        let config = folders.config.context("there is no home folder to keep the library in")?;
        let added = Collection::add(&config, home().as_deref(), &self.paths)?;
        for path in &added {
            eprintln!("added {}", path.display());
        }
        if added.is_empty() {
            eprintln!("nothing was added: the library has them all");
        } else {
            eprintln!("`nreader index` reads them now; else the reader does when it is opened");
        }
        Ok(ExitCode::SUCCESS)
    }
}
