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
        let style = self.style.map_or_else(String::new, |style| format!(", {}", style.name));
        format!("{}{style}", self.format.name)
    }

    /// The format `by` rows further in the table, round and round.
    fn stepped(self, by: isize) -> Writing {
        let at = FORMATS.iter().position(|format| format.name == self.format.name);
        debug_assert!(at.is_some(), "every format is one of the table");
        let at = at.unwrap_or(0).wrapping_add_signed(by % FORMATS.len().cast_signed());
        let at = at.wrapping_add(FORMATS.len()) % FORMATS.len();
        Writing { format: FORMATS.get(at).unwrap_or(self.format), ..self }
    }
}

impl Session {
    /// How passages are handed over.
    #[must_use]
    pub(crate) fn writing(&self) -> Writing {
        self.writing
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
