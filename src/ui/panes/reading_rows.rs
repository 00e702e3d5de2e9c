//! How a row of the reading view is drawn: margin with the speaker or the
//! block's kind, bar of a quotation, text with what is lit.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use crate::app::Picked;
use crate::ui::glyph;
use crate::ui::numbers::cells;
use crate::ui::page::{PageItem, PageRow};
use crate::ui::pane::View;
use crate::ui::pick::{has_bar, is_same, is_sure, speaker_name};
use crate::ui::theme::Theme;
use newsquotes::model::{Article, BlockKind, Document, Quote, Span};

/// The columns of the reading view: margin for names, bar, text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Margins {
    /// From the left edge of the view to the margin.
    left: u16,
    /// For names, with a blank behind it; 0 on a narrow view.
    names: u16,
    /// The text column.
    pub text: u16,
}

/// Columns between margin and text: mark of the cursor, bar, blank.
const BAR: u16 = 3;
/// Before a note.
pub(super) const NOTE_SIGN: &str = "✎";
/// Beside a passage that lies in the basket.
pub(super) const COLLECTED_SIGN: &str = "+";
/// Fewest and most columns for names beside the text.
const NAMES: Range<u16> = 11..18;

impl Margins {
    /// Centred text of at most `widest` columns; names only where the text
    /// keeps a readable width.
    #[must_use]
    pub(super) fn of(area: Rect, widest: usize) -> Margins {
        let widest = cells(widest);
        let spare = area.width.saturating_sub(widest.saturating_add(BAR + 1));
        let fits = area.width >= 52;
        let names = if fits { spare.clamp(NAMES.start, NAMES.end - 1) } else { 0 };
        let text = area.width.saturating_sub(names + BAR + 1).min(widest);
        let left = area.width.saturating_sub(names + BAR + text + 1) / 2;
        Margins { left, names, text }
    }

    /// Whether names and kinds need rows of their own.
    #[must_use]
    pub(super) fn labels(self) -> bool {
        self.names == 0
    }
}

/// A part of a quotation that has a bar.
#[derive(Clone, Debug)]
pub(super) struct RowPart {
    bytes: Range<usize>,
    /// The index of the quotation.
    quote: usize,
    /// Where it or any part before it ends last.
    reach: usize,
}

/// The parts of all quotations with a bar, by start.
#[must_use]
pub(super) fn parts_with_bar(article: &Article) -> Vec<RowPart> {
    let with_bar = article.quotes.iter().enumerate().filter(|(_, quote)| has_bar(quote.form));
    let part = |quote, part: &Span| RowPart { bytes: part.range(), quote, reach: part.end() };
    let mut parts: Vec<RowPart> = with_bar
        .flat_map(|(index, quote)| quote.parts.iter().map(move |span| part(index, span)))
        .collect();
    parts.sort_by_key(|part| part.bytes.start);
    let mut reach = 0;
    for part in &mut parts {
        reach = reach.max(part.reach);
        part.reach = reach;
    }
    parts
}

/// The hits of a search in an article.
#[derive(Clone, Debug)]
pub(super) struct PageHits<'a> {
    /// In bytes, ascending and disjoint.
    pub all: &'a [Range<usize>],
    /// The one that the view stands on.
    pub current: Option<Range<usize>>,
}

/// An article whose rows are drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct DrawnArticle<'a> {
    pub document: &'a Document,
    pub article: &'a Article,
    /// The parts of all its quotations with a bar, by start.
    pub parts: &'a [RowPart],
}

/// Draws rows of one article.
#[derive(Debug)]
pub(super) struct RowPainter<'a> {
    theme: &'a Theme,
    document: &'a Document,
    article: &'a Article,
    margins: Margins,
    hits: &'a [Range<usize>],
    current_hit: Option<Range<usize>>,
    /// The parts of all quotations with a bar, by start.
    parts: &'a [RowPart],
    /// What is lit: the picked quotation, or every mention of the entity.
    lit: Vec<Range<usize>>,
    /// The passages with a note.
    noted: Vec<Range<usize>>,
    /// Where passages of the basket begin.
    collected: Vec<usize>,
    picked: Option<Picked>,
}

