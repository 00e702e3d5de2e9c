use super::*;
use newsquotes::model::{Block, Text};

fn document() -> Document {
    let words = "Bridge stays\n\nShare\n\nWe keep the bridge open for all.\n\n• one\n\n• two";
    let text = Text::new(words).unwrap();
    let mut article = Article::new(text.whole());
    let kinds = [
        BlockKind::Title,
        BlockKind::Share,
        BlockKind::Paragraph,
        BlockKind::Item,
        BlockKind::Item,
    ];
    for (line, kind) in words.split("\n\n").zip(kinds) {
        let at = words.find(line).unwrap();
        let span = text.span(at..at + line.len()).unwrap();
        article.blocks.push(Block { kind, span, why: newsquotes::model::BlockReason::Paragraph });
    }
    Document { text, articles: vec![article], ..Document::default() }
}

fn all_rows(page: &mut ArticlePage, document: &Document) -> Vec<String> {
    let article = &document.articles[0];
    let mut out = Vec::new();
    for item in 0..page.items.len() {
        for row in page.rows(document, article, item).iter() {
            out.push(match row {
                PageRow::Blank => String::new(),
                PageRow::Source(bytes) => document.text.as_str()[bytes.clone()].trim().to_owned(),
                PageRow::Ours(words) => format!("[{words}]"),
            });
        }
    }
    out
}

#[test]
fn the_body_is_set_with_blank_rows_and_lists_stay_together() {
    let document = document();
    let mut page = ArticlePage::new(&document.articles[0], false, &[]);
    page.set_columns(18, false);
    let expected =
        ["Bridge stays", "", "We keep the bridge", "open for all.", "", "• one", "• two"];
    assert_eq!(all_rows(&mut page, &document), expected);
}

#[test]
fn blocks_set_aside_are_named_when_shown() {
    let document = document();
    let mut page = ArticlePage::new(&document.articles[0], true, &[]);
    page.set_columns(18, true);
    assert_eq!(all_rows(&mut page, &document)[1..4], ["", "[share]", "Share"]);
}

#[test]
fn a_note_stands_below_its_passage_and_one_on_the_article_above_the_body() {
    let document = document();
    let at = document.text.as_str().find("bridge open").unwrap();
    let passage = document.text.span(at..at + 11);
    let notes = [
        PageNote { passage: None, text: "On it all".into() },
        PageNote { passage, text: "Is it?\nAsk".into() },
    ];
    let mut page = ArticlePage::new(&document.articles[0], false, &notes);
    page.set_columns(40, false);
    let rows = all_rows(&mut page, &document);
    let expected = ["Bridge stays", "", "[On it all]", "", "We keep the bridge open for all."];
    assert_eq!(rows[..5], expected);
    assert_eq!(rows[5..8], ["", "[Is it?]", "[Ask]"]);
}

#[test]
fn a_place_is_found_by_its_byte_and_back() {
    let document = document();
    let article = &document.articles[0];
    let mut page = ArticlePage::new(article, false, &[]);
    page.set_columns(18, false);
    let offset = document.text.as_str().find("open").unwrap();
    let place = page.place_at(&document, article, offset).unwrap();
    assert_eq!(page.offset_of(&document, article, place), Some(offset));
    let up = page.moved(&document, article, place, -100);
    assert_eq!(up, PagePlace::default());
    let end = page.moved(&document, article, up, 100);
    assert_eq!(end, page.end(&document, article));
}
