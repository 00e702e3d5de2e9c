//! Whom "he", "she" and "it" mean: the most salient that fits.

use super::{ArticlePeople, PersonNaming, SpeakerIdentity, prominence, trust};
use crate::extract::given_names::Gender;
use crate::extract::indices::{PersonIndex, PhraseIndex};
use crate::extract::reading::ArticleReading;
use crate::extract::register::Person;
use crate::sure;

impl ArticlePeople {
    /// The most salient person whom a pronoun may mean.
    pub(super) fn pronoun(
        &self,
        reading: &ArticleReading<'_>,
        index: PhraseIndex,
        recent: Option<PersonIndex>,
        gender: Option<Gender>,
        body: bool,
    ) -> Option<SpeakerIdentity> {
        let fits = |person: &Person| {
            person.body == body
                && !person.place
                && (gender.is_none() || person.gender.is_none() || person.gender == gender)
        };
        self.salient(reading, index, recent, fits)
    }

    /// The most salient person before the phrase among those that fit.
    pub(super) fn salient(
        &self,
        reading: &ArticleReading<'_>,
        index: PhraseIndex,
        recent: Option<PersonIndex>,
        fits: impl Fn(&Person) -> bool,
    ) -> Option<SpeakerIdentity> {
        let here = reading.word(reading.phrase(index)?.first as usize)?.sentence;
        let end = self.namings.partition_point(|naming| naming.phrase < index);
        let mut scores: Vec<(PersonIndex, i32, Option<PhraseIndex>)> = Vec::new();
        for naming in self.namings.get(..end)?.iter().rev().take(60) {
            let distance = here.saturating_sub(naming.sentence);
            if distance > REACH {
                break;
            }
            if !self.list.get(naming.person.at()).is_some_and(&fits) {
                continue;
            }
            let weight = naming.weight * (10 - i32::try_from(distance).unwrap_or(10));
            let weight = weight + Self::closeness(reading, index, *naming);
            match scores.iter_mut().find(|score| score.0 == naming.person) {
                Some(score) => score.1 += weight / 3,
                None => scores.push((naming.person, weight, Some(naming.phrase))),
            }
        }
        if let Some(recent) = recent
            && self.list.get(recent.at()).is_some_and(&fits)
            && !self.turned_away(reading, index, recent, &fits)
        {
            match scores.iter_mut().find(|score| score.0 == recent) {
                Some(score) => score.1 += RECENT,
                None => scores.push((recent, RECENT, None)),
            }
        }
        // Who spoke last without being named since stands nearest of equals.
        let nearest = |phrase: Option<PhraseIndex>| phrase.map_or(usize::MAX, PhraseIndex::at);
        let best = scores.iter().copied().max_by_key(|(_, s, phrase)| (*s, nearest(*phrase)))?;
        let rival = scores.iter().filter(|s| s.0 != best.0).map(|s| s.1).max().unwrap_or(0);
        let trust =
            trust::SALIENT + u8::try_from((best.1 - rival).clamp(0, trust::LEAD)).unwrap_or(0);
        let antecedent = best
            .2
            .and_then(|phrase| reading.phrase(phrase))
            .map(|phrase| reading.phrase_span(*phrase));
        let antecedent = antecedent.or_else(|| self.name(best.0));
        self.identity(best.0, antecedent, trust)
    }

    /// Whether the last subject of the paragraph before the phrase is another
    /// person than the one who spoke last, of known gender and introduced by the full name.
    fn turned_away(
        &self,
        reading: &ArticleReading<'_>,
        index: PhraseIndex,
        recent: PersonIndex,
        fits: impl Fn(&Person) -> bool,
    ) -> bool {
        let end = self.namings.partition_point(|naming| naming.phrase < index);
        let before = sure::items(&self.namings, ..end).iter().rev().take(12);
        let subject = before
            .filter(|naming| Self::closeness(reading, index, **naming) > 0)
            .find(|naming| self.list.get(naming.person.at()).is_some_and(&fits));
        let introduced = |naming: &PersonNaming| {
            reading.phrase(naming.phrase).and_then(|phrase| phrase.name).is_some_and(|n| n.0 < n.1)
        };
        let known = |naming: &PersonNaming| {
            self.list.get(naming.person.at()).is_some_and(|person| person.gender.is_some())
        };
        subject.is_some_and(|subject| {
            subject.person != recent && introduced(subject) && known(subject)
        })
    }

    /// What a naming in the paragraph of the phrase is worth beyond its
    /// prominence: a new paragraph or sentence with a subject of its own
    /// mostly turns away from who spoke last.
    fn closeness(reading: &ArticleReading<'_>, index: PhraseIndex, naming: PersonNaming) -> i32 {
        let word = |phrase: PhraseIndex| {
            reading.phrase(phrase).and_then(|phrase| reading.word(phrase.first as usize))
        };
        let (Some(here), Some(there)) = (word(index), word(naming.phrase)) else { return 0 };
        match naming.weight >= SUBJECT {
            _ if here.block != there.block => 0,
            true if here.sentence == there.sentence => SAME_SENTENCE,
            true => SAME_PARAGRAPH,
            false => 0,
        }
    }
}

/// How many sentences back a pronoun may reach.
const REACH: u32 = 8;

/// What the person who spoke last is worth to a pronoun, in the units of
/// [`ArticlePeople::salient`].
const RECENT: i32 = 60;
/// What a subject of the same sentence, or of the same paragraph, is worth
/// more than others.
const SAME_SENTENCE: i32 = 70;
const SAME_PARAGRAPH: i32 = 45;
/// The weight from which a naming counts as a subject.
const SUBJECT: i32 = prominence::OPENING;
