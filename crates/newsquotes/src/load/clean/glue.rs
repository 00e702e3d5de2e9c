//! Words that a machine ran together.
//!
//! Furniture glued to prose (`commentsFerry sinks`) is cut off as a unit of
//! its own. Inside prose the text stays as it is and a [`Repair`] tells the
//! screen where a space is missing (`BrandtHe replied`). Camel-case names
//! (`McDonald`, `YouTube`), addresses and hashtags are no glue.
//!
//! A third of the file are its lists of words, which say what the rules mean.

use std::collections::HashMap;

use super::unit::{TextUnit, UnitVerdict};
use crate::model::{BlockKind, BlockReason, Repair, Span, Text};
use crate::sure::part;

/// Furniture that pages glue to the words behind it.
const BEFORE: [(&str, BlockKind); 9] = [
    ("comments", BlockKind::Comment),
    ("comment", BlockKind::Comment),
    ("share", BlockKind::Share),
    ("advertisement", BlockKind::Notice),
    ("story highlights", BlockKind::Notice),
    ("category", BlockKind::Navigation),
    ("related", BlockKind::Related),
    ("read more", BlockKind::Related),
    ("toggle caption", BlockKind::Caption),
];

/// Furniture that pages glue to the words before it.
const BEHIND: [(&str, BlockKind); 4] = [
    ("Share", BlockKind::Share),
    ("Comments", BlockKind::Comment),
    ("Advertisement", BlockKind::Notice),
    ("Tweet", BlockKind::Share),
];

/// Cuts glued furniture off open units.
pub(super) fn cut(text: &Text, units: Vec<TextUnit>) -> Vec<TextUnit> {
    if !units.iter().any(|unit| unit.is_open() && point(text.get(unit.span)).is_some()) {
        return units;
    }
    let mut all = Vec::with_capacity(units.len() + 4);
    for unit in units {
        match point(text.get(unit.span)).filter(|_| unit.is_open()) {
            Some(point) => all.extend(pieces(text, &unit, point)),
            None => all.push(unit),
        }
    }
    all
}

/// Where a unit is cut, and which side is furniture of what kind.
#[derive(Clone, Copy)]
struct Point {
    at: usize,
    furniture_first: bool,
    kind: BlockKind,
}

fn pieces(text: &Text, unit: &TextUnit, point: Point) -> [TextUnit; 2] {
    let middle = unit.span.start() + point.at;
    let mut first = TextUnit::new(text, text.trim(text.clamp(unit.span.start()..middle)), unit.gap);
    let mut second = TextUnit::new(text, text.trim(text.clamp(middle..unit.span.end())), 0);
    let verdict = UnitVerdict { kind: point.kind, why: BlockReason::GluedLabel };
    if point.furniture_first {
        first.verdict = Some(verdict);
    } else {
        second.verdict = Some(verdict);
    }
    [first, second]
}

fn point(words: &str) -> Option<Point> {
    before(words).or_else(|| behind(words))
}

fn before(words: &str) -> Option<Point> {
    BEFORE.iter().find_map(|(label, kind)| {
        let section = if *label == "category" { category(words)? } else { 0 };
        let end = section + label.len();
        let head = words.get(section..end)?;
        let rest = words.get(end..)?;
        // No sentence begins with these words, so that a space may follow.
        let rest = if *label == "story highlights" { rest.trim_start() } else { rest };
        let glued = head.eq_ignore_ascii_case(label)
            && words.get(..section)?.bytes().all(|b| b.is_ascii_alphabetic())
            && head.ends_with(|c: char| c.is_ascii_lowercase())
            && rest.starts_with(|c: char| c.is_uppercase() || matches!(c, '“' | '"' | '‘'))
            && rest.len() > 14;
        glued.then_some(Point { at: end, furniture_first: true, kind: *kind })
    })
}

/// Where the label "category" stands behind the name of a section.
fn category(words: &str) -> Option<usize> {
    const LABEL: &[u8] = b"category";
    let head = words.as_bytes().get(1..words.len().min(16 + LABEL.len())).unwrap_or_default();
    head.windows(LABEL.len()).position(|part| part == LABEL).map(|at| at + 1)
}

