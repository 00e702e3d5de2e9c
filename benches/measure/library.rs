//! The reader on a library that is indexed already, on a pseudo-terminal.

use std::fs;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Result, bail, ensure};
use portable_pty::CommandBuilder;
use tempfile::TempDir;

use super::articles::Articles;
use super::figures::{median, megabytes, milliseconds, percentile, row};
use super::pty::Pty;

const COLUMNS: u16 = 140;
const ROWS: u16 = 40;
const RUNS: usize = 7;
/// Nothing takes longer.
const DEADLINE: Duration = Duration::from_secs(60);
/// Folders of the environment that the reader looks at.
const KINDS: [&str; 4] = ["CONFIG", "DATA", "STATE", "CACHE"];

/// A library of its own: the articles, and an empty folder for new ones.
struct Library {
    home: TempDir,
    files: usize,
}

/// Start to a list, the memory then, and a new file to its row.
pub(crate) fn measure(articles: &Articles) -> Result<()> {
    let library = Library::of(articles)?;
    let (mut starts, mut memory) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        let mut pty = library.open()?;
        let listed = until(&mut pty, &format!("/{}", library.files))?;
        starts.push(milliseconds(listed - pty.started));
        memory.extend(pty.process().map(|process| megabytes(own_memory(&process.to_string()))));
    }
    let worst = percentile(&starts, 1.0);
    row("start to the list", &format!("{:.0} ms (worst {worst:.0})", median(&starts)))?;
    row("memory of its own then", &format!("{:.1} MB", median(&memory)))?;
    let new = (1..=RUNS).map(|count| library.add(count)).collect::<Result<Vec<_>>>()?;
    let worst = percentile(&new, 1.0);
    Ok(row("a new file to its row", &format!("{:.0} ms (worst {worst:.0})", median(&new)))?)
}

impl Library {
    fn of(articles: &Articles) -> Result<Library> {
        let library = Library { home: tempfile::tempdir()?, files: articles.files };
        fs::create_dir(library.home.path().join("new"))?;
        for folder in [articles.folder.as_path(), &library.home.path().join("new")] {
            library.run(&["add".as_ref(), folder.as_os_str()])?;
        }
        library.run(&["index".as_ref()])?;
        Ok(library)
    }

    fn run(&self, arguments: &[&std::ffi::OsStr]) -> Result<()> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_nreader"));
        command.args(arguments).env_clear().env("HOME", self.home.path());
        for kind in KINDS {
            command.env(format!("XDG_{kind}_HOME"), self.home.path().join(kind));
        }
        ensure!(command.output()?.status.success(), "{arguments:?} failed");
        Ok(())
    }

    fn open(&self) -> Result<Pty> {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_nreader"));
        command.env_clear();
        command.cwd(self.home.path());
        command.env("TERM", "xterm-256color");
        command.env("HOME", self.home.path());
        for kind in KINDS {
            command.env(format!("XDG_{kind}_HOME"), self.home.path().join(kind));
        }
        Pty::start(command, COLUMNS, ROWS)
    }

    /// Writes the file of that number while the reader is open; milliseconds
    /// until its row is counted.
    fn add(&self, number: usize) -> Result<f64> {
        let mut pty = self.open()?;
        until(&mut pty, &format!("/{}", self.files + number - 1))?;
        pty.settle(Duration::from_millis(700));
        let text = format!("Ferry number {number} sails\n\nThe ferry left at noon.\n");
        let file = self.home.path().join("new").join(format!("{number}.txt"));
        fs::write(&file, text)?;
        let written = Instant::now();
        let listed = until(&mut pty, &format!("/{}", self.files + number))?;
        Ok(milliseconds(listed - written))
    }
}

/// `RssAnon` of a process in bytes; 0 where the system does not tell.
pub(crate) fn own_memory(process: &str) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:"));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kilobytes.unwrap_or(0) << 10
}

/// When the bytes came after which the first line holds the words.
fn until(pty: &mut Pty, words: &str) -> Result<Instant> {
    let mut at = Instant::now();
    let is_there =
        |pty: &Pty| pty.screen().rows(0, COLUMNS).next().is_some_and(|r| r.contains(words));
    while !is_there(pty) {
        let Some(chunk) = pty.next(Instant::now() + DEADLINE) else {
            bail!("{words} does not come:\n{}", pty.screen().contents())
        };
        at = chunk.at;
    }
    Ok(at)
}
