//! Notes as one Markdown file: to be read, edited and read back.
//!
//! Each article is a heading, each note the words it is on as a block
//! quotation and then its text, between two comments of which the first
//! carries the note's place:
//!
//! ```text
//! > We keep the bridge open
//!
//! <!-- nreader:note {"scope":"passage","path":…} -->
//! Ask who pays. #bridge
//! <!-- nreader:end -->
//! ```
//!
//! Only what stands between the comments is read back. A line of a note that
//! itself looks like such a comment gets a backslash before it.

use std::fmt::Write;

use super::exchange::{NoteRecord, NotesError, json_error, plain, with_texts};
use crate::library::annotation::Annotation;

const BEGIN: &str = "<!-- nreader:note ";
const END: &str = "<!-- nreader:end -->";
/// How every comment of ours begins.
const OURS: &str = "<!-- nreader:";

/// The notes among some annotations as Markdown.
#[must_use]
pub(crate) fn to_markdown(annotations: &[Annotation]) -> String {
    let mut out = "# Notes\n".to_owned();
    let mut article = None;
    for (record, text) in with_texts(annotations) {
        let here = (record.path().to_owned(), record.source().title.clone());
        if article.as_ref() != Some(&here) {
            push_head(&record, &mut out);
            article = Some(here);
        }
        if let Some(words) = record.quoted() {
            let _ = write!(out, "\n> {words}\n");
        }
        let text: Vec<String> = text.lines().map(guarded).collect();
        let _ = write!(out, "\n{BEGIN}{} -->\n{}\n{END}\n", record.to_line(), text.join("\n"));
    }
    out
}

/// The heading of an article, and where it is from.
fn push_head(record: &NoteRecord, out: &mut String) {
    let source = record.source();
    let title = if source.title.is_empty() { record.path() } else { &source.title };
    let _ = write!(out, "\n## {}\n", plain(title));
    let known = plain(&source.outlet_and_date());
    if !known.is_empty() {
        let _ = write!(out, "\nFrom {known}\n");
    }
}

/// Reads what [`to_markdown`] writes.
///
/// # Errors
///
/// When a comment is damaged, or a note never ends; nothing is taken then.
pub(crate) fn from_markdown(file: &str) -> Result<Vec<Annotation>, NotesError> {
    let mut notes = Vec::new();
    let mut open: Option<(usize, NoteRecord, Vec<&str>)> = None;
    for (line, words) in (1..).zip(file.lines()) {
        let failed = |what: &str| NotesError { line, what: what.to_owned() };
        if let Some(json) = words.strip_prefix(BEGIN) {
            if open.is_some() {
                return Err(failed("a note begins before the one above it has ended"));
            }
            let json = json.trim_end().strip_suffix("-->");
            let json = json.ok_or_else(|| failed("the comment does not end with -->"))?;
            let record =
                serde_json::from_str(json).map_err(|error| json_error(&error, line - 1))?;
            open = Some((line, record, Vec::new()));
        } else if words.trim_end() == END {
            let (begun, record, text) =
                open.take().ok_or_else(|| failed("a note ends that never began"))?;
            let note = record.into_annotation(&text.join("\n"));
            notes.push(note.map_err(|what| NotesError { line: begun, what })?);
        } else if let Some((.., text)) = &mut open {
            text.push(unguarded(words));
        }
    }
    match open {
        Some((line, ..)) => {
            Err(NotesError { line, what: "the note that begins here never ends".to_owned() })
        }
        None => Ok(notes),
    }
}

fn guarded(line: &str) -> String {
    if looks_like_ours(line) { format!("\\{line}") } else { line.to_owned() }
}

fn unguarded(line: &str) -> &str {
    line.strip_prefix('\\').filter(|rest| looks_like_ours(rest)).unwrap_or(line)
}

fn looks_like_ours(line: &str) -> bool {
    line.trim_start_matches('\\').starts_with(OURS)
}

#[cfg(test)]
mod tests {
    use super::super::exchange::tests::{note, some};
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_person_can_read_the_file() {
        let file = to_markdown(&[note("/news/a.txt", "We keep\nit", "Ask who pays.")]);
        assert!(file.starts_with("# Notes\n\n## Bridge stays\n\n> We keep it\n\n<!--"), "{file}");
        assert!(file.ends_with("-->\nAsk who pays.\n<!-- nreader:end -->\n"), "{file}");
    }

    #[test]
    fn an_edited_text_is_read_and_the_words_above_are_not() {
        let file = to_markdown(&some());
        let edited = file.replace("All of it", "Most of it").replace("> We keep", "> They keep");
        let notes = from_markdown(&edited).unwrap();
        assert_ne!(notes[0], some()[0]);
        assert_eq!(notes[1..], some()[1..]);
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        let wrong = |file: &str| from_markdown(file).unwrap_err().to_string();
        let file = to_markdown(&some());
        let line = 1 + file.lines().position(|line| line.starts_with(BEGIN)).unwrap();
        assert_eq!(wrong("\n<!-- nreader:end -->"), "line 2: a note ends that never began");
        let endless: Vec<_> = file.lines().take(line + 1).collect();
        let expected = format!("line {line}: the note that begins here never ends");
        assert_eq!(wrong(&endless.join("\n")), expected);
        let damaged = file.replacen("\"path\"", "\"pith\"", 1);
        assert_eq!(wrong(&damaged), format!("line {line}: missing field `path`"));
        let empty = file.replacen("All of it\n\n## not a heading\n> nor a quotation", "\n", 1);
        assert_eq!(wrong(&empty), format!("line {line}: the note has no text"));
    }

    proptest! {
        #[test]
        fn any_note_comes_back(
            text in "([a-c\\\\>#\n -]|<!-- nreader:(end|note) ?-->|\\PC){0,60}",
            words in "([a-c>\n]|-->|\\PC){1,20}",
        ) {
            let text = super::super::tidy(&text);
            let noted = vec![note("/a", &format!("x{words}"), &format!("n{text}"))];
            prop_assert_eq!(from_markdown(&to_markdown(&noted)).unwrap(), noted.as_slice());
            prop_assert_eq!(
                super::super::exchange::from_json(&super::super::exchange::to_json(&noted)).unwrap(),
                noted
            );
        }

        #[test]
        fn any_file_is_read_or_refused(file in "([a-c\n{}\"]|<!-- nreader:note |-->|<!-- nreader:end -->\n){0,20}") {
            let _ = from_markdown(&file);
            let _ = super::super::exchange::from_json(&file);
        }
    }
}
