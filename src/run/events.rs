//! The threads that listen: keys and signals, all into one channel.

use std::io;
use std::thread;

use crossbeam_channel::Sender;
use crossterm::event;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use crate::app::Action;

/// Something that happened outside.
#[derive(Debug)]
pub enum Event {
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
pub fn listen_to_terminal(events: Sender<Event>) {
    thread::spawn(move || {
        loop {
            let event = event::read().map_or(Event::TerminalGone, Event::Terminal);
            let gone = matches!(event, Event::TerminalGone);
            if events.send(event).is_err() || gone {
                return;
            }
        }
    });
}

/// Waits for signals that end the program.
///
/// # Errors
///
/// When the system refuses to deliver them.
pub fn listen_to_signals(events: Sender<Event>) -> io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT])?;
    thread::spawn(move || {
        for signal in signals.forever() {
            if events.send(Event::Signal(signal)).is_err() {
                return;
            }
        }
    });
    Ok(())
}
