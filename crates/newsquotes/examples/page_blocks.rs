//! What stands where on a saved page: prints the articles, their facts and
//! their blocks, each with the reason for its kind.
//!
//! ```text
//! cargo run -p newsquotes --example page_blocks -- page.html
//! ```
//!
//! With `--jsonl` each block is a line of JSON, with byte offsets into the text.

mod shared;

use std::fmt::Write as _;

use newsquotes::model::{Article, Document};
use serde_json::json;

fn main() -> anyhow::Result<()> {
    shared::run(print, record)
}

fn print(document: &Document, out: &mut String) {
    for article in &document.articles {
        facts(article, out);
        for block in &article.blocks {
            let words = document.text.get(block.span);
            let _ = writeln!(out, "[{}: {}] {words}", block.kind.name(), block.why.words());
        }
    }
}

fn facts(article: &Article, out: &mut String) {
    let meta = &article.meta;
    let facts = [
        ("title", &meta.title),
        ("outlet", &meta.outlet),
        ("byline", &meta.byline),
        ("place", &meta.place),
    ];
    for (name, fact) in facts {
        if let Some(fact) = fact {
            let _ = writeln!(out, "{name}: {}", fact.value);
        }
    }
    if let Some(date) = meta.date.as_ref().and_then(|fact| fact.value.iso()) {
        let _ = writeln!(out, "date: {date}");
    }
}

fn record(document: &Document, out: &mut String) {
    for (index, article) in document.articles.iter().enumerate() {
        for block in &article.blocks {
            let record = json!({
                "path": document.origin.path,
                "article": index,
                "kind": block.kind.name(),
                "start": block.span.start(),
                "end": block.span.end(),
                "why": block.why.words(),
            });
            shared::push_line(&record, out);
        }
    }
}
