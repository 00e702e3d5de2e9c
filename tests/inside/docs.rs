//! The documents say what the code does.
//!
//! With `NREADER_WRITE_DOCS=1` the generated parts are written anew instead of
//! compared.

mod links;
mod picture;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use newsquotes::load::FileKind;

use crate::app::command_line::{Takes, VERBS};
use crate::app::{COMMANDS, CommandGroup};
use crate::cite::check::verdict::CheckVerdict;
use crate::cite::template::FIELDS as TEMPLATE;
use crate::cite::{FORMATS, STYLES};
use crate::library::sample;
use crate::query::fields::{self, FIELDS};
use crate::ui::keymap::KeyMap;
use crate::ui::theme::Theme;

use super::screen::stage::Stage;

/// How the generated parts are written anew.
const ANEW: &str = "run NREADER_WRITE_DOCS=1 cargo test docs";

fn root(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn read(name: &str) -> String {
    fs::read_to_string(root(name)).unwrap()
}

/// The table of keys.
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

/// The words of the reader's command line that take something.
fn verb_table() -> String {
    let mut table = "| Typed | Does |\n|---|---|\n".to_owned();
    for verb in VERBS {
        let takes = match verb.takes {
            Takes::File => " FILE",
            Takes::FormatAndFile => " FORMAT FILE",
            Takes::Format | Takes::Style => " NAME",
            Takes::Order => " ORDER",
            Takes::Query => " QUERY",
            Takes::Nothing => "",
        };
        let names: Vec<String> = verb.names.iter().map(|name| format!("`{name}{takes}`")).collect();
        let _ = writeln!(table, "| {} | {} |", names.join(" "), verb.help);
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

/// The fields of which the values are given, but for the languages, which are
/// many and speak for themselves.
fn value_table() -> String {
    let mut table = "| Field | Value | Means |\n|---|---|---|\n".to_owned();
    for name in ["is", "has", "kind", "sort"] {
        for choice in fields::named(name).unwrap().value.choices() {
            let names: Vec<String> = choice.names.iter().map(|name| format!("`{name}`")).collect();
            let _ = writeln!(table, "| `{name}:` | {} | {} |", names.join(" "), choice.about);
        }
    }
    table
}

fn endings(kind: Option<FileKind>) -> Vec<String> {
    let endings = kind.map_or(&[][..], FileKind::endings);
    endings.iter().map(|ending| format!("`.{ending}`")).collect()
}

/// The tables of citation formats and styles.
fn format_tables() -> String {
    let mut table =
        "| Format | Writes | Drafts that it is for | Needs |\n|---|---|---|---|\n".to_owned();
    for format in FORMATS {
        let endings: Vec<String> = endings(format.kind);
        let (name, writes) = (format.name, format.description);
        let needs = format.needs.replace('|', "\\|");
        let _ = writeln!(table, "| `{name}` | {writes} | {} | {needs} |", endings.join(" "));
    }
    table.push_str("\n| Style | Is |\n|---|---|\n");
    for style in STYLES {
        let _ = writeln!(table, "| `{}` | {} |", style.name, style.description);
    }
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

/// The settings as they are shipped.
fn settings() -> String {
    format!("```toml\n{}```\n", read("assets/config.toml"))
}

/// The screen of the README: the sample with an article open and its first
/// quotation picked.
fn screen() -> String {
    let mut stage = Stage::of(sample::sources(), &[], Theme::colour());
    let screen = stage.screen(130, 29);
    let row = |words: &str| screen.row_of(words);
    let down = row("Hallenbruck v") - 1;
    stage.press(&"j ".repeat(down));
    stage.press("enter ] q");
    picture::svg(stage.screen(130, 29).buffer())
}

/// Compares a generated document with what is written, or writes it.
fn compare(name: &str, expected: &str) {
    if std::env::var_os("NREADER_WRITE_DOCS").is_some() {
        return fs::write(root(name), expected).unwrap();
    }
    assert!(read(name) == expected, "{name} is not what the code says: {ANEW}");
}

#[test]
fn the_tables_are_those_of_the_code() {
    let parts = [
        ("keys", "keys", key_table()),
        ("keys", "verbs", verb_table()),
        ("query", "fields", field_table()),
        ("query", "values", value_table()),
        ("quoting", "formats", format_tables()),
        ("quoting", "template", template_fields()),
        ("files", "config", settings()),
    ];
    for (chapter, name, table) in parts {
        let chapter = format!("docs/src/{chapter}.md");
        let written = read(&chapter);
        let (open, close) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
        let (before, rest) = written.split_once(&open).unwrap();
        let (_, after) = rest.split_once(&close).unwrap();
        compare(&chapter, &format!("{before}{open}{table}{close}{after}"));
    }
}

#[test]
fn the_picture_is_the_screen() {
    compare("docs/src/screen.svg", &screen());
}

#[test]
fn every_verdict_of_the_check_is_explained_in_its_order() {
    let chapter = read("docs/src/checking.md");
    let rows = CheckVerdict::ALL.map(|verdict| {
        let to_look_at = if verdict.is_fine() { "no" } else { "yes" };
        let row =
            chapter.lines().find(|line| line.starts_with(&format!("| `{}` |", verdict.name())));
        assert!(row.is_some_and(|row| row.ends_with(&format!("| {to_look_at} |"))), "{verdict:?}");
        chapter.find(row.unwrap()).unwrap()
    });
    assert!(rows.is_sorted());
}

#[test]
fn the_book_names_every_ending_of_files_that_are_read() {
    let chapter = read("docs/src/library.md");
    let kinds = [FileKind::Plain, FileKind::Markdown, FileKind::Html, FileKind::Json];
    for kind in kinds.into_iter().chain([FileKind::JsonLines]) {
        for ending in endings(Some(kind)) {
            assert!(chapter.contains(&ending), "{ending}");
        }
    }
}

#[test]
fn every_chapter_stands_in_the_summary() {
    let summary = read("docs/src/SUMMARY.md");
    for entry in fs::read_dir(root("docs/src")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let is_chapter = path.extension().is_some_and(|end| end == "md") && name != "SUMMARY.md";
        assert!(!is_chapter || summary.contains(&format!("({name})")), "{name}");
    }
}

#[test]
fn the_readme_is_short() {
    assert!(read("README.md").split_whitespace().count() < 1200);
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
    for (name, text) in links::documents() {
        for path in ["/work/", "/home/", "/root/", "/tmp/", "C:\\"] {
            assert!(!text.contains(path), "{name} holds {path}");
        }
    }
}
