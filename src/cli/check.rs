//! `nreader check DRAFT...`: whether the quotations of drafts stand in their
//! sources so, and whether their speakers said them.
//!
//! Exit codes: 0 all fine, 1 something to look at, 2 any error.

mod library;
mod mark;
mod mend;

use std::io::{self, Read, Write};
use std::ops::ControlFlow;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, bail};
use clap::Args;

use super::corrections::scan_options;
use super::keys;
use super::open_index::PlaceArguments;
use super::output::report;
use super::vouched;
use crate::cite::check::{
    CheckFinding, Checker, Draft, Sources, markup_named, markup_of, push_record, text,
};
use crate::cite::{Bibliography, CitationKeys, Markup};
use crate::library::scan::{self, FactsWanted, LoadedDocument, ScanOptions};
use crate::run::{DocumentsInMemory, FileDocuments};
use crate::ui::glyph;

/// Arguments of `nreader check`.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub(super) struct CheckArguments {
    /// Drafts in Markdown, Org, LaTeX, Typst, HTML, wikitext or plain text; `-` is
    /// standard input
    #[arg(value_name = "DRAFT", required = true)]
    drafts: Vec<String>,
    #[command(flatten)]
    places: PlaceArguments,
    /// Markup of the drafts [default: by the endings of their names]
    #[arg(long, value_name = "NAME", value_parser = markup)]
    format: Option<Markup>,
    /// Quotations of fewer words are counted, not judged
    #[arg(long, value_name = "WORDS", default_value_t = Checker::SHORTEST)]
    shortest: usize,
    /// Print one JSON object a quotation
    #[arg(long)]
    json: bool,
    /// Print the quotations that are fine or too short as well
    #[arg(long, conflicts_with = "json")]
    all: bool,
    /// Show each change that would put the source's own words into a draft,
    /// and make it when told to: y yes, n no, a all, q quit
    #[arg(long, conflicts_with = "json")]
    fix: bool,
    /// Make all changes of --fix without asking
    #[arg(long, requires = "fix")]
    yes: bool,
    /// End with 1 where it is not proven who said a quotation, as where one is
    /// wrong
    #[arg(long)]
    strict: bool,
    /// Do not keep which passages the drafts use; the reader shows them
    #[arg(long)]
    no_mark: bool,
}

/// A draft as it was given.
struct Given {
    /// As on the command line.
    name: String,
    content: String,
}

/// What drafts are checked against.
struct CheckedAgainst<'a> {
    sources: &'a dyn Sources,
    keys: &'a CitationKeys,
}

/// How many quotations there were.
#[derive(Debug, Default)]
struct CheckCount {
    fine: usize,
    to_look_at: usize,
    unproven: usize,
    quiet: usize,
}

impl CheckArguments {
    /// Checks all drafts and prints what was found.
    pub(super) fn run(&self) -> anyhow::Result<ExitCode> {
        if self.fix && self.drafts.iter().any(|draft| draft == "-") {
            bail!("standard input cannot be changed: give --fix the path of a file");
        }
        let drafts = self.drafts.iter().map(|path| read(path));
        let drafts = drafts.collect::<anyhow::Result<Vec<Given>>>()?;
        let keys = keys::open(Bibliography::default());
        let (sources, is_whole) = self.sources(&keys)?;
        let against = CheckedAgainst { sources: &*sources, keys: &keys };
        let mut out = io::BufWriter::new(io::stdout().lock());
        let mut count = CheckCount::default();
        for given in &drafts {
            self.check(given, &against, &mut out, &mut count).or_else(accept_closed_pipe)?;
        }
        if !self.json {
            writeln!(out, "{}", count.words()).or_else(accept_closed)?;
        }
        out.flush().or_else(accept_closed)?;
        let failed = count.to_look_at > 0 || (self.strict && count.unproven > 0);
        Ok(vouched::code(is_whole, ExitCode::from(u8::from(failed))))
    }

    /// The paths given, or else the library; and whether all of it was looked
    /// in, so that what was not found is not there. Articles of paths get their
    /// keys in the order of the paths.
    fn sources(&self, keys: &CitationKeys) -> anyhow::Result<(Box<dyn Sources>, bool)> {
        let options = ScanOptions { find: FactsWanted::ALL, ..scan_options() };
        if self.places.is_given() {
            let (gathered, is_whole) = gather(&self.places, &options, keys)?;
            return Ok((Box::new(gathered), is_whole));
        }
        let (documents, is_whole) = library::open(options)?;
        Ok((Box::new(documents), is_whole))
    }

