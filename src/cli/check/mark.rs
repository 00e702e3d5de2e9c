//! Keeping which passages of the library a draft uses, so that the reader
//! shows it. What cannot be kept is said; the check goes on.

use std::path::Path;
use std::sync::Arc;

use crate::app::{Checked, uses};
use crate::cite::check::{CheckFinding, Draft};
use crate::cli::output::report;
use crate::config::{Environment, Folders};
use crate::library::userdata::{UserData, UserDataError};
use crate::run::now;

/// Marks the passages that the draft at `name` uses. Without any, and with
/// none marked before, no database is made.
pub(super) fn mark(name: &str, draft: &Arc<Draft>, findings: &Arc<Vec<CheckFinding>>) {
    let Some(database) = Folders::of(&Environment::of_process()).user_data() else { return };
    let path = std::fs::canonicalize(name).unwrap_or_else(|_| Path::new(name).to_owned());
    let checked = Checked {
        name: name.to_owned(),
        path: path.display().to_string(),
        draft: Arc::clone(draft),
        findings: Arc::clone(findings),
    };
    if let Err(error) = store(&database, &checked) {
        report(&error.problem(&database));
    }
}

fn store(database: &Path, checked: &Checked) -> Result<(), UserDataError> {
    let is_new = !database.exists();
    if is_new && uses(&[], checked, 0).put.is_empty() {
        return Ok(());
    }
    let mut data = UserData::open(database)?;
    let mut change = uses(&data.all()?, checked, now());
    for mark in &mut change.put {
        let resolved = std::fs::canonicalize(&mark.target.path).ok();
        let resolved = resolved.map(|path| path.display().to_string());
        mark.target.path = resolved.unwrap_or_else(|| mark.target.path.clone());
    }
    if change.put.is_empty() && change.remove.is_empty() {
        return Ok(());
    }
    data.change(&change)
}
