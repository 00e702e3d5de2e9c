//! The check of drafts: every verdict in every markup, over the sample
//! library.

use std::ops::ControlFlow;
use std::sync::Arc;

use crate::cite::CitationKeys;
use crate::cite::Markup;
use crate::cite::check::verdict::CheckVerdict;
use crate::cite::check::{CheckFinding, Checker, Draft, apply, changes, push_record, text};
use crate::library::{sample, scan};
use crate::run::FileDocuments;

mod cases;
mod uses;

use cases::{CASES, Case};

thread_local! {
    static LIBRARY: FileDocuments = {
        let mut documents = Vec::new();
        scan::ordered(
            sample::sources(),
            &scan::ScanOptions::default(),
            |loaded| Arc::new(loaded.document),
            |document| {
                documents.push(document.unwrap());
                ControlFlow::Continue(())
            },
        );
        FileDocuments::of(documents).unwrap()
    };
}

fn check(markup: Markup, source: &str) -> (Draft, Vec<CheckFinding>) {
    let draft = Draft::read(markup, source);
    let findings = LIBRARY.with(|library| Checker::new(library, Checker::SHORTEST).check(&draft));
    (draft, findings)
}

/// The words of a case as the markup writes them; `…` stands for an omission,
/// `[so]` for an insertion.
fn written(markup: Markup, words: &str) -> String {
    let mut out = String::new();
    let mut rest = words;
    while let Some(c) = rest.chars().next() {
        let next = &rest[c.len_utf8()..];
        match (markup, c) {
            (Markup::Latex, '…') => out.push_str("\\textelp{}"),
            (Markup::Latex, '[') => {
                let (inside, after) = next.split_once(']').unwrap();
                out.extend(["\\textins{", inside, "}"]);
                rest = after;
                continue;
            }
            (Markup::Org | Markup::Plain, '…') => out.push_str("[...]"),
            (Markup::Typst | Markup::Html, '…') => out.push_str("[…]"),
            (Markup::Latex, '–') => out.push_str("--"),
            (_, c) => out.push(c),
        }
        rest = next;
    }
    out
}

/// A case as a paragraph of its own: in a line with its speaker, or set apart.
fn paragraph(markup: Markup, case: &Case, number: usize) -> String {
    let words = written(markup, case.words);
    let Some(speaker) = case.speaker else { return set_apart(markup, &words, "") };
    if case.cites.is_empty() && number.is_multiple_of(2) {
        return inline(markup, &words, speaker);
    }
    let cited =
        if case.cites.is_empty() { String::new() } else { format!(", quoted in {}", case.cites) };
    set_apart(markup, &words, &format!("{speaker}{cited}"))
}

fn inline(markup: Markup, words: &str, speaker: &str) -> String {
    match markup {
        Markup::Latex => format!("On the quay {speaker} said: \\enquote{{{words}}}. % a comment"),
        Markup::Typst => format!("On the quay {speaker} said: #quote[{words}] // a comment"),
        Markup::Html => format!("<p>On the quay {speaker} said: <q>{words}</q></p>"),
        _ => format!("On the quay {speaker} said: “{words}”"),
    }
}

fn set_apart(markup: Markup, words: &str, attribution: &str) -> String {
    let line = if attribution.is_empty() { String::new() } else { format!("— {attribution}") };
    match markup {
        Markup::Markdown => format!("> “{words}”\n>\n> {line}[^1]"),
        Markup::Org => format!("#+begin_quote\n{words}\n#+end_quote\n{line}"),
        Markup::Latex if attribution.is_empty() => {
            format!("\\begin{{quote}}\n{words}\n\\end{{quote}}")
        }
        Markup::Latex => format!("\\blockcquote[{attribution}][para.~9]{{key}}{{{words}}}"),
        Markup::Typst if attribution.is_empty() => format!("#quote(block: true)[{words}]"),
        Markup::Typst => format!("#quote(block: true, attribution: [{attribution}])[{words}]"),
        Markup::Html => {
            format!("<blockquote><p>{words}</p><footer>{line}</footer></blockquote>")
        }
        Markup::Plain => format!("> {words}\n> {line}"),
        Markup::Wikitext => format!("<blockquote>\n{words}\n\n{line}\n</blockquote>"),
    }
}

