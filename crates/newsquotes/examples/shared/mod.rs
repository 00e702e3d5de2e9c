//! What the examples share: their command line and the lines of JSON, whose
//! fields are those of `nreader quotes` and `nreader entities`.

#![allow(dead_code, reason = "no example needs all of it")]

use std::io::{self, Read as _, Write as _};

use anyhow::Context as _;
use newsquotes::load;
use newsquotes::model::{Document, Mention, Quote, Span, Speaker};
use serde_json::{Value, json};

/// Loads every file named on the command line (`-` is standard input) and
/// prints what `print` makes of it; with `--jsonl` what `record` does.
pub(crate) fn run(
    print: impl Fn(&Document, &mut String),
    record: impl Fn(&Document, &mut String),
) -> anyhow::Result<()> {
    let (options, paths): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|argument| argument.starts_with("--"));
    let as_records = match options.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => false,
        ["--jsonl"] => true,
        _ => anyhow::bail!("the only option is --jsonl"),
    };
    anyhow::ensure!(!paths.is_empty(), "name the files to read, or - for standard input");
    for path in paths {
        let document = load::load(&path, bytes(&path)?);
        for problem in &document.problems {
            eprintln!("{}: {} ({})", problem.path, problem.what, problem.hint);
        }
        let mut out = String::new();
        if as_records {
            record(&document, &mut out);
        } else {
            print(&document, &mut out);
        }
        io::stdout().write_all(out.as_bytes())?;
    }
    Ok(())
}

fn bytes(path: &str) -> anyhow::Result<Vec<u8>> {
    if path != "-" {
        return std::fs::read(path).with_context(|| format!("cannot read {path}"));
    }
    let mut bytes = Vec::new();
    io::stdin().read_to_end(&mut bytes).context("cannot read standard input")?;
    Ok(bytes)
}

/// One record and a line feed.
pub(crate) fn push_line(record: &Value, out: &mut String) {
    out.push_str(&record.to_string());
    out.push('\n');
}

/// The record of one part of a quotation.
pub(crate) fn quote_record(
    document: &Document,
    article: usize,
    quote: &Quote,
    part: Span,
) -> Value {
    let words = |span: Span| document.text.get(span);
    let defects = quote.defects.iter().map(|defect| {
        json!({ "kind": defect.kind.name(), "start": defect.at.start(), "end": defect.at.end() })
    });
    json!({
        "path": document.origin.path,
        "article": article,
        "block": quote.block.name(),
        "kind": quote.form.name(),
        "text": words(part),
        "start": part.start(),
        "end": part.end(),
        "cue": quote.cue.map(words),
        "speaker": quote.speaker.as_ref().map(|speaker| speaker_record(document, speaker)),
        "repeat_of": quote.repeat_of,
        "defects": defects.collect::<Vec<Value>>(),
    })
}

fn speaker_record(document: &Document, speaker: &Speaker) -> Value {
    json!({
        "text": speaker.mention.map(|span| document.text.get(span)),
        "start": speaker.mention.map(Span::start),
        "end": speaker.mention.map(Span::end),
        "name": speaker.name,
        "role": speaker.role,
        "confidence": speaker.confidence,
        "why": speaker.why,
    })
}

/// The record of a mention; `None` when it names no entity of the article.
pub(crate) fn mention_record(
    document: &Document,
    article: usize,
    mention: &Mention,
) -> Option<Value> {
    let entity = document.articles.get(article)?.entities.get(mention.entity as usize)?;
    Some(json!({
        "path": document.origin.path,
        "article": article,
        "kind": entity.kind.name(),
        "text": document.text.get(mention.span),
        "start": mention.span.start(),
        "end": mention.span.end(),
        "name": entity.name,
        "credit": mention.credit,
        "margin": mention.margin,
    }))
}
