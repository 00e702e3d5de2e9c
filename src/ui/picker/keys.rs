//! What keys do in the picker.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::trimming::{Trimming, Turned};
use super::{Picker, PickerAsked, PickerOutcome, key_of, next_format};
use crate::app::asking::IndexAsked;
use crate::ui::numbers::signed;
use crate::ui::prompt::Typed;

impl Picker {
    /// Takes a key.
    #[must_use]
    pub(crate) fn key(&mut self, key: KeyEvent) -> PickerOutcome {
        if key.kind == KeyEventKind::Release {
            return PickerOutcome::Ask(Vec::new());
        }
        if is_control(key, 'c') {
            return PickerOutcome::Cancelled;
        }
        // Enter was typed: what follows is not for the picker any more.
        if self.accepting && key.code != KeyCode::Esc {
            return PickerOutcome::Ask(Vec::new());
        }
        self.notice = None;
        if let Some(trimming) = &mut self.trimming
            && let Some(turned) = trimming.key(key)
        {
            return self.trimmed(&turned);
        }
        match key.code {
            KeyCode::Esc => self.back(),
            KeyCode::Tab => self.toggle_context(),
            KeyCode::Char(letter) if key.modifiers == KeyModifiers::ALT => self.alt(letter),
            KeyCode::Char(letter) if key.modifiers == KeyModifiers::CONTROL => {
                self.control(letter, key)
            }
            KeyCode::Null => self.mark(),
            _ => self.typed(key),
        }
    }

    /// Takes pasted text.
    #[must_use]
    pub(crate) fn paste(&mut self, text: &str) -> PickerOutcome {
        if self.accepting {
            return PickerOutcome::Ask(Vec::new());
        }
        self.prompt.paste(text);
        self.query_changed()
    }

    fn alt(&mut self, letter: char) -> PickerOutcome {
        match letter {
            'v' => self.toggle_variants(),
            't' => self.begin_trimming(),
            _ => PickerOutcome::Ask(Vec::new()),
        }
    }

    fn control(&mut self, letter: char, key: KeyEvent) -> PickerOutcome {
        match letter {
            ' ' => self.mark(),
            'f' => {
                self.format = next_format(self.format);
                PickerOutcome::Ask(Vec::new())
            }
            'n' => self.step(1),
            'p' => self.step(-1),
            // A picker that is stopped would leave its caller without a
            // terminal.
            'z' => PickerOutcome::Ask(Vec::new()),
            _ => self.typed(key),
        }
    }

    fn typed(&mut self, key: KeyEvent) -> PickerOutcome {
        match self.prompt.key(key) {
            Typed::Accepted => self.accept(),
            Typed::Cancelled => PickerOutcome::Cancelled,
            Typed::Changed => self.query_changed(),
            Typed::Same => PickerOutcome::Ask(Vec::new()),
            Typed::Unused => self.move_by_key(key.code),
        }
    }

    fn move_by_key(&mut self, code: KeyCode) -> PickerOutcome {
        let page = signed(self.height).max(1);
        match code {
            KeyCode::Up => self.step(-1),
            KeyCode::Down => self.step(1),
            KeyCode::PageUp => self.step(-page),
            KeyCode::PageDown => self.step(page),
            _ => PickerOutcome::Ask(Vec::new()),
        }
    }

    fn query_changed(&mut self) -> PickerOutcome {
        self.variants = None;
        self.trimming = None;
        self.cursor = 0;
        self.top = 0;
        PickerOutcome::Ask(vec![self.question()])
    }

    fn step(&mut self, by: isize) -> PickerOutcome {
        let last = self.rows().len().saturating_sub(1);
        let to = self.cursor.saturating_add_signed(by).min(last);
        if to == self.cursor {
            return PickerOutcome::Ask(Vec::new());
        }
        self.cursor = to;
        self.trimming = None;
        PickerOutcome::Ask(self.ask_about_selected())
    }

    /// Out of what was opened last, or out of the picker.
    fn back(&mut self) -> PickerOutcome {
        if self.accepting {
            self.accepting = false;
        } else if self.variants.take().is_some() {
            self.cursor = self.cursor_before;
            return PickerOutcome::Ask(self.ask_about_selected());
        } else {
            return PickerOutcome::Cancelled;
        }
        PickerOutcome::Ask(Vec::new())
    }

    fn toggle_context(&mut self) -> PickerOutcome {
        self.shows_context = !self.shows_context;
        PickerOutcome::Ask(self.ask_about_selected())
    }

    fn toggle_variants(&mut self) -> PickerOutcome {
        if self.variants.is_some() {
            return self.back();
        }
        let asked = self
            .selected()
            .map(|row| PickerAsked::Index(IndexAsked::Variants { at: row.at, quote: row.quote }));
        PickerOutcome::Ask(asked.into_iter().collect())
    }

    fn begin_trimming(&mut self) -> PickerOutcome {
        let Some(key) = self.selected().map(key_of) else { return PickerOutcome::Ask(Vec::new()) };
        let mut trimming = Trimming::new(self.trims.get(&key).cloned());
        if let Some(detail) = self.detail() {
            // Nothing was typed into it yet.
            let _ = trimming.know(detail);
        }
        self.trimming = Some(trimming);
        PickerOutcome::Ask(self.ask_about_selected())
    }

    /// What a key did while trimming.
    pub(super) fn trimmed(&mut self, turned: &Turned) -> PickerOutcome {
        match turned {
            Turned::Moved => PickerOutcome::Ask(Vec::new()),
            Turned::Left => {
                self.trimming = None;
                PickerOutcome::Ask(Vec::new())
            }
            Turned::Changed(trim) => {
                if let Some(key) = self.selected().map(key_of) {
                    match trim {
                        Some(trim) => self.trims.insert(key, trim.clone()),
                        None => self.trims.remove(&key),
                    };
                }
                PickerOutcome::Ask(self.ask_about_selected())
            }
        }
    }

    /// Marks the selected quotation, or takes its mark away, and goes on.
    fn mark(&mut self) -> PickerOutcome {
        if !self.options.multi {
            return PickerOutcome::Ask(Vec::new());
        }
        let Some(row) = self.selected().cloned() else { return PickerOutcome::Ask(Vec::new()) };
        let before = self.marked.len();
        self.marked.retain(|marked| key_of(marked) != key_of(&row));
        if self.marked.len() == before {
            self.marked.push(row);
        }
        self.step(1)
    }
}

fn is_control(key: KeyEvent, letter: char) -> bool {
    key.code == KeyCode::Char(letter) && key.modifiers == KeyModifiers::CONTROL
}
