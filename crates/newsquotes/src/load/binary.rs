//! Files that hold no text: known by their first bytes, or by control bytes
//! that no text has. Names what they are and what to do instead.

use crate::sure::items;

/// What a file is that cannot be read as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Binary {
    /// As in "the file is …".
    pub(super) what: &'static str,
    /// What the user can do.
    pub(super) hint: &'static str,
}

const SAVE_AS_TEXT: &str = "save the article as plain text, Markdown or JSON and open that";
const PDF: &str = "convert it first, for example with pdftotext, and open the text";
const UNPACK: &str = "unpack it first and open the files inside";

/// First bytes, what they stand for, what to do.
const MAGIC: [(&[u8], &str, &str); 20] = [
    (b"%PDF-", "a PDF", PDF),
    (b"PK\x05\x06", "an empty zip archive", UNPACK),
    (b"\x1f\x8b", "compressed with gzip", UNPACK),
    (b"BZh", "compressed with bzip2", UNPACK),
    (b"\xfd7zXZ\x00", "compressed with xz", UNPACK),
    (b"\x28\xb5\x2f\xfd", "compressed with zstd", UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", UNPACK),
    (b"Rar!\x1a\x07", "a RAR archive", UNPACK),
    (b"\x89PNG\r\n\x1a\n", "a PNG image", SAVE_AS_TEXT),
    (b"\xff\xd8\xff", "a JPEG image", SAVE_AS_TEXT),
    (b"GIF87a", "a GIF image", SAVE_AS_TEXT),
    (b"GIF89a", "a GIF image", SAVE_AS_TEXT),
    (b"RIFF", "a media file", SAVE_AS_TEXT),
    (b"ID3", "an MP3 recording", SAVE_AS_TEXT),
    (b"OggS", "an Ogg recording", SAVE_AS_TEXT),
    (b"\x7fELF", "a program", ""),
    (b"MZ\x90", "a program", ""),
    (b"\xca\xfe\xba\xbe", "a program", ""),
    (b"SQLite format 3\x00", "an SQLite database", "export the articles from it and open those"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document", SAVE_AS_TEXT),
];

/// One control byte in so many makes a file binary.
const CONTROL_SHARE: usize = 64;

/// Names within a zip archive that tell what it is.
const ZIPPED: [(&[u8], &str, &str); 8] = [
    (b"application/epub+zip", "an EPUB book", BOOK),
    (b"application/vnd.oasis.opendocument", "an OpenDocument file (odt)", OFFICE),
    (b"word/document.xml", "a Word document (docx)", OFFICE),
    (b"xl/workbook.xml", "an Excel table (xlsx)", OFFICE),
    (b"ppt/presentation.xml", "a PowerPoint file (pptx)", OFFICE),
    (b"word/", "a Word document (docx)", OFFICE),
    (b".warc", "a web archive (WACZ)", "save the page itself as HTML and open that"),
    (b"archive/", "a web archive (WACZ)", "save the page itself as HTML and open that"),
];
const OFFICE: &str = "open it in its program, save it as plain text or HTML and open that";
const BOOK: &str = "convert it to plain text or HTML and open that";

/// Bytes at either end of an archive in which the names of its files stand.
const LISTING: usize = 1 << 16;

/// What a zip archive is by the names of the files in it.
fn zipped(bytes: &[u8]) -> Option<Binary> {
    if !bytes.starts_with(b"PK\x03\x04") {
        return None;
    }
    let first = items(bytes, ..bytes.len().min(LISTING));
    let last = items(bytes, bytes.len().saturating_sub(LISTING)..);
    let holds =
        |name: &[u8]| [first, last].iter().any(|part| memchr::memmem::find(part, name).is_some());
    let known = ZIPPED.iter().find(|(name, ..)| holds(name));
    let (what, hint) = known.map_or(("a zip archive", UNPACK), |(_, what, hint)| (*what, *hint));
    Some(Binary { what, hint })
}

/// What the bytes are, if they are not text; UTF-16 is text.
pub(super) fn kind(bytes: &[u8]) -> Option<Binary> {
    if let Some(archive) = zipped(bytes) {
        return Some(archive);
    }
    for (magic, what, hint) in MAGIC {
        let printable = magic.iter().all(u8::is_ascii_graphic);
        if bytes.starts_with(magic) && (!printable || control_bytes(bytes) > 0) {
            return Some(Binary { what, hint });
        }
        if bytes.starts_with(magic) && magic == b"%PDF-" {
            return Some(Binary { what, hint });
        }
    }
    let sample = bytes.len().min(1 << 16);
    (control_bytes(bytes) > sample / CONTROL_SHARE).then_some(Binary {
        what: "a binary file",
        hint: "open plain text, Markdown or JSON; other files must be converted first",
    })
}

/// Bytes in the first 64 KB that no text in any encoding but UTF-16 holds; a terminal's own, such as the bell and escape, do not count.
fn control_bytes(bytes: &[u8]) -> usize {
    let sample = items(bytes, ..bytes.len().min(1 << 16));
    sample.iter().filter(|byte| matches!(byte, 0..=6 | 14..=26 | 28..=31 | 127)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_files_are_named() {
        assert_eq!(kind(b"%PDF-1.7 plain").map(|b| b.what), Some("a PDF"));
        assert_eq!(kind(b"\x89PNG\r\n\x1a\n").map(|b| b.what), Some("a PNG image"));
        assert!(kind(&[0; 300]).is_some());
        let zip = |name: &str| [b"PK\x03\x04\x14\x00", name.as_bytes()].concat();
        for (name, what) in [
            ("mimetypeapplication/epub+zip", "an EPUB book"),
            ("[Content_Types].xml word/document.xml", "a Word document (docx)"),
            ("ferry/one.txt", "a zip archive"),
        ] {
            assert_eq!(kind(&zip(name)).map(|b| b.what), Some(what));
        }
    }

    #[test]
    fn words_that_begin_like_a_magic_number_are_text() {
        assert_eq!(kind(b"RIFFs and solos marked the evening."), None);
        assert_eq!(kind(b"ID3 voters asked for more.\n"), None);
        assert_eq!(kind("MOSCOW \u{1b}[31m red".as_bytes()), None);
    }
}
