//! What the paths of a command line stand for: files and folders to read, and
//! `-` for standard input.

use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::Context;

use crate::library::scan::ScanSource;

/// One path of the command line; `-` is read to its end.
pub(super) fn source(path: &str) -> anyhow::Result<ScanSource> {
    if path != "-" {
        return Ok(ScanSource::Path(PathBuf::from(path)));
    }
    let mut bytes = Vec::new();
    std::io::stdin().lock().read_to_end(&mut bytes).context("standard input cannot be read")?;
    Ok(ScanSource::Bytes { path: path.to_owned(), bytes })
}

/// What to load for paths.
///
/// # Errors
///
/// When standard input cannot be read.
pub(super) fn sources(paths: &[String]) -> anyhow::Result<Vec<ScanSource>> {
    paths.iter().map(|path| source(path)).collect()
}

/// Whether an argument names something on disk, or standard input.
pub(super) fn is_path(argument: &str) -> bool {
    argument == "-" || Path::new(argument).exists()
}
