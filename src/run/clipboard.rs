//! The clipboard: which way words get there, and what is said about it.
//!
//! The user's own command goes first; then tmux, which passes them on; over
//! SSH the terminal (OSC 52), whose clipboard is the one the user sits at;
//! else the system's clipboard, and the terminal again where there is none.

use std::io::{self, Write};
use std::process::{Command, Stdio};

use crossbeam_channel::{Receiver, Sender};

use super::events::Event;
use super::terminal;
use super::threads::spawn;
use crate::app::{Action, HandedOver, HandoverText};

/// The environment variables that decide the way.
#[derive(Clone, Debug, Default)]
pub(crate) struct ClipboardSurroundings {
    pub tmux: bool,
    pub ssh: bool,
    /// A graphical session, or a system that always has a clipboard.
    pub desktop: bool,
}

/// A way to a clipboard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ClipboardRoute {
    /// A program that takes the words on standard input.
    Program(Vec<String>),
    Tmux,
    /// OSC 52.
    Terminal,
    System,
}

/// Above this many bytes some terminals refuse OSC 52.
const TERMINAL_BYTES: usize = 2048;

impl ClipboardRoute {
    /// Where it leads, for people.
    #[must_use]
    pub(crate) fn words(&self) -> &'static str {
        match self {
            ClipboardRoute::Program(_) => "your clipboard command",
            ClipboardRoute::Tmux => "tmux and the terminal's clipboard",
            ClipboardRoute::Terminal => "the terminal's clipboard (OSC 52)",
            ClipboardRoute::System => "the clipboard",
        }
    }

    /// The program that takes the words on standard input.
    fn program(&self) -> Option<Vec<String>> {
        match self {
            ClipboardRoute::Program(command) => Some(command.clone()),
            ClipboardRoute::Tmux => {
                Some(["tmux", "load-buffer", "-w", "-"].map(str::to_owned).to_vec())
            }
            ClipboardRoute::Terminal | ClipboardRoute::System => None,
        }
    }
}

impl ClipboardSurroundings {
    /// Those of this process.
    #[must_use]
    pub(crate) fn of_process() -> ClipboardSurroundings {
        let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        ClipboardSurroundings {
            tmux: set("TMUX"),
            ssh: set("SSH_CONNECTION") || set("SSH_TTY"),
            desktop: cfg!(any(windows, target_os = "macos"))
                || set("WAYLAND_DISPLAY")
                || set("DISPLAY"),
        }
    }
}

/// The way to take.
#[must_use]
pub(crate) fn route(
    own: Option<&[String]>,
    surroundings: &ClipboardSurroundings,
) -> ClipboardRoute {
    match own {
        Some(command) if !command.is_empty() => ClipboardRoute::Program(command.to_vec()),
        _ if surroundings.tmux => ClipboardRoute::Tmux,
        _ if surroundings.ssh || !surroundings.desktop => ClipboardRoute::Terminal,
        _ => ClipboardRoute::System,
    }
}

/// Sends a clip to the terminal; nothing acknowledges it.
///
/// # Errors
///
/// When the terminal is gone.
pub(super) fn send_to_terminal(clip: HandoverText) -> io::Result<Action> {
    terminal::send_to_clipboard(&clip.text)?;
    let how = HandedOver::ToTerminal { large: clip.text.len() > TERMINAL_BYTES };
    Ok(Action::HandedOver { what: clip.what, how })
}

/// Starts the worker for the ways that may take their time. The system's
/// clipboard is held as long as the program runs: on X11 and Wayland its
/// content goes with its owner.
///
/// # Errors
///
/// When the system has no thread left.
pub(super) fn start(events: Sender<Event>) -> io::Result<Sender<(ClipboardRoute, HandoverText)>> {
    let (sender, clips) = crossbeam_channel::unbounded();
    spawn("clipboard", move || work(&clips, &events))?;
    Ok(sender)
}

fn work(clips: &Receiver<(ClipboardRoute, HandoverText)>, events: &Sender<Event>) {
    let mut system = None;
    for (route, clip) in clips {
        let how = match route.program() {
            Some(command) => piped(&command, &clip.text, route.words()),
            None => to_system(&mut system, clip.text),
        };
        let done = Action::HandedOver { what: clip.what, how };
        if events.send(Event::News(done)).is_err() {
            return;
        }
    }
}

