//! The quotations of a draft's prose: those that the engine finds between
//! marks, those set apart, and those that the markup declares.

use std::ops::Range;

use super::people::DraftPeople;
use super::{Quotation, QuotedPart};
use crate::cite::check::attribution::{self, NamedSpeaker};
use crate::cite::check::prose::{Prose, ProseRole};
use newsquotes::extract;
use newsquotes::model::{Article, Block, BlockKind, BlockReason, Form, Quote, Span, Text};

/// A quotation set apart: its words and what is said of it.
#[derive(Debug)]
pub(super) struct SetApartQuotation {
    pub(super) range: Range<usize>,
    attribution: Option<NamedSpeaker>,
    cited: String,
}

pub(super) struct QuotationFinder<'a> {
    pub(super) prose: &'a Prose,
    pub(super) text: &'a Text,
    pub(super) set_apart: Vec<SetApartQuotation>,
    /// What the engine reads.
    pub(super) blocks: Vec<Block>,
}

impl<'a> QuotationFinder<'a> {
    pub(super) fn new(prose: &'a Prose, text: &'a Text) -> QuotationFinder<'a> {
        let mut finder = QuotationFinder { prose, text, set_apart: Vec::new(), blocks: Vec::new() };
        finder.sort_blocks();
        finder
    }

    pub(super) fn words(&self, range: Range<usize>) -> &'a str {
        let words = self.prose.words.get(range);
        debug_assert!(words.is_some(), "a range of other prose");
        words.unwrap_or("")
    }

    /// Tells quotations set apart with their attributions from prose.
    fn sort_blocks(&mut self) {
        let mut last: Option<u32> = None;
        for block in &self.prose.blocks {
            let words = self.words(block.range.clone());
            match block.role {
                ProseRole::Quotation(number) => {
                    self.quotation(block.range.clone(), last == Some(number));
                    last = Some(number);
                    continue;
                }
                ProseRole::Attribution => self.attribute(words),
                ProseRole::Footnote if attribution::is_citation(words) => {}
                ProseRole::Paragraph if last.is_some() && attribution::is_line(words) => {
                    self.attribute(words);
                }
                role => self.blocks.push(Block {
                    kind: kind(role),
                    span: self.text.clamp(block.range.clone()),
                    why: BlockReason::Draft,
                }),
            }
            last = None;
        }
    }

    fn attribute(&mut self, words: &str) {
        if let Some(last) = self.set_apart.last_mut() {
            last.attribution = attribution::line(words).or(last.attribution.take());
            last.cited.push_str(words);
        }
    }

    /// The lines of a block set apart: words, or what is said of them.
    fn quotation(&mut self, range: Range<usize>, goes_on: bool) {
        let (mut start, mut at) = (None, range.start);
        let mut end = at;
        if !goes_on {
            let empty = range.start..range.start;
            self.set_apart.push(SetApartQuotation {
                range: empty,
                attribution: None,
                cited: String::new(),
            });
        }
        for line in self.words(range).split_inclusive('\n') {
            if attribution::is_line(line) {
                self.attribute(line);
            } else if !line.trim().is_empty() {
                start = start.or(Some(at + line.len() - line.trim_start().len()));
                end = at + line.trim_end().len();
            }
            at += line.len();
        }
        let (Some(start), Some(last)) = (start, self.set_apart.last_mut()) else { return };
        if last.range.is_empty() {
            last.range.start = start;
        }
        last.range.end = end;
        let span = self.text.clamp(start..end);
        self.blocks.push(Block { kind: BlockKind::Paragraph, span, why: BlockReason::SetApart });
    }

    pub(super) fn find(&self, source: &str) -> Vec<Quotation> {
        let mut article = Article::new(self.text.whole());
        article.blocks.clone_from(&self.blocks);
        extract::extract(self.text, &mut article);
        let Article { quotes, entities, mentions, .. } = article;
        let people = DraftPeople { text: self.text, entities, mentions };
        let mut found = Vec::new();
        for apart in self.set_apart.iter().filter(|apart| !apart.range.is_empty()) {
            found.push(self.of_set_apart(apart, &quotes, &people));
        }
        for quote in quotes.iter().filter(|quote| self.is_inline(quote)) {
            found.push(self.of_quote(quote, &quotes, &people));
        }
        self.declared(&mut found);
        found.sort_by_key(|(range, _)| (range.start, range.end));
        Self::carry_speakers(&mut found);
        self.cite(&mut found);
        self.identify(&mut found);
        number_lines(source, &mut found);
        found.into_iter().map(|(_, quotation)| quotation).collect()
    }

    /// Whether it stands in marks and not in a quotation set apart.
    fn is_inline(&self, quote: &Quote) -> bool {
        let marked = !matches!(quote.form, Form::Indirect | Form::Block);
        let Some(extent) = quote.extent().filter(|_| marked) else { return false };
        !self
            .set_apart
            .iter()
            .any(|apart| apart.range.start <= extent.start() && extent.end() <= apart.range.end)
    }

    fn part(&self, range: Range<usize>) -> QuotedPart {
        let words = self.words(range.clone());
        let start = range.start + (words.len() - words.trim_start().len());
        let range = start..start.max(range.start + words.trim_end().len());
        QuotedPart {
            words: self.words(range.clone()).to_owned(),
            bytes: self.prose.source_of(range.clone()),
            range,
        }
    }

    fn of_set_apart(
        &self,
        apart: &SetApartQuotation,
        quotes: &[Quote],
        people: &DraftPeople<'_>,
    ) -> (Range<usize>, Quotation) {
        let span = self.text.clamp(apart.range.clone());
        let inside = |quote: &&Quote| quote.extent().is_some_and(|extent| span.overlaps(extent));
        // “Ober and Hale disagree”: a name inside the quoted words is not their
        // speaker; nor is one of the paragraph before, unless it leads to them
        // (“Hale said:”).
        let led = |quote: &&Quote| {
            let mention = quote.speaker.as_ref().and_then(|speaker| speaker.mention);
            mention.is_some_and(|mention| self.leads(mention, span))
        };
        let told = quotes
            .iter()
            .filter(inside)
            .find(led)
            .and_then(|quote| self.named(quote, quotes, people));
        let quotation = Quotation {
            parts: vec![self.part(self.without_marks(apart.range.clone()))],
            line: 0,
            speaker: apart.attribution.clone().or(told),
            id: None,
            cited: apart.cited.clone(),
            is_doubtful: false,
        };
        (apart.range.clone(), quotation)
    }

    /// Whether a mention stands in the block right before a quotation set
    /// apart, and that block ends in a colon.
    fn leads(&self, mention: Span, quotation: Span) -> bool {
        let after = self.blocks.partition_point(|block| block.span.start() < quotation.start());
        let before = after.checked_sub(1).and_then(|index| self.blocks.get(index));
        before.is_some_and(|block| {
            block.span.covers(mention) && self.text.get(block.span).ends_with(':')
        })
    }

    /// Takes off one pair of marks that holds all of it.
    fn without_marks(&self, range: Range<usize>) -> Range<usize> {
        let words = self.words(range.clone());
        let opening = |c: &char| matches!(c, '"' | '“' | '„' | '«' | '‘' | '‚' | '»');
        let closing = |c: &char| matches!(c, '"' | '”' | '“' | '»' | '’' | '«');
        let first = words.chars().next().filter(opening);
        let last = words.chars().next_back().filter(closing);
        let (Some(first), Some(last)) = (first, last) else { return range };
        let inner = range.start + first.len_utf8()..range.end.saturating_sub(last.len_utf8());
        let single = inner.start < inner.end && !self.words(inner.clone()).contains(last);
        if single { inner } else { range }
    }

    fn of_quote(
        &self,
        quote: &Quote,
        quotes: &[Quote],
        people: &DraftPeople<'_>,
    ) -> (Range<usize>, Quotation) {
        let parts = quote.parts.iter().map(|span| self.part(span.range()));
        let quotation = Quotation {
            parts: parts.collect(),
            line: 0,
            speaker: self.named(quote, quotes, people),
            id: None,
            cited: String::new(),
            is_doubtful: matches!(quote.form, Form::Work | Form::Nickname)
                || self.is_footnote(quote),
        };
        (quote.extent().map_or(0..0, Span::range), quotation)
    }

    /// Footnotes name works as often as they quote.
    fn is_footnote(&self, quote: &Quote) -> bool {
        let at = quote.extent().map_or(0, Span::start);
        let mut footnotes =
            self.prose.blocks.iter().filter(|block| block.role == ProseRole::Footnote);
        footnotes.any(|block| block.range.contains(&at))
    }

    /// Adds what the markup declares and the engine did not see, and takes
    /// over whom the markup names.
    fn declared(&self, found: &mut Vec<(Range<usize>, Quotation)>) {
        for declared in &self.prose.declared {
            let range = &declared.range;
            let covers = |(other, _): &&mut (Range<usize>, Quotation)| {
                other.start < range.end && range.start < other.end
            };
            let named = declared.attribution.as_deref().and_then(attribution::phrase);
            match found.iter_mut().find(covers) {
                Some((_, quotation)) => {
                    quotation.speaker = named.or(quotation.speaker.take());
                    quotation.is_doubtful = false;
                }
                None => found.push((
                    range.clone(),
                    Quotation {
                        parts: vec![self.part(range.clone())],
                        line: 0,
                        speaker: named,
                        id: None,
                        cited: String::new(),
                        is_doubtful: false,
                    },
                )),
            }
        }
    }
}

fn kind(role: ProseRole) -> BlockKind {
    match role {
        ProseRole::Heading(_) => BlockKind::Heading,
        ProseRole::Item => BlockKind::Item,
        _ => BlockKind::Paragraph,
    }
}

/// Quotations come in the order of the draft but for footnotes.
fn number_lines(source: &str, found: &mut [(Range<usize>, Quotation)]) {
    let ends = memchr::memchr_iter(b'\n', source.as_bytes());
    let starts: Vec<usize> = std::iter::once(0).chain(ends.map(|end| end + 1)).collect();
    for (_, quotation) in found {
        let at = quotation.bytes().start;
        quotation.line = starts.partition_point(|start| *start <= at);
    }
}
