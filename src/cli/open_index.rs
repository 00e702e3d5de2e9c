//! Which index a command asks: that of the library, or one in memory over the
//! files named with `--in`; and the question made of the words typed.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;
use clap::Args;

use super::corrections::corrections;
use super::joined;
use super::keys;
use super::output::report;
use super::own_library;
use super::sources::sources;
use super::vouched::{self, Vouched};
use crate::app::{KnownToIndex, read_or_nothing};
use crate::cite::CitedSource;
use crate::config::{Environment, Folders};
use crate::library::index::{
    Index, IndexEntry, Marks, Query, QueryProblem, Question, Snapshot, file_key,
};
use crate::library::scan::{self, FactsWanted, LoadedDocument, ScanOptions, ScanSource};
use crate::library::stamp::FileStamp;
use crate::library::sure::sure;
use crate::query::nearest::{self, Known};
use crate::query::{explain, language};
use crate::run::today;
use crate::ui::glyph;
use newsquotes::model::Problem;

/// Where a command looks.
#[derive(Debug, Args)]
pub(super) struct PlaceArguments {
    /// A file or folder to look in, in place of the library; may be given
    /// several times
    #[arg(long = "in", value_name = "PATH")]
    paths: Vec<String>,
}

/// A state of an index, and the files behind it.
#[derive(Debug)]
pub(super) struct OpenIndex {
    pub(super) snapshot: Snapshot,
    options: ScanOptions,
    /// Documents in use by the key of their file; those that were no file
    /// from the start.
    loaded: HashMap<u64, Option<LoadedDocument>>,
    /// Where the reader keeps the linked entities of these files.
    entities: Option<PathBuf>,
    /// Whether all that is to be looked in was.
    pub(super) is_whole: bool,
    /// The articles of the paths named, in the order they were read in; none
    /// of a library, whose articles are not read.
    pub(super) articles: Vec<CitedSource>,
}

impl PlaceArguments {
    /// The paths given.
    pub(super) fn paths(&self) -> &[String] {
        &self.paths
    }

    /// Whether any path was given.
    pub(super) fn is_given(&self) -> bool {
        !self.paths.is_empty()
    }

    /// Opens the library's index, or makes one.
    ///
    /// # Errors
    ///
    /// When there is neither a library nor a path, or no index can be made.
    pub(super) fn open(&self) -> anyhow::Result<OpenIndex> {
        let options =
            ScanOptions { annotations: Arc::new(corrections()), ..ScanOptions::default() };
        if self.paths.is_empty() {
            let folders = Folders::of(&Environment::of_process());
            let library = own_library::folders(&folders)?;
            let entities = folders.library_entities();
            let cache = folders.cache.context("there is no home folder to keep the index in")?;
            let Vouched { index, is_whole } = vouched::open(&cache, &library, &options)?;
            return Ok(OpenIndex { entities, is_whole, ..OpenIndex::of_library(&index, options) });
        }
        let entities = Folders::of(&Environment::of_process()).entities_of(&self.paths);
        let sources = self.sources()?;
        let asked =
            in_memory(sources, options, &mut |read| read.err().into_iter().for_each(report))?;
        Ok(OpenIndex { entities, ..asked })
    }

    /// What to load where everything is looked through: the paths named, or
    /// the folders of the library.
    ///
    /// # Errors
    ///
    /// Without either, or when standard input cannot be read.
    pub(super) fn sources(&self) -> anyhow::Result<Vec<ScanSource>> {
        if self.paths.is_empty() {
            let folders = own_library::folders(&Folders::of(&Environment::of_process()))?;
            return Ok(folders.into_iter().map(ScanSource::Path).collect());
        }
        sources(&self.paths)
    }
}

/// An index over files that leaves nothing behind; `told` hears of each file
/// that was read, or why it was not.
pub(super) fn in_memory(
    sources: Vec<ScanSource>,
    options: ScanOptions,
    told: &mut dyn FnMut(Result<(), &Problem>),
) -> anyhow::Result<OpenIndex> {
    let index = Index::in_memory()?;
    let mut writer = index.writer()?;
    let mut loaded = HashMap::new();
    let (mut failed, mut is_whole) = (None, true);
    let mut articles = Vec::new();
    let work = |document: LoadedDocument| {
        let is_file = document.target.path != "-";
        (
            keys::sources_of(&document.document),
            IndexEntry::of(&document, is_file.then(FileStamp::default)),
            (!is_file).then_some(document),
        )
    };
    scan::ordered(sources, &options, work, |read| {
        let (sources, entry, kept) = match read {
            Ok(read) => read,
            Err(problem) => {
                told(Err(&problem));
                is_whole = false;
                return ControlFlow::Continue(());
            }
        };
        if let Some(document) = kept {
            loaded.insert(file_key(&document.target.path), Some(document));
        }
        articles.extend(sources);
        told(Ok(()));
        match writer.put(entry) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                failed = Some(error);
                ControlFlow::Break(())
            }
        }
    });
    match failed {
        Some(error) => return Err(error.into()),
        None => writer.finish()?,
    }
    let snapshot = index.snapshot();
    Ok(OpenIndex { snapshot, options, loaded, entities: None, is_whole, articles })
}

