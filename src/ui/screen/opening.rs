//! Opening what lies over the panes: help, problems, search, forms, reasons.

use super::Screen;
use crate::app::{Action, Command, Notice, Session};
use crate::library::annotation::Body;
use crate::ui::overlays::{
    Card, CardLine, Chooser, FactsForm, Overlay, Purpose, SearchOverlay, help,
};
use crate::ui::pane::{Picked, View};
use crate::ui::reasons::reasons;

impl Screen {
    pub(super) fn remember_search(&mut self, typed: &str) {
        let typed = typed.trim();
        if typed.is_empty() {
            return;
        }
        // A longer version of what was typed takes its place.
        if self
            .searched
            .first()
            .is_some_and(|last| typed.starts_with(last.as_str()) || last.starts_with(typed))
        {
            self.searched.remove(0);
        }
        self.searched.insert(0, typed.to_owned());
        self.searched.truncate(50);
    }

    pub(super) fn open_overlay(&mut self, session: &mut Session, command: Command) {
        let theme = self.theme;
        let view = self.view(session, &theme);
        let overlay: Option<Box<dyn Overlay>> = match command {
            Command::Help => Some(Box::new(help(&self.keymap, self.context()))),
            Command::Problems => Some(Box::new(problems(session))),
            Command::Search => Some(Box::new(SearchOverlay::new("", self.searched.clone()))),
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
        match overlay {
            Some(overlay) => self.overlays.push(overlay),
            None => {
                session.notice = Some(Notice::warning("Select a quotation first."));
            }
        }
        if command == Command::Search {
            session.apply(Action::Search(String::new()));
            session.hits.clear();
        }
    }

    fn speaker_form(&self, view: View<'_>) -> Option<Box<dyn Overlay>> {
        let (_, article) = view.article()?;
        let Some(Picked::Quote(quote)) = self.look.picked else { return None };
        let purpose = Purpose::speaker(self.look.article?, article, quote);
        Some(Box::new(Chooser::new(purpose)))
    }
}

/// What went wrong while loading, and what could not be found again.
fn problems(session: &Session) -> Card {
    let mut lines = Vec::new();
    for problem in &session.problems {
        lines.push(CardLine::heading(&problem.path));
        lines.push(CardLine::new("", format!("{}.", problem.what)));
        if !problem.hint.is_empty() {
            lines.push(CardLine::new("", format!("→ {}.", problem.hint)));
        }
    }
    for (path, lost) in session.lost() {
        lines.push(CardLine::heading(path));
        let words = lost.selector.as_ref().map(|selector| selector.quote.exact.as_str());
        let what = match &lost.body {
            Body::Note(note) => format!("note “{}”", note.text),
            body => format!("mark ({})", body.slot()),
        };
        let words = words.unwrap_or_default();
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
