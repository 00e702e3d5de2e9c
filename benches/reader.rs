//! How fast the reader is for the one who reads, measured on a
//! pseudo-terminal of 140 by 40.
//!
//! ```text
//! cargo bench --bench reader
//! NREADER_BENCH_DIR=~/articles NREADER_BENCH_RUNS=9 cargo bench --bench reader
//! ```
//!
//! - *first list*: from starting the process to the arrival of the first bytes
//!   after which a row of the list is on the screen.
//! - *loaded*: to the arrival of the bytes after which nothing is said of
//!   loading any more; with the time the process spent on the processors, and
//!   the memory of its own (`RssAnon`) then. Nothing is typed in these runs.
//! - *key to frame*: from writing the key to the terminal to the arrival of the
//!   last byte of the frame that shows its effect: a frame ends before 2 ms in
//!   which nothing comes, which are not counted. Keys are typed at irregular
//!   times, so that they meet the loading at any moment. A key without a
//!   visible effect within two seconds is counted as lost.
//! - *answer*: from writing a letter of a search to the frame with its hits.
//!
//! Times are medians of the runs (5, or `NREADER_BENCH_RUNS`); percentiles are
//! of the keys of all runs together. The screen is parsed on another thread
//! than the one that takes the times, yet on the same machine.

#[path = "measure/articles.rs"]
mod articles;
#[path = "measure/figures.rs"]
mod figures;
#[expect(dead_code, reason = "the tests use the rest")]
#[path = "../tests/terminal/pty.rs"]
mod pty;

use std::collections::BTreeMap;
use std::fs;
use std::time::{Duration, Instant};

use anyhow::{Result, bail, ensure};
use portable_pty::CommandBuilder;
use tempfile::TempDir;

use articles::{Articles, Numbers};
use figures::{median, megabytes, milliseconds, percentile, row};
use pty::Pty;

const COLUMNS: u16 = 140;
const ROWS: u16 = 40;
/// No run takes longer.
const DEADLINE: Duration = Duration::from_secs(60);
/// After so long without a byte a frame has ended.
const SILENCE: Duration = Duration::from_millis(2);
/// A key without an effect within this time is lost.
const LOST: Duration = Duration::from_secs(2);
/// Times the keys are gone through when all is loaded.
const ROUNDS: usize = 6;

