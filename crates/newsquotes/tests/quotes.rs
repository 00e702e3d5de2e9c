//! Who said what, in texts written for the purpose.
//!
//! A text is input and expectation at once: `⟦“We keep the bridge,”|Ober⟧`
//! are words of the article, with the speaker that must be found; a third
//! field is the form. A line `# …` is the title, a line `% …` opens a new text
//! and says what it is about; every other line is a paragraph.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fmt::Write as _;

use newsquotes::extract::quotes_of;
use newsquotes::model::{
    Article, Block, BlockKind, BlockReason, DefectKind, Form, Quote, Span, Speaker, Text,
};
use proptest::prelude::*;

/// An expected quotation: where its words stand with their marks.
#[derive(Debug)]
struct Expected {
    start: usize,
    end: usize,
    speaker: String,
    form: Option<String>,
}

/// An article of one block a line.
fn article(lines: &str) -> (Text, Article) {
    let text = Text::new(lines).unwrap();
    let mut article = Article::new(text.whole());
    let mut at = 0;
    for line in lines.split_inclusive('\n') {
        let mut span = text.trim(text.clamp(at..at + line.len()));
        let mut kind = BlockKind::Paragraph;
        if text.get(span).starts_with("# ") {
            kind = BlockKind::Title;
            span = text.clamp(span.start() + 2..span.end());
        }
        if !span.is_empty() {
            article.blocks.push(Block { kind, span, why: BlockReason::Paragraph });
        }
        at += line.len();
    }
    (text, article)
}

fn read(lines: &str) -> (Text, Vec<Quote>) {
    let (text, article) = article(lines);
    let found = quotes_of(&text, &article);
    (text, found)
}

/// Takes the annotation out of a marked text.
fn unmark(marked: &str) -> (String, Vec<Expected>) {
    let (mut plain, mut expected) = (String::new(), Vec::new());
    let mut rest = marked;
    while let Some((before, after)) = rest.split_once('⟦') {
        plain.push_str(before);
        let (inside, after) = after.split_once('⟧').unwrap();
        let mut fields = inside.split('|');
        let start = plain.len();
        plain.push_str(fields.next().unwrap());
        expected.push(Expected {
            start,
            end: plain.len(),
            speaker: fields.next().unwrap().to_owned(),
            form: fields.next().map(str::to_owned),
        });
        rest = after;
    }
    plain.push_str(rest);
    (plain, expected)
}

fn speaker_name(text: &Text, speaker: &Speaker) -> String {
    let mention = || speaker.mention.map(|span| text.get(span).to_owned()).unwrap_or_default();
    speaker.name.clone().unwrap_or_else(mention)
}

/// The verbatim parts with their quotation.
fn parts(quotes: &[Quote]) -> Vec<(Span, &Quote)> {
    let verbatim = quotes.iter().filter(|quote| quote.form.is_verbatim());
    verbatim.flat_map(|quote| quote.parts.iter().map(move |part| (*part, quote))).collect()
}

/// How many quotations of some marked texts are found, and how.
#[derive(Debug, Default)]
struct Tally {
    all: usize,
    found: usize,
    right: usize,
    formed: usize,
    complaints: String,
}

impl Tally {
    fn of(texts: &str) -> Tally {
        let mut tally = Tally::default();
        for marked in texts.split("% ").skip(1) {
            let (title, lines) = marked.split_once('\n').unwrap();
            tally.read(title, lines);
        }
        tally
    }

    fn read(&mut self, title: &str, lines: &str) {
        let (plain, expected) = unmark(lines);
        let (text, quotes) = read(&plain);
        let parts = parts(&quotes);
        self.all += expected.len();
        for want in expected {
            let part = parts.iter().find(|(part, _)| {
                part.start() >= want.start
                    && part.end() <= want.end
                    && part.len() * 2 > want.end - want.start
            });
            let Some((part, quote)) = part else {
                writeln!(self.complaints, "{title}: missed {}", &plain[want.start..want.end])
                    .unwrap();
                continue;
            };
            self.found += 1;
            let name = quote.speaker.as_ref().map(|s| speaker_name(&text, s)).unwrap_or_default();
            self.right += usize::from(name == want.speaker);
            let form = want.form.unwrap_or_else(|| "direct".to_owned());
            self.formed += usize::from(quote.form.name() == form);
            if name != want.speaker || quote.form.name() != form {
                let words = text.get(*part);
                writeln!(self.complaints, "{title}: {words}: {name:?}, {}", quote.form.name())
                    .unwrap();
            }
        }
    }
}

