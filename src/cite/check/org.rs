//! Org: lines that say what they are, and marks inside them.

use std::ops::Range;

use super::edge;
use super::prose::{Prose, ProseRole};
use crate::library::sure::sure;

/// The prose of an Org file.
pub(super) fn read(source: &str) -> Prose {
    let mut reader = OrgReader { source, ..OrgReader::default() };
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        reader.line(line, at);
        at += line.len();
    }
    reader.prose.finish()
}

#[derive(Debug, Default)]
struct OrgReader<'a> {
    source: &'a str,
    prose: Prose,
    /// The quotation block that is open.
    quotation: Option<ProseRole>,
    /// The name of the block without prose that is open, or "drawer".
    silent: Option<String>,
}

/// Entities that stand for a mark.
const ENTITIES: &[(char, &str)] = &[
    ('*', "\\ast{}"),
    ('/', "\\slash{}"),
    ('_', "\\under{}"),
    ('=', "\\equal{}"),
    ('~', "\\tilde{}"),
    ('+', "\\plus{}"),
    ('[', "\\lbrack{}"),
    (']', "\\rbrack{}"),
    ('<', "\\lt{}"),
    ('>', "\\gt{}"),
    ('&', "\\amp{}"),
    ('\\', "\\backslash{}"),
    ('^', "\\asciicirc{}"),
    ('$', "\\dollar{}"),
    ('#', "\\num{}"),
    ('-', "\\minus{}"),
    ('|', "\\vert{}"),
    ('@', "\\commat{}"),
];
/// Breaks up what would be read as markup, and shows nothing.
const JOINER: char = '\u{2060}';

/// Blocks that hold prose besides quotations.
const SPOKEN: &[&str] = &["center", "verse", "abstract", "note"];

impl OrgReader<'_> {
    fn line(&mut self, line: &str, at: usize) {
        let words = line.trim();
        let small = words.to_ascii_lowercase();
        if let Some(name) = &self.silent {
            if small == format!("#+end_{name}") || (name == "drawer" && small == ":end:") {
                self.silent = None;
            }
            return;
        }
        if words.is_empty() {
            return self.prose.end();
        }
        if let Some(keyword) = small.strip_prefix("#+") {
            return self.keyword(keyword);
        }
        if words == "#" || words.starts_with("# ") {
            return self.prose.note_id(self.source, at, words);
        }
        if words.len() > 2 && words.starts_with(':') && words.ends_with(':') && !words.contains(' ')
        {
            self.silent = Some("drawer".to_owned());
            return;
        }
        let indent = line.len() - line.trim_start().len();
        self.prose_line(line, at, indent);
    }

    fn keyword(&mut self, keyword: &str) {
        let name = |rest: &str| rest.split_whitespace().next().unwrap_or("").to_owned();
        if let Some(rest) = keyword.strip_prefix("begin_") {
            self.prose.end();
            match name(rest).as_str() {
                "quote" => self.quotation = Some(self.prose.next_quotation()),
                other if SPOKEN.contains(&other) => {}
                other => self.silent = Some(other.to_owned()),
            }
        } else if keyword.starts_with("end_quote") {
            self.prose.end();
            self.quotation = None;
        } else {
            self.prose.end();
        }
    }

    fn prose_line(&mut self, line: &str, at: usize, indent: usize) {
        let words = line.trim_start();
        let depth = words.bytes().take_while(|byte| *byte == b'*').count();
        let mut start = indent;
        if indent == 0 && depth > 0 && words.get(depth..).is_some_and(|rest| rest.starts_with(' '))
        {
            self.prose.begin(ProseRole::Heading(u8::try_from(depth).unwrap_or(u8::MAX)));
            start += depth + 1;
        } else if let Some(len) = footnote(words) {
            let label = sure(words.get(..len));
            let said = words.trim().to_owned();
            self.resolve(label, &said);
            self.prose.begin(ProseRole::Footnote);
            start += len;
        } else if let Some(len) = bullet(words) {
            self.prose.begin(self.quotation.unwrap_or(ProseRole::Item));
            start += len;
        } else if self.prose.role().is_none() {
            self.prose.begin(self.quotation.unwrap_or(ProseRole::Paragraph));
        }
        self.inline(at + start..at + line.len());
        if self.prose.role().is_some_and(|role| matches!(role, ProseRole::Heading(_))) {
            self.prose.end();
        }
    }

    /// Puts what a footnote says where it was called.
    fn resolve(&mut self, label: &str, said: &str) {
        for (_, words) in &mut self.prose.citations {
            if words == label {
                said.clone_into(words);
            }
        }
    }

    /// The words of a line without its marks.
    fn inline(&mut self, range: Range<usize>) {
        let source = self.source;
        let mut at = range.start;
        let mut from = at;
        while let Some(rest) = source.get(at..range.end).filter(|rest| !rest.is_empty()) {
            let before = source.get(..at).and_then(|before| before.chars().next_back());
            match mark(rest, before) {
                Some((len, shown)) => {
                    self.prose.push(source, from..at);
                    self.marked(sure(rest.get(..len)), shown, at);
                    at += len;
                    from = at;
                }
                None => at += rest.chars().next().map_or(1, char::len_utf8),
            }
        }
        self.prose.push(source, from..range.end);
    }

    fn marked(&mut self, mark: &str, shown: OrgMark, at: usize) {
        match shown {
            OrgMark::Nothing => {}
            OrgMark::As(words) => self.prose.push_as(words, at..at + mark.len()),
            OrgMark::Mark(c) => {
                self.prose.push_as(c.encode_utf8(&mut [0; 4]), at..at + mark.len());
            }
            OrgMark::Citation => self.prose.cite(mark.trim_matches(['[', ']'])),
            OrgMark::Footnote => self.prose.cite(mark),
            OrgMark::Link => {
                let inner = mark.trim_start_matches('[').trim_end_matches(']');
                let (address, words) = inner.split_once("][").unwrap_or((inner, ""));
                self.prose.cite(address);
                let start = at + mark.rfind(words).unwrap_or(0);
                self.prose.push(self.source, start..start + words.len());
            }
        }
    }
}

