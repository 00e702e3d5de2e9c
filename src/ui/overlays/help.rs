//! The help: the keys that work here, from the live key map.

use super::card::CardLine;
use super::{Card, KeyHint};
use crate::app::{COMMANDS, CommandGroup, Context};
use crate::ui::keymap::KeyMap;

/// A card of the keys of what lies on top.
#[must_use]
pub(crate) fn help_of_hints(hints: &[KeyHint]) -> Card {
    let lines = hints.iter().map(|(keys, words)| CardLine::new(*keys, *words));
    Card::new("Keys here", lines.collect())
}

/// A card of all commands that have keys in a context, by group.
#[must_use]
pub(crate) fn help(keymap: &KeyMap, context: Context) -> Card {
    let mut lines = Vec::new();
    for group in CommandGroup::ALL {
        lines.push(CardLine::heading(group.name()));
        let rows =
            COMMANDS.iter().filter(|row| row.group == group && row.contexts.contains(&context));
        for row in rows {
            let keys = keymap.spellings(context, row.command);
            if !keys.is_empty() {
                lines.push(CardLine::new(keys.join(", "), row.help));
            }
        }
    }
    Card::new(format!("Keys in the {}", context.name()), lines)
}
