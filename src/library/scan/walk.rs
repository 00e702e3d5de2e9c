//! The walk over the sources: which files there are, in a fixed order.
//!
//! Below a folder the rules of the `ignore` crate hold (hidden files,
//! `.ignore`, `.gitignore` within a repository), and files that are plainly
//! something else than an article are passed over. A file named by the user is
//! always loaded.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use ignore::{DirEntry, WalkBuilder};

use super::ScanSource;
use newsquotes::model::Problem;

/// One thing to load, or what kept the walk from it, with its number.
#[derive(Debug)]
pub(in crate::library) struct ScanItem {
    pub(in crate::library) sequence: usize,
    pub(in crate::library) job: Result<Job, Problem>,
}

#[derive(Debug)]
pub(in crate::library) enum Job {
    File(PathBuf),
    Bytes { path: String, bytes: Vec<u8> },
}

/// Endings of files that a saved page or a news folder has beside its
/// articles, and of program code, lower case. Archives, books and office
/// documents are not among them: they may hold articles, so that they are
/// reported.
const NO_ARTICLES: &[&str] = &[
    "aac", "apk", "asm", "avi", "avif", "awk", "bak", "bash", "bat", "bib", "bin", "bmp", "c",
    "cc", "cfg", "class", "clj", "cmake", "cmd", "coffee", "conf", "cpp", "cs", "csh", "css",
    "cxx", "d", "dart", "db", "diff", "dll", "dmg", "el", "eot", "erl", "ex", "exe", "exs", "f",
    "f90", "fish", "flac", "flv", "fs", "gif", "go", "gradle", "groovy", "h", "heic", "hh", "hpp",
    "hs", "hxx", "ico", "ini", "ipynb", "iso", "jar", "java", "jpeg", "jpg", "js", "jsx", "kt",
    "kts", "less", "lisp", "lock", "lua", "m4", "m4a", "m4v", "map", "mjs", "mk", "mkv", "ml",
    "mli", "mm", "mov", "mp3", "mp4", "mpeg", "mpg", "nim", "nix", "o", "ogg", "ogv", "opus",
    "otf", "part", "pas", "patch", "php", "pl", "pm", "png", "po", "pot", "proto", "ps1", "py",
    "pyc", "pyi", "pyx", "r", "rake", "rb", "rs", "sass", "scala", "scm", "scss", "sh", "so",
    "sql", "sqlite", "sqlite3", "svelte", "svg", "swf", "swift", "swp", "tcl", "tex", "tf", "tif",
    "tiff", "tmp", "toml", "ts", "tsx", "ttf", "v", "vb", "vim", "vue", "wasm", "wav", "weba",
    "webm", "webp", "wmv", "woff", "woff2", "zig", "zsh",
];

/// Numbers everything in the sources and hands it on until `emit` breaks.
pub(in crate::library) fn walk(
    sources: Vec<ScanSource>,
    mut emit: impl FnMut(ScanItem) -> ControlFlow<()>,
) {
    let mut sequence = 0;
    let mut emit = |job| {
        let item = ScanItem { sequence, job };
        sequence += 1;
        emit(item)
    };
    for source in sources {
        let flow = match source {
            ScanSource::Bytes { path, bytes } => emit(Ok(Job::Bytes { path, bytes })),
            ScanSource::Path(path) => match fs::metadata(&path) {
                Ok(metadata) if metadata.is_dir() => walk_folder(&path, &mut emit),
                Ok(_) => emit(Ok(Job::File(path))),
                Err(error) => emit(Err(problem_of_file(&path, &error))),
            },
        };
        if flow.is_break() {
            return;
        }
    }
}

/// What a walk finds directly in a folder: files that may be articles, and
/// folders.
pub(in crate::library) fn children(folder: &Path) -> Vec<PathBuf> {
    let entries = rules(folder).max_depth(Some(1)).build().flatten();
    let below = entries.filter(|entry| entry.depth() > 0);
    let is_folder = |entry: &DirEntry| entry.file_type().is_some_and(|kind| kind.is_dir());
    let wanted = below.filter(|entry| is_folder(entry) || is_article(entry));
    wanted.map(DirEntry::into_path).collect()
}

/// The rules of every walk.
fn rules(folder: &Path) -> WalkBuilder {
    let mut builder = WalkBuilder::new(folder);
    builder.follow_links(true).sort_by_file_name(OsStr::cmp);
    // What counts as an article must not depend on the user's settings of git.
    builder.git_global(false);
    // A folder that the user names is walked whatever it is called.
    builder.filter_entry(|entry| entry.depth() == 0 || !is_beside_page(entry.path()));
    builder
}

/// What browsers in several languages add to the name of a page for the folder
/// of what belongs to it: pictures, scripts, frames, but no article.
const BESIDE_PAGE: [&str; 8] =
    ["_files", ".files", "-files", "_file", "-Dateien", "_fichiers", "_archivos", "_bestanden"];

