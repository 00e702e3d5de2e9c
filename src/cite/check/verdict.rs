//! What is said of a draft's quotation.

use std::ops::Range;

use super::sources::SourceArticle;
use crate::library::sure::sure;
use newsquotes::folding::one_line;
use newsquotes::model::Article;

/// What became of a quotation, the gravest first. Where several hold, the
/// gravest is the verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum CheckVerdict {
    /// No article has words like these.
    NotFound,
    /// Somebody else said them, or nobody.
    Misattributed,
    /// Two quotations, or two speakers, made into one.
    Conflated,
    /// A negation, number, modal verb or name is another.
    Sense,
    /// Other words differ.
    Altered,
    /// The source goes on with "but", "unless", "except", "not".
    CutShort,
    /// Only in captions, menus and links to other articles.
    BoilerplateOnly,
    HeadlineOnly,
    /// Not in the article that the draft cites, but in another.
    Variant,
    /// The words stand there, but nothing shows clearly that this person said
    /// them.
    Unproven,
    /// Words in brackets, the rest as in the source.
    Bracketed,
    /// Words left out and marked, the rest in its order.
    Elided,
    /// Marks, dashes, spaces, the first letter, the end punctuation.
    Typography,
    Exact,
}

impl CheckVerdict {
    /// Every verdict, the gravest first.
    #[cfg(test)]
    pub(crate) const ALL: [CheckVerdict; 14] = [
        CheckVerdict::NotFound,
        CheckVerdict::Misattributed,
        CheckVerdict::Conflated,
        CheckVerdict::Sense,
        CheckVerdict::Altered,
        CheckVerdict::CutShort,
        CheckVerdict::BoilerplateOnly,
        CheckVerdict::HeadlineOnly,
        CheckVerdict::Variant,
        CheckVerdict::Unproven,
        CheckVerdict::Bracketed,
        CheckVerdict::Elided,
        CheckVerdict::Typography,
        CheckVerdict::Exact,
    ];

    /// The word in reports.
    #[must_use]
    pub(crate) fn name(self) -> &'static str {
        match self {
            CheckVerdict::NotFound => "not-found",
            CheckVerdict::Misattributed => "misattributed",
            CheckVerdict::Conflated => "conflated",
            CheckVerdict::Sense => "sense",
            CheckVerdict::Altered => "altered",
            CheckVerdict::CutShort => "cut-short",
            CheckVerdict::BoilerplateOnly => "boilerplate-only",
            CheckVerdict::HeadlineOnly => "headline-only",
            CheckVerdict::Variant => "variant",
            CheckVerdict::Unproven => "unproven",
            CheckVerdict::Bracketed => "bracketed",
            CheckVerdict::Elided => "elided",
            CheckVerdict::Typography => "typography",
            CheckVerdict::Exact => "exact",
        }
    }

    /// Whether a writer need not do anything.
    #[must_use]
    pub(crate) fn is_fine(self) -> bool {
        self >= CheckVerdict::Bracketed
    }
}

/// Whether the person whom the draft names said the words; the better for the
/// draft the greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Attribution {
    /// The source names another, or the person stands nowhere in it.
    Contradicted,
    /// The source does not say clearly who, or the draft does not.
    Unproven,
    /// The draft names nobody.
    NotNamed,
    /// The source names this person, or one whom it shows to be the same.
    Proven,
}

/// Who said it, as far as draft and source tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SpeakerAnswer {
    pub attribution: Attribution,
    /// Why, as a phrase; empty where the draft names nobody.
    pub why: String,
    /// Where it is not proven: the people named nearest to the words.
    pub nearest: Vec<NearestName>,
}

/// Somebody whom the source names near the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NearestName {
    pub name: String,
    /// Which block of title and body, counted from 1.
    pub paragraph: Option<usize>,
}

/// What was found of one part of a quotation.
#[derive(Clone, Debug)]
pub(crate) struct PartFinding {
    /// The gravest that holds of its words.
    pub words: CheckVerdict,
    /// Where they stand best; `None` where nowhere.
    pub place: Option<SourcePlace>,
}

