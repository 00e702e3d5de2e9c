//! The three panes: the article list, the reading view, the sidebar.

mod list;
mod reading;
mod reading_rows;
mod selection;
mod sidebar;
mod sidebar_rows;

pub(super) use list::ListPane;
pub(super) use reading::ReadingPane;
pub(super) use sidebar::SidebarPane;