/// Whether a folder holds what belongs to a page that was saved "complete":
/// `ferry_files` beside `ferry.html`.
fn is_beside_page(path: &Path) -> bool {
    let Some(name) = path.file_name().and_then(OsStr::to_str) else { return false };
    let Some(page) = BESIDE_PAGE.iter().find_map(|end| name.strip_suffix(end)) else {
        return false;
    };
    path.is_dir()
        && ["html", "htm", "xhtml"]
            .iter()
            .any(|ending| path.with_file_name(format!("{page}.{ending}")).is_file())
}

fn walk_folder(
    folder: &Path,
    emit: &mut impl FnMut(Result<Job, Problem>) -> ControlFlow<()>,
) -> ControlFlow<()> {
    for entry in rules(folder).build() {
        match entry {
            Ok(entry) if is_article(&entry) => emit(Ok(Job::File(entry.into_path())))?,
            Ok(entry) => {
                if let Some(error) = entry.error() {
                    emit(Err(problem_of_walk(error, entry.path())))?;
                }
            }
            Err(error) => emit(Err(problem_of_walk(&error, folder)))?,
        }
    }
    ControlFlow::Continue(())
}

/// A regular file (reading a pipe or a device might never end) that may hold
/// an article by its name.
fn is_article(entry: &DirEntry) -> bool {
    let ending = entry.path().extension().and_then(OsStr::to_str).map(str::to_ascii_lowercase);
    entry.file_type().is_some_and(|kind| kind.is_file())
        && ending.is_none_or(|ending| NO_ARTICLES.binary_search(&ending.as_str()).is_err())
}

/// What the walk met; `below` is where, when the error does not say.
fn problem_of_walk(error: &ignore::Error, below: &Path) -> Problem {
    use ignore::Error::{Io, Loop, WithDepth, WithLineNumber, WithPath};
    match error {
        WithDepth { err, .. } | WithLineNumber { err, .. } => problem_of_walk(err, below),
        WithPath { path, err } => problem_of_walk(err, path),
        Loop { ancestor, child } => problem(
            child,
            format!("the link leads back to {}, which holds it", ancestor.display()),
            "the folder was loaded once; nothing is missing",
        ),
        Io(error) => problem_of_file(below, error),
        other => problem(below, format!("a rule for ignored files: {other}"), "correct the rule"),
    }
}

/// Why a file or folder cannot be read, in words.
pub(super) fn problem_of_file(path: &Path, error: &io::Error) -> Problem {
    let is_link = fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_symlink());
    let (what, hint) = match error.kind() {
        io::ErrorKind::NotFound if is_link => {
            ("the link leads to a file that is not there", "remove the link or restore the file")
        }
        io::ErrorKind::NotFound => ("there is no such file or folder", "check the spelling"),
        io::ErrorKind::PermissionDenied => {
            ("it may not be read", "Check who may read it, for instance with `ls -l`")
        }
        _ => return problem(path, format!("it cannot be read: {error}"), ""),
    };
    problem(path, what.into(), hint)
}

/// Says that there is nothing to read in what is a pipe, a device or a socket.
pub(in crate::library) fn no_file(path: &Path) -> Problem {
    let what = "it is no regular file but a pipe, a socket or a device, and was not read";
    problem(path, what.into(), "take it out of the library's list")
}

fn problem(path: &Path, what: String, hint: &str) -> Problem {
    Problem { path: path.to_string_lossy().into_owned(), what, hint: hint.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_endings_are_sorted() {
        assert!(NO_ARTICLES.is_sorted());
    }

    #[test]
    fn what_belongs_to_a_page_is_passed_over_and_an_archive_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let write = |path: &str| {
            let file = folder.path().join(path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, "It sank.").unwrap();
        };
        let files = ["ferry.html", "ferry_files/frame.html", "old_files/one.html", "all.zip"];
        files.into_iter().for_each(write);
        let mut seen = Vec::new();
        walk(vec![ScanSource::Path(folder.path().to_owned())], |item| {
            if let Ok(Job::File(path)) = item.job {
                let name = path.strip_prefix(folder.path()).unwrap();
                seen.push(name.to_string_lossy().replace('\\', "/"));
            }
            ControlFlow::Continue(())
        });
        assert_eq!(seen, ["all.zip", "ferry.html", "old_files/one.html"]);
    }

    #[test]
    fn a_walk_stops_when_it_is_told_to() {
        let sources = vec![ScanSource::Bytes { path: "a".into(), bytes: vec![] }; 9];
        let mut seen = Vec::new();
        walk(sources, |item| {
            seen.push(item.sequence);
            if seen.len() == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        assert_eq!(seen, [0, 1, 2]);
    }
}
