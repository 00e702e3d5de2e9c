//! Fits the weights by which `nreader` finds the article on a saved page.
//!
//! ```text
//! cargo run --release -p newsquotes --features train --example fit_page -- labels.jsonl > crates/newsquotes/src/load/clean/page_weights.rs
//! ```
//!
//! The file of labels holds one page a line, `{"url", "lines": [[label, text]]}`,
//! with label 1 for the article, 0 for anything else and 2 for a mixture, as
//! derived from scrapinghub's `article-extraction-benchmark` (MIT). The model is
//! a linear-chain conditional random field over four places (before, body,
//! gap, after); lines of fewer than five words and mixed lines count as
//! unlabelled. Weights are fitted by `AdaGrad` on the negative log-likelihood
//! with an L2 penalty, rounded to hundredths. Everything is deterministic.
//!
//! On standard error it reports a ten-fold cross-validation, with all pages of
//! one site in one fold, and the fit on all pages. No word of a page enters
//! the weights.

#[expect(
    clippy::indexing_slicing,
    clippy::cast_precision_loss,
    reason = "every index is a place, a feature or a line below the size of its table"
)]
mod chain;

use std::collections::BTreeMap;
use std::io::Write;
use std::process::ExitCode;

use chain::{ALLOWED, BODY, Line, Model, PLACES, Page, best, fit};
use newsquotes::load::{PAGE_FEATURES, page_features};
use serde_json::Value;

const FOLDS: usize = 10;

