//! The quoted words of a passage, paragraph by paragraph, in a markup.

use super::Entry;
use crate::cite::markup::Markup;
use crate::cite::{GAP, Passage, Piece};

/// The paragraphs of the quoted words, each escaped for the format's markup
/// and on one line. Gaps are printed as the style has them; in brackets where
/// the source has an ellipsis of its own (MLA 6.63).
pub(super) fn paragraphs(entry: &Entry<'_>, passage: &Passage<'_>) -> Vec<String> {
    let signs = Signs::of(entry, passage);
    let markup = entry.format.markup;
    let mut paragraphs = vec![String::new()];
    for piece in passage.clip.pieces() {
        let words = piece.words(&entry.subject.document.text);
        match piece {
            Piece::Ours(words) => push(&mut paragraphs, &signs.ours(words, markup)),
            Piece::Source(_) => {
                for (index, paragraph) in split(words).into_iter().enumerate() {
                    if index > 0 {
                        paragraphs.push(String::new());
                    }
                    let at_start = paragraphs.last().is_some_and(String::is_empty);
                    push(&mut paragraphs, &markup.escaped(paragraph, at_start));
                }
            }
        }
    }
    paragraphs.retain(|paragraph| !paragraph.trim().is_empty());
    paragraphs
}

fn push(paragraphs: &mut [String], words: &str) {
    if let Some(last) = paragraphs.last_mut() {
        last.push_str(words);
    }
}

/// The paragraphs of the source's words: apart where an empty line is.
fn split(words: &str) -> Vec<&str> {
    let mut paragraphs = Vec::new();
    let mut start = 0;
    let mut breaks = 0;
    for (at, c) in words.char_indices() {
        match c {
            '\n' => breaks += 1,
            c if c.is_whitespace() => {}
            _ => {
                if breaks > 1 {
                    paragraphs.extend(words.get(start..at));
                    start = at;
                }
                breaks = 0;
            }
        }
    }
    paragraphs.extend(words.get(start..));
    paragraphs
}

/// How what is ours is written.
struct Signs {
    gap: String,
}

impl Signs {
    fn of(entry: &Entry<'_>, passage: &Passage<'_>) -> Signs {
        let text = &entry.subject.document.text;
        let of_source = |piece: &Piece| {
            let words = piece.words(text);
            matches!(piece, Piece::Source(_))
                && (words.contains('…') || words.contains("...") || words.contains(". . ."))
        };
        let ellipsis = entry.style.ellipsis;
        let own = passage.clip.pieces().iter().any(of_source);
        Signs { gap: if own { format!("[{ellipsis}]") } else { ellipsis.to_owned() } }
    }

    fn ours(&self, words: &str, markup: Markup) -> String {
        if words == GAP {
            return match markup {
                Markup::Latex => " \\textelp{} ".to_owned(),
                markup => format!(" {} ", markup.escaped(&self.gap, false)),
            };
        }
        let inside = words.trim().strip_prefix('[').and_then(|words| words.strip_suffix(']'));
        match (inside, markup) {
            (Some(inside), Markup::Latex) => {
                let blank = if words.starts_with(' ') { " " } else { "" };
                format!("{blank}\\textins{{{}}}", markup.escaped(inside, false))
            }
            _ => markup.escaped(words, false),
        }
    }
}
