//! The words that tell who speaks: a table from word forms to their class.
//!
//! The word list is `assets/speakers/words.txt`, compiled by hand. Verbs and
//! nouns are listed once and inflected here. The table knows single words
//! only, in small letters.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

/// What the lexicon knows of a word form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct LexiconEntry {
    /// The number of its base form, from 1; 0 is an unknown word. All forms
    /// of a verb share one.
    pub lemma: u16,
    pub form: VerbForm,
    /// Bits of [`class`].
    pub classes: u64,
    /// A noun in the plural.
    pub plural: bool,
}

/// The form of a verb.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum VerbForm {
    #[default]
    None,
    Base,
    Third,
    Past,
    Participle,
    Ing,
}

/// The classes of words, one bit each.
pub(super) mod class {
    macro_rules! classes {
        ($($name:ident $section:literal)*) => {
            classes!(@bits 0; $($name)*);
            /// The sections of the word list with their bits.
            pub(crate) const SECTIONS: &[(&str, u64)] = &[$(($section, $name)),*];
        };
        (@bits $n:expr; $name:ident $($rest:ident)*) => {
            pub(crate) const $name: u64 = 1 << ($n);
            classes!(@bits $n + 1; $($rest)*);
        };
        (@bits $n:expr;) => {};
    }
    classes! {
        SAY "say" TELL "tell" ASK "ask" WRITE "write" THINK "think" WANT "want" JUDGE "judge"
        PROPOSE "propose" SHOW "show"
        ROLE "role" GROUP "group" DOCUMENT "document" CUE_NOUN "cuenoun"
        ADJECTIVE_CUE "adjcue" ADVERB_CUE "adverbcue"
        PRONOUN "pronoun" HE "he" SHE "she" THEY "they" IT "it" RELATIVE "relative" THAT "that" DETERMINER "determiner" POSSESSIVE "possessive"
        PREPOSITION "preposition" CONJUNCTION "conjunction" SUBORDINATOR "subordinator"
        ACCORDING "according" BE "be" HAVE "have" DO "do" MODAL "modal" NEGATION "negation"
        ADVERB "adverb" WEEKDAY "weekday" MONTH "month" TITLE "title" NAME_SUFFIX "namesuffix"
        PARTICLE "particle" MODIFIER "modifier" NATIONALITY "nationality"
        ORGANISATION "organisation" PLACE "place" WORK "work" MASCULINE "masculine" FEMININE "feminine"
    }
    /// Verbs that introduce exact words in most of their uses.
    pub(crate) const SPEECH: u64 = SAY | TELL | ASK | WRITE;
    /// All verbs of the list.
    pub(crate) const VERB: u64 = SPEECH | THINK | WANT | JUDGE | PROPOSE | SHOW;
    /// All nouns of the list.
    pub(crate) const NOUN: u64 = ROLE | GROUP | DOCUMENT | CUE_NOUN;
    /// Words that no name and no noun phrase ends with.
    pub(crate) const FUNCTION: u64 = RELATIVE
        | DETERMINER
        | POSSESSIVE
        | PREPOSITION
        | CONJUNCTION
        | SUBORDINATOR
        | ACCORDING
        | BE
        | HAVE
        | DO
        | MODAL
        | NEGATION
        | ADVERB;
    /// Auxiliary verbs.
    pub(crate) const AUXILIARY: u64 = BE | HAVE | DO | MODAL;
}

/// The longest word that is looked up, in bytes.
const LONGEST: usize = 24;

static LEXICON: LazyLock<SpeechLexicon> =
    LazyLock::new(|| SpeechLexicon::read(include_str!("../../assets/speakers/words.txt")));

struct SpeechLexicon {
    entries: HashMap<LexiconKey, LexiconEntry, BuildHasherDefault<KeyHasher>>,
}

/// A word in small letters, filled up with zeros: no word holds a zero, and
/// three numbers are hashed and compared at once.
type LexiconKey = [u64; LONGEST / 8];

/// The key of a word; none for one that is too long to be known.
fn key(word: &str) -> Option<LexiconKey> {
    if word.len() > LONGEST {
        return None;
    }
    let mut key = LexiconKey::default();
    for (number, letters) in key.iter_mut().zip(word.as_bytes().chunks(8)) {
        let bytes = letters.iter().rev().map(|byte| u64::from(byte.to_ascii_lowercase()));
        *number = bytes.fold(0, |number, byte| number << 8 | byte);
    }
    Some(key)
}

