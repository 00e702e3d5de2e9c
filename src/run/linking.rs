//! The linking worker: it alone holds the linker of entities, takes articles
//! in as they are loaded and answers questions between them.
//!
//! What it knows is kept in the cache folder, so that a library that was
//! linked once is not linked again; a damaged or older file is made anew.

use std::collections::HashSet;
use std::io;
use std::path::PathBuf;

use crossbeam_channel::{Receiver, Sender};

use super::events::Event;
use super::terminal::spawn;
use crate::app::{Action, EntityQuestion, LinkJob, answer};
use crate::library::linker::{Aliases, Decided, Linker};

/// Work for the linker, in order.
#[derive(Debug)]
pub(super) enum LinkTask {
    Add(Vec<LinkJob>),
    Decide(Vec<Decided>),
    Ask(EntityQuestion),
    /// All documents have come: forget those that did not, and keep the rest
    /// for the next time.
    Keep,
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
) -> io::Result<Sender<LinkTask>> {
    let (sender, tasks) = crossbeam_channel::unbounded();
    spawn("linker", move || {
        let known = cache.as_ref().and_then(|path| Linker::load(path, aliases.clone()));
        let mut linker = known.unwrap_or_else(|| Linker::new(aliases));
        linker.decide(decisions);
        work(linker, cache, &tasks, &events);
    })?;
    Ok(sender)
}

fn work(
    mut linker: Linker,
    cache: Option<PathBuf>,
    tasks: &Receiver<LinkTask>,
    events: &Sender<Event>,
) {
    let mut came: HashSet<String> = HashSet::new();
    let mut changed = false;
    for task in tasks {
        match task {
            LinkTask::Add(jobs) => {
                for job in jobs {
                    if linker.fingerprint(&job.document) != Some(job.fingerprint) {
                        linker.add(&job.document, job.fingerprint, &job.facts);
                        changed = true;
                    }
                    came.insert(job.document);
                }
            }
            LinkTask::Decide(decisions) => linker.decide(decisions),
            LinkTask::Ask(EntityQuestion { ticket, asked }) => {
                let answer = answer(&linker, &asked);
                if events.send(Event::News(Action::Answered { ticket, answer })).is_err() {
                    return;
                }
            }
            LinkTask::Keep => {
                changed |= forget_others(&mut linker, &came);
                if changed {
                    // Only a cache: without it the next start links again.
                    let _ = cache.as_ref().map(|path| linker.save(path));
                    changed = false;
                }
            }
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
