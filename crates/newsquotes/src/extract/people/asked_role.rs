//! Whom a definite role means: "the mayor of Melle", "the glazier".

use super::{ArticlePeople, SpeakerIdentity, trust};
use crate::extract::given_names::Gender;
use crate::extract::indices::{PersonIndex, PhraseIndex};
use crate::extract::lexicon::{self, class};
use crate::extract::phrases::NounPhrase;
use crate::extract::reading::ArticleReading;
use crate::extract::register::{Person, gender_of_word, role_words};
use crate::extract::roles;
use crate::extract::words::{Suffix, WordKind};

impl ArticlePeople {
    /// The person to whom the article gives a role: "the mayor", else a
    /// person without a role of whom it may be said.
    pub(super) fn role(
        &self,
        reading: &ArticleReading<'_>,
        index: PhraseIndex,
        recent: Option<PersonIndex>,
    ) -> Option<SpeakerIdentity> {
        self.bearer(reading, index, recent).or_else(|| {
            let asked = AskedRole::read(reading, index)?;
            let unknown = |person: &Person| {
                asked.agrees(person)
                    && (person.words.len() > 1 || person.gender.is_some())
                    && (asked.generic || person.role_words.is_empty())
            };
            let identity = self.salient(reading, index, recent, unknown);
            let identity = identity.or_else(|| self.only(unknown))?;
            let trust = if asked.of_a_place {
                identity.trust / 2
            } else {
                trust::unnamed_role(identity.trust)
            };
            Some(SpeakerIdentity { trust, ..identity })
        })
    }

    /// The person to whom the article itself gives the role.
    pub(super) fn bearer(
        &self,
        reading: &ArticleReading<'_>,
        index: PhraseIndex,
        recent: Option<PersonIndex>,
    ) -> Option<SpeakerIdentity> {
        let asked = AskedRole::read(reading, index)?;
        let found = self.salient_or_any(reading, index, recent, |person| asked.is_specific(person));
        found.or_else(|| {
            let bears = |person: &Person| asked.agrees(person) && asked.is_borne(person);
            self.salient_or_any(reading, index, recent, bears)
        })
    }

    /// The only person of the article that fits.
    fn only(&self, fits: impl Fn(&Person) -> bool) -> Option<SpeakerIdentity> {
        let mut fitting =
            self.list.iter().take(ROLES).enumerate().filter(|(_, person)| fits(person));
        let number = PersonIndex::new(fitting.next()?.0);
        if fitting.next().is_some() {
            return None;
        }
        self.identity(number, self.name(number), trust::ONLY_ONE)
    }

    /// The most salient that fits, else the first of the article that does.
    fn salient_or_any(
        &self,
        reading: &ArticleReading<'_>,
        index: PhraseIndex,
        recent: Option<PersonIndex>,
        fits: impl Fn(&Person) -> bool,
    ) -> Option<SpeakerIdentity> {
        self.salient(reading, index, recent, &fits).or_else(|| {
            let person = self.list.iter().take(ROLES).position(fits)?;
            let number = PersonIndex::new(person);
            self.identity(number, self.name(number), trust::FAR_ROLE)
        })
    }
}

/// A definite role that is asked for: "the mayor of Melle".
struct AskedRole {
    /// The words of the role and of the place behind it, in small letters.
    words: Vec<String>,
    head: String,
    /// The words of the place or body alone.
    places: Vec<String>,
    /// A name within the role tells of whom: `the Norrby Democrat`, which nobody
    /// is of whom the article does not say so.
    of_a_place: bool,
    /// It fits nearly any person of some standing.
    generic: bool,
    gender: Option<Gender>,
}

impl AskedRole {
    fn read(reading: &ArticleReading<'_>, index: PhraseIndex) -> Option<AskedRole> {
        let phrase = reading.phrase(index)?;
        let (first, last) = (phrase.first as usize, phrase.last as usize);
        let article = reading.word(first)?;
        let indefinite = matches!(article.text(reading.text), "a" | "an" | "A" | "An");
        if !article.is(class::DETERMINER) || indefinite {
            return None;
        }
        let head = role_words(reading, first, last).pop()?;
        let end = roles::end_with_place(reading, last);
        let known = class::NATIONALITY | class::TITLE | class::ROLE | class::MODIFIER | class::NOUN;
        let inside = (first + 1..last).filter_map(|at| reading.word(at));
        let of_a_place = inside.into_iter().any(|word| word.is_capital() && !word.is(known));
        Some(AskedRole {
            of_a_place,
            words: role_words(reading, first, end),
            places: role_words(reading, last + 1, end),
            generic: GENERIC.contains(&head.as_str()),
            head,
            gender: gender_of_word(reading.word(phrase.head as usize)?),
        })
    }

    fn agrees(&self, person: &Person) -> bool {
        let gender = self.gender.is_none() || person.gender.is_none();
        !person.body && (gender || person.gender == self.gender) && !self.is_of_another(person)
    }

    /// Whether the person has such a role for another country or place: the
    /// Ukrainian president is not the Russian one.
    fn is_of_another(&self, person: &Person) -> bool {
        let nation = |word: &&String| lexicon::entry(word).classes & class::NATIONALITY != 0;
        let other = |asked: &mut dyn Iterator<Item = &String>, known: &[&String]| {
            let mut asked = asked.peekable();
            asked.peek().is_some() && !known.is_empty() && !asked.any(|word| known.contains(&word))
        };
        let nations: Vec<&String> = person.role_words.iter().filter(nation).collect();
        let places: Vec<&String> = person.places.iter().collect();
        other(&mut self.words.iter().filter(nation), &nations)
            || other(&mut self.places.iter(), &places)
    }

    fn is_borne(&self, person: &Person) -> bool {
        person.role_words.contains(&self.head)
    }

    /// Whether the person is known by more of the role than its last word.
    fn is_specific(&self, person: &Person) -> bool {
        let shared = self.words.iter().filter(|word| person.role_words.contains(word)).count();
        let alone = self.words.len() == 1;
        self.agrees(person)
            && ((self.is_borne(person) && (shared >= 2 || alone))
                || (self.generic && !alone && shared > 0))
    }
}

/// Whether a phrase of unknown nouns may say what one person does: "the
/// glazier".
pub(super) fn may_be_trade(reading: &ArticleReading<'_>, phrase: NounPhrase) -> bool {
    let word = |at: u32| reading.word(at as usize);
    !phrase.plural
        && phrase.first < phrase.last
        && word(phrase.first).is_some_and(|word| word.is(class::DETERMINER))
        && word(phrase.head).is_some_and(|word| {
            word.kind == WordKind::Lower && word.entry.lemma == 0 && word.suffix == Suffix::None
        })
}

/// How many people are asked for a role that nobody near has.
pub(super) const ROLES: usize = 200;

/// Nouns that fit nearly any person of that standing.
const GENERIC: [&str; 12] = [
    "politician",
    "leader",
    "chief",
    "official",
    "man",
    "woman",
    "head",
    "boss",
    "statesman",
    "candidate",
    "nominee",
    "diplomat",
];
