//! Transcripts and interviews: who speaks in each turn, and what is none.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use newsquotes::model::{Form, Quote, Speaker};
use newsquotes::{extract, load};

/// The turns of a file: who speaks, and how the words begin.
fn turns(name: &str, content: &str) -> Vec<(String, String)> {
    let mut document = load::load(name, content.as_bytes().to_vec());
    let text = document.text.clone();
    let article = document.articles.first_mut().unwrap();
    extract::find_quotes(&text, article);
    let labelled = |quote: &Quote| {
        quote.speaker.as_ref().is_some_and(|speaker| speaker.why == "label of a turn")
    };
    let turns = article.quotes.iter();
    let turns = turns.filter(|quote| quote.form == Form::Block || labelled(quote));
    let who = |speaker: &Speaker| {
        let mention = speaker.mention.map(|span| text.get(span).to_owned());
        speaker.name.clone().or(mention).unwrap()
    };
    let first = |words: &str| words.split_whitespace().take(3).collect::<Vec<_>>().join(" ");
    turns
        .map(|turn| {
            let words = text.get(*turn.parts.first().unwrap());
            (turn.speaker.as_ref().map_or_else(|| "nobody".to_owned(), who), first(words))
        })
        .collect()
}

fn turns_with_confidence(name: &str, content: &str) -> Vec<(String, u8)> {
    let mut document = load::load(name, content.as_bytes().to_vec());
    let text = document.text.clone();
    let article = document.articles.first_mut().unwrap();
    extract::find_quotes(&text, article);
    let turns = article.quotes.iter().filter(|quote| quote.form == Form::Block);
    let who = |speaker: &Speaker| {
        let mention = speaker.mention.map(|span| text.get(span).to_owned());
        (speaker.name.clone().or(mention).unwrap(), speaker.confidence)
    };
    turns.map(|turn| turn.speaker.as_ref().map_or_else(|| ("nobody".to_owned(), 0), who)).collect()
}

fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter().map(|(who, words)| ((*who).to_owned(), (*words).to_owned())).collect()
}

const HEAD: &str = "# Interview with Mara Ober\n\nBy Tom Vey\n\nMara Ober has been mayor of Melle for nine years. She spoke with us about the bridge over the river and its costs.\n\n";

#[test]
fn labels_of_questions_and_answers_are_turns() {
    let article = format!(
        "{HEAD}Q: Why does the bridge stay?\n\nA: Because people need it, and because it is ours.\n\nIt was built by our grandparents.\n\nQ: And what does it cost?\n\nA: Less than a new one would.\n"
    );
    let expected = [
        ("Tom Vey", "Why does the"),
        ("Mara Ober", "Because people need"),
        ("Tom Vey", "And what does"),
        ("Mara Ober", "Less than a"),
    ];
    for name in ["a.md", "a.txt"] {
        assert_eq!(
            turns(name, &article.replace("# ", if name == "a.md" { "# " } else { "" })),
            pairs(&expected),
            "{name}"
        );
    }
}

#[test]
fn labels_in_bold_letters_are_turns() {
    let article = format!(
        "{HEAD}**Q:** Why does the bridge stay?\n\n**A:** Because people need it.\n\n**Q: And what does it cost?**\n\n**A:** Less than a new one would.\n"
    );
    let found = turns("a.md", &article);
    assert_eq!(found.len(), 4, "{found:?}");
    assert_eq!(found[1], ("Mara Ober".to_owned(), "Because people need".to_owned()));
    assert_eq!(found[2].1, "And what does");
}

#[test]
fn names_in_capitals_are_turns_of_their_full_names() {
    let article = "# Council hears the ferrymen\n\nThe council of Melle heard Jonas Feld and Mara Ober on Monday evening. This is a transcript.\n\nFELD: We have measured the river twice a day for a year.\n\nOBER: And what did you find?\n\nFELD: It moves. Nobody can build on that bank.\n\nOBER: Thank you for coming.\n\nMODERATOR: We go on with the next speaker.\n";
    let expected = [
        ("Jonas Feld", "We have measured"),
        ("Mara Ober", "And what did"),
        ("Jonas Feld", "It moves. Nobody"),
        ("Mara Ober", "Thank you for"),
    ];
    let found = turns("a.md", article);
    assert_eq!(found[..4], pairs(&expected)[..], "{found:?}");
}

#[test]
fn names_with_offices_are_turns() {
    let article = "# Three voices on the dam\n\nThe dam has to be mended. We asked those who live with it.\n\nJonas Feld, farmer: I see the water rise in my fields each spring.\n\nIlse Brandt, harbour master: The boats cannot pass in summer.\n\nJonas Feld, farmer: Nobody has asked us what we want.\n";
    let expected = [
        ("Jonas Feld", "I see the"),
        ("Ilse Brandt", "The boats cannot"),
        ("Jonas Feld", "Nobody has asked"),
    ];
    assert_eq!(turns("a.md", article), pairs(&expected));
}

