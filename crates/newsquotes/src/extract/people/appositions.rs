//! Appositions: `Ober, the mayor,` and `the mayor of the town, Ober,` say who
//! bears which role.

use super::asked_role::may_be_trade;
use super::{ArticlePeople, prominence, set};
use crate::extract::indices::{PersonIndex, PhraseIndex};
use crate::extract::lexicon::class;
use crate::extract::phrases::{NounPhrase, PhraseKind};
use crate::extract::reading::ArticleReading;

impl ArticlePeople {
    /// `Ober, the mayor,` and `the mayor of the town, Ober,` give a person a
    /// role.
    pub(super) fn read_appositions(&mut self, reading: &ArticleReading<'_>) {
        for index in (0..reading.phrases.len()).map(PhraseIndex::new) {
            let Some(one) = reading.phrase(index).copied() else { break };
            let named = self.named(index);
            if !matches!(one.kind, PhraseKind::Name | PhraseKind::Role | PhraseKind::Other) {
                continue;
            }
            let Some(other) = behind_comma(reading, index) else { continue };
            let Some(two) = reading.phrase(other).copied() else { continue };
            match (one.kind, two.kind, named, self.named(other)) {
                (PhraseKind::Name, PhraseKind::Role, Some(person), None)
                    if other == index.next() =>
                {
                    self.give_role(reading, person, two);
                }
                (PhraseKind::Role, PhraseKind::Name, None, Some(person)) if !one.plural => {
                    self.give_role(reading, person, one);
                    set(&mut self.by_phrase, index, person);
                    self.raise(other, prominence::of(reading, index.at(), &one));
                }
                (PhraseKind::Name, PhraseKind::Other, Some(person), None)
                    if other == index.next() && may_be_trade(reading, two) =>
                {
                    self.give_role(reading, person, two);
                }
                (PhraseKind::Other, PhraseKind::Name, None, Some(person))
                    if may_be_trade(reading, one) =>
                {
                    self.give_role(reading, person, one);
                }
                _ => {}
            }
        }
    }

    /// A name behind its role is as prominent as the role.
    fn raise(&mut self, phrase: PhraseIndex, weight: i32) {
        let at = self.namings.partition_point(|naming| naming.phrase < phrase);
        if let Some(naming) = self.namings.get_mut(at).filter(|naming| naming.phrase == phrase) {
            naming.weight = naming.weight.max(weight);
        }
    }

    fn give_role(&mut self, reading: &ArticleReading<'_>, person: PersonIndex, role: NounPhrase) {
        let Some(person) = self.list.get_mut(person.at()) else { return };
        person.add_role(reading, role.first as usize, role.last as usize);
    }
}

/// The phrase behind the comma that closes a phrase and what belongs to it:
/// Ober in `the mayor of the town by the river, Ober`.
fn behind_comma(reading: &ArticleReading<'_>, index: PhraseIndex) -> Option<PhraseIndex> {
    for last in (index.at()..index.at() + 4).map(PhraseIndex::new) {
        let end = reading.phrase(last)?.last as usize;
        let next = reading.phrase(last.next())?.first as usize;
        let joint = reading.near(end, 1)?;
        // `the astronomer on duty, Ober`: a bare noun is no phrase.
        let bare = joint.is(class::PREPOSITION) && next == end + 4;
        if bare && reading.near(end, 3)?.is_mark(',') {
            return Some(last.next());
        }
        if next != end + 2 {
            return None;
        }
        if joint.is_mark(',') {
            return Some(last.next());
        }
        if !joint.is(class::PREPOSITION) {
            return None;
        }
    }
    None
}
