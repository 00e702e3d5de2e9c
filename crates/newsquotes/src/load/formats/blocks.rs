//! The words of a page in blocks, with what the tree tells of each: how much
//! of it is prose, how much stands in links, what element it is. Which of
//! them are the article is the business of `region`.

use crate::load::html::{HtmlNodeId, HtmlStep, HtmlTag, HtmlTree, is_inline};
use crate::model::Text;

/// What the elements around a block say that it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PageBlockKind {
    /// A heading of the first level.
    Headline,
    Heading,
    Paragraph,
    Item,
    Caption,
}

/// Words between two breaks of a page.
#[derive(Clone, Debug)]
pub(super) struct PageBlock {
    pub(super) words: String,
    pub(super) kind: PageBlockKind,
    /// The innermost element that is more than a part of a line.
    pub(super) node: HtmlNodeId,
    /// Letters and signs; a sign of a script without spaces counts three.
    pub(super) chars: usize,
    /// Those of them that stand in links.
    pub(super) linked: usize,
    /// Those of them that are prose: none where the block is no sentence.
    pub(super) prose: usize,
    /// Whether a paragraph or a quotation set apart holds it.
    pub(super) in_paragraph: bool,
    /// Whether it is a cell of a table, where a bare number says something.
    pub(super) in_table: bool,
}

impl PageBlock {
    /// Percent of its letters that stand in links.
    pub(super) fn density(&self) -> usize {
        self.linked * 100 / self.chars.max(1)
    }
}

/// Elements whose words are not read.
const SKIPPED: [&str; 21] = [
    "script", "style", "template", "noscript", "svg", "math", "head", "select", "button", "input",
    "textarea", "iframe", "object", "video", "audio", "canvas", "dialog", "map", "datalist",
    "option", "label",
];

/// Every block of a page; without what a browser does not show if `shown`.
pub(super) fn all(tree: &HtmlTree<'_>, shown: bool) -> Vec<PageBlock> {
    let mut reader = BlockReader {
        tree,
        blocks: Vec::new(),
        words: String::new(),
        linked: 0,
        links: 0,
        open: Vec::new(),
    };
    let skip = |_: HtmlNodeId, tag: &HtmlTag| {
        SKIPPED.contains(&tag.name()) || shown && (is_hidden(tag) || is_around(tag))
    };
    tree.walk(HtmlTree::ROOT, skip, |step| match step {
        HtmlStep::Words(words) => reader.add(words),
        HtmlStep::Enter(id, tag) => reader.enter(id, tag),
        HtmlStep::Leave(_, tag) => reader.leave(tag),
    });
    reader.flush();
    reader.blocks
}

/// Whether a browser hides the element.
fn is_hidden(tag: &HtmlTag) -> bool {
    let style = tag.attribute("style").unwrap_or("");
    let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
    let style = style.to_ascii_lowercase();
    tag.attribute("hidden").is_some()
        || style.contains("display:none")
        || style.contains("visibility:hidden")
}

/// Whether the page itself says that the element stands around its content.
fn is_around(tag: &HtmlTag) -> bool {
    matches!(
        tag.attribute("role"),
        Some(
            "navigation"
                | "search"
                | "dialog"
                | "alertdialog"
                | "menu"
                | "menubar"
                | "contentinfo"
                | "banner"
                | "complementary"
                | "tablist"
                | "toolbar"
        )
    )
}

/// Whether an element begins a block: an unknown one stands within a line.
fn breaks(name: &str) -> bool {
    !is_inline(name) && !matches!(name, "img" | "wbr") && !name.contains('-')
}

/// Reads blocks off a walk.
struct BlockReader<'t, 'a> {
    tree: &'t HtmlTree<'a>,
    blocks: Vec<PageBlock>,
    words: String,
    linked: usize,
    /// Links that are open.
    links: u32,
    /// Elements that are open and begin blocks.
    open: Vec<HtmlNodeId>,
}

