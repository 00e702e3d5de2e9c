//! Fits the weights by which `nreader` finds the article on a saved page.
//!
//! ```text
//! cargo run --release --example fit_page -- labels.jsonl > src/load/clean/page_weights.rs
//! ```
//!
//! `labels.jsonl` holds one page a line, `{"url", "lines": [[label, text]]}`,
//! with label 1 for the article, 0 for anything else and 2 for a mixture, as
//! derived from scrapinghub's article-extraction-benchmark (MIT). The model is
//! a linear-chain conditional random field over four places (before, body,
//! gap, after); lines of fewer than five words and mixed lines count as
//! unlabelled. Weights are fitted by AdaGrad on the negative log-likelihood
//! with an L2 penalty, rounded to hundredths. Everything is deterministic.
//!
//! On standard error it reports a ten-fold cross-validation, with all pages of
//! one site in one fold, and the fit on all pages. No word of a page enters
//! the weights.

use std::collections::BTreeMap;
use std::process::ExitCode;

use nreader::load::{PAGE_FEATURES, page_features};
use serde_json::Value;

const PLACES: usize = 4;
const BODY: usize = 1;
/// Where a page may go from each place.
const ALLOWED: [[bool; PLACES]; PLACES] = [
    [true, true, false, false],
    [false, true, true, true],
    [false, true, true, false],
    [false, false, false, true],
];
const EPOCHS: usize = 30;
const RATE: f64 = 0.15;
const PENALTY: f64 = 0.1;
const FOLDS: usize = 10;

struct Line {
    features: Vec<u8>,
    /// Which places its label allows.
    places: [bool; PLACES],
    /// Characters, label and whether it counts, for the score.
    chars: usize,
    label: u64,
    counts: bool,
}

struct Page {
    site: String,
    lines: Vec<Line>,
}

#[derive(Clone)]
struct Model {
    weights: Vec<[f64; PLACES]>,
    moves: [[f64; PLACES]; PLACES],
}

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
    print(&model);
    ExitCode::SUCCESS
}

fn page(row: &str) -> Option<Page> {
    let value: Value = serde_json::from_str(row).ok()?;
    let labelled: Vec<(u64, String)> = value["lines"]
        .as_array()?
        .iter()
        .filter_map(|line| Some((line[0].as_u64()?, line[1].as_str()?.to_owned())))
        .collect();
    let text = labelled.iter().map(|(_, words)| words.as_str()).collect::<Vec<_>>().join("\n");
    let mut starts = Vec::new();
    let mut at = 0;
    for (_, words) in &labelled {
        starts.push(at);
        at += words.len() + 1;
    }
    let strong: Vec<usize> = labelled
        .iter()
        .enumerate()
        .filter(|(_, l)| l.0 == 1 && is_strong(&l.1))
        .map(|(i, _)| i)
        .collect();
    let range =
        (strong.first().copied().unwrap_or(usize::MAX), strong.last().copied().unwrap_or(0));
    let lines = page_features(&text).into_iter().map(|(start, _, features)| {
        let index = starts.partition_point(|line| *line <= start).saturating_sub(1);
        let (label, words) = &labelled[index];
        let counts = *label != 2 && is_strong(words);
        Line {
            features,
            places: allowed(*label, counts, index, range),
            chars: words.chars().count(),
            label: *label,
            counts,
        }
    });
    let site = value["url"].as_str()?.split('/').nth(2)?.trim_start_matches("www.").to_owned();
    Some(Page { site, lines: lines.collect() })
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
    pages.iter().map(|page| sites[&page.site]).collect()
}

/// The mean of the weights over the second half of the epochs, which is
/// steadier than the last ones.
fn fit(pages: &[&Page]) -> Model {
    let empty =
        || Model { weights: vec![[0.0; PLACES]; PAGE_FEATURES], moves: [[0.0; PLACES]; PLACES] };
    let (mut model, mut squares, mut mean) = (empty(), empty(), empty());
    for epoch in 0..EPOCHS {
        for page in pages {
            step(&mut model, &mut squares, page, pages.len());
        }
        if epoch >= EPOCHS / 2 {
            mean.add(&model, 1.0 / (EPOCHS - EPOCHS / 2) as f64);
        }
    }
    mean
}

