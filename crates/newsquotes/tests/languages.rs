//! Who said what in nine languages, in texts written for the purpose.
//!
//! A text is input and expectation at once, as in `quotes.rs`: `⟦„Nein“|Ober⟧`
//! are words of the article, with the speaker that must be found; a third
//! field is the form. A line `% de: …` opens a new text; every other line is a
//! paragraph. The texts of `before.txt` were written before the rules, those
//! of `after.txt` and `other.txt` when the rules stood; then the rules were mended.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test fails by panicking and says what it found"
)]

use std::fmt::Write as _;

use newsquotes::extract::quotes_of;
use newsquotes::model::{Article, Block, BlockKind, BlockReason, Form, Quote, Span, Text};
use proptest::prelude::*;

/// An expected quotation: where its words stand with their marks.
struct ForeignExpected {
    words: std::ops::Range<usize>,
    speaker: String,
    form: String,
}

/// Takes the annotation out of a marked text.
fn unmark(marked: &str) -> (String, Vec<ForeignExpected>) {
    let (mut plain, mut expected) = (String::new(), Vec::new());
    let mut rest = marked;
    while let Some((before, after)) = rest.split_once('⟦') {
        plain.push_str(before);
        let (inside, after) = after.split_once('⟧').unwrap();
        let mut fields = inside.split('|');
        let start = plain.len();
        plain.push_str(fields.next().unwrap());
        let speaker = fields.next().unwrap().to_owned();
        let form = fields.next().unwrap_or("direct").to_owned();
        expected.push(ForeignExpected { words: start..plain.len(), speaker, form });
        rest = after;
    }
    plain.push_str(rest);
    (plain, expected)
}

fn quotes_in(lines: &str) -> (Text, Vec<Quote>) {
    let text = Text::new(lines).unwrap();
    let mut article = Article::new(text.whole());
    let mut at = 0;
    for line in lines.split_inclusive('\n') {
        let span = text.trim(text.clamp(at..at + line.len()));
        if !span.is_empty() {
            let why = BlockReason::Paragraph;
            article.blocks.push(Block { kind: BlockKind::Paragraph, span, why });
        }
        at += line.len();
    }
    let quotes = quotes_of(&text, &article);
    (text, quotes)
}

fn verbatim(quotes: &[Quote]) -> Vec<(Span, &Quote)> {
    let quotes = quotes.iter().filter(|quote| quote.form.is_verbatim());
    quotes.flat_map(|quote| quote.parts.iter().map(move |part| (*part, quote))).collect()
}

/// How many quotations of texts are there, found, given to the right speaker
/// and, of the wrong names, sure by 70 and more.
#[derive(Default)]
struct ForeignScore {
    all: usize,
    found: usize,
    right: usize,
    formed: usize,
    wrong_and_sure: usize,
    complaints: String,
}

impl ForeignScore {
    fn of(texts: &str) -> ForeignScore {
        let mut score = ForeignScore::default();
        for marked in texts.split("% ").skip(1) {
            let (title, lines) = marked.split_once('\n').unwrap();
            let (plain, expected) = unmark(lines);
            let (text, quotes) = quotes_in(&plain);
            for want in expected {
                score.count(title, &text, &verbatim(&quotes), &want);
            }
        }
        println!(
            "{} quotations, {} found, {} right, {} of the right form, {} wrong and sure\n{}",
            score.all,
            score.found,
            score.right,
            score.formed,
            score.wrong_and_sure,
            score.complaints
        );
        score
    }

    fn count(
        &mut self,
        title: &str,
        text: &Text,
        parts: &[(Span, &Quote)],
        want: &ForeignExpected,
    ) {
        self.all += 1;
        let part = parts.iter().find(|(part, _)| {
            part.start() >= want.words.start
                && part.end() <= want.words.end
                && part.len() * 2 > want.words.len()
        });
        let Some((part, quote)) = part else {
            let words = &text.as_str()[want.words.clone()];
            writeln!(self.complaints, "{title}: missed {words}").unwrap();
            return;
        };
        self.found += 1;
        let speaker = quote.speaker.as_ref();
        let mention = speaker.and_then(|speaker| speaker.mention).map(|span| text.get(span));
        let name = speaker.and_then(|speaker| speaker.name.as_deref()).or(mention);
        let (name, sure) = (name.unwrap_or("nobody"), speaker.map_or(0, |s| s.confidence));
        let right = name == want.speaker;
        self.right += usize::from(right);
        self.formed += usize::from(quote.form.name() == want.form);
        self.wrong_and_sure += usize::from(!right && sure >= 70);
        if !right || quote.form.name() != want.form {
            let (words, form) = (text.get(*part), quote.form.name());
            writeln!(self.complaints, "{title}: {words}: {name} ({sure}), {form}").unwrap();
        }
    }
}

fn holds_its_floor(texts: &str) {
    let score = ForeignScore::of(texts);
    assert!(score.all >= 40, "{} quotations are too few to tell", score.all);
    assert!(score.found * 100 >= score.all * 97, "{} of {} found", score.found, score.all);
    assert!(score.right * 100 >= score.all * 90, "{} of {} right", score.right, score.all);
    assert!(score.formed * 100 >= score.all * 90, "{} of {} formed", score.formed, score.all);
    assert!(score.wrong_and_sure <= 2, "{} wrong names are sure", score.wrong_and_sure);
}

