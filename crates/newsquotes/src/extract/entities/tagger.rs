//! The tagger: an averaged structured perceptron in two stages.
//!
//! The first stage labels every run of capitalised words by itself; the
//! second does it again, knowing what the first found each word to be in the
//! rest of the document. Both read the same features, so one row holds the
//! weights of both and is fetched once.

use super::super::speech_parts;
use super::features::{self, FeatureReader, FeatureSource, Votes};
use super::hash::HashMap;
use super::lexicon::NameLexicon;
use super::usage::Usages;
use super::viterbi::{Decoder, LANES, NameLabel, Scores, Transitions, forbid};
use super::words::{CapitalRun, TaggerWords};
use crate::model::{EntityKind, Text};
use crate::sure;

/// Opens the file of weights.
const MAGIC: &[u8; 8] = b"nrents1\n";

/// A row holds the weights of one feature, stage after stage.
const ROW: usize = 2 * LANES;

/// The weights of both stages, used as they lie in the program.
#[derive(Clone, Debug)]
pub struct TaggerWeights<'a> {
    transitions: [Transitions; 2],
    /// A power of two.
    rows: &'a [[u8; ROW]],
}

/// A name that the tagger found: words by their place in [`TaggerWords::all`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FoundName {
    pub(super) words: std::ops::Range<usize>,
    pub(super) kind: EntityKind,
    /// The lead over the next best reading, in units of the weights.
    pub(super) margin: i32,
}

impl<'a> TaggerWeights<'a> {
    /// Reads what [`TaggerWeights::to_bytes`] wrote; `None` for anything else.
    #[must_use]
    pub fn from_bytes(bytes: &'a [u8]) -> Option<TaggerWeights<'a>> {
        let (mut scores, rows) =
            bytes.strip_prefix(MAGIC)?.split_at_checked(2 * LANES * LANES * 4)?;
        let mut transitions = [[[0; LANES]; LANES]; 2];
        for score in transitions.iter_mut().flatten().flatten() {
            let (value, rest) = scores.split_first_chunk()?;
            *score = i32::from_le_bytes(*value).clamp(-1 << 20, 1 << 20);
            scores = rest;
        }
        transitions.iter_mut().for_each(forbid);
        let (rows, rest) = rows.as_chunks();
        (rows.len().is_power_of_two() && rest.is_empty())
            .then_some(TaggerWeights { transitions, rows })
    }

    #[cfg(any(test, feature = "train"))]
    /// The bytes of a file of weights.
    pub(super) fn to_bytes(transitions: &[Transitions; 2], rows: &[[i8; ROW]]) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        for score in transitions.iter().flatten().flatten() {
            bytes.extend(score.to_le_bytes());
        }
        bytes.extend(rows.iter().flatten().map(|weight| weight.cast_unsigned()));
        bytes
    }

    /// The scores of a word with these features, for both stages.
    pub(super) fn scores(&self, features: &[u32]) -> [Scores; 2] {
        let mut sums = [0i16; ROW];
        let mask = self.rows.len() - 1;
        for feature in features {
            let Some(row) = self.rows.get(*feature as usize & mask) else { continue };
            for (sum, weight) in sums.iter_mut().zip(row) {
                *sum = sum.wrapping_add(i16::from(weight.cast_signed()));
            }
        }
        let (stages, _) = sums.as_chunks::<LANES>();
        let mut scores = [[0; LANES]; 2];
        for (to, from) in scores.iter_mut().zip(stages) {
            *to = from.map(i32::from);
        }
        scores
    }

    pub(super) fn transitions(&self, stage: usize) -> &Transitions {
        self.transitions.get(stage).unwrap_or(&[[0; LANES]; LANES])
    }
}

/// The names in `words`, in the order of the text.
pub(super) fn tag(
    text: &Text,
    words: &TaggerWords,
    lexicon: NameLexicon<'_>,
    weights: &TaggerWeights<'_>,
) -> Vec<FoundName> {
    let usages = Usages::read(words);
    let source = FeatureSource { text, words, usages: &usages, lexicon };
    let runs = words.runs();
    let scores = score(source, &runs, weights);
    let votes = first_stage(words, &runs, &scores, weights);
    second_stage(source, &runs, &scores, &votes, weights)
}

/// The scores of all words of all runs, for both stages.
fn score(
    source: FeatureSource<'_>,
    runs: &[CapitalRun],
    weights: &TaggerWeights<'_>,
) -> Vec<[Scores; 2]> {
    let mut reader = FeatureReader::default();
    let mut rows = Vec::new();
    let mut scores = Vec::new();
    for run in runs {
        reader.open(source, run);
        for at in run.words.clone() {
            rows.clear();
            reader.read(source, run, at, &mut rows);
            scores.push(weights.scores(&rows));
        }
    }
    scores
}

/// What the first stage makes of each word, counted over the document.
fn first_stage(
    words: &TaggerWords,
    runs: &[CapitalRun],
    scores: &[[Scores; 2]],
    weights: &TaggerWeights<'_>,
) -> HashMap<Votes> {
    let mut votes = HashMap::default();
    let mut decoder = Decoder::default();
    let mut stage = Vec::new();
    let mut scores = scores.iter();
    for run in runs {
        stage.clear();
        stage.extend(scores.by_ref().take(run.words.len()).map(|[first, _]| *first));
        let labels = decoder.decode(&stage, weights.transitions(0));
        vote(&mut votes, words, run, labels);
    }
    votes
}

