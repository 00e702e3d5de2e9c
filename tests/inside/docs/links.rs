//! Links between the documents lead to files and headings that are there.

use std::fs;
use std::path::{Path, PathBuf};

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::root;

/// Folders whose documents are read, and their depth.
const FOLDERS: [&str; 6] =
    ["", "docs/src", ".github", "crates/newsquotes", "crates/newsquotes/assets", "assets"];

/// Every document with its path from the root.
pub(super) fn documents() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for folder in FOLDERS {
        for entry in fs::read_dir(root(folder)).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "md") {
                let name = path.strip_prefix(root("")).unwrap().display().to_string();
                found.push((name, fs::read_to_string(path).unwrap()));
            }
        }
    }
    assert!(found.len() > 15);
    found
}

/// Where the links of a document lead.
fn links(text: &str) -> Vec<String> {
    let target = |event| match event {
        Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => Some(dest_url),
        _ => None,
    };
    Parser::new_ext(text, Options::ENABLE_TABLES).filter_map(target).map(String::from).collect()
}

/// The anchors of a document's headings, as forges and mdBook make them.
fn anchors(text: &str) -> Vec<String> {
    let mut anchors = Vec::new();
    let mut heading = None;
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::End(TagEnd::Heading(_)) => anchors.extend(heading.take().map(|h| anchor(&h))),
            Event::Text(words) | Event::Code(words) => {
                if let Some(heading) = &mut heading {
                    heading.push_str(&words);
                }
            }
            _ => {}
        }
    }
    anchors
}

fn anchor(heading: &str) -> String {
    let kept = |c: &char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_');
    heading.to_lowercase().chars().filter(kept).map(|c| if c == ' ' { '-' } else { c }).collect()
}

/// What is wrong with a link of a document, if anything.
fn broken(document: &str, text: &str, link: &str) -> Option<&'static str> {
    if link.contains("://") || link.starts_with("mailto:") {
        return None;
    }
    let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
    let folder = Path::new(document).parent().unwrap_or(Path::new(""));
    let path: PathBuf =
        if file.is_empty() { root(document) } else { root("").join(folder).join(file) };
    if !path.exists() {
        return Some("there is no such file");
    }
    if anchor.is_empty() {
        return None;
    }
    let target = if file.is_empty() { text.to_owned() } else { fs::read_to_string(path).unwrap() };
    (!anchors(&target).iter().any(|known| known == anchor)).then_some("there is no such heading")
}

#[test]
fn every_link_leads_somewhere() {
    let mut wrong = Vec::new();
    for (document, text) in documents() {
        for link in links(&text) {
            let why = broken(&document, &text, &link);
            wrong.extend(why.map(|why| format!("{document}: {link}: {why}")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_link_that_leads_nowhere_is_noticed() {
    let text = "# One *two* `three`\n\n[a](#one-two-three) [b](#four) [c](no.md) ![d](no.svg)\n";
    let wrong: Vec<String> =
        links(text).into_iter().filter(|link| broken("README.md", text, link).is_some()).collect();
    assert_eq!(wrong, ["#four", "no.md", "no.svg"]);
}

/// The places in the code that a document names between backquotes:
/// `app/command.rs`, `load/formats/`.
fn places(text: &str) -> Vec<String> {
    let code = |event| match event {
        Event::Code(words) => Some(words.to_string()),
        _ => None,
    };
    let words = Parser::new_ext(text, Options::ENABLE_TABLES).filter_map(code);
    let is_place = |words: &String| {
        words.contains('/')
            && words.chars().all(|c| c.is_ascii_alphanumeric() || "/_-.".contains(c))
            && words.starts_with(|c: char| c.is_ascii_lowercase() || c == '.')
    };
    words.filter(is_place).collect()
}

#[test]
fn every_place_that_is_named_for_contributors_is_there() {
    let bases = ["", "src", "crates", "crates/newsquotes", "crates/newsquotes/src"];
    let is_there = |place: &str| {
        let endings = ["", ".rs"].map(|ending| format!("{}{ending}", place.trim_end_matches('/')));
        bases.iter().any(|base| endings.iter().any(|name| root(base).join(name).exists()))
    };
    for document in ["ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md"] {
        for place in places(&fs::read_to_string(root(document)).unwrap()) {
            assert!(is_there(&place), "{document} names {place}");
        }
    }
}
