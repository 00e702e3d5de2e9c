//! The formats that can be read: one table, one file each.
//!
//! Plain text and Markdown keep the file's bytes; JSON is put together from
//! its fields (`record`, `fields`), with tags of HTML taken out (`html`), and
//! so is a page of HTML (`page`).

mod blocks;
mod fields;
mod html;
mod json;
mod jsonl;
mod markdown;
mod markup;
mod page;
mod page_facts;
mod plain;
mod record;
mod region;
mod yaml;

use super::encoding::Decoded;
use super::endings::FileKind;
use crate::model::{Article, Offsets, Problem, Text};

/// A format: everything that is known of it stands in its row.
struct FileFormat {
    /// As in [`Origin::format`](crate::model::Origin::format).
    name: &'static str,
    /// What the names of its files say.
    kind: FileKind,
    /// Whether a text without a telling name is of this format.
    sniff: fn(&str) -> bool,
    load: fn(&str, Decoded) -> LoadedText,
}

/// What a format makes of a file.
#[derive(Debug, Default)]
pub(super) struct LoadedText {
    pub(super) text: Text,
    pub(super) offsets: Offsets,
    pub(super) articles: Vec<Article>,
    pub(super) problems: Vec<Problem>,
}

/// Every format but plain text, which takes what no row claims.
static FORMATS: [FileFormat; 4] = [
    FileFormat { name: "jsonl", kind: FileKind::JsonLines, sniff: jsonl::sniff, load: jsonl::load },
    FileFormat { name: "json", kind: FileKind::Json, sniff: json::sniff, load: json::load },
    FileFormat {
        name: "markdown",
        kind: FileKind::Markdown,
        sniff: markdown::sniff,
        load: markdown::load,
    },
    FileFormat { name: "html", kind: FileKind::Html, sniff: page::sniff, load: page::load },
];

/// Reads decoded text in the format that its name or its first bytes tell.
/// Plain text may be anything, so its name tells nothing.
pub(super) fn read(path: &str, decoded: Decoded) -> (&'static str, LoadedText) {
    let kind = FileKind::of(path);
    let named = FORMATS.iter().find(|format| Some(format.kind) == kind);
    match named.or_else(|| FORMATS.iter().find(|format| (format.sniff)(&decoded.content))) {
        Some(format) => (format.name, (format.load)(path, decoded)),
        None => ("plain", plain::load(path, decoded)),
    }
}

/// Text without the byte order mark that decoding leaves in UTF-8.
pub(super) fn without_mark(content: &str) -> &str {
    content.strip_prefix('\u{feff}').unwrap_or(content)
}
