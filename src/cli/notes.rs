//! `nreader notes`: the notes as a file, and a file of notes read back.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::{Args, ValueEnum};

use super::corrections::kept;
use super::output::{report, write_out};
use crate::config::{Environment, Folders};
use crate::library::notes::exchange::{Imported, from_json, merge, to_json};
use crate::library::notes::markdown::{from_markdown, to_markdown};
use crate::library::userdata::UserData;
use crate::run::now;

/// Arguments of `nreader notes`.
#[derive(Debug, Args)]
pub(super) struct NotesArguments {
    /// The form in which the notes are printed
    #[arg(long, value_enum, default_value_t = NotesFormat::Markdown)]
    format: NotesFormat,
    /// Read notes back from such a file; `-` is standard input. A note that
    /// was changed here since stays as it is
    #[arg(long, value_name = "FILE", conflicts_with = "format")]
    import: Option<PathBuf>,
}

/// How notes are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum NotesFormat {
    Markdown,
    Json,
}

impl NotesArguments {
    /// Prints the notes, or reads some back.
    pub(super) fn run(&self) -> anyhow::Result<ExitCode> {
        let folders = Folders::of(&Environment::of_process());
        let path = folders.user_data().context("there is no folder for your notes")?;
        match &self.import {
            Some(file) => import(&path, file),
            None => self.export(&path),
        }
    }

    fn export(&self, path: &Path) -> anyhow::Result<ExitCode> {
        let (all, problems) = kept(path, UserData::all);
        problems.iter().for_each(report);
        let printed = match self.format {
            NotesFormat::Markdown => to_markdown(&all),
            NotesFormat::Json => to_json(&all),
        };
        write_out(&printed)?;
        // What was printed may not be all: it must not pass for a backup.
        Ok(if problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(2) })
    }
}

fn import(path: &Path, file: &Path) -> anyhow::Result<ExitCode> {
    let name = file.display();
    let content = read(file).with_context(|| format!("{name} cannot be read"))?;
    let is_json = content.trim_start().starts_with('{');
    let notes = if is_json { from_json(&content) } else { from_markdown(&content) };
    let notes = notes.map_err(|error| {
        anyhow::anyhow!("{name}, line {}: {}; no note was taken from it", error.line, error.what)
    })?;
    let mut data = UserData::open(path)?;
    let stored = data.all()?;
    data.take_problems().iter().for_each(report);
    let imported = merge(&stored, notes, now());
    data.change(&imported.change)?;
    write_out(&format!("{}\n", summary(&imported)))?;
    Ok(ExitCode::SUCCESS)
}

fn read(file: &Path) -> std::io::Result<String> {
    if file.as_os_str() != "-" {
        return fs::read_to_string(file);
    }
    let mut content = String::new();
    std::io::stdin().lock().read_to_string(&mut content)?;
    Ok(content)
}

fn summary(imported: &Imported) -> String {
    let Imported { new, changed, same, newer_here, .. } = imported;
    format!(
        "{new} new, {changed} changed, {same} the same, {newer_here} kept because changed here since"
    )
}
