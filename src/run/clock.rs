//! The clock: the day and the second it is.

use std::time::{SystemTime, UNIX_EPOCH};

use newsquotes::model::Date;

/// The day it is here.
pub(crate) fn today() -> Date {
    let now = jiff::Zoned::now().date();
    let number = |number: i8| u8::try_from(number).ok();
    Date {
        year: Some(now.year()),
        month: number(now.month()),
        day: number(now.day()),
        minute: None,
    }
}

/// Seconds since 1970 (UTC). A clock that is set to a day before tells 0.
pub(crate) fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| i64::try_from(since.as_secs()).unwrap_or(i64::MAX))
}
