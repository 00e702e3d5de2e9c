//! Dialogue that opens with a dash: `—No lo sé —dijo Ober—. Vendrá.`

use std::ops::Range;

use super::incises;
use super::languages::{self, LanguageTable, class};
use crate::extract::lexicon;
use crate::sure;

const DASHES: [char; 3] = ['—', '―', '–'];
/// A verb of speech is among the first so many words of a tag.
const TAG_WORDS: usize = 3;

/// The spoken parts of a paragraph that opens with a dialogue dash, as byte
/// ranges of the paragraph: `—No lo sé —dijo Ober—. Vendrá.` has two. None
/// when no speech tag tells that it is one: lists open with dashes too.
pub(in crate::extract) fn dialogue(
    paragraph: &str,
    table: Option<&LanguageTable>,
) -> Vec<Range<usize>> {
    let Some(from) = opening(paragraph, table) else { return Vec::new() };
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut told = false;
    let mut narrated = true;
    for piece in pieces(paragraph, from) {
        let body = sure::part(paragraph, piece.clone());
        if !body.contains(char::is_alphanumeric) {
            continue;
        }
        if !narrated && is_tag(body, table) {
            told = true;
            narrated = true;
            continue;
        }
        match parts.last_mut() {
            // A dash that opens no tag stands in the spoken words.
            Some(part) if !narrated => part.end = piece.end,
            _ => parts.push(piece),
        }
        narrated = false;
    }
    if let Some(table) = table {
        told |= part_at_incises(paragraph, &mut parts, table);
    }
    if !told {
        return Vec::new();
    }
    for part in &mut parts {
        *part = trimmed(paragraph, part.clone());
    }
    parts
}

/// A part without the marks that join it to its tag: the comma of `— Так, —`
/// and the full stop of `—dijo Ober—. Vendrá.`
fn trimmed(paragraph: &str, part: Range<usize>) -> Range<usize> {
    let words = sure::part(paragraph, part.clone());
    let joint = |c: char| c.is_whitespace() || matches!(c, '.' | ',' | ';' | ':');
    let start = part.start + (words.len() - words.trim_start_matches(joint).len());
    let end = part.start + words.trim_end_matches(|c: char| c.is_whitespace() || c == ',').len();
    start..end.max(start)
}

/// Where a dialogue begins: at the first letter of a paragraph, or, where names
/// have cases, behind a sentence of the reporter's: `Wątpią. – Nie – mówi Ober.`
fn opening(paragraph: &str, table: Option<&LanguageTable>) -> Option<usize> {
    if paragraph.starts_with(DASHES) {
        return Some(0);
    }
    let inside = table.is_some_and(|table| table.has(languages::habit::DECLINES));
    if !inside {
        return None;
    }
    let dashes = paragraph.char_indices().filter(|(_, c)| DASHES.contains(c));
    let opens = |at: &usize| {
        let (before, behind) = paragraph.split_at_checked(*at).unwrap_or_default();
        let told = before.ends_with(' ') && before.trim_end().ends_with(['.', '?', '!', '…']);
        let words = behind.trim_start_matches(DASHES).trim_start();
        let marks = ['„', '“', '”', '«', '»', '"'];
        told && before.matches(marks).count() % 2 == 0 && words.starts_with(char::is_uppercase)
    };
    dashes.map(|(at, _)| at).find(opens)
}

/// The bytes between the dashes of a paragraph; a dash within a word or
/// between numbers parts nothing.
fn pieces(paragraph: &str, from: usize) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut start = from;
    let dashes = paragraph.char_indices().filter(|(at, c)| *at >= from && DASHES.contains(c));
    for (at, dash) in dashes {
        let before = paragraph.get(..at).and_then(|words| words.chars().next_back());
        let end = at + dash.len_utf8();
        let after = paragraph.get(end..).and_then(|words| words.chars().next());
        let inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        if inside(before) && inside(after) {
            continue;
        }
        pieces.push(start..at);
        start = end;
    }
    pieces.push(start..paragraph.len());
    pieces
}

/// Whether a piece is the reporter's: a verb of speech opens it.
fn is_tag(piece: &str, table: Option<&LanguageTable>) -> bool {
    let small = piece.trim_start().starts_with(char::is_lowercase);
    let words = piece.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|w| !w.is_empty());
    let mut words = words.take(TAG_WORDS);
    let Some(table) = table else {
        return words.next().is_some_and(is_speech);
    };
    let says = |word: &str| {
        let verb = word.split('-').next().unwrap_or(word);
        table.classes(verb) & (class::SAY | class::PARTICIPLE) != 0
    };
    small && words.any(says)
}

/// Whether a word is a verb of speech in English or in a language with a table.
fn is_speech(word: &str) -> bool {
    lexicon::entry(word).classes & lexicon::class::SPEECH != 0
        || languages::all().any(|table| {
            word.split('-').next().is_some_and(|word| table.classes(word) & class::SAY != 0)
        })
}

/// Parts the spoken words at tags without a dash: `— Je ne sais pas, dit-il.`
fn part_at_incises(paragraph: &str, parts: &mut Vec<Range<usize>>, table: &LanguageTable) -> bool {
    if !table.has(languages::habit::TAG_INSIDE) {
        return false;
    }
    let mut told = false;
    let mut parted = Vec::with_capacity(parts.len());
    for part in parts.drain(..) {
        let words = sure::part(paragraph, part.clone());
        match incises::incise(words, table) {
            Some(tag) => {
                told = true;
                parted.push(part.start..part.start + tag.start);
                if words.get(tag.end..).is_some_and(|rest| rest.contains(char::is_alphanumeric)) {
                    parted.push(part.start + tag.end..part.end);
                }
            }
            None => parted.push(part),
        }
    }
    *parts = parted;
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spoken<'a>(paragraph: &'a str, code: &str) -> Vec<&'a str> {
        dialogue(paragraph, languages::table(code))
            .into_iter()
            .map(|part| paragraph[part].trim_matches([' ', '.', ',']))
            .collect()
    }

    #[test]
    fn a_dialogue_dash_opens_speech_where_a_speech_tag_follows() {
        for code in ["es", "en"] {
            assert_eq!(spoken("—No lo sé —dijo Ober—. Vendrá.", code), ["No lo sé", "Vendrá"]);
            assert_eq!(spoken("— Ober Mission (@ober) April 4", code), Vec::<&str>::new());
            assert_eq!(spoken("No lo sé —dijo Ober", code), Vec::<&str>::new());
        }
    }

    #[test]
    fn a_dash_within_the_words_parts_nothing() {
        assert_eq!(
            spoken("– To był – jak mówię – przypadek – stwierdził Ober. – Tyle.", "pl"),
            ["To był – jak mówię – przypadek", "Tyle"]
        );
        assert_eq!(spoken("— В 2014–2016 годах, — сказал Обер.", "ru"), ["В 2014–2016 годах"]);
        assert_eq!(spoken("– trzy miliony złotych na most", "pl"), Vec::<&str>::new());
    }

    #[test]
    fn a_tag_may_stand_behind_a_comma() {
        assert_eq!(
            spoken("— Je ne sais pas, dit Paul Ober. On verra.", "fr"),
            ["Je ne sais pas", "On verra"]
        );
    }
}
