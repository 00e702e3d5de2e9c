//! Names that sign a quotation without a verb: `“…” — Greta Ober, mayor`.
//!
//! Collections of reactions, letters and pull quotes give the speaker behind
//! the quotation or on the line below it. What is told in whole sentences is
//! not looked at here.

use super::indices::PhraseIndex;
use super::lexicon::class;
use super::looks::StretchLook;
use super::phrases::{NounPhrase, PhraseKind};
use super::reading::ArticleReading;
use super::words::{NarrationWord, Suffix, WordKind};

/// How many words behind a name may still describe it.
const REACH: usize = 40;
/// The fewest words that somebody signs, in the steps of a [`StretchLook`].
const FEWEST: u32 = 3;

/// The name on the line below the quotation: `— Ober`.
pub(super) fn below(reading: &ArticleReading<'_>, look: StretchLook) -> Option<PhraseIndex> {
    let (_, first) = *reading.words.blocks.get(look.block as usize + 1)?;
    let signs = reading.word(first as usize).is_some_and(is_dash);
    let from = reading.phrase_from(first as usize);
    let near = reading.phrases.get(from).is_some_and(|phrase| phrase.first <= first + 2);
    (look.closes == 1 && signs && near).then(|| PhraseIndex::new(from))
}

/// The name right behind the quotation, with nothing but a description behind
/// it: `“…” — Greta Ober, mayor of Lund`, `“…” (Paul Sander)`. Nothing that a
/// colon introduces is signed.
pub(super) fn behind(reading: &ArticleReading<'_>, look: StretchLook) -> Option<PhraseIndex> {
    let introduced = reading.near(look.at, -1).is_some_and(|word| word.is_mark(':'));
    let whole = look.capital == 1 && look.words >= FEWEST && !introduced;
    let mut at = look.at + 1;
    let mut marked = false;
    while at <= look.at + 3
        && let Some(word) = reading.word(at).filter(|word| word.block == look.block)
        && matches!(word.kind, WordKind::Mark(',' | '(' | '[' | '-' | '–' | '—' | '―' | '|' | ':'))
    {
        marked |= !word.is_mark(',');
        at += 1;
    }
    let source = reading.phrase_from(at);
    let phrase = *reading.phrases.get(source)?;
    let begins = phrase.first as usize == at
        && reading.word(at).is_some_and(|word| word.block == look.block && word.is_capital());
    let named = matches!(phrase.kind, PhraseKind::Name)
        || marked && matches!(phrase.kind, PhraseKind::Body | PhraseKind::Role);
    let apart = marked || look.end != 0;
    let signs = whole && apart && begins && named && is_described(reading, phrase);
    signs.then(|| PhraseIndex::new(source))
}

/// Whether the sentence ends behind the phrase without a verb of its own.
fn is_described(reading: &ArticleReading<'_>, phrase: NounPhrase) -> bool {
    let last = phrase.last as usize;
    let sentence = reading.word(last).map(|word| word.sentence);
    let rest = (last + 1..last + REACH).map_while(|at| reading.word(at));
    let rest = rest.take_while(|word| Some(word.sentence) == sentence);
    let next = reading.near(last, 1).filter(|word| Some(word.sentence) == sentence);
    !next.is_some_and(may_be_verb) && !rest.take_while(|word| !is_clause(word)).any(is_verb)
}

/// A word behind which verbs are no verbs of the name: `Ober, who left`.
fn is_clause(word: &NarrationWord) -> bool {
    word.is(class::RELATIVE | class::SUBORDINATOR)
}

fn is_verb(word: &NarrationWord) -> bool {
    word.is(class::AUXILIARY)
        || word.is_quote()
        || word.is(class::VERB) && !word.is(class::NOUN) && word.is_finite()
}

/// A word in small letters right behind the name that may be its verb:
/// `Ober nodded`.
fn may_be_verb(word: &NarrationWord) -> bool {
    word.kind == WordKind::Lower
        && !word.is(class::PREPOSITION | class::CONJUNCTION | class::RELATIVE)
        && (word.is(class::VERB | class::ADVERB)
            || word.suffix != Suffix::None
            || word.entry.lemma == 0)
}

fn is_dash(word: &NarrationWord) -> bool {
    matches!(word.kind, WordKind::Mark('-' | '–' | '—' | '―'))
}
