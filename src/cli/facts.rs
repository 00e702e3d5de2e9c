//! `nreader articles|blocks|quotes|entities`: what the reader shows, as lines
//! of JSON, without a screen.

use std::io::Write;
use std::process::ExitCode;

use clap::Args;
use rayon::prelude::*;
use serde_json::{Value, json};

use crate::model::{Article, Document, Quote, Span};
use crate::{extract, load};

/// Arguments of the commands that print facts.
#[derive(Debug, Args)]
pub(super) struct FactsArguments {
    /// Files or folders; `-` is standard input.
    #[arg(value_name = "PATH")]
    paths: Vec<String>,
    #[arg(long, default_value = "jsonl")]
    format: String,
}

/// Which facts to print.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Articles,
    Blocks,
    Quotes,
    Entities,
}

/// Prints the facts of all files in the order given.
pub(super) fn run(kind: Kind, arguments: &FactsArguments) -> anyhow::Result<ExitCode> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for batch in arguments.paths.chunks(256) {
        let printed: Vec<String> =
            batch.par_iter().map(|path| lines(kind, path).unwrap_or_default()).collect();
        for lines in printed {
            out.write_all(lines.as_bytes())?;
        }
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn lines(kind: Kind, path: &str) -> anyhow::Result<String> {
    let mut document = load::load(path, std::fs::read(path)?);
    let text = document.text.clone();
    let mut out = String::new();
    if matches!(kind, Kind::Quotes | Kind::Entities) {
        for article in &mut document.articles {
            extract::extract(&text, article);
        }
    }
    for (index, article) in document.articles.iter().enumerate() {
        for value in values(kind, &document, article, index) {
            out.push_str(&value.to_string());
            out.push('\n');
        }
    }
    Ok(out)
}

fn values(kind: Kind, document: &Document, article: &Article, index: usize) -> Vec<Value> {
    match kind {
        Kind::Articles => vec![json!({
            "path": document.origin.path, "article": index,
            "start": article.span.start(), "end": article.span.end(),
            "title": article.meta.title.as_ref().map(|fact| &fact.value),
            "agency": article.meta.agency.as_ref().map(|fact| &fact.value),
            "outlet": article.meta.outlet.as_ref().map(|fact| &fact.value),
            "byline": article.meta.byline.as_ref().map(|fact| &fact.value),
            "place": article.meta.place.as_ref().map(|fact| &fact.value),
            "url": article.meta.url.as_ref().map(|fact| &fact.value),
            "language": article.meta.language.as_ref().map(|fact| &fact.value),
            "tags": article.meta.tags.iter().map(|fact| &fact.value).collect::<Vec<_>>(),
            "date": article.meta.date.as_ref().map(|fact| fact.value.iso()),
        })],
        Kind::Blocks => article
            .blocks
            .iter()
            .map(|block| {
                json!({
                    "path": document.origin.path, "article": index, "kind": block.kind.name(),
                    "start": block.span.start(), "end": block.span.end(), "why": block.why,
                    "offsets": document.origin.offsets.name(),
                })
            })
            .collect(),
        Kind::Quotes => {
            article.quotes.iter().flat_map(|quote| quote_values(document, index, quote)).collect()
        }
        Kind::Entities => article
            .mentions
            .iter()
            .filter_map(|mention| {
                let entity = article.entities.get(mention.entity as usize)?;
                Some(json!({
                    "path": document.origin.path, "article": index, "kind": entity.kind.name(),
                    "text": document.text.get(mention.span), "name": entity.name,
                    "start": mention.span.start(), "end": mention.span.end(),
                    "offsets": document.origin.offsets.name(), "credit": mention.credit,
                }))
            })
            .collect(),
    }
}

fn quote_values(document: &Document, index: usize, quote: &Quote) -> Vec<Value> {
    let words = |span: Span| document.text.get(span);
    let speaker = quote.speaker.as_ref().map(|speaker| {
        json!({
            "text": speaker.mention.map(words),
            "start": speaker.mention.map(Span::start), "end": speaker.mention.map(Span::end),
            "name": speaker.name, "role": speaker.role,
            "confidence": speaker.confidence, "why": speaker.why,
        })
    });
    let parts = quote.parts.iter().enumerate().map(|(part, span)| {
        json!({
            "path": document.origin.path, "article": index, "part": part,
            "kind": quote.form.name(), "block": quote.block.name(),
            "text": words(*span), "start": span.start(), "end": span.end(),
            "cue": quote.cue.map(words), "speaker": speaker, "repeat_of": quote.repeat_of,
        })
    });
    parts.collect()
}
