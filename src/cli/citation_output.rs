//! Passages and citations on standard output, in the format asked for, and the
//! exit code that follows.

use std::io::{self, Write};
use std::ops::ControlFlow;
use std::process::ExitCode;

use super::found::{FoundByQuery, Taken};
use super::keys;
use super::open_index::PlaceArguments;
use super::output::report;
use super::writing::WritingArguments;
use crate::cite::{CitedPassage, Exporter, LineStarts, Subject};
use crate::library::scan::{self, ScanOptions, ScanSource};
use newsquotes::model::Document;

/// Writes what `take` takes of each article to standard output, in the
/// order of the sources. Exit code 0 when something was written, 1 when
/// nothing matched, 2 when a file could not be read.
pub(super) fn write(
    sources: Vec<ScanSource>,
    options: &ScanOptions,
    (writing, place): (&WritingArguments, &PlaceArguments),
    take: impl Fn(&Subject<'_>) -> Taken + Sync,
) -> anyhow::Result<ExitCode> {
    let mut writer = CitationWriter::new(writing)?;
    // Keys are given in the order of the paths named, also to articles that
    // are not written.
    let all_have_keys = place.is_given();
    let mut failed = Ok(());
    let work = |loaded: scan::LoadedDocument| (taken(&loaded.document, &take), loaded.document);
    scan::ordered(sources, options, work, |loaded| {
        let written = match loaded {
            Ok((taken, document)) => {
                if all_have_keys {
                    keys::seed(writer.exporter.keys(), &keys::sources_of(&document));
                }
                writer.document(&document, &taken)
            }
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
pub(super) fn write_found(
    found: FoundByQuery,
    writing: &WritingArguments,
) -> anyhow::Result<ExitCode> {
    let mut writer = CitationWriter::new(writing)?;
    keys::seed(writer.exporter.keys(), found.articles());
    writer.problems = !found.is_whole();
    let written = found.each(|document, taken| writer.document(document, taken));
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

fn taken(document: &Document, take: &impl Fn(&Subject<'_>) -> Taken) -> Vec<Taken> {
    let starts = LineStarts::of(document);
    let subjects = (0..document.articles.len()).map(|at| Subject::new(document, at, &starts));
    subjects.map(|subject| subject.map_or(Taken::Nothing, |subject| take(&subject))).collect()
}

struct CitationWriter {
    exporter: Exporter,
    out: io::StdoutLock<'static>,
    any: bool,
    problems: bool,
}

impl CitationWriter {
    fn new(writing: &WritingArguments) -> anyhow::Result<CitationWriter> {
        let exporter = Exporter::new(writing.format(), writing.options()?, writing.keys()?);
        Ok(CitationWriter { exporter, out: io::stdout().lock(), any: false, problems: false })
    }

    fn document(&mut self, document: &Document, taken: &[Taken]) -> io::Result<()> {
        for problem in &document.problems {
            self.problems = true;
            report(problem);
        }
        let starts = LineStarts::of(document);
        let mut out = String::new();
        for (index, taken) in taken.iter().enumerate() {
            let quotes = match taken {
                Taken::Nothing => continue,
                Taken::Article => &[][..],
                Taken::Quotes(quotes) => quotes,
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