impl Model {
    fn add(&mut self, other: &Model, share: f64) {
        let rows = self.weights.iter_mut().chain(&mut self.moves);
        for (row, others) in rows.zip(other.weights.iter().chain(&other.moves)) {
            for (weight, other) in row.iter_mut().zip(others) {
                *weight += other * share;
            }
        }
    }
}

/// One step of AdaGrad along the gradient of one page: expectations under its
/// labels minus expectations under the model.
fn step(model: &mut Model, squares: &mut Model, page: &Page, pages: usize) {
    let free = Expectation::of(model, page, false);
    let bound = Expectation::of(model, page, true);
    let mut gradient: BTreeMap<usize, [f64; PLACES]> = BTreeMap::new();
    for (at, line) in page.lines.iter().enumerate() {
        for feature in &line.features {
            let sums = gradient.entry(usize::from(*feature)).or_default();
            for place in 0..PLACES {
                sums[place] += bound.places[at][place] - free.places[at][place];
            }
        }
    }
    let size = (page.lines.len() as f64).sqrt();
    let update = |weight: &mut f64, square: &mut f64, gradient: f64| {
        let gradient = gradient / size - PENALTY * *weight / pages as f64 * 10.0;
        *square += gradient * gradient;
        *weight += RATE * gradient / (square.sqrt() + 1e-6);
    };
    for (feature, sums) in gradient {
        for place in 0..PLACES {
            update(
                &mut model.weights[feature][place],
                &mut squares.weights[feature][place],
                sums[place],
            );
        }
    }
    for from in 0..PLACES {
        for to in 0..PLACES {
            if ALLOWED[from][to] {
                let difference = bound.moves[from][to] - free.moves[from][to];
                update(&mut model.moves[from][to], &mut squares.moves[from][to], difference);
            }
        }
    }
}

/// How often each place and each move is expected, by forward-backward.
struct Expectation {
    places: Vec<[f64; PLACES]>,
    moves: [[f64; PLACES]; PLACES],
}

impl Expectation {
    fn of(model: &Model, page: &Page, bound: bool) -> Expectation {
        let scores: Vec<[f64; PLACES]> =
            page.lines.iter().map(|line| scores(model, line, bound)).collect();
        let forward = forward(model, &scores);
        let backward = backward(model, &scores);
        let last = forward.last().copied().unwrap_or_default();
        let total = log_sum((0..PLACES).map(|place| last[place] + end(place)));
        let places: Vec<[f64; PLACES]> = forward
            .iter()
            .zip(&backward)
            .map(|(f, b)| std::array::from_fn(|place| (f[place] + b[place] - total).exp()))
            .collect();
        let mut moves = [[0.0; PLACES]; PLACES];
        for at in 1..scores.len() {
            for (from, row) in moves.iter_mut().enumerate() {
                for (to, sum) in row.iter_mut().enumerate().filter(|(to, _)| ALLOWED[from][*to]) {
                    let step = forward[at - 1][from]
                        + model.moves[from][to]
                        + scores[at][to]
                        + backward[at][to];
                    *sum += (step - total).exp();
                }
            }
        }
        Expectation { places, moves }
    }
}

fn forward(model: &Model, scores: &[[f64; PLACES]]) -> Vec<[f64; PLACES]> {
    let mut rows: Vec<[f64; PLACES]> = Vec::with_capacity(scores.len());
    for score in scores {
        let row = match rows.last() {
            None => std::array::from_fn(|place| start(place) + score[place]),
            Some(before) => std::array::from_fn(|to| {
                let reach = (0..PLACES).filter(|from| ALLOWED[*from][to]);
                score[to] + log_sum(reach.map(|from| before[from] + model.moves[from][to]))
            }),
        };
        rows.push(row);
    }
    rows
}

fn backward(model: &Model, scores: &[[f64; PLACES]]) -> Vec<[f64; PLACES]> {
    let mut rows: Vec<[f64; PLACES]> = Vec::with_capacity(scores.len());
    for at in (0..scores.len()).rev() {
        let row = match rows.last() {
            None => std::array::from_fn(end),
            Some(after) => std::array::from_fn(|from| {
                let reach = (0..PLACES).filter(|to| ALLOWED[from][*to]);
                log_sum(reach.map(|to| model.moves[from][to] + scores[at + 1][to] + after[to]))
            }),
        };
        rows.push(row);
    }
    rows.reverse();
    rows
}

