//! Trains the weights that decide who said what.
//!
//! ```text
//! cargo run --release -p newsquotes --features train --example train_speakers -- DATA crates/newsquotes/assets/speakers/weights.bin
//! ```
//!
//! DATA is a folder of the `PolNeAR` corpus (Newell, Margolin and Ruths, 2018:
//! "An Attribution Relations Corpus for Political News"), `train` for what is
//! shipped: `text/NAME.txt` and `attributions/NAME_ANNOTATOR.ann` in brat's
//! standoff format. Of several annotators the one whose name sorts first is
//! read. What is written are numbers over feature classes; no word of the
//! corpus is kept.
//!
//! With `--cross DATA` nothing is written: the quotations of each article are
//! printed as lines of JSON, as found by weights that were fitted without it,
//! for the cross-validation of a change.
//!
//! The method: softmax regression over the candidates of each decision with
//! `AdaGrad` steps, averaged over the epochs, in a fixed order, one kind of decision after the other. A
//! decision that builds on another sees that one made by weights that were
//! fitted without the article at hand, as it will be in unseen text. So is
//! counted how often a speaker is right by the margin of its choice, which is
//! the confidence that is shown. Only
//! addition, multiplication, division and square root are used, which IEEE
//! 754 fixes to the bit: the same data give the same bytes everywhere.

#![expect(
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::print_stdout,
    reason = "a developer's tool over trusted data: slots and options are indices of its own tables"
)]

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use newsquotes::extract;
use newsquotes::extract::training::{
    Confidence, DecisionKind, Judge, RankedChoice, RankedDecision, RankerWeights, SLOTS, UNIT,
    best, find_with,
};
use newsquotes::load;
use newsquotes::model::{Article, Form, Quote, Span, Text};

const EPOCHS: usize = 6;
const FOLDS: usize = 4;
const STEP: f64 = 0.05;
/// Pull towards zero, in weight per step.
const SHRINK: f64 = 2e-3;

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["--cross", data] => print_cross(&read_corpus(Path::new(data))?),
        [data, out] => {
            let weights = fit(&read_corpus(Path::new(data))?);
            std::fs::write(out, weights.write()).with_context(|| format!("cannot write {out}"))?;
        }
        _ => bail!("usage: train_speakers DATA WEIGHTS or train_speakers --cross DATA"),
    }
    Ok(())
}

/// Prints the quotations of each article as found by weights that were fitted
/// without it.
fn print_cross(samples: &[AnnotatedArticle]) {
    let folds = fit_folds(samples);
    let sure = calibrated(samples, &folds);
    eprintln!("{sure:?}");
    let folds: Vec<RankerWeights> = folds.iter().map(|table| table.quantised(sure)).collect();
    for sample in samples {
        print_quotes(sample, &folds[sample.fold]);
    }
}

/// One annotated article.
struct AnnotatedArticle {
    path: String,
    text: Text,
    article: Article,
    gold: Vec<Attribution>,
    fold: usize,
}

/// One attribution of the corpus, in bytes of the text.
#[derive(Debug, Default, Clone)]
struct Attribution {
    source: Vec<Range<usize>>,
    cue: Vec<Range<usize>>,
    content: Vec<Range<usize>>,
}

fn read_corpus(data: &Path) -> anyhow::Result<Vec<AnnotatedArticle>> {
    let mut notes: BTreeMap<String, PathBuf> = BTreeMap::new();
    let folder = data.join("attributions");
    let entries =
        std::fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        let Some((article, _)) = name.strip_suffix(".ann").and_then(|name| name.rsplit_once('_'))
        else {
            continue;
        };
        let first = notes.entry(article.to_owned()).or_insert_with(|| path.clone());
        if path < *first {
            *first = path;
        }
    }
    let mut samples = Vec::new();
    for (index, (name, note)) in notes.into_iter().enumerate() {
        let path = data.join("text").join(format!("{name}.txt"));
        let bytes =
            std::fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let mut document = load::load(&path.to_string_lossy(), bytes);
        let notes = std::fs::read_to_string(&note)?;
        let gold = read_standoff(&notes, document.text.as_str());
        for mut article in document.articles.drain(..) {
            // Once, not anew each time that the article is read.
            extract::find_entities(&document.text, &mut article);
            samples.push(AnnotatedArticle {
                path: document.origin.path.clone(),
                text: document.text.clone(),
                article,
                gold: gold.clone(),
                fold: index % FOLDS,
            });
        }
    }
    Ok(samples)
}

