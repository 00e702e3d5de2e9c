//! `nreader [PATH...]`: the reader.

use std::io::IsTerminal;
use std::ops::ControlFlow;
use std::process::ExitCode;

use anyhow::Context;
use clap::Args;

use super::corrections::scan_options;
use super::open_index::PlaceArguments;
use super::own_library::home;
use super::passage_ids::PassageIds;
use super::sources::sources;
use crate::cite::{LineStarts, Subject};
use crate::config::{self, Colour, Environment, Folders, Overrides};
use crate::library::collection::Collection;
use crate::library::index::{ArticleRef, Index, file_key};
use crate::library::sample;
use crate::library::scan::{self, LoadedDocument};
use crate::run::{Exit, LibraryToRead, ReaderInput, ReaderStart, read};
use newsquotes::model::Problem;

/// Arguments of `nreader open`.
#[derive(Debug, Args)]
pub(super) struct OpenArguments {
    /// The id of a quotation, as `nreader quotes` and `nreader find` print it
    #[arg(value_name = "ID")]
    id: String,
    #[command(flatten)]
    place: PlaceArguments,
}

impl OpenArguments {
    /// Opens the reader at a quotation.
    pub(super) fn run(&self) -> anyhow::Result<ExitCode> {
        let Some(ids) = PassageIds::read(std::slice::from_ref(&self.id)) else {
            anyhow::bail!("an id is twelve hex digits, as `nreader quotes` prints them");
        };
        let mut found = None;
        let work = |loaded: LoadedDocument| quotation(&ids, &loaded);
        scan::ordered(self.place.sources()?, &scan_options(), work, |place| {
            found = place.ok().flatten();
            if found.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        if found.is_none() {
            eprintln!("nreader: no quotation has the id {}", self.id);
            return Ok(ExitCode::from(1));
        }
        run(self.place.paths(), false, found, &Overrides::default())
    }
}

/// The first quotation of a document that has one of the ids.
fn quotation(ids: &PassageIds, loaded: &LoadedDocument) -> Option<(ArticleRef, u32)> {
    let document = &loaded.document;
    let starts = LineStarts::of(document);
    let file = file_key(&loaded.target.path);
    (0..document.articles.len()).find_map(|index| {
        let subject = Subject::new(document, index, &starts)?;
        let quote = ids.quotes(&subject).into_iter().next()?;
        let at = ArticleRef { file, article: u32::try_from(index).ok()? };
        Some((at, u32::try_from(quote).ok()?))
    })
}

/// Opens the reader on files and folders, on the library, or on the sample.
pub(super) fn run(
    paths: &[String],
    sample: bool,
    destination: Option<(ArticleRef, u32)>,
    overrides: &Overrides,
) -> anyhow::Result<ExitCode> {
    if !std::io::stdout().is_terminal() {
        anyhow::bail!(
            "there is no terminal to read in; `nreader quotes PATH` and its like print without one"
        );
    }
    let environment = Environment::of_process();
    let mut configuration = config::read(&environment, overrides);
    let folders = &configuration.folders;
    let (opened, problems) = opened(paths, sample, folders)?;
    configuration.problems.extend(problems);
    let entity_cache = match &opened {
        ReaderInput::Sources(_) => folders.entities_of(paths),
        ReaderInput::Library(_) => folders.library_entities(),
    };
    let is_sample = paths.is_empty() && matches!(opened, ReaderInput::Sources(_));
    let reader = ReaderStart {
        opened,
        greeting: (is_sample && !sample).then(|| GREETING.to_owned()),
        destination,
        colour: configuration.settings.colour != Colour::Never,
        user_data: configuration.folders.user_data(),
        entity_cache,
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

/// What is said where there is no library yet.
const GREETING: &str = "This is a sample. `nreader add FOLDER` puts your own articles here.";

/// What to open: the paths given, standard input for `-`, else the library,
/// else the sample; and what is wrong with the library's list.
fn opened(
    paths: &[String],
    sample: bool,
    folders: &Folders,
) -> anyhow::Result<(ReaderInput, Vec<Problem>)> {
    if !paths.is_empty() {
        return Ok((ReaderInput::Sources(sources(paths)?), Vec::new()));
    }
    let config = folders.config.as_deref().filter(|_| !sample);
    let read = |config| Collection::read(config, home().as_deref());
    let library = config.map_or_else(Collection::default, read);
    match folders.cache.as_deref().filter(|_| !library.folders.is_empty()) {
        Some(cache) => {
            let index = Index::open(cache)?;
            let mut problems = library.problems;
            problems.extend(index.healed().map(|why| Problem {
                path: cache.display().to_string(),
                what: format!("the index was damaged and is made anew: {why}"),
                hint: "nothing of yours was in it".into(),
            }));
            Ok((ReaderInput::Library(LibraryToRead { folders: library.folders, index }), problems))
        }
        None => Ok((ReaderInput::Sources(sample::sources()), library.problems)),
    }
}
