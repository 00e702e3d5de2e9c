//! Acronyms that an article explains: `Federal Roads Office (FRO)`, and the
//! other way round, `FRO (Federal Roads Office)`.
//!
//! The letters of the acronym must be the initials of the words beside it;
//! small words between them (`of`, `for`) may be left out. What the brackets
//! hold otherwise (a party, an agency, an age) explains nothing.

use super::lexicon::class;
use super::reading::ArticleReading;
use super::words::{NarrationWord, WordKind};

/// The most words that one acronym stands for, small ones included.
const LONGEST: usize = 14;

/// First and last word of the name that the acronym at word `at` stands for,
/// where the brackets beside it explain it.
pub(super) fn expansion(reading: &ArticleReading<'_>, at: usize) -> Option<(usize, usize)> {
    let word = reading.word(at).filter(|word| word.kind == WordKind::Acronym)?;
    let letters: Vec<char> =
        word.text(reading.text).chars().filter(|c| c.is_alphabetic()).collect();
    let is = |by: isize, mark: char| reading.near(at, by).is_some_and(|word| word.is_mark(mark));
    if is(-1, '(') && is(1, ')') {
        let last = at.checked_sub(2)?;
        return Some((first_word(reading, last, &letters)?, last));
    }
    if !is(1, '(') {
        return None;
    }
    let inside = (at + 2..at + 3 + LONGEST).map_while(|next| Some((next, reading.word(next)?)));
    let last = inside.clone().find(|(_, word)| word.is_mark(')'))?.0.checked_sub(1)?;
    let first = first_word(reading, last, &letters)?;
    let skipped = (at + 2..first).filter_map(|next| reading.word(next));
    let whole =
        skipped.clone().count() <= 1 && skipped.into_iter().all(|w| w.is(class::DETERMINER));
    (first >= at + 2 && whole).then_some((first, last))
}

/// The first of the words up to `last` whose initials are these letters.
fn first_word(reading: &ArticleReading<'_>, last: usize, letters: &[char]) -> Option<usize> {
    let block = reading.word(last)?.block;
    let mut rest = letters;
    let mut at = last;
    loop {
        let word = reading.word(at).filter(|word| word.block == block && last - at < LONGEST)?;
        let initial = word.text(reading.text).chars().next()?;
        match rest.split_last() {
            Some((letter, before)) if begins(word, initial, *letter) => rest = before,
            _ if !may_be_left_out(reading, at) || at == last => return None,
            _ => {}
        }
        if rest.is_empty() {
            return (letters.len() > 1 && word.is_capital()).then_some(at);
        }
        at = at.checked_sub(1)?;
    }
}

fn begins(word: &NarrationWord, initial: char, letter: char) -> bool {
    (word.is_capital() || word.kind == WordKind::Lower) && initial.to_uppercase().eq([letter])
}

/// Small words, marks inside a name, and the second half of `Co-operation`.
fn may_be_left_out(reading: &ArticleReading<'_>, at: usize) -> bool {
    let hyphen = |word: &NarrationWord| matches!(word.kind, WordKind::Mark('-' | '‑'));
    reading.near(at, -1).is_some_and(hyphen)
        || reading.word(at).is_some_and(|word| {
            word.is(class::FUNCTION)
                || hyphen(word)
                || matches!(word.kind, WordKind::Possessive | WordKind::Mark('&' | '’' | '\''))
        })
}
