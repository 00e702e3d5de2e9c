//! What the tagger looks at: some sixty features of each word of a run, each
//! a hash that picks a row of weights.
//!
//! The templates follow Ratinov and Roth, "Design Challenges and
//! Misconceptions in Named Entity Recognition" (2009): words, affixes
//! and shapes in a window, gazetteers, word clusters, and what the rest of the
//! document shows. Numbers of templates are part of the weights' format.

use super::hash::{self, pair};
use super::lexicon::{Classes, Clusters, LONGEST_PHRASE, NameLexicon, TITLES_AND_ROLES, phrase};
use super::usage::{RunPlace, Usages};
use super::words::{CapitalRun, Sentence, TaggerWord, TaggerWords};
use crate::model::Text;
use crate::sure;

/// The words on either side of a run that its features look at.
const WINDOW: usize = 2;

/// The longest stretch of capitals that features measure.
const LONGEST_STRETCH: usize = 8;

/// Hashes that stand for the places before and after a sentence.
const BEFORE: u64 = 11;
const AFTER: u64 = 13;

/// Everything features are read from.
#[derive(Clone, Copy, Debug)]
pub(super) struct FeatureSource<'a> {
    pub(super) text: &'a Text,
    pub(super) words: &'a TaggerWords,
    pub(super) usages: &'a Usages,
    pub(super) lexicon: NameLexicon<'a>,
}

/// Reads features run by run; keeps its buffers.
#[derive(Clone, Debug, Default)]
pub(super) struct FeatureReader {
    /// Of each word from one before the run to one after it.
    known: Vec<KnownWord>,
    /// The first of those, by its place in the sentence.
    from: usize,
}

/// What the lexicon knows of a word where it stands.
#[derive(Clone, Copy, Debug, Default)]
struct KnownWord {
    /// Of the word by itself.
    alone: Classes,
    /// Of longer phrases that it is part of.
    within: Classes,
    coarse: u64,
    fine: u64,
    shape: u64,
}

/// Where features are put.
#[derive(Debug)]
struct FeatureSink<'a> {
    rows: &'a mut Vec<u32>,
}

impl FeatureSink<'_> {
    fn add(&mut self, template: u64, value: u64) {
        let [a, b, c, d, ..] =
            pair(template.wrapping_mul(0x2545_f491_4f6c_dd1d), value).to_le_bytes();
        self.rows.push(u32::from_le_bytes([a, b, c, d]));
    }
}

/// One word of a run, with its sentence around it.
#[derive(Clone, Copy)]
struct Spot<'a> {
    sentence: &'a [TaggerWord],
    headline: bool,
    at: usize,
    word: &'a TaggerWord,
    /// The stretch of capitals around it: the first word and the one after
    /// the last.
    stretch: (usize, usize),
}

impl Spot<'_> {
    /// The hash of the lower case of the word `offset` words away.
    fn lower(&self, at: Option<usize>) -> u64 {
        match at {
            None => BEFORE,
            Some(at) => self.sentence.get(at).map_or(AFTER, |word| word.lower),
        }
    }

    fn back(&self, from: usize, words: usize) -> u64 {
        self.lower(from.checked_sub(words))
    }
}

impl FeatureReader {
    /// Makes the reader ready for the words of `run`.
    pub(super) fn open(&mut self, source: FeatureSource<'_>, run: &CapitalRun) {
        let Some(sentence) = source.words.sentences.get(run.sentence) else { return };
        let words = source.words.of(sentence);
        let start = run.words.start - sentence.words.start;
        let end = (run.words.end - sentence.words.start + 1).min(words.len());
        self.from = start.saturating_sub(1);
        self.known.clear();
        self.known.resize(end - self.from, KnownWord::default());
        for at in self.from..end {
            self.look_up(source, words, at);
        }
    }

    /// Puts the features of the word at `at`, a place in [`TaggerWords::all`], into
    /// `rows`.
    pub(super) fn read(
        &self,
        source: FeatureSource<'_>,
        run: &CapitalRun,
        at: usize,
        rows: &mut Vec<u32>,
    ) {
        let Some(sentence) = source.words.sentences.get(run.sentence) else { return };
        let Some(spot) = spot(source.words, sentence, at) else { return };
        let mut sink = FeatureSink { rows };
        self.window(spot, &mut sink);
        affixes(source.text, spot, &mut sink);
        self.gazetteer(spot, &mut sink);
        self.clusters(spot, &mut sink);
        self.stretch(spot, &mut sink);
        document(source, spot, &mut sink);
    }

