//! Typst: markup, and of its code only what shows words.

use std::ops::Range;

use super::edge;
use super::prose::{Prose, ProseRole};
use crate::library::sure::sure;

/// The prose of a Typst file.
pub(super) fn read(source: &str) -> Prose {
    let mut reader = TypstReader { source, end: source.len(), ..TypstReader::default() };
    reader.run();
    for footnote in std::mem::take(&mut reader.footnotes) {
        (reader.at, reader.end) = (footnote.start, footnote.end);
        reader.open.clear();
        reader.in_footnote = true;
        reader.prose.begin(ProseRole::Footnote);
        reader.run();
    }
    reader.prose.finish()
}

#[derive(Debug, Default)]
struct TypstReader<'a> {
    source: &'a str,
    at: usize,
    end: usize,
    prose: Prose,
    /// What the closing brackets to come mean.
    open: Vec<OpenBracket>,
    in_footnote: bool,
    /// Footnotes to be read after the text.
    footnotes: Vec<Range<usize>>,
}

/// What a closing bracket ends.
#[derive(Clone, Debug)]
enum OpenBracket {
    /// A bracket of the text itself.
    Bracket,
    Content,
    Quoted {
        start: usize,
        attribution: Option<String>,
    },
    /// A quotation set apart, and who said it.
    Block {
        start: usize,
        attribution: Option<String>,
    },
}

/// Functions that say nothing themselves; what is behind them is no prose.
const STATEMENTS: &[&str] =
    &["let", "set", "show", "import", "include", "pagebreak", "bibliography"];