#[test]
fn questions_in_bold_letters_are_turns_with_their_answers() {
    let article = format!(
        "{HEAD}**Why does the bridge stay?**\n\nBecause it is the only way over the river, and we need it every day.\n\n**What will it cost?**\n\nNothing that we cannot pay. We have saved for it since I came.\n\nThat is what I promised.\n\n**Will you run again?**\n\nI do not know yet. Ask me in spring.\n"
    );
    let expected = [
        ("Tom Vey", "Why does the"),
        ("Mara Ober", "Because it is"),
        ("Tom Vey", "What will it"),
        ("Mara Ober", "Nothing that we"),
        ("Tom Vey", "Will you run"),
        ("Mara Ober", "I do not"),
    ];
    assert_eq!(turns("a.md", &article), pairs(&expected));
    assert_eq!(turns("a.md", &article.replace("**", "*")), pairs(&expected));
}

#[test]
fn questions_of_a_page_are_turns() {
    let page = "<html lang=en><head><title>Interview with Mara Ober</title></head><body><article><h1>Interview with Mara Ober</h1><p>By Tom Vey</p><p>Mara Ober has been mayor of Melle for nine years. She spoke with us about the bridge over the river and what it costs the town.</p><p><strong>Why does the bridge stay where it is?</strong></p><p>Because it is the only way over the river, and we need it every day of the year.</p><p><b>What will it cost?</b></p><p>Nothing that we cannot pay. We have saved for it since I came into this office.</p><p><em>Will you run again next year?</em></p><p>I do not know yet. Ask me in spring, when we have a budget.</p></article></body></html>";
    let found = turns("a.html", page);
    assert_eq!(found.len(), 6, "{found:?}");
    assert_eq!(found[0], ("Tom Vey".to_owned(), "Why does the".to_owned()));
    assert_eq!(found[5], ("Mara Ober".to_owned(), "I do not".to_owned()));
}

#[test]
fn interviews_of_other_languages_are_turns() {
    for (head, asks, answers) in [
        (
            "# Interview mit Mara Ober\n\nDie Bürgermeisterin von Melle spricht über die Brücke und darüber, was sie kostet.",
            "Frage",
            "Antwort",
        ),
        (
            "# Entretien avec Mara Ober\n\nLa maire de Melle parle du pont et de ce qu’il coûte à la ville.",
            "Q",
            "R",
        ),
        (
            "# Entrevista con Mara Ober\n\nLa alcaldesa de Melle habla del puente y de lo que cuesta a la ciudad.",
            "P",
            "R",
        ),
        (
            "# Intervista a Mara Ober\n\nLa sindaca di Melle parla del ponte e di quanto costa alla città.",
            "Domanda",
            "Risposta",
        ),
        (
            "# Gesprek met Mara Ober\n\nDe burgemeester van Melle praat over de brug en over wat die kost.",
            "V",
            "A",
        ),
    ] {
        let article = format!(
            "{head}\n\n{asks}: Xxx yyy zzz?\n\n{answers}: Aaa bbb ccc ddd.\n\n{asks}: Eee fff ggg?\n\n{answers}: Hhh iii jjj kkk.\n"
        );
        let found = turns("a.md", &article);
        assert_eq!(found.len(), 4, "{head}: {found:?}");
        assert_eq!(found[1].0, "Mara Ober", "{head}");
        assert_eq!(found[0].0, asks, "{head}: who asks is not known");
    }
}

#[test]
fn a_transcript_in_marks_that_are_opened_anew_is_read() {
    let article = "# Ober: the ferry stays\n\nJonas Feld asked Mara Ober about the ferry on Sunday. A partial transcript follows.\n\n\"FELD: Let us begin with the ferry. Does it stay?\n\n\"OBER: Well, look, it is the only one that we have.\n\n\"FELD: And the pier?\n\n\"OBER: The pier as well, Jonas.\"\n";
    let expected = [
        ("Jonas Feld", "Let us begin"),
        ("Mara Ober", "Well, look, it"),
        ("Jonas Feld", "And the pier?"),
        ("Mara Ober", "The pier as"),
    ];
    assert_eq!(turns("a.md", article), pairs(&expected));
}

