//! Natural time: "last week", "march 2022", "2 weeks ago" as a range of days.
//!
//! | typed | days |
//! |---|---|
//! | `2022`, `2022-06`, `2022-06-05`, `2022/06/05`, `5.6.2022` | the year, month or day |
//! | `march 2022`, `4 march 2022`, `march 4th, 2022` | the same; months in about fifteen languages |
//! | `march`, `4 march` | the latest that has begun |
//! | `q2 2022`, `summer 2022`, `summer` | three months; the latest that has begun |
//! | `today`, `yesterday` | that day |
//! | `monday` | the latest, today included |
//! | `this week`, `this month`, `this year` | all of it; weeks begin on Monday |
//! | `last week`, `last march`, `last friday` | the latest that was over before today's |
//! | `last 7 days`, `past month`, `2 weeks` | up to today |
//! | `2 weeks ago`, `a year ago` | the stretch so long that begins that day |
//!
//! Dates whose day and month may be swapped (`3/4/2022`) are not read. It
//! knows no clock: today is an argument.

mod relative;

use jiff::ToSpan;
use jiff::civil;

use self::relative::relative;
use newsquotes::load::dates;
use newsquotes::model::Date;

/// Days from the first to the last, both included, each as precise as what
/// was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Days {
    pub first: Date,
    pub last: Date,
}

/// More words than this are no time.
pub(crate) const MOST_WORDS: usize = 5;

/// The names of the days, Monday first; three letters do.
const WEEKDAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The first months of the northern seasons.
const SEASONS: [(&str, u8); 5] =
    [("spring", 3), ("summer", 6), ("autumn", 9), ("fall", 9), ("winter", 12)];

/// Times to offer where one can be typed.
pub(crate) const OFFERED: [&str; 8] = [
    "today",
    "yesterday",
    "this week",
    "last week",
    "this month",
    "last month",
    "this year",
    "last year",
];

/// The days that `words` mean; `None` when they are no time.
#[must_use]
pub(crate) fn parse(words: &str, today: Date) -> Option<Days> {
    if words.len() > 60 {
        return None;
    }
    let lower = words.to_lowercase().replace([',', '_'], " ");
    let words: Vec<&str> = lower.split_whitespace().collect();
    if words.len() > MOST_WORDS {
        return None;
    }
    let words = match words.as_slice() {
        ["in" | "on" | "of" | "since" | "the", rest @ ..] => rest,
        all => all,
    };
    let days = absolute(words).or_else(|| relative(words, civil_of(today)?))?;
    let has_year = |date: Date| date.year.is_some_and(|year| year > 0);
    (has_year(days.first) && has_year(days.last)).then_some(days)
}

/// Two times with `..`, `to` or a dash between blanks, either of which may be
/// missing with the dots; or one time.
#[must_use]
pub(crate) fn range(words: &str, today: Date) -> Option<(Option<Date>, Option<Date>)> {
    let signs = ["..", "…", " to ", " until ", " - ", " – "];
    let Some((from, to)) = signs.iter().find_map(|sign| words.split_once(sign)) else {
        let days = parse(words, today)?;
        return Some((Some(days.first), Some(days.last)));
    };
    let side = |words: &str| match words.trim().trim_matches('.') {
        "" => Some(None),
        words => parse(words, today).map(Some),
    };
    match (side(from)?, side(to)?) {
        (None, None) => None,
        (Some(one), Some(two)) if two.first.sort_key() < one.first.sort_key() => {
            Some((Some(two.first), Some(one.last)))
        }
        (from, to) => Some((from.map(|days| days.first), to.map(|days| days.last))),
    }
}

/// The day before a date, as precise as the date: `2022-05` before `2022-06`;
/// before the first year there is none.
#[must_use]
pub(crate) fn before(date: Date) -> Option<Date> {
    let year = date.year?;
    let before = match (date.month, date.day) {
        (None, _) => Date { year: year.checked_sub(1), ..Date::default() },
        (_, Some(_)) => date_of(civil_of(date)?.yesterday().ok()?),
        (Some(month), None) => month_at(civil_of(month_of(year, month))?.yesterday().ok()?),
    };
    before.year.is_some_and(|year| year > 0).then_some(before)
}

/// The first day of a date.
fn civil_of(date: Date) -> Option<civil::Date> {
    let number = |part: Option<u8>| i8::try_from(part.unwrap_or(1)).ok();
    civil::Date::new(date.year?, number(date.month)?, number(date.day)?).ok()
}

fn date_of(day: civil::Date) -> Date {
    Date { day: u8::try_from(day.day()).ok(), ..month_at(day) }
}

fn month_at(day: civil::Date) -> Date {
    Date { year: Some(day.year()), month: u8::try_from(day.month()).ok(), day: None, minute: None }
}

