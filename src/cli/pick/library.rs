//! The library behind the picker: its index asked, its files read, the
//! quotations that were picked written.

use crate::cite::known_or_empty;
use std::collections::HashMap;
use std::fs::File;
use std::io::Read;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;

use anyhow::Context;

use super::outlet::AnswerEnding;
use super::spellings::Spellings;
use crate::app::asking::{IndexAnswer, IndexAsked, IndexQuestion};
use crate::app::{AnswerSurroundings, answer_index};
use crate::cite::{
    CitationKeys, CitedPassage, CitedSource, ExportFormat, ExportOptions as Writing, Exporter,
    LineStarts, Subject,
};
use crate::cli::found::words_of;
use crate::cli::keys;
use crate::cli::open_index::{OpenIndex, in_memory};
use crate::cli::own_library;
use crate::config::{Environment, Folders};
use crate::library::index::{ArticleRef, Index, IndexError, QuoteRow};
use crate::library::indexing::{self, IndexEvent};
use crate::library::scan::{Cancel, LoadedDocument, ScanOptions, ScanSource};
use crate::run::today;
use crate::ui::glyph;
use crate::ui::picker::{Pick, PickDetail, PickerAnswer, PickerAsked, QuoteKey, RowFacts};

/// Where to look.
#[derive(Debug)]
pub(super) enum PickerPlace {
    PickerLibrary {
        folders: Vec<PathBuf>,
        cache: PathBuf,
    },
    /// Files and folders; `-` stands for what is piped.
    Paths {
        paths: Vec<String>,
        piped: Option<File>,
    },
}

/// An index, and what is around it.
#[derive(Debug)]
pub(super) struct OpenedLibrary {
    asked: OpenIndex,
    /// That of the library, whose state may change while it is asked.
    index: Option<Index>,
    spellings: Spellings,
}

/// The library while it is asked.
#[derive(Debug)]
pub(super) struct PickerLibrary {
    pub(super) opened: OpenedLibrary,
    pub(super) writing: Writing,
    pub(super) keys: CitationKeys,
    pub(super) ending: AnswerEnding,
}

impl PickerPlace {
    /// The paths given, or else the library.
    ///
    /// # Errors
    ///
    /// Without either.
    pub(super) fn of(paths: &[String], piped: Option<File>) -> anyhow::Result<PickerPlace> {
        if !paths.is_empty() {
            return Ok(PickerPlace::Paths { paths: paths.to_vec(), piped });
        }
        let own = Folders::of(&Environment::of_process());
        let folders = own_library::collection(&own)?.folders;
        let cache = own.cache.context("there is no home folder to keep the index in")?;
        Ok(PickerPlace::PickerLibrary { folders, cache })
    }

    /// Opens the index of the library, which is made where there is none yet,
    /// or makes one in memory. `told` hears how many files were read. What
    /// cannot be read is left out: nothing is printed while the screen is up.
    ///
    /// # Errors
    ///
    /// When no index can be opened or made.
    pub(super) fn open(
        self,
        options: ScanOptions,
        told: &dyn Fn(usize),
    ) -> anyhow::Result<OpenedLibrary> {
        match self {
            PickerPlace::PickerLibrary { folders, cache } => {
                let index = Index::open(&cache)?;
                if index.completeness()?.is_none() {
                    fill(&index, &folders, &options, told)?;
                } else {
                    keep_up(&index, folders, &options);
                }
                let asked = OpenIndex::of_library(&index, options);
                Ok(OpenedLibrary { asked, index: Some(index), spellings: Spellings::of_library() })
            }
            PickerPlace::Paths { paths, mut piped } => {
                let sources = paths.iter().map(|path| source(path, &mut piped));
                let sources = sources.collect::<anyhow::Result<Vec<_>>>()?;
                let mut files = 0;
                let asked = in_memory(sources, options, &mut |_| {
                    files += 1;
                    told(files);
                })?;
                Ok(OpenedLibrary { asked, index: None, spellings: Spellings::default() })
            }
        }
    }
}

