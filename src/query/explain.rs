//! Why a query finds nothing, in a sentence, and what to ask instead.
//!
//! The conditions are counted each for itself, then each left out: what kills
//! the answer is the one that finds nothing alone, or else the one without
//! which most would be found. Counting and the spellings near a word are the
//! caller's business.

use crate::library::index::{Matching, Query, QueryField, QueryNode, QueryTerm};
use crate::library::sure::sure;
use crate::query::fields;
use crate::query::language;

/// More conditions are not tried out.
const MOST_TRIED: usize = 12;
/// Spellings that are tried, the nearest first.
const MOST_SPELLINGS: usize = 5;

/// What is said of an empty answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Empty {
    /// With its full stop.
    pub sentence: String,
    /// A query that finds something.
    pub instead: Option<String>,
}

/// Says why `query`, which was typed as `typed`, finds nothing.
pub(crate) fn empty(
    typed: &str,
    query: &Query,
    mut count: impl FnMut(&Query) -> usize,
    mut spellings: impl FnMut(&str) -> Vec<(String, usize)>,
) -> Empty {
    let nodes = match &query.root {
        None => return said("There is nothing here yet.".to_owned(), None),
        Some(QueryNode::And(nodes)) => nodes.as_slice(),
        Some(node) => std::slice::from_ref(node),
    };
    let tried = || nodes.iter().take(MOST_TRIED);
    if let Some(node) =
        tried().find(|node| !is_negated(node) && count(&of(vec![(*node).clone()])) == 0)
    {
        let instead = corrected(typed, node, &mut count, &mut spellings);
        return said(alone(typed, node, instead.as_ref()), instead.map(|word| word.query));
    }
    let without = tried().enumerate().map(|(index, node)| {
        let mut rest = nodes.to_vec();
        rest.remove(index);
        (count(&of(rest)), node)
    });
    match without.max_by_key(|(count, _)| *count).filter(|(count, _)| *count > 0) {
        Some((count, node)) => together(typed, node, count),
        None => said(format!("Nothing has all of “{}”.", typed.trim()), None),
    }
}

fn said(sentence: String, instead: Option<String>) -> Empty {
    Empty { sentence, instead }
}

fn of(nodes: Vec<QueryNode>) -> Query {
    let root = if nodes.len() > 1 { Some(QueryNode::And(nodes)) } else { nodes.into_iter().next() };
    Query { root, ..Query::default() }
}

fn is_negated(node: &QueryNode) -> bool {
    matches!(node, QueryNode::Not(_))
}

/// Another spelling and the query with it.
struct Corrected {
    word: String,
    query: String,
}

/// The nearest spelling of a word of the node that finds something.
fn corrected(
    typed: &str,
    node: &QueryNode,
    count: &mut impl FnMut(&Query) -> usize,
    spellings: &mut impl FnMut(&str) -> Vec<(String, usize)>,
) -> Option<Corrected> {
    let QueryNode::Term(term) = node else { return None };
    let words: &[String] = match &term.matching {
        Matching::Word(word) | Matching::Prefix(word) | Matching::Fuzzy { word, .. } => {
            std::slice::from_ref(word)
        }
        Matching::Phrase(words) | Matching::Near { words, .. } => words,
        Matching::Regex(_) | Matching::Days { .. } | Matching::Mark(_) => return None,
    };
    for word in words {
        let exact = QueryTerm { matching: Matching::Word(word.clone()), ..term.clone() };
        if words.len() > 1 && count(&of(vec![QueryNode::Term(exact)])) > 0 {
            continue;
        }
        let near = spellings(word).into_iter().take(MOST_SPELLINGS);
        let fits = near.map(|(near, _)| near).find(|near| {
            let matching = Matching::Word(near.clone());
            count(&of(vec![QueryNode::Term(QueryTerm { matching, ..term.clone() })])) > 0
        });
        if let Some(near) = fits {
            let query = replaced(typed, term, word, &near)?;
            return Some(Corrected { word: near, query });
        }
    }
    None
}

/// The query with one word of a term spelled in another way.
fn replaced(typed: &str, term: &QueryTerm, word: &str, near: &str) -> Option<String> {
    use crate::library::index::words::words;
    use newsquotes::folding;
    let value = typed.get(term.typed.clone())?;
    let mut all = words(value, term.typed.start).collect::<Vec<_>>().into_iter().rev();
    let place = all
        .find(|range| typed.get(range.clone()).is_some_and(|there| folding::word(there) == word))?;
    Some(format!("{}{near}{}", typed.get(..place.start)?, typed.get(place.end..)?))
}

