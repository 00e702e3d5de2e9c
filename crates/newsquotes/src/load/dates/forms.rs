//! The forms in which dates are written, each a function that reads it at a
//! cursor; the first that fits is taken.

use super::NumberOrder;
use super::pieces::{DateCursor, DatePiece};
use crate::model::Date;

/// What a form reads, and where it ends.
pub(super) type DateReading<'a> = Option<(Date, DateCursor<'a>)>;

/// The date that begins at a cursor, with the time of day behind it.
pub(super) fn at(cursor: DateCursor<'_>, order: NumberOrder) -> DateReading<'_> {
    let forms = [numeric_iso, year_first, east_asian];
    let found = forms.iter().find_map(|form| form(cursor));
    let found = found
        .or_else(|| numeric_day_first(cursor, order))
        .or_else(|| [day_month, month_day, vietnamese].iter().find_map(|form| form(cursor)));
    let (date, mut cursor) = found?;
    let minute = date.minute.or_else(|| time_of_day(&mut cursor));
    Some((Date { minute, ..date }, cursor))
}

/// A date without a time of day.
pub(super) fn date(year: Option<i16>, month: u8, day: Option<u8>) -> Date {
    Date { year, month: Some(month), day, minute: None }
}

/// `2024-04-04`, `2024/4/4`, `2024.04`, `2024. 4. 4.`.
fn numeric_iso(mut c: DateCursor<'_>) -> DateReading<'_> {
    let year = c.year()?;
    let mark = c.mark("-/.")?;
    let month = c.take(|piece, _| piece.month_number())?;
    let before = c;
    if c.mark("-/.") == Some(mark)
        && let Some(day) = c.day()
    {
        return Some((date(Some(year), month, Some(day)), c));
    }
    (mark == '-').then_some((date(Some(year), month, None), before))
}

/// `2024. április 4.`, `2024 m. balandžio 4 d.`, `2024. gada 4. aprīlis`,
/// `2024-Apr-04`.
fn year_first(mut c: DateCursor<'_>) -> DateReading<'_> {
    let year = c.year()?;
    let _mark = c.mark(".-,/");
    let _of_year = (c.word(&["m", "gada", "г"]), c.mark("."));
    let before = c;
    if let Some(month) = c.month() {
        let _mark = c.mark("-");
        let found = c.day().map(|day| (date(Some(year), month, Some(day)), c));
        return found;
    }
    c = before;
    let day = c.day()?;
    c.mark(".")?;
    let month = c.month()?;
    Some((date(Some(year), month, Some(day)), c))
}

/// `2024年4月4日`, also without the year, and in Korean.
fn east_asian(mut c: DateCursor<'_>) -> DateReading<'_> {
    let start = c;
    let mut year = c.year();
    if year.is_some() && c.word(&["年", "년"]).is_none() {
        return None;
    }
    if year.is_none() {
        (c, year) = (start, None);
    }
    let month = c.take(|piece, _| piece.month_number())?;
    c.word(&["月", "월"])?;
    let before = c;
    let day = c.day();
    if day.is_some() && c.word(&["日", "일"]).is_some() {
        return Some((date(year, month, day), c));
    }
    Some((date(year, month, None), before))
}

/// `04.04.2024`, `31/12/2024`, `12/31/2024`; where day and month could change
/// places and nobody knows the order, only the year is known.
fn numeric_day_first(mut c: DateCursor<'_>, order: NumberOrder) -> DateReading<'_> {
    let first = c.day()?;
    let mark = c.mark("./-")?;
    let second = c.day()?;
    c.mark("./-").filter(|again| *again == mark)?;
    if let Some(found) = short_year(mark, first, second, &mut c) {
        return Some((found, c));
    }
    let year = c.year()?;
    let day_first = mark == '.' || first == second || order == NumberOrder::DayFirst;
    let found = match (first, second) {
        (day, month) if month <= 12 && (day_first || day > 12) => {
            date(Some(year), month, Some(day))
        }
        (month, day) if month <= 12 && (day > 12 || order == NumberOrder::MonthFirst) => {
            date(Some(year), month, Some(day))
        }
        _ if first <= 12 && second <= 12 => Date { year: Some(year), ..Date::default() },
        _ => return None,
    };
    Some((found, c))
}

/// `11/22/17`, `22.11.17`: with a slash only where the second number cannot be
/// a month, with full stops only where the first cannot; else it might be the
/// year that stands first.
fn short_year(mark: char, first: u8, second: u8, c: &mut DateCursor<'_>) -> Option<Date> {
    let (day, month) = match mark {
        '/' if first <= 12 && second > 12 => (second, first),
        '.' if first > 12 && second <= 12 => (first, second),
        _ => return None,
    };
    let year = two_digits(c)?;
    Some(date(Some(year), month, Some(day)))
}

/// A year of two digits: 24 is 2024, 75 is 1975.
fn two_digits(c: &mut DateCursor<'_>) -> Option<i16> {
    let two = c.take(|piece, _| piece.number_of(2))?;
    Some(i16::try_from(two).ok()? + if two < 50 { 2000 } else { 1900 })
}

/// `4 April 2024`, `4. April`, `4 de abril de 2024`, `21 jan 2019`,
/// `4-Apr-2024`, `4-Apr-24`, `4 d’abril`.
fn day_month(mut c: DateCursor<'_>) -> DateReading<'_> {
    let day = c.day()?;
    let dash = c.mark("-/").is_some();
    if !dash && c.mark(".ºª°").is_none() {
        let _ordinal = c.word(&["st", "nd", "rd", "th", "er", "e"]);
    }
    let _of = (c.word(&["de", "of", "di", "d"]), c.mark("'’"));
    let month = c.month()?;
    let before = c;
    if dash {
        c.mark("-/")?;
        let year = c.year().or_else(|| two_digits(&mut c))?;
        return Some((date(Some(year), month, Some(day)), c));
    }
    let _between = (c.mark(","), c.word(&["de", "del", "of"]));
    match c.year() {
        Some(year) => Some((date(Some(year), month, Some(day)), c)),
        None => Some((date(None, month, Some(day)), before)),
    }
}

/// `April 4, 2024`, `Apr. 4`, `April 2024`.
fn month_day(mut c: DateCursor<'_>) -> DateReading<'_> {
    let month = c.month()?;
    if let Some(year) = c.year() {
        return Some((date(Some(year), month, None), c));
    }
    let _of = c.word(&["de"]);
    if let Some(year) = c.year() {
        return Some((date(Some(year), month, None), c));
    }
    let day = c.day()?;
    let _ordinal = c.word(&["st", "nd", "rd", "th"]);
    let before = c;
    if let Some((minute, year, c)) = year_behind_time(c) {
        return Some((Date { minute: Some(minute), ..date(Some(year), month, Some(day)) }, c));
    }
    let _comma = c.mark(",.");
    match c.year() {
        Some(year) => Some((date(Some(year), month, Some(day)), c)),
        None => Some((date(None, month, Some(day)), before)),
    }
}

/// `Thu Apr 04 10:00:00 +0000 2024`: the year behind time and zone.
fn year_behind_time(mut c: DateCursor<'_>) -> Option<(u16, i16, DateCursor<'_>)> {
    let minute = time_of_day(&mut c)?;
    let _zone = (c.mark("+-"), c.take(|piece, _| piece.number_of(4).filter(|zone| *zone < 1500)));
    let _named = c.word(&["utc", "gmt", "cest", "cet", "est", "edt", "pst", "pdt"]);
    Some((minute, c.year()?, c))
}

/// `4 tháng 4, 2024`, `4 tháng 4 năm 2024`.
fn vietnamese(mut c: DateCursor<'_>) -> DateReading<'_> {
    let day = c.day()?;
    c.word(&["tháng"])?;
    let month = c.take(|piece, _| piece.month_number())?;
    let before = c;
    let _between = (c.mark(","), c.word(&["năm"]));
    match c.year() {
        Some(year) => Some((date(Some(year), month, Some(day)), c)),
        None => Some((date(None, month, Some(day)), before)),
    }
}

/// `T10:15`, `, 10:15 am`, `at 10.15 p.m.`, `10.15 Uhr`, `kl. 10.15`, `10h15`
/// after a date.
fn time_of_day(cursor: &mut DateCursor<'_>) -> Option<u16> {
    let mut c = *cursor;
    let _dash = c.mark(",|-–—·/");
    let said = c.word(&["t", "at", "um", "à", "a", "kl", "klo", "om", "alle", "às", "o", "в"]);
    let _stop = c.mark(".");
    let small = |piece: &DatePiece, below: u16| {
        piece.number().and_then(|n| u16::try_from(n).ok()).filter(|n| *n < below)
    };
    let hour = c.take(|piece, _| small(piece, 24))?;
    let colon = c.mark(":").is_some() || c.word(&["h"]).is_some();
    if !colon {
        c.mark(".")?;
    }
    let minute = c.take(|piece, _| small(piece, 60).filter(|_| piece.number_of(2).is_some()))?;
    let mut seconds = c;
    if seconds.mark(":").is_some() && seconds.take(|piece, _| piece.number()).is_some() {
        c = seconds;
    }
    let half = half_of_day(&mut c);
    let hours = half.is_some() || c.word(&["uhr", "h"]).is_some();
    if !colon && said.is_none() && !hours {
        return None;
    }
    let hour = match half {
        Some(true) => hour % 12 + 12,
        Some(false) => hour % 12,
        None => hour,
    };
    *cursor = c;
    Some(hour * 60 + minute)
}

/// `pm` is true, `am` is false.
fn half_of_day(c: &mut DateCursor<'_>) -> Option<bool> {
    if c.word(&["pm"]).is_some() {
        return Some(true);
    }
    if c.word(&["am"]).is_some() {
        return Some(false);
    }
    let mut dotted = *c;
    let afternoon = dotted.take(|_, word| match word {
        "p" | "P" => Some(true),
        "a" | "A" => Some(false),
        _ => None,
    })?;
    dotted.mark(".")?;
    dotted.word(&["m"])?;
    let _stop = dotted.mark(".");
    *c = dotted;
    Some(afternoon)
}
