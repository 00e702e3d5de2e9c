//! The help of the program and the book name the same commands.

use std::fs;
use std::path::Path;
use std::process::Command;

#[test]
fn the_book_names_every_subcommand_and_the_help_every_one_too() {
    let help = Command::new(env!("CARGO_BIN_EXE_nreader")).arg("--help").output().unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let chapter = fs::read_to_string(root.join("docs/src/command-line.md")).unwrap();
    let commands = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let names = commands.map_while(|line| line.strip_prefix("  ")?.split_whitespace().next());
    let names: Vec<&str> = names.filter(|name| *name != "help").collect();
    assert!(names.len() > 8, "{help}");
    for name in names {
        assert!(chapter.contains(&format!("`nreader {name}")), "{name}");
    }
}
