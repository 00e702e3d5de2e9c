//! The lines of JSON that the command line prints: their fields, in their
//! order. What they mean is documented in the README.

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::cite;
use crate::library::anchor;
use crate::model::{Article, Block, BlockKind, Document, Fact, Mention, Quote, Span};

/// The version of these fields; it counts up when one changes its meaning.
const SCHEMA: u8 = 1;

/// An article of a document, with what all its records need.
#[derive(Debug)]
pub(super) struct Subject<'a> {
    pub document: &'a Document,
    pub article: &'a Article,
    /// The article's index in its file.
    index: usize,
    lines: &'a LineStarts,
    /// For each block, how many of title and body there are up to it.
    numbers: Vec<usize>,
}

/// Where the lines of a document begin, in bytes.
#[derive(Debug)]
pub(super) struct LineStarts(Vec<usize>);

impl LineStarts {
    #[must_use]
    pub(super) fn of(document: &Document) -> LineStarts {
        let ends = memchr::memchr_iter(b'\n', document.text.as_str().as_bytes());
        LineStarts(std::iter::once(0).chain(ends.map(|end| end + 1)).collect())
    }

    /// The number of the line that holds a byte, counted from 1.
    #[must_use]
    pub(super) fn line_at(&self, offset: usize) -> usize {
        self.0.partition_point(|start| *start <= offset)
    }
}

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

/// What is known of an article; `null` where nothing is.
#[derive(Clone, Debug, Serialize)]
pub(super) struct SourceRecord<'a> {
    title: Option<&'a str>,
    outlet: Option<&'a str>,
    agency: Option<&'a str>,
    place: Option<&'a str>,
    byline: Option<&'a str>,
    date: Option<String>,
    url: Option<&'a str>,
    language: Option<&'a str>,
    tags: Vec<&'a str>,
    key: String,
    sha256: String,
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

/// A line of `nreader quotes`: one part of a quotation.
#[derive(Debug, Serialize)]
pub(super) struct QuoteRecord<'a> {
    schema: u8,
    id: String,
    quote: usize,
    part: usize,
    path: &'a str,
    article: usize,
    block: &'static str,
    kind: &'static str,
    text: &'a str,
    start: usize,
    end: usize,
    offsets: &'static str,
    prefix: String,
    suffix: String,
    cue: Option<&'a str>,
    speaker: Option<SpeakerRecord<'a>>,
    repeat_of: Option<u32>,
    defects: Vec<DefectRecord>,
    source: &'a SourceRecord<'a>,
    paragraph: Option<usize>,
    line: usize,
}

#[derive(Clone, Debug, Serialize)]
struct SpeakerRecord<'a> {
    text: Option<&'a str>,
    start: Option<usize>,
    end: Option<usize>,
    name: Option<&'a str>,
    role: Option<&'a str>,
    /// Who that is in the library; not known to a single file.
    entity: Option<&'a str>,
    confidence: u8,
    why: &'static str,
}

#[derive(Clone, Debug, Serialize)]
struct DefectRecord {
    kind: &'static str,
    start: usize,
    end: usize,
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

impl<'a> Subject<'a> {
    #[must_use]
    pub(super) fn new(
        document: &'a Document,
        index: usize,
        lines: &'a LineStarts,
    ) -> Option<Subject<'a>> {
        let article = document.articles.get(index)?;
        let mut count = 0;
        let counted = article.blocks.iter().map(|block| {
            count += usize::from(block.kind.is_body() || block.kind == BlockKind::Title);
            count
        });
        let numbers = counted.collect();
        Some(Subject { document, article, index, lines, numbers })
    }

    /// The number of the line that holds a byte, counted from 1.
    #[must_use]
    pub(super) fn line_at(&self, offset: usize) -> usize {
        self.lines.line_at(offset)
    }

