//! `nreader export`: the quotations that match, in any format.

use std::process::ExitCode;

use clap::Args;

use super::citation_output::{write, write_found};
use super::corrections::scan_options;
use super::found::{FoundByQuery, Taken, What};
use super::open_index::PlaceArguments;
use super::passage_ids::PassageIds;
use super::writing::WritingArguments;
use crate::cite::Subject;

/// Arguments of `nreader export`.
#[derive(Debug, Args)]
pub(super) struct ExportArguments {
    /// A query for quotations, or their ids; without any, all of them
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    #[command(flatten)]
    place: PlaceArguments,
    #[command(flatten)]
    writing: WritingArguments,
}

impl ExportArguments {
    /// Prints the quotations.
    pub(super) fn run(&self) -> anyhow::Result<ExitCode> {
        let options = scan_options();
        // A bibliography lists articles, whether they quote anybody or not.
        let whole = self.writing.format().is_bibliography;
        if self.query.is_empty() {
            let choose = |subject: &Subject<'_>| match offered(subject) {
                Taken::Nothing if whole => Taken::Article,
                chosen => chosen,
            };
            return write(self.place.sources()?, &options, (&self.writing, &self.place), choose);
        }
        if let Some(ids) = PassageIds::read(&self.query) {
            let take = |subject: &Subject<'_>| Taken::quotes(ids.quotes(subject));
            return write(self.place.sources()?, &options, (&self.writing, &self.place), take);
        }
        let what = if whole { What::Articles } else { What::Quotes };
        let found = FoundByQuery::of(&self.place, &self.query, what)?;
        write_found(found, &self.writing)
    }
}

fn offered(subject: &Subject<'_>) -> Taken {
    Taken::quotes(subject.offered().map(|(index, _)| index).collect())
}
