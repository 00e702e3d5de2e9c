//! The whole screen: which pane has the focus, what lies over it, and who
//! gets a key.
//!
//! `carrying` does what panes and overlays want, `beside` writes notes and
//! fills the basket, `copying` hands words over, `entities` asks the library
//! about people and places, `opening` puts overlays up, `ordering` carries out
//! the command line, `folding` moves the panes about.

mod beside;
mod carrying;
mod copying;
mod entities;
mod folding;
mod opening;
mod ordering;

use crossterm::event::{KeyEvent, KeyEventKind};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::collections::BTreeMap;

use super::footer::{self, Keys};
use super::frame::split_bottom;
use super::keymap::{Key, KeyMap, Lookup};
use super::layout::{Layout, THREE_PANES};
use super::overlays::Overlay;
use super::pane::{Look, Pane, Picked, View, Want};
use super::panes::{List, Reading, Sidebar};
use super::theme::Theme;
use crate::app::{Action, ArticleId, Command, Context, Effect, Group, Session};
use crate::library::index::ArticleRef;
use newsquotes::model::Problem;

/// What the world says to the screen.
#[derive(Clone, Debug)]
pub(crate) enum Input {
    Key(KeyEvent),
    Paste(String),
    /// News for the session: documents, search answers, notices.
    News(Vec<Action>),
}

/// What the settings say about the screen.
#[derive(Clone, Debug)]
pub(crate) struct ScreenOptions {
    /// The widest text column of the reading view.
    pub text_width: u16,
    pub sidebar: bool,
    pub theme: Theme,
    /// The user's keys: command name to key sequences.
    pub keys: BTreeMap<String, Vec<String>>,
}

/// The screen.
#[derive(Debug)]
pub(crate) struct Screen {
    list: List,
    reading: Reading,
    sidebar: Sidebar,
    focus: Context,
    look: Look,
    overlays: Vec<Box<dyn Overlay>>,
    layout: Layout,
    keymap: KeyMap,
    theme: Theme,
    /// Keys of a sequence that is not complete yet.
    pending: Vec<Key>,
    count: Option<usize>,
    /// The list is to show the articles of the entity that was asked for.
    filter_awaited: bool,
    /// The document of the article shown was not in memory yet.
    awaits_document: bool,
    /// What is to be done once it has come.
    postponed: Vec<Want>,
    /// Where to go once that is listed: an article and a quotation of it.
    destination: Option<(ArticleRef, Option<u32>)>,
    /// The user is asked whether a file is written over.
    asks_overwriting: bool,
    /// Columns of the last drawing.
    columns: u16,
}

/// The largest count before a command, such as `5j`.
const MOST_COUNT: usize = 9999;

impl Screen {
    /// A screen with these options, and what is wrong with the user's keys.
    #[must_use]
    pub(crate) fn new(options: &ScreenOptions) -> (Screen, Vec<Problem>) {
        let (keymap, problems) = KeyMap::new(&options.keys);
        let layout =
            Layout { zen: false, sidebar: options.sidebar, list_extra: 0, sidebar_extra: 0 };
        let screen = Screen {
            list: List::default(),
            reading: Reading::new(usize::from(options.text_width)),
            sidebar: Sidebar::default(),
            focus: Context::List,
            look: Look::default(),
            overlays: Vec::new(),
            layout,
            keymap,
            theme: options.theme,
            pending: Vec::new(),
            count: None,
            filter_awaited: false,
            awaits_document: false,
            postponed: Vec::new(),
            destination: None,
            asks_overwriting: false,
            columns: THREE_PANES,
        };
        (screen, problems)
    }

    /// Takes what the world says; returns what is to be done to it.
    pub(crate) fn handle(&mut self, session: &mut Session, input: Input) -> Vec<Effect> {
        match input {
            Input::Key(key) if key.kind != KeyEventKind::Release => self.key(session, key),
            Input::Key(_) => Vec::new(),
            Input::Paste(text) => self.paste(session, &text),
            Input::News(actions) => {
                let mut effects = Vec::new();
                for action in actions {
                    effects.extend(session.apply(action));
                }
                effects.extend(self.arrive(session));
                effects.extend(self.show_first(session));
                effects.extend(self.greet_document(session));
                self.take_filter(session);
                self.ask_overwriting(session);
                effects.extend(self.tell_overlay(session));
                effects
            }
        }
    }

    /// Lets the topmost overlay look at what is new.
    fn tell_overlay(&mut self, session: &mut Session) -> Vec<Effect> {
        let theme = self.theme;
        let view = self.view(session, &theme);
        let wants = self.overlays.last_mut().map(|overlay| overlay.news(view)).unwrap_or_default();
        self.carry_out(session, wants)
    }

    /// Opens an article, and a quotation of it, as soon as it is listed.
    pub(crate) fn go_to(&mut self, at: ArticleRef, quote: Option<u32>) {
        self.destination = Some((at, quote));
    }

