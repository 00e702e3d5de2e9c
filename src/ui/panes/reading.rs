//! The reading view: where it stands in an article, and what moves it.
//!
//! How its rows are drawn is in `reading_rows`; how an article becomes rows is
//! in `ui::page`; selecting a passage is in `selecting`, the user's notes are
//! in `notes`.

mod finding;
mod notes;
mod selecting;

use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Rect};
use ratatui::text::Line;
use ratatui::widgets::Widget;

use self::finding::{PageFind, hit_count};
use self::notes::page_notes;
use super::reading_rows::{DrawnArticle, Margins, PageHits, RowPainter, RowPart, parts_with_bar};
use super::selection::Selection;
use crate::app::{Action, ArticleId, Command, Context};
use crate::ui::frame::{PaneFrame, split_bottom};
use crate::ui::glyph;
use crate::ui::numbers::signed;
use crate::ui::page::{ArticlePage, PageItem, PagePlace, PageRow};
use crate::ui::pane::{Edit, Pane, View, Want};
use crate::ui::prompt::Prompt;
use newsquotes::model::{Article, Block, BlockKind, Document};

/// The reading view.
#[derive(Debug, Default)]
pub(crate) struct ReadingPane {
    page: ArticlePage,
    /// What the page was made of.
    made: Option<(ArticleId, u64, u64, bool)>,
    /// The parts of the article's quotations, by start.
    parts: Vec<RowPart>,
    /// The row at the top.
    top: PagePlace,
    /// The item that commands for a block are meant for.
    cursor: usize,
    /// Whether the blocks set aside are shown.
    aside: bool,
    find: Option<PageFind>,
    /// The passage that is being selected.
    selection: Option<Selection>,
    prompt: Option<Prompt>,
    /// The widest text column, from the settings.
    text_width: usize,
    /// Rows of the last drawing.
    height: usize,
}

impl ReadingPane {
    /// With a text column of at most `text_width` columns.
    #[must_use]
    pub(crate) fn new(text_width: usize) -> ReadingPane {
        ReadingPane { text_width, height: 20, ..ReadingPane::default() }
    }

    /// The byte at the top, to be kept as the reading place.
    pub(crate) fn offset(&mut self, view: View<'_>) -> Option<usize> {
        self.refresh(view);
        let (document, article) = view.article()?;
        self.page.offset_of(document, article, self.top)
    }

    /// The block that the cursor is on.
    pub(crate) fn block(&mut self, view: View<'_>) -> Option<Block> {
        self.refresh(view);
        let (_, article) = view.article()?;
        match self.page.items.get(self.cursor)? {
            PageItem::Block(index) => article.blocks.get(*index).copied(),
            _ => None,
        }
    }

    /// Brings a byte into view: moved only if it is not well inside, and then
    /// to the upper third.
    pub(crate) fn reveal(&mut self, view: View<'_>, offset: usize) {
        self.refresh(view);
        let Some((document, article)) = view.article() else { return };
        let hidden = article.blocks.iter().find(|block| block.span.contains(offset));
        if !self.aside && hidden.is_some_and(|b| !b.kind.is_body() && b.kind != BlockKind::Title) {
            self.aside = true;
            self.refresh(view);
        }
        let Some(place) = self.page.place_at(document, article, offset) else { return };
        self.cursor = place.item;
        let rows = signed(self.height);
        let last = self.page.moved(document, article, self.top, (rows - 3).max(0));
        if place < self.top || place > last {
            self.top = self.page.moved(document, article, place, -(rows / 3));
        }
    }

    /// Makes the page anew when the article, its corrections or what is shown
    /// of it changed. The words at the top stay where they are.
    fn refresh(&mut self, view: View<'_>) {
        let Some(id) = view.look.article else { return };
        let Some((document, article)) = view.article() else { return };
        let session = view.session;
        let now = (id, session.article_revision(id), session.beside_revision(id), self.aside);
        if self.made == Some(now) {
            return;
        }
        let same = self.made.is_some_and(|(made, ..)| made == id);
        let kept =
            if same { self.page.offset_of(document, article, self.top) } else { session.place(id) };
        let cursor = if same { self.cursor_offset(article) } else { None };
        self.page = ArticlePage::new(article, self.aside, &page_notes(view, id));
        self.page.set_columns(self.text_width, false);
        self.parts = parts_with_bar(article);
        self.made = Some(now);
        let at = |page: &mut ArticlePage, offset| page.place_at(document, article, offset);
        self.top = kept.and_then(|offset| at(&mut self.page, offset)).unwrap_or(PagePlace::FIRST);
        self.cursor =
            cursor.and_then(|offset| self.page.item_at(article, offset)).unwrap_or(self.top.item);
        if !same {
            self.selection = None;
            self.find = None;
            self.prompt = None;
        }
    }

