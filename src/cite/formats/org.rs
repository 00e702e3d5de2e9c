//! Org, with a citation by key (Org 9.5 and later).

use super::{CitedEntry, blocks};
use crate::cite::CitedPassage;
use crate::cite::known_or_empty;
use crate::cite::markup::Markup;

/// A quote block, below it the speaker and the citation.
pub(super) fn pieces(entry: &CitedEntry<'_>) -> Vec<String> {
    entry.each(|passage| {
        let words = blocks::unmarked(entry, passage).join("\n\n");
        let hidden = entry.hidden_line(passage);
        let below = below(entry, passage);
        format!("{hidden}#+begin_quote\n{words}\n#+end_quote\n{below}\n")
    })
}

fn below(entry: &CitedEntry<'_>, passage: &CitedPassage<'_>) -> String {
    let paragraph = passage.paragraph().map(|number| format!(" para. {number}"));
    let paragraph = known_or_empty(paragraph);
    match &passage.speaker {
        Some(speaker) => {
            let name = Markup::Org.escaped(&speaker.with_role(), false);
            let phrase = entry.style.quoted_in;
            format!("— {name} [cite:{phrase} @{}{paragraph}]", entry.key())
        }
        None => format!("[cite:@{}{paragraph}]", entry.key()),
    }
}
