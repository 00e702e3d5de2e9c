//! Articles as entries of a `.bib` file, for BibLaTeX or the older BibTeX.

use std::fmt::Write as _;

use super::CitedEntry;
use super::latex::babel_name;
use crate::cite::item::is_page;
use crate::cite::markup::Markup;
use crate::cite::{Author, CitedSource};
use newsquotes::model::Date;

/// An entry of a `.bib` file, field by field.
struct BibFields {
    lines: String,
}

/// `@article` with `entrysubtype = {newspaper}`, or `@online`.
pub(super) fn biblatex(entry: &CitedEntry<'_>) -> Vec<String> {
    let source = &entry.subject.source;
    let kind = match source.publisher() {
        Some(_) => "article",
        None if is_page(source) => "online",
        None => "misc",
    };
    let mut fields = BibFields::new(kind, &entry.key());
    fields.authors(source);
    fields.known("title", source.title.as_deref().map(braced_title));
    if kind == "article" {
        fields.text("journaltitle", source.publisher());
        fields.known("entrysubtype", Some("newspaper".to_owned()));
    }
    fields.text("organization", source.via());
    fields.text("location", source.place.as_deref());
    fields.known("date", source.date.and_then(|date| date.iso()));
    if source.url.is_some() {
        fields.known("url", source.url.as_deref().map(address));
        fields.known("urldate", entry.options.accessed.and_then(|date| date.iso()));
    }
    fields.known("langid", source.language.as_deref().and_then(babel_name).map(str::to_owned));
    let original = source.original_language.as_deref().and_then(babel_name);
    fields.known("origlanguage", original.map(str::to_owned));
    // A field that no style knows, so that none prints it.
    fields.known("sha256", Some(source.sha256.clone()));
    vec![fields.end()]
}

/// BibTeX has no day, address or access date; what it has no field for stands
/// in those it prints.
pub(super) fn bibtex(entry: &CitedEntry<'_>) -> Vec<String> {
    let source = &entry.subject.source;
    let mut fields = BibFields::new("article", &entry.key());
    fields.authors(source);
    fields.known("title", source.title.as_deref().map(braced_title));
    fields.text("journal", source.publisher());
    fields.known("year", source.year().map(|year| year.to_string()));
    if let Some(month) = source.date.filter(|date| date.year.is_some()).and_then(month) {
        let _ = write!(fields.lines, ",\n  month = {month}");
    }
    let day = source.date.filter(|date| date.year.is_some()).and_then(|date| date.day);
    fields.known("day", day.map(|day| day.to_string()));
    fields.text("address", source.place.as_deref());
    if source.url.is_some() {
        fields.known("url", source.url.as_deref().map(address));
        let howpublished = source.url.as_deref().map(|url| format!("\\url{{{}}}", address(url)));
        fields.known("howpublished", howpublished);
        fields
            .known("note", entry.options.accessed.map(|date| format!("Accessed {}", date.words())));
    }
    vec![fields.end()]
}

impl BibFields {
    fn new(kind: &str, key: &str) -> BibFields {
        BibFields { lines: format!("@{kind}{{{key}") }
    }

    /// A field whose value is written already.
    fn known(&mut self, name: &str, value: Option<String>) {
        if let Some(value) = value {
            let _ = write!(self.lines, ",\n  {name} = {{{value}}}");
        }
    }

    fn text(&mut self, name: &str, value: Option<&str>) {
        self.known(name, value.map(escaped));
    }

    fn authors(&mut self, source: &CitedSource) {
        let authors: Vec<String> = source.authors().iter().map(author).collect();
        self.known("author", (!authors.is_empty()).then(|| authors.join(" and ")));
    }

    fn end(self) -> String {
        self.lines + "\n}\n"
    }
}

/// Text in a field. Readers count braces whether escaped or not, so that one
/// without its partner is written by its name.
fn escaped(words: &str) -> String {
    let words = Markup::Latex.escaped(words, false);
    words.replace("\\{", "\\textbraceleft{}").replace("\\}", "\\textbraceright{}")
}

/// `Vey, Nora`; `Pell, Jr., Sam`; a group in braces of its own.
fn author(author: &Author) -> String {
    match author {
        Author::Group(name) => format!("{{{}}}", escaped(name)),
        Author::Person { given, family, suffix } if suffix.is_empty() => {
            format!("{}, {}", escaped(family), escaped(given))
        }
        Author::Person { given, family, suffix } => {
            format!("{}, {}, {}", escaped(family), escaped(suffix), escaped(given))
        }
    }
}

/// The title with every capitalised word but the first in braces, which keep
/// styles from lowering names, and the word behind a colon, which some would
/// raise.
fn braced_title(title: &str) -> String {
    let mut first = true;
    let mut after_colon = false;
    let words = title.split(' ').map(|word| {
        let has_capital = word.chars().any(char::is_uppercase);
        let keeps_all = word.chars().skip(1).any(char::is_uppercase);
        let braced = has_capital && (!first || keeps_all) || after_colon;
        first = first && !word.contains(char::is_alphanumeric);
        after_colon = word.ends_with([':', '?', '!']);
        let word = escaped(word);
        if braced { format!("{{{word}}}") } else { word }
    });
    words.collect::<Vec<_>>().join(" ")
}

/// An address in a field: no brace may stand in it, and no sign that begins
/// mathematics.
fn address(url: &str) -> String {
    let encoded = |c: char| match c {
        '{' => "%7B".to_owned(),
        '}' => "%7D".to_owned(),
        '\\' => "%5C".to_owned(),
        ' ' => "%20".to_owned(),
        '$' => "%24".to_owned(),
        c => c.to_string(),
    };
    url.chars().map(encoded).collect()
}

fn month(date: Date) -> Option<&'static str> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    MONTHS.get(usize::from(date.month?).checked_sub(1)?).copied()
}
