//! Author lines: `By Mona Brandt and Jo Ober | Lake Courier | 4 April 2024`,
//! and names that stand alone beside a date. Knows no names; a name is a line
//! of few words with capitals.

use super::phrases;
use super::unit::{TextUnit, UnitEnding};
use crate::load::dates;
use crate::model::{BlockKind, BlockReason, Text};

/// Marks between the author and what stands behind.
pub(super) const SEPARATORS: [char; 3] = ['|', '•', '·'];

/// The names of an author line: `By Mona Brandt and Jo Ober`. Without what
/// stands behind a separator, and without a date.
pub(super) fn names(words: &str) -> Option<&str> {
    if words.len() > 900 {
        return None;
    }
    let after = behind_by(words)?;
    let names = after.split(SEPARATORS).next().unwrap_or(after);
    let names = without_date(names)?.trim_end_matches([',', ' ', '\u{a0}', '-', '–', '—']);
    are_names(names).then_some(names)
}

/// What stands behind "By", "Von", "By:", "Written by".
fn behind_by(words: &str) -> Option<&str> {
    let space = [' ', '\u{a0}', '\t'];
    let known = |by: &str| {
        let by = by.to_lowercase();
        let bare = by.trim_end_matches(':');
        phrases::BYLINE.iter().any(|known| *known == by || *known == bare)
    };
    let (first, rest) = words.split_once(space)?;
    let rest = rest.trim_start_matches(':').trim_start();
    if let Some((second, names)) = rest.split_once(space)
        && known(&format!("{first} {second}"))
    {
        return Some(names.trim());
    }
    known(first).then_some(rest.trim())
}

/// Names up to a date that stands behind them, with nothing but a time after
/// it: `Mona Brandt, published on 4 April 2024 at 10:15`.
fn without_date(names: &str) -> Option<&str> {
    let Some(found) = dates::find(names) else { return Some(names) };
    let (before, after) = (names.get(..found.range.start)?, names.get(found.range.end..)?);
    let mut words: Vec<&str> = before.split_whitespace().collect();
    while words.last().is_some_and(|word| word.starts_with(char::is_lowercase)) {
        words.pop();
    }
    let last = words.last()?;
    let end = last.as_ptr() as usize - before.as_ptr() as usize + last.len();
    (words.len() >= 2 && after.len() <= 25).then(|| before.get(..end))?
}

/// A line without the "By" before it, where a capital follows.
pub(super) fn without_by(line: &str) -> &str {
    let names = behind_by(line).map(|names| names.trim_start_matches([':', ' ']));
    names.filter(|names| names.starts_with(char::is_uppercase)).unwrap_or(line)
}

/// A line up to its first date, without the small words that announce it.
pub(super) fn before_date(line: &str) -> &str {
    let Some(before) = dates::find(line).and_then(|found| line.get(..found.range.start)) else {
        return line;
    };
    let mut before = before.trim_end_matches([' ', ',', '|', '-', '–', '—', '•', '·', ':']);
    while let Some((rest, last)) = before.rsplit_once(' ')
        && last.starts_with(char::is_lowercase)
    {
        before = rest.trim_end_matches([' ', ',', '|', '-', '–', '—', '•', '·', ':']);
    }
    before
}

/// Mostly capitalised words, no sentence.
fn are_names(names: &str) -> bool {
    let words: Vec<&str> = names.split_whitespace().collect();
    let capitalised = words
        .iter()
        .filter(|word| word.starts_with(|c: char| c.is_uppercase() || matches!(c, '<' | '(' | '"')))
        .count();
    // "Mona Brandt and agencies", "Mona Brandt in Bregenz".
    let joining = words.iter().filter(|word| JOINING.contains(word)).count();
    let abbreviated = words.last().is_some_and(|last| last.len() <= 4);
    let listed = names.contains(',') && capitalised == words.len();
    let sentence = names.ends_with(['.', '!', '?', ':'])
        && !names.ends_with("Jr.")
        && words.len() > 3
        && !(abbreviated || listed);
    let first = words.first().is_some_and(|word| {
        word.trim_start_matches(['"', '“', '<']).starts_with(char::is_uppercase)
    });
    !words.is_empty()
        && words.len() <= 40
        && first
        && !sentence
        && capitalised * 3 >= (words.len() - joining) * 2
}

/// Small words in author lines that are no names.
const JOINING: [&str; 20] = [
    "and",
    "und",
    "et",
    "y",
    "e",
    "en",
    "och",
    "og",
    "in",
    "with",
    "agencies",
    "agency",
    "wires",
    "staff",
    "mit",
    "avec",
    "con",
    "agences",
    "agencias",
    "agenturen",
];

/// Finds the author lines of a head.
pub(super) fn mark(text: &Text, head: &mut [TextUnit]) {
    for at in 0..head.len() {
        let below_by = at
            .checked_sub(1)
            .and_then(|above| head.get(above))
            .is_some_and(|above| above.shape.words <= 2 && is_by(text.get(above.span)));
        let Some(unit) = head.get_mut(at) else { continue };
        let words = text.get(unit.span);
        let dated = unit.kind() == Some(BlockKind::Dateline);
        if (unit.is_open() || dated) && names(words).is_some() {
            unit.decide(BlockKind::Byline, BlockReason::ByAndName);
        } else if below_by && unit.is_open() && unit.gap <= 1 && is_person(words) {
            unit.decide(BlockKind::Byline, BlockReason::NameBelowBy);
            let by = at.checked_sub(1).and_then(|above| head.get_mut(above));
            if let Some(by) = by.filter(|by| by.is_open()) {
                by.decide(BlockKind::Notice, BlockReason::AboutWriters);
            }
        }
    }
}

