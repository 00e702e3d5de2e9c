//! Every stretch in marks of an article in another language with its form and
//! its speaker.
//!
//! Longer than other files: what was said last decides about what comes next,
//! and only this file knows both.

use super::is_long;
use super::languages::class;
use super::mentions::{ForeignMention, MentionKind};
use super::people::{self, ForeignPeople};
use super::tags::{ForeignTag, TagFinder};
use super::words::{ForeignReading, ForeignWord, WordShape};
use crate::extract::forms;
use crate::extract::given_names::Gender;
use crate::extract::marks::MarkedStretch;
use crate::model::{BlockKind, Defect, DefectKind, Form, Quote, Repair, Span, Speaker};

/// How sure a speaker can be at most, in percent. Set by hand from what the
/// kinds of names got wrong in the texts of the tests; see `tags` for the
/// places of tags.
mod sure {
    /// The next quotation of who spoke just before: `„…“, sagte Ober. „…“`
    pub(super) const GOES_ON: u8 = 88;
    /// Reported speech goes on in the next sentence.
    pub(super) const REPORTED: u8 = 68;
    /// A paragraph that is nothing but a quotation, behind one of somebody.
    pub(super) const NEXT_PARAGRAPH: u8 = 60;
    /// A single name that nothing in the article explains.
    pub(super) const LONE_NAME: u8 = 76;
    /// A single name behind an office or a title.
    pub(super) const LONE_PERSON: u8 = 84;
    pub(super) const BODY: u8 = 66;
    /// "the minister", who was named with this office before.
    pub(super) const OFFICE: u8 = 76;
    pub(super) const THING: u8 = 60;
    /// A pronoun whose gender fits the last person named.
    pub(super) const PRONOUN: u8 = 80;
    /// A pronoun and a person whose gender nobody knows.
    pub(super) const VAGUE_PRONOUN: u8 = 62;
    /// A name in a case that no table brings back.
    pub(super) const DECLINED: u8 = 60;
}

/// Who spoke last.
#[derive(Clone, Debug)]
struct LastSpeaker {
    speaker: Speaker,
    person: Option<usize>,
    /// The words of the mention, for a speaker who goes on.
    mention: Option<Span>,
    gender: Option<Gender>,
    block: u32,
    sentence: u32,
    /// The last word of the quotation or of its tag.
    end: usize,
    /// The tag stands behind the quotation.
    behind: bool,
}

/// A speaker with what the next quotation needs to know of him.
struct FoundSpeaker {
    speaker: Speaker,
    person: Option<usize>,
    gender: Option<Gender>,
}

pub(super) struct ForeignAttribution<'a, 'b> {
    reading: &'a ForeignReading<'b>,
    mentions: &'a [ForeignMention],
    people: &'a ForeignPeople,
    repairs: &'a [Repair],
    last: Option<LastSpeaker>,
}

impl<'a, 'b> ForeignAttribution<'a, 'b> {
    pub(super) fn new(
        reading: &'a ForeignReading<'b>,
        mentions: &'a [ForeignMention],
        people: &'a ForeignPeople,
        repairs: &'a [Repair],
    ) -> ForeignAttribution<'a, 'b> {
        ForeignAttribution { reading, mentions, people, repairs, last: None }
    }

    fn finder(&self) -> TagFinder<'a, 'b> {
        TagFinder { reading: self.reading, mentions: self.mentions, known: &self.people.of_mention }
    }

    pub(super) fn quotes(&mut self) -> Vec<Quote> {
        let mut quotes: Vec<Quote> = Vec::new();
        for (at, word) in self.reading.words.list.iter().enumerate() {
            let WordShape::Quote(index) = word.shape else { continue };
            let Some(stretch) = self.reading.stretches.get(index as usize) else { continue };
            let (quote, joins) = self.quote(at, word, stretch);
            match quotes.last_mut() {
                Some(last) if joins && last.form == quote.form && quote.form == Form::Direct => {
                    last.parts.extend(quote.parts);
                    last.defects.extend(quote.defects);
                }
                _ => quotes.push(quote),
            }
        }
        quotes.extend(super::indirect::find(self.reading, &self.finder(), |tag| {
            self.speaker(tag).map(|found| found.speaker)
        }));
        quotes
    }

