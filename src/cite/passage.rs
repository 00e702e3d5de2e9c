//! A passage that somebody chose to cite: the clip, who said it, where it
//! stands.

use super::{QuotedClip, Subject};
use newsquotes::folding::one_line;
use newsquotes::model::{Quote, Span, Speaker, Text};

/// Words of an article on their way into a draft.
#[derive(Clone, Debug)]
pub(crate) struct CitedPassage<'a> {
    pub subject: &'a Subject<'a>,
    /// Index in the article's quotes; `None` for a passage that is none.
    pub quote: Option<usize>,
    pub clip: QuotedClip,
    /// From the first to the last byte of the source, trimmed or not.
    pub span: Span,
    pub speaker: Option<CitedSpeaker>,
    /// The user's own note.
    pub note: Option<String>,
    /// The user's own tags.
    pub tags: Vec<String>,
}

/// Who said it, as the citation names them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CitedSpeaker {
    pub name: String,
    pub role: Option<String>,
}

impl<'a> CitedPassage<'a> {
    /// A quotation of the article; `None` when it has none of that index.
    #[must_use]
    pub(crate) fn of_quote(subject: &'a Subject<'a>, index: usize) -> Option<CitedPassage<'a>> {
        let quote = subject.article.quotes.get(index)?;
        Some(CitedPassage {
            subject,
            quote: Some(index),
            clip: QuotedClip::of_quote(&subject.document.text, subject.article, quote)?,
            span: quote.extent()?,
            speaker: quote
                .speaker
                .as_ref()
                .and_then(|said| CitedSpeaker::of(&subject.document.text, said)),
            note: None,
            tags: Vec::new(),
        })
    }

    /// Any words of the article: the reporter's own.
    #[must_use]
    pub(crate) fn of_span(subject: &'a Subject<'a>, span: Span) -> CitedPassage<'a> {
        let span = subject.document.text.trim(span);
        CitedPassage {
            subject,
            quote: None,
            clip: QuotedClip::of_span(&subject.document.text, subject.article, span),
            span,
            speaker: None,
            note: None,
            tags: Vec::new(),
        }
    }

    /// The quotation that it was cut from.
    #[must_use]
    pub(crate) fn source_quote(&self) -> Option<&'a Quote> {
        self.subject.article.quotes.get(self.quote?)
    }

    /// The id by which `nreader show` finds it: that of the first part of the
    /// quotation, so that trimming keeps it.
    #[must_use]
    pub(crate) fn id(&self) -> String {
        let first = self.source_quote().and_then(|quote| quote.parts.first().copied());
        self.subject.id(first.unwrap_or(self.span))
    }

    /// The paragraph it begins in, counted from 1.
    #[must_use]
    pub(crate) fn paragraph(&self) -> Option<usize> {
        self.subject.paragraph(self.span)
    }

    /// The line of the text it begins in, counted from 1.
    #[must_use]
    pub(crate) fn line(&self) -> usize {
        self.subject.line_at(self.span.start())
    }

    /// How many words are quoted.
    #[must_use]
    pub(crate) fn count(&self) -> usize {
        self.clip.count(&self.subject.document.text)
    }
}

impl CitedSpeaker {
    /// The speaker where the article tells who it is: by name, or else by the
    /// words that describe somebody without one (“a teacher from the south
    /// bank”).
    #[must_use]
    pub(crate) fn of(text: &Text, speaker: &Speaker) -> Option<CitedSpeaker> {
        if let Some(name) = &speaker.name {
            return Some(CitedSpeaker { name: name.clone(), role: speaker.role.clone() });
        }
        speaker.role.as_ref()?;
        let name = one_line(text.get(speaker.mention?));
        Some(CitedSpeaker { name, role: None })
    }

    /// `Ida Ober, mayor of Norrby`.
    #[must_use]
    pub(crate) fn with_role(&self) -> String {
        match &self.role {
            Some(role) => format!("{}, {role}", self.name),
            None => self.name.clone(),
        }
    }
}
