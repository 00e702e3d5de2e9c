//! The formats that can be read: one table, one file each.

mod plain;

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

/// Every format; a text that no other row claims is plain.
pub static FORMATS: [Format; 1] = [Format {
    name: "plain",
    extensions: &["txt", "text", "log"],
    sniff: |_| true,
    load: plain::load,
}];

/// Reads decoded text in the format that its name or its first bytes tell.
pub(super) fn read(path: &str, decoded: Decoded) -> (&'static str, Loaded) {
    let Some(format) = pick(path, &decoded.content) else { return ("plain", Loaded::default()) };
    (format.name, (format.load)(path, decoded))
}

fn pick(path: &str, content: &str) -> Option<&'static Format> {
    let extension = Path::new(path).extension().and_then(|e| e.to_str()).map(str::to_lowercase);
    let named = extension.as_deref().and_then(|extension| {
        FORMATS
            .iter()
            .find(|format| format.name != "plain" && format.extensions.contains(&extension))
    });
    named.or_else(|| FORMATS.iter().find(|format| (format.sniff)(content)))
}
