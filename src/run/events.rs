//! The threads that listen: keys and signals, all into one channel.

use std::io;
use std::time::Duration;

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender};
use crossterm::event::{self, KeyCode, KeyModifiers};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use super::threads::spawn;
use crate::app::Action;

/// Something that happened outside.
#[derive(Debug)]
pub(super) enum Event {
    /// A key, a paste, a new size.
    Terminal(event::Event),
    /// The terminal can be read no more.
    TerminalGone,
    /// A signal that ends the program.
    Signal(i32),
    /// News from a worker.
    News(Action),
}

/// Reads the terminal on a thread of its own, the only one that does.
///
/// # Errors
///
/// When the system has no thread left.
pub(super) fn listen_to_terminal(events: Sender<Event>) -> io::Result<()> {
    spawn("terminal", move || {
        loop {
            let event = event::read().map_or(Event::TerminalGone, Event::Terminal);
            let gone = matches!(event, Event::TerminalGone);
            if events.send(event).is_err() || gone {
                return;
            }
        }
    })?;
    Ok(())
}

/// As [`listen_to_terminal`], but after a key that may be the last one the
/// terminal is not read before `go_on` says so or [`PAUSE`] is over: what is
/// typed behind it is for the caller of the program.
///
/// # Errors
///
/// When the system has no thread left.
pub(super) fn listen_until_last(events: Sender<Event>, go_on: Receiver<()>) -> io::Result<()> {
    spawn("terminal", move || {
        loop {
            let event = event::read().map_or(Event::TerminalGone, Event::Terminal);
            let (gone, last) = (matches!(event, Event::TerminalGone), may_be_last(&event));
            if events.send(event).is_err() || gone {
                return;
            }
            if last && go_on.recv_timeout(PAUSE) == Err(RecvTimeoutError::Disconnected) {
                return;
            }
        }
    })?;
    Ok(())
}

/// How long the terminal is not read when nothing is heard.
const PAUSE: Duration = Duration::from_millis(300);

/// Whether a program that asks for one thing may end with this key.
pub(super) fn may_be_last(event: &Event) -> bool {
    let Event::Terminal(event::Event::Key(key)) = event else { return false };
    match key.code {
        KeyCode::Enter | KeyCode::Esc => true,
        KeyCode::Char(letter) => {
            key.modifiers == KeyModifiers::CONTROL && matches!(letter, 'c' | 'm' | 'j')
        }
        _ => false,
    }
}

/// Waits for signals that end the program.
///
/// # Errors
///
/// When the system refuses to deliver them.
pub(super) fn listen_to_signals(events: Sender<Event>) -> io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT])?;
    spawn("signals", move || {
        for signal in signals.forever() {
            if events.send(Event::Signal(signal)).is_err() {
                return;
            }
        }
    })?;
    Ok(())
}
