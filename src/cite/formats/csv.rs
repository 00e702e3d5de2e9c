//! Tables (RFC 4180). A cell that a spreadsheet would take for a formula
//! begins with an apostrophe, which the spreadsheet hides.

use super::{CitedEntry, FormatFrame, blocks};
use crate::cite::known_or_empty;
use crate::cite::{Author, CitedPassage};

/// The frame of the table with everything.
pub(super) const TABLE: FormatFrame = FormatFrame {
    open: "id,quote,speaker,role,kind,via,said_on,published,outlet,title,url,key,paragraph,file,\
           sha256,variants,note,tags\r\n",
    between: "",
    close: "",
};

/// The frame of the table that Readwise imports.
pub(super) const READWISE: FormatFrame = FormatFrame {
    open: "Highlight,Title,Author,URL,Note,Location,Date\r\n",
    between: "",
    close: "",
};

/// A row for each passage; without any, one for the article.
pub(super) fn rows(entry: &CitedEntry<'_>) -> Vec<String> {
    if entry.passages.is_empty() {
        return vec![row(&cells(entry, None))];
    }
    entry.passages.iter().map(|passage| row(&cells(entry, Some(passage)))).collect()
}

fn cells(entry: &CitedEntry<'_>, passage: Option<&CitedPassage<'_>>) -> [String; 18] {
    let source = &entry.subject.source;
    let known = |fact: &Option<String>| known_or_empty(fact.clone());
    let speaker = passage.and_then(|passage| passage.speaker.as_ref());
    let quote = passage.and_then(CitedPassage::source_quote);
    let paragraph = passage.and_then(CitedPassage::paragraph);
    [
        known_or_empty(passage.map(CitedPassage::id)),
        known_or_empty(passage.map(|passage| blocks::verbatim(entry, passage))),
        known_or_empty(speaker.map(|speaker| speaker.name.clone())),
        known_or_empty(speaker.and_then(|speaker| speaker.role.clone())),
        known_or_empty(quote.map(|quote| quote.form.name().to_owned())),
        known(&source.agency),
        // The day it was said and its variants are not known to one article.
        String::new(),
        known_or_empty(source.date.and_then(|date| date.iso())),
        known(&source.outlet),
        known(&source.title),
        known(&source.url),
        entry.key(),
        known_or_empty(paragraph.map(|number| number.to_string())),
        source.path.clone(),
        source.sha256.clone(),
        String::new(),
        known_or_empty(passage.and_then(|passage| passage.note.clone())),
        known_or_empty(passage.map(|passage| passage.tags.join("; "))),
    ]
}

/// Author is the article's; the speaker goes into the note.
pub(super) fn readwise(entry: &CitedEntry<'_>) -> Vec<String> {
    let source = &entry.subject.source;
    let known = |fact: &Option<String>| known_or_empty(fact.clone());
    let authors = source.authors().iter().map(Author::straight).collect::<Vec<_>>().join(", ");
    let author = if authors.is_empty() { known(&source.outlet) } else { authors };
    let accessed = known_or_empty(entry.options.accessed.and_then(|date| date.iso()));
    let row_of = |passage: &CitedPassage<'_>| {
        row(&[
            blocks::verbatim(entry, passage),
            known(&source.title),
            author.clone(),
            known(&source.url),
            note(passage),
            known_or_empty(passage.paragraph().map(|number| number.to_string())),
            accessed.clone(),
        ])
    };
    entry.passages.iter().map(row_of).collect()
}

/// Speaker, tags as Readwise reads them (`.tag`), and the user's note.
fn note(passage: &CitedPassage<'_>) -> String {
    let speaker = passage.speaker.as_ref().map(crate::cite::CitedSpeaker::with_role);
    let tags = passage.tags.iter().map(|tag| format!(".{}", tag.replace(' ', "-")));
    let parts = tags.chain(speaker).chain(passage.note.clone());
    parts.collect::<Vec<_>>().join("\n")
}

fn row(cells: &[String]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| cell_of(cell)).collect();
    cells.join(",") + "\r\n"
}

fn cell_of(words: &str) -> String {
    let formula = words.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let words = if formula { format!("'{words}") } else { words.to_owned() };
    if words.contains(['"', ',', '\n', '\r']) || words.trim() != words {
        format!("\"{}\"", words.replace('"', "\"\""))
    } else {
        words
    }
}
