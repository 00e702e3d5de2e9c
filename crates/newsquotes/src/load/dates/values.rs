//! Dates in fields: seconds since 1970, digits without marks, a year alone.

use super::forms::date;
use crate::model::Date;

/// A number of digits alone: seconds or milliseconds since 1970. `None` where
/// the value is no such number.
pub(super) fn since_epoch(value: &str) -> Option<Date> {
    if value.len() < 9 || !value.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let seconds: i64 = value.parse().ok()?;
    from_epoch(if value.len() >= 12 { seconds / 1000 } else { seconds })
}

/// `20240404`, with or without a time behind it.
pub(super) fn compact(value: &str) -> Option<Date> {
    let digits = value.get(..8).filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()))?;
    if value.as_bytes().get(8).is_some_and(u8::is_ascii_digit) {
        return None;
    }
    let year: i16 = digits.get(..4)?.parse().ok()?;
    let month: u8 = digits.get(4..6)?.parse().ok()?;
    let day: u8 = digits.get(6..)?.parse().ok()?;
    let valid =
        (1700..2200).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    valid.then(|| date(Some(year), month, Some(day)))
}

pub(super) fn year_alone(value: &str) -> Option<Date> {
    let year: i16 = value.parse().ok()?;
    (1700..2200).contains(&year).then(|| Date { year: Some(year), ..Date::default() })
}

/// The civil date of a Unix time (Howard Hinnant, "chrono-compatible
/// low-level date algorithms").
fn from_epoch(seconds: i64) -> Option<Date> {
    let days = seconds.div_euclid(86_400) + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let minute = seconds.rem_euclid(86_400) / 60;
    let year = i16::try_from(year).ok().filter(|year| (1970..2200).contains(year))?;
    let found = date(Some(year), u8::try_from(month).ok()?, u8::try_from(day).ok());
    Some(Date { minute: u16::try_from(minute).ok(), ..found })
}
