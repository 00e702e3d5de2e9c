//! Which words are cues, and who their source is.
//!
//! Every word that may introduce somebody's words is offered the phrases
//! around it as sources, and "none". What is chosen here is the basis of both
//! the speakers of quotations and of indirect speech.

mod features;

use self::features::clause_of;
pub(super) use self::features::{clause_relation, tag_id};
use super::indices::PhraseIndex;
use super::lexicon::class;
use super::phrases::{NounPhrase, PhraseKind};
use super::ranker::{Ballot, DecisionKind, Judge, UNIT};
use super::reading::{ArticleReading, Between};
use super::words::{NarrationWord, Suffix, WordKind};

/// A word that may introduce somebody's words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cue {
    /// Index of the word.
    pub at: u32,
    /// The likeliest source, an index of a phrase.
    pub source: Option<PhraseIndex>,
    /// The next likeliest.
    pub second: Option<PhraseIndex>,
    /// How much better `source` scores than "none": a cue when above 0.
    pub margin: i32,
    /// How much better `source` scores than `second`.
    pub lead: i32,
    /// How many stretches stand before it in the article.
    pub quotes_before: u32,
    /// How many words before it were taken for cues.
    pub cues_before: u32,
}

impl Cue {
    /// Whether it is taken for a cue.
    pub(super) fn holds(&self) -> bool {
        self.margin > 0 && self.source.is_some()
    }

    /// Whether it may introduce reported words, which are then looked for.
    pub(super) fn may_hold(&self) -> bool {
        self.margin > DOUBT && self.source.is_some()
    }
}

/// The margin above which reported words are looked for: below zero, as what
/// a word introduces is decided again and may be nothing.
const DOUBT: i32 = -UNIT / 2;

/// How many words before a cue its source is looked for.
const REACH: usize = 40;
/// How many phrases before a cue, and behind it, are candidates.
const LEFT: usize = 6;
const RIGHT: usize = 2;

/// Finds the cues of an article and their sources.
pub(super) fn find<J: Judge>(reading: &ArticleReading<'_>, judge: &mut J) -> Vec<Cue> {
    let mut finder = CueFinder {
        reading,
        ballot: Ballot::default(),
        candidates: Vec::new(),
        cues: Vec::new(),
        quotes: 0,
        held: 0,
        last: None,
    };
    for at in 0..reading.words.list.len() {
        finder.quotes += u32::from(reading.word(at).is_some_and(NarrationWord::is_quote));
        if finder.may_be_cue(at) {
            finder.cue(at, judge);
        }
    }
    finder.cues
}

/// A phrase with what stands between it and the cue.
#[derive(Clone, Copy, Debug)]
struct SourceCandidate {
    phrase: PhraseIndex,
    side: Side,
    between: Between,
    /// It stands where the subject of a verb stands.
    subject: bool,
    /// How many candidates nearer to the cue are subjects.
    nearer: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Before,
    Behind,
    /// The source of the cue before, in an earlier sentence.
    Carried,
}

struct CueFinder<'a, 'b> {
    reading: &'a ArticleReading<'b>,
    ballot: Ballot,
    candidates: Vec<SourceCandidate>,
    cues: Vec<Cue>,
    quotes: u32,
    held: u32,
    /// The last cue that holds.
    last: Option<Cue>,
}

impl CueFinder<'_, '_> {
    fn may_be_cue(&self, at: usize) -> bool {
        let Some(word) = self.reading.word(at) else { return false };
        match word.kind {
            WordKind::Mark(':') => self.is_headline_colon(at),
            WordKind::Lower | WordKind::Capital | WordKind::Acronym => {
                let classes = class::VERB
                    | class::ACCORDING
                    | class::CUE_NOUN
                    | class::ADJECTIVE_CUE
                    | class::ADVERB_CUE;
                word.is(classes)
                    || (word.kind == WordKind::Lower && self.is_verb_by_place(at, *word))
            }
            _ => false,
        }
    }

    /// The colon of `Ober: We keep the bridge`.
    fn is_headline_colon(&self, at: usize) -> bool {
        let reading = self.reading;
        let before = reading.near(at, -1);
        let next = reading.near(at, 1);
        before.is_some_and(NarrationWord::is_name_like) && next.is_some()
    }