    /// Goes where the program was told to begin, once that is listed.
    fn arrive(&mut self, session: &mut Session) -> Vec<Effect> {
        let Some((at, quote)) = self.destination else { return Vec::new() };
        let Some(article) = session.find_ref(at) else { return Vec::new() };
        self.destination = None;
        let picked = quote.map(|quote| Want::Pick(Picked::Quote(quote as usize)));
        let wants = std::iter::once(Want::Open(article)).chain(picked);
        self.carry_out(session, wants.collect())
    }

    /// What has to be kept when the program ends: the reading place.
    pub(crate) fn leave(&mut self, session: &mut Session) -> Vec<Effect> {
        self.keep_place(session)
    }

    fn pane(&mut self, context: Context) -> &mut dyn Pane {
        match context {
            Context::List => &mut self.list,
            Context::Reading | Context::Selecting => &mut self.reading,
            Context::Sidebar => &mut self.sidebar,
        }
    }

    /// What keys mean here: in the reading view a selection has its own.
    fn context(&self) -> Context {
        let selecting = self.focus == Context::Reading && self.reading.is_selecting();
        if selecting { Context::Selecting } else { self.focus }
    }

    fn view<'a>(&self, session: &'a Session, theme: &'a Theme) -> View<'a> {
        View { session, theme, look: self.look }
    }

    /// Shows the article at the cursor of the list as soon as there is one;
    /// until the user does something that is the newest one. While the list
    /// is looked at, an article that just came may be the one its filter
    /// waited for.
    fn show_first(&mut self, session: &mut Session) -> Vec<Effect> {
        let settled = self.list.is_settled() && self.focus != Context::List;
        if settled && self.look.article.is_some() {
            return Vec::new();
        }
        match self.list.selected(session) {
            Some(selected) => self.show(session, selected),
            None => Vec::new(),
        }
    }

    fn key(&mut self, session: &mut Session, key: KeyEvent) -> Vec<Effect> {
        session.notice = None;
        self.list.settle();
        let theme = self.theme;
        let view = self.view(session, &theme);
        if self.quits(Key::of(key)) {
            return vec![Effect::Quit { interrupted: true }];
        }
        if let Some(overlay) = self.overlays.last_mut() {
            let reply = overlay.key(view, key);
            if reply.close {
                self.overlays.pop();
            }
            return self.carry_out(session, reply.wants);
        }
        let pane = self.pane(self.focus);
        if !pane.is_typing() {
            return self.command_key(session, key);
        }
        let wants = pane.key(view, key);
        self.carry_out(session, wants)
    }

    /// Whether a key ends the program wherever it is pressed.
    fn quits(&self, key: Key) -> bool {
        let means_quit =
            self.keymap.lookup(self.context(), &[key]) == Lookup::Command(Command::Quit);
        means_quit && !key.writes()
    }

    /// A key that is part of a command: a count, a sequence, or the command.
    fn command_key(&mut self, session: &mut Session, key: KeyEvent) -> Vec<Effect> {
        let key = Key::of(key);
        if self.pending.is_empty()
            && let Some(digit) = key.digit().filter(|digit| *digit > 0 || self.count.is_some())
        {
            self.count = Some((self.count.unwrap_or(0) * 10 + digit).min(MOST_COUNT));
            return Vec::new();
        }
        self.pending.push(key);
        match self.keymap.lookup(self.context(), &self.pending) {
            Lookup::Pending => Vec::new(),
            Lookup::Nothing => {
                self.pending.clear();
                self.count = None;
                Vec::new()
            }
            Lookup::Command(command) => {
                self.pending.clear();
                let count = self.count.take().unwrap_or(1);
                self.run(session, command, count)
            }
        }
    }

    fn paste(&mut self, session: &mut Session, text: &str) -> Vec<Effect> {
        let theme = self.theme;
        let view = self.view(session, &theme);
        let wants = match self.overlays.last_mut() {
            Some(overlay) => overlay.paste(view, text).wants,
            None => self.pane(self.focus).paste(view, text),
        };
        self.carry_out(session, wants)
    }

