//! The keys that edit text, in every input the same: those of a shell's line
//! (readline), and undo where a text is longer than a line.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use tui_textarea::{CursorMove, TextArea};

/// Takes a key into a line; true when its words are others now.
pub(super) fn edit_line(area: &mut TextArea<'_>, key: KeyEvent) -> bool {
    match (key.code, key.modifiers) {
        (KeyCode::Char('u'), KeyModifiers::CONTROL) => area.delete_line_by_head(),
        (KeyCode::Char('k'), KeyModifiers::CONTROL) => area.delete_line_by_end(),
        (KeyCode::Char('w'), KeyModifiers::CONTROL) | (KeyCode::Backspace, KeyModifiers::ALT) => {
            area.delete_word()
        }
        (KeyCode::Char('d'), KeyModifiers::ALT) => area.delete_next_word(),
        (KeyCode::Char('a'), KeyModifiers::CONTROL) => moved(area, CursorMove::Head),
        (KeyCode::Char('e'), KeyModifiers::CONTROL) => moved(area, CursorMove::End),
        (KeyCode::Char('b'), KeyModifiers::ALT) => moved(area, CursorMove::WordBack),
        (KeyCode::Char('f'), KeyModifiers::ALT) => moved(area, CursorMove::WordForward),
        _ => area.input(key),
    }
}

/// Takes a key into a text of several lines.
pub(super) fn edit_text(area: &mut TextArea<'_>, key: KeyEvent) {
    match (key.code, key.modifiers) {
        (KeyCode::Char('z'), KeyModifiers::CONTROL) => area.undo(),
        (KeyCode::Char('y'), KeyModifiers::CONTROL) => area.redo(),
        _ => edit_line(area, key),
    };
}

/// Moves the cursor, which changes no words.
fn moved(area: &mut TextArea<'_>, to: CursorMove) -> bool {
    area.move_cursor(to);
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is left of a line after these keys, and the column of the cursor.
    fn after(line: &str, keys: &[(char, KeyModifiers)]) -> (String, usize) {
        let mut area = TextArea::from([line]);
        area.move_cursor(CursorMove::End);
        for (letter, modifiers) in keys {
            edit_line(&mut area, KeyEvent::new(KeyCode::Char(*letter), *modifiers));
        }
        (area.lines()[0].clone(), area.cursor().1)
    }

    #[test]
    fn a_line_is_edited_as_in_a_shell() {
        const CTRL: KeyModifiers = KeyModifiers::CONTROL;
        const ALT: KeyModifiers = KeyModifiers::ALT;
        let bridge = "keep the bridge";
        assert_eq!(after(bridge, &[('u', CTRL)]), (String::new(), 0));
        assert_eq!(after(bridge, &[('w', CTRL)]), ("keep the ".to_owned(), 9));
        assert_eq!(after(bridge, &[('b', ALT), ('u', CTRL)]), ("bridge".to_owned(), 0));
        assert_eq!(after(bridge, &[('a', CTRL), ('f', ALT), ('k', CTRL)]).0, "keep ");
        assert_eq!(after(bridge, &[('a', CTRL), ('d', ALT)]).0, " the bridge");
        assert_eq!(after(bridge, &[('a', CTRL), ('e', CTRL)]).1, bridge.len());
    }

    #[test]
    fn a_text_of_several_lines_has_undo_and_redo() {
        let mut area = TextArea::default();
        let key = |letter, modifiers| KeyEvent::new(KeyCode::Char(letter), modifiers);
        edit_text(&mut area, key('b', KeyModifiers::NONE));
        edit_text(&mut area, key('z', KeyModifiers::CONTROL));
        assert_eq!(area.lines(), [""]);
        edit_text(&mut area, key('y', KeyModifiers::CONTROL));
        assert_eq!(area.lines(), ["b"]);
    }
}
