//! What the ranker looks at when it weighs a word as a cue and a phrase as its
//! source.

use super::{CueFinder, Side, SourceCandidate};
use crate::extract::indices::PhraseIndex;
use crate::extract::lexicon::class;
use crate::extract::phrases::NounPhrase;
use crate::extract::reading::{ArticleReading, class_id, few, phrase_id, steps};
use crate::extract::syntax::VerbClause;
use crate::extract::templates::SourceFeature;
use crate::extract::words::NarrationWord;

impl CueFinder<'_, '_> {
    /// The features of "this is no cue": the cue word and its surroundings.
    pub(super) fn describe_none(&mut self, at: usize) {
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
    pub(super) fn describe(&mut self, at: usize, phrase: NounPhrase, candidate: SourceCandidate) {
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
    pub(super) fn history(&self, at: usize, phrase: PhraseIndex) -> u32 {
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
pub(in crate::extract) fn tag_id(phrase: &NounPhrase) -> u32 {
    phrase.kind as u32 | u32::from(phrase.sure) << 8 | u32::from(phrase.owner.is_some()) << 10
}

/// The clause of a cue; that of the verb before it for a colon: `Ober sends a
/// message to Lund: “…”`.
pub(super) fn clause_of<'a>(reading: &'a ArticleReading<'_>, cue: usize) -> Option<&'a VerbClause> {
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
pub(in crate::extract) fn clause_relation(
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
