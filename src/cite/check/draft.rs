//! The quotations of a draft: their words, where they stand, and whom the
//! draft names as their speaker.
//!
//! A lexer takes the markup off; the engine that reads articles then finds
//! marks and speakers in the prose. Quotations set apart and those of
//! commands, which have no marks, are added. Nothing is looked up here.

use std::ops::Range;

use super::attribution::{self, NamedSpeaker};
use super::prose::{HiddenId, Prose, ProseRole};
use super::{Markup, html, latex, markdown, org, plain, typst};
use newsquotes::extract;
use newsquotes::model::{Article, Block, BlockKind, Form, Quote, Span, Text};

/// A draft as it was read.
#[derive(Debug)]
pub(crate) struct Draft {
    pub markup: Markup,
    /// In the order of the draft.
    pub quotations: Vec<Quotation>,
    prose: Prose,
}

/// A quotation of a draft.
#[derive(Clone, Debug)]
pub(crate) struct Quotation {
    /// The stretches between narration; at least one.
    pub parts: Vec<QuotedPart>,
    /// The line of the draft it begins in, from 1.
    pub line: usize,
    /// Whom the draft names.
    pub speaker: Option<NamedSpeaker>,
    /// The id that was left when it was put in.
    pub id: Option<String>,
    /// The keys and footnotes that cite it, in one string; may be empty.
    pub cited: String,
    /// Whether it may be no quotation at all but a title.
    pub is_doubtful: bool,
}

/// A stretch of quoted words.
#[derive(Clone, Debug)]
pub(crate) struct QuotedPart {
    /// As a reader sees them, without the marks around them.
    pub words: String,
    /// Bytes of the draft's file.
    pub bytes: Range<usize>,
    /// Bytes of the prose.
    range: Range<usize>,
}

impl Quotation {
    /// All its words, the parts joined by " … ".
    #[must_use]
    pub(crate) fn text(&self) -> String {
        let words = |part: &QuotedPart| part.words.split_whitespace().collect::<Vec<_>>().join(" ");
        self.parts.iter().map(words).collect::<Vec<_>>().join(" … ")
    }

    /// From the first to the last byte of its words in the draft's file.
    #[must_use]
    pub(crate) fn bytes(&self) -> Range<usize> {
        let start = self.parts.first().map_or(0, |part| part.bytes.start);
        start..self.parts.last().map_or(start, |part| part.bytes.end)
    }
}

impl Draft {
    /// Reads a draft. A file of another kind than `markup` says gives wrong
    /// quotations, never an error.
    #[must_use]
    pub(crate) fn read(markup: Markup, source: &str) -> Draft {
        let prose = match markup {
            Markup::Markdown => markdown::read(source),
            Markup::Org => org::read(source),
            Markup::Latex => latex::read(source),
            Markup::Typst => typst::read(source),
            Markup::Html => html::read(source),
            Markup::Plain => plain::read(source),
        };
        let quotations = Text::new(prose.words.as_str())
            .map(|text| QuotationFinder::new(&prose, &text).find(source))
            .unwrap_or_default();
        Draft { markup, quotations, prose }
    }

    /// The bytes of the file that stand for `words` of a part, given in bytes
    /// of [`QuotedPart::words`].
    #[must_use]
    pub(crate) fn bytes_of(&self, part: &QuotedPart, words: Range<usize>) -> Range<usize> {
        let base = part.range.start;
        self.prose.source_of(base + words.start..base + words.end)
    }
}

/// How sure a speaker is at most whom a neighbouring quotation names.
const CARRIED: u8 = 30;

/// A quotation set apart: its words and what is said of it.
#[derive(Debug)]
struct SetApartQuotation {
    range: Range<usize>,
    attribution: Option<NamedSpeaker>,
    cited: String,
}

struct QuotationFinder<'a> {
    prose: &'a Prose,
    text: &'a Text,
    set_apart: Vec<SetApartQuotation>,
    /// What the engine reads.
    blocks: Vec<Block>,
}

