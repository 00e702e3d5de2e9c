//! Places that are found again, moved, doubted and lost.

use proptest::prelude::*;
use proptest::sample::Index;

use super::*;

fn text(words: &str) -> Text {
    Text::new(words).unwrap()
}

/// The selector of the first occurrence of `words` after `from`.
fn selector(source: &Text, from: &str, words: &str) -> Selector {
    let start = source.as_str().find(from).unwrap();
    let at = start + source.as_str()[start..].find(words).unwrap();
    select(source, source.span(at..at + words.len()).unwrap())
}

fn find(source: &Text, selector: &Selector) -> Option<(String, Certainty)> {
    let found = AnchorFinder::new(source).find(selector)?;
    Some((source.get(found.span).to_owned(), found.certainty))
}

const PAGE: &str = "Harbour bridge stays open\nBy Ada Falk\nShare\n\n\
    “We keep the bridge,” Ober said on Monday.\n\nShare\n\nThe town agreed.\n";

#[test]
fn an_unchanged_text_gives_the_same_place() {
    let page = text(PAGE);
    for words in ["Harbour bridge stays open", "Share", "We keep the bridge,", "agreed."] {
        let selector = selector(&page, "", words);
        let found = AnchorFinder::new(&page).find(&selector).unwrap();
        assert_eq!(found.span.range(), selector.position);
        assert_eq!(found.certainty, Certainty::Unmoved);
    }
}

#[test]
fn equal_words_are_told_apart_by_their_surroundings() {
    let page = text(PAGE);
    let second = selector(&page, "Monday", "Share");
    let saved_again = text(&format!("Skip to content\n{PAGE}"));
    let found = AnchorFinder::new(&saved_again).find(&second).unwrap();
    assert_eq!(found.span.start(), saved_again.as_str().rfind("Share").unwrap());
    assert_eq!(found.certainty, Certainty::Moved);
}

#[test]
fn other_typography_is_the_same_words() {
    let page = text(PAGE);
    let quote = selector(&page, "", "“We keep the bridge,” Ober said");
    let saved_again = text("Harbour\r\n\"We keep\u{a0}the\r\nbridge,\" Ober said on");
    let (words, certainty) = find(&saved_again, &quote).unwrap();
    assert_eq!(words, "\"We keep\u{a0}the\r\nbridge,\" Ober said");
    assert_eq!(certainty, Certainty::Retyped);
}

#[test]
fn an_edited_passage_is_found_between_its_neighbours() {
    let page = text(PAGE);
    let title = selector(&page, "", "Harbour bridge stays open");
    let saved_again = text(&PAGE.replace("stays open", "to stay open for good"));
    let (words, certainty) = find(&saved_again, &title).unwrap();
    assert_eq!(words, "Harbour bridge to stay open for good");
    assert_eq!(certainty, Certainty::Replaced);
    let last = selector(&page, "", "The town agreed.");
    let saved_again = text(&PAGE.replace("town agreed.", "town council agreed."));
    assert_eq!(find(&saved_again, &last).unwrap().0, "The town council agreed.");
}

#[test]
fn lost_words_are_not_put_anywhere() {
    let page = text(PAGE);
    let other_story = text(&PAGE.replace("Harbour bridge stays open", "Rain on Sunday"));
    assert_eq!(find(&other_story, &selector(&page, "", "Harbour bridge stays open")), None);
    let share = selector(&page, "", "Share");
    assert_eq!(find(&text("Nothing here. Share prices fell."), &share), None);
    assert_eq!(find(&text(""), &share), None);
}

#[test]
fn a_long_passage_is_kept_by_both_ends() {
    let passage = "The ferry left at nine. ".repeat(100) + "Then it rained.";
    let page = text(&format!("Before it all.\n{passage}\nAfter it all."));
    let selector = selector(&page, "The ferry", &passage);
    assert!(selector.quote.exact.len() < 200);
    assert_eq!(find(&page, &selector).unwrap().0, passage);
    let edited = passage.replacen("nine. The ferry left at nine. T", "nine. T", 40);
    let saved_again = text(&format!("Updated.\nBefore it all.\n{edited}\nAfter it all."));
    assert_eq!(find(&saved_again, &selector).unwrap().0, edited);
}

proptest! {
    #[test]
    fn what_was_selected_is_found_where_it_was(
        words in "([a-c “”…\\-\u{200b}é]|\\PC|\n| {40}){1,120}", from: Index, to: Index,
    ) {
        let page = text(&words);
        let ends = (from.index(words.len()), to.index(words.len() + 1));
        let span = page.clamp(ends.0.min(ends.1)..ends.0.max(ends.1));
        prop_assume!(!span.is_empty());
        let found = AnchorFinder::new(&page).find(&select(&page, span));
        prop_assert_eq!(found, Some(FoundAnchor { span, certainty: Certainty::Unmoved }));
    }

    #[test]
    fn any_text_and_selector_give_a_valid_span_or_none(
        words in "([ab “…\u{200b}é]|\\PC){0,60}", exact in "[ab “…é]{0,4}",
        ending in "[ab]{0,2}", prefix in "[ab \"]{0,40}", suffix in "[ab \"]{0,40}",
        position: Range<usize>,
    ) {
        let page = text(&words);
        let quote = TextQuote { exact, ending, prefix, suffix };
        let found = AnchorFinder::new(&page).find(&Selector { quote, position });
        if let Some(found) = found {
            prop_assert_eq!(page.span(found.span.range()), Some(found.span));
        }
    }
}

#[test]
fn a_text_that_repeats_itself_does_no_harm() {
    let page = text(&"a a ".repeat(50_000));
    let mut selector = select(&page, page.span(100_000..100_001).unwrap());
    assert!(find(&page, &selector).is_some());
    selector.quote.exact = "a b".into();
    selector.position = 7..usize::MAX;
    assert_eq!(find(&page, &selector), None);
}
