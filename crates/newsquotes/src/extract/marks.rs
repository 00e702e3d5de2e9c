//! Quotation marks: which stretches of a paragraph stand in them.
//!
//! The scanner pairs the marks of one paragraph, tells apostrophes from marks,
//! repairs what the source broke and records each repair as a defect. It does
//! not know who speaks, nor whether a stretch is somebody's words at all: that
//! is decided in `speakers` and `forms`.

use super::foreign::LanguageTable;
use super::labels;
use crate::model::{Defect, DefectKind, Span, Text};
use crate::sure;

/// A stretch of text in quotation marks, the outermost ones where they nest.
#[derive(Clone, Debug)]
pub(super) struct MarkedStretch {
    /// The words inside the marks, without white space at the ends.
    pub inner: Span,
    /// With the marks, as far as they are there.
    pub outer: Span,
    /// Whether it goes on with the quotation of the stretch before, which a
    /// block of another kind (a caption, a share line) interrupts.
    pub continues: bool,
    /// In single marks; those of headlines and of British papers.
    pub single: bool,
    pub defects: Vec<Defect>,
}

/// One mark, with its neighbours, which say what it may do.
#[derive(Clone, Copy, Debug)]
struct QuotationMark {
    at: usize,
    end: usize,
    glyph: MarkGlyph,
    before: Beside,
    after: Beside,
}

/// What stands on one side of a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Beside {
    /// White space or the end of the paragraph.
    Space,
    /// An opening bracket, a dash or another opening mark.
    Bracket,
    /// A letter or digit.
    Word,
    Other,
}

/// The family and direction of a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum MarkGlyph {
    /// `“`: opens in English, closes in German.
    CurlyOpen,
    /// `”`: closes; opens in Swedish and by mistake.
    CurlyClose,
    /// `„` and `‟`: opens.
    Low,
    /// `«` and `‹`.
    Left,
    /// `»` and `›`.
    Right,
    /// `「`, `『` and `《` of Chinese and Japanese.
    CornerOpen,
    /// `」`, `』` and `》`.
    CornerClose,
    /// `"`, `＂`, `''` and the back ticks of old wires.
    Straight,
    /// `‘`; closes in German.
    SingleOpen,
    /// `‚`.
    SingleLow,
    /// `’` and `'`: mostly an apostrophe.
    Apostrophe,
}

/// A quotation that has been opened.
#[derive(Clone, Copy, Debug)]
struct OpenQuotation {
    mark: QuotationMark,
    /// Where the words begin.
    from: usize,
    /// It goes on with a quotation of an earlier block.
    continues: bool,
}

/// The scanner, fed block by block.
pub(super) struct MarkScanner<'a> {
    text: &'a Text,
    /// The table of the language, when it is another than English.
    language: Option<&'static LanguageTable>,
    marks: Vec<QuotationMark>,
    open: Option<OpenQuotation>,
    /// End of the block in which `open` was opened or went on.
    open_end: usize,
    out: Vec<MarkedStretch>,
}

/// How far ahead of a single opening mark its closing mark is looked for.
const SINGLE_CLOSERS: usize = 12;