fn month_of(year: i16, month: u8) -> Date {
    Date { year: Some(year), month: Some(month), day: None, minute: None }
}

impl Days {
    /// All of one date, whatever its precision.
    #[must_use]
    pub(crate) fn of(date: Date) -> Days {
        Days { first: date, last: date }
    }

    fn civil(first: civil::Date, last: civil::Date) -> Days {
        Days { first: date_of(first), last: date_of(last) }
    }

    /// Three months from a month on; of winter the last two belong to the next
    /// year.
    fn season(year: i16, month: u8) -> Option<Days> {
        let first = civil_of(month_of(year, month))?;
        let last = first.checked_add(2.months()).ok()?;
        Some(Days { first: month_at(first), last: month_at(last) })
    }
}

/// What names its year.
fn absolute(words: &[&str]) -> Option<Days> {
    match *words {
        [date] => numeric(date).or_else(|| quarter_in_year(date)),
        [one, two] if one.len() == 2 || two.len() == 2 => {
            let named =
                |quarter: &str, year: &str| Days::season(year_of(year)?, quarter_of(quarter)?);
            named(one, two).or_else(|| named(two, one)).or_else(|| month_and_year(one, two))
        }
        [one, two] => {
            let season = |name: &str, year: &str| Days::season(year_of(year)?, season_of(name)?);
            season(one, two).or_else(|| season(two, one)).or_else(|| month_and_year(one, two))
        }
        [one, two, year] => {
            let (month, day) = month_and_day(one, two)?;
            day_of(year_of(year)?, month, day)
        }
        _ => None,
    }
}

fn month_and_year(one: &str, two: &str) -> Option<Days> {
    let of =
        |month: &str, year: &str| Some(Days::of(month_of(year_of(year)?, dates::month(month)?)));
    of(one, two).or_else(|| of(two, one))
}

fn month_and_day(one: &str, two: &str) -> Option<(u8, u8)> {
    let of = |month: &str, day: &str| Some((dates::month(month)?, day_number(day)?));
    of(one, two).or_else(|| of(two, one))
}

fn day_of(year: i16, month: u8, day: u8) -> Option<Days> {
    let date = Date { day: Some(day), ..month_of(year, month) };
    civil_of(date).map(|_| Days::of(date))
}

/// `4`, `4th`, `1st`, `4.`
fn day_number(word: &str) -> Option<u8> {
    let digits = word.trim_end_matches(['.', 's', 't', 'n', 'd', 'r', 'h']);
    digits.parse().ok().filter(|day| (1..=31).contains(day))
}

fn year_of(word: &str) -> Option<i16> {
    let digits = word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| word.parse().ok()).flatten().filter(|year| *year > 0)
}

fn quarter_of(word: &str) -> Option<u8> {
    let number: u8 = word.strip_prefix('q')?.parse().ok()?;
    (1..=4).contains(&number).then(|| 3 * number - 2)
}

fn quarter_in_year(word: &str) -> Option<Days> {
    let (year, quarter) = word.split_once('-')?;
    Days::season(year_of(year)?, quarter_of(quarter)?)
}

fn season_of(word: &str) -> Option<u8> {
    SEASONS.iter().find(|(name, _)| *name == word).map(|(_, month)| *month)
}

/// `2022`, `2022-06`, `2022-06-05`, with slashes or full stops too, and
/// `5.6.2022`; `13/6/2022` and `6/13/2022`, where only one can be the month.
fn numeric(word: &str) -> Option<Days> {
    let parts: Vec<&str> = word.split(['-', '/', '.']).collect();
    let number = |part: &str| (part.len() <= 2).then(|| part.parse::<u8>().ok()).flatten();
    match *parts.as_slice() {
        [year] => Some(Days::of(Date { year: Some(year_of(year)?), ..Date::default() })),
        [year, month] => {
            let month = number(month).filter(|month| (1..=12).contains(month))?;
            Some(Days::of(month_of(year_of(year)?, month)))
        }
        [first, middle, last] => match year_of(first) {
            Some(year) => day_of(year, number(middle)?, number(last)?),
            None => swappable(number(first)?, number(middle)?, year_of(last)?, word.contains('/')),
        },
        _ => None,
    }
}

/// A day and a month before a year; with slashes some write the month first.
fn swappable(one: u8, two: u8, year: i16, slashes: bool) -> Option<Days> {
    match (slashes, one > 12 || one == two, two > 12) {
        (false, ..) | (true, true, _) => day_of(year, two, one),
        (true, false, true) => day_of(year, one, two),
        (true, false, false) => None,
    }
}

#[cfg(test)]
mod tests;
