//! Keys: how they are spelled, and which command a sequence of them means in
//! which pane.
//!
//! Spelling: `j`, `G`, `ctrl-d`, `alt-left`, `enter`, `space`; a sequence is
//! separated by blanks: `g g`, `] q`. Overlays have their own fixed keys and do
//! not come here.

use std::collections::{BTreeMap, HashMap};

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::app::{COMMANDS, Command, Context};
use newsquotes::model::Problem;

/// One key press, with the modifiers that count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct KeyPress {
    code: KeyCode,
    modifiers: KeyModifiers,
}

/// Named keys, for reading and writing a spelling.
const NAMES: &[(&str, KeyCode)] = &[
    ("enter", KeyCode::Enter),
    ("esc", KeyCode::Esc),
    ("tab", KeyCode::Tab),
    ("backtab", KeyCode::BackTab),
    ("backspace", KeyCode::Backspace),
    ("delete", KeyCode::Delete),
    ("insert", KeyCode::Insert),
    ("space", KeyCode::Char(' ')),
    ("up", KeyCode::Up),
    ("down", KeyCode::Down),
    ("left", KeyCode::Left),
    ("right", KeyCode::Right),
    ("home", KeyCode::Home),
    ("end", KeyCode::End),
    ("pageup", KeyCode::PageUp),
    ("pagedown", KeyCode::PageDown),
];

/// What a sequence of keys leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum KeyLookup {
    Command(Command),
    /// The beginning of a longer sequence.
    Pending,
    Nothing,
}

/// The live key map: sequences to commands, by context.
#[derive(Clone, Debug, Default)]
pub(crate) struct KeyMap {
    bindings: HashMap<Context, Vec<(Vec<KeyPress>, Command)>>,
}

impl KeyPress {
    /// The key of a terminal event. Shift counts only where the character
    /// does not already show it.
    #[must_use]
    pub(crate) fn of(event: KeyEvent) -> KeyPress {
        let mut modifiers = event.modifiers & (KeyModifiers::CONTROL | KeyModifiers::ALT);
        if event.modifiers.contains(KeyModifiers::SHIFT)
            && !matches!(event.code, KeyCode::Char(_) | KeyCode::BackTab)
        {
            modifiers |= KeyModifiers::SHIFT;
        }
        KeyPress { code: event.code, modifiers }
    }

    /// The terminal event of the key.
    #[cfg(test)]
    #[must_use]
    pub(crate) fn event(self) -> KeyEvent {
        KeyEvent::new(self.code, self.modifiers)
    }

    /// Reads a spelling such as `ctrl-d`.
    #[must_use]
    pub(crate) fn parse(spelling: &str) -> Option<KeyPress> {
        let mut modifiers = KeyModifiers::NONE;
        let mut rest = spelling;
        loop {
            let found = [
                ("ctrl-", KeyModifiers::CONTROL),
                ("alt-", KeyModifiers::ALT),
                ("shift-", KeyModifiers::SHIFT),
            ]
            .into_iter()
            .find_map(|(prefix, modifier)| {
                rest.strip_prefix(prefix)
                    .filter(|left| !left.is_empty())
                    .map(|left| (left, modifier))
            });
            let Some((left, modifier)) = found else { break };
            modifiers |= modifier;
            rest = left;
        }
        let named = NAMES.iter().find(|(name, _)| *name == rest).map(|(_, code)| *code);
        let mut chars = rest.chars();
        let single = chars.next().filter(|_| chars.next().is_none()).map(KeyCode::Char);
        Some(KeyPress { code: named.or(single)?, modifiers })
    }

    /// Whether it writes a character into a line of input.
    #[must_use]
    pub(crate) fn writes(self) -> bool {
        matches!(self.code, KeyCode::Char(_)) && self.modifiers.is_empty()
    }

    /// The digit of a count such as `5j`.
    #[must_use]
    pub(crate) fn digit(self) -> Option<usize> {
        match (self.code, self.modifiers) {
            (KeyCode::Char(c), KeyModifiers::NONE) => c.to_digit(10).map(|d| d as usize),
            _ => None,
        }
    }
}

impl std::fmt::Display for KeyPress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (modifier, name) in [
            (KeyModifiers::CONTROL, "ctrl-"),
            (KeyModifiers::ALT, "alt-"),
            (KeyModifiers::SHIFT, "shift-"),
        ] {
            if self.modifiers.contains(modifier) {
                f.write_str(name)?;
            }
        }
        match (NAMES.iter().find(|(_, code)| *code == self.code), self.code) {
            (Some((name, _)), _) => f.write_str(name),
            (None, KeyCode::Char(c)) => write!(f, "{c}"),
            (None, code) => write!(f, "{code:?}"),
        }
    }
}

