//! Books and issues in EPUB: the chapters in the order of the book, each an
//! article; the table of contents is none.

use super::zipped::{self, OpenZip};
use super::{ContainerPart, Unpacker};
use crate::load::dates;
use crate::load::html::{self, HtmlEvent, HtmlTag};
use crate::model::{Evidence, Fact, Meta};

/// Where every book says where its list of parts is.
const CONTAINER: &str = "META-INF/container.xml";

pub(super) fn sniff(bytes: &[u8]) -> bool {
    zipped::open(bytes).is_some_and(|archive| zipped::holds(&archive, CONTAINER))
}

/// What the list of parts says.
#[derive(Debug, Default)]
struct BookPackage {
    /// Identifier, path, and whether it is a page of text.
    parts: Vec<(String, String, bool)>,
    /// Identifiers in the order of the book.
    order: Vec<String>,
    meta: Meta,
}

pub(super) fn unpack(unpacker: &mut Unpacker, file: &ContainerPart) {
    let Some(mut archive) = zipped::open(&file.bytes) else { return };
    let Some((package, folder)) = package(unpacker, &mut archive, &file.name) else {
        return unpacker.problem(
            &file.name,
            "the book has no list of its parts",
            "convert it to HTML and open that",
        );
    };
    for id in &package.order {
        let Some((_, path, true)) = package.parts.iter().find(|(known, ..)| known == id) else {
            continue;
        };
        let name = resolved(&folder, path);
        let shown = format!("{}!/{name}", file.name);
        let Some(words) = zipped::text(unpacker, &mut archive, &name, &shown) else { continue };
        let before = unpacker.problems.len();
        unpacker.take(ContainerPart {
            name: shown,
            bytes: words.into_bytes(),
            otherwise: package.meta.clone(),
            ..ContainerPart::default()
        });
        // A cover or a table of contents holds no article; a book may.
        unpacker.problems.truncate(before);
    }
}

/// The list of parts and the folder it stands in.
fn package(
    unpacker: &mut Unpacker,
    archive: &mut OpenZip<'_>,
    shown: &str,
) -> Option<(BookPackage, String)> {
    let container = zipped::text(unpacker, archive, CONTAINER, shown)?;
    let mut root = None;
    elements(&container, |tag, _| {
        if tag.name() == "rootfile" {
            root = root.take().or_else(|| tag.attribute("full-path").map(str::to_owned));
        }
    });
    let root = root?;
    let source = zipped::text(unpacker, archive, &root, shown)?;
    let folder = root.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    Some((read(&source), folder))
}

fn read(source: &str) -> BookPackage {
    let mut package = BookPackage::default();
    elements(source, |tag, words| {
        let own = |name: &str| tag.attribute(name).unwrap_or("").to_owned();
        match tag.name().rsplit(':').next().unwrap_or("") {
            "item" => {
                let is_page = own("media-type").contains("html")
                    && !own("properties")
                        .split(' ')
                        .any(|word| matches!(word, "nav" | "cover-image"));
                package.parts.push((own("id"), own("href"), is_page));
            }
            "itemref" => package.order.push(own("idref")),
            name => fact(&mut package.meta, name, words.trim()),
        }
    });
    package
}

fn fact(meta: &mut Meta, name: &str, words: &str) {
    if words.is_empty() {
        return;
    }
    let fact = || Some(Fact::new(words.to_owned(), Evidence::Field(format!("dc:{name}"))));
    match name {
        "creator" => meta.byline = meta.byline.take().or_else(fact),
        "publisher" => meta.outlet = meta.outlet.take().or_else(fact),
        "date" => {
            let date = dates::field(words)
                .map(|date| Fact::new(date, Evidence::Field("dc:date".to_owned())));
            meta.date = meta.date.take().or(date);
        }
        _ => {}
    }
}

/// Hands on every element of XML with the words right behind its tag.
fn elements(source: &str, mut on: impl FnMut(&HtmlTag, &str)) {
    let mut open: Option<HtmlTag> = None;
    let mut words = String::new();
    html::read(source, |event, _| match event {
        HtmlEvent::Open(tag) => {
            if let Some(before) = open.replace(tag.clone()) {
                on(&before, &words);
            }
            words.clear();
        }
        HtmlEvent::Close(_) => {
            if let Some(before) = open.take() {
                on(&before, &words);
            }
        }
        HtmlEvent::Words(more) => words.push_str(more),
        HtmlEvent::Comment(_) => {}
    });
    if let Some(before) = open {
        on(&before, &words);
    }
}

/// A path within the archive: `text/one.xhtml` in `OEBPS`, `../one.xhtml` in
/// `OEBPS/text`, with `%20` for a space.
fn resolved(folder: &str, path: &str) -> String {
    let path = path.split('#').next().unwrap_or("").replace("%20", " ");
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}
