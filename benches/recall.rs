//! Whether a half-remembered quotation leads to its source, and how fast.
//!
//! ```text
//! cargo bench --bench recall
//! NREADER_BENCH_DIR=~/articles cargo bench --bench recall
//! ```
//!
//! 300 quotations of the articles and of the sample library are distorted
//! (`measure/distortion.rs`) and asked for in one index of both: *first* is
//! the part whose source comes first, *in five* that among the first five. A
//! row is right when the words before the distortion stand in it. The same
//! for passages of running text pasted with some words changed, asked for
//! among whole articles. Times are of the whole call: candidates from the
//! index, their texts, alignment and ranking. *offered* is the part of the
//! questions for which the index named the right one at all.

#[expect(dead_code, reason = "the size is measured elsewhere")]
#[path = "measure/articles.rs"]
mod articles;
#[path = "measure/distortion.rs"]
mod distortion;
#[expect(dead_code, reason = "other figures are used elsewhere")]
#[path = "measure/figures.rs"]
mod figures;

use std::ops::ControlFlow;
use std::time::Instant;

use anyhow::{Context, Result};
use newsquotes::extract::align;
use nreader::inside::index::{Index, IndexEntry, Snapshot};
use nreader::inside::recall::{ARTICLES, QUOTES, RecallCandidate, recall};
use nreader::inside::sample;
use nreader::inside::scan::{self, FactsWanted, ScanOptions, ScanSource};

use articles::{Articles, Numbers};
use distortion::remembered;
use figures::{milliseconds, percentile, row};

const QUESTIONS: u64 = 300;

/// Texts to be remembered.
#[derive(Default)]
struct Heard {
    quotes: Vec<String>,
    paragraphs: Vec<String>,
}

#[derive(Default)]
struct Score {
    asked: u32,
    first: u32,
    in_five: u32,
    offered: u32,
    times: Vec<f64>,
    /// Of the alignment and ranking alone.
    aligning: Vec<f64>,
}

fn main() -> Result<()> {
    let given = Articles::of_environment()?;
    let (index, heard) = index(&given)?;
    let snapshot = index.snapshot();
    row("articles", &format!("{} files", given.files))?;
    row("quotations to be remembered", &heard.quotes.len().to_string())?;
    let mut numbers = Numbers::new(11);
    let mut score = Score::default();
    for _ in 0..QUESTIONS {
        let said = pick(&heard.quotes, &mut numbers).context("no quotation")?;
        ask_quotes(&snapshot, &said, &mut numbers, &mut score)?;
    }
    score.print("quotations")?;
    let mut score = Score::default();
    for _ in 0..QUESTIONS {
        let said = pick(&heard.paragraphs, &mut numbers).context("no paragraph")?;
        ask_articles(&snapshot, &said, &mut numbers, &mut score)?;
    }
    score.print("passages")?;
    Ok(())
}

