//! `nreader pick`: quotations picked on the terminal and printed for a draft.
//!
//! The screen is drawn on the terminal itself; standard output carries the
//! answer and nothing else, standard error nothing unless it fails.

mod library;
mod outlet;
mod spellings;

use std::fs::File;
use std::io;
use std::os::fd::AsFd;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;
use clap::{Args, ValueEnum};

use super::corrections::corrections;
use super::keys;
use super::open_index::PlaceArguments;
use super::writing::WritingArguments;
use crate::config::{self, Colour, Environment, Overrides};
use crate::library::scan::ScanOptions;
use crate::run::picker::{PickerAnswering, PickerEnd, PickerOpening, pick};
use crate::run::terminal::ScreenUse;
use crate::ui::picker::{Picker, PickerOptions};
use crate::ui::theme::Theme;
use library::{PickerLibrary, PickerPlace};
use outlet::{AnswerEnding, Outlet};

/// Arguments of `nreader pick`.
#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub(super) struct PickArguments {
    /// What the query begins with
    #[arg(long, value_name = "TEXT", default_value = "")]
    query: String,
    #[command(flatten)]
    writing: WritingArguments,
    /// Several may be picked, marked with Ctrl-Space; this is the default
    #[arg(long)]
    multi: bool,
    /// Only one may be picked
    #[arg(long, conflicts_with = "multi")]
    single: bool,
    /// End each quotation with a NUL in place of a new line
    #[arg(long)]
    print0: bool,
    /// No new line at the end
    #[arg(long)]
    no_newline: bool,
    /// Write the answer to this file in place of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Copy the answer to the clipboard too
    #[arg(long)]
    copy: bool,
    /// Pick at once when the query has one answer only
    #[arg(long, short = '1')]
    select_1: bool,
    /// End with exit code 1 when the query has no answer
    #[arg(long, short = '0')]
    exit_0: bool,
    /// The screen to draw on: the alternate one, or the one that is there,
    /// for callers that use the alternate one themselves
    #[arg(long, value_name = "WHICH", value_enum, default_value_t = ScreenArgument::Auto)]
    screen: ScreenArgument,
    #[command(flatten)]
    place: PlaceArguments,
}

const EXIT_CODES: &str = "Exit codes: 0 picked, 1 nothing found (with --select-1 or --exit-0), \
    2 error, 130 left with Esc or Ctrl-C.";

/// Which screen to draw on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ScreenArgument {
    /// The alternate screen
    Alt,
    /// The screen that is there
    Keep,
    /// `keep` when the terminal is raw already or `NREADER_SCREEN` is keep
    Auto,
}

const NOTHING_FOUND: u8 = 1;
const FAILED: u8 = 2;
/// That of fzf, and of a program ended by Ctrl-C.
const CANCELLED: u8 = 130;

impl PickArguments {
    /// Shows the picker and hands its answer on.
    pub(super) fn run(&self) -> anyhow::Result<ExitCode> {
        let environment = Environment::of_process();
        let configuration = config::read(&environment, &Overrides::default());
        let settings = &configuration.settings;
        let outlet = Outlet::new(self.output.clone(), self.copy, settings);
        let colour = settings.colour != Colour::Never;
        let picker = Picker::new(PickerOptions {
            theme: if colour { Theme::colour() } else { Theme::monochrome() },
            query: self.query.clone(),
            format: self.writing.format(),
            multi: !self.single,
            select_one: self.select_1,
            exit_if_none: self.select_1 || self.exit_0,
            also: outlet.also(),
        });
        let (screen, opening) = (self.screen.into(), self.opener()?);
        let ended = catch_unwind(AssertUnwindSafe(|| pick(picker, screen, opening)));
        // A panic was reported when it happened.
        let Ok(ended) = ended else { return Ok(ExitCode::from(FAILED)) };
        Ok(match ended? {
            PickerEnd::Answer(answer) => {
                outlet.hand_on(&answer)?;
                ExitCode::SUCCESS
            }
            PickerEnd::Cancelled => ExitCode::from(CANCELLED),
            PickerEnd::NothingFound => ExitCode::from(NOTHING_FOUND),
        })
    }

    /// What opens the library. All that is wrong with the arguments is found
    /// out here, before there is a screen.
    fn opener(&self) -> anyhow::Result<PickerOpening> {
        let (writing, keys) = (self.writing.options()?, self.writing.keys()?);
        let ending = match (self.print0, self.no_newline) {
            (true, _) => AnswerEnding::Nul,
            (false, true) => AnswerEnding::Nothing,
            (false, false) => AnswerEnding::Line,
        };
        let place = PickerPlace::of(self.place.paths(), self.piped()?)?;
        // Nothing is printed while the screen is up: what is wrong with them is
        // told before.
        let annotations = Arc::new(corrections());
        Ok(Box::new(move |told: &dyn Fn(usize)| {
            let options = ScanOptions { annotations, ..ScanOptions::default() };
            let opened = place.open(options, told).map_err(|error| format!("{error:#}"))?;
            keys::seed(&keys, opened.articles());
            let mut library = PickerLibrary { opened, writing, keys, ending };
            let answering: PickerAnswering = Box::new(move |asked| library.answer(asked));
            Ok(answering)
        }))
    }

    /// Standard input, which is read only where `-` is given; the terminal
    /// takes its place afterwards.
    fn piped(&self) -> anyhow::Result<Option<File>> {
        if !self.place.paths().iter().any(|path| path == "-") {
            return Ok(None);
        }
        let piped = io::stdin().as_fd().try_clone_to_owned();
        Ok(Some(File::from(piped.context("standard input cannot be read")?)))
    }
}

impl From<ScreenArgument> for ScreenUse {
    fn from(screen: ScreenArgument) -> ScreenUse {
        match screen {
            ScreenArgument::Alt => ScreenUse::Alternate,
            ScreenArgument::Keep => ScreenUse::Keep,
            ScreenArgument::Auto => ScreenUse::Auto,
        }
    }
}