/// Reads brat's standoff notes, whose offsets count characters.
fn read_standoff(notes: &str, text: &str) -> Vec<Attribution> {
    let mut bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    bytes.push(text.len());
    let byte = |at: &str| at.parse::<usize>().ok().and_then(|at| bytes.get(at).copied());
    let mut spans: HashMap<&str, Vec<Range<usize>>> = HashMap::new();
    let mut gold = Vec::new();
    for line in notes.lines() {
        let mut fields = line.split('\t');
        let (id, body) = (fields.next().unwrap_or_default(), fields.next().unwrap_or_default());
        if id.starts_with('T') {
            let (_, places) = body.split_once(' ').unwrap_or_default();
            let place = |part: &str| {
                let (start, end) = part.trim().split_once(' ')?;
                Some(byte(start)?..byte(end)?)
            };
            spans.insert(id, places.split(';').filter_map(place).collect());
        } else if id.starts_with('E') {
            let mut attribution = Attribution::default();
            for role in body.split(' ') {
                let (role, id) = role.split_once(':').unwrap_or_default();
                let places = spans.get(id).cloned().unwrap_or_default();
                match role.trim_end_matches(|c: char| c.is_ascii_digit()) {
                    "Source" => attribution.source.extend(places),
                    "Cue" => attribution.cue.extend(places),
                    "Content" => attribution.content.extend(places),
                    _ => {}
                }
            }
            attribution.source.sort_by_key(|range| range.start);
            gold.push(attribution);
        }
    }
    gold
}

/// The tables of real weights while they are fitted.
#[derive(Clone, Default)]
struct FittedTable {
    weights: Vec<f64>,
    squares: Vec<f64>,
}

impl FittedTable {
    fn new() -> FittedTable {
        FittedTable { weights: vec![0.0; SLOTS], squares: vec![1e-2; SLOTS] }
    }

    fn score(&self, features: &[u32]) -> f64 {
        features.iter().map(|slot| self.weights[*slot as usize]).sum()
    }

    /// One `AdaGrad` step of one weight.
    fn step(&mut self, slot: u32, gradient: f64) {
        let slot = slot as usize;
        self.squares[slot] += gradient * gradient;
        let rate = STEP / self.squares[slot].sqrt();
        let weight = self.weights[slot] - rate * gradient;
        let shrink = rate * SHRINK;
        self.weights[slot] = if weight > shrink {
            weight - shrink
        } else if weight < -shrink {
            weight + shrink
        } else {
            0.0
        };
    }

    fn quantised(&self, confidence: Confidence) -> RankerWeights {
        let unit = f64::from(UNIT);
        let whole = |weight: &f64| (weight * unit).round().clamp(-32000.0, 32000.0) as i16;
        RankerWeights::new(self.weights.iter().map(whole).collect(), confidence)
    }
}

/// Fits the tables of all folds, one kind of decision after the other.
fn fit_folds(samples: &[AnnotatedArticle]) -> Vec<FittedTable> {
    let mut folds: Vec<FittedTable> = vec![FittedTable::new(); FOLDS];
    for kind in DecisionKind::ALL {
        let before = folds.clone();
        std::thread::scope(|scope| {
            for (fold, table) in folds.iter_mut().enumerate() {
                let rest: Vec<&AnnotatedArticle> =
                    samples.iter().filter(|s| s.fold != fold).collect();
                let before = &before;
                scope.spawn(move || fit_kind(kind, &rest, table, before));
            }
        });
    }
    folds
}

