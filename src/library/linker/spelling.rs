//! How alike two names are spelled, with the eyes of somebody who knows that
//! one alphabet is written in another in many ways: `Gorbachev`,
//! `Gorbatschow`.
//!
//! A weighted edit distance over sounds in place of letters. It tells one
//! person from two where general measures (Jaro-Winkler, Soundex) do not,
//! but for full names only: bare surnames such as `Scholz` and `Schulz` are
//! too near each other.

use super::fold::plain;
use crate::library::sure::sure;

/// At this measure two full names are taken for one.
pub(super) const SAME: f32 = 0.85;

/// What a replaced, added or missing sound costs; anything else costs 1.
const VOWEL_FOR_VOWEL: f32 = 0.3;
const SAME_CLASS: f32 = 0.35;
const LOST_H_OR_I: f32 = 0.3;
const LOST_VOWEL: f32 = 0.45;
/// `Putina` is not Putin: on top where one name has a feminine ending.
const FEMININE: f32 = 0.7;
/// In a short name one letter is much: `Bush`, `Bash`.
const SHORT: usize = 4;
const SHORT_FACTOR: f32 = 2.2;
const RATHER_SHORT: usize = 6;
const RATHER_SHORT_FACTOR: f32 = 1.3;
/// For names of which one has a word more.
const UNMATCHED_FACTOR: f32 = 0.5;

/// The longest word that is compared, in sounds; the rest is cut off.
const LONGEST: usize = 24;
/// The most words of a name that are compared.
const MOST_WORDS: usize = 8;

/// Articles in names that come and go: `al-Assad`, `Assad`.
const ARTICLES: &[&str] = &["al", "el", "the"];

/// Small words of names with their usual spelling.
const PARTICLES: &[(&str, &str)] = &[("ben", "bin"), ("ibn", "bin")];

/// Spellings of sounds, the longer first; small letters without accents. What
/// is not listed sounds as it is written.
const SOUNDS: &[(&str, &str)] = &[
    ("schtsch", "Q"),
    ("chtch", "Q"),
    ("shch", "Q"),
    ("tsch", "C"),
    ("dsch", "J"),
    ("sch", "S"),
    ("tch", "C"),
    ("dzh", "J"),
    ("sh", "S"),
    ("ch", "C"),
    ("cz", "C"),
    ("zh", "J"),
    ("dj", "J"),
    ("kh", "X"),
    ("gh", "g"),
    ("dh", "d"),
    ("th", "t"),
    ("ph", "f"),
    ("ck", "k"),
    ("ts", "T"),
    ("tz", "T"),
    ("ou", "u"),
    ("oo", "u"),
    ("ee", "i"),
    ("q", "k"),
    ("w", "v"),
    ("x", "ks"),
    ("y", "i"),
];

/// Sounds that are written for one another.
const CLASSES: &[&[u8]] =
    &[b"kgXhc", b"XhkC", b"szT", b"zsSJ", b"SCJQc", b"Jjg", b"ji", b"bp", b"fv", b"dt"];

/// How alike two names are, from 0 to 1: that of their least like words. At
/// 0.85 full names are nearly always of one person.
#[must_use]
pub fn similarity(one: &str, other: &str) -> f32 {
    Sounds(&sounds_of(one)).similarity(Sounds(&sounds_of(other)))
}

/// Stands between the words of a name in sounds; no byte of any text.
const BETWEEN: u8 = 0xff;

/// A name as it sounds, for [`Sounds`]. At most [`MOST_WORDS`] times
/// [`LONGEST`] bytes and a few.
pub(super) fn sounds_of(name: &str) -> Vec<u8> {
    let words = name.split_whitespace().map(plain).map(|word| sounds(without_article(&word)));
    let words = words.filter(|word| !word.is_empty()).take(MOST_WORDS);
    words.collect::<Vec<_>>().join(&BETWEEN)
}

/// A name as it sounds, word by word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sounds<'a>(pub(super) &'a [u8]);

impl<'a> Sounds<'a> {
    /// Its last word, for a person the surname.
    pub(super) fn surname(self) -> &'a [u8] {
        // A name of articles and marks alone has no sound.
        self.words().next_back().unwrap_or(&[])
    }

    pub(super) fn words(self) -> impl DoubleEndedIterator<Item = &'a [u8]> {
        self.0.split(|sound| *sound == BETWEEN).filter(|word| !word.is_empty())
    }

    /// 1 unless both are full names with given names of a man and a woman.
    fn given_name_factor(self, other: Sounds<'_>) -> f32 {
        let given = |sounds: Sounds<'a>| sounds.words().next().filter(|_| sounds.is_full());
        let other = other.words().next().filter(|_| other.is_full());
        match given(self).zip(other) {
            Some((one, other)) if other_gender(one, other) => UNMATCHED_FACTOR,
            _ => 1.0,
        }
    }

    fn is_full(self) -> bool {
        self.0.contains(&BETWEEN)
    }

    pub(super) fn similarity(self, other: Sounds<'_>) -> f32 {
        let pairs = self.words().zip(other.words());
        let words = pairs.map(|(one, other)| word_similarity(one, other));
        let given = self.given_name_factor(other);
        let least = words.reduce(f32::min).map(|least| least * given);
        let factor =
            if self.words().count() == other.words().count() { 1.0 } else { UNMATCHED_FACTOR };
        factor * least.unwrap_or(0.0)
    }
}