/// What was found of one quotation of a draft.
#[derive(Clone, Debug)]
pub(crate) struct CheckFinding {
    /// Index in the draft's quotations.
    pub quotation: usize,
    /// The gravest of what holds of words and speaker.
    pub verdict: CheckVerdict,
    /// What else holds, the gravest first.
    pub also: Vec<CheckVerdict>,
    /// The gravest of what holds of the words alone.
    pub words: CheckVerdict,
    pub speaker: SpeakerAnswer,
    /// Too short to be looked up with any certainty, or perhaps no quotation:
    /// reported, but nothing to act on.
    pub is_quiet: bool,
    /// One for each part.
    pub parts: Vec<PartFinding>,
    /// What a writer should know besides, as phrases.
    pub notes: Vec<String>,
}

/// Where words of a draft stand in a source.
#[derive(Clone, Debug)]
pub(crate) struct SourcePlace {
    pub source: SourceArticle,
    /// Bytes of the document, from the first to the last word; ascending.
    pub spans: Vec<Range<usize>>,
    /// The quotation of the article that holds them.
    pub quote: Option<usize>,
    /// The words of both sides beside each other.
    pub words: Vec<ComparedWord>,
    /// How alike, 0 to 1.
    pub likeness: f32,
}

/// A word of the draft, one of the source, or both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ComparedWord {
    /// Bytes of the part's words.
    pub draft: Option<Range<usize>>,
    /// Bytes of the document.
    pub source: Option<Range<usize>>,
    pub is_same: bool,
}

impl Attribution {
    /// The word in reports.
    #[must_use]
    pub(crate) fn name(self) -> &'static str {
        match self {
            Attribution::Contradicted => "contradicted",
            Attribution::Unproven => "unproven",
            Attribution::NotNamed => "not-named",
            Attribution::Proven => "proven",
        }
    }
}

impl CheckFinding {
    /// Whether it is wrong and a writer should look at it.
    #[must_use]
    pub(crate) fn needs_work(&self) -> bool {
        !self.verdict.is_fine() && !self.is_quiet && !self.is_unproven()
    }

    /// Whether all there is against it is that nobody can tell who said it.
    #[must_use]
    pub(crate) fn is_unproven(&self) -> bool {
        self.verdict == CheckVerdict::Unproven && !self.is_quiet
    }

    /// Whether the words are the source's, whoever said them.
    #[must_use]
    pub(crate) fn is_usable(&self) -> bool {
        (self.verdict.is_fine() || self.verdict == CheckVerdict::Unproven) && !self.is_quiet
    }

    /// Where its words stand best, for each part that stands anywhere.
    pub(crate) fn places(&self) -> impl Iterator<Item = &SourcePlace> {
        self.parts.iter().filter_map(|part| part.place.as_ref())
    }

    /// The place of the first part that has one.
    #[must_use]
    pub(crate) fn place(&self) -> Option<&SourcePlace> {
        self.places().next()
    }
}

impl SourcePlace {
    #[must_use]
    pub(crate) fn article(&self) -> Option<&Article> {
        self.source.article()
    }

    /// From the first to the last byte in the document.
    #[must_use]
    pub(crate) fn extent(&self) -> Range<usize> {
        let start = self.spans.iter().map(|span| span.start).min().unwrap_or(0);
        start..self.spans.iter().map(|span| span.end).max().unwrap_or(start)
    }

    /// The words of the source, what it has between them left out.
    #[must_use]
    pub(crate) fn text(&self) -> String {
        let text = self.source.document.text.as_str();
        let shown = |span: &Range<usize>| one_line(sure(text.get(span.clone())));
        self.spans.iter().map(shown).collect::<Vec<_>>().join(" … ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verdicts_are_listed_from_the_gravest_on() {
        assert!(CheckVerdict::ALL.is_sorted());
        let fine: Vec<CheckVerdict> =
            CheckVerdict::ALL.into_iter().filter(|verdict| verdict.is_fine()).collect();
        assert_eq!(
            fine,
            [
                CheckVerdict::Bracketed,
                CheckVerdict::Elided,
                CheckVerdict::Typography,
                CheckVerdict::Exact
            ]
        );
    }
}
