//! Rich Text Format: the words of the document as plain text. Own reader,
//! since it takes no more than this: groups, control words, characters; what
//! a word processor keeps about fonts, pictures and styles is passed over.

use encoding_rs::{Encoding, WINDOWS_1252};

use super::{LoadedText, read_words};
use crate::load::encoding::Decoded;
use crate::sure;

pub(super) fn sniff(content: &str) -> bool {
    super::without_mark(content).trim_start().starts_with("{\\rtf")
}

pub(super) fn load(_path: &str, decoded: Decoded) -> LoadedText {
    let Decoded { content, .. } = decoded;
    read_words(words(&content))
}

/// Groups within groups that are kept; deeper ones are read as the last of
/// these.
const DEEPEST: usize = 1000;

/// What holds within a group.
#[derive(Clone, Copy)]
struct RtfGroup {
    /// Whether its words are not the document's.
    silent: bool,
    /// How many characters stand for one of Unicode in old readers.
    skip: usize,
}

struct RtfReader {
    out: String,
    groups: Vec<RtfGroup>,
    now: RtfGroup,
    encoding: &'static Encoding,
    /// Bytes of the old encoding that are not decoded yet.
    bytes: Vec<u8>,
    /// The first half of a character of two UTF-16 units.
    half: Option<u16>,
    /// Old characters that stand for one already read.
    passed: usize,
    /// Whether `\*` stands before the next control word.
    optional: bool,
}

/// The words of a document on their lines.
fn words(source: &str) -> String {
    let now = RtfGroup { silent: false, skip: 1 };
    let mut reader = RtfReader {
        out: String::new(),
        groups: Vec::new(),
        now,
        encoding: WINDOWS_1252,
        bytes: Vec::new(),
        half: None,
        passed: 0,
        optional: false,
    };
    let mut rest = source;
    while let Some(c) = rest.chars().next() {
        let after = sure::part(rest, c.len_utf8()..);
        rest = match c {
            '{' => reader.open(after),
            '}' => reader.close(after),
            '\\' => reader.control(after),
            '\r' | '\n' => after,
            c => {
                reader.character(c);
                after
            }
        };
    }
    reader.flush();
    reader.out
}

/// Groups that hold no words of the document.
const SILENT: [&str; 24] = [
    "fonttbl",
    "colortbl",
    "stylesheet",
    "info",
    "pict",
    "header",
    "headerl",
    "headerr",
    "headerf",
    "footer",
    "footerl",
    "footerr",
    "footerf",
    "generator",
    "themedata",
    "colorschememapping",
    "datastore",
    "latentstyles",
    "listtable",
    "listoverridetable",
    "rsidtbl",
    "object",
    "fldinst",
    "xmlnstbl",
];

