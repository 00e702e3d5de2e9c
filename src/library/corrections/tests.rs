//! Corrections laid over a document, and what becomes of those that miss.

use super::*;
use crate::library::anchor::{select, select_article};
use crate::library::annotation::Target;
use newsquotes::model::Form;

const PAGE: &str = "Bridge stays open\nRead more: ferry prices\n\
    “We keep it,” Ober said. “It is ours,” he added.\nBridge stays open\n";

/// A document with one block a line and one quote a pair of marks.
fn document(words: &str) -> Document {
    let mut document = newsquotes::load::load("page.txt", words.as_bytes().to_vec());
    let text = document.text.clone();
    let mut article = Article::new(text.whole());
    let mut at = 0;
    for line in text.as_str().split_inclusive('\n') {
        let span = text.trim(text.clamp(at..at + line.len()));
        article.blocks.push(Block {
            kind: BlockKind::Paragraph,
            span,
            why: BlockReason::Paragraph,
        });
        at += line.len();
    }
    for (start, _) in words.match_indices('“') {
        let inside = start + '“'.len_utf8();
        let end = inside + words[inside..].find('”').unwrap();
        article.quotes.push(quote(text.span(inside..end).unwrap()));
    }
    document.articles = vec![article];
    document
}

fn quote(part: Span) -> Quote {
    let (block, form) = (BlockKind::Paragraph, Form::Direct);
    let (cue, speaker) = (None, None);
    Quote { parts: vec![part], form, block, cue, speaker, defects: vec![], repeat_of: None }
}

fn annotation(document: &Document, words: &str, body: Body) -> Annotation {
    let at = document.text.as_str().rfind(words).unwrap();
    let span = document.text.span(at..at + words.len()).unwrap();
    let selector = Some(select(&document.text, span));
    Annotation { target: Target::default(), selector, body, modified: 0 }
}

fn of_article(document: &Document, body: Body, modified: i64) -> Annotation {
    let selector = Some(select_article(&document.text, &document.articles[0]));
    Annotation { target: Target::default(), selector, body, modified }
}

fn fact(document: &Document, field: FactField, value: &str) -> Annotation {
    of_article(document, Body::Fact { field, value: value.into() }, 0)
}

#[test]
fn a_block_is_put_right_also_in_a_page_saved_again() {
    let repeat = annotation(&document(PAGE), "Bridge stays open", Body::Block(BlockKind::Repeat));
    let mut again = document(&format!("Skip to content\n{PAGE}"));
    let applied = apply(&mut again, vec![repeat]);
    assert!(applied.lost.is_empty());
    let kinds: Vec<_> = again.articles[0].blocks.iter().map(|block| block.kind).collect();
    assert_eq!(kinds[4], BlockKind::Repeat);
    assert_eq!(kinds[1], BlockKind::Paragraph, "the title has the same words");
    assert_eq!(again.articles[0].blocks[4].why, BlockReason::Corrected);
}

#[test]
fn a_line_that_became_part_of_a_paragraph_does_not_take_it_along() {
    let related =
        annotation(&document(PAGE), "Read more: ferry prices", Body::Block(BlockKind::Related));
    let glued = PAGE.replace("prices\n", "prices rise, and so do those of the trains. ");
    let mut glued = document(&glued);
    let applied = apply(&mut glued, vec![related]);
    assert_eq!(applied.lost.len(), 1, "listed, not dropped");
    assert!(glued.articles[0].blocks.iter().all(|b| b.kind == BlockKind::Paragraph));
}

#[test]
fn facts_are_what_the_user_said() {
    let mut page = document(PAGE);
    page.articles[0].meta.url = Some(Fact::new("wrong".into(), Evidence::Inferred("a link")));
    let annotations = vec![
        fact(&page, FactField::Outlet, " The Harbour Post "),
        fact(&page, FactField::Date, "2024-04"),
        fact(&page, FactField::Tags, "bridges, , harbour"),
        fact(&page, FactField::Url, ""),
    ];
    assert!(apply(&mut page, annotations).lost.is_empty());
    let meta = &page.articles[0].meta;
    assert_eq!(meta.outlet, Some(Fact::new("The Harbour Post".into(), Evidence::User)));
    assert_eq!(meta.date.as_ref().unwrap().value.iso().as_deref(), Some("2024-04"));
    assert_eq!(
        meta.tags.iter().map(|t| t.value.as_str()).collect::<Vec<_>>(),
        ["bridges", "harbour"]
    );
    assert_eq!(meta.url, None, "emptied by the user");
}

