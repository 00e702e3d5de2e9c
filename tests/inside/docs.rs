//! The documents say what the code does.
//!
//! With `NREADER_WRITE_DOCS=1` the generated parts are written anew instead of
//! compared.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use crate::app::{COMMANDS, CommandGroup};
use crate::cite::template::FIELDS as TEMPLATE;
use crate::cite::{FORMATS, STYLES};
use crate::query::fields::FIELDS;
use crate::ui::keymap::KeyMap;

fn root(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn read(name: &str) -> String {
    fs::read_to_string(root(name)).unwrap()
}

/// The table of keys as the README shows it.
fn key_table() -> String {
    let (keymap, _) = KeyMap::new(&BTreeMap::new());
    let mut table = "| Keys | What they do | Name in `config.toml` |\n|---|---|---|\n".to_owned();
    for group in CommandGroup::ALL {
        let _ = writeln!(table, "| **{}** | | |", group.name());
        for entry in COMMANDS.iter().filter(|entry| entry.group == group) {
            let keys = keymap.spellings(entry.contexts[0], entry.command);
            let keys: Vec<String> = keys.iter().map(|key| format!("`{key}`")).collect();
            let keys = keys.join(" ");
            let _ = writeln!(table, "| {keys} | {} | `{}` |", entry.help, entry.name);
        }
    }
    table
}

/// The table of query fields.
fn field_table() -> String {
    let mut table = "| Field | Looks at | Example |\n|---|---|---|\n".to_owned();
    for field in FIELDS {
        let names: Vec<String> = field.names.iter().map(|name| format!("`{name}:`")).collect();
        let _ = writeln!(table, "| {} | {} | `{}` |", names.join(" "), field.about, field.example);
    }
    table
}

/// The tables of citation formats and styles.
fn format_tables() -> String {
    let mut table = "| Format | Writes |\n|---|---|\n".to_owned();
    for format in FORMATS {
        let _ = writeln!(table, "| `{}` | {} |", format.name, format.description);
    }
    let styles: Vec<String> = STYLES.iter().map(|style| format!("`{}`", style.name)).collect();
    let _ = writeln!(table, "\nStyles: {}.", styles.join(", "));
    table
}

/// The fields of a template.
fn template_fields() -> String {
    let mut table = "| Field | Holds |\n|---|---|\n".to_owned();
    for field in TEMPLATE {
        let _ = writeln!(table, "| `{}` | {} |", field.name, field.description);
    }
    table
}

#[test]
fn the_readmes_tables_are_those_of_the_code() {
    let mut readme = read("README.md");
    let parts = [
        ("keys", key_table()),
        ("fields", field_table()),
        ("formats", format_tables()),
        ("template", template_fields()),
    ];
    for (name, table) in parts {
        let (open, close) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
        let (before, rest) = readme.split_once(&open).unwrap();
        let (written, after) = rest.split_once(&close).unwrap();
        if std::env::var_os("NREADER_WRITE_DOCS").is_some() {
            readme = format!("{before}{open}{table}{close}{after}");
            continue;
        }
        assert!(
            written == table,
            "run NREADER_WRITE_DOCS=1 cargo test --test docs; expected\n{table}"
        );
    }
    if std::env::var_os("NREADER_WRITE_DOCS").is_some() {
        fs::write(root("README.md"), readme).unwrap();
    }
}

#[test]
fn the_architecture_is_short_and_names_every_layer() {
    let text = read("ARCHITECTURE.md");
    assert!(text.lines().count() <= 150);
    for entry in fs::read_dir(root("src")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        // `config/` is part of `config.rs`.
        if path.is_dir() && name != "config" {
            assert!(text.contains(&format!("{name}/")), "{name}/ is missing");
        }
    }
}

#[test]
fn no_path_of_a_machine_stands_in_the_documents() {
    let names = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "NOTICE"];
    for name in names {
        let text = read(name);
        for path in ["/work/", "/home/", "/root/", "/tmp/", "C:\\"] {
            assert!(!text.contains(path), "{name} holds {path}");
        }
    }
}