/// What shows that a key has had its effect.
#[derive(Clone, Copy)]
enum Effect {
    /// The reading pane shows something else.
    Reading,
    /// The first row inside the frame of the search shows something else.
    Typed,
    /// The words are on the screen.
    Shown(&'static str),
    /// The words are on the screen no more.
    Gone(&'static str),
}

/// One key, or several sent at once that mean one thing.
struct Key {
    name: &'static str,
    bytes: &'static [u8],
    effect: Effect,
}

const fn key(name: &'static str, bytes: &'static [u8], effect: Effect) -> Key {
    Key { name, bytes, effect }
}

/// What is typed, over and over: through the list, through an article and on
/// to the next ones, a search, a filter.
const KEYS: &[Key] = &[
    key("j", b"j", Effect::Reading),
    key("j", b"j", Effect::Reading),
    key("j", b"j", Effect::Reading),
    key("k", b"k", Effect::Reading),
    key("PageDown", b"\x1b[6~", Effect::Reading),
    key("j", b"j", Effect::Reading),
    key("Enter", b"\r", Effect::Reading),
    key("]q", b"]q", Effect::Reading),
    key("J", b"J", Effect::Reading),
    key("]q", b"]q", Effect::Reading),
    key("J", b"J", Effect::Reading),
    key("J", b"J", Effect::Reading),
    key("h", b"h", Effect::Reading),
    key("s", b"s", Effect::Shown("Search all articles")),
    key("Ctrl-U", b"\x15", Effect::Shown("search:  ")),
    key("s + letter", b"s", Effect::Typed),
    key("s + letter", b"t", Effect::Typed),
    key("s + letter", b"a", Effect::Typed),
    key("s + letter", b"t", Effect::Typed),
    key("s + letter", b"e", Effect::Typed),
    key("Esc", b"\x1b", Effect::Gone("Search all articles")),
    key("f", b"f", Effect::Shown("filter: ")),
    key("f + letter", b"t", Effect::Shown("filter: t")),
    key("f + letter", b"h", Effect::Shown("filter: th")),
    key("f + letter", b"e", Effect::Shown("filter: the")),
    key("Esc", b"\x1b", Effect::Gone("filter: ")),
];

/// The reader on a terminal.
struct Run {
    pty: Pty,
    _home: TempDir,
}

/// What a run without keys showed.
struct Load {
    first_list: f64,
    loaded: f64,
    processor: Option<f64>,
    memory: Option<f64>,
}

/// Times of keys, by what was typed.
#[derive(Default)]
struct Latencies {
    keys: BTreeMap<&'static str, Vec<f64>>,
    answers: Vec<f64>,
    lost: BTreeMap<&'static str, usize>,
}

fn main() -> Result<()> {
    let articles = Articles::of_environment()?;
    let runs: u64 = std::env::var("NREADER_BENCH_RUNS").map_or(Ok(5), |runs| runs.parse())?;
    let size = megabytes(articles.bytes);
    row("articles", &format!("{} files, {size:.1} MB", articles.files))?;
    let loads = (0..runs).map(|_| load(&articles)).collect::<Result<Vec<_>>>()?;
    report_loads(&loads, size)?;
    let (mut during, mut after) = (Latencies::default(), Latencies::default());
    for seed in 0..runs {
        type_keys(&articles, &mut Numbers::new(seed), &mut during, &mut after)?;
    }
    during.report("while loading")?;
    after.report("when loaded")
}

/// Starts the reader and waits until all is loaded.
fn load(articles: &Articles) -> Result<Load> {
    let mut run = Run::start(articles)?;
    let first_list = run.until(is_listed)?;
    let loaded = run.until(is_loaded)?;
    Ok(Load {
        first_list: milliseconds(first_list - run.pty.started),
        loaded: (loaded - run.pty.started).as_secs_f64(),
        processor: run.pty.process().and_then(processor_seconds),
        memory: run.pty.process().and_then(own_megabytes),
    })
}

fn report_loads(loads: &[Load], size: f64) -> Result<()> {
    let all = |figure: fn(&Load) -> f64| loads.iter().map(figure).collect::<Vec<_>>();
    let first = all(|load| load.first_list);
    let worst = percentile(&first, 1.0);
    row("first list", &format!("{:.0} ms (worst {worst:.0})", median(&first)))?;
    let loaded = all(|load| load.loaded);
    let (time, worst) = (median(&loaded), percentile(&loaded, 1.0));
    row("loaded", &format!("{time:.2} s (worst {worst:.2}), {:.1} MB/s", size / time))?;
    let processor: Vec<f64> = loads.iter().filter_map(|load| load.processor).collect();
    let time = median(&processor);
    row("processor time of it", &format!("{time:.2} s, {:.1} MB/s of one core", size / time))?;
    let memory: Vec<f64> = loads.iter().filter_map(|load| load.memory).collect();
    row("own memory", &format!("{:.0} MB", median(&memory)))?;
    Ok(())
}

/// Types while the articles load, and a few rounds more when they are.
fn type_keys(
    articles: &Articles,
    numbers: &mut Numbers,
    during: &mut Latencies,
    after: &mut Latencies,
) -> Result<()> {
    let mut run = Run::start(articles)?;
    run.until(is_listed)?;
    let mut rounds_left = ROUNDS;
    while rounds_left > 0 {
        rounds_left -= usize::from(is_loaded(run.pty.screen()));
        // Back to the top, where there are rows to go down.
        run.pty.send(b"gg")?;
        run.pty.settle(Duration::from_millis(60));
        for key in KEYS {
            let loaded = is_loaded(run.pty.screen());
            run.type_key(key, numbers, if loaded { &mut *after } else { &mut *during })?;
        }
    }
    Ok(())
}

impl Run {
    fn start(articles: &Articles) -> Result<Run> {
        let home = tempfile::tempdir()?;
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_nreader"));
        command.arg(&articles.folder);
        command.env_clear();
        command.cwd(home.path());
        command.env("TERM", "xterm-256color");
        command.env("HOME", home.path());
        for kind in ["CONFIG", "DATA", "STATE", "CACHE"] {
            command.env(format!("XDG_{kind}_HOME"), home.path().join(kind));
        }
        Ok(Run { pty: Pty::start(command, COLUMNS, ROWS)?, _home: home })
    }

    /// When the bytes came that made it so.
    fn until(&mut self, is_so: impl Fn(&vt100::Screen) -> bool) -> Result<Instant> {
        let mut at = Instant::now();
        while !is_so(self.pty.screen()) {
            let next = self.pty.next(Instant::now() + DEADLINE);
            let Some(chunk) = next else {
                bail!("nothing happens any more:\n{}", self.pty.screen().contents())
            };
            at = chunk.at;
        }
        Ok(at)
    }

    /// Types a key after a pause, and takes the time to its frame.
    fn type_key(&mut self, key: &Key, numbers: &mut Numbers, to: &mut Latencies) -> Result<()> {
        self.pty.settle(SILENCE);
        let pause = Instant::now() + Duration::from_micros(numbers.below(45_000));
        while self.pty.next(pause).is_some() {}
        let before = key.effect.look(self.pty.screen());
        let sent = Instant::now();
        self.pty.send(key.bytes)?;
        let Some(mut at) = self.until_effect(key.effect, &before, sent + LOST) else {
            *to.lost.entry(key.name).or_default() += 1;
            return Ok(());
        };
        at = self.pty.settle(SILENCE).map_or(at, |last| last.max(at));
        to.keys.entry(key.name).or_default().push(milliseconds(at - sent));
        if matches!(key.effect, Effect::Typed) {
            self.until_answer(sent, to);
        }
        ensure!(self.pty.screen().alternate_screen(), "the reader has ended");
        Ok(())
    }

    fn until_effect(&mut self, effect: Effect, before: &Look, end: Instant) -> Option<Instant> {
        loop {
            let chunk = self.pty.next(end)?;
            if effect.has_happened(before, self.pty.screen()) {
                return Some(chunk.at);
            }
        }
    }

    fn until_answer(&mut self, sent: Instant, to: &mut Latencies) {
        let is_answered = |screen: &vt100::Screen| line(screen, 1).contains(" passage");
        let mut at = Instant::now();
        while !is_answered(self.pty.screen()) {
            let Some(chunk) = self.pty.next(sent + LOST) else {
                *to.lost.entry("answer").or_default() += 1;
                return;
            };
            at = chunk.at;
        }
        to.answers.push(milliseconds(at.saturating_duration_since(sent)));
    }
}

/// What is compared before and after a key.
type Look = String;

impl Effect {
    fn look(self, screen: &vt100::Screen) -> Look {
        match self {
            Effect::Reading => reading_pane(screen),
            Effect::Typed => line(screen, 1).split("  ").next().unwrap_or_default().to_owned(),
            Effect::Shown(_) | Effect::Gone(_) => String::new(),
        }
    }

    fn has_happened(self, before: &Look, screen: &vt100::Screen) -> bool {
        match self {
            Effect::Reading | Effect::Typed => self.look(screen) != *before,
            Effect::Shown(words) => screen.contents().contains(words),
            Effect::Gone(words) => !screen.contents().contains(words),
        }
    }
}

/// The cells of the pane in the middle with their colours and frame.
fn reading_pane(screen: &vt100::Screen) -> String {
    let top = line(screen, 0);
    let corners = top.chars().zip(0..).filter(|(c, _)| matches!(c, '┌' | '┏'));
    let starts: Vec<u16> = corners.map(|(_, column)| column).collect();
    let start = starts.get(1).copied().unwrap_or_default();
    let end = starts.get(2).copied().unwrap_or(COLUMNS);
    screen.rows_formatted(start, end - start).collect()
}

fn line(screen: &vt100::Screen, row: usize) -> String {
    screen.rows(0, COLUMNS).nth(row).unwrap_or_default()
}

/// Whether a row of the list is shown: its title says "1/1" or more.
fn is_listed(screen: &vt100::Screen) -> bool {
    line(screen, 0).contains(" 1/")
}

fn is_loaded(screen: &vt100::Screen) -> bool {
    is_listed_at_all(screen) && !line(screen, usize::from(ROWS) - 1).contains("loading ")
}

fn is_listed_at_all(screen: &vt100::Screen) -> bool {
    let top = line(screen, 0);
    top.contains('/') || top.contains("Search")
}

impl Latencies {
    fn report(&self, when: &str) -> Result<()> {
        let all: Vec<f64> = self.keys.values().flatten().copied().collect();
        report_times(&format!("key to frame {when}"), &all)?;
        for (name, times) in &self.keys {
            report_times(&format!("  {name}"), times)?;
        }
        report_times(&format!("answer of a search {when}"), &self.answers)?;
        for (name, count) in &self.lost {
            row(&format!("  lost: {name}"), &count.to_string())?;
        }
        Ok(())
    }
}

fn report_times(what: &str, times: &[f64]) -> Result<()> {
    let part = |part| percentile(times, part);
    let figures = format!(
        "p50 {:.1} ms, p99 {:.1} ms, max {:.1} ms of {}",
        part(0.5),
        part(0.99),
        part(1.0),
        times.len()
    );
    row(what, &figures)?;
    Ok(())
}

/// What a process has used of the processors, in seconds (Linux only).
fn processor_seconds(process: u32) -> Option<f64> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The name in parentheses may hold blanks.
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = |index: usize| fields.get(index)?.parse::<f64>().ok();
    // A hundred ticks a second on every Linux there is.
    Some((ticks(11)? + ticks(12)?) / 100.0)
}

/// Memory of a process that is not of its files, in MB (Linux only).
fn own_megabytes(process: u32) -> Option<f64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:"))?;
    let kilobytes: f64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kilobytes * 1024.0 / 1e6)
}
