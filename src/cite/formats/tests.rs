//! Every row of the table, with the same article, and what holds for all.

use proptest::prelude::*;

use super::*;
use crate::cite::{ClipPiece, LineStarts, QuotedClip, Template, Trim};
use newsquotes::model::{
    Article, Block, BlockKind, BlockReason, Document, Evidence, Fact, Form, Quote, Speaker, Text,
};

const WORDS: &str = "Harbour bridge stays open\n\n\
    “We keep the *old* bridge, 100% & more,” said Ida Ober. “It\nstays <open>.\n\n\
    “=Always_#1 … [sic] “no” $5.”\n";

/// An article of one quotation in three parts of markup.
fn document() -> Document {
    let text = Text::new(WORDS).unwrap();
    let span = |from: &str, to: &str| {
        let start = WORDS.find(from).unwrap();
        text.span(start..start + WORDS[start..].find(to).unwrap() + to.len()).unwrap()
    };
    let mut article = Article::new(text.whole());
    let block = |kind, span| Block { kind, span, why: BlockReason::Paragraph };
    article.blocks = vec![
        block(BlockKind::Title, span("Harbour", "open")),
        block(BlockKind::Paragraph, span("“We keep", "<open>.")),
        block(BlockKind::Paragraph, span("“=Always", "$5.”")),
    ];
    article.quotes = vec![Quote {
        parts: vec![span("We keep", "more,"), span("It\nstays", "$5.")],
        form: Form::Direct,
        block: BlockKind::Paragraph,
        cue: None,
        speaker: Some(Speaker {
            mention: None,
            name: Some("Ida Ober".to_owned()),
            role: Some("mayor of Norrby".to_owned()),
            antecedent: None,
            why: "test",
            confidence: 90,
        }),
        defects: Vec::new(),
        repeat_of: None,
    }];
    let known = |words: &str| Some(Fact::new(words.to_owned(), Evidence::User));
    article.meta.title = known("Harbour Bridge stays “open”");
    article.meta.byline = known("Nora Vey");
    article.meta.outlet = known("Norrby Courier");
    article.meta.agency = known("Reuters");
    article.meta.url = known("https://courier.example/a_b?c=1&d=2#e");
    article.meta.language = known("en");
    let date = Date { year: Some(2026), month: Some(3), day: Some(1), minute: None };
    article.meta.date = Some(Fact::new(date, Evidence::User));
    let origin = newsquotes::model::Origin { path: "bridge.txt".to_owned(), ..Default::default() };
    Document { text, articles: vec![article], origin, ..Document::default() }
}

fn options() -> ExportOptions {
    let accessed = Date { year: Some(2026), month: Some(11), day: Some(21), minute: None };
    ExportOptions { accessed: Some(accessed), hidden_ids: true, ..ExportOptions::default() }
}

fn written(name: &str) -> String {
    let document = document();
    let starts = LineStarts::of(&document);
    let subject = Subject::new(&document, 0, &starts).unwrap();
    let passage = CitedPassage::of_quote(&subject, 0).unwrap();
    export(format_named(name).unwrap(), options(), CitationKeys::default(), &subject, &[passage])
}

#[test]
fn names_and_kinds_are_unique_and_every_row_writes_something() {
    let mut names = HashSet::new();
    let mut kinds = HashSet::new();
    for format in FORMATS {
        assert!(names.insert(format.name), "{}", format.name);
        assert!(format.kind.is_none_or(|kind| kinds.insert(kind)));
        assert!(style_named(format.style).is_some());
        assert!(!format.description.is_empty() && !format.description.ends_with('.'));
        assert!(written(format.name).ends_with('\n'), "{}", format.name);
    }
}

#[test]
fn a_draft_tells_its_format() {
    for (path, name) in [
        ("notes/draft.md", "markdown"),
        ("a.b\\PIECE.TEX", "latex"),
        ("x.typ", "typst"),
        ("x.org", "org"),
        ("mail.txt", "plain"),
        ("page.xhtml", "html"),
        ("refs.bib", "biblatex"),
        ("draft", "markdown"),
        ("", "markdown"),
    ] {
        assert_eq!(format_for(path).name, name, "{path}");
    }
}

