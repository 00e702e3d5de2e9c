//! Search over all articles: passages, not titles.
//!
//! A scan of the text in memory, newest article first; an index takes its
//! place for libraries that are too large to be scanned at each key.

use std::ops::Range;

use super::{ArticleId, Matcher, SearchJob};
use crate::model::{Article, BlockKind, Document, Span};

/// A block in which all words of the search stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    pub article: ArticleId,
    pub block: Span,
    /// The words found, in bytes of the document, ascending and disjoint.
    pub words: Vec<Range<usize>>,
}

/// The passages that match, newest article first, at most `job.limit`, and
/// whether there were more. `stop` is asked between articles, so that a newer
/// search can take over.
pub fn search(job: &SearchJob, stop: impl Fn() -> bool) -> Option<(Vec<Hit>, bool)> {
    let Some(matcher) = Matcher::new(&job.typed) else { return Some((Vec::new(), false)) };
    let mut hits = Vec::new();
    for (id, document, index) in &job.articles {
        if stop() {
            return None;
        }
        let Some(article) = document.articles.get(*index) else { continue };
        if !matcher.sieve().is_match(document.text.get(article.span)) {
            continue;
        }
        hits.extend(hits_in(&matcher, *id, document, article));
        if hits.len() > job.limit {
            hits.truncate(job.limit);
            return Some((hits, true));
        }
    }
    Some((hits, false))
}

fn hits_in(matcher: &Matcher, id: ArticleId, document: &Document, article: &Article) -> Vec<Hit> {
    let shown = article.blocks.iter().filter(|b| b.kind.is_body() || b.kind == BlockKind::Title);
    let hits = shown.filter_map(|block| {
        let base = block.span.start();
        let found = matcher.passages(document.text.get(block.span));
        (!found.is_empty()).then(|| Hit {
            article: id,
            block: block.span,
            words: found.into_iter().map(|r| base + r.start..base + r.end).collect(),
        })
    });
    hits.collect()
}
