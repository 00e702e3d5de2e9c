//! Properties of loading that hold for any bytes: it never panics, loses no
//! word, and makes only spans of its own text.

use newsquotes::load::load;
use newsquotes::model::{Article, Document, Evidence, Span, Text};
use proptest::prelude::*;

/// Every byte that is not blank lies in exactly one block of exactly one
/// article; blocks and articles ascend, are disjoint, and blocks are trimmed.
fn assert_lossless(document: &Document) {
    let text = &document.text;
    let mut covered = 0;
    for article in &document.articles {
        assert!(article.span.start() >= covered, "articles ascend");
        for block in &article.blocks {
            let span = block.span;
            assert!(article.span.covers(span) && !span.is_empty());
            assert_eq!(text.trim(span), span, "trimmed");
            assert_valid(text, span);
            assert!(span.start() >= covered, "blocks ascend");
            assert_blank(text, covered, span.start());
            assert!(!block.why.words().is_empty());
            covered = span.end();
        }
        assert_spans_valid(text, article);
    }
    assert_blank(text, covered, text.len());
}

fn assert_blank(text: &Text, from: usize, to: usize) {
    let between = text.span(from..to).map(|span| text.get(span)).unwrap_or_default();
    assert!(between.chars().all(Text::is_blank), "lost words: {between:?}");
}

fn assert_valid(text: &Text, span: Span) {
    assert_eq!(text.span(span.range()), Some(span));
}

fn assert_spans_valid(text: &Text, article: &Article) {
    let meta = &article.meta;
    let facts = [&meta.title, &meta.byline, &meta.outlet, &meta.agency, &meta.place, &meta.url];
    let words = facts.into_iter().flatten().chain(&meta.tags).map(|fact| &fact.evidence);
    for evidence in words.chain(meta.date.as_ref().map(|fact| &fact.evidence)) {
        if let Evidence::Words(span) = evidence {
            assert_valid(text, *span);
            assert!(!span.is_empty());
        }
    }
    assert!(article.repairs.is_sorted_by(|a, b| a.span.end() <= b.span.start()));
    for repair in &article.repairs {
        assert_valid(text, repair.span);
        assert!(article.blocks.iter().any(|block| block.span.covers(repair.span)));
    }
}

fn assert_loads(path: &str, bytes: &[u8]) {
    let document = load(path, bytes.to_vec());
    assert_lossless(&document);
    assert!(!document.articles.is_empty() || !document.problems.is_empty());
}

/// Lines of the kinds that pages are made of, so that rules meet each other.
fn page_line() -> impl Strategy<Value = String> {
    let fixed = prop::sample::select(vec![
        "Share",
        "comments",
        "Advertisement",
        "RELATED",
        "No comments:",
        "Tags: lake, ferry",
        "By Mona Brandt",
        "4 April 2024",
        "Ferry sinks in front of Lindau harbour",
        "Ferry sinks in front of Lindau harbour | Lake Courier",
        "LINDAU, April 4 (Reuters) - The ferry sank at noon, the office of the harbour said.",
        "(Reuters) - ",
        "(ANSA) - ROMA, 22 MAR - ",
        "“Nobody was hurt,” Brandt said.",
        "• Nobody was hurt in the harbour.",
        "Ober added:",
        "LakecategoryFerry sinks in the harbour again",
        "commentsFerry sinks in the harbour",
        "Mona BrandtShare",
        "The ferry stays in the harbour until the storm is over, she said.The crew agreed.",
        "From 2h ago",
        "Updated at ",
        "— Harbour (@harbour) April 4, 2024",
        "The pier. Photograph: Jo Brandt/AFP/Getty Images",
        "https://example.org/ferry",
        "",
        "---",
        "+++",
        "# Ferry",
        "title: Ferry",
        "- lake",
        "___",
        "Die Fähre sank am Mittag, sagte die Bürgermeisterin.",
        "Паром затонул в полдень, сообщили в порту.",
        "渡轮中午沉没，港口办公室说。",
        "\u{feff}\u{200b}",
        "غرقت العبارة ظهرا.",
        "{\"title\": \"Ferry\"}",
        "[1]: https://example.org",
    ]);
    prop_oneof![4 => fixed.prop_map(str::to_owned), 1 => "\\PC{0,60}", 1 => any::<String>()]
}

