//! The text of a template into its nodes. Total: everything that is wrong is
//! one error with its place. Nesting is bounded.

use super::{FIELDS, TemplateError, TemplateField, TemplateNode};
use crate::library::sure::sure;

/// `{?…}` inside each other.
const MAX_DEPTH: usize = 16;

/// A `{?field}` that is still open.
struct OpenSection {
    at: usize,
    field: &'static TemplateField,
    known: bool,
    /// What stood before it.
    before: Vec<TemplateNode>,
}

struct TemplateParser<'a> {
    text: &'a str,
    nodes: Vec<TemplateNode>,
    open: Vec<OpenSection>,
}

pub(super) fn parse(text: &str) -> Result<Vec<TemplateNode>, TemplateError> {
    let mut parser = TemplateParser { text, nodes: Vec::new(), open: Vec::new() };
    let mut at = 0;
    while at < text.len() {
        at = parser.step(at)?;
    }
    match parser.open.last() {
        Some(open) => Err(parser.error(open.at, "this part is never closed: write {/} behind it")),
        None => Ok(parser.nodes),
    }
}

impl TemplateParser<'_> {
    /// Reads what stands at `at`; returns where it ends.
    fn step(&mut self, at: usize) -> Result<usize, TemplateError> {
        let rest = sure(self.text.get(at..));
        let brace = rest.find(['{', '}']).unwrap_or(rest.len());
        if brace > 0 {
            self.words(sure(rest.get(..brace)));
            return Ok(at + brace);
        }
        if rest.starts_with("{{") || rest.starts_with("}}") {
            self.words(sure(rest.get(..1)));
            return Ok(at + 2);
        }
        if rest.starts_with('}') {
            return Err(self.error(at, "this brace closes nothing: write }} for a brace"));
        }
        let end = rest.find('}');
        let Some(inside) = end.and_then(|end| rest.get(1..end)) else {
            return Err(self.error(at, "this brace is never closed: write {{ for a brace"));
        };
        self.tag(inside, at)?;
        Ok(at + inside.len() + 2)
    }

    fn words(&mut self, words: &str) {
        match self.nodes.last_mut() {
            Some(TemplateNode::Words(last)) => last.push_str(words),
            _ => self.nodes.push(TemplateNode::Words(words.to_owned())),
        }
    }

    fn tag(&mut self, inside: &str, at: usize) -> Result<(), TemplateError> {
        if inside == "/" {
            return self.close(at);
        }
        let condition = inside.strip_prefix('?').map(|name| (name, true));
        if let Some((name, known)) = condition.or(inside.strip_prefix('!').map(|n| (n, false))) {
            let field = self.field(name, at + 2)?;
            if self.open.len() == MAX_DEPTH {
                return Err(self.error(at, "too many parts stand inside each other"));
            }
            let before = std::mem::take(&mut self.nodes);
            self.open.push(OpenSection { at, field, known, before });
            return Ok(());
        }
        let (name, otherwise) = match inside.split_once('|') {
            Some((name, otherwise)) => (name, Some(otherwise.to_owned())),
            None => (inside, None),
        };
        let field = self.field(name, at + 1)?;
        self.nodes.push(TemplateNode::TemplateField { field, otherwise });
        Ok(())
    }

    fn close(&mut self, at: usize) -> Result<(), TemplateError> {
        let Some(open) = self.open.pop() else {
            return Err(self.error(at, "nothing is open here: {/} ends a {?field} or {!field}"));
        };
        let nodes = std::mem::replace(&mut self.nodes, open.before);
        self.nodes.push(TemplateNode::When { field: open.field, known: open.known, nodes });
        Ok(())
    }

    fn field(&self, name: &str, at: usize) -> Result<&'static TemplateField, TemplateError> {
        let found = FIELDS.iter().find(|field| field.name == name.trim());
        found.ok_or_else(|| {
            let names: Vec<&str> = FIELDS.iter().map(|field| field.name).collect();
            let what = format!("there is no field “{name}”; the fields are {}", names.join(", "));
            self.error(at, &what)
        })
    }

    fn error(&self, at: usize, what: &str) -> TemplateError {
        let before = sure(self.text.get(..at));
        let line_start = before.rfind('\n').map_or(0, |end| end + 1);
        TemplateError {
            line: before.matches('\n').count() + 1,
            column: sure(before.get(line_start..)).chars().count() + 1,
            what: what.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn place(template: &str) -> (usize, usize) {
        let error = parse(template).unwrap_err();
        (error.line, error.column)
    }

    #[test]
    fn an_error_points_at_its_place() {
        assert_eq!(place("“{words}”\n— é{speeker}"), (2, 5));
        assert_eq!(place("a\n\n  {?url}x"), (3, 3));
        assert_eq!(place("a {words"), (1, 3));
        assert_eq!(place("a } b"), (1, 3));
        assert_eq!(place("a {/}"), (1, 3));
        assert_eq!(place("{!nothing}{/}"), (1, 3));
        assert_eq!(place(&"{?url}".repeat(99)).0, 1);
        let error = parse("{speeker}").unwrap_err().to_string();
        assert!(error.starts_with("line 1, column 2: there is no field “speeker”"), "{error}");
        assert!(error.contains("speaker, "), "{error}");
    }

    proptest! {
        #[test]
        fn any_text_is_a_template_or_an_error(text in "([{}?!|/a-c \n“é]|title|words){0,30}") {
            if let Err(error) = parse(&text) {
                prop_assert!(error.line >= 1 && error.column >= 1);
            }
        }
    }
}
