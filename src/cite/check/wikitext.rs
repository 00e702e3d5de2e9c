//! Wikitext: the markup of `MediaWiki`. Of templates only quotations are read
//! and references kept; what the others would show is not known here.

use std::collections::HashMap;
use std::ops::Range;

use newsquotes::load::html;

use super::edge;
use super::prose::{Prose, ProseRole};
use crate::library::sure::sure;

/// The prose of a wiki page.
pub(super) fn read(source: &str) -> Prose {
    let (templates, links) = (pairs(source, "{{", "}}"), pairs(source, "[[", "]]"));
    let prose = Prose::default();
    let mut page = WikiPage { source, templates, links, prose, quotation: None };
    page.read(0..source.len());
    page.prose.finish()
}

/// A page while it is read.
struct WikiPage<'a> {
    source: &'a str,
    /// Where each template ends, by where it begins; the same of links.
    templates: HashMap<usize, usize>,
    links: HashMap<usize, usize>,
    prose: Prose,
    /// The quotation set apart that is open.
    quotation: Option<ProseRole>,
}

/// No reference is longer, in bytes: one that never ends costs no more than
/// this.
const LONGEST: usize = 1 << 14;
/// No tag is longer.
const LONGEST_TAG: usize = 1 << 10;
/// Templates that set a quotation apart.
const QUOTATIONS: &[&str] = &["quote", "blockquote", "cquote", "quotation", "quote box"];
/// Elements whose words are no prose.
const SILENT: &[&str] =
    &["pre", "code", "syntaxhighlight", "source", "math", "gallery", "timeline", "score"];
/// Links that show a picture or nothing.
const NO_WORDS: &[&str] = &["file:", "image:", "category:", "media:"];

