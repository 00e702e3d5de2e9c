//! What the program gives the shell it is started from: completions, the
//! manual, and what the place can do.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

/// Runs the program in a home of its own.
fn run(home: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nreader"));
    command.env_clear().env("HOME", home).env("TERM", "xterm").env("LANG", "C.UTF-8");
    for kind in ["CONFIG", "DATA", "STATE", "CACHE"] {
        command.env(format!("XDG_{kind}_HOME"), home.join(kind.to_lowercase()));
    }
    command.args(arguments).output().unwrap()
}

fn printed(home: &Path, arguments: &[&str]) -> String {
    let output = run(home, arguments);
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

fn home() -> TempDir {
    tempfile::tempdir().unwrap()
}

/// The commands that the help lists.
fn commands(home: &Path) -> Vec<String> {
    let help = printed(home, &["--help"]);
    let (_, list) = help.split_once("Commands:").unwrap();
    let list = list.split("\n\n").next().unwrap();
    let rows = list.lines().filter(|row| row.starts_with("  ") && !row.starts_with("   "));
    rows.filter_map(|row| row.split_whitespace().next().map(str::to_owned)).collect()
}

#[test]
fn every_shell_completes_every_command() {
    let home = home();
    let commands = commands(home.path());
    assert!(commands.len() > 10, "{commands:?}");
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = printed(home.path(), &["completions", shell]);
        for command in &commands {
            assert!(script.contains(command.as_str()), "{shell}: {command}");
        }
        let is_there = Command::new(shell).arg("--version").output().is_ok();
        if is_there && shell != "elvish" && shell != "powershell" {
            let file = home.path().join(shell);
            fs::write(&file, script).unwrap();
            let checked = Command::new(shell).arg("-n").arg(file).output().unwrap();
            assert!(checked.status.success(), "{shell}: {checked:?}");
        }
    }
}

#[test]
fn every_command_has_a_page_of_the_manual() {
    let home = home();
    let folder = home.path().join("man");
    printed(home.path(), &["man", folder.to_str().unwrap()]);
    for command in commands(home.path()).iter().filter(|command| *command != "help") {
        let page = fs::read_to_string(folder.join(format!("nreader-{command}.1"))).unwrap();
        assert!(page.contains(".SH NAME"), "{command}");
    }
    assert!(!folder.join("nreader-hold-clipboard.1").exists());
    assert!(printed(home.path(), &["man"]).contains("nreader\\-pick"));
}

#[test]
fn the_doctor_says_what_has_to_be_done_and_makes_nothing() {
    let home = home();
    let output = run(home.path(), &["doctor"]);
    let said = String::from_utf8(output.stdout).unwrap();
    for what in ["terminal", "clipboard", "locale", "colours", "editor", "settings", "folders"] {
        assert!(
            said.lines().any(|line| line.get(3..).is_some_and(|l| l.starts_with(what))),
            "{said}"
        );
    }
    assert!(said.contains("nreader add"), "{said}");
    assert_eq!(output.status.code(), Some(i32::from(said.contains("!!"))), "{said}");
    assert_eq!(fs::read_dir(home.path()).unwrap().count(), 0);
    let config = home.path().join("config/nreader");
    fs::create_dir_all(&config).unwrap();
    fs::write(config.join("config.toml"), "text_width = \"wide\"\n").unwrap();
    let output = run(home.path(), &["doctor"]);
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(said.contains("!! settings") && said.contains("text_width"), "{said}");
}
