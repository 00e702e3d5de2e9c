//! The styles of the screen: one table, two palettes.
//!
//! Colours are the terminal's own sixteen, so that light and dark follow its
//! palette. Every state has a glyph or a modifier beside its colour; without
//! colour (`NO_COLOR`) nothing is lost.

use ratatui::style::{Color, Modifier, Style};

/// What can be styled.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Theme {
    pub text: Style,
    /// Secondary words: dates, outlets, hints.
    pub dim: Style,
    /// The one accent: the border of the pane with the focus, bars, keys.
    pub accent: Style,
    pub border: Style,
    pub title: Style,
    pub heading: Style,
    /// The selected row of the pane with the focus.
    pub selected: Style,
    /// The selected row of another pane.
    pub remembered: Style,
    /// The words of the selected quotation or entity.
    pub lit: Style,
    /// The user's own notes, shown in the flow of the text.
    pub note: Style,
    /// Words of the text that have a note.
    pub noted: Style,
    pub hit: Style,
    /// The search hit that the view stands on.
    pub current_hit: Style,
    /// Unread articles in the list.
    pub unread: Style,
    pub warning: Style,
}

impl Theme {
    /// With the terminal's sixteen colours.
    #[must_use]
    pub(crate) fn colour() -> Theme {
        let plain = Style::new();
        let bold = plain.add_modifier(Modifier::BOLD);
        let accent = plain.fg(Color::Cyan);
        Theme {
            text: plain,
            dim: plain.add_modifier(Modifier::DIM),
            accent,
            border: plain.add_modifier(Modifier::DIM),
            title: bold,
            heading: bold.fg(Color::Cyan),
            selected: one_background(),
            remembered: bold.add_modifier(Modifier::UNDERLINED),
            lit: accent.add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
            note: plain.fg(Color::Cyan).add_modifier(Modifier::ITALIC),
            noted: plain.add_modifier(Modifier::UNDERLINED),
            hit: plain.add_modifier(Modifier::UNDERLINED).fg(Color::Yellow),
            current_hit: plain.fg(Color::Yellow).add_modifier(Modifier::REVERSED | Modifier::BOLD),
            unread: bold,
            warning: plain.fg(Color::Yellow),
        }
    }

    /// With modifiers only.
    #[must_use]
    pub(crate) fn monochrome() -> Theme {
        let plain = Style::new();
        let bold = plain.add_modifier(Modifier::BOLD);
        let dim = plain.add_modifier(Modifier::DIM);
        let underlined = plain.add_modifier(Modifier::UNDERLINED);
        Theme {
            text: plain,
            dim,
            accent: bold,
            border: dim,
            title: bold,
            heading: bold,
            selected: one_background(),
            remembered: bold.add_modifier(Modifier::UNDERLINED),
            lit: bold.add_modifier(Modifier::UNDERLINED),
            note: dim.add_modifier(Modifier::ITALIC),
            noted: underlined,
            hit: underlined,
            current_hit: bold.add_modifier(Modifier::REVERSED),
            unread: bold,
            warning: bold,
        }
    }
}

/// Reversed over whatever stood there, so that a row has one background: dimmed
/// or coloured words would have one of their own.
fn one_background() -> Style {
    Style::new()
        .fg(Color::Reset)
        .bg(Color::Reset)
        .remove_modifier(Modifier::DIM)
        .add_modifier(Modifier::REVERSED)
}
