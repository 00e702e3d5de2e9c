//! The articles to measure with: the files of `NREADER_BENCH_DIR`, or 10,000
//! put together from the sentences of the sample library, always the same.

use std::env;
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use newsquotes::model::BlockKind;
use nreader::inside::sample;
use nreader::inside::scan::{self, FactsWanted, LoadedDocument, ScanOptions};
use tempfile::TempDir;

/// How many articles are made when none are given.
const ARTICLES: u64 = 10_000;
/// How many of them share a folder.
const FOLDER: u64 = 100;

/// A folder of articles; one that was made goes when it is dropped.
pub(crate) struct Articles {
    pub(crate) folder: PathBuf,
    /// Files in it, and their bytes altogether.
    pub(crate) files: usize,
    pub(crate) bytes: u64,
    _made: Option<TempDir>,
}

impl Articles {
    /// Those given, or else made.
    pub(crate) fn of_environment() -> Result<Articles> {
        let given = env::var_os("NREADER_BENCH_DIR").map(PathBuf::from);
        let made = if given.is_none() { Some(make()?) } else { None };
        let folder = given.or_else(|| made.as_ref().map(|made| made.path().to_owned()));
        let folder = folder.context("no folder")?;
        let all = files(&folder)?;
        let sizes = all.iter().map(|path| Ok(fs::metadata(path)?.len()));
        let bytes = sizes.sum::<Result<u64>>()?;
        Ok(Articles { folder, files: all.len(), bytes, _made: made })
    }
}

/// All files below a folder, by name.
pub(crate) fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).with_context(|| folder.display().to_string())?;
        for entry in entries {
            let path = entry?.path();
            if path.is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    Ok(found)
}

/// Numbers that look drawn and are always the same (a linear congruential
/// generator with Knuth's MMIX constants).
pub(crate) struct Numbers(u64);

impl Numbers {
    pub(crate) fn new(seed: u64) -> Numbers {
        Numbers(seed)
    }

    /// A number below `end`.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (self.0 >> 33) % end.max(1)
    }

    fn one_of<'a>(&mut self, words: &'a [String]) -> &'a str {
        let at = self.below(words.len() as u64);
        usize::try_from(at).ok().and_then(|at| words.get(at)).map_or("", String::as_str)
    }
}

/// What articles are made of.
#[derive(Default)]
struct Pieces {
    titles: Vec<String>,
    paragraphs: Vec<String>,
}

fn make() -> Result<TempDir> {
    let made = tempfile::tempdir()?;
    let pieces = Pieces::of_sample();
    let mut numbers = Numbers::new(7);
    for number in 0..ARTICLES {
        let folder = made.path().join(format!("{:03}", number / FOLDER));
        if number % FOLDER == 0 {
            fs::create_dir_all(&folder)?;
        }
        fs::write(folder.join(format!("{number:05}.txt")), pieces.article(&mut numbers))?;
    }
    Ok(made)
}

impl Pieces {
    fn of_sample() -> Pieces {
        let mut pieces = Pieces::default();
        let options = ScanOptions { find: FactsWanted::NOTHING, ..ScanOptions::default() };
        let cut = |loaded: LoadedDocument| Pieces::of_document(&loaded);
        scan::ordered(sample::sources(), &options, cut, |found| {
            let found = found.unwrap_or_default();
            pieces.titles.extend(found.titles);
            pieces.paragraphs.extend(found.paragraphs);
            ControlFlow::Continue(())
        });
        pieces
    }

    fn of_document(loaded: &LoadedDocument) -> Pieces {
        let mut pieces = Pieces::default();
        let text = &loaded.document.text;
        for block in loaded.document.articles.iter().flat_map(|article| &article.blocks) {
            let words = text.get(block.span).split_whitespace().collect::<Vec<_>>().join(" ");
            match block.kind {
                BlockKind::Title => pieces.titles.push(words),
                kind if kind.is_body() => pieces.paragraphs.push(words),
                _ => {}
            }
        }
        pieces
    }

    /// About 5 KB, as an article of a news agency has.
    fn article(&self, numbers: &mut Numbers) -> String {
        let (day, month) = (1 + numbers.below(28), 1 + numbers.below(12));
        let year = 2015 + numbers.below(11);
        let title = numbers.one_of(&self.titles);
        let mut article = format!("{title}\n\n{year}-{month:02}-{day:02}\n");
        let end = 1000 + numbers.below(8000);
        while (article.len() as u64) < end {
            article += "\n";
            article += numbers.one_of(&self.paragraphs);
            article += "\n";
        }
        article
    }
}
