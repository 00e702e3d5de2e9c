//! What the screen does about copies: which words are meant, and in which
//! format they leave.

use super::Screen;
use crate::app::{Action, ChosenWords, Command, Effect, Notice, Picked, Session};
use crate::ui::overlays::FormatsView;
use crate::ui::pane::Want;
use crate::ui::pick;

impl Screen {
    /// What is picked, or the quotation that the search stands in.
    pub(super) fn chosen(&mut self, session: &Session) -> Option<ChosenWords> {
        let theme = self.theme;
        let found = self
            .view(session, &theme)
            .article()
            .and_then(|(_, article)| pick::quote_at(article, self.reading.hit()?));
        if let (None, Some(found)) = (self.look.picked, found) {
            self.pick(session, found);
        }
        match self.look.picked {
            Some(Picked::Quote(quote)) => Some(ChosenWords::Quote(quote)),
            _ => self.passage(session).map(ChosenWords::Passage),
        }
    }

    /// The action that copies what is chosen.
    fn copy_action(&mut self, session: &Session) -> Option<Action> {
        let article = self.look.article?;
        Some(match self.chosen(session)? {
            ChosenWords::Quote(quote) => Action::Copy { article, quote },
            ChosenWords::Passage(span) => Action::CopyPassage { article, span },
        })
    }

    /// Copies what is picked, or the quotation that the search stands in.
    pub(super) fn copy(&mut self, session: &mut Session) -> Vec<Effect> {
        if let Some(action) = self.copy_action(session) {
            self.reading.end_selection();
            return session.apply(action);
        }
        let key = self.keymap.spellings(self.focus, Command::NextQuote).into_iter().next();
        let words = match key {
            Some(key) => format!("Select a quotation first: {key} goes to the next one."),
            None => "Select a quotation first.".to_owned(),
        };
        session.apply(Action::Notify(Notice::warning(words)))
    }

    /// Lets the user choose the format; what is picked can be copied so.
    pub(super) fn choose_format(&mut self, session: &Session) {
        let copy = self.copy_action(session).map(Want::Act).into_iter().collect();
        self.overlays.push(Box::new(FormatsView::new(session, copy)));
    }
}