    fn check(
        &self,
        given: &Given,
        against: &CheckedAgainst<'_>,
        out: &mut impl Write,
        count: &mut CheckCount,
    ) -> anyhow::Result<()> {
        let markup = self.format.unwrap_or_else(|| markup_of(&given.name));
        let draft = Draft::read(markup, &given.content);
        let findings = Arc::new(Checker::new(against.sources, self.shortest).check(&draft));
        let draft = Arc::new(draft);
        if !self.no_mark && given.name != "-" {
            mark::mark(&given.name, &draft, &findings);
        }
        for finding in findings.iter() {
            count.add(finding);
            out.write_all(self.printed(given, &draft, finding, against.keys).as_bytes())?;
        }
        if self.fix {
            out.flush()?;
            mend::mend(Path::new(&given.name), &given.content, &draft, &findings, self.yes)?;
        }
        Ok(())
    }

    fn printed(
        &self,
        given: &Given,
        draft: &Draft,
        finding: &CheckFinding,
        keys: &CitationKeys,
    ) -> String {
        let mut printed = String::new();
        if self.json {
            push_record(&given.name, draft, finding, keys, &mut printed);
        } else if self.all || finding.needs_work() || finding.is_unproven() {
            for line in text(&given.name, draft, finding).lines() {
                printed.push_str(&glyph::line(line));
                printed.push('\n');
            }
            printed.push('\n');
        }
        printed
    }
}

impl CheckCount {
    fn add(&mut self, finding: &CheckFinding) {
        let count = if finding.is_quiet {
            &mut self.quiet
        } else if finding.is_unproven() {
            &mut self.unproven
        } else if finding.needs_work() {
            &mut self.to_look_at
        } else {
            &mut self.fine
        };
        *count += 1;
    }

    fn words(&self) -> String {
        let all = self.fine + self.to_look_at + self.unproven + self.quiet;
        let quotations = if all == 1 { "quotation" } else { "quotations" };
        let quiet = match self.quiet {
            0 => String::new(),
            quiet => format!(", {quiet} too short to judge or titles"),
        };
        let unproven = match self.unproven {
            0 => String::new(),
            unproven => format!(", {unproven} whose speaker is not proven"),
        };
        let Self { fine, to_look_at, .. } = self;
        format!("{all} {quotations}: {fine} fine, {to_look_at} to look at{unproven}{quiet}")
    }
}

/// A reader that has seen enough is no error.
fn accept_closed(error: io::Error) -> io::Result<()> {
    if error.kind() == io::ErrorKind::BrokenPipe { Ok(()) } else { Err(error) }
}

fn accept_closed_pipe(error: anyhow::Error) -> anyhow::Result<()> {
    match error.downcast::<io::Error>() {
        Ok(error) => Ok(accept_closed(error)?),
        Err(error) => Err(error),
    }
}

fn markup(name: &str) -> Result<Markup, String> {
    let names = Markup::ALL.map(Markup::name).join(", ");
    markup_named(name).ok_or_else(|| format!("the formats of drafts are {names}"))
}

fn read(path: &str) -> anyhow::Result<Given> {
    let bytes = if path == "-" {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes).context("standard input cannot be read")?;
        bytes
    } else {
        std::fs::read(path).with_context(|| format!("{path} cannot be read"))?
    };
    let content = String::from_utf8(bytes)
        .with_context(|| format!("{path} is not UTF-8 text; save the draft as UTF-8"))?;
    Ok(Given { name: path.to_owned(), content })
}

/// The articles below the paths given.
fn gather(
    places: &PlaceArguments,
    options: &ScanOptions,
    keys: &CitationKeys,
) -> anyhow::Result<(FileDocuments, bool)> {
    let sources = places.sources()?;
    let mut made = DocumentsInMemory::new()?;
    let (mut failed, mut is_whole) = (None, true);
    let work = |loaded: LoadedDocument| {
        let document = Arc::new(loaded.document);
        (DocumentsInMemory::entry(&document), document)
    };
    scan::ordered(sources, options, work, |read| {
        let added = match read {
            Ok((entry, document)) => {
                keys::seed(keys, &keys::sources_of(&document));
                made.add(entry, document)
            }
            Err(problem) => {
                is_whole = false;
                report(&problem);
                return ControlFlow::Continue(());
            }
        };
        match added {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                failed = Some(error);
                ControlFlow::Break(())
            }
        }
    });
    if let Some(error) = failed {
        return Err(error.into());
    }
    if made.is_empty() {
        bail!("there is no article to check against: name files or folders with --in PATH");
    }
    Ok((made.finish()?, is_whole))
}
