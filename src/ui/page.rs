//! An article as rows: which blocks are shown, broken to a width when they
//! are needed.
//!
//! Only the blocks near the view are ever broken into rows, so that opening a
//! book of a hundred megabytes costs no more than opening a note, and a new
//! width costs no more than a screenful.

use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use super::{glyph, wrap};
use crate::library::sure::sure;
use newsquotes::model::{Article, BlockKind, Document, Span};

/// A row of the reading view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum PageRow {
    Blank,
    /// Words of the source, in bytes of the document.
    Source(Range<usize>),
    /// Our own words: the line of facts, a label.
    Ours(String),
}

/// Something shown: a block of the article or a line of ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum PageItem {
    /// An index into the article's blocks.
    Block(usize),
    /// A title that stands nowhere in the text.
    Title(String),
    /// Outlet, place, date, byline.
    Facts(String),
    /// A note of the user on the article or on a passage before it.
    Note(PageNote),
}

/// A note to be shown in the flow of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PageNote {
    /// `None` for one on the article.
    pub passage: Option<Span>,
    pub text: String,
}

/// A place in the page: a row of an item.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct PagePlace {
    pub item: usize,
    pub row: usize,
}

impl PagePlace {
    pub(super) const FIRST: PagePlace = PagePlace { item: 0, row: 0 };
}

/// The items of an article and the rows broken so far.
#[derive(Debug, Default)]
pub(super) struct ArticlePage {
    pub items: Vec<PageItem>,
    /// Columns of the text.
    columns: usize,
    /// Whether kinds and speakers stand on rows of their own for want of a
    /// margin.
    labels: bool,
    rows: HashMap<usize, Rc<[PageRow]>>,
}

/// How many items may keep their rows.
const CACHED_ITEMS: usize = 2048;

impl ArticlePage {
    /// The page of an article. With `aside`, the blocks set aside are shown
    /// in their places; else the title comes first and the body after it.
    /// A note, of `notes` by place, stands below the block of its last word.
    #[must_use]
    pub(super) fn new(article: &Article, aside: bool, notes: &[PageNote]) -> ArticlePage {
        let title = article.blocks.iter().position(|block| block.kind == BlockKind::Title);
        let facts = PageItem::Facts(facts_line(article));
        let mut items = Vec::new();
        let head = title.map(PageItem::Block).or_else(|| {
            article.meta.title.as_ref().map(|fact| PageItem::Title(fact.value.clone()))
        });
        if aside && title.is_some() {
            for index in 0..article.blocks.len() {
                items.push(PageItem::Block(index));
                if Some(index) == title {
                    items.push(facts.clone());
                }
            }
        } else {
            items.extend(head);
            items.push(facts);
            let shown = article.blocks.iter().enumerate().filter(|(index, block)| {
                Some(*index) != title
                    && (aside || block.kind.is_body() || block.kind == BlockKind::Title)
            });
            items.extend(shown.map(|(index, _)| PageItem::Block(index)));
        }
        items.retain(|item| !matches!(item, PageItem::Facts(words) if words.is_empty()));
        ArticlePage { items: with_notes(article, items, notes), ..ArticlePage::default() }
    }

    /// Sets the width; rows broken for another width are forgotten.
    pub(super) fn set_columns(&mut self, columns: usize, labels: bool) {
        if (self.columns, self.labels) != (columns, labels) {
            self.columns = columns;
            self.labels = labels;
            self.rows.clear();
        }
    }

    /// The rows of an item, broken now if they were not yet.
    pub(super) fn rows(
        &mut self,
        document: &Document,
        article: &Article,
        item: usize,
    ) -> Rc<[PageRow]> {
        if let Some(rows) = self.rows.get(&item) {
            return Rc::clone(rows);
        }
        let rows: Rc<[PageRow]> = self.broken(document, article, item).into();
        if self.rows.len() >= CACHED_ITEMS {
            self.rows.clear();
        }
        self.rows.insert(item, Rc::clone(&rows));
        rows
    }

    fn broken(&self, document: &Document, article: &Article, item: usize) -> Vec<PageRow> {
        let mut rows = Vec::new();
        match self.items.get(item) {
            Some(PageItem::Block(index)) => {
                let Some(block) = article.blocks.get(*index) else { return rows };
                if self.is_apart(article, item) {
                    rows.push(PageRow::Blank);
                }
                if self.labels && !block.kind.is_body() && block.kind != BlockKind::Title {
                    rows.push(PageRow::Ours(block.kind.name().to_owned()));
                }
                let words = document.text.get(block.span);
                let ranges = wrap::rows(words, block.span.start(), self.columns, &article.repairs);
                rows.extend(ranges.into_iter().map(PageRow::Source));
            }
            Some(PageItem::Title(words) | PageItem::Facts(words)) => {
                let words = glyph::line(words);
                let ranges = wrap::rows(&words, 0, self.columns, &[]);
                let own = ranges.into_iter().filter_map(|range| words.get(range));
                rows.extend(own.map(|row| PageRow::Ours(row.trim_end().to_owned())));
            }
            Some(PageItem::Note(note)) => {
                rows.push(PageRow::Blank);
                for line in note.text.lines() {
                    let line = glyph::line(line);
                    let ranges = wrap::rows(&line, 0, self.columns, &[]);
                    let own = ranges.into_iter().filter_map(|range| line.get(range));
                    rows.extend(own.map(|row| PageRow::Ours(row.trim_end().to_owned())));
                }
            }
            None => {}
        }
        rows
    }

