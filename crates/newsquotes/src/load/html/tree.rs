//! The elements of a page as a tree, closed where browsers close them.
//!
//! It follows the standard where that decides which words belong together:
//! tags that may be left out, cells of tables, a closing tag that crosses
//! others. It makes up no element, moves none and runs no script. Every word
//! knows its bytes in the source.
//!
//! Longer than most files here: the tables of which element closes which are
//! one rule of the standard, and are read beside the code that follows them.

use std::borrow::Cow;
use std::ops::Range;

use super::tokens::{HtmlEvent, HtmlTag, read};

/// The elements and words of a source.
#[derive(Debug)]
pub(crate) struct HtmlTree<'a> {
    /// In the order of the source; the first holds all others.
    nodes: Vec<HtmlNode<'a>>,
}

/// A place in a tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct HtmlNodeId(u32);

#[derive(Debug)]
struct HtmlNode<'a> {
    parent: HtmlNodeId,
    content: HtmlContent<'a>,
    /// One past the last node inside.
    end: u32,
}

/// What stands at a place of the tree.
#[derive(Debug)]
pub(crate) enum HtmlContent<'a> {
    Element {
        tag: HtmlTag,
        /// Whether the source closes it with a tag of its own.
        is_closed: bool,
        /// From its opening to its closing tag, if it has one.
        source: Range<usize>,
    },
    Words {
        words: Cow<'a, str>,
        /// Where the source has them.
        source: Range<usize>,
    },
}

