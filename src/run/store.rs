//! The store worker: what the user made goes into the database behind the
//! screen's back, in order, and all of it before the program ends.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::JoinHandle;

use crossbeam_channel::{Receiver, Sender};

use super::events::Event;
use super::threads::spawn;
use crate::app::{Action, Notice};
use crate::library::annotation::Annotations;
use crate::library::searches;
use crate::library::userdata::{UserChange, UserData};
use newsquotes::model::Problem;

/// Something to be stored.
#[derive(Debug)]
enum Task {
    Change(UserChange),
    /// All searches that stand in the list.
    Searches(Vec<String>),
    /// Citation keys that were given out.
    Keys(Vec<(String, String)>),
}

/// Where things are stored.
#[derive(Debug)]
pub(super) struct StorePlaces {
    /// The file of the database; `None` for one in memory.
    pub(super) database: Option<PathBuf>,
    /// The folder of the settings; `None` where there is none.
    pub(super) config: Option<PathBuf>,
    /// What loading applies to documents: told of every change.
    pub(super) annotations: Arc<Annotations>,
    /// Where files go that have other corrections now.
    pub(super) corrected: Sender<Vec<PathBuf>>,
}

impl StorePlaces {
    /// Lets loading and indexing know what a change did.
    fn tell(&self, data: &UserData, change: &UserChange) {
        match data.all() {
            Ok(all) => self.annotations.replace(all),
            Err(error) => log::warn!("what was made cannot be read back: {error}"),
        }
        let changed = change.remove.iter().chain(&change.put);
        let corrected = changed.filter(|annotation| annotation.body.is_correction());
        let mut paths: Vec<_> = corrected.map(|a| PathBuf::from(&a.target.path)).collect();
        paths.dedup();
        if !paths.is_empty() {
            let _ = self.corrected.send(paths);
        }
    }
}

/// The worker and the way to it.
#[derive(Debug)]
pub(super) struct Store {
    tasks: Option<Sender<Task>>,
    worker: Option<JoinHandle<()>>,
}

impl Store {
    /// Starts the worker on an open database.
    ///
    /// # Errors
    ///
    /// When the system has no thread left.
    pub(super) fn start(
        data: UserData,
        places: StorePlaces,
        events: Sender<Event>,
    ) -> io::Result<Store> {
        let (tasks, receiver) = crossbeam_channel::unbounded();
        let worker = spawn("store", move || work(data, &places, &receiver, &events))?;
        Ok(Store { tasks: Some(tasks), worker: Some(worker) })
    }

    /// Has a change stored.
    pub(super) fn save(&self, change: UserChange) {
        self.send(Task::Change(change));
    }

    /// Has the searches of the list stored.
    pub(super) fn save_searches(&self, searches: Vec<String>) {
        self.send(Task::Searches(searches));
    }

    /// Has citation keys kept.
    pub(super) fn keep_keys(&self, keys: Vec<(String, String)>) {
        if !keys.is_empty() {
            self.send(Task::Keys(keys));
        }
    }

    fn send(&self, task: Task) {
        if let Some(tasks) = &self.tasks {
            let _ = tasks.send(task);
        }
    }

    /// Waits until everything is stored.
    pub(super) fn finish(&mut self) {
        self.tasks = None;
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

fn work(mut data: UserData, places: &StorePlaces, tasks: &Receiver<Task>, events: &Sender<Event>) {
    for task in tasks {
        let failed = match task {
            Task::Change(change) => {
                let failed = data.change(&change).err();
                places.tell(&data, &change);
                let place = places.database.as_deref().unwrap_or(Path::new(""));
                failed.map(|error| error.problem(place))
            }
            Task::Keys(keys) => {
                let failed = data.keep_citation_keys(&keys).err();
                let place = places.database.as_deref().unwrap_or(Path::new(""));
                failed.map(|error| error.problem(place))
            }
            Task::Searches(searches) => {
                let folder = places.config.as_deref();
                folder.and_then(|folder| save_searches(folder, &searches))
            }
        };
        if let Some(problem) = failed {
            let notice = Notice::warning(format!("Not saved: {}.", problem.what));
            let _ = events.send(Event::News(Action::Problem(problem)));
            let _ = events.send(Event::News(Action::Notify(notice)));
        }
    }
}

fn save_searches(folder: &Path, searches: &[String]) -> Option<Problem> {
    let error = searches::save(folder, searches).err()?;
    Some(Problem {
        path: folder.join(searches::FILE).display().to_string(),
        what: format!("the searches of the list cannot be written: {error}"),
        hint: "check who may write there, then keep the search again".into(),
    })
}
