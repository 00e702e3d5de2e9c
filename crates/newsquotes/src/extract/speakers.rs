//! Whose words a stretch in marks holds, and whether it is a quotation.
//!
//! All pairs of a cue and its source around the stretch are candidates, and
//! phrases without a cue, the speaker of the stretch before, and "nobody".

use super::indices::{CueIndex, PhraseIndex, StretchIndex};
use super::indirect::Reported;
use super::lexicon::class;
use super::looks::{self, StretchLook};
use super::phrases::{NounPhrase, PhraseKind};
use super::ranker::{Ballot, DecisionKind, Judge, RankedChoice, UNIT};
use super::reading::{ArticleReading, class_id, few, phrase_id, steps, word_id};
use super::signature;
use super::sources::{self, Cue};
use super::templates::{QuotedFeature, SpeakerFeature};
use super::words::{Suffix, WordKind};

/// What was decided about a stretch.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct StretchVerdict {
    /// Index of the stretch's word.
    pub at: usize,
    /// Whether it holds somebody's words.
    pub quoted: bool,
    /// Index into the cues.
    pub cue: Option<CueIndex>,
    /// Index of the phrase that names the speaker.
    pub source: Option<PhraseIndex>,
    pub by: By,
    pub choice: RankedChoice,
}

/// How a speaker was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum By {
    /// Chosen by the ranker.
    #[default]
    Rank,
    /// Taken over from the stretch before.
    Carried,
    /// The sentence behind says who: `This was stated by Ober.`
    Ahead,
    /// The name stands behind it without a verb: `“…” — Ober`.
    Signed,
    /// The line above it is the name and a colon.
    Headed,
    /// Its paragraph opens with the name in capitals and a colon.
    Label,
    /// The ranker would rather say nobody.
    Guess,
}

/// How many cues before and behind a stretch are candidates.
const CUES_BEFORE: usize = 6;
const CUES_BEHIND: usize = 4;
/// How many sentences away a cue may stand, before and behind.
const SENTENCES_BEFORE: u32 = 2;
const SENTENCES_BEHIND: u32 = 1;

/// From five words on, in the steps of [`steps`], a stretch is a quotation
/// unless the ranker is very sure that it is none: nobody writes that much in
/// scare quotes.
const LONG: u32 = 5;

/// The longest line that names a speaker above a quotation, in words.
const LONGEST_HEAD: usize = 8;
/// How many words behind a stretch its own cue may stand: `said Mayor Ober`.
const OWN_TAG: usize = 5;

/// Decides about every stretch of the article, in order.
pub(super) fn find<J: Judge>(
    reading: &ArticleReading<'_>,
    cues: &[Cue],
    reported: &[Reported],
    judge: &mut J,
) -> Vec<StretchVerdict> {
    let mut finder = SpeakerFinder {
        reading,
        cues,
        reported,
        innermost: None,
        ballot: Ballot::default(),
        pairs: Vec::new(),
        last: StretchVerdict::default(),
        any: false,
    };
    let mut verdicts = Vec::with_capacity(reading.stretches.len());
    for (at, word) in reading.words.list.iter().enumerate() {
        if let WordKind::Quote(stretch) = word.kind {
            let verdict = finder.stretch(at, stretch, judge);
            verdicts.push(verdict);
        }
    }
    verdicts
}

/// A candidate: a cue with a source, or a source alone.
#[derive(Clone, Copy, Debug)]
struct SpeakerCandidate {
    cue: Option<CueIndex>,
    source: PhraseIndex,
    from: CandidateOrigin,
}

/// Where a candidate comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CandidateOrigin {
    Best,
    Second,
    Bare,
    Carried,
    Signed,
}

struct SpeakerFinder<'a, 'b> {
    reading: &'a ArticleReading<'b>,
    cues: &'a [Cue],
    reported: &'a [Reported],
    /// The nearest cue whose reported words hold the stretch.
    innermost: Option<CueIndex>,
    ballot: Ballot,
    pairs: Vec<SpeakerCandidate>,
    last: StretchVerdict,
    any: bool,
}