/// Counts the labels of a run.
pub(super) fn vote(
    votes: &mut HashMap<Votes>,
    words: &TaggerWords,
    run: &CapitalRun,
    labels: &[NameLabel],
) {
    let words = sure::items(&words.all, run.words.clone());
    for (word, label) in words.iter().zip(labels).filter(|(word, _)| word.capital) {
        let kind = label.kind().map_or(0, |kind| 1 + usize::from(super::viterbi::number(kind)));
        let votes: &mut Votes = votes.entry(word.lower).or_default();
        if let Some(count) = votes.get_mut(kind) {
            *count = count.saturating_add(1);
        }
    }
}

/// The names that the second stage finds.
fn second_stage(
    source: FeatureSource<'_>,
    runs: &[CapitalRun],
    scores: &[[Scores; 2]],
    votes: &HashMap<Votes>,
    weights: &TaggerWeights<'_>,
) -> Vec<FoundName> {
    let mut decoder = Decoder::default();
    let mut found = Vec::new();
    let mut stage = Vec::new();
    let mut rows = Vec::new();
    let mut scores = scores.iter();
    for run in runs {
        stage.clear();
        for (at, [_, second]) in run.words.clone().zip(scores.by_ref()) {
            rows.clear();
            vote_features(source, at, votes, &mut rows);
            let [_, more] = weights.scores(&rows);
            let mut sum = *second;
            sum.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
            if let Some(score) = sum.get_mut(NameLabel::begin(EntityKind::Organisation).lane()) {
                *score += organisation_lead(source, at);
            }
            stage.push(sum);
        }
        read_names(run, &stage, weights.transitions(1), &mut decoder, &mut found);
    }
    found
}

/// The features that the second stage has more than the first.
pub(super) fn vote_features(
    source: FeatureSource<'_>,
    at: usize,
    votes: &HashMap<Votes>,
    rows: &mut Vec<u32>,
) {
    let form = |range: std::ops::Range<usize>| sure::part(source.text.as_str(), range);
    features::votes(
        source.words,
        at,
        |lower| votes.get(&lower),
        |word| features::shape(form(word.range())),
        rows,
    );
}

/// Adds the names of one run.
fn read_names(
    run: &CapitalRun,
    scores: &[Scores],
    transitions: &Transitions,
    decoder: &mut Decoder,
    found: &mut Vec<FoundName>,
) {
    let labels = decoder.decode(scores, transitions).to_vec();
    if labels.iter().all(|label| *label == NameLabel::OUTSIDE) {
        return;
    }
    decoder.prepare_margins(scores, transitions);
    let first = found.len();
    for (index, label) in labels.iter().enumerate() {
        let at = run.words.start + index;
        let margin = decoder.margin(index);
        let Some(kind) = label.kind() else { continue };
        match found.get_mut(first..).and_then(<[FoundName]>::last_mut) {
            Some(open) if !label.is_begin() => {
                open.words.end = at + 1;
                open.margin = open.margin.min(margin);
            }
            _ => found.push(FoundName { words: at..at + 1, kind, margin }),
        }
    }
}

/// What the beginning of an organisation's name gets in advance, in units of
/// the weights. The perceptron misses more of them than it makes up; with 60
/// precision and recall come nearer, from 90 on the sum of both falls.
const ORGANISATION_LEAD: i32 = 60;

/// What an acronym gets in advance: with 200 to 300 every measured set gains,
/// with 400 web texts lose.
const ACRONYM_LEAD: i32 = 300;

fn organisation_lead(source: FeatureSource<'_>, at: usize) -> i32 {
    if is_in_dateline(source, at) {
        return 0;
    }
    ORGANISATION_LEAD + if is_body_acronym(source, at) { ACRONYM_LEAD } else { 0 }
}

/// Whether a word inside a sentence is an acronym that most likely names a body:
/// three to six capitals, no number and no thing or trade of everyday.
fn is_body_acronym(source: FeatureSource<'_>, at: usize) -> bool {
    #[rustfmt::skip]
    const NO_BODIES: [&str; 46] = [
        "AIDS", "AKA", "ASAP", "ATM", "CEO", "CFO", "CIO", "COO", "CTO", "DIY", "DNA", "DVD",
        "FAQ", "GDP", "GPS", "HIV", "IPO", "LGBT", "MBA", "MRI", "MSP", "NGO", "PDF", "RIP", "RNA",
        "SUV", "USB", "VAT", "VCR", "VIP", "INC", "LLC", "LLP", "LTD",
        "BST", "CDT", "CEST", "CET", "CST", "EDT", "EST", "GMT", "MST", "PDT", "PST", "UTC",
    ];
    let Some(word) = source.words.all.get(at).filter(|word| word.capital) else { return false };
    let form = sure::part(source.text.as_str(), word.range());
    (3..=6).contains(&form.len())
        && form.bytes().all(|byte| byte.is_ascii_uppercase())
        && !form.bytes().all(|byte| b"IVXLC".contains(&byte))
        && !NO_BODIES.contains(&form)
        && !speech_parts::is_common_word(word.lower)
        && !source.words.in_headline(at)
}

/// Whether a word in capitals stands beside another (`KESTREL HILL, May 3`), or
/// opens a sentence and a mark follows (`NORRBY (Coast Wire)`).
fn is_in_dateline(source: FeatureSource<'_>, at: usize) -> bool {
    let form = |at: usize| source.words.form(source.text, at);
    let shouted = |form: &str| form.len() > 1 && form.bytes().all(|b| b.is_ascii_uppercase());
    if !source.words.all.get(at).is_some_and(|word| word.capital) || !shouted(form(at)) {
        return false;
    }
    let before = at.checked_sub(1);
    let beside = before.is_some_and(|at| shouted(form(at))) || shouted(form(at + 1));
    let first = before.is_none_or(|at| source.words.ends_sentence(at));
    let mark = source.words.all.get(at + 1).is_some_and(|next| !next.is_lexical());
    beside || first && mark
}