/// What a walk through a tree meets.
#[derive(Debug)]
pub(crate) enum HtmlStep<'t, 'a> {
    Enter(HtmlNodeId, &'t HtmlTag),
    Leave(HtmlNodeId, &'t HtmlTag),
    Words(&'t Cow<'a, str>),
}

/// Elements within elements, at most; browsers stop there too.
const DEEPEST: usize = 512;

impl HtmlNodeId {
    /// Its number in the order of the source.
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

impl<'a> HtmlTree<'a> {
    /// Reads a source. Never fails; a tag that the end cuts off is left out.
    pub(crate) fn of(source: &'a str) -> HtmlTree<'a> {
        let root = HtmlNode {
            parent: HtmlTree::ROOT,
            content: HtmlContent::Element {
                tag: HtmlTag::default(),
                is_closed: false,
                source: 0..source.len(),
            },
            end: 1,
        };
        let mut planter = Planter { source, nodes: vec![root], open: vec![HtmlTree::ROOT] };
        read(source, |event, range| planter.event(event, range));
        HtmlTree { nodes: planter.into_nodes() }
    }

    /// What holds everything; an element without a name.
    pub(crate) const ROOT: HtmlNodeId = HtmlNodeId(0);

    /// How many places there are.
    pub(crate) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// A place with all elements around it, the innermost first.
    pub(crate) fn outwards(&self, id: HtmlNodeId) -> impl Iterator<Item = HtmlNodeId> {
        std::iter::successors(Some(id), |id| {
            let parent = self.nodes.get(id.0 as usize).map(|node| node.parent);
            parent.filter(|_| *id != HtmlTree::ROOT)
        })
    }

    /// The name of the element at a place; empty where words stand.
    pub(crate) fn name(&self, id: HtmlNodeId) -> &str {
        match self.nodes.get(id.0 as usize).map(|node| &node.content) {
            Some(HtmlContent::Element { tag, .. }) => tag.name(),
            _ => "",
        }
    }

    /// One past the last place within an element.
    pub(crate) fn end(&self, of: HtmlNodeId) -> usize {
        self.nodes.get(of.0 as usize).map_or(0, |node| node.end as usize)
    }

    /// Whether the second place is the first or lies in it.
    pub(crate) fn holds(&self, outer: HtmlNodeId, inner: HtmlNodeId) -> bool {
        outer <= inner && inner.index() < self.end(outer)
    }

    /// Whether the source closes the element with a tag of its own.
    pub(crate) fn is_closed(&self, id: HtmlNodeId) -> bool {
        let node = self.nodes.get(id.0 as usize);
        node.is_some_and(|node| {
            matches!(node.content, HtmlContent::Element { is_closed: true, .. })
        })
    }

    /// Every element with its place, in the order of the source.
    pub(crate) fn elements(&self) -> impl Iterator<Item = (HtmlNodeId, &HtmlTag)> {
        self.nodes.iter().enumerate().filter_map(|(at, node)| match &node.content {
            HtmlContent::Element { tag, .. } => Some((HtmlNodeId(index(at)), tag)),
            HtmlContent::Words { .. } => None,
        })
    }

    /// The bytes of an element in the source.
    pub(crate) fn source(&self, of: HtmlNodeId) -> Range<usize> {
        match self.nodes.get(of.0 as usize).map(|node| &node.content) {
            Some(HtmlContent::Element { source, .. } | HtmlContent::Words { source, .. }) => {
                source.clone()
            }
            None => 0..0,
        }
    }

    /// Walks through what is in `of`, without the elements for which `skip`
    /// says so. The element itself is not met.
    pub(crate) fn walk<'t>(
        &'t self,
        of: HtmlNodeId,
        skip: impl Fn(HtmlNodeId, &HtmlTag) -> bool,
        mut on: impl FnMut(HtmlStep<'t, 'a>),
    ) {
        let end = self.nodes.get(of.0 as usize).map_or(0, |node| node.end);
        let mut open: Vec<(HtmlNodeId, u32, &HtmlTag)> = Vec::new();
        let mut at = of.0 + 1;
        while at < end {
            leave(&mut open, at, &mut on);
            let Some(node) = self.nodes.get(at as usize) else { break };
            match &node.content {
                HtmlContent::Words { words, .. } => on(HtmlStep::Words(words)),
                HtmlContent::Element { tag, .. } if skip(HtmlNodeId(at), tag) => {
                    at = node.end;
                    continue;
                }
                HtmlContent::Element { tag, .. } => {
                    on(HtmlStep::Enter(HtmlNodeId(at), tag));
                    open.push((HtmlNodeId(at), node.end, tag));
                }
            }
            at += 1;
        }
        leave(&mut open, end, &mut on);
    }

    /// The words in an element as they stand, scripts included.
    pub(crate) fn words(&self, of: HtmlNodeId) -> String {
        let mut all = String::new();
        self.walk(
            of,
            |_, _| false,
            |step| {
                if let HtmlStep::Words(words) = step {
                    all.push_str(words);
                }
            },
        );
        all
    }
}

/// Leaves the elements that end before the node `at`.
fn leave<'t, 'a: 't>(
    open: &mut Vec<(HtmlNodeId, u32, &'t HtmlTag)>,
    at: u32,
    on: &mut impl FnMut(HtmlStep<'t, 'a>),
) {
    while let Some((id, _, tag)) = open.pop_if(|(_, end, _)| *end <= at) {
        on(HtmlStep::Leave(id, tag));
    }
}

fn index(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Grows a tree from events.
struct Planter<'a> {
    source: &'a str,
    nodes: Vec<HtmlNode<'a>>,
    /// The elements that are open, the root first.
    open: Vec<HtmlNodeId>,
}

impl<'a> Planter<'a> {
    fn event(&mut self, event: HtmlEvent<'_>, range: Range<usize>) {
        match event {
            HtmlEvent::Open(tag) => self.element(tag, range),
            // Browsers read this slip as a line break.
            HtmlEvent::Close("br") => self.element(&HtmlTag::named("br"), range),
            HtmlEvent::Close(name) => self.close(name, range.end),
            HtmlEvent::Words(words) => {
                let verbatim = self.source.get(range.clone()).filter(|source| *source == words);
                let words = verbatim.map_or_else(|| Cow::Owned(words.to_owned()), Cow::Borrowed);
                self.add(HtmlContent::Words { words, source: range });
            }
            HtmlEvent::Comment(_) => {}
        }
    }

    fn add(&mut self, content: HtmlContent<'a>) -> HtmlNodeId {
        let id = HtmlNodeId(index(self.nodes.len()));
        let parent = self.open.last().copied().unwrap_or(HtmlTree::ROOT);
        self.nodes.push(HtmlNode { parent, content, end: id.0 + 1 });
        id
    }

    fn element(&mut self, tag: &HtmlTag, source: Range<usize>) {
        self.close_implied(tag.name());
        let id = self.add(HtmlContent::Element { tag: tag.clone(), is_closed: false, source });
        let is_empty = is_void(tag.name()) || tag.closes_itself() && self.keeps_xml();
        if !is_empty && self.open.len() < DEEPEST {
            self.open.push(id);
        }
    }

    /// Whether `/>` closes an element here: in drawings, formulas and XHTML.
    fn keeps_xml(&self) -> bool {
        self.source.trim_start().starts_with("<?xml") || self.is_open(&["svg", "math"], &[])
    }

    fn name(&self, id: HtmlNodeId) -> &str {
        match self.nodes.get(id.0 as usize).map(|node| &node.content) {
            Some(HtmlContent::Element { tag, .. }) => tag.name(),
            _ => "",
        }
    }

    /// The innermost open element of these names, unless one of `fences`
    /// stands around it closer.
    fn find(&self, names: &[&str], fences: &[&str]) -> Option<usize> {
        for (at, id) in self.open.iter().enumerate().skip(1).rev() {
            let name = self.name(*id);
            if names.contains(&name) {
                return Some(at);
            }
            if fences.contains(&name) {
                return None;
            }
        }
        None
    }

    fn is_open(&self, names: &[&str], fences: &[&str]) -> bool {
        self.find(names, fences).is_some()
    }

    /// Closes what a tag of this name closes without saying so.
    fn close_implied(&mut self, name: &str) {
        let (names, fences): (&[&str], &[&str]) = match name {
            "li" => (&["li"], &["ul", "ol", "table", "td"]),
            "dt" | "dd" => (&["dt", "dd"], &["dl", "table", "td"]),
            "option" | "optgroup" => (&["option"], &["select", "datalist"]),
            "tr" => (&["tr"], &["table"]),
            "td" | "th" => (&["td", "th"], &["tr", "table"]),
            "tbody" | "thead" | "tfoot" => (&["tbody", "thead", "tfoot"], &["table"]),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => (&HEADINGS, &ANY_BUT_INLINE),
            "body" => (&["head"], &[]),
            "a" => (&["a"], &ANY_BUT_INLINE),
            _ => (&[], &[]),
        };
        if let Some(at) = self.find(names, fences) {
            self.close_to(at);
        }
        let in_head = self.open.last().is_some_and(|id| self.name(*id) == "head");
        if in_head && !IN_HEAD.contains(&name) {
            self.close_to(self.open.len() - 1);
        }
        if CLOSES_PARAGRAPH.contains(&name)
            && let Some(at) = self.find(&["p"], &PARAGRAPH_FENCES)
        {
            self.close_to(at);
        }
    }

    fn close(&mut self, name: &str, end: usize) {
        let inside = matches!(name, "table" | "tr" | "td" | "th" | "tbody" | "thead" | "tfoot");
        let fences: &[&str] = if inside { &["table"] } else { &FENCES };
        let Some(at) = self.find(&[name], fences) else { return };
        let Some(id) = self.open.get(at).copied() else { return };
        if let Some(HtmlContent::Element { is_closed, source, .. }) =
            self.nodes.get_mut(id.0 as usize).map(|node| &mut node.content)
        {
            *is_closed = true;
            source.end = end;
        }
        // `<a><div>…</a>…</div>`: the block goes on, the link does not.
        let crosses = is_inline(name)
            && self.open.iter().skip(at + 1).any(|inner| !is_inline(self.name(*inner)));
        if crosses {
            self.open.remove(at);
        } else {
            self.close_to(at);
        }
    }

    /// Closes the open elements from the `at`th on.
    fn close_to(&mut self, at: usize) {
        self.open.truncate(at);
    }

    /// The nodes, each with where it ends.
    fn into_nodes(mut self) -> Vec<HtmlNode<'a>> {
        for at in (1..self.nodes.len()).rev() {
            let Some((parent, end)) = self.nodes.get(at).map(|node| (node.parent, node.end)) else {
                continue;
            };
            if let Some(parent) = self.nodes.get_mut(parent.0 as usize) {
                parent.end = parent.end.max(end);
            }
        }
        self.nodes
    }
}

const HEADINGS: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];

/// Elements out of which no closing tag reaches.
const FENCES: [&str; 6] = ["table", "td", "th", "caption", "template", "object"];

/// The same for the end of a paragraph that is left out.
const PARAGRAPH_FENCES: [&str; 7] =
    ["table", "td", "th", "caption", "template", "object", "button"];

/// What may stand in the head of a page.
const IN_HEAD: [&str; 9] =
    ["meta", "link", "title", "base", "script", "style", "noscript", "template", "head"];

/// Elements in which an open heading or link is not meant by the next one.
const ANY_BUT_INLINE: [&str; 14] = [
    "div", "p", "section", "article", "li", "ul", "ol", "table", "td", "th", "header", "footer",
    "aside", "nav",
];

/// Elements that end a paragraph whose closing tag is left out.
const CLOSES_PARAGRAPH: [&str; 36] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "center",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dd",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "ul",
];

