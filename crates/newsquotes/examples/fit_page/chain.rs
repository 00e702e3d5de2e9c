//! The linear-chain conditional random field: fitting, and the best path.

use std::collections::BTreeMap;

use newsquotes::load::PAGE_FEATURES;

pub(super) const PLACES: usize = 4;
pub(super) const BODY: usize = 1;
/// Where a page may go from each place.
pub(super) const ALLOWED: [[bool; PLACES]; PLACES] = [
    [true, true, false, false],
    [false, true, true, true],
    [false, true, true, false],
    [false, false, false, true],
];
pub(super) const EPOCHS: usize = 30;
pub(super) const RATE: f64 = 0.15;
pub(super) const PENALTY: f64 = 0.1;

pub(super) struct Line {
    pub(super) features: Vec<u8>,
    /// Which places its label allows.
    pub(super) places: [bool; PLACES],
    /// Characters, label and whether it counts, for the score.
    pub(super) chars: usize,
    pub(super) label: u64,
    pub(super) counts: bool,
}

pub(super) struct Page {
    pub(super) site: String,
    pub(super) lines: Vec<Line>,
}

#[derive(Clone)]
pub(super) struct Model {
    pub(super) weights: Vec<[f64; PLACES]>,
    pub(super) moves: [[f64; PLACES]; PLACES],
}

/// The mean of the weights over the second half of the epochs, which is
/// steadier than the last ones.
pub(super) fn fit(pages: &[&Page]) -> Model {
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

/// One step of `AdaGrad` along the gradient of one page: expectations under its
/// labels minus expectations under the model.
fn step(model: &mut Model, squares: &mut Model, page: &Page, pages: usize) {
    let free = Expectation::of(model, page, false);
    let bound = Expectation::of(model, page, true);
    let mut gradient: BTreeMap<usize, [f64; PLACES]> = BTreeMap::new();
    for (at, line) in page.lines.iter().enumerate() {
        for feature in &line.features {
            let sums = gradient.entry(usize::from(*feature)).or_default();
            for (place, sum) in sums.iter_mut().enumerate() {
                *sum += bound.places[at][place] - free.places[at][place];
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
        for (place, sum) in sums.into_iter().enumerate() {
            let square = &mut squares.weights[feature][place];
            update(&mut model.weights[feature][place], square, sum);
        }
    }
    for (from, row) in ALLOWED.iter().enumerate() {
        for (to, _) in row.iter().enumerate().filter(|(_, allowed)| **allowed) {
            let difference = bound.moves[from][to] - free.moves[from][to];
            update(&mut model.moves[from][to], &mut squares.moves[from][to], difference);
        }
    }
}

/// How often each place and each move is expected, by forward-backward.
pub(super) struct Expectation {
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
pub(super) fn best(model: &Model, page: &Page) -> Vec<usize> {
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
