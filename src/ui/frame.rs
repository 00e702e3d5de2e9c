//! The border of a pane or overlay: its title, what stands at its corners,
//! and the parts inside.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::{Block, BorderType, Widget};

use super::glyph;
use super::theme::Theme;

/// The frame of a pane.
#[derive(Debug, Default)]
pub(super) struct PaneFrame<'a> {
    pub title: &'a str,
    /// At the right of the upper border: a count or a percentage.
    pub corner: &'a str,
    pub focused: bool,
}

impl PaneFrame<'_> {
    /// Draws the border and returns what is inside. The focused pane is lit
    /// and has a thick border, so that it is seen without colour too.
    pub(super) fn draw(&self, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Rect {
        let (style, kind) = if self.focused {
            (theme.accent, BorderType::Thick)
        } else {
            (theme.border, BorderType::Plain)
        };
        let room = usize::from(area.width.saturating_sub(4));
        let corner = glyph::fit(self.corner, room);
        let title = glyph::fit(self.title, room.saturating_sub(glyph::columns(&corner) + 1));
        let title_style = if self.focused { theme.title.patch(style) } else { theme.dim };
        let mut block = Block::bordered().border_type(kind).border_style(style);
        if !title.is_empty() {
            block = block.title_top(Line::styled(format!(" {title} "), title_style));
        }
        if !corner.is_empty() && room > 12 {
            block = block.title_top(Line::styled(format!(" {corner} "), style).right_aligned());
        }
        let inner = block.inner(area);
        block.render(area, buffer);
        inner
    }
}

/// Cuts the last row off an area, for a line of input.
#[must_use]
pub(super) fn split_bottom(area: Rect) -> (Rect, Rect) {
    let rows = area.height.min(1);
    let bottom = Rect { y: area.bottom() - rows, height: rows, ..area };
    (Rect { height: area.height - rows, ..area }, bottom)
}

/// The first row to show so that `cursor` is in view: `top` moved as little
/// as needed, in a view of `height` rows.
#[must_use]
pub(super) fn scrolled(top: usize, cursor: usize, height: usize) -> usize {
    let lowest = (cursor + 1).saturating_sub(height);
    top.clamp(lowest, cursor.max(lowest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_view_moves_only_as_far_as_it_must() {
        assert_eq!(scrolled(0, 5, 10), 0);
        assert_eq!(scrolled(0, 12, 10), 3);
        assert_eq!(scrolled(8, 4, 10), 4);
        assert_eq!(scrolled(3, 3, 0), 4);
    }
}
