//! The best there is for a query that nothing answers as it was typed.
//!
//! First the words: one that stands nowhere is taken for the beginning of a
//! word (`stolt`, Stoltenberg), then for two that are written with a hyphen
//! (`cooperation`), then for one with a letter or two wrong (`brigde`); what is
//! none of these is left out. When the words then stand nowhere together, what has the
//! most of them is asked for. Whatever was done is said at its place in the
//! query. Phrases, fields, expressions and what is negated stay as they were
//! typed: who writes them means them.

use crate::library::sure::sure;
use std::ops::Range;

use crate::library::index::{Matching, Query, QueryField, QueryNode, QueryProblem, QueryTerm};
use newsquotes::extract;

/// A shorter word is not taken for the beginning of one, in letters.
const SHORTEST_BEGINNING: usize = 3;
/// A shorter word has no letter wrong; from so many on two may be. The same
/// lengths as in the alignment of quotations.
const SHORTEST_MISTYPED: usize = 4;
const LONG: usize = 8;
/// Each part of a joined word has so many letters at least.
const SHORTEST_PART: usize = 2;
/// Choices of words that are tried together; of more words the rarest are left
/// out first.
const MOST_CHOICES: usize = 40;

/// What an index knows, while a query is made looser.
pub(crate) trait Known {
    /// How many answers a query has.
    fn count(&self, query: &Query) -> usize;
    /// The commonest word that begins so.
    fn beginning(&self, word: &str) -> Option<String>;
    /// The words spelled nearly so, the nearest first.
    fn spellings(&self, word: &str) -> Vec<String>;
}

/// What is asked in place of a query without an answer; `None` when it has
/// one, or when nothing like it has.
pub(crate) fn nearest(typed: &str, query: &Query, known: &impl Known) -> Option<Query> {
    if query.root.is_none() || known.count(query) > 0 {
        return None;
    }
    let respelled = respelled(typed, query, known);
    match respelled {
        Some(query) if known.count(&query) > 0 => Some(query),
        Some(query) => most_of(&query, known),
        None => most_of(query, known),
    }
}

/// The query with every word that stands nowhere taken for one that does, or
/// left out; `None` when there is no such word, or no other.
pub(crate) fn respelled(typed: &str, query: &Query, known: &impl Known) -> Option<Query> {
    let mut kept = Vec::new();
    let mut problems = Vec::new();
    let mut has_words = false;
    for node in parts(query) {
        match plain_word(node) {
            Some((term, word)) if known.count(&of(vec![node.clone()])) == 0 => {
                // A query that was printed and not typed has no places.
                let shown = typed.get(term.typed.clone()).unwrap_or(word);
                let sentence = match replaced(term, word, known) {
                    Some((matching, found)) => {
                        kept.push(QueryNode::Term(QueryTerm { matching, ..term.clone() }));
                        has_words = true;
                        format!("“{shown}” stands nowhere; shown is what has “{found}”.")
                    }
                    None => format!("“{shown}” stands nowhere and is left out."),
                };
                problems.push(QueryProblem { typed: term.typed.clone(), words: sentence });
            }
            word => {
                has_words |= word.is_some();
                kept.push(node.clone());
            }
        }
    }
    if problems.is_empty() || !has_words {
        return None;
    }
    problems.splice(..0, query.problems.clone());
    Some(Query { problems, sort: query.sort, ..of(kept) })
}

/// The query for what has the most of the words, where nothing has all of
/// them; `None` when even single words have no answer.
pub(crate) fn most_of(query: &Query, known: &impl Known) -> Option<Query> {
    let (words, others): (Vec<&QueryNode>, Vec<&QueryNode>) =
        parts(query).iter().partition(|node| is_telling(node));
    if words.len() < 2 {
        return None;
    }
    let mut words: Vec<(usize, &QueryNode)> = words
        .into_iter()
        .map(|node| (known.count(&of(vec![node.clone()])), node))
        .filter(|(count, _)| *count > 0)
        .collect();
    let others: Vec<QueryNode> =
        others.into_iter().filter(|node| plain_word(node).is_none()).cloned().collect();
    while words.len() > 1 {
        for size in (1..words.len()).rev() {
            let choices = choices(words.len(), size);
            if choices.len() > MOST_CHOICES {
                break;
            }
            let all = |choice: Vec<usize>| {
                let chosen = choice.into_iter().filter_map(|at| words.get(at));
                QueryNode::And(chosen.map(|(_, node)| (*node).clone()).collect())
            };
            let any = QueryNode::Or(choices.into_iter().map(all).collect());
            let found = of(others.iter().cloned().chain([any]).collect());
            if known.count(&found) > 0 {
                return Some(said(query, found));
            }
        }
        let rarest = words.iter().enumerate().min_by_key(|(_, (count, _))| *count)?.0;
        words.remove(rarest);
    }
    None
}