impl TypstReader<'_> {
    fn rest(&self) -> &str {
        sure(self.source.get(self.at..self.end))
    }

    fn near(&self) -> &str {
        edge::head(self.rest(), 1 << 14)
    }

    fn run(&mut self) {
        while let Some(c) = self.rest().chars().next() {
            self.step(c);
        }
        self.prose.end();
    }

    fn step(&mut self, c: char) {
        // Two signs of markup; nothing where the second is none of one byte.
        let two = self.rest().get(..2).unwrap_or("");
        match c {
            '/' if two == "//" && !self.after_colon() => self.comment("\n"),
            '/' if two == "/*" => self.comment("*/"),
            '\\' => self.escape(),
            '`' => self.raw(),
            '$' => self.skip_pair('$'),
            '#' => self.code(),
            '[' => {
                self.show("[", 1);
                self.open.push(OpenBracket::Bracket);
            }
            ']' => self.close(),
            '@' | '<' => self.reference(c),
            '*' | '_' if !self.inside_word() => self.at += 1,
            '\n' => self.line_end(),
            '~' => self.show("\u{a0}", 1),
            '-' if self.rest().starts_with("---") => self.show("—", 3),
            '-' if two == "--" => self.show("–", 2),
            '=' | '-' | '+' if self.at_line_start() => self.line_mark(c),
            _ => self.words(c),
        }
    }

    fn before(&self) -> Option<char> {
        self.source.get(..self.at)?.chars().next_back()
    }

    fn after_colon(&self) -> bool {
        self.before() == Some(':')
    }

    fn at_line_start(&self) -> bool {
        let line = sure(self.source.get(..self.at));
        edge::tail(line, 64).rsplit('\n').next().is_none_or(|start| start.trim().is_empty())
    }

    fn inside_word(&self) -> bool {
        let after = self.rest().chars().nth(1);
        self.before().is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric)
    }

    fn settle(&mut self) {
        if self.prose.role().is_none() {
            self.prose.begin(if self.in_footnote {
                ProseRole::Footnote
            } else {
                ProseRole::Paragraph
            });
        }
    }

    fn show(&mut self, shown: &str, len: usize) {
        self.settle();
        let end = (self.at + len).min(self.end);
        self.prose.push_as(shown, self.at..end);
        self.at = end;
    }

    fn words(&mut self, first: char) {
        let stops = |c: char| "/\\`$#[]@<*_\n~-=+".contains(c);
        let more = sure(self.rest().get(first.len_utf8()..));
        let len = first.len_utf8() + more.find(stops).unwrap_or(more.len());
        self.settle();
        self.prose.push(self.source, self.at..self.at + len);
        self.at += len;
    }

    fn comment(&mut self, end: &str) {
        let rest = self.rest();
        let line = end == "\n";
        let len = rest.find(end).map_or(rest.len(), |at| if line { at } else { at + end.len() });
        let comment = sure(rest.get(..len)).to_owned();
        self.prose.note_id(self.source, self.at, &comment);
        self.at += len;
    }

    fn escape(&mut self) {
        match self.rest().chars().nth(1) {
            Some(c) if !c.is_whitespace() => {
                self.show(c.encode_utf8(&mut [0; 4]), 1 + c.len_utf8());
            }
            _ => self.show("\n", 1),
        }
    }

    fn raw(&mut self) {
        let ticks = self.rest().bytes().take_while(|byte| *byte == b'`').count();
        let fence = "`".repeat(ticks);
        let inside = sure(self.near().get(ticks..));
        let len = inside.find(&fence).map_or(ticks, |end| end + 2 * ticks);
        // Two ticks are empty code.
        self.show(" ", if ticks == 2 { 2 } else { len });
    }

    fn skip_pair(&mut self, mark: char) {
        let inside = sure(self.near().get(1..));
        let limit = inside.find("\n\n").unwrap_or(inside.len());
        let end = inside.get(..limit).and_then(|inside| inside.find(mark));
        self.show(" ", end.map_or(1, |end| end + 2));
    }

    fn line_end(&mut self) {
        let rest = self.rest();
        let blank = rest.len() - rest.trim_start().len();
        let lines = sure(rest.get(..blank)).matches('\n').count();
        let heading = matches!(self.prose.role(), Some(ProseRole::Heading(_)));
        if lines > 1 || heading {
            self.prose.end();
            self.at += blank;
        } else {
            if self.prose.role().is_some() {
                self.prose.push(self.source, self.at..self.at + 1);
            }
            self.at += 1;
        }
    }

    /// A heading or an item at the start of a line.
    fn line_mark(&mut self, c: char) {
        let marks = self.rest().chars().take_while(|next| *next == c).count();
        let spaced = self.rest().get(marks..).is_some_and(|rest| rest.starts_with(' '));
        match (c, spaced) {
            ('=', true) => {
                self.prose.begin(ProseRole::Heading(u8::try_from(marks).unwrap_or(u8::MAX)));
                self.at += marks;
            }
            ('-' | '+', true) if marks == 1 => {
                self.prose.begin(ProseRole::Item);
                self.at += 1;
            }
            _ => self.words(c),
        }
    }

    /// `@key` or `<label>`.
    fn reference(&mut self, first: char) {
        let rest = sure(self.rest().get(1..));
        let len =
            rest.find(|c: char| !c.is_alphanumeric() && !"_-.:".contains(c)).unwrap_or(rest.len());
        let closed = first == '@' || rest.get(len..).is_some_and(|rest| rest.starts_with('>'));
        if len == 0 || !closed || (first == '@' && self.before().is_some_and(char::is_alphanumeric))
        {
            return self.show(first.encode_utf8(&mut [0; 4]), first.len_utf8());
        }
        let key = sure(rest.get(..len)).trim_end_matches(['.', ':']).to_owned();
        self.prose.cite(&key);
        self.at += 1 + if first == '<' { len + 1 } else { key.len() };
        if first == '@' {
            self.delimited('[', ']');
        }
    }

    fn close(&mut self) {
        match self.open.pop() {
            Some(OpenBracket::Bracket) | None => self.show("]", 1),
            Some(OpenBracket::Content) => self.at += 1,
            Some(OpenBracket::Quoted { start, attribution }) => {
                self.prose.declare(start, self.prose.len(), attribution);
                self.show("”", 1);
            }
            Some(OpenBracket::Block { start, attribution }) => {
                self.prose.end();
                self.prose.declare(start, self.prose.words.trim_end().len(), attribution);
                self.at += 1;
            }
        }
    }

    /// `#name(arguments)[content]`, `#name`, a statement.
    fn code(&mut self) {
        let start = self.at;
        let rest = sure(self.rest().get(1..));
        let len = rest.find(|c: char| !c.is_alphanumeric() && !"_-.".contains(c));
        let name = sure(rest.get(..len.unwrap_or(rest.len()))).to_owned();
        self.at += 1 + name.len();
        if STATEMENTS.contains(&name.as_str()) {
            return self.statement();
        }
        let arguments = self.delimited('(', ')').map_or("", |range| sure(self.source.get(range)));
        match name.as_str() {
            "quote" => self.quote(arguments, start),
            "footnote" => {
                if let Some(range) = self.delimited('[', ']') {
                    self.prose.cite(sure(self.source.get(range.clone())));
                    self.footnotes.push(range);
                }
            }
            "cite" => self.prose.cite(arguments.trim_matches(['<', '>'])),
            _ if self.rest().starts_with('[') => {
                self.open.push(OpenBracket::Content);
                self.at += 1;
            }
            "" => self.show("#", 0),
            _ => {}
        }
    }

    fn statement(&mut self) {
        let near = self.near();
        let line = near.find('\n').unwrap_or(near.len());
        // A statement that opens a bracket on its line goes on to its end.
        let opened = near.get(..line).and_then(|line| line.find(['(', '{', '[']));
        self.at += opened.unwrap_or(line);
        match opened.and(self.rest().chars().next()) {
            Some('(') => self.delimited('(', ')'),
            Some('{') => self.delimited('{', '}'),
            Some('[') => self.delimited('[', ']'),
            _ => None,
        };
        if opened.is_some() {
            let rest = self.rest();
            self.at += rest.find('\n').unwrap_or(rest.len());
        }
        self.prose.end();
    }

    fn quote(&mut self, arguments: &str, start: usize) {
        if !self.rest().starts_with('[') {
            return;
        }
        let block = argument(arguments, "block").is_some_and(|value| value.starts_with("true"));
        let named = argument(arguments, "attribution").unwrap_or("");
        let attribution = Some(attributed(named)).filter(|words| !words.is_empty());
        if block {
            let role = self.prose.next_quotation();
            self.at += 1;
            self.prose.begin(role);
            self.cite_named(named);
            self.open.push(OpenBracket::Block { start: self.prose.len(), attribution });
        } else {
            let len = self.at + 1 - start;
            self.at = start;
            self.show("“", len);
            self.cite_named(named);
            self.open.push(OpenBracket::Quoted { start: self.prose.len(), attribution });
        }
    }

    fn cite_named(&mut self, attribution: &str) {
        if !attribution.is_empty() {
            self.prose.cite(attribution);
        }
    }

    /// Goes behind a balanced pair of delimiters that opens here.
    fn delimited(&mut self, open: char, close: char) -> Option<Range<usize>> {
        if !self.rest().starts_with(open) {
            return None;
        }
        let start = self.at;
        let (mut depth, mut string, mut escaped) = (0_u32, false, false);
        for (at, c) in self.near().char_indices() {
            match c {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '"' if open == '(' => string = !string,
                c if c == open && !string => depth += 1,
                c if c == close && !string => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        self.at = start + at + 1;
                        return Some(start + 1..start + at);
                    }
                }
                _ => {}
            }
        }
        None
    }
}

