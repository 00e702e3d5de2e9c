//! An article and its quotations, which stand one behind the other in the
//! index: what is known of the article need not be written to each of its
//! quotations, and is looked up in the document before them.

use std::sync::Arc;

use tantivy::columnar::Column;
use tantivy::query::{ConstScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Result, Score, SegmentReader, TERMINATED};

use super::schema::column;

/// The columns that tell who belongs to whom.
#[derive(Clone)]
pub(super) struct Family {
    /// Of an article, how many quotations follow it.
    quotes: Column<u64>,
    /// Of a quotation, how many stand between it and its article.
    before: Column<u64>,
}

impl Family {
    pub(super) fn of(segment: &SegmentReader) -> Result<Family> {
        let columns = segment.fast_fields();
        Ok(Family { quotes: columns.u64(column::QUOTES)?, before: columns.u64(column::BEFORE)? })
    }

    /// The article of a quotation; any other document itself.
    pub(super) fn article(&self, doc: DocId) -> DocId {
        let Some(before) = self.before.first(doc) else { return doc };
        u32::try_from(before + 1).ok().and_then(|steps| doc.checked_sub(steps)).unwrap_or(doc)
    }

    /// Which quotation of its article a document is; `None` of any other.
    pub(super) fn number(&self, doc: DocId) -> Option<usize> {
        self.before.first(doc).and_then(|before| usize::try_from(before).ok())
    }

    /// How many quotations an article has.
    pub(super) fn count(&self, article: DocId) -> u32 {
        let count = self.quotes.first(article).unwrap_or(0);
        u32::try_from(count).unwrap_or(0)
    }
}

/// The quotations of the articles that fit.
#[derive(Clone, Debug)]
pub(super) struct QuotesOf {
    articles: Arc<dyn Query>,
}

impl QuotesOf {
    pub(super) fn new(articles: Box<dyn Query>) -> QuotesOf {
        QuotesOf { articles: articles.into() }
    }
}

impl Query for QuotesOf {
    fn weight(&self, _: EnableScoring<'_>) -> Result<Box<dyn Weight>> {
        let schema = super::schema::schema();
        let articles = self.articles.weight(EnableScoring::disabled_from_schema(schema))?;
        Ok(Box::new(QuotesWeight { articles }))
    }
}

struct QuotesWeight {
    articles: Box<dyn Weight>,
}

impl Weight for QuotesWeight {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> Result<Box<dyn Scorer>> {
        let articles = self.articles.scorer(segment, 1.0)?;
        let mut quotes = QuotesQuery { articles, family: Family::of(segment)?, doc: 0, end: 0 };
        quotes.enter();
        Ok(Box::new(ConstScorer::new(quotes, boost)))
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> Result<Explanation> {
        Ok(Explanation::new("a quotation of an article that fits", 1.0))
    }
}

struct QuotesQuery {
    articles: Box<dyn Scorer>,
    family: Family,
    doc: DocId,
    /// One past the last quotation of the current article.
    end: DocId,
}

impl QuotesQuery {
    /// To the first quotation of the current article, or of the next one that
    /// has any.
    fn enter(&mut self) -> DocId {
        loop {
            let article = self.articles.doc();
            if article == TERMINATED {
                self.doc = TERMINATED;
                return TERMINATED;
            }
            let count = self.family.count(article);
            if count > 0 {
                self.doc = article + 1;
                self.end = self.doc + count;
                return self.doc;
            }
            self.articles.advance();
        }
    }
}

impl DocSet for QuotesQuery {
    fn advance(&mut self) -> DocId {
        if self.doc == TERMINATED {
            return TERMINATED;
        }
        self.doc += 1;
        if self.doc < self.end {
            return self.doc;
        }
        self.articles.advance();
        self.enter()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc >= target {
            return self.doc;
        }
        if target < self.end {
            self.doc = target;
            return target;
        }
        if target >= TERMINATED {
            self.doc = TERMINATED;
            return TERMINATED;
        }
        let article = self.family.article(target);
        if self.articles.doc() < article {
            self.articles.seek(article);
        }
        if self.enter() < target && target < self.end {
            self.doc = target;
        }
        while self.doc < target {
            self.advance();
        }
        self.doc
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.articles.size_hint().saturating_mul(8)
    }
}