impl<'a> RowPainter<'a> {
    #[must_use]
    pub(super) fn new(
        view: View<'a>,
        drawn: DrawnArticle<'a>,
        margins: Margins,
        hits: PageHits<'a>,
    ) -> RowPainter<'a> {
        let DrawnArticle { document, article, parts } = drawn;
        let picked = view.look.picked;
        let lit = lit(view, article, picked);
        RowPainter {
            theme: view.theme,
            document,
            article,
            margins,
            hits: hits.all,
            current_hit: hits.current,
            parts,
            lit,
            noted: noted(view),
            collected: collected(view),
            picked,
        }
    }

    /// Draws one row of an item. `head` is set on the first row with words and
    /// says whether the cursor is on the item.
    pub(super) fn draw(
        &self,
        item: Option<&PageItem>,
        row: &PageRow,
        head: Option<bool>,
        area: Rect,
        buffer: &mut Buffer,
    ) {
        let text_x = area.x + self.margins.left + self.margins.names + BAR;
        if head == Some(true) {
            put(buffer, area, text_x - BAR, "›", self.theme.accent);
        }
        match row {
            PageRow::Blank if self.margins.labels() => {
                self.speakers_above(item, text_x, area, buffer);
            }
            PageRow::Blank => {}
            PageRow::Ours(words) => {
                let style = match item {
                    Some(PageItem::Title(_)) => self.theme.title,
                    Some(PageItem::Note(_)) => self.theme.note,
                    _ => self.theme.dim,
                };
                if head.is_some() && matches!(item, Some(PageItem::Note(_))) {
                    put(buffer, area, text_x - 2, NOTE_SIGN, self.theme.accent);
                }
                put(buffer, area, text_x, words, style);
            }
            PageRow::Source(bytes) => {
                let kind = self.kind(item);
                if head.is_some() && !kind.is_body() && kind != BlockKind::Title {
                    self.name(kind.name(), self.theme.dim, area, buffer);
                }
                self.bar(bytes, area, buffer);
                if self.collected.iter().any(|start| bytes.contains(start)) {
                    put(buffer, area, text_x - 1, COLLECTED_SIGN, self.theme.accent);
                }
                self.words(bytes, kind, text_x, area, buffer);
            }
        }
    }

    /// Where there is no margin for names, the speakers of a block stand on
    /// the blank row above it.
    fn speakers_above(&self, item: Option<&PageItem>, x: u16, area: Rect, buffer: &mut Buffer) {
        let Some(PageItem::Block(index)) = item else { return };
        let Some(block) = self.article.blocks.get(*index) else { return };
        let mut names: Vec<String> = Vec::new();
        for quote in self.quotes_on(&block.span.range()) {
            let name = speaker_name(self.document, quote);
            if quote.form.is_verbatim() && !names.contains(&name) {
                names.push(name);
            }
        }
        if !names.is_empty() {
            let words = format!("▎ {}", names.join(" · "));
            let room = usize::from(area.right().saturating_sub(x - 2));
            put(buffer, area, x - 2, &glyph::fit(&words, room), self.theme.accent);
        }
    }

    /// The quotations with a part in a range.
    fn quotes_on(&self, bytes: &Range<usize>) -> impl Iterator<Item = &Quote> {
        self.parts_on(bytes).filter_map(|(_, index)| self.article.quotes.get(index))
    }

    fn kind(&self, item: Option<&PageItem>) -> BlockKind {
        match item {
            Some(PageItem::Block(index)) => {
                self.article.blocks.get(*index).map_or(BlockKind::Paragraph, |block| block.kind)
            }
            _ => BlockKind::Title,
        }
    }

    /// Words in the margin, set against the text; a name that is too long is
    /// cut to its last word.
    fn name(&self, words: &str, style: Style, area: Rect, buffer: &mut Buffer) {
        let Some(room) = self.margins.names.checked_sub(1) else { return };
        let whole = glyph::line(words);
        let last = whole.rsplit(' ').find(|word| word.chars().any(char::is_alphabetic));
        let fits = glyph::columns(&whole) <= usize::from(room);
        let words = glyph::fit(last.filter(|_| !fits).unwrap_or(&whole), usize::from(room));
        let columns = cells(glyph::columns(&words));
        let x = area.x + self.margins.left + room - columns.min(room);
        put(buffer, area, x, &words, style);
    }

    /// The bar of the quotation on this row, and its speaker beside its first
    /// row.
    fn bar(&self, bytes: &Range<usize>, area: Rect, buffer: &mut Buffer) {
        let mut on_row = self.parts_on(bytes).peekable();
        if on_row.peek().is_none() {
            return;
        }
        let on_row: Vec<_> = on_row
            .filter_map(|(part, index)| Some((part, index, self.article.quotes.get(index)?)))
            .collect();
        let verbatim = on_row.iter().any(|(.., quote)| quote.form.is_verbatim());
        let picked = on_row.iter().any(|(_, index, _)| self.picked == Some(Picked::Quote(*index)));
        let (sign, style) = match (picked, verbatim) {
            (true, _) => ("▌", self.theme.accent.add_modifier(Modifier::BOLD)),
            (false, true) => ("▎", self.theme.accent),
            (false, false) => ("┊", self.theme.dim),
        };
        let x = area.x + self.margins.left + self.margins.names + 1;
        put(buffer, area, x, sign, style);
        let starts =
            |quote: &Quote| quote.extent().is_some_and(|extent| bytes.contains(&extent.start()));
        let named = on_row.iter().find(|(.., quote)| starts(quote) && quote.form.is_verbatim());
        if let Some((.., quote)) = named {
            self.speaker(quote, area, buffer);
        }
    }

    fn speaker(&self, quote: &Quote, area: Rect, buffer: &mut Buffer) {
        let words = speaker_name(self.document, quote);
        let unsure = !is_sure(quote);
        let style = if unsure { self.theme.dim } else { self.theme.accent };
        self.name(&words, style, area, buffer);
        if quote.is_unsafe() {
            let x = area.x + self.margins.left + self.margins.names;
            put(buffer, area, x, "!", self.theme.warning);
        }
    }

    fn parts_on(&self, bytes: &Range<usize>) -> impl Iterator<Item = (Range<usize>, usize)> + '_ {
        let (start, end) = (bytes.start, bytes.end);
        let before = self.parts.partition_point(|part| part.bytes.start < end);
        let from = self.parts.partition_point(|part| part.reach <= start);
        let near = self.parts.iter().take(before).skip(from);
        near.filter(move |part| part.bytes.end > start).map(|part| (part.bytes.clone(), part.quote))
    }

    fn words(
        &self,
        bytes: &Range<usize>,
        kind: BlockKind,
        x: u16,
        area: Rect,
        buffer: &mut Buffer,
    ) {
        let words = glyph::words_at(self.document.text.as_str(), bytes.clone());
        let base = self.base_style(kind);
        let mut at = x;
        let mut blank = true;
        for piece in glyph::glyphs(words, bytes.start, &self.article.repairs) {
            let is_blank = piece.shown.trim().is_empty();
            if is_blank && blank {
                continue;
            }
            blank = is_blank;
            let columns = cells(piece.columns);
            if at + columns > area.right() {
                break;
            }
            let style = self.style_at(piece.bytes.start, base);
            buffer.set_string(at, area.y, &piece.shown, style);
            at += columns;
        }
    }

    fn base_style(&self, kind: BlockKind) -> Style {
        match kind {
            BlockKind::Title => self.theme.title,
            BlockKind::Heading => self.theme.heading,
            BlockKind::Standfirst => self.theme.text.add_modifier(Modifier::ITALIC),
            kind if kind.is_body() => self.theme.text,
            _ => self.theme.dim,
        }
    }

    /// The strongest of what lies over a byte.
    fn style_at(&self, byte: usize, base: Style) -> Style {
        if self.current_hit.as_ref().is_some_and(|hit| hit.contains(&byte)) {
            return base.patch(self.theme.current_hit);
        }
        if within(self.hits, byte) {
            return base.patch(self.theme.hit);
        }
        if within(&self.lit, byte) {
            let passage = matches!(self.picked, Some(Picked::Passage(_)));
            return base.patch(if passage { self.theme.selected } else { self.theme.lit });
        }
        if within(&self.noted, byte) { base.patch(self.theme.noted) } else { base }
    }
}

