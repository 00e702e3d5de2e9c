//! The tagger as it is compiled in.
//!
//! All texts are invented. Names are marked `[Ida Ober|p]`, organisations `|o`
//! and places `|l`.

use newsquotes::extract;
use newsquotes::model::{
    Article, Block, BlockKind, BlockReason, Entity, EntityKind, Mention, Repair, Span, Text,
};
use proptest::prelude::*;

/// News of places and people that do not exist among some that do.
const NEWS: &str = "\
[Lund|l] mayor defends bridge plan as costs rise

[STOCKHOLM|l], March 3 ([Reuters|o]) - The mayor of [Lund|l], [Karin Ekholm|p], said on Tuesday that the new bridge over the [Hoje River|l] would be paid for by the city and not by the [European Union|o].

“We keep the bridge,” [Ekholm|p] told reporters outside the [Ministry of Transport|o] in [Stockholm|l]. Her deputy, [Jonas van der Berg|p], declined to comment.

Finance Minister [Peter Halloran|p] said that [Sweden|l] had spent 1.2 billion crowns since 2019, and that [Denmark|l] and [Norway|l] had promised to help. [Halloran|p]'s office did not answer questions from The [Nordic Herald|o].

The [World Trade Organization|o] ([WTO|o]) is to rule in April. Its spokeswoman, [Amina Diallo|p], said in [Geneva|l] that no date had been set.

In [Washington|l], Senator [Robert Castellano|p] of [Ohio|l] called the plan reckless. “[Europe|l] must pay its own bills,” he said at [Georgetown University|o].

President [Marek Kowalczyk|p] of [Poland|l] met Ms. [Ekholm|p] last week in [Warsaw|l], where [Volkswagen|o] and [Deutsche Bank|o] have offices. A court in [Berlin|l] fined the carmaker in 2021.

[Kim Dae-sung|p], an engineer who worked for [Hyundai|o] in [South Korea|l], built the first pillar. Mr. [Kim|p] now lives near [Los Angeles|l] with his wife, [Elena Petrova|p].

The [U.S.|l] Embassy said it was watching. [Amnesty International|o] and the [Red Cross|o] want access to the camp near [Kharkiv|l] in eastern [Ukraine|l].";

/// Precision and recall that the compiled-in weights must not fall below on
/// [`NEWS`], in percent.
const FLOOR: usize = 85;

type Names = Vec<(std::ops::Range<usize>, EntityKind)>;

/// The text without its marks, and the names that were marked.
fn unmark(marked: &str) -> (Text, Names) {
    let mut plain = String::new();
    let mut names = Vec::new();
    for (index, part) in marked.split(['[', ']']).enumerate() {
        let (words, kind) = match part.rsplit_once('|').filter(|_| index % 2 == 1) {
            Some((words, "p")) => (words, Some(EntityKind::Person)),
            Some((words, "o")) => (words, Some(EntityKind::Organisation)),
            Some((words, _)) => (words, Some(EntityKind::Place)),
            None => (part, None),
        };
        names.extend(kind.map(|kind| (plain.len()..plain.len() + words.len(), kind)));
        plain.push_str(words);
    }
    (Text::new(plain).unwrap_or_default(), names)
}

fn lines(text: &Text) -> Vec<Span> {
    let mut start = 0;
    let spans = text.as_str().split_inclusive('\n').map(|line| {
        start += line.len();
        text.trim(text.clamp(start - line.len()..start))
    });
    spans.filter(|span| !span.is_empty()).collect()
}

/// An article with every line a block of `kind`.
fn article(text: &Text, kind: BlockKind) -> Article {
    let mut article = Article::new(text.whole());
    let blocks =
        lines(text).into_iter().map(|span| Block { kind, span, why: BlockReason::Paragraph });
    article.blocks = blocks.collect();
    article
}

fn entities_of(content: &str, kind: BlockKind) -> (Text, Vec<Entity>, Vec<Mention>) {
    let text = Text::new(content).unwrap_or_default();
    let (entities, mentions) = extract::entities_of(&text, &article(&text, kind));
    (text, entities, mentions)
}

/// Each entity as `kind name: forms`, with `*` after a credit.
fn summary(content: &str, kind: BlockKind) -> Vec<String> {
    let (text, entities, mentions) = entities_of(content, kind);
    let line = |(index, entity): (usize, &Entity)| {
        let own = mentions.iter().filter(|mention| mention.entity as usize == index);
        let forms = own.map(|mention| {
            format!("{}{}", text.get(mention.span), if mention.credit { "*" } else { "" })
        });
        format!("{} {}: {}", entity.kind.name(), entity.name, forms.collect::<Vec<_>>().join(" "))
    };
    entities.iter().enumerate().map(line).collect()
}

