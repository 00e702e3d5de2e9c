//! The terminal: the one that the process belongs to, whatever its standard
//! input, output and error are. Taken over and given back, whatever happens in
//! between.
//!
//! Nothing here asks the terminal a question and waits for the answer. What
//! was set is undone by dropping [`Tty`] and on a panic; the settings that
//! stood before come back exactly.

use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::os::fd::AsFd;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crossterm::clipboard::CopyToClipboard;
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::style::ResetColor;
use crossterm::terminal::{Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen};
use crossterm::{cursor, execute, queue};
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{Frame, Terminal, TerminalOptions, Viewport};
use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcgetwinsize, tcsetattr};

use super::threads::give_back_on_panic;

/// Which screen to draw on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ScreenUse {
    /// The alternate screen.
    Alternate,
    /// The screen that is there, for callers that draw on the alternate
    /// screen themselves: leaving it would throw them out of it. No mode of
    /// the terminal is touched but whether the cursor shows.
    Keep,
    /// `Keep` where the terminal is in raw mode already, or where
    /// `NREADER_SCREEN` is `keep`.
    #[default]
    Auto,
}

/// A terminal while it is ours. Dropping it gives it back.
pub struct Tty {
    file: File,
    screen: Drawn,
    area: Rect,
    used: ScreenUse,
}

type Drawn = Terminal<CrosstermBackend<BufWriter<File>>>;

/// What is needed to give the terminal back, for the panic hook: a process
/// has only one.
static TAKEN: Mutex<Option<TakenFrom>> = Mutex::new(None);

struct TakenFrom {
    file: File,
    before: Termios,
    keep: bool,
}

/// Where the terminal tells no size.
const USUAL_SIZE: (u16, u16) = (80, 24);
/// Bytes collected before they are written: about a full screen.
const BUFFER_BYTES: usize = 1 << 16;

impl Tty {
    /// Takes the terminal: raw mode, and a screen to draw on. Keys are read
    /// from it from now on: it takes the place of standard input, unless it
    /// was found there.
    ///
    /// # Errors
    ///
    /// When the process has no terminal, or it refuses.
    pub fn take(screen: ScreenUse) -> io::Result<Tty> {
        give_back_on_panic();
        let file = open()?;
        enter(&file, screen)?;
        let area = area(&file);
        let drawn = drawn_on(&file, area).inspect_err(|_| give_back())?;
        Ok(Tty { screen: drawn, file, area, used: screen })
    }

    /// Draws the screen; only what changed is written, all of it where the
    /// size is another one than before.
    ///
    /// # Errors
    ///
    /// When the terminal is gone.
    pub fn draw(&mut self, draw: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        let area = area(&self.file);
        if area != self.area {
            self.area = area;
            execute!(self.file, Clear(ClearType::All))?;
            self.screen = drawn_on(&self.file, area)?;
        }
        self.screen.draw(draw).map(|_| ())
    }

    /// Forgets what is on the screen, so that all of it is drawn again.
    ///
    /// # Errors
    ///
    /// When the terminal is gone.
    pub fn forget(&mut self) -> io::Result<()> {
        self.area = area(&self.file);
        // The one before shows the cursor as it goes.
        self.screen = drawn_on(&self.file, self.area)?;
        execute!(self.file, cursor::Hide, Clear(ClearType::All))
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
        enter(&self.file, self.used)?;
        self.forget()
    }
}

impl std::fmt::Debug for Tty {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tty").field("area", &self.area).finish_non_exhaustive()
    }
}

impl Drop for Tty {
    fn drop(&mut self) {
        give_back();
    }
}

/// Finds the terminal, and has keys read from it: from standard input, where
/// it takes the place of what was there.
fn open() -> io::Result<File> {
    let (file, is_controlling) = find()?;
    if is_controlling || !io::stdin().is_terminal() {
        rustix::stdio::dup2_stdin(&file)?;
    }
    Ok(file)
}

