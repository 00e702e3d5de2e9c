//! The syntax of the narration: parts of speech, and for each verb its subject
//! and the verb that its clause is said by.
//!
//! Each sentence of the narration is tagged as it stands, a quotation as one
//! word, and its verbs are asked for their subjects. Here is only the meeting
//! of the words of the narration with `speech_parts` and `clauses`; what a
//! subject is worth is weighed where it is a feature.

use super::clauses::Clauses;
use super::lexicon::class;
use super::speech_parts::{QUOTATION, SpeechPart, SpeechTagger};
use super::words::{NarrationWord, NarrationWords, Suffix, WordKind};
use crate::model::Text;

/// What a verb says of its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct VerbClause {
    /// Index of the verb among the words of the narration.
    pub verb: u32,
    /// Index of the word that heads its subject.
    pub subject: Option<u32>,
    /// What relates the two, from 1; 0 without a subject.
    pub relation: u8,
    /// How clear the subject is, from 0 to 3.
    pub lead: u8,
    /// Index of the word that heads the "by Ober" of a passive.
    pub agent: Option<u32>,
    /// Index of the verb that says the clause: `said` for `told` of `Ober
    /// said that Lind told her`.
    pub governor: Option<u32>,
}

/// The syntax of an article's narration.
#[derive(Debug, Default)]
pub(super) struct NarrationSyntax {
    /// For every word its part of speech.
    parts: Vec<SpeechPart>,
    /// Of the verbs that may introduce words, ascending.
    clauses: Vec<VerbClause>,
}

/// The longest sentence that is read, in words: longer ones are lists.
const LONGEST: usize = 120;
/// From this lead on, in units of the weights of `clauses`, a subject is as
/// clear as it gets; steps of a third below.
const CLEAR: i32 = 300;

impl NarrationSyntax {
    /// Reads the sentences of an article.
    pub(super) fn read(text: &Text, words: &NarrationWords) -> NarrationSyntax {
        let mut syntax = NarrationSyntax::default();
        let mut tagger = SpeechTagger::default();
        let mut first = 0;
        while let Some(word) = words.get(first) {
            let rest = words.list.iter().skip(first);
            let length = rest.take_while(|next| next.sentence == word.sentence).count();
            syntax.sentence(text, words, &mut tagger, first..first + length.max(1));
            first += length.max(1);
        }
        syntax
    }

    fn sentence(
        &mut self,
        text: &Text,
        words: &NarrationWords,
        tagger: &mut SpeechTagger<'static>,
        range: std::ops::Range<usize>,
    ) {
        if range.len() > LONGEST {
            self.parts.resize(range.end, SpeechPart::Other);
            return;
        }
        let form = |word: &NarrationWord| match word.kind {
            WordKind::Quote(_) => QUOTATION,
            _ => text.get(text.clamp(word.start as usize..word.end as usize)),
        };
        let own = || words.list.iter().skip(range.start).take(range.len());
        let parts = tagger.tag(own().map(form));
        self.parts.extend(parts.iter().map(|word| word.part));
        self.parts.resize(range.end, SpeechPart::Other);
        let mut clauses = None;
        for (at, word) in own().enumerate() {
            let verb = parts.get(at).is_some_and(|word| word.part.is_verb());
            if verb && may_introduce(word) {
                let clauses = clauses.get_or_insert_with(|| Clauses::read(parts));
                self.clauses.push(clause(clauses, at, range.start));
            }
        }
    }

    /// The part of speech of a word.
    pub(super) fn part(&self, at: usize) -> SpeechPart {
        self.parts.get(at).copied().unwrap_or(SpeechPart::Other)
    }

    /// What the verb at a word says of its clause.
    pub(super) fn clause(&self, at: usize) -> Option<&VerbClause> {
        let index = self.clauses.partition_point(|clause| (clause.verb as usize) < at);
        self.clauses.get(index).filter(|clause| clause.verb as usize == at)
    }

    /// The last of the clauses before a word.
    pub(super) fn clause_before(&self, at: usize) -> Option<&VerbClause> {
        let index = self.clauses.partition_point(|clause| (clause.verb as usize) < at);
        self.clauses.get(index.checked_sub(1)?)
    }
}

/// A verb of the list, or an unknown word that may be one.
fn may_introduce(word: &NarrationWord) -> bool {
    word.is(class::VERB)
        || word.kind == WordKind::Lower && word.entry.lemma == 0 && word.suffix != Suffix::None
}

fn clause(clauses: &Clauses<'_>, at: usize, first: usize) -> VerbClause {
    let place = |at: usize| u32::try_from(first + at).unwrap_or(u32::MAX);
    let head = |phrase: usize| clauses.phrases().get(phrase).map(|phrase| place(phrase.head()));
    let subject = clauses.subject(at);
    VerbClause {
        verb: place(at),
        subject: subject.and_then(|subject| head(subject.phrase)),
        relation: subject.map_or(0, |subject| subject.relation as u8 + 1),
        lead: subject.map_or(0, |subject| lead(subject.margin)),
        agent: clauses.agent(at).and_then(|(phrase, _)| head(phrase)),
        governor: clauses.governor(at).map(|(verb, _)| place(verb)),
    }
}

fn lead(margin: i32) -> u8 {
    u8::try_from((margin * 3 / CLEAR).clamp(0, 3)).unwrap_or(0)
}