/// Elements that hold nothing.
fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Elements that stand within a line.
pub(crate) fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "acronym"
            | "b"
            | "bdi"
            | "bdo"
            | "big"
            | "cite"
            | "code"
            | "data"
            | "del"
            | "dfn"
            | "em"
            | "font"
            | "i"
            | "ins"
            | "kbd"
            | "label"
            | "mark"
            | "nobr"
            | "q"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strike"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "tt"
            | "u"
            | "var"
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// `<p>It <b>sank</b></p>` as "p(It b(sank))".
    fn shape(source: &str) -> String {
        let tree = HtmlTree::of(source);
        let mut shape = String::new();
        let skip = |_: HtmlNodeId, _: &HtmlTag| false;
        tree.walk(HtmlTree::ROOT, skip, |step| match step {
            HtmlStep::Enter(_, tag) => {
                shape.push_str(tag.name());
                shape.push('(');
            }
            HtmlStep::Leave(..) => shape.push(')'),
            HtmlStep::Words(words) => shape.push_str(words),
        });
        shape
    }

    #[test]
    fn elements_end_where_browsers_end_them() {
        for (source, expected) in [
            ("<p>a<p>b<div>c</div>", "p(a)p(b)div(c)"),
            ("<ul><li>a<li>b<ul><li>c</ul><li>d</ul>e", "ul(li(a)li(bul(li(c)))li(d))e"),
            ("<table><tr><td>a<td>b<tr><td>c</table>d", "table(tr(td(a)td(b))tr(td(c)))d"),
            ("<head><title>a</title><p>b", "head(title(a))p(b)"),
            ("<div><a>b<div>c</a>d</div>e</div>f", "div(a(bdiv(cd))e)f"),
            ("<td>a</div>b</td>", "td(ab)"),
            ("<b>a<br>b</br>c</b><img>d", "b(abr()bbr()c)img()d"),
            ("<svg><path/><g>a</g></svg>b", "svg(path()g(a))b"),
        ] {
            assert_eq!(shape(source), expected, "{source}");
        }
    }

    proptest! {
        #[test]
        fn a_tree_keeps_the_order_of_all_words(
            source in "(<p>|</p>|<div>|</div>|<a>|</a>|<b>|</b>|<table>|<td>|</td>|<tr>|</table>|<li>|</li>|<ul>|</ul>|[a-c]){0,40}"
        ) {
            let mut words = String::new();
            read(&source, |event, _| if let HtmlEvent::Words(more) = event { words.push_str(more) });
            let tree = HtmlTree::of(&source);
            prop_assert_eq!(tree.words(HtmlTree::ROOT), words);
            let ends_with_parent = tree.nodes.iter().skip(1).all(|node| {
                tree.nodes.get(node.parent.0 as usize).is_some_and(|up| node.end <= up.end)
            });
            prop_assert!(ends_with_parent);
        }
    }
}
