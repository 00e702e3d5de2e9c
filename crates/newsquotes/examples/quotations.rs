//! Who said what: prints the quotations of articles with their speakers.
//!
//! ```text
//! cargo run -p newsquotes --example quotations -- article.txt page.html
//! ```
//!
//! With `--jsonl` each part of a quotation is a line of JSON, with byte offsets
//! into the text: `path`, `article`, `block`, `kind`, `text`, `start`, `end`,
//! `cue`, `speaker` (`text`, `start`, `end`, `name`, `role`, `confidence`,
//! `why`), `repeat_of` and `defects`.

mod shared;

use std::fmt::Write as _;

use newsquotes::extract;
use newsquotes::model::{Document, Form, Quote, Speaker};

fn main() -> anyhow::Result<()> {
    shared::run(print, record)
}

fn print(document: &Document, out: &mut String) {
    each_quote(document, |_, quote| {
        let speaker = quote.speaker.as_ref();
        let name = speaker.map_or("?", |speaker| name(document, speaker));
        let sure = speaker.map_or(0, |speaker| speaker.confidence);
        let _ = writeln!(out, "{name} ({}, {sure} %)", quote.form.name());
        for part in &quote.parts {
            let _ = writeln!(out, "    {}", document.text.get(*part));
        }
    });
}

/// The name, or else the words that stand for it: "a spokesman".
fn name<'a>(document: &'a Document, speaker: &'a Speaker) -> &'a str {
    let mention = speaker.mention.map(|span| document.text.get(span));
    speaker.name.as_deref().or(mention).unwrap_or("?")
}

/// Words in marks that nobody says (scare quotes, titles) are left out, as the
/// command line of the reader does.
fn record(document: &Document, out: &mut String) {
    each_quote(document, |article, quote| {
        let said = quote.form.is_verbatim() || quote.form == Form::Indirect;
        for part in quote.parts.iter().filter(|_| said) {
            shared::push_line(&shared::quote_record(document, article, quote, *part), out);
        }
    });
}

fn each_quote(document: &Document, mut take: impl FnMut(usize, &Quote)) {
    for (index, article) in document.articles.iter().enumerate() {
        let mut article = article.clone();
        extract::find_quotes(&document.text, &mut article);
        article.quotes.iter().for_each(|quote| take(index, quote));
    }
}
