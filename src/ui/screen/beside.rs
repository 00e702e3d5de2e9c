//! What the screen does about notes and the basket.

use super::Screen;
use crate::app::{Action, ArticleId, Command, Context, Effect, Notice, Picked, Session};
use crate::library::annotation::Selector;
use crate::ui::overlays::{BasketView, TextForm};
use newsquotes::model::Span;

impl Screen {
    /// The words of the quotation or passage that is picked.
    pub(super) fn passage(&self, session: &Session) -> Option<Span> {
        let (_, article) = session.article(self.look.article?)?;
        match self.look.picked? {
            Picked::Quote(index) => article.quotes.get(index)?.extent(),
            Picked::Passage(span) => Some(span),
            Picked::Mention(_) => None,
        }
    }

    /// Puts what is picked into the basket, or takes it out.
    pub(super) fn collect(&mut self, session: &mut Session) -> Vec<Effect> {
        let picked = self.look.article.zip(self.passage(session));
        let Some((article, span)) = picked else {
            let words = "Select a quotation first, or a passage with v.";
            return session.apply(Action::Notify(Notice::warning(words)));
        };
        self.reading.end_selection();
        session.apply(Action::Collect { article, span })
    }

    pub(super) fn open_beside(&mut self, session: &mut Session, command: Command) {
        if command == Command::Basket {
            self.overlays.push(Box::new(BasketView::default()));
            return;
        }
        let Some(article) = self.look.article else { return };
        if session.article(article).is_none() {
            session.apply(Action::Notify(Notice::warning("The article is still being read.")));
            return;
        }
        let theme = self.theme;
        let at_cursor = self.reading.noted_passage(self.view(session, &theme));
        let passage = match self.focus {
            // In the list the article is meant, whatever was picked in it.
            Context::List => None,
            Context::Reading => self.passage(session).or(at_cursor),
            _ => self.passage(session),
        };
        self.reading.end_selection();
        self.overlays.push(Box::new(TextForm::note(session, article, passage)));
    }

    /// Picks the words of a selector in the article shown.
    pub(super) fn show_passage(
        &mut self,
        session: &mut Session,
        id: ArticleId,
        selector: &Selector,
    ) {
        let Some(span) = session.locate(id, selector) else {
            let words = "These words are no longer in the article.";
            session.apply(Action::Notify(Notice::warning(words)));
            return;
        };
        let quote = session.article(id).and_then(|(_, article)| {
            article.quotes.iter().position(|quote| quote.extent() == Some(span))
        });
        self.pick(session, quote.map_or(Picked::Passage(span), Picked::Quote));
        let theme = self.theme;
        self.sidebar.follow(self.view(session, &theme));
    }
}
