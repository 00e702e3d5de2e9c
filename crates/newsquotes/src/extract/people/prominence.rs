//! How prominent a naming is at its place: an order made by hand (who speaks
//! before who acts before who is spoken of), as in centering theory (Grosz,
//! Joshi and Weinstein, 1995). The steps are small beside what the speaker
//! before is worth in `salience`.

use crate::extract::lexicon::class;
use crate::extract::phrases::NounPhrase;
use crate::extract::reading::ArticleReading;
use crate::extract::words::{NarrationWord, WordKind};

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

/// A mark before an aside: `Ober — who chairs the council —`.
fn is_pause(word: &NarrationWord) -> bool {
    matches!(word.kind, WordKind::Mark(',' | '—' | '–'))
}

/// How prominent a name is at its place.
pub(super) fn of(reading: &ArticleReading<'_>, index: usize, phrase: &NounPhrase) -> i32 {
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
        .is_some_and(|word| word.is(class::RELATIVE) && next.is_some_and(is_pause));
    let said = reading
        .word(phrase.last as usize + 2)
        .is_some_and(|word| word.is(class::SPEECH) && next.is_some_and(|next| next.is_mark(',')));
    match () {
        () if speech => SPEAKING,
        () if who || said => OPENING,
        () if verb && opens => SUBJECT,
        () if verb => OPENING,
        () if opens && !after_preposition => OPENING,
        () if possessive => MENTIONED,
        () if after_preposition => IN_PASSING,
        () => MENTIONED,
    }
}
