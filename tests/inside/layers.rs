//! The order in which the layers may import each other, and what each of them
//! may not know: the walls that ARCHITECTURE.md promises.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The layers of a crate from the inside out; those in one row do not know
/// each other.
type Order = &'static [&'static [&'static str]];

/// Those of the program.
const PROGRAM: Order =
    &[&["library", "config"], &["query", "cite"], &["app"], &["ui"], &["run"], &["cli"]];
/// Those of the engine.
const ENGINE: Order = &[&["model"], &["load", "extract"]];

const SCREEN: &[&str] = &["ratatui", "crossterm", "tui_textarea"];
const FILES: &[&str] = &["std::fs", "fs::", "std::net", "std::process", "rusqlite", "tantivy"];
const CLOCK: &[&str] = &["SystemTime", "Instant", "Timestamp::now", "Zoned::now"];
const SURROUNDINGS: &[&str] = &["std::env", "env::var", "directories"];
const THREADS: &[&str] = &["std::thread", "thread::", "rayon", "crossbeam"];
const STANDARD_STREAMS: &[&str] = &["println!", "eprintln!", "print!(", "io::stdout", "io::stdin"];
const TERMINAL: &[&str] =
    &["crossterm::terminal", "crossterm::execute", "enable_raw_mode", "rustix", "CrosstermBackend"];
const ARGUMENTS: &[&str] = &["clap", "env::args"];

/// What a layer may not know.
const WALLS: &[(&str, &[&[&str]])] = &[
    ("model", &[SCREEN, FILES, CLOCK, SURROUNDINGS, THREADS, STANDARD_STREAMS, ARGUMENTS]),
    ("load", &[SCREEN, FILES, CLOCK, SURROUNDINGS, THREADS, STANDARD_STREAMS, ARGUMENTS]),
    ("extract", &[SCREEN, FILES, CLOCK, SURROUNDINGS, THREADS, STANDARD_STREAMS, ARGUMENTS]),
    ("library", &[SCREEN, ARGUMENTS]),
    ("config", &[SCREEN, CLOCK, THREADS, ARGUMENTS]),
    ("query", &[SCREEN, FILES, CLOCK, SURROUNDINGS, THREADS, STANDARD_STREAMS, ARGUMENTS]),
    ("cite", &[SCREEN, FILES, CLOCK, SURROUNDINGS, THREADS, STANDARD_STREAMS, ARGUMENTS]),
    ("app", &[SCREEN, FILES, CLOCK, SURROUNDINGS, THREADS, STANDARD_STREAMS, ARGUMENTS]),
    ("ui", &[TERMINAL, FILES, CLOCK, SURROUNDINGS, THREADS, STANDARD_STREAMS, ARGUMENTS]),
    ("run", &[ARGUMENTS]),
];

/// A source file with its layer and its code, comments and tests left out.
struct SourceFile {
    path: PathBuf,
    layer: String,
    code: String,
}

fn rank(order: Order, layer: &str) -> Option<usize> {
    order.iter().position(|row| row.contains(&layer))
}

/// Every source file of a crate that belongs to a layer.
fn sources(folder: &str, order: Order) -> Vec<SourceFile> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut paths = Vec::new();
    collect(&root, &mut paths);
    let of_layer = paths.into_iter().filter_map(|path| {
        let inside = path.strip_prefix(&root).ok()?;
        let first = inside.components().next()?.as_os_str().to_str()?;
        let layer = first.trim_end_matches(".rs").to_owned();
        rank(order, &layer)?;
        // A file of tests beside the file it tests.
        if path.file_name()? == "tests.rs" {
            return None;
        }
        let text = fs::read_to_string(&path).unwrap();
        let code = text.split("#[cfg(test)]\nmod ").next().unwrap();
        let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
        let code = lines.collect::<Vec<_>>().join("\n");
        Some(SourceFile { path, layer, code })
    });
    let found: Vec<SourceFile> = of_layer.collect();
    assert!(!found.is_empty(), "{folder} has no layers");
    found
}

/// Those of the program and of the engine, each with the order it keeps.
fn all_sources() -> impl Iterator<Item = (Order, SourceFile)> {
    let of = |folder, order: Order| sources(folder, order).into_iter().map(move |s| (order, s));
    of("src", PROGRAM).chain(of("crates/newsquotes/src", ENGINE))
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
}

