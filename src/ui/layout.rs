//! Where the panes stand: three side by side, folding as the terminal gets
//! narrower.

use ratatui::layout::Rect;

use crate::app::Context;

/// Below this many columns the sidebar shows only with the focus on it.
pub(crate) const THREE_PANES: u16 = 100;
/// Below this many columns one pane shows at a time.
pub(crate) const TWO_PANES: u16 = 70;

/// What the user wants of the layout.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Layout {
    /// Only the focused pane.
    pub zen: bool,
    pub sidebar: bool,
    /// Columns added to the list or the sidebar by the user; may be negative.
    pub list_extra: i16,
    pub sidebar_extra: i16,
}

/// The areas of the panes; a pane without one is folded away.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Panes {
    pub list: Option<Rect>,
    pub reading: Option<Rect>,
    pub sidebar: Option<Rect>,
}

impl Layout {
    /// Divides `area` between the panes.
    #[must_use]
    pub(crate) fn panes(self, area: Rect, focus: Context) -> Panes {
        if self.zen || area.width < TWO_PANES {
            return Panes::alone(area, focus);
        }
        if area.width < THREE_PANES {
            return self.two(area, focus);
        }
        // On a middling width the list is wide only while it is looked at.
        let least = if focus == Context::List { 40 } else { 26 };
        let list = wanted(area.width * 28 / 100, least..56, self.list_extra, area.width);
        let sidebar = if self.sidebar || focus == Context::Sidebar {
            wanted(area.width * 24 / 100, 26..44, self.sidebar_extra, area.width)
        } else {
            0
        };
        let (list_area, rest) = cut_left(area, list);
        let (reading, sidebar_area) = cut_left(rest, rest.width.saturating_sub(sidebar));
        Panes {
            list: Some(list_area),
            reading: Some(reading),
            sidebar: (sidebar > 0).then_some(sidebar_area),
        }
    }

    /// The reading view and one pane beside it.
    fn two(self, area: Rect, focus: Context) -> Panes {
        if focus == Context::Sidebar {
            let sidebar = wanted(area.width * 40 / 100, 26..44, self.sidebar_extra, area.width);
            let (reading, sidebar) = cut_left(area, area.width - sidebar);
            return Panes { reading: Some(reading), sidebar: Some(sidebar), list: None };
        }
        let share = if focus == Context::List { 55 } else { 33 };
        let list = wanted(area.width * share / 100, 24..56, self.list_extra, area.width);
        let (list, reading) = cut_left(area, list);
        Panes { list: Some(list), reading: Some(reading), sidebar: None }
    }
}

impl Panes {
    fn alone(area: Rect, focus: Context) -> Panes {
        let mut panes = Panes::default();
        match focus {
            Context::List => panes.list = Some(area),
            Context::Reading | Context::Selecting => panes.reading = Some(area),
            Context::Sidebar => panes.sidebar = Some(area),
        }
        panes
    }
}

/// A width within its bounds, moved by what the user added, leaving the
/// reading view at least a third.
fn wanted(share: u16, bounds: std::ops::Range<u16>, extra: i16, all: u16) -> u16 {
    let width = share.clamp(bounds.start, bounds.end).saturating_add_signed(extra);
    width.clamp(16, (all / 3 * 2).max(16))
}

fn cut_left(area: Rect, columns: u16) -> (Rect, Rect) {
    let columns = columns.min(area.width);
    let left = Rect { width: columns, ..area };
    (left, Rect { x: area.x + columns, width: area.width - columns, ..area })
}

#[cfg(test)]
mod tests {
    use super::*;

    const LAYOUT: Layout = Layout { zen: false, sidebar: true, list_extra: 0, sidebar_extra: 0 };

    fn widths(columns: u16, focus: Context) -> [Option<u16>; 3] {
        let panes = LAYOUT.panes(Rect::new(0, 0, columns, 20), focus);
        [panes.list, panes.reading, panes.sidebar].map(|area| area.map(|area| area.width))
    }

    #[test]
    fn panes_fold_as_the_terminal_narrows() {
        assert!(widths(140, Context::List).iter().all(Option::is_some));
        assert_eq!(widths(80, Context::List)[2], None);
        assert_eq!(widths(80, Context::Sidebar)[0], None);
        assert_eq!(widths(60, Context::Reading), [None, Some(60), None]);
    }

    #[test]
    fn the_panes_fill_the_width() {
        for columns in [70, 99, 100, 140, 240] {
            let all: u16 = widths(columns, Context::Reading).into_iter().flatten().sum();
            assert_eq!(all, columns);
        }
    }

    #[test]
    fn the_reading_view_cannot_be_squeezed_out() {
        let layout = Layout { list_extra: 500, ..LAYOUT };
        let panes = layout.panes(Rect::new(0, 0, 90, 20), Context::Reading);
        assert!(panes.reading.is_some_and(|area| area.width >= 30));
    }
}
