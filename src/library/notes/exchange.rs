//! Notes as files to keep elsewhere and to read back: JSON here, Markdown in
//! `markdown`; and how notes that are read back join those that are there.
//!
//! A file carries a note's place as it is stored, so that a note finds its
//! words again wherever it is read. What is wrong with a file is said with
//! its line, and nothing of it is taken then.

use std::collections::HashMap;
use std::fmt::Write;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Note, NoteScope, tags, tidy};
use crate::library::annotation::{Annotation, Annotations, Body, Selector, Target, TextQuote};
use crate::library::basket::Provenance;
use crate::library::sure::sure;
use crate::library::userdata::UserChange;

/// The form of the JSON file; a change that older programs cannot read gets
/// another number.
const SCHEMA: &str = "nreader-notes/1";

/// Why notes cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub(crate) struct NotesError {
    /// Counted from 1.
    pub line: usize,
    /// A sentence without its full stop.
    pub what: String,
}

/// A note as a file carries it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct NoteRecord {
    scope: NoteScope,
    /// Of the article's file.
    path: String,
    /// Of that file's bytes, 64 hex digits; empty when not known.
    #[serde(default)]
    sha256: String,
    /// The words that the note is on; of an article its title.
    words: String,
    /// See [`TextQuote`].
    #[serde(default, skip_serializing_if = "String::is_empty")]
    ending: String,
    #[serde(default)]
    prefix: String,
    #[serde(default)]
    suffix: String,
    /// Bytes of the text.
    start: usize,
    end: usize,
    /// When it was last changed, in UTC (RFC 3339).
    modified: String,
    #[serde(default)]
    source: Provenance,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    text: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    tags: Vec<String>,
}

#[derive(Serialize, Deserialize)]
struct NotesFile<'a> {
    schema: std::borrow::Cow<'a, str>,
    notes: Vec<NoteRecord>,
}

/// All notes among some annotations, in the order of their files and places.
fn records(annotations: &[Annotation]) -> Vec<NoteRecord> {
    let mut records: Vec<NoteRecord> = annotations.iter().filter_map(NoteRecord::of).collect();
    records.sort_by(|a, b| {
        let key =
            |record: &NoteRecord| (record.scope == NoteScope::Passage, record.start, record.end);
        (&a.path, key(a)).cmp(&(&b.path, key(b)))
    });
    records
}

/// The notes among some annotations with their places, in the order of their
/// files; the text apart.
pub(super) fn with_texts(annotations: &[Annotation]) -> Vec<(NoteRecord, String)> {
    let apart = |mut record: NoteRecord| {
        record.tags.clear();
        let text = std::mem::take(&mut record.text);
        (record, text)
    };
    records(annotations).into_iter().map(apart).collect()
}

/// The notes among some annotations as a JSON file.
#[must_use]
pub(crate) fn to_json(annotations: &[Annotation]) -> String {
    let file = NotesFile { schema: SCHEMA.into(), notes: records(annotations) };
    let json = sure(serde_json::to_string_pretty(&file).ok());
    escaped(&json, is_raw_control) + "\n"
}

/// Reads what [`to_json`] writes.
///
/// # Errors
///
/// When it is no such file; nothing of it is taken then.
pub(crate) fn from_json(json: &str) -> Result<Vec<Annotation>, NotesError> {
    let file: NotesFile<'_> = serde_json::from_str(json).map_err(|error| json_error(&error, 0))?;
    if file.schema != SCHEMA {
        let what = format!("the schema is “{}”, not “{SCHEMA}”", tidy(&file.schema));
        return Err(NotesError { line: 1, what });
    }
    let notes = file.notes.into_iter().enumerate().map(|(index, record)| {
        let text = record.text_with_tags();
        let line = line_of_note(json, index);
        record.into_annotation(&text).map_err(|what| NotesError { line, what })
    });
    notes.collect()
}

/// The line in which a note of the list begins, as far as it can be told:
/// that of its scope.
fn line_of_note(json: &str, index: usize) -> usize {
    let mut lines = (1..).zip(json.lines()).filter(|(_, line)| line.contains("\"scope\""));
    lines.nth(index).map_or(1, |(line, _)| line)
}

/// An error of JSON that begins after `before` lines.
pub(super) fn json_error(error: &serde_json::Error, before: usize) -> NotesError {
    let whole = error.to_string();
    let what = sure(whole.split(" at line ").next());
    NotesError { line: before + error.line().max(1), what: tidy(what) }
}

impl NoteRecord {
    fn of(annotation: &Annotation) -> Option<NoteRecord> {
        let Body::Note(note) = &annotation.body else { return None };
        let selector = annotation.selector.clone()?;
        let target = &annotation.target;
        Some(NoteRecord {
            scope: note.scope,
            path: target.path.clone(),
            sha256: if target.has_sha256() { hex(&target.sha256) } else { String::new() },
            words: selector.quote.exact,
            ending: selector.quote.ending,
            prefix: selector.quote.prefix,
            suffix: selector.quote.suffix,
            start: selector.position.start,
            end: selector.position.end,
            modified: sure(Timestamp::from_second(annotation.modified).ok()).to_string(),
            source: note.from.clone(),
            text: note.text.clone(),
            tags: tags(&note.text),
        })
    }

