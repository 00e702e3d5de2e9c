//! The basket: passages that a person collects to write with, in an order,
//! each with the words that lead to it.
//!
//! A passage in the basket is an annotation like a note. What is needed to
//! list it and to hand it on is kept beside its place, so that no article has
//! to be opened for it.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::anchor;
use super::annotation::{Annotation, Body, Target};
use crate::library::sure::sure;
use newsquotes::folding::one_line;
use newsquotes::model::{Article, Quote, Span, Text};

/// A passage in the basket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Collected {
    /// Orders the basket, the smallest first.
    pub rank: i64,
    /// What the user writes before the passage.
    #[serde(default)]
    pub lead: String,
    /// The bytes of the source from the first word to the last, as they were
    /// when they were collected.
    pub words: String,
    /// Of a quotation its parts, in bytes of `words`; of any other passage
    /// none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Range<usize>>,
    /// Places of `words` that are not shown as they stand.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub repairs: Vec<Mended>,
    /// Index of its article in the file.
    #[serde(default)]
    pub article: usize,
    #[serde(default)]
    pub from: Provenance,
}

/// A place of the source that is shown as a blank, between glued words, as
/// other characters, as the code of one is, or not at all, as markup is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mended {
    /// Of [`Collected::words`].
    pub bytes: Range<usize>,
    pub blank: bool,
    /// What is shown that is no blank.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub characters: String,
}

impl Mended {
    fn of(bytes: Range<usize>, shown: &str) -> Mended {
        let blank = shown == " ";
        Mended { bytes, blank, characters: if blank { String::new() } else { shown.to_owned() } }
    }

    /// What stands there for a reader.
    #[must_use]
    pub fn shown(&self) -> &str {
        if self.blank { " " } else { &self.characters }
    }
}

/// Where words come from, as far as a list names it. Unknown parts are empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Provenance {
    /// Who said it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub speaker: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub role: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub title: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub byline: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub outlet: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub agency: String,
    /// That of the dateline.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// ISO 8601 cut to its precision, `--04-04` without a year.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub date: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub url: String,
    /// ISO 639-1.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub language: String,
}

impl Collected {
    /// Words of an article to be collected; of a quotation without the marks
    /// around it.
    #[must_use]
    pub fn of(text: &Text, article: &Article, span: Span, quote: Option<&Quote>) -> Collected {
        let within = |part: Span| part.start() - span.start()..part.end() - span.start();
        let parts = quote.iter().flat_map(|quote| &quote.parts).filter(|part| span.covers(**part));
        let repairs = article.repairs.iter().filter(|repair| span.covers(repair.span));
        Collected {
            rank: 0,
            lead: String::new(),
            words: text.get(span).to_owned(),
            parts: parts.map(|part| within(*part)).collect(),
            repairs: repairs.map(|repair| Mended::of(within(repair.span), &repair.shown)).collect(),
            article: 0,
            from: Provenance::of(article, quote),
        }
    }

    /// The words as a list shows them: the parts of a quotation without the
    /// narration between them.
    #[must_use]
    pub fn shown(&self) -> String {
        let whole = std::iter::once(0..self.words.len());
        if self.parts.is_empty() {
            return whole.map(|part| self.shown_part(part)).collect();
        }
        let parts = self.parts.iter().map(|part| self.shown_part(part.clone()));
        parts.collect::<Vec<_>>().join(" … ")
    }

    fn shown_part(&self, part: Range<usize>) -> String {
        let mut shown = String::new();
        let mut at = part.start;
        for mended in &self.repairs {
            if mended.bytes.start < at || mended.bytes.end > part.end {
                continue;
            }
            shown.push_str(sure(self.words.get(at..mended.bytes.start)));
            shown.push_str(mended.shown());
            at = mended.bytes.end;
        }
        shown + sure(self.words.get(at..part.end))
    }
}

