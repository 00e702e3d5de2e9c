//! The user's notes in the flow of the reading view.

use super::ReadingPane;
use crate::app::ArticleId;
use crate::ui::page::{PageItem, PageNote};
use crate::ui::pane::View;
use newsquotes::model::Span;

impl ReadingPane {
    /// The passage of the note that the cursor is on.
    pub(crate) fn noted_passage(&mut self, view: View<'_>) -> Option<Span> {
        self.refresh(view);
        match self.page.items.get(self.cursor)? {
            PageItem::Note(note) => note.passage,
            _ => None,
        }
    }
}

/// The notes of an article, in the order of their places.
pub(super) fn page_notes(view: View<'_>, id: ArticleId) -> Vec<PageNote> {
    let notes = view.session.notes(id);
    let mut notes: Vec<PageNote> =
        notes.map(|(passage, note)| PageNote { passage, text: note.text.clone() }).collect();
    notes.sort_by_key(|note| note.passage.map(|span| (span.end(), span.start())));
    notes
}
