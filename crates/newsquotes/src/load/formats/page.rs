//! Saved pages of HTML: the words of the article (`region`), or of the page
//! without menus and forms, and the facts that the page tells (`page_facts`).

use super::blocks::{PageBlock, PageBlockKind};
use super::page_facts::{self, PageFacts};
use super::record::Records;
use super::region;
use super::{LoadedText, html, without_mark};
use crate::load::clean;
use crate::load::encoding::Decoded;
use crate::load::html::HtmlTree;
use crate::model::{BlockKind, BlockReason, Problem};

/// Elements that hold no words of an article.
const DROPPED: [&str; 13] = [
    "head", "nav", "aside", "footer", "form", "button", "select", "svg", "video", "audio",
    "dialog", "iframe", "object",
];

/// Bytes of words from which an `article` or `main` element counts.
const BODY: usize = 400;

/// Characters in which a page says what it is.
const OPENING: usize = 1000;

/// `<!doctype html>` or `<html>` at the top, behind nothing but declarations
/// and comments.
pub(super) fn sniff(content: &str) -> bool {
    let content = without_mark(content).trim_start();
    let opening: String = content.chars().take(OPENING).collect::<String>().to_lowercase();
    let marks = ["<!doctype html", "<html"];
    let declared = opening.starts_with("<?xml") || opening.starts_with("<!--");
    marks.iter().any(|mark| opening.starts_with(mark) || declared && opening.contains(mark))
}

pub(super) fn load(path: &str, decoded: Decoded) -> LoadedText {
    let Decoded { content, .. } = decoded;
    let tree = HtmlTree::of(without_mark(&content));
    let region = region::find(&tree);
    let facts = page_facts::read(&tree, region.blocks.first().map(|block| block.node));
    let PageFacts { meta, date_words } = facts;
    if region.is_list_of_links {
        return LoadedText { problems: vec![links(path)], ..LoadedText::default() };
    }
    if !region.blocks.is_empty() {
        let mut records = Records::default();
        let mut below_by = false;
        let head = region.head.iter().filter(|block| {
            let is_by = clean::is_by(&block.words);
            let name = std::mem::replace(&mut below_by, is_by) && clean::are_people(&block.words);
            is_by || name || clean::tells_facts(&block.words)
        });
        let blocks = head.map(|block| (block.words.as_str(), None));
        let blocks = blocks.chain(region.blocks.iter().map(|b| (b.words.as_str(), kind(b))));
        records.write_blocks(meta, date_words.as_deref(), blocks);
        return records.into_loaded(Vec::new());
    }
    let body = body(&tree);
    if body.trim().is_empty() {
        return LoadedText { problems: vec![nothing(path)], ..LoadedText::default() };
    }
    let mut records = Records::default();
    records.write(meta, None, date_words.as_deref(), &body);
    records.into_loaded(Vec::new())
}

/// What a block of the article is by its elements; a paragraph is for its
/// words to say.
fn kind(block: &PageBlock) -> Option<(BlockKind, BlockReason)> {
    match block.kind {
        PageBlockKind::Headline | PageBlockKind::Heading => {
            Some((BlockKind::Heading, BlockReason::MarkedHeading))
        }
        PageBlockKind::Item => Some((BlockKind::Item, BlockReason::MarkedItem)),
        PageBlockKind::Caption => Some((BlockKind::Caption, BlockReason::MarkedCaption)),
        PageBlockKind::Paragraph
            if block.in_table && !block.words.contains(char::is_alphabetic) =>
        {
            Some((BlockKind::Paragraph, BlockReason::MarkedCell))
        }
        PageBlockKind::Paragraph => None,
    }
}

fn links(path: &str) -> Problem {
    Problem {
        path: path.to_owned(),
        what: "the page is a list of links, not an article".to_owned(),
        hint: "open the pages that it names and save those".to_owned(),
    }
}

fn nothing(path: &str) -> Problem {
    Problem {
        path: path.to_owned(),
        what: "the page holds no words".to_owned(),
        hint: "a script may fetch them; save the page from the reader view, or as text".to_owned(),
    }
}

/// The words of the longest `article`, else of `main`, else of the page.
fn body(tree: &HtmlTree<'_>) -> String {
    let parts = ["article", "main"].iter().filter_map(|name| {
        let named = tree.elements().filter(|(id, tag)| tag.name() == *name && tree.is_closed(*id));
        let longest = named.max_by_key(|(id, _)| tree.source(*id).len())?;
        Some(html::page(tree, longest.0, &DROPPED))
    });
    let mut long = parts.filter(|words| words.len() >= BODY);
    long.next().unwrap_or_else(|| html::page(tree, HtmlTree::ROOT, &DROPPED))
}

#[cfg(test)]
mod tests {
    use crate::load::load;
    use crate::model::BlockKind::{Item, Paragraph};
    use crate::model::Fact;

