//! The speech tag of a quotation in another language: the verb, and who stands
//! as its subject.
//!
//! Places are tried from the surest to the weakest: right behind the marks,
//! before a colon, in the sentence before, in the sentence behind. How sure
//! each is was set by hand, so that what the tests of nine languages get wrong
//! lies below 70.
//!
//! Longer than other files: all places are searched for the same cues, by one
//! finder.

use super::languages::{AccordingKind, class, habit};
use super::mentions::{ForeignMention, MentionKind};
use super::words::{ForeignReading, ForeignWord};

/// Who is said to speak, and by which words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ForeignTag {
    /// First and last word of the verb or of the phrase.
    pub cue: Option<(usize, usize)>,
    /// Index of the mention; none where the verb leaves its subject out.
    pub mention: Option<usize>,
    pub place: TagPlace,
    /// How sure, in percent, that this mention is the speaker's.
    pub sure: u8,
}

/// Where a tag stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TagPlace {
    Behind,
    Colon,
    Before,
    Later,
    /// The subject of the sentence, without a verb of speech.
    Subject,
}

impl TagPlace {
    /// The rule as a phrase for the reader.
    pub(super) fn why(self) -> &'static str {
        match self {
            TagPlace::Behind => "name behind the verb",
            TagPlace::Colon => "name before the colon",
            TagPlace::Before => "name before the verb",
            TagPlace::Later => "named later in the sentence",
            TagPlace::Subject => "subject of its sentence, a guess",
        }
    }
}

/// How sure a tag is by its place.
mod sure {
    pub(super) const BEHIND: u8 = 94;
    pub(super) const COLON: u8 = 92;
    /// `Ober: „…“`
    pub(super) const NAME_COLON: u8 = 80;
    pub(super) const ACCORDING: u8 = 88;
    pub(super) const BEFORE: u8 = 85;
    pub(super) const LATER: u8 = 86;
    /// A person behind a word that no table knows.
    pub(super) const UNKNOWN_VERB: u8 = 72;
    /// The sentence before a quotation says who speaks.
    pub(super) const SENTENCE_BEFORE: u8 = 66;
    /// The subject stands apart from its verb.
    pub(super) const APART: u8 = 68;
    /// A verb without its subject: who spoke last.
    pub(super) const OMITTED: u8 = 78;
    pub(super) const SUBJECT: u8 = 45;
}

/// How many small words may stand between the marks and the verb.
const BEFORE_VERB: usize = 4;
/// How many words behind a verb its subject is looked for.
const BEHIND_VERB: usize = 14;
/// Small words between a subject and its verb.
const BETWEEN: usize = 4;

/// A verb of speech or a phrase such as "according to".
#[derive(Clone, Copy, Debug)]
struct SpeechCue {
    first: usize,
    last: usize,
    kind: CueKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CueKind {
    Verb,
    /// A verb of which a part stands elsewhere, or one that names rather than
    /// says: it leads in, but stands not in a tag.
    Lead,
    According,
    /// The name stands before it: "zufolge".
    AccordingAfter,
    /// A pronoun stands in it: "за його словами".
    AccordingWithin,
}

/// Finds the tags of an article's quotations.
#[derive(Debug)]
pub(super) struct TagFinder<'a, 'b> {
    pub reading: &'a ForeignReading<'b>,
    pub mentions: &'a [ForeignMention],
    /// For each mention the person whom its name tells.
    pub known: &'a [Option<usize>],
}

impl TagFinder<'_, '_> {
    /// The tag right behind the word `at`, which is a quotation or the end of
    /// one: `», a déclaré le maire`.
    pub(super) fn behind(&self, at: usize) -> Option<ForeignTag> {
        let from = self.skip_marks(at + 1, at)?;
        let Some(cue) = self.cue_from(from, BEFORE_VERB) else { return self.unknown_verb(from) };
        if cue.kind == CueKind::Lead {
            return None;
        }
        if matches!(cue.kind, CueKind::According | CueKind::AccordingWithin) {
            return self.tag_of(cue, TagPlace::Behind, sure::BEHIND);
        }
        let (_, end) = self.reading.sentence(cue.first);
        if let Some(mention) = self.subject_behind(cue, end) {
            return Some(Self::tag(cue, mention, TagPlace::Behind, sure::BEHIND));
        }
        self.omitted(cue, TagPlace::Behind)
    }

