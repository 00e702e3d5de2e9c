//! What a person put right, applied to a document as it was loaded: kinds of
//! blocks, facts, speakers.
//!
//! A correction whose words are gone is handed back, never dropped. Nothing
//! here changes the text or stores anything.

use super::anchor::{AnchorFinder, Certainty};
use super::annotation::{Annotation, Body, FactField, corrections_of};
use crate::library::sure::sure;
use newsquotes::model::{
    Article, Block, BlockKind, BlockReason, Date, Document, Evidence, Fact, Meta, Span,
};
use newsquotes::model::{Quote, Speaker, Text};

/// The annotations of one document, by whether their place was found.
#[derive(Clone, Debug, Default)]
pub struct Applied {
    /// The oldest first. Of several for one place and purpose the last holds.
    pub placed: Vec<PlacedCorrection>,
    /// Those whose words are gone: for the user to see, never dropped.
    pub lost: Vec<Annotation>,
}

/// An annotation and its place in the document as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedCorrection {
    /// As it is stored: what to remove to take it back.
    pub annotation: Annotation,
    /// Index in the document's articles.
    pub article: usize,
    /// The passage; of a reading place the words at the top; of a correction
    /// the words of the block or of the quotation's part.
    pub span: Span,
    pub certainty: Certainty,
}

/// Finds the place of every annotation, and puts block kinds and facts right.
/// To be called before extraction, which reads the blocks; the speakers
/// follow in [`apply_speakers`].
#[must_use]
pub(crate) fn apply(document: &mut Document, annotations: Vec<Annotation>) -> Applied {
    let mut applied = place(document, annotations);
    applied.keep_or_lose(|placed| {
        let Some(article) = document.articles.get_mut(placed.article) else { return false };
        match &placed.annotation.body {
            Body::Block(kind) => correct_blocks(article, placed.span, *kind),
            Body::Fact { field, value } => correct_fact(&mut article.meta, *field, value),
            _ => true,
        }
    });
    applied
}

/// Puts the speakers of quotations right, after extraction. An annotation
/// whose words are no longer a quotation becomes a lost one.
pub(crate) fn apply_speakers(document: &mut Document, applied: &mut Applied) {
    let text = document.text.clone();
    applied.keep_or_lose(|placed| {
        let Body::Speaker { name } = &placed.annotation.body else { return true };
        let article = document.articles.get_mut(placed.article);
        let quote = article.and_then(|article| quote_at(article, placed.span));
        quote.map(|quote| correct_speaker(&text, quote, name.as_deref())).is_some()
    });
}

fn place(document: &Document, mut annotations: Vec<Annotation>) -> Applied {
    if annotations.is_empty() {
        // The usual case: nothing to look for, so the text is not read.
        return Applied::default();
    }
    annotations.sort_by_key(|annotation| annotation.modified);
    let finder = AnchorFinder::new(&document.text);
    let mut applied = Applied::default();
    for annotation in annotations {
        match place_one(document, &finder, &annotation) {
            Some((article, span, certainty)) => {
                applied.placed.push(PlacedCorrection { annotation, article, span, certainty });
            }
            None => applied.lost.push(annotation),
        }
    }
    applied
}

fn place_one(
    document: &Document,
    finder: &AnchorFinder<'_>,
    annotation: &Annotation,
) -> Option<(usize, Span, Certainty)> {
    let Some(selector) = &annotation.selector else {
        return Some((0, document.articles.first()?.span, Certainty::Unmoved));
    };
    let found = finder.find(selector)?;
    let article = document.articles.iter().position(|article| article.span.overlaps(found.span))?;
    if let Body::Place(top) = &annotation.body {
        // A reading place whose words were edited is the article's start.
        let found = finder.find(top).unwrap_or(found);
        return Some((article, found.span, found.certainty));
    }
    Some((article, found.span, found.certainty))
}

/// Gives the blocks that make up `span` another kind; `false` when it is no
/// block nor the greater part of one, so that a short line that now stands
/// within a long paragraph does not take the paragraph with it.
fn correct_blocks(article: &mut Article, span: Span, kind: BlockKind) -> bool {
    let mut corrected = false;
    for block in &mut article.blocks {
        let shared = overlap(block.span, span);
        if 2 * shared > block.span.len() {
            *block = Block { kind, why: BlockReason::Corrected, ..*block };
            corrected = true;
        }
    }
    corrected
}

