//! The basket: passages that a person collects to write with, in an order,
//! each with the words that lead to it.
//!
//! A passage in the basket is an annotation like a note. What is needed to
//! list it and to hand it on is kept beside its place, so that no article has
//! to be opened for it.

use serde::{Deserialize, Serialize};

use super::annotation::{Annotation, Body};
use crate::model::{Article, Quote};

/// A passage in the basket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Collected {
    /// Orders the basket, the smallest first.
    pub rank: i64,
    /// What the user writes before the passage.
    #[serde(default)]
    pub lead: String,
    /// The words with the marks around them, cut from the source when they
    /// were collected.
    pub words: String,
    /// Index of its article in the file.
    #[serde(default)]
    pub article: usize,
    #[serde(default)]
    pub from: Provenance,
}

/// Where words come from, as far as a list names it. Unknown parts are empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Provenance {
    /// Who said it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub speaker: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// The outlet, or else the agency.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub outlet: String,
    /// ISO 8601 cut to its precision, `--04-04` without a year.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub date: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub url: String,
}

impl Provenance {
    /// That of an article, or of a quotation in it.
    #[must_use]
    pub fn of(article: &Article, quote: Option<&Quote>) -> Provenance {
        let meta = &article.meta;
        let fold = |words: &str| words.split_whitespace().collect::<Vec<_>>().join(" ");
        let one = |fact: Option<&crate::model::Fact<String>>| {
            fact.map(|fact| fold(&fact.value)).unwrap_or_default()
        };
        let speaker = quote.and_then(|quote| quote.speaker.as_ref()?.name.as_deref());
        Provenance {
            speaker: speaker.map(fold).unwrap_or_default(),
            title: one(meta.title.as_ref()),
            outlet: one(meta.outlet.as_ref().or(meta.agency.as_ref())),
            date: meta.date.as_ref().map(|fact| fact.value.iso_or_yearless()).unwrap_or_default(),
            url: one(meta.url.as_ref()),
        }
    }

    /// Outlet and date, with a comma between them.
    #[must_use]
    pub fn outlet_and_date(&self) -> String {
        let date = crate::model::Date::parse_iso(&self.date).map(|date| date.words());
        let parts = [Some(self.outlet.clone()), date];
        let known = parts.into_iter().flatten().filter(|part| !part.is_empty());
        known.collect::<Vec<_>>().join(", ")
    }
}

/// What an annotation collects.
#[must_use]
pub fn collected(annotation: &Annotation) -> Option<&Collected> {
    match &annotation.body {
        Body::Basket(collected) => Some(collected),
        _ => None,
    }
}
