//! What panes share: what they are shown, and what they may want.

use crossterm::event::KeyEvent;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::prompt::{Prompt, Typed};
use super::theme::Theme;
use crate::app::command_line::TypedOrder;
use crate::app::{Action, ArticleId, Command, Context, ExportScope, Picked, Session, Sight};
use crate::library::index::ArticleRef;
use newsquotes::model::{Article, Document};

/// What every pane looks at: the session, shared, and the common selection.
#[derive(Clone, Copy, Debug)]
pub(crate) struct View<'a> {
    pub session: &'a Session,
    pub theme: &'a Theme,
    pub look: ShownNow,
}

/// The article that is shown and what is picked in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct ShownNow {
    pub article: Option<ArticleId>,
    pub picked: Option<Picked>,
}

/// What a pane or overlay wants to happen; carried out by the screen.
#[derive(Clone, Debug)]
pub(crate) enum Want {
    Act(Action),
    /// Show an article where it was left.
    Show(ArticleId),
    /// Show an article and read it.
    Open(ArticleId),
    /// Bring something of the article shown into view, and pick it.
    Reveal(Sight),
    /// Show the same utterance elsewhere: of which article, which quotation.
    Variants(ArticleRef, u32),
    Focus(Context),
    /// Carry out what was typed into the command line; an export writes what
    /// the scope says.
    Order(TypedOrder, ExportScope),
    /// Put the command line up with the beginning of an export.
    Export(ExportScope),
}

/// What the user did in a pane's line of input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Edit {
    /// Typed or pasted; the words as they are now.
    Words(String),
    /// Left the line with its words in force.
    Kept,
    /// Gave it up.
    Dropped,
}

/// A pane of the screen. It owns its cursor and its filter, borrows the
/// session, and returns what it wants.
pub(super) trait Pane {
    /// Carries out a command that concerns this pane; `count` is at least 1.
    fn run(&mut self, view: View<'_>, command: Command, count: usize) -> Vec<Want>;

    /// Draws into `area`, border included.
    fn draw(&mut self, view: View<'_>, focused: bool, area: Rect, buffer: &mut Buffer);

    /// The line of input, while the pane has one.
    fn prompt(&mut self) -> Option<&mut Prompt>;

    /// Takes the line of input away.
    fn close_prompt(&mut self);

    /// Takes what was typed in the line of input.
    fn take_edit(&mut self, view: View<'_>, edit: Edit) -> Vec<Want>;

    /// Whether a line of input takes the keys.
    fn is_typing(&mut self) -> bool {
        self.prompt().is_some()
    }

    /// A key for the line of input.
    fn key(&mut self, view: View<'_>, key: KeyEvent) -> Vec<Want> {
        let Some(prompt) = self.prompt() else { return Vec::new() };
        let edit = match prompt.key(key) {
            Typed::Changed => Edit::Words(prompt.words().to_owned()),
            Typed::Accepted => Edit::Kept,
            Typed::Cancelled => Edit::Dropped,
            Typed::Same | Typed::Unused => return Vec::new(),
        };
        if !matches!(edit, Edit::Words(_)) {
            self.close_prompt();
        }
        self.take_edit(view, edit)
    }

    /// Pasted text for the line of input.
    fn paste(&mut self, view: View<'_>, text: &str) -> Vec<Want> {
        let Some(prompt) = self.prompt() else { return Vec::new() };
        prompt.paste(text);
        let words = prompt.words().to_owned();
        self.take_edit(view, Edit::Words(words))
    }
}

impl<'a> View<'a> {
    /// The document and article that are shown.
    #[must_use]
    pub(crate) fn article(&self) -> Option<(&'a Document, &'a Article)> {
        self.session.article(self.look.article?)
    }
}
