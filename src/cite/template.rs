//! The user's own way to write a passage: a text with fields in braces.
//!
//! | Written | Means |
//! |---|---|
//! | `{title}` | the field, or the sign for what is not known: `[no title]` |
//! | `{title\|untitled}` | the field, or else these words; may be empty |
//! | `{?url}…{/}` | what is inside, where the field is known |
//! | `{!url}…{/}` | what is inside, where it is not |
//! | `{{` and `}}` | a brace |
//!
//! Fields are escaped for the markup of the draft, the words around them are
//! not. It has no loops and no expressions: anything more is a program's work
//! on `--format json`.

mod fields;
mod parser;

pub(crate) use fields::{FIELDS, TemplateField};

use super::CitedPassage;
use super::formats::CitedEntry;

/// A template, read and found right.
#[derive(Clone, Debug)]
pub(crate) struct Template {
    nodes: Vec<TemplateNode>,
}

#[derive(Clone, Debug)]
enum TemplateNode {
    Words(String),
    TemplateField { field: &'static TemplateField, otherwise: Option<String> },
    When { field: &'static TemplateField, known: bool, nodes: Vec<TemplateNode> },
}

/// What is wrong with a template, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: {what}")]
pub(crate) struct TemplateError {
    /// Counted from 1.
    pub line: usize,
    /// Counted from 1, in characters.
    pub column: usize,
    /// A sentence without its full stop that says what to write instead.
    pub what: String,
}

impl Template {
    /// Reads a template.
    ///
    /// # Errors
    ///
    /// With the place of the first thing that is wrong.
    pub(crate) fn parse(text: &str) -> Result<Template, TemplateError> {
        parser::parse(text).map(|nodes| Template { nodes })
    }

    /// The passage as the template has it.
    pub(super) fn render(&self, entry: &CitedEntry<'_>, passage: &CitedPassage<'_>) -> String {
        let mut out = String::new();
        render(&self.nodes, entry, passage, &mut out);
        out
    }
}

fn render(
    nodes: &[TemplateNode],
    entry: &CitedEntry<'_>,
    passage: &CitedPassage<'_>,
    out: &mut String,
) {
    for node in nodes {
        match node {
            TemplateNode::Words(words) => out.push_str(words),
            TemplateNode::TemplateField { field, otherwise } => {
                let value = field.value(entry, passage);
                let gap = || otherwise.clone().unwrap_or_else(|| field.gap(entry.markup));
                out.push_str(&value.unwrap_or_else(gap));
            }
            TemplateNode::When { field, known, nodes } => {
                if field.value(entry, passage).is_some() == *known {
                    render(nodes, entry, passage, out);
                }
            }
        }
    }
}
