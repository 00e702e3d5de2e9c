//! What the ranker looks at when it weighs a cue and a source for a stretch, and
//! whether a stretch is a quotation at all.

use super::{By, CandidateOrigin, LONG, SpeakerCandidate, SpeakerFinder, StretchVerdict};
use crate::extract::lexicon::class;
use crate::extract::looks::{self, StretchLook};
use crate::extract::phrases::NounPhrase;
use crate::extract::ranker::{DecisionKind, Judge, UNIT};
use crate::extract::reading::{class_id, few, phrase_id, steps, word_id};
use crate::extract::sources::{self, Cue};
use crate::extract::templates::{QuotedFeature, SpeakerFeature};
use crate::model::Span;

impl SpeakerFinder<'_, '_> {
    pub(super) fn describe_nobody(&mut self, look: StretchLook) {
        let last = u32::from(self.any && self.last.source.is_some());
        let covered = u32::from(self.innermost.is_some());
        let ballot = &mut self.ballot;
        ballot.feature(SpeakerFeature::Nobody, 0);
        looks::describe(ballot, look);
        ballot.pair(SpeakerFeature::NobodyOpens, look.opens, last);
        ballot.pair(SpeakerFeature::NobodyCovered, covered, look.words << 1 | look.capital);
    }

    pub(super) fn describe(
        &mut self,
        look: StretchLook,
        pair: SpeakerCandidate,
        phrase: NounPhrase,
    ) {
        let cue = pair.cue.and_then(|index| self.cues.get(index.at())).copied();
        let place = match cue {
            Some(cue) => self.place(look, cue, pair),
            None => self.bare_place(look, phrase),
        };
        let from = pair.from as u32;
        let kind = phrase_id(&phrase);
        let fragment = look.capital | u32::from(look.words > 4) << 1;
        let side = place.side | from << 4;
        let ballot = &mut self.ballot;
        ballot.pair(SpeakerFeature::Sentences, side, place.sentences);
        ballot.pair(SpeakerFeature::Distance, side | place.sentences << 8, place.distance);
        ballot.pair(
            SpeakerFeature::SentencesEnd,
            side | place.sentences << 8,
            look.end << 8 | fragment,
        );
        ballot.pair(SpeakerFeature::Between, side, place.quotes << 8 | place.cues);
        ballot.pair(
            SpeakerFeature::BetweenEnd,
            side | place.quotes << 8 | place.cues << 12,
            look.end,
        );
        ballot.pair(SpeakerFeature::AdjacentToward, side | place.adjacent << 8, place.toward);
        ballot.pair(SpeakerFeature::Before, side, look.before);
        ballot.pair(SpeakerFeature::DistanceBefore, side | place.distance << 8, look.before_class);
        ballot.pair(SpeakerFeature::DistanceAfter, side | place.distance << 8, look.after_class);
        ballot.pair(SpeakerFeature::Margin, side, place.margin);
        ballot.pair(SpeakerFeature::MarginCues, side | place.margin << 8, place.cues);
        ballot.pair(SpeakerFeature::DistanceLemma, side | place.distance << 8, place.lemma);
        ballot.pair(SpeakerFeature::Word, side, place.id);
        ballot.pair(SpeakerFeature::Kind, side, kind);
        ballot.pair(
            SpeakerFeature::SourceDistance,
            side | place.source_side << 8,
            place.source_distance,
        );
        ballot.pair(
            SpeakerFeature::SentencesEdges,
            side | place.sentences << 8,
            look.opens << 1 | look.closes,
        );
        ballot.pair(SpeakerFeature::Shared, place.shared, side);
        ballot.pair(
            SpeakerFeature::ClassFragment,
            place.class | place.distance << 8,
            side | fragment << 8,
        );
        ballot.pair(
            SpeakerFeature::SentencesLook,
            side | place.sentences << 8 | place.cues << 12,
            look.end << 8 | fragment << 2 | look.opens,
        );
        ballot.pair(SpeakerFeature::AdjacentKind, side | place.adjacent << 8, kind);
        ballot.pair(SpeakerFeature::FormDistance, place.form | side << 8, place.distance);
        ballot.pair(
            SpeakerFeature::SourceBetween,
            side | place.source_side << 8 | place.cues << 12,
            place.quotes << 8 | place.sentences,
        );
        ballot.pair(SpeakerFeature::CuesAfter, side | place.cues << 8, look.after);
        ballot.pair(SpeakerFeature::Cover, side, place.cover);
        ballot.pair(
            SpeakerFeature::CoverMargin,
            side | place.cover << 8,
            place.sentences << 8 | place.margin,
        );
        ballot.pair(SpeakerFeature::CoverLook, side | place.cover << 8, fragment << 8 | look.end);
        ballot.pair(
            SpeakerFeature::CoverDistance,
            side | place.cover << 8,
            place.cues << 4 | place.distance,
        );
        ballot.pair(
            SpeakerFeature::MarginDistance,
            side | place.margin << 8 | place.distance << 12,
            place.sentences << 4 | place.quotes,
        );
        self.describe_syntax(cue, &phrase, place, side);
    }

