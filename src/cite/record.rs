//! The line of JSON that stands for one part of a quotation, wherever one is
//! printed. What the fields mean is told in `docs/src/json.md`.

use std::fmt::Write as _;

use serde::Serialize;

use super::{CitationKeys, Subject};
use newsquotes::model::{Defect, Quote, Span};

/// The version of these fields; it counts up when one changes its meaning.
pub(crate) const SCHEMA: u8 = 1;

/// What is known of an article; `null` where nothing is.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SourceRecord<'a> {
    title: Option<&'a str>,
    outlet: Option<&'a str>,
    agency: Option<&'a str>,
    place: Option<&'a str>,
    byline: Option<&'a str>,
    date: Option<String>,
    url: Option<&'a str>,
    language: Option<&'a str>,
    tags: Vec<&'a str>,
    key: &'a str,
    sha256: &'a str,
}

/// One part of a quotation.
#[derive(Debug, Serialize)]
pub(crate) struct QuoteRecord<'a> {
    schema: u8,
    id: String,
    quote: usize,
    part: usize,
    path: &'a str,
    article: usize,
    block: &'static str,
    kind: &'static str,
    text: &'a str,
    start: usize,
    end: usize,
    offsets: &'static str,
    prefix: String,
    suffix: String,
    cue: Option<&'a str>,
    speaker: Option<SpeakerRecord<'a>>,
    repeat_of: Option<u32>,
    defects: Vec<DefectRecord>,
    source: &'a SourceRecord<'a>,
    paragraph: Option<usize>,
    line: usize,
}

/// Who said it.
#[derive(Clone, Debug, Serialize)]
pub(super) struct SpeakerRecord<'a> {
    text: Option<&'a str>,
    start: Option<usize>,
    end: Option<usize>,
    name: Option<&'a str>,
    role: Option<&'a str>,
    /// Who that is in the library; not known to a single file.
    entity: Option<&'a str>,
    confidence: u8,
    why: &'static str,
}

#[derive(Clone, Debug, Serialize)]
struct DefectRecord {
    kind: &'static str,
    start: usize,
    end: usize,
}

impl<'a> SourceRecord<'a> {
    /// The same with the key that the article was given.
    pub(super) fn with_key(self, key: &'a str) -> SourceRecord<'a> {
        SourceRecord { key, ..self }
    }
}

impl<'a> Subject<'a> {
    /// Gives the article its key, which its records print.
    #[must_use]
    pub(crate) fn with_key(mut self, keys: &CitationKeys) -> Subject<'a> {
        self.source.key = keys.of(&self.source);
        self
    }

    /// What is known of the article.
    #[must_use]
    pub(crate) fn source_record(&self) -> SourceRecord<'_> {
        let source = &self.source;
        let meta = &self.article.meta;
        let value = |fact: &'a Option<newsquotes::model::Fact<String>>| {
            fact.as_ref().map(|fact| fact.value.as_str())
        };
        SourceRecord {
            title: value(&meta.title),
            outlet: value(&meta.outlet),
            agency: value(&meta.agency),
            place: value(&meta.place),
            byline: value(&meta.byline),
            date: source.date.and_then(|date| date.iso()),
            url: value(&meta.url),
            language: value(&meta.language),
            tags: meta.tags.iter().map(|fact| fact.value.as_str()).collect(),
            key: &source.key,
            sha256: &source.sha256,
        }
    }

    /// The records of all parts of a quotation; `source` is that of the
    /// article.
    pub(crate) fn quote_records<'b>(
        &'b self,
        index: usize,
        quote: &'a Quote,
        source: &'b SourceRecord<'b>,
    ) -> impl Iterator<Item = QuoteRecord<'b>> + 'b {
        let parts = quote.parts.iter().enumerate();
        parts.map(move |(part, span)| self.part(index, quote, part, *span, source))
    }

    fn part<'b>(
        &self,
        index: usize,
        quote: &'a Quote,
        part: usize,
        span: Span,
        source: &'b SourceRecord<'b>,
    ) -> QuoteRecord<'b>
    where
        'a: 'b,
    {
        let (prefix, suffix) = self.around(span);
        let text = self.words(span);
        QuoteRecord {
            schema: SCHEMA,
            id: super::id(&prefix, text, &suffix),
            quote: index,
            part,
            path: self.path(),
            article: self.index,
            block: quote.block.name(),
            kind: quote.form.name(),
            text,
            start: span.start(),
            end: span.end(),
            offsets: self.document.origin.offsets.name(),
            prefix,
            suffix,
            cue: quote.cue.map(|cue| self.words(cue)),
            speaker: self.speaker_record(quote),
            repeat_of: quote.repeat_of,
            defects: quote.defects.iter().map(DefectRecord::of).collect(),
            source,
            paragraph: self.paragraph(span),
            line: self.line_at(span.start()),
        }
    }

    /// The record of a quotation's speaker.
    pub(super) fn speaker_record(&self, quote: &'a Quote) -> Option<SpeakerRecord<'a>> {
        let speaker = quote.speaker.as_ref()?;
        Some(SpeakerRecord {
            text: speaker.mention.map(|span| self.words(span)),
            start: speaker.mention.map(Span::start),
            end: speaker.mention.map(Span::end),
            name: speaker.name.as_deref(),
            role: speaker.role.as_deref(),
            entity: None,
            confidence: speaker.confidence,
            why: speaker.why,
        })
    }
}

impl DefectRecord {
    fn of(defect: &Defect) -> DefectRecord {
        DefectRecord { kind: defect.kind.name(), start: defect.at.start(), end: defect.at.end() }
    }
}

/// One record and a line feed. Control characters that JSON lets stand are
/// escaped too, so that none of an article's reaches a terminal.
pub(crate) fn push_json(record: &impl Serialize, out: &mut String) {
    let Ok(json) = serde_json::to_string(record) else { return };
    push_escaped(&json, out);
    out.push('\n');
}

/// JSON with the control characters escaped that it lets stand.
pub(super) fn push_escaped(json: &str, out: &mut String) {
    if !json.chars().any(is_raw_control) {
        return out.push_str(json);
    }
    for c in json.chars() {
        if is_raw_control(c) {
            let _ = write!(out, "\\u{:04x}", u32::from(c));
        } else {
            out.push(c);
        }
    }
}

fn is_raw_control(c: char) -> bool {
    matches!(c, '\u{7f}'..='\u{9f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_control_character_of_an_article_is_printed_raw() {
        let mut out = String::new();
        push_json(&"a\u{1b}[2J\u{9b}b\u{202e}c", &mut out);
        assert_eq!(out, "\"a\\u001b[2J\\u009bb\\u202ec\"\n");
    }
}
