//! The whole screen: which pane has the focus, what lies over it, and who
//! gets a key.
//!
//! `carrying` does what panes and overlays want, `beside` writes notes and
//! fills the basket, `copying` hands words over, `entities` asks the library
//! about people and places, `opening` puts overlays up, `ordering` carries out
//! the command line, `running` commands, `folding` moves the panes about.

mod beside;
mod carrying;
mod copying;
mod entities;
mod folding;
mod opening;
mod ordering;
mod running;

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::collections::BTreeMap;

use super::footer::{self, FooterKeys};
use super::frame::split_bottom;
use super::keymap::{KeyLookup, KeyMap, KeyPress};
use super::layout::{Layout, THREE_PANES};
use super::overlays::{Overlay, help_of_hints};
use super::pane::{Pane, ShownNow, View, Want};
use super::panes::{ListPane, ReadingPane, SidebarPane};
use super::theme::Theme;
use crate::app::{Action, Command, Context, Effect, Picked, Session, Sight};
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
    list: ListPane,
    reading: ReadingPane,
    sidebar: SidebarPane,
    focus: Context,
    look: ShownNow,
    overlays: Vec<Box<dyn Overlay>>,
    layout: Layout,
    keymap: KeyMap,
    theme: Theme,
    /// Keys of a sequence that is not complete yet.
    pending: Vec<KeyPress>,
    count: Option<usize>,
    /// The list is to show the articles of the entity that was asked for.
    filter_awaited: bool,
    /// The document of the article shown was not in memory yet.
    awaits_document: bool,
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
            list: ListPane::default(),
            reading: ReadingPane::new(usize::from(options.text_width)),
            sidebar: SidebarPane::default(),
            focus: Context::List,
            look: ShownNow::default(),
            overlays: Vec::new(),
            layout,
            keymap,
            theme: options.theme,
            pending: Vec::new(),
            count: None,
            filter_awaited: false,
            awaits_document: false,
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
                    let done = session.apply(action);
                    effects.extend(self.reveal_all(session, done));
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
        let wants = self.overlays.last_mut().map_or_else(Vec::new, |overlay| overlay.news(view));
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
        let picked = quote.map(|quote| Want::Reveal(Sight::Picked(Picked::Quote(quote as usize))));
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
        session.apply(Action::Heard);
        self.list.settle();
        let theme = self.theme;
        let view = self.view(session, &theme);
        match self.everywhere(KeyPress::of(key)) {
            Some(Command::Quit) => return vec![Effect::Quit { interrupted: true }],
            Some(Command::Redraw) => return vec![Effect::Redraw],
            _ => {}
        }
        if let Some(overlay) = self.overlays.last_mut() {
            if asks_for_help(overlay.as_ref(), key) {
                let help = help_of_hints(overlay.hints());
                self.overlays.push(Box::new(help));
                return Vec::new();
            }
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

    /// The command of a key, unless it writes: ending the program and drawing
    /// anew work wherever the key is pressed.
    fn everywhere(&self, key: KeyPress) -> Option<Command> {
        match self.keymap.lookup(self.context(), &[key]) {
            KeyLookup::Command(command) if !key.writes() => Some(command),
            _ => None,
        }
    }

    /// A key that is part of a command: a count, a sequence, or the command.
    fn command_key(&mut self, session: &mut Session, key: KeyEvent) -> Vec<Effect> {
        let key = KeyPress::of(key);
        if self.pending.is_empty()
            && let Some(digit) = key.digit().filter(|digit| *digit > 0 || self.count.is_some())
        {
            self.count = Some((self.count.unwrap_or(0) * 10 + digit).min(MOST_COUNT));
            return Vec::new();
        }
        self.pending.push(key);
        match self.keymap.lookup(self.context(), &self.pending) {
            KeyLookup::Pending => Vec::new(),
            KeyLookup::Nothing => {
                self.pending.clear();
                self.count = None;
                Vec::new()
            }
            KeyLookup::Command(command) => {
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
        let hints = self.overlays.last().map(|overlay| overlay.hints());
        let at_top = self.is_at_top();
        let keys = FooterKeys {
            keymap: &self.keymap,
            context: self.context(),
            hints,
            at_top,
            pending: &pending,
        };
        footer::draw(session, &theme, &keys, foot, buffer);
    }

    fn pending_words(&self) -> String {
        let count = self.count.map_or_else(String::new, |count| count.to_string());
        self.pending.iter().fold(count, |words, key| words + &key.to_string())
    }
}

/// `?` where it is not a letter of what is typed, and F1 anywhere; the help
/// itself needs none.
fn asks_for_help(overlay: &dyn Overlay, key: KeyEvent) -> bool {
    let is_letter = key.code == KeyCode::Char('?') && !overlay.takes_text();
    (is_letter || key.code == KeyCode::F(1)) && !overlay.is_help()
}