impl SpeakerFinder<'_, '_> {
    fn stretch<J: Judge>(
        &mut self,
        at: usize,
        stretch: StretchIndex,
        judge: &mut J,
    ) -> StretchVerdict {
        let Some(look) = looks::look(self.reading, at, stretch) else {
            return StretchVerdict::default();
        };
        self.gather(look);
        self.innermost = self.innermost_cover(look);
        self.ballot.open(DecisionKind::Speaker);
        self.ballot.option(None);
        self.describe_nobody(look);
        for pair in self.pairs.clone() {
            if let Some(phrase) = self.reading.phrase(pair.source).copied() {
                self.ballot.option(Some(self.reading.phrase_span(phrase)));
                self.describe(look, pair, phrase);
            }
        }
        let about = self.reading.stretch(stretch).map(|s| s.inner);
        let Some(about) = about else { return StretchVerdict::default() };
        let choice = self.ballot.decide(judge, DecisionKind::Speaker, about);
        let pair = choice.option.checked_sub(1).and_then(|index| self.pairs.get(index)).copied();
        let continues = self.continues(stretch);
        let mut verdict = StretchVerdict {
            at,
            quoted: true,
            cue: pair.and_then(|pair| pair.cue),
            source: pair.map(|pair| pair.source),
            by: if pair.is_some_and(|pair| pair.from == CandidateOrigin::Carried) {
                By::Carried
            } else {
                By::Rank
            },
            choice,
        };
        if let Some(source) = signature::behind(self.reading, look)
            && (look.opens == 1 || verdict.cue.is_none() || verdict.by == By::Carried)
        {
            verdict = StretchVerdict { cue: None, source: Some(source), by: By::Signed, ..verdict };
        }
        if verdict.source.is_none()
            && let Some((cue, source)) = self.stated_next(look)
        {
            verdict = StretchVerdict { cue, source: Some(source), by: By::Ahead, ..verdict };
        }
        if let Some(source) = self.headed(look)
            && (verdict.source.is_none() || verdict.by == By::Carried)
        {
            verdict = StretchVerdict { cue: None, source: Some(source), by: By::Headed, ..verdict };
        }
        if continues && self.any && !self.has_own_tag(look, verdict) {
            verdict = StretchVerdict { at, by: By::Carried, ..self.last };
        }
        if let Some((cue, source)) = self.labelled(look) {
            verdict = StretchVerdict { cue, source: Some(source), by: By::Label, ..verdict };
        }
        verdict.quoted = continues || self.quoted(look, verdict, judge, about);
        let before = self.last;
        if verdict.quoted {
            self.last = verdict;
        }
        if verdict.quoted && verdict.source.is_none() {
            verdict.source = self.guess(look).or_else(|| self.goes_on(look, before));
            verdict.by = By::Guess;
        }
        self.any |= verdict.quoted;
        verdict
    }

    /// The speaker of the paragraph before, for a paragraph that is nothing
    /// but a quotation: who else would speak it without a word?
    fn goes_on(&self, look: StretchLook, before: StretchVerdict) -> Option<PhraseIndex> {
        let block = self.reading.word(before.at).map(|word| word.block)?;
        let whole = look.opens == 1 && look.closes == 1 && look.words >= LONG;
        before.source.filter(|_| self.any && whole && block + 1 == look.block)
    }

    /// The name that opens the paragraph, a colon behind it, right before the
    /// stretch: `OBER: “We keep it.”`
    fn labelled(&self, look: StretchLook) -> Option<(Option<CueIndex>, PhraseIndex)> {
        let reading = self.reading;
        let colon = look.at.checked_sub(1)?;
        let source = reading.phrase_from(colon).checked_sub(1)?;
        let phrase = reading.phrases.get(source)?;
        let (first, last) = (phrase.first as usize, phrase.last as usize);
        let shouted = (first..=last).filter_map(|at| reading.word(at));
        let opens = reading
            .near(first, -1)
            .is_none_or(|word| matches!(word.kind, WordKind::Mark('"' | '“' | '‘' | '\'')));
        let labels = last + 1 == colon
            && reading.near(look.at, -1).is_some_and(|word| word.is_mark(':'))
            && opens
            && matches!(phrase.kind, PhraseKind::Name | PhraseKind::Body)
            && shouted.clone().all(|word| word.kind == WordKind::Acronym);
        let index = self.cues.partition_point(|cue| (cue.at as usize) < colon);
        let cue = self.cues.get(index).filter(|cue| cue.at as usize == colon);
        labels.then(|| (cue.map(|_| CueIndex::new(index)), PhraseIndex::new(source)))
    }

