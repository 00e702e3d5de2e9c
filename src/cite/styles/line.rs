//! A citation as runs of text, free of any markup, with the punctuation of
//! American typography.

/// A line of a citation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct CitationLine {
    runs: Vec<CitationRun>,
}

/// A stretch of a citation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum CitationRun {
    Text(String),
    /// In italics where there are any.
    Emphasis(String),
    /// In quotation marks, which are not part of it.
    Quoted(String),
    /// An address.
    Link(String),
}

impl CitationRun {
    fn words(&self) -> &str {
        match self {
            CitationRun::Text(words)
            | CitationRun::Emphasis(words)
            | CitationRun::Quoted(words)
            | CitationRun::Link(words) => words,
        }
    }
}

impl CitationLine {
    /// A line of these runs.
    #[cfg(test)]
    #[must_use]
    pub(crate) fn of(runs: Vec<CitationRun>) -> CitationLine {
        CitationLine { runs }
    }

    /// The runs in order.
    #[must_use]
    pub(crate) fn runs(&self) -> &[CitationRun] {
        &self.runs
    }

    /// Without any markup.
    #[must_use]
    pub(crate) fn plain(&self) -> String {
        self.runs.iter().fold(String::new(), |out, run| match run {
            CitationRun::Quoted(words) => format!("{out}“{words}”"),
            run => out + run.words(),
        })
    }

    pub(super) fn text(mut self, words: &str) -> CitationLine {
        match self.runs.last_mut() {
            Some(CitationRun::Text(last)) => last.push_str(words),
            _ if words.is_empty() => {}
            _ => self.runs.push(CitationRun::Text(words.to_owned())),
        }
        self
    }

    pub(super) fn emphasis(mut self, words: &str) -> CitationLine {
        self.runs.push(CitationRun::Emphasis(words.to_owned()));
        self
    }

    pub(super) fn quoted(mut self, words: &str) -> CitationLine {
        self.runs.push(CitationRun::Quoted(words.to_owned()));
        self
    }

    pub(super) fn link(mut self, url: &str) -> CitationLine {
        self.runs.push(CitationRun::Link(url.to_owned()));
        self
    }

    pub(super) fn append(mut self, other: CitationLine) -> CitationLine {
        for run in other.runs {
            match run {
                CitationRun::Text(words) => self = self.text(&words),
                run => self.runs.push(run),
            }
        }
        self
    }

    /// A full stop and a blank, unless the line ends with a mark that closes a
    /// sentence.
    pub(super) fn stop(self) -> CitationLine {
        let closed = self.ending().is_some_and(|c| matches!(c, '.' | '!' | '?'));
        if closed { self.text(" ") } else { self.point('.').text(" ") }
    }

    /// A full stop at the end of the line.
    pub(super) fn end(self) -> CitationLine {
        if matches!(self.runs.last(), Some(CitationRun::Link(_))) {
            return self.text(".");
        }
        self.trimmed().stop().trimmed()
    }

    /// Without a blank at its end.
    pub(super) fn trimmed(mut self) -> CitationLine {
        if let Some(CitationRun::Text(last)) = self.runs.last_mut() {
            last.truncate(last.trim_end().len());
        }
        self.runs.retain(|run| !run.words().is_empty());
        self
    }

    /// Without a comma and a blank at its end, behind which nothing stands.
    pub(super) fn without_comma(mut self) -> CitationLine {
        if let Some(CitationRun::Text(last)) = self.runs.last_mut() {
            last.truncate(last.trim_end_matches([',', ' ']).len());
        }
        self.runs.retain(|run| !run.words().is_empty());
        self
    }

    /// Without the parentheses around it.
    #[cfg(feature = "csl")]
    pub(super) fn without_parentheses(mut self) -> CitationLine {
        let plain = self.plain();
        if plain.starts_with('(') && plain.ends_with(')') {
            if let Some(CitationRun::Text(first)) = self.runs.first_mut() {
                first.remove(0);
            }
            if let Some(CitationRun::Text(last)) = self.runs.last_mut() {
                last.pop();
            }
            self.runs.retain(|run| !run.words().is_empty());
        }
        self
    }

    /// A comma and a blank. A question mark before it stays and keeps the
    /// comma (Chicago 6.125).
    pub(super) fn comma(self) -> CitationLine {
        self.point(',').text(" ")
    }

    /// A comma and a blank; none behind a question or exclamation mark (AP).
    pub(super) fn comma_unless_marked(self) -> CitationLine {
        let marked = self.ending().is_some_and(|c| matches!(c, '!' | '?'));
        if marked { self.text(" ") } else { self.comma() }
    }

    /// The last character that is no closing mark.
    fn ending(&self) -> Option<char> {
        let words = self.runs.last()?.words();
        words.trim_end_matches(['’', '”']).chars().next_back()
    }

    /// A mark at the end, inside the quotation marks of a title, also of a
    /// quotation that ends it.
    fn point(mut self, mark: char) -> CitationLine {
        if let Some(CitationRun::Quoted(words)) = self.runs.last_mut() {
            let inner = words.trim_end_matches(['’', '”']);
            let is_quotation = words.get(..inner.len()).is_some_and(|w| w.contains(['‘', '“']));
            let at = if is_quotation { inner.len() } else { words.len() };
            words.insert(at, mark);
            return self;
        }
        if let Some(CitationRun::Text(words)) = self.runs.last_mut()
            && words.ends_with('”')
        {
            words.insert(words.len() - '”'.len_utf8(), mark);
            return self;
        }
        self.text(mark.encode_utf8(&mut [0; 4]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_stand_inside_the_marks_of_a_title() {
        let line = |title: &str| CitationLine::default().quoted(title);
        assert_eq!(line("Bridge ‘closed’").comma().plain(), "“Bridge ‘closed,’” ");
        assert_eq!(line("The crews’").stop().plain(), "“The crews’.” ");
        assert_eq!(line("Is it open?").stop().plain(), "“Is it open?” ");
        assert_eq!(line("Is it open?").comma().plain(), "“Is it open?,” ");
        assert_eq!(line("Is it open?").comma_unless_marked().plain(), "“Is it open?” ");
        assert_eq!(line("Melle").stop().text("x").end().plain(), "“Melle.” x.");
    }
}
