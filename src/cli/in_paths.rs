//! `--in A B`, as it was written once: the option takes one path at each use
//! now, so that it never swallows the query behind it.

use std::ffi::{OsStr, OsString};

/// Commands whose own words are paths: what follows `--in PATH` is one of
/// theirs.
const OF_PATHS: &[&str] = &["check", "cite", "articles", "quotes", "blocks", "entities"];

/// The words of the command line, each further path of the old form with an
/// `--in` of its own; and whether there was any. `exists` tells paths from
/// words of a query.
pub(super) fn apart(
    words: impl IntoIterator<Item = OsString>,
    exists: impl Fn(&OsStr) -> bool,
) -> (Vec<OsString>, bool) {
    let mut out: Vec<OsString> = Vec::new();
    let mut old_form = false;
    // How many words of an `--in` were read: 0 outside of one.
    let mut inside = 0;
    let mut of_paths = false;
    for word in words {
        of_paths |= out.len() == 1 && OF_PATHS.iter().any(|name| word == *name);
        let is_option = word.to_str().is_some_and(|word| word.starts_with('-') && word.len() > 1);
        if inside > 1 && !is_option && !of_paths && exists(&word) {
            out.push("--in".into());
            old_form = true;
        } else if inside > 1 || is_option {
            inside = 0;
        }
        inside = if word == "--in" {
            1
        } else if inside > 0 {
            inside + 1
        } else {
            0
        };
        out.push(word);
    }
    (out, old_form)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> (String, bool) {
        let words = line.split(' ').map(OsString::from);
        let exists = |word: &OsStr| word.to_str().is_some_and(|word| word.contains('.'));
        let (words, old) = apart(words, exists);
        let words: Vec<String> = words.into_iter().map(|w| w.into_string().unwrap()).collect();
        (words.join(" "), old)
    }

    #[test]
    fn an_in_takes_one_path_and_never_the_query() {
        for line in [
            "nreader find --in lib autumn",
            "nreader find autumn --in lib",
            "nreader find --in lib --json x",
        ] {
            assert_eq!(read(line), (line.to_owned(), false));
        }
        let drafts = "nreader check --in lib draft.md";
        assert_eq!(read(drafts), (drafts.to_owned(), false));
    }

    #[test]
    fn further_paths_get_an_in_of_their_own() {
        let old = read("nreader find --in a.txt b.txt ./c autumn");
        assert_eq!(old, ("nreader find --in a.txt --in b.txt --in ./c autumn".to_owned(), true));
    }
}