/// Who asks may be a paper, who answers stand in initials or in another case.
#[test]
fn interviews_of_papers_are_turns() {
    for (head, turn, expected) in [
        (
            "# Interview mit Mara Ober\n\nVon Tom Vey\n\nDie Bürgermeisterin von Melle spricht über die Brücke und darüber, was sie kostet.",
            "**Nordpost:** Frau Ober, warum bleibt die Brücke stehen?\n\n**Ober:** Weil wir sie jeden Tag brauchen.\n\n**Nordpost:** Und was kostet das?\n\n**Ober:** Weniger als eine neue.",
            [("Nordpost", 64), ("Mara Ober", 94)],
        ),
        (
            "# Entretien avec Hélène Vasseur\n\nLa maire de Bréval revient sur la fermeture des écoles et sur ce que cela change pour la ville.",
            "Le Courrier : Pourquoi fermer les écoles ?\n\nH. V. : Parce que nous n’avons plus le choix.\n\nLe Courrier : Et après ?\n\nH. V. : Nous verrons bien.",
            [("Le Courrier", 85), ("Hélène Vasseur", 94)],
        ),
        (
            "# Most zostanie\n\nRozmowa z Jadwigą Rolską, burmistrz Melle, o moście i o tym, ile on kosztuje miasto.",
            "**Dlaczego most zostaje?**\n\nBo jest nam potrzebny każdego dnia.\n\n**Ile to kosztuje?**\n\nMniej niż nowy. Mamy na to pieniądze.\n\n**Czy pani znów kandyduje?**\n\nJeszcze nie wiem, proszę mnie zapytać wiosną.",
            [("nobody", 0), ("Jadwiga Rolska", 80)],
        ),
    ] {
        let article = format!("{head}\n\n{turn}\n");
        let found = turns_with_confidence("a.md", &article);
        let names: Vec<(&str, u8)> =
            found.iter().map(|(name, sure)| (name.as_str(), *sure)).collect();
        assert_eq!(names[..2], expected[..], "{head}");
        assert!(names.len() >= 4, "{names:?}");
    }
}

#[test]
fn who_asks_in_a_column_is_not_its_author() {
    let article = "# The mailbag\n\nBy Tom Vey\n\nReaders ask about bridges every week, and this is what they want to know.\n\nQ: Which bridge is the oldest?\n\nA: The one of Melle, I think.\n\nQ: And the longest?\n\nA: That of Lund.\n";
    let found = turns("a.md", article);
    assert_eq!(found.len(), 4, "{found:?}");
    assert!(found.iter().all(|(who, _)| who != "Tom Vey"), "{found:?}");
}

/// Labels of lists, facts, recipes, tables and pictures are nobody's words,
/// nor are questions that the reporter answers.
#[test]
fn lists_are_no_turns() {
    for (what, lines) in [
        (
            "facts",
            "Place: the old harbour of Melle\n\nTime: eight in the evening.\n\nPrice: ten crowns for all.\n\nPlace: the new harbour.",
        ),
        (
            "updates",
            "Updated: Monday at noon.\n\nPublished: Sunday evening.\n\nUpdated: Tuesday at noon.",
        ),
        (
            "recipe",
            "Ingredients: flour, water and a little salt.\n\nMethod: Stir it well and let it rest.\n\nServes: four people.\n\nIngredients: sugar and cream.\n\nMethod: Whip it.",
        ),
        (
            "pictures",
            "Photo: Mara Ober\n\nThe bridge was closed.\n\nPhoto: Jonas Feld\n\nIt opens again.\n\nCredit: Mara Ober",
        ),
        (
            "cities",
            "LONDON: The ferry sank in the night.\n\nPARIS: The tower was closed for a day.\n\nROME: The river rose again.",
        ),
        (
            "pros",
            "Pros: It is quick and quiet.\n\nCons: It costs too much.\n\nPros: It is light.\n\nCons: It breaks.",
        ),
        ("table", "Norway: 3\n\nSweden: 4\n\nNorway: 5\n\nSweden: 1"),
        (
            "questions",
            "Why is the bridge closed?\n\nThe town found cracks in the stone.\n\nHow long will it take?\n\nThe work ends in May.\n\nWho pays?\n\nThe county pays two thirds.\n\nWhere is the ferry?\n\nIt lies at the old pier.",
        ),
        (
            "explained",
            "1. Why did Ober mention the US?\n\nThe US pays for the bridge, and US firms built it.\n\n2. What did she say?\n\n“We pay nothing,” she told a paper in an interview. “I promise.”\n\n3. Who pays then?\n\nNobody knows. The county may.",
        ),
        (
            "checked",
            "OBER: “The bridge is the oldest of the county.” — in a speech on Monday.\n\nTHE FACTS: Two bridges are older.\n\nFELD: “We never asked for the money.” — in a letter.\n\nTHE FACTS: He asked twice.\n\nOBER: “It cost nothing.” — on Sunday.\n\nTHE FACTS: It cost ten million.",
        ),
        ("one statement", "Mara Ober: The bridge stays where it is."),
        ("zutaten", "Zutaten: Mehl und Wasser.\n\nZubereitung: Gut verrühren.\n\nZutaten: Zucker."),
    ] {
        let article = format!(
            "# The bridge of Melle\n\nThe bridge of Melle has to be mended, and nobody knows how long that takes.\n\n{lines}\n"
        );
        assert_eq!(turns("a.md", &article), pairs(&[]), "{what}");
    }
}
