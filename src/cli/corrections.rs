//! What the person put right in the reader, for commands that read files.

use std::sync::Arc;

use super::output::report;
use crate::config::{Environment, Folders};
use crate::library::annotation::Annotations;
use crate::library::scan::{self, Find};
use crate::library::userdata::UserData;
use newsquotes::model::Problem;

/// What the user put right in the reader holds here too. Nothing is made on
/// disk where there is nothing yet; a database that cannot be read is said.
pub(super) fn corrections() -> Annotations {
    read_corrections().unwrap_or_else(|problem| {
        report(&problem);
        Annotations::default()
    })
}

/// As [`corrections`].
///
/// # Errors
///
/// When the database cannot be read.
pub(super) fn read_corrections() -> Result<Annotations, Problem> {
    let folders = Folders::of(&Environment::of_process());
    let Some(path) = folders.user_data().filter(|path| path.exists()) else {
        return Ok(Annotations::default());
    };
    let all = UserData::open(&path).and_then(|data| data.all());
    all.map(Annotations::new).map_err(|error| error.problem(&path))
}

/// How files are read here: with the user's corrections, for quotations.
pub(super) fn scan_options() -> scan::Options {
    scan::Options {
        find: Find { quotes: true, entities: false },
        annotations: Arc::new(corrections()),
        ..scan::Options::default()
    }
}
