//! What a writer put in brackets, beside what the source has in its place: a
//! bracket is judged as an omission is, by what it takes away and adds.

use std::ops::Range;

use super::JudgedSoFar;
use super::matching::PartMatch;
use super::wording_checks::surroundings;
use crate::cite::check::edge;
use crate::cite::check::verdict::CheckVerdict;
use crate::cite::check::wording::{Gap, WordingPiece, word_count};
use newsquotes::extract::align::pair;
use newsquotes::extract::difference::{Difference, Kind, differences};
use newsquotes::extract::is_function_word;

/// Words of degree that turn a sentence when they are put in: “the ferry
/// [always] sails”.
const ABSOLUTE: &[&str] = &[
    "always",
    "only",
    "hardly",
    "barely",
    "rarely",
    "seldom",
    "scarcely",
    "all",
    "every",
    "none",
    "immer",
    "nur",
    "kaum",
    "alle",
    "toujours",
    "seulement",
    "siempre",
    "solo",
];
/// Beginnings that deny a word: “[un]happy”.
const DENYING: &[&str] = &["un", "in", "im", "ir", "dis", "non", "mis"];
/// Words that open a phrase with a noun, which explains what it stands for:
/// “[the nurses]” for “them”.
const OPENING: &[&str] = &["the", "a", "an", "his", "her", "its", "their", "this", "that", "these"];
/// Words before the first or behind the last that a bracket at the end may
/// stand for, at most.
const MOST_AT_END: usize = 3;

/// Judges every bracket of a part.
pub(super) fn judge(found: &PartMatch, held: &mut JudgedSoFar) {
    let text = found.source.document.text.as_str();
    let mut before: Option<usize> = None;
    let mut is_first = true;
    for (piece, placed) in found.wording.pieces.iter().zip(&found.placing.pieces) {
        letters(piece, held);
        let end = before;
        before = placed.as_ref().map(|placed| placed.source.end);
        let Gap::Insertion(inserted) = &piece.gap else {
            is_first = false;
            continue;
        };
        held.add(CheckVerdict::Bracketed);
        let Some(placed) = placed.as_ref().filter(|placed| !placed.is_astray) else { continue };
        let start = placed.source.start;
        let replaced = match end {
            Some(end) => text.get(end..start),
            None if is_first => Some(words_before(found, start)),
            None => None,
        };
        is_first = false;
        compare(inserted, replaced.unwrap_or(""), held);
    }
    if let Some(inserted) = &found.wording.ends_inserted {
        held.add(CheckVerdict::Bracketed);
        compare(inserted, before.map_or("", |end| words_behind(found, end)), held);
    }
}

/// The few words before the first in its sentence; none where there are more.
fn words_before(found: &PartMatch, start: usize) -> &str {
    let text = &found.source.document.text;
    let Some(part) = surroundings(found, start) else { return "" };
    let words = text.get(text.clamp(part.start()..start));
    let from = words.rfind(['.', '!', '?', ':', '“', '"']).map_or(0, |at| at + 1);
    few(words.get(edge::ceil(words, from)..))
}

/// The few words behind the last in its sentence; none where there are more.
fn words_behind(found: &PartMatch, end: usize) -> &str {
    let text = &found.source.document.text;
    let Some(part) = surroundings(found, end.saturating_sub(1)) else { return "" };
    let words = text.get(text.clamp(end..part.end()));
    few(words.split(['.', '!', '?', ',', ';', '”', '"']).next())
}

fn few(words: Option<&str>) -> &str {
    words.filter(|words| word_count(words) <= MOST_AT_END).unwrap_or("")
}

/// Letters in brackets inside a word: `[t]he`, `engineer[s]`, but `[un]happy`.
fn letters(piece: &WordingPiece, held: &mut JudgedSoFar) {
    for range in &piece.excused {
        held.add(CheckVerdict::Bracketed);
        let letters = piece.text.get(range.clone()).unwrap_or("").to_lowercase();
        if DENYING.contains(&letters.as_str()) {
            turned(held, &letters, "");
        }
    }
}

fn compare(inserted: &str, replaced: &str, held: &mut JudgedSoFar) {
    let inserted = inserted.trim();
    let alignment = pair(inserted, replaced);
    let told = differences(inserted, replaced, &alignment, None);
    let side =
        |words: &str, range: &Range<usize>| words.get(range.clone()).unwrap_or("").to_owned();
    let opens = inserted.split(' ').next().map(str::to_lowercase);
    let is_phrase = opens.is_some_and(|word| OPENING.contains(&word.as_str()));
    let turns = |difference: &Difference| {
        let own = side(inserted, &difference.pattern);
        let theirs = side(replaced, &difference.text);
        turns(difference.kind, &own, &theirs, is_phrase)
    };
    if told.iter().any(turns) || (!is_phrase && is_exchanged(&told, inserted, replaced)) {
        turned(held, inserted, replaced.trim());
    }
}

/// Whether one content word stands for another that the alignment did not pair
/// with it.
fn is_exchanged(told: &[Difference], inserted: &str, replaced: &str) -> bool {
    let words = told.iter().filter(|difference| difference.kind == Kind::Word);
    let own = words.clone().any(|difference| {
        let word = inserted.get(difference.pattern.clone()).unwrap_or("");
        is_content(word) && !is_name(word)
    });
    own && words.clone().any(|difference| {
        difference.pattern.is_empty()
            && is_content(replaced.get(difference.text.clone()).unwrap_or(""))
    })
}

/// Whether a bracket with `own` for the source's `theirs` turns the sense.
fn turns(kind: Kind, own: &str, theirs: &str, is_phrase: bool) -> bool {
    match kind {
        Kind::Negation | Kind::Modal => true,
        // A number put in explains: “in May [2024]”.
        Kind::Number => !theirs.trim().is_empty(),
        Kind::Name => is_name(own) && is_name(theirs),
        Kind::Word if theirs.trim().is_empty() => {
            ABSOLUTE.contains(&own.trim().to_lowercase().as_str())
        }
        Kind::Word => !is_phrase && !is_name(own) && is_content(own) && is_content(theirs),
        _ => false,
    }
}

fn is_name(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && is_content(word)
}

fn is_content(word: &str) -> bool {
    !word.trim().is_empty() && !is_function_word(&word.trim().to_lowercase())
}

fn turned(held: &mut JudgedSoFar, inserted: &str, replaced: &str) {
    held.add(CheckVerdict::Sense);
    held.note(if replaced.is_empty() {
        format!("“[{inserted}]” is not the source's and turns its sense")
    } else {
        format!("“[{inserted}]” stands for “{replaced}” and turns its sense")
    });
}
