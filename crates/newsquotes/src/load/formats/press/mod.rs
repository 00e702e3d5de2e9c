//! Exports of press databases: many articles in one text, each with its facts
//! in lines of its own. The text stays as it is; every line that is no
//! headline, author, date, outlet or body is a line of the database.
//!
//! One file a database (`nexis`, `factiva`, `proquest`): it says which lines
//! are what. The layouts are those that the databases write as plain text;
//! Word and RTF exports hold the same lines.

mod factiva;
mod nexis;
mod proquest;

use std::ops::Range;

use super::LoadedText;
use crate::load::clean::unit::TextUnit;
use crate::load::dates;
use crate::load::encoding::Decoded;
use crate::load::{clean, text_of};
use crate::model::{Article, BlockKind, BlockReason, Evidence, Fact, Meta, Offsets, Span, Text};

/// A line with its bytes in the text, without white space at its ends.
#[derive(Clone, Debug)]
struct PressLine<'a> {
    words: &'a str,
    range: Range<usize>,
}

impl PressLine<'_> {
    fn is_blank(&self) -> bool {
        self.words.is_empty()
    }

    /// The value behind a label, `BYLINE: Mona Brandt`, if the line has it.
    fn value(&self, label: &str) -> Option<Range<usize>> {
        let head = self.words.get(..label.len())?;
        let rest = self.words.get(label.len()..)?.strip_prefix(':')?;
        head.eq_ignore_ascii_case(label).then(|| {
            let start = self.range.end - rest.trim_start().len();
            start..self.range.end
        })
    }
}

/// What the lines of a database say of one article; ranges of bytes.
#[derive(Clone, Debug, Default)]
struct PressArticle {
    /// From its first line to its last.
    range: Range<usize>,
    title: Option<Range<usize>>,
    byline: Option<Range<usize>>,
    outlet: Option<Range<usize>>,
    date: Option<Range<usize>>,
    place: Option<Range<usize>>,
    url: Option<Range<usize>>,
    /// Whether authors are written as `Brandt, Mona`.
    surname_first: bool,
    body: Vec<Range<usize>>,
}

/// A database: whether it wrote a text, and what it says there.
struct PressDatabase {
    sniff: fn(&str) -> bool,
    articles: fn(&[PressLine<'_>]) -> Vec<PressArticle>,
}

const DATABASES: [PressDatabase; 3] = [
    PressDatabase { sniff: nexis::sniff, articles: nexis::articles },
    PressDatabase { sniff: factiva::sniff, articles: factiva::articles },
    PressDatabase { sniff: proquest::sniff, articles: proquest::articles },
];

/// Whether a text is an export of one of the databases.
pub(super) fn sniff(content: &str) -> bool {
    DATABASES.iter().any(|database| (database.sniff)(content))
}

pub(super) fn load(_path: &str, decoded: Decoded) -> LoadedText {
    let offsets = if decoded.exact { Offsets::File } else { Offsets::Text };
    let text = text_of(decoded.content);
    let lines = lines(text.as_str());
    let database = DATABASES.iter().find(|database| (database.sniff)(text.as_str()));
    let found = database.map_or_else(Vec::new, |database| (database.articles)(&lines));
    let articles = found.iter().filter_map(|found| article(&text, &lines, found)).collect();
    LoadedText { offsets, articles, problems: Vec::new(), text: text.clone() }
}

/// The lines of a text.
fn lines(content: &str) -> Vec<PressLine<'_>> {
    let mut at = 0;
    let all = content.split('\n').map(|line| {
        let words = line.trim_matches(Text::is_blank);
        let start = at + line.len() - line.trim_start_matches(Text::is_blank).len();
        at += line.len() + 1;
        PressLine { words, range: start..start + words.len() }
    });
    all.collect()
}

/// The article of what a database says.
fn article(text: &Text, lines: &[PressLine<'_>], found: &PressArticle) -> Option<Article> {
    let mut units = Vec::new();
    let bodies = || found.body.iter().filter(|body| !body.is_empty());
    let inside =
        lines.iter().filter(|line| found.range.contains(&line.range.start) && !line.is_blank());
    let of_database = |span: Span| {
        let mut unit = TextUnit::new(text, span, 1);
        unit.decide(BlockKind::Notice, BlockReason::DatabaseLine);
        unit
    };
    let mut after = 0;
    for line in inside.filter(|line| line.range.start >= found.range.start) {
        if line.range.start < after {
            continue;
        }
        if let Some(body) = bodies().find(|body| line.range.contains(&body.start)) {
            if line.range.start < body.start {
                units.push(of_database(text.trim(text.clamp(line.range.start..body.start))));
            }
            units.extend(clean::lines::units(text, body.clone()));
            after = body.end;
            continue;
        }
        let mut unit = of_database(text.clamp(line.range.clone()));
        if let Some((kind, why)) = kind_of(found, &line.range) {
            unit.decide(kind, why);
        }
        units.push(unit);
    }
    units.retain(|unit| !unit.span.is_empty());
    clean::found_article(text, units, &meta(text, found))
}

/// What a line is that holds a fact.
fn kind_of(found: &PressArticle, line: &Range<usize>) -> Option<(BlockKind, BlockReason)> {
    let holds = |fact: &Option<Range<usize>>| {
        fact.as_ref().is_some_and(|fact| {
            fact.start <= line.start && line.start < fact.end || line.contains(&fact.start)
        })
    };
    if holds(&found.title) {
        return Some((BlockKind::Title, BlockReason::Field));
    }
    if holds(&found.byline) || holds(&found.outlet) {
        return Some((BlockKind::Byline, BlockReason::Field));
    }
    holds(&found.date).then_some((BlockKind::Dateline, BlockReason::Field))
}

fn meta(text: &Text, found: &PressArticle) -> Meta {
    let words = |range: &Option<Range<usize>>| {
        let span = text.trim(text.clamp(range.clone()?));
        let value = text.get(span).split_whitespace().collect::<Vec<_>>().join(" ");
        (!value.is_empty()).then(|| Fact::new(value, Evidence::Words(span)))
    };
    let byline = words(&found.byline).map(|fact| {
        let value = clean::without_by(&fact.value).to_owned();
        Fact { value: if found.surname_first { given_first(&value) } else { value }, ..fact }
    });
    let date = found.date.clone().and_then(|range| {
        let span = text.clamp(range);
        let date = dates::find(text.get(span))?.date;
        Some(Fact::new(date, Evidence::Words(text.trim(span))))
    });
    Meta {
        title: words(&found.title),
        byline,
        outlet: words(&found.outlet),
        place: words(&found.place)
            .map(|fact| Fact { value: clean::place_name(&fact.value), ..fact }),
        date,
        url: words(&found.url),
        ..Meta::default()
    }
}

/// `Brandt, Mona; Ober, Jo` as people write it: Mona Brandt, Jo Ober.
fn given_first(authors: &str) -> String {
    let turned = authors.trim_end_matches('.').split(';').map(|name| match name.split_once(',') {
        Some((surname, given)) if !given.contains(',') => {
            format!("{} {}", given.trim(), surname.trim())
        }
        _ => name.trim().to_owned(),
    });
    turned.filter(|name| !name.is_empty()).collect::<Vec<_>>().join(", ")
}

/// The bytes from the first to the last line with words.
fn hull(lines: &[PressLine<'_>]) -> Range<usize> {
    let mut full = lines.iter().filter(|line| !line.is_blank());
    let first = full.next().map_or(0, |line| line.range.start);
    let last = lines.iter().rfind(|line| !line.is_blank()).map_or(first, |line| line.range.end);
    first..last
}

#[cfg(test)]
mod tests;
