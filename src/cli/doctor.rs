//! `nreader doctor`: what this place can do, and what to set.
//!
//! Every finding is a line; nothing is changed, and nothing is made on disk.

mod library;
mod place;
mod recipe;

use std::process::ExitCode;

use clap::Args;

use super::output::write_out;
use crate::config::{self, Environment, Overrides};
use crate::ui::glyph;
use recipe::Recipe;

/// Arguments of `nreader doctor`.
#[derive(Debug, Args)]
pub(super) struct DoctorArguments {
    /// Print what to put into an editor, or into a shell, for the picker
    #[arg(long, value_name = "EDITOR", value_parser = recipe::named)]
    recipe: Option<&'static Recipe>,
}

/// Something that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
struct DoctorFinding {
    what: &'static str,
    /// A line without its stop.
    words: String,
    /// What to do about it; empty where nothing needs to be done.
    advice: String,
}

impl DoctorFinding {
    /// All is well.
    fn good(what: &'static str, words: impl Into<String>) -> DoctorFinding {
        DoctorFinding { what, words: words.into(), advice: String::new() }
    }

    /// Somebody has to do something.
    fn wrong(
        what: &'static str,
        words: impl Into<String>,
        advice: impl Into<String>,
    ) -> DoctorFinding {
        DoctorFinding { what, words: words.into(), advice: advice.into() }
    }

    fn is_wrong(&self) -> bool {
        !self.advice.is_empty()
    }

    fn line(&self) -> String {
        let sign = if self.is_wrong() { "!!" } else { "ok" };
        let line = format!("{sign} {:<10} {}\n", self.what, glyph::line(&self.words));
        if !self.is_wrong() {
            return line;
        }
        format!("{line}   {:<10} → {}\n", "", glyph::line(&self.advice))
    }
}

impl DoctorArguments {
    /// Prints what was found: exit code 0, or 1 when something has to be
    /// done.
    pub(super) fn run(&self) -> anyhow::Result<ExitCode> {
        if let Some(recipe) = self.recipe {
            write_out(recipe.text)?;
            return Ok(ExitCode::SUCCESS);
        }
        let environment = Environment::of_process();
        let configuration = config::read(&environment, &Overrides::default());
        let mut findings = place::findings(&configuration.settings);
        findings.extend(library::findings(&configuration));
        let lines: String = findings.iter().map(DoctorFinding::line).collect();
        write_out(&lines)?;
        let wrong = findings.iter().any(DoctorFinding::is_wrong);
        Ok(if wrong { ExitCode::from(1) } else { ExitCode::SUCCESS })
    }
}
