//! The searches that a person keeps: a list in `searches.toml` in the config
//! folder, to be edited by hand as well.

use std::fs;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::atomic;
use newsquotes::model::Problem;

/// The name of the file.
pub(crate) const FILE: &str = "searches.toml";

const HEAD: &str = "# Searches that stand in nreader's list, above the articles. One query each,\n\
    # in the language of the search; edit freely.\n";

#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct KeptSearches {
    #[serde(default)]
    searches: Vec<String>,
}

/// The searches in a config folder, and what is wrong with the file; without
/// a file there are none.
#[must_use]
pub(crate) fn load(folder: &Path) -> (Vec<String>, Option<Problem>) {
    let path = folder.join(FILE);
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return (Vec::new(), None),
        Err(error) => return (Vec::new(), Some(problem(&path, &error.to_string()))),
    };
    match toml::from_str::<KeptSearches>(&text) {
        Ok(kept) => (kept.searches, None),
        Err(error) => (Vec::new(), Some(problem(&path, error.message()))),
    }
}

/// Stores the searches. A file that cannot be read is not overwritten.
///
/// # Errors
///
/// When it cannot be written, or holds something else.
pub(crate) fn save(folder: &Path, searches: &[String]) -> io::Result<()> {
    if let (_, Some(problem)) = load(folder) {
        return Err(io::Error::other(problem.what));
    }
    let kept = KeptSearches { searches: searches.to_vec() };
    let text = toml::to_string_pretty(&kept).map_err(io::Error::other)?;
    atomic::write_private(&folder.join(FILE), format!("{HEAD}{text}").as_bytes())
}

fn problem(path: &Path, why: &str) -> Problem {
    Problem {
        path: path.display().to_string(),
        what: format!("the searches you kept cannot be read: {}", why.trim_end_matches('.')),
        hint: "put it right in an editor; it is left as it is until then".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn searches_come_back_and_a_file_gone_wrong_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(load(folder.path()), (Vec::new(), None));
        let searches = vec!["speaker:\"Ida Ober\" bridge".to_owned(), "after:\"last week\"".into()];
        save(folder.path(), &searches).unwrap();
        assert_eq!(load(folder.path()), (searches.clone(), None));
        let path = folder.path().join(FILE);
        fs::write(&path, "searches = [").unwrap();
        assert!(load(folder.path()).1.unwrap().what.contains("cannot be read"));
        assert!(save(folder.path(), &searches).is_err());
        assert_eq!(fs::read_to_string(&path).unwrap(), "searches = [");
    }
}
