//! Markdown: the text is the file; the format tells headings, items and front
//! matter, by the offsets of pulldown-cmark. Long, because one walk over the
//! events of the parser knows all constructs; parted, each would walk again.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use serde_json::{Map, Value};

use super::fields::RecordFields;
use super::{LoadedText, markup, without_mark, yaml};
use crate::load::clean::unit::TextUnit;
use crate::load::encoding::Decoded;
use crate::load::{clean, text_of};
use crate::model::{BlockKind, BlockReason, Evidence, Fact, Meta, Offsets, Text};
use crate::sure::part;

/// Front matter at the top.
pub(super) fn sniff(content: &str) -> bool {
    let content = without_mark(content);
    let mut lines = content.lines().take(60);
    let fence = lines.next().map(str::trim_end).filter(|line| matches!(*line, "---" | "+++"));
    let Some(fence) = fence else { return false };
    let assigns = |line: &&str| line.contains(if fence == "---" { ':' } else { '=' });
    lines.clone().take(1).any(|line| assigns(&line)) && lines.any(|line| line.trim_end() == fence)
}

pub(super) fn load(_path: &str, decoded: Decoded) -> LoadedText {
    let offsets = if decoded.exact { Offsets::File } else { Offsets::Text };
    let text = text_of(decoded.content);
    let mut reader = MarkdownReader::of(&text);
    reader.read();
    let mut meta = reader.meta.take().unwrap_or_default();
    meta.title = meta.title.or_else(|| reader.title());
    let (units, hidden) = reader.into_units();
    let mut articles = clean::articles(&text, units, &meta);
    for article in &mut articles {
        markup::hide(&text, article, &hidden);
    }
    LoadedText { text, offsets, articles, problems: Vec::new() }
}

/// A block of the source as it is being read.
#[derive(Debug)]
struct Leaf {
    range: Range<usize>,
    kind: Option<(BlockKind, BlockReason)>,
    /// Its words without marks.
    shown: String,
    /// Where in the source these words stand.
    words: Vec<Range<usize>>,
    /// Whether marks around the words are part of what is to be read, as in
    /// tables and front matter.
    literal: bool,
}

struct MarkdownReader<'a> {
    text: &'a Text,
    /// Where the parser's input begins in the text.
    base: usize,
    leaves: Vec<Leaf>,
    open: Option<Leaf>,
    /// Where the list item began whose words come next.
    item: Option<usize>,
    metadata: bool,
    titled: bool,
    meta: Option<Meta>,
}

