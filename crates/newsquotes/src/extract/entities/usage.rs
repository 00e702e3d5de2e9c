//! How a document uses its capitalised words: is one ever in lower case, in
//! which longer run of capitals does it stand, what comes before it.
//!
//! A word that is unclear where it stands ("Said" in a headline, "Stone" at
//! the start of a sentence) is often clear somewhere else in the article.

use super::hash::HashMap;
use super::words::{Sentence, TaggerWord, TaggerWords};
use crate::sure;

/// How many different places before a word are remembered.
const CONTEXTS: usize = 4;

/// The longest run of capitals that still looks like one name.
const LONGEST_NAME: usize = 5;

/// What the document shows of one word, whatever its case.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Usage {
    /// Times in lower case.
    pub(super) plain: u16,
    /// Times with a capital inside a sentence.
    pub(super) inside: u16,
    /// The words before those, as many as are remembered.
    contexts: [u64; CONTEXTS],
    context_count: usize,
    /// The longest run of capitals it stands in.
    pub(super) longest: Longest,
}

/// The longest run of capitals that a word stands in; length 0 for none.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Longest {
    pub(super) length: usize,
    pub(super) place: RunPlace,
    /// Hashes of the lower case of its first and last word and the one before.
    pub(super) first: u64,
    pub(super) last: u64,
    pub(super) before: u64,
}

/// Where in a run a word stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum RunPlace {
    #[default]
    First,
    Middle,
    Last,
}

/// The usage of every word that has a capital somewhere in the document.
#[derive(Clone, Debug, Default)]
pub(super) struct Usages {
    of: HashMap<Usage>,
}

impl Usages {
    pub(super) fn read(words: &TaggerWords) -> Usages {
        let mut usages = Usages::default();
        for sentence in &words.sentences {
            usages.read_capitals(words.of(sentence), sentence);
        }
        usages.count_plain(words);
        usages
    }

    /// The usage of the word whose lower case has this hash.
    pub(super) fn of(&self, lower: u64) -> Option<&Usage> {
        self.of.get(&lower)
    }

    fn read_capitals(&mut self, words: &[TaggerWord], sentence: &Sentence) {
        let mut at = 0;
        while let Some(start) =
            words.get(at..).and_then(|rest| rest.iter().position(|word| word.capital))
        {
            let start = at + start;
            let rest = sure::items(words, start..);
            let length = rest.iter().take_while(|word| word.capital).count();
            let before = start.checked_sub(1).and_then(|at| words.get(at)).map(|word| word.lower);
            let run = sure::items(rest, ..length);
            self.read_run(run, before, sentence.headline);
            at = start + length;
        }
    }

    fn read_run(&mut self, run: &[TaggerWord], before: Option<u64>, headline: bool) {
        let (Some(first), Some(last)) = (run.first(), run.last()) else { return };
        let mut previous = before;
        for (index, word) in run.iter().enumerate() {
            let usage = self.of.entry(word.lower).or_default();
            if let Some(previous) = previous.filter(|_| !headline) {
                usage.see_inside(previous);
            }
            previous = Some(word.lower);
            let length = run.len();
            if !headline && length <= LONGEST_NAME && length > usage.longest.length {
                usage.longest = Longest {
                    length,
                    place: RunPlace::of(index, length),
                    first: first.lower,
                    last: last.lower,
                    before: before.unwrap_or(1),
                };
            }
        }
    }

    fn count_plain(&mut self, words: &TaggerWords) {
        let mut seen = Filter::default();
        self.of.keys().for_each(|key| seen.insert(*key));
        for word in words.all.iter().filter(|word| word.is_plain() && seen.may_hold(word.lower)) {
            if let Some(usage) = self.of.get_mut(&word.lower) {
                usage.plain = usage.plain.saturating_add(1);
            }
        }
    }
}

impl Usage {
    /// The words before it inside sentences.
    pub(super) fn contexts(&self) -> impl Iterator<Item = u64> {
        self.contexts.into_iter().take(self.context_count)
    }

    fn see_inside(&mut self, before: u64) {
        self.inside = self.inside.saturating_add(1);
        if let Some(free) = self.contexts.get_mut(self.context_count) {
            *free = before;
            self.context_count += 1;
        }
    }
}

impl RunPlace {
    fn of(index: usize, length: usize) -> RunPlace {
        if index + 1 == length {
            RunPlace::Last
        } else if index == 0 {
            RunPlace::First
        } else {
            RunPlace::Middle
        }
    }
}

/// A set of hashes that may say yes by mistake, to spare most look-ups.
#[derive(Clone, Debug)]
struct Filter {
    bits: [u64; 128],
}

impl Default for Filter {
    fn default() -> Filter {
        Filter { bits: [0; 128] }
    }
}

impl Filter {
    fn place(hash: u64) -> (usize, u64) {
        ((hash >> 6 & 127) as usize, 1 << (hash & 63))
    }

    fn insert(&mut self, hash: u64) {
        let (slot, bit) = Filter::place(hash);
        if let Some(bits) = self.bits.get_mut(slot) {
            *bits |= bit;
        }
    }

    fn may_hold(&self, hash: u64) -> bool {
        let (slot, bit) = Filter::place(hash);
        self.bits.get(slot).is_some_and(|bits| bits & bit != 0)
    }
}
