//! Where on a page its article is: the element that holds the most prose and
//! the least of what is none, without the parts that the page itself names as
//! something else. No site's names are known, only those that hundreds of
//! sites share; one that stands on much of a page's prose says nothing there.
//!
//! All weights were found by trial on some 700 saved pages of three
//! collections, and hold for all three.

use std::collections::HashMap;

use super::blocks::{self, PageBlock, PageBlockKind};
use crate::load::html::{HtmlNodeId, HtmlTag, HtmlTree};

/// What a page's tree says of its article.
#[derive(Debug)]
pub(super) struct PageRegion {
    /// Its blocks in their order.
    pub(super) blocks: Vec<PageBlock>,
    /// What stands between the headline and the first of them.
    pub(super) head: Vec<PageBlock>,
    /// Whether the page is nothing but links.
    pub(super) is_list_of_links: bool,
}

/// Names that pages give to what stands around the article.
const AROUND: &[&str] = &[
    "ad",
    "ads",
    "adv",
    "advert",
    "advertisement",
    "banner",
    "bio",
    "breadcrumb",
    "breadcrumbs",
    "byline",
    "comment",
    "comments",
    "consent",
    "cookie",
    "cookies",
    "copyright",
    "credit",
    "credits",
    "dateline",
    "disclaimer",
    "disqus",
    "donate",
    "footer",
    "gdpr",
    "hatnote",
    "infobox",
    "latest",
    "login",
    "masthead",
    "menu",
    "meta",
    "metadata",
    "modal",
    "mostread",
    "nav",
    "navbar",
    "navbox",
    "navigation",
    "newsletter",
    "onward",
    "outbrain",
    "pager",
    "pagination",
    "paywall",
    "popular",
    "popup",
    "print",
    "promo",
    "rail",
    "readmore",
    "recirc",
    "recommended",
    "recommendation",
    "recommendations",
    "reflist",
    "register",
    "related",
    "relatedposts",
    "reply",
    "respond",
    "share",
    "sharebar",
    "sharing",
    "sidebar",
    "signup",
    "skip",
    "social",
    "socials",
    "sponsor",
    "sponsored",
    "subscribe",
    "subscription",
    "taboola",
    "tag",
    "taglist",
    "tags",
    "teaser",
    "teasers",
    "timestamp",
    "toc",
    "toolbar",
    "topics",
    "trending",
    "upsell",
    "widget",
    "widgets",
];

/// Percent of a page's prose up to which a name means what it says: on a page
/// built of "widgets" the article stands in them.
const SAYS: usize = 30;

/// Letters of prose beside the comments that make them no article.
const BESIDE_COMMENTS: usize = 1000;

/// Letters of shown prose below which hidden words are looked at: a page may
/// hide all of itself until a script runs.
const SHOWN: usize = 1500;

/// The article of a page.
pub(super) fn find(tree: &HtmlTree<'_>) -> PageRegion {
    let all = shown(tree);
    let is_list_of_links = is_list_of_links(&all);
    let around = around(tree, &all);
    let mut kept: Vec<PageBlock> = Vec::new();
    let mut head: Vec<PageBlock> = Vec::new();
    for block in all {
        if around.get(block.node.index()).copied().unwrap_or(false) {
            head.push(block);
        } else {
            kept.push(block);
        }
    }
    let sums = PageSums::of(tree, &kept);
    let region = sums.best(tree);
    let (inside, outside): (Vec<_>, Vec<_>) = kept
        .into_iter()
        .partition(|block| tree.holds(region, block.node) && !sums.is_list(tree, region, block));
    head.extend(outside);
    let blocks = choose(inside, &mut head);
    let above = headline_above(&head, &blocks);
    PageRegion { blocks, head: above, is_list_of_links }
}

/// The blocks that a browser shows, or all where that is next to nothing.
fn shown(tree: &HtmlTree<'_>) -> Vec<PageBlock> {
    let blocks = blocks::all(tree, true);
    if prose(&blocks) >= SHOWN {
        return blocks;
    }
    let every = blocks::all(tree, false);
    if prose(&every) > prose(&blocks) * 4 { every } else { blocks }
}

