//! `LexisNexis` (`2 of 10 DOCUMENTS`) and Nexis Uni (`End of Document`).

use std::ops::Range;

use super::{PressArticle, PressLine, hull};
use crate::load::dates;

/// Labels behind the body, which end it.
const BEHIND: [&str; 24] = [
    "load-date",
    "language",
    "graphic",
    "publication-type",
    "subject",
    "organization",
    "person",
    "geographic",
    "industry",
    "company",
    "ticker",
    "country",
    "state",
    "city",
    "journal-code",
    "document-type",
    "correction",
    "correction-date",
    "notes",
    "url",
    "acc-no",
    "publication type",
    "distribution",
    "type",
];

/// Headings of Nexis Uni that stand alone behind the body.
const HEADINGS: [&str; 5] = ["graphic", "classification", "notes", "correction", "load-date"];

pub(super) fn sniff(content: &str) -> bool {
    let mut lines = content.lines().map(str::trim);
    let told = |line: &str| {
        let line = line.to_ascii_lowercase();
        line.starts_with("length:") && line.ends_with("words") || line == "body" || line == "body:"
    };
    lines.clone().any(|line| is_count(line) || line == "End of Document") && lines.any(told)
}

/// `2 of 10 DOCUMENTS`.
fn is_count(line: &str) -> bool {
    let mut words = line.split(' ');
    let number = |word: Option<&str>| {
        word.is_some_and(|word| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit()))
    };
    number(words.next())
        && words.next() == Some("of")
        && number(words.next())
        && words.next().is_some_and(|word| word.starts_with("DOCUMENT"))
        && words.next().is_none()
}

pub(super) fn articles(lines: &[PressLine<'_>]) -> Vec<PressArticle> {
    let classic = lines.iter().any(|line| is_count(line.words));
    let ends = |line: &PressLine<'_>| {
        if classic { is_count(line.words) } else { line.words == "End of Document" }
    };
    lines.split(ends).filter_map(|part| article(part, classic)).collect()
}

fn article(lines: &[PressLine<'_>], classic: bool) -> Option<PressArticle> {
    let is_body = |line: &PressLine<'_>| {
        line.words.eq_ignore_ascii_case("body") || line.words.eq_ignore_ascii_case("body:")
    };
    let body = lines.iter().position(is_body)?;
    let (head, rest) = (lines.get(..body)?, lines.get(body + 1..)?);
    let end = rest.iter().position(|line| ends_body(line, classic)).unwrap_or(rest.len());
    let labelled = |label: &str| {
        lines.iter().find_map(|line| line.value(label)).filter(|range| !range.is_empty())
    };
    let mut article = PressArticle {
        range: hull(lines),
        byline: labelled("byline"),
        title: labelled("headline"),
        place: labelled("dateline"),
        url: labelled("url"),
        body: vec![hull(rest.get(..end)?)],
        ..PressArticle::default()
    };
    unlabelled(head, classic, &mut article);
    Some(article)
}

/// Whether the line stands behind the body.
fn ends_body(line: &PressLine<'_>, classic: bool) -> bool {
    let labelled = BEHIND.iter().any(|label| {
        let capitals =
            line.words.get(..label.len()).is_some_and(|head| !head.contains(char::is_lowercase));
        line.value(label).is_some() && (!classic || capitals)
    });
    let alone = !classic && HEADINGS.iter().any(|heading| line.words.eq_ignore_ascii_case(heading));
    labelled || alone || is_licence(line.words)
}

fn is_licence(words: &str) -> bool {
    let words = words.to_ascii_lowercase();
    words.starts_with("copyright ") && words.len() <= 120
        || words.starts_with("all rights reserved")
}

/// Headline, outlet and date have no labels: the outlet stands above the date,
/// the headline of `LexisNexis` below both, that of Nexis Uni above.
fn unlabelled(head: &[PressLine<'_>], classic: bool, article: &mut PressArticle) {
    let told = |line: &&PressLine<'_>| {
        let label = line.words.split_once(':').is_some_and(|(label, _)| {
            label.len() <= 20 && LABELS.iter().any(|known| label.eq_ignore_ascii_case(known))
        });
        !line.is_blank() && !label && !is_licence(line.words)
    };
    let lines: Vec<&PressLine<'_>> =
        head.iter().take_while(|line| !is_label(line.words)).filter(told).collect();
    let dated = lines.iter().position(|line| {
        line.words.len() <= 80
            && dates::find(line.words)
                .is_some_and(|found| found.date.year.is_some() && found.range.start <= 30)
    });
    let Some(date) = dated else { return };
    let above = date.checked_sub(1).and_then(|at| lines.get(at));
    article.date = lines.get(date).map(|line| line.range.clone());
    article.outlet = above.map(|line| line.range.clone());
    article.title = article.title.take().or_else(|| {
        if classic {
            below_edition(lines.get(date + 1..)?)
        } else {
            whole(lines.get(..date.checked_sub(1)?)?)
        }
    });
}

/// The headline below the date, past `First Edition`.
fn below_edition(lines: &[&PressLine<'_>]) -> Option<Range<usize>> {
    let is_edition = |line: &PressLine<'_>| {
        let words = line.words.to_lowercase();
        words.ends_with("edition")
            || words.ends_with("editions")
            || words.contains(" edition ") && words.len() < 40
    };
    let first = lines.iter().position(|line| !is_edition(line))?;
    whole(lines.get(first..)?)
}

/// From the first to the last of some lines: a headline may be broken.
fn whole(lines: &[&PressLine<'_>]) -> Option<Range<usize>> {
    Some(lines.first()?.range.start..lines.last()?.range.end)
}

/// Labels of the head.
const LABELS: [&str; 12] = [
    "byline",
    "section",
    "length",
    "dateline",
    "highlight",
    "headline",
    "series",
    "edition",
    "page",
    "pg",
    "columns",
    "source",
];

fn is_label(words: &str) -> bool {
    words.split_once(':').is_some_and(|(label, _)| {
        LABELS.iter().any(|known| label.eq_ignore_ascii_case(known) && *known != "headline")
    })
}
