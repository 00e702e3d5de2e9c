//! What a person notes beside an article or a passage of it: the text, the
//! tags in it, and what is needed to list it without the article's file.
//!
//! A tag is a word of the note that begins with `#`, as in many programs for
//! notes; nothing else has to be kept in step with the text. Where a note
//! belongs is its annotation's business; [`exchange`] and [`markdown`] turn
//! notes into files and back.

pub(crate) mod exchange;
pub(crate) mod markdown;

use serde::{Deserialize, Serialize};

use super::basket::Provenance;
use crate::library::sure::sure;

/// A note of a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    pub scope: NoteScope,
    /// As written, lines separated by `\n`; never empty.
    pub text: String,
    #[serde(default)]
    pub from: Provenance,
}

/// What a note is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoteScope {
    /// The whole article.
    Article,
    /// The words of the annotation's selector.
    Passage,
}

/// The tags in a note, in small letters and without their `#`, each once, in
/// the order of the text: a `#` after white space or at the start, and the
/// letters, digits, `-`, `_` and `/` behind it. A number alone (`#1`) is none.
#[must_use]
pub(crate) fn tags(text: &str) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let Some(rest) = word.strip_prefix('#') else { continue };
        let end = rest.find(|c: char| !is_tag_char(c)).unwrap_or(rest.len());
        let tag = sure(rest.get(..end)).trim_end_matches(['-', '/']).to_lowercase();
        if tag.chars().any(char::is_alphabetic) && !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    tags
}

fn is_tag_char(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_' | '/')
}

/// A note's text as it is kept: no white space at its ends, no control
/// character but the line break.
#[must_use]
pub(crate) fn tidy(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\t', "    ");
    let kept: String = text.chars().filter(|c| *c == '\n' || !c.is_control()).collect();
    let lines: Vec<&str> = kept.lines().map(str::trim_end).collect();
    lines.join("\n").trim_matches('\n').trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_the_words_behind_a_number_sign() {
        let text = "#Bridge and #town/council, again #bridge. Not a#b, # alone, nor #1.\n#río-";
        assert_eq!(tags(text), ["bridge", "town/council", "río"]);
    }

    #[test]
    fn a_note_is_kept_without_what_could_drive_a_terminal() {
        assert_eq!(tidy("\n  Two \u{1b}[31mlines\r\nhere \n\n"), "  Two [31mlines\nhere");
        assert_eq!(tidy(" \n\t"), "");
    }
}