    /// Carries a command out: the screen's own here, the rest by the pane it
    /// concerns.
    fn run(&mut self, session: &mut Session, command: Command, count: usize) -> Vec<Effect> {
        self.take_cursor(session, command);
        match command {
            Command::Quit => return vec![Effect::Quit { interrupted: true }],
            Command::Redraw => return vec![Effect::Redraw],
            Command::Suspend => return vec![Effect::Suspend],
            Command::Leave if self.is_at_top() => {
                return vec![Effect::Quit { interrupted: false }];
            }
            Command::Leave | Command::Back => {
                let wants = self.back(session);
                return self.carry_out(session, wants);
            }
            Command::Undo => {
                let mut effects = session.apply(Action::Undo);
                effects.extend(self.ask_names(session));
                return effects;
            }
            Command::Browse => return self.on_article(session, Action::Browse),
            Command::ToggleStar => return self.on_article(session, Action::ToggleStar),
            Command::ToggleRead => return self.on_article(session, Action::ToggleRead),
            Command::Copy => return self.copy(session),
            Command::Collect => return self.collect(session),
            Command::Note | Command::Basket => self.open_beside(session, command),
            Command::EntityPage
            | Command::FilterByEntity
            | Command::MergeEntity
            | Command::SplitEntity
            | Command::RenameEntity
            | Command::NotAnEntity => return self.run_on_entity(session, command),
            Command::TypeOrder => {
                let scope = self.scope(session);
                self.open_command_line(session, "", scope);
            }
            Command::Export => {
                let scope = self.scope(session);
                self.open_export(session, scope);
            }
            Command::ChooseFormat => self.choose_format(session),
            Command::Help
            | Command::Problems
            | Command::Search
            | Command::Quotes
            | Command::Variants
            | Command::Why
            | Command::EditFacts
            | Command::CorrectSpeaker => return self.open_overlay(session, command),
            Command::FocusLeft
            | Command::FocusNext
            | Command::FocusPrevious
            | Command::ToggleSidebar
            | Command::Zen
            | Command::Narrower
            | Command::Wider => self.lay_out(command),
            Command::NextQuote
            | Command::PreviousQuote
            | Command::NextMention
            | Command::PreviousMention => self.step_picked(session, command, count),
            Command::SwitchTab if self.focus == Context::Reading => {
                return self.pane_run(session, Context::Sidebar, command, count);
            }
            Command::NextArticle | Command::PreviousArticle => {
                let mut effects = self.pane_run(session, Context::List, command, count);
                effects.extend(self.on_article(session, Action::Read));
                return effects;
            }
            Command::Find | Command::NextHit | Command::PreviousHit | Command::ShowAside => {
                self.focus_reading(command);
                return self.pane_run(session, Context::Reading, command, count);
            }
            _ => return self.pane_run(session, self.focus, command, count),
        }
        Vec::new()
    }

    /// In the sidebar a command is meant for the row of the cursor, also where
    /// that was not picked yet, as after a change of what is listed.
    fn take_cursor(&mut self, session: &Session, command: Command) {
        let Some(entry) = command.entry().filter(|_| self.focus == Context::Sidebar) else {
            return;
        };
        if matches!(entry.group, Group::Look | Group::Use) && !matches!(command, Command::ShowAside)
        {
            let theme = self.theme;
            let view = self.view(session, &theme);
            self.look.picked = self.sidebar.at_cursor(view).or(self.look.picked);
        }
    }

    /// The line of input of a search stands in the reading view.
    fn focus_reading(&mut self, command: Command) {
        if command == Command::Find {
            self.focus = Context::Reading;
        }
    }

    fn pane_run(
        &mut self,
        session: &mut Session,
        pane: Context,
        command: Command,
        count: usize,
    ) -> Vec<Effect> {
        let theme = self.theme;
        let view = self.view(session, &theme);
        let wants = self.pane(pane).run(view, command, count);
        self.carry_out(session, wants)
    }

    fn on_article(
        &mut self,
        session: &mut Session,
        action: impl Fn(ArticleId) -> Action,
    ) -> Vec<Effect> {
        self.look.article.map(|id| session.apply(action(id))).unwrap_or_default()
    }

    /// Whether there is nothing to go back from.
    fn is_at_top(&self) -> bool {
        self.focus == Context::List && !self.list.is_filtered()
    }

    /// Goes back one level: what is lit, the filter, the pane.
    fn back(&mut self, session: &Session) -> Vec<Want> {
        match self.focus {
            Context::Sidebar if self.sidebar.back() => {}
            Context::Sidebar => self.set_focus(Context::Reading),
            Context::Reading if self.reading.end_selection() => self.look.picked = None,
            Context::Reading if self.reading.back() => {}
            Context::Reading if self.look.picked.is_some() => self.look.picked = None,
            Context::Reading | Context::Selecting => self.set_focus(Context::List),
            Context::List => return self.list.clear_filter(session),
        }
        Vec::new()
    }

    fn set_focus(&mut self, context: Context) {
        self.pending.clear();
        self.count = None;
        self.focus = context;
    }

    /// Draws the whole screen.
    pub(crate) fn draw(&mut self, session: &Session, area: Rect, buffer: &mut Buffer) {
        self.columns = area.width;
        let theme = self.theme;
        let view = self.view(session, &theme);
        let (body, foot) = split_bottom(area);
        let panes = self.layout.panes(body, self.focus);
        let over = self.overlays.is_empty();
        let focused = |context| over && self.focus == context;
        if let Some(area) = panes.list {
            self.list.draw(view, focused(Context::List), area, buffer);
        }
        if let Some(area) = panes.reading {
            self.reading.draw(view, focused(Context::Reading), area, buffer);
        }
        if let Some(area) = panes.sidebar {
            self.sidebar.draw(view, focused(Context::Sidebar), area, buffer);
        }
        for overlay in &mut self.overlays {
            overlay.draw(view, body, buffer);
        }
        let pending = self.pending_words();
        let hints = self.overlays.last().map_or("", |overlay| overlay.hints());
        let keys = Keys { keymap: &self.keymap, context: self.context(), hints, pending: &pending };
        footer::draw(session, &theme, &keys, foot, buffer);
    }

    fn pending_words(&self) -> String {
        let count = self.count.map(|count| count.to_string()).unwrap_or_default();
        self.pending.iter().fold(count, |words, key| words + &key.to_string())
    }
}
