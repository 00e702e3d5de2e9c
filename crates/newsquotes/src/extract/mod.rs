//! Text in, quotations and entities out: who said what, about whom.
//!
//! Pure functions of a text and its blocks: no file, clock, thread or global
//! state, the same result on every platform.

mod acronyms;
pub mod align;
pub mod clauses;
pub mod difference;
mod entities;
mod evidence;
mod foreign;
mod forms;
pub mod given_names;
mod glued;
mod hash;
mod indices;
mod indirect;
mod labels;
mod lexicon;
mod linear;
mod looks;
mod marks;
mod name_tags;
mod naming;
mod people;
mod phrases;
#[cfg_attr(
    not(feature = "train"),
    expect(unreachable_pub, reason = "public for the trainers, through `training`")
)]
mod quotes;
#[cfg_attr(
    not(feature = "train"),
    expect(unreachable_pub, reason = "public for the trainers, through `training`")
)]
mod ranker;
mod reading;
mod register;
mod repeats;
mod roles;
pub mod sentences;
mod set_apart;
mod signature;
mod sources;
mod speakers;
pub mod speech_parts;
mod syntax;
mod table;
mod templates;
pub mod tokens;
#[cfg(any(test, feature = "train"))]
pub mod treebank;
mod turns;
mod words;

use crate::model::{Article, Entity, Mention, Quote, Text};

/// What the programs in `examples/` that train the weights need of the inside:
/// decisions with their features, and the reading and writing of weights. No
/// part of the engine's interface.
#[cfg(feature = "train")]
pub mod training {
    pub use super::entities::{
        LabelledText, NameLexicon, TaggerWeights, TrainingOptions, build_clusters, build_gazetteer,
        tag, train,
    };
    pub use super::quotes::find_with;
    pub use super::ranker::{
        Confidence, DecisionKind, Judge, RankedChoice, RankedDecision, RankerWeights, SLOTS, UNIT,
        best,
    };
}

/// Whether an English word in small letters only holds others together: "the",
/// "of", "she".
#[must_use]
pub fn is_function_word(word: &str) -> bool {
    use lexicon::class::{FUNCTION, PRONOUN};
    lexicon::entry(word).classes & (FUNCTION | PRONOUN) != 0
}

/// Fills the article's quotes, entities and mentions from its blocks.
pub fn extract(text: &Text, article: &mut Article) {
    find_entities(text, article);
    find_quotes(text, article);
}

/// Fills the article's quotes from its blocks: who said what, in marks or
/// reported, each as a range of the text.
///
/// ```
/// use newsquotes::{extract, load, model::Form};
///
/// let page = "Melle votes on its bridge.\n\n\
///     Mayor Greta Ober said that the bridge would stay. “It is ours,” she added.\n";
/// let mut document = load::load("page.txt", page.into());
/// let article = &mut document.articles[0];
/// extract::find_quotes(&document.text, article);
///
/// let told = article.quotes.iter().find(|quote| quote.form == Form::Indirect).unwrap();
/// assert_eq!(document.text.get(told.parts[0]), "the bridge would stay");
/// let quoted = article.quotes.iter().find(|quote| quote.form == Form::Direct).unwrap();
/// let speaker = quoted.speaker.as_ref().unwrap();
/// assert_eq!(speaker.mention.map(|span| document.text.get(span)), Some("she"));
/// assert_eq!(speaker.name.as_deref(), Some("Greta Ober"));
/// ```
pub fn find_quotes(text: &Text, article: &mut Article) {
    article.quotes = quotes_of(text, article);
}

/// Fills the article's entities and mentions from its blocks: the people,
/// organisations and places that it names.
///
/// ```
/// use newsquotes::{extract, load, model::EntityKind};
///
/// let page = "Greta Ober leads the town council.\n\n\
///     On Monday Ober flew to Paris to meet the minister.\n";
/// let mut document = load::load("page.txt", page.into());
/// let article = &mut document.articles[0];
/// extract::find_entities(&document.text, article);
///
/// let ober = article.entities.iter().position(|entity| entity.name == "Greta Ober").unwrap();
/// assert_eq!(article.entities[ober].kind, EntityKind::Person);
/// let mentions = article.mentions.iter().filter(|mention| mention.entity as usize == ober);
/// let words: Vec<&str> = mentions.map(|mention| document.text.get(mention.span)).collect();
/// assert_eq!(words, ["Greta Ober", "Ober"]);
/// ```
pub fn find_entities(text: &Text, article: &mut Article) {
    (article.entities, article.mentions) = entities_of(text, article);
}

/// The quotations that the article's blocks hold, by the start of their first
/// part; [`find_quotes`] puts them into the article.
#[must_use]
pub fn quotes_of(text: &Text, article: &Article) -> Vec<Quote> {
    quotes::find(text, article)
}

/// The entities that the article's blocks name and every mention of them, by
/// start; [`find_entities`] puts them into the article.
#[must_use]
pub fn entities_of(text: &Text, article: &Article) -> (Vec<Entity>, Vec<Mention>) {
    entities::find(text, article)
}
