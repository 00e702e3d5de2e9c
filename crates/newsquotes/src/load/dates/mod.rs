//! Dates as news writes them, in some forty languages: `4 April 2024`,
//! `April 4`, `le 4 avril 2024`, `4. April`, `2024-04-04T10:15:00Z`,
//! `2024年4月4日`. What a date leaves out stays unknown. It knows no relative
//! dates ("yesterday") and does not guess whether `3/4/2024` is in March: who
//! knows how the country writes says so ([`NumberOrder`]).

mod forms;
mod labels;
mod months;
mod pieces;
mod values;

use std::ops::Range;

use self::pieces::DateCursor;
use crate::model::Date;

pub use self::labels::{DateLabel, labelled};
pub use self::months::month;

/// A date and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundDate {
    pub date: Date,
    /// Bytes of the text it was read from.
    pub range: Range<usize>,
}

/// Which number stands first in `3/4/2024`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NumberOrder {
    /// Nobody knows: such a date is a year.
    #[default]
    Unknown,
    DayFirst,
    MonthFirst,
}

/// The first date in a short text such as a date line; only the first 300
/// bytes are looked at.
#[must_use]
pub fn find(words: &str) -> Option<FoundDate> {
    find_ordered(words, NumberOrder::Unknown)
}

/// The same, where it is known which number stands first.
#[must_use]
pub fn find_ordered(words: &str, order: NumberOrder) -> Option<FoundDate> {
    let pieces = pieces::pieces(words);
    pieces.iter().enumerate().find_map(|(at, piece)| {
        let cursor = DateCursor { words, pieces: &pieces, at, end: piece.start };
        let (date, cursor) = forms::at(cursor, order)?;
        Some(FoundDate { date, range: piece.start..cursor.end })
    })
}

/// The value of a field that holds a date: a date in words or ISO 8601, or
/// seconds or milliseconds since 1970.
#[must_use]
pub fn field(value: &str) -> Option<Date> {
    field_ordered(value, NumberOrder::Unknown)
}

/// The same, where it is known which number stands first.
#[must_use]
pub fn field_ordered(value: &str, order: NumberOrder) -> Option<Date> {
    let value = value.trim();
    values::since_epoch(value)
        .or_else(|| values::compact(value))
        .or_else(|| find_ordered(value, order).map(|found| found.date))
        .or_else(|| values::year_alone(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn iso(words: &str) -> Option<String> {
        find(words).and_then(|found| found.date.iso())
    }

    #[test]
    fn full_dates_of_many_languages() {
        for words in [
            "4 April 2024",
            "April 4, 2024",
            "Apr. 4, 2024",
            "Thursday, April 4th, 2024",
            "2024-04-04",
            "2024-04-04T10:15:00+02:00",
            "04.04.2024",
            "le 4 avril 2024",
            "4 de abril de 2024",
            "4. April 2024",
            "4 aprile 2024",
            "4 апреля 2024 г.",
            "4 kwietnia 2024",
            "4 Nisan 2024",
            "2024年4月4日",
            "2024/04/04",
            "Thu, 04 Apr 2024 10:00:00 GMT",
            "Thu Apr 04 10:00:00 +0000 2024",
            "4 квітня 2024",
            "2024. április 4.",
            "2024 m. balandžio 4 d.",
            "4-Apr-2024",
            "04-apr-24",
            "4 d’abril de 2024",
            "4 Απριλίου 2024",
            "4 أبريل 2024",
            "٤ أبريل ٢٠٢٤",
            "4 अप्रैल 2024",
            "४ अप्रैल २०२४",
            "4 এপ্রিল ২০২৪",
            "4 tháng 4, 2024",
            "2024. 4. 4.",
            "4. aprill 2024",
        ] {
            assert_eq!(iso(words).as_deref(), Some("2024-04-04"), "{words}");
        }
    }

    #[test]
    fn partial_dates_stay_partial() {
        assert_eq!(iso("April 2024").as_deref(), Some("2024-04"));
        let day = find("BERLIN, April 4 (dpa)").unwrap();
        assert_eq!(day.date, Date { month: Some(4), day: Some(4), ..Date::default() });
        assert_eq!(&"BERLIN, April 4 (dpa)"[day.range], "April 4");
        assert_eq!(iso("3/4/2024").as_deref(), Some("2024"), "March or April");
        assert_eq!(iso("3/24/2024").as_deref(), Some("2024-03-24"));
        assert_eq!(iso("3/24/17").as_deref(), Some("2017-03-24"));
        assert_eq!(iso("24.03.17").as_deref(), Some("2017-03-24"));
        assert_eq!((iso("3/4/17"), iso("24/3/17"), iso("1.2.17")), (None, None, None));
    }

    #[test]
    fn words_and_numbers_that_are_no_date() {
        for words in
            ["May said 300 people", "Marching 4 miles", "version 1.2.3", "12 angry men", "in 2024"]
        {
            assert_eq!(find(words), None, "{words}");
        }
    }

    #[test]
    fn fields_hold_seconds_and_compact_dates_too() {
        let iso = |value: &str| field(value).and_then(|date| date.iso());
        assert_eq!(iso("1712228400").as_deref(), Some("2024-04-04"));
        assert_eq!(iso("1712228400000").as_deref(), Some("2024-04-04"));
        assert_eq!(iso("20240404").as_deref(), Some("2024-04-04"));
        assert_eq!(iso("2024").as_deref(), Some("2024"));
        assert_eq!(iso("soon"), None);
    }

    #[test]
    fn the_time_of_day_is_read_with_the_date() {
        let minute = |words: &str| find(words).and_then(|found| found.date.minute);
        assert_eq!(minute("2024-04-04T10:15:00Z"), Some(615));
        assert_eq!(minute("April 4, 2024 at 3:05 p.m. EST"), Some(905));
        assert_eq!(minute("4. April 2024, 10.15 Uhr"), Some(615));
        assert_eq!(minute("4. april 2024 kl. 10.15"), Some(615));
        assert_eq!(minute("4 avril 2024 à 10h15"), Some(615));
        assert_eq!(minute("4 April 2024"), None);
        assert_eq!(minute("4 April 2024, 3.14 million"), None);
    }

    #[test]
    fn the_order_of_numbers_is_taken_from_who_knows_it() {
        let iso = |order| find_ordered("03/04/2024", order).and_then(|found| found.date.iso());
        assert_eq!(iso(NumberOrder::DayFirst).as_deref(), Some("2024-04-03"));
        assert_eq!(iso(NumberOrder::MonthFirst).as_deref(), Some("2024-03-04"));
        assert_eq!(iso(NumberOrder::Unknown).as_deref(), Some("2024"));
    }

    #[test]
    fn a_line_says_which_day_is_that_of_publication() {
        let labels = |words: &str| -> Vec<(Option<String>, DateLabel)> {
            labelled(words).into_iter().map(|(found, label)| (found.date.iso(), label)).collect()
        };
        let day = |iso: &str| Some(iso.to_owned());
        for words in [
            "Published 4 April 2024 | Updated 5 April 2024",
            "Veröffentlicht am 4. April 2024, aktualisiert am 5. April 2024",
            "Publié le 4 avril 2024, mis à jour le 5 avril 2024",
        ] {
            let expected = [
                (day("2024-04-04"), DateLabel::Published),
                (day("2024-04-05"), DateLabel::Updated),
            ];
            assert_eq!(labels(words), expected, "{words}");
        }
        assert_eq!(labels("4 April 2024"), [(day("2024-04-04"), DateLabel::Bare)]);
        assert_eq!(labels("Last updated 4 April 2024")[0].1, DateLabel::Updated);
    }
}
