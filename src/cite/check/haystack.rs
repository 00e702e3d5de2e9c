//! The words of an article in the order in which a quotation is looked for:
//! what is quoted in it, then its body, then everything else on the page.

use std::ops::Range;

use crate::library::sure::sure;
use newsquotes::folding::OffsetMap;
use newsquotes::model::{Article, BlockKind, Document, Form, Span};

/// Some words of an article as they are shown, with the way back.
#[derive(Debug, Default)]
pub(super) struct Haystack {
    pub(super) text: String,
    /// To the bytes of the document.
    offsets: OffsetMap,
}

/// The haystacks of an article.
#[derive(Debug)]
pub(super) struct Haystacks {
    /// The quotations of the body, each with its parts put together.
    pub(super) quoted: Haystack,
    pub(super) body: Haystack,
    /// Title, captions, links to other articles, menus.
    pub(super) rest: Haystack,
}

impl Haystacks {
    pub(super) fn of(document: &Document, article: &Article) -> Haystacks {
        let mut all = Haystacks {
            quoted: Haystack::default(),
            body: Haystack::default(),
            rest: Haystack::default(),
        };
        let spoken = article.quotes.iter().filter(|quote| {
            quote.form != Form::Indirect
                && quote.block.is_body()
                && quote.block != BlockKind::Heading
        });
        for quote in spoken {
            for part in &quote.parts {
                all.quoted.add(document, article, *part, " ");
            }
            all.quoted.text.push('\n');
        }
        for block in &article.blocks {
            let stack = if block.kind.is_body() { &mut all.body } else { &mut all.rest };
            stack.add(document, article, block.span, "\n");
        }
        all
    }
}

impl Haystack {
    fn add(&mut self, document: &Document, article: &Article, span: Span, joint: &str) {
        let mut at = span.start();
        let from = article.repairs.partition_point(|repair| repair.span.end() <= span.start());
        let repairs = article.repairs.iter().skip(from);
        for repair in repairs.take_while(|repair| repair.span.start() < span.end()) {
            self.push(document, at..repair.span.start());
            self.text.push_str(&repair.shown);
            at = repair.span.end().max(at);
        }
        self.push(document, at..span.end());
        self.text.push_str(joint);
    }

    fn push(&mut self, document: &Document, range: Range<usize>) {
        // A repair may begin before the span, and end behind it.
        if !range.is_empty() {
            let words = sure(document.text.as_str().get(range.clone()));
            self.offsets.note(self.text.len(), range.start);
            self.text.push_str(words);
        }
    }

    /// The bytes of the document that `range` of the text was cut from.
    pub(super) fn document_range(&self, range: Range<usize>) -> Range<usize> {
        self.offsets.source_range(range)
    }
}
