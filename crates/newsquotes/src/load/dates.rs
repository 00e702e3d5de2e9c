//! Dates as news writes them, in about fifteen languages: `4 April 2024`,
//! `April 4`, `le 4 avril 2024`, `4. April`, `2024-04-04T10:15:00Z`,
//! `2024年4月4日`. What a date leaves out stays unknown. It knows no relative
//! dates ("yesterday") and does not guess whether `3/4/2024` is in March.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use crate::model::Date;

/// Month names and their usual short forms; a word matches a form of at
/// least three letters followed by nothing or a full stop. From January to
/// December; English, German, French, Spanish, Italian, Portuguese, Dutch,
/// Scandinavian, Polish, Russian, Ukrainian, Turkish, Finnish, Indonesian,
/// Romanian, Hungarian, Czech.
const MONTHS: [&str; 12] = [
    "january jan januar jänner janvier janv enero ene gennaio gen janeiro januari stycznia styczeń января январь янв січня січень ocak oca tammikuuta tammikuu ianuarie január ledna leden",
    "february feb februar feber février févr fév fevrier febrero febbraio febb fevereiro fev februari lutego luty февраля февраль фев лютого лютий şubat helmikuuta helmikuu februarie február února únor",
    "march mar märz maerz mrz mars marzo março maart mrt marts marca marzec марта март мар березня березень mart maaliskuuta maaliskuu maret martie március března březen",
    "april apr avril avr abril abr aprile kwietnia kwiecień апреля апрель апр квітня квітень nisan huhtikuuta huhtikuu aprilie április dubna duben",
    "may mai mayo maggio mag maio mei maj maja мая май травня травень mayıs toukokuuta toukokuu május května květen",
    "june jun juni juin junio giugno giu junho czerwca czerwiec июня июнь июн червня червень haziran kesäkuuta kesäkuu iunie június června červen",
    "july jul juli juillet juil julio luglio lug julho lipca lipiec июля июль июл липня липень temmuz heinäkuuta heinäkuu iulie július července červenec",
    "august aug août aout agosto ago agustus augustus augusti sierpnia sierpień августа август авг серпня серпень ağustos elokuuta elokuu augusztus srpna srpen",
    "september sept sep septembre septiembre settembre setembro set września wrzesień сентября сентябрь сен сент вересня вересень eylül syyskuuta syyskuu septembrie szeptember září",
    "october oct oktober okt octobre octubre ottobre ott outubro out października październik октября октябрь окт жовтня жовтень ekim lokakuuta lokakuu octombrie október října říjen",
    "november nov novembre noviembre novembro listopada listopad ноября ноябрь ноя листопада листопад kasım marraskuuta marraskuu noiembrie",
    "december dec dezember dez décembre déc decembre diciembre dic dicembre dezembro desember des grudnia grudzień декабря декабрь дек грудня грудень aralık joulukuuta joulukuu decembrie prosince prosinec",
];

/// A date and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundDate {
    pub date: Date,
    /// Bytes of the text it was read from.
    pub range: Range<usize>,
}

/// The first date in a short text such as a date line; only the first 300
/// bytes are looked at.
#[must_use]
pub fn find(words: &str) -> Option<FoundDate> {
    let tokens = tokens(words);
    (0..tokens.len()).find_map(|at| at_token(words, &tokens, at))
}

/// The value of a field that holds a date: a date in words or ISO 8601, or
/// seconds or milliseconds since 1970.
#[must_use]
pub fn field(value: &str) -> Option<Date> {
    let value = value.trim();
    if value.len() >= 9 && value.bytes().all(|byte| byte.is_ascii_digit()) {
        let seconds: i64 = value.parse().ok()?;
        return from_epoch(if value.len() >= 12 { seconds / 1000 } else { seconds });
    }
    compact(value).or_else(|| find(value).map(|found| found.date)).or_else(|| year_alone(value))
}

/// The number of a month by its name or short form in any of the languages.
pub fn month(word: &str) -> Option<u8> {
    let word = word.trim_end_matches('.');
    if word.len() < 3 || word.len() > 24 {
        return None;
    }
    NUMBERS.get(word.to_lowercase().as_str()).copied()
}

/// The number of each name of [`MONTHS`]; of the first month that has it.
static NUMBERS: LazyLock<HashMap<&'static str, u8>> = LazyLock::new(|| {
    let mut numbers = HashMap::new();
    for (number, names) in (1..).zip(MONTHS) {
        for name in names.split(' ') {
            numbers.entry(name).or_insert(number);
        }
    }
    numbers
});

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PieceKind {
    Number(u32),
    Word,
    Mark(char),
}

#[derive(Clone, Copy, Debug)]
struct DatePiece {
    start: usize,
    end: usize,
    kind: PieceKind,
}

