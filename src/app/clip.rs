//! What goes onto the clipboard.

use crate::cite;
use crate::cite::styles::Cited;
use crate::cite::{Said, Source, style_named};
use crate::model::{Article, Document, Quote, Span};

/// A piece of text to hand over, made by `cite` from ranges of the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clip {
    /// What goes onto the clipboard.
    pub text: String,
    /// How many of its words are quoted.
    pub words: usize,
}

impl Clip {
    /// A quotation as it stands in the source, from its first part to its
    /// last one with the narration between them and the marks around it, and
    /// below it who said it and where that stands.
    #[must_use]
    pub fn of_quote(document: &Document, article: &Article, quote: &Quote) -> Option<Clip> {
        let clip = cite::Clip::with_narration(&document.text, article, quote)?;
        let speaker = quote.speaker.as_ref().and_then(|said| Said::of(&document.text, said));
        Clip::with_source(document, article, &clip, speaker.as_ref())
    }

    /// Any passage exactly as it stands in the source, and below it where
    /// that is; `None` when it has no words.
    #[must_use]
    pub fn of_passage(document: &Document, article: &Article, span: Span) -> Option<Clip> {
        let clip = cite::Clip::of_span(&document.text, article, span);
        Clip::with_source(document, article, &clip, None)
    }

    fn with_source(
        document: &Document,
        article: &Article,
        clip: &cite::Clip,
        speaker: Option<&Said>,
    ) -> Option<Clip> {
        let source = Source::of(document, article);
        let cited = Cited { source: &source, speaker, paragraph: None, accessed: None };
        let note = style_named("ap")?.note(&cited).plain();
        let words = clip.count(&document.text);
        let text = format!("{}\n— {note}\n", clip.render(&document.text));
        (words > 0).then_some(Clip { text, words })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{BlockKind, Date, Evidence, Fact, Form, Speaker, Text};

    fn document() -> (Document, Quote) {
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
        let quote = Quote {
            parts: vec![part("We keep it,"), part("It  stays.")],
            form: Form::Direct,
            block: BlockKind::Paragraph,
            cue: None,
            speaker: Some(speaker),
            defects: Vec::new(),
            repeat_of: None,
        };
        let article = Article::new(text.whole());
        (Document { text, articles: vec![article], ..Document::default() }, quote)
    }

    #[test]
    fn the_words_are_the_sources_own_and_gaps_are_shown() {
        let (mut document, quote) = document();
        let clip = Clip::of_quote(&document, &document.articles[0], &quote).unwrap();
        let words = "“We keep it,” Ober said. “It  stays.”\n";
        assert!(clip.text.starts_with(words), "{}", clip.text);
        assert!(clip.text.ends_with("— Ida Ober, quoted in [no title], [no outlet], n.d.\n"));
        let date = Date { year: Some(2026), month: Some(3), ..Date::default() };
        let meta = &mut document.articles[0].meta;
        meta.title = Some(Fact::new("Bridge\n stays".to_owned(), Evidence::User));
        meta.outlet = Some(Fact::new("Norrby Courier".to_owned(), Evidence::User));
        meta.date = Some(Fact::new(date, Evidence::User));
        let clip = Clip::of_quote(&document, &document.articles[0], &quote).unwrap();
        let source = "— Ida Ober, quoted in “Bridge stays,” Norrby Courier, March 2026\n";
        assert!(clip.text.ends_with(source), "{}", clip.text);
    }
}
