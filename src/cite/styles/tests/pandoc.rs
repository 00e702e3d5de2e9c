//! Our own styles beside the official files of CSL, as pandoc sets them.
//!
//! `pandoc.json` holds what pandoc 2.17 made of each article, in one list a
//! style whose authors all differ, with the files of November 2026 (Chicago:
//! 18th edition; APA: 7th; MLA: 9th): facts, written by no hand. Where our line
//! is another one, `DIFFERS` says why; the book has the same list for readers.

use serde::Deserialize;
use std::collections::BTreeMap;

use super::{Date, STYLES, cited_alone};
use crate::cite::CitedSource;

/// An article and its lines by style.
#[derive(Deserialize)]
struct PandocFact {
    title: String,
    byline: Option<String>,
    outlet: Option<String>,
    agency: Option<String>,
    date: Option<String>,
    url: Option<String>,
    language: Option<String>,
    pandoc: BTreeMap<String, String>,
}

/// Styles and titles whose line is not pandoc's, and the reason.
const DIFFERS: &[(&[&str], &[&str], &str)] = &[
    (
        &["chicago", "chicago-author-date", "mla"],
        &["Harbour bridge stays \"open\"", "Quoted at the end ‘yes’"],
        "a full stop stands inside inner quotation marks, too (Chicago 6.9)",
    ),
    (
        &["mla"],
        &["Is the bridge open?", "The outlet has an article", "A day in September"],
        "MLA cuts no month of four letters, and September to “Sept.” (handbook, appendix 1)",
    ),
    (
        &["chicago", "chicago-author-date"],
        &["No author here", "No author and no address"],
        "the title of an article stands in quotation marks also where the outlet stands for the author",
    ),
    (
        &["chicago", "chicago-author-date", "apa", "mla"],
        &["Die „Brücke“ bleibt offen", "Le pont « restera » ouvert"],
        "quotation marks of a title are those of the language that is written in",
    ),
    (
        &["chicago", "chicago-author-date", "apa", "mla"],
        &["No outlet known"],
        "what is not known is a gap to be filled: [no outlet]",
    ),
];

fn source(fact: &PandocFact) -> CitedSource {
    CitedSource {
        title: Some(fact.title.clone()),
        byline: fact.byline.clone(),
        outlet: fact.outlet.clone(),
        agency: fact.agency.clone(),
        date: fact.date.as_deref().and_then(Date::parse_iso),
        url: fact.url.clone(),
        language: fact.language.clone(),
        ..CitedSource::default()
    }
}

fn reason(style: &str, title: &str) -> Option<&'static str> {
    let names = |(styles, titles, _): &&(&[&str], &[&str], &str)| {
        styles.contains(&style) && titles.contains(&title)
    };
    DIFFERS.iter().find(names).map(|(_, _, why)| *why)
}

#[test]
fn lines_are_those_of_the_official_styles_or_differ_for_a_reason() {
    let facts: Vec<PandocFact> = serde_json::from_str(include_str!("pandoc.json")).unwrap();
    let (mut equal, mut justified, mut wrong) = (0, 0, Vec::new());
    for fact in &facts {
        for style in STYLES.iter().filter(|style| style.name != "ap") {
            let own = cited_alone(style, &source(fact));
            let theirs = &fact.pandoc[style.name];
            match (own == *theirs, reason(style.name, &fact.title)) {
                (true, None) => equal += 1,
                (false, Some(_)) => justified += 1,
                (true, Some(why)) => {
                    wrong
                        .push(format!("{} {}: equal, in spite of “{why}”", style.name, fact.title));
                }
                (false, None) => {
                    wrong.push(format!("{}\n  own    {own}\n  pandoc {theirs}", style.name));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{equal} equal, {justified} for a reason\n{}", wrong.join("\n"));
    assert_eq!((facts.len(), equal + justified), (30, 120));
}