fn tokens(words: &str) -> Vec<DatePiece> {
    let mut pieces: Vec<DatePiece> = Vec::new();
    for (start, c) in words.char_indices().take_while(|(at, _)| *at < 300) {
        let end = start + c.len_utf8();
        let kind = match c {
            '0'..='9' => PieceKind::Number(u32::from(c) - u32::from('0')),
            c if c.is_alphabetic() => PieceKind::Word,
            c if c.is_whitespace() => continue,
            c => PieceKind::Mark(c),
        };
        match (pieces.last_mut(), kind) {
            (Some(last), PieceKind::Number(digit)) if last.end == start && last.is_number() => {
                let value = last.number().unwrap_or(0);
                (last.end, last.kind) =
                    (end, PieceKind::Number(value.saturating_mul(10).saturating_add(digit)));
            }
            (Some(last), PieceKind::Word)
                if last.end == start && last.kind == PieceKind::Word && !cjk(c) =>
            {
                last.end = end;
            }
            _ => pieces.push(DatePiece { start, end, kind }),
        }
    }
    pieces
}

fn cjk(c: char) -> bool {
    matches!(c, '年' | '月' | '日' | '년' | '월' | '일')
}

impl DatePiece {
    fn is_number(&self) -> bool {
        matches!(self.kind, PieceKind::Number(_))
    }

    fn number(&self) -> Option<u32> {
        if let PieceKind::Number(value) = self.kind { Some(value) } else { None }
    }

    fn digits(&self) -> usize {
        self.end - self.start
    }

    fn year(&self) -> Option<i16> {
        let value = self.number().filter(|value| (1700..2200).contains(value))?;
        (self.digits() == 4).then_some(i16::try_from(value).ok()?)
    }

    fn day(&self) -> Option<u8> {
        let value = self.number().filter(|value| (1..=31).contains(value))?;
        (self.digits() <= 2).then_some(u8::try_from(value).ok()?)
    }

    fn month_number(&self) -> Option<u8> {
        self.day().filter(|value| *value <= 12)
    }
}

/// Reads pieces one after another; every step returns `None` at the end.
#[derive(Clone, Copy)]
struct Cursor<'a> {
    words: &'a str,
    pieces: &'a [DatePiece],
    at: usize,
    end: usize,
}

impl<'a> Cursor<'a> {
    fn take<T>(&mut self, read: impl Fn(&DatePiece, &'a str) -> Option<T>) -> Option<T> {
        let piece = self.pieces.get(self.at)?;
        let value = read(piece, self.words.get(piece.start..piece.end)?)?;
        self.at += 1;
        self.end = piece.end;
        Some(value)
    }

    fn mark(&mut self, marks: &str) -> Option<char> {
        self.take(|piece, _| match piece.kind {
            PieceKind::Mark(c) if marks.contains(c) => Some(c),
            _ => None,
        })
    }

    fn word(&mut self, list: &[&str]) -> Option<()> {
        self.take(|piece, word| {
            (piece.kind == PieceKind::Word && list.contains(&word.to_lowercase().as_str()))
                .then_some(())
        })
    }

    /// A month's name, with the full stop of a short form.
    fn month(&mut self) -> Option<u8> {
        let found =
            self.take(|piece, word| (piece.kind == PieceKind::Word).then(|| month(word))?)?;
        if self.pieces.get(self.at).is_some_and(|next| next.start == self.end) {
            let before = *self;
            if self.mark(".").is_none() {
                *self = before;
            }
        }
        Some(found)
    }

    fn year(&mut self) -> Option<i16> {
        self.take(|piece, _| piece.year())
    }

    fn day(&mut self) -> Option<u8> {
        self.take(|piece, _| piece.day())
    }
}

fn at_token(words: &str, pieces: &[DatePiece], at: usize) -> Option<FoundDate> {
    let start = pieces.get(at)?.start;
    let cursor = Cursor { words, pieces, at, end: start };
    let forms = [numeric_iso, east_asian, numeric_day_first, day_month, month_day];
    let (date, mut cursor) = forms.iter().find_map(|form| form(cursor))?;
    let minute = time_of_day(&mut cursor);
    Some(FoundDate { date: Date { minute, ..date }, range: start..cursor.end })
}

type DateReading<'a> = Option<(Date, Cursor<'a>)>;

fn date(year: Option<i16>, month: u8, day: Option<u8>) -> Date {
    Date { year, month: Some(month), day, minute: None }
}