impl WikiPage<'_> {
    /// Reads the lines of a range: what begins one, then what is inside.
    fn read(&mut self, range: Range<usize>) {
        let mut at = range.start;
        while let Some(rest) = self.source.get(at..range.end).filter(|rest| !rest.is_empty()) {
            let starts_line =
                at == range.start || self.source.as_bytes().get(at - 1) == Some(&b'\n');
            let marker = if starts_line { self.line_marker(rest) } else { 0 };
            at += marker;
            if marker == 0 || !self.source.get(..at).is_some_and(|before| before.ends_with('\n')) {
                at = self.inline(at, range.end);
            }
        }
    }

    /// Takes what says what a line is: the length of it, with the line's end
    /// where nothing else stands in the line.
    fn line_marker(&mut self, rest: &str) -> usize {
        let line = rest.split_inclusive('\n').next().unwrap_or(rest);
        let words = line.trim();
        if words.is_empty() || words.starts_with("----") {
            self.prose.end();
            return line.len();
        }
        if ["{|", "|}", "|-", "|+"].iter().any(|mark| words.starts_with(mark)) {
            self.prose.end();
            return line.len();
        }
        let marks = |set: &[char]| line.len() - line.trim_start_matches(set).len();
        let level = marks(&['=']);
        if (1..=6).contains(&level) && words.len() > 2 * level && words.ends_with('=') {
            self.prose.begin(ProseRole::Heading(u8::try_from(level).unwrap_or(u8::MAX)));
            return level;
        }
        let item = marks(&['*', '#', ':', ';', '|', '!']);
        if item > 0 {
            self.prose.begin(self.quotation.unwrap_or(ProseRole::Item));
        }
        item
    }

    /// Reads on from inside a line to its end, or behind what goes beyond it.
    fn inline(&mut self, start: usize, end: usize) -> usize {
        let mut at = start;
        while let Some(rest) = self.source.get(at..end).filter(|rest| !rest.is_empty()) {
            let plain = rest.find(['<', '{', '[', '\'', '&', '=', '\n']).unwrap_or(rest.len());
            self.words(at..at + plain);
            at += plain;
            let Some(rest) = rest.get(plain..).filter(|rest| !rest.is_empty()) else { break };
            if rest.starts_with('\n') {
                self.words(at..at + 1);
                self.end_heading();
                return at + 1;
            }
            at += self.mark(rest, at);
        }
        at
    }

    fn words(&mut self, range: Range<usize>) {
        let words = sure(self.source.get(range.clone()));
        if words.trim().is_empty() && self.prose.role().is_none() {
            return;
        }
        if self.prose.role().is_none() {
            self.prose.begin(self.quotation.unwrap_or(ProseRole::Paragraph));
        }
        self.prose.push(self.source, range);
    }

    fn end_heading(&mut self) {
        if matches!(self.prose.role(), Some(ProseRole::Heading(_))) {
            self.prose.end();
        }
    }

    /// Takes the mark at the start of `rest`, or one character: its length.
    fn mark(&mut self, rest: &str, at: usize) -> usize {
        if let Some(end) = self.templates.get(&at).copied() {
            self.template(at..end);
            return end - at;
        }
        if let Some(end) = self.links.get(&at).copied() {
            self.link(at + 2..end - 2, '|');
            return end - at;
        }
        let near = edge::head(rest, LONGEST_TAG);
        if near.starts_with("[http")
            && let Some(len) = near.find(']')
        {
            self.link(at + 1..at + len, ' ');
            return len + 1;
        }
        let tag = if near.starts_with('<') { self.tag(rest, at) } else { None };
        tag.unwrap_or_else(|| self.sign(rest, at))
    }

    /// Emphasis, an entity, the end of a heading, or the character itself.
    fn sign(&mut self, rest: &str, at: usize) -> usize {
        let run = |c: char| rest.len() - rest.trim_start_matches(c).len();
        if run('\'') > 1 {
            return run('\'');
        }
        let is_heading = matches!(self.prose.role(), Some(ProseRole::Heading(_)));
        if is_heading && run('=') > 0 {
            return run('=');
        }
        if let Some((shown, len)) = html::character(rest) {
            self.words(at..at);
            self.prose.push_as(&shown, at..at + len);
            return len;
        }
        let len = rest.chars().next().map_or(1, char::len_utf8);
        self.words(at..at + len);
        len
    }

    /// Links show what stands behind the sign that parts them, or all of it.
    fn link(&mut self, inside: Range<usize>, parts: char) {
        let words = sure(self.source.get(inside.clone()));
        let small = words.trim_start_matches(':').to_lowercase();
        if NO_WORDS.iter().any(|name| small.starts_with(name)) {
            return;
        }
        let shown = words.find(parts).map_or(0, |at| at + 1);
        if words.starts_with("http") {
            self.prose.cite(sure(words.get(..shown)).trim());
            if shown == 0 {
                return;
            }
        }
        self.words(inside.start + shown..inside.end);
    }

    /// A comment, an element: its length, `None` where it is neither.
    fn tag(&mut self, rest: &str, at: usize) -> Option<usize> {
        if rest.starts_with("<!--") {
            let end = rest.find("-->").map_or(rest.len(), |end| end + 3);
            self.prose.note_id(self.source, at, rest.get(..end)?);
            return Some(end);
        }
        let near = edge::head(rest, LONGEST_TAG);
        let inner = near.get(1..near.find('>')?)?;
        let end = inner.len() + 2;
        let (closes, inner) = inner.strip_prefix('/').map_or((false, inner), |rest| (true, rest));
        let name: String = inner.chars().take_while(char::is_ascii_alphanumeric).collect();
        let name = name.to_ascii_lowercase();
        if name.is_empty() {
            return None;
        }
        if (name == "ref" || SILENT.contains(&name.as_str())) && !closes && !inner.ends_with('/') {
            return self.unshown(&name, edge::head(rest, LONGEST), end);
        }
        match (name.as_str(), closes) {
            ("blockquote", false) => self.open_quotation(),
            ("blockquote", true) => self.close_quotation(),
            ("br", _) => self.prose.push_as("\n", at..at + end),
            ("p" | "div", _) => self.prose.end(),
            _ => {}
        }
        Some(end)
    }

    /// An element whose words are not shown, whose tag ends at `start`; a
    /// reference is what it cites.
    fn unshown(&mut self, name: &str, near: &str, start: usize) -> Option<usize> {
        let close = format!("</{name}>");
        let words = near.get(start..)?;
        let words = words.get(..words.find(&close)?)?;
        if name == "ref" {
            self.prose.cite(words);
        }
        Some(start + words.len() + close.len())
    }

    fn open_quotation(&mut self) {
        self.prose.end();
        self.quotation = Some(self.prose.next_quotation());
    }

    fn close_quotation(&mut self) {
        self.prose.end();
        self.quotation = None;
    }

    /// A quotation set apart by a template is read, any other template is
    /// what it cites.
    fn template(&mut self, range: Range<usize>) {
        let inside = range.start + 2..range.end - 2;
        let words = sure(self.source.get(inside.clone()));
        let name = sure(words.split('|').next()).trim().to_lowercase();
        // One inside another is no quotation of its own.
        if self.quotation.is_some() || !QUOTATIONS.contains(&name.as_str()) {
            return self.prose.cite(words);
        }
        self.open_quotation();
        for (number, parameter) in (0..).zip(parameters(words)) {
            let (name, value) = named(sure(words.get(parameter.clone())));
            let value = inside.start + parameter.start + value..inside.start + parameter.end;
            match (name, number) {
                ("text" | "quote" | "1", _) | ("", 0) => self.read(value),
                ("author" | "source" | "2", _) | ("", 1) => {
                    self.prose.begin(ProseRole::Attribution);
                    self.inline(value.start, value.end);
                }
                _ => {}
            }
            self.prose.end();
        }
        self.close_quotation();
    }
}