/// A lone "By", with the name on the next line.
pub(super) fn is_by(words: &str) -> bool {
    let bare = words.trim().trim_end_matches(':').trim_end().to_lowercase();
    phrases::BYLINE.contains(&bare.as_str())
}

/// A name alone in the head of an article that has no other author line, right
/// beside a date. Below the date an outlet is as likely, so that only a whole
/// page, where an outlet stands in the menu, has its author there.
pub(super) fn mark_alone(text: &Text, head: &mut [TextUnit], below: bool) {
    let by = |unit: &TextUnit| unit.kind() == Some(BlockKind::Byline);
    if head.iter().any(by) {
        return;
    }
    let dated = |at: Option<usize>| {
        let unit = at.and_then(|at| head.get(at));
        unit.is_some_and(|unit| unit.kind() == Some(BlockKind::Dateline))
    };
    let found = head.iter().enumerate().position(|(at, unit)| {
        let free = unit.is_open() || unit.verdict.is_some_and(|v| v.why.is_outside());
        free && (dated(Some(at + 1)) || below && dated(at.checked_sub(1)))
            && is_person(text.get(unit.span))
    });
    if let Some(unit) = found.and_then(|at| head.get_mut(at)) {
        unit.decide(BlockKind::Byline, BlockReason::NameBesideDate);
    }
}

/// Words in the names of newspapers and offices, not of people.
const OUTLETS: [&str; 22] = [
    "news",
    "times",
    "post",
    "daily",
    "press",
    "agency",
    "journal",
    "herald",
    "tribune",
    "staff",
    "editor",
    "desk",
    "correspondent",
    "reporter",
    "zeitung",
    "le",
    "the",
    "blog",
    "radio",
    "team",
    "editorial",
    "redaktion",
];

/// Two to four words of a name: each begins with a capital, but for particles.
fn is_person(words: &str) -> bool {
    const PARTICLES: [&str; 14] =
        ["de", "da", "di", "del", "della", "van", "von", "der", "den", "la", "y", "e", "bin", "al"];
    let parts: Vec<&str> = words.split_whitespace().collect();
    let is_name = |part: &&str| {
        part.starts_with(char::is_uppercase)
            && part.chars().any(char::is_lowercase)
            && part.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.'))
            || part.len() == 2 && part.ends_with('.')
    };
    (2..=5).contains(&parts.len())
        && words.len() <= 50
        && parts.iter().all(|part| is_name(part) || PARTICLES.contains(part))
        && parts.iter().filter(|part| is_name(part)).count() >= 2
        && !parts.iter().any(|part| OUTLETS.contains(&part.to_lowercase().as_str()))
}

/// One or several people, with nothing else: `Mona Brandt, Jo Ober and Ada Quist`.
pub(super) fn are_people(words: &str) -> bool {
    let listed = words.replace(" and ", ", ").replace(" und ", ", ").replace(" et ", ", ");
    let mut people =
        listed.split([',', ';', '&']).map(|name| name.trim_matches([' ', '"', '“', '”']));
    people.clone().count() <= 12 && people.all(is_person)
}

/// A short line of names: an outlet or a writer.
pub(super) fn is_name_line(unit: &TextUnit) -> bool {
    let shape = &unit.shape;
    (1..=7).contains(&shape.words)
        && shape.chars <= 60
        && shape.ending == UnitEnding::Other
        && shape.letters > 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_of_an_author_line() {
        for (line, expected) in [
            ("By Mona Brandt and Jo Ober", "Mona Brandt and Jo Ober"),
            ("By: Mona Brandt", "Mona Brandt"),
            ("By Mona Brandt | Lake Courier | 4 April 2024", "Mona Brandt"),
            ("By MONA BRANDT, April 4, 2024", "MONA BRANDT"),
            ("By Mona Brandt published 4 April 2024", "Mona Brandt"),
            ("Von Mona Brandt, Lindau", "Mona Brandt, Lindau"),
            ("Par : Mona Brandt", "Mona Brandt"),
            ("Autor: Mona Brandt", "Mona Brandt"),
            ("Written by Mona Brandt", "Mona Brandt"),
        ] {
            assert_eq!(names(line), Some(expected), "{line}");
        }
    }

    #[test]
    fn sentences_that_begin_with_by_are_no_author_lines() {
        for line in [
            "By noon the ferry had sunk.",
            "By Friday 4 April the ferry will sail again, the harbour said.",
            "By 2024",
            "By far the oldest ferry",
        ] {
            assert_eq!(names(line), None, "{line}");
        }
    }

    #[test]
    fn a_person_is_told_from_an_outlet() {
        assert!(is_person("Mona Brandt") && is_person("Jo van der Ober"));
        for line in ["Lake News", "MONA BRANDT", "Brandt", "Mona Brandt 4", "The Ferry"] {
            assert!(!is_person(line), "{line}");
        }
    }
}
