//! A text of a date in pieces, and a cursor that reads them one after another.

use super::months::month;

/// What a piece is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PieceKind {
    Number(u32),
    Word,
    Mark(char),
}

/// A number, a word or a mark of a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct DatePiece {
    pub(super) start: usize,
    end: usize,
    kind: PieceKind,
    /// Digits of a number.
    digits: u32,
}

/// Bytes of a text that are looked at.
const REACH: usize = 300;

/// The pieces at the start of a text.
pub(super) fn pieces(words: &str) -> Vec<DatePiece> {
    let mut pieces: Vec<DatePiece> = Vec::new();
    for (start, c) in words.char_indices().take_while(|(at, _)| *at < REACH) {
        let end = start + c.len_utf8();
        let kind = match (digit(c), c) {
            (Some(digit), _) => PieceKind::Number(digit),
            _ if is_letter(c) => PieceKind::Word,
            _ if c.is_whitespace() || is_direction(c) => continue,
            _ => PieceKind::Mark(c),
        };
        match (pieces.last_mut(), kind) {
            (Some(last), PieceKind::Number(digit)) if last.end == start && last.is_number() => {
                let value = last.number().unwrap_or(0).saturating_mul(10).saturating_add(digit);
                (last.end, last.kind, last.digits) =
                    (end, PieceKind::Number(value), last.digits + 1);
            }
            (Some(last), PieceKind::Word)
                if last.end == start && last.kind == PieceKind::Word && !cjk(c) =>
            {
                last.end = end;
            }
            _ => pieces.push(DatePiece { start, end, kind, digits: 1 }),
        }
    }
    pieces
}

/// The value of a digit of Latin, Arabic, Persian, Devanagari, Bengali or
/// full-width script.
fn digit(c: char) -> Option<u32> {
    const ZEROS: [char; 6] = ['0', '٠', '۰', '०', '০', '０'];
    ZEROS
        .iter()
        .find_map(|zero| u32::from(c).checked_sub(u32::from(*zero)).filter(|value| *value <= 9))
}

/// Letters, and the signs within words of Indian scripts.
fn is_letter(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '\u{93c}' | '\u{94d}' | '\u{9bc}' | '\u{9cd}')
}

/// Marks of the direction of writing, which stand around dates in Arabic.
fn is_direction(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}')
}

fn cjk(c: char) -> bool {
    matches!(c, '年' | '月' | '日' | '년' | '월' | '일')
}

impl DatePiece {
    fn is_number(&self) -> bool {
        matches!(self.kind, PieceKind::Number(_))
    }

    pub(super) fn number(&self) -> Option<u32> {
        if let PieceKind::Number(value) = self.kind { Some(value) } else { None }
    }

    /// A number of so many digits.
    pub(super) fn number_of(&self, digits: u32) -> Option<u32> {
        self.number().filter(|_| self.digits == digits)
    }

    fn year(&self) -> Option<i16> {
        let value = self.number_of(4).filter(|value| (1700..2200).contains(value))?;
        i16::try_from(value).ok()
    }

    fn day(&self) -> Option<u8> {
        let value = self.number().filter(|value| (1..=31).contains(value))?;
        (self.digits <= 2).then_some(u8::try_from(value).ok()?)
    }

    pub(super) fn month_number(&self) -> Option<u8> {
        self.day().filter(|value| *value <= 12)
    }
}

/// Reads pieces one after another; every step returns `None` at the end, and
/// then stays where it was.
#[derive(Clone, Copy)]
pub(super) struct DateCursor<'a> {
    pub(super) words: &'a str,
    pub(super) pieces: &'a [DatePiece],
    pub(super) at: usize,
    pub(super) end: usize,
}

impl<'a> DateCursor<'a> {
    pub(super) fn take<T>(&mut self, read: impl Fn(&DatePiece, &'a str) -> Option<T>) -> Option<T> {
        let piece = self.pieces.get(self.at)?;
        let value = read(piece, self.words.get(piece.start..piece.end)?)?;
        self.at += 1;
        self.end = piece.end;
        Some(value)
    }

    pub(super) fn mark(&mut self, marks: &str) -> Option<char> {
        self.take(|piece, _| match piece.kind {
            PieceKind::Mark(c) if marks.contains(c) => Some(c),
            _ => None,
        })
    }

    pub(super) fn word(&mut self, list: &[&str]) -> Option<()> {
        self.take(|piece, word| {
            (piece.kind == PieceKind::Word && list.contains(&word.to_lowercase().as_str()))
                .then_some(())
        })
    }

    /// A month's name, with the full stop of a short form.
    pub(super) fn month(&mut self) -> Option<u8> {
        let found =
            self.take(|piece, word| (piece.kind == PieceKind::Word).then(|| month(word))?)?;
        if self.pieces.get(self.at).is_some_and(|next| next.start == self.end) {
            let _stop = self.mark(".");
        }
        Some(found)
    }

    pub(super) fn year(&mut self) -> Option<i16> {
        self.take(|piece, _| piece.year())
    }

    pub(super) fn day(&mut self) -> Option<u8> {
        self.take(|piece, _| piece.day())
    }
}