fn source(path: &str, piped: &mut Option<File>) -> anyhow::Result<ScanSource> {
    let Some(mut input) = piped.take_if(|_| path == "-") else {
        return Ok(ScanSource::Path(PathBuf::from(path)));
    };
    let mut bytes = Vec::new();
    input.read_to_end(&mut bytes).context("standard input cannot be read")?;
    Ok(ScanSource::Bytes { path: path.to_owned(), bytes })
}

impl OpenedLibrary {
    /// The articles of the paths named, in the order they were read in.
    pub(super) fn articles(&self) -> &[CitedSource] {
        &self.asked.articles
    }
}

/// Indexes the folders, unless another process does so already.
fn fill(
    index: &Index,
    folders: &[PathBuf],
    options: &ScanOptions,
    told: &dyn Fn(usize),
) -> Result<(), IndexError> {
    let mut report = |event| {
        if let IndexEvent::Progress(progress) = event {
            told(progress.loaded);
        }
    };
    match indexing::run(index, folders, options, &Cancel::default(), &mut report) {
        Ok(_) | Err(IndexError::Busy) => Ok(()),
        Err(error) => Err(error),
    }
}

/// Has what is new in the folders taken in behind the picker; another process
/// that does so already is as good.
fn keep_up(index: &Index, folders: Vec<PathBuf>, options: &ScanOptions) {
    let (index, options) = (index.clone(), options.clone());
    let work = move || indexing::run(&index, &folders, &options, &Cancel::default(), &mut drop);
    // Nobody waits for it: without a thread the index stays as it is.
    let _ = thread::Builder::new().name("picker indexing".into()).spawn(work);
}

impl PickerLibrary {
    /// Answers a question of the picker.
    pub(super) fn answer(&mut self, asked: &PickerAsked) -> PickerAnswer {
        match asked {
            PickerAsked::Index(asked) => self.index_answer(asked),
            PickerAsked::Detail(pick) => {
                let of: QuoteKey = (pick.row.at, pick.row.quote);
                let detail = self.with_passage(pick, |passage, whole| detail(pick, passage, whole));
                let failed =
                    |problem| PickDetail { problem: Some(problem), ..PickDetail::default() };
                PickerAnswer::Detail { of, detail: detail.unwrap_or_else(failed) }
            }
            PickerAsked::Write { picks, format } => {
                PickerAnswer::Written(self.write(picks, format))
            }
        }
    }

    fn index_answer(&mut self, asked: &IndexAsked) -> PickerAnswer {
        if let (Some(index), IndexAsked::Quotes { .. }) = (&self.opened.index, asked) {
            self.opened.asked.snapshot = index.snapshot();
        }
        let marks = match asked {
            IndexAsked::Quotes { typed } => Arc::new(self.opened.asked.marks(typed)),
            _ => Arc::default(),
        };
        let question = IndexQuestion { ticket: 0, asked: asked.clone(), marks };
        let spellings = |words: &str| self.opened.spellings.of(words);
        let around = AnswerSurroundings { today: today(), spellings: &spellings };
        match (answer_index(&self.opened.asked.snapshot, &question, &around), asked) {
            (IndexAnswer::Quotes(quotes), IndexAsked::Quotes { typed }) => {
                let facts = self.facts(quotes.rows.iter().map(|found| &found.row));
                PickerAnswer::Quotes { typed: typed.clone(), quotes, facts }
            }
            (IndexAnswer::Variants(variants), _) => {
                let facts = self.facts(variants.rows.iter().map(|variant| &variant.row));
                PickerAnswer::Variants { rows: variants.rows, facts }
            }
            (IndexAnswer::Context(context), _) => PickerAnswer::Context(context),
            _ => PickerAnswer::Context(None),
        }
    }