    fn cursor_offset(&self, article: &Article) -> Option<usize> {
        match self.page.items.get(self.cursor)? {
            PageItem::Block(index) => article.blocks.get(*index).map(|block| block.span.start()),
            _ => None,
        }
    }

    fn scroll(&mut self, view: View<'_>, by: isize) {
        let Some((document, article)) = view.article() else { return };
        let lowest = self.lowest(document, article);
        let moved = self.page.moved(document, article, self.top, by);
        self.top = if by > 0 { moved.min(lowest.max(self.top)) } else { moved };
        self.cursor = self.first_full_item(document, article);
    }

    /// The highest row from which the end is still in view.
    fn lowest(&mut self, document: &Document, article: &Article) -> PagePlace {
        let end = self.page.end(document, article);
        let rows = signed(self.height);
        self.page.moved(document, article, end, 1 - rows.max(1))
    }

    /// The first item that begins in view, for the cursor to follow the view.
    fn first_full_item(&mut self, document: &Document, article: &Article) -> usize {
        let rows = signed(self.height);
        let last = self.page.moved(document, article, self.top, rows - 1);
        if self.top.row <= 1 || last.item == self.top.item {
            self.top.item
        } else {
            self.top.item + 1
        }
    }

    fn step_item(&mut self, view: View<'_>, by: isize) {
        let Some((document, article)) = view.article() else { return };
        let last = self.page.items.len().saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(by).min(last);
        let place = PagePlace { item: self.cursor, row: 0 };
        let rows = signed(self.height);
        let bottom = self.page.moved(document, article, self.top, (rows - 4).max(0));
        if place < self.top {
            self.top = place;
        } else if place > bottom {
            self.top = place.min(self.lowest(document, article).max(self.top));
        }
    }

    /// Sets the block at the cursor aside, or into the body.
    fn correct_block(&self, view: View<'_>) -> Vec<Want> {
        let Some(PageItem::Block(block)) = self.page.items.get(self.cursor) else {
            return Vec::new();
        };
        let (Some(article), Some((_, shown))) = (view.look.article, view.article()) else {
            return Vec::new();
        };
        let Some(at) = shown.blocks.get(*block) else { return Vec::new() };
        let kind = if at.kind.is_body() {
            view.session.kind_aside(article, at.span)
        } else {
            view.session.kind_in_body(article, at.span)
        };
        vec![Want::Act(Action::SetBlock { article, block: *block, kind })]
    }

    /// How far down the view is, in hundredths.
    fn percentage(&mut self, document: &Document, article: &Article) -> usize {
        let rows = signed(self.height);
        let bottom = self.page.moved(document, article, self.top, rows - 1);
        if bottom == self.page.end(document, article) {
            return 100;
        }
        let start = article.span.start();
        let at = self.page.offset_of(document, article, bottom).unwrap_or(start);
        (at.saturating_sub(start) * 100).checked_div(article.span.len()).unwrap_or(100).min(99)
    }

    fn corner(&mut self, document: &Document, article: &Article) -> String {
        let percentage = self.percentage(document, article);
        let hits = match &self.find {
            Some(find) if self.prompt.is_none() => format!("{} ", hit_count(find)),
            _ => String::new(),
        };
        let aside = if self.aside { "aside shown " } else { "" };
        format!("{hits}{aside}{percentage}%")
    }

    fn draw_page(&mut self, view: View<'_>, focused: bool, area: Rect, buffer: &mut Buffer) {
        let Some((document, article)) = view.article() else { return };
        let margins = Margins::of(area, self.text_width);
        let all = self.find.as_ref().map_or(&[][..], |find| &find.hits);
        let hits = PageHits { all, current: self.current_hit() };
        let drawn = DrawnArticle { document, article, parts: &self.parts };
        let painter = RowPainter::new(view, drawn, margins, hits);
        let mut place = self.top;
        let mut y = area.y;
        while y < area.bottom() && place.item < self.page.items.len() {
            let rows = self.page.rows(document, article, place.item);
            let marked = focused && place.item == self.cursor;
            let head = rows.iter().position(|row| *row != PageRow::Blank);
            for (index, row) in rows.iter().enumerate().skip(place.row) {
                if y >= area.bottom() {
                    break;
                }
                let item = self.page.items.get(place.item);
                let head = (head == Some(index)).then_some(marked);
                painter.draw(item, row, head, Rect { y, height: 1, ..area }, buffer);
                y += 1;
            }
            place = PagePlace { item: place.item + 1, row: 0 };
        }
    }

