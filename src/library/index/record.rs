//! What an index keeps of a file, and the rows it answers with. Plain data,
//! free of any engine's types.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::library::stamp::FileStamp;
use newsquotes::model::{Date, Form};

/// What an index keeps of one file: enough to list its articles without
/// opening it, and to notice that it changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileRecord {
    /// Absolute, links resolved: the path of its annotations' target.
    pub path: String,
    /// Of the file's bytes.
    pub sha256: [u8; 32],
    /// In bytes.
    pub size: u64,
    /// When the file was last changed, in nanoseconds since 1970 (UTC).
    pub modified: i128,
    /// See `stamp::FileStamp`; 0 where it is not known.
    pub state: u64,
    /// What stands for the corrections that it was indexed with, see
    /// `annotation::corrections_of`.
    pub corrections: u64,
    /// Short name of its format.
    pub format: String,
    pub articles: Vec<ArticleRow>,
    /// What was wrong with it: what, hint.
    pub problems: Vec<(String, String)>,
}

impl FileRecord {
    /// The file as the file system showed it when it was read.
    pub(crate) fn stamp(&self) -> FileStamp {
        FileStamp { size: self.size, modified: self.modified, state: self.state }
    }
}

/// What a list shows of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ArticleRow {
    /// The title, or else the first words of the body.
    pub title: String,
    pub outlet: Option<String>,
    pub agency: Option<String>,
    pub date: Option<Date>,
    pub language: Option<String>,
    /// Bytes of the document's text.
    pub span: Range<usize>,
    /// Title and body blocks, bytes of the document's text, ascending.
    pub blocks: Vec<Range<usize>>,
    /// `MinHash` of its words, to tell near-copies; empty for a short one.
    pub sketch: Vec<u32>,
}

/// An article of the library: which file, and which article of that file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ArticleRef {
    /// [`file_key`] of the file's path.
    pub file: u64,
    /// Index of the article in its file.
    pub article: u32,
}

/// A quotation as a row: what a list, the picker and the command line show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuoteRow {
    pub at: ArticleRef,
    /// Index in the article's quotes.
    pub quote: u32,
    /// The words of its parts, joined by " … ".
    pub words: String,
    /// The spans of its parts, bytes of the document's text.
    pub parts: Vec<Range<usize>>,
    /// Who said it according to the article.
    pub speaker: Option<String>,
    pub role: Option<String>,
    /// How sure the speaker is, 0 to 100.
    pub confidence: u8,
    pub form: Form,
    /// Whether the source is damaged there.
    pub is_unsafe: bool,
    /// Repeats an earlier quotation of the same article.
    pub is_repeat: bool,
    /// `MinHash` of its words, to find the same utterance elsewhere.
    pub sketch: Vec<u32>,
}

/// A page of an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct AnswerPage<T> {
    pub rows: Vec<T>,
    /// How many there are in all.
    pub total: usize,
}

/// The key of a file by its path: the first eight bytes of the path's
/// SHA-256, so that it is the same in every process and on every platform.
#[must_use]
pub(crate) fn file_key(path: &str) -> u64 {
    use sha2::{Digest, Sha256};
    let digest = Sha256::digest(path.as_bytes());
    digest.iter().take(8).fold(0, |key, byte| (key << 8) | u64::from(*byte))
}
