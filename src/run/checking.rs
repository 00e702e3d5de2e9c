//! The checking worker: reads a draft and looks its quotations up.

use std::fs;
use std::io;
use std::sync::Arc;

use crossbeam_channel::Sender;

use super::documents::FileDocuments;
use super::events::Event;
use super::files::expand;
use super::threads::spawn;
use crate::app::{Action, CheckTask, Checked};
use crate::cite::check::{Checker, Draft, markup_of};
use crate::library::index::Index;
use crate::library::scan::ScanOptions;

/// The largest draft that is read, in bytes.
const MOST_BYTES: u64 = 32 << 20;

/// Starts the worker; tasks go in, [`Action::Checked`] comes out as news.
///
/// # Errors
///
/// When the system has no thread left.
pub(super) fn start(
    index: Index,
    options: ScanOptions,
    events: Sender<Event>,
) -> io::Result<Sender<CheckTask>> {
    let (tasks, asked) = crossbeam_channel::unbounded::<CheckTask>();
    // The name says that a panic in reading a file is a problem of the file.
    spawn("load check", move || {
        for task in asked {
            let draft = task.draft.clone();
            let documents = FileDocuments::new(index.snapshot(), options.clone(), task.held);
            let found = check(&draft, &documents);
            if events.send(Event::News(Action::Checked { draft, found })).is_err() {
                return;
            }
        }
    })?;
    Ok(tasks)
}

/// Checks the draft of that name, or says why it cannot be.
fn check(name: &str, documents: &FileDocuments) -> Result<Checked, String> {
    let path = expand(name);
    let unread = |error: io::Error| format!("{name} cannot be read: {error}.");
    let size = fs::metadata(&path).map_err(unread)?.len();
    if size > MOST_BYTES {
        return Err(format!("{name} is too large for a draft: {} MB.", size >> 20));
    }
    let bytes = fs::read(&path).map_err(unread)?;
    let content = String::from_utf8(bytes)
        .map_err(|_| format!("{name} is not UTF-8 text; save the draft as UTF-8."))?;
    let draft = Draft::read(markup_of(name), &content);
    let findings = Checker::new(documents, Checker::SHORTEST).check(&draft);
    let path = fs::canonicalize(&path).unwrap_or(path);
    Ok(Checked {
        name: name.to_owned(),
        path: path.display().to_string(),
        draft: Arc::new(draft),
        findings: Arc::new(findings),
    })
}
