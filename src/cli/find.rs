//! `nreader find QUERY`: quotations, articles or passages that answer a query,
//! and where a passage from standard input stands.

use std::io::{self, Read};
use std::ops::Range;
use std::process::ExitCode;

use anyhow::Context;
use clap::{ArgGroup, Args, ValueEnum};

use super::keys;
use super::open_index::{OpenIndex, PlaceArguments, answered, explain, question};
use super::output::write_out;
use super::records;
use crate::app::read_or_nothing;
use crate::cite::{Bibliography, CitationKeys, LineStarts, Subject, push_json};
use crate::library::index::{ArticleRef, Question, QuoteRow};
use crate::query::passages::Highlighter;
use crate::query::recall::{ARTICLES, QUOTES, RecallCandidate, recall};
use crate::ui::glyph;

/// Passages of one article.
const PASSAGES_EACH: usize = 3;

/// Arguments of `nreader find`.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("what"))]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub(super) struct FindArguments {
    /// What to look for; `-` looks up a passage from standard input
    #[arg(value_name = "QUERY", required = true)]
    query: Vec<String>,
    /// How to print what is found
    #[arg(long, value_enum, default_value_t = FindFormat::Text)]
    format: FindFormat,
    /// The same as `--format json`
    #[arg(long, conflicts_with = "format")]
    json: bool,
    /// The most results
    #[arg(long, value_name = "COUNT", default_value_t = 50)]
    limit: usize,
    /// Find quotations; this is the default
    #[arg(long, group = "what")]
    quotes: bool,
    /// Find articles
    #[arg(long, group = "what")]
    articles: bool,
    /// Find passages of articles
    #[arg(long, group = "what")]
    passages: bool,
    #[command(flatten)]
    place: PlaceArguments,
}

/// How results are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum FindFormat {
    /// Lines to read
    Text,
    /// One array
    Json,
    /// One object a line
    Jsonl,
    /// A table with a header
    Csv,
}

/// Something found, by its place.
#[derive(Debug)]
enum FoundLine {
    Quote(ArticleRef, usize),
    Article(ArticleRef),
    Passage(ArticleRef, Range<usize>),
}

impl FindArguments {
    /// Prints what is found: exit code 0, or 1 for nothing, or 2 where not all
    /// could be looked in.
    pub(super) fn run(&self) -> anyhow::Result<ExitCode> {
        let mut asked = self.place.open()?;
        let typed = self.query.join(" ");
        let found =
            if typed == "-" { remembered(&asked, self.limit)? } else { self.find(&asked, &typed)? };
        let format = if self.json { FindFormat::Json } else { self.format };
        let keys = keys::open(Bibliography::default());
        keys::seed(&keys, &asked.articles);
        let mut lines = Vec::new();
        for found in &found {
            lines.extend(printed(&mut asked, found, format, &keys));
        }
        write_out(&whole(format, &lines))?;
        Ok(asked.code(if lines.is_empty() { ExitCode::from(1) } else { ExitCode::SUCCESS }))
    }

    fn find(&self, asked: &OpenIndex, typed: &str) -> anyhow::Result<Vec<FoundLine>> {
        let is_quotes = !self.articles && !self.passages;
        let question = answered(asked, typed, question(asked, typed), is_quotes);
        let found: Vec<FoundLine> = if is_quotes {
            let page = asked.snapshot.quotes(&question, 0..self.limit)?;
            page.rows.iter().map(quote).collect()
        } else {
            let page = asked.snapshot.articles(&question, 0..self.limit)?;
            let articles = page.rows.into_iter().map(|hit| hit.at);
            if self.passages {
                passages(asked, &question, articles, self.limit)
            } else {
                articles.map(FoundLine::Article).collect()
            }
        };
        if found.is_empty() {
            explain(asked, typed, &question, is_quotes);
        }
        Ok(found)
    }
}

fn quote(row: &QuoteRow) -> FoundLine {
    FoundLine::Quote(row.at, row.quote as usize)
}

/// The best passages of each article, in the order of the articles.
fn passages(
    asked: &OpenIndex,
    question: &Question,
    articles: impl Iterator<Item = ArticleRef>,
    limit: usize,
) -> Vec<FoundLine> {
    let highlighter = Highlighter::new(&question.query, None);
    let of = |at: ArticleRef| {
        let text = read_or_nothing(asked.snapshot.text(at));
        let found = highlighter.passages(&text.text, text.start, &text.blocks, PASSAGES_EACH);
        found.into_iter().map(move |passage| FoundLine::Passage(at, passage.block))
    };
    articles.flat_map(of).take(limit).collect()
}

/// The quotations that are most like the passage on standard input.
fn remembered(asked: &OpenIndex, limit: usize) -> anyhow::Result<Vec<FoundLine>> {
    let mut passage = String::new();
    io::stdin().lock().read_to_string(&mut passage).context("standard input cannot be read")?;
    let words: Vec<&str> = passage.split_whitespace().collect();
    let quotes = asked.snapshot.candidate_quotes(&words, QUOTES)?;
    let texts = quotes.iter().map(|(row, _)| RecallCandidate {
        id: row,
        text: row.words.as_str(),
        speaker: row.speaker.as_deref(),
        date: None,
    });
    let mut found: Vec<FoundLine> =
        recall(&passage, texts).iter().map(|recalled| quote(recalled.id)).collect();
    if found.is_empty() {
        let articles = asked.snapshot.candidate_articles(&words, ARTICLES)?;
        found = remembered_passages(asked, &passage, articles.iter().map(|hit| hit.at));
    }
    found.truncate(limit);
    Ok(found)
}