    /// A person behind one or two words that no table knows: `», terció Ober`.
    fn unknown_verb(&self, from: usize) -> Option<ForeignTag> {
        let unknown = |at: &usize| {
            self.reading.word(*at).is_some_and(|word| {
                let small = class::AUXILIARY | class::ADVERB | class::FUNCTION;
                word.is_mark(&['-']) || word.is_lower() && (word.classes == 0 || word.is(small))
            })
        };
        let words = (from..from + 3).take_while(unknown).count();
        let comma = self.reading.word(from.checked_sub(1)?)?.is_mark(&[',', '—', '–', '―']);
        let index = self.mention_at(from + words).filter(|_| words > 0 && comma)?;
        let verb = (from..from + words)
            .any(|at| self.reading.word(at).is_some_and(|w| w.is_lower() && w.classes == 0));
        if !verb {
            return None;
        }
        let person = self.mentions.get(index)?.kind == MentionKind::Person
            || self.known.get(index).copied().flatten().is_some();
        person.then_some(ForeignTag {
            cue: Some((from, from + words - 1)),
            mention: Some(index),
            place: TagPlace::Behind,
            sure: sure::UNKNOWN_VERB,
        })
    }

    /// The tag with its subject first: `„…“, Ober sagte`.
    pub(super) fn behind_name(&self, at: usize) -> Option<ForeignTag> {
        let from = self.skip_marks(at + 1, at)?;
        let index = self.mention_at(from)?;
        let mention = self.mentions.get(index)?;
        let cue = self.cue_from(mention.reach + 1, 2)?;
        (cue.kind == CueKind::Verb && self.same_block(at, cue.first))
            .then(|| Self::tag(cue, index, TagPlace::Behind, sure::BEFORE))
    }

    /// The lead-in that ends in a colon before the word `at`.
    pub(super) fn colon(&self, at: usize) -> Option<ForeignTag> {
        let colon = at.checked_sub(1)?;
        if !self.reading.word(colon)?.is_mark(&[':']) {
            return None;
        }
        let (first, _) = self.reading.sentence(colon);
        if let Some(tag) = self.led_in(first, colon, TagPlace::Colon, sure::COLON) {
            return Some(tag);
        }
        // `Dura la replica di Ober:` a person is rather meant than another word.
        let person = || {
            let from = self.mentions.partition_point(|mention| mention.first < first);
            let end = self.mentions.partition_point(|mention| mention.first < colon);
            (from..end).rev().find(|index| self.is_personal(*index))
        };
        let free = self.free(first, colon).find(|index| self.is_personal(*index));
        let other = || self.free(first, colon).find(|index| self.speaks(*index));
        let index = free.or_else(person).or_else(other)?;
        let mention = self.mentions.get(index)?;
        let alone = mention.first == first && mention.reach + 1 >= colon;
        let sure = if alone { sure::NAME_COLON } else { sure::APART };
        Some(ForeignTag { cue: None, mention: Some(index), place: TagPlace::Colon, sure })
    }

    /// The verb or phrase before the quotation in its sentence.
    pub(super) fn before(&self, at: usize) -> Option<ForeignTag> {
        let (first, _) = self.reading.sentence(at);
        self.led_in(first, at, TagPlace::Before, sure::BEFORE)
    }

    /// The verb that reports what begins at word `end`, in a sentence from
    /// `first` on.
    pub(super) fn reported(&self, first: usize, end: usize) -> Option<ForeignTag> {
        self.led_in(first, end, TagPlace::Before, sure::BEFORE)
    }

    /// The tag further behind in the sentence: `„…“ zu sein, sagte Ober`.
    pub(super) fn later(&self, at: usize) -> Option<ForeignTag> {
        let (_, end) = self.reading.sentence(at);
        for from in at + 1..end {
            let word = self.reading.word(from)?;
            let edge = word.is_mark(&[',', '—', '–', '―']);
            let start = if edge { from + 1 } else { from };
            let cue = if edge { self.cue_from(start, 2) } else { self.phrase(start) };
            let Some(cue) = cue.filter(|cue| cue.kind != CueKind::Lead) else { continue };
            if cue.kind == CueKind::Verb {
                if let Some(mention) = self.subject_behind(cue, end) {
                    return Some(Self::tag(cue, mention, TagPlace::Later, sure::LATER));
                }
            } else if let Some(tag) = self.tag_of(cue, TagPlace::Later, sure::ACCORDING) {
                return Some(tag);
            }
        }
        None
    }