    /// The quotation of a stretch, and whether it is a part of the one before.
    fn quote(&mut self, at: usize, word: &ForeignWord, stretch: &MarkedStretch) -> (Quote, bool) {
        let words = self.reading.text.get(stretch.inner);
        let spoken = self.reading.text.trim(stretch.outer) == stretch.inner;
        let long = is_long(words) || spoken || self.is_reported(at);
        let titled = self.names_work(at, words);
        let tag = if titled { None } else { self.tag(at, long) };
        // `„Nein“, sagte Ober dem „Boten“`: the verb has its words already.
        let tag = tag.filter(|tag| long || !self.is_spent(at, *tag));
        let quoted = !titled && (long || tag.is_some());
        let goes_on = if quoted && tag.is_none() { self.goes_on(at, word) } else { None };
        let joins = stretch.continues || goes_on.is_some();
        let found = match (&tag, quoted) {
            (Some(tag), _) => self.speaker(*tag),
            (None, true) => goes_on.or_else(|| self.guess(at, word)),
            (None, false) => None,
        };
        let form = self.form(at, words, quoted);
        if let Some(found) = found.as_ref().filter(|_| quoted) {
            self.remember(at, word, tag, found);
        }
        let cue = tag.and_then(|tag| tag.cue).map(|cue| self.reading.span(cue.0, cue.1));
        let quote = Quote {
            parts: vec![stretch.inner],
            form,
            block: self.block(word),
            cue,
            speaker: found.map(|found| found.speaker),
            defects: self.defects(stretch),
            repeat_of: None,
        };
        (quote, joins)
    }

    /// Who may speak words that no tag gives to anybody.
    fn guess(&self, at: usize, word: &ForeignWord) -> Option<FoundSpeaker> {
        let opens = self.opens(at);
        let before = self.finder().sentence_before(at).filter(|_| opens);
        let before = before.and_then(|tag| self.speaker(tag));
        before.or_else(|| self.carried(at, word)).or_else(|| {
            let tag = self.finder().subject(at).filter(|_| !opens);
            tag.and_then(|tag| self.speaker(tag))
        })
    }

    /// Whether the sentence reports somebody's speech by its verb: `Die Akten
    /// seien „einsehbar“.`
    fn is_reported(&self, at: usize) -> bool {
        let (first, end) = self.reading.sentence(at);
        (first..end).any(|at| self.reading.word(at).is_some_and(|word| word.is(class::SUBJUNCTIVE)))
    }

    /// The tag of a quotation; a short one, which may be scare quotes, needs
    /// one that stands in its sentence.
    fn tag(&self, at: usize, long: bool) -> Option<ForeignTag> {
        let finder = self.finder();
        let beside =
            finder.behind(at).or_else(|| finder.colon(at)).or_else(|| finder.behind_name(at));
        if beside.is_some() {
            return beside;
        }
        if self.opens(at) && long && self.follows_tag(at) {
            return None;
        }
        let (before, later) = (finder.before(at), finder.later(at));
        // What leaves its subject out says least of whose words these are.
        let named = before.filter(|tag| tag.mention.is_some());
        named.or(later).or(before)
    }

    /// Whether the tag before a short stretch is that of the quotation before.
    fn is_spent(&self, at: usize, tag: ForeignTag) -> bool {
        let sentence = self.reading.word(at).map(|word| word.sentence);
        self.last.as_ref().is_some_and(|last| {
            last.behind
                && Some(last.sentence) == sentence
                && tag.cue.is_some_and(|cue| cue.1 <= last.end && cue.1 < at)
        })
    }