    /// An unknown verb beside a quotation.
    fn is_verb_by_place(&self, at: usize, word: NarrationWord) -> bool {
        let quote = |by| self.reading.near(at, by).is_some_and(NarrationWord::is_quote);
        word.entry.lemma == 0
            && matches!(word.suffix, Suffix::Ed | Suffix::S | Suffix::Ing)
            && (quote(1) || quote(2) || quote(3) || quote(-1) || quote(-2) || quote(-3))
    }

    fn cue<J: Judge>(&mut self, at: usize, judge: &mut J) {
        self.ballot.open(DecisionKind::Source);
        self.ballot.option(None);
        self.describe_none(at);
        if self.ballot.score(judge, 0) > judge.sure(self.is_beside_quotation(at)) {
            return;
        }
        self.gather(at);
        if self.candidates.is_empty() {
            return;
        }
        let candidates = std::mem::take(&mut self.candidates);
        for candidate in &candidates {
            let phrase = self.reading.phrase(candidate.phrase).copied();
            if let Some(phrase) = phrase {
                self.ballot.option(Some(self.reading.phrase_span(phrase)));
                self.describe(at, phrase, *candidate);
            }
        }
        self.candidates = candidates;
        let about = self.reading.span(at, at);
        let choice = self.ballot.decide(judge, DecisionKind::Source, about);
        let cue = self.outcome(at, choice.option);
        self.held += u32::from(cue.holds());
        self.last = cue.holds().then_some(cue).or(self.last);
        self.cues.push(cue);
    }

    /// Whether a quotation stands in the block of the word or in the next, so
    /// that the word is a candidate for its cue.
    fn is_beside_quotation(&self, at: usize) -> bool {
        let reading = self.reading;
        let Some(word) = reading.word(at) else { return false };
        let from = reading.stretches.partition_point(|s| s.outer.end() <= word.start as usize);
        let blocks = &reading.words.blocks;
        let first = blocks.get(word.block as usize).map_or(0, |block| block.1 as usize);
        let start = reading.word(first).map_or(0, |word| word.start as usize);
        let behind = blocks.get(word.block as usize + 2).and_then(|b| reading.word(b.1 as usize));
        let end = behind.map_or(usize::MAX, |word| word.start as usize);
        let near = from.checked_sub(1).into_iter().chain([from]);
        near.filter_map(|index| reading.stretches.get(index))
            .any(|s| s.outer.end() > start && s.outer.start() < end)
    }

    /// The candidates of the cue at `at`: the phrases of its sentence, nearest
    /// first, and the source of the cue before.
    fn gather(&mut self, at: usize) {
        self.candidates.clear();
        let Some(cue) = self.reading.word(at).copied() else { return };
        self.gather_before(at, cue.sentence);
        let before = self.candidates.len();
        self.gather_behind(at, cue.sentence);
        let last = self.last;
        if let Some(source) = last.and_then(|cue| cue.source)
            && before < 2
            && !self.candidates.iter().any(|candidate| candidate.phrase == source)
            && last
                .and_then(|last| self.reading.word(last.at as usize))
                .is_some_and(|w| w.block == cue.block)
        {
            self.candidates.push(SourceCandidate {
                phrase: source,
                side: Side::Carried,
                between: Between::default(),
                subject: true,
                nearer: 0,
            });
        }
    }

    fn gather_before(&mut self, at: usize, sentence: u32) {
        let mut next = self.reading.phrase_from(at);
        let mut nearer = 0;
        let mut between = Between::default();
        let mut word = at;
        while next > 0 && self.candidates.len() < LEFT {
            next -= 1;
            let Some(phrase) = self.reading.phrases.get(next).copied() else { break };
            while word > phrase.last as usize + 1 {
                word -= 1;
                let Some(passed) = self.reading.word(word) else { break };
                between.pass(passed);
            }
            let first = self.reading.word(phrase.first as usize);
            if between.words > REACH || first.is_none_or(|first| first.sentence != sentence) {
                break;
            }
            if (phrase.last as usize) < at && !self.is_told(at, phrase) || self.owns(at, phrase) {
                let index = PhraseIndex::new(next);
                let subject = is_subject(self.reading, phrase);
                let side = Side::Before;
                self.candidates.push(SourceCandidate {
                    phrase: index,
                    side,
                    between,
                    subject,
                    nearer,
                });
                between.phrases += 1;
                nearer += u32::from(subject);
                word = phrase.first as usize;
            }
        }
    }

