//! Factiva: its article layout, which ends in `Document LAKCOU0020240404…`,
//! and its display of fields, whose codes stand in two or three capitals.

use std::ops::Range;

use super::{PressArticle, PressLine, hull};
use crate::load::clean;
use crate::load::dates;
use crate::sure;

/// Codes of fields.
const CODES: [&str; 30] = [
    "HD", "HL", "CR", "BY", "WC", "PD", "ET", "SN", "SC", "ED", "PG", "VOL", "LA", "CY", "LP",
    "TD", "CO", "IN", "NS", "RE", "IPC", "IPD", "PUB", "AN", "ART", "CT", "RF", "SE", "CLM", "DLN",
];

pub(super) fn sniff(content: &str) -> bool {
    let mut lines = content.lines().map(str::trim);
    let fields = || {
        let alone = |code: &str| {
            content.lines().any(|line| field(line.trim()).is_some_and(|(found, _)| found == code))
        };
        alone("HD") && (alone("LP") || alone("TD"))
    };
    let document = lines.clone().any(is_document);
    document && lines.any(is_length) || fields()
}

/// `123 words`.
fn is_length(line: &str) -> bool {
    line.split_once(' ').is_some_and(|(count, words)| {
        words == "words"
            && count.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b'.'))
    })
}

/// `Document LAKCOU0020240404ek4400001`.
fn is_document(line: &str) -> bool {
    line.strip_prefix("Document ").is_some_and(|number| {
        number.len() >= 12
            && number.bytes().all(|byte| byte.is_ascii_alphanumeric())
            && number.bytes().filter(u8::is_ascii_digit).count() >= 8
    })
}

/// The code at the start of a line, and where its value begins.
fn field(line: &str) -> Option<(&'static str, usize)> {
    let code = CODES.iter().find(|code| line.starts_with(**code))?;
    let longest = CODES
        .iter()
        .filter(|known| line.starts_with(**known))
        .max_by_key(|known| known.len())
        .unwrap_or(code);
    let rest = line.get(longest.len()..)?;
    let value = rest.trim_start();
    let parted = rest.is_empty() || rest.starts_with('\t') || rest.starts_with("  ");
    parted.then_some((*longest, line.len() - value.len()))
}

pub(super) fn articles(lines: &[PressLine<'_>]) -> Vec<PressArticle> {
    let coded = lines.iter().any(|line| field(line.words).is_some_and(|(code, _)| code == "HD"));
    let mut found = Vec::new();
    let mut from = 0;
    for (at, line) in lines.iter().enumerate() {
        if is_document(line.words) || coded && is_last(lines, at) {
            let part = sure::items(lines, from..=at);
            found.extend(if coded { of_fields(part) } else { of_layout(part) });
            from = at + 1;
        }
    }
    if coded {
        found.extend(of_fields(sure::items(lines, from..)));
    }
    found
}

/// Whether the next line with words opens another article.
fn is_last(lines: &[PressLine<'_>], at: usize) -> bool {
    let next = lines.iter().skip(at + 1).find(|line| !line.is_blank());
    let opens = |line: &PressLine<'_>| {
        field(line.words).is_some_and(|(code, _)| matches!(code, "HD" | "SE"))
    };
    let own = lines.get(at).is_some_and(|line| {
        !line.is_blank() && field(line.words).is_none_or(|(code, _)| code != "SE")
    });
    own && next.is_some_and(opens)
}

fn of_fields(lines: &[PressLine<'_>]) -> Option<PressArticle> {
    let mut values: Vec<(&'static str, Range<usize>)> = Vec::new();
    for line in lines.iter().filter(|line| !line.is_blank()) {
        if let Some((code, at)) = field(line.words) {
            values.push((code, line.range.start + at..line.range.end));
        } else if let Some((_, value)) = values.last_mut() {
            *value = if value.start == value.end {
                line.range.clone()
            } else {
                value.start..line.range.end
            };
        }
    }
    let value = |code: &str| {
        values
            .iter()
            .find(|(found, value)| *found == code && !value.is_empty())
            .map(|(_, value)| value.clone())
    };
    let title = value("HD").or_else(|| value("HL"))?;
    let body = [value("LP"), value("TD")].into_iter().flatten().collect();
    Some(PressArticle {
        range: hull(lines),
        title: Some(title),
        byline: value("BY"),
        outlet: value("SN"),
        date: value("PD"),
        body,
        ..PressArticle::default()
    })
}

/// Headline, author, `123 words`, date, time, outlet, code, page, language,
/// copyright, body.
fn of_layout(lines: &[PressLine<'_>]) -> Option<PressArticle> {
    let words = lines.iter().position(|line| is_length(line.words))?;
    let head: Vec<&PressLine<'_>> =
        lines.get(..words)?.iter().filter(|line| !line.is_blank()).collect();
    let is_by = |line: &&&PressLine<'_>| clean::author_names(line.words).is_some();
    let by = head.iter().rfind(is_by).map(|line| line.range.clone());
    let titles: Vec<&&PressLine<'_>> =
        head.iter().filter(|line| !is_by(line) && !clean::is_section(line.words)).collect();
    let title = titles.last().map(|line| line.range.clone())?;
    let below = lines.get(words + 1..)?;
    let full = || below.iter().enumerate().filter(|(_, line)| !line.is_blank());
    let (dated, date) = full()
        .take(3)
        .find(|(_, line)| dates::find(line.words).is_some_and(|found| found.date.year.is_some()))?;
    let is_time = |line: &PressLine<'_>| line.words.len() <= 8 && line.words.contains(':');
    let outlet = full().find(|(at, line)| *at > dated && !is_time(line));
    let is_copyright = |line: &PressLine<'_>| {
        let words = line.words.to_lowercase();
        words.contains("copyright")
            || words.starts_with("(c)")
            || words.starts_with('©')
            || words.contains("all rights reserved")
    };
    let last = full().take(14).filter(|(at, line)| *at > dated && is_copyright(line)).last();
    let gap = || below.iter().enumerate().skip(dated + 1).find(|(_, line)| line.is_blank());
    let start = last.or_else(gap).map_or(dated + 1, |(at, _)| at + 1);
    let end = below.len().checked_sub(1)?;
    Some(PressArticle {
        range: hull(lines),
        title: Some(title),
        byline: by,
        outlet: outlet.map(|(_, line)| line.range.clone()),
        date: Some(date.range.clone()),
        body: vec![hull(below.get(start..end)?)],
        ..PressArticle::default()
    })
}
