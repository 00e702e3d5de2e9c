//! Dates as the styles write them, each no more exact than it is known.

use super::Cited;
use super::year_letters::mark;
use newsquotes::model::{Date, MONTHS};

/// MLA: months of more than four letters.
const MLA: [&str; 12] = [
    "Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.",
];
/// AP: March to July are never cut.
const AP: [&str; 12] = [
    "Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.",
    "Dec.",
];

/// What stands for a date that is not known.
pub(super) const UNDATED: &str = "n.d.";

/// `April 4, 2024`; `April 2024`; `2024`.
pub(super) fn american(date: Option<Date>) -> String {
    month_first(date, &MONTHS)
}

/// `Sept. 4, 2024`, but `September 2024`: AP cuts a month only before a day.
pub(super) fn ap(date: Option<Date>) -> String {
    let has_day = date.is_some_and(|date| date.day.is_some());
    month_first(date, if has_day { &AP } else { &MONTHS })
}

/// `4 Apr. 2024`; `Apr. 2024`; `2024`; nothing for what is not known.
pub(super) fn mla(date: Option<Date>) -> String {
    let day = date.and_then(|date| date.day).map(|day| day.to_string());
    let month = month(date, &MLA).map(str::to_owned);
    joined([day, month, date.and_then(|date| date.year).map(|year| year.to_string())])
}

/// Without the year: `April 4`; `April`; empty.
pub(super) fn day_of_year(date: Option<Date>) -> String {
    let day = date.and_then(|date| date.day).map(|day| day.to_string());
    joined([month(date, &MONTHS).map(str::to_owned), day, None])
}

/// The year of an article with the place of its letter.
pub(super) fn lettered_year(cited: &Cited<'_>) -> String {
    year(cited.source.date) + &mark(cited.number)
}

/// The year, or that there is none.
pub(super) fn year(date: Option<Date>) -> String {
    date.and_then(|date| date.year).map_or_else(|| UNDATED.to_owned(), |year| year.to_string())
}

fn month_first(date: Option<Date>, months: &[&'static str; 12]) -> String {
    let month = month(date, months);
    match (month, date.and_then(|date| date.day)) {
        (Some(month), Some(day)) => format!("{month} {day}, {}", year(date)),
        (Some(month), None) => format!("{month} {}", year(date)),
        (None, _) => year(date),
    }
}

fn month(date: Option<Date>, months: &[&'static str; 12]) -> Option<&'static str> {
    months.get(usize::from(date?.month?).checked_sub(1)?).copied()
}

fn joined(parts: [Option<String>; 3]) -> String {
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}
