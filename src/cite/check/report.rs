//! Findings as words to read.

use std::fmt::Write as _;

use super::draft::Draft;
use super::record::{DiffRecord, diff, span, speaker};
use super::verdict::{Attribution, CheckFinding, CheckVerdict, PartFinding, SourcePlace};
use crate::cite::{LineStarts, Subject};

/// A finding as lines to read: where, the verdict, the draft's words with
/// what is not in the source as `[-so-]`, the source's with what is not in
/// the draft as `{+so+}`, and where they stand.
#[must_use]
pub(crate) fn text(file: &str, draft: &Draft, finding: &CheckFinding) -> String {
    let mut out = String::new();
    let Some(quotation) = draft.quotations.get(finding.quotation) else { return out };
    let names = held(finding).map(CheckVerdict::name).collect::<Vec<_>>().join(", ");
    let _ = writeln!(out, "{file}:{}: {} [{names}]", quotation.line, in_words(finding));
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
    out.push_str(&speaker_line(finding));
    out.push_str(&parts_line(finding));
    for note in &finding.notes {
        let _ = writeln!(out, "  note    {note}");
    }
    out
}

/// All that holds of a finding, the gravest first.
fn held(finding: &CheckFinding) -> impl Iterator<Item = CheckVerdict> + '_ {
    std::iter::once(finding.verdict).chain(finding.also.iter().copied())
}

/// All that is wrong with a quotation, in plain words: “1 word differs · other
/// speaker”; what holds of it where nothing is.
#[must_use]
pub(crate) fn in_words(finding: &CheckFinding) -> String {
    let wrong = || held(finding).filter(|verdict| !verdict.is_fine());
    let plain = |verdict| plain(verdict, finding);
    let all = if finding.verdict.is_fine() {
        held(finding).map(plain).collect::<Vec<_>>()
    } else {
        wrong().map(plain).collect()
    };
    all.join(" · ")
}

fn plain(verdict: CheckVerdict, finding: &CheckFinding) -> String {
    let words = match verdict {
        CheckVerdict::NotFound => return missing(finding),
        CheckVerdict::Misattributed => "other speaker",
        CheckVerdict::Conflated => "two quotations in one",
        CheckVerdict::Sense => "sense turned",
        CheckVerdict::Altered => return differing(finding),
        CheckVerdict::CutShort => "cut short",
        CheckVerdict::BoilerplateOnly => "beside the article only",
        CheckVerdict::HeadlineOnly => "in a headline only",
        CheckVerdict::Variant => "not in the article cited",
        CheckVerdict::Unproven => "speaker unproven",
        CheckVerdict::Bracketed => "brackets",
        CheckVerdict::Elided => "words left out, marked",
        CheckVerdict::Typography => "typography",
        CheckVerdict::Exact => "exact",
    };
    words.to_owned()
}

/// Which parts stand nowhere.
fn missing(finding: &CheckFinding) -> String {
    let nowhere = |part: &&(usize, &PartFinding)| part.1.place.is_none();
    let parts: Vec<(usize, &PartFinding)> = (1..).zip(&finding.parts).collect();
    if parts.iter().all(|part| nowhere(&part)) {
        return "in no article".to_owned();
    }
    let numbers = parts.iter().filter(nowhere).map(|(number, _)| format!("part {number}"));
    format!("{} in no article", numbers.collect::<Vec<_>>().join(", "))
}

fn differing(finding: &CheckFinding) -> String {
    let words = finding.places().flat_map(|place| &place.words);
    match words.filter(|word| !word.is_same).count() {
        1 => "1 word differs".to_owned(),
        count => format!("{count} words differ"),
    }
}

/// Why a speaker is not proven, and who is named near the words.
fn speaker_line(finding: &CheckFinding) -> String {
    let answer = &finding.speaker;
    if answer.attribution >= Attribution::NotNamed {
        return String::new();
    }
    let near = answer.nearest.iter().map(|near| match near.paragraph {
        Some(paragraph) => format!("{} (paragraph {paragraph})", near.name),
        None => near.name.clone(),
    });
    let near = near.collect::<Vec<_>>().join(", ");
    let near = if near.is_empty() { near } else { format!("; nearest: {near}") };
    format!("  speaker {}: {}{near}\n", answer.attribution.name(), answer.why)
}

/// What holds of each part, where they differ.
fn parts_line(finding: &CheckFinding) -> String {
    let mut words = finding.parts.iter().map(|part| part.words);
    let first = words.next();
    if words.all(|other| Some(other) == first) {
        return String::new();
    }
    let parts = finding
        .parts
        .iter()
        .zip(1..)
        .map(|(part, number)| format!("part {number} {}", plain(part.words, finding)));
    format!("  parts   {}\n", parts.collect::<Vec<_>>().join(", "))
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