#[test]
fn the_shipped_weights_keep_their_floor() {
    let Tally { all, found, right, formed, complaints } =
        Tally::of(include_str!("quotes/annotated.txt"));
    assert!(all >= 60, "{all} quotations are too few to tell");
    assert!(found * 100 >= all * 97, "{found} of {all} found\n{complaints}");
    assert!(right * 100 >= all * 90, "{right} of {all} attributed\n{complaints}");
    assert!(formed * 100 >= all * 88, "{formed} of {all} of the right form\n{complaints}");
}

/// Who a name, its short forms and its offices are; each kind in both orders.
#[test]
fn a_speaker_is_named_by_a_name() {
    let Tally { all, right, complaints, .. } = Tally::of(include_str!("quotes/names.txt"));
    assert_eq!(right, all, "\n{complaints}");
}

/// The words of every verbatim part.
fn words(lines: &str) -> Vec<String> {
    let (text, quotes) = read(lines);
    parts(&quotes).iter().map(|(part, _)| text.get(*part).to_owned()).collect()
}

fn defects(lines: &str) -> Vec<DefectKind> {
    let (_, quotes) = read(lines);
    quotes.iter().flat_map(|quote| quote.defects.iter().map(|defect| defect.kind)).collect()
}

#[test]
fn every_style_of_mark_is_read() {
    for (open, close) in [
        ("“", "”"),
        ("\"", "\""),
        ("''", "''"),
        ("``", "''"),
        ("„", "“"),
        ("„", "”"),
        ("«", "»"),
        ("« ", " »"),
        ("»", "«"),
        ("‘", "’"),
        ("'", "'"),
        ("＂", "＂"),
    ] {
        let line = format!("{open}We keep the old bridge here,{close} Marta Ober said.");
        assert_eq!(words(&line), ["We keep the old bridge here,"], "{line}");
        assert_eq!(defects(&line), [], "{line}");
    }
}

#[test]
fn mixed_marks_are_paired_and_noted() {
    let line = "“We keep the old bridge here,\" Marta Ober said.";
    assert_eq!(words(line), ["We keep the old bridge here,"]);
    assert_eq!(defects(line), [DefectKind::MixedMarks]);
}

#[test]
fn an_unclosed_quotation_ends_where_the_reporter_goes_on() {
    let line = "“We keep the old bridge here, Ober said on Monday.";
    assert_eq!(words(line), ["We keep the old bridge here,"]);
    assert_eq!(defects(line), [DefectKind::NeverClosed]);
}

#[test]
fn an_unclosed_quotation_ends_with_its_paragraph() {
    let lines = "Marta Ober said: “We keep the old bridge here.\nThe council met again.";
    assert_eq!(words(lines), ["We keep the old bridge here."]);
    assert_eq!(defects(lines), [DefectKind::NeverClosed]);
}

#[test]
fn a_quotation_without_its_opening_mark_begins_with_its_paragraph() {
    let line = "We keep the old bridge here,” Marta Ober said.";
    assert_eq!(words(line), ["We keep the old bridge here,"]);
    assert_eq!(defects(line), [DefectKind::NeverOpened]);
}

#[test]
fn a_stray_closing_mark_is_noted_at_the_quotation_before_it() {
    let line =
        "Ober said: “We keep the old bridge.” The ferry goes on and everyone is glad of it.”";
    assert_eq!(words(line), ["We keep the old bridge."]);
    assert_eq!(defects(line), [DefectKind::StrayMark]);
}

#[test]
fn a_quotation_opened_anew_in_each_paragraph_is_one() {
    let lines = "Marta Ober said: “We keep the bridge.\n“It stays open.\n“It always will.”";
    let (text, quotes) = read(lines);
    let direct: Vec<&Quote> = quotes.iter().filter(|quote| quote.form == Form::Direct).collect();
    assert_eq!(direct.len(), 1, "{direct:?}");
    assert_eq!(
        text.get(direct[0].parts[0]),
        "We keep the bridge.\n“It stays open.\n“It always will."
    );
    assert_eq!(direct[0].defects, []);
}

