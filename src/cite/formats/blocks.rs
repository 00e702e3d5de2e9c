//! The quoted words of a passage, paragraph by paragraph, in a markup.

use std::fmt::Write as _;

use super::CitedEntry;
use crate::cite::markup::{Markup, on_one_line};
use crate::cite::{CitedPassage, ClipPiece, GAP};
use crate::library::sure::sure;

/// Words at either end of a passage that a link to it names.
const LINK_WORDS: usize = 4;

/// The paragraphs of the quoted words, each escaped for the format's markup
/// and on one line. Gaps are printed as the style has them; in brackets where
/// the source has an ellipsis of its own, as MLA asks.
pub(in crate::cite) fn paragraphs(
    entry: &CitedEntry<'_>,
    passage: &CitedPassage<'_>,
) -> Vec<String> {
    let signs = Signs::of(entry, passage);
    let markup = entry.markup;
    let mut paragraphs = vec![String::new()];
    for piece in passage.clip.pieces() {
        let words = piece.words(&entry.subject.document.text);
        match piece {
            ClipPiece::Ours(words) => push(&mut paragraphs, &signs.ours(words, markup)),
            ClipPiece::Source(_) => {
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

/// The words as a table or a record has them: each line break kept, gaps as
/// a clip has them, nothing that drives a terminal.
pub(super) fn verbatim(entry: &CitedEntry<'_>, passage: &CitedPassage<'_>) -> String {
    let mut words = passage.clip.render(&entry.subject.document.text);
    words.retain(|c| c == '\n' || c == '\t' || !crate::cite::is_control(c));
    words
}

/// The same on one line, each paragraph but the first without the mark that
/// opens its quotation anew.
pub(super) fn verbatim_on_one_line(entry: &CitedEntry<'_>, passage: &CitedPassage<'_>) -> String {
    let words = verbatim(entry, passage);
    let mut paragraphs: Vec<String> = split(&words).into_iter().map(str::to_owned).collect();
    paragraphs.iter_mut().skip(1).for_each(close_up);
    on_one_line(&paragraphs.join("\n"))
}

/// The article's address with a text fragment, which a browser opens at the
/// words; `None` without an address.
pub(in crate::cite) fn link_to_words(
    entry: &CitedEntry<'_>,
    passage: &CitedPassage<'_>,
) -> Option<String> {
    let url = entry.subject.source.url.as_deref()?;
    let text = &entry.subject.document.text;
    let words: Vec<&str> =
        passage.clip.words(text).into_iter().map(|word| text.get(word)).collect();
    let page = url.split('#').next().unwrap_or(url);
    let encoded = |words: &[&str]| words.iter().map(|word| encoded(word)).collect::<Vec<_>>();
    let first = encoded(sure(words.get(..LINK_WORDS.min(words.len()))));
    let last = encoded(sure(words.get(words.len().saturating_sub(LINK_WORDS)..)));
    let range = if words.len() > 2 * LINK_WORDS {
        format!("{},{}", first.join("%20"), last.join("%20"))
    } else {
        encoded(&words).join("%20")
    };
    Some(format!("{page}#:~:text={range}"))
}

/// Percent-encoded but for letters and digits; `-` and `,` have a meaning of
/// their own in a text fragment.
fn encoded(word: &str) -> String {
    word.bytes().fold(String::with_capacity(word.len()), |mut out, byte| {
        if byte.is_ascii_alphanumeric() {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}

/// [`paragraphs`] for a format that sets no marks of its own around them:
/// without the mark that a source repeats at the start of each paragraph of a
/// quotation still open.
pub(super) fn unmarked(entry: &CitedEntry<'_>, passage: &CitedPassage<'_>) -> Vec<String> {
    let mut paragraphs = paragraphs(entry, passage);
    paragraphs.iter_mut().skip(1).for_each(close_up);
    paragraphs
}

/// Takes off the mark that opens a quotation anew.
fn close_up(paragraph: &mut String) {
    let mark = paragraph.chars().next().filter(|mark| is_left_open(paragraph, *mark));
    paragraph.drain(..mark.map_or(0, char::len_utf8));
}

/// Whether a paragraph opens more quotations with `mark` than it closes.
fn is_left_open(paragraph: &str, mark: char) -> bool {
    let count = |c: char| paragraph.matches(c).count();
    match mark {
        '“' => count('“') > count('”'),
        '«' => count('«') > count('»'),
        '„' => count('„') > count('“') + count('”'),
        '"' => !count('"').is_multiple_of(2),
        _ => false,
    }
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
    fn of(entry: &CitedEntry<'_>, passage: &CitedPassage<'_>) -> Signs {
        let text = &entry.subject.document.text;
        let of_source = |piece: &ClipPiece| {
            let words = piece.words(text);
            matches!(piece, ClipPiece::Source(_))
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
