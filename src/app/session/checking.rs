//! The check of a draft, and the marks that it leaves in the library.

use super::Session;
use crate::app::{CheckTask, Checked, Checking, Effect, Notice, uses};

/// The check that was asked for last.
#[derive(Debug)]
pub(crate) struct LastCheck {
    /// The draft, as it was typed.
    pub draft: String,
    pub state: Checking,
    /// The finding that was looked at last.
    pub at: usize,
}

impl Session {
    /// The check that was asked for last.
    #[must_use]
    pub(crate) fn check(&self) -> Option<&LastCheck> {
        self.check.as_ref()
    }

    /// Has a draft checked.
    pub(super) fn ask_check(&mut self, draft: String) -> Vec<Effect> {
        let before = self.check.take().filter(|last| last.draft == draft);
        let at = before.map_or(0, |last| last.at);
        self.check = Some(LastCheck { draft: draft.clone(), state: Checking::Running, at });
        vec![Effect::Check(CheckTask { draft, held: self.files.without_file() })]
    }

    /// Keeps what a check found, unless another one was asked for since.
    pub(super) fn take_check(
        &mut self,
        draft: &str,
        found: Result<Checked, String>,
    ) -> Vec<Effect> {
        let Some(last) = self.check.as_mut().filter(|last| last.draft == draft) else {
            return Vec::new();
        };
        match found {
            Ok(checked) => {
                last.at = last.at.min(checked.findings.len().saturating_sub(1));
                last.state = Checking::Done(checked.clone());
                self.mark_uses(&checked)
            }
            Err(why) => {
                last.state = Checking::Failed(why);
                Vec::new()
            }
        }
    }

    pub(super) fn look_at_finding(&mut self, at: usize) {
        if let Some(last) = &mut self.check {
            last.at = at;
        }
    }

    /// Marks the words of the library that a draft uses.
    fn mark_uses(&mut self, checked: &Checked) -> Vec<Effect> {
        let change = uses(&self.beside, checked, self.now);
        if change.put.is_empty() && change.remove.is_empty() {
            return Vec::new();
        }
        let marked = change.put.len();
        self.take_basket(&change);
        if marked > 0 {
            let plural = if marked == 1 { "" } else { "s" };
            let words = format!("{marked} passage{plural} marked as used in {}.", checked.name);
            self.notice = Some(Notice::done(words));
        }
        vec![Effect::Save(change)]
    }
}
