//! Whom the source names nearest to some words, for a writer to look at.

use std::ops::Range;

use crate::cite::check::verdict::NearestName;
use newsquotes::model::{Article, BlockKind, EntityKind, Span};

/// So many names are enough to go by.
const MOST: usize = 3;

/// The people named nearest to `words`, bytes of the document, not counting
/// those whom the words themselves name.
pub(in crate::cite::check) fn nearest(article: &Article, words: &Range<usize>) -> Vec<NearestName> {
    let outside = |span: Span| span.end() <= words.start || words.end <= span.start();
    let distance = |span: Span| {
        words.start.saturating_sub(span.end()) + span.start().saturating_sub(words.end)
    };
    let mut near: Vec<(usize, u32, Span)> = article
        .mentions
        .iter()
        .filter(|mention| !mention.credit && outside(mention.span))
        .map(|mention| (distance(mention.span), mention.entity, mention.span))
        .collect();
    near.sort_unstable();
    let mut names: Vec<NearestName> = Vec::new();
    for (_, entity, span) in near {
        let Some(entity) = usize::try_from(entity).ok().and_then(|at| article.entities.get(at))
        else {
            debug_assert!(false, "a mention names no entity");
            continue;
        };
        let known = names.iter().any(|other| other.name == entity.name);
        if entity.kind == EntityKind::Person && !known {
            names.push(NearestName {
                name: entity.name.clone(),
                paragraph: paragraph(article, span),
            });
        }
        if names.len() == MOST {
            break;
        }
    }
    names
}

/// Which block of title and body holds a span, counted from 1.
fn paragraph(article: &Article, span: Span) -> Option<usize> {
    let counts = |kind: BlockKind| kind.is_body() || kind == BlockKind::Title;
    let at = article.blocks.partition_point(|block| block.span.start() <= span.start());
    let before = article.blocks.get(..at)?;
    before.last().filter(|block| counts(block.kind))?;
    Some(before.iter().filter(|block| counts(block.kind)).count())
}
