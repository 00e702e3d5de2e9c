//! From the phrase beside a quotation to its speaker: the mention as it is
//! shown, the name, the reason and how sure we are.

use std::collections::HashMap;

use super::indices::{PersonIndex, PhraseIndex};
use super::lexicon::class;
use super::people::{self, ArticlePeople, SpeakerIdentity, trust};
use super::phrases::{NounPhrase, PhraseKind};
use super::reading::ArticleReading;
use super::roles;
use crate::model::{Span, Speaker};

/// Below this confidence, in percent, nobody is named by words that stand
/// elsewhere: the mention is shown as it is. Set by hand, a little below the
/// floor of 70 that takes the name from four in a hundred pronouns of the
/// development articles, one of the four right, and from right roles, too.
const NAME_FLOOR: u32 = 62;

/// Who each source phrase of an article means.
pub(super) struct SpeakerNaming<'a, 'b> {
    reading: &'a ArticleReading<'b>,
    identities: HashMap<PhraseIndex, SpeakerIdentity>,
}

impl<'a, 'b> SpeakerNaming<'a, 'b> {
    /// Looks up the phrases that were chosen as sources, in the order of the
    /// text, so that each knows who spoke before.
    pub(super) fn read(
        reading: &'a ArticleReading<'b>,
        mut sources: Vec<PhraseIndex>,
    ) -> SpeakerNaming<'a, 'b> {
        sources.sort_unstable();
        sources.dedup();
        let mut naming = SpeakerNaming { reading, identities: HashMap::new() };
        if sources.is_empty() {
            return naming;
        }
        let people = ArticlePeople::read(reading);
        let mut recent = Recent::default();
        for source in sources {
            naming.enter(&people, source, &mut recent);
        }
        naming
    }

    fn enter(&mut self, people: &ArticlePeople, source: PhraseIndex, recent: &mut Recent) {
        let Some(phrase) = self.reading.phrase(source).copied() else { return };
        let moved = self.moved_name(people, source);
        let identity = moved.or_else(|| match phrase.kind {
            PhraseKind::They => recent.group,
            PhraseKind::Document if people::is_possessed(self.reading, &phrase) => {
                people.identify(self.reading, source, recent.person)
            }
            PhraseKind::It | PhraseKind::Document => {
                people.identify(self.reading, source, recent.body)
            }
            _ => people.identify(self.reading, source, recent.person),
        });
        let identity = identity.or_else(|| self.own_name(phrase));
        if let Some(identity) = identity {
            recent.note(phrase, identity, self.reading);
            self.identities.insert(source, identity);
        } else if phrase.plural {
            let mention = Some(self.reading.phrase_span(phrase));
            recent.group = Some(SpeakerIdentity {
                name: mention,
                antecedent: mention,
                trust: trust::GROUP,
                ..SpeakerIdentity::default()
            });
        }
    }

    /// A role whose name machine translation moved behind the full stop:
    /// `the prime minister said. British Ada Ober, in a letter`.
    fn moved_name(&self, people: &ArticlePeople, source: PhraseIndex) -> Option<SpeakerIdentity> {
        let phrase = self.reading.phrase(source)?;
        let next = self.reading.phrase(source.next())?;
        let gap = phrase.last as usize + 1..next.first as usize;
        let stop = gap.len() <= 3
            && gap.clone().any(|at| self.reading.word(at).is_some_and(|w| w.is_mark('.')));
        let comma = self.reading.word(next.last as usize + 1).is_some_and(|word| word.is_mark(','));
        if phrase.kind != PhraseKind::Role || next.kind != PhraseKind::Name || !stop || !comma {
            return None;
        }
        let identity = people.identify(self.reading, source.next(), None)?;
        Some(SpeakerIdentity { trust: trust::MOVED, antecedent: identity.name, ..identity })
    }

    /// A name that the table does not hold.
    fn own_name(&self, phrase: NounPhrase) -> Option<SpeakerIdentity> {
        if let (PhraseKind::Name, Some((first, last))) = (phrase.kind, phrase.name) {
            let name = Some(self.reading.span(first as usize, last as usize));
            return Some(SpeakerIdentity {
                name,
                trust: trust::OWN_WORDS,
                ..SpeakerIdentity::default()
            });
        }
        None
    }