#[test]
fn a_list_may_close_what_its_first_item_opened() {
    let lines = "• \"The ferry needs the town.\n• The town also needs the ferry.\"";
    assert_eq!(words(lines), ["The ferry needs the town.\n• The town also needs the ferry."]);
}

#[test]
fn apostrophes_open_nothing() {
    for line in [
        "The workers' hall and the farmers' market closed in the '90s.",
        "Rock 'n' roll isn't dead, it's Ober's.",
        "'Tis the season, y'all don't mind.",
    ] {
        assert_eq!(words(line), Vec::<String>::new(), "{line}");
    }
}

#[test]
fn split_quotations_are_one_of_several_parts() {
    let (text, quotes) = read("“We keep the bridge,” Marta Ober said. “It stays open.”");
    let direct: Vec<&Quote> = quotes.iter().filter(|quote| quote.form == Form::Direct).collect();
    assert_eq!(direct.len(), 1);
    let parts: Vec<&str> = direct[0].parts.iter().map(|part| text.get(*part)).collect();
    assert_eq!(parts, ["We keep the bridge,", "It stays open."]);
    assert_eq!(direct[0].cue.map(|cue| text.get(cue)), Some("said"));
}

#[test]
fn the_evidence_names_cue_mention_and_antecedent() {
    let (text, quotes) = read("Thomas Ober met the press in Oslo.\n“We keep the bridge,” he said.");
    let speaker = quotes[0].speaker.as_ref().unwrap();
    assert_eq!(speaker.mention.map(|span| text.get(span)), Some("he"));
    assert_eq!(speaker.antecedent.map(|span| text.get(span)), Some("Thomas Ober"));
    assert_eq!(speaker.name.as_deref(), Some("Thomas Ober"));
    assert_eq!(speaker.why, "name before the verb");
    assert!((50..100).contains(&speaker.confidence), "{}", speaker.confidence);
}

#[test]
fn a_name_behind_a_quotation_signs_it() {
    for line in [
        "“We keep the bridge as it is. It is ours.” — Greta Ober, mayor of Lund",
        "“We keep the bridge as it is. It is ours.” – Greta Ober, 44, of Lund",
        "“We keep the bridge as it is. It is ours.” (Greta Ober, the mayor)",
        "“We keep the bridge as it is. It is ours.” Greta Ober, mayor of Lund",
        "“We keep the bridge as it is. It is ours”--Greta Ober, on the plan to close it",
    ] {
        let (_, quotes) = read(line);
        let speaker = quotes[0].speaker.as_ref().unwrap();
        assert_eq!(speaker.name.as_deref(), Some("Greta Ober"), "{line}");
        assert_eq!(speaker.why, "signed with the name", "{line}");
    }
}

#[test]
fn who_acts_behind_a_quotation_does_not_sign_it() {
    for line in [
        "“We keep the bridge as it is,” said Ada Brandt. “It is ours.” Greta Ober left the room.",
        "Ada Brandt: “We keep the bridge as it is. It is ours.” [Lund Courier]",
    ] {
        let (_, quotes) = read(line);
        let last = quotes.iter().rev().find(|quote| quote.form.is_verbatim()).unwrap();
        let name = last.speaker.as_ref().and_then(|speaker| speaker.name.as_deref());
        assert_eq!(name, Some("Ada Brandt"), "{line}");
    }
}

#[test]
fn a_role_is_kept_beside_the_name() {
    let (_, quotes) = read("“We keep the bridge,” said NATO Secretary General Jens Ober.");
    let speaker = quotes[0].speaker.as_ref().unwrap();
    assert_eq!(speaker.name.as_deref(), Some("Jens Ober"));
    assert_eq!(speaker.role.as_deref(), Some("NATO Secretary General"));
}

