//! The files of a session: which articles they hold, and which of their
//! documents are in memory.
//!
//! A library lists its files from the index, without their texts; a document
//! is fetched when its article is looked at and leaves again when others
//! were looked at since. One that cannot be fetched again (standard input,
//! the sample) stays.

use std::collections::{HashMap, VecDeque};
use std::path::Path;
use std::sync::Arc;

use super::held::HeldDocument;
use crate::library::annotation::Target;
use crate::library::index::file_key;
use newsquotes::model::Document;

/// A file of the session.
#[derive(Debug)]
pub(super) struct SessionFile {
    pub(super) target: Target,
    /// Its number in the order of the walk.
    pub(super) sequence: usize,
    /// The entry of its first article; the others follow.
    pub(super) first: u32,
    pub(super) articles: u32,
    /// The document, while it is in memory.
    pub(super) held: Option<HeldDocument>,
    /// How often a document was put in.
    pub(super) arrivals: u64,
    /// The document was asked for and has not come.
    pub(super) awaited: bool,
    /// Why the document cannot be had, as a sentence.
    pub(super) failed: Option<String>,
    /// No longer in the library.
    pub(super) gone: bool,
}

/// All files of a session.
#[derive(Debug, Default)]
pub(super) struct SessionFiles {
    all: Vec<SessionFile>,
    by_key: HashMap<u64, u32>,
    /// Files whose documents may leave, the one looked at last at the end.
    may_leave: VecDeque<usize>,
    /// Bytes of the texts of those.
    bytes: usize,
}

/// The most bytes of text that stay in memory though they could be fetched
/// again: some thousand articles.
const MOST_BYTES: usize = 16 << 20;
/// So many of them stay in any case.
const LEAST_FILES: usize = 8;

impl SessionFiles {
    pub(super) fn get(&self, index: usize) -> Option<&SessionFile> {
        self.all.get(index)
    }

    pub(super) fn get_mut(&mut self, index: usize) -> Option<&mut SessionFile> {
        self.all.get_mut(index)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &SessionFile> {
        self.all.iter()
    }

    /// The file of this path.
    pub(super) fn find(&self, path: &str) -> Option<usize> {
        self.find_key(file_key(path))
    }

    /// The file of this key, see [`file_key`].
    pub(super) fn find_key(&self, key: u64) -> Option<usize> {
        self.by_key.get(&key).map(|index| *index as usize)
    }

    pub(super) fn push(&mut self, file: SessionFile) -> usize {
        let index = self.all.len();
        self.by_key.insert(file_key(&file.target.path), u32::try_from(index).unwrap_or(u32::MAX));
        self.all.push(file);
        index
    }

    /// The documents that no file can give again, by the keys of their files.
    pub(super) fn without_file(&self) -> Vec<(u64, Arc<Document>)> {
        let kept = self.all.iter().filter(|file| !file.gone && !file.can_be_fetched());
        let held = kept.filter_map(|file| {
            let document = &file.held.as_ref()?.document;
            Some((file_key(&file.target.path), Arc::clone(document)))
        });
        held.collect()
    }

    /// Puts a document into its file, for as long as it is looked at.
    pub(super) fn hold(&mut self, index: usize, held: HeldDocument) {
        self.release(index);
        let Some(file) = self.all.get_mut(index) else { return };
        let bytes = held.document.text.len();
        file.held = Some(held);
        file.arrivals += 1;
        file.awaited = false;
        file.failed = None;
        if file.can_be_fetched() {
            self.may_leave.push_back(index);
            self.bytes += bytes;
            self.make_room();
        }
    }

    /// Takes a document out of memory.
    pub(super) fn release(&mut self, index: usize) {
        let Some(held) = self.all.get_mut(index).and_then(|file| file.held.take()) else { return };
        if let Some(at) = self.may_leave.iter().position(|other| *other == index) {
            self.may_leave.remove(at);
            self.bytes = self.bytes.saturating_sub(held.document.text.len());
        }
    }

    /// A document is looked at: it leaves after all others.
    pub(super) fn touch(&mut self, index: usize) {
        if let Some(at) = self.may_leave.iter().rposition(|other| *other == index) {
            self.may_leave.remove(at);
            self.may_leave.push_back(index);
        }
    }

    /// A document that the user changed stays: what was made of it may not
    /// be stored yet.
    pub(super) fn keep(&mut self, index: usize) {
        if let Some(at) = self.may_leave.iter().position(|other| *other == index) {
            self.may_leave.remove(at);
            let held = self.all.get(index).and_then(|file| file.held.as_ref());
            let bytes = held.map_or(0, |held| held.document.text.len());
            self.bytes = self.bytes.saturating_sub(bytes);
        }
    }

    fn make_room(&mut self) {
        while self.bytes > MOST_BYTES && self.may_leave.len() > LEAST_FILES {
            let Some(oldest) = self.may_leave.front().copied() else { return };
            self.release(oldest);
        }
    }
}

impl SessionFile {
    pub(super) fn new(target: Target, sequence: usize, first: u32, articles: u32) -> SessionFile {
        SessionFile {
            target,
            sequence,
            first,
            articles,
            held: None,
            arrivals: 0,
            awaited: false,
            failed: None,
            gone: false,
        }
    }

    /// Counts up with every document that comes and every change of it.
    pub(super) fn revision(&self) -> u64 {
        (self.arrivals << 32) + self.held.as_ref().map_or(0, |held| held.revision)
    }

    /// Whether the document can be read from its file again.
    fn can_be_fetched(&self) -> bool {
        Path::new(&self.target.path).is_absolute()
    }
}
