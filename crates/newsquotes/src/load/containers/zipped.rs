//! Zip archives: the articles in them by their names, and a look into one for
//! the formats that are zip archives themselves. A web archive (WACZ) is one
//! that holds WARC files.

use std::io::Cursor;

use zip::ZipArchive;

use super::{ContainerPart, Unpacker};
use crate::load::FileKind;

/// An archive that is open.
pub(super) type OpenZip<'a> = ZipArchive<Cursor<&'a [u8]>>;

pub(super) fn sniff(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
        && open(bytes).is_some_and(|archive| !is_office_of_others(&archive))
}

/// The archive, if its list of files can be read.
pub(super) fn open(bytes: &[u8]) -> Option<OpenZip<'_>> {
    bytes.starts_with(b"PK\x03\x04").then(|| ZipArchive::new(Cursor::new(bytes)).ok()).flatten()
}

/// Tables and slides, which `binary` names.
fn is_office_of_others(archive: &OpenZip<'_>) -> bool {
    ["xl/workbook.xml", "ppt/presentation.xml"].iter().any(|name| holds(archive, name))
}

/// Whether the archive holds a file of that name.
pub(super) fn holds(archive: &OpenZip<'_>, name: &str) -> bool {
    archive.index_for_name(name).is_some()
}

/// The bytes of a file of the archive.
pub(super) fn member(
    unpacker: &mut Unpacker,
    archive: &mut OpenZip<'_>,
    name: &str,
    shown: &str,
) -> Option<Vec<u8>> {
    match archive.by_name(name) {
        Ok(file) => unpacker.inflate(shown, file),
        Err(zip::result::ZipError::FileNotFound) => None,
        Err(error) => {
            let locked = matches!(error, zip::result::ZipError::UnsupportedArchive(words) if words.contains("assword"));
            let what = if locked {
                "a file in the archive has a password"
            } else {
                "a file in the archive cannot be unpacked"
            };
            unpacker.problem(shown, what, "unpack it first and open the files inside");
            None
        }
    }
}

/// The text of a file of the archive.
pub(super) fn text(
    unpacker: &mut Unpacker,
    archive: &mut OpenZip<'_>,
    name: &str,
    shown: &str,
) -> Option<String> {
    let bytes = member(unpacker, archive, name, shown)?;
    Some(crate::load::encoding::decode(bytes).content)
}

pub(super) fn unpack(unpacker: &mut Unpacker, file: &ContainerPart) {
    let Some(mut archive) = open(&file.bytes) else { return };
    // A name that cannot be read is no name that a person gave an article.
    let mut names: Vec<String> =
        archive.file_names().filter_map(|name| Some(name.ok()?.into_owned())).collect();
    names.sort();
    let crawled = names.iter().any(|name| is_crawl(name));
    names.retain(|name| if crawled { is_crawl(name) } else { may_be_article(name) });
    for name in names {
        let shown = format!("{}!/{name}", file.name);
        if unpacker.left == 0 {
            return;
        }
        if let Some(bytes) = member(unpacker, &mut archive, &name, &shown) {
            unpacker.take(ContainerPart { name: shown, bytes, ..ContainerPart::default() });
        }
    }
}

fn is_crawl(name: &str) -> bool {
    let folded = name.to_ascii_lowercase();
    [".warc", ".warc.gz"].iter().any(|ending| folded.ends_with(ending))
}

/// Whether a file may be an article by its name: what an archive holds beside
/// them (pictures, scripts, what systems leave) is not looked at.
fn may_be_article(name: &str) -> bool {
    const ENDINGS: [&str; 16] = [
        "eml", "mbox", "mht", "mhtml", "rtf", "docx", "odt", "epub", "gz", "warc", "zip", "rss",
        "atom", "xml", "pdf", "wacz",
    ];
    let folded = name.to_ascii_lowercase();
    let hidden = name
        .split('/')
        .any(|part| part.starts_with('.') || part == "__MACOSX" || part.ends_with("_files"));
    let ending = folded.rsplit_once('.').map_or("", |(_, ending)| ending);
    let known = matches!(
        FileKind::of(name),
        Some(
            FileKind::Plain
                | FileKind::Markdown
                | FileKind::Html
                | FileKind::Json
                | FileKind::JsonLines
        )
    );
    !hidden && !name.ends_with('/') && (known || ENDINGS.contains(&ending))
}
