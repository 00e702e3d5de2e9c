//! The words of a quotation on their way out, with a plain source line.

use crate::model::{Article, Quote, Span, Text};

/// A piece of text to hand over. Quoted words are cut from the source by
/// range when it is made; everything else is ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clip {
    /// What goes onto the clipboard.
    pub text: String,
    /// How many of its words are quoted.
    pub words: usize,
}

impl Clip {
    /// A quotation exactly as it stands in the source, from its first part to
    /// its last one with the narration between them and the marks around it,
    /// and below it who said it, the title, outlet and date.
    #[must_use]
    pub fn of_quote(text: &Text, article: &Article, quote: &Quote) -> Option<Clip> {
        let words = text.get(with_marks(text, quote.extent()?)?);
        Some(Clip::with_source(words, &source_line(article, Some(quote))))
    }

    /// Any passage exactly as it stands in the source, and below it the
    /// title, outlet and date; `None` when it has no words.
    #[must_use]
    pub fn of_passage(text: &Text, article: &Article, span: Span) -> Option<Clip> {
        let words = Some(text.get(span)).filter(|words| !words.trim().is_empty())?;
        Some(Clip::with_source(words, &source_line(article, None)))
    }

    fn with_source(words: &str, source: &str) -> Clip {
        let count = words.split_whitespace().count();
        Clip { words: count, text: format!("{words}\n— {source}\n") }
    }
}

/// A quotation's words from first to last, widened by the quotation marks
/// that touch them on either side.
pub(super) fn with_marks(text: &Text, extent: Span) -> Option<Span> {
    text.span(widened(text.as_str(), extent.range()))
}

fn widened(text: &str, bytes: std::ops::Range<usize>) -> std::ops::Range<usize> {
    let mark = |c: &char| {
        matches!(c, '"' | '\'' | '“' | '”' | '„' | '‘' | '’' | '‚' | '«' | '»' | '‹' | '›' | '`')
    };
    let run = |chars: &mut dyn Iterator<Item = char>| -> usize {
        chars.take_while(mark).take(2).map(char::len_utf8).sum()
    };
    let before = run(&mut text.get(..bytes.start).unwrap_or_default().chars().rev());
    let after = run(&mut text.get(bytes.end..).unwrap_or_default().chars());
    bytes.start - before..bytes.end + after
}

/// Speaker, title, outlet or agency, date: what is known, nothing made up.
fn source_line(article: &Article, quote: Option<&Quote>) -> String {
    let meta = &article.meta;
    let speaker = quote.and_then(|quote| {
        let speaker = quote.speaker.as_ref()?;
        let name = speaker.name.clone()?;
        Some(speaker.role.as_ref().map_or(name.clone(), |role| format!("{name}, {role}")))
    });
    let title = meta.title.as_ref().map(|fact| format!("“{}”", fold(&fact.value)));
    let outlet = meta.outlet.as_ref().or(meta.agency.as_ref()).map(|fact| fact.value.clone());
    let date = meta.date.as_ref().map_or("n.d.".to_owned(), |fact| fact.value.words());
    let url = meta.url.as_ref().map(|fact| fact.value.clone());
    let parts = [speaker, title, outlet, Some(date), url];
    parts.into_iter().flatten().map(|part| fold(&part)).collect::<Vec<_>>().join(", ")
}

fn fold(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{BlockKind, Date, Evidence, Fact, Form, Speaker};

    #[test]
    fn the_words_are_the_sources_own_and_gaps_are_not_filled() {
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
        let mut article = Article::new(text.whole());
        let clip = Clip::of_quote(&text, &article, &quote).unwrap();
        assert_eq!(clip.text, "“We keep it,” Ober said. “It  stays.”\n— Ida Ober, n.d.\n");
        let date = Date { year: Some(2026), month: Some(3), ..Date::default() };
        article.meta.title = Some(Fact::new("Bridge\n stays".to_owned(), Evidence::User));
        article.meta.date = Some(Fact::new(date, Evidence::User));
        let clip = Clip::of_quote(&text, &article, &quote).unwrap();
        assert!(clip.text.ends_with("— Ida Ober, “Bridge stays”, March 2026\n"), "{}", clip.text);
    }
}