    /// Whether a quotation opens its sentence, marks aside.
    fn opens(&self, at: usize) -> bool {
        let (first, _) = self.reading.sentence(at);
        (first..at).all(|at| {
            self.reading
                .word(at)
                .is_some_and(|word| matches!(word.shape, WordShape::Mark(_)) || word.is_quote())
        })
    }

    /// Whether the tag of the quotation before stands between the two.
    fn follows_tag(&self, at: usize) -> bool {
        let Some(word) = self.reading.word(at) else { return false };
        self.last.as_ref().is_some_and(|last| {
            last.block == word.block && last.behind && last.sentence + 1 >= word.sentence
        })
    }

    /// The speaker of a quotation whose tag stands before it and behind
    /// another: `„…“, sagte Ober. „…“`
    fn goes_on(&self, at: usize, word: &ForeignWord) -> Option<FoundSpeaker> {
        let last = self.last.as_ref()?;
        let touches = last.block == word.block
            && last.sentence + 1 >= word.sentence
            && (last.behind || last.end + 1 >= at)
            && self.opens_or_follows(at, last);
        touches.then(|| Self::again(last, sure::GOES_ON, "goes on with the speaker before"))
    }

    /// The quotation opens its sentence, or only a comma parts it from the tag.
    fn opens_or_follows(&self, at: usize, last: &LastSpeaker) -> bool {
        let mark = |at: usize| {
            self.reading.word(at).is_some_and(|word| matches!(word.shape, WordShape::Mark(_)))
        };
        self.opens(at) || (last.end + 1..at).all(mark)
    }

    /// The speaker of words that nothing in their sentence gives to anybody:
    /// who spoke before, in this paragraph or the one above.
    fn carried(&self, at: usize, word: &ForeignWord) -> Option<FoundSpeaker> {
        let last = self.last.as_ref()?;
        if last.block == word.block {
            let colon = at.checked_sub(1).and_then(|at| self.reading.word(at));
            let near = self.is_reported(at)
                || self.opens(at)
                || last.sentence == word.sentence
                || colon.is_some_and(|word| word.is_mark(&[':']));
            return near
                .then(|| Self::again(last, sure::REPORTED, "goes on with the speaker before"));
        }
        let next = last.block + 1 == word.block && self.opens(at);
        next.then(|| Self::again(last, sure::NEXT_PARAGRAPH, "goes on with the speaker before"))
    }

    fn again(last: &LastSpeaker, most: u8, why: &'static str) -> FoundSpeaker {
        let speaker = Speaker {
            mention: last.mention,
            why,
            confidence: last.speaker.confidence.min(most),
            ..last.speaker.clone()
        };
        FoundSpeaker { speaker, person: last.person, gender: last.gender }
    }

    fn remember(
        &mut self,
        at: usize,
        word: &ForeignWord,
        tag: Option<ForeignTag>,
        found: &FoundSpeaker,
    ) {
        let mention = tag.and_then(|tag| tag.mention).and_then(|index| self.mentions.get(index));
        let cue = tag.and_then(|tag| tag.cue).map_or(at, |cue| cue.1);
        let end = mention.map_or(cue, |mention| mention.last.max(cue)).max(at);
        let behind =
            end > at || tag.is_none() && self.last.as_ref().is_some_and(|last| last.behind);
        self.last = Some(LastSpeaker {
            speaker: found.speaker.clone(),
            person: found.person,
            mention: found.speaker.mention,
            gender: found.gender,
            block: word.block,
            sentence: word.sentence,
            end,
            behind,
        });
    }

    fn speaker(&self, tag: ForeignTag) -> Option<FoundSpeaker> {
        let Some(index) = tag.mention else { return self.left_out(tag) };
        let mention = self.mentions.get(index)?;
        let words = self.reading.span(mention.first, mention.last);
        let (person, most, antecedent) = self.who(index, mention, tag);
        let according = tag.cue.is_some_and(|cue| self.reading.according(cue.0).is_some());
        let (name, most) = self.named(mention, person, most, according);
        let role = mention.role.map(|(first, last)| self.reading.span(first, last));
        let role = role.map(|role| self.reading.text.get(role).to_owned());
        let speaker = Speaker {
            mention: Some(words),
            name,
            role,
            antecedent,
            why: tag.place.why(),
            confidence: tag.sure.min(most),
        };
        let gender =
            mention.gender.or_else(|| person.and_then(|p| self.people.list.get(p)?.gender));
        Some(FoundSpeaker { speaker, person, gender })
    }

