//! The command line: one file a subcommand, its doc comment the help text.
//!
//! Exit codes: 0 fine, 1 nothing found, 2 any error.

mod add;
mod asked;
mod check;
mod cite;
mod citing;
mod completions;
mod doctor;
mod export;
mod facets;
mod facts;
mod find;
mod in_paths;
mod index;
mod joined;
mod keys;
mod man;
mod notes;
mod open;
mod pick;
mod records;
mod selecting;
mod show;

use std::path::Path;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

use crate::config::Overrides;
use crate::run::clipboard;

/// A terminal reader for your own library of news articles.
#[derive(Debug, Parser)]
#[command(name = "nreader", version, args_conflicts_with_subcommands = true)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    /// Files or folders to read; `-` is standard input. Without any, your
    /// library, or the sample where there is none yet.
    #[arg(value_name = "PATH")]
    paths: Vec<String>,
    /// Open the sample.
    #[arg(long, conflicts_with = "paths")]
    sample: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
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
    let done = match arguments.command {
        Some(Command::Articles(a)) => facts::run(facts::Kind::Articles, &a),
        Some(Command::Blocks(a)) => facts::run(facts::Kind::Blocks, &a),
        Some(Command::Quotes(a)) => a.run(),
        Some(Command::Entities(a)) => facts::run(facts::Kind::Entities, &a),
        Some(Command::Find(a)) => a.run(),
        Some(Command::Facets(a)) => a.run(),
        Some(Command::Add(a)) => a.run(),
        Some(Command::Index(a)) => a.run(),
        Some(Command::Pick(a)) => a.run(),
        Some(Command::Check(a)) => a.run(),
        Some(Command::Cite(a)) => a.run(),
        Some(Command::Export(a)) => a.run(),
        Some(Command::Show(a)) => a.run(),
        Some(Command::Open(a)) => a.run(),
        Some(Command::Doctor(a)) => a.run(),
        Some(Command::Completions(a)) => a.run(Arguments::command()),
        Some(Command::Man(a)) => a.run(Arguments::command()),
        Some(Command::HoldClipboard) => {
            clipboard::hold().map(|()| ExitCode::SUCCESS).map_err(Into::into)
        }
        Some(Command::Notes(a)) => a.run(),
        None => open::run(&arguments.paths, arguments.sample, None, &Overrides::default()),
    };
    done.unwrap_or_else(|error| {
        eprintln!("nreader: {error:#}");
        ExitCode::from(2)
    })
}