    /// The text, with the tags that another program put beside it.
    fn text_with_tags(&self) -> String {
        let known = tags(&self.text);
        let more = self.tags.iter().filter(|tag| !known.contains(&tag.to_lowercase()));
        let more: Vec<String> = more.map(|tag| format!("#{}", tag.replace(' ', "-"))).collect();
        if more.is_empty() {
            self.text.clone()
        } else {
            format!("{}\n{}", self.text, more.join(" "))
        }
    }

    /// The annotation with this text; an error is a sentence.
    pub(super) fn into_annotation(self, text: &str) -> Result<Annotation, String> {
        let text = tidy(text);
        if text.is_empty() {
            return Err("the note has no text".to_owned());
        }
        if self.words.trim().is_empty() {
            return Err("the words that the note is on are missing".to_owned());
        }
        if self.end < self.start {
            return Err("the note ends before it starts".to_owned());
        }
        let modified: Timestamp = self
            .modified
            .parse()
            .map_err(|_| "modified is no time such as 2026-03-12T09:30:00Z")?;
        let sha256 = match self.sha256.as_str() {
            "" => [0; 32],
            digits => bytes(digits).ok_or("sha256 is not 64 hex digits")?,
        };
        let (exact, ending, prefix, suffix) = (self.words, self.ending, self.prefix, self.suffix);
        let quote = TextQuote { exact, ending, prefix, suffix };
        Ok(Annotation {
            target: Target { path: self.path, sha256 },
            selector: Some(Selector { quote, position: self.start..self.end }),
            body: Body::Note(Box::new(Note { scope: self.scope, text, from: self.source })),
            modified: modified.as_second(),
        })
    }

    /// The record on one line, for a comment of Markdown.
    pub(super) fn to_line(&self) -> String {
        let json = sure(serde_json::to_string(self).ok());
        escaped(&json, |c| c == '>' || is_raw_control(c))
    }

    pub(super) fn source(&self) -> &Provenance {
        &self.source
    }

    pub(super) fn path(&self) -> &str {
        &self.path
    }

    /// The words, of a long passage its ends; `None` for a whole article.
    pub(super) fn quoted(&self) -> Option<String> {
        if self.scope == NoteScope::Article {
            return None;
        }
        let ending = if self.ending.is_empty() { "" } else { " … " };
        Some(plain(&format!("{}{ending}{}", self.words, self.ending)))
    }
}

/// Words in one line, without control characters.
pub(super) fn plain(words: &str) -> String {
    let kept: String =
        words.chars().map(|c| if c.is_control() || is_raw_control(c) { ' ' } else { c }).collect();
    newsquotes::folding::one_line(&kept)
}

/// What JSON lets stand though a terminal would obey it.
fn is_raw_control(c: char) -> bool {
    matches!(c, '\u{7f}'..='\u{9f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// JSON with some characters, which stand in its strings only, as escapes.
fn escaped(json: &str, wanted: impl Fn(char) -> bool) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if wanted(c) {
            let _ = write!(out, "\\u{:04x}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}

fn hex(bytes: &[u8; 32]) -> String {
    bytes.iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
}

fn bytes(digits: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    if digits.len() != 64 || !digits.is_ascii() {
        return None;
    }
    for (index, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(digits.get(2 * index..2 * index + 2)?, 16).ok()?;
    }
    Some(bytes)
}

/// What reading notes back does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Imported {
    /// To be stored.
    pub change: UserChange,
    pub new: usize,
    /// Notes whose text in the file is another one and not older.
    pub changed: usize,
    /// Notes that are there already, word for word.
    pub same: usize,
    /// Notes that were changed here since: they stay as they are.
    pub newer_here: usize,
}

/// Joins notes that were read with those that are stored. A stored note that
/// was changed later is never replaced; one whose text was edited in the file
/// is, and counts as changed `now` (seconds since 1970).
#[must_use]
pub(crate) fn merge(stored: &[Annotation], read: Vec<Annotation>, now: i64) -> Imported {
    let known = Annotations::new(stored.iter().filter(|a| text_of(a).is_some()).cloned().collect());
    let mut imported = Imported::default();
    for mut note in the_latest(read) {
        let here = known.of_document(&note.target);
        let here = here.into_iter().find(|here| here.same_place(&note));
        match here {
            None => imported.new += 1,
            Some(here) if text_of(&here) == text_of(&note) => {
                imported.same += 1;
                continue;
            }
            Some(here) if here.modified > note.modified => {
                imported.newer_here += 1;
                continue;
            }
            Some(here) => {
                imported.changed += 1;
                // The file of the article may have moved since.
                note.target = here.target.clone();
                note.modified = now.max(note.modified);
                imported.change.remove.push(here);
            }
        }
        imported.change.put.push(note);
    }
    imported
}

/// Of several notes at one place in one file the latest.
fn the_latest(read: Vec<Annotation>) -> Vec<Annotation> {
    let mut places: HashMap<(String, String, Option<TextQuote>), usize> = HashMap::new();
    let mut latest: Vec<Annotation> = Vec::new();
    for note in read {
        let quote = note.selector.as_ref().map(|selector| selector.quote.clone());
        let place = (note.target.path.clone(), note.body.slot(), quote);
        let at = *places.entry(place).or_insert(latest.len());
        match latest.get_mut(at) {
            Some(other) if other.modified <= note.modified => *other = note,
            Some(_) => {}
            None => latest.push(note),
        }
    }
    latest
}

fn text_of(annotation: &Annotation) -> Option<&str> {
    match &annotation.body {
        Body::Note(note) => Some(&note.text),
        _ => None,
    }
}

#[cfg(test)]
pub(super) mod tests;