fn in_paragraphs(content: &str) -> Vec<String> {
    summary(content, BlockKind::Paragraph)
}

#[test]
fn the_compiled_in_weights_know_news() {
    let (text, gold) = unmark(NEWS);
    let (entities, mentions) = extract::entities_of(&text, &article(&text, BlockKind::Paragraph));
    let found: Names = mentions
        .iter()
        .map(|mention| (mention.span.range(), entities[mention.entity as usize].kind))
        .collect();
    let right = found.iter().filter(|name| gold.contains(name)).count();
    let missed: Vec<_> = gold.iter().filter(|name| !found.contains(name)).collect();
    let wrong: Vec<_> = found.iter().filter(|name| !gold.contains(name)).collect();
    let words = |names: Vec<&(std::ops::Range<usize>, EntityKind)>| -> Vec<String> {
        names.iter().map(|(at, kind)| format!("{kind:?} {}", &text.as_str()[at.clone()])).collect()
    };
    let report = format!("missed {:?}, wrong {:?}", words(missed), words(wrong));
    assert!(right * 100 >= gold.len() * FLOOR, "recall: {report}");
    assert!(right * 100 >= found.len() * FLOOR, "precision: {report}");
}

#[test]
fn a_surname_is_the_person_named_in_full() {
    let found = in_paragraphs(
        "Prime Minister Karin Ekholm met Peter Halloran in Paris on Monday.\n\
         Ekholm said the talks went well. “It was good,” Halloran said of Ekholm's offer.",
    );
    assert_eq!(
        found,
        [
            "person Karin Ekholm: Karin Ekholm Ekholm Ekholm",
            "person Peter Halloran: Peter Halloran Halloran",
            "place Paris: Paris"
        ]
    );
}

#[test]
fn a_name_goes_on_over_a_hyphen_but_not_over_a_compound() {
    let found = in_paragraphs("“No,” said Kim Dae-sung. The Karin Ekholm-led group met in Oslo.");
    assert_eq!(
        found,
        [
            "person Kim Dae-sung: Kim Dae-sung",
            "person Karin Ekholm: Karin Ekholm",
            "place Oslo: Oslo"
        ]
    );
}

#[test]
fn articles_and_the_forms_of_companies_belong_to_names() {
    let found = in_paragraphs(
        "Officials of Halloran Works, Inc. said that al-Qaeda had claimed the attack in Oslo.",
    );
    assert_eq!(
        found,
        [
            "organisation Halloran Works, Inc.: Halloran Works, Inc.",
            "organisation al-Qaeda: al-Qaeda",
            "place Oslo: Oslo"
        ]
    );
}

#[test]
fn two_people_of_one_surname_stay_two() {
    let found = in_paragraphs(
        "Karin Ekholm spoke first in Lund. Ekholm said it was late.\n\
         Her brother Peter Ekholm spoke next. Ekholm said it was early.",
    );
    assert_eq!(
        found[..1],
        ["person Karin Ekholm: Karin Ekholm Ekholm"],
        "the surname is that of the one named last: {found:?}"
    );
    assert!(found.contains(&"person Peter Ekholm: Peter Ekholm Ekholm".to_owned()), "{found:?}");
}

#[test]
fn an_acronym_in_brackets_is_the_name_before_it() {
    let (_, entities, _) = entities_of(
        "The World Trade Organization (WTO) met in Geneva. The WTO will meet again in May.",
        BlockKind::Paragraph,
    );
    assert_eq!(entities[0].name, "World Trade Organization");
    assert_eq!(entities[0].aliases[0].name, "WTO");
    assert_eq!(entities[0].aliases[0].why, "acronym in brackets");
}

#[test]
fn the_head_of_a_dateline_is_a_credit() {
    let found = in_paragraphs(
        "OSLO, April 4 (Reuters) - The mayor of Oslo said on Friday that Reuters was wrong.",
    );
    assert_eq!(found, ["place Oslo: OSLO* Oslo", "organisation Reuters: Reuters* Reuters"]);
}

#[test]
fn names_in_photo_credits_and_hidden_blocks_are_credits() {
    let caption = "Karin Ekholm walks through Geneva. Photograph: Peter Halloran/AFP";
    let found = summary(caption, BlockKind::Caption);
    assert_eq!(
        found,
        [
            "person Karin Ekholm: Karin Ekholm",
            "place Geneva: Geneva",
            "person Peter Halloran: Peter Halloran*",
            "organisation AFP: AFP*"
        ]
    );
    assert_eq!(
        summary("By Karin Ekholm in Oslo", BlockKind::Byline)[0],
        "person Karin Ekholm: Karin Ekholm*"
    );
}

