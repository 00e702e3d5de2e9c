//! `nreader cite`: articles as entries of a bibliography, or one quotation
//! with its citation.

use std::process::ExitCode;

use clap::Args;

use super::citation_output::{write, write_found};
use super::corrections::scan_options;
use super::found::{FoundByQuery, Taken, What};
use super::open_index::PlaceArguments;
use super::passage_ids::PassageIds;
use super::sources::{is_path, sources};
use super::writing::WritingArguments;
use crate::cite::Subject;

/// Arguments of `nreader cite`.
#[derive(Debug, Args)]
pub(super) struct CiteArguments {
    /// Files or folders whose articles to cite; or else a query for articles,
    /// or the ids of quotations
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
        let options = scan_options();
        if self.wanted.iter().all(|argument| is_path(argument)) {
            return write(sources(&self.wanted)?, &options, (&self.writing, &self.place), |_| {
                Taken::Article
            });
        }
        if let Some(ids) = PassageIds::read(&self.wanted) {
            let take = |subject: &Subject<'_>| Taken::quotes(ids.quotes(subject));
            return write(self.place.sources()?, &options, (&self.writing, &self.place), take);
        }
        let found = FoundByQuery::of(&self.place, &self.wanted, What::Articles)?;
        write_found(found, &self.writing)
    }
}
