//! What the entity tagger found, laid over the words of the narration: the
//! tagger is asked before anybody speaks.
//!
//! A run of capitals is a person, body or place because the tagger says so,
//! and its name is what the tagger takes for the name: `Mike Pompeo` of
//! `Secretary of State Mike Pompeo`. Capitals that it knows nothing of (a
//! button, a headline, an office) are nobody's name.

use super::given_names;
use super::hash;
use super::lexicon::class;
use super::phrases::{NounPhrase, PhraseKind};
use super::speech_parts;
use super::words::{NarrationWord, NarrationWords, WordKind};
use crate::model::{Article, EntityKind, Mention, Span, Text};

/// A name that the tagger found.
#[derive(Clone, Copy, Debug)]
pub(super) struct NameTag {
    span: Span,
    kind: EntityKind,
    /// How sure the kind is, 0 to 100.
    margin: u8,
    /// Of a byline, a dateline or the credit of a photograph.
    credit: bool,
}

/// The names of an article, ascending and disjoint.
#[derive(Clone, Debug, Default)]
pub(super) struct NameTags {
    list: Vec<NameTag>,
    /// The last words of the people, in small letters, sorted.
    surnames: Vec<String>,
}

impl NameTags {
    /// The names that the article holds already, else those that are found now.
    pub(super) fn of(text: &Text, article: &Article) -> NameTags {
        if !article.mentions.is_empty() {
            return NameTags::read(text, &article.entities, &article.mentions);
        }
        let (entities, mentions) = super::entities::find(text, article);
        NameTags::read(text, &entities, &mentions)
    }

    fn read(text: &Text, entities: &[crate::model::Entity], mentions: &[Mention]) -> NameTags {
        let tag = |mention: &Mention| {
            let entity = entities.get(mention.entity as usize);
            debug_assert!(entity.is_some(), "a mention of no entity");
            let Mention { span, margin, credit, .. } = *mention;
            Some(NameTag { span, kind: entity?.kind, margin, credit })
        };
        let list: Vec<NameTag> = mentions.iter().filter_map(tag).collect();
        let people = list.iter().filter(|tag| tag.kind == EntityKind::Person);
        let ends = people.filter_map(|tag| text.get(tag.span).split_whitespace().next_back());
        let mut surnames: Vec<String> = ends.map(str::to_lowercase).collect();
        surnames.sort_unstable();
        surnames.dedup();
        NameTags { list, surnames }
    }

    /// Lays the names over phrases found by their capitals alone.
    pub(super) fn settle(
        &self,
        text: &Text,
        words: &NarrationWords,
        phrases: &mut Vec<NounPhrase>,
    ) {
        let mut settler = Settler { text, words, surnames: &self.surnames, free: 0 };
        let mut next = 0;
        phrases.retain_mut(|phrase| {
            let (start, end) = bytes(words, phrase);
            while self.list.get(next).is_some_and(|tag| tag.span.end() <= start) {
                next += 1;
            }
            let over = self.list.iter().skip(next).take_while(|tag| tag.span.start() < end);
            let stays = settler.phrase(phrase, over);
            settler.free = phrase.last + 1;
            stays
        });
        // What a longer name has taken in is no phrase of its own.
        let mut end = 0;
        phrases.retain(|phrase| {
            let stays = phrase.first >= end;
            end = end.max(phrase.last + 1);
            stays
        });
    }
}

fn bytes(words: &NarrationWords, phrase: &NounPhrase) -> (usize, usize) {
    let word = |at: u32| words.get(at as usize);
    let start = word(phrase.first).map_or(0, |word| word.start as usize);
    (start, word(phrase.last).map_or(start, |word| word.end as usize))
}

struct Settler<'a> {
    text: &'a Text,
    words: &'a NarrationWords,
    surnames: &'a [String],
    /// The first word behind the phrase before.
    free: u32,
}