/// Multiplies and mixes the numbers of a [`LexiconKey`].
#[derive(Default)]
struct KeyHasher(u64);

impl Hasher for KeyHasher {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }

    fn write(&mut self, bytes: &[u8]) {
        for word in bytes.as_chunks().0 {
            self.0 = (self.0.rotate_left(23) ^ u64::from_le_bytes(*word))
                .wrapping_mul(0x9e37_79b9_7f4a_7c15);
        }
    }

    fn write_usize(&mut self, _length: usize) {}
}

/// What is known of `word`, in any case; nothing for an unknown word.
pub(super) fn entry(word: &str) -> LexiconEntry {
    key(word).and_then(|key| LEXICON.entries.get(&key)).copied().unwrap_or_default()
}

impl SpeechLexicon {
    fn read(list: &str) -> SpeechLexicon {
        let mut reader = LexiconReader::default();
        for line in list.lines().map(str::trim).filter(|line| !line.starts_with('#')) {
            if let Some(section) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
                reader.classes =
                    class::SECTIONS.iter().find(|(name, _)| *name == section).map_or(0, |s| s.1);
                continue;
            }
            for word in line.split_whitespace() {
                reader.word(word);
            }
        }
        SpeechLexicon { entries: reader.entries }
    }
}

#[derive(Default)]
struct LexiconReader {
    entries: HashMap<LexiconKey, LexiconEntry, BuildHasherDefault<KeyHasher>>,
    lemmas: u16,
    classes: u64,
}

impl LexiconReader {
    fn word(&mut self, word: &str) {
        let mut forms = word.split('/');
        let base = forms.next().unwrap_or_default();
        let lemma = self.lemma(base);
        if self.classes & class::VERB != 0 {
            self.verb(base, forms, lemma);
        } else if self.classes & class::NOUN != 0 {
            self.add(base, lemma, VerbForm::None, false);
            let plural = forms.next().map_or_else(|| with_s(base), str::to_owned);
            self.add(&plural, lemma, VerbForm::None, true);
        } else {
            self.add(base, lemma, VerbForm::None, false);
        }
    }

    fn lemma(&mut self, base: &str) -> u16 {
        if let Some(known) = key(base).and_then(|key| self.entries.get(&key)) {
            return known.lemma;
        }
        self.lemmas += 1;
        self.lemmas
    }

    fn verb(&mut self, base: &str, mut given: std::str::Split<'_, char>, lemma: u16) {
        use VerbForm::{Base, Ing, Participle, Past, Third};
        let stem = base.strip_suffix('e').unwrap_or(base);
        let third = with_s(base);
        let past = format!("{stem}ed");
        let regular =
            [(third, Third), (past.clone(), Past), (past, Participle), (format!("{stem}ing"), Ing)];
        self.add(base, lemma, Base, false);
        for (form, kind) in regular {
            self.add(given.next().unwrap_or(&form), lemma, kind, false);
        }
    }

    fn add(&mut self, word: &str, lemma: u16, form: VerbForm, plural: bool) {
        let Some(key) = key(word) else { return };
        if let Some(known) = self.entries.get_mut(&key) {
            known.classes |= self.classes;
            if known.form == VerbForm::None {
                known.form = form;
            }
            return;
        }
        let entry = LexiconEntry { lemma, form, classes: self.classes, plural };
        self.entries.insert(key, entry);
    }
}

/// The word with the ending of the plural, which is that of the third person.
fn with_s(base: &str) -> String {
    let sibilant = base.ends_with(['s', 'x', 'z']) || base.ends_with("ch") || base.ends_with("sh");
    if sibilant { format!("{base}es") } else { format!("{base}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_forms_of_a_verb_share_a_lemma() {
        let lemmas = ["say", "says", "said", "saying", "Said"].map(|word| entry(word).lemma);
        assert!(lemmas.iter().all(|lemma| *lemma == lemmas[0] && *lemma != 0), "{lemmas:?}");
        assert_eq!(entry("declared").form, VerbForm::Past);
        assert_eq!(entry("bridge"), LexiconEntry::default());
    }

    #[test]
    fn a_word_of_two_sections_has_both_classes() {
        let both = class::SAY | class::CUE_NOUN;
        assert_eq!(entry("claim").classes & both, both);
    }
}
