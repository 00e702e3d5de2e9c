//! `ProQuest`: `Document 1 of 2`, labels with colons, the text behind
//! `Full text:`.

use super::{PressArticle, PressLine, hull};
use crate::load::clean;

/// Labels behind the text, which end it.
const BEHIND: [&str; 44] = [
    "subject",
    "location",
    "people",
    "company / organization",
    "company/organization",
    "business indexing term",
    "identifier / keyword",
    "identifier/keyword",
    "classification",
    "title",
    "publication title",
    "pages",
    "first page",
    "volume",
    "issue",
    "number of pages",
    "publication year",
    "publication date",
    "dateline",
    "section",
    "column",
    "publisher",
    "place of publication",
    "country of publication",
    "publication subject",
    "issn",
    "source type",
    "language of publication",
    "document type",
    "document feature",
    "proquest document id",
    "document url",
    "copyright",
    "last updated",
    "database",
    "credit",
    "illustration",
    "caption",
    "links",
    "supplement title",
    "edition",
    "university",
    "word count",
    "author",
];

pub(super) fn sniff(content: &str) -> bool {
    let mut lines = content.lines().map(str::trim_start);
    lines.clone().any(|line| line.starts_with("Full text:"))
        && lines.any(|line| {
            line.starts_with("ProQuest document") || line.starts_with("Publication info:")
        })
}

pub(super) fn articles(lines: &[PressLine<'_>]) -> Vec<PressArticle> {
    let rule = |line: &PressLine<'_>| {
        line.words.len() >= 20 && line.words.bytes().all(|byte| byte == b'_')
    };
    lines.split(rule).filter_map(article).collect()
}

fn article(lines: &[PressLine<'_>]) -> Option<PressArticle> {
    let full = lines.iter().position(|line| line.value("full text").is_some())?;
    let (head, rest) = (lines.get(..full)?, lines.get(full..)?);
    let is_behind = |line: &PressLine<'_>| BEHIND.iter().any(|label| line.value(label).is_some());
    let end = rest.iter().skip(1).position(is_behind).map_or(rest.len(), |at| at + 1);
    let text = rest.first()?.value("full text")?;
    let body = hull(rest.get(..end)?);
    let words = text.start..body.end.max(text.start);
    let labelled = |label: &str| {
        let found = lines
            .iter()
            .filter(|line| !(body.contains(&line.range.start)))
            .find_map(|line| line.value(label));
        found.filter(|range| !range.is_empty())
    };
    let is_count =
        |line: &&PressLine<'_>| line.words.starts_with("Document ") && line.words.contains(" of ");
    let first = head.iter().find(|line| !line.is_blank() && !is_count(line));
    let titled =
        first.filter(|line| !line.words.contains("ProQuest")).map(|line| line.range.clone());
    let outlet = labelled("publication title").or_else(|| labelled("publication info"));
    let outlet = outlet.and_then(|range| {
        let words = words_at(lines, &range)?;
        let end = words.find([';', ':', '(']).unwrap_or(words.len());
        let words = words.get(..end)?.trim_end();
        Some(range.start..range.start + words.len())
    });
    Some(PressArticle {
        range: hull(lines),
        title: labelled("title").or(titled),
        byline: labelled("author").filter(|range| {
            words_at(lines, range)
                .is_none_or(|words| clean::author_names(words).is_none() || words.contains(','))
        }),
        outlet,
        date: labelled("publication date").or_else(|| labelled("publication info")),
        url: labelled("document url"),
        surname_first: true,
        body: vec![words],
        ..PressArticle::default()
    })
}

/// The words of a range that lies in one line.
fn words_at<'a>(lines: &[PressLine<'a>], range: &std::ops::Range<usize>) -> Option<&'a str> {
    let line =
        lines.iter().find(|line| line.range.start <= range.start && range.end <= line.range.end)?;
    line.words.get(range.start - line.range.start..range.end - line.range.start)
}
