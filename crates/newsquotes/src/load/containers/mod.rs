//! Files that hold other files: compressed ones, zip archives, books and
//! office documents, mail, pages saved in one file, web archives.
//!
//! One table, one file each. Every part that is an article is read in its own
//! format and put behind the parts before it, so that a file is one document
//! with one text, whatever lies in it, and a note finds its words again when
//! the file is opened another time. What a part unpacks to is counted: a file
//! that unpacks to more than [`MOST_BYTES`] is a problem, not a text.

mod epub;
mod gzip;
mod joined;
mod mail;
mod office;
mod warc;
mod zipped;

use super::encoding;
use super::formats::{self, LoadedText};
use super::{binary, foreign};
use crate::model::{Meta, Offsets, Problem};
use joined::JoinedText;

/// Bytes that a file may unpack to. A year of a newspaper's text is some forty
/// million; a page of the web is 2 at most. With the text made of them the
/// memory stays below 200 MB.
const MOST_BYTES: usize = 48 << 20;

/// Parts that are read of a file.
const MOST_PARTS: usize = 20_000;

/// Containers in containers: a page in an archive in a compressed file.
const DEEPEST: u32 = 4;

/// A kind of container.
struct ContainerFormat {
    /// As in [`Origin::format`](crate::model::Origin::format).
    name: &'static str,
    sniff: fn(&[u8]) -> bool,
    unpack: fn(&mut Unpacker, &ContainerPart),
}

/// Every kind of container; the first that a file looks like is taken.
static CONTAINERS: [ContainerFormat; 7] = [
    ContainerFormat { name: "gzip", sniff: gzip::sniff, unpack: gzip::unpack },
    ContainerFormat { name: "epub", sniff: epub::sniff, unpack: epub::unpack },
    ContainerFormat { name: "office", sniff: office::sniff, unpack: office::unpack },
    ContainerFormat { name: "zip", sniff: zipped::sniff, unpack: zipped::unpack },
    ContainerFormat { name: "warc", sniff: warc::sniff, unpack: warc::unpack },
    ContainerFormat { name: "mailbox", sniff: mail::sniff_box, unpack: mail::unpack_box },
    ContainerFormat { name: "mail", sniff: mail::sniff, unpack: mail::unpack },
];

/// Bytes with a name, and what is known of them from what they lay in.
#[derive(Debug, Default)]
struct ContainerPart {
    /// As in `issue.zip!/a/one.txt`.
    name: String,
    bytes: Vec<u8>,
    /// Facts that go before those of the part itself.
    sure: Meta,
    /// Facts for what the part itself does not say.
    otherwise: Meta,
}

/// Reads a file that holds others; `None` where the bytes are no such file.
pub(super) fn read(path: &str, bytes: &mut Vec<u8>) -> Option<(&'static str, LoadedText)> {
    let format = kind(bytes)?;
    let mut unpacker = Unpacker {
        left: MOST_BYTES,
        parts: MOST_PARTS,
        depth: 0,
        joined: JoinedText::default(),
        problems: Vec::new(),
        seen: 0,
    };
    let part = ContainerPart {
        name: path.to_owned(),
        bytes: std::mem::take(bytes),
        ..ContainerPart::default()
    };
    (format.unpack)(&mut unpacker, &part);
    let Unpacker { joined, mut problems, seen, .. } = unpacker;
    let (text, articles) = joined.finish();
    if articles.is_empty() && problems.is_empty() {
        let (what, hint) = if seen == 0 {
            ("the file holds no article that can be read", "unpack it and open the files inside")
        } else {
            ("the file holds no words", "save the page again")
        };
        problems.push(Problem {
            path: path.to_owned(),
            what: what.to_owned(),
            hint: hint.to_owned(),
        });
    }
    Some((format.name, LoadedText { text, offsets: Offsets::Text, articles, problems }))
}

fn kind(bytes: &[u8]) -> Option<&'static ContainerFormat> {
    CONTAINERS.iter().find(|format| (format.sniff)(bytes))
}

/// What has been unpacked so far, and what may still be.
struct Unpacker {
    left: usize,
    parts: usize,
    depth: u32,
    joined: JoinedText,
    problems: Vec<Problem>,
    /// Parts that were read.
    seen: usize,
}

impl Unpacker {
    /// Takes a part: another container, or a text in its format.
    fn take(&mut self, part: ContainerPart) {
        if self.parts == 0 {
            return self.problem(&part.name, "the file holds more parts than are read", "split it");
        }
        self.parts -= 1;
        if let Some(format) = kind(&part.bytes) {
            if self.depth == DEEPEST {
                return self.problem(
                    &part.name,
                    "archives lie in each other too deep",
                    "unpack it first",
                );
            }
            self.depth += 1;
            (format.unpack)(self, &part);
            self.depth -= 1;
            return;
        }
        if part.bytes.is_empty() {
            return;
        }
        if encoding::utf16(&part.bytes).is_none()
            && let Some(binary) = binary::kind(&part.bytes)
        {
            let what = format!("the file is {}, not text", binary.what);
            return self.problem(&part.name, &what, binary.hint);
        }
        let decoded = encoding::decode(part.bytes);
        if let Some(foreign) = foreign::kind(&part.name, &decoded.content) {
            let what = format!("the file is {}, not an article", foreign.what);
            return self.problem(&part.name, &what, foreign.hint);
        }
        self.seen += 1;
        let (_, loaded) = formats::read(&part.name, decoded);
        self.problems.extend(loaded.problems.iter().cloned());
        self.joined.add(loaded, &part.sure, &part.otherwise);
    }

    /// Takes words that are known to be an article as plain text.
    fn take_words(&mut self, words: String, sure: &Meta, otherwise: &Meta) {
        self.seen += 1;
        self.joined.add(formats::read_words(words), sure, otherwise);
    }

    /// The bytes that a reader gives, within what may still be unpacked; `None`
    /// where it gives more, or nothing that can be read, with a problem.
    fn inflate(&mut self, name: &str, reader: impl std::io::Read) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        let limit = u64::try_from(self.left).unwrap_or(u64::MAX).saturating_add(1);
        let read = std::io::Read::read_to_end(&mut std::io::Read::take(reader, limit), &mut bytes);
        if bytes.len() > self.left {
            self.left = 0;
            let what = format!("it unpacks to more than {} MB", MOST_BYTES >> 20);
            self.problem(name, &what, "unpack it first and split it into smaller files");
            return None;
        }
        self.left -= bytes.len();
        if read.is_err() {
            self.problem(name, "the archive is damaged", "download it again");
        }
        (!bytes.is_empty()).then_some(bytes)
    }

    /// Counts bytes that a part decodes to; whether they may still be read.
    fn room(&mut self, bytes: usize) -> bool {
        let fits = bytes <= self.left;
        self.left = self.left.saturating_sub(bytes);
        fits
    }

    fn problem(&mut self, path: &str, what: &str, hint: &str) {
        const MOST: usize = 50;
        if self.problems.len() < MOST {
            let problem =
                Problem { path: path.to_owned(), what: what.to_owned(), hint: hint.to_owned() };
            self.problems.push(problem);
        }
    }
}

#[cfg(test)]
mod tests;