    fn look_up(&mut self, source: FeatureSource<'_>, words: &[TaggerWord], at: usize) {
        let Some(word) = words.get(at) else { return };
        let form = sure::part(source.text.as_str(), word.range());
        let Clusters { coarse, fine } = source.lexicon.clusters(word.exact);
        if let Some(known) = self.known.get_mut(at - self.from) {
            (known.coarse, known.fine, known.shape) = (coarse, fine, shape(form));
        }
        let mut longer = 0;
        let next_is_capital = words.get(at + 1).is_some_and(|next| next.capital);
        for length in 1..=LONGEST_PHRASE {
            let Some(last) = words.get(at + length - 1) else { break };
            longer = phrase(longer, last.lower);
            let mut classes = source.lexicon.classes(longer);
            if length == 1 && !word.capital {
                classes &= if next_is_capital { !0 } else { TITLES_AND_ROLES };
            }
            if classes != 0 && (length == 1 || last.capital) {
                self.mark(at - self.from, length, classes);
            }
            if !word.capital && !next_is_capital {
                break;
            }
        }
    }

    /// Notes that the phrase of `length` words from `first` on has `classes`.
    fn mark(&mut self, first: usize, length: usize, classes: Classes) {
        let phrase = self.known.iter_mut().skip(first).take(length);
        for known in phrase {
            let set = if length == 1 { &mut known.alone } else { &mut known.within };
            *set |= classes;
        }
    }

    fn known(&self, at: Option<usize>) -> Option<&KnownWord> {
        self.known.get(at?.checked_sub(self.from)?)
    }

    /// Words, shapes and pairs of them.
    fn window(&self, spot: Spot<'_>, sink: &mut FeatureSink<'_>) {
        let Spot { at, word, .. } = spot;
        let (one_back, two_back) = (spot.back(at, 1), spot.back(at, WINDOW));
        let (one_on, two_on) = (spot.lower(Some(at + 1)), spot.lower(Some(at + WINDOW)));
        let shape = self.known(Some(at)).map_or(0, |known| known.shape);
        let position = u64::from(at == 0) + 2 * u64::from(spot.headline);
        sink.add(1, word.exact);
        sink.add(2, word.lower);
        sink.add(3, one_back);
        sink.add(4, one_on);
        sink.add(5, two_back);
        sink.add(6, two_on);
        sink.add(7, shape);
        sink.add(8, 0);
        sink.add(9, pair(shape, position));
        if let Some(known) = self.known(at.checked_sub(1)) {
            sink.add(10, pair(known.shape, shape));
        }
        if let Some(known) = self.known(Some(at + 1)) {
            sink.add(11, pair(shape, known.shape));
        }
        sink.add(12, pair(one_back, word.lower));
        sink.add(13, pair(word.lower, one_on));
        sink.add(14, pair(one_back, one_on));
        sink.add(15, pair(two_back, one_back));
        sink.add(16, pair(one_on, two_on));
    }

    fn gazetteer(&self, spot: Spot<'_>, sink: &mut FeatureSink<'_>) {
        let at = spot.at;
        let (back, here, on) =
            (self.known(at.checked_sub(1)), self.known(Some(at)), self.known(Some(at + 1)));
        for (known, template) in [(back, 40), (here, 44), (on, 48)] {
            let Some(known) = known else { continue };
            sink.add(template, known.alone.into());
            sink.add(template + 1, known.within.into());
            bits(known.alone).for_each(|class| sink.add(template + 2, class));
            bits(known.within).for_each(|class| sink.add(template + 3, class));
        }
        let here = here.map_or(0, |known| known.alone.into());
        let back = back.map(|known| u64::from(known.alone));
        let on = on.map(|known| u64::from(known.alone));
        if let (Some(back), Some(on)) = (back, on) {
            sink.add(52, pair(back, pair(here, on)));
        }
        if let Some(on) = on {
            sink.add(53, pair(here, on));
        }
        if let Some(back) = back {
            sink.add(54, pair(back, here));
        }
    }