/// A page begins before its body or with it.
fn start(place: usize) -> f64 {
    if place <= BODY { 0.0 } else { f64::NEG_INFINITY }
}

/// A page never ends in a gap.
fn end(place: usize) -> f64 {
    if place == 2 { f64::NEG_INFINITY } else { 0.0 }
}

fn scores(model: &Model, line: &Line, bound: bool) -> [f64; PLACES] {
    std::array::from_fn(|place| {
        if bound && !line.places[place] {
            return f64::NEG_INFINITY;
        }
        line.features.iter().map(|feature| model.weights[usize::from(*feature)][place]).sum()
    })
}

fn log_sum(values: impl Iterator<Item = f64>) -> f64 {
    let values: Vec<f64> = values.collect();
    let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if most == f64::NEG_INFINITY {
        return most;
    }
    most + values.iter().map(|value| (value - most).exp()).sum::<f64>().ln()
}

/// The most likely places of a page.
fn best(model: &Model, page: &Page) -> Vec<usize> {
    let mut reached: [f64; PLACES] = std::array::from_fn(start);
    let mut back: Vec<[usize; PLACES]> = Vec::new();
    for (at, line) in page.lines.iter().enumerate() {
        let score = scores(model, line, false);
        let from: [usize; PLACES] = std::array::from_fn(|to| {
            let reach = (0..PLACES).filter(|from| ALLOWED[*from][to]);
            reach
                .max_by(|a, b| {
                    step_score(model, reached, *a, to)
                        .total_cmp(&step_score(model, reached, *b, to))
                })
                .unwrap_or(to)
        });
        reached = std::array::from_fn(|to| {
            if at == 0 {
                start(to) + score[to]
            } else {
                step_score(model, reached, from[to], to) + score[to]
            }
        });
        back.push(from);
    }
    let mut place = (0..PLACES)
        .max_by(|a, b| (reached[*a] + end(*a)).total_cmp(&(reached[*b] + end(*b))))
        .unwrap_or(0);
    let mut path = vec![0; page.lines.len()];
    for at in (0..path.len()).rev() {
        path[at] = place;
        place = back[at][place];
    }
    path
}

fn step_score(model: &Model, reached: [f64; PLACES], from: usize, to: usize) -> f64 {
    reached[from] + model.moves[from][to]
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
        let precision = self.good as f64 / self.kept.max(1) as f64;
        let recall = self.good as f64 / self.body.max(1) as f64;
        let f1 = 2.0 * precision * recall / (precision + recall);
        write!(
            out,
            "P {precision:.3} R {recall:.3} F1 {f1:.3} perfect {}/{}",
            self.perfect, self.pages
        )
    }
}

fn print(model: &Model) {
    let hundredths = |weight: f64| (weight * 100.0).round().clamp(-9999.0, 9999.0);
    println!("//! Weights of `page`, written by `examples/fit_page.rs`; do not edit by hand.\n");
    println!("/// A hundredth of a natural logarithm, a row a feature, a column a place.");
    println!("pub(super) const WEIGHTS: [[i16; 4]; {PAGE_FEATURES}] = [");
    for row in &model.weights {
        let row: Vec<String> = row.iter().map(|weight| hundredths(*weight).to_string()).collect();
        println!("    [{}],", row.join(", ").replace("-0,", "0,"));
    }
    println!("];\n");
    println!("/// From a place (row) to the next unit's (column); `None` cannot be.");
    println!("pub(super) const MOVES: [[Option<i16>; 4]; 4] = [");
    for (from, row) in model.moves.iter().enumerate() {
        let cell = |to: usize, weight: f64| {
            if ALLOWED[from][to] {
                format!("Some({})", hundredths(weight))
            } else {
                "None".to_owned()
            }
        };
        let row: Vec<String> =
            row.iter().enumerate().map(|(to, weight)| cell(to, *weight)).collect();
        println!("    [{}],", row.join(", "));
    }
    println!("];");
}