/// The controlling terminal and true, or else that behind standard error,
/// input or output.
fn find() -> io::Result<(File, bool)> {
    match OpenOptions::new().read(true).write(true).open("/dev/tty") {
        Ok(file) => Ok((file, true)),
        Err(error) => Ok((behind_standard_streams().ok_or(error)?, false)),
    }
}

/// Columns and rows of the terminal of this process; `None` without one.
pub(crate) fn size() -> Option<(u16, u16)> {
    let (file, _) = find().ok()?;
    let area = area(&file);
    Some((area.width, area.height))
}

/// Sends text to the clipboard of the terminal (OSC 52), whether it is ours
/// or not. Nothing tells whether the terminal takes it.
///
/// # Errors
///
/// Without a terminal.
pub(super) fn send_to_clipboard(text: &str) -> io::Result<()> {
    let (mut file, _) = find()?;
    execute!(file, CopyToClipboard::to_clipboard_from(text))
}

fn behind_standard_streams() -> Option<File> {
    let (error, input, output) = (io::stderr(), io::stdin(), io::stdout());
    let streams = [error.as_fd(), input.as_fd(), output.as_fd()];
    let terminal = streams.into_iter().find(IsTerminal::is_terminal)?;
    Some(File::from(terminal.try_clone_to_owned().ok()?))
}

/// Whether somebody reads single keys from the terminal already.
fn is_raw(settings: &Termios) -> bool {
    !settings.local_modes.contains(LocalModes::ICANON)
}

fn wants_keep() -> bool {
    std::env::var_os("NREADER_SCREEN").is_some_and(|value| value == "keep")
}

/// What there is to draw on.
fn area(file: &File) -> Rect {
    let size = tcgetwinsize(file).map_or((0, 0), |size| (size.ws_col, size.ws_row));
    let (columns, rows) = if size.0 == 0 || size.1 == 0 { USUAL_SIZE } else { size };
    Rect::new(0, 0, columns, rows)
}

/// A fixed area, so that ratatui asks neither for the size nor for the place
/// of the cursor.
fn drawn_on(file: &File, area: Rect) -> io::Result<Drawn> {
    let backend = CrosstermBackend::new(BufWriter::with_capacity(BUFFER_BYTES, file.try_clone()?));
    Terminal::with_options(backend, TerminalOptions { viewport: Viewport::Fixed(area) })
}

/// Raw mode, and the screen to draw on; what was there before is noted, and
/// comes back where this fails.
fn enter(file: &File, screen: ScreenUse) -> io::Result<()> {
    let before = tcgetattr(file)?;
    let keep = match screen {
        ScreenUse::Alternate => false,
        ScreenUse::Keep => true,
        ScreenUse::Auto => is_raw(&before) || wants_keep(),
    };
    let mut raw = before.clone();
    raw.make_raw();
    *taken() = Some(TakenFrom { file: file.try_clone()?, before, keep });
    tcsetattr(file, OptionalActions::Now, &raw)?;
    show_own(file, keep).inspect_err(|_| give_back())
}

fn show_own(mut file: &File, keep: bool) -> io::Result<()> {
    // At once: nobody sees half of it.
    let mut bytes = Vec::new();
    if !keep {
        queue!(bytes, EnterAlternateScreen, EnableBracketedPaste)?;
    }
    queue!(bytes, Clear(ClearType::All), cursor::Hide)?;
    file.write_all(&bytes)
}

/// Gives the terminal back as it was; does nothing when it is not ours. A
/// terminal that is gone is no error any more.
pub(super) fn give_back() {
    let Some(TakenFrom { mut file, before, keep }) = taken().take() else { return };
    let mut bytes = Vec::new();
    let _ = if keep {
        queue!(bytes, ResetColor, Clear(ClearType::All), cursor::MoveTo(0, 0), cursor::Show)
    } else {
        queue!(bytes, DisableBracketedPaste, LeaveAlternateScreen, cursor::Show)
    };
    let _ = file.write_all(&bytes);
    let _ = tcsetattr(&file, OptionalActions::Now, &before);
}

fn taken() -> MutexGuard<'static, Option<TakenFrom>> {
    TAKEN.lock().unwrap_or_else(PoisonError::into_inner)
}
