//! The threads that listen: keys and signals, all into one channel.

use std::io;

use crossbeam_channel::Sender;
use crossterm::event;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use super::terminal::spawn;
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
