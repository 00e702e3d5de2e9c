//! The fields of a template, one table.

use crate::cite::CitedPassage;
use crate::cite::formats::{CitedEntry, blocks};
use crate::cite::markup::{Markup, web_address};

/// Something that a template can name.
#[derive(Debug)]
pub(crate) struct TemplateField {
    pub name: &'static str,
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "the documents list it, and a test writes them")
    )]
    pub description: &'static str,
    find: FieldGetter,
}

/// Where its value comes from.
#[derive(Clone, Copy, Debug)]
enum FieldGetter {
    /// Text to be escaped.
    Text(fn(&CitedEntry<'_>, &CitedPassage<'_>) -> Option<String>),
    /// An address, which no markup wants escaped.
    Address(fn(&CitedEntry<'_>, &CitedPassage<'_>) -> Option<String>),
    /// Text written in the markup already.
    Written(fn(&CitedEntry<'_>, &CitedPassage<'_>) -> String),
}

/// Every field, in the order in which documentation lists them.
pub(crate) const FIELDS: &[TemplateField] = &[
    written("words", "the quoted words", |entry, passage| {
        blocks::paragraphs(entry, passage).join("\n\n")
    }),
    text("speaker", "who said them", |_, passage| Some(passage.speaker.as_ref()?.name.clone())),
    text("role", "the speaker's title or role", |_, passage| {
        passage.speaker.as_ref()?.role.clone()
    }),
    text("title", "the title of the article", |entry, _| entry.source().title.clone()),
    text("outlet", "the paper, site or broadcaster", |entry, _| entry.source().outlet.clone()),
    text("agency", "the news agency", |entry, _| entry.source().agency.clone()),
    text("byline", "who wrote it", |entry, _| entry.source().byline.clone()),
    text("place", "the place of the dateline", |entry, _| entry.source().place.clone()),
    text("date", "the date, as 2026-11-21", |entry, _| entry.source().date?.iso()),
    text("day", "the date, as 21 November 2026", |entry, _| Some(entry.source().date?.words())),
    text("year", "the year", |entry, _| Some(entry.source().year()?.to_string())),
    address("url", "the address", |entry, _| entry.source().url.clone()),
    address("link", "the address at these words", blocks::link_to_words),
    text("language", "the language, as en", |entry, _| entry.source().language.clone()),
    text("accessed", "the day it was looked at, as 2026-11-21", |entry, _| {
        entry.options.accessed?.iso()
    }),
    text("paragraph", "the number of the paragraph", |_, passage| {
        Some(passage.paragraph()?.to_string())
    }),
    text("line", "the number of the line", |_, passage| Some(passage.line().to_string())),
    written("key", "the citation key", |entry, _| entry.key()),
    written("id", "the id of the passage", |_, passage| passage.id()),
    text("path", "the file", |entry, _| Some(entry.source().path.clone())),
    written("sha256", "the hash of the file", |entry, _| entry.source().sha256.clone()),
    text("note", "your note", |_, passage| passage.note.clone()),
    text("tags", "your tags", |_, passage| {
        Some(passage.tags.join(", ")).filter(|tags| !tags.is_empty())
    }),
    written("citation", "the note in the citation style", citation),
    written("reference", "the article in a list of works", |entry, _| entry.reference()),
    written("short", "what stands in parentheses in the text", |entry, passage| {
        entry.in_text(passage)
    }),
];

fn citation(entry: &CitedEntry<'_>, passage: &CitedPassage<'_>) -> String {
    entry.note(passage)
}

const fn text(
    name: &'static str,
    description: &'static str,
    find: fn(&CitedEntry<'_>, &CitedPassage<'_>) -> Option<String>,
) -> TemplateField {
    TemplateField { name, description, find: FieldGetter::Text(find) }
}

const fn address(
    name: &'static str,
    description: &'static str,
    find: fn(&CitedEntry<'_>, &CitedPassage<'_>) -> Option<String>,
) -> TemplateField {
    TemplateField { name, description, find: FieldGetter::Address(find) }
}

const fn written(
    name: &'static str,
    description: &'static str,
    find: fn(&CitedEntry<'_>, &CitedPassage<'_>) -> String,
) -> TemplateField {
    TemplateField { name, description, find: FieldGetter::Written(find) }
}

impl TemplateField {
    /// The value as it is written in the draft's markup; `None` where it is
    /// not known.
    pub(super) fn value(
        &self,
        entry: &CitedEntry<'_>,
        passage: &CitedPassage<'_>,
    ) -> Option<String> {
        match self.find {
            FieldGetter::Text(find) => Some(entry.markup.escaped(&find(entry, passage)?, false)),
            FieldGetter::Address(find) => web_address(&find(entry, passage)?),
            FieldGetter::Written(find) => Some(find(entry, passage)),
        }
    }

    /// What shows that it is not known.
    pub(super) fn gap(&self, markup: Markup) -> String {
        let gap = match self.name {
            "date" | "day" | "year" => "n.d.".to_owned(),
            "speaker" => "[speaker not known]".to_owned(),
            name => format!("[no {name}]"),
        };
        markup.escaped(&gap, false)
    }
}
