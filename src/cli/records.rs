//! The lines of JSON that the command line prints for articles, blocks and
//! entities: their fields, in their order. What they mean is told in
//! `docs/src/json.md`; the lines of quotations are `cite::QuoteRecord`.

use serde::Serialize;

use crate::cite::{SCHEMA, SourceRecord, Subject};
use newsquotes::model::{Block, Mention, Span};

/// A line of `nreader articles`.
#[derive(Debug, Serialize)]
pub(super) struct ArticleRecord<'a> {
    path: &'a str,
    article: usize,
    start: usize,
    end: usize,
    offsets: &'static str,
    source: SourceRecord<'a>,
}

/// A line of `nreader blocks`.
#[derive(Debug, Serialize)]
pub(super) struct BlockRecord<'a> {
    path: &'a str,
    article: usize,
    kind: &'static str,
    start: usize,
    end: usize,
    offsets: &'static str,
    why: &'static str,
}

/// A passage that `nreader find` found.
#[derive(Debug, Serialize)]
pub(super) struct PassageRecord<'a> {
    schema: u8,
    path: &'a str,
    article: usize,
    kind: &'static str,
    text: &'a str,
    start: usize,
    end: usize,
    offsets: &'static str,
    source: SourceRecord<'a>,
    paragraph: Option<usize>,
    line: usize,
}

/// A line of `nreader entities`.
#[derive(Debug, Serialize)]
pub(super) struct EntityRecord<'a> {
    path: &'a str,
    article: usize,
    kind: &'static str,
    text: &'a str,
    start: usize,
    end: usize,
    offsets: &'static str,
    name: &'a str,
    credit: bool,
}

/// The record of the article itself.
#[must_use]
pub(super) fn article<'a>(subject: &'a Subject<'_>) -> ArticleRecord<'a> {
    let span = subject.article.span;
    ArticleRecord {
        path: subject.path(),
        article: subject.index,
        start: span.start(),
        end: span.end(),
        offsets: subject.document.origin.offsets.name(),
        source: subject.source_record(),
    }
}

/// The record of a block.
#[must_use]
pub(super) fn block<'a>(subject: &Subject<'a>, block: &Block) -> BlockRecord<'a> {
    BlockRecord {
        path: subject.path(),
        article: subject.index,
        kind: block.kind.name(),
        start: block.span.start(),
        end: block.span.end(),
        offsets: subject.document.origin.offsets.name(),
        why: block.why.words(),
    }
}

/// The record of a mention; `None` when it names no entity of the article.
#[must_use]
pub(super) fn mention<'a>(subject: &Subject<'a>, mention: &Mention) -> Option<EntityRecord<'a>> {
    let entity = subject.article.entities.get(mention.entity as usize)?;
    Some(EntityRecord {
        path: subject.path(),
        article: subject.index,
        kind: entity.kind.name(),
        text: subject.words(mention.span),
        start: mention.span.start(),
        end: mention.span.end(),
        offsets: subject.document.origin.offsets.name(),
        name: &entity.name,
        credit: mention.credit,
    })
}

/// The record of a passage.
#[must_use]
pub(super) fn passage<'a>(subject: &'a Subject<'_>, span: Span) -> PassageRecord<'a> {
    PassageRecord {
        schema: SCHEMA,
        path: subject.path(),
        article: subject.index,
        kind: "passage",
        text: subject.words(span),
        start: span.start(),
        end: span.end(),
        offsets: subject.document.origin.offsets.name(),
        source: subject.source_record(),
        paragraph: subject.paragraph(span),
        line: subject.line_at(span.start()),
    }
}
