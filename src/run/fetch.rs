//! The fetching worker: reads the document of an article that is looked at
//! again from its file.

use std::io;
use std::path::PathBuf;

use crossbeam_channel::Sender;

use super::events::Event;
use super::threads::spawn;
use crate::app::Action;
use crate::library::scan::{self, ScanOptions, ScanSource};

/// Starts the worker; paths go in, [`Action::Loaded`] comes out as news.
///
/// # Errors
///
/// When the system has no thread left.
pub(super) fn start(options: ScanOptions, events: Sender<Event>) -> io::Result<Sender<String>> {
    let (paths, wanted) = crossbeam_channel::unbounded::<String>();
    spawn("load fetch", move || {
        for path in wanted {
            let action = match scan::one(ScanSource::Path(PathBuf::from(&path)), &options) {
                Ok(loaded) => Action::Loaded(vec![loaded]),
                Err(problem) => Action::NotFetched { path, problem },
            };
            if events.send(Event::News(action)).is_err() {
                return;
            }
        }
    })?;
    Ok(paths)
}
