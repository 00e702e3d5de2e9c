//! Which words are lit and which blocks come first.

use super::*;
use crate::query::language::{parse, parse_typing};
use newsquotes::model::Date;

/// The text with the words found between brackets.
fn lit_in(typed: &str, text: &str) -> String {
    let query = parse(typed, Date::default());
    marked(text, &Highlighter::new(&query, None).words(text, 0))
}

fn marked(text: &str, words: &[Range<usize>]) -> String {
    let mut out = String::new();
    let mut at = 0;
    for word in words {
        out += &[&text[at..word.start], "[", &text[word.clone()], "]"].concat();
        at = word.end;
    }
    out + &text[at..]
}

#[test]
fn words_are_lit_as_the_index_finds_them() {
    for (typed, expected) in [
        ("bridge", "The [bridges] of Émile’s U.S. port; don’t abridge 300,000 of them."),
        ("EMILE", "The bridges of [Émile]’s U.S. port; don’t abridge 300,000 of them."),
        ("us don't", "The bridges of Émile’s [U.S.] port; [don’t] abridge 300,000 of them."),
        ("300000", "The bridges of Émile’s U.S. port; don’t abridge [300,000] of them."),
        ("por*", "The bridges of Émile’s U.S. [port]; don’t abridge 300,000 of them."),
        ("brdges~", "The [bridges] of Émile’s U.S. port; don’t abridge 300,000 of them."),
        ("/.*bridge.*/", "The [bridges] of Émile’s U.S. port; don’t [abridge] 300,000 of them."),
        ("\"emile us\"", "The bridges of [Émile]’s [U.S.] port; don’t abridge 300,000 of them."),
        ("\"the emile\"", "The bridges of Émile’s U.S. port; don’t abridge 300,000 of them."),
        (
            "near:\"port bridges\"~9",
            "The [bridges] of Émile’s U.S. [port]; don’t abridge 300,000 of them.",
        ),
        (
            "near:\"port bridges\"~3",
            "The bridges of Émile’s U.S. port; don’t abridge 300,000 of them.",
        ),
        (
            "-port outlet:bridges",
            "The bridges of Émile’s U.S. port; don’t abridge 300,000 of them.",
        ),
        ("speaker:emile", "The bridges of [Émile]’s U.S. port; don’t abridge 300,000 of them."),
    ] {
        let text = "The bridges of Émile’s U.S. port; don’t abridge 300,000 of them.";
        assert_eq!(lit_in(typed, text), expected, "{typed}");
    }
}

#[test]
fn other_scripts_are_lit_too() {
    assert_eq!(lit_in("мост", "Старые Мосты стоят."), "Старые Мосты стоят.");
    assert_eq!(lit_in("мосты", "Старые Мосты стоят."), "Старые [Мосты] стоят.");
    assert_eq!(lit_in("大橋", "木の大橋は。"), "木の[大][橋]は。");
    assert_eq!(lit_in("ñandú", "El ÑANDÚ corre, el nandu no."), "El [ÑANDÚ] corre, el [nandu] no.");
}

#[test]
fn forms_follow_the_language_of_the_article() {
    let query = parse("häuser", Date::default());
    let text = "Das Haus steht.";
    assert_eq!(
        marked(text, &Highlighter::new(&query, Some("de")).words(text, 0)),
        "Das [Haus] steht."
    );
    assert!(Highlighter::new(&query, Some("en")).words(text, 0).is_empty());
}

/// The blocks of a text, one a line, as an article at byte 100 has them.
fn blocks(text: &str) -> Vec<Range<usize>> {
    let mut at = 100;
    text.split('\n')
        .map(|line| {
            at += line.len() + 1;
            at - line.len() - 1..at - 1
        })
        .collect()
}

#[test]
fn the_phrase_as_typed_comes_first_then_most_words() {
    let text = "The ferry left.\nKeep it, the bridge!\nHe will keep the bridge.\nA bridge.";
    let query = parse("keep the bridge", Date::default());
    let found = Highlighter::new(&query, None).passages(text, 100, &blocks(text), 3);
    let shown: Vec<&str> =
        found.iter().map(|p| &text[p.block.start - 100..p.block.end - 100]).collect();
    assert_eq!(shown, ["He will keep the bridge.", "Keep it, the bridge!", "A bridge."]);
    let words: Vec<&str> =
        found[0].words.iter().map(|w| &text[w.start - 100..w.end - 100]).collect();
    assert_eq!(words, ["keep", "the", "bridge"]);
}

#[test]
fn what_is_being_typed_counts_for_the_phrase() {
    let text = "A bridge to keep.\nThe keepers' bridge.";
    let query = parse_typing("keepers bri", 11, Date::default());
    let found = Highlighter::new(&query, None).passages(text, 100, &blocks(text), 9);
    assert_eq!(found[0].block, blocks(text)[1]);
    assert!(found[0].weight > PHRASE);
}

#[test]
fn facts_alone_and_blocks_out_of_bounds_give_none() {
    let query = parse("outlet:bell date:2022", Date::default());
    assert!(Highlighter::new(&query, None).is_empty());
    assert!(
        Highlighter::new(&query, None)
            .passages("A bell.", 0, std::slice::from_ref(&(0..7)), 3)
            .is_empty()
    );
    let query = parse("bell", Date::default());
    assert!(Highlighter::new(&query, None).passages("A bell.", 5, &[0..7, 6..900], 3).is_empty());
}

fn shown<'a>(text: &'a str, typed: &str, columns: usize) -> &'a str {
    let query = parse(typed, Date::default());
    let words = Highlighter::new(&query, None).words(text, 0);
    &text[sentence_around(text, 0, &(0..text.len()), &words, columns)]
}

#[test]
fn a_long_block_is_cut_to_the_sentence_with_the_words() {
    let text = "Mr. Vey came at 9 a.m. on Monday. “We keep the bridge,” said J. Ober of the U.S. \
                port. The ferry left. Nobody was surprised by any of it.";
    assert_eq!(shown(text, "bridge", 500), text);
    assert_eq!(shown(text, "ferry", 20), "The ferry left.");
    assert_eq!(shown(text, "ferry", 60), "The ferry left. Nobody was surprised by any of it.");
    assert_eq!(shown(text, "vey", 40), "Mr. Vey came at 9 a.m. on Monday.");
    assert_eq!(shown(text, "bridge port", 50), "“We keep the bridge,” said J. Ober of the U.S.");
    assert_eq!(shown(text, "port", 20), "U.S. port.");
    assert_eq!(shown("橋橋橋橋橋橋", "橋", 5), "橋橋");
}