    /// Whether a blank row stands before the item: not before the first, nor
    /// between the items of a list.
    fn is_apart(&self, article: &Article, item: usize) -> bool {
        let kind = |item: usize| match self.items.get(item) {
            Some(PageItem::Block(index)) => article.blocks.get(*index).map(|block| block.kind),
            _ => None,
        };
        let Some(before) = item.checked_sub(1) else { return false };
        !(kind(item) == Some(BlockKind::Item) && kind(before) == Some(BlockKind::Item))
    }

    /// The place `by` rows further down (or up when negative), stopping at
    /// the ends.
    pub(super) fn moved(
        &mut self,
        document: &Document,
        article: &Article,
        from: PagePlace,
        by: isize,
    ) -> PagePlace {
        let mut place = from;
        for _ in 0..by.unsigned_abs() {
            let next = if by > 0 {
                self.below(document, article, place)
            } else {
                self.above(document, article, place)
            };
            let Some(next) = next else { break };
            place = next;
        }
        place
    }

    fn below(
        &mut self,
        document: &Document,
        article: &Article,
        place: PagePlace,
    ) -> Option<PagePlace> {
        if place.row + 1 < self.rows(document, article, place.item).len() {
            return Some(PagePlace { row: place.row + 1, ..place });
        }
        (place.item + 1 < self.items.len()).then_some(PagePlace { item: place.item + 1, row: 0 })
    }

    fn above(
        &mut self,
        document: &Document,
        article: &Article,
        place: PagePlace,
    ) -> Option<PagePlace> {
        if place.row > 0 {
            return Some(PagePlace { row: place.row - 1, ..place });
        }
        let item = place.item.checked_sub(1)?;
        let rows = self.rows(document, article, item).len();
        Some(PagePlace { item, row: rows.saturating_sub(1) })
    }

    /// The last row of the page.
    pub(super) fn end(&mut self, document: &Document, article: &Article) -> PagePlace {
        let item = self.items.len().saturating_sub(1);
        let row = self.rows(document, article, item).len().saturating_sub(1);
        PagePlace { item, row }
    }

    /// The item that shows the block holding byte `offset`, or the nearest
    /// one before it in the text.
    #[must_use]
    pub(super) fn item_at(&self, article: &Article, offset: usize) -> Option<usize> {
        let block = article.blocks.partition_point(|block| block.span.start() <= offset);
        let holds = |item: &PageItem| matches!(item, PageItem::Block(index) if index + 1 == block);
        self.items.iter().position(holds).or_else(|| {
            let before = |item: &PageItem| matches!(item, PageItem::Block(index) if *index < block);
            self.items.iter().rposition(before)
        })
    }

    /// The place of the row that holds byte `offset`.
    pub(super) fn place_at(
        &mut self,
        document: &Document,
        article: &Article,
        offset: usize,
    ) -> Option<PagePlace> {
        let item = self.item_at(article, offset)?;
        let rows = self.rows(document, article, item);
        let holds = |row: &PageRow| matches!(row, PageRow::Source(bytes) if bytes.start <= offset);
        Some(PagePlace { item, row: rows.iter().rposition(holds).unwrap_or(0) })
    }

    /// The first byte of the source at or after a place.
    pub(super) fn offset_of(
        &mut self,
        document: &Document,
        article: &Article,
        place: PagePlace,
    ) -> Option<usize> {
        let mut at = Some(place);
        while let Some(place) = at {
            if let Some(PageRow::Source(bytes)) =
                self.rows(document, article, place.item).get(place.row)
            {
                return Some(bytes.start);
            }
            at = self.below(document, article, place);
        }
        None
    }
}

/// Puts each note behind the last item that begins before its passage ends,
/// those on the article behind its head.
fn with_notes(article: &Article, items: Vec<PageItem>, notes: &[PageNote]) -> Vec<PageItem> {
    if notes.is_empty() {
        return items;
    }
    let body = items.iter().position(|item| is_body(article, item)).unwrap_or(items.len());
    let start = |item: &PageItem| match item {
        PageItem::Block(index) => article.blocks.get(*index).map(|block| block.span.start()),
        _ => None,
    };
    let mut behind: Vec<Vec<PageItem>> = vec![Vec::new(); items.len() + 1];
    for note in notes {
        let place = match note.passage {
            None => body,
            Some(span) => {
                let begins = |item: &PageItem| start(item).is_some_and(|start| start < span.end());
                let last = items.iter().rposition(begins);
                last.map_or(body, |last| last + 1)
            }
        };
        if let Some(behind) = behind.get_mut(place) {
            behind.push(PageItem::Note(note.clone()));
        }
    }
    let mut behind = behind.into_iter();
    let mut all: Vec<PageItem> = sure(behind.next());
    for (item, notes) in items.into_iter().zip(behind) {
        all.push(item);
        all.extend(notes);
    }
    all
}

fn is_body(article: &Article, item: &PageItem) -> bool {
    let PageItem::Block(index) = item else { return false };
    article.blocks.get(*index).is_some_and(|block| block.kind.is_body())
}

/// Outlet, agency, place, date and byline, as far as they are known.
#[must_use]
pub(super) fn facts_line(article: &Article) -> String {
    let meta = &article.meta;
    let words =
        |fact: &Option<newsquotes::model::Fact<String>>| fact.as_ref().map(|f| f.value.clone());
    let agency = words(&meta.agency).filter(|agency| Some(agency) != words(&meta.outlet).as_ref());
    let date = meta.date.as_ref().map(|fact| fact.value.words());
    let byline = words(&meta.byline).map(|name| format!("by {name}"));
    let parts = [words(&meta.outlet), agency, words(&meta.place), date, byline];
    let known: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    known.join(" · ")
}

#[cfg(test)]
mod tests;
