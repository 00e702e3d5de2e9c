//! `nreader [PATH...]`: the reader.

use std::io::{IsTerminal, Read};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;

use crate::config::{self, Colour, Environment, Overrides};
use crate::library::sample;
use crate::library::scan::Source;
use crate::run::{Exit, Reader, read};

/// Opens the reader on files and folders, or on the sample.
pub(super) fn run(paths: &[String], overrides: &Overrides) -> anyhow::Result<ExitCode> {
    if !std::io::stdout().is_terminal() {
        anyhow::bail!(
            "there is no terminal to read in; `nreader quotes PATH` and its like print without one"
        );
    }
    let environment = Environment::of_process();
    let configuration = config::read(&environment, overrides);
    let reader = Reader {
        sources: sources(paths)?,
        colour: wants_colour(configuration.settings.colour, &environment),
        user_data: configuration.folders.user_data(),
        entity_cache: configuration.folders.entities_of(paths),
        config_folder: configuration.folders.config,
        settings: configuration.settings,
        problems: configuration.problems,
    };
    Ok(match read(reader).context("the terminal cannot be used")? {
        Exit::Left => ExitCode::SUCCESS,
        Exit::Interrupted => ExitCode::from(130),
        Exit::Signal(signal) => ExitCode::from(128 + u8::try_from(signal).unwrap_or(0)),
    })
}

/// What to load: the paths given, standard input for `-`, else the sample.
fn sources(paths: &[String]) -> anyhow::Result<Vec<Source>> {
    if paths.is_empty() {
        return Ok(sample::sources());
    }
    paths.iter().map(|path| source(path)).collect()
}

/// One path of the command line; `-` is read to its end.
pub(super) fn source(path: &str) -> anyhow::Result<Source> {
    if path != "-" {
        return Ok(Source::Path(PathBuf::from(path)));
    }
    let mut bytes = Vec::new();
    std::io::stdin().lock().read_to_end(&mut bytes).context("standard input cannot be read")?;
    Ok(Source::Bytes { path: path.to_owned(), bytes })
}

fn wants_colour(colour: Colour, environment: &Environment) -> bool {
    let set = |value: &Option<std::ffi::OsString>| value.as_ref().is_some_and(|v| !v.is_empty());
    match colour {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => {
            let dumb = environment.term.as_ref().is_some_and(|term| term == "dumb");
            !set(&environment.no_color) && !dumb
        }
    }
}