    /// The verb in the sentence before a quotation that opens its own: `Ober
    /// widersprach am Montag. „…“`
    pub(super) fn sentence_before(&self, at: usize) -> Option<ForeignTag> {
        let (first, _) = self.reading.sentence(at);
        let last = first.checked_sub(1)?;
        if !self.same_block(last, at) {
            return None;
        }
        let (start, _) = self.reading.sentence(last);
        let tag = self.led_in(start, last, TagPlace::Before, sure::SENTENCE_BEFORE)?;
        let tag = tag.mention.map(|_| tag)?;
        Some(ForeignTag { sure: tag.sure.min(sure::SENTENCE_BEFORE), ..tag })
    }

    /// The subject of the sentence that holds the quotation, where no verb of
    /// speech is known.
    pub(super) fn subject(&self, at: usize) -> Option<ForeignTag> {
        let (first, end) = self.reading.sentence(at);
        let before = self.free(first, at).find(|index| self.speaks(*index));
        let found = before.or_else(|| {
            self.free(at + 1, end.min(at + BEHIND_VERB)).find(|index| self.speaks(*index))
        })?;
        Some(ForeignTag {
            cue: None,
            mention: Some(found),
            place: TagPlace::Subject,
            sure: sure::SUBJECT,
        })
    }

    /// The last verb or phrase between two words, with its subject.
    fn led_in(&self, first: usize, end: usize, place: TagPlace, sure: u8) -> Option<ForeignTag> {
        let mut at = end;
        while at > first {
            at -= 1;
            let Some(cue) = self.cue_at(at).or_else(|| self.phrase(at)) else { continue };
            if cue.last >= end {
                continue;
            }
            if !matches!(cue.kind, CueKind::Verb | CueKind::Lead) {
                if let Some(tag) = self.tag_of(cue, place, sure::ACCORDING) {
                    return Some(tag);
                }
                continue;
            }
            return self.with_subject(cue, first, end, place, sure);
        }
        None
    }

    /// A verb between two words with its subject: what touches it, else what
    /// stands free before or behind it, else nobody.
    fn with_subject(
        &self,
        cue: SpeechCue,
        first: usize,
        end: usize,
        place: TagPlace,
        sure: u8,
    ) -> Option<ForeignTag> {
        let touching = self.touching_before(cue, first);
        let behind = self.subject_behind(cue, end);
        let before = self.free(first, cue.first).find(|index| self.speaks(*index));
        // `Der Zeitung sagte Ober: …`, `Ähnlich äußerte sich Ober: …`
        let is_he = |index: &usize| {
            self.mentions.get(*index).is_some_and(|mention| mention.kind == MentionKind::He)
        };
        let inverted = behind
            .filter(|index| self.is_personal(*index) && cue.kind == CueKind::Verb || is_he(index));
        if let Some(index) = touching.filter(|index| self.is_personal(*index) || inverted.is_none())
        {
            return Some(Self::tag(cue, index, place, sure));
        }
        if let Some(index) = inverted {
            return Some(Self::tag(cue, index, place, sure));
        }
        // What stands behind a verb that names is what it names.
        let named = cue.kind == CueKind::Lead || behind.is_some_and(|index| !self.speaks(index));
        match (before, behind) {
            (Some(index), Some(_)) if named => Some(Self::tag(cue, index, place, sure::APART)),
            (_, Some(index)) => Some(Self::tag(cue, index, place, sure)),
            (Some(index), None) => Some(Self::tag(cue, index, place, sure::APART)),
            (None, None) => self.omitted(cue, place),
        }
    }

    /// A person by name or by a pronoun.
    fn is_personal(&self, index: usize) -> bool {
        self.known.get(index).copied().flatten().is_some()
            || self.mentions.get(index).is_some_and(|mention| {
                matches!(mention.kind, MentionKind::Person | MentionKind::He | MentionKind::She)
            })
    }

    /// Who spoke last, where a language may leave the subject out.
    fn omitted(&self, cue: SpeechCue, place: TagPlace) -> Option<ForeignTag> {
        let drops = self.reading.table.has(habit::DROPS_SUBJECT);
        let cue_words = Some((cue.first, cue.last));
        drops.then_some(ForeignTag { cue: cue_words, mention: None, place, sure: sure::OMITTED })
    }

