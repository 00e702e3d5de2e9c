//! Whom and what articles name: prints people, organisations and places.
//!
//! ```text
//! cargo run -p newsquotes --example names -- article.txt page.html
//! ```
//!
//! With `--jsonl` each mention is a line of JSON, with byte offsets into the
//! text.

mod shared;

use std::fmt::Write as _;

use newsquotes::extract;
use newsquotes::model::{Article, Document};

fn main() -> anyhow::Result<()> {
    shared::run(print, record)
}

fn print(document: &Document, out: &mut String) {
    for article in read(document) {
        for entity in &article.entities {
            let _ = write!(out, "{}: {}", entity.kind.name(), entity.name);
            for alias in &entity.aliases {
                let _ = write!(out, ", {} ({})", alias.name, alias.why);
            }
            out.push('\n');
        }
    }
}

fn record(document: &Document, out: &mut String) {
    let tagged = Document { articles: read(document), ..document.clone() };
    for (index, article) in tagged.articles.iter().enumerate() {
        for mention in &article.mentions {
            if let Some(record) = shared::mention_record(&tagged, index, mention) {
                shared::push_line(&record, out);
            }
        }
    }
}

fn read(document: &Document) -> Vec<Article> {
    let mut articles = document.articles.clone();
    for article in &mut articles {
        extract::find_entities(&document.text, article);
    }
    articles
}