fn prose(blocks: &[PageBlock]) -> usize {
    blocks.iter().map(|block| block.prose).sum()
}

/// Whether a page names other pages and says nothing itself.
fn is_list_of_links(blocks: &[PageBlock]) -> bool {
    let chars: usize = blocks.iter().map(|block| block.chars).sum();
    let linked: usize = blocks.iter().map(|block| block.linked).sum();
    prose(blocks) == 0 && linked * 2 > chars
}

/// For each place whether the page names it as something beside the article.
fn around(tree: &HtmlTree<'_>, blocks: &[PageBlock]) -> Vec<bool> {
    let mut prose = vec![0; tree.len()];
    for block in blocks {
        add(tree, &mut prose, block.node, block.prose);
    }
    let total = blocks.iter().map(|block| block.prose).sum::<usize>();
    let mut named: Vec<(HtmlNodeId, &'static str)> = Vec::new();
    let mut sums: HashMap<&'static str, usize> = HashMap::new();
    for (id, tag) in tree.elements() {
        for name in names(tag) {
            let within = tree.outwards(id).skip(1).any(|up| named.contains(&(up, name)));
            if !within {
                *sums.entry(name).or_default() += prose.get(id.index()).copied().unwrap_or(0);
                named.push((id, name));
            }
        }
    }
    let says = |name: &str| {
        let sum = sums.get(name).copied().unwrap_or(0);
        let comments = matches!(name, "comment" | "comments" | "disqus" | "respond");
        sum * 100 <= total * SAYS || comments && total - sum > BESIDE_COMMENTS
    };
    let mut around = vec![false; tree.len()];
    for (id, _) in named.iter().filter(|(_, name)| says(name)) {
        for place in around.iter_mut().take(tree.end(*id)).skip(id.index()) {
            *place = true;
        }
    }
    around
}

/// The names that an element has in common with what stands around articles.
fn names(tag: &HtmlTag) -> Vec<&'static str> {
    let own = match tag.name() {
        "nav" => Some("<nav>"),
        "footer" => Some("<footer>"),
        "aside" => Some("<aside>"),
        "form" => Some("<form>"),
        "html" | "body" | "article" | "main" | "p" | "a" | "span" => return Vec::new(),
        _ => None,
    };
    let mut names: Vec<&'static str> = own.into_iter().collect();
    for attribute in ["class", "id", "data-component", "data-testid"] {
        let words = tag.attribute(attribute).map(words_of_name).unwrap_or_default();
        let known = words.iter().filter_map(|word| AROUND.iter().find(|known| *known == word));
        names.extend(known.copied());
    }
    names.sort_unstable();
    names.dedup();
    names
}

/// `storyRelated-links` as "story", "related", "links".
fn words_of_name(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = ' ';
    for c in name.chars() {
        if !c.is_alphanumeric() || c.is_uppercase() && before.is_lowercase() {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| c.is_alphanumeric()) {
            word.extend(c.to_lowercase());
        }
        before = c;
    }
    words
}

/// Adds a number to a place and to all elements around it.
fn add(tree: &HtmlTree<'_>, sums: &mut [usize], at: HtmlNodeId, number: usize) {
    for id in tree.outwards(at) {
        if let Some(sum) = sums.get_mut(id.index()) {
            *sum += number;
        }
    }
}

/// What each place holds, all within it counted.
struct PageSums {
    prose: Vec<usize>,
    /// What stands against it.
    other: Vec<usize>,
    chars: Vec<usize>,
    linked: Vec<usize>,
}

impl PageSums {
    fn of(tree: &HtmlTree<'_>, blocks: &[PageBlock]) -> PageSums {
        let none = || vec![0; tree.len()];
        let mut sums = PageSums { prose: none(), other: none(), chars: none(), linked: none() };
        for block in blocks {
            add(tree, &mut sums.prose, block.node, block.prose);
            add(tree, &mut sums.other, block.node, against(block));
            add(tree, &mut sums.chars, block.node, block.chars);
            add(tree, &mut sums.linked, block.node, block.linked);
        }
        sums
    }

