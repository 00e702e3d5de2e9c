//! Whose a writing is: "the statement", "his claim", "the Chinese reply".

use super::asked_role::ROLES;
use super::{ArticlePeople, SpeakerIdentity, trust};
use crate::extract::given_names::Gender;
use crate::extract::indices::{PersonIndex, PhraseIndex};
use crate::extract::lexicon::class;
use crate::extract::phrases::NounPhrase;
use crate::extract::reading::ArticleReading;
use crate::extract::register::Person;
use crate::extract::words::WordKind;

impl ArticlePeople {
    /// "the statement" means the body that issued it: the one it names, else
    /// the most salient one.
    pub(super) fn issuer(
        &self,
        reading: &ArticleReading<'_>,
        index: PhraseIndex,
        recent: Option<PersonIndex>,
    ) -> Option<SpeakerIdentity> {
        let phrase = reading.phrase(index)?;
        let of = reading.word(phrase.last as usize + 1)?;
        let of = matches!(of.text(reading.text), "of" | "from" | "by");
        let named = self.named(index.next()).filter(|_| of);
        let near = reading.phrase(index.next()).is_some_and(|next| next.first <= phrase.last + 3);
        if let Some(person) = named.filter(|_| near) {
            return self.identity(person, None, trust::ISSUER);
        }
        if let Some(nation) = nationality(reading, phrase) {
            return self.country(reading, nation);
        }
        if let Some(identity) = self.writer(reading, index, recent) {
            return Some(identity);
        }
        let identity = self.pronoun(reading, index, recent, None, true)?;
        Some(SpeakerIdentity { trust: identity.trust - identity.trust / 4, ..identity })
    }

    /// The subject that sends or publishes a writing: `Ober sends a message to
    /// the league: “…”`.
    fn writer(
        &self,
        reading: &ArticleReading<'_>,
        index: PhraseIndex,
        recent: Option<PersonIndex>,
    ) -> Option<SpeakerIdentity> {
        let first = reading.phrase(index)?.first;
        let clause = reading.syntax.clause_before(first as usize)?;
        let subject = clause.subject.filter(|subject| *subject < first)?;
        let sentence = |at: u32| reading.word(at as usize).map(|word| word.sentence);
        let behind = reading.phrase_from(subject as usize + 1);
        let phrase = PhraseIndex::new(behind).before()?;
        let own = reading.phrase(phrase)?;
        let whole = (own.first..=own.last).contains(&subject);
        if !whole || sentence(clause.verb) != sentence(first) {
            return None;
        }
        let identity = self.identify(reading, phrase, recent)?;
        Some(SpeakerIdentity { trust: identity.trust.min(trust::ISSUER), ..identity })
    }

    /// The country of `the Chinese reply`, where the article names it: the
    /// two begin alike.
    fn country(&self, reading: &ArticleReading<'_>, nation: usize) -> Option<SpeakerIdentity> {
        let nation = reading.word(nation)?.text(reading.text).to_lowercase();
        let alike = |person: &Person| {
            let [name] = person.words.as_slice() else { return false };
            let shared = name.chars().zip(nation.chars()).take_while(|(one, two)| one == two);
            (person.place || person.body) && shared.count() >= ALIKE
        };
        let number = PersonIndex::new(self.list.iter().take(ROLES).position(alike)?);
        self.identity(number, self.name(number), trust::ISSUER)
    }
}

/// Whether a pronoun says whose a writing is: `his claim`, `their letter`.
pub(in crate::extract) fn is_possessed(reading: &ArticleReading<'_>, phrase: &NounPhrase) -> bool {
    let first = reading.word(phrase.first as usize);
    first.is_some_and(|word| word.is(class::POSSESSIVE) && word.kind != WordKind::Capital)
        || possessor(reading, phrase).is_some()
}

/// The gender of whose a writing is: `his claim`; none for `their`.
pub(super) fn possessor(reading: &ArticleReading<'_>, phrase: &NounPhrase) -> Option<Gender> {
    match reading.word(phrase.first as usize)?.text(reading.text).to_lowercase().as_str() {
        "his" => Some(Gender::Masculine),
        "her" => Some(Gender::Feminine),
        _ => None,
    }
}

/// The word of a phrase that tells a country: `Chinese` of `the Chinese reply`.
fn nationality(reading: &ArticleReading<'_>, phrase: &NounPhrase) -> Option<usize> {
    let words = phrase.first as usize..=phrase.last as usize;
    words.into_iter().find(|at| reading.word(*at).is_some_and(|word| word.is(class::NATIONALITY)))
}

/// How many letters a country and its adjective have in common: `China` and
/// `Chinese`, `Ukraine` and `Ukrainian`; not `France` and `French`.
const ALIKE: usize = 4;
