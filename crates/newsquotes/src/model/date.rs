//! A date as news gives it: often without a day, sometimes without a year.

/// A date with its precision. Unknown parts are `None`, never guessed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Date {
    pub year: Option<i16>,
    /// 1 to 12.
    pub month: Option<u8>,
    /// 1 to 31; known only together with a month.
    pub day: Option<u8>,
    /// Minutes since midnight, in the article's own time zone.
    pub minute: Option<u16>,
}

/// The months in English.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Date {
    /// ISO 8601 cut to its precision: `2024-04-04`, `2024-04`, `2024`; `None`
    /// without a year. The time of day is left out.
    #[must_use]
    pub fn iso(&self) -> Option<String> {
        let year = self.year?;
        Some(match (self.month, self.day) {
            (Some(month), Some(day)) => format!("{year:04}-{month:02}-{day:02}"),
            (Some(month), None) => format!("{year:04}-{month:02}"),
            _ => format!("{year:04}"),
        })
    }

    /// The same, or `--04-04` and `--04` without a year; empty when nothing
    /// is known.
    #[must_use]
    pub fn iso_or_yearless(&self) -> String {
        self.iso().unwrap_or_else(|| match (self.month, self.day) {
            (Some(month), Some(day)) => format!("--{month:02}-{day:02}"),
            (Some(month), None) => format!("--{month:02}"),
            _ => String::new(),
        })
    }

    /// Reads what [`Date::iso_or_yearless`] writes.
    #[must_use]
    pub fn parse_iso(words: &str) -> Option<Date> {
        let (year, rest) = match words.strip_prefix("--") {
            Some(rest) => (None, Some(rest)),
            None => match words.split_once('-') {
                Some((year, rest)) => (Some(year), Some(rest)),
                None => (Some(words), None),
            },
        };
        let year = match year {
            Some(digits) if digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit()) => {
                Some(digits.parse().ok()?)
            }
            Some(_) => return None,
            None => None,
        };
        let two = |digits: &str| (digits.len() == 2).then(|| digits.parse::<u8>().ok()).flatten();
        let (month, day) = match rest.map(|rest| rest.split_once('-').unwrap_or((rest, ""))) {
            Some((month, "")) => (Some(two(month)?), None),
            Some((month, day)) => (Some(two(month)?), Some(two(day)?)),
            None => (None, None),
        };
        let valid = month.is_none_or(|m| (1..=12).contains(&m))
            && day.is_none_or(|d| (1..=31).contains(&d));
        valid.then_some(Date { year, month, day, minute: None })
    }

    /// For people: `4 April 2024`, `April 2024`, `4 April, no year`.
    #[must_use]
    pub fn words(&self) -> String {
        let month = self.month.and_then(|m| MONTHS.get(usize::from(m).checked_sub(1)?));
        let mut words = String::new();
        if let (Some(day), Some(_)) = (self.day, month) {
            words = format!("{day} ");
        }
        if let Some(month) = month {
            words.push_str(month);
        }
        match (self.year, words.is_empty()) {
            (Some(year), true) => format!("{year}"),
            (Some(year), false) => format!("{words} {year}"),
            (None, true) => String::new(),
            (None, false) => format!("{words}, no year"),
        }
    }

    /// A key that orders dates; unknown parts come first, so that a month
    /// stands before its days and a date without a year before all others.
    #[must_use]
    pub fn sort_key(&self) -> (i16, u8, u8, u16) {
        (
            self.year.unwrap_or(i16::MIN),
            self.month.unwrap_or(0),
            self.day.unwrap_or(0),
            self.minute.unwrap_or(0),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_and_nothing_else() {
        for words in ["2024-04-04", "2024-04", "2024"] {
            assert_eq!(Date::parse_iso(words).unwrap().iso().as_deref(), Some(words));
        }
        let yearless = Date::parse_iso("--04-05").unwrap();
        assert_eq!((yearless.year, yearless.month, yearless.day), (None, Some(4), Some(5)));
        for words in ["", "24-04-04", "+024", "2024-13", "2024-4-4", "April", "2024-04-32", "--"] {
            assert_eq!(Date::parse_iso(words), None, "{words}");
        }
    }

    #[test]
    fn a_date_says_no_more_than_it_knows() {
        let full = Date { year: Some(2024), month: Some(4), day: Some(4), minute: None };
        assert_eq!(
            (full.iso().as_deref(), full.words().as_str()),
            (Some("2024-04-04"), "4 April 2024")
        );
        let month = Date { day: None, ..full };
        assert_eq!(
            (month.iso().as_deref(), month.words().as_str()),
            (Some("2024-04"), "April 2024")
        );
        let yearless = Date { year: None, ..full };
        assert_eq!((yearless.iso(), yearless.words().as_str()), (None, "4 April, no year"));
    }
}
