//! Whose words a stretch in marks holds, and whether it is a quotation.
//!
//! All pairs of a cue and its source around the stretch are candidates, and
//! phrases without a cue, the speaker of the stretch before, and "nobody".
//!
//! ```text
//! features  what the ranker looks at
//! rules     speakers that a place gives away
//! ```

mod features;
mod rules;

use self::features::COVERS;
use super::indices::{CueIndex, PhraseIndex, StretchIndex};
use super::indirect::Reported;
use super::looks::{self, StretchLook};
use super::ranker::{Ballot, DecisionKind, Judge, RankedChoice, UNIT};
use super::reading::ArticleReading;
use super::signature;
use super::sources::{self, Cue};
use super::words::WordKind;

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
}