#[test]
fn each_format_as_it_looks() {
    for format in FORMATS {
        let written = written(format.name).replace('\r', "␍");
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true, snapshot_path => "snapshots" }, {
            insta::assert_snapshot!(format.name, written);
        });
    }
}

#[test]
fn an_article_without_a_passage_is_cited_in_every_format() {
    let document = document();
    let starts = LineStarts::of(&document);
    let subject = Subject::new(&document, 0, &starts).unwrap();
    for format in FORMATS {
        let written = export(format, options(), CitationKeys::default(), &subject, &[]);
        let lists_words = matches!(format.name, "jsonl" | "w3c-annotation" | "readwise-csv");
        assert!(lists_words || written.contains("Bridge"), "{}: {written}", format.name);
    }
}

#[test]
fn a_bibliography_lists_an_article_once() {
    let document = document();
    let starts = LineStarts::of(&document);
    let subject = Subject::new(&document, 0, &starts).unwrap();
    for format in FORMATS.iter().filter(|format| format.is_bibliography) {
        let mut exporter = Exporter::new(format, options(), CitationKeys::default());
        let mut out = String::new();
        exporter.article(&subject, &[], &mut out);
        exporter.article(&subject, &[], &mut out);
        exporter.finish(&mut out);
        assert_eq!(out.matches("courier2026").count(), 1, "{out}");
    }
}

#[test]
fn json_stays_json_whatever_is_exported() {
    let document = document();
    let starts = LineStarts::of(&document);
    let subject = Subject::new(&document, 0, &starts).unwrap();
    let passages = || vec![CitedPassage::of_quote(&subject, 0).unwrap()];
    for name in ["json", "csl-json", "w3c-annotation"] {
        let mut exporter =
            Exporter::new(format_named(name).unwrap(), options(), CitationKeys::default());
        for count in 0..3 {
            let mut out = String::new();
            (0..count).for_each(|_| exporter.article(&subject, &passages(), &mut out));
            exporter.finish(&mut out);
            assert!(serde_json::from_str::<serde_json::Value>(&out).is_ok(), "{name}: {out}");
        }
    }
}

#[test]
fn positions_count_characters_and_lead_to_the_words() {
    let annotations: serde_json::Value = serde_json::from_str(&written("w3c-annotation")).unwrap();
    for target in annotations[0]["target"].as_array().unwrap() {
        let selectors = &target["selector"];
        let at = |end: &str| usize::try_from(selectors[1][end].as_u64().unwrap()).unwrap();
        let words: String = WORDS.chars().take(at("end")).skip(at("start")).collect();
        assert_eq!(selectors[0]["exact"], words);
    }
}

#[test]
fn a_cell_is_never_a_formula() {
    let document = document();
    let starts = LineStarts::of(&document);
    let subject = Subject::new(&document, 0, &starts).unwrap();
    let start = WORDS.find("=Always").unwrap();
    let span = document.text.span(start..start + 9).unwrap();
    for name in ["csv", "readwise-csv"] {
        let passage = CitedPassage::of_span(&subject, span);
        let format = format_named(name).unwrap();
        let out = export(format, options(), CitationKeys::default(), &subject, &[passage]);
        assert!(out.contains("'=Always_#"), "{out}");
    }
}

