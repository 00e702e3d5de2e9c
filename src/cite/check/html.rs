//! HTML, as a draft of its own and inside Markdown.
//!
//! A forgiving reader of tags: it knows which hold quotations and which hold
//! no prose, and lets everything else pass.

use std::ops::Range;

use super::prose::{Prose, ProseRole};

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
        let mut at = range.start;
        while let Some(rest) = source.get(at..range.end).filter(|rest| !rest.is_empty()) {
            let len = if let Some(comment) = rest.strip_prefix("<!--") {
                let inside = comment.find("-->").unwrap_or(comment.len());
                prose.note_id(source, at, comment.get(..inside).unwrap_or_default());
                (inside + 7).min(rest.len())
            } else if is_tag(rest) {
                let end = rest.find('>').map_or(rest.len(), |end| end + 1);
                self.tag(rest.get(..end).unwrap_or_default(), prose, at..at + end);
                end
            } else {
                let mut next = rest.char_indices().skip(1);
                let end = next.find(|(_, c)| *c == '<').map_or(rest.len(), |(end, _)| end);
                self.words(source, at..at + end, prose);
                end
            };
            at += len;
        }
    }

    fn tag(&mut self, tag: &str, prose: &mut Prose, range: Range<usize>) {
        let inner = tag.trim_start_matches('<').trim_end_matches('>');
        let (closes, inner) = inner.strip_prefix('/').map_or((false, inner), |rest| (true, rest));
        let name: String =
            inner.chars().take_while(char::is_ascii_alphanumeric).collect::<String>();
        let name = name.to_ascii_lowercase();
        if SILENT.contains(&name.as_str()) {
            let open = !inner.ends_with('/');
            self.silent =
                if closes { self.silent.saturating_sub(1) } else { self.silent + u32::from(open) };
            return;
        }
        match (name.as_str(), closes) {
            ("blockquote", false) => self.open_quotation(prose),
            ("blockquote", true) => self.close_quotation(prose),
            ("q", false) => {
                prose.push_as("“", range);
                self.inline.push(prose.len());
            }
            ("q", true) => self.close_inline(prose, range),
            ("cite" | "footer" | "figcaption", false) if self.quoted => {
                prose.begin(ProseRole::Attribution);
            }
            ("footer" | "figcaption", true) => prose.end(),
            ("cite", true) => {}
            ("br", _) => prose.push_as("\n", range),
            ("li", false) => prose.begin(self.role().unwrap_or(ProseRole::Item)),
            ("a", false) => cite_address(inner, prose),
            (name, false) if BLOCKS.contains(&name) => {
                self.quoted = self.quotation.is_some();
                prose.begin(self.role().unwrap_or(ProseRole::Paragraph));
            }
            (name, true) if BLOCKS.contains(&name) => prose.end(),
            (name, closes) => heading(name, closes, prose),
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

    /// Words between tags, with their entities.
    fn words(&self, source: &str, range: Range<usize>, prose: &mut Prose) {
        if self.silent > 0 {
            return;
        }
        let words = source.get(range.clone()).unwrap_or_default();
        if words.trim().is_empty() && prose.role().is_none() {
            return;
        }
        let mut at = range.start;
        for (found, _) in words.match_indices('&') {
            let here = range.start + found;
            let rest = source.get(here..range.end).unwrap_or_default();
            if let Some((shown, len)) = entity(rest).filter(|_| here >= at) {
                prose.push(source, at..here);
                prose.push_as(shown.encode_utf8(&mut [0; 4]), here..here + len);
                at = here + len;
            }
        }
        prose.push(source, at..range.end);
    }
}

/// Whether a tag or a declaration begins here, and no bare "<".
fn is_tag(rest: &str) -> bool {
    let mut chars = rest.chars();
    chars.next() == Some('<')
        && chars.next().is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'))
}

fn heading(name: &str, closes: bool, prose: &mut Prose) {
    let level = name.strip_prefix('h').and_then(|level| level.parse::<u8>().ok());
    match (level, closes) {
        (Some(level @ 1..=6), false) => prose.begin(ProseRole::Heading(level)),
        (Some(1..=6), true) => prose.end(),
        _ => {}
    }
}

fn cite_address(tag: &str, prose: &mut Prose) {
    let address = tag.split_once("href=").map(|(_, rest)| rest.trim_start_matches(['"', '\'']));
    if let Some(address) = address.and_then(|rest| rest.split(['"', '\'', ' ']).next()) {
        prose.cite(address);
    }
}

/// The character that an entity at the start of `rest` stands for, and the
/// entity's length in bytes.
pub(super) fn entity(rest: &str) -> Option<(char, usize)> {
    const NAMED: &[(&str, char)] = &[
        ("amp", '&'),
        ("lt", '<'),
        ("gt", '>'),
        ("quot", '"'),
        ("apos", '\''),
        ("nbsp", '\u{a0}'),
        ("ldquo", '“'),
        ("rdquo", '”'),
        ("lsquo", '‘'),
        ("rsquo", '’'),
        ("bdquo", '„'),
        ("laquo", '«'),
        ("raquo", '»'),
        ("hellip", '…'),
        ("ndash", '–'),
        ("mdash", '—'),
    ];
    let name = rest.strip_prefix('&')?;
    let end = name.bytes().take(10).position(|byte| byte == b';')?;
    let name = name.get(..end)?;
    let shown = match name.strip_prefix('#') {
        Some(number) => {
            let hex = number.strip_prefix(['x', 'X']);
            let code = hex.map_or_else(|| number.parse(), |hex| u32::from_str_radix(hex, 16));
            char::from_u32(code.ok()?)?
        }
        None => NAMED.iter().find(|(known, _)| *known == name)?.1,
    };
    Some((shown, end + 2))
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
}
