//! Saying it elsewhere: everything between a chosen passage and the text that
//! goes into a draft.
//!
//! [`Clip`] holds quoted words by range; [`Passage`] is a clip with its
//! article and speaker; [`Source`] is what a citation says of the article;
//! [`STYLES`] put that into words and [`FORMATS`] into markup. Nothing here
//! searches, reads a file or knows the time.

mod bibliography;
pub mod check;
mod clip;
pub mod formats;
mod key;
mod markup;
mod names;
mod passage;
mod record;
mod source;
pub mod styles;
mod subject;
mod template;
mod trim;
mod turns;

pub use bibliography::{Bibliography, BibliographyError};
pub use clip::{Clip, GAP, Piece, with_marks};
pub use formats::{Exporter, FORMATS, Format, Options, export, format_for, format_named};
pub use key::{Keys, key};
pub use markup::Markup;
pub use names::{Author, authors};
pub use passage::{Passage, Said};
pub use record::{QuoteRecord, SCHEMA, SourceRecord, push_json};
pub use source::Source;
pub use styles::{Cited, STYLES, Style, style_named};
pub use subject::{LineStarts, Subject, id};
pub use template::{FIELDS, Field, Template, TemplateError};
pub use trim::{Trim, Warning};

/// Whether a character would drive a terminal or turn the order of what is
/// shown; no output but JSON, which escapes it, lets one through.
fn is_control(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
