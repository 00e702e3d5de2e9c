//! The library: a list of folders in a file that is the person's own to edit.
//!
//! ```toml
//! # The folders and files of your library, one a line.
//! folders = [
//!     "/home/ada/articles",
//!     "~/press",
//! ]
//! ```
//!
//! Nothing here looks into the folders or at their index.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::atomic;
use crate::library::sure::sure;
use newsquotes::model::Problem;

/// The name of the file in the folder of the settings.
pub(crate) const FILE: &str = "library.toml";

const HEAD: &str = "# The folders and files of your library, one a line. nreader reads them and\n\
    # never changes them. `nreader add PATH` adds one; delete its line to remove it.\n";
const KEY: &str = "folders";

/// The folders of a library, and what was wrong with their list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Collection {
    /// Absolute, in the order of the list.
    pub folders: Vec<PathBuf>,
    /// Entries that could not be understood; the others hold.
    pub problems: Vec<Problem>,
}

/// Why the list could not be added to.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CollectionError {
    #[error("{} does not exist", .0.display())]
    Missing(PathBuf),
    #[error("{} cannot be understood and was left as it is: {why}", file.display())]
    Unreadable { file: PathBuf, why: String },
    #[error("{} cannot be written: {error}", file.display())]
    Write { file: PathBuf, error: io::Error },
}

impl Collection {
    /// Reads the list in the folder of the settings; without one the library
    /// is empty. `home` stands for `~`. Never fails: what is wrong is listed.
    #[must_use]
    pub(crate) fn read(config: &Path, home: Option<&Path>) -> Collection {
        let file = config.join(FILE);
        match fs::read_to_string(&file) {
            Ok(content) => Collection::parse(&content, &file, home),
            Err(error) if error.kind() == ErrorKind::NotFound => Collection::default(),
            Err(error) => {
                let what = format!("the list of the library cannot be read: {error}");
                Collection { problems: vec![problem(&file, what)], ..Collection::default() }
            }
        }
    }

    /// The list of a file's content; `file` is named in the problems.
    #[must_use]
    pub(crate) fn parse(content: &str, file: &Path, home: Option<&Path>) -> Collection {
        let mut collection = Collection::default();
        let line = |at: usize| {
            let before = sure(content.get(..at));
            memchr::memchr_iter(b'\n', before.as_bytes()).count() + 1
        };
        let mut wrong = |at: usize, what: String| {
            collection.problems.push(problem(file, format!("line {}: {what}", line(at))));
        };
        let table = match DeTable::parse(content) {
            Ok(table) => table.into_inner(),
            Err(error) => {
                let at = error.span().map_or(0, |span| span.start);
                wrong(at, format!("this is no TOML: {}", error.message()));
                return collection;
            }
        };
        for (key, value) in &table {
            match (key.get_ref().as_ref(), value.get_ref().as_array()) {
                (KEY, Some(entries)) => {
                    for entry in entries {
                        match folder(entry, home) {
                            Ok(folder) if collection.folders.contains(&folder) => {}
                            Ok(folder) => collection.folders.push(folder),
                            Err(what) => wrong(entry.span().start, what),
                        }
                    }
                }
                (KEY, None) => wrong(value.span().start, format!("`{KEY}` takes a list of paths")),
                (other, _) => {
                    wrong(key.span().start, format!("nothing is known of `{other}`, only `{KEY}`"));
                }
            }
        }
        collection
    }

    /// Adds paths to the list in the folder of the settings, which is made
    /// where there is none; what else stands in the file stays. Gives back
    /// what was added, absolute; what was listed already is left out.
    ///
    /// # Errors
    ///
    /// When a path does not exist (then none is added), and when the list
    /// cannot be understood or written.
    pub(crate) fn add(
        config: &Path,
        home: Option<&Path>,
        paths: &[PathBuf],
    ) -> Result<Vec<PathBuf>, CollectionError> {
        let file = config.join(FILE);
        let failed = |error| CollectionError::Write { file: file.clone(), error };
        let resolve = |path: &PathBuf| {
            fs::canonicalize(path).map_err(|_| CollectionError::Missing(path.clone()))
        };
        let mut added = paths.iter().map(resolve).collect::<Result<Vec<_>, _>>()?;
        let content = match fs::read_to_string(&file) {
            Ok(content) => content,
            Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
            Err(error) => return Err(failed(error)),
        };
        let known = Collection::parse(&content, &file, home).folders;
        added.retain(|path| !known.contains(path));
        added.dedup();
        if !added.is_empty() {
            let unreadable = |why: &str| {
                let (file, why) = (file.clone(), why.to_owned());
                CollectionError::Unreadable { file, why }
            };
            let content = with(&content, &added).map_err(unreadable)?;
            atomic::write_private(&file, content.as_bytes()).map_err(failed)?;
        }
        Ok(added)
    }
}

/// One entry of the list.
fn folder(entry: &Spanned<DeValue<'_>>, home: Option<&Path>) -> Result<PathBuf, String> {
    let path = entry.get_ref().as_str().ok_or("a path in quotation marks is meant")?;
    let from_home = path.strip_prefix("~/").or_else(|| (path == "~").then_some(""));
    let path = match (from_home, home) {
        (Some(rest), Some(home)) => home.join(rest),
        _ => PathBuf::from(path),
    };
    if path.is_absolute() {
        return Ok(fs::canonicalize(&path).unwrap_or(path));
    }
    Err(format!("{} is no path from the root: write it in full", path.display()))
}

