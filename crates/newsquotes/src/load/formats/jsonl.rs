//! JSON Lines: an article a line. A broken line is a problem, the rest loads.

use serde_json::Value;

use super::record::Records;
use super::{LoadedText, plain, without_mark};
use crate::load::encoding::Decoded;
use crate::model::Problem;

/// Problems of single lines that are reported one by one.
const MOST: usize = 20;

/// Two lines or more, the first of them a whole object.
pub(super) fn sniff(content: &str) -> bool {
    let mut lines = without_mark(content).lines().filter(|line| !line.trim().is_empty());
    let object = |line: &str| {
        line.trim_start().starts_with('{')
            && serde_json::from_str::<Value>(line).is_ok_and(|value| value.is_object())
    };
    let first = lines.next().is_some_and(object);
    first && lines.next().is_some_and(|line| line.trim_start().starts_with('{'))
}

pub(super) fn load(path: &str, decoded: Decoded) -> LoadedText {
    let mut records = Records::default();
    let mut problems = Vec::new();
    let mut broken = 0;
    let lines = without_mark(&decoded.content).lines().enumerate();
    for (number, line) in lines.filter(|(_, line)| !line.trim().is_empty()) {
        match serde_json::from_str::<Value>(line) {
            Ok(value) => records.take(&value),
            Err(error) => {
                broken += 1;
                if broken <= MOST {
                    problems.push(problem(path, number + 1, &error));
                }
            }
        }
    }
    if broken > MOST {
        problems.push(Problem {
            path: path.to_owned(),
            what: format!("{} more lines are not valid JSON", broken - MOST),
            hint: "export the file again".to_owned(),
        });
    }
    if records.is_empty() {
        return if broken > 0 {
            as_text(path, decoded, problems)
        } else {
            super::json::nothing(path)
        };
    }
    records.into_loaded(problems)
}

fn problem(path: &str, line: usize, error: &serde_json::Error) -> Problem {
    Problem {
        path: path.to_owned(),
        what: format!("line {line} is not valid JSON ({error})"),
        hint: "the other lines were read; export the file again to get this one".to_owned(),
    }
}

/// Not one line is an article: show what is there.
fn as_text(path: &str, decoded: Decoded, problems: Vec<Problem>) -> LoadedText {
    let mut loaded = plain::load(path, decoded);
    loaded.problems.extend(problems);
    loaded
}

#[cfg(test)]
mod tests {
    use crate::load::load;

    #[test]
    fn every_line_is_an_article_and_broken_ones_are_problems() {
        let good = r#"{"title": "Ferry sinks", "text": "It went down at noon. Nobody was hurt."}"#;
        let lines = [good, "{\"title\": \"half", good, "", good].join("\r\n");
        let document = load("a.jsonl", lines.into_bytes());
        assert_eq!(document.articles.len(), 3);
        assert_eq!(document.problems.len(), 1);
        assert!(document.problems[0].what.starts_with("line 2 "));
    }

    #[test]
    fn the_problems_of_many_broken_lines_are_bounded() {
        let document = load("a.jsonl", "{\n".repeat(5000).into_bytes());
        assert!(document.problems.len() <= 21);
    }
}
