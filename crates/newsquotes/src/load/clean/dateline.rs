//! The dateline at the head of a report: `BERLIN, April 4 (dpa) - `.
//!
//! Agencies and outlets come from a closed list, since an early bracket is
//! often an acronym of the prose (`The World Bank (WB) said`). The words stay
//! where they are: a dateline is a fact about its paragraph, not a cut.

use std::ops::Range;

use crate::load::dates;
use crate::model::Date;

/// What a dateline says; ranges are bytes of the paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Dateline {
    /// From the paragraph's first byte to behind the dash.
    pub(crate) len: usize,
    pub(crate) place: Option<Range<usize>>,
    pub(crate) agency: Option<(Range<usize>, &'static str)>,
    pub(crate) outlet: Option<(Range<usize>, &'static str)>,
    pub(crate) date: Option<(Range<usize>, Date)>,
}

/// How far into a paragraph a dateline may reach, in bytes.
const REACH: usize = 140;

/// News agencies, by the forms that datelines use, and the name shown.
const AGENCIES: [(&str, &str); 66] = [
    ("Reuters", "Reuters"),
    ("REUTERS", "Reuters"),
    ("AP", "AP"),
    ("Associated Press", "AP"),
    ("The Associated Press", "AP"),
    ("AFP", "AFP"),
    ("Agence France-Presse", "AFP"),
    ("UPI", "UPI"),
    ("Xinhua", "Xinhua"),
    ("TASS", "TASS"),
    ("ITAR-TASS", "TASS"),
    ("EFE", "EFE"),
    ("Efe", "EFE"),
    ("ANSA", "ANSA"),
    ("dpa", "dpa"),
    ("DPA", "dpa"),
    ("ats", "ATS"),
    ("ATS", "ATS"),
    ("ANP", "ANP"),
    ("Kyodo", "Kyodo"),
    ("KYODO", "Kyodo"),
    ("IPS", "IPS"),
    ("MONTSAME", "MONTSAME"),
    ("Bloomberg", "Bloomberg"),
    ("PTI", "PTI"),
    ("ANI", "ANI"),
    ("IANS", "IANS"),
    ("APA", "APA"),
    ("AA", "Anadolu"),
    ("Anadolu", "Anadolu"),
    ("Interfax", "Interfax"),
    ("RIA Novosti", "RIA Novosti"),
    ("Ukrinform", "Ukrinform"),
    ("Yonhap", "Yonhap"),
    ("Bernama", "Bernama"),
    ("BERNAMA", "Bernama"),
    ("ANTARA", "Antara"),
    ("PAP", "PAP"),
    ("CTK", "ČTK"),
    ("ČTK", "ČTK"),
    ("MTI", "MTI"),
    ("Tanjug", "Tanjug"),
    ("HINA", "Hina"),
    ("Hina", "Hina"),
    ("BTA", "BTA"),
    ("AGERPRES", "Agerpres"),
    ("Lusa", "Lusa"),
    ("Europa Press", "Europa Press"),
    ("EUROPA PRESS", "Europa Press"),
    ("Notimex", "Notimex"),
    ("Belga", "Belga"),
    ("BELGA", "Belga"),
    ("NTB", "NTB"),
    ("TT", "TT"),
    ("Ritzau", "Ritzau"),
    ("STT", "STT"),
    ("KUNA", "KUNA"),
    ("SPA", "SPA"),
    ("WAM", "WAM"),
    ("MENA", "MENA"),
    ("IRNA", "IRNA"),
    ("AAP", "AAP"),
    ("PA", "PA"),
    ("RNS", "RNS"),
    ("The Canadian Press", "The Canadian Press"),
    ("AdnKronos", "Adnkronos"),
];

/// Outlets that print their own name in the dateline's bracket.
const OUTLETS: [(&str, &str); 14] = [
    ("CNN", "CNN"),
    ("CNN Business", "CNN"),
    ("CNNMoney", "CNN"),
    ("CNBC", "CNBC"),
    ("Fox News", "Fox News"),
    ("FOX NEWS", "Fox News"),
    ("CBS News", "CBS News"),
    ("CBS", "CBS News"),
    ("NBC News", "NBC News"),
    ("ABC News", "ABC News"),
    ("BBC", "BBC"),
    ("Politico", "Politico"),
    ("The Hill", "The Hill"),
    ("VOA", "VOA"),
];

/// Words in capitals before a dash that label a piece instead of placing it.
const LABELS: [&str; 26] = [
    "FILE",
    "WATCH",
    "VIDEO",
    "PHOTO",
    "PHOTOS",
    "UPDATE",
    "UPDATED",
    "BREAKING",
    "EXCLUSIVE",
    "OPINION",
    "ANALYSIS",
    "LIVE",
    "NEW",
    "ADVISORY",
    "CORRECTION",
    "MORE",
    "READ",
    "LISTEN",
    "GALLERY",
    "POLL",
    "EDITORIAL",
    "NOTE",
    "DEVELOPING",
    "RELATED",
    "LEAD",
    "ADDS",
];

/// Small words inside the names of places.
const PLACE_WORDS: [&str; 16] = [
    "de", "la", "le", "du", "des", "of", "the", "am", "an", "der", "sur", "al", "el", "del", "and",
    "upon",
];

/// Reads the dateline at the head of a paragraph.
pub(crate) fn read(paragraph: &str) -> Option<Dateline> {
    let end =
        (0..=paragraph.len().min(REACH)).rev().find(|end| paragraph.is_char_boundary(*end))?;
    let head = paragraph.get(..end)?;
    bracketed(head).or_else(|| slashed(head)).or_else(|| bare(head))
}

/// The agency that these words name, in the form shown.
pub(crate) fn agency(words: &str) -> Option<&'static str> {
    AGENCIES.iter().find(|(form, _)| *form == words).map(|(_, name)| *name)
}