/// Whether one of some ascending, disjoint ranges holds the byte.
fn within(ranges: &[Range<usize>], byte: usize) -> bool {
    let after = ranges.partition_point(|range| range.start <= byte);
    after.checked_sub(1).and_then(|at| ranges.get(at)).is_some_and(|range| range.end > byte)
}

fn lit(view: View<'_>, article: &Article, picked: Option<Picked>) -> Vec<Range<usize>> {
    match picked {
        Some(Picked::Quote(index)) => {
            // A selection may outlive an article that was loaded again.
            let parts = article.quotes.get(index).map(|quote| quote.parts.iter());
            parts.into_iter().flatten().map(|part| part.range()).collect()
        }
        Some(Picked::Mention(index)) => {
            let Some(entity) = article.mentions.get(index).map(|mention| mention.entity) else {
                return Vec::new();
            };
            let same =
                article.mentions.iter().filter(|mention| is_same(view, mention.entity, entity));
            same.map(|mention| mention.span.range()).collect()
        }
        Some(Picked::Passage(span)) => std::iter::once(span.range()).collect(),
        None => Vec::new(),
    }
}

/// The passages with a note, joined where they overlap.
fn noted(view: View<'_>) -> Vec<Range<usize>> {
    let Some(id) = view.look.article else { return Vec::new() };
    let notes = view.session.notes(id);
    let mut all: Vec<_> = notes.filter_map(|(span, _)| Some(span?.range())).collect();
    all.sort_by_key(|range| range.start);
    let mut joined: Vec<Range<usize>> = Vec::new();
    for range in all {
        match joined.last_mut().filter(|last| last.end >= range.start) {
            Some(last) => last.end = last.end.max(range.end),
            None => joined.push(range),
        }
    }
    joined
}

fn collected(view: View<'_>) -> Vec<usize> {
    let Some(id) = view.look.article else { return Vec::new() };
    view.session.collected_in(id).map(Span::start).collect()
}

/// Puts words on a row, cut at the right edge of the area.
fn put(buffer: &mut Buffer, area: Rect, x: u16, words: &str, style: Style) {
    let room = usize::from(area.right().saturating_sub(x));
    buffer.set_stringn(x, area.y, words, room, style);
}