fn behind(words: &str) -> Option<Point> {
    BEHIND.iter().find_map(|(label, kind)| {
        let rest = words.strip_suffix(label)?;
        let glued =
            rest.len() > 2 && rest.ends_with(|c: char| c.is_lowercase() || matches!(c, '.' | '”'));
        glued.then_some(Point { at: rest.len(), furniture_first: false, kind: *kind })
    })
}

/// Words that open a sentence or go on with one; as the second half of a
/// glued word they need no other evidence.
const OPENERS: [&str; 66] = [
    "He",
    "She",
    "It",
    "They",
    "We",
    "The",
    "In",
    "On",
    "At",
    "But",
    "And",
    "When",
    "While",
    "After",
    "Since",
    "As",
    "For",
    "If",
    "This",
    "That",
    "There",
    "These",
    "Those",
    "His",
    "Her",
    "Its",
    "Also",
    "However",
    "With",
    "From",
    "Before",
    "During",
    "According",
    "What",
    "Who",
    "Why",
    "How",
    "Then",
    "Now",
    "Still",
    "Yet",
    "Although",
    "Because",
    "Earlier",
    "Later",
    "Meanwhile",
    "Our",
    "Their",
    "Under",
    "Not",
    "No",
    "To",
    "By",
    "Or",
    "Der",
    "Die",
    "Das",
    "Und",
    "Les",
    "Une",
    "Pour",
    "Los",
    "Las",
    "Una",
    "Nel",
    "Della",
];

/// Names whose halves look like two words run together.
const CAMEL: [&str; 30] = [
    "LinkedIn",
    "HealthCare",
    "MasterCard",
    "PlayStation",
    "FiveThirtyEight",
    "PolitiFact",
    "ThinkProgress",
    "RealClearPolitics",
    "BlackRock",
    "BlackBerry",
    "WordPress",
    "JavaScript",
    "OpenTable",
    "TechCrunch",
    "VentureBeat",
    "PowerPoint",
    "FreedomWorks",
    "MoveOn",
    "ProPublica",
    "CrowdStrike",
    "WikiLeaks",
    "AstraZeneca",
    "GlaxoSmithKline",
    "ExxonMobil",
    "DreamWorks",
    "StubHub",
    "TripAdvisor",
    "LifeSiteNews",
    "PlannedParenthood",
    "ObamaCare",
];

const GLUED: &str = "two words run together";

/// Repairs of one article; more are not worth showing.
const MOST: usize = 200;

/// Names that are looked for in the whole body.
const TRIES: usize = 20;

/// Finds the places in the body where a space is missing.
pub(super) fn repairs(text: &Text, body: &[Span]) -> Vec<Repair> {
    let mut found = Vec::new();
    let mut vocabulary = None;
    for span in body {
        let words = text.get(*span);
        for at in suspects(words) {
            let glued = |pair: GluedPair<'_>| {
                is_glued(&pair, vocabulary.get_or_insert_with(|| Vocabulary::of(text, body)))
            };
            let missing =
                stop_missing_space(words, at) || GluedPair::at(words, at).is_some_and(glued);
            if missing && found.len() < MOST {
                let at = span.start() + at;
                found.push(Repair { span: text.clamp(at..at), shown: " ".into(), why: GLUED });
            }
        }
    }
    found.extend(names_glued_to_in(text, body));
    found.sort_by_key(|repair| repair.span);
    found.dedup_by_key(|repair| repair.span);
    found
}

/// Offsets of capital letters right behind a small letter or a full stop.
fn suspects(words: &str) -> impl Iterator<Item = usize> + '_ {
    let bytes = words.as_bytes();
    bytes.windows(3).enumerate().filter_map(|(at, three)| {
        let [before, capital, after] = three else { return None };
        let fits = capital.is_ascii_uppercase()
            && after.is_ascii_lowercase()
            && (before.is_ascii_lowercase()
                || *before >= 0x80
                || matches!(before, b'.' | b'!' | b'?' | b':'));
        fits.then_some(at + 1)
    })
}