/// The first names after each `before`, such as `crate::`; in braces too.
fn imported(before: &str, code: &str) -> Vec<String> {
    let starts_a_path =
        |at: &usize| !code[..*at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':');
    let places = code.match_indices(before).filter(|(at, _)| starts_a_path(at));
    let names = places.flat_map(|(at, _)| {
        let after = &code[at + before.len()..];
        match after.strip_prefix('{') {
            Some(group) => top_names(group),
            None => vec![identifier(after)],
        }
    });
    names.collect()
}

/// The first names of the paths in a brace group: `{extract, model::{A, B}}`.
fn top_names(group: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut depth = 0;
    let mut at_start = true;
    for (index, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => at_start = true,
            c if at_start && !c.is_whitespace() => {
                names.push(identifier(&group[index..]));
                at_start = false;
            }
            _ => {}
        }
    }
    names
}

fn identifier(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

#[test]
fn layers_import_only_what_lies_further_in() {
    for (order, SourceFile { path, layer, code }) in all_sources() {
        for other in imported("crate::", &code) {
            let Some(place) = rank(order, &other) else { continue };
            let allowed = other == layer || Some(place) < rank(order, &layer);
            assert!(allowed, "{}: {layer} may not import {other}", path.display());
        }
    }
}

#[test]
fn no_layer_knows_what_is_walled_off_from_it() {
    for (_, SourceFile { path, layer, code }) in all_sources() {
        let walls = WALLS.iter().filter(|(walled, _)| *walled == layer);
        for name in walls.flat_map(|(_, walls)| walls.iter().copied().flatten()) {
            // `std::fs` does not stand inside `xstd::fs`.
            let stands = code
                .match_indices(name)
                .any(|(at, _)| !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_'));
            assert!(!stands, "{}: {layer} may not use {name}", path.display());
        }
    }
}

#[test]
fn the_engine_depends_on_nothing_of_the_program() {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("crates/newsquotes/Cargo.toml");
    let manifest = fs::read_to_string(manifest).unwrap();
    let needed = manifest.split("[dev-dependencies]").next().unwrap();
    for name in ["nreader", "ratatui", "crossterm", "tantivy", "rusqlite", "ignore", "notify"] {
        assert!(!needed.lines().any(|line| line.starts_with(name)), "{name}");
    }
}

/// The files of the command line by their names, a folder as the file beside
/// it, each with those it names.
fn commands() -> BTreeMap<String, Vec<String>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/cli");
    let mut commands: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for SourceFile { path, code, .. } in sources("src", PROGRAM) {
        let Ok(inside) = path.strip_prefix(&root) else { continue };
        let first = inside.components().next().unwrap().as_os_str().to_str().unwrap();
        let name = first.trim_end_matches(".rs").to_owned();
        let nested = inside.components().count() > 1;
        let named = imported("crate::cli::", &code).into_iter();
        // In a folder `super` is the file beside it.
        let named =
            named.chain((!nested).then(|| imported("super::", &code)).into_iter().flatten());
        let named: Vec<String> = named.filter(|other| *other != name).collect();
        commands.entry(name).or_default().extend(named);
    }
    commands.remove("mod");
    commands
}

#[test]
fn no_circle_among_the_files_of_the_command_line() {
    let mut left = commands();
    let files: Vec<String> = left.keys().cloned().collect();
    for named in left.values_mut() {
        named.retain(|name| files.contains(name));
    }
    // Takes away, again and again, who names nobody that is left.
    loop {
        let done: Vec<String> =
            left.iter().filter(|(_, n)| n.is_empty()).map(|(name, _)| name.clone()).collect();
        if done.is_empty() {
            break;
        }
        left.retain(|name, _| !done.contains(name));
        for named in left.values_mut() {
            named.retain(|name| !done.contains(name));
        }
    }
    assert!(left.is_empty(), "these name each other in a circle: {left:?}");
}

#[test]
fn no_module_is_named_after_nothing() {
    for (_, SourceFile { path, .. }) in all_sources() {
        let name = path.file_stem().and_then(|name| name.to_str()).unwrap();
        assert!(!["core", "utils", "helpers", "manager"].contains(&name), "{}", path.display());
    }
}

#[test]
fn the_reader_of_imports_sees_them() {
    assert_eq!(
        imported("crate::", "use crate::{extract, load::x, model::{A, ui}};"),
        ["extract", "load", "model"]
    );
    assert_eq!(imported("crate::", "let x = crate::ui::glyph::line(y);"), ["ui"]);
    assert_eq!(imported("super::", "use super::super::x;\nuse super::y;"), ["super", "y"]);
}
