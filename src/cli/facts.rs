//! `nreader articles|blocks|quotes|entities`: what the reader shows, as lines
//! without a screen.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Args, ValueEnum};

use super::open::source;
use super::records;
use crate::cite::{LineStarts, Subject, push_json};
use crate::config::{Environment, Folders};
use crate::library::annotation::Annotations;
use crate::library::scan::{self, FactsWanted, LoadedDocument, ScanOptions};
use crate::library::userdata::{UserData, UserDataError};
use crate::ui::glyph;
use newsquotes::model::{Document, Form, Problem};

/// Arguments of the commands that print facts.
#[derive(Debug, Args)]
pub(super) struct FactsArguments {
    /// Files or folders; `-` is standard input
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<String>,
    /// Lines of JSON, or lines to read
    #[arg(long, value_enum, default_value_t = Format::Jsonl)]
    format: Format,
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
enum Format {
    Jsonl,
    Text,
}

/// Which facts to print.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Articles,
    Blocks,
    /// With scare quotes, titles and nicknames when true.
    Quotes(bool),
    Entities,
}

impl QuotesArguments {
    /// Prints the quotations.
    pub(super) fn run(&self) -> anyhow::Result<ExitCode> {
        run(Kind::Quotes(self.all), &self.facts)
    }
}

/// Prints the facts of all files in the order given, and what went wrong on
/// standard error.
pub(super) fn run(kind: Kind, arguments: &FactsArguments) -> anyhow::Result<ExitCode> {
    let sources = arguments.paths.iter().map(|path| source(path));
    let sources = sources.collect::<anyhow::Result<Vec<_>>>()?;
    let options = ScanOptions {
        find: FactsWanted {
            quotes: matches!(kind, Kind::Quotes(_)),
            entities: kind == Kind::Entities,
        },
        annotations: Arc::new(corrections()),
        ..ScanOptions::default()
    };
    let format = arguments.format;
    let mut printer = Printer::default();
    let print =
        |loaded: LoadedDocument| (lines(kind, format, &loaded.document), loaded.document.problems);
    scan::ordered(sources, &options, print, |printed| printer.take(printed));
    printer.finish()
}

/// What the user put right in the reader holds here too. Nothing is made on
/// disk where there is nothing yet; of a database that cannot be read, or not
/// wholly, is told.
pub(super) fn corrections() -> Annotations {
    let folders = Folders::of(&Environment::of_process());
    let Some(path) = folders.user_data() else { return Annotations::default() };
    let (all, problems) = kept(&path, UserData::all);
    problems.iter().for_each(report);
    Annotations::new(all)
}

/// What the person made and keeps in the database at `path`, as far as it can
/// be read, and what is wrong with the rest. Nothing is changed on disk.
pub(super) fn kept<T: Default>(
    path: &Path,
    of: impl FnOnce(&UserData) -> Result<T, UserDataError>,
) -> (T, Vec<Problem>) {
    let read = UserData::read(path).and_then(|mut data| Ok((of(&data)?, data.take_problems())));
    read.unwrap_or_else(|error| (T::default(), vec![error.problem(path)]))
}

/// Writes what comes, and remembers how it went.
#[derive(Debug)]
pub(super) struct Printer {
    out: io::BufWriter<io::Stdout>,
    any: bool,
    problems: bool,
    error: Option<io::Error>,
}

impl Default for Printer {
    fn default() -> Printer {
        let out = io::BufWriter::with_capacity(1 << 16, io::stdout());
        Printer { out, any: false, problems: false, error: None }
    }
}

impl Printer {
    pub(super) fn take(
        &mut self,
        printed: Result<(String, Vec<Problem>), Problem>,
    ) -> ControlFlow<()> {
        let (lines, problems) = printed.unwrap_or_else(|problem| (String::new(), vec![problem]));
        for problem in &problems {
            report(problem);
        }
        self.problems |= !problems.is_empty();
        self.any |= !lines.is_empty();
        match self.out.write_all(lines.as_bytes()) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                self.error = Some(error);
                ControlFlow::Break(())
            }
        }
    }

    /// 0 when something was printed, 1 when nothing was found, 2 when
    /// something went wrong. A reader that has seen enough is no error.
    pub(super) fn finish(mut self) -> anyhow::Result<ExitCode> {
        let written = self.error.take().map_or_else(|| self.out.flush(), Err);
        match written {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(ExitCode::SUCCESS),
            Err(error) => Err(error.into()),
            Ok(()) if self.problems => Ok(ExitCode::from(2)),
            Ok(()) if !self.any => Ok(ExitCode::from(1)),
            Ok(()) => Ok(ExitCode::SUCCESS),
        }
    }
}

/// One problem as one line on standard error.
pub(super) fn report(problem: &Problem) {
    let mut line = format!("nreader: {}: {}", problem.path, problem.what);
    if !problem.hint.is_empty() {
        let _ = write!(line, " ({})", problem.hint);
    }
    eprintln!("{}", glyph::line(&line));
}

/// The lines of one document.
fn lines(kind: Kind, format: Format, document: &Document) -> String {
    let mut out = String::new();
    let starts = LineStarts::of(document);
    for index in 0..document.articles.len() {
        let Some(subject) = Subject::new(document, index, &starts) else { continue };
        match format {
            Format::Jsonl => json_lines(kind, &subject, &mut out),
            Format::Text => text_lines(kind, &subject, &mut out),
        }
    }
    out
}

fn json_lines(kind: Kind, subject: &Subject<'_>, out: &mut String) {
    let article = subject.article;
    match kind {
        Kind::Articles => push_json(&records::article(subject), out),
        Kind::Blocks => {
            for block in &article.blocks {
                push_json(&records::block(subject, block), out);
            }
        }
        Kind::Entities => {
            let mentions = article.mentions.iter().filter_map(|m| records::mention(subject, m));
            mentions.for_each(|mention| push_json(&mention, out));
        }
        Kind::Quotes(all) => {
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

fn text_lines(kind: Kind, subject: &Subject<'_>, out: &mut String) {
    let Subject { document, article, .. } = *subject;
    let path = &document.origin.path;
    let mut push = |place: usize, label: &str, words: &str| {
        let line = subject.line_at(place);
        let colon = if words.is_empty() { "" } else { ": " };
        out.push_str(&glyph::line(&format!("{path}:{line}: {label}{colon}{words}")));
        out.push('\n');
    };
    match kind {
        Kind::Articles => {
            let title =
                article.meta.title.as_ref().map_or("(no title)", |fact| fact.value.as_str());
            let meta = &article.meta;
            let outlet =
                meta.outlet.as_ref().or(meta.agency.as_ref()).map(|fact| fact.value.clone());
            let date = meta.date.as_ref().map(|fact| fact.value.words());
            let known: Vec<String> = outlet.into_iter().chain(date).collect();
            push(article.span.start(), title, &known.join(", "));
        }
        Kind::Blocks => {
            for block in &article.blocks {
                push(block.span.start(), block.kind.name(), document.text.get(block.span));
            }
        }
        Kind::Entities => {
            for mention in &article.mentions {
                let entity = article.entities.get(mention.entity as usize);
                let kind = entity.map_or("", |entity| entity.kind.name());
                push(mention.span.start(), kind, document.text.get(mention.span));
            }
        }
        Kind::Quotes(all) => {
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