impl<'a> MarkScanner<'a> {
    pub(super) fn new(text: &'a Text, language: Option<&'static LanguageTable>) -> MarkScanner<'a> {
        MarkScanner { text, language, marks: Vec::new(), open: None, open_end: 0, out: Vec::new() }
    }

    /// Reads one block of running text. `adjacent` says that nothing but white
    /// space stands between it and the block read before.
    pub(super) fn block(&mut self, block: Span, adjacent: bool) {
        self.marks.clear();
        let dialogue = self.dialogue(block);
        let marked = self.span(block.start(), dialogue.unwrap_or(block.end()));
        if dialogue.is_some() && self.text.trim(marked).is_empty() {
            return;
        }
        read_marks(self.text.get(marked), block.start(), &mut self.marks);
        self.carry_over(block, adjacent);
        let mut at = 0;
        while at < self.marks.len() {
            at = self.mark(at, block);
        }
        self.open_end = block.end();
    }

    /// Takes dialogue that a dash opens; returns where it begins.
    fn dialogue(&mut self, block: Span) -> Option<usize> {
        let parts = super::foreign::dialogue(self.text.get(block), self.language);
        for part in &parts {
            let part = block.start() + part.start..block.start() + part.end;
            self.stretch(part.clone(), part, false, Vec::new());
        }
        let first = block.start() + parts.first()?.start;
        let before = self.text.get(self.span(block.start(), first));
        // The dash itself is no mark.
        Some(block.start() + before.trim_end_matches(['—', '―', '–', ' ']).len())
    }

    /// Reads a block that shares no quotation with its neighbours: a headline.
    pub(super) fn lone_block(&mut self, block: Span) {
        self.give_up();
        self.block(block, false);
        self.give_up();
    }

    /// The stretches found, by position.
    pub(super) fn finish(mut self) -> Vec<MarkedStretch> {
        self.give_up();
        self.out.sort_by_key(|stretch| stretch.inner);
        self.out
    }

    /// Decides whether a quotation left open goes on in `block`: a long
    /// quotation opens every paragraph anew and is closed in the last; a list
    /// may close in its last item what the first opened.
    fn carry_over(&mut self, block: Span, adjacent: bool) {
        let Some(open) = self.open else { return };
        let first = self.marks.iter().find(|mark| !mark.glyph.is_single());
        let Some(first) = first.copied() else { return self.give_up() };
        let reopens = first.at == block.start() && first.begins();
        let closes = first.ends(open.mark.glyph) && !first.looks_open();
        let told = narration(self.text, open.from..self.open_end).is_some();
        if told || !(reopens || closes) {
            return self.give_up();
        }
        // `“OBER: No.`, and in the next paragraph `“LIND: Yes.”`
        if reopens && labels::opens(self.text.get(self.text.clamp(first.end..block.end()))) {
            self.push(open, self.open_end, self.open_end, &[]);
            self.open = None;
            return;
        }
        if !adjacent {
            self.push(open, self.open_end, self.open_end, &[]);
            let from = if reopens { first.end } else { block.start() };
            self.open = Some(OpenQuotation { from, continues: true, ..open });
        }
        if reopens {
            self.marks.retain(|mark| mark.at != first.at);
        }
    }

    /// Handles the mark at index `at`; returns the index to go on with.
    fn mark(&mut self, at: usize, block: Span) -> usize {
        let Some(mark) = self.marks.get(at).copied() else { return at + 1 };
        match self.open {
            None if mark.glyph.is_single() => return self.single(at, mark),
            None if mark.begins() => self.open = Some(OpenQuotation::at(mark)),
            None => self.stray(mark, block),
            Some(_) if mark.glyph.is_single() => {}
            Some(open) if mark.ends(open.mark.glyph) => self.close(open, mark),
            Some(open) => return self.opened_again(open, mark, at),
        }
        at + 1
    }

    fn close(&mut self, open: OpenQuotation, mark: QuotationMark) {
        let mixed = !open.mark.glyph.pairs_with(mark.glyph);
        let defect = Defect { kind: DefectKind::MixedMarks, at: self.span(mark.at, mark.end) };
        self.push(open, mark.at, mark.end, if mixed { std::slice::from_ref(&defect) } else { &[] });
        self.open = None;
    }

    /// An opening mark inside an open quotation: a nested one, when the next
    /// two marks close it and the outer one, else the outer was never closed.
    fn opened_again(&mut self, open: OpenQuotation, mark: QuotationMark, at: usize) -> usize {
        let mut ahead =
            self.marks.iter().enumerate().skip(at + 1).filter(|(_, m)| !m.glyph.is_single());
        if let (Some((inner, first)), Some((_, second))) = (ahead.next(), ahead.next())
            && first.ends(mark.glyph)
            && second.ends(open.mark.glyph)
            && !second.begins_only()
        {
            return inner + 1;
        }
        self.never_closed(open, mark.at);
        self.open = Some(OpenQuotation::at(mark));
        at + 1
    }

    /// A closing mark that nothing opened. Where the words before it begin the
    /// block and end as a quotation does, they are one; else the mark is noted
    /// at the quotation before it.
    fn stray(&mut self, mark: QuotationMark, block: Span) {
        let at = self.span(mark.at, mark.end);
        let first = self.out.last().is_none_or(|last| last.outer.end() <= block.start());
        let before = self.text.get(self.span(block.start(), mark.at));
        if first && mark.glyph != MarkGlyph::Straight && before.ends_with([',', '?', '!']) {
            let start = self.span(block.start(), block.start());
            let mut defects = vec![Defect { kind: DefectKind::NeverOpened, at: start }];
            defects.retain(|_| before.split_whitespace().nth(2).is_some());
            if !defects.is_empty() {
                self.stretch(block.start()..mark.at, block.start()..mark.end, false, defects);
            }
        } else if let Some(last) = self.out.last_mut()
            && !first
        {
            last.defects.push(Defect { kind: DefectKind::StrayMark, at });
        }
    }

    /// A single mark outside all quotations: an apostrophe unless it can open
    /// and another can close.
    fn single(&mut self, at: usize, mark: QuotationMark) -> usize {
        if !mark.opens_single(self.text) {
            return at + 1;
        }
        let Some(close) = self.single_closer(at) else { return at + 1 };
        let Some(end) = self.marks.get(close).copied() else { return at + 1 };
        self.stretch(mark.end..end.at, mark.at..end.end, false, Vec::new());
        if let Some(last) = self.out.last_mut()
            && last.outer.start() == mark.at
        {
            last.single = true;
        }
        close + 1
    }

    /// The mark that closes the single mark at index `at`. A mark after an `s`
    /// that goes on in small letters may be a possessive: the next one is
    /// taken in its place if there is one.
    fn single_closer(&self, at: usize) -> Option<usize> {
        let low = self.marks.get(at).is_some_and(|mark| mark.glyph == MarkGlyph::SingleLow);
        let closes =
            |glyph| glyph == MarkGlyph::Apostrophe || low && glyph == MarkGlyph::SingleOpen;
        let mut possessive = None;
        let mut doubles = 0;
        for (index, mark) in self.marks.iter().enumerate().skip(at + 1).take(SINGLE_CLOSERS) {
            if !mark.glyph.is_single() {
                doubles += 1;
                continue;
            }
            if mark.opens_single(self.text) {
                return possessive;
            }
            if !closes(mark.glyph) || mark.space_before() || mark.word_after() {
                continue;
            }
            if doubles % 2 == 1 {
                return possessive;
            }
            if !self.is_plural_possessive(*mark) {
                return Some(index);
            }
            possessive = possessive.or(Some(index));
        }
        possessive
    }

    fn is_plural_possessive(&self, mark: QuotationMark) -> bool {
        let content = self.text.as_str();
        let before = content.get(..mark.at).is_some_and(|b| b.ends_with('s'));
        let mut after = sure::part(content, mark.end..).chars();
        before && after.next() == Some(' ') && after.next().is_some_and(char::is_lowercase)
    }

    /// Ends a quotation that was opened and never closed.
    fn give_up(&mut self) {
        if let Some(open) = self.open.take() {
            self.never_closed(open, self.open_end);
        }
    }

    /// The words run to `limit`, or to where the reporter goes on.
    fn never_closed(&mut self, open: OpenQuotation, limit: usize) {
        let end = narration(self.text, open.from..limit).unwrap_or(limit);
        let at = self.span(open.mark.at, open.mark.end);
        self.push(open, end, end, &[Defect { kind: DefectKind::NeverClosed, at }]);
        self.open = None;
    }

    fn push(&mut self, open: OpenQuotation, end: usize, outer_end: usize, defects: &[Defect]) {
        let outer = if open.continues { open.from } else { open.mark.at };
        self.stretch(open.from..end, outer..outer_end, open.continues, defects.to_vec());
    }

    fn stretch(
        &mut self,
        inner: std::ops::Range<usize>,
        outer: std::ops::Range<usize>,
        continues: bool,
        defects: Vec<Defect>,
    ) {
        let inner = self.text.trim(self.text.clamp(inner));
        if self.text.get(inner).contains(char::is_alphanumeric) {
            let outer = self.text.clamp(outer);
            self.out.push(MarkedStretch { inner, outer, continues, single: false, defects });
        }
    }

    fn span(&self, start: usize, end: usize) -> Span {
        self.text.clamp(start..end)
    }
}

