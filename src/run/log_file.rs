//! The log of a run, for finding faults: one line for each thing that happened.
//! Off unless a file is named.
//!
//! Up to the level `info` a line holds counts, kinds and reasons, never the
//! words of an article and nothing that was typed; from `debug` on it names
//! files and queries too.

use std::fmt::Write as _;
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;
use std::sync::{Mutex, OnceLock, PoisonError};

use jiff::Timestamp;
use log::{LevelFilter, Log, Metadata, Record};

use crate::ui::glyph;

/// Where the lines go: a process has one log.
static LOG: LogFile = LogFile { file: OnceLock::new() };

struct LogFile {
    file: OnceLock<Mutex<File>>,
}

/// The levels, from the fewest lines to the most.
pub(crate) const LEVELS: [LevelFilter; 5] = [
    LevelFilter::Error,
    LevelFilter::Warn,
    LevelFilter::Info,
    LevelFilter::Debug,
    LevelFilter::Trace,
];

/// Adds to the file from now on.
///
/// # Errors
///
/// When the file cannot be written.
pub(crate) fn start(path: &Path, level: LevelFilter) -> io::Result<()> {
    let file = OpenOptions::new().create(true).append(true).open(path)?;
    if LOG.file.set(Mutex::new(file)).is_ok() && log::set_logger(&LOG).is_ok() {
        log::set_max_level(level);
    }
    Ok(())
}

impl Log for LogFile {
    /// Libraries may write what they like: their lines are left out.
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        ["nreader", "newsquotes"].iter().any(|own| metadata.target().starts_with(own))
    }

    fn log(&self, record: &Record<'_>) {
        let Some(file) = self.file.get().filter(|_| self.enabled(record.metadata())) else {
            return;
        };
        let now =
            Timestamp::from_second(Timestamp::now().as_second()).unwrap_or(Timestamp::UNIX_EPOCH);
        let mut line = format!("{now} {:<5} {}: ", record.level(), record.target());
        let _ = write!(line, "{}", record.args());
        let mut line = glyph::line(&line);
        line.push('\n');
        // A log that cannot be written stops nobody from reading.
        let _ = file.lock().unwrap_or_else(PoisonError::into_inner).write_all(line.as_bytes());
    }

    fn flush(&self) {}
}