#[test]
fn texts_written_before_the_rules_are_read() {
    holds_its_floor(include_str!("quotes/languages/before.txt"));
}

#[test]
fn texts_of_other_shapes_are_read() {
    holds_its_floor(include_str!("quotes/languages/other.txt"));
}

#[test]
fn texts_written_behind_the_rules_are_read() {
    holds_its_floor(include_str!("quotes/languages/after.txt"));
}

fn words(lines: &str) -> Vec<String> {
    let (text, quotes) = quotes_in(lines);
    verbatim(&quotes).iter().map(|(part, _)| text.get(*part).to_owned()).collect()
}

#[test]
fn every_mark_of_a_language_holds_a_quotation() {
    for (open, close) in [
        ("„", "“"),
        ("»", "«"),
        ("«", "»"),
        ("« ", " »"),
        ("“", "”"),
        ("‚", "‘"),
        ("\"", "\""),
        ("›", "‹"),
    ] {
        let line = format!(
            "{open}Die Brücke bleibt stehen{close}, sagte Greta Obermann, und die Stadt will sie im nächsten Jahr streichen."
        );
        assert_eq!(words(&line), ["Die Brücke bleibt stehen"], "{line}");
    }
}

#[test]
fn marks_of_chinese_and_japanese_hold_quotations() {
    assert_eq!(
        words("市长说：「这座桥会一直留在这里。」镇上的人都很高兴。"),
        ["这座桥会一直留在这里。"]
    );
    assert_eq!(
        words("市长说：“这座桥会一直留在这里。”镇上的人都很高兴。"),
        ["这座桥会一直留在这里。"]
    );
    assert_eq!(
        words("市長は「橋はこのまま残します」と述べた。町は『もう待てない』と答えた。"),
        ["橋はこのまま残します", "もう待てない"]
    );
    // The title of a book is nobody's words.
    assert_eq!(words("他写了一本书《桥》，没有人读过它。"), Vec::<String>::new());
}

/// A name that is sure, for what nobody says with certainty, is worse than none.
#[test]
fn what_is_not_sure_is_below_seventy() {
    for (line, name) in [
        ("Die Polizei teilte mit: „Wir suchen weiter nach dem Fahrer des Wagens.“", None),
        (
            "« Les recherches continuent dans la forêt », a indiqué la préfecture dans un communiqué.",
            None,
        ),
        (
            "Am Montag war die Straße „über Stunden nicht befahrbar“, und niemand wusste, warum.",
            None,
        ),
    ] {
        let (_, quotes) = quotes_in(line);
        for (_, quote) in verbatim(&quotes) {
            let speaker = quote.speaker.as_ref();
            assert_eq!(speaker.and_then(|speaker| speaker.name.as_deref()), name, "{line}");
            assert!(speaker.is_none_or(|speaker| speaker.confidence < 70), "{line}: {speaker:?}");
        }
    }
}

#[test]
fn reported_speech_is_found_by_its_table() {
    for (line, told, name) in [
        (
            "Die Bürgermeisterin Greta Obermann sagte, dass die Brücke im Herbst gesperrt wird.",
            "die Brücke im Herbst gesperrt wird",
            "Greta Obermann",
        ),
        (
            "Die Brücke sei sicher, sagte Greta Obermann am Dienstag.",
            "Die Brücke sei sicher",
            "Greta Obermann",
        ),
        (
            "La alcaldesa Rosaura Quintero dijo que el puente se cerrará en otoño.",
            "el puente se cerrará en otoño",
            "Rosaura Quintero",
        ),
        (
            "Міська голова Соломія Гринчук сказала, що міст закриють восени.",
            "міст закриють восени",
            "Соломія Гринчук",
        ),
    ] {
        let (text, quotes) = quotes_in(line);
        let found = quotes.iter().find(|quote| quote.form == Form::Indirect);
        let found = found.unwrap_or_else(|| panic!("{line}: {quotes:?}"));
        assert_eq!(text.get(found.parts[0]), told, "{line}");
        assert_eq!(found.speaker.as_ref().unwrap().name.as_deref(), Some(name), "{line}");
    }
}

proptest! {
    /// Whatever stands beside the marks: no part reaches out of its article, and
    /// the parts of a quotation are in order.
    #[test]
    fn no_words_disturb_the_parts(
        pieces in prop::collection::vec(
            prop::sample::select(vec![
                "die ", "und ", "nicht ", "sagte ", "Greta ", "Obermann", "(SPD)", ", ", ". ", ": ", "„", "“", "»", "«",
                "\n", "— ", "– ", "’", "l’", "dit-il ", "a déclaré ", "zufolge ", "за його словами ", "сказав ", "Дзюбенка ",
                "mówi ", "52-Jährige ", "Q: ", "OBER: ", "**", "?", "que ", "dass ", "sei ", "laut ", "\u{301}", "「", "」",
            ]),
            0..80,
        )
    ) {
        let lines = format!("die und nicht der mit sich ist von\n{}", pieces.concat());
        let (text, quotes) = quotes_in(&lines);
        for quote in &quotes {
            for pair in quote.parts.windows(2) {
                prop_assert!(pair[0].end() <= pair[1].start());
            }
            prop_assert!(quote.parts.iter().all(|part| !text.get(*part).is_empty()));
        }
    }
}