impl BlockReader<'_, '_> {
    fn enter(&mut self, id: HtmlNodeId, tag: &HtmlTag) {
        match tag.name() {
            "br" => self.flush(),
            "q" => self.words.push('“'),
            "a" => self.links += 1,
            name if breaks(name) => {
                self.flush();
                self.open.push(id);
            }
            _ => {}
        }
    }

    fn leave(&mut self, tag: &HtmlTag) {
        match tag.name() {
            "br" => {}
            "q" => self.words.push('”'),
            "a" => self.links = self.links.saturating_sub(1),
            name if breaks(name) => {
                self.flush();
                self.open.pop();
            }
            _ => {}
        }
    }

    fn add(&mut self, words: &str) {
        for c in words.chars().filter(|c| *c != super::html::SOFT_HYPHEN) {
            if c.is_ascii_whitespace() {
                if !self.words.is_empty() && !self.words.ends_with(' ') {
                    self.words.push(' ');
                }
            } else {
                self.words.push(c);
                self.linked += if self.links > 0 { weight(c) } else { 0 };
            }
        }
    }

    /// Ends the block that is being read.
    fn flush(&mut self) {
        let words = std::mem::take(&mut self.words);
        let words = words.trim_matches(Text::is_blank);
        let linked = std::mem::take(&mut self.linked);
        if words.is_empty() {
            return;
        }
        let chars: usize = words.chars().map(weight).sum();
        let linked = linked.min(chars);
        let (kind, in_paragraph) = self.kind();
        let in_table = self.open.iter().rev().any(|id| matches!(self.tree.name(*id), "td" | "th"));
        let mut block = PageBlock {
            words: words.to_owned(),
            kind,
            node: self.open.last().copied().unwrap_or(HtmlTree::ROOT),
            chars,
            linked,
            prose: 0,
            in_paragraph,
            in_table,
        };
        block.prose = prose(&block);
        self.blocks.push(block);
    }

    /// What the open elements say of a block.
    fn kind(&self) -> (PageBlockKind, bool) {
        let (mut kind, mut in_paragraph) = (None, false);
        for id in self.open.iter().rev() {
            let name = self.tree.name(*id);
            in_paragraph |= matches!(name, "p" | "blockquote" | "pre");
            let says = match name {
                "h1" => PageBlockKind::Headline,
                "h2" | "h3" | "h4" | "h5" | "h6" => PageBlockKind::Heading,
                "li" | "dd" | "dt" => PageBlockKind::Item,
                "figcaption" | "caption" | "figure" => PageBlockKind::Caption,
                _ => continue,
            };
            kind.get_or_insert(says);
        }
        (kind.unwrap_or(PageBlockKind::Paragraph), in_paragraph)
    }
}

/// Letters from which a sentence is prose, and from which words are that do
/// not end like one; and what a block counts at most. By trial on some 700
/// saved pages, in steps of twenty.
const SENTENCE: usize = 40;
const PASSAGE: usize = 120;
const MOST: usize = 800;

/// Letters of prose in a block.
fn prose(block: &PageBlock) -> usize {
    let own = block.chars - block.linked;
    let is_text = matches!(block.kind, PageBlockKind::Paragraph | PageBlockKind::Item);
    let long = own >= PASSAGE || own >= SENTENCE && ends_sentence(&block.words);
    if is_text && long && block.linked * 2 < block.chars { own.min(MOST) } else { 0 }
}

fn ends_sentence(words: &str) -> bool {
    let closing = |c: char| c.is_whitespace() || "\"'”’»“)]」』".contains(c);
    let stops = ['.', '!', '?', '。', '！', '？', '…', '؟', '۔', '।', ':'];
    words.trim_end_matches(closing).ends_with(stops)
}

/// A sign of a script without spaces says as much as three letters.
fn weight(c: char) -> usize {
    let wide = matches!(c, '\u{e00}'..='\u{e7f}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}');
    if wide { 3 } else { 1 }
}