impl OpenQuotation {
    fn at(mark: QuotationMark) -> OpenQuotation {
        OpenQuotation { mark, from: mark.end, continues: false }
    }
}

impl MarkGlyph {
    fn is_single(self) -> bool {
        matches!(self, MarkGlyph::SingleOpen | MarkGlyph::SingleLow | MarkGlyph::Apostrophe)
    }

    /// Whether the two are the ends of one style in some language.
    fn pairs_with(self, close: MarkGlyph) -> bool {
        use MarkGlyph::{
            CornerClose, CornerOpen, CurlyClose, CurlyOpen, Left, Low, Right, Straight,
        };
        matches!(
            (self, close),
            (CurlyOpen | CurlyClose | Low, CurlyClose)
                | (Low, CurlyOpen)
                | (Left, Right)
                | (Right, Left)
                | (Straight, Straight)
                | (CornerOpen, CornerClose)
        )
    }
}

impl QuotationMark {
    fn room_before(self) -> bool {
        matches!(self.before, Beside::Space | Beside::Bracket)
    }

    fn space_before(self) -> bool {
        self.before == Beside::Space
    }

    fn word_after(self) -> bool {
        self.after == Beside::Word
    }

    fn space_after(self) -> bool {
        self.after == Beside::Space
    }

    /// Whether it may open a quotation where none is open.
    fn begins(self) -> bool {
        match self.glyph {
            MarkGlyph::CurlyOpen | MarkGlyph::Low | MarkGlyph::Left | MarkGlyph::CornerOpen => true,
            MarkGlyph::CurlyClose | MarkGlyph::Right => self.room_before() && self.word_after(),
            MarkGlyph::Straight => self.room_before() || self.word_after(),
            MarkGlyph::SingleOpen
            | MarkGlyph::SingleLow
            | MarkGlyph::Apostrophe
            | MarkGlyph::CornerClose => false,
        }
    }

