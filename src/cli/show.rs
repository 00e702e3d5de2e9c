//! `nreader show`: a passage by its id, in its surroundings.

use std::fmt::Write as _;
use std::process::ExitCode;

use clap::Args;

use super::corrections::scan_options;
use super::keys;
use super::open_index::PlaceArguments;
use super::output::Printer;
use super::passage_ids::PassageIds;
use crate::cite::{
    Bibliography, CitationKeys, Cited, CitedPassage, LineStarts, STYLES, Subject, push_json,
};
use crate::library::scan::{self, LoadedDocument};
use crate::ui::glyph;
use newsquotes::model::{Block, Document};

/// Arguments of `nreader show`.
#[derive(Debug, Args)]
pub(super) struct ShowArguments {
    /// Ids of quotations, as `nreader quotes` and `nreader export` print them
    #[arg(value_name = "ID", required = true)]
    ids: Vec<String>,
    #[command(flatten)]
    place: PlaceArguments,
    /// Paragraphs to show before and after
    #[arg(long, value_name = "COUNT", default_value_t = 1)]
    context: usize,
    /// The lines of JSON that `nreader quotes` prints
    #[arg(long)]
    json: bool,
}

impl ShowArguments {
    /// Prints the passages.
    pub(super) fn run(&self) -> anyhow::Result<ExitCode> {
        let Some(ids) = PassageIds::read(&self.ids) else {
            anyhow::bail!("an id is twelve hex digits, as `nreader quotes` prints them");
        };
        let mut printer = Printer::default();
        // Keys are given in the order of the files, so here and not by the
        // workers.
        let keys = keys::open(Bibliography::default());
        let show = |loaded: LoadedDocument| {
            if self.place.is_given() {
                keys::seed(&keys, &keys::sources_of(&loaded.document));
            }
            (self.document(&ids, &loaded.document, &keys), loaded.document.problems)
        };
        let sources = self.place.sources()?;
        scan::ordered(sources, &scan_options(), std::convert::identity, |read| {
            printer.take(read.map(show))
        });
        printer.finish()
    }

    fn document(&self, ids: &PassageIds, document: &Document, keys: &CitationKeys) -> String {
        let starts = LineStarts::of(document);
        let mut out = String::new();
        for index in 0..document.articles.len() {
            let Some(subject) = Subject::new(document, index, &starts) else { continue };
            let found = ids.quotes(&subject);
            if found.is_empty() {
                continue;
            }
            let subject = if self.json { subject.with_key(keys) } else { subject };
            let passages = found.into_iter();
            for passage in passages.filter_map(|at| CitedPassage::of_quote(&subject, at)) {
                if self.json { json(&passage, &mut out) } else { self.text(&passage, &mut out) }
            }
        }
        out
    }

    fn text(&self, passage: &CitedPassage<'_>, out: &mut String) {
        let subject = passage.subject;
        let id = passage.id();
        let _ = writeln!(out, "{}", glyph::line(&place(passage, &id)));
        let _ = writeln!(out, "{}", glyph::line(&evidence(passage)));
        let cited = Cited {
            source: &subject.source,
            speaker: passage.speaker.as_ref(),
            paragraph: passage.paragraph(),
            accessed: None,
            headline_case: true,
            number: None,
        };
        if let Some(style) = STYLES.first() {
            let _ = writeln!(out, "{}", glyph::line(&style.note(&cited).plain()));
        }
        for block in self.blocks(passage) {
            let quoted = if block.span.overlaps(passage.span) { "│ " } else { "  " };
            let words = glyph::passage(subject.document, subject.article, block.span);
            let _ = write!(out, "\n{quoted}{words}\n");
        }
        out.push('\n');
    }

    /// The blocks of the body around a passage.
    fn blocks<'a>(&self, passage: &CitedPassage<'a>) -> Vec<&'a Block> {
        let article = passage.subject.article;
        let holds = |block: &Block| block.span.overlaps(passage.span);
        let shown = |block: &&Block| block.kind.is_body() || holds(block);
        let blocks: Vec<&Block> = article.blocks.iter().filter(shown).collect();
        let first = blocks.iter().position(|block| holds(block)).unwrap_or(0);
        let last = blocks.iter().rposition(|block| holds(block)).unwrap_or(first);
        let from = first.saturating_sub(self.context);
        blocks.into_iter().take(last + self.context + 1).skip(from).collect()
    }
}

/// File, line and paragraph.
fn place(passage: &CitedPassage<'_>, id: &str) -> String {
    let paragraph = passage.paragraph();
    let paragraph = paragraph.map_or_else(String::new, |number| format!(", paragraph {number}"));
    let path = passage.subject.path();
    format!("{id}  {path}:{}{paragraph}", passage.line())
}

/// Who said it and how that is known, and what is broken in the source.
fn evidence(passage: &CitedPassage<'_>) -> String {
    let Some(quote) = passage.source_quote() else { return String::new() };
    let mut line = match (&passage.speaker, &quote.speaker) {
        (Some(said), Some(speaker)) => {
            format!("{} ({}, {} %)", said.with_role(), speaker.why, speaker.confidence)
        }
        _ => "speaker not known".to_owned(),
    };
    let _ = write!(line, ", {}", quote.form.name());
    if quote.is_unsafe() {
        line.push_str(", unsafe to quote: the source is damaged here");
    }
    line
}

fn json(passage: &CitedPassage<'_>, out: &mut String) {
    let subject = passage.subject;
    let source = subject.source_record();
    if let (Some(index), Some(quote)) = (passage.quote, passage.source_quote()) {
        let records = subject.quote_records(index, quote, &source);
        records.for_each(|record| push_json(&record, out));
    }
}