/// What finds nothing by itself.
fn alone(typed: &str, node: &QueryNode, near: Option<&Corrected>) -> String {
    let what = match node {
        QueryNode::Term(term) => {
            let value = value(typed, term);
            match (&term.matching, term.field) {
                (Matching::Mark(_), _) => format!("Nothing is {value}"),
                (Matching::Days { .. }, _) => format!("Nothing is from {value}"),
                (_, QueryField::Speaker) => format!("Nobody called “{value}” is quoted"),
                (_, QueryField::Words) => format!("Nothing has “{value}”"),
                (_, field) => format!("There is no {} “{value}”", fields::name(field)),
            }
        }
        _ => format!("Nothing has “{}”", printed(node)),
    };
    match near {
        Some(near) => format!("{what}; the nearest spelling is “{}”.", near.word),
        None => format!("{what}."),
    }
}

/// What finds something by itself and nothing with the rest.
fn together(typed: &str, node: &QueryNode, count: usize) -> Empty {
    let (number, verb) =
        if count == 1 { ("one".to_owned(), "is") } else { (count.to_string(), "are") };
    let (what, instead) = match node {
        QueryNode::Term(term) => {
            let there = sure(typed.get(term.typed.clone()));
            (there.to_owned(), language::without_term(typed, &term.typed))
        }
        other => {
            let query = printed(other);
            let instead =
                if typed.contains(&query) { typed.replacen(&query, "", 1) } else { String::new() };
            (query, instead)
        }
    };
    let instead = Some(newsquotes::folding::one_line(&instead));
    said(
        format!("Nothing has all of it; without “{what}” there {verb} {number}."),
        instead.filter(|query| !query.is_empty()),
    )
}

fn printed(node: &QueryNode) -> String {
    language::print(&of(vec![node.clone()]))
}

/// What was typed for a term, without the name of its field and marks.
fn value<'a>(typed: &'a str, term: &QueryTerm) -> &'a str {
    let there = sure(typed.get(term.typed.clone()));
    let value = match there.split_once(':') {
        Some((name, value)) if fields::named(name).is_some() => value,
        _ => there,
    };
    value.trim_matches(['"', '“', '”', '„'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use newsquotes::model::Date;

    /// Finds the words "bridge", "keep" and "ober", not both first at once.
    fn count(query: &Query) -> usize {
        let has = |wanted: &str| {
            query.terms().iter().any(|term| match &term.matching {
                Matching::Word(word) => word == wanted,
                Matching::Phrase(words) => words.iter().any(|word| word == wanted),
                _ => false,
            })
        };
        let known = ["bridge", "keep", "ober"];
        let all = query.terms().iter().all(|term| {
            known
                .iter()
                .any(|word| matches!(&term.matching, Matching::Word(typed) if typed == word))
        });
        if !all || (has("bridge") && has("keep")) { 0 } else { 7 }
    }

    fn explained(typed: &str) -> (String, Option<String>) {
        let query = language::parse(typed, Date::default());
        let spellings = |word: &str| match word {
            "brigde" => vec![("brine".to_owned(), 1), ("bridge".to_owned(), 4)],
            "obre" => vec![("ober".to_owned(), 2)],
            _ => Vec::new(),
        };
        let empty = empty(typed, &query, count, spellings);
        (empty.sentence, empty.instead)
    }

    #[test]
    fn the_word_that_is_nowhere_is_named_with_the_nearest_spelling() {
        let (sentence, instead) = explained("Brigde ober");
        assert_eq!(sentence, "Nothing has “Brigde”; the nearest spelling is “bridge”.");
        assert_eq!(instead.as_deref(), Some("bridge ober"));
        let (sentence, instead) = explained("keep speaker:obre");
        assert_eq!(sentence, "Nobody called “obre” is quoted; the nearest spelling is “ober”.");
        assert_eq!(instead.as_deref(), Some("keep speaker:ober"));
        assert_eq!(explained("outlet:xyz").0, "There is no outlet “xyz”.");
    }

    #[test]
    fn the_condition_that_leaves_nothing_is_named() {
        let (sentence, instead) = explained("ober bridge keep");
        assert!(sentence.starts_with("Nothing has all of it; without “"), "{sentence}");
        assert_eq!(instead.as_deref(), Some("ober bridge"));
        assert_eq!(explained("").0, "There is nothing here yet.");
    }
}
