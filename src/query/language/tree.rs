//! Puts terms and operators together: `OR` binds tighter than standing side by
//! side, a negation tighter than `OR`. Parentheses are frames on a stack.

use std::mem;
use std::ops::Range;

use crate::library::index::{QueryField, QueryNode};

/// Parentheses inside each other; the tree is walked by recursion later.
const DEEPEST: usize = 24;

/// A query being put together.
#[derive(Debug)]
pub(super) struct QueryTree {
    /// The outermost first; never empty.
    frames: Vec<TreeFrame>,
    /// Parentheses that were too deep to be looked at and are still open.
    skipped: usize,
}

/// What stands between two parentheses.
#[derive(Debug, Default)]
struct TreeFrame {
    /// Where it was opened; of the outermost frame nowhere.
    open: Option<Range<usize>>,
    /// The field that holds for what names none itself.
    field: Option<QueryField>,
    /// Whether the frame as a whole is negated.
    negated: bool,
    /// What all has to match.
    all: Vec<QueryNode>,
    /// The terms joined by `OR` so far; a single one may yet be.
    any: Vec<QueryNode>,
    /// An `OR` that waits for its second term.
    or: Option<Range<usize>>,
    /// Whether the next term is negated.
    not: bool,
}

impl QueryTree {
    pub(super) fn new() -> QueryTree {
        QueryTree { frames: vec![TreeFrame::default()], skipped: 0 }
    }

    fn top(&mut self) -> Option<&mut TreeFrame> {
        self.frames.last_mut()
    }

    /// The field that holds here.
    pub(super) fn field(&self) -> QueryField {
        self.frames.iter().rev().find_map(|frame| frame.field).unwrap_or(QueryField::Words)
    }

    /// Whether the next term is negated, by itself or with its parentheses.
    pub(super) fn is_negated(&self) -> bool {
        self.frames.iter().any(|frame| frame.negated || frame.not)
    }

    /// Where the innermost open parenthesis stands.
    pub(super) fn open(&self) -> Option<Range<usize>> {
        let innermost = self.frames.last().filter(|_| self.skipped == 0);
        innermost.and_then(|frame| frame.open.clone())
    }

    /// Opens a parenthesis; `false` when it is too deep.
    pub(super) fn push(&mut self, open: Range<usize>, field: Option<QueryField>) -> bool {
        if self.frames.len() > DEEPEST {
            self.skipped += 1;
            return false;
        }
        let negated = self.top().is_some_and(|frame| mem::take(&mut frame.not));
        self.frames.push(TreeFrame { open: Some(open), field, negated, ..TreeFrame::default() });
        true
    }

    /// Closes the innermost parenthesis.
    pub(super) fn close(&mut self) {
        let Some(frame) = self.frames.pop() else { return };
        let negated = frame.negated;
        if let Some(top) = self.top() {
            match frame.finish() {
                Some(node) => {
                    top.not ^= negated;
                    top.add(node);
                }
                None => top.drop_operators(),
            }
        }
    }

    /// Closes a parenthesis that was too deep; `false` when none is open.
    pub(super) fn skip_close(&mut self) -> bool {
        let is_open = self.skipped > 0;
        self.skipped = self.skipped.saturating_sub(1);
        is_open
    }

    pub(super) fn add(&mut self, node: QueryNode) {
        if let Some(top) = self.top() {
            top.add(node);
        }
    }

    /// The next term is negated; twice is once too often.
    pub(super) fn not(&mut self) {
        if let Some(top) = self.top() {
            top.not = !top.not;
        }
    }

    pub(super) fn and(&mut self) {
        if let Some(top) = self.top() {
            top.flush();
        }
    }

    /// The terms on both sides are alternatives; `false` when there is none
    /// before.
    pub(super) fn or(&mut self, or: Range<usize>) -> bool {
        let Some(top) = self.top().filter(|top| !top.any.is_empty()) else { return false };
        top.or = Some(or);
        true
    }

    /// Takes the `OR` that waits in the innermost frame.
    pub(super) fn dangling_or(&mut self) -> Option<Range<usize>> {
        self.top()?.or.take()
    }

    /// What was to be joined or negated turned out to be nothing.
    pub(super) fn drop_operators(&mut self) {
        if let Some(top) = self.top() {
            top.drop_operators();
        }
    }

    /// The whole of it, with every parenthesis closed.
    pub(super) fn finish(&mut self) -> Option<QueryNode> {
        self.skipped = 0;
        while self.frames.len() > 1 {
            self.close();
        }
        self.frames.pop()?.finish()
    }
}

impl TreeFrame {
    fn add(&mut self, node: QueryNode) {
        let node = if mem::take(&mut self.not) { negated(node) } else { node };
        if self.or.take().is_none() {
            self.flush();
        }
        self.any.push(node);
    }

    fn drop_operators(&mut self) {
        self.not = false;
        self.or = None;
    }

    /// What `OR` has joined is done.
    fn flush(&mut self) {
        self.or = None;
        match one_of(mem::take(&mut self.any)) {
            Some(QueryNode::And(nodes)) => self.all.extend(nodes),
            other => self.all.extend(other),
        }
    }

    fn finish(mut self) -> Option<QueryNode> {
        self.flush();
        all_of(self.all)
    }
}

fn negated(node: QueryNode) -> QueryNode {
    match node {
        QueryNode::Not(inner) => *inner,
        other => QueryNode::Not(Box::new(other)),
    }
}

/// All of the nodes as one; of none nothing.
pub(super) fn all_of(nodes: Vec<QueryNode>) -> Option<QueryNode> {
    if nodes.len() > 1 { Some(QueryNode::And(nodes)) } else { nodes.into_iter().next() }
}

/// Any of the nodes as one; of none nothing.
pub(super) fn one_of(nodes: Vec<QueryNode>) -> Option<QueryNode> {
    if nodes.len() < 2 {
        return nodes.into_iter().next();
    }
    let mut flat = Vec::with_capacity(nodes.len());
    for node in nodes {
        match node {
            QueryNode::Or(inner) => flat.extend(inner),
            other => flat.push(other),
        }
    }
    Some(QueryNode::Or(flat))
}
