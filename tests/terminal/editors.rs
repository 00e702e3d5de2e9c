//! The recipes for editors, in the editors themselves on a real terminal: what
//! is picked stands in the draft, and nothing else. An editor that is not
//! installed is skipped, which is said.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::reading::{Home, Reading, Start};

const BRIDGE: &str = "Harbour bridge stays open\n\n\
    Since Monday morning trucks cross the harbour bridge of Norrby again in both directions.\n\n\
    \"We keep the bridge, whatever the winter brings,\" said Ida Ober, the mayor of Norrby.\n\n\
    \"The ferry sails only in summer, and not for long,\" said Jon Tarn, the harbour master.\n\n\
    The keeper of the bridge stands beside its old northern gate in the snow.\n";

const DRAFT: &str = "# The bridge\n\nThe mayor was clear.\n";

/// A person with a library of one article, and a draft.
struct Desk {
    home: Home,
}

impl Desk {
    fn new() -> Desk {
        let home = Home::new();
        let folder = home.article("bridge.txt", BRIDGE);
        let desk = Desk { home };
        desk.nreader(&["add", &folder]);
        desk.nreader(&["index"]);
        fs::write(desk.home.path().join("draft.md"), DRAFT).unwrap();
        desk
    }

    /// What the program prints.
    fn nreader(&self, arguments: &[&str]) -> String {
        let mut command = Command::new(env!("CARGO_BIN_EXE_nreader"));
        command.env_clear().env("HOME", self.home.path()).current_dir(self.home.path());
        for kind in ["CONFIG", "DATA", "STATE", "CACHE"] {
            let folder = self.home.path().join(kind.to_lowercase());
            command.env(format!("XDG_{kind}_HOME"), folder);
        }
        let output = command.args(arguments).output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {output:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// The mayor's words, as they should stand in the draft.
    fn quotation(&self, arguments: &[&str]) -> String {
        let printed = self.nreader(&[&["export"], arguments, &["winter"]].concat());
        assert!(printed.contains("whatever the winter brings"), "{printed}");
        printed
    }

    fn draft(&self) -> String {
        fs::read_to_string(self.home.path().join("draft.md")).unwrap()
    }

    /// Starts an editor from a shell, with the program in its path.
    fn open(&self, program: &str, arguments: &[&str]) -> Reading {
        let own = Path::new(env!("CARGO_BIN_EXE_nreader")).parent().unwrap();
        let path = format!("{}:/usr/local/bin:/usr/bin:/bin", own.display());
        let start = Start::reader(&self.home, arguments).with_program(program);
        start.with_size(100, 30).with("PATH", &path).with("LANG", "C.UTF-8").go()
    }
}

/// Whether an editor is there; says so when it is not.
fn is_installed(program: &str) -> bool {
    let found = Command::new(program).arg("--version").output().is_ok();
    if !found {
        eprintln!("skipped: {program} is not installed");
    }
    found
}

fn asset(name: &str) -> String {
    format!("{}/assets/editors/{name}", env!("CARGO_MANIFEST_DIR"))
}

/// Picks the mayor's words.
#[track_caller]
fn pick(reading: &mut Reading) {
    reading.until_shown("2 quotations");
    reading.keys("winter");
    reading.until_shown("1 quotation");
    reading.keys("\r");
    // Its own screen holds the same words: it has to be gone before anybody
    // looks for them.
    reading.until_gone("1 quotation");
}

#[test]
fn vim_reads_the_quotation_and_nothing_else() {
    if !is_installed("vim") {
        return;
    }
    let own = format!("source {}", asset("nreader.vim"));
    for commands in [&[":r !nreader pick --for %:p"][..], &[&own, "NreaderPick"]] {
        let desk = Desk::new();
        let mut arguments = vec!["-u", "NONE", "-i", "NONE", "-N", "-n", "+"];
        arguments.extend(commands.iter().flat_map(|command| ["-c", command]));
        arguments.push("draft.md");
        let mut reading = desk.open("vim", &arguments);
        pick(&mut reading);
        // Behind a command of the shell vim waits for Enter before it shows
        // the draft again.
        reading.until("the quotation, or vim that waits", |screen| {
            let shown = screen.contents();
            shown.contains("whatever the winter brings") || shown.contains("Press ENTER")
        });
        reading.keys("\r:wq\r");
        reading.until_ended(0);
        let quotation = desk.quotation(&["--for", "draft.md"]);
        assert_eq!(desk.draft(), format!("{DRAFT}{quotation}"), "{commands:?}");
    }
}

#[test]
fn vim_inserts_inside_the_line_and_nothing_when_nothing_is_picked() {
    if !is_installed("vim") {
        return;
    }
    let desk = Desk::new();
    let own = format!("source {}", asset("nreader.vim"));
    let arguments = ["-u", "NONE", "-i", "NONE", "-N", "-n", "+", "-c", &own, "draft.md"];
    let mut reading = desk.open("vim", &arguments);
    reading.until_shown("The mayor was clear.");
    reading.keys(":NreaderPickInline\r");
    reading.until_shown("2 quotations");
    reading.keys("\x1b");
    reading.until_gone("2 quotations");
    reading.until_shown("The mayor was clear.");
    assert_eq!(desk.draft(), DRAFT);
    reading.keys("$:NreaderPickInline\r");
    pick(&mut reading);
    reading.until_shown("whatever the winter brings");
    reading.keys(":wq\r");
    reading.until_ended(0);
    let quotation = desk.quotation(&["--for", "draft.md"]);
    assert_eq!(desk.draft(), format!("{}{quotation}", DRAFT.trim_end()));
}

#[test]
fn neovim_shows_the_picker_in_a_float() {
    if !is_installed("nvim") {
        return;
    }
    let desk = Desk::new();
    let load = format!("lua dofile('{}').setup()", asset("nreader.lua"));
    let arguments =
        ["-u", "NONE", "-i", "NONE", "-n", "+", "-c", &load, "-c", "NreaderPick", "draft.md"];
    let mut reading = desk.open("nvim", &arguments);
    pick(&mut reading);
    reading.until_shown("whatever the winter brings");
    reading.keys("\x1b:wq\r");
    reading.until_shown("ended 0.");
    assert_eq!(desk.draft(), format!("{DRAFT}{}", desk.quotation(&["--for", "draft.md"])));
}

#[test]
fn neovim_offers_quotations_to_any_picker() {
    if !is_installed("nvim") {
        return;
    }
    let desk = Desk::new();
    let load = format!("lua dofile('{}').setup()", asset("nreader.lua"));
    let arguments = ["-u", "NONE", "-i", "NONE", "-n", "+", "-c", &load, "draft.md"];
    let mut reading = desk.open("nvim", &arguments);
    reading.until_shown("The mayor was clear.");
    reading.keys(":NreaderFind winter\r");
    reading.until_shown("1: Ida Ober");
    reading.keys("1\r");
    reading.until_shown("> “We keep the bridge");
    reading.keys(":wq\r");
    reading.until_shown("ended 0.");
    assert_eq!(desk.draft(), format!("{DRAFT}{}", desk.quotation(&["--for", "draft.md"])));
}

#[test]
fn emacs_offers_quotations_in_the_minibuffer() {
    if !is_installed("emacs") {
        return;
    }
    let desk = Desk::new();
    let lisp = asset("nreader.el");
    let at_end = "(goto-char (point-max))";
    let arguments = ["-nw", "-Q", "-l", &lisp, "draft.md", "--eval", at_end];
    let mut reading = desk.open("emacs", &arguments);
    reading.until_shown("The mayor was clear.");
    reading.keys("\x1bx");
    reading.until_shown("M-x");
    reading.keys("nreader-insert-quote\r");
    reading.until_shown("with the words:");
    reading.keys("winter\r");
    reading.until_shown("Quotation: ");
    reading.keys("\r");
    reading.until_shown("> “We keep the bridge");
    reading.keys("\x18\x13");
    reading.until_shown("Wrote");
    reading.keys("\x18\x03");
    reading.until_shown("ended 0.");
    assert_eq!(desk.draft(), format!("{DRAFT}{}", desk.quotation(&["--for", "draft.md"])));
}

#[test]
fn tmux_pastes_into_the_pane_below_the_popup() {
    if Command::new("tmux").arg("-V").output().is_err() {
        eprintln!("skipped: tmux is not installed");
        return;
    }
    let desk = Desk::new();
    let configuration = asset("tmux.conf");
    // Two keys within a millisecond are a paste to tmux: the prefix and q were,
    // on a machine that was busy, and q went to the pane.
    let no_paste = ["set-option", "-g", "assume-paste-time", "0", ";"];
    let server = ["-S", "socket", "-f", &configuration, "start-server", ";"];
    let session = ["new-session", "cat > pasted"];
    let arguments = [&server[..], &no_paste, &session].concat();
    let mut reading = desk.open("tmux", &arguments);
    reading.until_shown("[0]");
    reading.keys("\x02q");
    pick(&mut reading);
    reading.until_shown("> “We keep the bridge");
    // Keys would go to the popup while it closes.
    reading.until_gone("─");
    reading.keys("\r\x04");
    reading.until_shown("ended 0.");
    let pasted = fs::read_to_string(desk.home.path().join("pasted")).unwrap();
    assert_eq!(pasted, desk.quotation(&[]));
}

#[test]
fn shells_put_the_quotation_into_the_command_line() {
    let shells = [
        ("bash", &["--norc", "--noprofile", "-i"][..], "nreader.bash"),
        ("zsh", &["-f", "-i"], "nreader.zsh"),
        ("fish", &["--no-config", "-i"], "nreader.fish"),
    ];
    for (shell, arguments, file) in shells {
        if !is_installed(shell) {
            continue;
        }
        let desk = Desk::new();
        let mut reading = desk.open(shell, arguments);
        reading.until_prompted();
        reading.keys(&format!("source {}; echo rea''dy\r", asset(file)));
        reading.until_shown("ready");
        reading.until_prompted();
        reading.keys("printf %s '");
        reading.keys("\x18q");
        pick(&mut reading);
        reading.until_shown("printf %s '“We keep the bridge");
        reading.keys("' > line; exit\r");
        reading.until_shown("ended 0.");
        let line = fs::read_to_string(desk.home.path().join("line")).unwrap();
        let quotation = desk.quotation(&["--format", "plain"]);
        assert_eq!(line, quotation.trim_end(), "{shell}");
    }
}
