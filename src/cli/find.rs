//! `nreader find QUERY`: quotations, articles or passages that answer a query,
//! and where a passage from standard input stands.

use std::io::{self, Read, Write};
use std::ops::Range;
use std::process::ExitCode;

use anyhow::Context;
use clap::{ArgGroup, Args, ValueEnum};

use super::asked::{Asked, Where, explain, question};
use super::records;
use crate::cite::{LineStarts, Subject, push_json};
use crate::library::index::{ArticleRef, Question, QuoteRow};
use crate::query::passages::Highlighter;
use crate::query::recall::{ARTICLES, Candidate, QUOTES, recall};
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
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
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
    place: Where,
}

/// How results are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
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
enum Found {
    Quote(ArticleRef, usize),
    Article(ArticleRef),
    Passage(ArticleRef, Range<usize>),
}

impl FindArguments {
    /// Prints what is found: exit code 0, or 1 for nothing.
    pub(super) fn run(&self) -> anyhow::Result<ExitCode> {
        let mut asked = self.place.open()?;
        let typed = self.query.join(" ");
        let found =
            if typed == "-" { remembered(&asked, self.limit)? } else { self.find(&asked, &typed)? };
        let format = if self.json { Format::Json } else { self.format };
        let mut lines = Vec::new();
        for found in &found {
            lines.extend(printed(&mut asked, found, format));
        }
        write(&whole(format, &lines))?;
        Ok(if lines.is_empty() { ExitCode::from(1) } else { ExitCode::SUCCESS })
    }

    fn find(&self, asked: &Asked, typed: &str) -> anyhow::Result<Vec<Found>> {
        let question = question(asked, typed);
        let is_quotes = !self.articles && !self.passages;
        let found: Vec<Found> = if is_quotes {
            let page = asked.snapshot.quotes(&question, 0..self.limit)?;
            page.rows.iter().map(quote).collect()
        } else {
            let page = asked.snapshot.articles(&question, 0..self.limit)?;
            let articles = page.rows.into_iter().map(|hit| hit.at);
            if self.passages {
                passages(asked, &question, articles, self.limit)
            } else {
                articles.map(Found::Article).collect()
            }
        };
        if found.is_empty() {
            explain(asked, typed, &question, is_quotes);
        }
        Ok(found)
    }
}

fn quote(row: &QuoteRow) -> Found {
    Found::Quote(row.at, row.quote as usize)
}

/// The best passages of each article, in the order of the articles.
fn passages(
    asked: &Asked,
    question: &Question,
    articles: impl Iterator<Item = ArticleRef>,
    limit: usize,
) -> Vec<Found> {
    let highlighter = Highlighter::new(&question.query, None);
    let of = |at: ArticleRef| {
        let text = asked.snapshot.text(at).unwrap_or_default();
        let found = highlighter.passages(&text.text, text.start, &text.blocks, PASSAGES_EACH);
        found.into_iter().map(move |passage| Found::Passage(at, passage.block))
    };
    articles.flat_map(of).take(limit).collect()
}

/// The quotations that are most like the passage on standard input.
fn remembered(asked: &Asked, limit: usize) -> anyhow::Result<Vec<Found>> {
    let mut passage = String::new();
    io::stdin().lock().read_to_string(&mut passage).context("standard input cannot be read")?;
    let words: Vec<&str> = passage.split_whitespace().collect();
    let quotes = asked.snapshot.candidate_quotes(&words, QUOTES)?;
    let texts = quotes.iter().map(|(row, _)| Candidate {
        id: row,
        text: row.words.as_str(),
        speaker: row.speaker.as_deref(),
        date: None,
    });
    let mut found: Vec<Found> =
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
    asked: &Asked,
    passage: &str,
    articles: impl Iterator<Item = ArticleRef>,
) -> Vec<Found> {
    let texts: Vec<_> =
        articles.filter_map(|at| Some((at, asked.snapshot.text(at).ok()?))).collect();
    let blocks = texts.iter().flat_map(|(at, text)| {
        text.blocks.iter().map(move |block| Candidate {
            id: (*at, block),
            text: text.get(block.clone()),
            speaker: None,
            date: None,
        })
    });
    let found = recall(passage, blocks).into_iter();
    found.map(|found| Found::Passage(found.id.0, found.id.1.clone())).collect()
}

