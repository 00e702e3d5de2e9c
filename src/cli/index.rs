//! `nreader index`: brings the index of the library up to date.

use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Instant;

use anyhow::Context;
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use super::corrections::corrections;
use super::output::report;
use super::own_library;
use crate::config::{Environment, Folders};
use crate::library::index::{Index, IndexError};
use crate::library::indexing::{self, IndexEvent, IndexProgress};
use crate::library::scan::{Cancel, ScanOptions};

/// Arguments of `nreader index`.
#[derive(Debug, Args)]
pub(super) struct IndexArguments {
    /// Make the index anew, as if there was none
    #[arg(long)]
    anew: bool,
}

impl IndexArguments {
    /// Indexes the library's folders; Ctrl-C stops it, and the next run goes
    /// on where it was.
    pub(super) fn run(&self) -> anyhow::Result<ExitCode> {
        let folders = Folders::of(&Environment::of_process());
        let library = own_library::folders(&folders)?;
        let cache =
            folders.cache.clone().context("there is no home folder to keep the index in")?;
        if self.anew {
            Index::discard(&cache)?;
        }
        let index = Index::open(&cache)?;
        if let Some(why) = index.healed() {
            eprintln!("the index was damaged and is made anew: {why}");
        }
        let options =
            ScanOptions { annotations: Arc::new(corrections()), ..ScanOptions::default() };
        let cancel = Cancel::default();
        let interrupted = stop_on_signals(&cancel)?;
        let shown = ProgressLine::new();
        let start = Instant::now();
        let mut report = |event| shown.take(event);
        let done = match indexing::run(&index, &library, &options, &cancel, &mut report) {
            Err(IndexError::Damaged(why)) => {
                eprintln!("the index was damaged and is made anew: {why}");
                drop(index);
                Index::discard(&cache)?;
                indexing::run(&Index::open(&cache)?, &library, &options, &cancel, &mut report)
            }
            done => done,
        };
        let done = done.map_err(|error| anyhow::anyhow!("{error}: {}", error.hint()))?;
        shown.bar.finish_and_clear();
        eprintln!("{}", summary(&done, start.elapsed().as_secs_f64()));
        if interrupted.load(Ordering::Relaxed) {
            eprintln!("it was stopped; the next run goes on where it was");
            return Ok(ExitCode::from(130));
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Stops the pass at the first signal; whether there was one.
fn stop_on_signals(cancel: &Cancel) -> anyhow::Result<Arc<AtomicBool>> {
    let interrupted = Arc::new(AtomicBool::new(false));
    let mut signals = Signals::new([SIGINT, SIGTERM, SIGHUP])?;
    let (cancel, seen) = (cancel.clone(), interrupted.clone());
    thread::Builder::new().name("signals".into()).spawn(move || {
        for signal in signals.forever() {
            if seen.swap(true, Ordering::Relaxed) {
                // Nothing is lost: what was not committed is done again.
                std::process::exit(128 + signal);
            }
            cancel.cancel();
        }
    })?;
    Ok(interrupted)
}

/// The line of progress, on a terminal only.
struct ProgressLine {
    bar: ProgressBar,
}

impl ProgressLine {
    fn new() -> ProgressLine {
        let bar = ProgressBar::no_length();
        let style = ProgressStyle::with_template("{pos}/{len} files {wide_bar} {msg} {eta} left");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        ProgressLine { bar }
    }

    fn take(&self, event: IndexEvent) {
        match event {
            IndexEvent::Progress(progress) => {
                self.bar.set_length(progress.to_load as u64);
                self.bar.set_position(progress.loaded as u64);
                self.bar.set_message(format!("{} MB", progress.bytes / 1_000_000));
            }
            IndexEvent::Problem(problem) => self.bar.suspend(|| report(&problem)),
            _ => {}
        }
    }
}

fn summary(done: &IndexProgress, seconds: f64) -> String {
    let mut parts = vec![format!("{} files indexed", done.loaded)];
    if done.unchanged > 0 {
        parts.push(format!("{} unchanged", done.unchanged));
    }
    if done.removed > 0 {
        parts.push(format!("{} removed", done.removed));
    }
    format!("{}, in {seconds:.1} s", parts.join(", "))
}
