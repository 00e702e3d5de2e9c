//! How passages are handed over: the format and the citation style that were
//! used last, for a copy, the basket and a file alike.

use jiff::{Timestamp, tz::TimeZone};

use super::Session;
use crate::app::{Handing, Notice};
use crate::cite::{CitationKeys, ExportFormat, ExportOptions, FORMATS, Style, format_for};
use newsquotes::model::Date;

/// The format and the citation style of what is handed over.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Writing {
    pub format: &'static ExportFormat,
    /// `None` for the format's own.
    pub style: Option<&'static Style>,
}

impl Default for Writing {
    fn default() -> Writing {
        Writing { format: format_for(""), style: None }
    }
}

impl Writing {
    /// What an exporter needs for it; `accessed` is the day the articles were
    /// looked at.
    #[must_use]
    pub(crate) fn options(&self, accessed: Option<Date>) -> ExportOptions {
        ExportOptions { style: self.style, accessed, ..ExportOptions::default() }
    }

    /// Format and style in words: `markdown, apa`.
    #[must_use]
    pub(crate) fn words(&self) -> String {
        let style = self.style.map(|style| format!(", {}", style.name)).unwrap_or_default();
        format!("{}{style}", self.format.name)
    }

    /// The format `by` rows further in the table, round and round.
    fn stepped(self, by: isize) -> Writing {
        let at = FORMATS.iter().position(|format| format.name == self.format.name);
        let count = isize::try_from(FORMATS.len()).unwrap_or(1).max(1);
        let at = at.and_then(|at| isize::try_from(at).ok()).unwrap_or(0).saturating_add(by);
        let at = usize::try_from(at.rem_euclid(count)).unwrap_or(0);
        Writing { format: FORMATS.get(at).unwrap_or(self.format), ..self }
    }
}

impl Session {
    /// How passages are handed over.
    #[must_use]
    pub(crate) fn writing(&self) -> Writing {
        self.writing
    }

    /// Takes the format and the style to begin with.
    pub(crate) fn set_writing(&mut self, writing: Writing) {
        self.writing = writing;
    }

    /// Hands passages over so from now on, and says so.
    pub(super) fn choose_writing(&mut self, writing: Writing) {
        self.writing = writing;
        let needs = match writing.format.needs {
            "" => String::new(),
            needs => format!("; {needs}"),
        };
        self.notice = Some(Notice::done(format!("Copies as {}{needs}.", writing.words())));
    }

    /// Takes the citation keys that were given out before.
    pub(crate) fn set_keys(&mut self, keys: CitationKeys) {
        self.keys = keys;
    }

    /// The citation keys, which are shared by all that is handed over.
    #[must_use]
    pub(crate) fn keys(&self) -> &CitationKeys {
        &self.keys
    }

    /// What citations need now.
    pub(super) fn handing(&self) -> Handing {
        Handing { accessed: self.today(), keys: self.keys.clone() }
    }

    pub(super) fn step_format(&mut self, by: isize) {
        self.writing = self.writing.stepped(by);
    }

    /// The day in UTC; `None` at the beginning of time, when nobody told it.
    #[must_use]
    pub(crate) fn today(&self) -> Option<Date> {
        let now = Timestamp::from_second(self.now).ok()?;
        let now = Some(now).filter(|now| *now != Timestamp::UNIX_EPOCH)?;
        let day = now.to_zoned(TimeZone::UTC).date();
        let small = |number: i8| u8::try_from(number).ok();
        let (month, day_of_month) = (small(day.month()), small(day.day()));
        Some(Date { year: Some(day.year()), month, day: day_of_month, minute: None })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_stepped_through_round_and_round() {
        let first = Writing::default();
        assert_eq!(first.stepped(-1).format.name, FORMATS[FORMATS.len() - 1].name);
        assert_eq!(first.stepped(1).stepped(-1).format.name, first.format.name);
        assert_eq!(first.stepped(isize::MAX).style.map(|style| style.name), None);
    }
}
