//! Wikitext, as Wikipedia and other wikis of `MediaWiki` set it: the words with
//! a reference made by the template `cite news`.

use crate::cite::known_or_empty;
use std::fmt::Write as _;

use super::{CitedEntry, blocks};
use crate::cite::markup::{Markup, wikitext_address};
use crate::cite::{Author, CitedPassage, CitedSource, authors};

/// `“We keep the bridge.”<ref>Ida Ober, quoted in {{cite news |…}}</ref>`; a
/// block for more than one paragraph. An article alone is the template alone.
pub(super) fn pieces(entry: &CitedEntry<'_>) -> Vec<String> {
    if entry.passages.is_empty() {
        return vec![cite_news(entry, &[]) + "\n"];
    }
    entry.each(|passage| {
        let paragraphs = blocks::unmarked(entry, passage);
        let reference = reference(entry, passage, &paragraphs);
        let hidden = entry.hidden_line(passage);
        match paragraphs.as_slice() {
            [one] => format!("{hidden}“{one}”{reference}\n"),
            many => {
                let words = many.join("\n\n");
                format!("{hidden}<blockquote>\n{words}{reference}\n</blockquote>\n")
            }
        }
    })
}

/// The template has no place for a speaker, who stands before it.
fn reference(entry: &CitedEntry<'_>, passage: &CitedPassage<'_>, paragraphs: &[String]) -> String {
    let speaker = passage.speaker.as_ref().map(|speaker| {
        let name = Markup::Wikitext.escaped(&speaker.with_role(), true);
        format!("{name}, {} ", entry.style.quoted_in)
    });
    format!("<ref>{}{}</ref>", known_or_empty(speaker), cite_news(entry, paragraphs))
}

/// The parameters of the template as its documentation names them. What is
/// not known is left out; the template says itself what it misses.
fn cite_news(entry: &CitedEntry<'_>, quote: &[String]) -> String {
    let source = entry.source();
    let mut template = Template { written: "{{cite news".to_owned() };
    template.authors(source);
    template.text("title", source.title.as_deref());
    let url = source.url.as_deref().and_then(wikitext_address);
    template.value("url", url.as_deref());
    template.text("work", source.outlet.as_deref());
    let differs = |agency: &&str| {
        source.outlet.as_deref().is_none_or(|outlet| !outlet.eq_ignore_ascii_case(agency))
    };
    template.text("agency", source.agency.as_deref().filter(differs));
    template.text("language", source.language.as_deref().filter(|code| *code != "en"));
    let date = source.date.filter(|date| date.year.is_some());
    template.value("date", date.map(|date| date.words()).as_deref());
    let accessed = entry.options.accessed.filter(|_| url.is_some());
    template.value("access-date", accessed.map(|date| date.words()).as_deref());
    // A parameter holds no empty line, which would end the paragraph.
    template.value("quote", Some(quote.join("<br />").as_str()));
    template.written + "}}"
}

/// The template as far as it is written.
struct Template {
    written: String,
}

impl Template {
    /// A parameter whose value is written already; none for an empty one.
    fn value(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            let _ = write!(self.written, " |{name}={value}");
        }
    }

    fn text(&mut self, name: &str, value: Option<&str>) {
        let escaped = value.map(|value| Markup::Wikitext.escaped(value, true));
        self.value(name, escaped.as_deref());
    }

    /// The people of the byline; from the second on their parameters are
    /// numbered. An agency has a parameter of its own.
    fn authors(&mut self, source: &CitedSource) {
        let authors = source.byline.as_deref().map_or_else(Vec::new, authors);
        for (number, author) in (1..).zip(&authors) {
            let name =
                |name: &str| if number == 1 { name.to_owned() } else { format!("{name}{number}") };
            match author {
                Author::Person { given, family, suffix } => {
                    let given = format!("{given} {suffix}");
                    self.text(&name("last"), Some(family));
                    self.text(&name("first"), Some(given.trim()));
                }
                Author::Group(group) => self.text(&name("author"), Some(group)),
            }
        }
    }
}