/// `sank.Nobody`, `added:The`: a full stop or colon between a small letter
/// and a capital one.
fn stop_missing_space(words: &str, at: usize) -> bool {
    let (Some(before), Some(after)) = (words.get(..at), words.get(at..)) else { return false };
    let Some(rest) = before.strip_suffix(['.', '!', '?', ':']) else { return false };
    let word = last_word(rest);
    let lower = word.len() >= 3 && word.chars().all(char::is_lowercase);
    lower && first_word(after).len() >= 2 && !in_address(words, at)
}

/// Two halves that may be words run together.
struct GluedPair<'a> {
    /// The word before the two.
    before: &'a str,
    left: &'a str,
    right: &'a str,
    whole: &'a str,
}

impl<'a> GluedPair<'a> {
    /// The halves around `at`, unless they are a name or an address.
    fn at(words: &'a str, at: usize) -> Option<GluedPair<'a>> {
        let (left, right) = (last_word(words.get(..at)?), first_word(words.get(at..)?));
        let whole = words.get(at - left.len()..at + right.len())?;
        let fits = left.chars().count() >= 4
            && left.ends_with(char::is_lowercase)
            && !inner_capitals(left)
            && !CAMEL.iter().any(|name| whole.starts_with(name))
            && !in_address(words, at);
        let before = words.get(..at - left.len())?.trim_end();
        fits.then_some(GluedPair { before: last_word(before), left, right, whole })
    }
}

/// Whether the halves are words of their own: the second opens a sentence or
/// stands elsewhere in the article in small letters and a name ends before it.
/// What is written so twice is a name of its own.
fn is_glued(pair: &GluedPair<'_>, vocabulary: &Vocabulary<'_>) -> bool {
    let GluedPair { before, left, right, whole } = *pair;
    let opener = OPENERS.contains(&right);
    let name = before.starts_with(char::is_uppercase) && left.chars().count() >= 5;
    let word = || right.len() >= 4 && vocabulary.count(&right.to_lowercase()) > 0;
    vocabulary.count(whole) <= 1 && (opener || name && word())
}

fn inner_capitals(word: &str) -> bool {
    word.chars().skip(1).any(char::is_uppercase)
}

/// Characters that a word or an address may have; longer ones are no words,
/// and looking further would take hostile input quadratic time.
const LONGEST: usize = 60;

fn last_word(words: &str) -> &str {
    let letters = words.char_indices().rev().take(LONGEST).take_while(|(_, c)| c.is_alphabetic());
    letters.last().map_or("", |(at, _)| part(words, at..))
}

fn first_word(words: &str) -> &str {
    let letters = words.char_indices().take(LONGEST).take_while(|(_, c)| c.is_alphabetic());
    let end = letters.last().map_or(0, |(at, c)| at + c.len_utf8());
    part(words, ..end)
}

/// Whether the characters around `at` up to the next spaces are an address, a
/// hashtag or an account.
fn in_address(words: &str, at: usize) -> bool {
    let (Some(before), Some(after)) = (words.get(..at), words.get(at..)) else { return true };
    let spaced = |(_, c): &(usize, char)| !c.is_whitespace();
    let left = before.char_indices().rev().take(LONGEST).take_while(spaced).last();
    let right = after.char_indices().take(LONGEST).take_while(spaced).last();
    let start = left.map_or(at, |(start, _)| start);
    let end = right.map_or(at, |(end, c)| at + end + c.len_utf8());
    let token = part(words, start..end).trim_end_matches(['.', ',', ':', ';', '!', '?']);
    let dotted = token.as_bytes().windows(3).any(|three| {
        matches!(three, [a, b'.', b] if a.is_ascii_alphanumeric() && b.is_ascii_lowercase())
    });
    token.contains(['@', '#', '_', '\\', '/', '='])
        || token.contains("www.")
        || dotted
        || token.chars().count() >= LONGEST
}

/// How often each word stands in the body.
struct Vocabulary<'a>(HashMap<&'a str, u32>);

