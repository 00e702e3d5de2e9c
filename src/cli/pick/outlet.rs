//! Where the answer of the picker goes: standard output or a file, and the
//! clipboard.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use crate::config::Settings;
use crate::library::atomic;
use crate::run::clipboard::{ClipboardRoute, ClipboardSurroundings, hand_over, route};

/// Where the answer goes.
#[derive(Debug)]
pub(super) struct Outlet {
    file: Option<PathBuf>,
    clipboard: Option<ClipboardRoute>,
}

/// What stands behind an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AnswerEnding {
    Line,
    Nul,
    Nothing,
}

impl AnswerEnding {
    /// The text with this end.
    pub(super) fn of(self, mut text: String) -> String {
        match self {
            AnswerEnding::Line if text.ends_with('\n') => {}
            AnswerEnding::Line => text.push('\n'),
            AnswerEnding::Nul | AnswerEnding::Nothing => {
                text.truncate(text.trim_end_matches(['\n', '\r']).len());
            }
        }
        if self == AnswerEnding::Nul {
            text.push('\0');
        }
        text
    }
}

impl Outlet {
    pub(super) fn new(file: Option<PathBuf>, copy: bool, settings: &Settings) -> Outlet {
        let own = settings.clipboard_command.as_deref();
        let clipboard = copy.then(|| route(own, &ClipboardSurroundings::of_process()));
        Outlet { file, clipboard }
    }

    /// What else happens to the answer, for the last line of the screen:
    /// nothing may be said once it is printed.
    pub(super) fn also(&self) -> String {
        match &self.clipboard {
            None => String::new(),
            Some(ClipboardRoute::Terminal) => {
                format!("to {}, up to 2 KB for sure", ClipboardRoute::Terminal.words())
            }
            Some(route) => format!("to {}", route.words()),
        }
    }

    /// Writes the answer, then copies it.
    ///
    /// # Errors
    ///
    /// When it cannot be written, or not be copied.
    pub(super) fn hand_on(&self, answer: &str) -> anyhow::Result<()> {
        match &self.file {
            Some(path) => save(path, answer)
                .with_context(|| format!("{} cannot be written", path.display()))?,
            None => print(answer)?,
        }
        let Some(route) = &self.clipboard else { return Ok(()) };
        let words = answer.trim_end_matches(['\n', '\0']);
        if let Err(why) = hand_over(route, words) {
            bail!("nothing was copied: {why}");
        }
        Ok(())
    }
}

/// A pipe or a device is written into, a file is replaced as a whole.
fn save(path: &Path, answer: &str) -> io::Result<()> {
    match fs::metadata(path) {
        Ok(there) if !there.is_file() => fs::write(path, answer),
        _ => atomic::write(path, answer.as_bytes()),
    }
}

/// A reader that has seen enough is no error.
fn print(answer: &str) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(answer.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(error).context("standard output cannot be written")
        }
        _ => Ok(()),
    }
}
