//! Saying it elsewhere: everything between a chosen passage and the text that
//! goes into a draft.
//!
//! [`QuotedClip`] holds quoted words by range; [`CitedPassage`] is a clip with its
//! article and speaker; [`CitedSource`] is what a citation says of the article;
//! [`STYLES`] put that into words and [`FORMATS`] into markup. Nothing here
//! searches, reads a file or knows the time.

mod bibliography;
pub(crate) mod check;
mod clip;
pub(crate) mod formats;
mod item;
mod key;
mod markup;
mod names;
mod passage;
mod record;
mod source;
pub(crate) mod styles;
mod subject;
pub(crate) mod template;
mod trim;
mod turns;

pub(crate) use bibliography::Bibliography;
pub(crate) use clip::{ClipPiece, GAP, QuotedClip};
pub(crate) use formats::{
    ExportFormat, ExportOptions, Exporter, FORMATS, export, format_for, format_named,
};
pub(crate) use key::{CitationKeys, key};
pub use markup::Markup;
pub(crate) use markup::web_address;
pub(crate) use names::{Author, authors};
pub(crate) use passage::{CitedPassage, CitedSpeaker};
pub(crate) use record::{SCHEMA, SourceRecord, push_json};
pub(crate) use source::CitedSource;
pub(crate) use styles::{Cited, STYLES, Style, style_named};
pub(crate) use subject::{LineStarts, Subject, id};
pub(crate) use template::Template;
pub(crate) use trim::Trim;

/// Whether a character would drive a terminal or turn the order of what is
/// shown; no output but JSON, which escapes it, lets one through.
fn is_control(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// What is printed of a fact: itself where it is known, nothing where it is
/// not. Most articles lack one or another.
pub(crate) fn known_or_empty<T: Default>(fact: Option<T>) -> T {
    fact.unwrap_or_default()
}