/// An index of the articles and the sample library.
fn index(given: &Articles) -> Result<(Index, Heard)> {
    let index = Index::in_memory()?;
    let mut writer = index.writer()?;
    let options = ScanOptions {
        find: FactsWanted { quotes: true, entities: false },
        ..ScanOptions::default()
    };
    let mut sources = sample::sources();
    sources.push(ScanSource::Path(given.folder.clone()));
    let mut heard = Heard::default();
    let mut failed = None;
    let work = |loaded: scan::LoadedDocument| {
        let heard = Heard::of(&loaded);
        (IndexEntry::of(&loaded, None), heard)
    };
    scan::ordered(sources, &options, work, |found| {
        if let Ok((entry, found)) = found {
            heard.quotes.extend(found.quotes);
            heard.paragraphs.extend(found.paragraphs);
            failed = writer.put(entry).err();
        }
        if failed.is_none() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    if let Some(error) = failed {
        return Err(error.into());
    }
    writer.commit()?;
    Ok((index, heard))
}

impl Heard {
    /// Quotations and paragraphs long enough to be told from others.
    fn of(loaded: &scan::LoadedDocument) -> Heard {
        let text = &loaded.document.text;
        let long = |words: &str| words.split_whitespace().nth(7).is_some();
        let mut heard = Heard::default();
        for article in &loaded.document.articles {
            for quote in article.quotes.iter().filter(|quote| quote.form.is_verbatim()) {
                let parts = quote.parts.iter().map(|part| text.get(*part));
                heard.quotes.extend(parts.filter(|words| long(words)).map(str::to_owned));
            }
            let blocks = article.blocks.iter().filter(|block| block.kind.is_body());
            let paragraphs = blocks.map(|block| text.get(block.span));
            heard.paragraphs.extend(paragraphs.filter(|words| long(words)).map(str::to_owned));
        }
        heard
    }
}

fn pick(from: &[String], numbers: &mut Numbers) -> Option<String> {
    let at = usize::try_from(numbers.below(from.len() as u64)).ok()?;
    from.get(at).cloned()
}

/// Eight to sixteen words of a quotation, distorted.
fn ask_quotes(
    snapshot: &Snapshot,
    said: &str,
    numbers: &mut Numbers,
    score: &mut Score,
) -> Result<()> {
    let words: Vec<&str> = said.split_whitespace().collect();
    let length = usize::try_from(8 + numbers.below(9))?.min(words.len());
    let start = usize::try_from(numbers.below((words.len() - length + 1) as u64))?;
    let kept: Vec<&str> = words.into_iter().skip(start).take(length).collect();
    let typed = remembered(&kept, numbers);
    let began = Instant::now();
    let asked: Vec<&str> = typed.split_whitespace().collect();
    let rows = snapshot.candidate_quotes(&asked, QUOTES)?;
    let aligning = Instant::now();
    let candidates = rows.iter().map(|(row, _)| RecallCandidate {
        id: row,
        text: &row.words,
        speaker: row.speaker.as_deref(),
        date: None,
    });
    let found = recall(&typed, candidates);
    score.aligning.push(milliseconds(aligning.elapsed()));
    score.times.push(milliseconds(began.elapsed()));
    let words = kept.join(" ");
    let right = found.iter().position(|found| holds(&found.id.words, &words));
    let offered = rows.iter().any(|(row, _)| holds(&row.words, &words));
    score.add(right, offered);
    Ok(())
}

/// A paragraph pasted with some words changed.
fn ask_articles(
    snapshot: &Snapshot,
    said: &str,
    numbers: &mut Numbers,
    score: &mut Score,
) -> Result<()> {
    let words: Vec<&str> = said.split_whitespace().collect();
    let typed = remembered(&words, numbers);
    let began = Instant::now();
    let asked: Vec<&str> = typed.split_whitespace().collect();
    let hits = snapshot.candidate_articles(&asked, ARTICLES)?;
    let texts = hits.iter().filter_map(|hit| snapshot.text(hit.at).ok());
    let texts: Vec<_> = texts.collect();
    let aligning = Instant::now();
    let candidates = texts.iter().map(|text| RecallCandidate {
        id: text,
        text: &text.text,
        speaker: None,
        date: None,
    });
    let found = recall(&typed, candidates);
    score.aligning.push(milliseconds(aligning.elapsed()));
    score.times.push(milliseconds(began.elapsed()));
    let words = words.join(" ");
    let right = found.iter().position(|found| holds(&found.id.text, &words));
    score.add(right, texts.iter().any(|text| holds(&text.text, &words)));
    Ok(())
}

/// Whether the words stand in a text as they are.
fn holds(text: &str, words: &str) -> bool {
    align::place(words, text).is_some_and(|found| found.likeness > 0.97)
}

impl Score {
    fn add(&mut self, right: Option<usize>, offered: bool) {
        self.asked += 1;
        self.offered += u32::from(offered);
        self.first += u32::from(right == Some(0));
        self.in_five += u32::from(right.is_some_and(|right| right < 5));
    }

    fn print(&self, what: &str) -> Result<()> {
        let percent = |count: u32| 100.0 * f64::from(count) / f64::from(self.asked.max(1));
        let (first, five) = (percent(self.first), percent(self.in_five));
        let offered = percent(self.offered);
        row(what, &format!("first {first:.1} %, in five {five:.1} %, offered {offered:.1} %"))?;
        let whole = (percentile(&self.times, 0.5), percentile(&self.times, 0.99));
        let part = (percentile(&self.aligning, 0.5), percentile(&self.aligning, 0.99));
        row("  whole call", &format!("p50 {:.1} ms, p99 {:.1} ms", whole.0, whole.1))?;
        row("  alignment and ranking", &format!("p50 {:.1} ms, p99 {:.1} ms", part.0, part.1))?;
        Ok(())
    }
}