impl RtfReader {
    fn open<'s>(&mut self, rest: &'s str) -> &'s str {
        self.flush();
        if self.groups.len() < DEEPEST {
            self.groups.push(self.now);
        }
        self.passed = 0;
        rest
    }

    fn close<'s>(&mut self, rest: &'s str) -> &'s str {
        self.flush();
        self.now = self.groups.pop().unwrap_or(self.now);
        self.passed = 0;
        rest
    }

    /// What stands behind a backslash; the rest behind it.
    fn control<'s>(&mut self, rest: &'s str) -> &'s str {
        let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        if letters == 0 {
            return self.symbol(rest);
        }
        let (name, behind) = rest.split_at(letters);
        let sign = usize::from(behind.starts_with('-'));
        let digits = behind.bytes().skip(sign).take_while(u8::is_ascii_digit).count();
        let length = if digits > 0 { sign + digits } else { 0 };
        let number = behind.get(..length).and_then(|number| number.parse::<i64>().ok());
        let after = behind.get(length..).unwrap_or_default();
        self.word(name, number);
        let after = after.strip_prefix(' ').unwrap_or(after);
        match (name, number.map(usize::try_from)) {
            ("bin", Some(Ok(bytes))) => after.get(bytes..).unwrap_or_default(),
            _ => after,
        }
    }

    /// `\'e9`, `\~`, `\{` and their like.
    fn symbol<'s>(&mut self, rest: &'s str) -> &'s str {
        let Some(c) = rest.chars().next() else { return rest };
        let after = sure::part(rest, c.len_utf8()..);
        match c {
            '\'' => {
                let byte = after.get(..2).and_then(|hex| u8::from_str_radix(hex, 16).ok());
                if let Some(byte) = byte {
                    if self.passed > 0 {
                        self.passed -= 1;
                    } else if !self.now.silent {
                        self.bytes.push(byte);
                    }
                }
                return after.get(2..).unwrap_or_default();
            }
            '*' => self.optional = true,
            '~' => self.character('\u{a0}'),
            '_' => self.character('\u{2011}'),
            '\r' | '\n' => self.push('\n'),
            '{' | '}' | '\\' => self.character(c),
            _ => {}
        }
        after
    }

    fn word(&mut self, name: &str, number: Option<i64>) {
        let optional = std::mem::take(&mut self.optional);
        if optional || SILENT.contains(&name) {
            self.now.silent = true;
            return;
        }
        match (name, number) {
            ("par" | "line" | "row" | "sect" | "page", _) => self.push('\n'),
            ("tab" | "cell", _) => self.push('\t'),
            ("emdash", _) => self.push('—'),
            ("endash", _) => self.push('–'),
            ("lquote", _) => self.push('‘'),
            ("rquote", _) => self.push('’'),
            ("ldblquote", _) => self.push('“'),
            ("rdblquote", _) => self.push('”'),
            ("bullet", _) => self.push('•'),
            ("emspace" | "enspace" | "qmspace", _) => self.push(' '),
            ("uc", Some(count)) => self.now.skip = usize::try_from(count).unwrap_or(1),
            ("u", Some(code)) => self.unicode(code),
            ("ansicpg", Some(page)) => {
                self.encoding = Encoding::for_label(format!("windows-{page}").as_bytes())
                    .unwrap_or(WINDOWS_1252);
            }
            ("v", None | Some(1)) => self.now.silent = true,
            _ => {}
        }
    }

    /// A unit of UTF-16, written as a number that may be below zero.
    fn unicode(&mut self, code: i64) {
        self.flush();
        self.passed = self.now.skip;
        let unit = u16::try_from(code.rem_euclid(1 << 16)).unwrap_or_default();
        let units = self.half.take().into_iter().chain([unit]);
        if (0xd800..0xdc00).contains(&unit) {
            self.half = Some(unit);
            return;
        }
        for c in char::decode_utf16(units) {
            self.push(c.unwrap_or(char::REPLACEMENT_CHARACTER));
        }
    }

    /// A character of the source as it stands.
    fn character(&mut self, c: char) {
        if self.passed > 0 {
            self.passed -= 1;
            return;
        }
        self.push(c);
    }

    fn push(&mut self, c: char) {
        self.flush();
        if !self.now.silent {
            self.out.push(c);
        }
    }

    fn flush(&mut self) {
        if !self.bytes.is_empty() {
            let (words, ..) = self.encoding.decode(&self.bytes);
            self.out.push_str(&words);
            self.bytes.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_a_document_are_read_and_nothing_else() {
        let source = "{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Arial;}}{\\*\\generator W;}{\\info{\\title No}}\\f0\n\
            {\\b Ferry sinks}\\par\r\nCaf\\'e9 \\u8220?yes\\u8221? \\ldblquote no\\rdblquote  \\uc0\\u8364 5\\par{\\field{\\*\\fldinst HYPERLINK x}{\\fldrslt here}}}";
        assert_eq!(words(source), "Ferry sinks\nCafé “yes” “no” €5\nhere");
    }

    #[test]
    fn broken_documents_end() {
        for source in [
            "{\\rtf1",
            "{\\rtf1 \\'",
            "{\\rtf1 \\u",
            "{\\rtf1 }}}}x",
            "{\\rtf1 \\bin99999 x",
            "{\\rtf1\\'zz It sank.",
        ] {
            let _words = words(source);
        }
        let deep = format!("{{\\rtf1 {}It sank.", "{".repeat(100_000));
        assert_eq!(words(&deep), "It sank.");
    }
}
