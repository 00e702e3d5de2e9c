//! Training the tagger: labelled sentences in, the bytes of the weights out.
//!
//! The same sentences and options give the same bytes on every platform. The
//! tagger learns with the parts of speech that it gave the words before, right
//! or wrong, as it will have them when it is used.

use std::collections::BTreeMap;

use super::super::entities::CLUSTERS;
use super::super::hash::{self, HashMap};
use super::super::linear::{FitOptions, Learner, Random, whole_bytes};
use super::super::table::{self, HashTable};
use super::SpeechPart;
use super::features::{self, DictionaryEntry, Place, WordType, dictionary_key};
use super::tagger::{LANES, MAGIC};

/// A sentence with the part of speech of every word.
#[derive(Clone, Debug, Default)]
pub struct LabelledSentence {
    pub words: Vec<(String, SpeechPart)>,
}

/// Counts of each part of speech.
type Counts = [u32; SpeechPart::ALL.len()];

/// How often a word must be seen before the dictionary has it.
const SEEN: u32 = 3;

/// How often a word must be seen, and with one part of speech in how many of a
/// thousand cases, before it is not looked at any more.
const SURE: (u32, u32) = (30, 997);

/// Parts of speech that no new words come to. A noun is never sure: "campaign"
/// is one thirty times in the treebanks, and yet `they campaign`.
const CLOSED: [SpeechPart; 8] = [
    SpeechPart::Adposition,
    SpeechPart::Auxiliary,
    SpeechPart::Coordinator,
    SpeechPart::Determiner,
    SpeechPart::Particle,
    SpeechPart::Pronoun,
    SpeechPart::Punctuation,
    SpeechPart::Subordinator,
];

/// The bytes of the dictionary: what the words of these sentences are.
#[must_use]
pub fn build_dictionary(sentences: &[LabelledSentence]) -> Vec<u8> {
    let mut counts = BTreeMap::<u64, Counts>::new();
    for (form, part) in sentences.iter().flat_map(|sentence| &sentence.words) {
        let capital = form.chars().next().is_some_and(char::is_uppercase);
        let lower = hash::lower(form);
        let keys = [dictionary_key(lower, false), dictionary_key(lower, true)];
        for key in keys.iter().take(1 + usize::from(capital)) {
            if let Some(count) = counts.entry(*key).or_default().get_mut(*part as usize) {
                *count += 1;
            }
        }
    }
    let entry = |(key, counts): (u64, Counts)| {
        let total: u32 = counts.iter().sum();
        let most = counts.iter().max().copied().unwrap_or(0);
        let closed = CLOSED.iter().filter_map(|part| counts.get(*part as usize)).max();
        let sure = total >= SURE.0 && most * 1000 >= total * SURE.1 && closed == Some(&most);
        (total >= SEEN).then(|| (key, DictionaryEntry::new(&counts, sure).0))
    };
    table::build(&counts.into_iter().filter_map(entry).collect())
}

/// The bytes of the weights, learnt from `sentences` with a dictionary of
/// [`build_dictionary`].
#[must_use]
pub fn fit_speech_parts(
    sentences: &[LabelledSentence],
    dictionary: &[u8],
    options: FitOptions,
) -> Vec<u8> {
    let corpus = Corpus::read(sentences, HashTable::new(dictionary));
    let mut total = Vec::new();
    for round in 0..options.rounds {
        let mut pass = Pass::new(&corpus, options, round);
        let mut order: Vec<&[(u32, SpeechPart)]> =
            corpus.sentences.iter().map(Vec::as_slice).collect();
        for _ in 0..options.epochs {
            pass.random.shuffle(&mut order);
            for sentence in &order {
                pass.see(sentence);
            }
        }
        pass.learner.add_average(&mut total);
    }
    let mut bytes = MAGIC.to_vec();
    bytes.extend(u32::try_from(dictionary.len()).unwrap_or(u32::MAX).to_le_bytes());
    bytes.extend(dictionary);
    bytes.extend(whole_bytes(&total, TAIL));
    bytes
}

/// One in so many weights may be cut.
const TAIL: usize = 2000;

/// The sentences as places among the types of words.
struct Corpus {
    types: Vec<(WordType, Vec<u32>)>,
    sentences: Vec<Vec<(u32, SpeechPart)>>,
}

impl Corpus {
    fn read(sentences: &[LabelledSentence], dictionary: HashTable<'_>) -> Corpus {
        let mut places = HashMap::default();
        let mut types = Vec::new();
        let mut place = |form: &str| {
            *places.entry(hash::word(form)).or_insert_with(|| {
                let word = WordType::read(form, dictionary, HashTable::new(CLUSTERS));
                let mut rows = Vec::new();
                features::of_type(form, &word, &mut rows);
                types.push((word, rows));
                u32::try_from(types.len() - 1).unwrap_or(u32::MAX)
            })
        };
        let sentences = sentences
            .iter()
            .map(|s| s.words.iter().map(|(form, part)| (place(form), *part)).collect())
            .collect();
        Corpus { types, sentences }
    }
}

/// One learner on its way through the sentences.
struct Pass<'a> {
    corpus: &'a Corpus,
    learner: Learner<LANES>,
    random: Random,
    dropout: u64,
    parts: Vec<SpeechPart>,
    rows: Vec<u32>,
}

impl<'a> Pass<'a> {
    fn new(corpus: &'a Corpus, options: FitOptions, round: u64) -> Pass<'a> {
        Pass {
            corpus,
            learner: Learner::new(options.rows),
            random: Random::new(options.seed.wrapping_add(round)),
            dropout: options.dropout.into(),
            parts: Vec::new(),
            rows: Vec::new(),
        }
    }

    fn see(&mut self, sentence: &[(u32, SpeechPart)]) {
        let word = |(place, _): &(u32, SpeechPart)| self.corpus.types.get(*place as usize);
        let words: Vec<&(WordType, Vec<u32>)> = sentence.iter().filter_map(word).collect();
        let headline = features::is_headline(words.iter().map(|(word, _)| word));
        self.parts.clear();
        for (at, (_, gold)) in sentence.iter().enumerate() {
            let Some((word, own)) = words.get(at) else { continue };
            let part = match word.sure {
                Some(sure) => sure,
                None => self.weigh(&words, own, at, headline, *gold),
            };
            self.parts.push(part);
        }
    }

    fn weigh(
        &mut self,
        words: &[&(WordType, Vec<u32>)],
        own: &[u32],
        at: usize,
        headline: bool,
        gold: SpeechPart,
    ) -> SpeechPart {
        let near = |by: isize| Some(&words.get(at.checked_add_signed(by)?)?.0);
        let around = [-2, -1, 0, 1, 2].map(near);
        let before = [2, 1].map(|by| at.checked_sub(by).and_then(|at| self.parts.get(at)).copied());
        let mut rows = std::mem::take(&mut self.rows);
        rows.clear();
        rows.extend(own);
        features::of_place(&Place { around, before, headline }, &mut rows);
        rows.retain(|_| self.random.next() >> 32 & 255 >= self.dropout);
        let scores = self.learner.scores(&rows);
        let best = (0..LANES).rev().max_by_key(|lane| scores.get(*lane)).unwrap_or(0);
        let gold_lane = gold as usize;
        if best != gold_lane && gold_lane < LANES {
            self.learner.change(&rows, gold_lane, 1);
            self.learner.change(&rows, best, -1);
        }
        self.learner.tick();
        self.rows = rows;
        SpeechPart::ALL.get(best).copied().unwrap_or_default()
    }
}
