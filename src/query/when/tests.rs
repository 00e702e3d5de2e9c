use super::*;

/// A Thursday.
const TODAY: &str = "2024-04-04";

fn days(words: &str) -> String {
    let Some(days) = parse(words, Date::parse_iso(TODAY).unwrap()) else {
        return "none".to_owned();
    };
    let (first, last) = (days.first.iso().unwrap(), days.last.iso().unwrap());
    if first == last { first } else { format!("{first}..{last}") }
}

#[test]
fn times_mean_these_days() {
    for (words, expected) in [
        ("2022", "2022"),
        ("2022-06", "2022-06"),
        ("2022-06-05", "2022-06-05"),
        ("2022/6/5", "2022-06-05"),
        ("5.6.2022", "2022-06-05"),
        ("13/6/2022", "2022-06-13"),
        ("6/13/2022", "2022-06-13"),
        ("march 2022", "2022-03"),
        ("2022 Mar.", "2022-03"),
        ("märz 2022", "2022-03"),
        ("4 march 2022", "2022-03-04"),
        ("March 4th, 2022", "2022-03-04"),
        ("march", "2024-03"),
        ("april", "2024-04"),
        ("may", "2023-05"),
        ("5 april", "2023-04-05"),
        ("april 4", "2024-04-04"),
        ("q2 2022", "2022-04..2022-06"),
        ("2022-q2", "2022-04..2022-06"),
        ("summer 2022", "2022-06..2022-08"),
        ("winter 2022", "2022-12..2023-02"),
        ("today", "2024-04-04"),
        ("yesterday", "2024-04-03"),
        ("thursday", "2024-04-04"),
        ("fri", "2024-03-29"),
        ("this week", "2024-04-01..2024-04-07"),
        ("last week", "2024-03-25..2024-03-31"),
        ("this month", "2024-04"),
        ("last month", "2024-03"),
        ("this year", "2024"),
        ("last year", "2023"),
        ("last quarter", "2024-01..2024-03"),
        ("last march", "2024-03"),
        ("last april", "2023-04"),
        ("last may", "2023-05"),
        ("last thursday", "2024-03-28"),
        ("last wednesday", "2024-04-03"),
        ("last summer", "2023-06..2023-08"),
        ("last weekend", "2024-03-30..2024-03-31"),
        ("last 7 days", "2024-03-29..2024-04-04"),
        ("past month", "2024-03-05..2024-04-04"),
        ("2 weeks", "2024-03-22..2024-04-04"),
        ("7d", "2024-03-29..2024-04-04"),
        ("2 weeks ago", "2024-03-21..2024-03-27"),
        ("three days ago", "2024-04-01"),
        ("a year ago", "2023-04-04..2024-04-03"),
    ] {
        assert_eq!(days(words), expected, "{words}");
    }
}

#[test]
fn what_is_no_time_is_none() {
    for words in [
        "",
        "bridge",
        "3/4/2022",
        "2022-13",
        "2022-02-30",
        "0000",
        "last bridge",
        "12345",
        "99999999999 years ago",
        "9999 years ago",
        "0 days",
        "this",
        "ago",
        "q5 2022",
        "d",
        "½d",
        "last",
    ] {
        assert_eq!(days(words), "none", "{words}");
    }
}

#[test]
fn ranges_may_be_open_and_reversed() {
    let today = Date::parse_iso(TODAY).unwrap();
    let iso = |date: Option<Date>| date.and_then(|date| date.iso()).unwrap_or_default();
    for (words, expected) in [
        ("2022-06..2022-07", "2022-06 2022-07"),
        ("2022-06..", "2022-06 "),
        ("..yesterday", " 2024-04-03"),
        ("march 2022 to may 2022", "2022-03 2022-05"),
        ("2023..2022", "2022 2023"),
        ("last week", "2024-03-25 2024-03-31"),
    ] {
        let (from, to) = range(words, today).unwrap();
        assert_eq!(format!("{} {}", iso(from), iso(to)), expected);
    }
    assert_eq!(range("..", today), None);
    assert_eq!(range("2022..bridge", today), None);
}

#[test]
fn the_day_before_keeps_the_precision() {
    for (date, expected) in [
        ("2022-06", "2022-05"),
        ("2022-01", "2021-12"),
        ("2022", "2021"),
        ("2022-03-01", "2022-02-28"),
    ] {
        assert_eq!(before(Date::parse_iso(date).unwrap()), Date::parse_iso(expected));
    }
}
