//! The formats that can be read: one table, one file each.
//!
//! Plain text, exports of press databases (`press`) and Markdown keep the
//! file's bytes; JSON and feeds are put together from their fields (`record`,
//! `fields`), with tags of HTML taken out (`html`), and so is a page of HTML
//! (`page`). What holds other files is read before (`containers`).

mod blocks;
mod feed;
mod fields;
mod html;
mod json;
mod jsonl;
mod markdown;
mod markup;
mod page;
mod page_facts;
mod plain;
mod press;
mod record;
mod region;
mod ris;
mod rtf;
mod yaml;

use super::encoding::Decoded;
use super::endings::FileKind;
use crate::model::{Article, Offsets, Problem, Text};

/// A format: everything that is known of it stands in its row.
struct FileFormat {
    /// As in [`Origin::format`](crate::model::Origin::format).
    name: &'static str,
    /// What the names of its files say; `None` where the content alone tells.
    kind: Option<FileKind>,
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
static FORMATS: [FileFormat; 8] = [
    FileFormat { name: "rtf", kind: None, sniff: rtf::sniff, load: rtf::load },
    FileFormat { name: "ris", kind: None, sniff: ris::sniff, load: ris::load },
    FileFormat { name: "feed", kind: None, sniff: feed::sniff, load: feed::load },
    FileFormat { name: "press", kind: None, sniff: press::sniff, load: press::load },
    FileFormat {
        name: "jsonl",
        kind: Some(FileKind::JsonLines),
        sniff: jsonl::sniff,
        load: jsonl::load,
    },
    FileFormat { name: "json", kind: Some(FileKind::Json), sniff: json::sniff, load: json::load },
    FileFormat {
        name: "markdown",
        kind: Some(FileKind::Markdown),
        sniff: markdown::sniff,
        load: markdown::load,
    },
    FileFormat { name: "html", kind: Some(FileKind::Html), sniff: page::sniff, load: page::load },
];

/// Reads decoded text in the format that its name or its first bytes tell.
/// Plain text may be anything, so its name tells nothing.
pub(super) fn read(path: &str, decoded: Decoded) -> (&'static str, LoadedText) {
    let kind = FileKind::of(path);
    let named = FORMATS.iter().find(|format| format.kind.is_some() && format.kind == kind);
    match named.or_else(|| FORMATS.iter().find(|format| (format.sniff)(&decoded.content))) {
        Some(format) => (format.name, (format.load)(path, decoded)),
        None => ("plain", plain::load(path, decoded)),
    }
}

/// Reads words that some format kept as an article of plain text, or as an
/// export of a press database.
pub(super) fn read_words(content: String) -> LoadedText {
    let decoded = Decoded { content, exact: false, damage: None };
    if press::sniff(&decoded.content) {
        return press::load("", decoded);
    }
    plain::load("", decoded)
}

/// Text without the byte order mark that decoding leaves in UTF-8.
pub(super) fn without_mark(content: &str) -> &str {
    content.strip_prefix('\u{feff}').unwrap_or(content)
}
