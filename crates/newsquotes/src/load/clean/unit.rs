//! The units that structure is made of: a line or a paragraph of the source,
//! with the shape that every rule looks at. Read once, in linear time.

use crate::model::{BlockKind, BlockReason, Span, Text};
use crate::sure::part;

/// What a unit was taken for, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct UnitVerdict {
    pub(crate) kind: BlockKind,
    pub(crate) why: BlockReason,
}

/// A line or paragraph. Its span is trimmed and never empty.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TextUnit {
    pub(crate) span: Span,
    /// Empty lines before it, at most 255.
    pub(crate) gap: u8,
    /// Whether white space or a bullet set it in.
    pub(crate) bullet: bool,
    /// Known from the format, or decided by a rule.
    pub(crate) verdict: Option<UnitVerdict>,
    pub(crate) shape: Shape,
}

/// Counts over the characters of a unit.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Shape {
    /// Characters.
    pub(crate) chars: u32,
    /// Words between spaces; scripts without spaces count three characters a
    /// word.
    pub(crate) words: u32,
    /// Words that begin with a capital letter.
    pub(crate) capitalised: u32,
    /// Words of at most three small letters: articles, prepositions.
    pub(crate) small: u32,
    pub(crate) letters: u32,
    pub(crate) capitals: u32,
    pub(crate) digits: u32,
    pub(crate) commas: u32,
    /// `|`, `»`, `›`, `·`, `•`, `/` and `>` between words.
    pub(crate) separators: u32,
    /// Full stops and their kin that end a word inside the unit.
    pub(crate) stops: u32,
    pub(crate) ending: UnitEnding,
    pub(crate) opening: UnitOpening,
    /// Holds an address, `@name`, `#tag` or `©`.
    pub(crate) address: bool,
    /// Holds a quotation mark.
    pub(crate) quoted: bool,
}

/// How a unit ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum UnitEnding {
    /// A sentence ends: `.`, `!`, `?`, `。`, with closing marks after it.
    Sentence,
    /// `…` or `...`.
    Ellipsis,
    Colon,
    Comma,
    #[default]
    Other,
}

/// How a unit begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum UnitOpening {
    Capital,
    Small,
    /// A letter of a script without case.
    Letter,
    Digit,
    Quote,
    Bracket,
    #[default]
    Symbol,
}

impl TextUnit {
    pub(crate) fn new(text: &Text, span: Span, gap: u8) -> TextUnit {
        let words = text.get(span);
        TextUnit { span, gap, bullet: bullet(words) > 0, verdict: None, shape: Shape::of(words) }
    }

    pub(crate) fn kind(&self) -> Option<BlockKind> {
        self.verdict.map(|verdict| verdict.kind)
    }

    pub(crate) fn decide(&mut self, kind: BlockKind, why: BlockReason) {
        self.verdict = Some(UnitVerdict { kind, why });
    }

    /// Whether nothing has been decided of it.
    pub(crate) fn is_open(&self) -> bool {
        self.verdict.is_none()
    }
}

/// Bytes of a bullet with the space after it at the start of `words`.
pub(crate) fn bullet(words: &str) -> usize {
    let rest =
        words.trim_start_matches(['•', '‣', '▪', '●', '◦', '·', '*', '-', '–', '■', '►', '▸', '▶']);
    let mark = words.len() - rest.len();
    let spaces = rest.len() - rest.trim_start_matches([' ', '\t', '\u{a0}']).len();
    if (1..=3).contains(&mark) && spaces > 0 && rest.len() > spaces { mark + spaces } else { 0 }
}

impl Shape {
    pub(crate) fn of(words: &str) -> Shape {
        let mut reader = ShapeReader::default();
        let mut rest = words;
        while let Some(c) = rest.chars().next() {
            let run = rest.bytes().take_while(u8::is_ascii_lowercase).count();
            if run > 0 {
                reader.small_letters(u32::try_from(run).unwrap_or(u32::MAX));
            } else {
                reader.read(c);
            }
            rest = part(rest, run.max(c.len_utf8())..);
        }
        reader.finish(words)
    }

    /// A line with the look of prose: some words, and a sentence ends it.
    pub(crate) fn is_sentence(&self) -> bool {
        self.ending == UnitEnding::Sentence && self.words >= 6 && self.letters * 2 > self.chars
    }

    /// A line with the look of a headline: a few words and no full stop.
    pub(crate) fn is_headline(&self) -> bool {
        (3..=28).contains(&self.words)
            && self.chars <= 200
            && self.letters * 2 > self.chars
            && !matches!(self.ending, UnitEnding::Comma | UnitEnding::Colon)
    }
}

#[derive(Default)]
struct ShapeReader {
    shape: Shape,
    /// Letters of the word being read.
    length: u32,
    lower: u32,
    upper_first: bool,
    unspaced: u32,
    previous: char,
    in_word: bool,
}

impl ShapeReader {
    fn read(&mut self, c: char) {
        self.shape.chars += 1;
        if c.is_ascii() {
            self.ascii(c as u8);
        } else {
            self.wide(c);
        }
        if is_space(c) {
            self.end_word();
        } else {
            self.in_word = true;
        }
        self.previous = c;
    }

    /// Takes so many small ASCII letters at once: most of any text.
    fn small_letters(&mut self, count: u32) {
        self.shape.chars += count;
        self.shape.letters += count;
        self.length += count;
        self.lower += count;
        self.in_word = true;
        self.previous = 'a';
    }