    /// The element with the most prose and the least of what is none.
    fn best(&self, tree: &HtmlTree<'_>) -> HtmlNodeId {
        let mut best = (0, HtmlTree::ROOT);
        for (id, tag) in tree.elements() {
            let of = |sums: &[usize]| sums.get(id.index()).copied().unwrap_or(0);
            let score = of(&self.prose).saturating_sub(of(&self.other));
            let body = matches!(tag.name(), "article" | "main")
                || tag.attribute("itemprop") == Some("articleBody");
            let score = score + if body { score / 20 } else { 0 };
            if score > best.0 {
                best = (score, id);
            }
        }
        best.1
    }

    /// Whether an element around the block is a list of links.
    fn is_list(&self, tree: &HtmlTree<'_>, region: HtmlNodeId, block: &PageBlock) -> bool {
        let inside = tree.outwards(block.node).take_while(|id| *id != region);
        inside.into_iter().any(|id| {
            let of = |sums: &[usize]| sums.get(id.index()).copied().unwrap_or(0);
            let is_line = matches!(tree.name(id), "p" | "h1" | "h2" | "h3" | "h4");
            of(&self.linked) * 2 > of(&self.chars)
                && of(&self.prose) < of(&self.other)
                && of(&self.chars) > 40
                && !is_line
        })
    }
}

/// What a block counts against an element that holds it.
fn against(block: &PageBlock) -> usize {
    let is_text = matches!(block.kind, PageBlockKind::Paragraph | PageBlockKind::Item);
    match block.prose {
        0 if is_text && block.linked * 2 > block.chars => block.chars.min(200) * 3 / 5 + 10,
        0 if is_text => 4,
        _ => 0,
    }
}

/// Percent of links up to which a paragraph, and other words, are read.
const LINKED: usize = 60;
const LINKED_LOOSE: usize = 30;

/// Items behind the last paragraph that still belong to the article.
const LAST_ITEMS: usize = 12;

/// The blocks of a region that are the article; the others go to `rest`.
fn choose(inside: Vec<PageBlock>, rest: &mut Vec<PageBlock>) -> Vec<PageBlock> {
    let Some(first) = inside.iter().position(|block| block.prose > 0) else { return Vec::new() };
    let last = inside.iter().rposition(|block| block.prose > 0).unwrap_or(first);
    let belongs = |at: usize, block: &PageBlock| match block.kind {
        _ if block.prose > 0 => true,
        PageBlockKind::Paragraph if block.in_paragraph => {
            block.density() < LINKED && at <= last + 1 && (at >= first || block.chars > 60)
        }
        PageBlockKind::Paragraph => block.density() < LINKED_LOOSE && at > first && at < last,
        PageBlockKind::Item => block.density() < LINKED && at > first && at <= last + LAST_ITEMS,
        PageBlockKind::Heading => at < last && at + 1 >= first,
        PageBlockKind::Headline => at < last && at > first,
        PageBlockKind::Caption => at > first && at < last,
    };
    let mut chosen = Vec::new();
    for (at, block) in inside.into_iter().enumerate() {
        if belongs(at, &block) { chosen.push(block) } else { rest.push(block) }
    }
    chosen
}

/// Blocks above the article in which its facts may stand.
const HEAD: usize = 16;

/// What stands between the headline and the article, or right above it.
fn headline_above(rest: &[PageBlock], article: &[PageBlock]) -> Vec<PageBlock> {
    let Some(first) = article.first().map(|block| block.node) else { return Vec::new() };
    let mut above: Vec<PageBlock> =
        rest.iter().filter(|block| block.node < first).cloned().collect();
    above.sort_by_key(|block| block.node);
    let from = above.len().saturating_sub(HEAD);
    above.split_off(from)
}
