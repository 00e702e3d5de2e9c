//! Words without any markup, for an email or a message.

use super::{CitedEntry, blocks};

/// `“We keep it,” Ida Ober, mayor of Norrby (Norrby Courier, April 4, 2024).`
/// The comma before the speaker stands inside the mark, in place of a full
/// stop of the source.
pub(super) fn pieces(entry: &CitedEntry<'_>) -> Vec<String> {
    entry.each(|passage| {
        let words = blocks::paragraphs(entry, passage).join("\n\n");
        let cited = entry.cited(passage);
        let unnamed = crate::cite::styles::Cited { speaker: None, ..cited };
        let place = entry.markup.line(&entry.style.in_text(&unnamed));
        match &passage.speaker {
            Some(speaker) => {
                let words = with_comma(&words);
                format!("“{words}” {} ({place}).\n", speaker.with_role())
            }
            None => format!("“{words}” ({place}).\n"),
        }
    })
}

fn with_comma(words: &str) -> String {
    let is_sentence = words.ends_with('.') && !words.ends_with("..");
    let words = if is_sentence { words.trim_end_matches('.') } else { words };
    let marked = words.ends_with(['!', '?', '…', ',', '.']);
    format!("{words}{}", if marked { "" } else { "," })
}