/// Fits the table that is shipped; see the head of the file.
fn fit(samples: &[AnnotatedArticle]) -> RankerWeights {
    let folds = fit_folds(samples);
    let all: Vec<&AnnotatedArticle> = samples.iter().collect();
    let mut whole = FittedTable::new();
    for kind in DecisionKind::ALL {
        let right = fit_kind(kind, &all, &mut whole, &folds);
        eprintln!("{kind:?}: {right}");
    }
    whole.quantised(calibrated(samples, &folds))
}

/// How often a speaker is right by the margin of its choice, as decided by the
/// fold that has not seen the article; never falling (pool adjacent violators).
fn calibrated(samples: &[AnnotatedArticle], folds: &[FittedTable]) -> Confidence {
    let mut tally = [[0_usize; 2]; Confidence::STEPS];
    for sample in samples {
        let before = &folds[sample.fold];
        let mut witness =
            Witness { trainer: Trainer::new(DecisionKind::Speaker, 1, sample, before), tally };
        let _ = find_with(&sample.text, &sample.article, &mut witness);
        tally = witness.tally;
    }
    let mut pools: Vec<([usize; 2], usize)> = Vec::new();
    for step in tally {
        let mut pool = ([step[0] + 1, step[1] + 2], 1);
        while let Some((last, steps)) = pools.last()
            && last[0] * pool.0[1] >= pool.0[0] * last[1]
        {
            pool = ([last[0] + pool.0[0], last[1] + pool.0[1]], steps + pool.1);
            pools.pop();
        }
        pools.push(pool);
    }
    let mut percent = [0; Confidence::STEPS];
    let pooled = pools.iter().flat_map(|(pool, steps)| std::iter::repeat_n(pool, *steps));
    for (to, pool) in percent.iter_mut().zip(pooled) {
        *to = (100 * pool[0] / pool[1]).min(99) as u8;
    }
    Confidence::new(percent)
}

/// A judge that learns nothing and notes how often it named the right speaker.
struct Witness<'a> {
    trainer: Trainer<'a>,
    /// By the step of the margin: right ones, and all.
    tally: [[usize; 2]; Confidence::STEPS],
}

impl Judge for Witness<'_> {
    fn score(&self, features: &[u32]) -> i32 {
        (self.trainer.before.score(features) * f64::from(UNIT)).round() as i32
    }

    fn choose(&mut self, decision: &RankedDecision<'_>) -> RankedChoice {
        let choice = best(decision.scores.iter().copied());
        let right = self.trainer.right(decision).unwrap_or_default();
        let named = choice.option > 0 && right.first() == Some(&false);
        if decision.kind == DecisionKind::Speaker && named {
            let tally = &mut self.tally[Confidence::step(choice.margin)];
            tally[0] += usize::from(right[choice.option]);
            tally[1] += 1;
        }
        choice
    }
}

/// Fits the weights of one kind; the kinds before it are decided by `before`,
/// by the table that has not seen the article. Returns a line of counts.
fn fit_kind(
    kind: DecisionKind,
    samples: &[&AnnotatedArticle],
    table: &mut FittedTable,
    before: &[FittedTable],
) -> String {
    let mut report = String::new();
    let mut sum = vec![0.0; SLOTS];
    for epoch in 0..EPOCHS {
        let mut counts = Counts::default();
        for sample in shuffled(samples, epoch) {
            let mut trainer = Trainer::new(kind, epoch, sample, &before[sample.fold]);
            (trainer.table, trainer.counts) = (std::mem::take(table), counts);
            let _ = find_with(&sample.text, &sample.article, &mut trainer);
            counts = trainer.counts;
            *table = trainer.table;
        }
        report = format!("{counts:?}");
        if epoch > 0 {
            sum.iter_mut().zip(&table.weights).for_each(|(sum, weight)| *sum += weight);
        }
    }
    for slot in kind.slots() {
        table.weights[slot] = sum[slot] / (EPOCHS - 1) as f64;
    }
    report
}

