//! Who says the words in the source, and whether the draft says the same.

use std::ops::Range;

use super::{JudgedSoFar, PartMatch};
use crate::cite;
use crate::cite::check::attribution::NamedSpeaker;
use crate::cite::check::edge;
use crate::cite::check::sources::SourceArticle;
use crate::cite::check::speaker::{self, Agreement};
use crate::cite::check::verdict::CheckVerdict;
use crate::library::anchor;
use newsquotes::model::{Article, Form, Quote, Span, Text};

/// A draft's speaker named with less confidence says nothing against words of
/// the article's own.
const LEAST_CONFIDENCE: u8 = 50;

/// Compares the speaker whom the draft names with those of the places.
pub(super) fn compare(named: &NamedSpeaker, found: &[&PartMatch], held: &mut JudgedSoFar) {
    if held.verdicts.contains(&CheckVerdict::BoilerplateOnly)
        || held.verdicts.contains(&CheckVerdict::HeadlineOnly)
    {
        return;
    }
    let all: Vec<Agreement> = found.iter().flat_map(|found| agreements(named, found)).collect();
    for agreement in &all {
        if let Agreement::Unknown(why) = agreement {
            held.note(*why);
        }
    }
    if !all.is_empty() && all.iter().all(|agreement| *agreement == Agreement::Other) {
        held.verdicts.insert(CheckVerdict::Misattributed);
    }
    if found.iter().any(|found| is_reported(found)) {
        held.note("reported speech in the source, not a quotation");
    }
}

/// Whether nothing speaks against the draft's speaker.
pub(super) fn agrees(named: &NamedSpeaker, found: &PartMatch) -> bool {
    !agreements(named, found).contains(&Agreement::Other)
}

fn agreements(named: &NamedSpeaker, found: &PartMatch) -> Vec<Agreement> {
    let Some(article) = found.article() else { return Vec::new() };
    let text = &found.source.document.text;
    let one = |range: &Range<usize>| {
        let span = found.span(range);
        match quote_at(article, span).and_then(|index| article.quotes.get(index)) {
            _ if speaker::is_outlet(named, article) => Agreement::Same,
            Some(quote) => {
                let words = text.get(span);
                let again = article.quotes.iter().filter(|other| has_words(text, other, words));
                let all = std::iter::once(quote).chain(again);
                all.map(|quote| speaker::compare(named, text, article, quote))
                    .min_by_key(|agreement| *agreement == Agreement::Other)
                    .unwrap_or(Agreement::Other)
            }
            None if named.confidence < LEAST_CONFIDENCE || named.name.is_none() => {
                Agreement::Unknown("the article's own words")
            }
            None if touches_mark(text.as_str(), range) => {
                Agreement::Unknown("speaker not known in the source")
            }
            None => Agreement::Other,
        }
    };
    found.placing.placed().map(|placed| one(&placed.source)).collect()
}

/// Whether a quotation holds these words: an article may have them twice, and
/// name their speaker otherwise.
fn has_words(text: &Text, quote: &Quote, words: &str) -> bool {
    quote.form.is_verbatim() && quote.parts.iter().any(|part| text.get(*part).contains(words))
}

/// Whether a quotation mark stands right beside the words: the source has a
/// quotation there that was not understood.
fn touches_mark(text: &str, range: &Range<usize>) -> bool {
    let mark = |c: char| matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '‘' | '’' | '\'');
    let near = |text: &str| text.contains(mark);
    let before = text.get(..range.start).unwrap_or_default();
    let after = text.get(range.end..).unwrap_or_default();
    near(edge::tail(before, 4)) || near(edge::head(after, 6))
}

fn is_reported(found: &PartMatch) -> bool {
    let Some(article) = found.article() else { return false };
    let indirect = |range: &Range<usize>| {
        let quote =
            quote_at(article, found.span(range)).and_then(|index| article.quotes.get(index));
        quote.is_some_and(|quote| quote.form == Form::Indirect)
    };
    found.placing.placed().any(|placed| indirect(&placed.source))
}

/// The quotation that holds a span: one in marks before reported speech, of
/// several the one with the most of it.
pub(super) fn quote_at(article: &Article, span: Span) -> Option<usize> {
    let shared = |quote: &Quote| -> usize {
        let part =
            |part: &Span| part.end().min(span.end()).saturating_sub(part.start().max(span.start()));
        quote.parts.iter().map(part).sum()
    };
    let quotes = article.quotes.iter().enumerate().filter(|(_, quote)| shared(quote) > 0);
    let best = quotes.max_by_key(|(index, quote)| {
        (quote.form != Form::Indirect, shared(quote), usize::MAX - index)
    });
    best.map(|(index, _)| index)
}

/// Whether two quotations are one utterance: the same one, or both of one
/// speaker in one paragraph.
pub(super) fn same_utterance(article: &Article, one: usize, other: usize) -> bool {
    if one == other {
        return true;
    }
    let (Some(one), Some(other)) = (article.quotes.get(one), article.quotes.get(other)) else {
        return true;
    };
    let block = |quote: &Quote| {
        let start = quote.extent()?.start();
        article.blocks.iter().position(|block| block.span.contains(start))
    };
    let name = |quote: &Quote| quote.speaker.as_ref().and_then(|speaker| speaker.name.clone());
    block(one) == block(other) && name(one) == name(other)
}

/// Whether the article has a quotation of that id.
pub(super) fn has_id(source: &SourceArticle, id: &str) -> bool {
    let Some(article) = source.article() else { return false };
    let text = &source.document.text;
    let is = |span: Span| {
        let around = anchor::select(text, span).quote;
        cite::id(&around.prefix, text.get(span), &around.suffix) == id
    };
    let verbatim = article.quotes.iter().filter(|quote| quote.form.is_verbatim());
    verbatim
        .into_iter()
        .any(|quote| quote.parts.iter().copied().any(is) || quote.extent().is_some_and(is))
}