fn main() -> ExitCode {
    let Some(labels) = std::env::args().nth(1).and_then(|path| std::fs::read_to_string(path).ok())
    else {
        eprintln!("usage: fit_page labels.jsonl > page_weights.rs");
        return ExitCode::from(2);
    };
    let pages: Vec<Page> = labels.lines().filter_map(page).collect();
    let folds = folds(&pages);
    let mut held_out = Score::default();
    for fold in 0..FOLDS {
        let train: Vec<&Page> =
            pages.iter().zip(&folds).filter(|(_, f)| **f != fold).map(|(p, _)| p).collect();
        let model = fit(&train);
        for (page, _) in pages.iter().zip(&folds).filter(|(_, f)| **f == fold) {
            held_out.add(page, &model);
        }
    }
    eprintln!("cross-validated, {FOLDS} folds by site: {held_out}");
    let all: Vec<&Page> = pages.iter().collect();
    let model = fit(&all);
    let mut fitted = Score::default();
    for page in &pages {
        fitted.add(page, &model);
    }
    eprintln!("fitted on all {} pages:           {fitted}", pages.len());
    match write(&model, &mut std::io::stdout().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

/// The labelled lines of one row of the file.
fn page(row: &str) -> Option<Page> {
    let value: Value = serde_json::from_str(row).ok()?;
    let label = |line: &Value| Some((line.get(0)?.as_u64()?, line.get(1)?.as_str()?.to_owned()));
    let labelled: Vec<(u64, String)> =
        value.get("lines")?.as_array()?.iter().filter_map(label).collect();
    let text = labelled.iter().map(|(_, words)| words.as_str()).collect::<Vec<_>>().join("\n");
    let starts: Vec<usize> = labelled
        .iter()
        .scan(0, |at, (_, words)| {
            let start = *at;
            *at += words.len() + 1;
            Some(start)
        })
        .collect();
    let range = body_range(&labelled);
    let line = |(start, _, features): (usize, usize, Vec<u8>)| {
        let index = starts.partition_point(|line| *line <= start).saturating_sub(1);
        let (label, words) = labelled.get(index)?;
        let counts = *label != 2 && is_strong(words);
        let places = allowed(*label, counts, index, range);
        Some(Line { features, places, chars: words.chars().count(), label: *label, counts })
    };
    let lines = page_features(&text).into_iter().filter_map(line).collect();
    let site = value.get("url")?.as_str()?.split('/').nth(2)?.trim_start_matches("www.").to_owned();
    Some(Page { site, lines })
}

/// First and last line that is surely of the article.
fn body_range(labelled: &[(u64, String)]) -> (usize, usize) {
    let body = |(label, words): &(u64, String)| *label == 1 && is_strong(words);
    let first = labelled.iter().position(body).unwrap_or(usize::MAX);
    (first, labelled.iter().rposition(body).unwrap_or(0))
}

fn is_strong(words: &str) -> bool {
    words.split_whitespace().count() >= 5
}

fn allowed(
    label: u64,
    counts: bool,
    index: usize,
    (first, last): (usize, usize),
) -> [bool; PLACES] {
    match (counts, label) {
        (true, 1) => [false, true, false, false],
        (true, _) if index < first => [true, false, false, false],
        (true, _) if index > last => [false, false, false, true],
        (true, _) => [false, false, true, false],
        (false, _) => [true; PLACES],
    }
}

/// All pages of one site get one fold; sites are dealt out in their order.
fn folds(pages: &[Page]) -> Vec<usize> {
    let mut sites = BTreeMap::new();
    for page in pages {
        let next = sites.len();
        sites.entry(page.site.clone()).or_insert(next % FOLDS);
    }
    pages.iter().map(|page| sites.get(&page.site).copied().unwrap_or(0)).collect()
}

/// Micro character precision and recall, and pages without a wrong line.
#[derive(Default)]
struct Score {
    good: usize,
    kept: usize,
    body: usize,
    perfect: usize,
    pages: usize,
}

impl Score {
    fn add(&mut self, page: &Page, model: &Model) {
        let mut wrong = 0;
        for (line, place) in
            page.lines.iter().zip(best(model, page)).filter(|(line, _)| line.counts)
        {
            let (kept, body) = (place == BODY, line.label == 1);
            self.kept += if kept { line.chars } else { 0 };
            self.body += if body { line.chars } else { 0 };
            self.good += if kept && body { line.chars } else { 0 };
            wrong += usize::from(kept != body);
        }
        self.perfect += usize::from(wrong == 0);
        self.pages += 1;
    }
}

impl std::fmt::Display for Score {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let ratio = |part: usize, whole: usize| {
            let small = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
            small(part) / small(whole.max(1))
        };
        let (precision, recall) = (ratio(self.good, self.kept), ratio(self.good, self.body));
        let f1 = 2.0 * precision * recall / (precision + recall);
        write!(
            out,
            "P {precision:.3} R {recall:.3} F1 {f1:.3} perfect {}/{}",
            self.perfect, self.pages
        )
    }
}

/// Writes the weights as the source of `page_weights.rs`.
fn write(model: &Model, out: &mut impl Write) -> std::io::Result<()> {
    writeln!(out, "//! Weights of `page`, written by `examples/fit_page`; do not edit by hand.\n")?;
    writeln!(out, "/// A hundredth of a natural logarithm, a row a feature, a column a place.")?;
    writeln!(out, "pub(super) const WEIGHTS: [[i16; {PLACES}]; {PAGE_FEATURES}] = [")?;
    for row in &model.weights {
        let row: Vec<String> = row.iter().map(|weight| hundredths(*weight)).collect();
        writeln!(out, "    [{}],", row.join(", "))?;
    }
    writeln!(out, "];\n")?;
    writeln!(out, "/// From a place (row) to the next unit's (column); `None` cannot be.")?;
    writeln!(out, "pub(super) const MOVES: [[Option<i16>; {PLACES}]; {PLACES}] = [")?;
    for (row, allowed) in model.moves.iter().zip(ALLOWED) {
        let cell = |(weight, allowed): (&f64, bool)| {
            if allowed { format!("Some({})", hundredths(*weight)) } else { "None".to_owned() }
        };
        let row: Vec<String> = row.iter().zip(allowed).map(cell).collect();
        writeln!(out, "    [{}],", row.join(", "))?;
    }
    writeln!(out, "];")
}

fn hundredths(weight: f64) -> String {
    let rounded = (weight * 100.0).round().clamp(-9999.0, 9999.0);
    format!("{}", rounded + 0.0)
}
