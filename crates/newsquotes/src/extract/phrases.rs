//! Noun phrases without a parser: who or what may be the source of words.
//!
//! A phrase is a run of words with a head: a name with its titles, a pronoun,
//! a role with its determiner. Phrases do not nest; `a spokesman for Ober` is
//! two of them.

use super::lexicon::{VerbForm, class};
use super::speech_parts::SpeechPart;
use super::syntax::NarrationSyntax;
use super::words::{NarrationWord, NarrationWords, Suffix, WordKind};

/// A run of words that may name a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NounPhrase {
    /// Indices of its first and last word, both inside.
    pub first: u32,
    pub last: u32,
    /// Index of the word that says what it is.
    pub head: u32,
    /// First and last word of the name at its end, `Ober` of `Mayor Ober`.
    pub name: Option<(u32, u32)>,
    pub kind: PhraseKind,
    pub plural: bool,
    /// How sure the tagger is of the name: 0 nothing known, 3 sure.
    pub sure: u8,
    /// First and last word of the name of whose it is: `Ober` of `Ober's letter`.
    pub owner: Option<(u32, u32)>,
}

/// What a phrase names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PhraseKind {
    /// A capitalised name, of a person as far as its words tell.
    Name,
    /// The name of an organisation, a place or an unknown acronym.
    Body,
    He,
    She,
    They,
    It,
    /// I, we, you and other pronouns.
    Pronoun,
    /// who, which, that.
    Relative,
    /// A person by role: "the minister".
    Role,
    /// A group without a name: "the committee".
    Group,
    /// Something written: "the statement".
    Document,
    /// Any other noun phrase.
    Other,
    /// The name of a place.
    Place,
    /// Capitals that are nobody's name: a button, the rest of a headline.
    Capitals,
}

/// All phrases of the words, by position.
pub(super) fn find(words: &NarrationWords, syntax: &NarrationSyntax) -> Vec<NounPhrase> {
    let mut phrases = Vec::with_capacity(words.list.len() / 5);
    let mut at = 0;
    while at < words.list.len() {
        match phrase_at(words, syntax, at) {
            Some(phrase) => {
                at = phrase.last as usize + 1;
                phrases.push(phrase);
            }
            None => at += 1,
        }
    }
    phrases
}

fn phrase_at(words: &NarrationWords, syntax: &NarrationSyntax, at: usize) -> Option<NounPhrase> {
    let word = words.get(at)?;
    if word.is(class::PRONOUN) && !is_determining(words, at) {
        return Some(pronoun(word, at));
    }
    if word.is(class::RELATIVE) {
        return Some(single(at, PhraseKind::Relative, false));
    }
    let mut run = PhraseRun::new(words, syntax, at);
    run.read();
    run.phrase()
}

/// "one", "others" and "another" before a noun.
fn is_determining(words: &NarrationWords, at: usize) -> bool {
    let next = words.get(at + 1);
    words.get(at).is_some_and(|word| word.is(class::DETERMINER | class::POSSESSIVE))
        && next.is_some_and(|next| {
            (matches!(next.kind, WordKind::Lower) && !next.is(class::FUNCTION | class::VERB))
                || next.is(class::NOUN | class::MODIFIER)
        })
}

fn pronoun(word: &NarrationWord, at: usize) -> NounPhrase {
    let kinds = [
        (class::HE, PhraseKind::He),
        (class::SHE, PhraseKind::She),
        (class::THEY, PhraseKind::They),
        (class::IT, PhraseKind::It),
    ];
    let kind = kinds.iter().find(|(classes, _)| word.is(*classes));
    let kind = kind.map_or(PhraseKind::Pronoun, |(_, kind)| *kind);
    single(at, kind, kind == PhraseKind::They)
}

fn single(at: usize, kind: PhraseKind, plural: bool) -> NounPhrase {
    let at = u32::try_from(at).unwrap_or(u32::MAX);
    NounPhrase { first: at, last: at, head: at, name: None, kind, plural, sure: 0, owner: None }
}