/// The samples in an order of the epoch's own, so that no outlet comes last.
fn shuffled<'a>(samples: &[&'a AnnotatedArticle], epoch: usize) -> Vec<&'a AnnotatedArticle> {
    let mut order = samples.to_vec();
    let mut state = 0x9e37_79b9_7f4a_7c15_u64.wrapping_mul(epoch as u64 + 1);
    for last in (1..order.len()).rev() {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        order.swap(last, (state >> 33) as usize % (last + 1));
    }
    order
}

#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    seen: usize,
    right: usize,
    hopeless: usize,
}

/// Whether a stretch in marks belongs to an attribution.
enum Belongs {
    Nowhere,
    To(usize),
    /// Not by half: the corpus does not say whether it is a quotation.
    InPart,
}

impl Belongs {
    /// The attribution, or none; `None` when the corpus does not say.
    fn attribution(self) -> Option<Vec<usize>> {
        match self {
            Belongs::Nowhere => Some(Vec::new()),
            Belongs::To(index) => Some(vec![index]),
            Belongs::InPart => None,
        }
    }
}

/// A judge that knows the answers and learns.
struct Trainer<'a> {
    kind: DecisionKind,
    epoch: usize,
    sample: &'a AnnotatedArticle,
    table: FittedTable,
    before: &'a FittedTable,
    /// The cue word that an attribution was found by, by its start.
    cues: HashMap<usize, usize>,
    counts: Counts,
}

impl Judge for Trainer<'_> {
    fn score(&self, features: &[u32]) -> i32 {
        let first = features.first().map_or(0, |slot| *slot as usize);
        let table = if self.kind.slots().contains(&first) { &self.table } else { self.before };
        (table.score(features) * f64::from(UNIT)).round() as i32
    }

    fn choose(&mut self, decision: &RankedDecision<'_>) -> RankedChoice {
        let right = self.right(decision);
        let mut choice = best(decision.scores.iter().copied());
        if decision.kind != self.kind {
            return choice;
        }
        match right {
            Some(right) if right.iter().any(|right| *right) => {
                self.counts.seen += 1;
                self.counts.right += usize::from(right[choice.option]);
                self.learn(decision, &right);
                if self.epoch == 0 && !right[choice.option] {
                    choice.option = right.iter().position(|right| *right).unwrap_or(0);
                    choice.margin = UNIT;
                }
            }
            Some(_) => self.counts.hopeless += 1,
            None => {}
        }
        choice
    }
}

