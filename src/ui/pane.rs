//! What panes share: what they are shown, and what they may want.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::theme::Theme;
use crate::app::{Action, ArticleId, Command, Context, Session};
use crate::model::{Article, Document};

/// What every pane looks at: the session, shared, and the common selection.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    pub session: &'a Session,
    pub theme: &'a Theme,
    pub look: Look,
}

/// The article that is shown and what is picked in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    pub article: Option<ArticleId>,
    pub picked: Option<Picked>,
}

/// What is picked in the article that is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Picked {
    /// An index into the article's quotes.
    Quote(usize),
    /// An index into the article's mentions, standing for its entity.
    Mention(usize),
}

/// What a pane or overlay wants to happen; carried out by the screen.
#[derive(Clone, Debug)]
pub enum Want {
    Act(Action),
    /// Show an article where it was left.
    Show(ArticleId),
    /// Show an article and read it.
    Open(ArticleId),
    /// Show an article at a place, with the words typed lit.
    ShowWords {
        article: ArticleId,
        at: usize,
        typed: String,
    },
    /// Pick something and bring it into view.
    Pick(Picked),
    Focus(Context),
}

/// A pane of the screen. It owns its cursor and its filter, borrows the
/// session, and returns what it wants.
pub trait Pane {
    /// Carries out a command that concerns this pane; `count` is at least 1.
    fn run(&mut self, view: View<'_>, command: Command, count: usize) -> Vec<Want>;

    /// Draws into `area`, border included.
    fn draw(&mut self, view: View<'_>, focused: bool, area: Rect, buffer: &mut Buffer);
}

impl<'a> View<'a> {
    /// The document and article that are shown.
    #[must_use]
    pub fn article(&self) -> Option<(&'a Document, &'a Article)> {
        self.session.article(self.look.article?)
    }
}
