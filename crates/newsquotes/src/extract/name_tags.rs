//! What the entity tagger found, laid over the words of the narration: the
//! tagger is asked before anybody speaks.
//!
//! A run of capitals is a person, body or place because the tagger says so,
//! and its name is what the tagger takes for the name: `Mike Pompeo` of
//! `Secretary of State Mike Pompeo`. Capitals that it knows nothing of (a
//! button, a headline, an office) are nobody's name.

use super::given_names;
use super::lexicon::class;
use super::phrases::{NounPhrase, PhraseKind};
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
}

impl NameTags {
    /// The names that the article holds already, else those that are found now.
    pub(super) fn of(text: &Text, article: &Article) -> NameTags {
        if !article.mentions.is_empty() {
            return NameTags::read(&article.entities, &article.mentions);
        }
        let (entities, mentions) = super::entities::find(text, article);
        NameTags::read(&entities, &mentions)
    }

    fn read(entities: &[crate::model::Entity], mentions: &[Mention]) -> NameTags {
        let tag = |mention: &Mention| {
            let entity = entities.get(mention.entity as usize);
            debug_assert!(entity.is_some(), "a mention of no entity");
            let Mention { span, margin, credit, .. } = *mention;
            Some(NameTag { span, kind: entity?.kind, margin, credit })
        };
        NameTags { list: mentions.iter().filter_map(tag).collect() }
    }

    /// Lays the names over phrases found by their capitals alone.
    pub(super) fn settle(
        &self,
        text: &Text,
        words: &NarrationWords,
        phrases: &mut Vec<NounPhrase>,
    ) {
        let mut settler = Settler { text, words, free: 0 };
        let mut next = 0;
        for phrase in phrases.iter_mut() {
            let (start, end) = bytes(words, phrase);
            while self.list.get(next).is_some_and(|tag| tag.span.end() <= start) {
                next += 1;
            }
            let over = self.list.iter().skip(next).take_while(|tag| tag.span.start() < end);
            settler.phrase(phrase, over);
            settler.free = phrase.last + 1;
        }
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
    /// The first word behind the phrase before.
    free: u32,
}

impl Settler<'_> {
    fn phrase<'t>(&self, phrase: &mut NounPhrase, over: impl Iterator<Item = &'t NameTag>) {
        let over: Vec<&NameTag> = over.collect();
        let Some(last) = self.words.get(phrase.last as usize) else { return };
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
            (_, Some(tag)) if phrase.kind == PhraseKind::Document => self.owner(phrase, tag),
            _ => {}
        }
        if capitals && over.iter().any(|tag| tag.credit) && !over.iter().any(|tag| !tag.credit) {
            phrase.kind = PhraseKind::Capitals;
        }
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
        while first > self.free.max(phrase.first.saturating_sub(REACH)) && inside(first - 1) {
            first -= 1;
        }
        let mut last = phrase.last;
        while last < phrase.last + REACH && inside(last + 1) {
            last += 1;
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
        phrase.last = end;
        self.name(phrase, tag);
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
        if whole && (titled.is_some() || given()) {
            phrase.sure = 1;
        } else {
            phrase.kind = PhraseKind::Capitals;
        }
    }
}

/// How many words a name may reach beyond a phrase on either side.
const REACH: u32 = 6;