    /// The name on the line above a quotation that fills its paragraph:
    /// `Chairwoman Greta Ober:`, `Ober's statement:`.
    fn headed(&self, look: StretchLook) -> Option<PhraseIndex> {
        let reading = self.reading;
        let blocks = &reading.words.blocks;
        let above = (look.block as usize).checked_sub(1)?;
        let (first, end) = (blocks.get(above)?.1 as usize, blocks.get(above + 1)?.1 as usize);
        let line = first..end;
        let ends = reading.word(end.checked_sub(1)?)?.is_mark(':');
        let told = line.clone().filter_map(|at| reading.word(at)).any(|word| {
            word.is_quote() || word.is(class::VERB) && !word.is(class::NOUN | class::TITLE)
        });
        let source = reading.phrase_from(first);
        let phrase = reading.phrases.get(source)?;
        let names = matches!(phrase.kind, PhraseKind::Name | PhraseKind::Role | PhraseKind::Body)
            || phrase.owner.is_some();
        let heads = look.opens == 1 && line.len() <= LONGEST_HEAD && ends && !told;
        (heads && names && (phrase.first as usize) < end).then(|| PhraseIndex::new(source))
    }

    /// Whether a cue of its own stands right behind a stretch that goes on with
    /// the one before: its paragraph says who speaks.
    fn has_own_tag(&self, look: StretchLook, verdict: StretchVerdict) -> bool {
        let cue = verdict.cue.and_then(|cue| self.cues.get(cue.at()));
        verdict.by == By::Rank
            && cue.is_some_and(|cue| {
                let at = cue.at as usize;
                let near = at > look.at && at <= look.at + OWN_TAG;
                near && cue.holds() && self.reading.word(at).is_some_and(|w| w.block == look.block)
            })
    }

    /// Whom a quotation may be by when the ranker says nobody: who stands with
    /// a verb right behind it, else the subject of its sentence.
    fn guess(&self, look: StretchLook) -> Option<PhraseIndex> {
        let reading = self.reading;
        let comma = usize::from(reading.near(look.at, 1).is_some_and(|word| word.is_mark(',')));
        let verb = look.at + 1 + comma;
        let inverted = reading.near(look.at, 1)?.block == look.block
            && reading.word(verb).is_some_and(|word| {
                word.is(class::VERB) || (word.suffix == Suffix::Ed && word.entry.lemma == 0)
            });
        let behind = reading.phrase_from(verb + 1);
        let touches =
            reading.phrases.get(behind).is_some_and(|phrase| phrase.first as usize == verb + 1);
        if inverted && touches {
            return Some(PhraseIndex::new(behind));
        }
        let (first, _) = reading.sentence(look.at, 60);
        let from = reading.phrase_from(first);
        let subject = (from..reading.phrase_from(look.at)).find(|index| {
            reading.phrases.get(*index).is_some_and(|phrase| {
                let before = reading.near(phrase.first as usize, -1);
                sources::is_speaker_like(phrase)
                    && !before.is_some_and(|word| word.is(class::PREPOSITION))
            })
        });
        subject.map(PhraseIndex::new)
    }

    /// The source in a next sentence such as `This was stated by Ober`.
    fn stated_next(&self, look: StretchLook) -> Option<(Option<CueIndex>, PhraseIndex)> {
        let reading = self.reading;
        let at = look.at + 1;
        let opens =
            reading.near(look.at, 1)?.is(class::DETERMINER | class::PRONOUN | class::ADVERB);
        let is = reading.near(at, 1)?.is(class::BE | class::HAVE);
        let cue = (at + 2..at + 4)
            .find(|at| reading.word(*at).is_some_and(|word| word.is(class::VERB)))?;
        let by = (cue + 1..cue + 4)
            .find(|at| reading.word(*at).is_some_and(|word| word.text(reading.text) == "by"))?;
        let from = reading.phrase_from(by + 1);
        let near = reading.phrases.get(from).is_some_and(|phrase| phrase.first as usize == by + 1);
        let index = self.cues.partition_point(|known| (known.at as usize) < cue);
        let known = self.cues.get(index).is_some_and(|known| known.at as usize == cue);
        let number = known.then(|| CueIndex::new(index));
        (opens && is && near).then_some((number, PhraseIndex::new(from)))
    }

    fn continues(&self, stretch: StretchIndex) -> bool {
        self.reading.stretch(stretch).is_some_and(|stretch| stretch.continues)
    }

