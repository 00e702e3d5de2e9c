//! `nreader export`: the quotations that match, in any format.

use std::io::{self, Write};
use std::ops::ControlFlow;
use std::process::ExitCode;

use clap::Args;

use super::asked::Where;
use super::citing::{Ids, WritingArguments, scan_options};
use super::facts::report;
use super::keys;
use super::selecting::{Selection, What};
use crate::cite::{CitedPassage, Exporter, LineStarts, Subject};
use crate::library::scan::{self, Options, Source};
use newsquotes::model::Document;

/// Arguments of `nreader export`.
#[derive(Debug, Args)]
pub(super) struct ExportArguments {
    /// A query for quotations, or their ids; without any, all of them
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    #[command(flatten)]
    place: Where,
    #[command(flatten)]
    writing: WritingArguments,
}

impl ExportArguments {
    /// Prints the quotations.
    pub(super) fn run(&self) -> anyhow::Result<ExitCode> {
        let options = scan_options();
        if self.query.is_empty() {
            // A bibliography lists articles, whether they quote anybody or not.
            let whole = self.writing.format().is_bibliography;
            let choose = |subject: &Subject<'_>| match offered(subject) {
                Chosen::Nothing if whole => Chosen::Article,
                chosen => chosen,
            };
            return write(self.place.sources()?, &options, (&self.writing, &self.place), choose);
        }
        if let Some(ids) = Ids::read(&self.query) {
            let choose = |subject: &Subject<'_>| Chosen::quotes(ids.quotes(subject));
            return write(self.place.sources()?, &options, (&self.writing, &self.place), choose);
        }
        let whole = self.writing.format().is_bibliography;
        let what = if whole { What::Articles } else { What::Quotes };
        let selection = Selection::of(&self.place, &self.query, what)?;
        write_selection(selection, (&self.writing, &self.place))
    }
}

fn offered(subject: &Subject<'_>) -> Chosen {
    Chosen::quotes(subject.offered().map(|(index, _)| index).collect())
}

/// What to write of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Chosen {
    Nothing,
    /// The article itself.
    Article,
    /// Quotations by their index, in order.
    Quotes(Vec<usize>),
}

impl Chosen {
    /// Quotations of these indices.
    pub(super) fn quotes(quotes: Vec<usize>) -> Chosen {
        if quotes.is_empty() { Chosen::Nothing } else { Chosen::Quotes(quotes) }
    }
}

/// Writes what `choose` takes of each article to standard output, in the
/// order of the sources. Exit code 0 when something was written, 1 when
/// nothing matched, 2 when a file could not be read.
pub(super) fn write(
    sources: Vec<Source>,
    options: &Options,
    (writing, place): (&WritingArguments, &Where),
    choose: impl Fn(&Subject<'_>) -> Chosen + Sync,
) -> anyhow::Result<ExitCode> {
    let mut writer = Writer::new(writing, place)?;
    let mut failed = Ok(());
    let work = |loaded: scan::Loaded| (chosen(&loaded.document, &choose), loaded.document);
    scan::ordered(sources, options, work, |loaded| {
        let written = match loaded {
            Ok((chosen, document)) => writer.document(&document, &chosen),
            Err(problem) => {
                writer.problems = true;
                report(&problem);
                Ok(())
            }
        };
        match written {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                failed = Err(error);
                ControlFlow::Break(())
            }
        }
    });
    ended(failed.and_then(|()| writer.finish()))
}

/// Writes what a query found, with the same exit codes.
pub(super) fn write_selection(
    selection: Selection,
    (writing, place): (&WritingArguments, &Where),
) -> anyhow::Result<ExitCode> {
    let mut writer = Writer::new(writing, place)?;
    let written = selection.each(|document, chosen| writer.document(document, chosen));
    ended(written.and_then(|()| writer.finish()))
}

/// A reader that has seen enough is no error.
fn ended(written: io::Result<u8>) -> anyhow::Result<ExitCode> {
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(ExitCode::SUCCESS),
        Err(error) => Err(error.into()),
        Ok(code) => Ok(ExitCode::from(code)),
    }
}

fn chosen(document: &Document, choose: &impl Fn(&Subject<'_>) -> Chosen) -> Vec<Chosen> {
    let starts = LineStarts::of(document);
    let subjects = (0..document.articles.len()).map(|at| Subject::new(document, at, &starts));
    subjects.map(|subject| subject.map_or(Chosen::Nothing, |subject| choose(&subject))).collect()
}

struct Writer {
    exporter: Exporter,
    out: io::StdoutLock<'static>,
    any: bool,
    problems: bool,
}

impl Writer {
    fn new(writing: &WritingArguments, place: &Where) -> anyhow::Result<Writer> {
        let exporter = Exporter::new(writing.format(), writing.options()?, writing.keys()?);
        keys::seed(exporter.keys(), place)?;
        Ok(Writer { exporter, out: io::stdout().lock(), any: false, problems: false })
    }

    fn document(&mut self, document: &Document, chosen: &[Chosen]) -> io::Result<()> {
        for problem in &document.problems {
            self.problems = true;
            report(problem);
        }
        let starts = LineStarts::of(document);
        let mut out = String::new();
        for (index, chosen) in chosen.iter().enumerate() {
            let quotes = match chosen {
                Chosen::Nothing => continue,
                Chosen::Article => &[][..],
                Chosen::Quotes(quotes) => quotes,
            };
            let Some(subject) = Subject::new(document, index, &starts) else { continue };
            let passages = quotes.iter().filter_map(|at| CitedPassage::of_quote(&subject, *at));
            self.exporter.article(&subject, &passages.collect::<Vec<_>>(), &mut out);
            self.any = true;
        }
        self.out.write_all(out.as_bytes())
    }

    fn finish(mut self) -> io::Result<u8> {
        let mut out = String::new();
        self.exporter.finish(&mut out);
        self.out.write_all(out.as_bytes())?;
        self.out.flush()?;
        keys::keep(self.exporter.keys());
        Ok(match (self.problems, self.any) {
            (true, _) => 2,
            (false, true) => 0,
            (false, false) => 1,
        })
    }
}