/// `PLACE, DATE (AGENCY) - `, also with the bracket first.
fn bracketed(head: &str) -> Option<Dateline> {
    let open = head.find('(')?;
    let close = open + head.get(open..)?.find(')')?;
    let mut line = Dateline::default();
    line.credit(head, open + 1..close)?;
    line.place_and_date(head, 0..open)?;
    let after = head.get(close + 1..)?;
    let mut dash = dash(after);
    let bare_outlet = after.starts_with(' ') && (line.outlet.is_some() || line.agency.is_some());
    if dash == 0 && !bare_outlet {
        return None;
    }
    if open == 0
        && let Some(place) = place_after(after, dash)
    {
        line.place_and_date(after, dash..place.end).map(|()| dash = place.len)?;
        line.shift(close + 1);
    }
    line.len = close + 1 + if dash == 0 { 1 } else { dash };
    Some(line)
}

struct PlaceAfter {
    end: usize,
    len: usize,
}

/// `(ANSA) - ROMA, 22 MAR - `: place and date behind the agency.
fn place_after(after: &str, start: usize) -> Option<PlaceAfter> {
    let rest = after.get(start..)?;
    let (at, mark) = first_dash(rest)?;
    let words = rest.get(..at)?.trim();
    let placed = words.split([',', ' ']).next().is_some_and(is_upper_word);
    (placed && words.len() <= 60).then_some(PlaceAfter { end: start + at, len: start + at + mark })
}

/// `MOSCOW, January 21. /TASS/. `
fn slashed(head: &str) -> Option<Dateline> {
    let open = head.find('/')?;
    let close = open + 1 + head.get(open + 1..)?.find('/')?;
    let mut line = Dateline::default();
    line.credit(head, open + 1..close)?;
    line.place_and_date(head, 0..open)?;
    let after = head.get(close + 1..)?;
    line.len = close + 1 + after.len()
        - after.trim_start_matches(['.', ',', ':', ' ', '-', '–', '—']).len();
    Some(line)
}

