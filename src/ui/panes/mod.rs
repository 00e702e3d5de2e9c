//! The three panes: the article list, the reading view, the sidebar.

mod list;
mod reading;
mod reading_rows;
mod sidebar;
mod sidebar_rows;

pub use list::List;
pub use reading::Reading;
pub use sidebar::Sidebar;
