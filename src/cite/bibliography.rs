//! The user's own bibliography, so that keys agree with the ones already in
//! use.

use crate::cite::known_or_empty;
use std::collections::{HashMap, HashSet};

use biblatex::{ChunksExt, Entry, RawBibliography};

use super::CitedSource;
use crate::library::sure::sure;
use newsquotes::folding;

/// What is needed of a `.bib` file: which key stands for which article.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bibliography {
    by_url: HashMap<String, String>,
    by_title: HashMap<(String, String), String>,
    keys: HashSet<String>,
}

/// A bibliography that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub(crate) struct BibliographyError {
    /// Counted from 1.
    pub line: usize,
    pub what: String,
}

impl Bibliography {
    /// Reads BibTeX or BibLaTeX.
    ///
    /// # Errors
    ///
    /// With the line of the first entry that cannot be read.
    pub(crate) fn parse(text: &str) -> Result<Bibliography, BibliographyError> {
        let error = |error: biblatex::ParseError| {
            let before = text.as_bytes().get(..error.span.start);
            // The place is the parser's; one that is none is taken for the end.
            let before = before.unwrap_or(text.as_bytes());
            let line = memchr::memchr_iter(b'\n', before).count() + 1;
            BibliographyError { line, what: error.kind.to_string() }
        };
        let raw = RawBibliography::parse(text).map_err(error)?;
        let entries = biblatex::Bibliography::from_raw(raw).map_err(error)?;
        let mut bibliography = Bibliography::default();
        entries.iter().for_each(|entry| bibliography.take(entry));
        Ok(bibliography)
    }

    fn take(&mut self, entry: &Entry) {
        let field = |name: &str| entry.get(name).map(ChunksExt::format_verbatim);
        if let Some(url) = field("url") {
            self.by_url.insert(bare_url(&url), entry.key.clone());
        }
        if let Some(title) = field("title") {
            let year = known_or_empty(field("date").or_else(|| field("year")));
            self.by_title.insert((bare_title(&title), first_year(&year)), entry.key.clone());
        }
        self.keys.insert(entry.key.clone());
    }

    /// The user's key for an article: the entry with its address, or else
    /// with its title and year.
    #[must_use]
    pub(crate) fn key_of(&self, source: &CitedSource) -> Option<&str> {
        let by_url = source.url.as_ref().and_then(|url| self.by_url.get(&bare_url(url)));
        let by_title = || {
            let title = bare_title(source.title.as_ref()?);
            let year = known_or_empty(source.year().map(|year| format!("{year:04}")));
            self.by_title.get(&(title, year)).filter(|_| source.title.is_some())
        };
        by_url.or_else(by_title).map(String::as_str)
    }

    /// Whether an entry has that key.
    #[must_use]
    pub(crate) fn has(&self, key: &str) -> bool {
        self.keys.contains(key)
    }
}

/// An address without what two copies of it differ in.
fn bare_url(url: &str) -> String {
    let url = url.trim().replace('\\', "");
    let url = url.trim_start_matches("https://").trim_start_matches("http://");
    let url = sure(url.trim_start_matches("www.").split('#').next());
    url.trim_end_matches('/').to_owned()
}

/// The letters and digits of a title.
fn bare_title(title: &str) -> String {
    folding::letters(title).chars().filter(|c| c.is_alphanumeric()).collect()
}

fn first_year(date: &str) -> String {
    date.chars().take_while(char::is_ascii_digit).take(4).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use newsquotes::model::Date;

    const BIB: &str = "@article{vey-bridge, title = {Harbour {Bridge} stays “open”},\n \
        date = {2026-03-01}, journaltitle = {Norrby Courier}}\n\
        @online{ferry, title = {Ferry}, url = {https://www.example.org/ferry/}}\n";

    #[test]
    fn an_entry_is_known_by_its_address_or_title_and_year() {
        let bibliography = Bibliography::parse(BIB).unwrap();
        let date = |year| Some(Date { year: Some(year), ..Date::default() });
        let title = Some("Harbour bridge stays ‘open’".to_owned());
        let mut source = CitedSource { title, date: date(2026), ..CitedSource::default() };
        assert_eq!(bibliography.key_of(&source), Some("vey-bridge"));
        source.date = date(2025);
        assert_eq!(bibliography.key_of(&source), None);
        source.url = Some("http://example.org/ferry#top".to_owned());
        assert_eq!(bibliography.key_of(&source), Some("ferry"));
    }

    #[test]
    fn what_cannot_be_read_is_said_with_its_line() {
        let error = Bibliography::parse("@article{a,\n title = {One}}\n@article{b,\n title = {")
            .unwrap_err();
        assert!(error.line >= 3, "{error}");
    }
}
