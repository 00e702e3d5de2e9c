//! The terminal: taken over and given back, whatever happens in between.

use std::io::{self, BufWriter, IsTerminal, Stdout, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};

use crossterm::clipboard::CopyToClipboard;
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen};
use crossterm::{cursor, execute, terminal};
use ratatui::Terminal;
use ratatui::backend::{Backend, CrosstermBackend};

use crate::library::scan;

/// Whether the terminal is ours at the moment, for the panic hook: a process
/// has only one.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// The terminal while it is ours. Dropping it gives it back.
pub struct Taken {
    screen: Terminal<CrosstermBackend<BufWriter<Stdout>>>,
}

/// Bytes collected before they are written: about a full screen.
const BUFFER_BYTES: usize = 1 << 16;

impl Taken {
    /// Takes the terminal over: raw mode, alternate screen, bracketed paste.
    /// It is given back on drop and on a panic in any thread.
    ///
    /// # Errors
    ///
    /// When standard output is no terminal or the terminal refuses.
    pub fn take() -> io::Result<Taken> {
        if !io::stdout().is_terminal() {
            return Err(io::Error::other("standard output is not a terminal"));
        }
        give_back_on_panic();
        enter()?;
        let backend = CrosstermBackend::new(BufWriter::with_capacity(BUFFER_BYTES, io::stdout()));
        let screen = Terminal::new(backend).inspect_err(|_| give_back())?;
        Ok(Taken { screen })
    }

    /// Draws the screen; only what changed is written.
    ///
    /// # Errors
    ///
    /// When the terminal is gone.
    pub fn draw(&mut self, draw: impl FnOnce(&mut ratatui::Frame<'_>)) -> io::Result<()> {
        self.screen.draw(draw).map(|_| ())
    }

    /// Forgets what is on the screen, so that all of it is drawn again.
    ///
    /// # Errors
    ///
    /// When the terminal is gone.
    pub fn forget(&mut self) -> io::Result<()> {
        // `Terminal::clear` would ask the terminal where its cursor is, and
        // the thread that reads keys would get the answer.
        self.screen.backend_mut().clear()?;
        self.screen.swap_buffers();
        Ok(())
    }

    /// Sends text to the terminal's clipboard (OSC 52). Nothing tells whether
    /// the terminal takes it.
    ///
    /// # Errors
    ///
    /// When the terminal is gone.
    pub fn send_to_clipboard(&mut self, text: &str) -> io::Result<()> {
        let out = self.screen.backend_mut();
        execute!(out, CopyToClipboard::to_clipboard_from(text))
    }

    /// Gives the terminal back for a while, does something, and takes it
    /// again.
    ///
    /// # Errors
    ///
    /// When the terminal is gone.
    pub fn lend(&mut self, meanwhile: impl FnOnce()) -> io::Result<()> {
        give_back();
        meanwhile();
        enter()?;
        self.forget()
    }
}

impl std::fmt::Debug for Taken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Taken").finish_non_exhaustive()
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        give_back();
    }
}

fn enter() -> io::Result<()> {
    terminal::enable_raw_mode()?;
    TAKEN.store(true, Ordering::SeqCst);
    execute!(io::stdout(), EnterAlternateScreen, EnableBracketedPaste, cursor::Hide)
        .inspect_err(|_| give_back())
}

/// Gives the terminal back as it was; does nothing when it is not ours. A
/// terminal that is gone is no error any more.
fn give_back() {
    if TAKEN.swap(false, Ordering::SeqCst) {
        let mut out = io::stdout();
        let _ = execute!(out, DisableBracketedPaste, LeaveAlternateScreen, cursor::Show);
        let _ = out.flush();
        let _ = terminal::disable_raw_mode();
    }
}

/// The terminal is given back before a panic is reported, so that the report
/// can be read. A panic in a thread of ours that nobody waits for ends the
/// program; one while a file is loaded is caught and becomes a problem of that
/// file, so nothing is done about it here.
pub(super) fn give_back_on_panic() {
    static HOOKED: AtomicBool = AtomicBool::new(false);
    if HOOKED.swap(true, Ordering::SeqCst) {
        return;
    }
    let report = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let thread = thread::current();
        let name = thread.name().unwrap_or_default();
        if name.starts_with(scan::WORKER_NAME) {
            return;
        }
        give_back();
        super::tty::give_back();
        report(panic);
        if name.starts_with(WORKER_NAME) {
            std::process::exit(PANICKED);
        }
    }));
}

/// How the names of the reader's own threads begin.
const WORKER_NAME: &str = "reader ";
/// The exit code of a Rust program that panicked.
const PANICKED: i32 = 101;

/// Starts one of the reader's own threads.
///
/// # Errors
///
/// When the system has no thread left.
pub fn spawn<T: Send + 'static>(
    name: &str,
    work: impl FnOnce() -> T + Send + 'static,
) -> io::Result<JoinHandle<T>> {
    thread::Builder::new().name(format!("{WORKER_NAME}{name}")).spawn(work)
}
