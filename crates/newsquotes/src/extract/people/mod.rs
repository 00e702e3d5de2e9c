//! Who is who in one article: names, their short forms, roles and pronouns.
//!
//! One table of the people and bodies that the narration names. A surname
//! leads to the fullest name, a role noun to the person that the article
//! gives the role, "he" and "she" to the most salient person of that gender.
//! What stays uncertain is said to be so by a lower share of confidence.

//!
//! ```text
//! appositions  `Ober, the mayor,`: who bears which role
//! asked_role   whom "the mayor" means
//! prominence   who acts before who is spoken of
//! salience     whom "he", "she" and "it" mean
//! trust        how far each way is to be trusted
//! writings     whose "the statement" is
//! ```

mod appositions;
mod asked_role;
mod prominence;
mod salience;
pub(super) mod trust;
mod writings;

use self::asked_role::may_be_trade;
pub(super) use self::writings::is_possessed;
use self::writings::possessor;
use super::given_names::Gender;
use super::indices::{PersonIndex, PhraseIndex};
use super::lexicon::class;
use super::phrases::{NounPhrase, PhraseKind};
use super::reading::ArticleReading;
use super::register::{Person, Register};
use crate::model::Span;

/// A place where a person is named.
#[derive(Clone, Copy, Debug)]
struct PersonNaming {
    phrase: PhraseIndex,
    person: PersonIndex,
    sentence: u32,
    /// How prominent: the subject of its sentence more than an object.
    weight: i32,
}

/// The table of an article.
#[derive(Debug)]
pub(super) struct ArticlePeople {
    list: Vec<Person>,
    namings: Vec<PersonNaming>,
    /// The person that each phrase names, where it is a name or apposition.
    by_phrase: Vec<Option<PersonIndex>>,
}

/// Who a phrase means.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct SpeakerIdentity {
    pub name: Option<Span>,
    pub role: Option<Span>,
    /// The mention that tells it, where the phrase itself does not.
    pub antecedent: Option<Span>,
    /// How far to trust it, in percent.
    pub trust: u8,
    /// The person's number in the table.
    pub person: Option<PersonIndex>,
}

/// How many phrases before a "who" may stand the one that it means.
const PAST: usize = 4;

impl ArticlePeople {
    /// Reads the names of an article.
    pub(super) fn read(reading: &ArticleReading<'_>) -> ArticlePeople {
        let mut register = Register::new(reading);
        let mut namings = Vec::new();
        let mut by_phrase = vec![None; reading.phrases.len()];
        let mut unsure = Vec::new();
        for (index, phrase) in reading.phrases.iter().enumerate() {
            let index = PhraseIndex::new(index);
            let doubtful = phrase.sure < 2 && register.may_be_common(phrase);
            if doubtful || phrase.kind == PhraseKind::Capitals && phrase.first == phrase.last {
                unsure.push(index);
                continue;
            }
            if let Some(person) = register.owner(phrase) {
                set(&mut by_phrase, index, person);
                continue;
            }
            if let Some(person) = register.phrase(phrase) {
                set(&mut by_phrase, index, person);
                let sentence = reading.word(phrase.first as usize).map_or(0, |word| word.sentence);
                let weight = prominence::of(reading, index.at(), phrase);
                namings.push(PersonNaming { phrase: index, person, sentence, weight });
            }
        }
        for index in unsure {
            let phrase = reading.phrase(index);
            if let Some(person) = phrase.and_then(|phrase| register.already(phrase)) {
                set(&mut by_phrase, index, person);
                let sentence = phrase.and_then(|phrase| reading.word(phrase.first as usize));
                let sentence = sentence.map_or(0, |word| word.sentence);
                namings.push(PersonNaming {
                    phrase: index,
                    person,
                    sentence,
                    weight: prominence::OPENING,
                });
            }
        }
        namings.sort_by_key(|naming| naming.phrase);
        let mut people = ArticlePeople { list: register.list, namings, by_phrase };
        people.read_appositions(reading);
        people
    }

    /// The person whom a phrase names.
    fn named(&self, phrase: PhraseIndex) -> Option<PersonIndex> {
        self.by_phrase.get(phrase.at()).copied().flatten()
    }