    fn ascii(&mut self, byte: u8) {
        match byte {
            b'a'..=b'z' => self.letter(false, true),
            b'A'..=b'Z' => self.letter(true, false),
            b'0'..=b'9' => self.shape.digits += 1,
            b' ' | b'\t' => self.after_space(),
            b',' | b';' => self.shape.commas += 1,
            b'|' | b'/' | b'>' => self.shape.separators += 1,
            b'@' | b'#' => self.shape.address = true,
            b'"' => self.shape.quoted = true,
            _ => {}
        }
    }

    fn wide(&mut self, c: char) {
        match c {
            '»' | '›' | '·' | '•' => self.shape.separators += 1,
            '，' | '、' | '،' | '；' => self.shape.commas += 1,
            '。' | '！' | '？' => self.shape.stops += 1,
            '©' => self.shape.address = true,
            '“' | '”' | '„' | '«' | '‹' | '「' | '『' => self.shape.quoted = true,
            c if is_space(c) => self.after_space(),
            c if unspaced(c) => {
                self.unspaced += 1;
                self.letter(false, false);
            }
            c if c.is_alphabetic() => self.letter(c.is_uppercase(), c.is_lowercase()),
            c if c.is_numeric() => self.shape.digits += 1,
            _ => {}
        }
        if matches!(c, '»' | '‹') {
            self.shape.quoted = true;
        }
    }

    fn letter(&mut self, upper: bool, lower: bool) {
        if self.length == 0 && upper {
            self.upper_first = true;
        }
        self.length += 1;
        self.lower += u32::from(lower);
        self.shape.letters += 1;
        self.shape.capitals += u32::from(upper);
    }

    /// A stop with a space after it ends a sentence inside the unit, unless
    /// it closes a one-letter word (an initial).
    fn after_space(&mut self) {
        let stop = matches!(self.previous, '.' | '!' | '?' | '…' | '؟' | '۔' | '।');
        self.shape.stops += u32::from(stop && self.length != 1);
    }

    fn end_word(&mut self) {
        if self.in_word {
            self.shape.words += 1;
            self.shape.capitalised += u32::from(self.upper_first);
            let small = (1..=3).contains(&self.length) && self.lower == self.length;
            self.shape.small += u32::from(small);
        }
        (self.length, self.lower, self.upper_first, self.in_word) = (0, 0, false, false);
    }

    fn finish(mut self, words: &str) -> Shape {
        self.end_word();
        self.shape.words = self.shape.words.max(self.unspaced / 3);
        self.shape.ending = ending(words);
        self.shape.opening = opening(words);
        self.shape.address |= words.contains("://") || words.contains("www.");
        self.shape
    }
}

fn is_space(c: char) -> bool {
    c == ' ' || c.is_whitespace()
}

/// Scripts that put no space between words.
fn unspaced(c: char) -> bool {
    matches!(c, '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{2ffff}')
}

/// A mark that closes a quotation or a bracket.
fn closes(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '”'
            | '’'
            | '»'
            | '«'
            | '“'
            | '‘'
            | ')'
            | ']'
            | '›'
            | '」'
            | '』'
            | '）'
            | '*'
            | '_'
    )
}

fn ending(words: &str) -> UnitEnding {
    let bare = words.trim_end_matches(|c: char| closes(c) || Text::is_blank(c));
    if bare.ends_with('…') || bare.ends_with("...") || bare.ends_with("..") {
        return UnitEnding::Ellipsis;
    }
    match bare.chars().next_back() {
        Some('.' | '!' | '?' | '。' | '！' | '？' | '؟' | '۔' | '।' | '．' | '｡') => {
            UnitEnding::Sentence
        }
        Some(':' | '：') => UnitEnding::Colon,
        Some(',' | ';' | '،' | '，' | '、') => UnitEnding::Comma,
        _ => UnitEnding::Other,
    }
}

fn opening(words: &str) -> UnitOpening {
    match words.chars().next() {
        Some(c) if c.is_uppercase() => UnitOpening::Capital,
        Some(c) if c.is_lowercase() => UnitOpening::Small,
        Some(c) if c.is_alphabetic() => UnitOpening::Letter,
        Some(c) if c.is_numeric() => UnitOpening::Digit,
        Some('"' | '“' | '„' | '«' | '»' | '‘' | '\'' | '’' | '「' | '『' | '‹') => {
            UnitOpening::Quote
        }
        Some('(' | '[' | '（') => UnitOpening::Bracket,
        _ => UnitOpening::Symbol,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_told_from_a_headline_and_a_menu() {
        let sentence = Shape::of("The mayor of Lindau said the bridge would “stay open.”");
        assert!(sentence.is_sentence() && sentence.quoted);
        let headline = Shape::of("Mayor keeps bridge open after storm");
        assert!(headline.is_headline() && !headline.is_sentence());
        let menu = Shape::of("Home | News | Sport | Weather");
        assert_eq!((menu.separators, menu.capitalised), (3, 4));
    }

    #[test]
    fn scripts_without_spaces_have_words_too() {
        let shape = Shape::of("市长说，大桥将继续开放。");
        assert!(shape.words >= 3 && shape.ending == UnitEnding::Sentence && shape.commas == 1);
    }

    #[test]
    fn bullets_need_a_space_and_words() {
        assert_eq!(bullet("• Europe"), 4);
        assert_eq!(bullet("*** breaking"), 4);
        assert_eq!((bullet("-3 degrees"), bullet("•"), bullet("----- x")), (0, 0, 0));
    }
}
