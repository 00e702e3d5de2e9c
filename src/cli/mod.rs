//! The command line: one file a subcommand, its doc comment the help text.
//!
//! Exit codes: 0 fine, 1 nothing found, 2 any error.

mod add;
mod check;
mod citation_output;
mod cite;
mod completions;
mod corrections;
mod doctor;
mod export;
mod facets;
mod facts;
mod find;
mod found;
mod in_paths;
mod index;
mod joined;
mod keys;
mod man;
mod notes;
mod open;
mod open_index;
mod output;
mod own_library;
mod passage_ids;
mod pick;
mod records;
mod show;
mod sources;
mod styles;
mod vouched;
mod writing;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::{Args, CommandFactory, Parser, Subcommand};
use log::LevelFilter;

use crate::config::{self, Environment, Overrides};
use crate::run::{clipboard, log_file};

/// A terminal reader for your own library of news articles.
#[derive(Debug, Parser)]
#[command(name = "nreader", version, args_conflicts_with_subcommands = true)]
struct Arguments {
    #[command(subcommand)]
    command: Option<CliCommand>,
    /// Files or folders to read; `-` is standard input. Without any, your
    /// library, or the sample where there is none yet.
    #[arg(value_name = "PATH")]
    paths: Vec<String>,
    /// Open the sample.
    #[arg(long, conflicts_with = "paths")]
    sample: bool,
    #[command(flatten)]
    log: LogArguments,
}

/// Arguments of every subcommand, for finding faults.
#[derive(Debug, Args)]
struct LogArguments {
    /// Write a line for what happens into this file [default: that of
    /// `NREADER_LOG`, or of the settings; else none]
    #[arg(long, global = true, value_name = "FILE")]
    log: Option<PathBuf>,
    /// How much of it: error, warn, info, debug or trace. From debug on with
    /// names of files and what was typed
    #[arg(long, global = true, value_name = "LEVEL", default_value = "info", value_parser = log_level)]
    log_level: LevelFilter,
}

#[derive(Debug, Subcommand)]
enum CliCommand {
    /// Print the facts of each article, one JSON object a line.
    Articles(facts::FactsArguments),
    /// Print the blocks of each article with their kinds, one JSON object a line.
    Blocks(facts::FactsArguments),
    /// Print the quotations and who said them, one JSON object a line.
    Quotes(facts::QuotesArguments),
    /// Print the people, organisations and places, one JSON object a line.
    Entities(facts::FactsArguments),
    /// Find quotations, articles or passages; exit code 1 when there are none.
    Find(find::FindArguments),
    /// Count the values of a field among the articles that answer a query.
    Facets(facets::FacetsArguments),
    /// Add folders or files to your library.
    Add(add::AddArguments),
    /// Bring the index of your library up to date.
    Index(index::IndexArguments),
    /// Pick quotations on the terminal, and print them for a draft.
    Pick(Box<pick::PickArguments>),
    /// Check the quotations of drafts: their words and their speakers.
    Check(check::CheckArguments),
    /// Cite articles, or a quotation by its id, in a citation style or format.
    Cite(cite::CiteArguments),
    /// Write the quotations that match into a draft's markup, a table or a
    /// bibliography.
    Export(export::ExportArguments),
    /// Open the reader at a quotation.
    Open(open::OpenArguments),
    /// Show a passage by its id, with its paragraph and what is known of it.
    Show(show::ShowArguments),
    /// Say what this place can do, and what to set.
    Doctor(doctor::DoctorArguments),
    /// Print completions for a shell.
    Completions(completions::CompletionsArguments),
    /// Print the manual, or write it page by page.
    Man(man::ManArguments),
    /// Hold the clipboard for `nreader pick --copy`.
    #[command(name = clipboard::HOLD, hide = true)]
    HoldClipboard,
    /// Print your notes as Markdown or JSON, or read such a file back.
    Notes(notes::NotesArguments),
}

/// Runs the program with the process's own arguments.
#[must_use]
pub fn main() -> ExitCode {
    let (words, old_form) = in_paths::apart(std::env::args_os(), |word| Path::new(word).exists());
    if old_form {
        eprintln!("nreader: --in takes one path: write --in ONE --in OTHER");
    }
    let arguments = Arguments::parse_from(words);
    let done = arguments.log.start().and_then(|()| run(arguments));
    let code = done.unwrap_or_else(|error| {
        log::error!("it failed");
        log::debug!("{error:#}");
        eprintln!("nreader: {error:#}");
        ExitCode::from(2)
    });
    log::info!("it ends");
    code
}

impl LogArguments {
    /// Begins the log where one is asked for.
    fn start(&self) -> anyhow::Result<()> {
        let settings = config::read(&Environment::of_process(), &Overrides::default()).settings;
        let Some(path) = self.log.clone().or(settings.log) else { return Ok(()) };
        log_file::start(&path, self.log_level)
            .with_context(|| format!("the log {} cannot be written", path.display()))?;
        log::info!("nreader {} begins", env!("CARGO_PKG_VERSION"));
        Ok(())
    }
}

/// A level by its name.
fn log_level(name: &str) -> Result<LevelFilter, String> {
    let named =
        log_file::LEVELS.into_iter().find(|level| level.as_str().eq_ignore_ascii_case(name));
    named.ok_or_else(|| "the levels are error, warn, info, debug and trace".to_owned())
}

fn run(arguments: Arguments) -> anyhow::Result<ExitCode> {
    match arguments.command {
        Some(CliCommand::Articles(a)) => facts::run(facts::FactsKind::Articles, &a),
        Some(CliCommand::Blocks(a)) => facts::run(facts::FactsKind::Blocks, &a),
        Some(CliCommand::Quotes(a)) => a.run(),
        Some(CliCommand::Entities(a)) => facts::run(facts::FactsKind::Entities, &a),
        Some(CliCommand::Find(a)) => a.run(),
        Some(CliCommand::Facets(a)) => a.run(),
        Some(CliCommand::Add(a)) => a.run(),
        Some(CliCommand::Index(a)) => a.run(),
        Some(CliCommand::Pick(a)) => a.run(),
        Some(CliCommand::Check(a)) => a.run(),
        Some(CliCommand::Cite(a)) => a.run(),
        Some(CliCommand::Export(a)) => a.run(),
        Some(CliCommand::Show(a)) => a.run(),
        Some(CliCommand::Open(a)) => a.run(),
        Some(CliCommand::Doctor(a)) => a.run(),
        Some(CliCommand::Completions(a)) => a.run(Arguments::command()),
        Some(CliCommand::Man(a)) => a.run(Arguments::command()),
        Some(CliCommand::HoldClipboard) => {
            clipboard::hold().map(|()| ExitCode::SUCCESS).map_err(Into::into)
        }
        Some(CliCommand::Notes(a)) => a.run(),
        None => open::run(&arguments.paths, arguments.sample, None, &Overrides::default()),
    }
}