/// The lines of one result, each without its end.
fn printed(asked: &mut Asked, found: &Found, format: Format) -> Vec<String> {
    let (Found::Quote(at, _) | Found::Article(at) | Found::Passage(at, _)) = found;
    let Some(loaded) = asked.document(at.file) else { return Vec::new() };
    let starts = LineStarts::of(&loaded.document);
    let index = at.article as usize;
    let Some(subject) = Subject::new(&loaded.document, index, &starts) else { return Vec::new() };
    match format {
        Format::Json | Format::Jsonl => json(&subject, found),
        Format::Text => row(&subject, found).map(|row| row.text()).into_iter().collect(),
        Format::Csv => row(&subject, found).map(|row| row.csv()).into_iter().collect(),
    }
}

fn json(subject: &Subject<'_>, found: &Found) -> Vec<String> {
    let mut out = String::new();
    match found {
        Found::Article(_) => push_json(&records::article(subject), &mut out),
        Found::Quote(_, index) => {
            let source = subject.source_record();
            let quote = subject.article.quotes.get(*index);
            let parts =
                quote.into_iter().flat_map(|quote| subject.quote_records(*index, quote, &source));
            parts.for_each(|part| push_json(&part, &mut out));
        }
        Found::Passage(_, block) => {
            let span = subject.document.text.clamp(block.clone());
            push_json(&records::passage(subject, span), &mut out);
        }
    }
    out.lines().map(str::to_owned).collect()
}

/// What lines to read and tables show of a result.
struct Row {
    path: String,
    line: usize,
    speaker: String,
    words: String,
    title: String,
    outlet: String,
    date: String,
}

fn row(subject: &Subject<'_>, found: &Found) -> Option<Row> {
    let (document, meta) = (subject.document, &subject.article.meta);
    let (start, speaker, words) = match found {
        Found::Article(_) => (subject.article.span.start(), String::new(), String::new()),
        Found::Passage(_, block) => {
            let span = document.text.clamp(block.clone());
            (span.start(), String::new(), document.text.get(span).to_owned())
        }
        Found::Quote(_, index) => {
            let quote = subject.article.quotes.get(*index)?;
            let parts: Vec<&str> =
                quote.parts.iter().map(|part| document.text.get(*part)).collect();
            let speaker = quote.speaker.as_ref().and_then(|speaker| speaker.name.clone());
            (quote.parts.first()?.start(), speaker.unwrap_or_else(|| "?".into()), parts.join(" … "))
        }
    };
    let value = |fact: &Option<newsquotes::model::Fact<String>>| {
        fact.as_ref().map(|fact| fact.value.clone()).unwrap_or_default()
    };
    Some(Row {
        path: document.origin.path.clone(),
        line: subject.line_at(start),
        speaker,
        words: newsquotes::folding::one_line(&words),
        title: value(&meta.title),
        outlet: value(if meta.outlet.is_some() { &meta.outlet } else { &meta.agency }),
        date: meta.date.as_ref().and_then(|fact| fact.value.iso()).unwrap_or_default(),
    })
}

impl Row {
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
fn whole(format: Format, lines: &[String]) -> String {
    match format {
        Format::Json => format!("[{}]\n", lines.join(",\n")),
        Format::Csv if !lines.is_empty() => {
            format!("{}\r\n{}\r\n", Row::HEADER, lines.join("\r\n"))
        }
        _ => lines.iter().flat_map(|line| [line.as_str(), "\n"]).collect(),
    }
}

/// Writes to standard output. A reader that has seen enough is no error.
pub(super) fn write(text: &str) -> anyhow::Result<()> {
    match io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}