/// `SALVADOR, Feb 26 - `, `RICHMOND, Va. – `, `TOKYO, May 4 Kyodo - `: without
/// a bracket the place must be in capitals.
fn bare(head: &str) -> Option<Dateline> {
    let mut opening = head.chars();
    if !opening.next()?.is_uppercase() || opening.next()?.is_lowercase() {
        return None;
    }
    let (at, dash) = first_dash(head)?;
    let mut words = head.get(..at)?.trim_end();
    let mut line = Dateline { len: at + dash, ..Dateline::default() };
    if let Some((rest, last)) = words.rsplit_once(' ')
        && agency(last).is_some()
    {
        line.credit(head, rest.len() + 1..words.len())?;
        words = rest;
    }
    let first = words.split([' ', ',', '/']).next()?;
    if !is_upper_word(first) || LABELS.contains(&first.trim_matches(':')) {
        return None;
    }
    line.place_and_date(head, 0..words.len())?;
    let place = line.place.clone()?;
    let name = head.get(place)?;
    let city = name.split(',').next()?;
    (city.split([' ', '/']).all(|word| is_upper_word(word) || word == "St.")).then_some(line)
}

fn is_upper_word(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 2
        && !word.chars().any(char::is_lowercase)
        && word.chars().next().is_some_and(char::is_uppercase)
}

/// Where the first dash with a space behind it stands, and how many bytes it
/// takes with the spaces around it.
fn first_dash(words: &str) -> Option<(usize, usize)> {
    words.char_indices().filter(|(_, c)| matches!(c, ' ' | '-' | '–' | '—')).find_map(|(at, _)| {
        let rest = words.get(at..)?;
        let length = dash(rest);
        let spaced =
            rest.starts_with(' ') || rest.starts_with(['–', '—']) || rest.starts_with("--");
        (length > 0 && spaced).then_some((at, length))
    })
}

/// Bytes of `. - `, ` -- `, `: ` and so on at the start; 0 where none is.
fn dash(words: &str) -> usize {
    let rest = words.trim_start_matches(['.', ' ', '\u{a0}']);
    let tail = rest.trim_start_matches(['-', '–', '—', ':', '_']);
    if tail.len() == rest.len() || rest.len() - tail.len() > 9 {
        return 0;
    }
    words.len() - tail.trim_start_matches([' ', '\u{a0}']).len()
}

impl Dateline {
    /// Takes the agency or outlet that a bracket names; `ats afp` and
    /// `Reuters/AP` name the first.
    fn credit(&mut self, head: &str, range: Range<usize>) -> Option<()> {
        let words = head.get(range.clone())?;
        let first = words.split(['/', ',', '-']).next()?.trim_end();
        for name in [words, first, first.split(' ').next()?] {
            let span = range.start..range.start + name.len();
            if let Some(shown) = agency(name) {
                self.agency = Some((span, shown));
                return Some(());
            }
            if let Some((_, shown)) = OUTLETS.iter().find(|(form, _)| *form == name) {
                self.outlet = Some((span, shown));
                return Some(());
            }
        }
        None
    }

    /// Takes place and date out of the words before the credit; `None` when
    /// they are prose.
    fn place_and_date(&mut self, head: &str, range: Range<usize>) -> Option<()> {
        let words = head.get(range.clone())?;
        let mut place_end = words.len();
        if let Some(found) = dates::find(words) {
            place_end = found.range.start;
            let at = range.start + found.range.start..range.start + found.range.end;
            self.date = Some((at, found.date));
        }
        let place = words.get(..place_end)?;
        let left = place.trim_start_matches([' ', '-', '–', '—']);
        let start = place.len() - left.len();
        let name = left.trim_end_matches([' ', ',', ';', '\u{a0}', '(']);
        let name = if name.ends_with('.') && name.len() > 8 && !name.contains(", ") {
            name.trim_end_matches('.')
        } else {
            name
        };
        if name.is_empty() {
            return Some(());
        }
        is_place(name)
            .then(|| self.place = Some(range.start + start..range.start + start + name.len()))
    }

    fn shift(&mut self, by: usize) {
        let moved = |range: &Range<usize>| range.start + by..range.end + by;
        self.place = self.place.as_ref().map(moved);
        if let Some((range, date)) = self.date.take() {
            self.date = Some((moved(&range), date));
        }
    }
}

