//! LaTeX with csquotes: enough of it to read a draft, not to set it.
//!
//! Unknown commands lose their name and keep the words in their braces. No
//! macro is expanded, no file is read in.

mod quoting;
mod symbols;

use std::ops::Range;

use super::edge;
use super::prose::{Prose, ProseRole};
use crate::library::sure::sure;

/// The prose of a LaTeX file.
pub(super) fn read(source: &str) -> Prose {
    const BEGIN: &str = "\\begin{document}";
    let start = source.find(BEGIN).map_or(0, |at| at + BEGIN.len());
    let end = source.find("\\end{document}").filter(|end| *end >= start).unwrap_or(source.len());
    let mut reader = LatexReader { source, at: start, end, ..LatexReader::default() };
    reader.run();
    for footnote in std::mem::take(&mut reader.footnotes) {
        reader.footnote(footnote);
    }
    reader.prose.finish()
}

#[derive(Debug, Default)]
struct LatexReader<'a> {
    source: &'a str,
    at: usize,
    end: usize,
    prose: Prose,
    /// What the closing braces to come mean.
    braces: Vec<Close>,
    /// The quotation environments that are open.
    quotations: Vec<ProseRole>,
    in_footnote: bool,
    /// Footnotes to be read after the text.
    footnotes: Vec<Range<usize>>,
}

/// What a closing brace ends.
#[derive(Clone, Debug)]
enum Close {
    Group,
    /// The words of an insertion in brackets.
    Insertion,
    Heading,
    /// Quoted words: where they begin and whom the command names.
    Quoted {
        start: usize,
        attribution: Option<String>,
    },
}

/// Commands whose first group is no prose.
const HIDDEN: &[&str] = &[
    "label",
    "ref",
    "pageref",
    "autoref",
    "cref",
    "index",
    "includegraphics",
    "input",
    "include",
    "bibliography",
    "bibliographystyle",
    "usepackage",
    "documentclass",
    "title",
    "author",
    "date",
    "hypersetup",
    "vspace",
    "hspace",
    "href",
    "textdel",
    "url",
    "setlength",
    "color",
    "textcolor",
    "selectlanguage",
    "addbibresource",
    "pagestyle",
    "thispagestyle",
    "texttt",
    "verb",
    "lstinline",
];

