//! One export of each database, in the shapes that they write.

use crate::load::load;
use crate::model::{Document, Fact, Offsets};

const BODY: [&str; 3] = [
    "The ferry of Lindau will sail on, the council of the lake decided on Thursday after a long night.",
    "“We keep the ferry,” said Mona Ober, the mayor. “It is loud, it is old, and it is ours.”",
    "The first boat left at noon with forty people and a dog on board, and came back with thirty.",
];

fn facts(document: &Document, at: usize) -> [String; 4] {
    let meta = &document.articles[at].meta;
    let words = |fact: &Option<Fact<String>>| {
        fact.as_ref().map_or("-".to_owned(), |fact| fact.value.clone())
    };
    let date = meta.date.as_ref().and_then(|fact| fact.value.iso()).unwrap_or_default();
    [words(&meta.title), words(&meta.byline), words(&meta.outlet), date]
}

/// Two articles made by `one`: their facts, their bodies, and the file as text.
fn check(one: impl Fn(&str, &str) -> String, between: &str) {
    let body = BODY.join("\n\n");
    let source = [one("Lindau keeps its ferry", &body), one("A second piece of the day", &body)]
        .join(between);
    let document = load("export.txt", source.into_bytes());
    assert_eq!(document.articles.len(), 2);
    assert_eq!((document.origin.format, document.origin.offsets), ("press", Offsets::File));
    for (at, title) in
        ["Lindau keeps its ferry", "A second piece of the day"].into_iter().enumerate()
    {
        assert_eq!(facts(&document, at), [title, "Jo Brandt", "Lake Courier", "2024-04-04"]);
        let found: Vec<String> = document.articles[at]
            .body()
            .map(|block| {
                document.text.get(block.span).split_whitespace().collect::<Vec<_>>().join(" ")
            })
            .collect();
        assert_eq!(found, BODY);
    }
}

#[test]
fn nexis_uni() {
    let one = |title: &str, body: &str| {
        format!(
            "{title}\nLake Courier\nApril 4, 2024 Thursday\n\nCopyright 2024 Lake Courier Ltd. All Rights Reserved\n\nSection: NEWS; Pg. 3\n\
             Length: 123 words\nByline: Jo Brandt\nHighlight: They keep it.\n\nBody\n\n{body}\n\nGraphic\n\nPhoto: The pier.\n\n\
             Classification\n\nSubject: FERRIES (90%)\n\nLoad-Date: April 5, 2024\n\nEnd of Document\n"
        )
    };
    check(one, "\n\n");
}

#[test]
fn lexisnexis_in_broken_lines() {
    let number = std::cell::Cell::new(0);
    let one = |title: &str, body: &str| {
        number.set(number.get() + 1);
        let body = body.replace(" on ", " on\n");
        format!(
            "\n{} of 2 DOCUMENTS\n\n               Lake Courier\n\n          April 4, 2024 Thursday\n            First Edition\n\n{title}\n\n\
             BYLINE: Jo Brandt\n\nSECTION: NEWS; Pg. 3\n\nLENGTH: 123 words\n\nBODY:\n\n{body}\n\nLOAD-DATE: April 5, 2024\n\nLANGUAGE: ENGLISH\n\n\
                  Copyright 2024 Lake Courier Ltd.\n                 All Rights Reserved\n",
            number.get()
        )
    };
    let body = BODY.join("\n\n");
    let source =
        [one("Lindau keeps its ferry", &body), one("A second piece of the day", &body)].concat();
    let document = load("export.txt", source.into_bytes());
    assert_eq!(document.articles.len(), 2);
    assert_eq!(
        facts(&document, 0),
        ["Lindau keeps its ferry", "Jo Brandt", "Lake Courier", "2024-04-04"]
    );
    assert_eq!(facts(&document, 1)[0], "A second piece of the day");
}

#[test]
fn factiva_as_articles() {
    let one = |title: &str, body: &str| {
        format!(
            "{title}\n\nBy Jo Brandt\n1,123 words\n4 April 2024\n10:15\nLake Courier\nLAKCOU\n3\nEnglish\nCopyright 2024 Lake Courier Ltd.  \n\n\
             {body}\n\nDocument LAKCOU0020240404ek4400001\n"
        )
    };
    check(one, "\n\n");
}

#[test]
fn factiva_as_fields() {
    let one = |title: &str, body: &str| {
        let (lead, rest) = body.split_once("\n\n").unwrap();
        format!(
            "HD\n{title}\nBY\nBy Jo Brandt\nWC\n123 words\nPD\n4 April 2024\nSN\nLake Courier\nSC\nLAKCOU\nLA\nEnglish\nCY\nCopyright 2024\n\
             LP\n{lead}\nTD\n{rest}\nNS\ngvio : Ferries\nAN\nDocument LAKCOU0020240404ek4400001\n"
        )
    };
    check(one, "\n\n");
}

#[test]
fn proquest() {
    let one = |title: &str, body: &str| {
        format!(
            "____________________________________________________________\n\nDocument 1 of 2\n\n{title}\n\nAuthor: Brandt, Jo\n\n\
             Publication info: Lake Courier ; Lindau [Lindau]. 04 Apr 2024: A.3.\n\nProQuest document link\n\nAbstract: None available.\n\n\
             Full text: {body}\n\nSubject: Ferries\n\nTitle: {title}\n\nPublication title: Lake Courier; Lindau\n\nPublication date: Apr 4, 2024\n\n\
             Document URL: https://proquest.example/1\n\nCopyright: Copyright Lake Courier Ltd.\n"
        )
    };
    check(one, "\n");
}

#[test]
fn articles_about_databases_are_no_exports() {
    for source in [
        "Ferry sinks\n\n1 of 2 documents was lost, she said.\n\nThe other is 123 words long.",
        "Full text: none.\n\nShe said that the ferry sank.",
        "HD televisions are sold out, the shop said.\n\nIn Lindau nobody minds.",
    ] {
        assert_ne!(load("a.txt", source.into()).origin.format, "press", "{source}");
    }
}
