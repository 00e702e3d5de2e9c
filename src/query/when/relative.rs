//! Times told from today: "last week", "2 weeks ago", "monday".

use jiff::ToSpan;
use jiff::civil;

use super::{
    Days, WEEKDAYS, civil_of, date_of, day_of, month_and_day, month_at, month_of, quarter_of,
    season_of,
};
use newsquotes::load::dates;
use newsquotes::model::Date;

/// A stretch of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CalendarUnit {
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

/// What counts from today.
pub(super) fn relative(words: &[&str], today: civil::Date) -> Option<Days> {
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
pub(super) fn latest(word: &str, today: civil::Date) -> Option<Days> {
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
