//! Training the tagger: labelled texts in, the bytes of the weights out.
//!
//! The same texts and options give the same bytes on every platform. The
//! second stage learns from what the first finds in documents it was not
//! trained on (four folds), as it will when it is used.

use std::ops::Range;

use super::features::{FeatureReader, FeatureSource, Votes};
use super::hash::HashMap;
use super::learn::{Average, TrainingOptions, TrainingRun, learn};
use super::lexicon::NameLexicon;
use super::tagger::{TaggerWeights, vote, vote_features};
use super::usage::Usages;
use super::viterbi::{Decoder, LANES, NameLabel, Scores};
use super::words::{CapitalRun, TaggerWord, TaggerWords};
use super::{named, resolve};
use crate::model::{EntityKind, Span, Text};
use crate::sure;

/// Parts of the training set that take turns in being left out.
const FOLDS: usize = 4;

/// A text with the names in it.
#[derive(Clone, Debug)]
pub struct LabelledText {
    pub text: Text,
    /// The stretches of the text that sentences stay within.
    pub blocks: Vec<Span>,
    /// Bytes of the text, ascending and disjoint.
    pub names: Vec<(Range<usize>, EntityKind)>,
}

/// The names in the blocks of a text, before it is asked who they are: to
/// measure weights that are not compiled in.
#[must_use]
pub fn tag(
    text: &Text,
    blocks: &[Span],
    lexicon: NameLexicon<'_>,
    weights: &TaggerWeights<'_>,
) -> Vec<(Span, EntityKind)> {
    let words = TaggerWords::read(text, blocks.iter().copied(), &[]);
    let names = named(text, &words, lexicon, weights);
    names.iter().filter_map(|name| Some((resolve::span(text, &words, name)?, name.kind))).collect()
}

/// The features and labels of one document.
struct Example {
    words: TaggerWords,
    runs: Vec<CapitalRun>,
    /// By candidate: the words of all runs one after the other.
    rows: Vec<Vec<u32>>,
    gold: Vec<NameLabel>,
}

/// The bytes of weights that label `samples` as they are labelled.
#[must_use]
pub fn train(
    samples: &[LabelledText],
    lexicon: NameLexicon<'_>,
    options: TrainingOptions,
) -> Vec<u8> {
    let mut examples: Vec<Example> =
        samples.iter().map(|sample| Example::read(sample, lexicon)).collect();
    let first = learn(&items(&examples), options);
    let votes = votes_of_strangers(&examples, options);
    for ((example, sample), votes) in examples.iter_mut().zip(samples).zip(&votes) {
        example.add_votes(sample, lexicon, votes);
    }
    let second = learn(&items(&examples), options);
    pack([&first, &second])
}

fn items<'a>(examples: impl IntoIterator<Item = &'a Example>) -> Vec<TrainingRun<'a>> {
    examples.into_iter().flat_map(Example::items).collect()
}

/// What a first stage trained on the other folds finds in each document.
fn votes_of_strangers(examples: &[Example], options: TrainingOptions) -> Vec<HashMap<Votes>> {
    let mut votes: Vec<HashMap<Votes>> = vec![HashMap::default(); examples.len()];
    let options = TrainingOptions { epochs: options.epochs.div_ceil(2), rounds: 1, ..options };
    for fold in 0..FOLDS {
        let others = examples.iter().enumerate().filter(|(index, _)| index % FOLDS != fold);
        let average = learn(&items(others.map(|(_, example)| example)), options);
        let bytes = pack([&average, &average]);
        let Some(weights) = TaggerWeights::from_bytes(&bytes) else { continue };
        for (example, votes) in examples.iter().zip(&mut votes).skip(fold).step_by(FOLDS) {
            *votes = example.count_votes(&weights);
        }
    }
    votes
}

impl Example {
    fn read(sample: &LabelledText, lexicon: NameLexicon<'_>) -> Example {
        let words = TaggerWords::read(&sample.text, sample.blocks.iter().copied(), &[]);
        let usages = Usages::read(&words);
        let runs = words.runs();
        let source = FeatureSource { text: &sample.text, words: &words, usages: &usages, lexicon };
        let mut rows = Vec::new();
        let mut gold = Vec::new();
        let mut reader = FeatureReader::default();
        for run in &runs {
            reader.open(source, run);
            for at in run.words.clone() {
                let mut features = Vec::new();
                reader.read(source, run, at, &mut features);
                rows.push(features);
            }
            gold.extend(gold_labels(&words, run, &sample.names));
        }
        Example { words, runs, rows, gold }
    }

    fn add_votes(
        &mut self,
        sample: &LabelledText,
        lexicon: NameLexicon<'_>,
        votes: &HashMap<Votes>,
    ) {
        let usages = Usages::default();
        let source =
            FeatureSource { text: &sample.text, words: &self.words, usages: &usages, lexicon };
        let candidates = self.runs.iter().flat_map(|run| run.words.clone());
        for (at, rows) in candidates.zip(&mut self.rows) {
            vote_features(source, at, votes, rows);
        }
    }

