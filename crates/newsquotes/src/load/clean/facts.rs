//! What an article says about itself: title, byline, outlet, agency, place,
//! date, address, tags, language. Each fact points at its words, or says from
//! what it was concluded; nothing is made up.

use std::ops::Range;

use super::dateline::{self, Dateline};
use super::outlets::{self, OutletLikeness};
use super::unit::{TextUnit, bullet};
use super::{byline, language, roles};
use crate::load::dates::{self, DateLabel};
use crate::model::{Article, BlockKind, BlockReason, Date, Evidence, Fact, Meta, Span, Text};
use crate::sure::{items, part};

/// Units at either end of an article that tell about it.
const ENDS: usize = 30;

/// Reads the facts of judged units; those of the format go first.
pub(super) fn read(text: &Text, units: &[TextUnit], known: &Meta) -> Meta {
    let mut meta = known.clone();
    let reader = FactReader { text, units };
    let title = reader.title();
    meta.title = meta.title.or_else(|| title.map(|span| reader.words(span)));
    reader.header(&mut meta);
    reader.dateline(&mut meta);
    meta.outlet = meta.outlet.or_else(|| reader.site(title?));
    meta.url = meta.url.or_else(|| reader.url());
    if meta.tags.is_empty() {
        meta.tags = reader.tags();
    }
    meta.language = meta.language.or_else(|| reader.language());
    meta
}

/// Gives a date without a year the year of another date of the same file in
/// the same month, and says so.
pub(super) fn lend_years(articles: &mut [Article]) {
    let full = articles.iter().find_map(|a| {
        a.meta.date.as_ref().map(|fact| fact.value).filter(|date| date.year.is_some())
    });
    let Some(full) = full else { return };
    for fact in articles.iter_mut().filter_map(|article| article.meta.date.as_mut()) {
        if fact.value.year.is_none() && fact.value.month.is_some() && fact.value.month == full.month
        {
            fact.value.year = full.year;
            fact.evidence = Evidence::Inferred(
                "day and month of the dateline, year of another date in the file",
            );
        }
    }
}

/// Whether a unit is a paragraph of the body, which ends the head.
fn is_prose(unit: &TextUnit) -> bool {
    let shape = &unit.shape;
    matches!(unit.kind(), None | Some(BlockKind::Paragraph))
        && (shape.chars >= 160 || shape.is_sentence() && (shape.chars >= 90 || shape.stops > 0))
}

struct FactReader<'a> {
    text: &'a Text,
    units: &'a [TextUnit],
}

