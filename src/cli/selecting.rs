//! What a query finds, for the commands that write it elsewhere: asked of the
//! library's index, or of one made in memory over `--in PATH...`. Only the
//! files with a hit are then loaded, in the order of the answer.

use std::collections::{BTreeMap, HashMap};
use std::ops::ControlFlow;
use std::path::PathBuf;

use anyhow::{Context, bail};

use super::citing::today;
use super::export::Chosen;
use super::facts::report;
use crate::cite::Subject;
use crate::config::{Environment, Folders};
use crate::library::index::{ArticleRef, Entry, Index, Question, QuoteRow, Snapshot};
use crate::library::scan::{self, Loaded, Options, Source};
use crate::model::Problem;
use crate::query::language;

/// Where a query is asked.
#[derive(Debug)]
pub(super) struct Place {
    snapshot: Snapshot,
    /// Of files that the index does not know by the path to load them from:
    /// standard input, and paths as they were given.
    sources: HashMap<u64, Source>,
}

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    Quotes,
    Articles,
}

/// The answer, file by file.
#[derive(Debug, Default)]
pub(super) struct Selection {
    /// The files with a hit, the first hit first.
    pub(super) sources: Vec<Source>,
    files: HashMap<String, File>,
}

#[derive(Debug, Default)]
struct File {
    sha256: [u8; 32],
    articles: BTreeMap<usize, Vec<QuoteRow>>,
}

impl Place {
    /// The library's index.
    ///
    /// # Errors
    ///
    /// Without a library, or where it was never indexed.
    pub(super) fn library() -> anyhow::Result<Place> {
        let folders = Folders::of(&Environment::of_process());
        super::index::library(&folders)?;
        let cache = folders.cache.context("there is no home folder to keep the index in")?;
        let place = Place { snapshot: Index::open(&cache)?.snapshot(), sources: HashMap::new() };
        let mut files = 0;
        place.snapshot.files(|_| files += 1)?;
        if files == 0 {
            bail!("the library is not indexed yet; `nreader index` does that");
        }
        Ok(place)
    }

    /// An index in memory over these sources.
    ///
    /// # Errors
    ///
    /// When the index cannot be made; a file that cannot be read is reported.
    pub(super) fn in_memory(sources: Vec<Source>, options: &Options) -> anyhow::Result<Place> {
        let given: Vec<Source> = sources.clone();
        let index = Index::in_memory()?;
        let mut writer = index.writer()?;
        let mut known = HashMap::new();
        let mut failed = Ok(());
        let entry = |loaded: Loaded| {
            let key = crate::library::index::file_key(&loaded.target.path);
            (key, loaded.document.origin.path.clone(), Entry::of(&loaded, Some(0)))
        };
        scan::ordered(sources, options, entry, |loaded| {
            match loaded {
                Ok((key, path, entry)) => {
                    known.insert(key, source_of(path, &given));
                    failed = writer.put(entry);
                }
                Err(problem) => report(&problem),
            }
            if failed.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        failed?;
        writer.finish()?;
        Ok(Place { snapshot: index.snapshot(), sources: known })
    }

    /// What the query finds. What is wrong with it is reported; the rest of
    /// it holds.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub(super) fn select(&self, typed: &str, what: What) -> anyhow::Result<Selection> {
        let question = Question::new(language::parse(typed, today()));
        for problem in question.query.problems.iter().cloned().chain(question.problems()) {
            let what = problem.words.trim_end_matches('.').to_owned();
            report(&Problem { path: "query".to_owned(), what, hint: String::new() });
        }
        let mut selection = Selection::default();
        match what {
            What::Articles => {
                let count = self.snapshot.count(&question)?;
                for hit in self.snapshot.articles(&question, 0..count)?.rows {
                    self.file(&mut selection, hit.at)?;
                }
            }
            What::Quotes => {
                let count = self.snapshot.count_quotes(&question)?;
                for row in self.snapshot.quotes(&question, 0..count)?.rows {
                    if let Some(rows) = self.file(&mut selection, row.at)? {
                        rows.push(row);
                    }
                }
            }
        }
        Ok(selection)
    }

    /// The rows of an article in the selection; its file is added to it.
    fn file<'a>(
        &self,
        selection: &'a mut Selection,
        at: ArticleRef,
    ) -> anyhow::Result<Option<&'a mut Vec<QuoteRow>>> {
        let Some(record) = self.snapshot.record(at.file)? else { return Ok(None) };
        let own = || Source::Path(PathBuf::from(&record.path));
        let source = self.sources.get(&at.file).cloned().unwrap_or_else(own);
        let path = match &source {
            Source::Path(path) => path.to_string_lossy().into_owned(),
            Source::Bytes { path, .. } => path.clone(),
        };
        let file = selection.files.entry(path).or_insert_with(|| {
            selection.sources.push(source);
            File { sha256: record.sha256, ..File::default() }
        });
        Ok(Some(file.articles.entry(at.article as usize).or_default()))
    }
}

/// A path as it was given, or the bytes that stand for it.
fn source_of(path: String, given: &[Source]) -> Source {
    let is_it =
        |source: &&Source| matches!(source, Source::Bytes { path: own, .. } if *own == path);
    given.iter().find(is_it).cloned().unwrap_or_else(|| Source::Path(PathBuf::from(path)))
}

impl Selection {
    /// What was found in an article.
    pub(super) fn of(&self, subject: &Subject<'_>, what: What) -> Chosen {
        let file = self.files.get(subject.path());
        let Some((file, rows)) = file.and_then(|f| Some((f, f.articles.get(&subject.index)?)))
        else {
            return Chosen::Nothing;
        };
        if what == What::Articles {
            return Chosen::Article;
        }
        let unchanged = file.sha256 == subject.document.origin.sha256;
        let found = |index: usize| {
            rows.iter().any(|row| {
                let same_place = unchanged && row.quote as usize == index;
                same_place || (!unchanged && row.words == words_of(subject, index))
            })
        };
        let quotes: Vec<usize> =
            subject.offered().map(|(index, _)| index).filter(|index| found(*index)).collect();
        Chosen::quotes(quotes)
    }
}

/// The words of a quotation as a row of the index has them, for a file that
/// changed since it was indexed.
pub(super) fn words_of(subject: &Subject<'_>, index: usize) -> String {
    let quote = subject.article.quotes.get(index);
    let parts = quote.into_iter().flat_map(|quote| &quote.parts);
    let parts =
        parts.map(|part| subject.words(*part).split_whitespace().collect::<Vec<_>>().join(" "));
    parts.collect::<Vec<_>>().join(crate::cite::GAP)
}