    const PAGE: &str = r#"<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Ferry sails again | Lake Courier</title>
<meta property="og:title" content="Ferry sails &amp; sails again">
<meta property="og:site_name" content="Lake Courier"><meta name=author content="Mona Brandt">
<link rel="canonical" href="https://example.org/ferry">
<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "Ferry sails again", "datePublished": "2024-04-04T10:00:00Z"}]}</script>
<style>p { color: red }</style></head>
<body><nav><a href="/">Home</a><a href="/lake">Lake</a></nav>
<h1>Ferry sails again</h1><p>The ferry of Lindau sails
again, the harbour&nbsp;master said on <b>Thursday</b>.</p><script>track("<p>")</script>
<ul><li>Nobody was hurt in the storm.</li></ul>
<aside>Sign up</aside><p>The first boat left at noon with forty people.<br>It came back empty.</p>
<form><input><button>Send</button></form><footer>&copy; 2024</footer></body></html>"#;

    #[test]
    fn a_page_is_read_without_its_tags() {
        for path in ["a.html", "a.HTM", "a.txt", "a"] {
            let document = load(path, PAGE.as_bytes().to_vec());
            let [article] = document.articles.as_slice() else { panic!("{path}") };
            let body: Vec<_> = article
                .blocks
                .iter()
                .filter(|block| matches!(block.kind, Paragraph | Item))
                .map(|block| document.text.get(block.span))
                .collect();
            assert_eq!(
                body,
                [
                    "The ferry of Lindau sails again, the harbour\u{a0}master said on Thursday.",
                    "• Nobody was hurt in the storm.",
                    "The first boat left at noon with forty people.",
                    "It came back empty.",
                ]
            );
            assert!(!document.text.as_str().contains(['<', '>']));
        }
    }

    /// The words of the body of a page's only article.
    fn body(page: &str) -> Vec<String> {
        let document = load("a.html", page.as_bytes().to_vec());
        let [article] = document.articles.as_slice() else { panic!("{:?}", document.problems) };
        let words = |block: &crate::model::Block| document.text.get(block.span).to_owned();
        article.body().map(words).collect()
    }

    const FIRST: &str = "The ferry of Lindau sails again, the harbour master said on Thursday.";
    const SECOND: &str = "Nobody was hurt when it ran aground in the storm of last week, she said.";

    const THIRD: &str = "The first boat left at noon with forty people and a dog on board.";

    #[test]
    fn the_article_is_found_by_where_its_prose_stands() {
        let links = "<li><a href='x'>Three boats are missed on the lake</a></li>".repeat(9);
        let teaser =
            "<p>A teaser of another piece ends like a sentence, too, as they often do.</p>";
        let widget = |words: &str| format!("<div class='widget'><p>{words}</p></div>");
        let widgets = [FIRST, SECOND, THIRD].map(widget).concat();
        let article = format!("<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>");
        for page in [
            format!("<body><div>{links}</div><div>{article}</div><ul>{links}</ul>"),
            format!("<body><div class='teaser-box'>{teaser}</div>{widgets}"),
            format!("<body><main>{article}<div id='related'>{teaser}</div></main>"),
            format!(
                "<form><div>{FIRST}<br><br>{SECOND}<br>{THIRD}</div></form><div hidden>{teaser}</div>"
            ),
        ] {
            assert_eq!(body(&format!("<html>{page}")), [FIRST, SECOND, THIRD], "{page}");
        }
    }

    #[test]
    fn a_page_that_hides_itself_until_a_script_runs_is_read() {
        assert_eq!(
            body(&format!("<div hidden><p>{FIRST}</p><p>{SECOND}</p></div>")),
            [FIRST, SECOND]
        );
    }

    #[test]
    fn a_quotation_of_an_element_has_its_marks() {
        let page =
            format!("<p>{FIRST}</p><p>Starr said <q>it is over now</q> and left the room.</p>");
        assert_eq!(body(&page)[1], "Starr said “it is over now” and left the room.");
    }

    #[test]
    fn a_list_of_links_is_no_article() {
        let link = "<li><a href='https://a.example'>Three boats are missed on the lake</a></li>";
        let document = load("a.html", format!("<html><ul>{}</ul>", link.repeat(5)).into_bytes());
        assert!(document.articles.is_empty());
        assert!(document.problems[0].what.contains("list of links"));
    }

    #[test]
    fn the_head_tells_the_facts() {
        let document = load("a.html", PAGE.as_bytes().to_vec());
        let meta = &document.articles[0].meta;
        let value = |fact: &Option<Fact<String>>| fact.as_ref().map(|fact| fact.value.clone());
        assert_eq!(value(&meta.title).as_deref(), Some("Ferry sails again"));
        assert_eq!(value(&meta.byline).as_deref(), Some("Mona Brandt"));
        assert_eq!(value(&meta.outlet).as_deref(), Some("Lake Courier"));
        assert_eq!(value(&meta.url).as_deref(), Some("https://example.org/ferry"));
        assert_eq!(value(&meta.language).as_deref(), Some("en"));
        assert_eq!(meta.date.as_ref().unwrap().value.iso().as_deref(), Some("2024-04-04"));
    }

    #[test]
    fn broken_pages_lose_no_words() {
        for page in [
            "<html><nav>It sank.",
            "<html><p>It sank <",
            "<html><article><article>It sank.</p>",
            "<html><script>x</script>It sank.<svg",
        ] {
            let document = load("a.html", page.as_bytes().to_vec());
            assert!(document.text.as_str().contains("It sank"), "{page}");
        }
        assert_eq!(load("a.html", b"<html><script>x</script>".to_vec()).problems.len(), 1);
    }
}