#[test]
fn a_date_that_cannot_be_read_is_handed_back() {
    let mut page = document(PAGE);
    let annotations =
        vec![fact(&page, FactField::Date, "--04-05"), fact(&page, FactField::Date, "soon")];
    assert_eq!(apply(&mut page, annotations).lost.len(), 1);
    assert_eq!(page.articles[0].meta.date.as_ref().unwrap().value.words(), "5 April, no year");
}

#[test]
fn a_speaker_is_corrected_and_keeps_only_a_fitting_mention() {
    let mut page = document(PAGE);
    let he = page.text.clamp(PAGE.find("he added").unwrap()..PAGE.find(" added").unwrap());
    let speaker = |mention| Speaker {
        mention,
        name: None,
        role: None,
        antecedent: None,
        why: "a guess",
        confidence: 40,
    };
    page.articles[0].quotes[1].speaker = Some(speaker(Some(he)));
    let name = |name: Option<&str>| Body::Speaker { name: name.map(str::to_owned) };
    let annotations = vec![
        annotation(&page, "It is ours,", name(Some("Ida Ober"))),
        annotation(&page, "We keep it,", name(None)),
    ];
    let mut applied = apply(&mut page, annotations);
    apply_speakers(&mut page, &mut applied);
    assert!(applied.lost.is_empty());
    let corrected = page.articles[0].quotes[1].speaker.as_ref().unwrap();
    assert_eq!(corrected.name.as_deref(), Some("Ida Ober"));
    assert_eq!((corrected.confidence, corrected.why), (100, "corrected by you"));
    assert_eq!(corrected.mention, Some(he));
    assert_eq!(page.articles[0].quotes[0].speaker, None);
    assert!(!fits("Ada Falk", "Ida Ober") && fits("Ober", "Ida Ober"));
}

#[test]
fn a_speaker_of_words_that_are_no_quotation_is_lost() {
    let body = Body::Speaker { name: Some("Ida Ober".into()) };
    let mut page = document(PAGE);
    let annotations = vec![annotation(&page, "We keep it,", body)];
    page.articles[0].quotes.clear();
    let mut applied = apply(&mut page, annotations);
    apply_speakers(&mut page, &mut applied);
    assert_eq!((applied.placed.len(), applied.lost.len()), (0, 1));
}

#[test]
fn the_latest_of_several_holds_and_replaces_all() {
    let mut page = document(PAGE);
    let title = |value: &str| Body::Fact { field: FactField::Title, value: value.into() };
    let annotations = vec![of_article(&page, title("New"), 9), of_article(&page, title("Old"), 3)];
    let applied = apply(&mut page, annotations);
    assert_eq!(page.articles[0].meta.title.as_ref().unwrap().value, "New");
    assert_eq!(applied.of_article(0).count(), 1);
    assert_eq!(applied.of_article(0).next().unwrap().annotation.modified, 9);
    let anywhere = page.text.clamp(0..0);
    assert_eq!(applied.replaced_by(0, anywhere, &title("Newest")).len(), 2);
    assert!(applied.replaced_by(0, anywhere, &Body::Starred).is_empty());
}

#[test]
fn a_reading_place_is_where_its_words_are() {
    let page = document(PAGE);
    let place = annotation(&page, "“We keep", Body::Read).selector.unwrap();
    let annotation = of_article(&page, Body::Place(place), 0);
    let mut again = document(&format!("Advertisement\n{PAGE}"));
    let applied = apply(&mut again, vec![annotation.clone()]);
    assert_eq!(again.text.get(applied.placed[0].span), "“We keep");
    let mut edited = document("Bridge stays open\nIt does.\n");
    let applied = apply(&mut edited, vec![annotation]);
    assert_eq!(edited.text.get(applied.placed[0].span), "Bridge stays open");
}
