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

use jiff::ToSpan;
use jiff::civil;

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

/// A stretch of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CalendarUnit {
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

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

/// What counts from today.
fn relative(words: &[&str], today: civil::Date) -> Option<Days> {
    match *words {
        ["today" | "now"] => Some(Days::of(date_of(today))),
        ["yesterday"] => Some(Days::of(date_of(today.yesterday().ok()?))),
        ["day", "before", "yesterday"] => {
            Some(Days::of(date_of(today.checked_sub(2.days()).ok()?)))
        }
        ["this" | "current", unit] => around(unit_of(unit)?, today),
        ["last" | "previous", what] => previous(what, today),
        ["past", unit] => up_to(1, unit_of(unit)?, today),
        ["last" | "past" | "previous", count, unit] => {
            up_to(count_of(count)?, unit_of(unit)?, today)
        }
        [count, unit, "ago"] => ago(count_of(count)?, unit_of(unit)?, today),
        [short, "ago"] => short_count(short).and_then(|(count, unit)| ago(count, unit, today)),
        [count, unit] => stretch(count, unit, today).or_else(|| latest_day(count, unit, today)),
        // The Italian August, in short.
        ["ago"] => None,
        [word] => latest(word, today),
        _ => None,
    }
}

fn stretch(count: &str, unit: &str, today: civil::Date) -> Option<Days> {
    up_to(count_of(count)?, unit_of(unit)?, today)
}

/// The latest weekday, month or season of that name that has begun.
fn latest(word: &str, today: civil::Date) -> Option<Days> {
    if let Some(back) = weekday_back(word, today) {
        return Some(Days::of(date_of(today.checked_sub(back.days()).ok()?)));
    }
    if let Some((count, unit)) = short_count(word) {
        return up_to(count, unit, today);
    }
    let begun = |month: u8| today.year() - i16::from(i16::from(month) > i16::from(today.month()));
    if let Some(month) = dates::month(word) {
        return Some(Days::of(month_of(begun(month), month)));
    }
    let month = season_of(word).or_else(|| quarter_of(word))?;
    Days::season(begun(month), month)
}

/// The latest `4 march` that is not in the future.
fn latest_day(one: &str, two: &str, today: civil::Date) -> Option<Days> {
    let (month, day) = month_and_day(one, two)?;
    let this = (month, day) <= (u8::try_from(today.month()).ok()?, u8::try_from(today.day()).ok()?);
    day_of(today.year() - i16::from(!this), month, day)
}

/// How many days ago the latest weekday of that name was.
fn weekday_back(word: &str, today: civil::Date) -> Option<i64> {
    let named = |day: &str| {
        word.len() >= 3 && (day.starts_with(word) || day.strip_suffix("day") == Some(word))
    };
    let index = WEEKDAYS.iter().position(|day| named(day))?;
    let here = i64::from(today.weekday().to_monday_zero_offset());
    Some((here - i64::try_from(index).ok()?).rem_euclid(7))
}

/// The latest one that was over before today's: `last week`, `last march`.
fn previous(what: &str, today: civil::Date) -> Option<Days> {
    if let Some(unit) = unit_of(what) {
        let first = civil_of(around(unit, today)?.first)?;
        return around(unit, first.yesterday().ok()?);
    }
    if what == "weekend" {
        let monday = civil_of(around(CalendarUnit::Week, today)?.first)?;
        return Some(Days::civil(monday.checked_sub(2.days()).ok()?, monday.yesterday().ok()?));
    }
    let found = latest(what, today)?;
    let here = date_of(today).sort_key();
    let (year, month, ..) = found.last.sort_key();
    let over = if found.last.day.is_some() {
        found.last.sort_key() < here
    } else {
        (year, month) < (here.0, here.1)
    };
    if over {
        return Some(found);
    }
    if let Some(back) = weekday_back(what, today) {
        return Some(Days::of(date_of(today.checked_sub((back + 7).days()).ok()?)));
    }
    latest(what, today.checked_sub(1.year()).ok()?.last_of_month())
        .filter(|earlier| *earlier != found)
}

/// The day, week, month or year that holds a day.
fn around(unit: CalendarUnit, day: civil::Date) -> Option<Days> {
    match unit {
        CalendarUnit::Day => Some(Days::of(date_of(day))),
        CalendarUnit::Week => {
            let back = i64::from(day.weekday().to_monday_zero_offset());
            let monday = day.checked_sub(back.days()).ok()?;
            Some(Days::civil(monday, monday.checked_add(6.days()).ok()?))
        }
        CalendarUnit::Month => Some(Days::of(month_at(day))),
        CalendarUnit::Quarter => {
            let month = u8::try_from(day.month()).ok()?;
            Days::season(day.year(), month - (month - 1) % 3)
        }
        CalendarUnit::Year => Some(Days::of(Date { year: Some(day.year()), ..Date::default() })),
    }
}

/// The last `count` units up to today.
fn up_to(count: i64, unit: CalendarUnit, today: civil::Date) -> Option<Days> {
    let first = back(count, unit, today)?.tomorrow().ok()?;
    Some(Days::civil(first, today))
}

/// One unit, from the day on that was `count` units ago.
fn ago(count: i64, unit: CalendarUnit, today: civil::Date) -> Option<Days> {
    let first = back(count, unit, today)?;
    let next = back(-1, unit, first)?;
    Some(Days::civil(first, next.yesterday().ok()?))
}

/// The day that was `count` units before a day.
fn back(count: i64, unit: CalendarUnit, day: civil::Date) -> Option<civil::Date> {
    if count.abs() > 9999 {
        return None;
    }
    let span = match unit {
        CalendarUnit::Day => count.days(),
        CalendarUnit::Week => count.weeks(),
        CalendarUnit::Month => count.months(),
        CalendarUnit::Quarter => (3 * count).months(),
        CalendarUnit::Year => count.years(),
    };
    day.checked_sub(span).ok()
}

fn count_of(word: &str) -> Option<i64> {
    const SMALL: [&str; 13] = [
        "", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve",
    ];
    match word {
        "a" | "an" => Some(1),
        "couple" => Some(2),
        "few" => Some(3),
        _ => SMALL
            .iter()
            .position(|name| *name == word)
            .map_or_else(|| word.parse().ok(), |count| i64::try_from(count).ok())
            .filter(|count| *count > 0),
    }
}

fn unit_of(word: &str) -> Option<CalendarUnit> {
    Some(match word.strip_suffix('s').unwrap_or(word) {
        "day" => CalendarUnit::Day,
        "week" => CalendarUnit::Week,
        "month" => CalendarUnit::Month,
        "quarter" => CalendarUnit::Quarter,
        "year" => CalendarUnit::Year,
        _ => return None,
    })
}

/// `7d`, `2w`, `3m`, `1y`.
fn short_count(word: &str) -> Option<(i64, CalendarUnit)> {
    let unit = match word.chars().next_back()? {
        'd' => CalendarUnit::Day,
        'w' => CalendarUnit::Week,
        'm' => CalendarUnit::Month,
        'y' => CalendarUnit::Year,
        _ => return None,
    };
    let digits = word.get(..word.len() - 1)?;
    let count = digits.parse().ok().filter(|count| *count > 0)?;
    Some((count, unit))
}

#[cfg(test)]
mod tests;
