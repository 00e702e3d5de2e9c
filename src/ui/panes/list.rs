//! The article list: newest first, each with its headline, with a filter in the
//! query language; above them the searches that were kept, as folders.

mod drawing;
mod folding;
mod row;

use std::collections::{HashMap, HashSet};

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::asking::{AnswerKind, IndexAsked, ListedArticles};
use crate::app::{Action, ArticleId, Command, Context, Session};
use crate::ui::frame::PaneFrame;
use crate::ui::numbers::signed;
use crate::ui::pane::{Edit, Pane, View, Want};
use crate::ui::prompt::{Prompt, Typed};
use crate::ui::query_line::{QUERY_ROWS, QueryLine};

/// Rows from which on an article takes as many as its headline needs; below,
/// one, so that several articles are in view.
const COMFORTABLE_ROWS: u16 = 12;

/// The article list.
#[derive(Debug, Default)]
pub(crate) struct ListPane {
    /// The articles that the filter lets through, made for `revision`.
    shown: Vec<ArticleId>,
    revision: Option<u64>,
    /// How many they are with the copies that are folded.
    all: usize,
    /// Those that stand for near-copies, and how many they are.
    copies: HashMap<ArticleId, usize>,
    /// One article of each group of near-copies that is unfolded.
    unfolded: HashSet<ArticleId>,
    filter: String,
    /// Only these articles are listed, for the reason named.
    only: Option<(String, HashSet<ArticleId>)>,
    /// The line of input while the filter is being typed.
    line: Option<QueryLine>,
    selected: Option<ArticleId>,
    /// The kept search that the cursor is on, in place of an article.
    folder: Option<usize>,
    /// Whether the user has put the cursor somewhere; until then it stays on
    /// the first row while articles arrive above it.
    moved: bool,
    top: usize,
    /// Articles in view at the last drawing.
    height: usize,
}

impl ListPane {
    /// The article the cursor is on.
    pub(crate) fn selected(&mut self, session: &Session) -> Option<ArticleId> {
        self.refresh(session);
        self.selected
    }

    /// Puts the cursor on an article; a filter that hides it is cleared.
    pub(crate) fn select(&mut self, session: &Session, id: ArticleId) {
        self.refresh(session);
        self.unfold(session, id);
        if !self.shown.contains(&id) {
            self.only = None;
            self.filter.clear();
            self.revision = None;
            self.refresh(session);
        }
        self.moved = true;
        self.selected = Some(id);
        self.folder = None;
    }

    /// Whether the user has done something.
    #[must_use]
    pub(crate) fn is_settled(&self) -> bool {
        self.moved
    }

    /// Leaves the cursor on its article from now on, as the user has turned
    /// to it.
    pub(crate) fn settle(&mut self) {
        self.moved = true;
    }

    /// Filters by other words; what has to be asked for that.
    fn set_filter(&mut self, filter: String, session: &Session) -> Vec<Want> {
        let typed = filter.trim().to_owned();
        self.filter = filter;
        self.revision = None;
        self.refresh(session);
        let action = if typed.is_empty() {
            Action::Forget(AnswerKind::List)
        } else {
            Action::AskIndex(IndexAsked::List { typed })
        };
        vec![Want::Act(action)]
    }