    /// Takes the size of the view: everything that counts rows follows from it.
    fn fit(&mut self, document: &Document, article: &Article, area: Rect) {
        let margins = Margins::of(area, self.text_width);
        self.page.set_columns(usize::from(margins.text), margins.labels());
        self.height = usize::from(area.height).max(1);
        self.keep_in_range(document, article);
    }

    /// A new width may have fewer rows: the top stays on a row that exists.
    fn keep_in_range(&mut self, document: &Document, article: &Article) {
        let rows = self.page.rows(document, article, self.top.item).len();
        self.top.row = self.top.row.min(rows.saturating_sub(1));
        let lowest = self.lowest(document, article);
        self.top = self.top.min(lowest.max(PagePlace::default()));
    }
}

impl Pane for ReadingPane {
    fn prompt(&mut self) -> Option<&mut Prompt> {
        self.prompt.as_mut()
    }

    fn close_prompt(&mut self) {
        self.prompt = None;
    }

    fn take_edit(&mut self, view: View<'_>, edit: Edit) -> Vec<Want> {
        match edit {
            Edit::Words(words) => self.take_typed(view, words),
            Edit::Dropped => {
                if let Some(find) = self.find.take() {
                    (self.top, self.cursor) = find.origin;
                }
            }
            Edit::Kept => {}
        }
        Vec::new()
    }

    fn run(&mut self, view: View<'_>, command: Command, count: usize) -> Vec<Want> {
        self.refresh(view);
        let count = signed(count);
        let page = signed(self.height);
        match command {
            Command::Down => self.scroll(view, count),
            Command::Up => self.scroll(view, -count),
            Command::HalfPageDown => self.scroll(view, page / 2),
            Command::HalfPageUp => self.scroll(view, -(page / 2)),
            Command::PageDown => self.scroll(view, (page - 2).max(1)),
            Command::PageUp => self.scroll(view, -(page - 2).max(1)),
            Command::Top => {
                self.top = PagePlace::default();
                self.cursor = 0;
            }
            Command::Bottom => {
                if let Some((document, article)) = view.article() {
                    self.top = self.lowest(document, article);
                    self.cursor = self.page.items.len().saturating_sub(1);
                }
            }
            Command::NextParagraph => self.step_item(view, count),
            Command::PreviousParagraph => self.step_item(view, -count),
            Command::Find => {
                self.prompt = Some(Prompt::new("/", ""));
                self.find = Some(PageFind {
                    typed: String::new(),
                    hits: Vec::new(),
                    current: 0,
                    origin: (self.top, self.cursor),
                });
            }
            Command::NextHit => self.step_hit(view, count),
            Command::PreviousHit => self.step_hit(view, -count),
            Command::ShowAside => {
                self.aside = !self.aside;
                self.refresh(view);
            }
            Command::Select => return self.begin_selection(view),
            Command::ExtendLeft
            | Command::ExtendRight
            | Command::ExtendUp
            | Command::ExtendDown
            | Command::GrowToSentence
            | Command::SelectFromHere
            | Command::SwapEnds => return self.move_selection(view, command, count),
            Command::CorrectBlock => return self.correct_block(view),
            Command::FocusRight => return vec![Want::Focus(Context::Sidebar)],
            _ => {}
        }
        Vec::new()
    }

    fn draw(&mut self, view: View<'_>, focused: bool, area: Rect, buffer: &mut Buffer) {
        self.refresh(view);
        let Some((document, article)) = view.article() else {
            let inner = PaneFrame { title: "", corner: "", focused }.draw(view.theme, area, buffer);
            let words = match view.look.article {
                None => "Select an article in the list.",
                Some(id) => view.session.failure(id).unwrap_or("…"),
            };
            let words = glyph::fit(words, usize::from(inner.width.saturating_sub(4)));
            Line::styled(format!("  {words}"), view.theme.dim).render(inner, buffer);
            return;
        };
        let inside = area.inner(Margin::new(1, 1));
        self.fit(
            document,
            article,
            if self.prompt.is_some() { split_bottom(inside).0 } else { inside },
        );
        let corner = self.corner(document, article);
        let title = article.meta.outlet.as_ref().or(article.meta.agency.as_ref());
        let title = title.map_or_else(|| document.origin.file_name(), |fact| fact.value.as_str());
        let mut inner =
            PaneFrame { title, corner: &corner, focused }.draw(view.theme, area, buffer);
        if let Some(prompt) = &self.prompt {
            let (rest, line) = split_bottom(inner);
            let status = self.find.as_ref().map_or_else(String::new, hit_count);
            prompt.draw(view.theme, &status, line, buffer);
            inner = rest;
        }
        self.draw_page(view, focused, inner, buffer);
    }
}

fn is_shown(kind: BlockKind, aside: bool) -> bool {
    aside || kind.is_body() || kind == BlockKind::Title
}
