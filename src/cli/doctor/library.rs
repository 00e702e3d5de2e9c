//! What the program keeps: settings, folders, library, index, and what the
//! person made.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::DoctorFinding;
use crate::cli::corrections::kept;
use crate::cli::own_library::home;
use crate::config::{Configuration, Folders};
use crate::library::annotation::Annotations;
use crate::library::collection::Collection;
use crate::library::index::{Index, IndexError};
use crate::library::indexing::IndexStanding;
use crate::library::private;
use crate::library::userdata::UserData;
use newsquotes::model::Problem;

/// All of them.
pub(super) fn findings(configuration: &Configuration) -> Vec<DoctorFinding> {
    let folders = &configuration.folders;
    let mut findings = settings(configuration);
    findings.extend(places(folders));
    let read = |config| Collection::read(config, home().as_deref());
    let collection = folders.config.as_deref().map_or_else(Collection::default, read);
    findings.extend(library(&collection));
    if !collection.folders.is_empty() {
        let made = folders.user_data().map(|path| kept(&path, UserData::all).0);
        let made = Arc::new(Annotations::new(made.unwrap_or_default()));
        let index = |cache: &Path| index(cache, &collection.folders, &made);
        findings.extend(folders.cache.as_deref().map(index));
    }
    findings.extend(user_data(folders.user_data().as_deref()));
    findings
}

fn problem(what: &'static str, problem: &Problem) -> DoctorFinding {
    DoctorFinding::wrong(what, format!("{}: {}", problem.path, problem.what), &problem.hint)
}

fn settings(configuration: &Configuration) -> Vec<DoctorFinding> {
    const WHAT: &str = "settings";
    let wrong = configuration.problems.iter();
    let findings: Vec<DoctorFinding> = wrong.map(|wrong| problem(WHAT, wrong)).collect();
    if !findings.is_empty() {
        return findings;
    }
    let file = configuration.folders.config_file().filter(|file| file.exists());
    let words = file.map_or("the defaults".to_owned(), |file| file.display().to_string());
    vec![DoctorFinding::good(WHAT, words)]
}

/// The folders of the program, and whether it may write there.
fn places(folders: &Folders) -> Vec<DoctorFinding> {
    const WHAT: &str = "folders";
    let named = [&folders.config, &folders.data, &folders.cache];
    let known: Vec<&PathBuf> = named.into_iter().flatten().collect();
    if known.len() < named.len() {
        return vec![DoctorFinding::wrong(WHAT, "there is no home folder", "set HOME")];
    }
    let locked: Vec<_> = known.iter().filter(|folder| !is_writable(folder)).collect();
    if locked.is_empty() {
        let shown: Vec<String> = known.iter().map(|folder| folder.display().to_string()).collect();
        return vec![DoctorFinding::good(WHAT, shown.join(", "))];
    }
    let wrong = |folder: &&&PathBuf| {
        let words = format!("{} cannot be written", folder.display());
        DoctorFinding::wrong(WHAT, words, "change its rights or its owner, or set XDG_*_HOME")
    };
    locked.iter().map(wrong).collect()
}

/// Whether a file can be made in a folder, or in the first one above it that
/// is there.
fn is_writable(folder: &Path) -> bool {
    let there = folder.ancestors().find(|folder| folder.is_dir());
    there.is_some_and(|folder| tempfile::tempfile_in(folder).is_ok())
}

fn library(collection: &Collection) -> Vec<DoctorFinding> {
    const WHAT: &str = "library";
    let mut findings: Vec<DoctorFinding> =
        collection.problems.iter().map(|wrong| problem(WHAT, wrong)).collect();
    let missing = collection.folders.iter().filter(|folder| !folder.exists());
    findings.extend(missing.map(|folder| {
        let words = format!("{} is not there", folder.display());
        DoctorFinding::wrong(WHAT, words, "mount it, or take it out of the library's list")
    }));
    if findings.is_empty() {
        findings.push(DoctorFinding::good(
            WHAT,
            match collection.folders.len() {
                0 => "none yet; `nreader add PATH` makes one".to_owned(),
                1 => "1 folder or file".to_owned(),
                count => format!("{count} folders or files"),
            },
        ));
    }
    findings
}

fn index(cache: &Path, folders: &[PathBuf], made: &Arc<Annotations>) -> DoctorFinding {
    const WHAT: &str = "index";
    match counted(cache, folders, made) {
        Ok((words, standing)) if standing.is_whole() => DoctorFinding::good(WHAT, words),
        Ok((words, standing)) => {
            let (behind, found) = (standing.behind.len(), standing.found);
            let words = format!("{words}; {behind} of {found} files are new or changed");
            DoctorFinding::wrong(WHAT, words, "run `nreader index`")
        }
        Err(error) => DoctorFinding::wrong(WHAT, error.to_string(), error.hint()),
    }
}

/// What is in the index, and how that compares with the folders.
fn counted(
    cache: &Path,
    folders: &[PathBuf],
    made: &Arc<Annotations>,
) -> Result<(String, IndexStanding), IndexError> {
    let index = Index::read(cache)?;
    let (mut files, mut articles) = (0, 0);
    index.snapshot().files(|record| {
        files += 1;
        articles += record.articles.len();
    })?;
    let standing = IndexStanding::of(&index, folders, made)?;
    Ok((format!("{files} files with {articles} articles"), standing))
}

fn user_data(path: Option<&Path>) -> Vec<DoctorFinding> {
    const WHAT: &str = "your data";
    let Some(path) = path.filter(|path| path.exists()) else {
        return vec![DoctorFinding::good(WHAT, "no marks, notes or corrections yet")];
    };
    let (annotations, problems) = kept(path, UserData::all);
    let mut findings: Vec<DoctorFinding> =
        problems.iter().map(|wrong| problem(WHAT, wrong)).collect();
    if private::is_open_to_others(path) {
        let words = format!("others may read {}", path.display());
        findings.push(DoctorFinding::wrong(WHAT, words, "open the reader once, which closes it"));
    }
    if findings.is_empty() {
        let count = annotations.len();
        let words = format!("{count} marks, notes and corrections in {}", path.display());
        findings.push(DoctorFinding::good(WHAT, words));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_of_the_library_that_is_gone_has_to_be_seen_to() {
        let home = tempfile::tempdir().unwrap();
        let mut collection =
            Collection { folders: vec![home.path().to_owned()], ..Collection::default() };
        assert!(library(&collection).iter().all(|finding| !finding.is_wrong()));
        collection.folders.push(home.path().join("gone"));
        let findings = library(&collection);
        assert!(
            findings.iter().any(|finding| finding.is_wrong() && finding.words.contains("gone"))
        );
    }

    #[test]
    fn nothing_is_made_by_looking() {
        let home = tempfile::tempdir().unwrap();
        assert!(index(&home.path().join("cache"), &[], &Arc::default()).is_wrong());
        assert!(places(&Folders::default()).iter().all(DoctorFinding::is_wrong));
        let folder = Some(home.path().join("deep/er"));
        let folders =
            Folders { config: folder.clone(), data: folder.clone(), state: None, cache: folder };
        assert!(places(&folders).iter().all(|finding| !finding.is_wrong()));
        assert!(user_data(Some(&home.path().join("none"))).iter().all(|f| !f.is_wrong()));
        assert_eq!(std::fs::read_dir(home.path()).unwrap().count(), 0);
    }
}