/// The found query with the words that it was made of marked.
fn said(query: &Query, found: Query) -> Query {
    let words = parts(query).iter().filter_map(|node| Some(plain_word(node)?.0.typed.clone()));
    let typed = words.reduce(|one: Range<usize>, other| one.start..other.end);
    // A query is made looser by its words.
    let typed = sure(typed);
    let words = "Nothing has all of it; shown is what has most of the words.".to_owned();
    let mut problems = query.problems.clone();
    problems.push(QueryProblem { typed, words });
    Query { problems, sort: query.sort, ..found }
}

/// The conditions that all have to hold.
fn parts(query: &Query) -> &[QueryNode] {
    match &query.root {
        None => &[],
        Some(QueryNode::And(nodes)) => nodes,
        Some(node) => std::slice::from_ref(node),
    }
}

fn of(mut nodes: Vec<QueryNode>) -> Query {
    let root = if nodes.len() > 1 { Some(QueryNode::And(nodes)) } else { nodes.pop() };
    Query { root, ..Query::default() }
}

/// A word typed without a field, marks or operators.
fn plain_word(node: &QueryNode) -> Option<(&QueryTerm, &str)> {
    let QueryNode::Term(term) = node else { return None };
    match &term.matching {
        Matching::Word(word) | Matching::Prefix(word) if term.field == QueryField::Words => {
            Some((term, word))
        }
        // What a word was taken for, by now.
        Matching::Fuzzy { word, .. } if term.field == QueryField::Words => Some((term, word)),
        _ => None,
    }
}

fn is_telling(node: &QueryNode) -> bool {
    plain_word(node).is_some_and(|(_, word)| !extract::is_function_word(word))
}

/// What a word that stands nowhere is taken for, and the nearest word found.
fn replaced(term: &QueryTerm, word: &str, known: &impl Known) -> Option<(Matching, String)> {
    let letters = word.chars().count();
    let stands = |matching: &Matching| {
        let term = QueryTerm { matching: matching.clone(), ..term.clone() };
        known.count(&of(vec![QueryNode::Term(term)])) > 0
    };
    if letters >= SHORTEST_BEGINNING {
        let beginning = Matching::Prefix(word.to_owned());
        let found = known.beginning(word).filter(|_| stands(&beginning));
        if let Some(found) = found {
            return Some((beginning, found));
        }
    }
    if let Some(cut) = cut(word).find(|cut| stands(&Matching::Phrase(cut.to_vec()))) {
        let found = cut.join("-");
        return Some((Matching::Phrase(cut.to_vec()), found));
    }
    if letters < SHORTEST_MISTYPED {
        return None;
    }
    let distance = if letters < LONG { 1 } else { 2 };
    let mistyped = Matching::Fuzzy { word: word.to_owned(), distance };
    let found = || known.spellings(word).into_iter().next().unwrap_or_else(|| word.to_owned());
    stands(&mistyped).then(|| (mistyped, found()))
}

/// The word cut in two at every place.
fn cut(word: &str) -> impl Iterator<Item = [String; 2]> + '_ {
    let letters = word.chars().count();
    let places = word.char_indices().map(|(at, _)| at).skip(SHORTEST_PART);
    let places = places.take((letters + 1).saturating_sub(2 * SHORTEST_PART));
    places.filter_map(|at| {
        let (one, other) = word.split_at_checked(at)?;
        Some([one.to_owned(), other.to_owned()])
    })
}