/// Whether two given names are of a man and a woman: `Mario`, `Maria`.
fn other_gender(one: &[u8], other: &[u8]) -> bool {
    matches!((one.last(), other.last()), (Some(b'o'), Some(b'a')) | (Some(b'a'), Some(b'o')))
}

fn without_article(word: &str) -> String {
    let word = match word.split_once('-') {
        Some((article, rest)) if ARTICLES.contains(&article) => rest,
        _ if ARTICLES.contains(&word) => "",
        _ => word,
    };
    let spelled = PARTICLES.iter().find(|(other, _)| *other == word);
    spelled.map_or(word, |(_, usual)| usual).replace('-', "")
}

/// The sounds of a word in plain letters.
fn sounds(word: String) -> Vec<u8> {
    let word = without_french_ending(word);
    let mut sounds = Vec::with_capacity(word.len());
    let mut rest = word.as_str();
    while let Some(first) = rest.chars().next() {
        if sounds.len() >= LONGEST {
            break;
        }
        let spelled = SOUNDS.iter().find(|(letters, _)| rest.starts_with(letters));
        let (length, sound) = spelled.map_or((first.len_utf8(), None), |(l, s)| (l.len(), Some(s)));
        let (here, behind) = rest.split_at(length);
        // Letters of other scripts count byte by byte.
        for byte in sound.map_or(here, |sound| sound).bytes() {
            if sounds.last() != Some(&byte) {
                sounds.push(byte);
            }
        }
        rest = behind;
    }
    sounds
}

/// `Poutine` sounds like `Poutin`.
fn without_french_ending(mut word: String) -> String {
    if word.len() > 5 && word.ends_with("ine") {
        word.pop();
    }
    word
}

/// How alike two words are, in sounds.
pub(super) fn word_similarity(one: &[u8], other: &[u8]) -> f32 {
    if one == other {
        return 1.0;
    }
    let length = mean(one.len(), other.len());
    let factor = match one.len().min(other.len()) {
        shorter if shorter <= SHORT => SHORT_FACTOR,
        shorter if shorter <= RATHER_SHORT => RATHER_SHORT_FACTOR,
        _ => 1.0,
    };
    let cost = distance(one, other) + if feminine(one, other) { FEMININE } else { 0.0 };
    (1.0 - factor * cost / length).max(0.0)
}

#[expect(clippy::cast_precision_loss, reason = "lengths of words are small numbers")]
fn mean(one: usize, other: usize) -> f32 {
    ((one + other) as f32 / 2.0).max(1.0)
}

/// Whether one has a feminine ending beside the other.
fn feminine(one: &[u8], other: &[u8]) -> bool {
    let pair = |woman: Option<&u8>, man: Option<&u8>| {
        woman == Some(&b'a') && man.is_some_and(|man| !b"aeouh".contains(man))
    };
    pair(one.last(), other.last()) || pair(other.last(), one.last())
}

/// The least cost of turning one word into the other, row by row.
fn distance(one: &[u8], other: &[u8]) -> f32 {
    let mut row: Vec<f32> = Vec::with_capacity(other.len() + 1);
    row.push(0.0);
    for &sound in other {
        row.push(sure(row.last().copied()) + lost(sound));
    }
    for &sound in one {
        let mut diagonal = sure(row.first().copied());
        let mut left = diagonal + lost(sound);
        let mut next = Vec::with_capacity(row.len());
        next.push(left);
        for (&above, &beside) in row.iter().skip(1).zip(other) {
            let replaced = diagonal + replaced(sound, beside);
            left = replaced.min(above + lost(sound)).min(left + lost(beside));
            next.push(left);
            diagonal = above;
        }
        row = next;
    }
    sure(row.last().copied())
}

fn lost(sound: u8) -> f32 {
    match sound {
        b'h' | b'i' | b'j' => LOST_H_OR_I,
        b'a' | b'e' | b'o' | b'u' => LOST_VOWEL,
        _ => 1.0,
    }
}

fn replaced(one: u8, other: u8) -> f32 {
    let together = |class: &&[u8]| class.contains(&one) && class.contains(&other);
    if one == other {
        0.0
    } else if is_vowel(one) && is_vowel(other) {
        VOWEL_FOR_VOWEL
    } else if CLASSES.iter().any(together) {
        SAME_CLASS
    } else {
        1.0
    }
}

pub(super) fn is_vowel(sound: u8) -> bool {
    b"aeiou".contains(&sound)
}