#[test]
fn who_reported_and_edited_is_a_credit() {
    let found = in_paragraphs("(Reporting by Peter Halloran; editing by Amina Diallo)");
    assert_eq!(
        found,
        ["person Peter Halloran: Peter Halloran*", "person Amina Diallo: Amina Diallo*"]
    );
}

#[test]
fn an_all_capitals_headline_has_the_names_of_the_story() {
    let found = in_paragraphs(
        "EKHOLM TELLS PARIS TO WAIT\n\nKarin Ekholm told the mayor of Paris to wait. Ekholm left Paris.",
    );
    assert_eq!(found[0], "person Karin Ekholm: EKHOLM Karin Ekholm Ekholm", "{found:?}");
    assert_eq!(found[1], "place Paris: PARIS Paris Paris", "{found:?}");
    assert_eq!(found.len(), 2);
}

#[test]
fn a_word_run_into_a_name_is_cut_where_the_screen_cuts_it() {
    let text = Text::new("The plan was drawn up by Karin EkholmHe replied on Monday.").unwrap();
    let mut article = article(&text, BlockKind::Paragraph);
    let at = text.as_str().find("He replied").unwrap();
    let span = text.span(at..at).unwrap();
    article.repairs.push(Repair { span, shown: " ".into(), why: "two words run together" });
    let (entities, _) = extract::entities_of(&text, &article);
    assert_eq!(entities[0].name, "Karin Ekholm");
}

#[test]
fn hidden_markup_is_no_part_of_a_name() {
    let text = Text::new("Mayor *Karin* Ekholm met [Amina Diallo](/Peter-Halloran).").unwrap();
    let mut article = article(&text, BlockKind::Paragraph);
    for markup in ["*Karin", "* Ekholm", "[Amina", "](/Peter-Halloran)"] {
        let at = text.as_str().find(markup).unwrap();
        let end = if markup.starts_with(']') { at + markup.len() } else { at + 1 };
        let span = text.span(at..end).unwrap();
        article.repairs.push(Repair { span, shown: "".into(), why: "markup" });
    }
    let (entities, mentions) = extract::entities_of(&text, &article);
    let names: Vec<&str> = entities.iter().map(|entity| entity.name.as_str()).collect();
    assert_eq!(names, ["Karin Ekholm", "Amina Diallo"]);
    assert_eq!(text.get(mentions[0].span), "Karin* Ekholm");
}

#[test]
fn text_without_capitals_has_no_names() {
    assert!(in_paragraphs("the mayor of lund met karin ekholm in paris on monday.").is_empty());
}

#[test]
fn ten_thousand_names_on_one_line_are_all_there() {
    let names: Vec<String> = (0..10_000).map(|n| format!("Karin Ekholm{n}")).collect();
    let (_, _, mentions) = entities_of(&names.join(" met "), BlockKind::Paragraph);
    assert_eq!(mentions.len(), 10_000);
    let run = "Karin Ekholm ".repeat(10_000);
    entities_of(&run, BlockKind::Paragraph);
}

fn check(content: &str, kind: BlockKind) {
    let (text, entities, mentions) = entities_of(content, kind);
    let mut end = 0;
    for mention in &mentions {
        assert!(mention.span.start() >= end && !mention.span.is_empty());
        assert!(text.span(mention.span.range()).is_some());
        assert!((mention.entity as usize) < entities.len());
        assert!(mention.margin <= 100);
        end = mention.span.end();
    }
    for entity in &entities {
        assert!(!entity.name.is_empty());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_gives_mentions_in_order(content in any::<String>()) {
        check(&content, BlockKind::Paragraph);
    }

    #[test]
    fn any_mixture_of_names_and_marks_gives_mentions_in_order(
        parts in prop::collection::vec(
            prop::sample::select(vec![
                "Karin ", "Ekholm", "EKHOLM ", "Lund", "U.S.", "-", "’s ", "the ", "of ", "(", ")",
                " ", "\n", ". ", "NATO", "Dr. ", "“", "”", "É", "ß", "\u{301}", "Photo: ", "/",
                "and ", "Bank ", " - ", "al-", "Inc.", "Jr.", ", ", "un ", "王", "İ", "said ",
            ]),
            0..60,
        ),
        caption in any::<bool>(),
    ) {
        let kind = if caption { BlockKind::Caption } else { BlockKind::Paragraph };
        check(&parts.concat(), kind);
    }
}
