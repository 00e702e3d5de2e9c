//! The linking worker: it alone holds the linker of entities, takes articles
//! in as they are loaded and answers questions between them.
//!
//! What it knows is kept in the cache folder, so that a library that was
//! linked once is not linked again; a damaged or older file is made anew. Where
//! another process writes there, this one reads only.

use std::collections::HashSet;
use std::io;
use std::path::PathBuf;

use crossbeam_channel::{Receiver, Select, Sender, TryRecvError};

use super::events::Event;
use super::threads::spawn;
use crate::app::{Action, EntityAsked, EntityQuestion, LinkJob, answer};
use crate::library::linker::{Aliases, Decided, Linker};

/// Work for the linker, in order. Questions and decisions go before it: they
/// come from a person who waits.
#[derive(Debug)]
pub(super) enum LinkTask {
    Add(Vec<LinkJob>),
    /// These documents are gone.
    Forget(Vec<String>),
    /// All documents have come: forget those that did not, and keep the rest
    /// for the next time.
    ForgetOthers,
    /// Keep what is known for the next time.
    Keep,
}

/// What a person waits for.
#[derive(Debug)]
pub(super) enum LinkRequest {
    Decide(Vec<Decided>),
    Ask(EntityQuestion),
    /// All names of those whose names hold these words, for a query.
    Spellings(String, Sender<Vec<String>>),
}

/// The ways to the worker.
#[derive(Debug)]
pub(super) struct LinkThread {
    pub(super) tasks: Sender<LinkTask>,
    pub(super) requests: Sender<LinkRequest>,
}

/// Starts the worker. `cache` is the file that it keeps its knowledge in.
///
/// # Errors
///
/// When the system has no thread left.
pub(super) fn start(
    aliases: Aliases,
    decisions: Vec<Decided>,
    cache: Option<PathBuf>,
    events: Sender<Event>,
) -> io::Result<LinkThread> {
    let (tasks, to_do) = crossbeam_channel::unbounded();
    let (requests, asked) = crossbeam_channel::unbounded();
    spawn("linker", move || {
        let known = cache.as_ref().and_then(|path| Linker::load(path, aliases.clone()));
        let mut linker = known.unwrap_or_else(|| Linker::new(aliases));
        linker.decide(decisions);
        let worker = Worker { linker, cache, came: HashSet::new(), changed: false, asked, events };
        worker.work(&to_do);
    })?;
    Ok(LinkThread { tasks, requests })
}

struct Worker {
    linker: Linker,
    cache: Option<PathBuf>,
    /// The documents of this session so far.
    came: HashSet<String>,
    /// Whether there is something new to keep.
    changed: bool,
    asked: Receiver<LinkRequest>,
    events: Sender<Event>,
}

impl Worker {
    /// Works until both ways to it are closed.
    fn work(mut self, tasks: &Receiver<LinkTask>) {
        loop {
            let mut ready = Select::new();
            ready.recv(tasks);
            ready.recv(&self.asked);
            ready.ready();
            self.serve();
            match tasks.try_recv() {
                Ok(LinkTask::Add(jobs)) => jobs.into_iter().for_each(|job| self.add(job)),
                Ok(LinkTask::Forget(paths)) => {
                    for path in &paths {
                        self.linker.remove(path);
                    }
                    self.changed |= !paths.is_empty();
                }
                Ok(LinkTask::ForgetOthers) => {
                    self.changed |= forget_others(&mut self.linker, &self.came);
                    self.keep();
                }
                Ok(LinkTask::Keep) => self.keep(),
                Err(TryRecvError::Empty) => {}
                Err(TryRecvError::Disconnected) => return,
            }
        }
    }

    /// Does what a person waits for. Of several questions for the names of an
    /// article only the last one still matters.
    fn serve(&mut self) {
        let requests: Vec<LinkRequest> = self.asked.try_iter().collect();
        let is_names = |request: &LinkRequest| {
            matches!(
                request,
                LinkRequest::Ask(EntityQuestion { asked: EntityAsked::Names { .. }, .. })
            )
        };
        let last_names = requests.iter().rposition(is_names);
        for (index, request) in requests.into_iter().enumerate() {
            match request {
                LinkRequest::Decide(decisions) => self.linker.decide(decisions),
                LinkRequest::Spellings(words, answer) => {
                    let _ = answer.send(self.linker.spellings(&words));
                }
                request if is_names(&request) && Some(index) != last_names => {}
                LinkRequest::Ask(EntityQuestion { ticket, asked }) => {
                    let answer = answer(&self.linker, &asked);
                    let _ = self.events.send(Event::News(Action::Answered { ticket, answer }));
                }
            }
        }
    }

    fn add(&mut self, job: LinkJob) {
        if self.linker.fingerprint(&job.document) != Some(job.fingerprint) {
            self.linker.add(&job.document, job.fingerprint, &job.facts);
            self.changed = true;
        }
        self.came.insert(job.document);
        self.serve();
    }

    fn keep(&mut self) {
        if std::mem::take(&mut self.changed)
            && let Some(path) = &self.cache
        {
            self.linker.prepare();
            // Only a cache: without it the next start links again.
            let _ = self.linker.save(path);
        }
    }
}

/// Forgets the documents that are not part of this session.
fn forget_others(linker: &mut Linker, came: &HashSet<String>) -> bool {
    let others = linker.documents().filter(|document| !came.contains(*document));
    let others: Vec<String> = others.map(str::to_owned).collect();
    for document in &others {
        linker.remove(document);
    }
    !others.is_empty()
}
