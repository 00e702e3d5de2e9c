//! The people, organisations and places that an article names.
//!
//! ```text
//! words      tokens, hashed and cut into sentences; runs of capitals
//! usage      what the document shows of each word
//! features   what the tagger looks at, with the lexicon
//! tagger     two stages of a perceptron, each a Viterbi search over runs
//! names      trimmed, joined, in agreement over the document
//! resolve    which names are one entity, with the reason
//! credits    which of them are datelines, bylines and the like
//! ```
//!
//! What is known beforehand (weights, gazetteer, clusters) is compiled in from
//! `assets/entities`, whose README gives sources and licences. Not done here:
//! one entity over several articles, which is the library's linker, and
//! pronouns, which are the quotations' matter.

mod agreement;
mod bodies;
mod credits;
mod features;
mod foreign;
mod joins;
#[cfg(any(test, feature = "train"))]
#[cfg_attr(
    not(feature = "train"),
    expect(unreachable_pub, reason = "public for the trainers, through `training`")
)]
mod learn;
#[cfg_attr(
    not(feature = "train"),
    expect(unreachable_pub, reason = "public for the trainers, through `training`")
)]
mod lexicon;
mod names;
mod resolve;
#[cfg_attr(
    not(feature = "train"),
    expect(unreachable_pub, reason = "public for the trainers, through `training`")
)]
mod tagger;
#[cfg(any(test, feature = "train"))]
#[cfg_attr(
    not(feature = "train"),
    expect(unreachable_pub, reason = "public for the trainers, through `training`")
)]
mod train;
mod usage;
mod viterbi;
mod words;

#[cfg(feature = "train")]
pub use self::{
    learn::TrainingOptions,
    lexicon::{NameLexicon, build_clusters, build_gazetteer},
    tagger::TaggerWeights,
    train::{LabelledText, tag, train},
};
#[cfg(not(feature = "train"))]
use self::{lexicon::NameLexicon, tagger::TaggerWeights};

use self::names::TaggedName;
use self::words::TaggerWords;
use super::{glued, hash, table};
use crate::model::{Article, Entity, Mention, Text};

static GAZETTEER: &[u8] = include_bytes!("../../../assets/entities/gazetteer.bin");
pub(super) static CLUSTERS: &[u8] = include_bytes!("../../../assets/entities/clusters.bin");
static WEIGHTS: &[u8] = include_bytes!("../../../assets/entities/weights.bin");

/// The entities of the article and every mention of them, by start.
pub(super) fn find(text: &Text, article: &Article) -> (Vec<Entity>, Vec<Mention>) {
    let Some(weights) = TaggerWeights::from_bytes(WEIGHTS) else { return Default::default() };
    let lexicon = NameLexicon::new(GAZETTEER, CLUSTERS);
    let words = TaggerWords::read(
        text,
        article.blocks.iter().map(|block| block.span),
        &glued::gaps(text, article),
    );
    let names = named(text, &words, lexicon, &weights);
    let (entities, of_name) = resolve::resolve(text, &words, &names);
    let credits = credits::stretches(text, article, &words);
    let mention = |(name, entity): (&TaggedName, u32)| {
        let span = resolve::span(text, &words, name)?;
        let credit = credits::holds(&credits, span);
        Some(Mention { entity, span, margin: confidence(name.margin), credit })
    };
    let mentions = names.iter().zip(of_name).filter_map(mention).collect();
    (entities, mentions)
}

fn named(
    text: &Text,
    words: &TaggerWords,
    lexicon: NameLexicon<'_>,
    weights: &TaggerWeights<'_>,
) -> Vec<TaggedName> {
    names::settle(text, words, lexicon, &tagger::tag(text, words, lexicon, weights))
}

/// The lead of a name over the next best reading that counts as 50 of 100. Of
/// the names of the measured sets above it four in five are of the right kind,
/// of those below three in five.
const EVEN: i64 = 250;

/// How sure a name is, 0 to 100, by its lead in units of the weights.
fn confidence(margin: i32) -> u8 {
    let margin = i64::from(margin.max(0));
    u8::try_from(100 * margin / (margin + EVEN)).unwrap_or(100)
}