/// Puts the user's value in; `false` when it cannot be read as such a fact.
fn correct_fact(meta: &mut Meta, field: FactField, value: &str) -> bool {
    let value = value.trim();
    let fact = (!value.is_empty()).then(|| Fact::new(value.to_owned(), Evidence::User));
    match field {
        FactField::Title => meta.title = fact,
        FactField::Byline => meta.byline = fact,
        FactField::Outlet => meta.outlet = fact,
        FactField::Agency => meta.agency = fact,
        FactField::Place => meta.place = fact,
        FactField::Url => meta.url = fact,
        FactField::Language => meta.language = fact,
        FactField::Tags => meta.tags = tags(value),
        FactField::Date if value.is_empty() => meta.date = None,
        FactField::Date => match Date::parse_iso(value) {
            Some(date) => meta.date = Some(Fact::new(date, Evidence::User)),
            None => return false,
        },
    }
    true
}

fn tags(value: &str) -> Vec<Fact<String>> {
    let tags = value.split(',').map(str::trim).filter(|tag| !tag.is_empty());
    tags.map(|tag| Fact::new(tag.to_owned(), Evidence::User)).collect()
}

/// The quotation that has a part at `span`, or that shares most with it.
fn quote_at(article: &mut Article, span: Span) -> Option<&mut Quote> {
    let shared =
        |quote: &Quote| quote.parts.iter().map(|part| overlap(*part, span)).fold(0, usize::max);
    let quote = article.quotes.iter_mut().max_by_key(|quote| shared(quote))?;
    let enough = quote.parts.iter().any(|part| {
        let smaller = part.len().min(span.len());
        2 * overlap(*part, span) > smaller
    });
    enough.then_some(quote)
}

fn correct_speaker(text: &Text, quote: &mut Quote, name: Option<&str>) {
    let old = quote.speaker.take();
    let Some(name) = name.map(str::trim).filter(|name| !name.is_empty()) else { return };
    let mention = old.and_then(|old| old.mention).filter(|mention| fits(text.get(*mention), name));
    quote.speaker = Some(Speaker {
        mention,
        name: Some(name.to_owned()),
        role: None,
        antecedent: None,
        why: "corrected by you",
        confidence: 100,
    });
}

/// Whether the words beside a quotation may stand for the corrected name: "he"
/// and "the minister" may, another name may not.
fn fits(mention: &str, name: &str) -> bool {
    let names_someone = mention.chars().next().is_some_and(char::is_uppercase);
    let words = |text: &str| text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
    let of_name = words(name);
    !names_someone || words(mention).iter().any(|word| of_name.contains(word))
}

/// Bytes that two spans share.
fn overlap(a: Span, b: Span) -> usize {
    a.end().min(b.end()).saturating_sub(a.start().max(b.start()))
}

impl Applied {
    /// What holds for one article: the latest for each place and purpose.
    pub fn of_article(&self, article: usize) -> impl Iterator<Item = &PlacedCorrection> {
        self.placed.iter().enumerate().filter_map(move |(index, placed)| {
            let later = sure(self.placed.get(index + 1..));
            let holds = || !later.iter().any(|other| other.supersedes(placed));
            (placed.article == article && holds()).then_some(placed)
        })
    }

    /// Stands for all corrections among them, see [`corrections_of`].
    #[must_use]
    pub fn corrections(&self) -> u64 {
        let placed = self.placed.iter().map(|placed| &placed.annotation);
        corrections_of(placed.chain(&self.lost))
    }

    /// The stored annotations that one made now, with this body, replaces:
    /// remove them together with storing the new one, or alone to take the
    /// state back. `span` is that of the block, or of the quotation's part;
    /// it does not matter for what belongs to the whole article.
    #[must_use]
    pub fn replaced_by(&self, article: usize, span: Span, body: &Body) -> Vec<Annotation> {
        let replaced = self.placed.iter().filter(|placed| placed.is_for(article, span, body));
        replaced.map(|placed| placed.annotation.clone()).collect()
    }

    fn keep_or_lose(&mut self, mut keep: impl FnMut(&PlacedCorrection) -> bool) {
        let (kept, lost): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.placed).into_iter().partition(&mut keep);
        self.placed = kept;
        self.lost.extend(lost.into_iter().map(|placed| placed.annotation));
    }
}

impl PlacedCorrection {
    fn supersedes(&self, earlier: &PlacedCorrection) -> bool {
        earlier.is_for(self.article, self.span, &self.annotation.body)
    }

    fn is_for(&self, article: usize, span: Span, body: &Body) -> bool {
        let own = &self.annotation.body;
        let near = || {
            let longer = self.span.len().max(span.len());
            self.span == span || 2 * overlap(self.span, span) > longer
        };
        let same_purpose = self.article == article && own.purpose() == body.purpose();
        // Notes on passages that share words are two notes.
        let here = || if own.is_correction() { near() } else { self.span == span };
        same_purpose && (own.is_of_article() || here())
    }
}

#[cfg(test)]
mod tests;
