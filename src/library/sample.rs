//! The sample library: what `nreader` opens when it is given nothing else.
//!
//! Twelve articles from two towns on an invented river and one invented
//! archipelago, written for this project, in the shapes that saved pages have:
//! share buttons, a headline three times over, a live blog that repeats
//! itself, marks that nobody closed, a page that went through a translation
//! machine. `tests/articles` holds what should be found in them.
//!
//! It only hands out bytes; loading them is the same work as for any file.

use super::scan::ScanSource;

/// A file of the sample library.
#[derive(Clone, Copy, Debug)]
pub struct SampleFile {
    /// Its file name, unique, without a folder.
    pub name: &'static str,
    /// Its content as it would lie on disk, in whatever encoding it has.
    pub bytes: &'static [u8],
}

macro_rules! file {
    ($name:literal) => {
        SampleFile { name: $name, bytes: include_bytes!(concat!("../../assets/sample/", $name)) }
    };
}

/// Every file, in the order of the files' names.
const FILES: [SampleFile; 10] = [
    file!("bridge-live.txt"),
    file!("bridge-vote.txt"),
    file!("briefs.jsonl"),
    file!("comet.txt"),
    file!("election-afp.txt"),
    file!("election-bell.json"),
    file!("election-efe.txt"),
    file!("ferry-deal.txt"),
    file!("ferry-strike.md"),
    file!("two-banks.txt"),
];

/// The files of the sample library, by name; together they hold twelve
/// articles.
#[must_use]
pub fn files() -> &'static [SampleFile] {
    &FILES
}

/// The sample library as something to load; its paths begin with `sample/`.
#[must_use]
pub fn sources() -> Vec<ScanSource> {
    let source = |file: &SampleFile| ScanSource::Bytes {
        path: format!("sample/{}", file.name),
        bytes: file.bytes.to_vec(),
    };
    FILES.iter().map(source).collect()
}
