//! The tagger: one pass from left to right over a sentence.

use std::sync::LazyLock;

use super::super::entities::CLUSTERS;
use super::super::hash::{self, HashMap};
use super::super::linear::WeightRows;
use super::super::table::HashTable;
use super::features::{self, Place, WordType};
use super::{SpeechPart, TaggedWord};

/// Opens the file of weights.
pub(super) const MAGIC: &[u8; 8] = b"nqpart1\n";

/// Outcomes in a row of weights: the parts of speech but the quotation, which
/// is known as one.
pub(super) const LANES: usize = 20;

static WEIGHTS: LazyLock<Option<SpeechPartWeights<'static>>> = LazyLock::new(|| {
    SpeechPartWeights::from_bytes(include_bytes!("../../../assets/speech_parts/weights.bin"))
});

/// The dictionary and the weights, used as they lie in the program.
#[derive(Clone, Copy, Debug)]
pub struct SpeechPartWeights<'a> {
    dictionary: HashTable<'a>,
    rows: WeightRows<'a, LANES>,
}

impl<'a> SpeechPartWeights<'a> {
    /// Reads what the trainer wrote; `None` for anything else.
    #[must_use]
    pub fn from_bytes(bytes: &'a [u8]) -> Option<SpeechPartWeights<'a>> {
        let (length, rest) = bytes.strip_prefix(MAGIC)?.split_first_chunk()?;
        let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
        let (dictionary, rows) = rest.split_at_checked(length)?;
        let rows = WeightRows::from_bytes(rows)?;
        Some(SpeechPartWeights { dictionary: HashTable::new(dictionary), rows })
    }
}

/// Whether the word whose small letters have this hash is one of the language,
/// no name: "very", as far as the treebanks show it.
pub(in crate::extract) fn is_common_word(lower: u64) -> bool {
    let Some(weights) = *WEIGHTS else { return false };
    let entry = weights.dictionary.get(features::dictionary_key(lower, false));
    entry.is_some_and(|entry| !features::DictionaryEntry(entry).is_mostly(SpeechPart::ProperNoun))
}

/// Tags sentences; remembers what it found out about words, so use one for an
/// article.
#[derive(Clone, Debug)]
pub struct SpeechTagger<'a> {
    weights: Option<SpeechPartWeights<'a>>,
    /// The place in `types` of each form, by its hash.
    places: HashMap<u32>,
    types: Vec<(WordType, [i16; LANES])>,
    sentence: Vec<u32>,
    words: Vec<TaggedWord>,
    buffer: Vec<u32>,
}

impl Default for SpeechTagger<'static> {
    fn default() -> SpeechTagger<'static> {
        SpeechTagger::with(*WEIGHTS)
    }
}

impl<'a> SpeechTagger<'a> {
    /// A tagger with weights that are not compiled in: to measure them.
    #[must_use]
    pub fn with(weights: Option<SpeechPartWeights<'a>>) -> SpeechTagger<'a> {
        debug_assert!(weights.is_some(), "the weights of the tagger cannot be read");
        SpeechTagger {
            weights,
            places: HashMap::default(),
            types: Vec::new(),
            sentence: Vec::new(),
            words: Vec::new(),
            buffer: Vec::new(),
        }
    }

    /// The words of one sentence with their parts of speech, a whole quotation
    /// standing as [`super::QUOTATION`]. Without weights every word is
    /// [`SpeechPart::Other`].
    pub fn tag<'t>(&mut self, forms: impl Iterator<Item = &'t str>) -> &[TaggedWord] {
        self.sentence.clear();
        for form in forms {
            let place = self.place(form);
            self.sentence.push(place);
        }
        self.words.clear();
        let headline = self.is_headline();
        for at in 0..self.sentence.len() {
            let part = self.choose(at, headline);
            let Some((word, _)) = self.word(at) else { continue };
            let word = word.tagged(part);
            self.words.push(word);
        }
        &self.words
    }

    /// The place of a form among the types, which are read on first sight.
    fn place(&mut self, form: &str) -> u32 {
        let next = u32::try_from(self.types.len()).unwrap_or(u32::MAX);
        let place = *self.places.entry(hash::word(form)).or_insert(next);
        if place == next {
            let read = self.read(form);
            self.types.push(read);
        }
        place
    }

    fn read(&mut self, form: &str) -> (WordType, [i16; LANES]) {
        let mut scores = [0; LANES];
        let Some(weights) = self.weights else { return (WordType::default(), scores) };
        let word = WordType::read(form, weights.dictionary, HashTable::new(CLUSTERS));
        if word.sure.is_none() {
            self.buffer.clear();
            features::of_type(form, &word, &mut self.buffer);
            for feature in &self.buffer {
                weights.rows.add(*feature, &mut scores);
            }
        }
        (word, scores)
    }

    fn word(&self, at: usize) -> Option<&(WordType, [i16; LANES])> {
        self.types.get(*self.sentence.get(at)? as usize)
    }

    fn is_headline(&self) -> bool {
        let words = (0..self.sentence.len()).filter_map(|at| self.word(at));
        features::is_headline(words.map(|(word, _)| word))
    }

    fn choose(&mut self, at: usize, headline: bool) -> SpeechPart {
        let Some((word, scores)) = self.word(at).copied() else { return SpeechPart::Other };
        if let Some(sure) = word.sure {
            return sure;
        }
        let Some(weights) = self.weights else { return SpeechPart::Other };
        let mut buffer = std::mem::take(&mut self.buffer);
        buffer.clear();
        let near = |by: isize| at.checked_add_signed(by).and_then(|at| self.word(at));
        let around = [-2, -1, 0, 1, 2].map(|by| near(by).map(|(word, _)| word));
        let before = [2, 1].map(|by| Some(self.words.get(at.checked_sub(by)?)?.part));
        features::of_place(&Place { around, before, headline }, &mut buffer);
        let mut scores = scores;
        for feature in &buffer {
            weights.rows.add(*feature, &mut scores);
        }
        self.buffer = buffer;
        best(&scores)
    }
}

/// The part of speech with the greatest score, the first of several.
fn best(scores: &[i16; LANES]) -> SpeechPart {
    let mut best = (i16::MIN, SpeechPart::Other);
    for (score, part) in scores.iter().zip(SpeechPart::ALL) {
        if *score > best.0 {
            best = (*score, part);
        }
    }
    best.1
}