    fn clusters(&self, spot: Spot<'_>, sink: &mut FeatureSink<'_>) {
        let at = spot.at;
        let back = self.known(at.checked_sub(1));
        for (known, template) in
            [(back, 60), (self.known(Some(at)), 62), (self.known(Some(at + 1)), 64)]
        {
            let Some(known) = known else { continue };
            sink.add(template, known.coarse);
            sink.add(template + 1, known.fine);
        }
        if let (Some(back), Some(here)) = (back, self.known(Some(at))) {
            sink.add(66, pair(back.fine, here.fine));
        }
    }

    /// The stretch of capitals around the word and what stands beside it.
    fn stretch(&self, spot: Spot<'_>, sink: &mut FeatureSink<'_>) {
        let (first, end) = spot.stretch;
        let length = (end - first) as u64;
        let place = (spot.at - first) as u64;
        let (before, after) = (spot.back(first, 1), spot.lower(Some(end)));
        sink.add(70, pair(length.min(5), place.min(4)));
        sink.add(71, pair(spot.back(end, 1), u64::from(spot.at + 1 == end)));
        sink.add(72, pair(spot.lower(Some(first)), u64::from(spot.at == first)));
        sink.add(73, pair(before, place.min(2)));
        sink.add(74, pair(after, (end - spot.at).min(3) as u64));
        sink.add(75, pair(before, pair(after, length.min(3))));
        sink.add(76, pair(spot.back(first, 2), before));
        sink.add(77, pair(after, spot.lower(Some(end + 1))));
        let alone = |at: Option<usize>| self.known(at).map_or(0, |known| u64::from(known.alone));
        let long = pair(length.min(4), place.min(3));
        sink.add(78, pair(alone(Some(first)), long));
        sink.add(79, pair(alone(end.checked_sub(1)), long));
        let short = pair(length.min(3), place.min(2));
        sink.add(80, pair(alone(first.checked_sub(1)), short));
        sink.add(81, pair(alone(Some(end)), short));
    }
}

/// The word at `at` of the document with its sentence around it.
fn spot<'a>(words: &'a TaggerWords, sentence: &Sentence, at: usize) -> Option<Spot<'a>> {
    let slice = words.all.get(sentence.words.clone())?;
    let at = at.checked_sub(sentence.words.start)?;
    let word = slice.get(at)?;
    let stretch = if word.capital { stretch(slice, at) } else { (at, at + 1) };
    Some(Spot { sentence: slice, headline: sentence.headline, at, word, stretch })
}

/// The capitals around `at`, not more than [`LONGEST_STRETCH`] to either side.
fn stretch(words: &[TaggerWord], at: usize) -> (usize, usize) {
    let near = |from: usize| sure::items(words, from..);
    let on = near(at).iter().take(LONGEST_STRETCH).take_while(|word| word.capital).count();
    let before = sure::items(words, ..at).iter().rev().take(LONGEST_STRETCH);
    (at - before.take_while(|word| word.capital).count(), at + on)
}

/// Beginnings and ends of two to four letters; the end of the neighbours.
fn affixes(text: &Text, spot: Spot<'_>, sink: &mut FeatureSink<'_>) {
    let form = |word: &TaggerWord| sure::part(text.as_str(), word.range());
    let mut lower = [0; 48];
    let word = form(spot.word);
    let length = word.len().min(lower.len());
    for (to, from) in lower.iter_mut().zip(word.bytes()) {
        *to = from.to_ascii_lowercase();
    }
    for (size, template) in (2..=4).zip(20..) {
        if size < length {
            sink.add(template, hash::bytes(sure::items(&lower, ..size)));
            let end = sure::items(&lower, length - size..length);
            sink.add(template + 10, hash::bytes(end));
        }
    }
    if length > 1 {
        sink.add(36, hash::bytes(sure::items(&lower, length - 1..length)));
    }
    let beside = [(spot.at.checked_sub(1), 37), (Some(spot.at + 1), 38)];
    for (at, template) in beside {
        let Some(word) = at.and_then(|at| spot.sentence.get(at)) else { continue };
        let bytes = form(word).as_bytes();
        if let Some((_, end)) = bytes.split_last_chunk::<3>().filter(|_| bytes.len() > 3) {
            sink.add(template, hash::bytes(end));
        }
    }
}

