//! Markdown, with the forms of it that pandoc and Obsidian read.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::html::Tags;
use super::prose::{Prose, ProseRole};
use crate::library::sure::sure;

/// The prose of a Markdown file.
pub(super) fn read(source: &str) -> Prose {
    let base = source.len() - source.trim_start_matches('\u{feff}').len();
    let options = Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS
        | Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH;
    let parser = Parser::new_ext(sure(source.get(base..)), options);
    let mut reader = MarkdownReader { source, ..MarkdownReader::default() };
    for (event, range) in parser.into_offset_iter() {
        let range = range.start + base..range.end + base;
        if matches!(event, Event::Html(_)) {
            reader.html_line(range);
        } else {
            reader.end_html();
            reader.event(event, range);
        }
    }
    reader.end_html();
    reader.finish()
}

#[derive(Debug, Default)]
struct MarkdownReader<'a> {
    source: &'a str,
    prose: Prose,
    tags: Tags,
    /// The lines of HTML that were not read yet.
    html: Option<Range<usize>>,
    /// The quotation set apart that is open, and how many are inside it.
    quotation: Option<(ProseRole, u32)>,
    /// Blocks without prose that are open: code, front matter.
    silent: u32,
    /// The footnote whose text is being read, with where it begins.
    footnote: Option<(String, usize)>,
    /// What each footnote says, by label.
    footnotes: HashMap<String, String>,
    /// Addresses of links in the footnote being read.
    addresses: String,
}

impl MarkdownReader<'_> {
    /// A line of a block of HTML; a tag may go on in the next.
    fn html_line(&mut self, line: Range<usize>) {
        match &mut self.html {
            Some(block) if block.end == line.start => block.end = line.end,
            _ => {
                self.end_html();
                self.html = Some(line);
            }
        }
    }

    fn end_html(&mut self) {
        if let Some(block) = self.html.take().filter(|_| self.silent == 0) {
            self.tags.read(self.source, block, &mut self.prose);
        }
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            _ if self.silent > 0 => {}
            Event::Text(words) => self.text(&words, range),
            // What is written as code is nobody's words.
            Event::Code(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {
                self.prose.push_as(" ", range);
            }
            Event::InlineHtml(_) => self.tags.read(self.source, range, &mut self.prose),
            Event::FootnoteReference(label) => self.prose.cite(&format!("[^{label}]")),
            Event::SoftBreak | Event::HardBreak => self.prose.push_as("\n", range),
            Event::Rule => self.prose.end(),
            // Blocks of HTML are read before, by `html_line`.
            Event::Html(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::CodeBlock(_) | Tag::MetadataBlock(_) => self.silent += 1,
            Tag::BlockQuote(_) => {
                let (role, depth) =
                    self.quotation.unwrap_or_else(|| (self.prose.next_quotation(), 0));
                self.quotation = Some((role, depth + 1));
                self.prose.end();
            }
            Tag::Heading { level, .. } => self.prose.begin(ProseRole::Heading(level as u8)),
            Tag::Paragraph => self.prose.begin(self.role(ProseRole::Paragraph)),
            Tag::Item | Tag::TableCell => self.prose.begin(self.role(ProseRole::Item)),
            Tag::FootnoteDefinition(label) => {
                self.prose.end();
                self.footnote = Some((label.to_string(), self.prose.len()));
            }
            Tag::Link { dest_url, .. } if self.footnote.is_some() => {
                self.addresses.push(' ');
                self.addresses.push_str(&dest_url);
            }
            Tag::Link { dest_url, .. } => self.prose.cite(&dest_url),
            _ => {}
        }
    }

    fn role(&self, otherwise: ProseRole) -> ProseRole {
        let footnote = self.footnote.as_ref().map(|_| ProseRole::Footnote);
        let quotation = self.quotation.map(|(role, _)| role);
        footnote.or(quotation).or(self.tags.role()).unwrap_or(otherwise)
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::CodeBlock | TagEnd::MetadataBlock(_) => {
                self.silent = self.silent.saturating_sub(1);
            }
            TagEnd::BlockQuote(_) => {
                self.prose.end();
                self.quotation = self
                    .quotation
                    .and_then(|(role, depth)| (depth > 1).then_some((role, depth - 1)));
            }
            TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::Item | TagEnd::TableCell => {
                self.prose.end();
            }
            TagEnd::FootnoteDefinition => self.end_footnote(),
            _ => {}
        }
    }

    fn end_footnote(&mut self) {
        self.prose.end();
        let Some((label, start)) = self.footnote.take() else { return };
        let words = sure(self.prose.words.get(start..));
        let definition = format!("{label} {} {}", words.trim(), self.addresses);
        self.addresses.clear();
        self.footnotes.insert(label, definition);
    }

    fn text(&mut self, words: &str, range: Range<usize>) {
        if self.prose.role().is_none() {
            self.prose.begin(self.role(ProseRole::Paragraph));
        }
        for key in keys(words) {
            self.prose.cite(key);
        }
        if self.source.get(range.clone()) == Some(words) {
            self.prose.push(self.source, range);
        } else {
            self.prose.push_as(words, range);
        }
    }

    /// Puts what the footnotes say where they are called.
    fn finish(mut self) -> Prose {
        for (_, words) in &mut self.prose.citations {
            let label = words.strip_prefix("[^").and_then(|rest| rest.strip_suffix(']'));
            if let Some(said) = label.and_then(|label| self.footnotes.get(label)) {
                words.clone_from(said);
            }
        }
        self.prose.finish()
    }
}