/// The content with further paths in the list; the rest as it is.
fn with(content: &str, paths: &[PathBuf]) -> Result<String, &'static str> {
    let table = DeTable::parse(content).map_err(|_| "it is no TOML")?;
    let line = |lines: String, path: &PathBuf| lines + "    " + &quoted(path) + ",\n";
    let lines = paths.iter().fold(String::new(), line);
    let Some((_, list)) = table.get_ref().iter().find(|(key, _)| key.get_ref().as_ref() == KEY)
    else {
        let head = if content.is_empty() { HEAD } else { "" };
        let gap = if content.is_empty() || content.ends_with('\n') { "" } else { "\n" };
        return Ok(format!("{head}{content}{gap}{KEY} = [\n{lines}]\n"));
    };
    let entries = list.get_ref().as_array().ok_or("`folders` is no list")?;
    let close = list.span().end.saturating_sub(1);
    let (before, after) = content.split_at_checked(close).ok_or("it is no TOML")?;
    let end = entries.iter().last().map_or(0, |entry| entry.span().end);
    let tail = sure(content.get(end..close));
    // A comma within a comment does not count.
    let has_comma =
        tail.lines().any(|line| line.split('#').next().is_some_and(|l| l.contains(',')));
    if entries.is_empty() || has_comma {
        let gap = if before.ends_with('\n') { "" } else { "\n" };
        return Ok(format!("{before}{gap}{lines}{after}"));
    }
    let (before, tail) = content.split_at_checked(end).ok_or("it is no TOML")?;
    let (tail, after) = tail.split_at_checked(close - end).ok_or("it is no TOML")?;
    let gap = if tail.ends_with('\n') { "" } else { "\n" };
    Ok(format!("{before},{tail}{gap}{lines}{after}"))
}

fn quoted(path: &Path) -> String {
    toml::Value::String(path.to_string_lossy().into_owned()).to_string()
}

fn problem(file: &Path, what: String) -> Problem {
    Problem {
        path: file.to_string_lossy().into_owned(),
        what,
        hint: "the other entries hold".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(content: &str) -> Collection {
        Collection::parse(content, Path::new("library.toml"), Some(Path::new("/home/ada")))
    }

    #[test]
    fn a_wrong_entry_is_named_by_its_line_and_the_others_hold() {
        let collection =
            parse("folders = [\n  \"/no/such\",\n  7,\n  \"press\",\n  \"~/press\"\n]\nx = 1\n");
        assert_eq!(collection.folders, [Path::new("/no/such"), Path::new("/home/ada/press")]);
        let what: Vec<_> = collection.problems.iter().map(|p| p.what.as_str()).collect();
        assert!(what[0].starts_with("line 3: a path"), "{what:?}");
        assert!(what[1].starts_with("line 4: press"), "{what:?}");
        assert!(what[2].starts_with("line 7: nothing is known of `x`"), "{what:?}");
        assert_eq!(parse("").problems, []);
        assert!(parse("folders = [").problems[0].what.starts_with("line 1: this is no TOML"));
        assert!(parse("folders = 3").problems[0].what.contains("takes a list"));
    }

    #[test]
    fn added_folders_stand_in_the_list_and_the_rest_of_the_file_stays() {
        let home = tempfile::tempdir().unwrap();
        let config = home.path().join("nreader");
        let paths: Vec<_> = ["one", "two", "three"].map(|name| home.path().join(name)).to_vec();
        for path in &paths {
            fs::create_dir(path).unwrap();
        }
        let paths: Vec<_> = paths.iter().map(|path| path.canonicalize().unwrap()).collect();
        let add = |paths: &[PathBuf]| Collection::add(&config, None, paths).unwrap();
        assert_eq!(add(&paths[..1]), paths[..1]);
        assert_eq!(add(&paths[..2]), paths[1..2], "one is listed already");
        assert_eq!(Collection::read(&config, None).folders, paths[..2]);
        let file = config.join(FILE);
        for list in ["folders = []", "folders = [ # mine, all\n]", "# mine\nfolders = [\"/a\"]", ""]
        {
            fs::write(&file, list).unwrap();
            add(&paths[2..]);
            let read = Collection::read(&config, None);
            assert_eq!(read.folders.last(), paths.last(), "{list}");
            assert_eq!(read.problems, [], "{list}");
            assert!(fs::read_to_string(&file).unwrap().contains(list.split('f').next().unwrap()));
        }
    }

    #[test]
    fn a_path_that_is_not_there_is_not_added_and_a_broken_list_is_left_alone() {
        let config = tempfile::tempdir().unwrap();
        let missing = Collection::add(config.path(), None, &["/no/such".into()]).unwrap_err();
        assert_eq!(missing.to_string(), "/no/such does not exist");
        assert!(!config.path().join(FILE).exists());
        fs::write(config.path().join(FILE), "folders = [").unwrap();
        let here = [config.path().to_owned()];
        let broken = Collection::add(config.path(), None, &here).unwrap_err();
        assert!(broken.to_string().contains("left as it is"));
    }
}
