//! Letters that tell articles apart which a style calls by the same author and
//! year: `Vey 2024a`, `Vey 2024b`.
//!
//! Which letter an article gets is known only when all are written. So styles
//! write a mark in its place, and [`YearLetters::settled`] puts the letters in
//! when the piece ends. An article that is cited alone gets none.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write as _;

use super::dates::UNDATED;
use crate::cite::CitedSource;
use crate::cite::known_or_empty;

/// Characters for private use, which no article of news has: a mark is the
/// number of an article between them.
const OPEN: char = '\u{F0000}';
const CLOSE: char = '\u{F0001}';

/// How a style calls an article in the text, and in which order those that it
/// calls the same get their letters. The official file for APA sorts them by
/// day and title, the one for Chicago by title alone.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LetterRule {
    pub(super) label: fn(&CitedSource) -> String,
    pub(super) by_day: bool,
}

/// The articles written so far by what the style calls them.
#[derive(Debug, Default)]
pub(crate) struct YearLetters {
    /// By path, title and bytes: the same article keeps its number.
    numbers: HashMap<String, usize>,
    /// Under each label the articles in the order of their letters.
    labels: BTreeMap<String, BTreeSet<(String, String, usize)>>,
}

/// What stands behind a year until the letters are known.
pub(super) fn mark(number: Option<usize>) -> String {
    known_or_empty(number.map(|number| format!("{OPEN}{number}{CLOSE}")))
}

impl YearLetters {
    /// The number of an article, from 1, which is noted under what the style
    /// calls it, as `rule` says.
    pub(crate) fn number(&mut self, source: &CitedSource, rule: Option<&LetterRule>) -> usize {
        let title = known_or_empty(source.title.as_deref());
        let next = self.numbers.len() + 1;
        let identity = format!("{}\n{title}\n{}", source.path, source.sha256);
        let number = *self.numbers.entry(identity).or_insert(next);
        if let Some(rule) = rule {
            let day = source.date.filter(|_| rule.by_day).and_then(|date| date.iso());
            let place = (known_or_empty(day), sorted_as(title), number);
            self.labels.entry((rule.label)(source)).or_default().insert(place);
        }
        number
    }

    /// A finished piece with letters for its marks.
    pub(crate) fn settled(&self, piece: &str) -> String {
        let letters = self.letters();
        let mut out = String::with_capacity(piece.len());
        let mut rest = piece;
        while let Some((before, number, after)) = next_mark(rest) {
            out.push_str(before);
            if let Some(letter) = letters.get(&number) {
                // APA and Chicago: `n.d.-a`.
                let dash = if out.ends_with(UNDATED) { "-" } else { "" };
                let _ = write!(out, "{dash}{letter}");
            }
            rest = after;
        }
        out.push_str(rest);
        out
    }

    /// The letters of the articles that share what they are called.
    fn letters(&self) -> HashMap<usize, String> {
        let shared = self.labels.values().filter(|articles| articles.len() > 1);
        shared.flat_map(|articles| (0..).zip(articles)).map(lettered).collect()
    }
}

fn lettered((place, (_, _, number)): (u32, &(String, String, usize))) -> (usize, String) {
    (*number, letters(place))
}

/// What stands before the first mark, its number, and what stands behind it.
fn next_mark(text: &str) -> Option<(&str, usize, &str)> {
    let (before, rest) = text.split_once(OPEN)?;
    let (number, after) = rest.split_once(CLOSE)?;
    Some((before, number.parse().ok()?, after))
}

/// A title without the article it begins with.
fn sorted_as(title: &str) -> String {
    let small = title.to_lowercase();
    let bare = ["the ", "an ", "a "].iter().find_map(|article| small.strip_prefix(article));
    bare.unwrap_or(&small).trim_start_matches(|c: char| !c.is_alphanumeric()).to_owned()
}

/// a to z, then aa, ab and so on.
pub(in crate::cite) fn letters(number: u32) -> String {
    let last = char::from_u32(u32::from('a') + number % 26).unwrap_or('a');
    match (number / 26).checked_sub(1) {
        Some(rest) => format!("{}{last}", letters(rest)),
        None => last.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use newsquotes::model::Date;

    fn source(title: &str, day: Option<&str>) -> CitedSource {
        CitedSource {
            title: Some(title.to_owned()),
            date: day.and_then(Date::parse_iso),
            path: format!("{title}.txt"),
            ..CitedSource::default()
        }
    }

    /// The letters of some articles, as pandoc 2.17 gave them with the official
    /// files.
    fn letters(by_day: bool) -> String {
        let mut letters = YearLetters::default();
        let label = |source: &CitedSource| format!("Vey {:?}", source.year());
        let rule = LetterRule { label, by_day };
        let articles = [
            ("The tower", Some("2026-04-09")),
            ("Bridge", Some("2026-04-09")),
            ("Ferry", Some("2026-02-01")),
            ("Undated", None),
            ("A gap", None),
            ("Alone", Some("2025-02-01")),
            ("The tower", Some("2026-04-09")),
        ];
        let mut piece = String::new();
        for (title, day) in articles {
            let number = letters.number(&source(title, day), Some(&rule));
            let year = day.map_or(UNDATED, |_| "Y");
            let _ = write!(piece, "{year}{} ", mark(Some(number)));
        }
        letters.settled(&piece)
    }

    #[test]
    fn articles_called_the_same_get_letters_in_the_order_of_the_style() {
        assert_eq!(letters(true), "Yc Yb Ya n.d.-b n.d.-a Y Yc ");
        assert_eq!(letters(false), "Yc Ya Yb n.d.-b n.d.-a Y Yc ");
    }

    #[test]
    fn what_is_no_mark_stays() {
        let letters = YearLetters::default();
        let odd = format!("a{OPEN}x{CLOSE}b{OPEN}");
        assert_eq!(letters.settled(&odd), odd);
        assert_eq!(letters.settled(&mark(Some(7))), "");
    }
}
