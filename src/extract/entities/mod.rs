//! The people, organisations and places that an article names.
//!
//! [`tagger`] finds names, [`resolve`] says which of them are one entity. What
//! is known beforehand (weights, gazetteer, clusters) is compiled in from
//! `assets/entities`, whose README gives sources and licences.
//! Not done here: one entity over several articles, which is the library's
//! linker, and pronouns, which are the quotations' matter.

mod features;
mod hash;
mod lexicon;
mod table;
mod tagger;
mod train;
mod usage;
mod viterbi;
mod words;

use std::collections::BTreeMap;

pub use lexicon::Lexicon;
pub use tagger::Weights;
pub use train::{Options, Sample, train};

use crate::model::{Article, Entity, EntityKind, Mention, Span, Text};

static GAZETTEER: &[u8] = include_bytes!("../../../assets/entities/gazetteer.bin");
static CLUSTERS: &[u8] = include_bytes!("../../../assets/entities/clusters.bin");
static WEIGHTS: &[u8] = include_bytes!("../../../assets/entities/weights.bin");

/// The entities of the article and every mention of them, by start.
pub(super) fn find(text: &Text, article: &Article) -> (Vec<Entity>, Vec<Mention>) {
    let Some(weights) = Weights::from_bytes(WEIGHTS) else { return Default::default() };
    let words = words::Words::read(text, article.blocks.iter().map(|block| block.span));
    let found = tagger::tag(text, &words, Lexicon::new(GAZETTEER, CLUSTERS), &weights);
    let mut entities = Vec::new();
    let mut mentions = Vec::new();
    for name in found {
        let slice = &words.all[name.words.clone()];
        let span = text.clamp(slice[0].start as usize..slice[slice.len() - 1].end as usize);
        entities.push(Entity { kind: name.kind, name: text.get(span).into(), aliases: vec![] });
        mentions.push(Mention {
            entity: entities.len() as u32 - 1,
            span,
            margin: 50,
            credit: false,
        });
    }
    (entities, mentions)
}

/// The names that `weights` find in the blocks of a text, before anything is
/// made of them: for measuring weights that are not compiled in.
#[must_use]
pub fn names(
    text: &Text,
    blocks: &[Span],
    lexicon: Lexicon<'_>,
    weights: &Weights<'_>,
) -> Vec<(Span, EntityKind)> {
    let words = words::Words::read(text, blocks.iter().copied());
    let span = |range: std::ops::Range<usize>| {
        let words = words.all.get(range)?;
        text.span(words.first()?.start as usize..words.last()?.end as usize)
    };
    let found = tagger::tag(text, &words, lexicon, weights);
    found.into_iter().filter_map(|name| Some((span(name.words)?, name.kind))).collect()
}

/// The bytes of a gazetteer: phrases in lower case, words parted by spaces as
/// the tokeniser parts them, each with the number of its class.
#[must_use]
pub fn build_gazetteer<'a>(phrases: impl Iterator<Item = (&'a str, u16)>) -> Vec<u8> {
    let mut entries = BTreeMap::<u64, u16>::new();
    for (words, class) in phrases {
        let words =
            super::tokens::tokens(words, 0).filter_map(|token| words.get(token.start..token.end));
        let key = words.fold(0, |key, word| lexicon::phrase(key, hash::lower(word)));
        *entries.entry(key).or_default() |= 1 << class;
    }
    table::build(&entries)
}

/// The bytes of a table of clusters: words with their clusters of 64 and 512.
#[must_use]
pub fn build_clusters<'a>(words: impl Iterator<Item = (&'a str, u16, u16)>) -> Vec<u8> {
    let entries = words.map(|(word, coarse, fine)| (hash::word(word), lexicon::pack(coarse, fine)));
    table::build(&entries.collect())
}
