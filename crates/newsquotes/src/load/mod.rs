//! Bytes in, a document out. Never fails: what is wrong becomes a problem.
//!
//! [`load`] finds out what the bytes are (`containers`, `binary`, `encoding`,
//! `foreign`), reads them in their format (`formats`) and gives the words their
//! structure (`clean`). It opens no file and finds no quotation.

mod binary;
mod clean;
mod containers;
pub mod dates;
mod encoding;
mod endings;
mod foreign;
mod formats;
pub mod html;

pub use endings::FileKind;

use sha2::{Digest, Sha256};

use self::formats::LoadedText;

use crate::model::{Document, Origin, Problem, Text};

#[doc(hidden)]
pub use clean::page::{FEATURES as PAGE_FEATURES, features as page_features};

/// Loads one file or stream. `path` is kept as it is given; its extension
/// tells the format.
#[must_use]
pub fn load(path: &str, mut bytes: Vec<u8>) -> Document {
    let origin = Origin {
        path: path.to_owned(),
        format: "plain",
        sha256: Sha256::digest(&bytes).into(),
        ..Origin::default()
    };
    if bytes.len() <= MAX_FILE
        && let Some((format, loaded)) = containers::read(path, &mut bytes)
    {
        return document(Origin { format, ..origin }, loaded);
    }
    match refusal(&bytes) {
        Some((what, hint)) => refused(origin, what, hint),
        None => read(origin, bytes),
    }
}

fn document(origin: Origin, loaded: LoadedText) -> Document {
    let LoadedText { text, offsets, articles, problems } = loaded;
    Document { origin: Origin { offsets, ..origin }, text, articles, problems }
}

/// Bytes of a file; a byte of an old encoding is up to three of UTF-8, and the
/// lines made of a record's tags are less than three times as long.
const MAX_FILE: usize = Text::MAX_BYTES / 3;

/// The text of what a format read of a file.
fn text_of(content: String) -> Text {
    let text = Text::new(content);
    debug_assert!(text.is_some(), "no file that is read makes so long a text");
    text.unwrap_or_default()
}

/// Why there is no text to read.
fn refusal(bytes: &[u8]) -> Option<(String, &'static str)> {
    if bytes.is_empty() {
        return Some(("the file is empty".to_owned(), "save the page again"));
    }
    if bytes.len() > MAX_FILE {
        return Some(("the file is larger than 1.4 GB".to_owned(), "split it into smaller files"));
    }
    if encoding::utf16(bytes).is_some() {
        return None;
    }
    let binary = binary::kind(bytes)?;
    Some((format!("the file is {}, not text", binary.what), binary.hint))
}

fn refused(origin: Origin, what: String, hint: &str) -> Document {
    let problem = Problem { path: origin.path.clone(), what, hint: hint.to_owned() };
    Document { origin, problems: vec![problem], ..Document::default() }
}

fn read(mut origin: Origin, bytes: Vec<u8>) -> Document {
    let decoded = encoding::decode(bytes);
    let damage = decoded.damage.map(|what| Problem {
        path: origin.path.clone(),
        what: what.to_owned(),
        hint: "the text is shown with the broken places marked; save the page again as UTF-8"
            .to_owned(),
    });
    if let Some(foreign) = foreign::kind(&origin.path, &decoded.content) {
        let what = format!("the file is {}, not an article", foreign.what);
        return refused(origin, what, foreign.hint);
    }
    let (format, loaded) = formats::read(&origin.path, decoded);
    origin.format = format;
    origin.offsets = loaded.offsets;
    let mut problems: Vec<Problem> = damage.into_iter().chain(loaded.problems).collect();
    if loaded.articles.is_empty() && problems.is_empty() {
        problems.push(Problem {
            path: origin.path.clone(),
            what: "the file holds no words".to_owned(),
            hint: "save the page again".to_owned(),
        });
    }
    Document { origin, text: loaded.text, articles: loaded.articles, problems }
}
