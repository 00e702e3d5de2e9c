//! Text in, quotations and entities out: who said what, about whom.
//!
//! Pure functions of a text and its blocks: no file, clock, thread or global
//! state, the same result on every platform.

mod acronyms;
pub mod align;
pub mod difference;
pub mod entities;
mod evidence;
mod foreign;
mod forms;
pub mod given_names;
mod indirect;
mod lexicon;
mod looks;
mod marks;
mod naming;
mod people;
mod phrases;
pub mod quotes;
pub mod ranker;
mod reading;
mod register;
mod repeats;
mod roles;
pub mod sentences;
mod set_apart;
mod signature;
mod sources;
mod speakers;
pub mod tokens;
mod words;

use crate::model::{Article, Text};

/// Whether an English word in small letters only holds others together: "the",
/// "of", "she".
#[must_use]
pub fn is_function_word(word: &str) -> bool {
    use lexicon::class::{FUNCTION, PRONOUN};
    lexicon::entry(word).classes & (FUNCTION | PRONOUN) != 0
}

/// Fills the article's quotes, entities and mentions from its blocks.
pub fn extract(text: &Text, article: &mut Article) {
    find_quotes(text, article);
    find_entities(text, article);
}

/// Fills the article's quotes from its blocks.
pub fn find_quotes(text: &Text, article: &mut Article) {
    article.quotes = quotes::find(text, article);
}

/// Fills the article's entities and mentions from its blocks.
pub fn find_entities(text: &Text, article: &mut Article) {
    (article.entities, article.mentions) = entities::find(text, article);
}