    fn path(&self) -> &'a str {
        &self.document.origin.path
    }

    fn offsets(&self) -> &'static str {
        self.document.origin.offsets.name()
    }

    fn words(&self, span: Span) -> &'a str {
        self.document.text.get(span)
    }

    /// The record of the article itself.
    #[must_use]
    pub(super) fn article(&self) -> ArticleRecord<'a> {
        let span = self.article.span;
        ArticleRecord {
            path: self.path(),
            article: self.index,
            start: span.start(),
            end: span.end(),
            offsets: self.offsets(),
            source: self.source(),
        }
    }

    /// What is known of the article.
    #[must_use]
    pub(super) fn source(&self) -> SourceRecord<'a> {
        let meta = &self.article.meta;
        let value = |fact: &'a Option<Fact<String>>| fact.as_ref().map(|fact| fact.value.as_str());
        SourceRecord {
            title: value(&meta.title),
            outlet: value(&meta.outlet),
            agency: value(&meta.agency),
            place: value(&meta.place),
            byline: value(&meta.byline),
            date: meta.date.as_ref().and_then(|fact| fact.value.iso()),
            url: value(&meta.url),
            language: value(&meta.language),
            tags: meta.tags.iter().map(|fact| fact.value.as_str()).collect(),
            key: cite::key(self.article),
            sha256: self.document.origin.sha256_hex(),
        }
    }

    /// The record of a block.
    #[must_use]
    pub(super) fn block(&self, block: &Block) -> BlockRecord<'a> {
        BlockRecord {
            path: self.path(),
            article: self.index,
            kind: block.kind.name(),
            start: block.span.start(),
            end: block.span.end(),
            offsets: self.offsets(),
            why: block.why,
        }
    }

    /// The record of a mention; `None` when it names no entity of the article.
    #[must_use]
    pub(super) fn mention(&self, mention: &Mention) -> Option<EntityRecord<'a>> {
        let entity = self.article.entities.get(mention.entity as usize)?;
        Some(EntityRecord {
            path: self.path(),
            article: self.index,
            kind: entity.kind.name(),
            text: self.words(mention.span),
            start: mention.span.start(),
            end: mention.span.end(),
            offsets: self.offsets(),
            name: &entity.name,
            credit: mention.credit,
        })
    }

    /// The record of a passage.
    #[must_use]
    pub(super) fn passage(&self, span: Span) -> PassageRecord<'a> {
        PassageRecord {
            schema: SCHEMA,
            path: self.path(),
            article: self.index,
            kind: "passage",
            text: self.words(span),
            start: span.start(),
            end: span.end(),
            offsets: self.offsets(),
            source: self.source(),
            paragraph: self.paragraph(span),
            line: self.line_at(span.start()),
        }
    }

    /// The records of all parts of a quotation; `source` is that of the
    /// article.
    pub(super) fn quote<'b>(
        &'b self,
        index: usize,
        quote: &'a Quote,
        source: &'b SourceRecord<'a>,
    ) -> impl Iterator<Item = QuoteRecord<'b>> + 'b {
        let parts = quote.parts.iter().enumerate();
        parts.map(move |(part, span)| self.part(index, quote, part, *span, source))
    }

    fn part<'b>(
        &self,
        index: usize,
        quote: &'a Quote,
        part: usize,
        span: Span,
        source: &'b SourceRecord<'a>,
    ) -> QuoteRecord<'b> {
        let around = anchor::select(&self.document.text, span).quote;
        let text = self.words(span);
        QuoteRecord {
            schema: SCHEMA,
            id: id(&around.prefix, text, &around.suffix),
            quote: index,
            part,
            path: self.path(),
            article: self.index,
            block: quote.block.name(),
            kind: quote.form.name(),
            text,
            start: span.start(),
            end: span.end(),
            offsets: self.offsets(),
            prefix: around.prefix,
            suffix: around.suffix,
            cue: quote.cue.map(|cue| self.words(cue)),
            speaker: self.speaker(quote),
            repeat_of: quote.repeat_of,
            defects: quote.defects.iter().map(DefectRecord::of).collect(),
            source,
            paragraph: self.paragraph(span),
            line: self.line_at(span.start()),
        }
    }

    fn speaker(&self, quote: &'a Quote) -> Option<SpeakerRecord<'a>> {
        let speaker = quote.speaker.as_ref()?;
        Some(SpeakerRecord {
            text: speaker.mention.map(|span| self.words(span)),
            start: speaker.mention.map(Span::start),
            end: speaker.mention.map(Span::end),
            name: speaker.name.as_deref(),
            role: speaker.role.as_deref(),
            entity: None,
            confidence: speaker.confidence,
            why: speaker.why,
        })
    }

    /// Which block of title and body holds the words, counted from 1.
    fn paragraph(&self, span: Span) -> Option<usize> {
        let blocks = &self.article.blocks;
        let at =
            blocks.partition_point(|block| block.span.start() <= span.start()).checked_sub(1)?;
        let kind = blocks.get(at)?.kind;
        let number = self.numbers.get(at).copied();
        number.filter(|_| kind.is_body() || kind == BlockKind::Title)
    }
}

impl DefectRecord {
    fn of(defect: &crate::model::Defect) -> DefectRecord {
        DefectRecord { kind: defect.kind.name(), start: defect.at.start(), end: defect.at.end() }
    }
}

/// The first 12 hex digits of the SHA-256 of the words with what stands
/// around them, white space folded: the same after moving and re-saving.
fn id(prefix: &str, words: &str, suffix: &str) -> String {
    let mut hasher = Sha256::new();
    let folded = [prefix, words, suffix].join(" ");
    for (index, word) in folded.split_whitespace().enumerate() {
        if index > 0 {
            hasher.update(b" ");
        }
        hasher.update(word.as_bytes());
    }
    let digest = hasher.finalize();
    digest.iter().take(6).fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
}
