//! Plain text: the text is the file.

use super::LoadedText;
use crate::load::encoding::Decoded;
use crate::load::{clean, text_of};
use crate::model::{Meta, Offsets};

pub(super) fn load(_path: &str, decoded: Decoded) -> LoadedText {
    let offsets = if decoded.exact { Offsets::File } else { Offsets::Text };
    let text = text_of(decoded.content);
    let units = clean::lines::units(&text, 0..text.len());
    let articles = clean::articles(&text, units, &Meta::default());
    LoadedText { text, offsets, articles, problems: Vec::new() }
}
