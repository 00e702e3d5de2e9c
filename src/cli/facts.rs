//! `nreader articles|blocks|quotes|entities`: what the reader shows, as lines
//! without a screen.

use std::process::ExitCode;
use std::sync::Arc;

use clap::{Args, ValueEnum};

use super::corrections::corrections;
use super::keys;
use super::output::Printer;
use super::records;
use super::sources::sources;
use crate::cite::{Bibliography, CitationKeys, LineStarts, Subject, push_json};
use crate::library::scan::{self, FactsWanted, LoadedDocument, ScanOptions};
use crate::ui::glyph;
use newsquotes::model::{Document, Form};

/// Arguments of the commands that print facts.
#[derive(Debug, Args)]
pub(super) struct FactsArguments {
    /// Files or folders; `-` is standard input
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<String>,
    /// Lines of JSON, or lines to read
    #[arg(long, value_enum, default_value_t = FactsFormat::Jsonl)]
    format: FactsFormat,
}

/// Arguments of `nreader quotes`.
#[derive(Debug, Args)]
pub(super) struct QuotesArguments {
    #[command(flatten)]
    facts: FactsArguments,
    /// Also print scare quotes, titles of works and nicknames
    #[arg(long)]
    all: bool,
}

/// How facts are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FactsFormat {
    Jsonl,
    Text,
}

/// Which facts to print.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FactsKind {
    Articles,
    Blocks,
    /// With scare quotes, titles and nicknames when true.
    Quotes(bool),
    Entities,
}

impl QuotesArguments {
    /// Prints the quotations.
    pub(super) fn run(&self) -> anyhow::Result<ExitCode> {
        run(FactsKind::Quotes(self.all), &self.facts)
    }
}

/// Prints the facts of all files in the order given, and what went wrong on
/// standard error.
pub(super) fn run(kind: FactsKind, arguments: &FactsArguments) -> anyhow::Result<ExitCode> {
    let sources = sources(&arguments.paths)?;
    let options = ScanOptions {
        find: FactsWanted {
            quotes: matches!(kind, FactsKind::Quotes(_)),
            entities: kind == FactsKind::Entities,
        },
        annotations: Arc::new(corrections()),
        ..ScanOptions::default()
    };
    let format = arguments.format;
    let mut printer = Printer::default();
    // Keys are given in the order of the files, so here and not by the workers.
    let keys = keys::open(Bibliography::default());
    let print = |loaded: LoadedDocument| {
        (lines(kind, format, &loaded.document, &keys), loaded.document.problems)
    };
    scan::ordered(sources, &options, std::convert::identity, |read| printer.take(read.map(print)));
    printer.finish()
}

/// The lines of one document.
fn lines(kind: FactsKind, format: FactsFormat, document: &Document, keys: &CitationKeys) -> String {
    let mut out = String::new();
    let starts = LineStarts::of(document);
    for index in 0..document.articles.len() {
        let Some(subject) = Subject::new(document, index, &starts) else { continue };
        match format {
            FactsFormat::Jsonl => json_lines(kind, &subject.with_key(keys), &mut out),
            FactsFormat::Text => text_lines(kind, &subject, &mut out),
        }
    }
    out
}

fn json_lines(kind: FactsKind, subject: &Subject<'_>, out: &mut String) {
    let article = subject.article;
    match kind {
        FactsKind::Articles => push_json(&records::article(subject), out),
        FactsKind::Blocks => {
            for block in &article.blocks {
                push_json(&records::block(subject, block), out);
            }
        }
        FactsKind::Entities => {
            let mentions = article.mentions.iter().filter_map(|m| records::mention(subject, m));
            mentions.for_each(|mention| push_json(&mention, out));
        }
        FactsKind::Quotes(all) => {
            let source = subject.source_record();
            let quotes = article.quotes.iter().enumerate().filter(|(_, q)| is_printed(q.form, all));
            for (index, quote) in quotes {
                let parts = subject.quote_records(index, quote, &source);
                parts.for_each(|part| push_json(&part, out));
            }
        }
    }
}

fn is_printed(form: Form, all: bool) -> bool {
    all || form.is_verbatim() || form == Form::Indirect
}

fn text_lines(kind: FactsKind, subject: &Subject<'_>, out: &mut String) {
    let Subject { document, article, .. } = *subject;
    let path = &document.origin.path;
    let mut push = |place: usize, label: &str, words: &str| {
        let line = subject.line_at(place);
        let colon = if words.is_empty() { "" } else { ": " };
        out.push_str(&glyph::line(&format!("{path}:{line}: {label}{colon}{words}")));
        out.push('\n');
    };
    match kind {
        FactsKind::Articles => {
            let title =
                article.meta.title.as_ref().map_or("(no title)", |fact| fact.value.as_str());
            let meta = &article.meta;
            let outlet =
                meta.outlet.as_ref().or(meta.agency.as_ref()).map(|fact| fact.value.clone());
            let date = meta.date.as_ref().map(|fact| fact.value.words());
            let known: Vec<String> = outlet.into_iter().chain(date).collect();
            push(article.span.start(), title, &known.join(", "));
        }
        FactsKind::Blocks => {
            for block in &article.blocks {
                push(block.span.start(), block.kind.name(), document.text.get(block.span));
            }
        }
        FactsKind::Entities => {
            for mention in &article.mentions {
                let entity = article.entities.get(mention.entity as usize);
                let kind = entity.map_or("", |entity| entity.kind.name());
                push(mention.span.start(), kind, document.text.get(mention.span));
            }
        }
        FactsKind::Quotes(all) => {
            for quote in article.quotes.iter().filter(|quote| is_printed(quote.form, all)) {
                let speaker = quote.speaker.as_ref().and_then(|speaker| speaker.name.as_deref());
                let marks = if quote.form == Form::Indirect { ("", "") } else { ("“", "”") };
                for part in &quote.parts {
                    let words = format!("{}{}{}", marks.0, document.text.get(*part), marks.1);
                    push(part.start(), speaker.unwrap_or("?"), &words);
                }
            }
        }
    }
}
