//! The store worker: what the user made goes into the database behind the
//! screen's back, in order, and all of it before the program ends.

use std::path::PathBuf;
use std::thread::{self, JoinHandle};

use crossbeam_channel::{Receiver, Sender};

use super::events::Event;
use crate::app::{Action, Notice};
use crate::library::userdata::{Change, UserData};

/// The worker and the way to it.
#[derive(Debug)]
pub struct Store {
    changes: Option<Sender<Change>>,
    worker: Option<JoinHandle<()>>,
}

impl Store {
    /// Starts the worker on an open database.
    #[must_use]
    pub fn start(data: UserData, path: PathBuf, events: Sender<Event>) -> Store {
        let (changes, receiver) = crossbeam_channel::unbounded();
        let worker = thread::spawn(move || work(data, &path, &receiver, &events));
        Store { changes: Some(changes), worker: Some(worker) }
    }

    /// Has a change stored.
    pub fn save(&self, change: Change) {
        if let Some(changes) = &self.changes {
            let _ = changes.send(change);
        }
    }

    /// Waits until everything is stored.
    pub fn finish(&mut self) {
        self.changes = None;
        if let Some(worker) = self.worker.take() {
            let _ = worker.join();
        }
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        self.finish();
    }
}

fn work(
    mut data: UserData,
    path: &std::path::Path,
    changes: &Receiver<Change>,
    events: &Sender<Event>,
) {
    for change in changes {
        if let Err(error) = data.change(&change) {
            let problem = error.problem(path);
            let notice = Notice::warning(format!("Not saved: {}.", problem.what));
            let _ = events.send(Event::News(Action::Problem(problem)));
            let _ = events.send(Event::News(Action::Notify(notice)));
        }
    }
}
