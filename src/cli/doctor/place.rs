//! The place that the program runs in: terminal, clipboard, locale, colours,
//! editor.

use std::env;
use std::ffi::OsStr;
use std::process::Command;

use super::DoctorFinding;
use super::recipe::{self, RECIPES, Recipe};
use crate::config::{Colour, Settings};
use crate::run::clipboard::{ClipboardRoute, ClipboardSurroundings, route};
use crate::run::terminal as own_terminal;

/// Columns and rows from which on everything has its room.
const ROOM: (u16, u16) = (60, 15);

/// All of them.
pub(super) fn findings(settings: &Settings) -> Vec<DoctorFinding> {
    let term = first_set(&["TERM"]);
    let own = settings.clipboard_command.as_deref();
    let colour = settings.colour != Colour::Never;
    vec![
        terminal(own_terminal::size(), &term),
        clipboard(&route(own, &ClipboardSurroundings::of_process()), is_program, set_clipboard),
        locale(&locale_set()),
        colours(colour, variable("NO_COLOR").is_some()),
        editor(&editor_set(), is_program),
    ]
}

fn terminal(size: Option<(u16, u16)>, term: &str) -> DoctorFinding {
    const WHAT: &str = "terminal";
    let Some((columns, rows)) = size else {
        let advice = "run it in a terminal or a popup; `nreader find --json` needs none";
        return DoctorFinding::wrong(WHAT, "there is none, so no reader and no picker", advice);
    };
    let words = format!("{term}, {columns} by {rows}");
    if term.is_empty() || term == "dumb" {
        let advice = "set TERM to what your terminal is, such as xterm-256color";
        return DoctorFinding::wrong(WHAT, format!("TERM is {term:?}"), advice);
    }
    if columns < ROOM.0 || rows < ROOM.1 {
        return DoctorFinding::good(
            WHAT,
            format!("{words}; from {} by {} on nothing is cut", ROOM.0, ROOM.1),
        );
    }
    DoctorFinding::good(WHAT, words)
}

fn clipboard(
    route: &ClipboardRoute,
    is_program: impl Fn(&str) -> bool,
    set_clipboard: impl Fn() -> Option<String>,
) -> DoctorFinding {
    const WHAT: &str = "clipboard";
    let words = format!("copies go to {}", route.words());
    match route {
        ClipboardRoute::Program(command) => {
            match command.first().filter(|program| !is_program(program)) {
                Some(missing) => {
                    let words = format!("{missing} of clipboard_command is not installed");
                    DoctorFinding::wrong(WHAT, words, "install it, or empty clipboard_command")
                }
                None => DoctorFinding::good(WHAT, words),
            }
        }
        ClipboardRoute::Tmux if set_clipboard().as_deref() == Some("off") => {
            let words = "tmux keeps copies to itself: set-clipboard is off";
            DoctorFinding::wrong(
                WHAT,
                words,
                "put `set -s set-clipboard external` into ~/.tmux.conf",
            )
        }
        ClipboardRoute::Terminal => DoctorFinding::good(
            WHAT,
            format!("{words}; where the terminal refuses it, set clipboard_command"),
        ),
        ClipboardRoute::Tmux | ClipboardRoute::System => DoctorFinding::good(WHAT, words),
    }
}

fn locale(locale: &str) -> DoctorFinding {
    const WHAT: &str = "locale";
    let folded = locale.to_ascii_lowercase().replace('-', "");
    if folded.contains("utf8") || cfg!(windows) {
        return DoctorFinding::good(WHAT, locale);
    }
    let said = if locale.is_empty() { "none is set" } else { locale };
    let advice = "quotation marks may show as ?; set LANG to a UTF-8 locale, such as C.UTF-8";
    DoctorFinding::wrong(WHAT, said, advice)
}

fn colours(colour: bool, refused: bool) -> DoctorFinding {
    let words = match (colour, refused) {
        (true, _) => "the terminal's own sixteen",
        (false, true) => "none, as NO_COLOR asks",
        (false, false) => "none, as the terminal or the settings ask",
    };
    DoctorFinding::good("colours", words)
}