/// The value of the argument `name`, up to the end of the arguments.
fn argument<'a>(arguments: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = arguments.split_once(&format!("{name}:"))?;
    Some(rest.trim())
}

/// The words of `[Ida Ober, quoted in #cite(…)]`, `"Ida Ober"`; nothing of a
/// label.
fn attributed(value: &str) -> String {
    let inner = match value.chars().next() {
        Some('[') => value.get(1..).and_then(|rest| rest.split(['#', '@', ']', '(']).next()),
        Some('"') => value.get(1..).and_then(|rest| rest.split('"').next()),
        _ => None,
    };
    inner.unwrap_or("").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_comments_and_code() {
        let source = "#import \"x.typ\": *\n= Head\nOber said “we *keep* it” \\#1 @bell2026[p. 9]. `“no”` // nr:0f3a9c21b7de\n\n#quote(block: true, attribution: [Ida Ober, quoted in #cite(<bell2026>)])[It stays [now].]\n\nThen #quote(attribution: \"Ober\")[so] and #emph[more] https://a.example/b.";
        let prose = read(source);
        let block = |index: usize| {
            let block = &prose.blocks[index];
            (&prose.words[block.range.clone()], block.role)
        };
        assert_eq!(block(0), ("Head", ProseRole::Heading(1)));
        assert_eq!(block(1), ("Ober said “we keep it” #1 .", ProseRole::Paragraph));
        assert_eq!(block(2), ("It stays [now].", ProseRole::Quotation(1)));
        assert_eq!(block(3), ("Then “so” and more https://a.example/b.", ProseRole::Paragraph));
        assert_eq!(prose.declared[0].attribution.as_deref(), Some("Ida Ober, quoted in"));
        assert_eq!(&prose.words[prose.declared[0].range.clone()], "It stays [now].");
        assert_eq!(prose.declared[1].attribution.as_deref(), Some("Ober"));
        assert_eq!(prose.ids.len(), 1);
    }

    #[test]
    fn broken_sources_end() {
        for source in
            ["#", "#quote(", "#quote[", "]", "`", "$", "\\", "@", "<a", "/*", "#let x = ("]
        {
            read(source);
        }
        read(&"#quote[".repeat(20_000));
    }
}