/// The blocks of articles that are most like a passage.
fn remembered_passages(
    asked: &OpenIndex,
    passage: &str,
    articles: impl Iterator<Item = ArticleRef>,
) -> Vec<FoundLine> {
    let texts: Vec<_> =
        articles.filter_map(|at| Some((at, asked.snapshot.text(at).ok()?))).collect();
    let blocks = texts.iter().flat_map(|(at, text)| {
        text.blocks.iter().map(move |block| RecallCandidate {
            id: (*at, block),
            text: text.get(block.clone()),
            speaker: None,
            date: None,
        })
    });
    let found = recall(passage, blocks).into_iter();
    found.map(|found| FoundLine::Passage(found.id.0, found.id.1.clone())).collect()
}

/// The lines of one result, each without its end.
fn printed(
    asked: &mut OpenIndex,
    found: &FoundLine,
    format: FindFormat,
    keys: &CitationKeys,
) -> Vec<String> {
    let (FoundLine::Quote(at, _) | FoundLine::Article(at) | FoundLine::Passage(at, _)) = found;
    let Some(loaded) = asked.document(at.file) else { return Vec::new() };
    let starts = LineStarts::of(&loaded.document);
    let index = at.article as usize;
    let Some(subject) = Subject::new(&loaded.document, index, &starts) else { return Vec::new() };
    match format {
        FindFormat::Json | FindFormat::Jsonl => json(&subject.with_key(keys), found),
        FindFormat::Text => row(&subject, found).map(|row| row.text()).into_iter().collect(),
        FindFormat::Csv => row(&subject, found).map(|row| row.csv()).into_iter().collect(),
    }
}

fn json(subject: &Subject<'_>, found: &FoundLine) -> Vec<String> {
    let mut out = String::new();
    match found {
        FoundLine::Article(_) => push_json(&records::article(subject), &mut out),
        FoundLine::Quote(_, index) => {
            let source = subject.source_record();
            let quote = subject.article.quotes.get(*index);
            let parts =
                quote.into_iter().flat_map(|quote| subject.quote_records(*index, quote, &source));
            parts.for_each(|part| push_json(&part, &mut out));
        }
        FoundLine::Passage(_, block) => {
            let span = subject.document.text.clamp(block.clone());
            push_json(&records::passage(subject, span), &mut out);
        }
    }
    out.lines().map(str::to_owned).collect()
}

/// What lines to read and tables show of a result.
struct FindRow {
    path: String,
    line: usize,
    speaker: String,
    words: String,
    title: String,
    outlet: String,
    date: String,
}

fn row(subject: &Subject<'_>, found: &FoundLine) -> Option<FindRow> {
    let (document, meta) = (subject.document, &subject.article.meta);
    let (start, speaker, words) = match found {
        FoundLine::Article(_) => (subject.article.span.start(), String::new(), String::new()),
        FoundLine::Passage(_, block) => {
            let span = document.text.clamp(block.clone());
            (span.start(), String::new(), document.text.get(span).to_owned())
        }
        FoundLine::Quote(_, index) => {
            let quote = subject.article.quotes.get(*index)?;
            let parts: Vec<&str> =
                quote.parts.iter().map(|part| document.text.get(*part)).collect();
            let speaker = quote.speaker.as_ref().and_then(|speaker| speaker.name.clone());
            (quote.parts.first()?.start(), speaker.unwrap_or_else(|| "?".into()), parts.join(" … "))
        }
    };
    let value = |fact: &Option<newsquotes::model::Fact<String>>| {
        fact.as_ref().map_or_else(String::new, |fact| fact.value.clone())
    };
    Some(FindRow {
        path: document.origin.path.clone(),
        line: subject.line_at(start),
        speaker,
        words: newsquotes::folding::one_line(&words),
        title: value(&meta.title),
        outlet: value(if meta.outlet.is_some() { &meta.outlet } else { &meta.agency }),
        date: meta.date.as_ref().and_then(|fact| fact.value.iso()).unwrap_or_default(),
    })
}

impl FindRow {
    const HEADER: &str = "path,line,speaker,words,title,outlet,date";

    fn text(&self) -> String {
        let what = match (self.speaker.is_empty(), self.words.is_empty()) {
            (false, _) => format!("{}: “{}”", self.speaker, self.words),
            (true, false) => self.words.clone(),
            (true, true) => self.title.clone(),
        };
        let source = [self.outlet.as_str(), self.date.as_str()];
        let known: Vec<&str> = source.into_iter().filter(|part| !part.is_empty()).collect();
        let source =
            if known.is_empty() { String::new() } else { format!(" ({})", known.join(", ")) };
        glyph::line(&format!("{}:{}: {what}{source}", self.path, self.line))
    }

    /// RFC 4180.
    fn csv(&self) -> String {
        let line = self.line.to_string();
        let cells: [&str; 7] =
            [&self.path, &line, &self.speaker, &self.words, &self.title, &self.outlet, &self.date];
        cells.map(cell).join(",")
    }
}

/// A cell that no spreadsheet takes for a formula.
fn cell(value: &str) -> String {
    let sign = if value.starts_with(['=', '+', '-', '@']) { "'" } else { "" };
    format!("\"{sign}{}\"", glyph::line(value).replace('"', "\"\""))
}

/// All results as one text.
fn whole(format: FindFormat, lines: &[String]) -> String {
    match format {
        FindFormat::Json => format!("[{}]\n", lines.join(",\n")),
        FindFormat::Csv if !lines.is_empty() => {
            format!("{}\r\n{}\r\n", FindRow::HEADER, lines.join("\r\n"))
        }
        _ => lines.iter().flat_map(|line| [line.as_str(), "\n"]).collect(),
    }
}