impl<'a> MarkdownReader<'a> {
    fn of(text: &'a Text) -> MarkdownReader<'a> {
        let base = text.len() - without_mark(text.as_str()).len();
        MarkdownReader {
            text,
            base,
            leaves: Vec::new(),
            open: None,
            item: None,
            metadata: false,
            titled: false,
            meta: None,
        }
    }

    fn read(&mut self) {
        let options = Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
            | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS
            | Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH;
        let source = without_mark(self.text.as_str());
        for (event, range) in Parser::new_ext(source, options).into_offset_iter() {
            self.event(event, range.start + self.base..range.end + self.base);
        }
        self.close();
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(&tag, range),
            Event::End(tag) => self.end(tag),
            Event::Rule => {
                self.close();
                self.open(range, None);
                self.close();
            }
            Event::Text(words) => {
                if self.metadata {
                    self.front_matter(&words);
                }
                self.inline(range.clone(), &words);
                self.word(range);
            }
            Event::Code(words) => {
                let source = part(self.text.as_str(), range.clone());
                let marks = source.len() - source.trim_start_matches('`').len();
                self.inline(range.clone(), &words);
                self.word(range.start + marks..range.end.saturating_sub(marks));
            }
            Event::Html(words) => {
                self.inline(range.clone(), &words);
                self.word(range);
            }
            Event::SoftBreak | Event::HardBreak => self.inline(range, " "),
            _ => self.inline(range, ""),
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Heading { level, .. } => {
                let first = *level == HeadingLevel::H1 && !self.titled;
                self.titled |= first;
                let kind = if first {
                    (BlockKind::Title, BlockReason::MarkedFirstHeading)
                } else {
                    (BlockKind::Heading, BlockReason::MarkedHeading)
                };
                self.open(range, Some(kind));
            }
            Tag::MetadataBlock(_) => {
                self.metadata = true;
                self.open(range, Some((BlockKind::Frontmatter, BlockReason::FrontMatter)));
                self.literal();
            }
            Tag::Item => {
                self.close();
                self.item = Some(range.start);
            }
            Tag::Paragraph
            | Tag::CodeBlock(_)
            | Tag::HtmlBlock
            | Tag::Table(_)
            | Tag::FootnoteDefinition(_) => {
                let item = self.item.take();
                let kind = item.map(|_| (BlockKind::Item, BlockReason::MarkedItem));
                self.open(item.unwrap_or(range.start)..range.end, kind);
                if matches!(tag, Tag::Table(_)) {
                    self.literal();
                }
            }
            Tag::List(_) | Tag::BlockQuote(_) => self.close(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::MetadataBlock(_) => {
                self.metadata = false;
                self.close();
            }
            TagEnd::Item
            | TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::CodeBlock
            | TagEnd::HtmlBlock
            | TagEnd::Table
            | TagEnd::FootnoteDefinition => {
                self.close();
            }
            _ => {}
        }
    }

    fn open(&mut self, range: Range<usize>, kind: Option<(BlockKind, BlockReason)>) {
        self.close();
        self.open =
            Some(Leaf { range, kind, shown: String::new(), words: Vec::new(), literal: false });
    }

    /// Has the open block shown as it stands.
    fn literal(&mut self) {
        if let Some(leaf) = &mut self.open {
            leaf.literal = true;
        }
    }

    /// Words of the open block; of a tight list's item when none is open.
    fn inline(&mut self, range: Range<usize>, words: &str) {
        if self.open.is_none() {
            let start = self.item.take().unwrap_or(range.start);
            self.open = Some(Leaf {
                range: start..range.end,
                kind: Some((BlockKind::Item, BlockReason::MarkedItem)),
                shown: String::new(),
                words: Vec::new(),
                literal: false,
            });
        }
        if let Some(leaf) = &mut self.open {
            leaf.range.end = leaf.range.end.max(range.end);
            leaf.shown.push_str(words);
        }
    }

    /// Remembers where words of the open block stand.
    fn word(&mut self, range: Range<usize>) {
        if let Some(leaf) = self.open.as_mut().filter(|_| !range.is_empty()) {
            leaf.words.push(range);
        }
    }

    /// The first heading of the first level, without its marks.
    fn title(&self) -> Option<Fact<String>> {
        let is_title = |leaf: &&Leaf| leaf.kind.is_some_and(|(kind, _)| kind == BlockKind::Title);
        let leaf = self.leaves.iter().find(is_title)?;
        let value = leaf.shown.trim();
        let (first, last) = (leaf.words.first()?, leaf.words.last()?);
        let span = self.text.trim(self.text.clamp(first.start..last.end));
        let fits = !value.is_empty() && !span.is_empty();
        fits.then(|| Fact::new(value.to_owned(), Evidence::Words(span)))
    }

    fn close(&mut self) {
        self.leaves.extend(self.open.take());
    }

    fn front_matter(&mut self, words: &str) {
        let fence = part(self.text.as_str(), self.base..);
        let fields = if fence.starts_with("+++") { toml_fields(words) } else { yaml::read(words) };
        let mut meta = RecordFields::of(&fields).meta();
        if let Some(before) = self.meta.take() {
            meta.title = before.title.or(meta.title);
        }
        self.meta = Some(meta);
    }

    /// Units of all blocks, and of the lines between them that are no block
    /// of Markdown, such as the targets of links; and the marks in the blocks.
    fn into_units(mut self) -> (Vec<TextUnit>, Vec<Range<usize>>) {
        let mut hidden = Vec::new();
        self.leaves.sort_by_key(|leaf| leaf.range.start);
        let mut units = Vec::new();
        let mut at = 0;
        for leaf in &self.leaves {
            let range = leaf.range.start.max(at)..leaf.range.end;
            self.between(at..range.start, &mut units);
            let span = self.text.trim(self.text.clamp(range.clone()));
            if !span.is_empty() {
                units.push(unit(self.text, leaf, TextUnit::new(self.text, span, 1)));
                if !leaf.literal {
                    markup::marks(self.text.as_str(), span.range(), &leaf.words, &mut hidden);
                }
            }
            at = at.max(range.end);
        }
        self.between(at..self.text.len(), &mut units);
        (units, hidden)
    }

    fn between(&self, range: Range<usize>, units: &mut Vec<TextUnit>) {
        if range.start >= range.end {
            return;
        }
        for mut unit in clean::lines::units(self.text, range) {
            unit.decide(BlockKind::Notice, BlockReason::MarkOfFormat);
            units.push(unit);
        }
    }
}

fn unit(text: &Text, leaf: &Leaf, mut unit: TextUnit) -> TextUnit {
    let image = text.get(unit.span).starts_with("![") && text.get(unit.span).ends_with(')');
    match leaf.kind {
        None if image => unit.decide(BlockKind::Caption, BlockReason::Image),
        Some((BlockKind::Item, _)) | None => clean::judge_shown(text, &mut unit, &leaf.shown),
        Some((kind, why)) => unit.decide(kind, why),
    }
    if let (true, Some((kind @ BlockKind::Item, why))) = (unit.is_open(), leaf.kind) {
        unit.bullet = true;
        unit.decide(kind, why);
    }
    unit
}

/// TOML as the JSON that fields are read from.
fn toml_fields(source: &str) -> Map<String, Value> {
    // Front matter that is no TOML tells nothing; its lines are shown.
    let table: toml::Table = source.parse().unwrap_or_default();
    table.into_iter().map(|(key, value)| (key, json(value))).collect()
}

fn json(value: toml::Value) -> Value {
    match value {
        toml::Value::String(words) => Value::String(words),
        toml::Value::Integer(number) => Value::from(number),
        toml::Value::Float(number) => Value::from(number),
        toml::Value::Boolean(truth) => Value::Bool(truth),
        toml::Value::Datetime(date) => Value::String(date.to_string()),
        toml::Value::Array(items) => Value::Array(items.into_iter().map(json).collect()),
        toml::Value::Table(table) => {
            Value::Object(table.into_iter().map(|(key, value)| (key, json(value))).collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::load::load;
    use crate::model::BlockKind::{
        self, Caption, Frontmatter, Heading, Item, Notice, Paragraph, Share, Title,
    };
    use crate::model::Document;

    fn blocks(document: &Document) -> Vec<(BlockKind, &str)> {
        document.articles[0]
            .blocks
            .iter()
            .map(|block| (block.kind, document.text.get(block.span)))
            .collect()
    }

    #[test]
    fn structure_is_taken_from_the_marks() {
        let source = "---\ntitle: Ferry sinks\nauthor: Mona Brandt\ndate: 2024-04-04\n---\n\n# Ferry sinks\n\nIt went down at noon,\nthe *office* said.\n\n## Rescue\n\n- Nobody was hurt.\n- The crew swam.\n\n[Share](https://example.org)\n\n[1]: https://example.org\n";
        let document = load("a.md", source.as_bytes().to_vec());
        assert_eq!(
            blocks(&document),
            [
                (
                    Frontmatter,
                    "---\ntitle: Ferry sinks\nauthor: Mona Brandt\ndate: 2024-04-04\n---"
                ),
                (Title, "# Ferry sinks"),
                (Paragraph, "It went down at noon,\nthe *office* said."),
                (Heading, "## Rescue"),
                (Item, "- Nobody was hurt."),
                (Item, "- The crew swam."),
                (Share, "[Share](https://example.org)"),
                (Notice, "[1]: https://example.org"),
            ]
        );
        let meta = &document.articles[0].meta;
        assert_eq!(meta.byline.as_ref().unwrap().value, "Mona Brandt");
        assert_eq!(meta.date.as_ref().unwrap().value.iso().as_deref(), Some("2024-04-04"));
    }

    #[test]
    fn toml_front_matter_and_a_byte_order_mark() {
        let source = "\u{feff}+++\ntitle = \"Ferry sinks\"\ndate = 2024-04-04T10:00:00Z\ntags = [\"lake\"]\n+++\nIt went down at noon, the office said on Monday.\n";
        let document = load("a.md", source.as_bytes().to_vec());
        assert_eq!(document.text.as_str(), source);
        let meta = &document.articles[0].meta;
        assert_eq!(meta.title.as_ref().unwrap().value, "Ferry sinks");
        assert_eq!(meta.date.as_ref().unwrap().value.minute, Some(600));
        assert_eq!(meta.tags.len(), 1);
    }

    #[test]
    fn a_paragraph_that_is_an_image_is_a_caption() {
        let source = "# Ferry\n\n![The pier](pier.jpg)\n\nIt went down at noon.\n";
        let document = load("a.md", source.as_bytes().to_vec());
        let kinds: Vec<BlockKind> = blocks(&document).into_iter().map(|(kind, _)| kind).collect();
        assert_eq!(kinds, [Title, Caption, Paragraph]);
    }

    /// The blocks as the screen shows them.
    fn shown(source: &str) -> Vec<String> {
        let document = load("a.md", source.as_bytes().to_vec());
        let [article] = document.articles.as_slice() else { panic!() };
        let blocks = article.blocks.iter().map(|block| {
            let mut words = document.text.get(block.span).to_owned();
            for repair in article.repairs.iter().rev().filter(|r| block.span.covers(r.span)) {
                let at = repair.span.start() - block.span.start();
                words.replace_range(at..at + repair.span.len(), &repair.shown);
            }
            words
        });
        blocks.collect()
    }

    #[test]
    fn marks_are_not_shown() {
        let source = "# The *old* ferry sinks\n\n![The pier](pier.jpg)\n\nIt **went** down at [noon](https://example.org/a_b), the `office` \\* said.\n\nRescue\n---\n\n- Nobody **was** hurt.\n1. The crew\\\n   swam & sang.\n\n> A line\n> and <b>another</b> &amp; more\n\n| a | b |\n|---|---|\n| c | d |\n";
        assert_eq!(
            shown(source),
            [
                "The old ferry sinks",
                "The pier",
                "It went down at noon, the office * said.",
                "Rescue\n",
                "- Nobody was hurt.",
                "1. The crew\n   swam & sang.",
                ">",
                "A line\nand another & more",
                "| a | b |\n|---|---|\n| c | d |",
            ]
        );
    }

    #[test]
    fn a_block_of_nothing_but_marks_is_shown_as_it_stands() {
        assert_eq!(shown("It went down.\n\n![](pier.jpg)\n\n---\n\nIt sank.\n").len(), 4);
    }

    #[test]
    fn a_title_with_marks_is_told_without_them() {
        let document = load("a.md", b"# The *old* ferry\n\nIt went down at noon.\n".to_vec());
        assert_eq!(document.articles[0].meta.title.as_ref().unwrap().value, "The old ferry");
    }

    #[test]
    fn a_title_is_shown_without_its_marks() {
        let document = load("a.md", b"Ferry sinks\n===\n\nIt went down at noon.\n\n> Nobody was hurt.\n\n1. One\n\n   More of one.\n2. Two\n".to_vec());
        assert_eq!(document.articles[0].meta.title.as_ref().unwrap().value, "Ferry sinks");
    }
}
