//! The value of numbers, in digits and in words: `300,000`, `three hundred
//! thousand`, `75th`, `1.5 million`.
//!
//! English number words only.

/// A word of a number, before its neighbours are known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in super::super) enum Numeral {
    /// Digits, or a word below a hundred; whether it counts an order (`third`).
    Value { value: f64, ordinal: bool, digits: bool },
    /// `hundred`, `thousand`, `million`.
    Scale { value: f64, ordinal: bool },
}

const UNITS: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [(&str, f64); 8] = [
    ("twenty", 20.0),
    ("thirty", 30.0),
    ("forty", 40.0),
    ("fifty", 50.0),
    ("sixty", 60.0),
    ("seventy", 70.0),
    ("eighty", 80.0),
    ("ninety", 90.0),
];
const SCALES: [(&str, f64); 7] = [
    ("hundred", 1e2),
    ("thousand", 1e3),
    ("million", 1e6),
    ("billion", 1e9),
    ("trillion", 1e12),
    ("dozen", 12.0),
    ("mn", 1e6),
];
const ORDINALS: [(&str, f64); 11] = [
    ("first", 1.0),
    ("second", 2.0),
    ("third", 3.0),
    ("fifth", 5.0),
    ("eighth", 8.0),
    ("ninth", 9.0),
    ("twelfth", 12.0),
    ("twentieth", 20.0),
    ("thirtieth", 30.0),
    ("fortieth", 40.0),
    ("fiftieth", 50.0),
];

impl Numeral {
    /// What a folded word counts; `None` for a word that is no number.
    pub(super) fn of(word: &str) -> Option<Numeral> {
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            return digits(word);
        }
        let value = |value: f64, ordinal| Numeral::Value { value, ordinal, digits: false };
        if let Some((_, order)) = ORDINALS.iter().find(|(name, _)| *name == word) {
            return Some(value(*order, true));
        }
        let cardinal = word.strip_suffix("th");
        let (name, ordinal) = (cardinal.unwrap_or(word), cardinal.is_some());
        if let Some(unit) = (0_u8..).zip(UNITS).find(|(_, unit)| *unit == name) {
            return Some(value(f64::from(unit.0), ordinal));
        }
        if let Some((_, tens)) = TENS.iter().find(|(tens, _)| *tens == name) {
            return Some(value(*tens, ordinal));
        }
        let scale = SCALES.iter().find(|(scale, _)| *scale == name)?;
        Some(Numeral::Scale { value: scale.1, ordinal })
    }
}

/// `1.16`, `300,000`, `20.000`, `75th`.
fn digits(word: &str) -> Option<Numeral> {
    let end = word.find(|c: char| !c.is_ascii_digit() && c != ',' && c != '.');
    let (figure, ending) = word.split_at(end.unwrap_or(word.len()));
    let ordinal = matches!(ending, "st" | "nd" | "rd" | "th");
    if !ordinal && !ending.is_empty() {
        return None;
    }
    let value = plain_figure(figure).parse().ok()?;
    Some(Numeral::Value { value, ordinal, digits: true })
}

/// Without the marks between thousands: a mark before three digits in each
/// group, unless it is one full stop behind a zero (`0.125`).
fn plain_figure(figure: &str) -> String {
    let mut groups = figure.split([',', '.']);
    let first = groups.next().unwrap_or_default();
    let thousands = groups.clone().next().is_some()
        && groups.all(|group| group.len() == 3)
        && first.len() <= 3
        && first != "0";
    if thousands { figure.replace([',', '.'], "") } else { figure.replace(',', ".") }
}

/// Sums up the words of one number.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sum {
    whole: f64,
    /// Since the last of thousand, million, ...
    part: f64,
    last: Option<Numeral>,
}

impl Sum {
    /// The number with one more word, if that still is one number.
    pub(super) fn with(mut self, numeral: Numeral) -> Option<Sum> {
        match (numeral, self.last) {
            (Numeral::Value { value, .. }, None) => self.part = value,
            (
                Numeral::Value { value, digits: false, .. },
                Some(Numeral::Value { value: tens, digits: false, ordinal: false }),
            ) if tens >= 20.0 && (1.0..10.0).contains(&value) => self.part += value,
            (
                Numeral::Value { value, digits: false, .. },
                Some(Numeral::Scale { value: scale, ordinal: false }),
            ) if value < scale && scale >= 100.0 => self.part += value,
            (Numeral::Scale { value, .. }, last) if !is_ordinal(last) => self.scale(value),
            _ => return None,
        }
        self.last = Some(numeral);
        Some(self)
    }

    fn scale(&mut self, value: f64) {
        let part = if self.part == 0.0 { 1.0 } else { self.part };
        if value > 100.0 {
            self.whole += part * value;
            self.part = 0.0;
        } else {
            self.part = part * value;
        }
    }

    /// A number of one or several folded words, with blanks or hyphens
    /// between.
    pub(super) fn of(words: &str) -> Option<Sum> {
        let mut all =
            words.split(|c: char| c.is_whitespace() || c == '-').filter(|w| !w.is_empty());
        let sum = all.try_fold(Sum::default(), |sum, word| sum.with(Numeral::of(word)?))?;
        sum.last.map(|_| sum)
    }

    /// Whether it has no word yet.
    pub(super) fn is_empty(self) -> bool {
        self.last.is_none()
    }

    /// What all spellings of the number share: its digits, an ordinal with a
    /// mark behind them.
    pub(super) fn stem(self) -> String {
        let order = if is_ordinal(self.last) { "." } else { "" };
        format!("{}{order}", self.whole + self.part)
    }
}

fn is_ordinal(numeral: Option<Numeral>) -> bool {
    matches!(
        numeral,
        Some(Numeral::Value { ordinal: true, .. } | Numeral::Scale { ordinal: true, .. })
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(words: &str) -> Option<String> {
        Sum::of(words).map(Sum::stem)
    }

    #[test]
    fn digits_and_words_have_one_value() {
        for (words, value) in [
            ("two", "2"),
            ("twenty five", "25"),
            ("300,000", "300000"),
            ("20.000", "20000"),
            ("three hundred thousand", "300000"),
            ("two million three hundred", "2000300"),
            ("1.5 million", "1500000"),
            ("1.16", "1.16"),
            ("0.125", "0.125"),
            ("75th", "75."),
            ("third", "3."),
            ("2nd", "2."),
            ("million", "1000000"),
        ] {
            assert_eq!(read(words).as_deref(), Some(value), "{words}");
        }
    }

    #[test]
    fn what_counts_two_things_is_two_numbers() {
        for words in ["two three", "2022 24", "first two", "five twenty", "bridge"] {
            assert_eq!(read(words), None, "{words}");
        }
    }
}