    /// The mention that a phrase such as "according to" names.
    fn tag_of(&self, cue: SpeechCue, place: TagPlace, sure: u8) -> Option<ForeignTag> {
        let index = match cue.kind {
            CueKind::AccordingAfter => {
                let before = self.mentions.partition_point(|mention| mention.first < cue.first);
                let index = before.checked_sub(1)?;
                (self.mentions.get(index)?.reach + 1 >= cue.first).then_some(index)?
            }
            CueKind::AccordingWithin => self.mention_at(cue.first)?,
            _ => self.mention_near(cue.last + 1)?,
        };
        let mention = self.mentions.get(index)?;
        // `für Kinder`, `per la città`: only persons have a view.
        let person =
            matches!(mention.kind, MentionKind::Person | MentionKind::He | MentionKind::She)
                || self.known.get(index).copied().flatten().is_some();
        // `Para o sindicato, …` has a view where it opens the sentence.
        let view = matches!(mention.kind, MentionKind::Body | MentionKind::Role)
            && self.reading.sentence(cue.first).0 == cue.first;
        let vague = self.is_vague(cue) && !person && !view;
        (!vague && mention.kind != MentionKind::They).then(|| Self::tag(cue, index, place, sure))
    }

    /// A phrase of one word that is a common preposition too: "pour", "per".
    fn is_vague(&self, cue: SpeechCue) -> bool {
        cue.first == cue.last
            && self.reading.word(cue.first).is_some_and(|word| word.is(class::PREPOSITION))
            && self.reading.form(cue.first).chars().count() <= 4
            && self.reading.form(cue.first).to_lowercase() != "laut"
    }

    fn tag(cue: SpeechCue, mention: usize, place: TagPlace, sure: u8) -> ForeignTag {
        ForeignTag { cue: Some((cue.first, cue.last)), mention: Some(mention), place, sure }
    }

    /// The mention that ends right before a verb, small words aside.
    fn touching_before(&self, cue: SpeechCue, first: usize) -> Option<usize> {
        let mut at = cue.first;
        for _ in 0..BETWEEN {
            let end = self.mentions.partition_point(|mention| mention.first < at);
            let index = end.checked_sub(1)?;
            let mention = self.mentions.get(index)?;
            if mention.first < first {
                return None;
            }
            if mention.reach + 1 >= at {
                return (!mention.governed && self.may_speak(index)).then_some(index);
            }
            at = at.checked_sub(1)?;
            let small = self.reading.word(at)?;
            if !small.is(class::CLOSED | class::DAY | class::DETERMINER)
                || small.is(class::CONJUNCTION)
            {
                return None;
            }
        }
        None
    }

    /// The subject behind a verb: the first mention that no preposition
    /// governs, before the next clause.
    fn subject_behind(&self, cue: SpeechCue, end: usize) -> Option<usize> {
        let mut at = cue.last + 1;
        let stop = end.min(cue.last + BEHIND_VERB);
        let mut strange = 0;
        // Who is told may stand first: `сообщил РИА директор Обер`.
        let mut told = None;
        while at < stop {
            let Some(word) = self.reading.word(at) else { break };
            if let Some(index) = self.mention_at(at) {
                let Some(mention) = self.mentions.get(index) else { break };
                if !mention.governed && self.may_speak(index) && !word.is(class::DAY) {
                    if !matches!(mention.kind, MentionKind::Body | MentionKind::Thing) {
                        return Some(index);
                    }
                    told = told.or(Some(index));
                }
                at = mention.last + 1;
                continue;
            }
            strange += usize::from(word.is_lower() && word.classes == 0);
            if Self::closes(word) || strange > 3 {
                break;
            }
            at += 1;
        }
        told
    }

    /// Whether a word ends the clause of a tag.
    fn closes(word: &ForeignWord) -> bool {
        word.is_quote()
            || word.is_mark(&[',', ':', ';', '.', '—', '–', '?', '!', '('])
            || word.is(class::THAT) && !word.is(class::FUNCTION)
    }

    /// The cue that begins at `from` or behind a few small words.
    fn cue_from(&self, from: usize, most: usize) -> Option<SpeechCue> {
        for at in from..=from + most {
            if let Some(cue) = self.phrase(at).or_else(|| self.cue_at(at)) {
                return (!(cue.kind == CueKind::AccordingAfter)).then_some(cue);
            }
            let word = self.reading.word(at)?;
            let tag = word.is(class::TAG) && at == from;
            if tag {
                return Some(SpeechCue { first: at, last: at, kind: CueKind::Verb });
            }
            let small = word.is_lower()
                && word.is(class::ADVERB
                    | class::AUXILIARY
                    | class::FUNCTION
                    | class::DAY
                    | class::HE)
                && !word.is(class::CONJUNCTION);
            if !small {
                return None;
            }
        }
        None
    }