fn to_system(held: &mut Option<arboard::Clipboard>, words: String) -> HandedOver {
    if held.is_none() {
        *held = arboard::Clipboard::new().ok();
    }
    match held.as_mut().map(|clipboard| clipboard.set_text(words)) {
        Some(Ok(())) => HandedOver::ToSystem,
        Some(Err(error)) => HandedOver::Nowhere(format!("The clipboard refused: {error}.")),
        None => {
            HandedOver::Nowhere("There is no clipboard here; set clipboard_command.".to_owned())
        }
    }
}

fn piped(command: &[String], words: &str, to: &'static str) -> HandedOver {
    match pipe(command, words) {
        Ok(()) => HandedOver::ToProgram(to),
        Err(error) => HandedOver::Nowhere(format!("Nothing was copied: {error}.")),
    }
}

/// Copies for a process that ends at once.
///
/// # Errors
///
/// A sentence without its stop.
pub(crate) fn hand_over(route: &ClipboardRoute, words: &str) -> Result<(), String> {
    match (route.program(), route) {
        (Some(command), _) => pipe(&command, words),
        (None, ClipboardRoute::Terminal) => {
            terminal::send_to_clipboard(words).map_err(|error| error.to_string())
        }
        (None, _) => keep_in_another_process(words),
    }
}

/// The argument that makes this program a holder of the clipboard.
pub(crate) const HOLD: &str = "hold-clipboard";

/// The system's clipboard goes with its owner: another process stays until
/// something else is copied.
fn keep_in_another_process(words: &str) -> Result<(), String> {
    // What fails is said before the clipboard is held for long.
    arboard::Clipboard::new().map_err(|error| error.to_string())?;
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let mut holder = Command::new(program);
    holder.arg(HOLD).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    // Ctrl-C and the end of the terminal are not for the holder.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut holder, 0);
    let mut holder = holder.spawn().map_err(|error| error.to_string())?;
    let mut input = holder.stdin.take().ok_or("the clipboard cannot be held")?;
    input.write_all(words.as_bytes()).map_err(|error| error.to_string())
}

/// Holds what stands on standard input in the system's clipboard until
/// something else is copied.
///
/// # Errors
///
/// When there is no clipboard, or it refuses.
pub(crate) fn hold() -> io::Result<()> {
    let words = io::read_to_string(io::stdin())?;
    let mut clipboard = arboard::Clipboard::new().map_err(io::Error::other)?;
    let set = clipboard.set();
    #[cfg(target_os = "linux")]
    let set = arboard::SetExtLinux::wait(set);
    set.text(words).map_err(io::Error::other)
}

fn pipe(command: &[String], words: &str) -> Result<(), String> {
    let (program, arguments) = command.split_first().ok_or("the command is empty")?;
    let fail = |error: std::io::Error| format!("{program}: {error}");
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(fail)?;
    if let Some(mut input) = child.stdin.take() {
        input.write_all(words.as_bytes()).map_err(fail)?;
    }
    let status = child.wait().map_err(fail)?;
    if status.success() { Ok(()) } else { Err(format!("{program} ended with {status}")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_to_the_clipboard_the_user_sits_at() {
        let here = ClipboardSurroundings { tmux: false, ssh: false, desktop: true };
        let own = ["wl-copy".to_owned()];
        assert_eq!(route(Some(&own), &here), ClipboardRoute::Program(own.to_vec()));
        assert_eq!(route(None, &here), ClipboardRoute::System);
        assert_eq!(
            route(None, &ClipboardSurroundings { ssh: true, ..here.clone() }),
            ClipboardRoute::Terminal
        );
        assert_eq!(
            route(None, &ClipboardSurroundings { tmux: true, ssh: true, desktop: true }),
            ClipboardRoute::Tmux
        );
        assert_eq!(route(None, &ClipboardSurroundings::default()), ClipboardRoute::Terminal);
    }

    #[test]
    fn a_command_that_is_not_there_is_said() {
        let how = piped(&["no-such-program-here".to_owned()], "words", "it");
        let HandedOver::Nowhere(why) = how else { panic!("{how:?}") };
        assert!(why.starts_with("Nothing was copied: no-such-program-here"), "{why}");
    }
}