    /// What rows say of their articles.
    fn facts<'a>(&self, rows: impl Iterator<Item = &'a QuoteRow>) -> HashMap<ArticleRef, RowFacts> {
        let mut facts = HashMap::new();
        for row in rows {
            facts.entry(row.at).or_insert_with(|| {
                let article = self.opened.asked.snapshot.article(row.at).ok().flatten();
                article.map_or_else(RowFacts::default, |article| RowFacts {
                    title: glyph::line(&article.title),
                    outlet: known_or_empty(article.outlet.or(article.agency)),
                    date: article.date,
                })
            });
        }
        facts
    }

    /// Does something with a passage as it was picked, and with the whole of
    /// it.
    fn with_passage<T>(
        &mut self,
        pick: &Pick,
        work: impl FnOnce(&CitedPassage<'_>, &CitedPassage<'_>) -> T,
    ) -> Result<T, String> {
        let loaded = self.document(pick)?;
        let starts = LineStarts::of(&loaded.document);
        let index = pick.row.at.article as usize;
        let subject =
            Subject::new(&loaded.document, index, &starts).ok_or_else(|| changed(loaded))?;
        let (passage, whole) = passages(&subject, pick).ok_or_else(|| changed(loaded))?;
        Ok(work(&passage, &whole))
    }

    fn document(&mut self, pick: &Pick) -> Result<&LoadedDocument, String> {
        let read = self.opened.asked.read(pick.row.at.file);
        let read = read.map_err(|problem| format!("{}: {}", problem.path, problem.what))?;
        read.ok_or_else(|| "the file of the quotation cannot be read any more".to_owned())
    }

    /// The answer, each quotation with its end.
    fn write(&mut self, picks: &[Pick], format: &'static ExportFormat) -> Result<String, String> {
        let (writing, keys, ending) = (self.writing.clone(), self.keys.clone(), self.ending);
        let mut answer = String::new();
        if ending == AnswerEnding::Nul {
            for pick in picks {
                let exporter = Exporter::new(format, writing.clone(), keys.clone());
                answer.push_str(&ending.of(self.exported(exporter, std::slice::from_ref(pick))?));
            }
            keys::keep(&self.keys);
            return Ok(answer);
        }
        let answer = self.exported(Exporter::new(format, writing, keys), picks)?;
        keys::keep(&self.keys);
        Ok(ending.of(answer))
    }

    fn exported(&mut self, mut exporter: Exporter, picks: &[Pick]) -> Result<String, String> {
        let mut out = String::new();
        for pick in picks {
            self.with_passage(pick, |passage, _| {
                exporter.article(passage.subject, std::slice::from_ref(passage), &mut out);
            })?;
        }
        exporter.finish(&mut out);
        Ok(out)
    }
}

/// The passage that a row stands for, cut as it was picked, and whole; `None`
/// where the article does not hold these words any more.
fn passages<'a>(
    subject: &'a Subject<'a>,
    pick: &Pick,
) -> Option<(CitedPassage<'a>, CitedPassage<'a>)> {
    let same = |index: &usize| words_of(subject, *index) == pick.row.words;
    let there = pick.row.quote as usize;
    let index =
        Some(there).filter(same).or_else(|| (0..subject.article.quotes.len()).find(same))?;
    let whole = CitedPassage::of_quote(subject, index)?;
    let mut passage = whole.clone();
    if let Some(trim) = &pick.trim {
        passage.clip = whole.clip.trimmed(&subject.document.text, trim)?;
    }
    Some((passage, whole))
}

fn detail(pick: &Pick, passage: &CitedPassage<'_>, whole: &CitedPassage<'_>) -> PickDetail {
    let text = &passage.subject.document.text;
    let language = passage.subject.article.meta.language.as_ref();
    let language = language.map(|fact| fact.value.as_str());
    let warnings = pick.trim.iter().flat_map(|trim| whole.clip.warnings(text, trim, language));
    let speaker = passage.source_quote().and_then(|quote| quote.speaker.as_ref());
    let said = match (&passage.speaker, speaker) {
        (Some(said), Some(speaker)) => {
            format!("{} ({}, {} %)", said.with_role(), speaker.why, speaker.confidence)
        }
        _ => "speaker not known".to_owned(),
    };
    let damaged = passage.source_quote().is_some_and(newsquotes::model::Quote::is_unsafe);
    PickDetail {
        words: whole.clip.words(text).into_iter().map(|word| text.get(word).to_owned()).collect(),
        warnings: warnings.map(|warning| warning.words(text)).collect(),
        said: glyph::line(&said),
        problem: damaged.then(|| "Unsafe to quote: the source is damaged here.".to_owned()),
    }
}

fn changed(loaded: &LoadedDocument) -> String {
    let path = glyph::line(&loaded.document.origin.path);
    format!("{path} was changed since it was indexed; `nreader index` reads it anew")
}