impl<'a> Trainer<'a> {
    /// With an empty table of its own.
    fn new(
        kind: DecisionKind,
        epoch: usize,
        sample: &'a AnnotatedArticle,
        before: &'a FittedTable,
    ) -> Trainer<'a> {
        let (table, cues) = (FittedTable::default(), HashMap::new());
        Trainer { kind, epoch, sample, table, before, cues, counts: Counts::default() }
    }

    /// One step towards the right options, shared among them as they score.
    fn learn(&mut self, decision: &RankedDecision<'_>, right: &[bool]) {
        let scores: Vec<f64> = decision
            .ranges
            .iter()
            .map(|range| self.table.score(&decision.features[range.clone()]))
            .collect();
        let all = softmax(&scores, |_| true);
        let wanted = softmax(&scores, |option| right[option]);
        for (option, range) in decision.ranges.iter().enumerate() {
            let gradient = all[option] - wanted[option];
            if gradient.abs() > 1e-4 {
                for slot in &decision.features[range.clone()] {
                    self.table.step(*slot, gradient);
                }
            }
        }
    }

    /// Which options are right; `None` when the corpus does not say.
    fn right(&mut self, decision: &RankedDecision<'_>) -> Option<Vec<bool>> {
        match decision.kind {
            DecisionKind::Source => self.right_sources(decision),
            DecisionKind::Speaker => {
                let gold = self.content_of(decision.about).attribution()?;
                Some(self.sources_among(decision, gold.first().copied()))
            }
            DecisionKind::Quoted => {
                let quoted = !self.content_of(decision.about).attribution()?.is_empty();
                Some(decision.options.iter().map(|option| option.is_some() == quoted).collect())
            }
            DecisionKind::Left | DecisionKind::Right => self.right_reach(decision),
        }
    }

    fn right_sources(&mut self, decision: &RankedDecision<'_>) -> Option<Vec<bool>> {
        let at = decision.about.start();
        let mut gold = None;
        for (index, attribution) in self.sample.gold.iter().enumerate() {
            let inside =
                attribution.cue.iter().any(|cue| overlap(cue, &decision.about.range()) > 0);
            if inside && *self.cues.entry(index).or_insert(at) == at {
                gold = Some(index);
            }
        }
        if gold.is_some_and(|gold| self.sample.gold[gold].source.is_empty()) {
            return None;
        }
        Some(self.sources_among(decision, gold))
    }

    /// The options that name the source of an attribution; without one, or
    /// without a source, "nobody".
    fn sources_among(&self, decision: &RankedDecision<'_>, gold: Option<usize>) -> Vec<bool> {
        let gold = gold.map(|gold| &self.sample.gold[gold]);
        let Some(gold) = gold.filter(|gold| !gold.source.is_empty()) else {
            return decision.options.iter().map(Option::is_none).collect();
        };
        let named: Vec<bool> = decision
            .options
            .iter()
            .map(|option| option.is_some_and(|words| self.names(words, &gold.source)))
            .collect();
        // The first phrase within the source is its head: "Ober" in "Ober, a
        // spokesman for the council".
        let inside =
            |words: &Span| gold.source.iter().any(|range| overlap(range, &words.range()) > 0);
        let starts = decision.options.iter().zip(&named).filter(|(_, named)| **named);
        let first = starts.filter_map(|(option, _)| option.filter(inside)).map(Span::start).min();
        decision
            .options
            .iter()
            .zip(named)
            .map(|(option, named)| named && option.map(Span::start) == first)
            .collect()
    }

    /// Whether some words share one with a source that is no stop word.
    fn names(&self, words: Span, source: &[Range<usize>]) -> bool {
        let text = self.sample.text.as_str();
        let shares = |stop: bool| {
            source.iter().any(|range| {
                let shared = range.start.max(words.start())..range.end.min(words.end());
                let shared = text.get(shared).unwrap_or_default();
                let mut shared =
                    shared.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
                shared.any(|word| !stop || !is_stop(word))
            })
        };
        let whole = |range: &Range<usize>| {
            let words = text.get(range.clone()).unwrap_or_default();
            words
                .split(|c: char| !c.is_alphanumeric())
                .any(|word| !word.is_empty() && !is_stop(word))
        };
        shares(source.iter().any(whole))
    }

    /// The attribution that a stretch in marks belongs to.
    fn content_of(&self, words: Span) -> Belongs {
        let text = self.sample.text.as_str();
        let letters = |range: Range<usize>| {
            text.get(range).unwrap_or_default().chars().filter(|c| c.is_alphanumeric()).count()
        };
        let size = letters(words.range());
        let mut best = (0, None);
        for (index, attribution) in self.sample.gold.iter().enumerate() {
            for content in &attribution.content {
                let shared = content.start.max(words.start())..content.end.min(words.end());
                let shared = if shared.is_empty() { 0 } else { letters(shared) };
                if shared > best.0 {
                    best = (shared, Some(index));
                }
            }
        }
        match best {
            (0, _) => Belongs::Nowhere,
            (shared, Some(index)) if shared * 2 >= size => Belongs::To(index),
            _ => Belongs::InPart,
        }
    }

    /// The options that reach as far as the content of the cue's attribution.
    fn right_reach(&self, decision: &RankedDecision<'_>) -> Option<Vec<bool>> {
        let at = decision.about.start();
        let gold = (self.sample.gold.iter().enumerate())
            .find(|(index, _)| self.cues.get(index) == Some(&at))
            .map(|(_, gold)| gold)?;
        let agrees = |words: &Span| {
            gold.content
                .iter()
                .map(|content| agreement(content, &words.range()))
                .fold(0.0, f64::max)
        };
        let fits: Vec<f64> =
            decision.options.iter().map(|option| option.as_ref().map_or(0.0, agrees)).collect();
        let top = fits.iter().copied().fold(0.0, f64::max);
        if top < 0.5 {
            let touches =
                |words: &Span| gold.content.iter().any(|c| overlap(c, &words.range()) > 0);
            let any_touch = decision.options.iter().flatten().any(touches);
            return (!any_touch).then(|| decision.options.iter().map(Option::is_none).collect());
        }
        Some(fits.iter().map(|fit| *fit >= top - 0.02).collect())
    }
}

