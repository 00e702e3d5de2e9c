//! A word that stands nowhere is taken for the beginning of one: `stolt`
//! finds Stoltenberg.

use crate::library::index::{Matching, Node, Query, Term};

/// A shorter word stays what it is.
const SHORTEST: usize = 3;

/// The query with every word that `is_known` knows not as the beginning of a
/// word; words under a negation stay whole.
#[must_use]
pub(crate) fn loosened(query: Query, mut is_known: impl FnMut(&Term) -> bool) -> Query {
    let Query { root, sort, problems } = query;
    Query { root: root.map(|root| loosen(root, &mut is_known)), sort, problems }
}

fn loosen(node: Node, is_known: &mut impl FnMut(&Term) -> bool) -> Node {
    let all = |nodes: Vec<Node>, is_known: &mut _| {
        nodes.into_iter().map(|node| loosen(node, is_known)).collect()
    };
    match node {
        Node::And(nodes) => Node::And(all(nodes, is_known)),
        Node::Or(nodes) => Node::Or(all(nodes, is_known)),
        Node::Not(node) => Node::Not(node),
        Node::Term(term) => Node::Term(loosen_term(term, is_known)),
    }
}

fn loosen_term(mut term: Term, is_known: &mut impl FnMut(&Term) -> bool) -> Term {
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
        let known = |term: &Term| matches!(&term.matching, Matching::Word(word) if word == "takes");
        assert_eq!(print(&loosened(query, known)), "stolt* takes -ferr sp OR brid*");
    }
}