fn page() -> impl Strategy<Value = String> {
    let end = prop::sample::select(vec!["\n", "\n\n", "\r\n", "\r", "\u{2028}", "\n\n\n"]);
    prop::collection::vec((page_line(), end), 0..50).prop_map(|lines| {
        lines.into_iter().flat_map(|(line, end)| [line, end.to_owned()]).collect()
    })
}

/// Bytes with some of them changed or cut off.
fn mutated(source: String) -> impl Strategy<Value = Vec<u8>> {
    let change = (any::<prop::sample::Index>(), any::<u8>());
    prop::collection::vec(change, 0..4).prop_map(move |changes| {
        let mut bytes = source.clone().into_bytes();
        for (at, byte) in changes {
            if !bytes.is_empty() {
                let at = at.index(bytes.len());
                if byte < 32 {
                    bytes.truncate(at);
                } else if let Some(old) = bytes.get_mut(at) {
                    *old = byte;
                }
            }
        }
        bytes
    })
}

fn json() -> impl Strategy<Value = String> {
    let keys = prop::sample::select(vec![
        "title",
        "text",
        "body",
        "date",
        "authors",
        "source",
        "articles",
        "tags",
        "url",
        "x",
        "description",
    ]);
    let leaf = prop_oneof![
        page_line().prop_map(serde_json::Value::from),
        any::<i64>().prop_map(serde_json::Value::from),
        Just(serde_json::Value::Null),
        Just(serde_json::Value::from("<p>A</p><p>B &amp; <b>c</b>.</p><br>&#0;&#x110000;<!--")),
    ];
    let value = leaf.prop_recursive(4, 40, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(serde_json::Value::from),
            prop::collection::vec((keys.clone(), inner), 0..6).prop_map(|fields| {
                fields.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
            }),
        ]
    });
    prop::collection::vec(value, 1..4).prop_map(|values| {
        let lines: Vec<String> = values.iter().map(ToString::to_string).collect();
        lines.join("\n")
    })
}

#[test]
fn a_separator_that_ends_a_line_for_some_is_read() {
    let header = "---\ntitle: \"Ferry\"\ntags: [a, b]\nauthor:\n  - x\n---\n";
    let page = format!("{header}Share\rMona BrandtShare\u{2028}");
    assert_loads("a.txt", page.as_bytes());
    assert_loads("a.md", page.as_bytes());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(160))]

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        for path in ["a.txt", "a.md", "a.json", "a.jsonl", "-"] {
            assert_loads(path, &bytes);
        }
    }

    #[test]
    fn pages_in_every_encoding(page in page()) {
        assert_loads("a.txt", page.as_bytes());
        assert_loads("a.md", page.as_bytes());
        let wide: Vec<u16> = page.encode_utf16().collect();
        let marked = [0xfeff].into_iter().chain(wide.iter().copied());
        let little: Vec<u8> = marked.flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = wide.iter().flat_map(|unit| unit.to_be_bytes()).collect();
        assert_loads("a.txt", &little);
        assert_loads("a.txt", &little[..little.len() - 1]);
        assert_loads("a.txt", &big);
        let (old, ..) = encoding_rs::WINDOWS_1252.encode(&page);
        assert_loads("a.txt", &old);
    }

    #[test]
    fn plain_utf8_is_the_file(page in page()) {
        let document = load("a.txt", page.clone().into_bytes());
        if document.origin.format == "plain" && !document.text.is_empty() {
            prop_assert_eq!(document.text.as_str(), page);
        }
    }

    #[test]
    fn damaged_pages(bytes in page().prop_flat_map(mutated)) {
        assert_loads("a.txt", &bytes);
    }

    #[test]
    fn damaged_front_matter(bytes in page().prop_flat_map(|page| {
        mutated(format!("---\ntitle: \"Ferry\"\ntags: [a, b\nauthor:\n  - x\n---\n{page}"))
    })) {
        assert_loads("a.md", &bytes);
        assert_loads("a.txt", &bytes);
    }

    #[test]
    fn json_and_damaged_json(bytes in json().prop_flat_map(mutated)) {
        assert_loads("a.json", &bytes);
        assert_loads("a.jsonl", &bytes);
        assert_loads("-", &bytes);
    }
}
