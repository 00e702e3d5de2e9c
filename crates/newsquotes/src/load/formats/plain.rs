//! Plain text: the text is the file.

use super::Loaded;
use crate::load::clean;
use crate::load::encoding::Decoded;
use crate::model::{Meta, Offsets, Text};

pub(super) fn load(_path: &str, decoded: Decoded) -> Loaded {
    let offsets = if decoded.exact { Offsets::File } else { Offsets::Text };
    let text = Text::new(decoded.content).unwrap_or_default();
    let units = clean::lines::units(&text, 0..text.len());
    let articles = clean::articles(&text, units, &Meta::default());
    Loaded { text, offsets, articles, problems: Vec::new() }
}