    /// Whether a phrase before a colon is told the words rather than says
    /// them: `the president sends a message to the league: “…”`.
    fn is_told(&self, at: usize, phrase: NounPhrase) -> bool {
        let reading = self.reading;
        let behind = reading.near(phrase.first as usize, -1);
        reading.word(at).is_some_and(|word| word.is_mark(':'))
            && phrase.last as usize + 1 == at
            && behind.is_some_and(|word| word.is(class::PREPOSITION))
            && clause_of(reading, at)
                .and_then(|clause| clause.subject)
                .is_some_and(|subject| subject < phrase.first)
    }

    /// Whether the phrase is the claim itself, with whose it is: `Ober's claim
    /// that`, `his claim`.
    fn owns(&self, at: usize, phrase: NounPhrase) -> bool {
        let opens = self.reading.word(phrase.first as usize);
        phrase.last as usize == at
            && self.reading.word(at).is_some_and(|word| word.is(class::CUE_NOUN))
            && (phrase.owner.is_some() || opens.is_some_and(|word| word.is(class::POSSESSIVE)))
    }

    fn gather_behind(&mut self, at: usize, sentence: u32) {
        let from = self.reading.phrase_from(at + 1);
        let mut between = Between::default();
        let mut word = at + 1;
        for (index, phrase) in self.reading.phrases.iter().enumerate().skip(from).take(RIGHT) {
            while word < phrase.first as usize {
                if let Some(passed) = self.reading.word(word) {
                    between.pass(passed);
                }
                word += 1;
            }
            let first = self.reading.word(phrase.first as usize);
            if between.words > 8 || first.is_none_or(|first| first.sentence != sentence) {
                break;
            }
            self.candidates.push(SourceCandidate {
                phrase: PhraseIndex::new(index),
                side: Side::Behind,
                between,
                subject: is_subject(self.reading, *phrase),
                nearer: 0,
            });
            between.phrases += 1;
            word = phrase.last as usize + 1;
        }
    }

    fn outcome(&self, at: usize, chosen: usize) -> Cue {
        let (none, scores) = self.ballot.scores().split_first().unwrap_or((&0, &[]));
        let rated = || scores.iter().zip(&self.candidates).enumerate();
        let top = |but: usize| {
            let rest = rated().filter(|(index, _)| *index != but);
            rest.max_by_key(|(index, (score, _))| (**score, usize::MAX - index))
        };
        let best = chosen.checked_sub(1).or_else(|| top(usize::MAX).map(|top| top.0));
        let of =
            |(_, (score, candidate)): (usize, (&i32, &SourceCandidate))| (*score, candidate.phrase);
        let chosen_one = best.and_then(|best| rated().nth(best)).map(of);
        debug_assert_eq!(best.is_some(), chosen_one.is_some(), "an option that is no candidate");
        let score = chosen_one.map_or(0, |(score, _)| score);
        let second = best.and_then(top).map(of);
        let margin = if chosen == 0 { (score - none).min(0) } else { (score - none).max(1) };
        Cue {
            at: u32::try_from(at).unwrap_or(u32::MAX),
            source: chosen_one.map(|(_, source)| source),
            second: second.map(|second| second.1),
            margin,
            lead: second.map_or(20 * UNIT, |second| score - second.0),
            quotes_before: self.quotes,
            cues_before: self.held,
        }
    }
}

/// Whether the phrase is a person or body that may speak.
pub(super) fn is_speaker_like(phrase: &NounPhrase) -> bool {
    !matches!(phrase.kind, PhraseKind::Other | PhraseKind::Relative | PhraseKind::Capitals)
}

/// Whether a phrase stands where a subject stands: behind no preposition,
/// and before a verb, a relative clause or an apposition.
pub(super) fn is_subject(reading: &ArticleReading<'_>, phrase: NounPhrase) -> bool {
    let before = reading.near(phrase.first as usize, -1);
    let next = reading.near(phrase.last as usize, 1);
    let verb =
        class::VERB | class::AUXILIARY | class::ADVERB | class::RELATIVE | class::ADJECTIVE_CUE;
    let open = next.is_none_or(|next| {
        next.is(verb) || next.is_mark(',') || next.suffix != Suffix::None || next.is_quote()
    });
    open && !before
        .is_some_and(|before| before.is(class::PREPOSITION) && !before.is(class::SUBORDINATOR))
}