    /// The answer to the filter as it stands.
    fn answer<'a>(&self, session: &'a Session) -> Option<&'a ListedArticles> {
        let (typed, listed) = session.answers().list.as_ref()?;
        (typed == self.filter.trim()).then_some(listed)
    }

    /// Makes the rows anew when articles or the filter changed. The cursor
    /// stays on its article where that is still shown.
    fn refresh(&mut self, session: &Session) {
        if self.revision == Some(session.revision()) {
            return;
        }
        self.revision = Some(session.revision());
        let at = self.position();
        let Some(listed) = self.before_folding(session) else { return };
        (self.shown, self.copies) = session.fold_copies(&listed, &self.unfolded);
        self.all = listed.len();
        if !self.moved || self.selected.is_none_or(|id| !self.shown.contains(&id)) {
            let at = at.filter(|_| self.moved).unwrap_or(0).min(self.shown.len().saturating_sub(1));
            self.selected = self.shown.get(at).copied();
        }
    }

    fn position(&self) -> Option<usize> {
        let selected = self.selected?;
        self.shown.iter().position(|id| *id == selected)
    }

    /// Lists only some articles, those of an entity, until the filter is
    /// cleared.
    pub(in crate::ui) fn set_only(
        &mut self,
        name: String,
        ids: HashSet<ArticleId>,
        session: &Session,
    ) {
        self.only = Some((name, ids));
        self.revision = None;
        self.refresh(session);
    }

    /// Whether not all articles are listed.
    #[must_use]
    pub(in crate::ui) fn is_filtered(&self) -> bool {
        !self.filter.is_empty() || self.only.is_some()
    }

    /// Lists all articles again.
    pub(in crate::ui) fn clear_filter(&mut self, session: &Session) -> Vec<Want> {
        self.only = None;
        self.set_filter(String::new(), session)
    }

    /// Moves the cursor by rows, stopping at the ends.
    pub(crate) fn step(&mut self, session: &Session, by: isize) -> Vec<Want> {
        self.refresh(session);
        self.moved = true;
        let folders = session.searches().len();
        let rows = folders + self.shown.len();
        let at = self.row(session).saturating_add_signed(by).min(rows.saturating_sub(1));
        self.folder = (at < folders).then_some(at);
        if self.folder.is_some() {
            return Vec::new();
        }
        self.selected = self.shown.get(at - folders).copied();
        self.show_selected()
    }

    /// The row of the cursor, folders included.
    fn row(&self, session: &Session) -> usize {
        let folders = session.searches().len();
        match self.folder.filter(|folder| *folder < folders) {
            Some(folder) => folder,
            None => folders + self.position().unwrap_or(0),
        }
    }

    /// Lists what a kept search finds; again, and all are listed.
    fn open_folder(&mut self, session: &Session, folder: usize) -> Vec<Want> {
        let Some(search) = session.searches().get(folder) else { return Vec::new() };
        self.folder = None;
        self.moved = false;
        if self.filter.trim() == search {
            return self.clear_filter(session);
        }
        self.set_filter(search.clone(), session)
    }

    fn show_selected(&self) -> Vec<Want> {
        self.selected.map(Want::Show).into_iter().collect()
    }

    /// What was typed in the line of input.
    fn typed(&mut self, view: View<'_>, typed: Typed) -> Vec<Want> {
        let Some(line) = &self.line else { return Vec::new() };
        match typed {
            Typed::Changed => {
                let complete = line.ask_completions();
                let words = line.words().to_owned();
                let mut wants = self.set_filter(words, view.session);
                wants.push(complete);
                wants.extend(self.show_selected());
                wants
            }
            Typed::Accepted => {
                self.line = None;
                let searched = Want::Act(Action::Searched(self.filter.clone()));
                self.show_selected().into_iter().chain([searched]).collect()
            }
            Typed::Cancelled => {
                self.line = None;
                let mut wants = self.set_filter(String::new(), view.session);
                wants.extend(self.show_selected());
                wants
            }
            Typed::Same | Typed::Unused => Vec::new(),
        }
    }
}

impl Pane for ListPane {
    fn prompt(&mut self) -> Option<&mut Prompt> {
        None
    }

    fn close_prompt(&mut self) {
        self.line = None;
    }

    fn take_edit(&mut self, _: View<'_>, _: Edit) -> Vec<Want> {
        Vec::new()
    }

    fn is_typing(&mut self) -> bool {
        self.line.is_some()
    }

    fn key(&mut self, view: View<'_>, key: KeyEvent) -> Vec<Want> {
        let Some(line) = &mut self.line else { return Vec::new() };
        let typed = match line.key(view, key) {
            Typed::Unused if key.code == KeyCode::Up && line.recall() => Typed::Changed,
            typed => typed,
        };
        self.typed(view, typed)
    }

    fn paste(&mut self, view: View<'_>, text: &str) -> Vec<Want> {
        let Some(line) = &mut self.line else { return Vec::new() };
        line.paste(text);
        self.typed(view, Typed::Changed)
    }

    fn run(&mut self, view: View<'_>, command: Command, count: usize) -> Vec<Want> {
        let count = signed(count);
        let page = signed(self.height.max(1));
        let session = view.session;
        match command {
            Command::Down | Command::NextArticle => self.step(session, count),
            Command::Up | Command::PreviousArticle => self.step(session, -count),
            Command::HalfPageDown => self.step(session, page / 2),
            Command::HalfPageUp => self.step(session, -(page / 2)),
            Command::PageDown => self.step(session, page),
            Command::PageUp => self.step(session, -page),
            Command::Top => self.step(session, isize::MIN / 2),
            Command::Bottom => self.step(session, isize::MAX / 2),
            Command::Open => {
                if let Some(folder) = self.folder {
                    return self.open_folder(session, folder);
                }
                let Some(id) = self.selected(session) else { return Vec::new() };
                vec![Want::Show(id), Want::Act(Action::Read(id)), Want::Focus(Context::Reading)]
            }
            Command::ToggleCopies => self.toggle_copies(session),
            Command::Filter => {
                self.line =
                    Some(QueryLine::new("filter: ", &self.filter, session.history().to_vec()));
                Vec::new()
            }
            Command::ClearFilter => {
                let mut wants = self.clear_filter(session);
                wants.extend(self.show_selected());
                wants
            }
            _ => Vec::new(),
        }
    }

    fn draw(&mut self, view: View<'_>, focused: bool, area: Rect, buffer: &mut Buffer) {
        self.refresh(view.session);
        let title = self.title();
        let corner = self.corner(view.session);
        let mut inner =
            PaneFrame { title: &title, corner: &corner, focused }.draw(view.theme, area, buffer);
        if let Some(line) = &self.line {
            let rows = inner.height.min(QUERY_ROWS);
            let height = inner.height - rows;
            let place = Rect { y: inner.y + height, height: rows, ..inner };
            let about = self.answer(view.session);
            let about = about.map_or_else(Default::default, |listed| listed.about.clone());
            let status = self.shown.len().to_string();
            line.draw(view, &about, &status, place, buffer);
            inner.height = height;
        }
        self.draw_rows(view, focused, inner, buffer);
    }
}
