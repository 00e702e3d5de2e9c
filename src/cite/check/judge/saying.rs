//! Who says the words in the source, and whether the draft says the same.

use std::ops::Range;

use super::JudgedSoFar;
use super::matching::PartMatch;
use crate::cite;
use crate::cite::check::attribution::NamedSpeaker;
use crate::cite::check::draft::Quotation;
use crate::cite::check::edge;
use crate::cite::check::sources::{SourceArticle, Sources};
use crate::cite::check::speaker::{self, SpeakerTold, known_in};
use crate::cite::check::verdict::{Attribution, CheckVerdict, SpeakerAnswer};
use crate::library::anchor;
use newsquotes::model::{Article, EntityKind, Form, Quote, Span, Text};

/// Only words that are so much like the source's are known to be another's.
const LEAST_LIKENESS: f32 = 0.9;
/// How many articles of the library are asked who a description is.
const MOST_ASKED: usize = 8;

/// Compares the speaker whom the draft names with those of the places.
pub(super) fn answer(
    sources: &dyn Sources,
    quotation: &Quotation,
    found: &[&PartMatch],
    held: &mut JudgedSoFar,
) -> SpeakerAnswer {
    let nobody = |why: &str| SpeakerAnswer {
        attribution: Attribution::NotNamed,
        why: why.to_owned(),
        nearest: Vec::new(),
    };
    let Some(named) = quotation.speaker.as_ref().filter(|_| !found.is_empty()) else {
        return nobody("");
    };
    let aside = [CheckVerdict::BoilerplateOnly, CheckVerdict::HeadlineOnly];
    if aside.iter().any(|aside| held.verdicts.contains(aside)) {
        return nobody("the words stand beside the article");
    }
    if found.iter().any(|found| is_reported(found)) {
        held.note("reported speech in the source, not a quotation");
    }
    let told = found.iter().flat_map(|found| told(named, found)).collect();
    let mut told = joined(told);
    if told.attribution < Attribution::NotNamed
        && let Some(why) = found.iter().find_map(|found| in_library(sources, named, found))
    {
        told = SpeakerTold::proven(why);
    }
    let is_open = told.attribution < Attribution::NotNamed;
    let nearest = found
        .first()
        .filter(|_| is_open)
        .and_then(|found| Some(speaker::nearest(found.article()?, &found.placing.extent()?)));
    SpeakerAnswer {
        attribution: told.attribution,
        why: told.why,
        nearest: nearest.into_iter().flatten().collect(),
    }
}

/// What one match says of the draft's speaker, to choose between matches.
pub(super) fn standing(quotation: &Quotation, found: &PartMatch) -> Attribution {
    match &quotation.speaker {
        Some(named) => joined(told(named, found)).attribution,
        None => Attribution::Proven,
    }
}

/// One answer for all places: contradicted where all of them are, proven where
/// one is and none is contradicted.
fn joined(all: Vec<SpeakerTold>) -> SpeakerTold {
    let is = |attribution| move |told: &SpeakerTold| told.attribution == attribution;
    let contradicted = all.iter().any(is(Attribution::Contradicted));
    if contradicted && !all.iter().all(is(Attribution::Contradicted)) {
        return SpeakerTold::unproven("the source gives parts of it to others");
    }
    let best = all.into_iter().max_by_key(|told| told.attribution);
    best.unwrap_or_else(|| SpeakerTold::unproven("the words stand in no article"))
}

fn told(named: &NamedSpeaker, found: &PartMatch) -> Vec<SpeakerTold> {
    let Some(article) = found.article() else { return Vec::new() };
    let one = |range: &Range<usize>| {
        let told = told_at(named, article, found, range);
        if told.attribution == Attribution::Contradicted && found.placing.likeness < LEAST_LIKENESS
        {
            return SpeakerTold::unproven(told.why);
        }
        told
    };
    found.placing.placed().map(|placed| one(&placed.source)).collect()
}

fn told_at(
    named: &NamedSpeaker,
    article: &Article,
    found: &PartMatch,
    range: &Range<usize>,
) -> SpeakerTold {
    let text = &found.source.document.text;
    let span = found.span(range);
    let quote = quote_at(article, span).and_then(|index| article.quotes.get(index));
    // A reporter is the speaker of their own words, not of those they quote.
    let may_be_outlet = quote.is_none() || named.kind != Some(EntityKind::Person);
    if may_be_outlet && speaker::is_outlet(named, article) {
        return SpeakerTold::proven("the paper itself says it");
    }
    let Some(quote) = quote else {
        return if touches_mark(text.as_str(), range) {
            SpeakerTold::unproven("the source does not say who said it")
        } else {
            speaker::own_words(named, text, article)
        };
    };
    let words = text.get(span);
    let again = article.quotes.iter().filter(|other| has_words(text, other, words));
    let all = std::iter::once(quote).chain(again);
    all.map(|quote| speaker::compare(named, text, article, quote))
        .max_by_key(|told| told.attribution)
        .unwrap_or_else(|| SpeakerTold::unproven("the source does not say who said it"))
}

/// Whether another article of the library says that the draft's person and the
/// source's are one: “Montana Democrat Max Baucus”.
fn in_library(sources: &dyn Sources, named: &NamedSpeaker, found: &PartMatch) -> Option<String> {
    let article = found.article()?;
    let placed = found.placing.placed().next()?;
    let quote = article.quotes.get(quote_at(article, found.span(&placed.source))?)?;
    let said = quote.speaker.as_ref()?;
    let mention = said.mention.map(|mention| found.source.document.text.get(mention));
    let own = named.name.as_deref().unwrap_or(&named.text);
    // “The Norrby Democrat” may have been taken for the wrong one of the people
    // of its own article: what is printed counts as well as the name.
    let mut theirs = said.name.as_deref().into_iter().chain(mention);
    let theirs = theirs.find(|theirs| speaker::describes_either(own, theirs))?;
    let leads = sources.leads(&format!("{own} {theirs}"));
    let asked = leads.iter().take(MOST_ASKED).filter_map(|lead| sources.article(lead));
    asked.into_iter().find_map(|other| {
        let words = other.document.text.get(other.article()?.span);
        let file = other.document.origin.file_name();
        known_in(words, own, theirs).then(|| format!("{own} and {theirs} are one person in {file}"))
    })
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
    let near = |text: Option<&str>| text.is_some_and(|text| text.contains(mark));
    near(text.get(..range.start).map(|before| edge::tail(before, 4)))
        || near(text.get(range.end..).map(|after| edge::head(after, 6)))
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
