//! `nreader cite`: articles as entries of a bibliography, or one quotation
//! with its citation.

use std::process::ExitCode;

use clap::Args;

use super::asked::Where;
use super::citing::{Ids, WritingArguments, is_path, scan_options, sources};
use super::export::{Chosen, write, write_selection};
use super::selecting::{Selection, What};
use crate::cite::Subject;

/// Arguments of `nreader cite`.
#[derive(Debug, Args)]
pub(super) struct CiteArguments {
    /// Files or folders whose articles to cite; or else a query for articles,
    /// or the ids of quotations
    #[arg(value_name = "PATH|QUERY", required = true)]
    wanted: Vec<String>,
    #[command(flatten)]
    place: Where,
    #[command(flatten)]
    writing: WritingArguments,
}

impl CiteArguments {
    /// Prints the citations.
    pub(super) fn run(&self) -> anyhow::Result<ExitCode> {
        let options = scan_options();
        if self.wanted.iter().all(|argument| is_path(argument)) {
            return write(sources(&self.wanted)?, &options, (&self.writing, &self.place), |_| {
                Chosen::Article
            });
        }
        if let Some(ids) = Ids::read(&self.wanted) {
            let choose = |subject: &Subject<'_>| Chosen::quotes(ids.quotes(subject));
            return write(self.place.sources()?, &options, (&self.writing, &self.place), choose);
        }
        let selection = Selection::of(&self.place, &self.wanted, What::Articles)?;
        write_selection(selection, (&self.writing, &self.place))
    }
}