#[test]
fn what_is_ours_is_told_from_what_is_the_sources() {
    let document = document();
    let starts = LineStarts::of(&document);
    let subject = Subject::new(&document, 0, &starts).unwrap();
    let passage = CitedPassage::of_quote(&subject, 0).unwrap();
    let trim = Trim {
        last: passage.count() - 1,
        cuts: std::iter::once(1..3).collect(),
        turn_initial: true,
        insertions: vec![(3, "of Norrby".to_owned())],
        ..Trim::default()
    };
    let clip = passage.clip.trimmed(&document.text, &trim).unwrap();
    let passage = CitedPassage { clip, ..passage };
    let written = |name: &str| {
        let format = format_named(name).unwrap();
        export(format, options(), CitationKeys::default(), &subject, std::slice::from_ref(&passage))
    };
    assert!(
        written("latex").contains(r"\textins{w}e \textelp{} \*old* \textins{of Norrby} bridge")
            || written("latex")
                .contains(r"\textins{w}e \textelp{} *old* \textins{of Norrby} bridge"),
        "{}",
        written("latex")
    );
    let plain = written("plain");
    assert!(
        plain.contains("“[w]e [...] *old* [of Norrby] bridge,"),
        "the source has an ellipsis: {plain}"
    );
}

/// The quoted words of an output, by what the format sets around them.
fn words_in(name: &str, out: &str) -> String {
    let between = |from: &str, to: &str| {
        let start = out.find(from).unwrap() + from.len();
        out[start..start + out[start..].find(to).unwrap()].to_owned()
    };
    match name {
        "markdown" => between("> “", "”\n>\n> —"),
        "markdown-inline" => between("“", "”[^"),
        "pandoc" => between("“", "” ["),
        "org" => between("#+begin_quote\n", "\n#+end_quote"),
        "latex" => between("}{", "}\n"),
        "typst" => between(")[", "]\n"),
        "wikitext" => between("“", "”<ref>"),
        "html" => between("<p>", "</p>\n</blockquote>"),
        "obsidian" => between("\n> ", "\n>\n> [["),
        _ => unreachable!(),
    }
}

proptest! {
    /// For any span and any cut, the words in the output are the source's
    /// words, ellipses aside.
    #[test]
    fn quoted_words_are_the_sources(
        words in "[a-z<>*_#$%&{}\\\\]{1,6}( [a-z,*_~^]{1,5}){3,8}",
        first in 0_usize..3,
        cut in 1_usize..3,
    ) {
        let text = Text::new(words.clone()).unwrap();
        let document = Document {
            articles: vec![Article::new(text.whole())],
            text: text.clone(),
            ..Document::default()
        };
        let starts = LineStarts::of(&document);
        let subject = Subject::new(&document, 0, &starts).unwrap();
        let whole = CitedPassage::of_span(&subject, text.whole());
        let count = whole.count();
        let trim = Trim { first, last: count - 1, cuts: std::iter::once(first + 1..first + 1 + cut).collect(), ..Trim::default() };
        prop_assume!(first + 1 + cut < count);
        let clip = whole.clip.trimmed(&text, &trim).unwrap();
        let source: Vec<&str> = clip.pieces().iter().filter_map(|piece| match piece {
            ClipPiece::Source(span) => Some(text.get(*span)),
            ClipPiece::Ours(_) => None,
        }).collect();
        let kept: Vec<&str> = words.split(' ').enumerate().filter(|(index, _)| {
            *index >= first && !(first + 1..first + 1 + cut).contains(index)
        }).map(|(_, word)| word).collect();
        prop_assert_eq!(source.join(" "), kept.join(" "));
        let passage = CitedPassage { clip, ..whole };
        for style in STYLES {
            for name in ["markdown", "markdown-inline", "pandoc", "org", "latex", "typst", "html", "obsidian", "wikitext"] {
                let format = format_named(name).unwrap();
                let options = ExportOptions { style: Some(style), ..ExportOptions::default() };
                let out = export(format, options, CitationKeys::default(), &subject, std::slice::from_ref(&passage));
                let out = words_in(name, &out);
                let quoted = if name == "latex" { out.replace(" \\textelp{} ", " … ") } else {
                    let sign = format.markup.escaped(style.ellipsis, false);
                    let bracketed = format.markup.escaped(&format!("[{}]", style.ellipsis), false);
                    out.replace(&bracketed, "…").replacen(&sign, "…", 1)
                };
                let expected: Vec<String> = source.iter().enumerate().map(|(index, words)| format.markup.escaped(words, index == 0)).collect();
                prop_assert_eq!(quoted, expected.join(" … "), "{}", name);
            }
        }
    }
}

