//! Text in another language than English, which the tagger was not trained
//! on: in German every noun has a capital, and `der Bürgermeister` is nobody.

use super::hash;
use super::lexicon::{NAMES, NameLexicon, PEOPLE, phrase};
use super::names::TaggedName;
use super::words::TaggerWords;
use crate::sure;

/// Words by which English is known.
const ENGLISH: [&str; 4] = ["the", "of", "and", "to"];

/// In English about every eighth word is one of [`ENGLISH`]; in other
/// languages hardly any is, quoted titles aside.
const LEAST_SHARE: usize = 40;

/// The least text, in words, that shows a language.
const LEAST_WORDS: usize = 40;

/// Drops names that only their capitals speak for from a text that is not
/// English: a single word must be known beforehand, and a person of several
/// words must begin with a known name.
pub(super) fn drop_common_nouns(
    words: &TaggerWords,
    lexicon: NameLexicon<'_>,
    names: &mut Vec<TaggedName>,
) {
    if names.is_empty() || is_english(words) {
        return;
    }
    let mut known_words = hash::HashSet::default();
    for name in names.iter().filter(|name| name.words.len() > 1) {
        let words = sure::items(&words.all, name.words.clone());
        let [first, .., last] = words else { continue };
        if lexicon.classes(phrase(0, first.lower)) & PEOPLE != 0 {
            known_words.insert(last.lower);
        }
    }
    names.retain(|name| {
        let Some(first) = words.all.get(name.words.start) else { return false };
        let classes = lexicon.classes(phrase(0, first.lower));
        let wanted = if name.words.len() > 1 { PEOPLE } else { PEOPLE | NAMES };
        let acronym = first.exact != first.lower && first.len() <= 4 && name.words.len() == 1;
        let person = name.kind == crate::model::EntityKind::Person;
        classes & wanted != 0
            || known_words.contains(&first.lower)
            || (!person && acronym)
            || (!person && name.words.len() > 1)
    });
}

fn is_english(words: &TaggerWords) -> bool {
    let english = ENGLISH.map(hash::word);
    let count = words.all.len();
    let wanted = count / LEAST_SHARE;
    let small = words.all.iter().filter(|word| english.contains(&word.lower));
    // No more are counted than decide.
    count < LEAST_WORDS || small.take(wanted).count() == wanted
}