    /// The words that name the source, with the "of" and "for" that belong to
    /// a role or group: "a spokesman for the council".
    fn mention(&self, phrase: NounPhrase) -> Span {
        let reading = self.reading;
        let span = reading.phrase_span(phrase);
        let takes = matches!(
            phrase.kind,
            PhraseKind::Role | PhraseKind::Group | PhraseKind::Document | PhraseKind::Other
        );
        let last = phrase.last as usize;
        let joint = reading
            .near(last, 1)
            .filter(|word| matches!(word.text(reading.text), "of" | "for" | "from" | "at" | "to"));
        let next = reading.phrases.get(reading.phrase_from(last + 1));
        match (takes, joint, next) {
            (true, Some(_), Some(next)) if next.first as usize == last + 2 => {
                span.to(reading.phrase_span(*next))
            }
            _ => span,
        }
    }

    /// The name of whom a source phrase means.
    pub(super) fn name(&self, source: PhraseIndex) -> Option<Span> {
        self.identities.get(&source).and_then(|identity| identity.name)
    }

    /// The speaker that a phrase names, with so much confidence that the phrase
    /// is the right one, in percent, for the reason `why`.
    pub(super) fn speaker(
        &self,
        source: PhraseIndex,
        sure: u8,
        why: &'static str,
    ) -> Option<Speaker> {
        let phrase = *self.reading.phrase(source)?;
        if self.is_bare_determiner(phrase) {
            return None;
        }
        // Most sources are nobody of the table: "officials".
        let identity = self.identities.get(&source).copied().unwrap_or_default();
        let words = |span: Span| self.reading.text.get(span).to_owned();
        let trust = if identity.name.is_some() { identity.trust } else { trust::NAMED };
        let sure = u32::from(sure) * u32::from(trust) / 100;
        let own = matches!(phrase.kind, PhraseKind::Name | PhraseKind::Body | PhraseKind::Place);
        Some(Speaker {
            mention: Some(self.mention(phrase)),
            name: identity.name.filter(|_| own || sure >= NAME_FLOOR).map(words),
            role: identity.role.map(words).or_else(|| self.role(phrase)),
            antecedent: identity.antecedent.filter(|_| own || sure >= NAME_FLOOR),
            why,
            confidence: u8::try_from(sure).unwrap_or(100),
        })
    }

    /// "each" and the like, which name nobody.
    fn is_bare_determiner(&self, phrase: NounPhrase) -> bool {
        let word = self.reading.word(phrase.first as usize);
        phrase.first == phrase.last
            && word.is_some_and(|word| {
                word.is(class::DETERMINER) && !word.is(class::PRONOUN) && !word.entry.plural
            })
    }

    /// The role that the phrase itself gives.
    fn role(&self, phrase: NounPhrase) -> Option<String> {
        let (first, last) = (phrase.first as usize, phrase.last as usize);
        let role = roles::role_with_place(self.reading, first, last).filter(|_| {
            matches!(phrase.kind, PhraseKind::Role | PhraseKind::Other) && !phrase.plural
        })?;
        Some(self.reading.text.get(role).to_owned())
    }
}

/// Who spoke last, by what a pronoun may ask for.
#[derive(Clone, Copy, Debug, Default)]
struct Recent {
    person: Option<PersonIndex>,
    body: Option<PersonIndex>,
    group: Option<SpeakerIdentity>,
}

impl Recent {
    fn note(
        &mut self,
        phrase: NounPhrase,
        identity: SpeakerIdentity,
        reading: &ArticleReading<'_>,
    ) {
        let body = matches!(phrase.kind, PhraseKind::Body | PhraseKind::It | PhraseKind::Document);
        if body {
            self.body = identity.person.or(self.body);
        } else if identity.person.is_some() {
            self.person = identity.person;
        }
        if body || phrase.kind == PhraseKind::Group || phrase.plural {
            let mention = Some(reading.phrase_span(phrase));
            self.group =
                Some(SpeakerIdentity { antecedent: mention, trust: trust::GROUP, ..identity });
        }
    }
}