fn overlap(one: &Range<usize>, other: &Range<usize>) -> usize {
    one.end.min(other.end).saturating_sub(one.start.max(other.start))
}

/// Shared length over joint length.
fn agreement(one: &Range<usize>, other: &Range<usize>) -> f64 {
    let shared = overlap(one, other);
    let joint = one.end.max(other.end) - one.start.min(other.start);
    if shared == 0 || joint == 0 { 0.0 } else { shared as f64 / joint as f64 }
}

fn is_stop(word: &str) -> bool {
    const STOP: &str = " a an the of for and or to in on at by with from as who whom whose which that this these \
        those one some many several other another both all also former then now his her their its our my your s \
        mr mrs ms miss dr sen rep gov gen president sir ";
    STOP.contains(&format!(" {} ", word.to_lowercase()))
}

/// The share of each score among those allowed.
fn softmax(scores: &[f64], allowed: impl Fn(usize) -> bool) -> Vec<f64> {
    let among = || scores.iter().enumerate().filter(|(option, _)| allowed(*option));
    let top = among().map(|(_, score)| *score).fold(f64::NEG_INFINITY, f64::max);
    let sum: f64 = among().map(|(_, score)| exponential(score - top)).sum();
    let share = |(option, score): (usize, &f64)| {
        if allowed(option) { exponential(score - top) / sum } else { 0.0 }
    };
    scores.iter().enumerate().map(share).collect()
}

/// `e` to the power of `x`, at most 0, by squaring `(1 + x/2^12 + …)`: the
/// same bits on every platform, which the standard library does not promise.
fn exponential(x: f64) -> f64 {
    if x < -30.0 {
        return 0.0;
    }
    let small = x / 4096.0;
    let mut power = 1.0 + small * (1.0 + small / 2.0 * (1.0 + small / 3.0));
    for _ in 0..12 {
        power *= power;
    }
    power
}

/// Prints the quotations of an article as the command line does.
fn print_quotes(sample: &AnnotatedArticle, weights: &RankerWeights) {
    let found = find_with(&sample.text, &sample.article, &mut &*weights);
    for quote in
        found.iter().filter(|quote| quote.form.is_verbatim() || quote.form == Form::Indirect)
    {
        for part in &quote.parts {
            println!("{}", line(sample, quote, *part));
        }
    }
}

fn line(sample: &AnnotatedArticle, quote: &Quote, part: Span) -> serde_json::Value {
    let words = |span: Span| sample.text.get(span);
    let speaker = quote.speaker.as_ref().map(|speaker| {
        serde_json::json!({
            "text": speaker.mention.map(words), "name": speaker.name,
            "start": speaker.mention.map(Span::start), "end": speaker.mention.map(Span::end),
        })
    });
    serde_json::json!({
        "path": sample.path, "kind": quote.form.name(), "text": words(part),
        "start": part.start(), "end": part.end(), "cue": quote.cue.map(words), "speaker": speaker,
    })
}