#[test]
fn every_verdict_is_given_in_every_markup() {
    let mut wrong = Vec::new();
    for markup in Markup::ALL {
        let paragraphs = CASES.iter().enumerate();
        let paragraphs: Vec<String> =
            paragraphs.map(|(number, case)| paragraph(markup, case, number)).collect();
        let source = paragraphs.join("\n\n") + "\n\n[^1]: A note.\n";
        let (draft, findings) = check(markup, &source);
        assert_eq!(findings.len(), CASES.len(), "{}: {source}", markup.name());
        for (case, finding) in CASES.iter().zip(&findings) {
            if finding.verdict != case.verdict || finding.is_quiet != case.quiet {
                wrong.push(format!(
                    "{}: not {}\n{}",
                    markup.name(),
                    case.verdict.name(),
                    text("draft", &draft, finding)
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_verdict_has_a_case() {
    for verdict in CheckVerdict::ALL {
        assert!(CASES.iter().any(|case| case.verdict == verdict), "{}", verdict.name());
    }
    assert!(CASES.len() >= 40, "{}", CASES.len());
}

#[test]
fn a_pronoun_is_whoever_spoke_before_in_the_draft() {
    let source = "“It has never been so quiet,” Jonas Wirtz said at midnight.\n\n“People complain about the rattle at night,” he added.\n\nGreta Ober laughed. “People complain about the rattle at night,” she said.\n";
    let (_, findings) = check(Markup::Markdown, source);
    let verdicts: Vec<CheckVerdict> = findings.iter().map(|finding| finding.verdict).collect();
    assert_eq!(verdicts, [CheckVerdict::Exact, CheckVerdict::Exact, CheckVerdict::Unproven]);
}

#[test]
fn a_split_quotation_is_one_and_each_part_is_looked_up() {
    let source = "“We keep the bridge,” Mayor Greta Ober said. “It is crooked, it is loud, and it is hers.”\n";
    let (draft, findings) = check(Markup::Markdown, source);
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].verdict, CheckVerdict::Altered);
    let new = apply(source, &changes(&draft, source, &findings[0]));
    assert_eq!(new, source.replace("hers", "ours"));
    let (_, findings) = check(Markup::Markdown, &new);
    assert_eq!(findings[0].verdict, CheckVerdict::Exact);
}

#[test]
fn mending_keeps_markup_and_brackets() {
    let source = "\\textquote[Salome Brandt]{I have heard a \\emph{big} deal about [it], all of it from people who are asleep at the hour}\n";
    let (draft, findings) = check(Markup::Latex, source);
    let new = apply(source, &changes(&draft, source, &findings[0]));
    assert!(new.contains("heard a \\emph{great} deal about [it], all"), "{new}");
    assert!(new.contains("asleep at the time}"), "{new}");
}

#[test]
fn nothing_is_mended_that_only_a_writer_can() {
    for words in [
        "Bridges are for people who cannot swim a river",
        "It is crooked, it is loud, and it is ours",
    ] {
        let source = format!("> {words}\n>\n> — Anselm Quist\n");
        let (draft, findings) = check(Markup::Markdown, &source);
        assert!(changes(&draft, &source, &findings[0]).is_empty());
    }
}

#[test]
fn code_comments_front_matter_and_references_are_not_checked() {
    let source = "---\ntitle: “Nobody ever said this in a title”\n---\n\n<!-- “Nobody ever said this in a comment” -->\n\n```\n“Nobody ever said this in some code”\n```\n\nAs `“nobody ever said in code”` shows.[^1]\n\n# References\n\n“Nobody ever wrote this whole article”, 2020.\n\n[^1]: Ober, quoted in “Nobody ever wrote this whole article,” *Bell*.\n";
    let (_, findings) = check(Markup::Markdown, source);
    assert!(findings.is_empty(), "{}", findings.len());
}

#[test]
fn an_id_finds_the_quotation_after_edits() {
    let (draft, findings) =
        check(Markup::Markdown, "> It is crooked, it is loud, and it is ours.\n");
    let mut line = String::new();
    push_record("draft.md", &draft, &findings[0], &CitationKeys::default(), &mut line);
    let record: serde_json::Value = serde_json::from_str(&line).unwrap();
    let id = record["id"].as_str().unwrap();
    let source = format!("<!-- nr:{id} -->\n\n> It was bent and noisy, and it is ours.\n");
    let (draft, findings) = check(Markup::Markdown, &source);
    assert_eq!(draft.quotations[0].id.as_deref(), Some(id));
    assert_eq!(findings[0].verdict, CheckVerdict::Altered);
}

#[test]
fn a_record_says_where_and_who() {
    let source = "One line.\n\n> I went in with the engineers and came out with my mother\n>\n> — Anselm Quist\n";
    let (draft, findings) = check(Markup::Markdown, source);
    let mut line = String::new();
    push_record("draft.md", &draft, &findings[0], &CitationKeys::default(), &mut line);
    let record: serde_json::Value = serde_json::from_str(&line).unwrap();
    assert_eq!(record["verdict"], "altered");
    assert_eq!(record["also"][0], "unproven");
    assert_eq!(record["attribution"], "unproven");
    assert_eq!(record["draft"]["line"], 3);
    assert_eq!(record["draft"]["speaker"], "Anselm Quist");
    assert_eq!(record["speaker"]["name"], "Greta Ober");
    assert_eq!(record["path"], "sample/bridge-vote.txt");
    assert_eq!(record["source"]["agency"], "Reuters");
    let changed = record["diff"].as_array().unwrap().iter().find(|run| run["op"] == "changed");
    assert_eq!(changed.unwrap()["source"], "grandmother");
    let report = text("draft.md", &draft, &findings[0]);
    assert!(
        report.starts_with("draft.md:3: 1 word differs · speaker unproven [altered, unproven]\n"),
        "{report}"
    );
    assert!(report.contains("[-mother-]") && report.contains("{+grandmother+}"), "{report}");
}

/// The schema of the records, as it is handed to scripts.
const SCHEMA: &str = include_str!("../../../assets/schemas/check.json");

#[test]
fn records_hold_what_their_schema_says() {
    let schema: serde_json::Value = serde_json::from_str(SCHEMA).unwrap();
    let fields = schema["properties"].as_object().unwrap();
    let required = schema["required"].as_array().unwrap();
    let verdicts = schema["properties"]["verdict"]["enum"].as_array().unwrap();
    assert!(
        CheckVerdict::ALL
            .iter()
            .map(|one| one.name())
            .eq(verdicts.iter().map(|v| v.as_str().unwrap()))
    );
    for case in CASES {
        let (draft, findings) = check(Markup::Markdown, &paragraph(Markup::Markdown, case, 0));
        let mut line = String::new();
        push_record("draft.md", &draft, &findings[0], &CitationKeys::default(), &mut line);
        let record: serde_json::Value = serde_json::from_str(&line).unwrap();
        let record = record.as_object().unwrap();
        assert_eq!(record["schema"], schema["properties"]["schema"]["const"]);
        assert!(record.keys().all(|name| fields.contains_key(name)), "{line}");
        assert!(required.iter().all(|name| record.contains_key(name.as_str().unwrap())), "{line}");
    }
}

#[test]
fn brackets_are_judged_by_what_they_take_and_add() {
    for (words, speaker, turns) in [
        ("It is [never] crooked, it is loud, and it is ours.", "Greta Ober", true),
        ("It is crooked, it is [quiet], and it is ours.", "Greta Ober", true),
        ("It is crooked, it is loud, and it is [not] ours.", "Greta Ober", true),
        ("[Forty]-nine years I have listened to that thing.", "the bridge keeper", true),
        ("I could [not] send each of them home by taxi", "Henrik Solvang", true),
        ("[The bridge] is crooked, it is loud, and it is ours.", "Greta Ober", false),
        ("It is crooked [in the middle], it is loud, and it is ours.", "Greta Ober", false),
        ("It is crooked, it is loud, and it is [un]ours.", "Greta Ober", true),
        ("It is crooked, it is loud, and it [may be] ours.", "Greta Ober", true),
        ("It is crooked, it is loud [sic], and it is ours.", "Greta Ober", false),
        ("It [was] crooked, it is loud, and it is ours.", "Greta Ober", false),
    ] {
        let source = format!("> “{words}”\n>\n> — {speaker}\n");
        let (draft, findings) = check(Markup::Markdown, &source);
        let is_sense = findings[0].verdict == CheckVerdict::Sense;
        assert_eq!(is_sense, turns, "{}", text("draft", &draft, &findings[0]));
    }
}

#[test]
fn who_said_it_is_answered_apart_from_the_words() {
    let mut documents = Vec::new();
    for (path, article) in [("melle.txt", MELLE), ("other.txt", OTHER)] {
        let mut document = newsquotes::load::load(path, article.as_bytes().to_vec());
        let text = document.text.clone();
        document.articles.iter_mut().for_each(|one| newsquotes::extract::extract(&text, one));
        documents.push(Arc::new(document));
    }
    let library = FileDocuments::of(documents).unwrap();
    for (draft, verdict, attribution) in [
        ("“We keep the old bridge for another year,” said Ida Ober.", "exact", "proven"),
        (
            "“We keep the old bridge for another year,” said Tom Hale.",
            "misattributed",
            "contradicted",
        ),
        (
            "“We keep the old bridge for another year,” said Priscilla Vance.",
            "misattributed",
            "contradicted",
        ),
        (
            "“The repairs will cost more than anybody thought,” said Tom Hale.",
            "unproven",
            "unproven",
        ),
        ("“The repairs will cost more than anybody thought,” an official said.", "exact", "proven"),
        ("“We keep the old bridge for another year.”", "typography", "not-named"),
        (
            "Ida Ober spoke again on Monday. “We keep the old bridge for another year,” she said.",
            "exact",
            "proven",
        ),
        ("“It was the coldest winter that we have seen here,” said Max Fallow.", "exact", "proven"),
    ] {
        let read = Draft::read(Markup::Markdown, draft);
        let finding = Checker::new(&library, Checker::SHORTEST).check(&read).remove(0);
        let told = (finding.verdict.name(), finding.speaker.attribution.name());
        assert_eq!(told, (verdict, attribution), "{}", text("draft", &read, &finding));
    }
}

const MELLE: &str = "Melle keeps its bridge\n\nBy Ada Fenn\n12 March 2026\n\n\
    “We keep the old bridge for another year,” said Ida Ober, the mayor of Melle, on Monday.\n\n\
    “The ferry will sail twice a day,” said Tom Hale, who runs it.\n\n\
    “The repairs will cost more than anybody thought,” an official said.\n\n\
    “It was the coldest winter that we have seen here,” the Norrby Democrat said.\n";
const OTHER: &str = "Senators meet\n\nBy Ada Fenn\n13 March 2026\n\n\
    The Norrby Democrat Max Fallow came to the meeting late. “I had to walk,” he said.\n";

#[test]
fn hostile_drafts_end() {
    for source in ["“".repeat(3000), "> ".repeat(3000), "[".repeat(3000), "… ".repeat(3000)] {
        for markup in Markup::ALL {
            check(markup, &source);
        }
    }
}