impl Provenance {
    /// That of an article, or of a quotation in it.
    #[must_use]
    pub fn of(article: &Article, quote: Option<&Quote>) -> Provenance {
        let meta = &article.meta;
        let one = |fact: Option<&newsquotes::model::Fact<String>>| {
            fact.map_or_else(String::new, |fact| one_line(&fact.value))
        };
        let speaker = quote.and_then(|quote| quote.speaker.as_ref());
        let said = |words: Option<&String>| words.map_or_else(String::new, |words| one_line(words));
        Provenance {
            speaker: said(speaker.and_then(|speaker| speaker.name.as_ref())),
            role: said(speaker.and_then(|speaker| speaker.role.as_ref())),
            title: one(meta.title.as_ref()),
            byline: one(meta.byline.as_ref()),
            outlet: one(meta.outlet.as_ref()),
            agency: one(meta.agency.as_ref()),
            place: one(meta.place.as_ref()),
            language: one(meta.language.as_ref()),
            date: meta.date.as_ref().map_or_else(String::new, |fact| fact.value.iso_or_yearless()),
            url: one(meta.url.as_ref()),
        }
    }

    /// Outlet, or else agency, and date, with a comma between them.
    #[must_use]
    pub fn outlet_and_date(&self) -> String {
        let date = newsquotes::model::Date::parse_iso(&self.date).map(|date| date.words());
        let outlet = if self.outlet.is_empty() { &self.agency } else { &self.outlet };
        let parts = [Some(outlet.clone()), date];
        let known = parts.into_iter().flatten().filter(|part| !part.is_empty());
        known.collect::<Vec<_>>().join(", ")
    }
}

/// The annotation that says that words of a document were used in a draft, by
/// the absolute path of its file; `modified` in seconds since 1970.
#[must_use]
pub(crate) fn used(
    target: Target,
    text: &Text,
    words: Span,
    draft: &str,
    modified: i64,
) -> Annotation {
    let selector = Some(anchor::select(text, words));
    Annotation { target, selector, body: Body::Used { draft: draft.to_owned() }, modified }
}

/// What an annotation collects.
#[must_use]
pub(crate) fn collected(annotation: &Annotation) -> Option<&Collected> {
    match &annotation.body {
        Body::Basket(collected) => Some(collected),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use newsquotes::model::{BlockKind, Form, Repair};

    #[test]
    fn what_is_collected_is_verbatim_and_shown_as_it_is_read() {
        let text = Text::new("She said “We *keep* it,” and “itStays.” Rain.").unwrap();
        let at = |words: &str| {
            let start = text.as_str().find(words).unwrap();
            text.span(start..start + words.len()).unwrap()
        };
        let mut article = Article::new(text.whole());
        let star = |from: usize| Repair {
            span: text.clamp(from..from + 1),
            shown: "".into(),
            why: "test",
        };
        let stars = text.as_str().match_indices('*').map(|(at, _)| star(at));
        article.repairs = stars.collect();
        let glue = at("Stays").start();
        article.repairs.push(Repair {
            span: text.clamp(glue..glue),
            shown: " ".into(),
            why: "test",
        });
        let quote = Quote {
            parts: vec![at("We *keep* it,"), at("itStays.")],
            form: Form::Direct,
            block: BlockKind::Paragraph,
            cue: None,
            speaker: None,
            defects: Vec::new(),
            repeat_of: None,
        };
        let extent = quote.extent().unwrap();
        let collected = Collected::of(&text, &article, extent, Some(&quote));
        assert_eq!(collected.words, text.get(extent));
        assert_eq!(collected.shown(), "We keep it, … it Stays.");
        let passage = Collected::of(&text, &article, at("said “We *keep*"), None);
        assert_eq!(passage.shown(), "said “We keep");
    }

    #[test]
    fn a_use_in_a_draft_is_anchored_by_the_words() {
        let text = Text::new("It stays. Rain.").unwrap();
        let words = text.span(0..9).unwrap();
        let used = used(Target::default(), &text, words, "/drafts/a.md", 7);
        assert_eq!(used.selector.unwrap().quote.exact, "It stays.");
        assert_eq!(used.body, Body::Used { draft: "/drafts/a.md".into() });
    }
}
