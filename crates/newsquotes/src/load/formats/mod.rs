//! The formats that can be read: one table, one file each.
//!
//! Plain text and Markdown keep the file's bytes; JSON is put together from
//! its fields (`record`, `fields`), with tags of HTML taken out (`html`), and
//! so is a page of HTML (`page`).

mod fields;
mod html;
mod json;
mod jsonl;
mod markdown;
mod markup;
mod page;
mod plain;
mod record;
mod yaml;

use std::path::Path;

use super::encoding::Decoded;
use crate::model::{Article, Offsets, Problem, Text};

/// A format: everything that is known of it stands in its row.
#[derive(Debug)]
pub struct Format {
    /// As in [`Origin::format`](crate::model::Origin::format).
    pub name: &'static str,
    /// In small letters, without the dot.
    pub extensions: &'static [&'static str],
    /// Whether a text without a telling extension is of this format.
    sniff: fn(&str) -> bool,
    load: fn(&str, Decoded) -> Loaded,
}

/// What a format makes of a file.
#[derive(Debug, Default)]
pub(super) struct Loaded {
    pub(super) text: Text,
    pub(super) offsets: Offsets,
    pub(super) articles: Vec<Article>,
    pub(super) problems: Vec<Problem>,
}

/// Every format, plain text last: it takes what no other row claims.
pub static FORMATS: [Format; 5] = [
    Format {
        name: "jsonl",
        extensions: &["jsonl", "ndjson", "jl"],
        sniff: jsonl::sniff,
        load: jsonl::load,
    },
    Format { name: "json", extensions: &["json"], sniff: json::sniff, load: json::load },
    Format {
        name: "markdown",
        extensions: &["md", "markdown", "mdown", "mkd"],
        sniff: markdown::sniff,
        load: markdown::load,
    },
    Format {
        name: "html",
        extensions: &["html", "htm", "xhtml"],
        sniff: page::sniff,
        load: page::load,
    },
    Format { name: "plain", extensions: &["txt", "text"], sniff: |_| true, load: plain::load },
];

/// Reads decoded text in the format that its name or its first bytes tell.
/// Plain text may be anything, so its name tells nothing.
pub(super) fn read(path: &str, decoded: Decoded) -> (&'static str, Loaded) {
    match pick(path, &decoded.content) {
        Some(format) => (format.name, (format.load)(path, decoded)),
        None => ("plain", plain::load(path, decoded)),
    }
}

fn pick(path: &str, content: &str) -> Option<&'static Format> {
    let extension = Path::new(path).extension().and_then(|e| e.to_str()).map(str::to_lowercase);
    let named = extension.as_deref().and_then(|extension| {
        let telling = FORMATS.iter().filter(|format| format.name != "plain");
        telling.into_iter().find(|format| format.extensions.contains(&extension))
    });
    named.or_else(|| FORMATS.iter().find(|format| (format.sniff)(content)))
}

/// Text without the byte order mark that decoding leaves in UTF-8.
fn without_mark(content: &str) -> &str {
    content.strip_prefix('\u{feff}').unwrap_or(content)
}