impl<'a> Vocabulary<'a> {
    fn of(text: &'a Text, body: &[Span]) -> Vocabulary<'a> {
        let mut counts = HashMap::new();
        for span in body {
            for word in
                text.get(*span).split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty())
            {
                *counts.entry(word).or_default() += 1;
            }
        }
        Vocabulary(counts)
    }

    fn count(&self, word: &str) -> u32 {
        self.0.get(word).copied().unwrap_or(0)
    }
}

/// `Lindauin 2014`: a name of the article with "in" glued to it before a year.
fn names_glued_to_in(text: &Text, body: &[Span]) -> Vec<Repair> {
    let found = body.iter().flat_map(|span| {
        let words = text.get(*span);
        memchr::memmem::find_iter(words.as_bytes(), "in ")
            .filter_map(move |at| Some((span.start() + at, name_before_year(words, at)?)))
    });
    let named = found
        .take(TRIES)
        .filter(|(_, name)| body.iter().any(|other| stands_alone(text.get(*other), name)));
    named
        .map(|(at, _)| Repair { span: text.clamp(at..at), shown: " ".into(), why: GLUED })
        .collect()
}

/// The capitalised word that runs into the "in " at `at`, a year behind it.
fn name_before_year(words: &str, at: usize) -> Option<&str> {
    if !words.as_bytes().get(at + 3..at + 7)?.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let name = last_word(words.get(..at)?);
    (name.len() >= 5 && name.starts_with(char::is_uppercase)).then_some(name)
}

fn stands_alone(words: &str, name: &str) -> bool {
    words.match_indices(name).any(|(at, _)| {
        let after = part(words, at + name.len()..);
        !after.starts_with(char::is_alphanumeric)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repaired(words: &str) -> String {
        let text = Text::new(words).unwrap();
        let mut shown = words.to_owned();
        for repair in repairs(&text, &[text.whole()]).iter().rev() {
            shown.insert_str(repair.span.start(), &repair.shown);
        }
        shown
    }

    #[test]
    fn words_run_together_get_their_space_on_the_screen() {
        for (source, shown) in [
            (
                "The captain, Mona BrandtHe replied at once.",
                "The captain, Mona Brandt He replied at once.",
            ),
            (
                "She came personallySince nobody else would.",
                "She came personally Since nobody else would.",
            ),
            (
                "He was invited. Jon KolbeInvited them all.",
                "He was invited. Jon Kolbe Invited them all.",
            ),
            ("The ferry sank.Nobody was hurt.", "The ferry sank. Nobody was hurt."),
            ("Ober added:Saving the ferry helps.", "Ober added: Saving the ferry helps."),
            (
                "Lindau was quiet. He left Lindauin 2014.",
                "Lindau was quiet. He left Lindau in 2014.",
            ),
        ] {
            assert_eq!(repaired(source), shown);
        }
    }

    #[test]
    fn names_addresses_and_hashtags_are_no_glue() {
        for words in [
            "McDonald and MacArthur met DeVos on YouTube and LinkedIn.",
            "The BuzzFeed post on iPhone and HealthCare.gov and eBay.",
            "See https://example.org/FerryNews and #FerrySafeNow and @MonaBrandtHe today.",
            "Example.Com and J.R. Brandt and U.S.Navy.",
        ] {
            assert_eq!(repaired(words), words);
        }
    }

    #[test]
    fn glued_furniture_is_cut_off() {
        let text = Text::new("Story highlights Ferry sinks at noon\ncommentsFerry sinks in the harbour\nLake newscategoryFerry sinks again\nMona BrandtShare\nSharon spoke.").unwrap();
        let units = cut(&text, super::super::lines::units(&text, 0..text.len()));
        let words: Vec<&str> = units.iter().map(|unit| text.get(unit.span)).collect();
        assert_eq!(
            words,
            [
                "Story highlights",
                "Ferry sinks at noon",
                "comments",
                "Ferry sinks in the harbour",
                "Lake newscategoryFerry sinks again",
                "Mona Brandt",
                "Share",
                "Sharon spoke."
            ]
        );
    }
}
