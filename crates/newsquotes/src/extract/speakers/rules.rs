//! Speakers that a place gives away, whatever the ranker weighs: a name on the
//! line above or in capitals before a colon, a next sentence that says who, the
//! subject of the sentence where nobody is found.

use super::{By, LONG, LONGEST_HEAD, OWN_TAG, SpeakerFinder, StretchVerdict};
use crate::extract::indices::{CueIndex, PhraseIndex};
use crate::extract::lexicon::class;
use crate::extract::looks::StretchLook;
use crate::extract::phrases::PhraseKind;
use crate::extract::sources;
use crate::extract::words::{Suffix, WordKind};

impl SpeakerFinder<'_, '_> {
    /// The speaker of the paragraph before, for a paragraph that is nothing
    /// but a quotation: who else would speak it without a word?
    pub(super) fn goes_on(&self, look: StretchLook, before: StretchVerdict) -> Option<PhraseIndex> {
        let block = self.reading.word(before.at).map(|word| word.block)?;
        let whole = look.opens == 1 && look.closes == 1 && look.words >= LONG;
        before.source.filter(|_| self.any && whole && block + 1 == look.block)
    }

    /// The name that opens the paragraph, a colon behind it, right before the
    /// stretch: `OBER: “We keep it.”`
    pub(super) fn labelled(&self, look: StretchLook) -> Option<(Option<CueIndex>, PhraseIndex)> {
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
    pub(super) fn headed(&self, look: StretchLook) -> Option<PhraseIndex> {
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
    pub(super) fn has_own_tag(&self, look: StretchLook, verdict: StretchVerdict) -> bool {
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
    pub(super) fn guess(&self, look: StretchLook) -> Option<PhraseIndex> {
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
    pub(super) fn stated_next(&self, look: StretchLook) -> Option<(Option<CueIndex>, PhraseIndex)> {
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
}