impl<'a> QuotationFinder<'a> {
    fn new(prose: &'a Prose, text: &'a Text) -> QuotationFinder<'a> {
        let mut finder = QuotationFinder { prose, text, set_apart: Vec::new(), blocks: Vec::new() };
        finder.sort_blocks();
        finder
    }

    fn words(&self, range: Range<usize>) -> &'a str {
        self.prose.words.get(range).unwrap_or_default()
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
                    why: "a block of the draft",
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
        self.blocks.push(Block { kind: BlockKind::Paragraph, span, why: "set apart" });
    }

    fn find(&self, source: &str) -> Vec<Quotation> {
        let mut article = Article::new(self.text.whole());
        article.blocks.clone_from(&self.blocks);
        let quotes = extract::quotes::find(self.text, &article);
        let mut found = Vec::new();
        for apart in self.set_apart.iter().filter(|apart| !apart.range.is_empty()) {
            found.push(self.of_set_apart(apart, &quotes));
        }
        for quote in quotes.iter().filter(|quote| self.is_inline(quote)) {
            found.push(self.of_quote(quote));
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
    ) -> (Range<usize>, Quotation) {
        let span = self.text.clamp(apart.range.clone());
        let inside = |quote: &&Quote| quote.extent().is_some_and(|extent| span.overlaps(extent));
        // Whom the quoted words themselves name does not speak them; nor does
        // anybody of the paragraph before, unless it leads to them.
        let led = |quote: &&Quote| {
            let mention = quote.speaker.as_ref().and_then(|speaker| speaker.mention);
            mention.is_some_and(|mention| self.leads(mention, span))
        };
        let told = quotes.iter().filter(inside).find(led).and_then(|quote| self.named(quote));
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

    fn of_quote(&self, quote: &Quote) -> (Range<usize>, Quotation) {
        let parts = quote.parts.iter().map(|span| self.part(span.range()));
        let quotation = Quotation {
            parts: parts.collect(),
            line: 0,
            speaker: self.named(quote),
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

    fn named(&self, quote: &Quote) -> Option<NamedSpeaker> {
        let speaker = quote.speaker.as_ref()?;
        let mention = speaker.mention.map(|span| self.text.get(span).to_owned());
        // Carried over from a neighbour: good to know, no ground to object.
        let limit = if mention.is_some() { 100 } else { CARRIED };
        Some(NamedSpeaker {
            text: mention.clone().or_else(|| speaker.name.clone()).unwrap_or_default(),
            name: speaker.name.clone(),
            role: speaker.role.clone(),
            confidence: speaker.confidence.min(limit),
        })
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

    /// "He said": whoever spoke before in the draft.
    fn carry_speakers(found: &mut [(Range<usize>, Quotation)]) {
        let mut last: Option<NamedSpeaker> = None;
        for (_, quotation) in found {
            if let Some(speaker) = &mut quotation.speaker {
                if speaker.name.is_none()
                    && attribution::is_pronoun(&speaker.text)
                    && let Some(before) = &last
                {
                    speaker.name.clone_from(&before.name);
                    speaker.role.clone_from(&before.role);
                    speaker.confidence = speaker.confidence.min(60);
                }
                if speaker.name.is_some() {
                    last = Some(speaker.clone());
                }
            }
        }
    }

    /// Gives each citation to the quotation before it in its block, or else
    /// to the next one there; and what it says of a speaker.
    fn cite(&self, found: &mut [(Range<usize>, Quotation)]) {
        for (at, words) in &self.prose.citations {
            let block = self.block_at(*at);
            let same = |range: &Range<usize>| self.block_at(range.start) == block;
            let before = found.iter().rposition(|(range, _)| range.start <= *at && same(range));
            let next = || found.iter().position(|(range, _)| range.start > *at && same(range));
            let set_apart = || self.set_apart_before(*at, found);
            let index = before.or_else(next).or_else(set_apart);
            if let Some((_, quotation)) = index.and_then(|index| found.get_mut(index)) {
                quotation.cited.push(' ');
                quotation.cited.push_str(words);
            }
        }
        for (range, quotation) in found {
            let behind = self.words(range.end..self.prose.words.len());
            let inside = attribution::in_brackets(behind);
            let told = inside.as_deref().and_then(attribution::phrase_before_citing);
            let told = told.or_else(|| attribution::before_brackets(behind));
            let cited = || attribution::phrase_before_citing(&quotation.cited);
            let unsure = quotation.speaker.as_ref().is_none_or(|named| named.confidence <= CARRIED);
            if let Some(told) = told.or_else(|| if unsure { cited() } else { None }) {
                quotation.speaker = Some(told);
            }
        }
    }

    /// The quotation set apart whose attribution holds the citation.
    fn set_apart_before(&self, at: usize, found: &[(Range<usize>, Quotation)]) -> Option<usize> {
        let next = self.blocks.iter().find(|block| block.span.start() > at);
        let limit = next.map_or(usize::MAX, |block| block.span.start());
        let apart = self.set_apart.iter().rfind(|apart| apart.range.end <= at && at < limit)?;
        found.iter().position(|(range, _)| *range == apart.range)
    }

    fn block_at(&self, at: usize) -> Option<usize> {
        let after = self.blocks.partition_point(|block| block.span.start() <= at);
        let index = after.checked_sub(1)?;
        self.blocks.get(index).filter(|block| at <= block.span.end() + 2).map(|_| index)
    }

    /// Gives each id to the quotation beside it: the next one when it stands
    /// on a line of its own.
    fn identify(&self, found: &mut [(Range<usize>, Quotation)]) {
        /// Bytes of prose between a quotation and the comment behind it.
        const NEAR: usize = 400;
        for HiddenId { id, at, leads } in &self.prose.ids {
            let near = |(range, _): &&(Range<usize>, Quotation)| {
                at.saturating_sub(range.end) + range.start.saturating_sub(*at) < NEAR
            };
            let free = |(range, quotation): &(Range<usize>, Quotation), behind: bool| {
                (range.start >= *at) == behind && quotation.id.is_none()
            };
            let next = || found.iter().position(|one| free(one, true));
            let before = || found.iter().rposition(|one| free(one, false));
            let index = if *leads { next().or_else(before) } else { before().or_else(next) };
            let index = index.filter(|index| found.get(*index).as_ref().is_some_and(near));
            if let Some((_, quotation)) = index.and_then(|index| found.get_mut(index)) {
                quotation.id = Some(id.clone());
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