/// The fullest names of the speakers, in order.
fn names(lines: &str) -> Vec<Option<String>> {
    let (_, quotes) = read(lines);
    let spoken = quotes.iter().filter(|quote| quote.form.is_verbatim());
    spoken.map(|quote| quote.speaker.as_ref().and_then(|speaker| speaker.name.clone())).collect()
}

#[test]
fn an_acronym_is_the_organisation_that_the_article_explains_it_by() {
    for (name, line) in [
        ("Federal Roads Office", "The Federal Roads Office (FRO) met. “We keep it,” the FRO said."),
        ("Federal Roads Office", "The FRO (Federal Roads Office) met. “We keep it,” the FRO said."),
        (
            "Federal Roads Office",
            "FRO met. The Federal Roads Office (FRO) ate. “We keep it,” FRO said.",
        ),
        (
            "Old Bridge Protection Organization",
            "The Old Bridge Protection Organization (OBPO) met on Monday.\n“We keep it,” OBPO said in a statement.",
        ),
        (
            "World Organisation for Bridge Health",
            "The World Organisation for Bridge Health (WOBH) met.\n“We keep it,” WOBH said.",
        ),
    ] {
        assert_eq!(names(line), [Some(name.to_owned())], "{line}");
    }
}

#[test]
fn brackets_that_explain_nothing_name_nobody_else() {
    for (name, line) in [
        ("LIP", "Greta Ober (LIP) left. “We keep it,” LIP said in a statement."),
        ("ANP", "The Federal Roads Office (ANP) met. “We keep it,” ANP said in a statement."),
        ("GO", "Greta Ober (GO) left. “We keep it,” GO said in a statement."),
    ] {
        assert_eq!(names(line), [Some(name.to_owned())], "{line}");
    }
}

/// The parts of the quotations without marks.
fn set_apart(lines: &str) -> Vec<Vec<String>> {
    let (text, quotes) = read(lines);
    let blocks = quotes.iter().filter(|quote| quote.form == Form::Block);
    let parts = |quote: &Quote| quote.parts.iter().map(|part| text.get(*part).to_owned()).collect();
    blocks.map(parts).collect()
}

#[test]
fn a_quotation_without_marks_runs_over_paragraphs_until_the_reporter_speaks() {
    const LEAD: &str = "Mayor Greta Ober added:";
    const WORDS: &str =
        "We keep the bridge as it is.\nIt has carried three wars.\nIt will carry our children.";
    for end in [
        "",
        "Ober was elected in May.",
        "She was elected in May.",
        "The ferry company said that it would appeal.",
        "“It stays,” said Paul Sander.",
        "Traffic was light on Monday.",
        "Paul Sander, who owns the ferry, answered:\nWe will see.",
    ] {
        let found = set_apart(&format!("{LEAD}\n{WORDS}\n{end}"));
        assert_eq!(found[0], [WORDS], "{end}");
    }
}

#[test]
fn a_quotation_without_marks_says_whose_it_is() {
    let lines = "Greta Ober met the press.\nOber added:\nWe keep it.\nI am proud of our bridge.";
    assert_eq!(names(lines), [Some("Greta Ober".to_owned())]);
}

#[test]
fn words_run_together_are_read_apart() {
    let (_, quotes) = read("The minister, Thomas OberHe said: “We keep the bridge.”");
    let speaker = quotes[0].speaker.as_ref().unwrap();
    assert_eq!(speaker.name.as_deref(), Some("Thomas Ober"));
}

#[test]
fn reported_speech_is_indirect_and_has_its_clause() {
    let (text, quotes) = read("Marta Ober said that the bridge would stay open until May.");
    assert_eq!(quotes.len(), 1);
    assert_eq!(quotes[0].form, Form::Indirect);
    assert_eq!(text.get(quotes[0].parts[0]), "the bridge would stay open until May");
    assert_eq!(quotes[0].cue.map(|cue| text.get(cue)), Some("said"));
}

#[test]
fn the_clause_around_a_fragment_is_given_too() {
    let (text, quotes) = read("Marta Ober said the bridge was “safe as houses” in any storm.");
    let forms: Vec<(Form, &str)> =
        quotes.iter().map(|quote| (quote.form, text.get(quote.parts[0]))).collect();
    assert!(forms.contains(&(Form::Mixed, "safe as houses")), "{forms:?}");
    assert!(
        forms.contains(&(Form::Indirect, "the bridge was “safe as houses” in any storm")),
        "{forms:?}"
    );
}

