//! HTML, as a draft of its own and inside Markdown.
//!
//! It knows which elements hold quotations and which hold no prose, and lets
//! everything else pass. The tags are read as those of saved pages are.

use std::ops::Range;

use newsquotes::load::html::{self, HtmlEvent, HtmlTag};

use super::prose::{Prose, ProseRole};
use crate::library::sure::sure;

/// What is open while tags go by; Markdown hands its HTML over in bits.
#[derive(Debug, Default)]
pub(super) struct Tags {
    /// Elements without prose that are open: scripts, code.
    silent: u32,
    /// Quotations set apart that are open, the outermost's role.
    quotation: Option<(ProseRole, u32)>,
    /// Whether an open or the last block is a quotation set apart.
    quoted: bool,
    /// Where the words of each open `<q>` begin.
    inline: Vec<usize>,
}

/// Elements whose words are no prose.
const SILENT: &[&str] = &["script", "style", "pre", "code", "head", "template", "svg"];
/// Elements that begin a block.
const BLOCKS: &[&str] = &["p", "div", "section", "article", "td", "th"];

/// The prose of an HTML file.
pub(super) fn read(source: &str) -> Prose {
    let mut prose = Prose::default();
    Tags::default().read(source, 0..source.len(), &mut prose);
    prose.finish()
}

impl Tags {
    /// The role that words have here, when an element says so.
    pub(super) fn role(&self) -> Option<ProseRole> {
        self.quotation.map(|(role, _)| role)
    }

    /// Reads tags and words of `range`.
    pub(super) fn read(&mut self, source: &str, range: Range<usize>, prose: &mut Prose) {
        let base = range.start;
        let within = sure(source.get(range));
        html::read(within, |event, range| {
            let range = base + range.start..base + range.end;
            match event {
                HtmlEvent::Open(tag) => self.open(tag, prose, range),
                HtmlEvent::Close(name) => self.close(name, prose, range),
                HtmlEvent::Words(words) => self.words(source, words, range, prose),
                HtmlEvent::Comment(words) => prose.note_id(source, range.start, words),
            }
        });
    }

    fn open(&mut self, tag: &HtmlTag, prose: &mut Prose, range: Range<usize>) {
        if SILENT.contains(&tag.name()) {
            self.silent += u32::from(!tag.closes_itself());
            return;
        }
        match tag.name() {
            "blockquote" => self.open_quotation(prose),
            "q" => {
                prose.push_as("“", range);
                self.inline.push(prose.len());
            }
            "cite" | "footer" | "figcaption" if self.quoted => prose.begin(ProseRole::Attribution),
            "br" => prose.push_as("\n", range),
            "li" => prose.begin(self.role().unwrap_or(ProseRole::Item)),
            "a" => {
                if let Some(address) = tag.attribute("href") {
                    prose.cite(address);
                }
            }
            name if BLOCKS.contains(&name) => {
                self.quoted = self.quotation.is_some();
                prose.begin(self.role().unwrap_or(ProseRole::Paragraph));
            }
            name => {
                if let Some(level) = heading(name) {
                    prose.begin(ProseRole::Heading(level));
                }
            }
        }
    }

    fn close(&mut self, name: &str, prose: &mut Prose, range: Range<usize>) {
        if SILENT.contains(&name) {
            self.silent = self.silent.saturating_sub(1);
            return;
        }
        match name {
            "blockquote" => self.close_quotation(prose),
            "q" => self.close_inline(prose, range),
            "br" => prose.push_as("\n", range),
            "footer" | "figcaption" => prose.end(),
            name if BLOCKS.contains(&name) || heading(name).is_some() => prose.end(),
            _ => {}
        }
    }

    fn open_quotation(&mut self, prose: &mut Prose) {
        let (role, depth) = self.quotation.unwrap_or_else(|| (prose.next_quotation(), 0));
        self.quotation = Some((role, depth + 1));
        self.quoted = true;
        prose.begin(role);
    }

    fn close_quotation(&mut self, prose: &mut Prose) {
        prose.end();
        self.quotation =
            self.quotation.and_then(|(role, depth)| (depth > 1).then_some((role, depth - 1)));
    }

    fn close_inline(&mut self, prose: &mut Prose, range: Range<usize>) {
        let Some(start) = self.inline.pop() else { return };
        prose.declare(start, prose.len(), None);
        prose.push_as("”", range);
    }

    /// Words between tags, or what a reference stands for.
    fn words(&self, source: &str, words: &str, range: Range<usize>, prose: &mut Prose) {
        if self.silent > 0 || words.trim().is_empty() && prose.role().is_none() {
            return;
        }
        if source.get(range.clone()) == Some(words) {
            prose.push(source, range);
        } else {
            prose.push_as(words, range);
        }
    }
}

/// The level of a heading, 1 the highest.
fn heading(name: &str) -> Option<u8> {
    let level = name.strip_prefix('h')?.parse().ok()?;
    (1..=6).contains(&level).then_some(level)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_entities_and_silent_elements() {
        let prose = read(
            "<p>Ober said <q>we &amp; they</q>.</p><pre>“code”</pre><!-- nr:0f3a9c21b7de --><blockquote><p>It stays.</p><footer>— Ida Ober</footer></blockquote>",
        );
        let block = |index: usize| {
            let block = &prose.blocks[index];
            (&prose.words[block.range.clone()], block.role)
        };
        assert_eq!(block(0), ("Ober said “we & they”.", ProseRole::Paragraph));
        assert_eq!(block(1), ("It stays.", ProseRole::Quotation(1)));
        assert_eq!(block(2), ("— Ida Ober", ProseRole::Attribution));
        assert_eq!(&prose.words[prose.declared[0].range.clone()], "we & they");
        assert_eq!(prose.ids.len(), 1);
    }

    #[test]
    fn names_are_read_as_browsers_read_them_and_lead_back() {
        let source = "<p title='x > y “no quote”'>&Eacute;mile &Scaron;imon said&nbsp;so.</p>";
        let prose = read(source);
        assert_eq!(prose.words, "Émile Šimon said\u{a0}so.");
        let at = prose.words.find("Šimon").unwrap();
        assert_eq!(&source[prose.source_of(at..at + "Šimon".len())], "&Scaron;imon");
    }
}
