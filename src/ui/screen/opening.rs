//! Opening what lies over the panes: help, problems, search, forms, reasons.

use super::Screen;
use crate::app::asking::IndexAsked;
use crate::app::{Action, Command, Effect, Notice, Picked, Session};
use crate::library::annotation::Body;
use crate::library::index::ArticleRef;
use crate::ui::overlays::{
    Card, CardLine, Chooser, ChooserPurpose, FactsForm, Overlay, QuotesView, SearchOverlay,
    VariantsView, help,
};
use crate::ui::pane::View;
use crate::ui::reasons::reasons;

impl Screen {
    /// Puts up what a command shows; returns what has to be asked for it.
    pub(super) fn open_overlay(&mut self, session: &mut Session, command: Command) -> Vec<Effect> {
        let theme = self.theme;
        let view = self.view(session, &theme);
        let mut first = None;
        let overlay: Option<Box<dyn Overlay>> = match command {
            Command::Help => Some(Box::new(help(&self.keymap, self.context()))),
            Command::Problems => Some(Box::new(problems(session))),
            Command::Search => Some(Box::new(SearchOverlay::new("", session.history().to_vec()))),
            Command::Quotes => {
                let quotes = QuotesView::new("", session.history().to_vec());
                first = Some(quotes.first_question());
                Some(Box::new(quotes))
            }
            Command::Variants => match self.picked_quote(session) {
                Some((at, quote)) => {
                    first = Some(IndexAsked::Variants { at, quote });
                    Some(Box::new(VariantsView::default()))
                }
                None => None,
            },
            Command::Why => {
                let block = self.reading.block(view);
                reasons(view, block).map(|card| Box::new(card) as Box<dyn Overlay>)
            }
            Command::EditFacts => {
                view.article().zip(self.look.article).map(|((document, article), id)| {
                    Box::new(FactsForm::new(id, document, article)) as Box<dyn Overlay>
                })
            }
            _ => self.speaker_form(view),
        };
        let Some(overlay) = overlay else {
            let words = Notice::warning("Select a quotation first.");
            return session.apply(Action::Notify(words));
        };
        self.overlays.push(overlay);
        first.map_or_else(Vec::new, |asked| session.apply(Action::AskIndex(asked)))
    }

    /// The quotation that is picked, as the index knows it.
    fn picked_quote(&self, session: &Session) -> Option<(ArticleRef, u32)> {
        let Some(Picked::Quote(quote)) = self.look.picked else { return None };
        Some((session.reference(self.look.article?)?, u32::try_from(quote).ok()?))
    }

    fn speaker_form(&self, view: View<'_>) -> Option<Box<dyn Overlay>> {
        let (_, article) = view.article()?;
        let Some(Picked::Quote(quote)) = self.look.picked else { return None };
        let purpose = ChooserPurpose::speaker(self.look.article?, article, quote);
        Some(Box::new(Chooser::new(purpose)))
    }
}

/// What went wrong while loading, and what could not be found again.
fn problems(session: &Session) -> Card {
    let mut lines = Vec::new();
    for problem in session.problems() {
        lines.push(CardLine::heading(&problem.path));
        lines.push(CardLine::new("", format!("{}.", problem.what)));
        if !problem.hint.is_empty() {
            lines.push(CardLine::new("", format!("→ {}.", problem.hint)));
        }
    }
    for (path, lost) in session.lost() {
        lines.push(CardLine::heading(path));
        let words = lost.selector.as_ref().map_or("", |selector| selector.quote.exact.as_str());
        let what = match &lost.body {
            Body::Note(note) => format!("note “{}”", note.text),
            body => format!("mark ({})", body.slot()),
        };
        lines.push(CardLine::new(
            "",
            format!("Your {what} on “{words}” finds no place any more; it is kept."),
        ));
    }
    if lines.is_empty() {
        lines.push(CardLine::new("", "Nothing went wrong."));
    }
    Card::new("Problems", lines)
}
