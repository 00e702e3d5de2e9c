//! What the person put right in the reader, for commands that read files.

use std::path::Path;
use std::sync::Arc;

use super::output::report;
use crate::config::{Environment, Folders};
use crate::library::annotation::Annotations;
use crate::library::scan::{self, FactsWanted};
use crate::library::userdata::{UserData, UserDataError};
use newsquotes::model::Problem;

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

/// How files are read here: with the user's corrections, for quotations.
pub(super) fn scan_options() -> scan::ScanOptions {
    scan::ScanOptions {
        find: FactsWanted { quotes: true, entities: false },
        annotations: Arc::new(corrections()),
        ..scan::ScanOptions::default()
    }
}
