//! What is known of a single word for comparing it: its letters folded, its
//! stem, its weight.

use super::super::lexicon::{self, class};
use super::forms;
use super::number::{Numeral, Sum};
use crate::folding;

/// Weight of a word that says much.
const CONTENT: f32 = 1.0;
/// Weight of one of up to three letters.
const SHORT: f32 = 0.7;
/// Weight of "the", "of", "is".
const FUNCTION: f32 = 0.2;
/// Weight of those that turn the sense: "not", "must".
const TURNING: f32 = 0.5;

/// A word as it is compared.
#[derive(Clone, Debug)]
pub(in super::super) struct Lemma {
    /// Small letters without accents, apostrophes straight.
    pub folded: String,
    /// What all its forms share.
    pub stem: String,
    /// How much the word tells, from 0 to 1.
    pub weight: f32,
    pub numeral: Option<Numeral>,
    /// Which letters occur, to tell at once that two words are no typing
    /// error of each other.
    pub letters: u32,
}

impl Lemma {
    /// Of a word, or of the words of one number.
    pub(in super::super) fn of(word: &str) -> Lemma {
        let folded = fold(word);
        let number = Sum::of(&folded);
        let stem = match number {
            Some(number) => number.stem(),
            None => forms::stem(spelled_out(&folded).unwrap_or(&folded)),
        };
        let numeral = Numeral::of(&folded);
        let counts = number.is_some() && folded != "one";
        let weight = if counts { CONTENT } else { weight(&folded, &stem) };
        let letters = folded.bytes().fold(0, |set, byte| set | 1 << (byte & 31));
        Lemma { folded, stem, weight, numeral, letters }
    }

    /// Whether it says little by itself, and is never taken for another
    /// word's typing error.
    pub(in super::super) fn is_function(&self) -> bool {
        self.weight < SHORT
    }
}

/// The word that a contracted piece or a sign stands for.
fn spelled_out(folded: &str) -> Option<&'static str> {
    Some(match folded {
        "n't" => "not",
        "'re" | "'s" | "'m" => "be",
        "'ll" => "will",
        "'ve" => "have",
        "'d" => "would",
        "%" => "percent",
        "$" => "dollar",
        "€" => "euro",
        "£" => "pound",
        "&" => "and",
        _ => return None,
    })
}

fn weight(folded: &str, stem: &str) -> f32 {
    let classes = lexicon::entry(folded).classes | lexicon::entry(stem).classes;
    if is_turning(folded) || classes & (class::NEGATION | class::MODAL) != 0 {
        TURNING
    } else if classes & (class::FUNCTION | class::PRONOUN) != 0 || folded.starts_with('\'') {
        FUNCTION
    } else if folded.chars().nth(3).is_none() {
        SHORT
    } else {
        CONTENT
    }
}

fn is_turning(folded: &str) -> bool {
    matches!(
        folded,
        "n't" | "no" | "nor" | "without" | "none" | "nothing" | "nobody" | "unless" | "one"
    )
}

/// The letters of a word, and without the full stops of an abbreviation
/// (`U.S.`). Unlike [`folding::word`] it keeps what tells words apart here:
/// the apostrophe of `'ll`, the sign `%`, the comma of `300,000`.
fn fold(word: &str) -> String {
    let letters = folding::letters(word);
    if letters.starts_with(|c: char| c.is_ascii_digit()) || !letters.contains('.') {
        return letters.into_owned();
    }
    letters.replace('.', "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_and_apostrophes_make_no_difference() {
        for pair in ["Café cafe", "O’Neill o'neill", "U.S. US", "Łódź lodz", "STRASSE Straße"]
        {
            let (one, other) = pair.split_once(' ').unwrap();
            assert_eq!(fold(one), fold(other));
        }
    }

    #[test]
    fn small_words_weigh_little_and_turning_ones_more() {
        let weight = |word| Lemma::of(word).weight;
        assert!(weight("the") < weight("must") && weight("must") < weight("bridge"));
        assert!((weight("n’t") - weight("never")).abs() < f32::EPSILON);
        assert!((weight("two") - weight("harbour")).abs() < f32::EPSILON);
    }
}
