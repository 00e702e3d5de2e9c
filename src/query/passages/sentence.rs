//! The sentence of a block to show in little room.

use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use crate::library::sure::sure;
use newsquotes::extract::sentences::sentences;

/// What to show of a block in `columns` of the screen, in bytes like the
/// block: all of it when there is room; else the sentence with most of the
/// `words` found, and its neighbours as far as they fit; of a longer sentence
/// the part around the words. `text` begins at byte `start` of the document.
#[must_use]
pub(crate) fn sentence_around(
    text: &str,
    start: usize,
    block: &Range<usize>,
    words: &[Range<usize>],
    columns: usize,
) -> Range<usize> {
    let inside = |at: usize| at.checked_sub(start);
    let bytes = inside(block.start).zip(inside(block.end));
    let Some(shown) = bytes.and_then(|(from, to)| text.get(from..to)) else {
        return block.clone();
    };
    let local: Vec<Range<usize>> = words
        .iter()
        .filter(|word| word.start >= block.start && word.end <= block.end)
        .map(|word| word.start - block.start..word.end - block.start)
        .collect();
    let part = part(shown, &local, columns);
    block.start + part.start..block.start + part.end
}

fn part(text: &str, words: &[Range<usize>], columns: usize) -> Range<usize> {
    if fits(text, columns) {
        return 0..text.len();
    }
    let sentences = sentences(text);
    let has =
        |sentence: &Range<usize>| words.iter().filter(|w| sentence.contains(&w.start)).count();
    let best = (0..sentences.len()).rev().max_by_key(|at| sentences.get(*at).map(has));
    let Some((best, sentence)) = best.and_then(|at| Some((at, sentences.get(at)?))) else {
        return 0..text.len();
    };
    let first = words.iter().find(|word| sentence.contains(&word.start));
    if !fits(sure(text.get(sentence.clone())), columns) {
        return clipped(text, sentence, first, columns);
    }
    let (mut from, mut to) = (best, best);
    loop {
        let range = |from: usize, to: usize| {
            let range = sentences.get(from)?.start..sentences.get(to)?.end;
            fits(text.get(range.clone())?, columns).then_some(range)
        };
        if range(from, to + 1).is_some() {
            to += 1;
        } else if from > 0 && range(from - 1, to).is_some() {
            from -= 1;
        } else {
            return range(from, to).unwrap_or(sentence.clone());
        }
    }
}

/// As much of a sentence as fits, with the first word found a third from the
/// left.
fn clipped(
    text: &str,
    sentence: &Range<usize>,
    first: Option<&Range<usize>>,
    columns: usize,
) -> Range<usize> {
    let end_from = |from: usize| {
        let tail = sure(text.get(from..sentence.end));
        from + prefix(tail, columns)
    };
    let at = first.map_or(sentence.start, |word| word.start);
    if first.is_none_or(|word| word.end <= end_from(sentence.start)) {
        return sentence.start..end_from(sentence.start);
    }
    let before = sure(text.get(sentence.start..at));
    let mut left = columns / 3;
    let mut from = at;
    for (offset, c) in before.char_indices().rev() {
        let Some(rest) = left.checked_sub(width(c)) else { break };
        left = rest;
        if c.is_whitespace() {
            from = sentence.start + offset + c.len_utf8();
        }
    }
    from..end_from(from)
}

/// How many bytes fit; a word is cut only if it is wider than that alone.
fn prefix(text: &str, columns: usize) -> usize {
    let mut left = columns;
    let mut blank = None;
    for (at, c) in text.char_indices() {
        if c.is_whitespace() {
            blank = Some(at);
        }
        match left.checked_sub(width(c)) {
            Some(rest) => left = rest,
            None => return blank.unwrap_or(at),
        }
    }
    text.len()
}

fn fits(text: &str, columns: usize) -> bool {
    prefix(text, columns) == text.len()
}

fn width(c: char) -> usize {
    if c.is_whitespace() { 1 } else { c.width().unwrap_or(0) }
}
