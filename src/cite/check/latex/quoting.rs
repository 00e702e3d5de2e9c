//! The commands and environments that quote and cite: those of csquotes, and
//! the quotations that every LaTeX has.

use super::{Close, LatexReader};
use crate::library::sure::sure;

/// Environments of words that are set apart as a quotation.
const QUOTATIONS: &[&str] = &["quote", "quotation", "displayquote", "displaycquote", "verse"];
/// Environments without prose.
const SILENT: &[&str] = &[
    "verbatim",
    "Verbatim",
    "lstlisting",
    "minted",
    "comment",
    "thebibliography",
    "equation",
    "align",
    "tikzpicture",
    "filecontents",
];
impl LatexReader<'_> {
    pub(super) fn bracket(&mut self, shown: &str, start: usize) {
        if !self.rest().starts_with('{') {
            return;
        }
        let len = self.at + 1 - start;
        self.at = start;
        self.show(shown, len);
        self.braces.push(Close::Insertion);
    }

    /// `\textelp{}` is an omission, `\textelp{words}` one with an insertion.
    pub(super) fn ellipsis(&mut self, start: usize) {
        if self.rest().starts_with("{}") {
            let len = self.at + 2 - start;
            self.at = start;
            self.show("[…]", len);
        } else {
            self.bracket("[…] [", start);
        }
    }

    /// A command of csquotes, up to the brace before its words.
    pub(super) fn quoted(&mut self, name: &str, start: usize) {
        let Some(kind) = quoting(name) else { return };
        if kind.language {
            self.group();
        }
        let mut notes: Vec<String> = Vec::new();
        while let Some(note) = self.optional() {
            notes.push(note);
        }
        let mut cited = notes.join(" ");
        if kind.key {
            // A draft that is being written may end before the key.
            if let Some(range) = self.group() {
                cited = format!("{cited} {}", sure(self.source.get(range)));
            }
            self.optional();
        }
        let named =
            if kind.key { notes.first().filter(|_| notes.len() > 1) } else { notes.first() };
        let attribution = named.cloned();
        if !self.rest().starts_with('{') {
            return;
        }
        let len = self.at + 1 - start;
        self.at = start;
        self.show("“", len);
        if !cited.trim().is_empty() {
            self.prose.cite(cited.trim());
        }
        let start = self.prose.len();
        self.braces.push(Close::Quoted { start, attribution });
    }

    pub(super) fn citation(&mut self) {
        let mut words = String::new();
        while let Some(note) = self.optional() {
            words.push_str(&note);
            words.push(' ');
        }
        if let Some(range) = self.group() {
            words.push_str(sure(self.source.get(range)));
            self.prose.cite(&words);
        }
    }

    pub(super) fn begin_environment(&mut self) {
        let Some(range) = self.group() else { return };
        let name = sure(self.source.get(range)).trim_end_matches('*');
        if SILENT.contains(&name) {
            let closing = format!("\\end{{{name}");
            let rest = self.rest();
            let len = rest.find(&closing).map_or(rest.len(), |at| {
                at + rest.get(at..).and_then(|rest| rest.find('}')).map_or(0, |end| end + 1)
            });
            self.prose.end();
            self.at += len;
        } else if QUOTATIONS.contains(&name) {
            let role = self.prose.next_quotation();
            self.quotations.push(role);
            self.prose.begin(role);
            while let Some(note) = self.optional() {
                self.prose.cite(&note);
            }
            if name == "displaycquote"
                && let Some(range) = self.group()
            {
                self.prose.cite(sure(self.source.get(range)));
            }
        } else {
            self.optional();
        }
    }

    pub(super) fn end_environment(&mut self) {
        let name = self.group().map(|range| sure(self.source.get(range)));
        if name.is_some_and(|name| QUOTATIONS.contains(&name)) {
            self.quotations.pop();
        }
        self.prose.end();
    }
}

/// What a command of csquotes takes before its words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Quoting {
    language: bool,
    key: bool,
}

pub(super) fn quoting(name: &str) -> Option<Quoting> {
    let (language, rest) = ["foreign", "hyphen", "hybrid"]
        .iter()
        .find_map(|prefix| name.strip_prefix(prefix))
        .map_or((false, name), |rest| (true, rest));
    let key = match rest {
        "enquote" | "quote" | "textquote" | "blockquote" => false,
        "textcquote" | "blockcquote" => true,
        _ => return None,
    };
    // `\quote` alone is the environment's own command.
    (language || rest != "quote").then_some(Quoting { language, key })
}
