//! Bytes in, a document out. Never fails: what is wrong becomes a problem.

use crate::model::{Article, Block, BlockKind, Document, Origin, Text};

/// Loads one file. `path` is kept as it is given.
#[must_use]
pub fn load(path: &str, bytes: Vec<u8>) -> Document {
    let content = String::from_utf8_lossy(&bytes).into_owned();
    let text = Text::new(content).unwrap_or_default();
    let mut article = Article::new(text.whole());
    let mut at = 0;
    for line in text.as_str().split_inclusive('\n') {
        let span = text.trim(text.clamp(at..at + line.len()));
        if !span.is_empty() {
            article.blocks.push(Block { kind: BlockKind::Paragraph, span, why: "a line" });
        }
        at += line.len();
    }
    let origin = Origin { path: path.to_owned(), format: "plain", ..Origin::default() };
    Document { origin, text, articles: vec![article], problems: Vec::new() }
}
