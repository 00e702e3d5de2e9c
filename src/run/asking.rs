//! The threads of the index: one takes documents in, one answers questions.

use std::collections::HashMap;
use std::io;
use std::path::Path;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender};

use super::clock::today;
use super::events::Event;
use super::linking::LinkRequest;
use super::threads::spawn;
use crate::app::asking::{AnswerKind as Kind, IndexQuestion};
use crate::app::{Action, AnswerSurroundings, IndexJob, answer_index};
use crate::library::index::{Bytes, FilesWriter, Index, IndexEntry};
use crate::library::stamp::FileStamp;
use newsquotes::model::Offsets;

/// The ways to the threads of the index.
#[derive(Debug)]
pub(super) struct IndexThreads {
    pub(super) questions: Sender<IndexQuestion>,
    /// Documents to take in.
    pub(super) documents: Sender<Vec<IndexJob>>,
}

/// What was taken in is found after so long at the latest.
const COMMIT_AFTER: Duration = Duration::from_millis(700);

/// A query does not wait longer for other spellings of its names.
const PATIENCE: Duration = Duration::from_millis(20);

/// Starts both threads. Unless it `writes`, documents are not taken in here:
/// the library does that itself.
///
/// # Errors
///
/// When the system has no thread left.
pub(super) fn start(
    index: Index,
    writes: bool,
    links: Sender<LinkRequest>,
    events: Sender<Event>,
) -> io::Result<IndexThreads> {
    let (questions, asked) = crossbeam_channel::unbounded();
    let (documents, arriving) = crossbeam_channel::unbounded();
    let news = events.clone();
    let writing = index.clone();
    if writes {
        spawn("indexer", move || {
            if let Ok(writer) = writing.writer() {
                take_in(writer, &arriving, &news);
            }
        })?;
    }
    spawn("asking", move || answer(&index, &asked, &links, &events))?;
    Ok(IndexThreads { questions, documents })
}

/// Takes documents in until nobody sends any more; commits when no more come
/// for a moment, and now and then while they do.
fn take_in(mut writer: FilesWriter, arriving: &Receiver<Vec<IndexJob>>, events: &Sender<Event>) {
    let mut committed = Instant::now();
    loop {
        let wait = if writer.changes() == 0 { Duration::MAX } else { Duration::from_millis(20) };
        let jobs = match arriving.recv_timeout(wait) {
            Ok(jobs) => jobs,
            Err(RecvTimeoutError::Timeout) => Vec::new(),
            Err(RecvTimeoutError::Disconnected) => return,
        };
        let pause = jobs.is_empty();
        for job in jobs {
            // A document that cannot be taken in is only not found by words.
            let _ = writer.put(entry(&job));
        }
        if writer.changes() > 0 && (pause || committed.elapsed() > COMMIT_AFTER) {
            let done = writer.commit().is_ok();
            committed = Instant::now();
            if done && events.send(Event::News(Action::Indexed)).is_err() {
                return;
            }
        }
    }
}

/// The text of a plain file is read from the file when it is needed; of all
/// others the index keeps it.
fn entry(job: &IndexJob) -> IndexEntry {
    let plain = job.document.origin.offsets == Offsets::File;
    let stamp = FileStamp::of(Path::new(&job.target.path)).ok().filter(|_| plain);
    let bytes =
        Bytes { path: &job.target.path, size: job.size, stamp, corrections: job.corrections };
    IndexEntry::of_document(&job.document, bytes)
}

/// Answers the newest question of each kind, in the order asked.
fn answer(
    index: &Index,
    asked: &Receiver<IndexQuestion>,
    links: &Sender<LinkRequest>,
    events: &Sender<Event>,
) {
    while let Ok(first) = asked.recv() {
        let mut newest: HashMap<Kind, IndexQuestion> = HashMap::new();
        for question in std::iter::once(first).chain(asked.try_iter()) {
            newest.insert(question.asked.asking(), question);
        }
        let mut waiting: Vec<IndexQuestion> = newest.into_values().collect();
        // What takes longest, and nobody waits for, comes last.
        let is_slow = |question: &IndexQuestion| question.asked.asking() == Kind::Copies;
        waiting.sort_by_key(|question| (is_slow(question), question.ticket));
        let snapshot = index.snapshot();
        let spellings = |words: &str| spellings(links, words);
        let around = AnswerSurroundings { today: today(), spellings: &spellings };
        for question in waiting {
            let answer = answer_index(&snapshot, &question, &around);
            let news = Action::IndexAnswered { ticket: question.ticket, answer };
            if events.send(Event::News(news)).is_err() {
                return;
            }
        }
    }
}

/// What the linker knows of a name; while it is busy, nothing.
fn spellings(links: &Sender<LinkRequest>, words: &str) -> Vec<String> {
    let (answer, answered) = crossbeam_channel::bounded(1);
    if links.send(LinkRequest::Spellings(words.to_owned(), answer)).is_err() {
        return Vec::new();
    }
    answered.recv_timeout(PATIENCE).unwrap_or_else(|_| {
        log::info!("the linker is busy: a search goes without other spellings");
        Vec::new()
    })
}
