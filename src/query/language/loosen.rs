//! A word that stands nowhere is taken for the beginning of one: `stolt`
//! finds Stoltenberg.

use crate::library::index::{Matching, Query, QueryNode, QueryTerm};

/// A shorter word stays what it is.
const SHORTEST: usize = 3;

/// The query with every word that `is_known` knows not as the beginning of a
/// word; words under a negation stay whole.
#[must_use]
pub(crate) fn loosened(query: Query, mut is_known: impl FnMut(&QueryTerm) -> bool) -> Query {
    let Query { root, sort, problems } = query;
    Query { root: root.map(|root| loosen(root, &mut is_known)), sort, problems }
}

fn loosen(node: QueryNode, is_known: &mut impl FnMut(&QueryTerm) -> bool) -> QueryNode {
    let all = |nodes: Vec<QueryNode>, is_known: &mut _| {
        nodes.into_iter().map(|node| loosen(node, is_known)).collect()
    };
    match node {
        QueryNode::And(nodes) => QueryNode::And(all(nodes, is_known)),
        QueryNode::Or(nodes) => QueryNode::Or(all(nodes, is_known)),
        QueryNode::Not(node) => QueryNode::Not(node),
        QueryNode::Term(term) => QueryNode::Term(loosen_term(term, is_known)),
    }
}

fn loosen_term(mut term: QueryTerm, is_known: &mut impl FnMut(&QueryTerm) -> bool) -> QueryTerm {
    if let Matching::Word(word) = &term.matching
        && word.chars().count() >= SHORTEST
        && !is_known(&term)
    {
        term.matching = Matching::Prefix(word.clone());
    }
    term
}

#[cfg(test)]
mod tests {
    use super::super::{parse, print};
    use super::*;
    use newsquotes::model::Date;

    #[test]
    fn only_unknown_words_become_beginnings() {
        let query = parse("stolt takes -ferr sp OR brid", Date::default());
        let known =
            |term: &QueryTerm| matches!(&term.matching, Matching::Word(word) if word == "takes");
        assert_eq!(print(&loosened(query, known)), "stolt* takes -ferr sp OR brid*");
    }
}
