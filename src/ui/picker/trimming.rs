//! Cutting a quotation by words: where it begins and ends, and what is left
//! out between.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::PickDetail;
use crate::cite::Trim;

/// A quotation while it is cut. The words come later than the first key.
#[derive(Clone, Debug, Default)]
pub(super) struct Trimming {
    trim: Option<Trim>,
    /// How many words there are, once that is known.
    count: Option<usize>,
    /// The word that keys act on.
    pub(super) word: usize,
    /// Keys that were typed before the words were there.
    early: Vec<KeyEvent>,
}

/// What a key did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Turned {
    /// The cursor, or nothing.
    Moved,
    /// The words that are kept; `None` stands for all.
    Changed(Option<Trim>),
    /// Trimming is over, what was cut stays cut.
    Left,
}

/// The keys, for the last line.
pub(super) const HINTS: &str =
    "←/→ word · home begin here · end end here · del leave out · alt-u [u]pper · enter · esc back";

/// Words of a step with Ctrl or Alt.
const FAR: usize = 5;

impl Trimming {
    pub(super) fn new(trim: Option<Trim>) -> Trimming {
        let word = trim.as_ref().map_or(0, |trim| trim.first);
        Trimming { trim, count: None, word, early: Vec::new() }
    }

    /// Learns how many words there are, and does what was typed before;
    /// returns what came of it.
    pub(super) fn know(&mut self, detail: &PickDetail) -> Turned {
        self.count = Some(detail.words.len());
        self.word = self.word.min(detail.words.len().saturating_sub(1));
        let early = std::mem::take(&mut self.early).into_iter();
        let turned = early.filter_map(|key| self.key(key));
        turned.fold(Turned::Moved, |last, turned| match turned {
            Turned::Moved => last,
            turned => turned,
        })
    }

    /// Whether keys wait for the words.
    pub(super) fn is_waiting(&self) -> bool {
        !self.early.is_empty()
    }

    /// Whether a word is kept.
    pub(super) fn keeps(trim: Option<&Trim>, word: usize) -> bool {
        trim.is_none_or(|trim| {
            (trim.first..=trim.last).contains(&word)
                && !trim.cuts.iter().any(|cut| cut.contains(&word))
        })
    }

    /// Takes a key; `None` for one that is not of trimming.
    pub(super) fn key(&mut self, key: KeyEvent) -> Option<Turned> {
        if self.count.is_none() && is_of_words(key) {
            self.early.push(key);
            return Some(Turned::Moved);
        }
        let far = !(key.modifiers & (KeyModifiers::CONTROL | KeyModifiers::ALT)).is_empty();
        let step = if far { FAR } else { 1 };
        match key.code {
            KeyCode::Left => self.word = self.word.saturating_sub(step),
            KeyCode::Right => self.word = (self.word + step).min(self.last()),
            KeyCode::Home => return Some(self.change(Trimming::begin)),
            KeyCode::End => return Some(self.change(Trimming::end)),
            KeyCode::Delete => return Some(self.change(Trimming::leave_out)),
            KeyCode::Char('u') if key.modifiers == KeyModifiers::ALT => {
                return Some(self.change(|_, trim| trim.turn_initial = !trim.turn_initial));
            }
            KeyCode::Char('t') if key.modifiers == KeyModifiers::ALT => return Some(Turned::Left),
            KeyCode::Esc => return Some(Turned::Left),
            _ => return None,
        }
        Some(Turned::Moved)
    }

    fn last(&self) -> usize {
        self.count.map_or(0, |count| count.saturating_sub(1))
    }

    /// Changes the trim; one that keeps everything is none.
    fn change(&mut self, how: impl FnOnce(usize, &mut Trim)) -> Turned {
        let Some(count) = self.count.filter(|count| *count > 0) else { return Turned::Moved };
        let mut trim = self.trim.clone().unwrap_or_else(|| Trim::none(count));
        how(self.word, &mut trim);
        if !(0..count).any(|word| Trimming::keeps(Some(&trim), word)) {
            return Turned::Moved;
        }
        self.trim = Some(trim).filter(|trim| *trim != Trim::none(count));
        Turned::Changed(self.trim.clone())
    }

    fn begin(word: usize, trim: &mut Trim) {
        trim.first = word;
        trim.last = trim.last.max(word);
        trim.cuts.retain(|cut| !cut.contains(&word));
    }

    fn end(word: usize, trim: &mut Trim) {
        trim.last = word;
        trim.first = trim.first.min(word);
        trim.cuts.retain(|cut| !cut.contains(&word));
    }

    /// Leaves the word out, or takes it in again.
    fn leave_out(word: usize, trim: &mut Trim) {
        let before = trim.cuts.len();
        trim.cuts.retain(|cut| !cut.contains(&word));
        if trim.cuts.len() == before {
            trim.cuts.push(word..word + 1);
            trim.cuts.sort_by_key(|cut| cut.start);
        }
    }
}

/// Whether a key means nothing before the words are known.
fn is_of_words(key: KeyEvent) -> bool {
    match key.code {
        KeyCode::Left | KeyCode::Right | KeyCode::Home | KeyCode::End | KeyCode::Delete => true,
        code => code == KeyCode::Char('u') && key.modifiers == KeyModifiers::ALT,
    }
}
