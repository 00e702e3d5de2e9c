//! Where the panes stand and which has the focus, as the user moves them.

use super::Screen;
use crate::app::{Command, Context};
use crate::ui::layout::THREE_PANES;

impl Screen {
    pub(super) fn lay_out(&mut self, command: Command) {
        match command {
            Command::FocusLeft if self.focus == Context::List => {}
            Command::FocusLeft | Command::FocusPrevious => self.set_focus(self.focus.before()),
            Command::FocusNext => self.set_focus(self.focus.next()),
            Command::ToggleSidebar => self.toggle_sidebar(),
            Command::Zen => self.layout.zen = !self.layout.zen,
            Command::Narrower => self.widen(-4),
            _ => self.widen(4),
        }
    }

    /// On a narrow terminal the sidebar shows where the focus is.
    fn toggle_sidebar(&mut self) {
        if self.columns < THREE_PANES || self.layout.zen {
            let there = self.focus == Context::Sidebar;
            self.set_focus(if there { Context::Reading } else { Context::Sidebar });
            return;
        }
        self.layout.sidebar = !self.layout.sidebar;
        if !self.layout.sidebar && self.focus == Context::Sidebar {
            self.set_focus(Context::Reading);
        }
    }

    /// The border beside the focused pane moves; the reading view takes from
    /// the list.
    fn widen(&mut self, by: i16) {
        let bounded = |extra: i16| (extra).clamp(-60, 120);
        match self.focus {
            Context::List => self.layout.list_extra = bounded(self.layout.list_extra + by),
            Context::Reading | Context::Selecting => {
                self.layout.list_extra = bounded(self.layout.list_extra - by);
            }
            Context::Sidebar => self.layout.sidebar_extra = bounded(self.layout.sidebar_extra + by),
        }
    }
}
