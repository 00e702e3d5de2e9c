//! One file or stream as it was loaded.

use std::fmt::Write;

use super::{Article, Text};

/// What became of one file: its text, the articles in it, what went wrong.
#[derive(Clone, Debug, Default)]
pub struct Document {
    pub origin: Origin,
    pub text: Text,
    /// In the order of the text; spans ascending and disjoint. Empty when the
    /// file holds no article (empty, binary), which `problems` then says.
    pub articles: Vec<Article>,
    pub problems: Vec<Problem>,
}

/// Where a document came from.
#[derive(Clone, Debug, Default)]
pub struct Origin {
    /// As the user gave it, or as the walk below it found it; `-` for stdin.
    pub path: String,
    /// The name of a row in the table of formats, such as `markdown`.
    pub format: &'static str,
    /// SHA-256 of the raw bytes.
    pub sha256: [u8; 32],
    /// What the byte offsets of all spans count in.
    pub offsets: Offsets,
}

/// What a span's bytes address.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Offsets {
    /// The file on disk: the text is the file, byte for byte.
    #[default]
    File,
    /// The decoded or extracted text, which differs from the file.
    Text,
}

/// Something that went wrong and what the user can do about it. Loading goes
/// on after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file it is about, as in [`Origin::path`].
    pub path: String,
    /// A sentence without a full stop: "the file holds no text".
    pub what: String,
    /// What to do, a sentence without a full stop; may be empty.
    pub hint: String,
}

impl Origin {
    /// The last part of the path.
    #[must_use]
    pub fn file_name(&self) -> &str {
        self.path.rsplit(['/', '\\']).next().unwrap_or(&self.path)
    }

    /// The SHA-256 as 64 lower-case hex digits.
    #[must_use]
    pub fn sha256_hex(&self) -> String {
        self.sha256.iter().fold(String::with_capacity(64), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        })
    }
}

impl Offsets {
    /// The word in JSON output: `file` or `text`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Offsets::File => "file",
            Offsets::Text => "text",
        }
    }
}