/// Up to nine words, each with a capital or one of the small words in names.
fn is_place(name: &str) -> bool {
    let mut words = 0;
    let fits =
        name.split([' ', '/', ',', '-', '\u{a0}']).filter(|word| !word.is_empty()).all(|word| {
            words += 1;
            let first = word.trim_start_matches(['\'', '’', '(']).chars().next();
            first.is_some_and(|c| c.is_uppercase() || (c.is_alphabetic() && !c.is_lowercase()))
                || PLACE_WORDS.contains(&word)
                || word.starts_with("d’")
                || word.starts_with("d'")
        });
    fits && words <= 9 && name.len() <= 80
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(paragraph: &str) -> Option<(&str, &str, String, &str)> {
        let line = read(paragraph)?;
        let words = |range: Option<Range<usize>>| range.map_or("", |range| &paragraph[range]);
        let credit = line.agency.as_ref().or(line.outlet.as_ref()).map_or("", |(_, name)| name);
        let date = line.date.as_ref().map(|(_, date)| date.words()).unwrap_or_default();
        Some((words(line.place.clone()), credit, date, &paragraph[line.len..]))
    }

    #[test]
    fn datelines_of_agencies() {
        for (paragraph, place, credit, date) in [
            ("LINDAU (Reuters) - It rained.", "LINDAU", "Reuters", ""),
            ("(Reuters) - It rained.", "", "Reuters", ""),
            ("LA MALBAIE, Quebec (Reuters) - It rained.", "LA MALBAIE, Quebec", "Reuters", ""),
            (
                "BEIRUT/THE HAGUE, March 7 (Reuters) - It rained.",
                "BEIRUT/THE HAGUE",
                "Reuters",
                "7 March, no year",
            ),
            ("HAVELOCK, N.C. (AP) — It rained.", "HAVELOCK, N.C.", "AP", ""),
            ("Lindau (CNN) It rained.", "Lindau", "CNN", ""),
            ("(CNN) -- It rained.", "", "CNN", ""),
            ("Lindau, 21 jan 2019 (AFP) - It rained.", "Lindau", "AFP", "21 January 2019"),
            ("April 4 (UPI) -- It rained.", "", "UPI", "4 April, no year"),
            ("LINDAU, January 21. /TASS/. It rained.", "LINDAU", "TASS", "21 January, no year"),
            ("Lindau /MONTSAME/. It rained.", "Lindau", "MONTSAME", ""),
            ("Lindau (EFE).- It rained.", "Lindau", "EFE", ""),
            ("(ANSA) - ROMA, 22 MAR - It rained.", "ROMA", "ANSA", "22 March, no year"),
            ("Lindau (dpa) - It rained.", "Lindau", "dpa", ""),
            ("TOKYO, Aug. 6 Kyodo - It rained.", "TOKYO", "Kyodo", "6 August, no year"),
            ("Lindau, Mar 3 2021 (IPS) - It rained.", "Lindau", "IPS", "3 March 2021"),
            ("SALVADOR, Feb 26 - It rained.", "SALVADOR", "", "26 February, no year"),
            ("RICHMOND, Va. – It rained.", "RICHMOND, Va.", "", ""),
            ("LAS VEGAS — It rained.", "LAS VEGAS", "", ""),
        ] {
            let found = parts(paragraph);
            assert_eq!(found, Some((place, credit, date.to_owned(), "It rained.")), "{paragraph}");
        }
    }

    #[test]
    fn prose_that_looks_like_a_dateline() {
        for paragraph in [
            "The World Bank (WB) said it rained.",
            "The news agency (AP) was told that it rained.",
            "FILE - In this photo it rained.",
            "NATO said it rained - again.",
            "It rained (Reuters said) for days.",
            "WATCH: rain - live",
            "UPDATE – It rained.",
        ] {
            assert_eq!(read(paragraph), None, "{paragraph}");
        }
    }
}