    /// White space before it and none after, as an opening mark stands.
    fn looks_open(self) -> bool {
        self.space_before() && !self.space_after()
    }

    /// Whether its place makes it an opening mark and nothing else.
    fn begins_only(self) -> bool {
        self.looks_open() && !matches!(self.glyph, MarkGlyph::CurlyClose | MarkGlyph::Right)
    }

    /// Whether it closes a quotation that `open` opened.
    fn ends(self, open: MarkGlyph) -> bool {
        match self.glyph {
            MarkGlyph::CornerClose => open == MarkGlyph::CornerOpen,
            _ if open == MarkGlyph::CornerOpen => false,
            MarkGlyph::Right => open != MarkGlyph::Right,
            MarkGlyph::Left => {
                open == MarkGlyph::Right || (!self.room_before() && !self.word_after())
            }
            MarkGlyph::CurlyClose => open != MarkGlyph::Left,
            MarkGlyph::CurlyOpen => {
                (open == MarkGlyph::Low && !self.looks_open())
                    || (!self.space_before() && !self.word_after())
            }
            MarkGlyph::Straight => open != MarkGlyph::Left && !self.looks_open(),
            MarkGlyph::Low
            | MarkGlyph::CornerOpen
            | MarkGlyph::SingleOpen
            | MarkGlyph::SingleLow
            | MarkGlyph::Apostrophe => false,
        }
    }