/// A noun phrase in the making.
struct PhraseRun<'a> {
    words: &'a NarrationWords,
    syntax: &'a NarrationSyntax,
    first: usize,
    /// One past the last word taken.
    end: usize,
    /// First word of the name that is being read.
    name: Option<usize>,
    /// A determiner, possessive or number opened it.
    opened: bool,
    /// A noun or name has been read.
    noun: bool,
}

/// The longest phrase, in words.
const LONGEST: usize = 14;

impl<'a> PhraseRun<'a> {
    fn new(words: &'a NarrationWords, syntax: &'a NarrationSyntax, first: usize) -> PhraseRun<'a> {
        PhraseRun { words, syntax, first, end: first, name: None, opened: false, noun: false }
    }

    fn read(&mut self) {
        while self.end < self.first + LONGEST
            && let Some(word) = self.words.get(self.end)
            && self.same_sentence(word)
            && self.take(*word)
        {}
    }

    fn same_sentence(&self, word: &NarrationWord) -> bool {
        self.words.get(self.first).is_some_and(|first| first.sentence == word.sentence)
    }

    /// Takes the next word if it belongs to the phrase.
    fn take(&mut self, word: NarrationWord) -> bool {
        let taken = match word.kind {
            WordKind::Capital | WordKind::Acronym => self.take_capital(word),
            WordKind::Lower => self.take_lower(word),
            WordKind::Possessive => self.take_possessive(),
            WordKind::Number => self.opened && !self.noun,
            WordKind::Mark('-' | '&' | '‑') => self.take_joint(),
            _ => false,
        };
        if taken {
            self.end += 1;
        }
        taken
    }

    fn take_capital(&mut self, word: NarrationWord) -> bool {
        let start = self.end == self.first;
        if word.is(class::WEEKDAY | class::MONTH) && !self.next_is_capital() {
            return false;
        }
        if start && word.is(class::DETERMINER | class::POSSESSIVE) {
            self.opened = true;
            return true;
        }
        let common = self.opens_sentence() && start && !self.next_is_capital();
        if word.is(class::PRONOUN) && word.kind == WordKind::Capital {
            return false;
        }
        if word.is(class::FUNCTION) && (start || common) {
            return false;
        }
        if common
            && word.entry.lemma != 0
            && !word.is(class::TITLE | class::ORGANISATION | class::PLACE)
        {
            return self.take_lower(word);
        }
        if self.name.is_none() {
            self.name = Some(self.end);
        }
        self.noun = true;
        true
    }

    fn take_lower(&mut self, word: NarrationWord) -> bool {
        if self.end == self.first {
            return self.open_lower(word);
        }
        let joins = self.next_is_capital()
            || self.words.get(self.end + 1).is_some_and(|next| next.is(class::PARTICLE));
        if word.is(class::PARTICLE) && self.name.is_some() && joins {
            return true;
        }
        if self.links_name(word) {
            return true;
        }
        if word.is(class::FUNCTION | class::PRONOUN) || self.is_verb_here(word) {
            return false;
        }
        if self.noun && self.is_beyond(word) {
            return false;
        }
        if self.name.is_some() && !self.goes_on_after_name(word) {
            return false;
        }
        self.name = None;
        self.noun |= word.is(class::NOUN) || word.entry.lemma == 0;
        true
    }

    /// The first word of the phrase, in small letters.
    fn open_lower(&mut self, word: NarrationWord) -> bool {
        if word.is(class::DETERMINER | class::POSSESSIVE) {
            self.opened = true;
            return true;
        }
        if word.is(class::FUNCTION) || word.is(class::VERB) && !word.is(class::NOUN) {
            return false;
        }
        let noun = word.is(class::ROLE | class::GROUP)
            || (word.is(class::NOUN) && word.entry.plural && !word.is(class::VERB));
        self.noun = noun;
        noun || word.is(class::MODIFIER | class::NATIONALITY)
    }

    fn take_possessive(&mut self) -> bool {
        let next = self.words.get(self.end + 1);
        let goes_on = next.is_some_and(|next| {
            next.is_capital()
                || (next.kind == WordKind::Lower && !next.is(class::FUNCTION & !class::ADVERB))
        });
        let taken = self.noun && goes_on;
        if taken {
            self.name = None;
            self.noun = false;
            self.opened = true;
        }
        taken
    }

    /// A hyphen or ampersand between two words.
    fn take_joint(&mut self) -> bool {
        let (Some(this), Some(next)) = (self.words.get(self.end), self.words.get(self.end + 1))
        else {
            return false;
        };
        let last = self.words.get(self.end.wrapping_sub(1));
        let tight = last.is_some_and(|last| last.end == this.start) && this.end == next.start;
        let ampersand = this.is_mark('&') && self.name.is_some() && next.is_capital();
        let taken = self.end > self.first
            && (ampersand || tight && next.entry.classes & class::AUXILIARY == 0);
        if taken {
            // The word behind the hyphen comes along, whatever it is.
            self.end += 1;
            if !next.is_capital() {
                self.name = None;
            }
            self.noun = true;
        }
        taken
    }

    /// `of` or `for` within the name of an office or body.
    fn links_name(&self, word: NarrationWord) -> bool {
        let joins = word.is(class::PREPOSITION) && word.end - word.start <= 3;
        let last = self.words.get(self.end - 1);
        let body = class::ORGANISATION | class::GROUP | class::TITLE;
        joins
            && self.name.is_some()
            && last.is_some_and(|last| last.is_capital() && last.is(body))
            && self.next_is_capital()
            && !self.next_is(class::WEEKDAY | class::MONTH)
    }

    /// A word that may be a verb is one after a noun, not after an article,
    /// nor before the office that it tells: `Ober campaign spokesman`, `press
    /// secretary`.
    fn is_verb_here(&self, word: NarrationWord) -> bool {
        if word.is(class::VERB) && (self.tells_noun() || self.tells_office()) {
            return false;
        }
        if word.is(class::VERB) {
            let noun = word.is(class::NOUN | class::MODIFIER);
            let form = word.entry.form;
            if !self.noun {
                return !noun && matches!(form, VerbForm::Base | VerbForm::Third);
            }
            let named = self.name.is_some() && !(self.opened && noun && self.ends_in_nationality());
            return !noun || named || form != VerbForm::Base;
        }
        false
    }

    /// Whether a word in the base form of a verb is a noun before another, by
    /// their parts of speech: `talk radio host`, `campaign spokesman`.
    fn tells_noun(&self) -> bool {
        let noun = |at: usize| {
            matches!(self.syntax.part(at), SpeechPart::Noun | SpeechPart::ProperNoun)
                && self.words.get(at).is_some_and(|word| self.same_sentence(word))
        };
        let base = self.words.get(self.end).is_some_and(|word| word.entry.form == VerbForm::Base);
        base && noun(self.end) && noun(self.end + 1)
    }

    /// Whether an unknown word is no part of a noun phrase by its part of
    /// speech: `leaders increasingly worried`.
    fn is_beyond(&self, word: NarrationWord) -> bool {
        word.entry.lemma == 0
            && matches!(
                self.syntax.part(self.end),
                SpeechPart::Adverb
                    | SpeechPart::Adposition
                    | SpeechPart::FiniteVerb
                    | SpeechPart::BaseVerb
            )
    }

    /// `the Chinese`, which may be an adjective.
    fn ends_in_nationality(&self) -> bool {
        self.words.get(self.end - 1).is_some_and(|last| last.is(class::NATIONALITY))
    }

    /// Whether a word in small letters goes on with a phrase after a name:
    /// `Ober campaign`, `U.S. officials`.
    fn goes_on_after_name(&self, word: NarrationWord) -> bool {
        let last = self.words.get(self.end - 1);
        let adjective = last.is_some_and(|l| {
            l.kind == WordKind::Acronym || l.is(class::NATIONALITY | class::PLACE)
        });
        // `House majority whip`: an unknown word before the office that it tells.
        let office = word.entry.lemma == 0
            && word.suffix == Suffix::None
            && self.words.get(self.end + 1).is_some_and(|next| {
                next.is(class::ROLE) && !next.entry.plural && self.same_sentence(next)
            });
        word.is(class::NOUN | class::MODIFIER) || (adjective && word.entry.lemma == 0) || office
    }

    fn next_is_capital(&self) -> bool {
        self.words
            .get(self.end + 1)
            .is_some_and(|next| next.is_capital() && self.same_sentence(next))
    }

    fn next_is(&self, classes: u64) -> bool {
        self.words.get(self.end + 1).is_some_and(|next| next.is(classes))
    }

    /// Whether the next word is an office of one person, in the same sentence.
    fn tells_office(&self) -> bool {
        let word = self.words.get(self.end);
        let noun = word.is_some_and(|word| {
            word.entry.form == VerbForm::Base && word.is(class::NOUN | class::MODIFIER)
        });
        let next = self.words.get(self.end + 1);
        noun && next.is_some_and(|next| {
            next.is(class::ROLE) && !next.entry.plural && self.same_sentence(next)
        })
    }

    fn opens_sentence(&self) -> bool {
        let Some(before) = self.first.checked_sub(1).and_then(|at| self.words.get(at)) else {
            return true;
        };
        !self.same_sentence(before) || matches!(before.kind, WordKind::Mark('“' | '"' | ':'))
    }

    fn phrase(mut self) -> Option<NounPhrase> {
        while self.end > self.first
            && self
                .words
                .get(self.end - 1)
                .is_some_and(|last| matches!(last.kind, WordKind::Possessive | WordKind::Mark(_)))
        {
            self.end -= 1;
        }
        let last = self.end.checked_sub(1).filter(|last| *last >= self.first)?;
        let word = self.words.get(last)?;
        if !self.noun && !self.opened {
            return None;
        }
        if self.opened && last == self.first && !word.is(class::DETERMINER) {
            return None;
        }
        let name = self.name.map(|name| (number(name), number(last)));
        let kind = self.kind(*word);
        let unknown = word.kind == WordKind::Lower && word.entry.lemma == 0;
        let plural = word.entry.plural || (unknown && word.suffix == Suffix::S);
        Some(NounPhrase {
            first: number(self.first),
            last: number(last),
            head: number(last),
            name,
            kind,
            plural,
            sure: 0,
            owner: None,
        })
    }

    fn kind(&self, last: NarrationWord) -> PhraseKind {
        if let Some(name) = self.name {
            return self.name_kind(name, last);
        }
        let kinds = [
            (class::ROLE, PhraseKind::Role),
            (class::GROUP, PhraseKind::Group),
            (class::DOCUMENT | class::CUE_NOUN, PhraseKind::Document),
        ];
        kinds.iter().find(|(classes, _)| last.is(*classes)).map_or(PhraseKind::Other, |k| k.1)
    }

    fn name_kind(&self, name: usize, last: NarrationWord) -> PhraseKind {
        let body = class::ORGANISATION | class::PLACE | class::GROUP | class::NATIONALITY;
        if last.is(body) {
            return PhraseKind::Body;
        }
        if last.is(class::ROLE) && last.entry.plural {
            return PhraseKind::Role;
        }
        let alone = name + 1 == self.end;
        if alone && last.kind == WordKind::Acronym {
            return PhraseKind::Body;
        }
        if alone && last.is(class::DOCUMENT) {
            return PhraseKind::Document;
        }
        PhraseKind::Name
    }
}

fn number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
