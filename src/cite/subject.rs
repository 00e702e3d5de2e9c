//! An article as something to cite from: which paragraph and line its words
//! stand in, what surrounds them, and the id that finds them again.

use sha2::{Digest, Sha256};

use super::CitedSource;
use crate::library::anchor;
use newsquotes::model::{Article, BlockKind, Document, Quote, Span};

/// An article of a document, with what all its citations and records need.
#[derive(Debug)]
pub(crate) struct Subject<'a> {
    pub document: &'a Document,
    pub article: &'a Article,
    /// The article's index in its file.
    pub index: usize,
    /// What a citation says of it.
    pub source: CitedSource,
    lines: &'a LineStarts,
    /// For each block, how many of title and body there are up to it.
    numbers: Vec<usize>,
}

/// Where the lines of a document begin, in bytes.
#[derive(Debug)]
pub(crate) struct LineStarts(Vec<usize>);

impl LineStarts {
    #[must_use]
    pub(crate) fn of(document: &Document) -> LineStarts {
        let ends = memchr::memchr_iter(b'\n', document.text.as_str().as_bytes());
        LineStarts(std::iter::once(0).chain(ends.map(|end| end + 1)).collect())
    }

    /// The number of the line that holds a byte, counted from 1.
    #[must_use]
    pub(crate) fn line_at(&self, offset: usize) -> usize {
        self.0.partition_point(|start| *start <= offset)
    }
}

impl<'a> Subject<'a> {
    /// The article of that index; `None` when the document has fewer.
    #[must_use]
    pub(crate) fn new(
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
        let source = CitedSource::of(document, article);
        Some(Subject { document, article, index, source, lines, numbers })
    }

    /// The file, as the user gave it.
    #[must_use]
    pub(crate) fn path(&self) -> &'a str {
        &self.document.origin.path
    }

    /// The words of a span, as they stand.
    #[must_use]
    pub(crate) fn words(&self, span: Span) -> &'a str {
        self.document.text.get(span)
    }

    /// The number of the line that holds a byte, counted from 1.
    #[must_use]
    pub(crate) fn line_at(&self, offset: usize) -> usize {
        self.lines.line_at(offset)
    }

    /// Which block of title and body holds the words, counted from 1; `None`
    /// where they stand in none.
    #[must_use]
    pub(crate) fn paragraph(&self, span: Span) -> Option<usize> {
        let at = self.block_at(span)?;
        let kind = self.article.blocks.get(at)?.kind;
        let number = self.numbers.get(at).copied();
        number.filter(|_| kind.is_body() || kind == BlockKind::Title)
    }

    /// The kind of the block that the words begin in.
    #[must_use]
    pub(crate) fn block_kind(&self, span: Span) -> Option<BlockKind> {
        Some(self.article.blocks.get(self.block_at(span)?)?.kind)
    }

    fn block_at(&self, span: Span) -> Option<usize> {
        let blocks = &self.article.blocks;
        blocks.partition_point(|block| block.span.start() <= span.start()).checked_sub(1)
    }

    /// Up to 32 characters before and after the words, white space folded.
    #[must_use]
    pub(crate) fn around(&self, span: Span) -> (String, String) {
        let around = anchor::select(&self.document.text, span).quote;
        (around.prefix, around.suffix)
    }

    /// The id of a passage: see [`id`].
    #[must_use]
    pub(crate) fn id(&self, span: Span) -> String {
        let (prefix, suffix) = self.around(span);
        id(&prefix, self.words(span), &suffix)
    }

    /// The quotations offered to a writer: exact words of body and headline,
    /// no repeats. What stands in a caption or beside the article cannot be
    /// cited as the article's.
    pub(crate) fn offered(&self) -> impl Iterator<Item = (usize, &'a Quote)> + use<'a> {
        let is_articles = |kind: BlockKind| kind.is_body() || kind == BlockKind::Title;
        let offered = move |quote: &Quote| {
            quote.form.is_verbatim() && quote.repeat_of.is_none() && is_articles(quote.block)
        };
        self.article.quotes.iter().enumerate().filter(move |(_, quote)| offered(quote))
    }
}

/// The first 12 hex digits of the SHA-256 of the words with what stands
/// around them, white space folded: the same after moving and re-saving.
#[must_use]
pub(crate) fn id(prefix: &str, words: &str, suffix: &str) -> String {
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
