//! What commands write: lines on standard output, problems on standard error,
//! and the exit code that follows.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::process::ExitCode;

use crate::ui::glyph;
use newsquotes::model::Problem;

/// Writes to standard output. A reader that has seen enough is no error.
pub(super) fn write_out(text: &str) -> anyhow::Result<()> {
    match io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}

/// One problem as one line on standard error.
pub(super) fn report(problem: &Problem) {
    log::warn!("problem: {}", problem.what);
    log::debug!("it is {}", problem.path);
    let mut line = format!("nreader: {}: {}", problem.path, problem.what);
    if !problem.hint.is_empty() {
        let _ = write!(line, " ({})", problem.hint);
    }
    eprintln!("{}", glyph::line(&line));
}

/// Writes what comes, and remembers how it went.
#[derive(Debug)]
pub(super) struct Printer {
    out: io::BufWriter<io::Stdout>,
    any: bool,
    problems: bool,
    error: Option<io::Error>,
}

impl Default for Printer {
    fn default() -> Printer {
        let out = io::BufWriter::with_capacity(1 << 16, io::stdout());
        Printer { out, any: false, problems: false, error: None }
    }
}

impl Printer {
    pub(super) fn take(
        &mut self,
        printed: Result<(String, Vec<Problem>), Problem>,
    ) -> ControlFlow<()> {
        let (lines, problems) = printed.unwrap_or_else(|problem| (String::new(), vec![problem]));
        for problem in &problems {
            report(problem);
        }
        self.problems |= !problems.is_empty();
        self.any |= !lines.is_empty();
        match self.out.write_all(lines.as_bytes()) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                self.error = Some(error);
                ControlFlow::Break(())
            }
        }
    }

    /// 0 when something was printed, 1 when nothing was found, 2 when
    /// something went wrong. A reader that has seen enough is no error.
    pub(super) fn finish(mut self) -> anyhow::Result<ExitCode> {
        let written = self.error.take().map_or_else(|| self.out.flush(), Err);
        match written {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(ExitCode::SUCCESS),
            Err(error) => Err(error.into()),
            Ok(()) if self.problems => Ok(ExitCode::from(2)),
            Ok(()) if !self.any => Ok(ExitCode::from(1)),
            Ok(()) => Ok(ExitCode::SUCCESS),
        }
    }
}
