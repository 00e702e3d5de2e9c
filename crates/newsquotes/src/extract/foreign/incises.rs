//! Speech tags inside the marks: `« Le feu est parti, regrette Solène Vey. Tout
//! a brûlé. »` are two parts of one quotation, and the tag is the reporter's.

use super::languages::{LanguageTable, class, habit};
use super::words::WordPieces;
use crate::extract::marks::MarkedStretch;
use crate::extract::tokens::Token;
use crate::model::Text;
use crate::sure;

/// The stretches, each parted around the tags inside it.
pub(super) fn split(
    text: &Text,
    stretches: Vec<MarkedStretch>,
    table: &LanguageTable,
) -> Vec<MarkedStretch> {
    if !table.has(habit::TAG_INSIDE) {
        return stretches;
    }
    let mut parted = Vec::with_capacity(stretches.len());
    for stretch in stretches {
        match incise(text.get(stretch.inner), table) {
            Some(tag) => parts(text, &stretch, &tag, &mut parted),
            None => parted.push(stretch),
        }
    }
    parted
}

fn parts(
    text: &Text,
    stretch: &MarkedStretch,
    tag: &std::ops::Range<usize>,
    parted: &mut Vec<MarkedStretch>,
) {
    let base = stretch.inner.start();
    let before = text.trim(text.clamp(base..base + tag.start));
    let behind = text.trim(text.clamp(base + tag.end..stretch.inner.end()));
    let outer = text.clamp(stretch.outer.start()..before.end());
    parted.push(MarkedStretch { inner: before, outer, ..stretch.clone() });
    if text.get(behind).contains(char::is_alphanumeric) {
        let outer = text.clamp(behind.start()..stretch.outer.end());
        let defects = Vec::new();
        parted.push(MarkedStretch {
            inner: behind,
            outer,
            defects,
            continues: false,
            single: stretch.single,
        });
    }
}

/// The bytes of the first tag inside quoted words: from its comma to behind
/// the mark that ends it.
pub(super) fn incise(words: &str, table: &LanguageTable) -> Option<std::ops::Range<usize>> {
    let pieces: Vec<Token> = WordPieces::new(words, table).collect();
    let form = |at: usize| pieces.get(at).map(|piece| sure::part(words, piece.start..piece.end));
    let classes = |at: usize| form(at).map_or(0, |form| table.classes(form));
    let marked = (1..pieces.len()).filter(|at| matches!(form(*at), Some("," | "?" | "!")));
    for at in marked {
        let Some(verb) = verb(at + 1, &form, &classes) else { continue };
        let name = form(verb + 1).is_some_and(|word| {
            word.starts_with(char::is_uppercase) && classes(verb + 1) & class::CLOSED == 0
                || word == "-"
                || classes(verb + 1) & (class::TITLE | class::DETERMINER | class::ROLE) != 0
        });
        if !name {
            continue;
        }
        let end = end(verb + 1, &form, &classes);
        let start = pieces
            .get(at)
            .map_or(0, |mark| if form(at) == Some(",") { mark.start } else { mark.end });
        let end = pieces.get(end).map_or(words.len(), |mark| mark.end);
        return Some(start..end);
    }
    None
}

/// The last word of the verb that begins at a word: `dit`, `a déclaré`,
/// `s’inquiète`.
fn verb<'a>(
    at: usize,
    form: &impl Fn(usize) -> Option<&'a str>,
    classes: &impl Fn(usize) -> u32,
) -> Option<usize> {
    let small = form(at)?.starts_with(char::is_lowercase);
    let reflexive = matches!(form(at)?, "s'" | "s’" | "se" | "si");
    let at = at + usize::from(reflexive);
    if small && classes(at) & class::SAY != 0 {
        return Some(at);
    }
    let compound = classes(at) & class::AUXILIARY != 0;
    (small && compound)
        .then(|| (at + 1..at + 4).find(|at| classes(*at) & class::PARTICIPLE != 0))?
}

/// The mark that ends a tag whose name begins at a word: a comma, that of a
/// relative clause aside, or the end of a sentence.
fn end<'a>(
    from: usize,
    form: &impl Fn(usize) -> Option<&'a str>,
    classes: &impl Fn(usize) -> u32,
) -> usize {
    let mut at = from;
    let mut aside = false;
    while let Some(word) = form(at) {
        match word {
            "," if aside => return at,
            "," => {
                let next = form(at + 1).unwrap_or_default();
                aside = matches!(next, "qui" | "dont" | "che" | "cui")
                    || next.starts_with(|c: char| c.is_ascii_digit())
                    || classes(at + 1) & class::ROLE != 0;
                if !aside {
                    return at;
                }
            }
            "." | "?" | "!" => return at,
            _ => {}
        }
        at += 1;
    }
    at
}
