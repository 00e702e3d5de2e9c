//! Selecting a passage in the reading view by keyboard.

use super::ReadingPane;
use crate::app::{Command, Picked, Sight};
use crate::ui::glyph;
use crate::ui::page::{PageItem, PagePlace, PageRow};
use crate::ui::pane::{View, Want};
use crate::ui::panes::selection::{Selection, word_at};
use newsquotes::model::{Article, Document, Quote, Span};

impl ReadingPane {
    /// Whether keys move the ends of a selection.
    #[must_use]
    pub(crate) fn is_selecting(&self) -> bool {
        self.selection.is_some()
    }

    /// Ends the selection; false when there was none.
    pub(crate) fn end_selection(&mut self) -> bool {
        self.selection.take().is_some()
    }

    /// Begins with what is picked, the search hit, or the first word at the
    /// cursor.
    pub(super) fn begin_selection(&mut self, view: View<'_>) -> Vec<Want> {
        let Some((document, article)) = view.article() else { return Vec::new() };
        let picked = match view.look.picked {
            Some(Picked::Quote(index)) => article.quotes.get(index).and_then(Quote::extent),
            Some(Picked::Mention(index)) => article.mentions.get(index).map(|m| m.span),
            Some(Picked::Passage(span)) => Some(span),
            None => None,
        };
        let hit = self.current_hit().map(|hit| document.text.clamp(hit));
        self.selection = if let Some(passage) = picked.or(hit) {
            Selection::of(document, article, passage)
        } else {
            let from = self.first_byte(document, article);
            word_at(document, article, from).map(Selection::at)
        };
        self.pick_selection(view)
    }

    /// The first byte of the item at the cursor, or of the view.
    fn first_byte(&mut self, document: &Document, article: &Article) -> usize {
        let cursor = PagePlace { item: self.cursor, row: 0 };
        let from = cursor.max(self.top);
        self.page.offset_of(document, article, from).unwrap_or(article.span.start())
    }

    /// Moves or grows the selection.
    pub(super) fn move_selection(
        &mut self,
        view: View<'_>,
        command: Command,
        count: isize,
    ) -> Vec<Want> {
        let (Some(mut selection), Some((document, article))) = (self.selection, view.article())
        else {
            return Vec::new();
        };
        match command {
            Command::ExtendLeft => selection.step(document, article, -count),
            Command::ExtendRight => selection.step(document, article, count),
            Command::ExtendUp => self.step_row(document, article, &mut selection, -count),
            Command::ExtendDown => self.step_row(document, article, &mut selection, count),
            Command::GrowToSentence => selection.grow(document, article),
            Command::SelectFromHere => selection.restart(),
            _ => selection.swap(),
        }
        self.selection = Some(selection);
        self.pick_selection(view)
    }

    fn pick_selection(&mut self, view: View<'_>) -> Vec<Want> {
        let Some(selection) = self.selection else { return Vec::new() };
        self.reveal(view, selection.moving().start());
        vec![Want::Reveal(Sight::Picked(Picked::Passage(selection.span())))]
    }

    /// Moves the end to the word above or below it.
    fn step_row(
        &mut self,
        document: &Document,
        article: &Article,
        selection: &mut Selection,
        by: isize,
    ) {
        for _ in 0..by.unsigned_abs().min(self.height) {
            let from = selection.moving();
            let Some(word) = self.word_beside(document, article, from, by.signum()) else { return };
            selection.move_to(article, word);
        }
    }

    /// The word of the next row of text in that direction, in the same column.
    fn word_beside(
        &mut self,
        document: &Document,
        article: &Article,
        word: Span,
        by: isize,
    ) -> Option<Span> {
        let mut place = self.page.place_at(document, article, word.start())?;
        let here = self.source_row(document, article, place)?;
        let before = document.text.clamp(here.start()..word.start().max(here.start()));
        let column = glyph::columns(&glyph::passage(document, article, before));
        loop {
            let next = self.page.moved(document, article, place, by);
            if next == place {
                return None;
            }
            place = next;
            if let Some(row) = self.source_row(document, article, place) {
                let at = byte_at_column(document, article, row, column);
                return word_at(document, article, at).filter(|word| word.start() < row.end());
            }
        }
    }

    /// The bytes of a row, if it shows words of the body.
    fn source_row(
        &mut self,
        document: &Document,
        article: &Article,
        at: PagePlace,
    ) -> Option<Span> {
        let Some(PageItem::Block(index)) = self.page.items.get(at.item) else { return None };
        article.blocks.get(*index).filter(|block| block.kind.is_body())?;
        match self.page.rows(document, article, at.item).get(at.row)? {
            PageRow::Source(bytes) => document.text.span(bytes.clone()),
            _ => None,
        }
    }
}

/// The byte of a row that is shown in a column, or its last one.
fn byte_at_column(document: &Document, article: &Article, row: Span, column: usize) -> usize {
    let mut columns = 0;
    let mut last = row.start();
    for glyph in glyph::glyphs(document.text.get(row), row.start(), &article.repairs) {
        if columns + glyph.columns > column {
            return glyph.bytes.start;
        }
        columns += glyph.columns;
        if !glyph.shown.trim().is_empty() {
            last = glyph.bytes.start;
        }
    }
    last
}
