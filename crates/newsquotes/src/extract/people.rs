//! Who is who in one article: names, their short forms, roles and pronouns.
//!
//! One table of the people and bodies that the narration names. A surname
//! leads to the fullest name, a role noun to the person that the article
//! gives the role, "he" and "she" to the most salient person of that gender.
//! What stays uncertain is said to be so by a lower share of confidence.

use super::given_names::Gender;
use super::indices::{PersonIndex, PhraseIndex};
use super::lexicon::{self, class};
use super::phrases::{NounPhrase, PhraseKind};
use super::reading::ArticleReading;
use super::register::{Person, Register, gender_of_word, role_words};
use super::roles;
use super::sure;
use super::words::{Suffix, WordKind};
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
/// How many sentences back a pronoun may reach.
const REACH: u32 = 8;

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
                let weight = prominence(reading, index.at(), phrase);
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

    /// `Ober, the mayor,` and `the mayor of the town, Ober,` give a person a
    /// role.
    fn read_appositions(&mut self, reading: &ArticleReading<'_>) {
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
                    self.raise(other, prominence(reading, index.at(), &one));
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

    /// The person whom a phrase names.
    fn named(&self, phrase: PhraseIndex) -> Option<PersonIndex> {
        self.by_phrase.get(phrase.at()).copied().flatten()
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

    /// "the statement" means the body that issued it: the one it names, else
    /// the most salient one.
    fn issuer(
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
        // `Ober, of Melle, who`: a person rather than the place beside it.
        let back = std::iter::successors(Some(before), |index| index.before()).take(PAST);
        let behind = || {
            back.take_while(|index| ArticlePeople::is_said_of(reading, *index, *phrase))
                .find_map(person)
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

    /// The most salient person whom a pronoun may mean.
    fn pronoun(
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
    fn salient(
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
        let before = sure::slice(&self.namings, ..end).iter().rev().take(12);
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

    /// The person to whom the article gives a role: "the mayor", else a
    /// person without a role of whom it may be said.
    fn role(
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
            Some(SpeakerIdentity { trust: trust::unnamed_role(identity.trust), ..identity })
        })
    }

    /// The person to whom the article itself gives the role.
    fn bearer(
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
        Some(AskedRole {
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
fn may_be_trade(reading: &ArticleReading<'_>, phrase: NounPhrase) -> bool {
    let word = |at: u32| reading.word(at as usize);
    !phrase.plural
        && phrase.first < phrase.last
        && word(phrase.first).is_some_and(|word| word.is(class::DETERMINER))
        && word(phrase.head).is_some_and(|word| {
            word.kind == WordKind::Lower && word.entry.lemma == 0 && word.suffix == Suffix::None
        })
}

/// Whether a pronoun says whose a writing is: `his claim`, `their letter`.
pub(super) fn is_possessed(reading: &ArticleReading<'_>, phrase: &NounPhrase) -> bool {
    let first = reading.word(phrase.first as usize);
    first.is_some_and(|word| word.is(class::POSSESSIVE) && word.kind != WordKind::Capital)
        || possessor(reading, phrase).is_some()
}

/// The gender of whose a writing is: `his claim`; none for `their`.
fn possessor(reading: &ArticleReading<'_>, phrase: &NounPhrase) -> Option<Gender> {
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

/// How many people are asked for a role that nobody near has.
const ROLES: usize = 200;

fn set(by_phrase: &mut [Option<PersonIndex>], phrase: PhraseIndex, person: PersonIndex) {
    if let Some(named) = by_phrase.get_mut(phrase.at()) {
        *named = Some(person);
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

/// What the person who spoke last is worth to a pronoun, in the units of
/// [`ArticlePeople::salient`].
const RECENT: i32 = 60;
/// What a subject of the same sentence, or of the same paragraph, is worth
/// more than others.
const SAME_SENTENCE: i32 = 70;
const SAME_PARAGRAPH: i32 = 45;
/// The weight from which a naming counts as a subject.
const SUBJECT: i32 = prominence::OPENING;

/// How far to trust who a mention means, in percent. Set by hand, by how often
/// each way errs when it is read; the share of right speakers among the
/// training articles is counted over all ways together.
pub(super) mod trust {
    /// The phrase gives the name itself.
    pub(in super::super) const NAMED: u8 = 100;
    /// A name that stands in no table: of a group, or outside of the narration.
    pub(in super::super) const OWN_WORDS: u8 = 90;
    /// "who" behind a name.
    pub(super) const RELATIVE: u8 = 90;
    /// "the statement of Ober": who issued it.
    pub(super) const ISSUER: u8 = 85;
    /// The role stands elsewhere in the article, beyond the reach of pronouns.
    pub(super) const FAR_ROLE: u8 = 80;
    /// A role for the most salient person to whom the article gives no other:
    /// `the Ukrainian president` where the name stands without its office.
    pub(super) fn unnamed_role(salient: u8) -> u8 {
        salient - salient / 10
    }
    /// Nobody else of the article fits.
    pub(super) const ONLY_ONE: u8 = 70;
    /// "they" for the group that spoke last.
    pub(in super::super) const GROUP: u8 = 70;
    /// A pronoun for the most salient person that fits, with up to [`LEAD`]
    /// more for the lead over the next.
    pub(super) const SALIENT: u8 = 65;
    pub(super) const LEAD: i32 = 30;
    /// A name that machine translation moved into the next sentence, between
    /// the full stop and a comma: no other reading of those words is known.
    pub(in super::super) const MOVED: u8 = 85;
}

/// How prominent a naming is at its place: an order made by hand (who speaks
/// before who acts before who is spoken of), as in centering theory (Grosz,
/// Joshi and Weinstein, 1995). The steps are small beside [`RECENT`].
mod prominence {
    /// Subject or object of a verb of speech.
    pub(super) const SPEAKING: i32 = 7;
    /// The subject that opens its sentence.
    pub(super) const SUBJECT: i32 = 6;
    /// Another subject, a name that opens its sentence, or one that a "who"
    /// follows.
    pub(super) const OPENING: i32 = 5;
    /// Anything else, possessors among it.
    pub(super) const MENTIONED: i32 = 3;
    /// Behind a preposition.
    pub(super) const IN_PASSING: i32 = 2;
}

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

/// How prominent a name is at its place.
fn prominence(reading: &ArticleReading<'_>, index: usize, phrase: &NounPhrase) -> i32 {
    let first = phrase.first as usize;
    let sentence = |at: usize| reading.word(at).map(|word| word.sentence);
    let opens = index == 0
        || reading.phrases.get(index - 1).and_then(|before| sentence(before.first as usize))
            != sentence(first);
    let next = reading.word(phrase.last as usize + 1);
    let possessive = next.is_some_and(|next| next.kind == WordKind::Possessive);
    let after_preposition = reading.near(first, -1).is_some_and(|word| word.is(class::PREPOSITION));
    let verb = next.is_some_and(|next| next.is(class::VERB | class::AUXILIARY));
    let speech = next.is_some_and(|next| next.is(class::SPEECH))
        || reading.near(first, -1).is_some_and(|word| word.is(class::SPEECH));
    let who = reading
        .word(phrase.last as usize + 2)
        .is_some_and(|word| word.is(class::RELATIVE) && next.is_some_and(|next| next.is_mark(',')));
    let said = reading
        .word(phrase.last as usize + 2)
        .is_some_and(|word| word.is(class::SPEECH) && next.is_some_and(|next| next.is_mark(',')));
    match () {
        () if speech => prominence::SPEAKING,
        () if who || said => prominence::OPENING,
        () if verb && opens => prominence::SUBJECT,
        () if verb => prominence::OPENING,
        () if opens && !after_preposition => prominence::OPENING,
        () if possessive => prominence::MENTIONED,
        () if after_preposition => prominence::IN_PASSING,
        () => prominence::MENTIONED,
    }
}
