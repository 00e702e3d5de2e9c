//! What differs between two aligned passages, and whether it may turn the
//! sense: a number, a negation, a modal verb, a name; a tense; or nothing but
//! typography.
//!
//! Reads an [`Alignment`] word by word against lists of words of the language
//! (`lists`); it understands no sentence. Two passages of which nothing is
//! told are the same to the last mark, white space aside.

mod lists;
mod marks;

use std::ops::Range;

use self::lists::Lists;
use super::align::lemma::Lemma;
use super::align::{Alignment, Fate, Op, forms};
use crate::sure;

/// What kind of difference, the gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// "not", "never", "without" on one side only, or elsewhere.
    Negation,
    /// Another number; "two" and "2" are one.
    Number,
    /// "will" for "may".
    Modal,
    /// Another name.
    Name,
    /// Another word, one too many or one missing.
    Word,
    /// The same word at another place.
    Order,
    /// The same verb in another tense, or with another auxiliary.
    Tense,
    /// The same word in another form: a plural, a derived word.
    Form,
    /// The same word spelled otherwise: a letter, an accent, a capital, a
    /// contraction, a number in digits.
    Spelling,
    /// Marks, dashes, spaces, the first letter, the end punctuation.
    Typography,
}

/// A difference, with its place on both sides: in bytes, empty where the
/// other side has something and this one nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub kind: Kind,
    pub pattern: Range<usize>,
    pub text: Range<usize>,
}

impl Kind {
    /// What differs, as it is told: "number", "modal verb".
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Kind::Negation => "negation",
            Kind::Number => "number",
            Kind::Modal => "modal verb",
            Kind::Name => "name",
            Kind::Word => "word",
            Kind::Order => "order",
            Kind::Tense => "tense",
            Kind::Form => "form",
            Kind::Spelling => "spelling",
            Kind::Typography => "typography",
        }
    }

    /// Whether it may turn the sense of a sentence.
    #[must_use]
    pub fn turns_sense(self) -> bool {
        self <= Kind::Name
    }
}

/// The differences of two passages in the order of the alignment of
/// `pattern` with `text`; `language` in ISO 639-1, English when unknown.
#[must_use]
pub fn differences(
    pattern: &str,
    text: &str,
    alignment: &Alignment,
    language: Option<&str>,
) -> Vec<Difference> {
    let sides = Sides { pattern, text, lists: Lists::of(language) };
    let mut told = Vec::new();
    let mut before = (0, alignment.span.start);
    for op in &alignment.ops {
        let (one, other) = (op.pattern.clone(), op.text.clone());
        let place = |at: Option<Range<usize>>, before: usize| at.unwrap_or(before..before);
        let difference = |kind| Difference {
            kind,
            pattern: place(op.pattern.clone(), before.0),
            text: place(op.text.clone(), before.1),
        };
        told.extend(sides.kind(op).map(difference));
        before.0 = one.map_or(before.0, |at| at.end);
        if op.fate != Fate::Moved {
            before.1 = other.map_or(before.1, |at| at.end);
        }
    }
    marks::differences(pattern, text, &alignment.ops, &mut told);
    told.sort_by_key(|difference| (difference.pattern.start, difference.text.start));
    told
}

/// The gravest kind of some differences.
#[must_use]
pub fn gravest(differences: &[Difference]) -> Option<Kind> {
    differences.iter().map(|difference| difference.kind).min()
}

struct Sides<'a> {
    pattern: &'a str,
    text: &'a str,
    lists: &'static Lists,
}

/// A word in its text.
struct Word<'a> {
    raw: &'a str,
    lemma: Lemma,
    /// A number, of several words perhaps: "three hundred".
    is_number: bool,
    /// Begins with a capital that no beginning of a sentence explains.
    is_name: bool,
}

impl<'a> Sides<'a> {
    fn kind(&self, op: &Op) -> Option<Kind> {
        let one = op.pattern.as_ref().map(|at| word(self.pattern, at));
        let other = op.text.as_ref().map(|at| word(self.text, at));
        let (Some(one), Some(other)) = (&one, &other) else {
            return one.or(other).map(|word| self.alone(&word));
        };
        match op.fate {
            Fate::Same => spelling(one, other, at_beginning(self.pattern, op.pattern.as_ref()?)),
            Fate::Form => Some(form(one, other)),
            Fate::Typo => Some(typo(one, other)),
            Fate::Moved => Some(self.moved(one)),
            Fate::Replaced | Fate::Missing | Fate::Extra => Some(self.replaced(one, other)),
        }
    }

    /// A word that only one side has.
    fn alone(&self, word: &Word<'a>) -> Kind {
        let folded = word.lemma.folded.as_str();
        if self.lists.negates(folded) {
            Kind::Negation
        } else if self.lists.is_modal(folded) {
            Kind::Modal
        } else if word.is_number && folded != "one" {
            Kind::Number
        } else if self.lists.is_auxiliary(folded) {
            Kind::Tense
        } else {
            Kind::Word
        }
    }

