//! The order in which the layers may import each other, and what the inner
//! ones may not know.

use std::fs;
use std::path::{Path, PathBuf};

/// The layers from the inside out; those in one row do not know each other.
const ORDER: &[&[&str]] = &[
    &["model"],
    &["load", "extract"],
    &["library", "config"],
    &["query", "cite"],
    &["app"],
    &["ui"],
    &["run"],
    &["cli"],
];

/// Layers that are pure functions of their input.
const CORE: &[&str] = &["model", "load", "extract", "query", "cite"];
/// What they may not touch: screen, file system, clock, environment, threads.
const OUTSIDE: &[&str] = &[
    "ratatui",
    "crossterm",
    "tui_textarea",
    "std::fs",
    "std::env",
    "std::thread",
    "std::net",
    "std::process",
    "std::time",
    "rayon",
    "rusqlite",
    "println!",
];
/// What the state of a session may not touch either.
const SCREEN_AND_WORLD: &[&str] =
    &["ratatui", "crossterm", "tui_textarea", "std::fs", "std::env", "std::thread", "std::time"];

fn rank(layer: &str) -> Option<usize> {
    ORDER.iter().position(|row| row.contains(&layer))
}

/// Every source file with its layer and its code, comments and tests left
/// out.
fn sources() -> Vec<(PathBuf, String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&root, &mut files);
    let with_layer = files.into_iter().filter_map(|path| {
        let inside = path.strip_prefix(&root).ok()?;
        let first = inside.components().next()?.as_os_str().to_str()?;
        let layer = first.trim_end_matches(".rs").to_owned();
        rank(&layer)?;
        let text = fs::read_to_string(&path).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
        let code = lines.collect::<Vec<_>>().join("\n");
        Some((path, layer, code))
    });
    with_layer.collect()
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

/// The layers that a file names after `crate::`, in braces too.
fn imported(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for after in code.split("crate::").skip(1) {
        let names = match after.strip_prefix('{') {
            Some(group) => top_names(group),
            None => vec![identifier(after)],
        };
        found.extend(names.into_iter().filter(|name| rank(name).is_some()));
    }
    found
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
    for (path, layer, code) in sources() {
        for other in imported(&code) {
            let allowed = other == layer || rank(&other) < rank(&layer);
            assert!(allowed, "{}: {layer} may not import {other}", path.display());
        }
    }
}

#[test]
fn the_core_knows_no_screen_and_no_world() {
    for (path, layer, code) in sources() {
        let forbidden = match layer.as_str() {
            layer if CORE.contains(&layer) => OUTSIDE,
            "app" => SCREEN_AND_WORLD,
            _ => continue,
        };
        for name in forbidden {
            assert!(!code.contains(name), "{}: {layer} may not use {name}", path.display());
        }
    }
}

#[test]
fn no_module_is_named_after_nothing() {
    for (path, ..) in sources() {
        let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
        assert!(!["core", "utils", "helpers", "manager"].contains(&name), "{}", path.display());
    }
}

#[test]
fn the_reader_of_imports_sees_them() {
    assert_eq!(
        imported("use crate::{extract, load::x, model::{A, ui}};"),
        ["extract", "load", "model"]
    );
    assert_eq!(imported("let x = crate::ui::glyph::line(y);"), ["ui"]);
}
