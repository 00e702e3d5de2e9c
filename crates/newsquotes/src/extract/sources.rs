//! Which words are cues, and who their source is.
//!
//! Every word that may introduce somebody's words is offered the phrases
//! around it as sources, and "none". What is chosen here is the basis of both
//! the speakers of quotations and of indirect speech.

use super::indices::PhraseIndex;
use super::lexicon::class;
use super::phrases::{NounPhrase, PhraseKind};
use super::ranker::{Ballot, DecisionKind, Judge, UNIT};
use super::reading::{ArticleReading, Between, class_id, few, phrase_id, steps};
use super::syntax::VerbClause;
use super::templates::SourceFeature;
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

    /// The features of "this is no cue": the cue word and its surroundings.
    fn describe_none(&mut self, at: usize) {
        let reading = self.reading;
        let Some(cue) = reading.word(at) else { return };
        let id = reading.id(at, 0);
        let lemma = u32::from(cue.entry.lemma);
        let class = class_id(cue);
        let (before, next, after) = (reading.id(at, -1), reading.id(at, 1), reading.id(at, 2));
        let kind = reading.words.blocks.get(cue.block as usize).map_or(0, |b| b.0 as u32);
        let nearest = reading.phrase_from(at).checked_sub(1);
        let nearest = nearest.and_then(|index| reading.phrases.get(index)).map_or(0, phrase_id);
        let quote = self.quotes_near(at);
        let that = (1..6)
            .find(|by| reading.near(at, *by).is_some_and(|word| word.is(class::THAT)))
            .unwrap_or(0);
        let that = u32::try_from(that).unwrap_or(0);
        let ballot = &mut self.ballot;
        ballot.feature(SourceFeature::Always, 0);
        ballot.feature(SourceFeature::Word, id);
        ballot.feature(SourceFeature::Lemma, lemma);
        ballot.pair(SourceFeature::WordNext, id, next);
        ballot.pair(SourceFeature::WordBefore, id, before);
        ballot.pair(SourceFeature::ClassNext, class, next);
        ballot.pair(SourceFeature::ClassBefore, class, before);
        ballot.pair(SourceFeature::ClassSecondNext, class, after);
        ballot.pair(SourceFeature::NextTwo, next, after);
        ballot.pair(SourceFeature::BeforeNext, before, next);
        ballot.pair(SourceFeature::ClassQuotes, class, quote);
        ballot.pair(SourceFeature::LemmaQuotes, lemma, quote);
        ballot.pair(SourceFeature::ClassThat, class, that);
        ballot.pair(SourceFeature::WordThat, id, that);
        ballot.pair(SourceFeature::ClassNearest, class, nearest);
        ballot.pair(SourceFeature::ClassBlock, class, kind);
        ballot.pair(SourceFeature::FormBefore, cue.entry.form as u32, before);
        ballot.pair(SourceFeature::FormNext, cue.entry.form as u32, next);
        ballot.pair(SourceFeature::ClassSecondBefore, class, reading.id(at, -2));
        ballot.pair(SourceFeature::WordSecondClass, id, reading.near(at, 2).map_or(0, class_id));
        ballot.pair(SourceFeature::WordSecondBefore, id, reading.near(at, -2).map_or(0, class_id));
        ballot.pair(SourceFeature::ClassThirdNext, class, reading.near(at, 3).map_or(0, class_id));
        ballot.pair(SourceFeature::BeforeTwo, before, reading.id(at, -2));
        let part = part_id(reading, at);
        ballot.pair(SourceFeature::PartWord, part, id);
        ballot.pair(SourceFeature::PartClass, part, class);
        ballot.pair(SourceFeature::PartsAround, part, around_parts(reading, at));
        ballot.pair(SourceFeature::PartThat, part, that << 8 | quote);
    }

    /// Where the nearest quotations stand: beside the word, near it, nowhere.
    fn quotes_near(&self, at: usize) -> u32 {
        let near = |by: isize| self.reading.near(at, by).is_some_and(NarrationWord::is_quote);
        let distance = |sign: isize| (1..8).find(|by| near(by * sign)).unwrap_or(0);
        let small = |by: isize| u32::try_from(by).unwrap_or(0);
        small(distance(-1)) * 8 + small(distance(1))
    }

    /// The features of one candidate.
    fn describe(&mut self, at: usize, phrase: NounPhrase, candidate: SourceCandidate) {
        let reading = self.reading;
        let Some(cue) = reading.word(at) else { return };
        let SourceCandidate { side, between, subject, nearer, .. } = candidate;
        let (first, last) = (phrase.first as usize, phrase.last as usize);
        let side = side as u32;
        let what = phrase_id(&phrase);
        let class = class_id(cue);
        let id = reading.id(at, 0);
        let form = cue.entry.form as u32;
        let lemma = u32::from(cue.entry.lemma);
        let (inner, outer) = if side == Side::Behind as u32 {
            (reading.id(first, -1), reading.id(last, 1))
        } else {
            (reading.id(last, 1), reading.id(first, -1))
        };
        let around = {
            let inner = if side == Side::Behind as u32 {
                reading.near(first, -1)
            } else {
                reading.near(last, 1)
            };
            let outer = if side == Side::Behind as u32 {
                reading.near(last, 1)
            } else {
                reading.near(first, -1)
            };
            inner.map_or(0, class_id) << 8 | outer.map_or(0, class_id)
        };
        let standing = u32::from(subject) | nearer.min(3) << 1 | side << 3;
        let beside_cue =
            if side == Side::Behind as u32 { reading.id(at, 1) } else { reading.id(at, -1) };
        let path = few(between.phrases)
            | few(between.commas) << 2
            | few(between.finite) << 4
            | few(between.quotes) << 6
            | side << 8;
        let rough = u32::from(between.phrases > 0)
            | u32::from(between.commas > 0) << 1
            | u32::from(between.finite > 0) << 2
            | u32::from(between.joins > 0) << 3
            | u32::from(between.subordinate > 0) << 4
            | side << 5;
        let distance = steps(between.words);
        let same = self.history(at, candidate.phrase);
        let ballot = &mut self.ballot;
        ballot.feature(SourceFeature::What, what | side << 8);
        ballot.pair(SourceFeature::WordWhat, id, what | side << 8);
        ballot.pair(SourceFeature::ClassWhat, class, what | side << 8);
        ballot.pair(SourceFeature::ClassPath, class, path);
        ballot.feature(SourceFeature::Path, path);
        ballot.pair(SourceFeature::DistanceClass, side << 8 | distance, class);
        ballot.pair(SourceFeature::DistanceForm, side << 8 | distance, form);
        ballot.pair(SourceFeature::WhatInner, side << 8 | what, inner);
        ballot.pair(SourceFeature::WhatOuter, side << 8 | what, outer);
        ballot.pair(SourceFeature::BesideCue, side, beside_cue);
        ballot.pair(SourceFeature::RoughForm, rough, form);
        ballot.pair(SourceFeature::RoughWhat, rough, what);
        ballot.pair(SourceFeature::HistoryForm, same << 8 | side, form);
        ballot.pair(SourceFeature::PathInner, path, inner);
        ballot.pair(SourceFeature::DistanceInner, distance << 8 | side, inner);
        ballot.pair(SourceFeature::RoughBesideCue, rough, beside_cue);
        ballot.pair(SourceFeature::WordDistance, id, side << 8 | distance);
        ballot.pair(
            SourceFeature::JoinsForm,
            few(between.other_marks) | few(between.subordinate) << 2 | few(between.joins) << 4,
            side << 8 | form,
        );
        ballot.pair(SourceFeature::FormOuter, side << 8 | form, outer);
        ballot.pair(SourceFeature::FirstWord, reading.id(first, 0), side);
        ballot.pair(SourceFeature::HeadWord, reading.id(phrase.head as usize, 0), side);
        ballot.pair(SourceFeature::HeadLemma, reading.id(phrase.head as usize, 0), lemma);
        ballot.pair(SourceFeature::OuterRough, outer, rough);
        ballot.pair(SourceFeature::Around, around, side);
        ballot.pair(SourceFeature::AroundWhat, around, what | side << 8);
        ballot.pair(SourceFeature::StandingForm, standing, form);
        ballot.pair(SourceFeature::StandingClass, standing, class);
        ballot.pair(SourceFeature::StandingWhat, standing, what);
        ballot.pair(SourceFeature::StandingRough, standing, rough);
        ballot.pair(SourceFeature::StandingHistory, standing | same << 8, form);
        ballot.pair(SourceFeature::StandingBesideCue, standing | form << 8, beside_cue);
        ballot.pair(SourceFeature::StandingFirst, standing | form << 8, reading.id(first, 0));
        let tagged = tag_id(&phrase);
        let relation = clause_relation(reading, at, &phrase);
        ballot.pair(SourceFeature::Tagged, tagged, side);
        ballot.pair(SourceFeature::TaggedStanding, tagged, standing | form << 8);
        ballot.feature(SourceFeature::Relation, relation);
        ballot.pair(SourceFeature::RelationStanding, relation, standing);
        ballot.pair(SourceFeature::RelationTagged, relation, tagged | side << 8);
        ballot.pair(SourceFeature::RelationRough, relation, rough);
        ballot.pair(SourceFeature::RelationForm, relation, form | class << 8);
    }

    /// Whether the phrase is already the source of a cue nearby: 0 no, 1 of
    /// the cue before in this sentence, 2 of one farther back.
    fn history(&self, at: usize, phrase: PhraseIndex) -> u32 {
        let sentence = self.reading.word(at).map(|word| word.sentence);
        let Some(last) = self.last else { return 0 };
        let same = self.reading.word(last.at as usize).map(|word| word.sentence) == sentence;
        match (last.source == Some(phrase), same) {
            (true, true) => 1,
            (true, false) => 2,
            (false, true) => 3,
            (false, false) => 0,
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

/// A number for the part of speech of a word, and whether its subject is known.
fn part_id(reading: &ArticleReading<'_>, at: usize) -> u32 {
    let subject = reading.syntax.clause(at).map_or(0, |clause| u32::from(clause.relation) + 1);
    reading.syntax.part(at) as u32 | subject << 8
}

/// The parts of speech on both sides of a word.
fn around_parts(reading: &ArticleReading<'_>, at: usize) -> u32 {
    let part = |by: isize| {
        let near = reading.near(at, by).and(at.checked_add_signed(by));
        near.map_or(31, |at| reading.syntax.part(at) as u32)
    };
    part(-2) | part(-1) << 8 | part(1) << 16
}

/// What the tagger of names says of a phrase, and how sure it is.
pub(super) fn tag_id(phrase: &NounPhrase) -> u32 {
    phrase.kind as u32 | u32::from(phrase.sure) << 8 | u32::from(phrase.owner.is_some()) << 10
}

/// The clause of a cue; that of the verb before it for a colon: `Ober sends a
/// message to Lund: “…”`.
fn clause_of<'a>(reading: &'a ArticleReading<'_>, cue: usize) -> Option<&'a VerbClause> {
    let word = reading.word(cue)?;
    if !word.is_mark(':') {
        return reading.syntax.clause(cue);
    }
    let clause = reading.syntax.clause_before(cue)?;
    let verb = reading.word(clause.verb as usize)?;
    (verb.sentence == word.sentence && clause.subject.is_some()).then_some(clause)
}

/// What a phrase is to the verb at a word: its subject, in which relation and
/// how clearly, or the one by whom it is done; or whether another one is.
pub(super) fn clause_relation(
    reading: &ArticleReading<'_>,
    verb: usize,
    phrase: &NounPhrase,
) -> u32 {
    let Some(clause) = clause_of(reading, verb) else { return 0 };
    let within =
        |head: Option<u32>| head.is_some_and(|h| (phrase.first..=phrase.last).contains(&h));
    let relation = u32::from(clause.relation) | u32::from(clause.lead) << 4;
    match () {
        () if within(clause.agent) => 1 << 8,
        () if within(clause.subject) => 2 << 8 | relation,
        () if clause.subject.is_some() => 3 << 8 | relation,
        () => 4 << 8,
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