    fn moved(&self, word: &Word<'a>) -> Kind {
        match self.alone(word) {
            kind @ (Kind::Negation | Kind::Number) => kind,
            _ => Kind::Order,
        }
    }

    fn replaced(&self, one: &Word<'a>, other: &Word<'a>) -> Kind {
        let (first, second) = (one.lemma.folded.as_str(), other.lemma.folded.as_str());
        let either = |is: &dyn Fn(&str) -> bool| is(first) != is(second);
        let numbers = (one.is_number, other.is_number);
        if either(&|word| self.lists.negates(word)) {
            Kind::Negation
        } else if numbers == (true, true)
            || (numbers.0 && first != "one")
            || (numbers.1 && second != "one")
        {
            Kind::Number
        } else if matches!((first, second), ("'d", "had") | ("had", "'d")) {
            Kind::Spelling
        } else if self.lists.is_modal(first) || self.lists.is_modal(second) {
            Kind::Modal
        } else if one.is_name || other.is_name {
            Kind::Name
        } else if self.lists.is_auxiliary(first) && self.lists.is_auxiliary(second) {
            Kind::Tense
        } else {
            Kind::Word
        }
    }
}

/// Two forms of one word.
fn form(one: &Word<'_>, other: &Word<'_>) -> Kind {
    let (first, second) = (one.lemma.folded.as_str(), other.lemma.folded.as_str());
    let contracted = |word: &str| word.contains('\'') || matches!(word, "ca" | "wo");
    if one.is_number || contracted(first) || contracted(second) {
        return Kind::Spelling;
    }
    if one.is_name && other.is_name && !is_derived(first, second) {
        return Kind::Name;
    }
    let tensed = forms::is_tensed(first) || forms::is_tensed(second);
    let same_verb = one.lemma.stem == other.lemma.stem;
    let plural = ["s", "es"].iter().any(|end| {
        first.strip_suffix(end) == Some(second) || second.strip_suffix(end) == Some(first)
    });
    if same_verb && tensed && !plural { Kind::Tense } else { Kind::Form }
}

/// Whether one name is a form of the other: `Russia`, `Russians`.
fn is_derived(one: &str, other: &str) -> bool {
    const ENDINGS: [&str; 10] = ["s", "es", "n", "ns", "an", "ans", "ian", "ians", "ish", "ese"];
    let (long, short) = if one.len() > other.len() { (one, other) } else { (other, one) };
    long.strip_prefix(short).is_some_and(|ending| ending.is_empty() || ENDINGS.contains(&ending))
}

/// The shortest name of which one letter may be another, in characters:
/// `Kuleba`, `Koleba`; but `Iran`, `Iraq`.
const SHORTEST_MISSPELT: usize = 5;

fn typo(one: &Word<'_>, other: &Word<'_>) -> Kind {
    // One digit off is another number: `23 million` for `20 million`.
    if one.is_number && other.is_number {
        return Kind::Number;
    }
    let (first, second) = (&one.lemma.folded, &other.lemma.folded);
    let slight = first.chars().count().min(second.chars().count()) >= SHORTEST_MISSPELT
        && super::align::errors(first, second) <= 1;
    if (one.is_name || other.is_name) && !slight { Kind::Name } else { Kind::Spelling }
}

/// The same word: as it is printed.
fn spelling(one: &Word<'_>, other: &Word<'_>, begins: bool) -> Option<Kind> {
    if one.raw == other.raw {
        return None;
    }
    let straight =
        |word: &str| word.replace(super::tokens::is_apostrophe, "'").replace('\u{ad}', "");
    let (first, second) = (straight(one.raw), straight(other.raw));
    if first == second || (begins && after_first(&first) == after_first(&second)) {
        return Some(Kind::Typography);
    }
    Some(Kind::Spelling)
}

fn after_first(word: &str) -> &str {
    let mut letters = word.chars();
    letters.next();
    letters.as_str()
}

fn word<'a>(text: &'a str, at: &Range<usize>) -> Word<'a> {
    let raw = sure::part(text, at.clone());
    let lemma = Lemma::of(raw);
    let acronym = raw.chars().take(2).filter(|c| c.is_uppercase()).count() == 2;
    let capital = raw.starts_with(char::is_uppercase) && !lemma.is_function();
    let is_name = acronym || (capital && !at_beginning(text, at));
    let mut words = raw.split(|c: char| c.is_whitespace() || c == '-');
    let is_number = words.any(|word| Lemma::of(word).numeral.is_some());
    Word { raw, lemma, is_number, is_name }
}

