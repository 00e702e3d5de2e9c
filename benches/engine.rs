//! How fast articles become documents, quotations and entities, on one core
//! and without a screen; and whether hostile files cost no more than their
//! size.
//!
//! ```text
//! cargo bench --bench engine
//! NREADER_BENCH_DIR=~/articles NREADER_BENCH_RUNS=9 cargo bench --bench engine
//! ```
//!
//! Speeds are those of the median run (5, or `NREADER_BENCH_RUNS`) over all
//! articles, in MB of their files a second. Hostile files come in three sizes;
//! where the time for twice the bytes is about twice the time, the work is
//! linear. All files are in memory before the clock starts.

#[path = "measure/articles.rs"]
mod articles;
#[path = "measure/figures.rs"]
mod figures;

use std::fs;
use std::hint::black_box;
use std::time::Instant;

use anyhow::Result;
use newsquotes::extract;
use newsquotes::load::load;
use newsquotes::model::Document;

use articles::{Articles, Numbers, files};
use figures::{median, megabytes, milliseconds, row};

/// Bytes of a large hostile file of four times the size.
const HOSTILE_BYTES: usize = 10 << 20;

/// The stages, in their order, with the seconds that each took.
#[derive(Default)]
struct Seconds {
    load: Vec<f64>,
    quotes: Vec<f64>,
    entities: Vec<f64>,
}

/// A file made to be slow.
struct Hostile {
    name: &'static str,
    /// Makes one of at least so many bytes.
    make: fn(usize) -> String,
}

const HOSTILE: &[Hostile] = &[
    Hostile { name: "one paragraph of marks", make: marks },
    Hostile { name: "one paragraph of opening marks", make: opening_marks },
    Hostile { name: "ten thousand names on one line", make: names },
    Hostile { name: "very short lines", make: short_lines },
    Hostile { name: "one word", make: |bytes| "a".repeat(bytes) },
];

fn main() -> Result<()> {
    speeds()?;
    hostile()
}

/// The speed of each stage over all articles.
fn speeds() -> Result<()> {
    let runs = std::env::var("NREADER_BENCH_RUNS").map_or(Ok(5), |runs| runs.parse())?;
    let articles = Articles::of_environment()?;
    let mut all = Vec::new();
    for path in files(&articles.folder)? {
        all.push((path.to_string_lossy().into_owned(), fs::read(&path)?));
    }
    let size = megabytes(articles.bytes);
    row("articles", &format!("{} files, {size:.1} MB", articles.files))?;
    let mut seconds = Seconds::default();
    for _ in 0..runs {
        seconds.add(&all);
    }
    let stages = [&seconds.load, &seconds.quotes, &seconds.entities];
    for (stage, times) in ["load", "quotes", "entities"].iter().zip(stages) {
        row(stage, &format!("{:.1} MB/s", size / median(times)))?;
    }
    let total = stages.iter().map(|times| median(times)).sum::<f64>();
    row("all three", &format!("{:.1} MB/s", size / total))?;
    Ok(())
}

/// The time of each stage over hostile files of growing size.
fn hostile() -> Result<()> {
    for hostile in HOSTILE {
        for part in [4, 2, 1] {
            let text = (hostile.make)(HOSTILE_BYTES / part);
            let size = megabytes(text.len() as u64);
            let mut seconds = Seconds::default();
            seconds.add(&[("hostile.txt".to_owned(), text.into_bytes())]);
            let all = [&seconds.load, &seconds.quotes, &seconds.entities];
            let [load, quotes, entities] = all.map(|times| 1000.0 * median(times));
            let figures = format!(
                "{size:5.1} MB: load {load:6.0} ms, quotes {quotes:6.0} ms, entities {entities:6.0} ms"
            );
            row(if part == 4 { hostile.name } else { "" }, &figures)?;
        }
    }
    Ok(())
}

impl Seconds {
    /// Goes through all stages with all files once.
    fn add(&mut self, files: &[(String, Vec<u8>)]) {
        let (mut loaded, mut quoted, mut named) = (0.0, 0.0, 0.0);
        for (path, bytes) in files {
            let bytes = bytes.clone();
            let (mut document, time) = timed(|| load(path, bytes));
            loaded += time;
            quoted += timed(|| find_quotes(&mut document)).1;
            named += timed(|| find_entities(&mut document)).1;
            black_box(document);
        }
        self.load.push(loaded);
        self.quotes.push(quoted);
        self.entities.push(named);
    }
}

fn find_quotes(document: &mut Document) {
    for article in &mut document.articles {
        article.quotes = extract::quotes_of(&document.text, article);
    }
}

fn find_entities(document: &mut Document) {
    for article in &mut document.articles {
        (article.entities, article.mentions) = extract::entities_of(&document.text, article);
    }
}

/// What was done, and the seconds it took.
fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let begun = Instant::now();
    let done = work();
    (done, milliseconds(begun.elapsed()) / 1000.0)
}

fn marks(bytes: usize) -> String {
    "\u{201c} \" \u{2018} ' \u{ab} \u{201d} \u{bb} ".repeat(bytes / 24 + 1)
}

fn opening_marks(bytes: usize) -> String {
    "\u{201c}We said ".repeat(bytes / 11 + 1)
}

/// Ten thousand names, over and over.
fn names(bytes: usize) -> String {
    const SYLLABLES: [&str; 12] =
        ["Or", "mel", "ve", "Sa", "tin", "dor", "Ka", "ri", "Lu", "ben", "Na", "vis"];
    let mut numbers = Numbers::new(11);
    let mut line = String::new();
    while line.len() < bytes {
        for _ in 0..2 {
            let mut name = String::new();
            for _ in 0..3 {
                let at = usize::try_from(numbers.below(12)).unwrap_or_default();
                name += SYLLABLES.get(at).copied().unwrap_or_default();
            }
            let mut chars = name.chars();
            line.extend(chars.next().into_iter().flat_map(char::to_uppercase));
            line.extend(chars.flat_map(char::to_lowercase));
            line.push(' ');
        }
        line += "said, ";
    }
    line
}

fn short_lines(bytes: usize) -> String {
    let mut numbers = Numbers::new(13);
    let mut lines = String::new();
    while lines.len() < bytes {
        lines += ["A b\n", "\n", "- c\n", "\"d\"\n", "By E F\n"]
            .get(usize::try_from(numbers.below(5)).unwrap_or_default())
            .copied()
            .unwrap_or_default();
    }
    lines
}
