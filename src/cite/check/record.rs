//! Findings as JSON: the fields of `assets/schemas/check.json`.

use std::ops::Range;

use serde::Serialize;

use super::draft::{Draft, Quotation};
use super::verdict::{CheckFinding, ComparedWord, NearestName, PartFinding, SourcePlace};
use crate::cite::record::{SourceRecord, SpeakerRecord};
use crate::cite::{CitationKeys, LineStarts, Subject, push_json};
use newsquotes::folding::one_line;
use newsquotes::model::Span;

/// A line of `nreader check --json`.
#[derive(Debug, Serialize)]
struct FindingRecord<'a> {
    schema: u8,
    verdict: &'static str,
    also: Vec<&'static str>,
    /// The gravest of the words alone.
    words: &'static str,
    /// Whether the draft's speaker said them; `null` where they stand nowhere.
    attribution: Option<&'static str>,
    /// Why, as a phrase.
    why: Option<&'a str>,
    nearest: Vec<NearestRecord<'a>>,
    parts: Vec<PartRecord<'a>>,
    /// Too short, or perhaps no quotation: nothing to act on.
    quiet: bool,
    draft: DraftRecord<'a>,
    source: Option<SourceRecord<'a>>,
    #[serde(flatten)]
    place: Option<PlaceRecord<'a>>,
    diff: Vec<DiffRecord>,
    notes: &'a [String],
}

#[derive(Debug, Serialize)]
struct DraftRecord<'a> {
    file: &'a str,
    line: usize,
    text: String,
    speaker: Option<&'a str>,
    start: usize,
    end: usize,
}

/// Somebody named near words whose speaker is not proven.
#[derive(Debug, Serialize)]
struct NearestRecord<'a> {
    name: &'a str,
    paragraph: Option<usize>,
}

/// A stretch between narration.
#[derive(Debug, Serialize)]
struct PartRecord<'a> {
    words: &'static str,
    path: Option<&'a str>,
    likeness: Option<f32>,
}

/// Where it stands, in the fields of `nreader quotes`.
#[derive(Debug, Serialize)]
struct PlaceRecord<'a> {
    id: String,
    path: &'a str,
    article: usize,
    block: Option<&'static str>,
    text: String,
    start: usize,
    end: usize,
    offsets: &'static str,
    speaker: Option<SpeakerRecord<'a>>,
    paragraph: Option<usize>,
    line: usize,
    likeness: f32,
}

/// A run of words: `same`, or what stands on each side.
#[derive(Debug, Serialize, PartialEq, Eq)]
pub(super) struct DiffRecord {
    pub(super) op: &'static str,
    pub(super) draft: Option<String>,
    pub(super) source: Option<String>,
}

/// The version of these fields.
const SCHEMA: u8 = 2;

/// Adds a finding as one line of JSON; `file` is the draft's name.
/// The article has the key that it was given.
pub(crate) fn push_record(
    file: &str,
    draft: &Draft,
    finding: &CheckFinding,
    keys: &CitationKeys,
    out: &mut String,
) {
    let Some(quotation) = draft.quotations.get(finding.quotation) else { return };
    let bytes = quotation.bytes();
    let mut record = FindingRecord {
        schema: SCHEMA,
        verdict: finding.verdict.name(),
        also: finding.also.iter().map(|verdict| verdict.name()).collect(),
        words: finding.words.name(),
        attribution: finding.place().map(|_| finding.speaker.attribution.name()),
        why: Some(finding.speaker.why.as_str()).filter(|why| !why.is_empty()),
        nearest: finding.speaker.nearest.iter().map(nearest_record).collect(),
        parts: finding.parts.iter().map(part_record).collect(),
        quiet: finding.is_quiet,
        draft: DraftRecord {
            file,
            line: quotation.line,
            text: quotation.text(),
            speaker: speaker(quotation),
            start: bytes.start,
            end: bytes.end,
        },
        source: None,
        place: None,
        diff: diff(quotation, finding),
        notes: &finding.notes,
    };
    let Some(place) = finding.place() else { return push_json(&record, out) };
    let starts = LineStarts::of(&place.source.document);
    let subject = Subject::new(&place.source.document, place.source.article, &starts);
    let subject = subject.map(|subject| subject.with_key(keys));
    let Some(subject) = &subject else { return push_json(&record, out) };
    record.source = Some(subject.source_record());
    record.place = Some(place_record(place, subject));
    push_json(&record, out);
}

fn nearest_record(nearest: &NearestName) -> NearestRecord<'_> {
    NearestRecord { name: &nearest.name, paragraph: nearest.paragraph }
}

fn part_record(part: &PartFinding) -> PartRecord<'_> {
    let place = part.place.as_ref();
    PartRecord {
        words: part.words.name(),
        path: place.map(|place| place.source.document.origin.path.as_str()),
        likeness: place.map(|place| place.likeness),
    }
}

/// Whom the draft names: the name where there is one.
pub(super) fn speaker(quotation: &Quotation) -> Option<&str> {
    let named = quotation.speaker.as_ref()?;
    Some(named.name.as_deref().unwrap_or(&named.text))
}

fn place_record<'a>(place: &SourcePlace, subject: &Subject<'a>) -> PlaceRecord<'a> {
    let span = span(place, subject);
    let quote = place.quote.and_then(|index| subject.article.quotes.get(index));
    let part = quote.and_then(|quote| quote.parts.first().copied());
    PlaceRecord {
        id: subject.id(part.unwrap_or(span)),
        path: subject.path(),
        article: subject.index,
        block: subject.block_kind(span).map(newsquotes::model::BlockKind::name),
        text: place.text(),
        start: span.start(),
        end: span.end(),
        offsets: subject.document.origin.offsets.name(),
        speaker: quote.and_then(|quote| subject.speaker_record(quote)),
        paragraph: subject.paragraph(span),
        line: subject.line_at(span.start()),
        likeness: place.likeness,
    }
}

pub(super) fn span(place: &SourcePlace, subject: &Subject<'_>) -> Span {
    subject.document.text.clamp(place.extent())
}

/// The words of all parts beside the source's, in runs.
pub(super) fn diff(quotation: &Quotation, finding: &CheckFinding) -> Vec<DiffRecord> {
    let mut runs = Vec::new();
    for (part, found) in quotation.parts.iter().zip(&finding.parts) {
        let Some(place) = &found.place else { continue };
        let text = place.source.document.text.as_str();
        for run in place.words.chunk_by(|one, other| one.is_same == other.is_same) {
            let cut = |words: &str, side: &dyn Fn(&ComparedWord) -> Option<Range<usize>>| {
                let range = run.iter().filter_map(side).reduce(join)?;
                Some(one_line(words.get(range)?))
            };
            let draft = cut(&part.words, &|word| word.draft.clone());
            let source = cut(text, &|word| word.source.clone());
            let same = run.first().is_some_and(|word| word.is_same);
            let op = match (&draft, &source) {
                _ if same => "same",
                (Some(_), Some(_)) => "changed",
                (Some(_), None) => "added",
                _ => "missing",
            };
            runs.push(DiffRecord { op, draft, source });
        }
    }
    runs
}

fn join(one: Range<usize>, other: Range<usize>) -> Range<usize> {
    one.start.min(other.start)..one.end.max(other.end)
}