    /// The features of what the taggers of names and of parts of speech say.
    fn describe_syntax(
        &mut self,
        cue: Option<Cue>,
        phrase: &NounPhrase,
        place: CandidatePlace,
        side: u32,
    ) {
        let reading = self.reading;
        let tagged = sources::tag_id(phrase);
        let at = cue.map(|cue| cue.at as usize);
        let relation = at.map_or(0, |at| 1 + sources::clause_relation(reading, at, phrase));
        let part = at.map_or(31, |at| reading.syntax.part(at) as u32);
        let governed = at.map_or(0, |at| self.governed(at));
        let ballot = &mut self.ballot;
        ballot.pair(SpeakerFeature::Tagged, tagged, side);
        ballot.pair(SpeakerFeature::TaggedMargin, tagged, side | place.margin << 8);
        let near = place.distance << 1 | place.adjacent;
        ballot.pair(SpeakerFeature::TaggedDistance, tagged, side | near << 8);
        ballot.pair(SpeakerFeature::Relation, relation, side);
        ballot.pair(SpeakerFeature::RelationDistance, relation, side | place.distance << 8);
        let held = place.margin << 4 | place.cover;
        ballot.pair(SpeakerFeature::RelationMargin, relation, side | held << 8);
        ballot.pair(SpeakerFeature::Part, part | place.class << 8, side);
        ballot.pair(SpeakerFeature::PartDistance, part, side | place.distance << 8);
        ballot.pair(SpeakerFeature::Governed, governed | place.class << 8, side);
        ballot.pair(
            SpeakerFeature::GovernedCues,
            governed | place.cues << 8,
            side | place.distance << 8,
        );
    }

    /// Whether another verb says the clause of a cue: 0 none, 1 a known verb
    /// before it, 2 one behind it, 3 an unknown one.
    fn governed(&self, at: usize) -> u32 {
        let governor = self.reading.syntax.clause(at).and_then(|clause| clause.governor);
        let Some(governor) = governor.map(|governor| governor as usize) else { return 0 };
        match self.reading.word(governor) {
            Some(word) if word.is(class::VERB) => 1 + u32::from(governor > at),
            _ => 3,
        }
    }

    fn place(&self, look: StretchLook, cue: Cue, pair: SpeakerCandidate) -> CandidatePlace {
        let reading = self.reading;
        let at = cue.at as usize;
        let before = at < look.at;
        let word = reading.word(at);
        let sentence = word.map_or(0, |word| word.sentence);
        let block = word.map_or(0, |word| word.block);
        let quotes = look.stretch.at().abs_diff(cue.quotes_before as usize);
        let quotes = if before { quotes } else { quotes.saturating_sub(1) };
        let here = self.cues.partition_point(|cue| (cue.at as usize) < look.at);
        let held = if before {
            let last = self.cues.get(here.saturating_sub(1));
            last.map_or(0, |l| {
                (l.cues_before + u32::from(l.holds()))
                    .saturating_sub(cue.cues_before + u32::from(cue.holds()))
            })
        } else {
            self.cues.get(here).map_or(0, |first| cue.cues_before.saturating_sub(first.cues_before))
        };
        let toward = if before { reading.id(at, 1) } else { reading.id(at, -1) };
        let distance = at.abs_diff(look.at);
        let source = reading.phrase(pair.source).map_or(at, |phrase| phrase.first as usize);
        let shared = u32::from(self.any && self.last.source == Some(pair.source)) << 1
            | u32::from(self.any && self.last.cue == pair.cue);
        CandidatePlace {
            side: u32::from(before) | u32::from(block != look.block) << 1,
            sentences: sentence.abs_diff(look.sentence).min(3),
            distance: steps(distance.saturating_sub(1)),
            quotes: few(quotes),
            cues: held.min(3),
            adjacent: u32::from(distance <= 3),
            toward,
            margin: bucket(cue.margin) + if pair.from == CandidateOrigin::Second { 8 } else { 0 },
            lemma: word.map_or(0, |word| u32::from(word.entry.lemma)),
            id: word.map_or(0, word_id),
            class: word.map_or(0, class_id),
            form: word.map_or(0, |word| word.entry.form as u32),
            source_side: u32::from(source < look.at) | u32::from(source < at) << 1,
            source_distance: steps(source.abs_diff(at)),
            shared,
            cover: pair.cue.map_or(0, |cue| {
                self.cover(cue, look) | u32::from(self.innermost == Some(cue)) << 2
            }) | u32::from(self.innermost.is_some()) << 3,
        }
    }