#[test]
fn clips_are_made_of_the_source() {
    let document = document();
    let article = &document.articles[0];
    let clip = QuotedClip::of_quote(&document.text, article, &article.quotes[0]).unwrap();
    for piece in clip.pieces() {
        if let ClipPiece::Source(span) = piece {
            assert!(article.quotes[0].parts.iter().any(|part| part.covers(*span)));
        }
    }
}

#[test]
fn a_template_of_the_users_own() {
    let document = document();
    let starts = LineStarts::of(&document);
    let subject = Subject::new(&document, 0, &starts).unwrap();
    let write = |name: &str, template: &str| {
        let template = Template::parse(template).unwrap();
        let options = ExportOptions { template: Some(Arc::new(template)), ..options() };
        let start = WORDS.find("100%").unwrap();
        let span = document.text.span(start..start + "100% & more".len()).unwrap();
        let passage = CitedPassage::of_span(&subject, span);
        export(format_named(name).unwrap(), options, CitationKeys::default(), &subject, &[passage])
    };
    assert_eq!(
        write("latex", "\\q{{{words}}}{{{key}}}{?paragraph} ¶{paragraph}{/}\n"),
        "\\q{100\\% \\& more}{norrbycourier2026stays} ¶2\n"
    );
    assert_eq!(
        write("plain", "{speaker} {speaker|?} {place|}{!place}nowhere{/}{?place}x{/}, {day}"),
        "[speaker not known] ? nowhere, 1 March 2026"
    );
    assert_eq!(write("html", "{title}"), "Harbour Bridge stays “open”");
    assert!(write("markdown", "{speaker}").starts_with("\\[speaker"));
}

#[test]
fn every_field_of_a_template_has_a_name_of_its_own() {
    use crate::cite::template::FIELDS;
    let names: HashSet<_> = FIELDS.iter().map(|field| field.name).collect();
    assert_eq!(names.len(), FIELDS.len());
}

proptest! {
    /// Whatever an article says of itself, every format and style writes it,
    /// in one piece that its reader can read.
    #[test]
    fn facts_of_any_kind_break_no_format(
        title in "\\PC{0,20}|[{}\\\\\"'“”‘’?!,.:%#]{0,12}",
        byline in "\\PC{0,20}|[A-Za-z,. &-]{0,20}",
        outlet in proptest::option::of("\\PC{0,12}"),
        url in proptest::option::of("https://\\PC{0,12}"),
    ) {
        let mut document = document();
        let known = |words: &str| Some(Fact::new(words.to_owned(), Evidence::User));
        let meta = &mut document.articles[0].meta;
        meta.title = known(&title);
        meta.byline = known(&byline);
        meta.outlet = outlet.as_deref().and_then(known);
        meta.url = url.as_deref().and_then(known);
        let starts = LineStarts::of(&document);
        let subject = Subject::new(&document, 0, &starts).unwrap();
        let passages = [CitedPassage::of_quote(&subject, 0).unwrap()];
        for (index, format) in FORMATS.iter().enumerate() {
            let style = STYLES.get(index % STYLES.len());
            let options = ExportOptions { style, ..options() };
            let out = export(format, options, CitationKeys::default(), &subject, &passages);
            let message = format!("{}: {out}", format.name);
            match format.name {
                "json" | "csl-json" | "w3c-annotation" => {
                    prop_assert!(serde_json::from_str::<serde_json::Value>(&out).is_ok(), "{}", message);
                }
                "biblatex" | "bibtex" => {
                    prop_assert!(crate::cite::Bibliography::parse(&out).is_ok(), "{}", message);
                }
                "ris" => prop_assert!(out.lines().all(|line| line.get(2..6) == Some("  - ")), "{}", message),
                _ => {}
            }
        }
    }
}