/// Whether a word opens a sentence or the passage.
fn at_beginning(text: &str, at: &Range<usize>) -> bool {
    let before = sure::part(text, ..at.start);
    let marks = before.trim_end_matches(|c: char| {
        c.is_whitespace()
            || matches!(c, '"' | '\'' | '(' | '[' | '•' | '-')
            || "“”„«»‘’‹›".contains(c)
    });
    marks.is_empty() || marks.ends_with(['.', '?', '!', ':', '…', ';', ']', ')'])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::extract::align::{pair, place};

    fn told(pattern: &str, text: &str) -> Vec<String> {
        let all = differences(pattern, text, &place(pattern, text).unwrap(), None);
        let word = |difference: &Difference| {
            let (one, other) =
                (&pattern[difference.pattern.clone()], &text[difference.text.clone()]);
            format!("{:?}:{one}>{other}", difference.kind)
        };
        all.iter().map(word).collect()
    }

    const SAID: &str = "Ober said: “We will never close the two old bridges before Tuesday – that \
        is Harbourtown’s promise to 20,000 voters, and I keep it.” He left.";

    #[test]
    fn each_kind_of_difference_is_told_with_both_places() {
        for (passage, expected) in [
            ("We will never close the two old bridges", &[][..]),
            ("We will never close the 2 old bridges", &["Spelling:2>two"]),
            ("We will close the two old bridges", &["Negation:>never"]),
            ("We will not close the two old bridges", &["Word:not>never"]),
            ("We may never close the two old bridges", &["Modal:may>will"]),
            ("We’ll never close the two old bridges", &["Spelling:’ll>will"]),
            ("We will never close the three old bridges", &["Number:three>two"]),
            ("We will never close the two bridges", &["Word:>old"]),
            ("We will never close the two new bridges", &["Word:new>old"]),
            ("We will never close the two old bridge", &["Form:bridge>bridges"]),
            ("that was Harbourtown’s promise", &["Tense:was>is"]),
            ("that is Ferryville’s promise", &["Name:Ferryville>Harbourtown"]),
            ("that is Harbortown’s promise", &["Spelling:Harbortown>Harbourtown"]),
            ("promise to 20.000 voters", &["Spelling:20.000>20,000"]),
            ("promise to 30,000 voters", &["Number:30,000>20,000"]),
            ("promise to 20,001 voters", &["Number:20,001>20,000"]),
            ("promise to voters", &["Number:>20,000"]),
            ("promise to two hundred voters", &["Number:two hundred>20,000"]),
            ("Promise to 20,000 voters", &["Typography:Promise>promise"]),
            ("promise to 20,000 Voters", &["Spelling:Voters>voters"]),
            ("that is Harbourtown's promise", &["Typography:'s>’s"]),
            ("before Tuesday - that is", &["Typography: - > – "]),
            ("voters, and I keep it!", &["Typography:!>"]),
            ("voters,\n  and I keep it.", &[]),
            ("voters, and I kept it", &["Tense:kept>keep"]),
            ("voters, and I have kept it", &["Tense:have>", "Tense:kept>keep"]),
        ] {
            assert_eq!(told(passage, SAID), expected, "{passage}");
        }
    }

    #[test]
    fn similar_names_of_other_places_are_other_names() {
        assert_eq!(told("we help Iraq now", "today we help Iran now"), ["Name:Iraq>Iran"]);
        assert_eq!(told("we help Nigeria now", "today we help Niger now"), ["Name:Nigeria>Niger"]);
        assert_eq!(
            told("tell the Russians now", "tell the Russian now"),
            ["Form:Russians>Russian"]
        );
        assert_eq!(told("ask Koleba now", "ask Kuleba now"), ["Spelling:Koleba>Kuleba"]);
    }

    #[test]
    fn a_word_elsewhere_is_told_by_what_it_is() {
        let moved = told("not all bridges are safe today", "all bridges are not safe today");
        assert_eq!(moved, ["Negation:not>not"]);
    }

    #[test]
    fn other_languages_have_lists_of_their_own() {
        let (one, other) = ("Wir schließen die Brücke", "Wir schließen die Brücke nicht");
        let all = differences(one, other, &pair(one, other), Some("de"));
        assert_eq!(gravest(&all), Some(Kind::Negation));
        assert!(Kind::Negation.turns_sense() && !Kind::Word.turns_sense());
    }

    proptest! {
        #[test]
        fn any_two_strings_differ_within_their_bounds(
            one in "(the |not |two |Bridge |can't |’ll |, |…|é|\\PC|\n){0,30}",
            other in "(the |not |2 |Bridge |can't |’ll |, |…|é|\\PC|\n){0,30}",
        ) {
            for alignment in [Some(pair(&one, &other)), place(&one, &other)].into_iter().flatten() {
                for difference in differences(&one, &other, &alignment, None) {
                    prop_assert!(one.get(difference.pattern).is_some());
                    prop_assert!(other.get(difference.text).is_some());
                }
            }
            prop_assert_eq!(differences(&one, &one, &pair(&one, &one), None), vec![]);
        }
    }
}