impl OpenIndex {
    /// What the person made of the articles, as far as a query asks for it.
    pub(super) fn marks(&self, typed: &str) -> Marks {
        let query = language::parse(typed, today());
        joined::marks(&query, &self.snapshot, &self.options.annotations)
    }

    /// The exit code of a command that ends with `code`: 2 where not all could
    /// be looked in.
    pub(super) fn code(&self, code: ExitCode) -> ExitCode {
        vouched::code(self.is_whole, code)
    }

    /// What the index of the library holds now.
    pub(super) fn of_library(index: &Index, options: ScanOptions) -> OpenIndex {
        let (snapshot, loaded) = (index.snapshot(), HashMap::new());
        let articles = Vec::new();
        OpenIndex { snapshot, options, loaded, entities: None, is_whole: true, articles }
    }

    /// [`OpenIndex::document`], not kept for a second time.
    pub(super) fn take(&mut self, file: u64) -> Option<LoadedDocument> {
        self.document(file)?;
        self.loaded.remove(&file)?
    }

    /// The document of a file of the index, read anew; `None` when it cannot
    /// be, which is said.
    pub(super) fn document(&mut self, file: u64) -> Option<&LoadedDocument> {
        self.read(file).map_err(|problem| report(&problem)).ok()?
    }

    /// The document of a file of the index, read anew the first time; `None`
    /// when the index does not know it or it could not be read before.
    ///
    /// # Errors
    ///
    /// When the file cannot be read.
    pub(super) fn read(&mut self, file: u64) -> Result<Option<&LoadedDocument>, Problem> {
        if !self.loaded.contains_key(&file) {
            let Some(record) = self.snapshot.record(file).ok().flatten() else { return Ok(None) };
            let find = FactsWanted { quotes: true, entities: false };
            let options = ScanOptions { find, ..self.options.clone() };
            let read = scan::one(ScanSource::Path(PathBuf::from(record.path)), &options);
            let (document, problem) = match read {
                Ok(document) => (Some(document), None),
                Err(problem) => (None, Some(problem)),
            };
            self.loaded.insert(file, document);
            if let Some(problem) = problem {
                return Err(problem);
            }
        }
        Ok(self.loaded.get(&file).and_then(Option::as_ref))
    }
}

/// The question typed, with the person's marks and the other spellings of
/// names; what is wrong with it is printed on standard error.
pub(super) fn question(asked: &OpenIndex, typed: &str) -> Question {
    let query = language::parse(typed, today());
    say(typed, &query.problems);
    let made = &asked.options.annotations;
    joined::question(query, &asked.snapshot, made, asked.entities.as_deref())
}

/// The question, or the nearest to it that has an answer, which is said on
/// standard error.
pub(super) fn answered(
    asked: &OpenIndex,
    typed: &str,
    question: Question,
    quotes: bool,
) -> Question {
    let known = KnownToIndex { index: &asked.snapshot, question: &question, quotes };
    let Some(query) = nearest::nearest(typed, &question.query, &known) else { return question };
    say(typed, sure(query.problems.get(question.query.problems.len()..)));
    Question { query, ..question }
}

fn say(typed: &str, problems: &[QueryProblem]) {
    for problem in problems {
        let place = typed.get(problem.typed.clone());
        debug_assert!(place.is_some(), "a problem is at a place of what was typed");
        let place = place.unwrap_or(typed);
        eprintln!("{}", glyph::line(&format!("nreader: {place}: {}", problem.words)));
    }
}

/// Says on standard error why nothing was found, and what to ask instead.
pub(super) fn explain(asked: &OpenIndex, typed: &str, question: &Question, quotes: bool) {
    let known = KnownToIndex { index: &asked.snapshot, question, quotes };
    let count = |query: &Query| known.count(query);
    let spellings = |word: &str| read_or_nothing(asked.snapshot.spellings(word));
    let said = explain::empty(typed, &question.query, count, spellings);
    eprintln!("{}", glyph::line(&format!("nreader: {}", said.sentence)));
    if let Some(instead) = said.instead {
        eprintln!("{}", glyph::line(&format!("nreader: try: {instead}")));
    }
}
