//! What goes onto the clipboard.

use super::Notice;
use super::session::Writing;
use crate::cite::{CitationKeys, CitedPassage, ExportFormat, LineStarts, Subject, export};
use newsquotes::model::{Date, Document, Span};

/// A piece of text to hand over, made by `cite` from ranges of the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct HandoverText {
    /// What goes onto the clipboard.
    pub text: String,
    /// What it is, as the command that made it says: `12 words as markdown`.
    pub what: String,
}

/// What became of words that were handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum HandedOver {
    /// They are on the system's clipboard.
    ToSystem,
    /// A program took them: where they are then, as a phrase.
    ToProgram(&'static str),
    /// They were sent to the terminal, which tells nothing; some refuse so many
    /// bytes where `large`.
    ToTerminal { large: bool },
    /// Nowhere: why, a sentence.
    Nowhere(String),
}

/// What of an article is handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ChosenWords {
    /// A quotation by its index.
    Quote(usize),
    /// Any of its words.
    Passage(Span),
}

/// What a citation needs beside its article.
#[derive(Clone, Debug, Default)]
pub(crate) struct Handing {
    /// The day the article was looked at.
    pub accessed: Option<Date>,
    /// The keys given out so far.
    pub keys: CitationKeys,
}

impl HandoverText {
    /// Words of an article with their citation; `None` when it has none
    /// there.
    #[must_use]
    pub(crate) fn of(
        document: &Document,
        article: usize,
        chosen: ChosenWords,
        writing: &Writing,
        handed: &Handing,
    ) -> Option<HandoverText> {
        let lines = LineStarts::of(document);
        let subject = Subject::new(document, article, &lines)?;
        let passage = match chosen {
            ChosenWords::Quote(quote) => CitedPassage::of_quote(&subject, quote)?,
            ChosenWords::Passage(span) => CitedPassage::of_span(&subject, span),
        };
        let (format, words) = (writing.format, passage.count());
        let options = writing.options(handed.accessed);
        let text = export(format, options, handed.keys.clone(), &subject, &[passage]);
        (words > 0).then(|| HandoverText { text, what: counted(words, format) })
    }
}

/// So many words in a format, as a phrase.
pub(super) fn counted(words: usize, format: &ExportFormat) -> String {
    let plural = if words == 1 { "" } else { "s" };
    format!("{words} word{plural} as {}", format.name)
}

/// What is said of words that were handed over.
pub(super) fn notice(what: &str, how: HandedOver) -> Notice {
    match how {
        HandedOver::ToSystem => Notice::done(format!("Copied {what} to the clipboard.")),
        HandedOver::ToProgram(place) => Notice::done(format!("Sent {what} to {place}.")),
        HandedOver::ToTerminal { large: false } => {
            Notice::done(format!("Sent {what} to the terminal's clipboard (OSC 52)."))
        }
        HandedOver::ToTerminal { large: true } => Notice::warning(format!(
            "Sent {what} to the terminal's clipboard; some terminals refuse more than 2 KB."
        )),
        HandedOver::Nowhere(why) => Notice::warning(why),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cite::format_named;
    use newsquotes::model::{Article, Date, Evidence, Fact, Form, Quote, Speaker, Text};
    use newsquotes::model::{Block, BlockKind};

    fn document() -> Document {
        let text = Text::new("“We keep it,” Ober said. “It  stays.” Then rain.").unwrap();
        let part = |words: &str| {
            let at = text.as_str().find(words).unwrap();
            text.span(at..at + words.len()).unwrap()
        };
        let speaker = Speaker {
            mention: None,
            name: Some("Ida Ober".to_owned()),
            role: None,
            antecedent: None,
            why: "test",
            confidence: 90,
        };
        let mut article = Article::new(text.whole());
        article.blocks = vec![Block {
            kind: BlockKind::Paragraph,
            span: text.whole(),
            why: newsquotes::model::BlockReason::Paragraph,
        }];
        article.quotes = vec![Quote {
            parts: vec![part("We keep it,"), part("It  stays.")],
            form: Form::Direct,
            block: BlockKind::Paragraph,
            cue: None,
            speaker: Some(speaker),
            defects: Vec::new(),
            repeat_of: None,
        }];
        Document { text, articles: vec![article], ..Document::default() }
    }

    #[test]
    fn the_format_chosen_is_used_and_gaps_are_shown() {
        let mut document = document();
        let plain = Writing { format: format_named("plain").unwrap(), style: None };
        let clip = |document: &Document, writing: &Writing| {
            HandoverText::of(document, 0, ChosenWords::Quote(0), writing, &Handing::default())
                .unwrap()
        };
        let first = clip(&document, &plain);
        assert!(first.text.contains("Ida Ober"), "{}", first.text);
        assert!(first.text.contains("([no outlet], n.d.)"), "{}", first.text);
        assert_eq!(first.what, "5 words as plain");
        let date = Date { year: Some(2026), month: Some(3), ..Date::default() };
        let meta = &mut document.articles[0].meta;
        meta.title = Some(Fact::new("Bridge\n stays".to_owned(), Evidence::User));
        meta.outlet = Some(Fact::new("Norrby Courier".to_owned(), Evidence::User));
        meta.date = Some(Fact::new(date, Evidence::User));
        let text = clip(&document, &plain).text;
        assert!(text.contains("(Norrby Courier, March 2026)"), "{text}");
        let text = clip(&document, &Writing::default()).text;
        assert!(text.starts_with("> ") && text.contains("Norrby Courier"), "{text}");
    }

    #[test]
    fn a_passage_without_words_is_nothing() {
        let document = document();
        let blank = document.text.span(25..25).unwrap();
        let clip = HandoverText::of(
            &document,
            0,
            ChosenWords::Passage(blank),
            &Writing::default(),
            &Handing::default(),
        );
        assert_eq!(clip, None);
    }
}
