//! Web archives: the pages in the answers that a WARC file keeps. Pictures,
//! scripts and what was only asked for are passed over; a page that stands in
//! it under two addresses is read once.

use std::collections::HashSet;
use std::io::Cursor;

use flate2::read::MultiGzDecoder;
use sha2::{Digest, Sha256};

use super::{ContainerPart, Unpacker};
use crate::model::{Evidence, Fact, Meta};

pub(super) fn sniff(bytes: &[u8]) -> bool {
    bytes.starts_with(b"WARC/0.") || bytes.starts_with(b"WARC/1.")
}

/// Headers and what stands behind them.
struct HeadedBlock<'a> {
    headers: Vec<(String, &'a str)>,
    body: &'a [u8],
}

impl<'a> HeadedBlock<'a> {
    /// Reads a first line and headers up to an empty line.
    fn read(bytes: &'a [u8]) -> Option<(&'a str, HeadedBlock<'a>)> {
        const MOST: usize = 1 << 16;
        let window = bytes.get(..bytes.len().min(MOST))?;
        let crlf = memchr::memmem::find(window, b"\r\n\r\n").map(|at| (at, at + 4));
        let lf = memchr::memmem::find(window, b"\n\n").map(|at| (at, at + 2));
        let (end, body) = match (crlf, lf) {
            (Some(crlf), Some(lf)) => crlf.min(lf),
            (found, other) => found.or(other)?,
        };
        let head = std::str::from_utf8(window.get(..end)?).ok()?;
        let mut lines = head.lines();
        let first = lines.next()?;
        let headers = lines.filter_map(|line| {
            let (name, value) = line.split_once(':')?;
            Some((name.trim().to_ascii_lowercase(), value.trim()))
        });
        Some((first, HeadedBlock { headers: headers.collect(), body: bytes.get(body..)? }))
    }

    fn header(&self, name: &str) -> Option<&'a str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| *value)
    }
}

pub(super) fn unpack(unpacker: &mut Unpacker, file: &ContainerPart) {
    let mut rest = file.bytes.as_slice();
    let mut seen = HashSet::new();
    while let Some(at) = memchr::memmem::find(rest, b"WARC/")
        && let Some(here) = rest.get(at..)
    {
        let Some((_, record)) = HeadedBlock::read(here) else { break };
        let stated =
            record.header("content-length").and_then(|length| length.parse::<usize>().ok());
        let Some(length) = stated.filter(|length| *length <= record.body.len()) else {
            unpacker.problem(
                &file.name,
                "a record of the archive is cut off or says a wrong length",
                "download it again",
            );
            break;
        };
        let (block, after) = record.body.split_at(length);
        if matches!(record.header("warc-type"), Some("response" | "resource")) {
            page(unpacker, file, &record, block, &mut seen);
        }
        if unpacker.left == 0 {
            break;
        }
        rest = after;
    }
}

/// Takes the page of a record, if it is one.
fn page(
    unpacker: &mut Unpacker,
    file: &ContainerPart,
    record: &HeadedBlock<'_>,
    block: &[u8],
    seen: &mut HashSet<[u8; 32]>,
) {
    let url = record.header("warc-target-uri").unwrap_or("").trim_matches(['<', '>']);
    let answer = HeadedBlock::read(block).filter(|(first, _)| first.starts_with("HTTP/"));
    let bytes = match answer {
        Some((first, answer)) => {
            let found = first.split(' ').nth(1) == Some("200");
            let kind = answer.header("content-type").unwrap_or("").to_ascii_lowercase();
            if !found || !(kind.contains("html") || kind.contains("text/plain")) {
                return;
            }
            let chunked =
                answer.header("transfer-encoding").is_some_and(|value| value.contains("chunked"));
            let body = if chunked { without_chunks(answer.body) } else { answer.body.to_vec() };
            match answer.header("content-encoding") {
                Some(encoding) if encoding.contains("gzip") && body.starts_with(b"\x1f\x8b") => {
                    let Some(body) =
                        unpacker.inflate(&file.name, MultiGzDecoder::new(Cursor::new(body)))
                    else {
                        return;
                    };
                    body
                }
                _ => body,
            }
        }
        None if record.header("content-type").is_some_and(|kind| kind.contains("html")) => {
            block.to_vec()
        }
        None => return,
    };
    if !seen.insert(Sha256::digest(&bytes).into()) {
        return;
    }
    let otherwise = Meta {
        url: Some(Fact::new(url.to_owned(), Evidence::Field("WARC-Target-URI".to_owned()))),
        ..Meta::default()
    };
    let before = unpacker.problems.len();
    let name = format!("{}!/{url}", file.name);
    unpacker.take(ContainerPart { name, bytes, otherwise, ..ContainerPart::default() });
    // A crawl holds frames and lists of links by the hundred.
    unpacker.problems.truncate(before);
}

/// A body in chunks, `1a2\r\n…`, as one piece; as it is where it is in none,
/// since many programs write it whole.
fn without_chunks(body: &[u8]) -> Vec<u8> {
    let mut whole = Vec::new();
    let mut rest = body;
    while let Some(end) = rest.iter().take(32).position(|byte| *byte == b'\n') {
        let size = rest.get(..end).and_then(|line| std::str::from_utf8(line).ok());
        let size =
            size.and_then(|line| usize::from_str_radix(line.trim().split(';').next()?, 16).ok());
        let Some(size) = size else { break };
        let Some(chunk) = rest.get(end + 1..).and_then(|rest| rest.get(..size)) else { break };
        whole.extend_from_slice(chunk);
        rest = rest.get(end + 1 + size..).unwrap_or_default();
        rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
        if size == 0 {
            return whole;
        }
    }
    if whole.is_empty() { body.to_vec() } else { whole }
}