    /// Whom a mention means, and how sure that is at most.
    fn who(
        &self,
        index: usize,
        mention: &ForeignMention,
        tag: ForeignTag,
    ) -> (Option<usize>, u8, Option<Span>) {
        let own = self.people.of_mention.get(index).copied().flatten();
        match mention.kind {
            MentionKind::Person if own.is_some() => (own, 100, None),
            MentionKind::Person => (None, sure::LONE_PERSON, None),
            MentionKind::Name if own.is_some() => (own, 90, None),
            MentionKind::Name => (None, sure::LONE_NAME, None),
            MentionKind::Body => (None, sure::BODY, None),
            MentionKind::Role => {
                let person = self.people.by_office(self.reading, self.mentions, index);
                if person.is_none() && self.is_description(mention) {
                    let named = self.people.last_subject(self.mentions, index, mention.gender);
                    let person = named.map(|(_, person)| person);
                    return (person, sure::VAGUE_PRONOUN, self.antecedent(index, person));
                }
                (person, sure::OFFICE, self.antecedent(index, person))
            }
            MentionKind::Thing | MentionKind::They => (None, sure::THING, None),
            MentionKind::He | MentionKind::She => self.pronoun(index, mention, tag),
        }
    }

    /// `der 52-Jährige`, `чиновник`: somebody who was named before.
    fn is_description(&self, mention: &ForeignMention) -> bool {
        (mention.first..=mention.last)
            .any(|at| self.reading.word(at).is_some_and(|word| word.is(class::DESCRIBED)))
    }

    fn pronoun(
        &self,
        index: usize,
        mention: &ForeignMention,
        tag: ForeignTag,
    ) -> (Option<usize>, u8, Option<Span>) {
        let gender =
            if mention.kind == MentionKind::He { Gender::Masculine } else { Gender::Feminine };
        // `sagten sie`: more than one.
        let plural = tag.cue.is_some_and(|cue| {
            mention.kind == MentionKind::She
                && self.reading.table.has(super::languages::habit::CAPITAL_NOUNS)
                && self.reading.form(cue.0).ends_with("en")
        });
        let found = self.people.last_named(index, Some(gender)).filter(|_| !plural);
        let person = found.map(|(person, _)| person);
        let sure =
            if found.is_some_and(|(_, known)| known) { sure::PRONOUN } else { sure::VAGUE_PRONOUN };
        (person, sure, self.antecedent(index, person))
    }

    /// The mention before that names a person.
    fn antecedent(&self, index: usize, person: Option<usize>) -> Option<Span> {
        let person = person?;
        let before = self.people.of_mention.get(..index)?;
        let at = before.iter().rposition(|of| *of == Some(person))?;
        let (first, last) = self.mentions.get(at)?.name?;
        Some(self.reading.span(first, last))
    }

    /// The name that is shown, and how sure it is at most.
    fn named(
        &self,
        mention: &ForeignMention,
        person: Option<usize>,
        most: u8,
        according: bool,
    ) -> (Option<String>, u8) {
        let told = person.and_then(|person| self.people.name(self.reading, self.mentions, person));
        let declined = |sure: bool| if sure { most } else { most.min(sure::DECLINED) };
        if let Some((name, sure)) = told {
            return (Some(name), declined(sure));
        }
        let Some((first, last)) = mention.name else { return (None, most) };
        let words = self.reading.text.get(self.reading.span(first, last));
        if according || people::is_declined(self.reading, mention) {
            let (name, sure) = people::nominative(self.reading, words);
            return (Some(name), declined(sure));
        }
        (Some(words.to_owned()), most)
    }

