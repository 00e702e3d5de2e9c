//! `nreader man [DIR]`: the manual, made from the definition of the command
//! line.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use super::output::write_out;
use anyhow::Context;
use clap::{Args, Command};
use clap_mangen::Man;

/// Arguments of `nreader man`.
#[derive(Debug, Args)]
pub(super) struct ManArguments {
    /// Folder for one page a command; without it the first page is printed
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
}

impl ManArguments {
    /// Writes the pages.
    pub(super) fn run(&self, program: Command) -> anyhow::Result<ExitCode> {
        match &self.folder {
            None => {
                let mut page = Vec::new();
                Man::new(program).render(&mut page)?;
                write_out(&String::from_utf8_lossy(&page))?;
            }
            Some(folder) => {
                let failed = || format!("{} cannot be written", folder.display());
                fs::create_dir_all(folder).with_context(failed)?;
                clap_mangen::generate_to(program, folder).with_context(failed)?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}