fn editor(set: &str, is_program: impl Fn(&str) -> bool) -> DoctorFinding {
    let program = set.split_whitespace().next().unwrap_or("");
    let name = program.rsplit('/').next().unwrap_or(program);
    let told = |recipe: &str| format!("`nreader doctor --recipe {recipe}` prints what to set");
    if !name.is_empty() {
        let recipe = recipe::of_program(name).map_or("tmux", |recipe| recipe.name);
        return DoctorFinding::good("editor", format!("{name}: {}", told(recipe)));
    }
    let is_there = |recipe: &&Recipe| recipe.programs.iter().any(|name| is_program(name));
    let found: Vec<&str> = RECIPES.iter().filter(is_there).map(|recipe| recipe.name).collect();
    let found = if found.is_empty() { "tmux".to_owned() } else { found.join("|") };
    DoctorFinding::good("editor", format!("EDITOR is not set; {}", told(&found)))
}

fn editor_set() -> String {
    first_set(&["VISUAL", "EDITOR"])
}

/// The locale of characters, as POSIX has it.
fn locale_set() -> String {
    first_set(&["LC_ALL", "LC_CTYPE", "LANG"])
}

/// The first of these variables that is set; none of them reads as empty.
fn first_set(names: &[&str]) -> String {
    names.iter().find_map(|name| variable(name)).unwrap_or_default()
}

fn variable(name: &str) -> Option<String> {
    let value = env::var_os(name)?.to_string_lossy().into_owned();
    Some(value).filter(|value| !value.is_empty())
}

/// Whether a program is in the path, or at it.
fn is_program(name: &str) -> bool {
    if name.contains('/') {
        return std::path::Path::new(name).is_file();
    }
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path).any(|folder| folder.join(OsStr::new(name)).is_file())
}

/// How tmux passes copies on to the terminal.
fn set_clipboard() -> Option<String> {
    let output = Command::new("tmux").args(["show-options", "-sv", "set-clipboard"]).output();
    Some(String::from_utf8_lossy(&output.ok()?.stdout).trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_or_dumb_terminal_has_to_be_seen_to() {
        assert!(terminal(None, "xterm").is_wrong());
        assert!(terminal(Some((80, 24)), "dumb").is_wrong());
        assert!(!terminal(Some((40, 10)), "xterm").is_wrong());
    }

    #[test]
    fn every_way_to_the_clipboard_says_where_it_leads() {
        let own = ClipboardRoute::Program(vec!["wl-copy".to_owned()]);
        let never = || None;
        assert!(clipboard(&own, |_| false, never).words.contains("wl-copy"));
        assert!(!clipboard(&own, |_| true, never).is_wrong());
        let off = || Some("off".to_owned());
        assert!(
            clipboard(&ClipboardRoute::Tmux, |_| true, off)
                .advice
                .contains("set-clipboard external")
        );
        assert!(
            !clipboard(&ClipboardRoute::Tmux, |_| true, || Some("external".to_owned())).is_wrong()
        );
        assert!(clipboard(&ClipboardRoute::Terminal, |_| true, never).words.contains("OSC 52"));
    }

    #[test]
    fn a_locale_without_utf_8_has_to_be_seen_to() {
        assert!(!locale("en_GB.UTF-8").is_wrong() && !locale("C.utf8").is_wrong());
        assert!(locale("POSIX").is_wrong() && locale("").is_wrong());
    }

    #[test]
    fn an_editor_is_told_its_recipe() {
        assert!(editor("/usr/bin/nvim -f", |_| false).words.contains("--recipe neovim"));
        assert!(editor("nano", |_| false).words.contains("--recipe tmux"));
        let found = editor("", |name| name == "vi" || name == "emacs");
        assert!(found.words.contains("--recipe vim|emacs"), "{found:?}");
    }
}
