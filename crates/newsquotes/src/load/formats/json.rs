//! JSON: an article, a list of them, or an export that wraps them.

use serde_json::Value;

use super::record::Records;
use super::{LoadedText, jsonl, plain, without_mark};
use crate::load::encoding::Decoded;
use crate::model::Problem;

/// An object with a field, or a list of objects.
pub(super) fn sniff(content: &str) -> bool {
    let content = without_mark(content).trim_start();
    if content.starts_with(ARCHIVE) {
        return true;
    }
    let inner = |open: char| content.strip_prefix(open).map(str::trim_start);
    inner('{').is_some_and(|rest| rest.starts_with('"'))
        || inner('[').is_some_and(|rest| rest.starts_with('{'))
}

pub(super) fn load(path: &str, decoded: Decoded) -> LoadedText {
    let content = without_assignment(without_mark(&decoded.content));
    let mut records = Records::default();
    let mut broken = None;
    for value in serde_json::Deserializer::from_str(content).into_iter::<Value>() {
        match value {
            Ok(value) => {
                let is_feed = value
                    .get("version")
                    .and_then(Value::as_str)
                    .is_some_and(|v| v.contains("jsonfeed"));
                if let Some(title) = value.get("title").and_then(Value::as_str).filter(|_| is_feed)
                {
                    records.set_outlet(title, "title");
                }
                records.take(&value);
            }
            Err(error) => broken = Some(error),
        }
    }
    match broken {
        None if records.is_empty() => nothing(path),
        None => records.into_loaded(Vec::new()),
        Some(_) if jsonl::sniff(content) => jsonl::load(path, decoded),
        Some(error) => raw(path, decoded, &error),
    }
}

/// The JSON of an archive of posts, which stands behind `window.YTD.tweets.part0
/// = `.
fn without_assignment(content: &str) -> &str {
    let archive = content.trim_start().starts_with(ARCHIVE);
    let behind = content.split_once(" = ").filter(|_| archive);
    behind.map_or(content, |(_, json)| json)
}

/// How the files of an archive of X begin.
const ARCHIVE: &str = "window.YTD.";

pub(super) fn nothing(path: &str) -> LoadedText {
    let problem = Problem {
        path: path.to_owned(),
        what: "the JSON holds no article".to_owned(),
        hint: "an article is an object with fields such as title, text, date and source".to_owned(),
    };
    LoadedText { problems: vec![problem], ..LoadedText::default() }
}

/// Broken JSON is shown as it stands.
fn raw(path: &str, decoded: Decoded, error: &serde_json::Error) -> LoadedText {
    let mut loaded = plain::load(path, decoded);
    loaded.problems.push(Problem {
        path: path.to_owned(),
        what: format!("the file is not valid JSON ({error})"),
        hint: "it is shown as plain text; export it again".to_owned(),
    });
    loaded
}

#[cfg(test)]
mod tests {
    use crate::model::BlockKind::{self, Byline, Notice, Paragraph, Title};
    use crate::model::Document;

    fn open(json: &str) -> Document {
        crate::load::load("a.json", json.as_bytes().to_vec())
    }

    fn titles(document: &Document) -> Vec<&str> {
        document
            .articles
            .iter()
            .filter_map(|a| a.meta.title.as_ref())
            .map(|fact| fact.value.as_str())
            .collect()
    }

    #[test]
    fn one_article_or_many_in_their_wrappers() {
        let article =
            r#"{"title": "Ferry sinks", "text": "It went down at noon. Nobody was hurt."}"#;
        for json in [
            article.to_owned(),
            format!("[{article}]"),
            format!(r#"{{"articles": [{article}]}}"#),
            format!(r#"{{"hits": {{"hits": [{{"_id": "1", "_source": {article}}}]}}}}"#),
            format!(r#"{{"article": {article}}}"#),
            format!("\u{feff} {article}\n"),
        ] {
            assert_eq!(titles(&open(&json)), ["Ferry sinks"], "{json}");
        }
        assert_eq!(open(&format!("[{article}, {article}]")).articles.len(), 2);
    }

    #[test]
    fn data_and_configuration_hold_no_article() {
        for json in [
            r#"{"name": "ferry", "version": "1.0", "description": "Sails on the lake", "scripts": {"test": "run"}}"#,
            r#"{"title": "Settings", "description": "What a ferry may have", "type": "object"}"#,
            r#"[{"text": "the ferry", "start": 3, "end": 12}, {"text": "it", "start": 15, "end": 17}]"#,
            r#"{"window": {"content": "wide"}, "theme": {"name": "lake", "text": "blue"}}"#,
        ] {
            let document = open(json);
            assert!(document.articles.is_empty(), "{json}");
            assert_eq!(document.problems.len(), 1, "{json}");
        }
        let lines =
            "{\"text\": \"the ferry\", \"label\": 1}\n{\"text\": \"a lake\", \"label\": 0}\n";
        let document = crate::load::load("a.jsonl", lines.as_bytes().to_vec());
        assert_eq!((document.articles.len(), document.problems.len()), (0, 1));
    }

    #[test]
    fn a_passage_with_its_place_in_another_text_is_no_article() {
        let words =
            "The keeper counted the lamps along the pier once more before the tide. ".repeat(5);
        let passage = format!(r#"{{"quotes": [{{"text": "{words}", "start": 10, "end": 360}}]}}"#);
        assert_eq!(open(&passage).articles.len(), 0);
        let article = format!(r#"{{"text": "{words}"}}"#);
        assert_eq!(open(&article).articles.len(), 1);
    }

    #[test]
    fn a_feed_lists_articles_without_their_text() {
        let document = open(
            r#"{"articles": [{"title": "Ferry sinks", "description": "It went down at noon.", "url": "https://example.org/ferry"}]}"#,
        );
        assert_eq!(titles(&document), ["Ferry sinks"]);
    }

    #[test]
    fn a_body_is_cleaned_like_plain_text() {
        let document = open(
            r#"{"headline": "Ferry sinks", "author": "Mona Brandt", "body": "<p>It went down at noon, the office said.</p><p>Advertisement</p><p>Nobody was hurt in the harbour.</p>"}"#,
        );
        let kinds: Vec<BlockKind> =
            document.articles[0].blocks.iter().map(|block| block.kind).collect();
        assert_eq!(kinds, [Title, Byline, Paragraph, Notice, Paragraph]);
    }

    #[test]
    fn broken_json_is_shown_as_text_with_a_problem() {
        let document = open(r#"{"title": "Ferry sinks", "text": "It went"#);
        assert_eq!(document.problems.len(), 1);
        assert_eq!(document.articles.len(), 1);
        let document = open("[1, 2, {\"a\": null}]");
        assert!(document.articles.is_empty() && document.problems[0].hint.contains("title"));
    }
}
