//! The tables of the languages: what each knows of a word form, of phrases
//! such as "according to" and of the cases of names.
//!
//! One file a language in `assets/speakers/languages/`, whose README says what
//! the sections mean; nothing here is of one language. A table is read when
//! the first article in its language is. The test of the tables, which whoever
//! extends one runs, makes the file long.

use std::sync::LazyLock;

use fnv::FnvHashMap;

use super::words::{WordPieces, is_apostrophe};
use crate::extract::given_names::{self, Gender};

/// What a word may be, one bit each.
pub(super) mod class {
    macro_rules! classes {
        ($($(#[$doc:meta])* $name:ident $section:literal $with:expr;)*) => {
            classes!(@bits 0; $($(#[$doc])* $name)*);
            /// The sections of words with what their words are.
            pub(crate) const SECTIONS: &[(&str, u32)] = &[$(($section, $name | $with)),*,
                ("determiner m", DETERMINER | MASCULINE), ("determiner f", DETERMINER | FEMININE),
                ("title m", TITLE | MASCULINE), ("title f", TITLE | FEMININE),
                ("role f", ROLE | FEMININE), ("given m", GIVEN | MASCULINE),
                ("given f", GIVEN | FEMININE)];
        };
        (@bits $n:expr; $(#[$doc:meta])* $name:ident $($rest:tt)*) => {
            $(#[$doc])* pub(crate) const $name: u32 = 1 << ($n);
            classes!(@bits $n + 1; $($rest)*);
        };
        (@bits $n:expr;) => {};
    }
    classes! {
        /// A finite verb that introduces words: "sagte".
        SAY "say" 0;
        /// A finite verb that quotes a fragment: "bezeichnete".
        CALL "call" 0;
        PARTICIPLE "participle" 0;
        AUXILIARY "auxiliary" 0;
        /// Stands for a verb right behind a quotation: "so Ober".
        TAG "tag" 0;
        /// Opens reported speech: "dass".
        THAT "that" 0;
        /// A verb of reported speech: "sei".
        SUBJUNCTIVE "subjunctive" 0;
        ROLE "role" 0;
        /// What describes a person who was named before: "чиновник".
        DESCRIBED "described" ROLE;
        TITLE "title" 0;
        PARTICLE "particle" 0;
        DETERMINER "determiner" 0;
        HE "he" 0;
        SHE "she" 0;
        /// A pronoun that names no single person.
        THEY "they" 0;
        PREPOSITION "preposition" 0;
        /// Links a noun to the noun that it belongs to: "maire de Melle".
        OF "of" 0;
        CONJUNCTION "conjunction" 0;
        /// No name holds it.
        FUNCTION "function" 0;
        /// May stand between a verb and its subject.
        ADVERB "adverb" 0;
        DAY "day" 0;
        ORGANISATION "organisation" 0;
        WORK "work" 0;
        ABBREVIATION "abbreviation" 0;
        COMMON "common" 0;
        /// A given name.
        GIVEN "given" 0;
        MASCULINE "masculine" 0;
        FEMININE "feminine" 0;
        /// Opens a phrase such as "according to".
        ACCORDING "according word" 0;
    }
    /// Words that no noun phrase begins or goes on with.
    pub(crate) const CLOSED: u32 =
        HE | SHE | THEY | PREPOSITION | CONJUNCTION | FUNCTION | ADVERB | DAY | THAT | AUXILIARY;
    /// Verbs of speech in any form.
    pub(crate) const VERB: u32 = SAY | CALL;
}

/// What sets a language apart, one bit each.
pub(super) mod habit {
    /// Nouns have a capital letter.
    pub(crate) const CAPITAL_NOUNS: u32 = 1;
    /// Small words lose their vowel: `l’eau`.
    pub(crate) const ELIDES: u32 = 2;
    /// A verb may stand without its subject: `añadió`.
    pub(crate) const DROPS_SUBJECT: u32 = 4;
    /// Names have cases.
    pub(crate) const DECLINES: u32 = 8;
    /// A speech tag may stand inside the marks: `« Non, dit-il. Jamais. »`
    pub(crate) const TAG_INSIDE: u32 = 16;

    pub(crate) const NAMES: [(&str, u32); 5] = [
        ("capital-nouns", CAPITAL_NOUNS),
        ("elides", ELIDES),
        ("drops-subject", DROPS_SUBJECT),
        ("declines", DECLINES),
        ("tag-inside-marks", TAG_INSIDE),
    ];
}

/// An ending of a declined name with the one of the nominative.
#[derive(Clone, Copy, Debug)]
pub(super) struct CaseEnding {
    pub declined: &'static str,
    pub nominative: &'static str,
    pub gender: Gender,
}

/// A phrase that names a source without a verb: "nach Angaben von".
#[derive(Debug)]
struct AccordingPhrase {
    words: Vec<String>,
    kind: AccordingKind,
}

/// Where the source of a phrase such as "according to" stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AccordingKind {
    /// Behind it: "nach Angaben von".
    Before,
    /// In front of it: "zufolge".
    After,
    /// Within it: "за його словами".
    He,
    She,
}

/// What is known of one language.
#[derive(Debug, Default)]
pub(in crate::extract) struct LanguageTable {
    words: FnvHashMap<String, u32>,
    endings: Vec<(&'static str, u32)>,
    according: Vec<AccordingPhrase>,
    pub(super) cases: Vec<CaseEnding>,
    verb_genders: Vec<(&'static str, Gender)>,
    /// Letters that tell it from its neighbours.
    letters: String,
    habits: u32,
}

/// The languages with a table, by their ISO 639-1 codes.
const FILES: [(&str, &str); 9] = [
    ("de", include_str!("../../../assets/speakers/languages/de.txt")),
    ("fr", include_str!("../../../assets/speakers/languages/fr.txt")),
    ("es", include_str!("../../../assets/speakers/languages/es.txt")),
    ("it", include_str!("../../../assets/speakers/languages/it.txt")),
    ("pt", include_str!("../../../assets/speakers/languages/pt.txt")),
    ("nl", include_str!("../../../assets/speakers/languages/nl.txt")),
    ("pl", include_str!("../../../assets/speakers/languages/pl.txt")),
    ("uk", include_str!("../../../assets/speakers/languages/uk.txt")),
    ("ru", include_str!("../../../assets/speakers/languages/ru.txt")),
];

static TABLES: [LazyLock<LanguageTable>; FILES.len()] = [
    LazyLock::new(|| LanguageTable::read(FILES[0].1)),
    LazyLock::new(|| LanguageTable::read(FILES[1].1)),
    LazyLock::new(|| LanguageTable::read(FILES[2].1)),
    LazyLock::new(|| LanguageTable::read(FILES[3].1)),
    LazyLock::new(|| LanguageTable::read(FILES[4].1)),
    LazyLock::new(|| LanguageTable::read(FILES[5].1)),
    LazyLock::new(|| LanguageTable::read(FILES[6].1)),
    LazyLock::new(|| LanguageTable::read(FILES[7].1)),
    LazyLock::new(|| LanguageTable::read(FILES[8].1)),
];

/// The table of a language by its code; what follows a hyphen is ignored.
pub(super) fn table(code: &str) -> Option<&'static LanguageTable> {
    let code = code.split(['-', '_']).next()?;
    let at = FILES.iter().position(|(known, _)| known.eq_ignore_ascii_case(code))?;
    TABLES.get(at).map(|table| &**table)
}

/// All tables.
pub(super) fn all() -> impl Iterator<Item = &'static LanguageTable> {
    TABLES.iter().map(|table| &**table)
}

/// The words of a line of the file, without its comment.
fn line_words(line: &'static str) -> impl Iterator<Item = &'static str> {
    line.split('#').next().unwrap_or("").split_whitespace()
}

impl LanguageTable {
    fn read(file: &'static str) -> LanguageTable {
        let mut table = LanguageTable::default();
        let mut phrases = Vec::new();
        let mut section = "";
        for line in file.lines().map(str::trim) {
            if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                section = name;
                continue;
            }
            match section {
                "according" => phrases.push((line, AccordingKind::Before)),
                "according after" => phrases.push((line, AccordingKind::After)),
                "according he" => phrases.push((line, AccordingKind::He)),
                "according she" => phrases.push((line, AccordingKind::She)),
                _ => table.line(section, line),
            }
        }
        for (line, kind) in phrases {
            table.phrase(line, kind);
        }
        table
    }

    fn line(&mut self, section: &str, line: &'static str) {
        match section {
            "habits" => self.habits |= line_words(line).map(habit_bit).sum::<u32>(),
            "case" => self.cases.extend(case_ending(line)),
            "letters" => self.letters.extend(line_words(line)),
            "gender" => self.verb_genders.extend(verb_gender(line)),
            "role endings" => self.endings(line, class::ROLE),
            "described endings" => self.endings(line, class::ROLE | class::DESCRIBED),
            "role endings f" => self.endings(line, class::ROLE | class::FEMININE),
            "organisation endings" => self.endings(line, class::ORGANISATION),
            _ => {
                let bits = class::SECTIONS.iter().find(|(name, _)| *name == section);
                for word in line_words(line) {
                    *self.words.entry(plain(word)).or_default() |= bits.map_or(0, |bits| bits.1);
                }
            }
        }
    }

    fn endings(&mut self, line: &'static str, bits: u32) {
        self.endings.extend(line_words(line).map(|ending| (ending, bits)));
    }

    fn phrase(&mut self, line: &'static str, kind: AccordingKind) {
        let line = line.split('#').next().unwrap_or("").trim();
        let pieces = WordPieces::new(line, self).map(|piece| line.get(piece.start..piece.end));
        let words: Vec<String> = pieces.flatten().map(plain).collect();
        let Some(first) = words.first() else { return };
        *self.words.entry(first.clone()).or_default() |= class::ACCORDING;
        self.according.push(AccordingPhrase { words, kind });
    }

    /// Whether a word is one of its commonest, or has a letter of its own.
    pub(super) fn is_common(&self, word: &str) -> bool {
        self.classes(word) & class::COMMON != 0
            || !word.is_ascii() && word.chars().any(|c| self.letters.contains(c))
    }

    pub(super) fn has(&self, habit: u32) -> bool {
        self.habits & habit != 0
    }

    /// What is known of a word, in any case.
    pub(super) fn classes(&self, word: &str) -> u32 {
        let small = !word.ends_with('.') && word.bytes().all(|byte| byte.is_ascii_lowercase());
        if small {
            return self.words.get(word).copied().unwrap_or(0);
        }
        let lower = plain(word);
        let classes = self.words.get(&lower).copied().unwrap_or(0);
        if classes != 0 || !word.contains(char::is_uppercase) {
            return classes;
        }
        // The longest ending: "ministerin" before "minister".
        let known = self.endings.iter().filter(|(ending, _)| lower.ends_with(ending));
        known.max_by_key(|(ending, _)| ending.len()).map_or(0, |(_, bits)| *bits)
    }

    /// How many words a phrase such as "according to" takes that opens `words`,
    /// and where its source stands.
    pub(super) fn according<'w>(
        &self,
        words: &(impl Iterator<Item = &'w str> + Clone),
    ) -> Option<(usize, AccordingKind)> {
        let fits = |phrase: &&AccordingPhrase| {
            let mut words = words.clone();
            phrase.words.iter().all(|wanted| {
                words.next().is_some_and(|word| plain(word) == *wanted || self.is_of(word, wanted))
            })
        };
        let longest = self.according.iter().filter(fits).max_by_key(|phrase| phrase.words.len())?;
        Some((longest.words.len(), longest.kind))
    }

    /// Whether a word is another form of one that links nouns: `a detta del`
    /// is `a detta di`.
    fn is_of(&self, word: &str, wanted: &str) -> bool {
        let of = |word: &str| self.classes(word) & class::OF != 0;
        wanted.starts_with('d') && word.starts_with('d') && of(wanted) && of(word)
    }

    /// The gender of the subject that the ending of a verb tells: "сказала".
    pub(super) fn verb_gender(&self, verb: &str) -> Option<Gender> {
        let ending = self.verb_genders.iter().filter(|(ending, _)| verb.ends_with(ending));
        ending.max_by_key(|(ending, _)| ending.len()).map(|(_, gender)| *gender)
    }

    /// The gender that the ending of a given name tells which no list knows.
    pub(super) fn gender_by_ending(&self, name: &str) -> Option<Gender> {
        let feminine = name.ends_with(['a', 'а', 'я']);
        if self.has(habit::DECLINES) {
            return Some(if feminine { Gender::Feminine } else { Gender::Masculine });
        }
        match (self.has(habit::DROPS_SUBJECT), feminine, name.ends_with('o')) {
            (true, true, _) => Some(Gender::Feminine),
            (true, _, true) => Some(Gender::Masculine),
            _ => None,
        }
    }

    /// The gender that a given name tells; of a compound one, its first part.
    pub(super) fn given_gender(&self, name: &str) -> Option<Gender> {
        let name = name.split('-').next().unwrap_or(name);
        let bits = self.words.get(&plain(name)).copied().unwrap_or(0);
        let own = if bits & class::GIVEN == 0 { None } else { gender_of(bits) };
        own.or_else(|| given_names::gender(name))
    }
}

/// The gender that the bits of a word tell, when they tell one.
pub(super) fn gender_of(classes: u32) -> Option<Gender> {
    match (classes & class::MASCULINE != 0, classes & class::FEMININE != 0) {
        (true, false) => Some(Gender::Masculine),
        (false, true) => Some(Gender::Feminine),
        _ => None,
    }
}

/// A word as the tables hold it: in small letters, with one apostrophe and
/// without the full stop of an abbreviation.
fn plain(word: &str) -> String {
    let word = word.strip_suffix('.').unwrap_or(word);
    if word.contains(is_apostrophe) {
        return word.to_lowercase().replace(is_apostrophe, "'");
    }
    word.to_lowercase()
}

fn habit_bit(name: &str) -> u32 {
    habit::NAMES.iter().find(|(known, _)| *known == name).map_or(0, |(_, bit)| *bit)
}

fn gender_letter(letter: &str) -> Option<Gender> {
    match letter {
        "m" => Some(Gender::Masculine),
        "f" => Some(Gender::Feminine),
        _ => None,
    }
}

/// `ого ий m`; a hyphen stands for no ending.
fn case_ending(line: &'static str) -> Option<CaseEnding> {
    let mut words = line_words(line);
    let (declined, nominative, gender) = (words.next()?, words.next()?, words.next()?);
    let nominative = if nominative == "-" { "" } else { nominative };
    Some(CaseEnding { declined, nominative, gender: gender_letter(gender)? })
}

fn verb_gender(line: &'static str) -> Option<(&'static str, Gender)> {
    let mut words = line_words(line);
    Some((words.next()?, gender_letter(words.next()?)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sections whose lines are no plain words.
    const OTHER_SECTIONS: [&str; 12] = [
        "according he",
        "according she",
        "described endings",
        "habits",
        "letters",
        "case",
        "gender",
        "role endings",
        "role endings f",
        "organisation endings",
        "according",
        "according after",
    ];

    /// Whoever extends a table learns here of a slip.
    #[test]
    fn every_table_is_written_as_the_readme_says() {
        for (code, file) in FILES {
            let mut section = String::new();
            for (number, line) in file.lines().enumerate() {
                let place = format!("{code}.txt, line {}: {line}", number + 1);
                let line = line.trim();
                if let Some(name) = line.strip_prefix('[') {
                    section = name.strip_suffix(']').expect(&place).to_owned();
                    let known = class::SECTIONS.iter().any(|(name, _)| *name == section);
                    assert!(known || OTHER_SECTIONS.contains(&section.as_str()), "{place}");
                    continue;
                }
                let words: Vec<&str> = line_words(line).collect();
                assert!(!section.is_empty() || words.is_empty(), "{place}");
                match section.as_str() {
                    "habits" => assert!(words.iter().all(|word| habit_bit(word) != 0), "{place}"),
                    "case" => assert!(words.is_empty() || case_ending(line).is_some(), "{place}"),
                    "gender" => assert!(words.is_empty() || verb_gender(line).is_some(), "{place}"),
                    name if name.starts_with("according") => {}
                    _ => assert!(
                        words.iter().all(|word| **word == word.to_lowercase()),
                        "in small letters: {place}"
                    ),
                }
            }
        }
    }

    #[test]
    fn every_table_says_what_no_language_lacks() {
        for (code, _) in FILES {
            let table = table(code).unwrap();
            for bit in [class::SAY, class::ROLE, class::HE, class::SHE, class::THAT, class::COMMON]
            {
                assert!(
                    table.words.values().filter(|bits| **bits & bit != 0).count() > 0,
                    "{code}"
                );
            }
            assert!(!table.according.is_empty(), "{code}");
        }
    }

    #[test]
    fn words_are_known_in_any_case_and_compounds_by_their_ending() {
        let german = table("de-AT").unwrap();
        assert_ne!(german.classes("Sagte") & class::SAY, 0);
        assert_ne!(german.classes("Verkehrsministerin") & class::FEMININE, 0);
        assert_eq!(german.classes("Brücke"), 0);
        let french = table("fr").unwrap();
        assert_ne!(french.classes("M.") & class::TITLE, 0);
        assert_eq!(
            french.according(&["D’", "après", "la"].into_iter()),
            Some((2, AccordingKind::Before))
        );
        assert!(table("sv").is_none());
    }
}