/// Where each opening begins and where the closing that belongs to it ends.
fn pairs(source: &str, open: &str, close: &str) -> HashMap<usize, usize> {
    let mut pairs = HashMap::new();
    let mut opened = Vec::new();
    let mut at = 0;
    while let Some(rest) = source.get(at..).filter(|rest| !rest.is_empty()) {
        let Some(next) = rest.find([open, close].map(first)) else { break };
        at += next;
        let here = sure(rest.get(next..));
        if here.starts_with(open) {
            opened.push(at);
            at += open.len();
        } else if here.starts_with(close) {
            at += close.len();
            pairs.extend(opened.pop().map(|start| (start, at)));
        } else {
            at += 1;
        }
    }
    pairs
}

/// The first character of a mark, which has one of a single byte.
fn first(mark: &str) -> char {
    mark.chars().next().unwrap_or('\0')
}

/// The parameters of a template, without those of templates and links inside.
fn parameters(words: &str) -> Vec<Range<usize>> {
    let mut ends = Vec::new();
    let mut depth = 0_usize;
    for (at, c) in words.char_indices() {
        match c {
            '{' | '[' => depth += 1,
            '}' | ']' => depth = depth.saturating_sub(1),
            '|' if depth == 0 => ends.push(at),
            _ => {}
        }
    }
    let starts = ends.iter().map(|end| end + 1);
    let ends = ends.iter().skip(1).copied().chain([words.len()]);
    starts.zip(ends).map(|(start, end)| start..end).collect()
}

/// The name of a parameter, empty for one that has none, and where its value
/// begins.
fn named(parameter: &str) -> (&str, usize) {
    let name = parameter.split_once('=').map(|(name, _)| name);
    let is_name = |name: &&str| name.trim().chars().all(|c| c.is_alphanumeric() || c == '_');
    name.filter(is_name).map_or(("", 0), |name| (name.trim(), name.len() + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(source: &str) -> Vec<(String, ProseRole)> {
        let prose = read(source);
        let words = |range: &Range<usize>| prose.words[range.clone()].to_owned();
        prose.blocks.iter().map(|block| (words(&block.range), block.role)).collect()
    }

    #[test]
    fn marks_links_tables_and_templates_are_no_prose() {
        let source = "{{Infobox|name=“No”}}\n== Head ''one'' ==\nThe [[Iron Bridge|bridge]] of [https://a.example Melle] &amp; '''it'''<ref>“No”</ref>.\n* one\n{| class=x\n|-\n| two\n|}\n[[File:A.jpg|“No”]]<nowiki>[x]</nowiki>\n<pre>“No”</pre>";
        assert_eq!(
            blocks(source),
            [
                ("Head one".to_owned(), ProseRole::Heading(2)),
                ("The bridge of Melle & it.".to_owned(), ProseRole::Paragraph),
                ("one".to_owned(), ProseRole::Item),
                ("two".to_owned(), ProseRole::Item),
                ("[x]".to_owned(), ProseRole::Paragraph),
            ]
        );
    }

    #[test]
    fn quotations_are_set_apart_by_tag_and_by_template() {
        let source = "<blockquote>\nIt stays.\n\nAll of it.\n</blockquote>\n{{Quote|text=We {{nbsp}}keep it.|author=Ida Ober}}\n{{cquote|It holds.|Ida Ober}}";
        let quotation = |words: &str, number| (words.to_owned(), ProseRole::Quotation(number));
        let author = || ("Ida Ober".to_owned(), ProseRole::Attribution);
        assert_eq!(
            blocks(source),
            [
                quotation("It stays.", 1),
                quotation("All of it.", 1),
                quotation("We keep it.", 2),
                author(),
                quotation("It holds.", 3),
                author(),
            ]
        );
    }

    #[test]
    fn references_and_hidden_ids_are_kept_and_what_never_ends_is_text() {
        let prose = read(
            "<!-- nr:0f3a9c21b7de -->\n“It stays.”<ref>{{cite news |url=https://a.example}}</ref> {{a [[b <ref>c",
        );
        assert_eq!(prose.ids.len(), 1);
        assert!(prose.citations[0].1.contains("https://a.example"));
        assert!(prose.words.ends_with("{{a [[b <ref>c"), "{}", prose.words);
    }
}