/// `2024-04-04`, `2024/4/4`, `2024.04`.
fn numeric_iso(mut c: Cursor<'_>) -> DateReading<'_> {
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

/// `2024年4月4日`, also without the year, and in Korean.
fn east_asian(mut c: Cursor<'_>) -> DateReading<'_> {
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
/// places only the year is known.
fn numeric_day_first(mut c: Cursor<'_>) -> DateReading<'_> {
    let first = c.day()?;
    let mark = c.mark("./-")?;
    let second = c.day()?;
    c.mark("./-").filter(|again| *again == mark)?;
    if let Some(found) = short_year(mark, first, second, &mut c) {
        return Some((found, c));
    }
    let year = c.year()?;
    let sure = mark == '.' || first == second;
    let found = match (first, second) {
        (day, month) if month <= 12 && (sure || day > 12) => date(Some(year), month, Some(day)),
        (month, day) if month <= 12 && day > 12 => date(Some(year), month, Some(day)),
        _ if first <= 12 && second <= 12 => Date { year: Some(year), ..Date::default() },
        _ => return None,
    };
    Some((found, c))
}

/// `11/22/17`, `22.11.17`: with a slash only where the second number cannot be
/// a month, with full stops only where the first cannot; else it might be the
/// year that stands first.
fn short_year(mark: char, first: u8, second: u8, c: &mut Cursor<'_>) -> Option<Date> {
    let (day, month) = match mark {
        '/' if first <= 12 && second > 12 => (second, first),
        '.' if first > 12 && second <= 12 => (first, second),
        _ => return None,
    };
    let mut behind = *c;
    let two = behind.take(|piece, _| piece.number().filter(|_| piece.digits() == 2))?;
    let year = i16::try_from(two).ok()? + if two < 50 { 2000 } else { 1900 };
    *c = behind;
    Some(date(Some(year), month, Some(day)))
}

/// `4 April 2024`, `4. April`, `4 de abril de 2024`, `21 jan 2019`.
fn day_month(mut c: Cursor<'_>) -> DateReading<'_> {
    let day = c.day()?;
    if c.mark(".ºª°").is_none() {
        let _ordinal = c.word(&["st", "nd", "rd", "th", "er"]);
    }
    let _of = c.word(&["de", "of", "di"]);
    let month = c.month()?;
    let before = c;
    let _between = (c.mark(","), c.word(&["de", "del", "of"]));
    match c.year() {
        Some(year) => Some((date(Some(year), month, Some(day)), c)),
        None => Some((date(None, month, Some(day)), before)),
    }
}

/// `April 4, 2024`, `Apr. 4`, `April 2024`.
fn month_day(mut c: Cursor<'_>) -> DateReading<'_> {
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
    let _comma = c.mark(",.");
    match c.year() {
        Some(year) => Some((date(Some(year), month, Some(day)), c)),
        None => Some((date(None, month, Some(day)), before)),
    }
}

/// `T10:15`, `, 10:15 am`, `at 10.15 p.m.` after a date.
fn time_of_day(cursor: &mut Cursor<'_>) -> Option<u16> {
    let mut c = *cursor;
    let _link = (c.mark(",|-–—·"), c.word(&["t", "at", "um", "à", "a", "kl", "om"]), c.mark("."));
    let small = |piece: &DatePiece, below: u16| {
        piece.number().and_then(|n| u16::try_from(n).ok()).filter(|n| *n < below)
    };
    let hour = c.take(|piece, _| small(piece, 24))?;
    c.mark(":")?;
    let minute = c.take(|piece, _| small(piece, 60).filter(|_| piece.digits() == 2))?;
    let mut seconds = c;
    if seconds.mark(":").is_some() && seconds.take(|piece, _| piece.number()).is_some() {
        c = seconds;
    }
    let before = c;
    let hour = match half_of_day(&mut c) {
        Some(true) => hour % 12 + 12,
        Some(false) => hour % 12,
        None => {
            c = before;
            hour
        }
    };
    *cursor = c;
    Some(hour * 60 + minute)
}

/// `pm` is true, `am` is false.
fn half_of_day(c: &mut Cursor<'_>) -> Option<bool> {
    if c.word(&["pm"]).is_some() {
        return Some(true);
    }
    if c.word(&["am"]).is_some() {
        return Some(false);
    }
    let afternoon = c.take(|piece, word| match word {
        "p" | "P" if piece.kind == PieceKind::Word => Some(true),
        "a" | "A" if piece.kind == PieceKind::Word => Some(false),
        _ => None,
    })?;
    c.mark(".")?;
    c.word(&["m"])?;
    let before = *c;
    if c.mark(".").is_none() {
        *c = before;
    }
    Some(afternoon)
}

/// `20240404`, with or without a time behind it.
fn compact(value: &str) -> Option<Date> {
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

fn year_alone(value: &str) -> Option<Date> {
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
            "4 квітня 2024",
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
        assert_eq!(minute("4 April 2024"), None);
    }
}
