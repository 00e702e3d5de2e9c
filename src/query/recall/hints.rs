//! Words that name who spoke, or when: they count as found although they do
//! not stand in the quotation.

use std::ops::Range;

use newsquotes::extract::align::{Alignment, Fate, Pattern};
use newsquotes::model::Date;

/// Words that tell less name nobody: "the", "of".
const NAMING: f32 = 0.3;
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const MONTH_NAMES: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// A time that a word names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Time {
    Year(i16),
    /// 1 to 12.
    Month(u8),
}

/// What the words that name speaker and time are worth.
#[derive(Debug, Default)]
pub(super) struct Credit {
    /// As a part of the weight of all words.
    pub(super) part: f32,
    /// These words, in bytes of what was typed.
    pub(super) words: Vec<Range<usize>>,
}

impl Time {
    /// For each word typed the time that it names.
    pub(super) fn of(typed: &str, pattern: &Pattern) -> Vec<Option<Time>> {
        let word = |index| pattern.word(index).and_then(|at| typed.get(at));
        (0..pattern.len()).map(|index| Time::named(word(index)?)).collect()
    }

    fn named(word: &str) -> Option<Time> {
        if word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit()) {
            return word.parse().ok().filter(|year| (1400..2200).contains(year)).map(Time::Year);
        }
        let word = word.trim_end_matches('.').to_ascii_lowercase();
        let mut months = (1..).zip(MONTHS.iter().zip(MONTH_NAMES));
        let named = months.find(|(_, (short, long))| word == **short || word == *long);
        named.map(|(month, _)| Time::Month(month))
    }

    fn fits(self, date: Date) -> bool {
        match self {
            Time::Year(year) => date.year == Some(year),
            Time::Month(month) => date.month == Some(month),
        }
    }
}

/// The words not found that name the speaker (`named`, for each word) or the
/// date of a candidate.
pub(super) fn credit(
    pattern: &Pattern,
    found: &Alignment,
    named: &[bool],
    times: &[Option<Time>],
    date: Option<Date>,
) -> Credit {
    let mut credit = Credit::default();
    let words = found.ops.iter().filter(|op| op.fate != Fate::Extra);
    for (index, op) in words.enumerate() {
        let weight = pattern.weight_of(index);
        let speaker = named.get(index).copied().unwrap_or(false) && weight >= NAMING;
        let time = times.get(index).copied().flatten();
        let fits = speaker || time.zip(date).is_some_and(|(time, date)| time.fits(date));
        if let (true, Fate::Missing | Fate::Replaced, Some(at)) = (fits, op.fate, &op.pattern) {
            credit.part += weight / pattern.weight().max(f32::MIN_POSITIVE);
            credit.words.push(at.clone());
        }
    }
    credit
}