impl KeyMap {
    /// The defaults with the user's keys in their place: command name to
    /// sequences. What cannot be used is a problem, and the default stays.
    #[must_use]
    pub(crate) fn new(user: &BTreeMap<String, Vec<String>>) -> (KeyMap, Vec<Problem>) {
        let mut map = KeyMap::default();
        let mut problems = Vec::new();
        for name in user.keys().filter(|name| Command::named(name).is_none()) {
            problems.push(problem(format!("there is no command “{name}” to give keys to")));
        }
        for entry in COMMANDS {
            let mut sequences = Vec::new();
            for spelling in user.get(entry.name).into_iter().flatten() {
                match sequence(spelling) {
                    Some(keys) => sequences.push(keys),
                    None => problems
                        .push(problem(format!("“{spelling}” for {} is not a key", entry.name))),
                }
            }
            if sequences.is_empty() {
                sequences = entry.keys.iter().filter_map(|keys| sequence(keys)).collect();
            }
            for context in entry.contexts {
                let bound = map.bindings.entry(*context).or_default();
                bound.extend(sequences.iter().map(|keys| (keys.clone(), entry.command)));
            }
        }
        // What the user chose wins over a default on the same keys.
        for bound in map.bindings.values_mut() {
            bound.sort_by_key(|(_, command)| {
                !command.entry().is_some_and(|entry| user.contains_key(entry.name))
            });
        }
        (map, problems)
    }

    /// The keys of a context; none where it has no command of its own.
    fn bindings_of(&self, context: Context) -> &[(Vec<KeyPress>, Command)] {
        self.bindings.get(&context).map_or(&[], Vec::as_slice)
    }

    /// What the keys pressed so far mean in a context.
    #[must_use]
    pub(crate) fn lookup(&self, context: Context, keys: &[KeyPress]) -> KeyLookup {
        let bound = self.bindings_of(context);
        if let Some((_, command)) = bound.iter().find(|(sequence, _)| sequence == keys) {
            return KeyLookup::Command(*command);
        }
        if bound.iter().any(|(sequence, _)| sequence.starts_with(keys)) {
            return KeyLookup::Pending;
        }
        KeyLookup::Nothing
    }

    /// How the keys of a command are spelled in a context, the first as the
    /// main one: `gg` and `]q` are written without the blank.
    #[must_use]
    pub(crate) fn spellings(&self, context: Context, command: Command) -> Vec<String> {
        let bound = self.bindings_of(context);
        let of_command = bound.iter().filter(|(_, bound)| *bound == command);
        of_command
            .filter(|(keys, _)| self.lookup(context, keys) == KeyLookup::Command(command))
            .map(|(keys, _)| keys.iter().map(ToString::to_string).collect())
            .collect()
    }
}

/// Reads the keys of a sequence, `] q` or `]q`.
fn sequence(spelling: &str) -> Option<Vec<KeyPress>> {
    let mut keys = Vec::new();
    for part in spelling.split_whitespace() {
        match KeyPress::parse(part) {
            Some(key) => keys.push(key),
            None => keys.extend(letters(part)?),
        }
    }
    Some(keys).filter(|keys| !keys.is_empty())
}

/// Letters written without blanks between them; a long word is a misspelled
/// name instead.
fn letters(part: &str) -> Option<Vec<KeyPress>> {
    let short = part.chars().count() <= 3 && !part.contains('-');
    let key = |c: char| KeyPress { code: KeyCode::Char(c), modifiers: KeyModifiers::NONE };
    short.then(|| part.chars().map(key).collect())
}

fn problem(what: String) -> Problem {
    Problem {
        path: "config.toml".to_owned(),
        what,
        hint: "see assets/config.toml for the names of commands and keys".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(spelling: &str) -> Vec<KeyPress> {
        sequence(spelling).unwrap()
    }

    #[test]
    fn every_default_key_can_be_read_and_means_its_command() {
        let (map, problems) = KeyMap::new(&BTreeMap::new());
        assert_eq!(problems, []);
        for entry in COMMANDS {
            for (spelling, context) in
                entry.keys.iter().flat_map(|key| entry.contexts.iter().map(move |c| (key, c)))
            {
                let found = map.lookup(*context, &keys(spelling));
                assert_eq!(found, KeyLookup::Command(entry.command), "{spelling} in {context:?}");
            }
        }
    }

    #[test]
    fn a_sequence_waits_for_its_second_key() {
        let (map, _) = KeyMap::new(&BTreeMap::new());
        assert_eq!(map.lookup(Context::Reading, &keys("]")), KeyLookup::Pending);
        assert_eq!(map.lookup(Context::Reading, &keys("] x")), KeyLookup::Nothing);
        assert_eq!(keys("]q"), keys("] q"));
    }

    #[test]
    fn the_users_keys_replace_the_defaults_and_mistakes_are_said() {
        let user = BTreeMap::from([
            ("down".to_owned(), vec!["n".to_owned()]),
            ("dwon".to_owned(), vec!["x".to_owned()]),
            ("up".to_owned(), vec!["hyper-k".to_owned()]),
        ]);
        let (map, problems) = KeyMap::new(&user);
        assert_eq!(map.lookup(Context::Reading, &keys("n")), KeyLookup::Command(Command::Down));
        assert_eq!(map.lookup(Context::Reading, &keys("j")), KeyLookup::Nothing);
        assert_eq!(map.lookup(Context::Reading, &keys("k")), KeyLookup::Command(Command::Up));
        assert_eq!(problems.len(), 2);
    }

    #[test]
    fn spellings_read_back_as_they_are_written() {
        for spelling in ["ctrl-d", "enter", "space", "G", "alt-left", "]", "-"] {
            assert_eq!(KeyPress::parse(spelling).unwrap().to_string(), spelling);
        }
    }
}