/// What the rest of the document shows of the word.
fn document(source: FeatureSource<'_>, spot: Spot<'_>, sink: &mut FeatureSink<'_>) {
    let Some(usage) = source.usages.of(spot.word.lower) else { return };
    let seen = pair(usage.plain.min(2).into(), usage.inside.min(2).into());
    sink.add(90, seen);
    sink.add(91, pair(seen, pair(u64::from(spot.at == 0), u64::from(spot.headline))));
    usage.contexts().for_each(|before| sink.add(92, before));
    let longest = usage.longest;
    if longest.length <= spot.stretch.1 - spot.stretch.0 && !spot.headline {
        return;
    }
    let place = longest.place as u64;
    sink.add(93, pair(longest.length.min(4) as u64, place));
    sink.add(94, pair(longest.last, u64::from(longest.place == RunPlace::Last)));
    sink.add(95, pair(longest.first, u64::from(longest.place == RunPlace::First)));
    sink.add(96, longest.before);
    let classes = |lower: u64| u64::from(source.lexicon.classes(phrase(0, lower)));
    sink.add(97, pair(classes(longest.first), place));
    sink.add(98, classes(longest.before));
    sink.add(99, pair(classes(longest.last), place));
}

/// How often the first stage found the word outside of names and in each kind.
pub(super) type Votes = [u16; 4];

/// The features of the second stage beyond those of the first: what the first
/// found the word and its neighbours to be, over the whole document.
pub(super) fn votes<'a>(
    words: &TaggerWords,
    at: usize,
    votes: impl Fn(u64) -> Option<&'a Votes>,
    shape_of: impl Fn(&TaggerWord) -> u64,
    rows: &mut Vec<u32>,
) {
    let mut sink = FeatureSink { rows };
    let of = |at: Option<usize>| words.all.get(at?).and_then(|word| votes(word.lower));
    if let (Some(own), Some(word)) = (of(Some(at)), words.all.get(at)) {
        let most = majority(*own);
        let total = own.iter().map(|count| u64::from(*count)).sum::<u64>().max(1);
        let share = own.get(most).map_or(0, |count| u64::from(*count) * 4 / total);
        let most = most as u64;
        sink.add(110, pair(most, share));
        sink.add(111, pair(most, pair(share, shape_of(word))));
        sink.add(112, pair(most, total.min(4)));
    }
    for (beside, template) in [(at.checked_sub(1), 113), (Some(at + 1), 114)] {
        if let Some(votes) = of(beside) {
            sink.add(template, majority(*votes) as u64);
        }
    }
}

/// The place of the largest count, the last of several.
fn majority(votes: Votes) -> usize {
    votes.iter().enumerate().max_by_key(|(_, count)| **count).map_or(0, |(index, _)| index)
}

/// The pattern of capitals, small letters, digits and marks, runs cut to two.
pub(super) fn shape(form: &str) -> u64 {
    let mut shape = 7;
    let mut last = 0;
    let mut length = 0;
    for c in form.chars() {
        let class = class(c);
        length = if class == last { length + 1 } else { 1 };
        if length <= 2 {
            shape = pair(shape, class.into());
        }
        last = class;
    }
    shape
}

fn class(c: char) -> u8 {
    match c {
        'a'..='z' => b'a',
        'A'..='Z' => b'A',
        '0'..='9' => b'0',
        _ if c.is_uppercase() => b'A',
        _ if c.is_alphabetic() => b'a',
        _ => u8::try_from(c).ok().filter(u8::is_ascii).unwrap_or(b'#'),
    }
}

/// The numbers of the bits that are set.
fn bits(mut classes: Classes) -> impl Iterator<Item = u64> {
    std::iter::from_fn(move || {
        let lowest = classes.trailing_zeros();
        classes = classes.checked_sub(1)? & classes;
        Some(lowest.into())
    })
}