impl Settler<'_> {
    /// Settles what a phrase is; false for one that is nobody's name and
    /// nobody's description: the head of a dateline, a byline, a credit.
    fn phrase<'t>(&self, phrase: &mut NounPhrase, over: impl Iterator<Item = &'t NameTag>) -> bool {
        let over: Vec<&NameTag> = over.collect();
        let Some(last) = self.words.get(phrase.last as usize) else { return true };
        let ends = over.iter().rev().find(|tag| tag.span.end() >= last.end as usize);
        let capitals = phrase.name.is_some();
        match (ends, over.last()) {
            (Some(tag), _) if capitals || tag.kind == EntityKind::Person => self.name(phrase, tag),
            (None, Some(tag)) if capitals => self.trailing(phrase, tag),
            (None, Some(tag)) if self.ends_small(phrase, tag) => self.trailing(phrase, tag),
            (None, Some(tag)) if self.acts(phrase, tag) => {
                phrase.last -= 1;
                phrase.plural = false;
                self.name(phrase, tag);
            }
            (None, None) if phrase.kind == PhraseKind::Name => self.unknown(phrase),
            (None, None) if self.is_label(phrase) => {
                phrase.kind = PhraseKind::Name;
                phrase.sure = 1;
            }
            (_, Some(tag)) if phrase.kind == PhraseKind::Document => self.owner(phrase, tag),
            _ => {}
        }
        !capitals || over.is_empty() || over.iter().any(|tag| !tag.credit)
    }

    /// A known surname in capitals before a colon: `OBER: We keep it.`
    fn is_label(&self, phrase: &NounPhrase) -> bool {
        let colon = self.words.get(phrase.last as usize + 1).is_some_and(|next| next.is_mark(':'));
        colon
            && self.words.get(phrase.last as usize).is_some_and(|word| {
                let name = word.text(self.text).to_lowercase();
                word.kind == WordKind::Acronym && self.surnames.binary_search(&name).is_ok()
            })
    }

    /// The phrase ends in a name.
    fn name(&self, phrase: &mut NounPhrase, tag: &NameTag) {
        let inside = |at: u32| {
            self.words.get(at as usize).is_some_and(|word| {
                (word.start as usize) < tag.span.end()
                    && word.end as usize > tag.span.start()
                    && !word.is(class::PRONOUN)
            })
        };
        let mut first = phrase.last;
        while first > self.free.max(phrase.first.saturating_sub(REACH))
            && inside(first - 1)
            && !self.words.begins_anew(first as usize)
        {
            first -= 1;
        }
        let mut last = phrase.last;
        while last < phrase.last + REACH
            && inside(last + 1)
            && !self.words.begins_anew(last as usize + 1)
        {
            last += 1;
        }
        if first == last && tag.kind == EntityKind::Person {
            first = self.with_given_name(phrase, first);
        }
        phrase.first = phrase.first.min(first);
        phrase.last = last;
        phrase.head = last;
        phrase.name = Some((first, last));
        phrase.sure = 1 + tag.margin / 34;
        phrase.kind = match tag.kind {
            EntityKind::Person => PhraseKind::Name,
            EntityKind::Organisation => PhraseKind::Body,
            EntityKind::Place => PhraseKind::Place,
        };
    }

    /// The given name before a surname, where the tagger does not know it:
    /// `Rakel` of `Rakel Ober`.
    fn with_given_name(&self, phrase: &NounPhrase, surname: u32) -> u32 {
        let before = surname.checked_sub(1).filter(|before| *before >= phrase.first);
        let given = before.and_then(|before| self.words.get(before as usize)).filter(|word| {
            let form = word.text(self.text);
            word.kind == WordKind::Capital
                && word.entry.lemma == 0
                && form.len() > 2
                && !speech_parts::is_common_word(hash::word(&form.to_lowercase()))
        });
        surname - u32::from(given.is_some() && !self.words.begins_anew(surname as usize))
    }

    /// A person whose name ends in small letters, with the verb behind it:
    /// `Kang Tae-hyun built`.
    fn ends_small(&self, phrase: &NounPhrase, tag: &NameTag) -> bool {
        let last = (phrase.first..phrase.last).filter_map(|at| self.words.get(at as usize));
        tag.kind == EntityKind::Person
            && phrase.kind == PhraseKind::Other
            && last
                .into_iter()
                .any(|word| word.kind == WordKind::Lower && word.end as usize == tag.span.end())
    }

    /// A person before what looks like a noun in the plural and is the verb:
    /// `Greta Ober chairs the council`.
    fn acts(&self, phrase: &NounPhrase, tag: &NameTag) -> bool {
        let word = |at: u32| self.words.get(at as usize);
        phrase.plural
            && phrase.last > phrase.first
            && tag.kind == EntityKind::Person
            && word(phrase.last - 1).is_some_and(|w| w.end as usize == tag.span.end())
            && word(phrase.last + 1).is_some_and(|w| w.is(class::DETERMINER | class::POSSESSIVE))
    }

    /// The name stands before a possessive ending: `Ober's letter`.
    fn owner(&self, phrase: &mut NounPhrase, tag: &NameTag) {
        let word = |at: u32| self.words.get(at as usize);
        let inside = |at: &u32| {
            word(*at).is_some_and(|w| {
                w.start as usize >= tag.span.start() && w.end as usize <= tag.span.end()
            })
        };
        let mut own = (phrase.first..phrase.last).filter(inside);
        let first = own.next();
        let last = own.next_back().or(first);
        if let (Some(first), Some(last)) = (first, last)
            && tag.kind != EntityKind::Place
            && word(last + 1).is_some_and(|next| next.kind == WordKind::Possessive)
        {
            phrase.owner = Some((first, last));
            phrase.sure = 1 + tag.margin / 34;
        }
    }

    /// Capitals go on behind a name: an office (`the Ohio Republican`), or the
    /// rest of a headline (`Karin Ekholm Keeps The Bridge`).
    fn trailing(&self, phrase: &mut NounPhrase, tag: &NameTag) {
        let Some(last) = self.words.get(phrase.last as usize) else { return };
        if last.is(class::ROLE | class::TITLE) {
            phrase.kind = PhraseKind::Role;
            phrase.name = None;
            return;
        }
        let behind = |at: &u32| {
            self.words.get(*at as usize).is_some_and(|w| w.start as usize >= tag.span.end())
        };
        let within = (phrase.first..=phrase.last).rev().find(|at| !behind(at));
        let Some(end) = within.filter(|end| *end >= phrase.first) else { return };
        // `Ida van der Veen`, of which the tagger knows `Ida`.
        if self.words.get(end as usize + 1).is_some_and(|next| next.is(class::PARTICLE)) {
            phrase.sure = 1;
            return;
        }
        let whole = self.past_hyphens(end, phrase.last);
        phrase.last = end;
        self.name(phrase, tag);
        if let Some(name) = phrase.name.as_mut().filter(|name| name.1 == end) {
            name.1 = whole;
            (phrase.last, phrase.head) = (whole, whole);
        }
    }

    /// Past the rest of a name that the tagger cuts at a hyphen: `-Davies` of
    /// `Mary Hart-Davies`.
    fn past_hyphens(&self, end: u32, last: u32) -> u32 {
        let word = |at: u32| self.words.get(at as usize);
        let tight = |at: u32| {
            let (Some(one), Some(mark), Some(two)) = (word(at), word(at + 1), word(at + 2)) else {
                return false;
            };
            mark.is_mark('-') && one.end == mark.start && mark.end == two.start && two.is_capital()
        };
        let mut end = end;
        while end + 2 <= last && tight(end) {
            end += 2;
        }
        end
    }

    /// Capitals without a name: an office, or nobody. What a form of address
    /// or a given name opens is a person all the same.
    fn unknown(&self, phrase: &mut NounPhrase) {
        let Some((first, end)) = phrase.name else { return };
        let word = |at: u32| self.words.get(at as usize);
        let Some(last) = word(end) else { return };
        if last.is(class::ROLE | class::TITLE) {
            phrase.kind = PhraseKind::Role;
            phrase.name = None;
            phrase.plural |= last.entry.plural;
            return;
        }
        let titled = (first..end).rev().find(|at| word(*at).is_some_and(|w| w.is(class::TITLE)));
        let plain = |word: &NarrationWord| word.kind == WordKind::Capital && word.entry.lemma == 0;
        let tail = titled.map_or(first, |title| title + 1);
        let whole = (tail..=end).filter_map(word).all(plain);
        let given = || {
            first < end
                && end - first <= 2
                && word(first).is_some_and(|w| given_names::gender(w.text(self.text)).is_some())
        };
        let known = || {
            first < end && self.surnames.binary_search(&last.text(self.text).to_lowercase()).is_ok()
        };
        if whole && (titled.is_some() || given() || known() || self.speaks(phrase)) {
            phrase.sure = 1;
        } else {
            phrase.kind = PhraseKind::Capitals;
        }
    }
}

impl Settler<'_> {
    /// Whether a verb of the list follows, so that somebody acts of whom the
    /// tagger knows nothing: `Factcheckers then ruled`. At the start of a
    /// sentence the word must be none of the language.
    fn speaks(&self, phrase: &NounPhrase) -> bool {
        let word = |at: u32| self.words.get(at as usize);
        let (Some(first), Some(last)) = (word(phrase.first), word(phrase.last)) else {
            return false;
        };
        let verb = (phrase.last + 1..phrase.last + 3)
            .map_while(word)
            .find(|word| !word.is(class::ADVERB))
            .is_some_and(|next| {
                next.sentence == last.sentence
                    && next.kind == WordKind::Lower
                    && (next.is(class::VERB) && next.is_finite() && !next.is(class::NOUN))
            });
        let opens = phrase.first == 0
            || word(phrase.first - 1).is_some_and(|before| before.sentence != first.sentence);
        let common =
            || speech_parts::is_common_word(hash::word(&first.text(self.text).to_lowercase()));
        verb && !(opens && common())
    }
}

/// How many words a name may reach beyond a phrase on either side.
const REACH: u32 = 6;
