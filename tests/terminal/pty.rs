//! A program on a pseudo-terminal: what it writes, byte by byte with the time
//! of its arrival, and the screen that comes of it.
//!
//! It knows nothing of the reader; tests and measurements share it.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use portable_pty::{
    Child, CommandBuilder, ExitStatus, MasterPty, PtySize, SlavePty, native_pty_system,
};

struct Program(Box<dyn Child + Send + Sync>);

/// Bytes that the program wrote, as they came.
#[derive(Debug)]
pub(crate) struct Chunk {
    pub(crate) at: Instant,
    pub(crate) bytes: Vec<u8>,
}

/// A running program and its terminal. Dropping it ends the program.
pub(crate) struct Pty {
    program: Program,
    master: Box<dyn MasterPty + Send>,
    /// Held, so that the terminal's settings outlive the program.
    slave: Box<dyn SlavePty + Send>,
    keys: Box<dyn Write + Send>,
    output: Receiver<Chunk>,
    reader: JoinHandle<()>,
    parser: vt100::Parser,
    raw: Vec<u8>,
    /// The terminal's settings before the program ran.
    pub(crate) settings_before: String,
    pub(crate) started: Instant,
}

impl Pty {
    /// Starts a program in a session of its own on a new terminal.
    pub(crate) fn start(command: CommandBuilder, columns: u16, rows: u16) -> Result<Pty> {
        let pair = native_pty_system().openpty(size(columns, rows))?;
        let (reader, output) = read_on_a_thread(pair.master.try_clone_reader()?);
        let keys = pair.master.take_writer()?;
        let settings_before = settings(pair.master.as_ref());
        let started = Instant::now();
        let program = Program(pair.slave.spawn_command(command)?);
        Ok(Pty {
            program,
            master: pair.master,
            slave: pair.slave,
            keys,
            output,
            reader,
            parser: vt100::Parser::new(at_least_one(rows), at_least_one(columns), 0),
            raw: Vec::new(),
            settings_before,
            started,
        })
    }

    /// Types, as a terminal would send it.
    pub(crate) fn send(&mut self, keys: &[u8]) -> Result<()> {
        self.keys.write_all(keys)?;
        self.keys.flush().context("the terminal takes no keys")
    }

    /// Changes the size of the terminal.
    pub(crate) fn resize(&mut self, columns: u16, rows: u16) -> Result<()> {
        self.parser.screen_mut().set_size(at_least_one(rows), at_least_one(columns));
        self.master.resize(size(columns, rows))
    }

    /// Takes the next bytes; `None` when none came in time or none will come.
    pub(crate) fn next(&mut self, until: Instant) -> Option<Chunk> {
        let left = until.saturating_duration_since(Instant::now());
        match self.output.recv_timeout(left) {
            Ok(chunk) => {
                self.parser.process(&chunk.bytes);
                self.raw.extend_from_slice(&chunk.bytes);
                Some(chunk)
            }
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => None,
        }
    }

    /// Takes what the program writes until nothing came for `silence`; the
    /// time of the last byte, if any came.
    pub(crate) fn settle(&mut self, silence: Duration) -> Option<Instant> {
        let mut last = None;
        while let Some(chunk) = self.next(Instant::now() + silence) {
            last = Some(chunk.at);
        }
        last
    }

    /// Writes on the screen what the program knows nothing of.
    pub(crate) fn scribble(&mut self, bytes: &[u8]) {
        self.parser.process(bytes);
    }

    pub(crate) fn screen(&self) -> &vt100::Screen {
        self.parser.screen()
    }

    /// All bytes taken so far.
    pub(crate) fn raw(&self) -> &[u8] {
        &self.raw
    }

    /// The terminal's settings now: echo, line mode, signals and the rest.
    pub(crate) fn settings(&self) -> String {
        settings(self.master.as_ref())
    }

    /// The number of the process that was started.
    pub(crate) fn process(&self) -> Option<u32> {
        self.program.0.process_id()
    }

    /// Takes the terminal away, as closing its window does. `key` has to make
    /// the program write something, which nobody reads. How the program ended,
    /// or `None` when it did not in time.
    pub(crate) fn hang_up(self, key: &[u8], deadline: Instant) -> Result<Option<ExitStatus>> {
        let Pty { mut program, master, slave, mut keys, output, reader, .. } = self;
        drop(output);
        keys.write_all(key)?;
        // It notices that nobody listens, and closes its end.
        let _ = reader.join();
        drop((keys, slave, master));
        while Instant::now() < deadline {
            if let Some(status) = program.0.try_wait()? {
                return Ok(Some(status));
            }
            thread::sleep(Duration::from_millis(5));
        }
        Ok(None)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        if let Ok(None) = self.0.try_wait() {
            let _ = self.0.kill();
            let _ = self.0.wait();
        }
    }
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}

fn at_least_one(cells: u16) -> NonZeroU16 {
    NonZeroU16::new(cells).unwrap_or(NonZeroU16::MIN)
}

#[cfg(unix)]
fn settings(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios())
}

#[cfg(not(unix))]
fn settings(_master: &dyn MasterPty) -> String {
    String::new()
}

fn read_on_a_thread(mut reader: Box<dyn Read + Send>) -> (JoinHandle<()>, Receiver<Chunk>) {
    let (sender, output) = channel();
    let thread = thread::spawn(move || {
        let mut buffer = [0; 1 << 14];
        while let Ok(count @ 1..) = reader.read(&mut buffer) {
            let bytes = buffer.get(..count).unwrap_or_default().to_vec();
            if sender.send(Chunk { at: Instant::now(), bytes }).is_err() {
                return;
            }
        }
    });
    (thread, output)
}