    /// The verb of speech at a word: `sagte`, `a déclaré`, `hat gesagt`.
    fn cue_at(&self, at: usize) -> Option<SpeechCue> {
        let word = self.reading.word(at)?;
        // In German a verb with a capital is a noun: `Klagen`, `Angaben`.
        let nouns = self.reading.table.has(habit::CAPITAL_NOUNS);
        if nouns && word.is_capital() && at > self.reading.sentence(at).0 {
            return None;
        }
        // `la replica della consigliera` is a noun.
        let article = at.checked_sub(1).and_then(|at| self.reading.word(at));
        let article = article.is_some_and(|word| word.is(class::DETERMINER));
        if article && self.reading.word(at + 1).is_some_and(|word| word.is(class::OF)) {
            return None;
        }
        if word.is(class::VERB) {
            let kind = if word.is(class::CALL) { CueKind::Lead } else { CueKind::Verb };
            return Some(SpeechCue { first: at, last: at, kind });
        }
        if !word.is(class::AUXILIARY) {
            return None;
        }
        // `a également déclaré`; in German the participle stands at the end.
        let reach = if self.reading.table.has(habit::CAPITAL_NOUNS) { 24 } else { 4 };
        let (_, end) = self.reading.sentence(at);
        let participle = (at + 1..end.min(at + reach))
            .find(|next| self.reading.word(*next).is_some_and(|word| word.is(class::PARTICIPLE)))?;
        let apart = self.reading.table.has(habit::CAPITAL_NOUNS);
        let last = if apart { at } else { participle };
        Some(SpeechCue { first: at, last, kind: CueKind::Verb })
    }

    fn phrase(&self, at: usize) -> Option<SpeechCue> {
        let (words, kind) = self.reading.according(at)?;
        let kind = match kind {
            AccordingKind::Before => CueKind::According,
            AccordingKind::After => CueKind::AccordingAfter,
            AccordingKind::He | AccordingKind::She => CueKind::AccordingWithin,
        };
        Some(SpeechCue { first: at, last: at + words - 1, kind })
    }

    /// The first word behind commas and dashes, in the same block.
    fn skip_marks(&self, from: usize, block_of: usize) -> Option<usize> {
        let mark = |at: &usize| {
            self.reading.word(*at).is_some_and(|word| word.is_mark(&[',', '—', '–', '-', '―']))
        };
        let at = (from..from + 3).find(|at| !mark(at))?;
        let sentence = |at| self.reading.word(at).map(|word: &ForeignWord| word.sentence);
        (self.same_block(at, block_of) && sentence(at) == sentence(block_of)).then_some(at)
    }

    fn same_block(&self, one: usize, other: usize) -> bool {
        let block = |at| self.reading.word(at).map(|word: &ForeignWord| word.block);
        block(one).is_some() && block(one) == block(other)
    }

    /// The mention that begins at a word, or behind a few in small letters that
    /// no table knows: `по мнению эколога Обера`.
    fn mention_near(&self, at: usize) -> Option<usize> {
        let strange = |at: &usize| {
            self.reading.word(*at).is_some_and(|word| word.is_lower() && word.classes == 0)
        };
        let words = (at..at + 3).take_while(|at| self.mention_at(*at).is_none() && strange(at));
        self.mention_at(at + words.count())
    }

    /// The mention that begins at a word.
    fn mention_at(&self, at: usize) -> Option<usize> {
        let index = self.mentions.partition_point(|mention| mention.first < at);
        self.mentions.get(index).filter(|mention| mention.first == at).map(|_| index)
    }

    /// The mentions between two words that no preposition governs.
    fn free(&self, first: usize, end: usize) -> impl Iterator<Item = usize> + '_ {
        let from = self.mentions.partition_point(|mention| mention.first < first);
        let mentions = self.mentions.iter().enumerate().skip(from);
        mentions
            .take_while(move |(_, mention)| mention.first < end)
            .filter(|(_, mention)| !mention.governed)
            .map(|(index, _)| index)
    }

    /// Whether a mention may be the subject of a verb of speech beside it.
    fn may_speak(&self, index: usize) -> bool {
        self.mentions.get(index).is_some_and(|mention| mention.kind != MentionKind::They)
    }

    /// Whether a mention may be a speaker where no verb says so. A lone word
    /// that only opens its sentence is hardly a name.
    fn speaks(&self, index: usize) -> bool {
        let Some(mention) = self.mentions.get(index) else { return false };
        let known = self.known.get(index).copied().flatten().is_some();
        let opens = mention.kind == MentionKind::Name
            && mention.first == mention.last
            && self.reading.sentence(mention.first).0 == mention.first;
        !matches!(mention.kind, MentionKind::They | MentionKind::Thing) && (known || !opens)
    }
}
