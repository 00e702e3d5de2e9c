//! `/` in the reading view: the hits of what is typed, and the way between them.

use std::ops::Range;

use super::{ReadingPane, is_shown};
use crate::query::typed::TypedMatcher;
use crate::ui::numbers::stepped;
use crate::ui::page::PagePlace;
use crate::ui::pane::View;

/// A search in the article.
#[derive(Debug)]
pub(super) struct PageFind {
    pub(super) typed: String,
    /// In bytes of the document, ascending.
    pub(super) hits: Vec<Range<usize>>,
    pub(super) current: usize,
    /// Where view and cursor stood before, for Esc.
    pub(super) origin: (PagePlace, usize),
}

impl ReadingPane {
    /// Looks for words in the article and stands on the hit at or after a
    /// byte.
    pub(crate) fn find_at(&mut self, view: View<'_>, typed: &str, at: usize) {
        self.refresh(view);
        self.find = Some(PageFind {
            typed: typed.to_owned(),
            hits: Vec::new(),
            current: 0,
            origin: (self.top, self.cursor),
        });
        self.take_hits(view, at);
        self.reveal(view, at);
    }

    /// Goes back one level inside this pane; false when there is none.
    pub(crate) fn back(&mut self) -> bool {
        self.find.take().is_some()
    }

    /// Looks for the words typed from where the search began.
    pub(super) fn take_typed(&mut self, view: View<'_>, typed: String) {
        let Some(find) = &mut self.find else { return };
        find.typed = typed;
        let (origin, _) = find.origin;
        let Some((document, article)) = view.article() else { return };
        let from = self.page.offset_of(document, article, origin).unwrap_or(0);
        self.take_hits(view, from);
        match self.current_hit() {
            Some(hit) => self.reveal(view, hit.start),
            None => self.top = origin,
        }
    }

    /// Finds the hits anew and stands on the first at or after `from`.
    pub(super) fn take_hits(&mut self, view: View<'_>, from: usize) {
        let (Some(find), Some((document, article))) = (&mut self.find, view.article()) else {
            return;
        };
        find.hits.clear();
        let language = article.meta.language.as_ref().map(|language| language.value.as_str());
        let Some(matcher) = TypedMatcher::new(&find.typed, language) else { return };
        let shown = article.blocks.iter().filter(|block| is_shown(block.kind, self.aside));
        let shown: Vec<_> = shown.map(|block| block.span.range()).collect();
        find.hits = matcher.places(document.text.as_str(), 0, &shown);
        let next = find.hits.partition_point(|hit| hit.start < from);
        find.current = if next < find.hits.len() { next } else { 0 };
    }

    /// Where the current hit of the search begins.
    #[must_use]
    pub(crate) fn hit(&self) -> Option<usize> {
        self.current_hit().map(|hit| hit.start)
    }

    pub(super) fn current_hit(&self) -> Option<Range<usize>> {
        let find = self.find.as_ref()?;
        find.hits.get(find.current).cloned()
    }

    pub(super) fn step_hit(&mut self, view: View<'_>, by: isize) {
        let Some(find) = &mut self.find else { return };
        find.current = stepped(find.current, by, find.hits.len());
        if let Some(hit) = self.current_hit() {
            self.reveal(view, hit.start);
        }
    }
}

/// "3/17", or that nothing was found.
pub(super) fn hit_count(find: &PageFind) -> String {
    match (find.typed.trim().is_empty(), find.hits.len()) {
        (true, _) => String::new(),
        (false, 0) => "no hit".to_owned(),
        (false, all) => format!("{}/{all}", find.current + 1),
    }
}