/// What a mark of Org shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum OrgMark {
    Nothing,
    As(&'static str),
    Mark(char),
    Citation,
    Footnote,
    Link,
}

/// The mark at the start of `rest`: its length in bytes and what it shows.
fn mark(rest: &str, before: Option<char>) -> Option<(usize, OrgMark)> {
    let first = rest.chars().next()?;
    let near = edge::head(rest, 4096);
    let until = |end: &str| near.find(end).map(|at| at + end.len());
    match first {
        JOINER => Some((JOINER.len_utf8(), OrgMark::Nothing)),
        '[' if near.starts_with("[[") => Some((until("]]")?, OrgMark::Link)),
        '[' if near.starts_with("[cite") => Some((until("]")?, OrgMark::Citation)),
        '[' if near.starts_with("[fn:") => Some((until("]")?, OrgMark::Footnote)),
        '@' if near.starts_with("@@") => {
            let end = near.get(2..)?.find("@@")?;
            Some((end + 4, OrgMark::Nothing))
        }
        '=' | '~' if opens(near, before) => {
            let end = near.get(1..)?.find(first)?;
            Some((end + 2, OrgMark::As(" ")))
        }
        '*' | '/' | '_' | '+' if opens(near, before) || closes(near, before) => {
            Some((1, OrgMark::Nothing))
        }
        '-' if near.starts_with("---") => Some((3, OrgMark::As("—"))),
        '-' if near.starts_with("--") => Some((2, OrgMark::As("–"))),
        '\\' if near.starts_with("\\\\") => Some((2, OrgMark::As("\n"))),
        '\\' if let Some((shown, entity)) = entity(near) => {
            Some((entity.len(), OrgMark::Mark(shown)))
        }
        '\\' if near.starts_with("\\ldots") || near.starts_with("\\hellip") => {
            let end = near.get(1..)?.find(|c: char| !c.is_ascii_alphabetic())? + 1;
            let braces = if near.get(end..)?.starts_with("{}") { 2 } else { 0 };
            Some((end + braces, OrgMark::As("…")))
        }
        _ => None,
    }
}

/// The mark that an entity at the start of `rest` stands for: `\ast{}`.
fn entity(rest: &str) -> Option<(char, &'static str)> {
    ENTITIES.iter().copied().find(|(_, entity)| rest.starts_with(entity))
}

fn opens(rest: &str, before: Option<char>) -> bool {
    let edge = before.is_none_or(|c| c.is_whitespace() || "-({'\"“‘„«[".contains(c));
    let Some(mark) = rest.chars().next() else { return false };
    let line = rest.lines().next().unwrap_or(rest);
    let next = line.chars().nth(1);
    edge && next.is_some_and(|c| !c.is_whitespace() && c != mark)
        && line.get(1..).is_some_and(|inside| inside.contains(mark))
}

fn closes(rest: &str, before: Option<char>) -> bool {
    let next = rest.chars().nth(1);
    before.is_some_and(|c| !c.is_whitespace())
        && next.is_none_or(|c| c.is_whitespace() || "-.,;:!?)}'\"”’»[]".contains(c))
}

/// The length of the label that opens a footnote: `[fn:1]`.
fn footnote(words: &str) -> Option<usize> {
    let label = words.starts_with("[fn:").then(|| words.find(']')).flatten()?;
    Some(label + 1)
}

fn bullet(words: &str) -> Option<usize> {
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    let rest = words.get(digits..)?;
    let mark =
        if digits > 0 { rest.strip_prefix(['.', ')']) } else { rest.strip_prefix(['-', '+']) };
    mark.filter(|rest| rest.starts_with(' ')).map(|_| digits + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_marks_and_ids() {
        let source = "#+TITLE: “No”\n* Head\n:PROPERTIES:\n:x: “no”\n:END:\nOber said *we* /keep/ it -- =“no”= [[https://a.example][here]] a/b.\n\n#+begin_quote\n“It stays.”\n#+end_quote\n— Ida Ober [cite:quoted in @bell2026 para. 9]\n# nr:0f3a9c21b7de\n#+begin_src rust\n“no”\n#+end_src\n";
        let prose = read(source);
        let block = |index: usize| {
            let block = &prose.blocks[index];
            (&prose.words[block.range.clone()], block.role)
        };
        assert_eq!(block(0), ("Head", ProseRole::Heading(1)));
        assert_eq!(block(1), ("Ober said we keep it –   here a/b.", ProseRole::Paragraph));
        assert_eq!(block(2), ("“It stays.”", ProseRole::Quotation(1)));
        assert_eq!(block(3), ("— Ida Ober", ProseRole::Paragraph));
        assert_eq!(prose.blocks.len(), 4);
        assert_eq!(prose.ids[0].id, "0f3a9c21b7de");
        assert!(prose.citations.iter().any(|(_, words)| words.contains("@bell2026")));
    }
}
