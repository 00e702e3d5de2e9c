//! The basket as one piece of text, in any format of `cite`.
//!
//! What lies in the basket keeps its words, their surroundings and its
//! article's facts, so that a stand-in for the article can be made of them
//! and no file has to be read. Which paragraph the words stand in is not
//! known then and not printed.

use super::Writing;
use crate::app::clip::counted;
use crate::app::{Handing, HandoverText};
use crate::cite::{CitedPassage, Exporter, LineStarts, Subject};
use crate::library::annotation::Annotation;
use crate::library::basket::{Collected, Provenance};
use crate::library::notes;
use newsquotes::model::{
    Article, BlockKind, Date, Document, Evidence, Fact, Form, Meta, Offsets, Origin, Quote, Repair,
    Speaker, Text,
};

/// An item of the basket as it is handed over.
#[derive(Clone, Copy, Debug)]
pub(super) struct BasketItem<'a> {
    pub annotation: &'a Annotation,
    pub collected: &'a Collected,
    /// The user's note on these words.
    pub note: Option<&'a str>,
}

/// The items in order, each after its connecting words.
pub(super) fn compose(
    items: &[BasketItem<'_>],
    writing: &Writing,
    handed: &Handing,
) -> HandoverText {
    let format = writing.format;
    let mut exporter = Exporter::new(format, writing.options(handed.accessed), handed.keys.clone());
    let (mut text, mut words) = (String::new(), 0);
    for item in items {
        let Some(document) = stand_in(item) else { continue };
        let lines = LineStarts::of(&document);
        let Some(subject) = Subject::new(&document, 0, &lines) else { continue };
        let Some(mut passage) = passage(&subject) else { continue };
        passage.note = item.note.map(str::to_owned);
        passage.tags = item.note.map_or_else(Vec::new, notes::tags);
        words += passage.count();
        if format.is_running_text() {
            let first = text.is_empty();
            push_apart(&mut text, &item.collected.lead);
            // Before its first piece a format sets no blank line.
            text.push_str(if first && !text.is_empty() { "\n" } else { "" });
        }
        exporter.article(&subject, &[passage], &mut text);
        if format.is_running_text() {
            let note = item.note.map(|note| format!("Note: {note}"));
            push_apart(&mut text, note.as_deref().unwrap_or(""));
        }
    }
    exporter.finish(&mut text);
    HandoverText { text, what: counted(words, format) }
}

/// Adds words of the user's own as a paragraph.
fn push_apart(text: &mut String, words: &str) {
    if !words.is_empty() {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(words);
        text.push('\n');
    }
}

fn passage<'a>(subject: &'a Subject<'a>) -> Option<CitedPassage<'a>> {
    if subject.article.quotes.is_empty() {
        return Some(CitedPassage::of_span(subject, subject.article.span));
    }
    CitedPassage::of_quote(subject, 0)
}

/// A document of the words and what stood around them, whose one article is
/// the words.
fn stand_in(item: &BasketItem<'_>) -> Option<Document> {
    let BasketItem { annotation, collected, .. } = item;
    let around = &annotation.selector.as_ref()?.quote;
    let start = around.prefix.len();
    let text = Text::new(format!("{}{}{}", around.prefix, collected.words, around.suffix))?;
    let span = |bytes: &std::ops::Range<usize>| {
        text.span(start.saturating_add(bytes.start)..start.saturating_add(bytes.end))
    };
    let mut article = Article::new(span(&(0..collected.words.len()))?);
    article.meta = meta(&collected.from);
    let repairs = collected.repairs.iter().filter_map(|mended| {
        let shown = mended.shown().to_owned().into();
        Some(Repair { span: span(&mended.bytes)?, shown, why: "as it was collected" })
    });
    article.repairs = repairs.collect();
    let parts: Vec<_> = collected.parts.iter().filter_map(span).collect();
    if !parts.is_empty() {
        article.quotes.push(Quote {
            parts,
            form: Form::Direct,
            block: BlockKind::Paragraph,
            cue: None,
            speaker: speaker(&collected.from),
            defects: Vec::new(),
            repeat_of: None,
        });
    }
    let target = &annotation.target;
    let origin = Origin {
        path: target.path.clone(),
        sha256: target.sha256,
        offsets: Offsets::Text,
        ..Origin::default()
    };
    Some(Document { text, origin, articles: vec![article], ..Document::default() })
}

fn speaker(from: &Provenance) -> Option<Speaker> {
    let known = |words: &str| Some(words.to_owned()).filter(|words| !words.is_empty());
    Some(Speaker {
        mention: None,
        name: Some(known(&from.speaker)?),
        role: known(&from.role),
        antecedent: None,
        why: "as it was collected",
        confidence: 100,
    })
}

fn meta(from: &Provenance) -> Meta {
    let fact = |words: &str| {
        let known = Some(words.to_owned()).filter(|words| !words.is_empty());
        known.map(|words| Fact::new(words, Evidence::User))
    };
    Meta {
        title: fact(&from.title),
        byline: fact(&from.byline),
        outlet: fact(&from.outlet),
        agency: fact(&from.agency),
        place: fact(&from.place),
        date: Date::parse_iso(&from.date).map(|date| Fact::new(date, Evidence::User)),
        url: fact(&from.url),
        language: fact(&from.language),
        tags: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cite::{FORMATS, format_named};
    use crate::library::annotation::{Body, Selector, Target, TextQuote};

    const WORDS: &str = "We *keep* it,” Ober said. “It stays.";

    fn item(lead: &str) -> (Annotation, Collected) {
        let from = Provenance {
            speaker: "Ida Ober".into(),
            title: "Bridge stays".into(),
            outlet: "The Courier".into(),
            date: "2026-03-12".into(),
            ..Provenance::default()
        };
        let at = |words: &str| {
            let start = WORDS.find(words).unwrap();
            start..start + words.len()
        };
        let stars = WORDS.match_indices('*').map(|(at, _)| at..at + 1);
        let mended = |bytes| crate::library::basket::Mended {
            bytes,
            blank: false,
            characters: String::new(),
        };
        let collected = Collected {
            rank: 1,
            lead: lead.into(),
            words: WORDS.into(),
            parts: vec![at("We *keep* it,"), at("It stays.")],
            repairs: stars.map(mended).collect(),
            article: 0,
            from,
        };
        let quote = TextQuote {
            prefix: "She said. “".into(),
            suffix: "” Rain.".into(),
            ..TextQuote::default()
        };
        let annotation = Annotation {
            target: Target { path: "/news/a.txt".into(), sha256: [7; 32] },
            selector: Some(Selector { quote, position: 0..9 }),
            body: Body::Basket(Box::new(collected.clone())),
            modified: 0,
        };
        (annotation, collected)
    }

    fn composed(format: &str) -> String {
        let (first, second) = (item("She began:"), item(""));
        let items = [
            BasketItem { annotation: &first.0, collected: &first.1, note: None },
            BasketItem { annotation: &second.0, collected: &second.1, note: Some("Ask. #bridge") },
        ];
        let writing = Writing { format: format_named(format).unwrap(), style: None };
        let accessed = Date::parse_iso("2027-01-15");
        compose(&items, &writing, &Handing { accessed, ..Handing::default() }).text
    }

    #[test]
    fn connecting_words_quotations_and_notes_stand_in_order() {
        let text = composed("plain");
        let places: Vec<_> = [
            "She began:",
            "“We keep it ... It stays,” Ida Ober",
            "Ida Ober",
            "The Courier",
            "Note: Ask. #bridge",
        ]
        .map(|words| text.find(words).unwrap_or_else(|| panic!("{words}: {text}")))
        .into();
        assert!(places.is_sorted(), "{text}");
        assert_eq!(text.matches("It stays").count(), 2);
    }

    #[test]
    fn every_format_has_the_words_and_data_nothing_else() {
        for format in FORMATS.iter().filter(|format| !format.is_bibliography) {
            let text = composed(format.name);
            assert!(text.contains("It stays"), "{}: {text}", format.name);
            assert_eq!(text.contains("She began:"), format.is_running_text(), "{}", format.name);
        }
        let json: serde_json::Value = serde_json::from_str(&composed("json")).unwrap();
        assert_eq!(json.as_array().unwrap().len(), 2);
    }
}