#[test]
fn titles_and_nicknames_are_no_quotations() {
    let (_, quotes) = read("Robert “Bo” Ellsberg read from his novel “The Long Winter” in a café.");
    let forms: Vec<Form> = quotes.iter().map(|quote| quote.form).collect();
    assert!(forms.contains(&Form::Nickname), "{forms:?}");
    assert!(!forms.iter().any(|form| form.is_verbatim()), "{forms:?}");
}

#[test]
fn a_headline_repeats_what_the_body_says_in_full() {
    let lines = "# Ober: “We keep the bridge”\n“We keep the bridge,” Marta Ober said on Monday.";
    let (_, quotes) = read(lines);
    let verbatim: Vec<&Quote> = quotes.iter().filter(|quote| quote.form.is_verbatim()).collect();
    assert_eq!(verbatim[0].block, BlockKind::Title);
    let body = quotes.iter().position(|quote| quote.block == BlockKind::Paragraph).unwrap();
    assert_eq!(verbatim[0].repeat_of, u32::try_from(body).ok());
    assert_eq!(verbatim[1].repeat_of, None);
}

#[test]
fn other_languages_have_their_verbs_of_speech() {
    for (line, name) in [
        (
            "« Nous gardons le pont dans la ville », a déclaré Jeanne Morel à la presse lundi.",
            "Jeanne Morel",
        ),
        (
            "„Wir behalten die alte Brücke im Dorf“, sagte Karl Ober am Montag in der Stadt.",
            "Karl Ober",
        ),
        (
            "«Nos quedamos con el puente», dijo Lucía Ferrer el lunes en la ciudad vieja.",
            "Lucía Ferrer",
        ),
        (
            "«Teniamo il vecchio ponte», ha detto Paolo Rienzi lunedì nella città vecchia.",
            "Paolo Rienzi",
        ),
        (
            "—Nos quedamos con el puente viejo —dijo Lucía el lunes en la plaza—. Vendrá el barco.",
            "Lucía",
        ),
    ] {
        let (text, quotes) = read(line);
        let speaker = quotes.first().and_then(|quote| quote.speaker.as_ref());
        assert_eq!(speaker.map(|s| speaker_name(&text, s)).as_deref(), Some(name), "{line}");
    }
}

/// Text in which every other word is a mark, a cue or a name.
fn rubble() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "“",
        "”",
        "„",
        "«",
        "»",
        "\"",
        "'",
        "’",
        "‘",
        "''",
        "``",
        "said",
        "Ober",
        "he",
        "she",
        "who",
        "that",
        ",",
        ".",
        ":",
        "\n",
        "\n\n",
        " ",
        " ",
        " ",
        "—",
        "the minister",
        "according to",
        "OberHe",
        "'s",
        "Mr.",
        "of",
        "é",
        "\u{feff}",
        "😀",
        "# ",
        "dijo",
        "(",
        ")",
        "and",
        "told",
        "a\u{301}",
    ]);
    prop::collection::vec(piece, 0..120).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn parts_lie_in_the_article_ascending_and_disjoint(lines in prop_oneof![rubble(), any::<String>()]) {
        let (text, article) = article(&lines);
        let found = quotes_of(&text, &article);
        prop_assert!(found.windows(2).all(|pair| pair[0].parts[0].start() <= pair[1].parts[0].start()));
        for (index, quote) in found.iter().enumerate() {
            prop_assert!(!quote.parts.is_empty());
            prop_assert!(quote.parts.iter().all(|part| article.span.covers(*part) && !part.is_empty()));
            prop_assert!(quote.parts.windows(2).all(|pair| pair[0].end() <= pair[1].start()));
            prop_assert!(quote.parts.iter().all(|part| text.span(part.range()).is_some()));
            let repeats = quote.repeat_of.map(|original| original as usize);
            prop_assert!(repeats.is_none_or(|original| original < found.len() && original != index));
        }
        prop_assert_eq!(quotes_of(&text, &article), found, "the same text gives the same");
    }
}