impl LatexReader<'_> {
    fn rest(&self) -> &str {
        sure(self.source.get(self.at..self.end))
    }

    /// What lies ahead, as far as anything that has to end is looked for.
    fn near(&self) -> &str {
        const FAR: usize = 1 << 14;
        edge::head(self.rest(), FAR)
    }

    fn run(&mut self) {
        while let Some(c) = self.rest().chars().next() {
            match c {
                '%' => self.comment(),
                '\\' => self.command(),
                '{' => self.open(1, Close::Group),
                '}' => self.close(),
                '$' => self.math(),
                '\n' => self.line_end(),
                _ => self.words(c),
            }
        }
        self.prose.end();
    }

    fn footnote(&mut self, range: Range<usize>) {
        (self.at, self.end) = (range.start, range.end);
        self.braces.clear();
        self.quotations.clear();
        self.in_footnote = true;
        self.prose.begin(ProseRole::Footnote);
        self.run();
    }

    /// Begins a block where none is open.
    fn settle(&mut self) {
        if self.prose.role().is_none() {
            let footnote = self.in_footnote.then_some(ProseRole::Footnote);
            let role = self.quotations.last().copied().or(footnote);
            self.prose.begin(role.unwrap_or(ProseRole::Paragraph));
        }
    }

    /// Takes `len` bytes for what a reader sees as `shown`.
    fn show(&mut self, shown: &str, len: usize) {
        self.settle();
        let end = (self.at + len).min(self.end);
        self.prose.push_as(shown, self.at..end);
        self.at = end;
    }

    fn words(&mut self, first: char) {
        for (written, shown) in symbols::LIGATURES {
            if self.rest().starts_with(written) {
                return self.show(shown, written.len());
            }
        }
        let stops = |c: char| "%\\{}$\n`'-~\"".contains(c);
        let more = sure(self.rest().get(first.len_utf8()..));
        let len = first.len_utf8() + more.find(stops).unwrap_or(more.len());
        self.settle();
        self.prose.push(self.source, self.at..self.at + len);
        self.at += len;
    }

    /// A comment goes to the start of the next line's words.
    fn comment(&mut self) {
        let rest = self.rest();
        let len = rest.find('\n').unwrap_or(rest.len());
        let comment = sure(rest.get(..len)).to_owned();
        self.prose.note_id(self.source, self.at, &comment);
        let next = self.rest().get(len + 1..).unwrap_or("");
        let blank = next.len() - next.trim_start_matches([' ', '\t']).len();
        let ends_paragraph = next.get(blank..).is_some_and(|rest| rest.starts_with('\n'));
        self.at = (self.at + len + usize::from(!ends_paragraph)).min(self.end);
    }

    fn line_end(&mut self) {
        let rest = self.rest();
        let blank = rest.len() - rest.trim_start().len();
        let lines = sure(rest.get(..blank)).matches('\n').count();
        if lines > 1 {
            self.prose.end();
            self.at += blank;
        } else if self.prose.role().is_some() {
            self.prose.push(self.source, self.at..self.at + 1);
            self.at += 1;
        } else {
            self.at += 1;
        }
    }

    /// Skips a formula; one that does not end in its paragraph is none.
    fn math(&mut self) {
        let fence = if self.rest().starts_with("$$") { "$$" } else { "$" };
        let inside = sure(self.near().get(fence.len()..));
        let limit = inside.find("\n\n").unwrap_or(inside.len());
        let end = inside.get(..limit).and_then(|inside| inside.find(fence));
        let len = end.map_or(fence.len(), |end| end + 2 * fence.len());
        self.show(" ", len);
    }

    fn open(&mut self, len: usize, close: Close) {
        self.at += len;
        self.braces.push(close);
    }

    fn close(&mut self) {
        match self.braces.pop() {
            Some(Close::Quoted { start, attribution }) => {
                self.prose.declare(start, self.prose.len(), attribution);
                self.show("”", 1);
            }
            Some(Close::Insertion) => self.show("]", 1),
            Some(Close::Heading) => {
                self.prose.end();
                self.at += 1;
            }
            Some(Close::Group) | None => self.at += 1,
        }
    }

    fn command(&mut self) {
        let rest = sure(self.rest().get(1..));
        let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let name = sure(rest.get(..letters)).to_owned();
        if name.is_empty() {
            return self.symbol();
        }
        let starred = rest.get(letters..).is_some_and(|rest| rest.starts_with('*'));
        if let Some(shown) = symbols::named(&name) {
            return self.named_symbol(shown, 1 + letters);
        }
        if symbols::accent(&name).is_some() && self.accented(1 + letters) {
            return;
        }
        let start = self.at;
        self.at += 1 + letters + usize::from(starred);
        self.known(&name, start);
    }

    /// A command of which only what follows it is left to be read.
    fn known(&mut self, name: &str, start: usize) {
        match name {
            "begin" => self.begin_environment(),
            "end" => self.end_environment(),
            "par" => self.prose.end(),
            "item" => {
                self.optional();
                self.prose.begin(ProseRole::Item);
            }
            "footnote" | "footnotetext" | "endnote" => {
                self.optional();
                if let Some(range) = self.group() {
                    let words = sure(self.source.get(range.clone()));
                    self.prose.cite(words);
                    self.footnotes.push(range);
                }
            }
            "textins" => self.bracket("[", start),
            "textelp" => self.ellipsis(start),
            "part" | "chapter" | "section" | "subsection" | "subsubsection" | "paragraph" => {
                self.heading(name);
            }
            name if HIDDEN.contains(&name) => {
                self.optional();
                self.group();
            }
            name if quoting::quoting(name).is_some() => self.quoted(name, start),
            name if name.to_ascii_lowercase().contains("cite") => self.citation(),
            _ => {
                self.optional();
                let rest = self.rest();
                let blank = rest.len() - rest.trim_start_matches([' ', '\t']).len();
                self.at += blank;
            }
        }
    }

    /// `\,`, `\&`, an accent, a line break, a formula.
    fn symbol(&mut self) {
        let rest = self.rest();
        let Some(c) = rest.get(1..).and_then(|rest| rest.chars().next()) else {
            self.at = self.end;
            return;
        };
        if let '(' | '[' = c {
            let closing = if c == '(' { "\\)" } else { "\\]" };
            let len = self.near().find(closing).map_or(2, |at| at + 2);
            return self.show(" ", len);
        }
        if symbols::accent(c.encode_utf8(&mut [0; 4])).is_some() && self.accented(1 + c.len_utf8())
        {
            return;
        }
        let shown = symbols::escaped(c);
        self.show(shown.encode_utf8(&mut [0; 4]), 1 + c.len_utf8());
    }

    /// A command that stands for a character; blanks behind it belong to it.
    fn named_symbol(&mut self, shown: &str, len: usize) {
        let rest = sure(self.rest().get(len..));
        let tail = if rest.starts_with("{}") {
            2
        } else {
            rest.len() - rest.trim_start_matches([' ', '\t']).len()
        };
        self.show(shown, len + tail);
    }

    /// An accent over the letter behind it, which may stand in braces.
    fn accented(&mut self, len: usize) -> bool {
        let command = sure(self.rest().get(1..len));
        let Some(mark) = symbols::accent(command) else { return false };
        let after = sure(self.rest().get(len..));
        let braced = after.starts_with('{');
        let inner = after.trim_start_matches(['{', ' ']).trim_start_matches('\\');
        let Some(letter) = inner.chars().next().filter(|c| c.is_alphabetic()) else { return false };
        let mut used = after.len() - inner.len() + letter.len_utf8();
        if braced {
            if after.get(used..).is_none_or(|rest| !rest.starts_with('}')) {
                return false;
            }
            used += 1;
        }
        let shown = symbols::compose(letter, mark);
        self.show(&shown, len + used);
        true
    }

    fn heading(&mut self, name: &str) {
        self.optional();
        let level = match name {
            "part" | "chapter" => 1,
            "section" => 2,
            "subsection" => 3,
            _ => 4,
        };
        self.prose.begin(ProseRole::Heading(level));
        if self.rest().starts_with('{') {
            self.open(1, Close::Heading);
        }
    }

    /// The words of an optional argument that stands here.
    fn optional(&mut self) -> Option<String> {
        let range = self.delimited('[', ']')?;
        Some(symbols::plain(self.source.get(range)?))
    }

    /// The bytes inside a group that stands here.
    fn group(&mut self) -> Option<Range<usize>> {
        self.delimited('{', '}')
    }

    /// Goes behind a balanced pair of delimiters that opens here.
    fn delimited(&mut self, open: char, close: char) -> Option<Range<usize>> {
        let start = self.at;
        if !self.rest().starts_with(open) {
            return None;
        }
        let (mut depth, mut braces, mut escaped) = (0_u32, 0_u32, false);
        for (at, c) in self.near().char_indices() {
            match c {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                c if c == open && braces == 0 => depth += 1,
                c if c == close && braces == 0 => {
                    depth -= 1;
                    if depth == 0 {
                        self.at = start + at + 1;
                        return Some(start + 1..start + at);
                    }
                }
                '{' => braces += 1,
                '}' => braces = braces.saturating_sub(1),
                _ => {}
            }
        }
        None
    }
}

#[cfg(test)]
mod tests;
