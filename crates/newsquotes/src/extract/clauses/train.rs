//! Fitting the choice of subjects: parsed sentences in, the bytes of the
//! weights out, the same everywhere.
//!
//! The words carry the parts of speech that the tagger gives them, as they
//! will when it is used.

use super::super::linear::{FitOptions, Learner, Random, whole_bytes};
use super::super::speech_parts::{SpeechTagger, TaggedWord};
use super::super::treebank::TreeSentence;
use super::{AGENT, Clauses, GOVERNOR, LANES, MAGIC, SubjectRelation, clause_gold, features};

/// One in so many weights may be cut.
const TAIL: usize = 2000;

/// A choice with its options, "none of them" not among them.
#[derive(Clone, Debug)]
struct Choice {
    /// The features of each option.
    options: Vec<Vec<u32>>,
    /// The outcomes that are weighed.
    lanes: std::ops::Range<usize>,
    /// The right option and outcome; `None` for none of them.
    gold: Option<(usize, usize)>,
}

/// The bytes of weights fitted to these sentences.
#[must_use]
pub fn fit_clauses(sentences: &[TreeSentence], options: FitOptions) -> Vec<u8> {
    let choices = choices(sentences);
    let mut total = Vec::new();
    for round in 0..options.rounds {
        let mut learner = Learner::new(options.rows);
        let mut random = Random::new(options.seed.wrapping_add(round));
        let mut order: Vec<&Choice> = choices.iter().collect();
        for _ in 0..options.epochs {
            random.shuffle(&mut order);
            for choice in &order {
                see(&mut learner, &mut random, choice, options);
            }
        }
        learner.add_average(&mut total);
    }
    let mut bytes = MAGIC.to_vec();
    bytes.extend(whole_bytes(&total, TAIL));
    bytes
}

/// Makes one choice and, where that is wrong, moves the weights.
fn see(learner: &mut Learner<LANES>, random: &mut Random, choice: &Choice, options: FitOptions) {
    let dropout = u64::from(options.dropout);
    let mut kept = choice.options.clone();
    for features in &mut kept {
        features.retain(|_| random.next() >> 32 & 255 >= dropout);
    }
    let mut best: (i32, Option<(usize, usize)>) = (0, None);
    for (option, features) in kept.iter().enumerate() {
        let scores = learner.scores(features);
        for lane in choice.lanes.clone() {
            let score = scores.get(lane).copied().unwrap_or(0);
            if score > best.0 {
                best = (score, Some((option, lane)));
            }
        }
    }
    if best.1 != choice.gold {
        for (answer, step) in [(choice.gold, 1), (best.1, -1)] {
            if let Some((option, lane)) = answer
                && let Some(features) = kept.get(option)
            {
                learner.change(features, lane, step);
            }
        }
    }
    learner.tick();
}

/// Every choice of all sentences.
fn choices(sentences: &[TreeSentence]) -> Vec<Choice> {
    let mut tagger = SpeechTagger::default();
    let mut choices = Vec::new();
    for sentence in sentences {
        let words = tagger.tag(sentence.forms());
        let clauses = Clauses::bare(words, None);
        for gold in clause_gold(sentence) {
            if !words.get(gold.verb).is_some_and(|word| word.part.is_verb()) {
                continue;
            }
            let phrase = |at: usize| Some(nearest(&clauses, gold.verb, clauses.phrase_of(at)?));
            let subject = gold.subject.and_then(|(at, relation)| Some((phrase(at)?, relation)));
            choices.extend(subject_choice(&clauses, gold.verb, subject));
            choices.extend(agent_choice(&clauses, words, gold.verb, gold.agent.and_then(phrase)));
            choices.push(governor_choice(&clauses, gold.verb, gold.governor));
        }
    }
    choices
}

/// Of the phrases that are coordinated with one the nearest to the verb: the
/// treebank gives the first of them.
fn nearest(clauses: &Clauses<'_>, verb: usize, phrase: usize) -> usize {
    let joint = clauses.joint(phrase);
    let behind = clauses.phrases.get(phrase).is_some_and(|phrase| phrase.words.start > verb);
    if joint.start == phrase && !behind { joint.end - 1 } else { phrase }
}

fn subject_choice(
    clauses: &Clauses<'_>,
    verb: usize,
    gold: Option<(usize, SubjectRelation)>,
) -> Option<Choice> {
    let (options, gold_option) = phrase_options(clauses, verb, gold.map(|gold| gold.0));
    // A subject that is out of reach teaches nothing.
    if gold.is_some() && gold_option.is_none() {
        return None;
    }
    let gold = gold_option.zip(gold).map(|(option, gold)| (option, gold.1 as usize));
    Some(Choice { options, lanes: 0..SubjectRelation::ALL.len(), gold })
}

fn agent_choice(
    clauses: &Clauses<'_>,
    words: &[TaggedWord],
    verb: usize,
    gold: Option<usize>,
) -> Option<Choice> {
    use super::super::speech_parts::SpeechPart::ParticipleVerb;
    if words.get(verb)?.part != ParticipleVerb {
        return None;
    }
    let (options, gold) = phrase_options(clauses, verb, gold);
    Some(Choice { options, lanes: AGENT..AGENT + 1, gold: gold.map(|gold| (gold, AGENT)) })
}

/// The features of each candidate, and the place of the right one.
fn phrase_options(
    clauses: &Clauses<'_>,
    verb: usize,
    gold: Option<usize>,
) -> (Vec<Vec<u32>>, Option<usize>) {
    let mut options = Vec::new();
    let mut right = None;
    clauses.weigh(verb, |phrase, features| {
        if Some(phrase) == gold {
            right = Some(options.len());
        }
        options.push(features.to_vec());
    });
    (options, right)
}

fn governor_choice(clauses: &Clauses<'_>, verb: usize, gold: Option<usize>) -> Choice {
    let mut options = Vec::new();
    let mut right = None;
    for governor in features::governors(clauses.words, verb) {
        if Some(governor) == gold {
            right = Some((options.len(), GOVERNOR));
        }
        let mut rows = Vec::new();
        features::of_governor(clauses, verb, governor, &mut rows);
        options.push(rows);
    }
    Choice { options, lanes: GOVERNOR..GOVERNOR + 1, gold: right }
}