/// All ways to choose `size` of the numbers below `count`, in order; one more
/// than [`MOST_CHOICES`] where there are many.
fn choices(count: usize, size: usize) -> Vec<Vec<usize>> {
    let mut all: Vec<Vec<usize>> = vec![Vec::new()];
    for number in 0..count {
        let left = count - number - 1;
        let mut next = Vec::new();
        for choice in all {
            if choice.len() + left >= size {
                next.push(choice.clone());
            }
            if choice.len() < size {
                next.push([choice.as_slice(), &[number]].concat());
            }
        }
        next.truncate(4 * MOST_CHOICES);
        all = next;
    }
    all.retain(|choice| choice.len() == size);
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::language::{parse, print};
    use newsquotes::model::Date;

    /// An index of lines.
    struct Lines(&'static [&'static str]);

    impl Lines {
        fn words(&self) -> impl Iterator<Item = &'static str> {
            self.0.iter().flat_map(|line| line.split(' '))
        }

        fn holds(line: &str, node: &QueryNode) -> bool {
            match node {
                QueryNode::And(nodes) => nodes.iter().all(|node| Lines::holds(line, node)),
                QueryNode::Or(nodes) => nodes.iter().any(|node| Lines::holds(line, node)),
                QueryNode::Not(node) => !Lines::holds(line, node),
                QueryNode::Term(term) => line.split(' ').any(|word| match &term.matching {
                    Matching::Word(typed) => word == typed,
                    Matching::Prefix(typed) => word.starts_with(typed.as_str()),
                    Matching::Fuzzy { word: typed, distance } => {
                        newsquotes::edits::distance(typed, word, (*distance).into()).is_some()
                    }
                    Matching::Phrase(words) => line.contains(&words.join(" ")),
                    _ => false,
                }),
            }
        }
    }

    impl Known for Lines {
        fn count(&self, query: &Query) -> usize {
            let holds =
                |line: &&&str| query.root.as_ref().is_none_or(|root| Lines::holds(line, root));
            self.0.iter().filter(holds).count()
        }

        fn beginning(&self, word: &str) -> Option<String> {
            self.words().find(|known| known.starts_with(word)).map(str::to_owned)
        }

        fn spellings(&self, word: &str) -> Vec<String> {
            let near = |known: &&str| newsquotes::edits::distance(word, known, 2).is_some();
            self.words().filter(near).map(str::to_owned).collect()
        }
    }

    const LINES: Lines = Lines(&[
        "stoltenberg takes the long bridge",
        "ober keeps the iron bridge",
        "co operation of ferries",
    ]);

    fn respelled_as(typed: &str) -> Option<(String, Vec<String>)> {
        let query = nearest(typed, &parse(typed, Date::default()), &LINES)?;
        let said = query.problems.iter().map(|problem| problem.words.clone()).collect();
        Some((print(&query), said))
    }

    #[test]
    fn a_word_that_stands_nowhere_is_taken_for_one_that_does() {
        let (query, said) = respelled_as("stolt takes long").unwrap();
        assert_eq!(query, "stolt* takes long");
        assert_eq!(said, ["“stolt” stands nowhere; shown is what has “stoltenberg”."]);
        let (query, said) = respelled_as("ober brigde").unwrap();
        assert_eq!(query, "ober brigde~");
        assert_eq!(said, ["“brigde” stands nowhere; shown is what has “bridge”."]);
        assert_eq!(respelled_as("cooperation").unwrap().0, "\"co operation\"");
        let (query, said) = respelled_as("ober quay").unwrap();
        assert_eq!(query, "ober");
        assert_eq!(said, ["“quay” stands nowhere and is left out."]);
    }

    #[test]
    fn what_is_written_on_purpose_stays() {
        assert_eq!(respelled_as("ober keeps"), None);
        assert_eq!(respelled_as("\"ober brigde\""), None);
        assert_eq!(respelled_as("quay"), None);
        assert_eq!(respelled_as(""), None);
    }

    #[test]
    fn the_most_of_the_words_answer_where_nothing_has_all() {
        let most = |typed: &str| {
            let query = most_of(&parse(typed, Date::default()), &LINES)?;
            Some((LINES.count(&query), query.problems.last().unwrap().typed.clone()))
        };
        assert_eq!(most("iron long bridge"), Some((2, 0..16)));
        assert_eq!(most("the ober ferries keeps"), Some((1, 0..22)));
        assert_eq!(most("ferries bridge -iron"), Some((2, 0..14)));
        assert_eq!(most("bridge"), None);
        assert_eq!(most("\"iron bridge\" ferries"), None);
    }

    #[test]
    fn choices_are_made_once_each_and_never_too_many() {
        assert_eq!(choices(3, 2), [vec![1, 2], vec![0, 2], vec![0, 1]]);
        assert_eq!(choices(4, 1).len(), 4);
        assert!(choices(60, 30).len() <= 4 * MOST_CHOICES);
    }
}
