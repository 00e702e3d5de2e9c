//! Word and `OpenDocument` texts: a line a paragraph, as a person would save
//! them as plain text, so that heads and exports of press databases are read
//! as they are there.

use super::{ContainerPart, Unpacker, zipped};
use crate::load::html::{self, HtmlEvent};

const WORD: &str = "word/document.xml";
const OPEN_DOCUMENT: &str = "content.xml";

pub(super) fn sniff(bytes: &[u8]) -> bool {
    zipped::open(bytes).is_some_and(|archive| {
        zipped::holds(&archive, WORD)
            || zipped::holds(&archive, OPEN_DOCUMENT)
                && zipped::holds(&archive, "META-INF/manifest.xml")
    })
}

pub(super) fn unpack(unpacker: &mut Unpacker, file: &ContainerPart) {
    let Some(mut archive) = zipped::open(&file.bytes) else { return };
    let name = if zipped::holds(&archive, WORD) { WORD } else { OPEN_DOCUMENT };
    if let Some(source) = zipped::text(unpacker, &mut archive, name, &file.name) {
        unpacker.take_words(words(&source), &file.sure, &file.otherwise);
    }
}

/// Elements whose words are not the document's: what was deleted, fields,
/// notes, remarks.
const SILENT: [&str; 12] = [
    "w:instrtext",
    "w:deltext",
    "w:del",
    "w:footnotereference",
    "w:pict",
    "mc:fallback",
    "office:annotation",
    "text:note",
    "text:tracked-changes",
    "office:scripts",
    "office:automatic-styles",
    "office:font-face-decls",
];

/// The words of a document on their lines.
fn words(source: &str) -> String {
    let mut out = String::new();
    let mut silent: Vec<String> = Vec::new();
    let mut in_paragraph = 0_usize;
    html::read(source, |event, _| match event {
        HtmlEvent::Open(tag) if silent.is_empty() => match tag.name() {
            name if SILENT.contains(&name) && !tag.closes_itself() => silent.push(name.to_owned()),
            "w:tab" | "text:tab" if in_paragraph > 0 => out.push('\t'),
            "w:br" | "w:cr" | "text:line-break" => out.push('\n'),
            "text:s" => out.push(' '),
            "w:nobreakhyphen" => out.push('\u{2011}'),
            "w:numpr" if out.ends_with('\n') || out.is_empty() => out.push_str("• "),
            "text:list-item" => out.push_str("• "),
            "w:p" | "text:p" | "text:h" if tag.closes_itself() => out.push('\n'),
            "w:p" | "text:p" | "text:h" => in_paragraph += 1,
            _ => {}
        },
        HtmlEvent::Open(tag)
            if silent.last().is_some_and(|open| open == tag.name()) && !tag.closes_itself() =>
        {
            silent.push(tag.name().to_owned());
        }
        HtmlEvent::Close(name) if silent.last().is_some_and(|open| open == name) => {
            silent.pop();
        }
        HtmlEvent::Close("w:p" | "text:p" | "text:h") if silent.is_empty() => {
            in_paragraph = in_paragraph.saturating_sub(1);
            out.push('\n');
        }
        HtmlEvent::Words(words) if silent.is_empty() && in_paragraph > 0 => out.push_str(words),
        _ => {}
    });
    out
}