    /// Whether a single mark opens rather than stands for missing letters:
    /// nothing but room before it, and no word that is cut at its front.
    fn opens_single(self, text: &Text) -> bool {
        let rest = sure::part(text.as_str(), self.end..);
        self.glyph.is_single()
            && self.room_before()
            && !self.space_after()
            && !rest.is_empty()
            && !is_elision(rest)
    }
}

/// Whether `rest`, which follows an apostrophe, opens with a word cut at its
/// front: `'em`, `'til`, `'90s`, `'tis`.
fn is_elision(rest: &str) -> bool {
    const CUT: [&str; 12] = [
        "em", "til", "till", "cause", "tis", "twas", "n", "bout", "round", "neath", "cos", "gainst",
    ];
    let word = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    let decade = word.len() == 3
        && word.ends_with('s')
        && word.bytes().take(2).all(|byte| byte.is_ascii_digit());
    decade || CUT.iter().any(|cut| word.eq_ignore_ascii_case(cut))
}

/// The marks of `block`, whose first byte is at `base`, in order.
fn read_marks(block: &str, base: usize, out: &mut Vec<QuotationMark>) {
    let bytes = block.as_bytes();
    let mut at = 0;
    while let Some(found) = bytes.get(at..).and_then(|rest| rest.iter().position(|b| may_mark(*b)))
    {
        at += found;
        let (glyph, len) = glyph_at(block, at);
        if let Some(glyph) = glyph {
            out.push(mark_at(block, base, at, len, glyph));
        }
        at += len;
    }
}

/// Whether a byte may begin a mark: ASCII marks and the lead bytes of the
/// others.
fn may_mark(byte: u8) -> bool {
    matches!(byte, b'"' | b'\'' | b'`' | 0xc2 | 0xe2 | 0xe3 | 0xef)
}

fn glyph_at(block: &str, at: usize) -> (Option<MarkGlyph>, usize) {
    let mut chars = sure::part(block, at..).chars();
    let Some(first) = chars.next() else { return (None, 1) };
    let len = first.len_utf8();
    let glyph = match first {
        '“' | '〝' => MarkGlyph::CurlyOpen,
        '”' | '❞' | '〞' => MarkGlyph::CurlyClose,
        '„' | '‟' => MarkGlyph::Low,
        '«' | '‹' => MarkGlyph::Left,
        '»' | '›' => MarkGlyph::Right,
        '「' | '『' | '《' | '〈' => MarkGlyph::CornerOpen,
        '」' | '』' | '》' | '〉' => MarkGlyph::CornerClose,
        '"' | '＂' => MarkGlyph::Straight,
        '\'' | '`' | '’' if chars.next() == Some(first) => {
            return (Some(MarkGlyph::Straight), 2 * len);
        }
        '‘' => MarkGlyph::SingleOpen,
        '‚' => MarkGlyph::SingleLow,
        '\'' | '’' => MarkGlyph::Apostrophe,
        _ => return (None, len),
    };
    (Some(glyph), len)
}

fn mark_at(block: &str, base: usize, at: usize, len: usize, glyph: MarkGlyph) -> QuotationMark {
    let before = block.get(..at).and_then(|b| b.chars().next_back());
    let after = block.get(at + len..).and_then(|a| a.chars().next());
    QuotationMark {
        at: base + at,
        end: base + at + len,
        glyph,
        before: beside(before),
        after: beside(after),
    }
}

fn beside(neighbour: Option<char>) -> Beside {
    match neighbour {
        None => Beside::Space,
        Some(c) if Text::is_blank(c) => Beside::Space,
        Some(c) if c.is_alphanumeric() => Beside::Word,
        Some(c) if "([{—–-/:“\"«„".contains(c) => Beside::Bracket,
        Some(_) => Beside::Other,
    }
}

/// Where, in words that an unclosed mark opens, the reporter's voice begins
/// again: behind the comma of `, he said`.
fn narration(text: &Text, range: std::ops::Range<usize>) -> Option<usize> {
    let span = text.clamp(range);
    super::words::speech_tag(text.get(span)).map(|at| span.start() + at)
}