/// The citation keys of pandoc (`@key`) in a run of text.
fn keys(words: &str) -> impl Iterator<Item = &str> {
    words.match_indices('@').filter_map(|(at, _)| {
        let before = words.get(..at)?.chars().next_back();
        let rest = words.get(at + 1..)?;
        let end = rest
            .find(|c: char| !c.is_ascii_alphanumeric() && !"_:.#$%&+?<>~/-".contains(c))
            .unwrap_or(rest.len());
        let key = rest.get(..end)?.trim_end_matches(['.', ':', '?']);
        (!key.is_empty() && !before.is_some_and(char::is_alphanumeric)).then_some(key)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(source: &str) -> Vec<(String, ProseRole)> {
        let prose = read(source);
        let block = |block: &super::super::prose::ProseBlock| {
            (prose.words[block.range.clone()].to_owned(), block.role)
        };
        prose.blocks.iter().map(block).collect()
    }

    #[test]
    fn marks_code_and_front_matter_are_no_prose() {
        let source = "---\ntitle: “Front”\n---\n\n# Head *one*\n\nIt \\* is **so** `“code”` &amp; fine.\n\n```\n“block”\n```\n\n- one\n- two\n";
        assert_eq!(
            blocks(source),
            [
                ("Head one".to_owned(), ProseRole::Heading(1)),
                ("It * is so   & fine.".to_owned(), ProseRole::Paragraph),
                ("one".to_owned(), ProseRole::Item),
                ("two".to_owned(), ProseRole::Item),
            ]
        );
    }

    #[test]
    fn a_quotation_set_apart_keeps_its_blocks_together() {
        let source = "> “It stays.”\n>\n> — Ida Ober[^a]\n\n[^a]: Quoted in *Bell*, <https://bell.example/1>.\n";
        let found = blocks(source);
        assert_eq!(found[0], ("“It stays.”".to_owned(), ProseRole::Quotation(1)));
        assert_eq!(found[1].1, ProseRole::Quotation(1));
        let prose = read(source);
        assert!(prose.citations[0].1.contains("https://bell.example/1"));
    }

    #[test]
    fn ids_and_keys_are_noted() {
        let prose =
            read("<!-- nr:0f3a9c21b7de -->\n“It stays” [Ober, quoted in @bell2026stays, p. 3].\n");
        assert_eq!(prose.ids[0].id, "0f3a9c21b7de");
        assert_eq!(prose.citations[0].1, "bell2026stays");
        assert_eq!(keys("mail a@b.org").count(), 0);
    }
}
