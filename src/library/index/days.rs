//! Dates as numbers that order: what the columns hold.
//!
//! A moment is minutes since the year 0 in months of 32 days, so that no
//! calendar is needed to compare two of them. A date with unknown parts is a
//! span of moments.

use std::ops::RangeInclusive;

use newsquotes::model::Date;

const DAY: u64 = 24 * 60;
const MONTH: u64 = 32 * DAY;
const YEAR: u64 = 16 * MONTH;

/// The first and the last moment that a date may mean; `None` without a year.
pub(super) fn span(date: &Date) -> Option<RangeInclusive<u64>> {
    let mut first = u64::try_from(date.year?.max(0)).ok()? * YEAR;
    let Some(month) = date.month else { return Some(first..=first + YEAR - 1) };
    first += u64::from(month) * MONTH;
    let Some(day) = date.day else { return Some(first..=first + MONTH - 1) };
    first += u64::from(day) * DAY;
    let Some(minute) = date.minute else { return Some(first..=first + DAY - 1) };
    first += u64::from(minute);
    Some(first..=first)
}

/// The days from `from` to `to`, both included.
pub(super) fn between(from: Option<&Date>, to: Option<&Date>) -> RangeInclusive<u64> {
    let first = from.and_then(span).map_or(0, |span| *span.start());
    let day = |date: &Date| span(&Date { minute: None, ..*date });
    let last = to.and_then(day).map_or(u64::MAX, |span| *span.end());
    first..=last
}

/// The year and the month that a moment lies in; month 0 where it is unknown.
pub(super) fn month(moment: u64) -> (i16, u8) {
    let year = i16::try_from(moment / YEAR).unwrap_or(i16::MAX);
    (year, u8::try_from(moment % YEAR / MONTH).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(iso: &str) -> Date {
        Date::parse_iso(iso).unwrap()
    }

    #[test]
    fn a_date_with_unknown_parts_spans_all_it_may_mean() {
        let june = span(&date("2022-06")).unwrap();
        for (iso, inside) in [("2022-06-01", true), ("2022-06-30", true), ("2022-07-01", false)] {
            assert_eq!(june.contains(span(&date(iso)).unwrap().start()), inside, "{iso}");
        }
        assert_eq!(span(&date("--06-01")), None);
        assert_eq!(month(*june.start()), (2022, 6));
        assert_eq!(month(*span(&date("2022")).unwrap().start()), (2022, 0));
    }

    #[test]
    fn a_stretch_of_days_holds_its_last_day_to_the_end() {
        let days = between(Some(&date("2022-06-03")), Some(&date("2022-06-03")));
        let late = Date { minute: Some(1439), ..date("2022-06-03") };
        assert!(days.contains(span(&late).unwrap().end()));
        assert!(!days.contains(span(&date("2022-06-04")).unwrap().start()));
    }
}
