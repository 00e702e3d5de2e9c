//! `nreader cite`: articles as entries of a bibliography, or one quotation
//! with its citation.

use std::process::ExitCode;

use clap::Args;

use super::citing::{PlaceArguments, Wanted, WritingArguments, is_path, scan_options, sources};
use super::export::{Chosen, write};
use crate::cite::Subject;

/// Arguments of `nreader cite`.
#[derive(Debug, Args)]
pub(super) struct CiteArguments {
    /// Files or folders whose articles to cite; or else words that the
    /// articles have to hold, or the id of a quotation
    #[arg(value_name = "PATH|QUERY", required = true)]
    wanted: Vec<String>,
    #[command(flatten)]
    place: PlaceArguments,
    #[command(flatten)]
    writing: WritingArguments,
}

impl CiteArguments {
    /// Prints the citations.
    pub(super) fn run(&self) -> anyhow::Result<ExitCode> {
        let are_paths = self.wanted.iter().all(|argument| is_path(argument));
        let (sources, wanted) = if are_paths {
            (sources(&self.wanted)?, Wanted::default())
        } else {
            (self.place.sources()?, Wanted::new(&self.wanted))
        };
        let choose = |subject: &Subject<'_>| choose(&wanted, subject);
        write(sources, &scan_options(), &self.writing, choose)
    }
}

fn choose(wanted: &Wanted, subject: &Subject<'_>) -> Chosen {
    if wanted.has_ids() {
        return Chosen::passages(&wanted.passages(subject));
    }
    if wanted.article(subject) { Chosen::Article } else { Chosen::Nothing }
}