    fn count_votes(&self, weights: &TaggerWeights<'_>) -> HashMap<Votes> {
        let mut votes = HashMap::default();
        let mut decoder = Decoder::default();
        for (run, item) in self.runs.iter().zip(self.items()) {
            let scores: Vec<Scores> =
                item.rows.iter().map(|rows| weights.scores(rows)[0]).collect();
            let labels = decoder.decode(&scores, weights.transitions(0));
            vote(&mut votes, &self.words, run, labels);
        }
        votes
    }

    fn items(&self) -> impl Iterator<Item = TrainingRun<'_>> {
        let mut start = 0;
        self.runs.iter().filter_map(move |run| {
            let candidates = start..start + run.words.len();
            start = candidates.end;
            Some(TrainingRun {
                rows: self.rows.get(candidates.clone())?,
                gold: self.gold.get(candidates)?,
            })
        })
    }
}

/// The labels of the words of a run; a name that starts before the run begins
/// with the run.
fn gold_labels(
    words: &TaggerWords,
    run: &CapitalRun,
    names: &[(Range<usize>, EntityKind)],
) -> Vec<NameLabel> {
    let mut open = None;
    let words = sure::items(&words.all, run.words.clone());
    let label = |word: &TaggerWord| {
        let bytes = word.range();
        let next = names.partition_point(|(name, _)| name.end <= bytes.start);
        let Some((name, kind)) = names.get(next).filter(|(name, _)| name.start < bytes.end) else {
            open = None;
            return NameLabel::OUTSIDE;
        };
        let goes_on = open.replace(name.start) == Some(name.start);
        if goes_on { NameLabel::inside(*kind) } else { NameLabel::begin(*kind) }
    };
    words.iter().map(label).collect()
}

/// Both stages in bytes, each scaled so that its largest weight is 127.
fn pack(stages: [&Average; 2]) -> Vec<u8> {
    let mut rows = vec![[0; 2 * LANES]; stages[0].weights.len()];
    let mut transitions = [[[0; LANES]; LANES]; 2];
    for (stage, (average, transitions)) in stages.iter().zip(&mut transitions).enumerate() {
        let largest = average.largest();
        for (row, weights) in rows.iter_mut().zip(&average.weights) {
            for (to, from) in row.iter_mut().skip(stage * LANES).zip(weights) {
                *to = i8::try_from(scale(*from, largest)).unwrap_or(0);
            }
        }
        let transitions = transitions.iter_mut().flatten();
        for (to, from) in transitions.zip(average.transitions.iter().flatten()) {
            *to = i32::try_from(scale(*from, largest)).unwrap_or(0);
        }
    }
    TaggerWeights::to_bytes(&transitions, &rows)
}

/// `value` in parts of `largest` / 127, rounded half away from zero.
fn scale(value: i64, largest: i64) -> i64 {
    let doubled = i128::from(value) * 254;
    let largest = i128::from(largest);
    let rounded = (doubled.abs() + largest) / (2 * largest) * doubled.signum();
    i64::try_from(rounded).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use sha2::{Digest, Sha256};

    use super::*;

    /// Names in brackets, with the first letter of their kind.
    const NEWS: &str = "\
The mayor of [Lund|l], [Karin Ekholm|p], said on Tuesday that the bridge over the [Hoje River|l] stays. \
[Ekholm|p] met Finance Minister [Peter Halloran|p] at the [Ministry of Transport|o] in [Stockholm|l]. \
The [World Trade Organization|o] ([WTO|o]) is to rule in April. Its spokeswoman, [Amina Diallo|p], spoke in [Geneva|l].";

    fn sample() -> LabelledText {
        let mut plain = String::new();
        let mut names = Vec::new();
        for (index, part) in NEWS.split(['[', ']']).enumerate() {
            let Some((words, kind)) = part.rsplit_once('|').filter(|_| index % 2 == 1) else {
                plain.push_str(part);
                continue;
            };
            let kind = EntityKind::ALL.into_iter().find(|k| k.name().starts_with(kind));
            let kind = kind.unwrap_or(EntityKind::Place);
            names.push((plain.len()..plain.len() + words.len(), kind));
            plain.push_str(words);
        }
        let text = Text::new(plain).unwrap();
        LabelledText { blocks: vec![text.whole()], text, names }
    }

    /// Training is arithmetic on integers: the same bytes here and everywhere.
    #[test]
    fn training_gives_the_same_bytes_on_every_platform() {
        let samples = vec![sample(); 4];
        let options = TrainingOptions { bits: 10, epochs: 3, rounds: 2, dropout: 60, seed: 7 };
        let lexicon = NameLexicon::new(&[], &[]);
        let bytes = train(&samples, lexicon, options);
        let digest = Sha256::digest(&bytes);
        let digest: Vec<String> = digest.iter().take(8).map(|b| format!("{b:02x}")).collect();
        assert_eq!(digest.concat(), "96f3ecab4bb56fb3");

        let weights = TaggerWeights::from_bytes(&bytes).unwrap();
        let LabelledText { text, blocks, names } = &samples[0];
        let found = tag(text, blocks, lexicon, &weights);
        let right = found.iter().filter(|(span, kind)| names.contains(&(span.range(), *kind)));
        assert!(right.count() * 10 > names.len() * 9, "what was learnt is known again");
    }

    #[test]
    fn weights_of_another_format_are_refused() {
        assert!(TaggerWeights::from_bytes(b"").is_none());
        assert!(TaggerWeights::from_bytes(&[0; 4096]).is_none());
    }
}