    fn gather(&mut self, look: StretchLook) {
        self.pairs.clear();
        let from = self.cues.partition_point(|cue| (cue.at as usize) < look.at);
        for index in (0..from).rev().take(CUES_BEFORE) {
            if !self.gather_cue(index, look) {
                break;
            }
        }
        for index in from..self.cues.len().min(from + CUES_BEHIND) {
            if !self.gather_cue(index, look) {
                break;
            }
        }
        self.gather_bare(look);
        let signed = signature::below(self.reading, look);
        self.pairs.extend(signed.map(|source| SpeakerCandidate {
            cue: None,
            source,
            from: CandidateOrigin::Signed,
        }));
        if let (true, Some(source)) = (self.any, self.last.source) {
            self.pairs.push(SpeakerCandidate {
                cue: self.last.cue,
                source,
                from: CandidateOrigin::Carried,
            });
        }
    }

    /// Takes the sources of a cue; false when it stands too far away.
    fn gather_cue(&mut self, index: usize, look: StretchLook) -> bool {
        let Some(cue) = self.cues.get(index).copied() else { return false };
        let Some(word) = self.reading.word(cue.at as usize) else { return false };
        let near = word.sentence + SENTENCES_BEFORE >= look.sentence
            && word.sentence <= look.sentence + SENTENCES_BEHIND
            && word.block + 1 >= look.block
            && word.block <= look.block;
        if !near {
            return false;
        }
        let number = Some(CueIndex::new(index));
        if let Some(source) = cue.source {
            self.pairs.push(SpeakerCandidate { cue: number, source, from: CandidateOrigin::Best });
        }
        if let Some(source) = cue.second
            && cue.lead < 3 * UNIT
        {
            self.pairs.push(SpeakerCandidate {
                cue: number,
                source,
                from: CandidateOrigin::Second,
            });
        }
        true
    }

    /// The nearest of the candidate cues whose reported words hold the stretch.
    fn innermost_cover(&self, look: StretchLook) -> Option<CueIndex> {
        let cues = self.pairs.iter().filter_map(|pair| pair.cue);
        let covering = cues.filter(|cue| self.cover(*cue, look) == COVERS);
        covering.min_by_key(|cue| {
            self.cues.get(cue.at()).map(|cue| (cue.at as usize).abs_diff(look.at))
        })
    }

    /// Whether the reported words of a cue hold the stretch.
    fn cover(&self, cue: CueIndex, look: StretchLook) -> u32 {
        let index = self.reported.partition_point(|reported| reported.cue < cue);
        match self.reported.get(index).filter(|reported| reported.cue == cue) {
            None => 0,
            Some(reported) if reported.covers(look.at) => COVERS,
            Some(_) => 2,
        }
    }

    /// Takes phrases of the sentence that may speak without a cue.
    fn gather_bare(&mut self, look: StretchLook) {
        let from = self.reading.phrase_from(look.at);
        let before = (0..from).rev().take(6);
        let behind = from..self.reading.phrases.len().min(from + 2);
        let mut taken = 0;
        for index in before.chain(behind) {
            let Some(phrase) = self.reading.phrases.get(index) else { continue };
            let sentence = self.reading.word(phrase.first as usize).map(|word| word.sentence);
            if sentence == Some(look.sentence) && sources::is_speaker_like(phrase) && taken < 4 {
                taken += 1;
                let source = PhraseIndex::new(index);
                self.pairs.push(SpeakerCandidate {
                    cue: None,
                    source,
                    from: CandidateOrigin::Bare,
                });
            }
        }
    }

    fn describe_nobody(&mut self, look: StretchLook) {
        let last = u32::from(self.any && self.last.source.is_some());
        let covered = u32::from(self.innermost.is_some());
        let ballot = &mut self.ballot;
        ballot.feature(SpeakerFeature::Nobody, 0);
        looks::describe(ballot, look);
        ballot.pair(SpeakerFeature::NobodyOpens, look.opens, last);
        ballot.pair(SpeakerFeature::NobodyCovered, covered, look.words << 1 | look.capital);
    }

    fn describe(&mut self, look: StretchLook, pair: SpeakerCandidate, phrase: NounPhrase) {
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
    fn quoted<J: Judge>(
        &mut self,
        look: StretchLook,
        verdict: StretchVerdict,
        judge: &mut J,
        about: crate::model::Span,
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
const COVERS: u32 = 1;

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