    /// The speaker of a verb without its subject: who spoke last, or who was
    /// named last, by the gender that the verb tells.
    fn left_out(&self, tag: ForeignTag) -> Option<FoundSpeaker> {
        let (verb, _) = tag.cue?;
        let gender = self.reading.table.verb_gender(self.reading.form(verb));
        let fits = |last: &&LastSpeaker| {
            gender.is_none() || last.gender.is_none() || last.gender == gender
        };
        let word = self.reading.word(verb)?;
        let recent = |last: &&LastSpeaker| last.block + 2 >= word.block;
        let index = self.mentions.partition_point(|mention| mention.first < verb);
        let named = self.people.last_subject(self.mentions, index, gender);
        let newer = |last: &&LastSpeaker| {
            named.is_none_or(|(at, person)| {
                last.person == Some(person)
                    || self.mentions.get(at).is_none_or(|mention| mention.first <= last.end)
            })
        };
        if let Some(last) = self.last.as_ref().filter(recent).filter(fits).filter(newer) {
            return Some(Self::again(last, tag.sure, "goes on with the speaker before"));
        }
        let (person, known) = match named {
            Some((_, person)) => (person, true),
            None => self.people.last_named(index, gender)?,
        };
        let (name, _) = self.people.name(self.reading, self.mentions, person)?;
        let sure = if known { sure::REPORTED } else { sure::VAGUE_PRONOUN };
        let antecedent = self.antecedent(index, Some(person));
        let speaker = Speaker {
            mention: None,
            name: Some(name),
            role: None,
            antecedent,
            why: "named before; the verb leaves its subject out",
            confidence: sure.min(tag.sure),
        };
        Some(FoundSpeaker { speaker, person: Some(person), gender })
    }

    /// Behind a noun for something written or performed: `le roman « … »`.
    fn names_work(&self, at: usize, words: &str) -> bool {
        let before = at.checked_sub(1).and_then(|at| self.reading.word(at));
        let block = self.reading.word(at).map(|word| word.block);
        let work = before.is_some_and(|word| word.is(class::WORK) && Some(word.block) == block);
        work && !words.ends_with(['.', ',', '?', '!', '…'])
    }

    fn form(&self, at: usize, words: &str, quoted: bool) -> Form {
        if quoted {
            return if self.is_fragment(at, words) { Form::Mixed } else { Form::Direct };
        }
        if self.names_work(at, words) || forms::is_titled(words) { Form::Work } else { Form::Scare }
    }

    /// A fragment inside the reporter's sentence.
    fn is_fragment(&self, at: usize, words: &str) -> bool {
        let here = self.reading.word(at).map(|word| word.sentence);
        let beside = |at: usize| {
            self.reading.word(at).is_some_and(|word| {
                Some(word.sentence) == here
                    && !matches!(word.shape, WordShape::Quote(_) | WordShape::Mark(_))
            })
        };
        let told = at.checked_sub(1).is_some_and(beside) || beside(at + 1);
        let small = words.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_lowercase);
        let short = !is_long(words) && !words.ends_with(['.', ',', '?', '!', '…']);
        told && (small || short)
    }

    fn block(&self, word: &ForeignWord) -> BlockKind {
        let block = self.reading.words.blocks.get(word.block as usize);
        block.map_or(BlockKind::Paragraph, |block| block.0)
    }

    /// What is broken in the source at a stretch: its marks, or words that ran
    /// together at its edge.
    fn defects(&self, stretch: &MarkedStretch) -> Vec<Defect> {
        let mut defects = stretch.defects.clone();
        let from = self.repairs.partition_point(|r| r.span.end() < stretch.outer.start());
        let inside = self.repairs.iter().skip(from);
        let inside = inside.take_while(|repair| repair.span.start() <= stretch.outer.end());
        let fused = inside.filter(|repair| repair.shown == " ");
        defects.extend(fused.map(|r| Defect { kind: DefectKind::FusedWords, at: r.span }));
        defects.sort_by_key(|defect| defect.at);
        defects
    }
}
