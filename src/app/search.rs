//! Search over all articles: passages, not titles.
//!
//! A scan of the text in memory, newest article first; an index takes its
//! place for libraries that are too large to be scanned at each key.

use std::ops::Range;

use super::{ArticleId, Matcher, SearchJob};
use crate::model::{Article, BlockKind, Document, Span};

/// A block in which all words of the search stand, next to each other or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    pub article: ArticleId,
    pub block: Span,
    /// The words found, in bytes of the document, ascending and disjoint.
    pub words: Vec<Range<usize>>,
}

/// The passages that match, and whether there were more than `job.limit`.
/// Those with the phrase as typed come first, each kind newest article first.
/// `stop` is asked between articles, so that a newer search can take over.
pub fn search(job: &SearchJob, stop: impl Fn() -> bool) -> Option<(Vec<Hit>, bool)> {
    let Some(matcher) = Matcher::new(&job.typed) else { return Some((Vec::new(), false)) };
    let mut phrases = Vec::new();
    let mut words = Vec::new();
    for (id, document, index) in &job.articles {
        if stop() {
            return None;
        }
        let Some(article) = document.articles.get(*index) else { continue };
        if phrases.len() > job.limit || !matcher.may_match(document.text.get(article.span)) {
            continue;
        }
        for (hit, whole) in hits_in(&matcher, *id, document, article) {
            let hits = if whole { &mut phrases } else { &mut words };
            if hits.len() <= job.limit {
                hits.push(hit);
            }
        }
    }
    phrases.append(&mut words);
    let more = phrases.len() > job.limit;
    phrases.truncate(job.limit);
    Some((phrases, more))
}

/// The hits of one article, each with whether the whole phrase stands in it.
fn hits_in(
    matcher: &Matcher,
    id: ArticleId,
    document: &Document,
    article: &Article,
) -> Vec<(Hit, bool)> {
    let shown = article.blocks.iter().filter(|b| b.kind.is_body() || b.kind == BlockKind::Title);
    let hits = shown.filter_map(|block| {
        let base = block.span.start();
        let text = document.text.get(block.span);
        let whole = matcher.phrases(text).next().is_some();
        let found = matcher.passages(text);
        let words = found.iter().map(|r| base + r.start..base + r.end).collect();
        (!found.is_empty()).then_some((Hit { article: id, block: block.span, words }, whole))
    });
    hits.collect()
}
