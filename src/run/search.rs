//! The search worker: one search at a time, the newest request wins.

use std::io;

use crossbeam_channel::{Receiver, Sender};

use super::events::Event;
use super::terminal::spawn;
use crate::app::{Action, SearchJob, search};

/// Starts the worker; jobs go into the sender it returns.
///
/// # Errors
///
/// When the system has no thread left.
pub(super) fn start(events: Sender<Event>) -> io::Result<Sender<SearchJob>> {
    let (sender, jobs) = crossbeam_channel::unbounded();
    spawn("search", move || work(&jobs, &events))?;
    Ok(sender)
}

fn work(jobs: &Receiver<SearchJob>, events: &Sender<Event>) {
    while let Ok(first) = jobs.recv() {
        // Whatever was typed meanwhile replaces it.
        let job = jobs.try_iter().last().unwrap_or(first);
        let Some((hits, more)) = search(&job, || !jobs.is_empty()) else { continue };
        let answer = Action::Found { ticket: job.ticket, hits, more };
        if events.send(Event::News(answer)).is_err() {
            return;
        }
    }
}