impl FactReader<'_> {
    fn words(&self, span: Span) -> Fact<String> {
        Fact::new(self.text.get(span).to_owned(), Evidence::Words(span))
    }

    /// The span of a range of bytes of a unit.
    fn within(&self, unit: &TextUnit, range: &Range<usize>) -> Span {
        let start = unit.span.start();
        self.text.clamp(start + range.start..start + range.end)
    }

    fn title(&self) -> Option<Span> {
        let unit = self.units.iter().find(|unit| unit.kind() == Some(BlockKind::Title))?;
        let words = self.text.get(unit.span);
        let marks = if words.starts_with("# ") { 2 } else { 0 };
        let underlined = words
            .split_once('\n')
            .filter(|(_, line)| line.bytes().all(|b| matches!(b, b'=' | b'-' | b'\r')));
        let end = underlined.map_or(words.len(), |(title, _)| title.len());
        Some(self.text.trim(self.within(unit, &(marks..end))))
    }

    /// Place, agency and date of the first dateline among the first
    /// paragraphs.
    fn dateline(&self, meta: &mut Meta) {
        let paragraphs =
            self.units.iter().filter(|unit| unit.kind().is_none_or(BlockKind::is_body));
        let found = paragraphs
            .take(8)
            .find_map(|unit| Some((unit, dateline::read(self.text.get(unit.span))?)));
        let Some((unit, line)) = found else { return };
        let Dateline { place, agency, outlet, date, .. } = line;
        if let Some(range) = place {
            let span = self.within(unit, &range);
            let name = place_name(self.text.get(span));
            meta.place.get_or_insert(Fact::new(name, Evidence::Words(span)));
        }
        let named = |(range, name): (Range<usize>, &str)| {
            Fact::new(name.to_owned(), Evidence::Words(self.within(unit, &range)))
        };
        meta.agency = meta.agency.take().or_else(|| agency.map(named));
        meta.outlet = meta.outlet.take().or_else(|| outlet.map(named));
        if let Some((range, date)) = date {
            meta.date.get_or_insert(Fact::new(date, Evidence::Words(self.within(unit, &range))));
        }
    }

    /// Byline, outlet and date lines around the title, past lines that say
    /// nothing.
    fn header(&self, meta: &mut Meta) {
        let end = self
            .units
            .iter()
            .enumerate()
            .position(|(at, unit)| is_prose(unit) && !roles::above_facts(self.units, at));
        let end = end.unwrap_or(self.units.len()).max(1);
        let head = items(self.units, end.saturating_sub(ENDS)..end);
        let of_kind = |kind| head.iter().filter(move |unit| unit.kind() == Some(kind));
        for unit in of_kind(BlockKind::Byline) {
            self.byline(unit, meta);
        }
        self.dates(head, meta);
        let behind = || of_kind(BlockKind::Byline).find_map(|unit| self.outlet_behind(unit));
        meta.outlet = meta.outlet.take().or_else(behind);
        for unit in of_kind(BlockKind::Dateline) {
            self.beside_date(unit, meta);
        }
    }

    fn byline(&self, unit: &TextUnit, meta: &mut Meta) {
        let words = self.text.get(unit.span);
        let Some(why) = unit.verdict.map(|verdict| verdict.why) else { return };
        let names = match why {
            BlockReason::NameBesideDate | BlockReason::NameBelowBy => Some(words),
            BlockReason::RoleBelowName => return,
            BlockReason::OutletInHead => None,
            _ => byline::names(words),
        };
        match names {
            Some(names) if meta.byline.is_none() => {
                let start = words.find(names).unwrap_or(0);
                let end = start + names.len();
                meta.byline = Some(self.words(self.within(unit, &(start..end))));
            }
            None if meta.outlet.is_none() || why == BlockReason::OutletInHead => {
                self.outlet(unit.span, meta);
            }
            _ => {}
        }
    }

    fn outlet(&self, span: Span, meta: &mut Meta) {
        if meta.outlet.as_ref().is_some_and(|fact| !matches!(fact.evidence, Evidence::Words(_))) {
            return;
        }
        let outlet = self.words(span);
        if let Some(name) = dateline::agency(&outlet.value) {
            meta.agency = Some(Fact::new(name.to_owned(), outlet.evidence.clone()));
        }
        meta.outlet = Some(outlet);
    }

    /// What stands beside a date on its line: `Lake Courier · 4 April 2024`,
    /// `Mona Brandt | 4 April 2024`.
    fn beside_date(&self, unit: &TextUnit, meta: &mut Meta) {
        let words = self.text.get(unit.span);
        let marks = words.contains(byline::SEPARATORS);
        for span in self.pieces(unit, if marks { &byline::SEPARATORS } else { &[','] }) {
            let piece = self.text.get(span);
            if dates::find(piece).is_some() || piece.bytes().any(|byte| byte.is_ascii_digit()) {
                continue;
            }
            match outlets::likeness(piece) {
                OutletLikeness::Known | OutletLikeness::Like if meta.outlet.is_none() => {
                    self.outlet(span, meta);
                }
                OutletLikeness::Could
                    if marks && meta.byline.is_none() && byline::are_people(piece) =>
                {
                    meta.byline = Some(self.words(span));
                }
                OutletLikeness::Could if marks && meta.outlet.is_none() => self.outlet(span, meta),
                _ => {}
            }
        }
    }

    /// The parts of a unit between marks.
    fn pieces(&self, unit: &TextUnit, marks: &[char]) -> Vec<Span> {
        let words = self.text.get(unit.span);
        let mut at = 0;
        let pieces = words.split(marks).map(|piece| {
            let range = at..at + piece.len();
            let mark = words.get(range.end..).and_then(|rest| rest.chars().next());
            at = range.end + mark.map_or(0, char::len_utf8);
            self.text.trim(self.within(unit, &range))
        });
        pieces.filter(|span| !span.is_empty()).collect()
    }

    /// The outlet behind the author: `By Mona Brandt | Lake Courier | 4 April`.
    fn outlet_behind(&self, unit: &TextUnit) -> Option<Fact<String>> {
        let words = self.text.get(unit.span);
        byline::names(words)?;
        let named = |span: &Span| {
            let name = self.text.get(*span);
            name.starts_with(char::is_uppercase)
                && name.split(' ').count() <= 5
                && !name.bytes().any(|byte| byte.is_ascii_digit())
        };
        let pieces = self.pieces(unit, &byline::SEPARATORS);
        pieces.into_iter().skip(1).find(named).map(|span| self.words(span))
    }

    /// The date of the head: the day of publication before one of which
    /// nothing is said, and that before the day of a change; one with a year
    /// before all others.
    fn dates(&self, head: &[TextUnit], meta: &mut Meta) {
        if meta.date.as_ref().is_some_and(|fact| fact.value.year.is_some()) {
            return;
        }
        let lines = head.iter().filter(|unit| {
            matches!(unit.kind(), Some(BlockKind::Byline | BlockKind::Dateline | BlockKind::Notice))
        });
        let mut best: Option<(bool, DateLabel, Fact<Date>)> = None;
        for unit in lines {
            for (found, label) in dates::labelled(self.text.get(unit.span)) {
                let rank = (found.date.year.is_none(), label);
                if best.as_ref().is_none_or(|(yearless, known, _)| rank < (*yearless, *known)) {
                    let span = self.within(unit, &found.range);
                    best = Some((rank.0, rank.1, Fact::new(found.date, Evidence::Words(span))));
                }
            }
        }
        if let Some((_, _, fact)) = best.filter(|best| !best.0 || meta.date.is_none()) {
            meta.date = Some(fact);
        }
    }

    /// The site's name behind a repeated title.
    fn site(&self, title: Span) -> Option<Fact<String>> {
        let title = self.text.get(title);
        self.units.iter().filter(|unit| unit.kind() == Some(BlockKind::Repeat)).find_map(|unit| {
            let words = self.text.get(unit.span);
            let site = roles::site_behind(words, title)?;
            Some(self.words(self.within(unit, &(words.len() - site.len()..words.len()))))
        })
    }

    fn ends(&self) -> impl Iterator<Item = &TextUnit> {
        let tail = self.units.len().saturating_sub(ENDS).max(ENDS);
        self.units.iter().take(ENDS).chain(self.units.iter().skip(tail))
    }

    /// An address that stands alone at either end, or behind a label: `Source:
    /// https://…`.
    fn url(&self) -> Option<Fact<String>> {
        self.ends().filter(|unit| unit.shape.words <= 3).find_map(|unit| {
            let words = self.text.get(unit.span);
            let at = words.find("https://").or_else(|| words.find("http://"))?;
            let labelled = at == 0 || words.get(..at)?.trim_end().ends_with([':', '<', '-']);
            let address = words.get(at..)?.split([' ', '>', ')']).next()?;
            let span = self.within(unit, &(at..at + address.len()));
            labelled.then(|| self.words(span))
        })
    }

    fn tags(&self) -> Vec<Fact<String>> {
        let mut tags = Vec::new();
        for unit in self.units.iter().filter(|unit| unit.kind() == Some(BlockKind::Tags)) {
            let words = self.text.get(unit.span);
            let listed =
                words.split_once(':').filter(|(label, _)| label.len() < 30 && !label.contains(','));
            let start = listed.map_or(bullet(words), |(label, _)| label.len() + 1);
            let label = unit.verdict.is_some_and(|verdict| verdict.why == BlockReason::TagLabel);
            if !label {
                self.listed(unit, start, &mut tags);
            }
        }
        tags.truncate(40);
        tags
    }

    /// The names between commas from byte `at` of a unit on.
    fn listed(&self, unit: &TextUnit, mut at: usize, tags: &mut Vec<Fact<String>>) {
        let from = at;
        let words = part(self.text.get(unit.span), at..);
        for name in words.split([',', '|', ';', '•', '、']) {
            let span = self.text.trim(self.within(unit, &(at..at + name.len())));
            if !span.is_empty() && span.len() <= 80 {
                tags.push(self.words(span));
            }
            let separator =
                words.get(at - from + name.len()..).and_then(|rest| rest.chars().next());
            at += name.len() + separator.map_or(0, char::len_utf8);
        }
    }

    /// The language of the first paragraphs, when that is clear; more of them
    /// are looked at when a short sample does not tell.
    fn language(&self) -> Option<Fact<String>> {
        let sample = self.sample(1500);
        let first = sample.char_indices().nth(450).and_then(|(end, _)| sample.get(..end));
        let code = language::of(&[first.unwrap_or(&sample), &sample])?;
        let evidence = Evidence::Inferred("letters and words of the first paragraphs");
        Some(Fact::new(code.to_owned(), evidence))
    }

    /// The first characters of the body.
    fn sample(&self, chars: usize) -> String {
        let body = self.units.iter().filter(|unit| unit.kind().is_none_or(BlockKind::is_body));
        let words = body.flat_map(|unit| self.text.get(unit.span).chars().chain([' ']));
        words.take(chars).collect()
    }
}

/// `LA MALBAIE, Quebec` as people write it: La Malbaie, Quebec. Short
/// words in capitals (`N.C.`, `DC`) stay.
pub(super) fn place_name(words: &str) -> String {
    let mut name = String::with_capacity(words.len());
    for word in words.split_inclusive([' ', '/', '-', ',']) {
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        let upper = letters >= 2 && !word.chars().any(char::is_lowercase);
        let initials = word.contains('.') || (letters <= 2 && name.contains(','));
        if upper && !initials {
            let mut chars = word.chars();
            name.extend(chars.next());
            name.extend(chars.flat_map(char::to_lowercase));
        } else {
            name.push_str(word);
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_in_capitals_are_shown_as_names() {
        assert_eq!(place_name("LA MALBAIE, Quebec"), "La Malbaie, Quebec");
        assert_eq!(place_name("HAVELOCK, N.C."), "Havelock, N.C.");
        assert_eq!(place_name("BEIRUT/THE HAGUE"), "Beirut/The Hague");
    }
}
