//! The search worker: one search at a time, the newest request wins.

use std::thread;

use crossbeam_channel::{Receiver, Sender};

use super::events::Event;
use crate::app::{Action, SearchJob, search};

/// Starts the worker; jobs go into the sender it returns.
pub fn start(events: Sender<Event>) -> Sender<SearchJob> {
    let (sender, jobs) = crossbeam_channel::unbounded();
    thread::spawn(move || work(&jobs, &events));
    sender
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
