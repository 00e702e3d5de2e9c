//! Which index a command asks: that of the library, or one in memory over the
//! files named with `--in`; and the question made of the words typed.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context;
use clap::Args;

use super::facts::{corrections, report};
use super::joined;
use super::open::source;
use crate::config::{Environment, Folders};
use crate::library::index::{Entry, Index, Marks, Query, Question, Snapshot, file_key};
use crate::library::scan::{self, Find, Loaded, Options, Source};
use crate::query::{explain, language};
use crate::run::today;
use crate::ui::glyph;
use newsquotes::model::Problem;

/// Where a command looks.
#[derive(Debug, Args)]
pub(super) struct Where {
    /// A file or folder to look in, in place of the library; may be given
    /// several times
    #[arg(long = "in", value_name = "PATH")]
    paths: Vec<String>,
}

/// A state of an index, and the files behind it.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) snapshot: Snapshot,
    options: Options,
    /// Documents in use by the key of their file; those that were no file
    /// from the start.
    loaded: HashMap<u64, Option<Loaded>>,
    /// Where the reader keeps the linked entities of these files.
    entities: Option<PathBuf>,
}

impl Where {
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
    pub(super) fn open(&self) -> anyhow::Result<Asked> {
        let options = Options { annotations: Arc::new(corrections()), ..Options::default() };
        if self.paths.is_empty() {
            let folders = Folders::of(&Environment::of_process());
            super::index::library(&folders)?;
            let entities = folders.library_entities();
            let cache = folders.cache.context("there is no home folder to keep the index in")?;
            let asked = Asked::of_library(&Index::open(&cache)?, options);
            return Ok(Asked { entities, ..asked });
        }
        let entities = Folders::of(&Environment::of_process()).entities_of(&self.paths);
        let sources = self.sources()?;
        let asked =
            in_memory(sources, options, &mut |read| read.err().into_iter().for_each(report))?;
        Ok(Asked { entities, ..asked })
    }

    /// What to load where everything is looked through: the paths named, or
    /// the folders of the library.
    ///
    /// # Errors
    ///
    /// Without either, or when standard input cannot be read.
    pub(super) fn sources(&self) -> anyhow::Result<Vec<Source>> {
        if self.paths.is_empty() {
            let folders = super::index::library(&Folders::of(&Environment::of_process()))?;
            return Ok(folders.into_iter().map(Source::Path).collect());
        }
        self.paths.iter().map(|path| source(path)).collect()
    }
}

/// An index over files that leaves nothing behind; `told` hears of each file
/// that was read, or why it was not.
pub(super) fn in_memory(
    sources: Vec<Source>,
    options: Options,
    told: &mut dyn FnMut(Result<(), &Problem>),
) -> anyhow::Result<Asked> {
    let index = Index::in_memory()?;
    let mut writer = index.writer()?;
    let mut loaded = HashMap::new();
    let mut failed = None;
    let work = |document: Loaded| {
        let is_file = document.target.path != "-";
        (Entry::of(&document, is_file.then_some(0)), (!is_file).then_some(document))
    };
    scan::ordered(sources, &options, work, |read| {
        let (entry, kept) = match read {
            Ok(read) => read,
            Err(problem) => {
                told(Err(&problem));
                return ControlFlow::Continue(());
            }
        };
        if let Some(document) = kept {
            loaded.insert(file_key(&document.target.path), Some(document));
        }
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
    Ok(Asked { snapshot: index.snapshot(), options, loaded, entities: None })
}

impl Asked {
    /// What the person made of the articles, as far as a query asks for it.
    pub(super) fn marks(&self, typed: &str) -> Marks {
        let query = language::parse(typed, today());
        joined::marks(&query, &self.snapshot, &self.options.annotations)
    }

    /// What the index of the library holds now.
    pub(super) fn of_library(index: &Index, options: Options) -> Asked {
        Asked { snapshot: index.snapshot(), options, loaded: HashMap::new(), entities: None }
    }

    /// [`Asked::document`], not kept for a second time.
    pub(super) fn take(&mut self, file: u64) -> Option<Loaded> {
        self.document(file)?;
        self.loaded.remove(&file)?
    }

    /// The document of a file of the index, read anew; `None` when it cannot
    /// be, which is said.
    pub(super) fn document(&mut self, file: u64) -> Option<&Loaded> {
        self.read(file).map_err(|problem| report(&problem)).ok()?
    }

    /// The document of a file of the index, read anew the first time; `None`
    /// when the index does not know it or it could not be read before.
    ///
    /// # Errors
    ///
    /// When the file cannot be read.
    pub(super) fn read(&mut self, file: u64) -> Result<Option<&Loaded>, Problem> {
        if !self.loaded.contains_key(&file) {
            let Some(record) = self.snapshot.record(file).ok().flatten() else { return Ok(None) };
            let find = Find { quotes: true, entities: false };
            let options = Options { find, ..self.options.clone() };
            let read = scan::one(Source::Path(PathBuf::from(record.path)), &options);
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
pub(super) fn question(asked: &Asked, typed: &str) -> Question {
    let query = language::parse(typed, today());
    for problem in &query.problems {
        let place = typed.get(problem.typed.clone()).unwrap_or_default();
        eprintln!("{}", glyph::line(&format!("nreader: {place}: {}", problem.words)));
    }
    let made = &asked.options.annotations;
    joined::question(query, &asked.snapshot, made, asked.entities.as_deref())
}

/// Says on standard error why nothing was found, and what to ask instead.
pub(super) fn explain(asked: &Asked, typed: &str, question: &Question, quotes: bool) {
    let count = |query: &Query| {
        let question = Question { query: query.clone(), ..question.clone() };
        let snapshot = &asked.snapshot;
        let count =
            if quotes { snapshot.count_quotes(&question) } else { snapshot.count(&question) };
        count.unwrap_or_default()
    };
    let spellings = |word: &str| asked.snapshot.spellings(word).unwrap_or_default();
    let said = explain::empty(typed, &question.query, count, spellings);
    eprintln!("{}", glyph::line(&format!("nreader: {}", said.sentence)));
    if let Some(instead) = said.instead {
        eprintln!("{}", glyph::line(&format!("nreader: try: {instead}")));
    }
}