    fn bare_place(&self, look: StretchLook, phrase: NounPhrase) -> CandidatePlace {
        let before = (phrase.first as usize) < look.at;
        let edge = if before { phrase.last as usize } else { phrase.first as usize };
        let outer = if before { phrase.first as usize } else { phrase.last as usize };
        let (inward, outward) = if before { (1, -1) } else { (-1, 1) };
        let distance = edge.abs_diff(look.at);
        CandidatePlace {
            side: u32::from(before),
            sentences: 0,
            distance: steps(distance.saturating_sub(1)),
            quotes: 0,
            cues: 0,
            adjacent: u32::from(distance <= 3),
            toward: self.reading.id(edge, inward),
            margin: 0,
            lemma: self.reading.near(outer, outward).map_or(0, class_id),
            id: self.reading.id(outer, outward),
            class: self.reading.near(edge, inward).map_or(0, class_id),
            form: 0,
            source_side: 4,
            source_distance: few(distance),
            shared: u32::from(
                self.any
                    && self
                        .last
                        .source
                        .and_then(|s| self.reading.phrase(s))
                        .is_some_and(|p| *p == phrase),
            ) << 1,
            cover: u32::from(self.innermost.is_some()) << 3,
        }
    }

    /// Whether the stretch is a quotation and no scare quote or title.
    pub(super) fn quoted<J: Judge>(
        &mut self,
        look: StretchLook,
        verdict: StretchVerdict,
        judge: &mut J,
        about: Span,
    ) -> bool {
        let source = verdict.source.and_then(|source| self.reading.phrase(source));
        let kind = source.map_or(0, |phrase| phrase_id(phrase) + 1);
        let margin = bucket(verdict.choice.margin);
        let cue = verdict.cue.and_then(|cue| self.cues.get(cue.at()));
        let (id, distance) = cue.map_or((0, 0), |cue| {
            (self.reading.id(cue.at as usize, 0), steps((cue.at as usize).abs_diff(look.at)))
        });
        let held = cue.map_or(0, |cue| bucket(cue.margin) + 1);
        let ballot = &mut self.ballot;
        ballot.open(DecisionKind::Quoted);
        ballot.option(Some(about));
        ballot.feature(QuotedFeature::Quoted, 0);
        ballot.pair(QuotedFeature::KindMargin, kind, margin);
        ballot.pair(QuotedFeature::CueDistance, id, distance);
        ballot.pair(
            QuotedFeature::FoundMargin,
            u32::from(source.is_some())
                | u32::from(cue.is_some()) << 1
                | u32::from(verdict.by == By::Carried) << 2,
            margin,
        );
        ballot.pair(QuotedFeature::FoundLength, u32::from(source.is_some()), look.words);
        ballot.pair(QuotedFeature::HeldDistance, held, distance);
        ballot.pair(
            QuotedFeature::CoveredLength,
            u32::from(self.innermost.is_some()),
            look.words << 1 | look.capital,
        );
        ballot.pair(QuotedFeature::HeldEnd, held << 4 | look.words, look.end);
        ballot.option(None);
        looks::describe(ballot, look);
        let choice = ballot.decide(judge, DecisionKind::Quoted, about);
        let long = look.words >= LONG && look.titled == 0;
        choice.option == 0 || (long && choice.margin < UNIT / 2)
    }
}

/// The reported words of a cue hold the stretch.
pub(super) const COVERS: u32 = 1;

/// Where a candidate stands, seen from the stretch.
#[derive(Clone, Copy, Debug)]
struct CandidatePlace {
    side: u32,
    sentences: u32,
    distance: u32,
    quotes: u32,
    cues: u32,
    adjacent: u32,
    toward: u32,
    margin: u32,
    lemma: u32,
    id: u32,
    class: u32,
    form: u32,
    source_side: u32,
    source_distance: u32,
    shared: u32,
    cover: u32,
}

/// A margin in coarse steps.
fn bucket(margin: i32) -> u32 {
    match margin / (UNIT / 2) {
        ..=-6 => 1,
        -5..=-3 => 2,
        -2..=-1 => 3,
        0 if margin <= 0 => 4,
        0..=1 => 5,
        2..=4 => 6,
        _ => 7,
    }
}
