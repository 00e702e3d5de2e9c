//! The worker for files that the user names: it completes their names and
//! writes what is exported, whole or not at all, and over nothing unasked.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crossbeam_channel::Sender;

use super::documents::FileDocuments;
use super::events::Event;
use super::threads::spawn;
use crate::app::{Action, Content, ExportedArticles, FileTask, Notice, WriteTask};
use crate::cite::{CitedPassage, Exporter, LineStarts, Subject};
use crate::library::atomic;
use crate::library::index::Index;
use crate::library::scan::ScanOptions;
use newsquotes::model::Document;

/// The most names that are offered.
const MOST_NAMES: usize = 200;

/// Starts the worker.
///
/// # Errors
///
/// When the system has no thread left.
pub(super) fn start(
    index: Index,
    options: ScanOptions,
    events: Sender<Event>,
) -> io::Result<Sender<FileTask>> {
    let (tasks, to_do) = crossbeam_channel::unbounded();
    spawn("load files", move || {
        for task in to_do {
            let action = match task {
                FileTask::Name { begun } => {
                    let names = names(&begun);
                    Action::FilesNamed { begun, names }
                }
                FileTask::Write(task) => write(task, &index, &options),
            };
            if events.send(Event::News(action)).is_err() {
                return;
            }
        }
    })?;
    Ok(tasks)
}

/// The path that was typed, with `~` for the home folder.
pub(super) fn expand(typed: &str) -> PathBuf {
    let home = || directories::BaseDirs::new().map(|folders| folders.home_dir().to_owned());
    match typed.strip_prefix("~/").and_then(|rest| Some(home()?.join(rest))) {
        Some(path) => path,
        None => PathBuf::from(typed),
    }
}

/// Files and folders (with `/`) that begin so, as they would be typed; hidden
/// ones only after a dot.
fn names(begun: &str) -> Vec<String> {
    let cut = begun.rfind('/').map_or(0, |at| at + 1);
    let (folder, start) = begun.split_at(cut);
    let place = if folder.is_empty() { PathBuf::from(".") } else { expand(folder) };
    let Ok(entries) = fs::read_dir(place) else { return Vec::new() };
    let mut names: Vec<String> = entries
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let shown =
                name.starts_with(start) && (start.starts_with('.') || !name.starts_with('.'));
            let end = if entry.path().is_dir() { "/" } else { "" };
            shown.then(|| format!("{folder}{name}{end}"))
        })
        .collect();
    names.sort_unstable();
    names.truncate(MOST_NAMES);
    names
}

fn write(task: WriteTask, index: &Index, options: &ScanOptions) -> Action {
    let path = expand(&task.file);
    if !task.over && path.symlink_metadata().is_ok() {
        return Action::FileExists(task);
    }
    let WriteTask { file, content, .. } = task;
    let (text, what) = match content {
        Content::Text { text, what } => (text, what),
        Content::Articles(mut articles) => {
            let held = std::mem::take(&mut articles.held);
            let documents = FileDocuments::new(index.snapshot(), options.clone(), held);
            compose(&articles, &documents)
        }
    };
    Action::Notify(written(&path, &file, &text, &what))
}

fn written(path: &Path, file: &str, text: &str, what: &str) -> Notice {
    if path.is_dir() {
        return Notice::warning(format!("{file} is a folder: name a file in it."));
    }
    match atomic::write(path, text.as_bytes()) {
        Ok(()) => Notice::done(format!("Wrote {what} into {file}.")),
        Err(error) => Notice::warning(format!("{file} cannot be written: {error}.")),
    }
}

/// The articles in one piece, and what that is in words.
fn compose(articles: &ExportedArticles, documents: &FileDocuments) -> (String, String) {
    let writing = articles.writing;
    let options = writing.options(articles.handed.accessed);
    let mut exporter = Exporter::new(writing.format, options, articles.handed.keys.clone());
    let (mut text, mut count) = (String::new(), 0);
    for (at, quotes) in &articles.chosen {
        if let Some(document) = documents.get(at.file) {
            count += add(&mut exporter, &document, at.article, quotes.as_deref(), &mut text);
        }
    }
    exporter.finish(&mut text);
    let one = if writing.format.is_bibliography { "article" } else { "quotation" };
    let plural = if count == 1 { "" } else { "s" };
    (text, format!("{count} {one}{plural} as {}", writing.words()))
}

/// Adds what is meant of an article; how many pieces that are.
fn add(
    exporter: &mut Exporter,
    document: &Document,
    article: u32,
    quotes: Option<&[u32]>,
    text: &mut String,
) -> usize {
    let lines = LineStarts::of(document);
    let Some(subject) = Subject::new(document, article as usize, &lines) else { return 0 };
    let is_meant = |index: usize| {
        quotes.is_none_or(|quotes| quotes.iter().any(|quote| *quote as usize == index))
    };
    let meant = subject.offered().filter(|(index, _)| is_meant(*index));
    let passages: Vec<CitedPassage<'_>> =
        meant.filter_map(|(index, _)| CitedPassage::of_quote(&subject, index)).collect();
    let whole = exporter.is_bibliography();
    if passages.is_empty() && !(whole && quotes.is_none()) {
        return 0;
    }
    exporter.article(&subject, &passages, text);
    if whole { 1 } else { passages.len() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn task(file: &Path, over: bool) -> WriteTask {
        let content = Content::Text { text: "words\n".into(), what: "1 word as plain".into() };
        WriteTask { file: file.display().to_string(), over, content }
    }

    #[test]
    fn a_file_that_is_there_is_written_over_only_when_that_is_wanted() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("out.txt");
        let index = Index::in_memory().unwrap();
        let options = ScanOptions::default();
        let done = write(task(&file, false), &index, &options);
        assert!(
            matches!(&done, Action::Notify(n) if n.words.starts_with("Wrote 1 word as plain")),
            "{done:?}"
        );
        fs::write(&file, "mine").unwrap();
        let asked = write(task(&file, false), &index, &options);
        assert!(matches!(asked, Action::FileExists(_)));
        assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
        write(task(&file, true), &index, &options);
        assert_eq!(fs::read_to_string(&file).unwrap(), "words\n");
        let done = write(task(folder.path(), true), &index, &options);
        assert!(matches!(&done, Action::Notify(n) if n.words.contains("is a folder")), "{done:?}");
    }

    #[test]
    fn names_of_files_are_completed() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["draft.md", "drawn.txt", ".dot", "other"] {
            fs::write(folder.path().join(name), "").unwrap();
        }
        fs::create_dir(folder.path().join("drafts")).unwrap();
        let begun = format!("{}/dra", folder.path().display());
        let names = names(&begun);
        let ends: Vec<_> = names.iter().map(|name| name.rsplit_once("/dra").unwrap().1).collect();
        assert_eq!(ends, ["ft.md", "fts/", "wn.txt"]);
        assert_eq!(super::names(&format!("{}/", folder.path().display())).len(), 4);
        assert_eq!(super::names("/no/such/folder/"), Vec::<String>::new());
    }
}