    /// Who the phrase of that index means, seen from its place in the text.
    /// `recent` is the person who spoke last.
    pub(super) fn identify(
        &self,
        reading: &ArticleReading<'_>,
        index: PhraseIndex,
        recent: Option<PersonIndex>,
    ) -> Option<SpeakerIdentity> {
        let phrase = reading.phrase(index)?;
        if let Some(person) = self.named(index) {
            return self.identity(person, None, trust::NAMED);
        }
        match phrase.kind {
            PhraseKind::He => self.pronoun(reading, index, recent, Some(Gender::Masculine), false),
            PhraseKind::She => self.pronoun(reading, index, recent, Some(Gender::Feminine), false),
            PhraseKind::It => self.pronoun(reading, index, recent, None, true),
            PhraseKind::Document if is_possessed(reading, phrase) => {
                let gender = possessor(reading, phrase)?;
                self.pronoun(reading, index, recent, Some(gender), false)
            }
            PhraseKind::Document => self.issuer(reading, index, recent),
            PhraseKind::Relative => self.relative(reading, index),
            PhraseKind::Role if !phrase.plural => self.role(reading, index, recent),
            PhraseKind::Other if may_be_trade(reading, *phrase) => {
                self.bearer(reading, index, recent)
            }
            _ => None,
        }
    }

    fn identity(
        &self,
        person: PersonIndex,
        antecedent: Option<Span>,
        trust: u8,
    ) -> Option<SpeakerIdentity> {
        let known = self.list.get(person.at())?;
        let person = Some(person);
        Some(SpeakerIdentity {
            name: Some(known.name),
            role: known.role,
            antecedent,
            trust,
            person,
        })
    }

    /// The name of a person as the text gives it.
    fn name(&self, person: PersonIndex) -> Option<Span> {
        self.list.get(person.at()).map(|person| person.name)
    }

    /// "who" means the name before its comma, also past what brackets or an
    /// apposition say of it: `Ober (Greens), a member of the council, who`.
    fn relative(
        &self,
        reading: &ArticleReading<'_>,
        index: PhraseIndex,
    ) -> Option<SpeakerIdentity> {
        let phrase = reading.phrase(index)?;
        let before = index.before()?;
        let last = reading.phrase(before)?.last;
        let near = last + 2 >= phrase.first;
        if near && reading.phrase(before)?.kind == PhraseKind::Role {
            return self.role(reading, before, None);
        }
        let person = |index: PhraseIndex| {
            let person = self.named(index)?;
            self.list.get(person.at()).filter(|person| !person.body)?;
            Some((index, person))
        };
        // `Ober, of Ashby, who`: towns are taken for people now and then.
        let of = |index: &PhraseIndex| {
            let first = reading.phrase(*index).map_or(0, |phrase| phrase.first as usize);
            reading.near(first, -1).is_some_and(|word| word.is(class::PREPOSITION))
        };
        // `Ober, of Melle, who`: a person rather than the place beside it.
        let back = std::iter::successors(Some(before), |index| index.before()).take(PAST);
        let behind = || {
            let said = back.take_while(|index| ArticlePeople::is_said_of(reading, *index, *phrase));
            said.clone()
                .filter(|index| !of(index))
                .find_map(person)
                .or_else(|| said.clone().find_map(person))
        };
        let beside = || Some((before, self.named(before).filter(|_| near)?));
        let who =
            reading.word(phrase.head as usize)?.text(reading.text).eq_ignore_ascii_case("who");
        let (named, person) =
            if who { behind().or_else(beside)? } else { beside().or_else(behind)? };
        let antecedent = reading.phrase(named).map(|phrase| reading.phrase_span(*phrase));
        self.identity(person, antecedent, trust::RELATIVE)
    }

    /// Whether nothing but marks, prepositions and nouns stands between a
    /// phrase and the "who" that may mean it.
    fn is_said_of(reading: &ArticleReading<'_>, index: PhraseIndex, who: NounPhrase) -> bool {
        let Some(phrase) = reading.phrase(index) else { return false };
        let sentence = |at: u32| reading.word(at as usize).map(|word| word.sentence);
        let verb = |at: u32| {
            reading.word(at as usize).is_some_and(|word| {
                word.is(class::AUXILIARY)
                    || word.is(class::VERB) && !word.is(class::NOUN) && word.is_finite()
            })
        };
        sentence(phrase.first) == sentence(who.first) && !(phrase.last + 1..who.first).any(verb)
    }
}

fn set(by_phrase: &mut [Option<PersonIndex>], phrase: PhraseIndex, person: PersonIndex) {
    if let Some(named) = by_phrase.get_mut(phrase.at()) {
        *named = Some(person);
    }
}
