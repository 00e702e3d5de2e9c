//! Findings as words and as JSON.

use std::fmt::Write as _;
use std::ops::Range;

use serde::Serialize;

use super::draft::{Draft, Quotation};
use super::verdict::{CheckFinding, ComparedWord, SourcePlace};
use crate::cite::record::{SourceRecord, SpeakerRecord};
use crate::cite::{LineStarts, Subject, push_json};
use newsquotes::model::Span;

/// A line of `nreader check --json`.
#[derive(Debug, Serialize)]
struct FindingRecord<'a> {
    schema: u8,
    verdict: &'static str,
    also: Vec<&'static str>,
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
struct DiffRecord {
    op: &'static str,
    draft: Option<String>,
    source: Option<String>,
}

/// The version of these fields.
const SCHEMA: u8 = 1;

/// Adds a finding as one line of JSON; `file` is the draft's name.
pub(crate) fn push_record(file: &str, draft: &Draft, finding: &CheckFinding, out: &mut String) {
    let Some(quotation) = draft.quotations.get(finding.quotation) else { return };
    let bytes = quotation.bytes();
    let mut record = FindingRecord {
        schema: SCHEMA,
        verdict: finding.verdict.name(),
        also: finding.also.iter().map(|verdict| verdict.name()).collect(),
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
    let Some(subject) = &subject else { return push_json(&record, out) };
    record.source = Some(subject.source_record());
    record.place = Some(place_record(place, subject));
    push_json(&record, out);
}

/// Whom the draft names: the name where there is one.
fn speaker(quotation: &Quotation) -> Option<&str> {
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

fn span(place: &SourcePlace, subject: &Subject<'_>) -> Span {
    subject.document.text.clamp(place.extent())
}

/// The words of all parts beside the source's, in runs.
fn diff(quotation: &Quotation, finding: &CheckFinding) -> Vec<DiffRecord> {
    let mut runs = Vec::new();
    for (part, place) in quotation.parts.iter().zip(&finding.places) {
        let Some(place) = place else { continue };
        let text = place.source.document.text.as_str();
        for run in place.words.chunk_by(|one, other| one.is_same == other.is_same) {
            let cut = |words: &str, side: &dyn Fn(&ComparedWord) -> Option<Range<usize>>| {
                let range = run.iter().filter_map(side).reduce(join)?;
                Some(folded(words.get(range)?))
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

fn folded(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A finding as lines to read: where, the verdict, the draft's words with
/// what is not in the source as `[-so-]`, the source's with what is not in
/// the draft as `{+so+}`, and where they stand.
#[must_use]
pub(crate) fn text(file: &str, draft: &Draft, finding: &CheckFinding) -> String {
    let mut out = String::new();
    let Some(quotation) = draft.quotations.get(finding.quotation) else { return out };
    let verdicts = std::iter::once(&finding.verdict).chain(&finding.also);
    let verdicts = verdicts.map(|verdict| verdict.name()).collect::<Vec<_>>().join(", ");
    let _ = writeln!(out, "{file}:{}: {verdicts}", quotation.line);
    let runs = diff(quotation, finding);
    let marked = |mark: [&str; 2], side: &dyn Fn(&DiffRecord) -> Option<String>| {
        let words = runs.iter().filter_map(|run| {
            let words = side(run)?;
            Some(if run.op == "same" { words } else { format!("{}{words}{}", mark[0], mark[1]) })
        });
        words.collect::<Vec<_>>().join(" ")
    };
    let differs = runs.iter().any(|run| run.op != "same");
    let own =
        if differs { marked(["[-", "-]"], &|run| run.draft.clone()) } else { quotation.text() };
    let _ = writeln!(out, "  draft   “{own}”{}", said(speaker(quotation)));
    if let Some(place) = finding.place() {
        let theirs =
            if differs { marked(["{+", "+}"], &|run| run.source.clone()) } else { place.text() };
        let _ = writeln!(out, "  source  “{theirs}”{}", said(source_speaker(place).as_deref()));
        let _ = writeln!(out, "          {}", whereabouts(place));
    }
    for note in &finding.notes {
        let _ = writeln!(out, "  note    {note}");
    }
    out
}

fn said(speaker: Option<&str>) -> String {
    speaker.map_or_else(String::new, |speaker| format!(" — {speaker}"))
}

fn source_speaker(place: &SourcePlace) -> Option<String> {
    let quote = place.article()?.quotes.get(place.quote?)?;
    let speaker = quote.speaker.as_ref()?;
    let mention = || speaker.mention.map(|span| place.source.document.text.get(span).to_owned());
    let name = speaker.name.clone().or_else(mention)?;
    Some(match &speaker.role {
        Some(role) => format!("{name}, {role}"),
        None => name,
    })
}

/// Path, line, paragraph, title and date of a place.
fn whereabouts(place: &SourcePlace) -> String {
    let starts = LineStarts::of(&place.source.document);
    let Some(subject) = Subject::new(&place.source.document, place.source.article, &starts) else {
        return place.source.document.origin.path.clone();
    };
    let span = span(place, &subject);
    let mut out = format!("{}:{}", subject.path(), subject.line_at(span.start()));
    if let Some(paragraph) = subject.paragraph(span) {
        let _ = write!(out, ", paragraph {paragraph}");
    }
    let source = &subject.source;
    let date = source.date.and_then(|date| date.iso());
    let title = source.title.as_ref().map(|title| format!("“{title}”"));
    let outlet = source.outlet.clone().or_else(|| source.agency.clone());
    for fact in [title, outlet, date].into_iter().flatten() {
        let _ = write!(out, ", {fact}");
    }
    out
}
