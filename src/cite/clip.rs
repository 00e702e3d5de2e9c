//! Quoted words on their way into somebody's own text.
//!
//! A [`QuotedClip`] is made of ranges of the source and of what we put between
//! them; nothing else in the program may hand quoted words to the clipboard
//! or to standard output. It knows no markup and no style: those escape and
//! frame what it yields, and never write into it.

use std::ops::Range;

use crate::library::sure::sure;
use newsquotes::model::{Article, Quote, Span, Text};

/// The gap between parts of a quotation, or where words were cut, as a clip
/// keeps it. A style prints its own sign in its place.
pub(crate) const GAP: &str = " … ";

/// A piece of a clip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ClipPiece {
    /// Words of the source, byte for byte.
    Source(Span),
    /// Ours: a [`GAP`], an insertion in brackets, or what a repair of the
    /// source shows in its place.
    Ours(String),
}

/// Words of one text, cut from it by range.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct QuotedClip {
    pieces: Vec<ClipPiece>,
}

impl QuotedClip {
    /// The words of a quotation without the narration between its parts, each
    /// break a [`GAP`]. The comma that belongs to the reporter's sentence
    /// (`“We keep it,” Ober said`) is left out where the speaker's sentence
    /// ends with it. `None` without a part.
    #[must_use]
    pub(crate) fn of_quote(text: &Text, article: &Article, quote: &Quote) -> Option<QuotedClip> {
        let mut clip = QuotedClip::default();
        for (index, part) in quote.parts.iter().enumerate() {
            if index > 0 {
                clip.pieces.push(ClipPiece::Ours(GAP.to_owned()));
            }
            let goes_on = quote.parts.get(index + 1).is_some_and(|next| begins_low(text, *next));
            let part = if goes_on { *part } else { without_comma(text, *part) };
            clip.push(text, article, part);
        }
        clip.extent().map(|_| clip)
    }

    /// Any passage.
    #[must_use]
    pub(crate) fn of_span(text: &Text, article: &Article, span: Span) -> QuotedClip {
        let mut clip = QuotedClip::default();
        clip.push(text, article, span);
        clip
    }

    pub(super) fn of_pieces(pieces: Vec<ClipPiece>) -> QuotedClip {
        QuotedClip { pieces }
    }

    /// What it is made of, in order.
    #[must_use]
    pub(crate) fn pieces(&self) -> &[ClipPiece] {
        &self.pieces
    }

    /// The clip as plain text. `text` is the one that it was made from.
    #[must_use]
    pub(crate) fn render(&self, text: &Text) -> String {
        self.pieces.iter().fold(String::new(), |out, piece| out + piece.words(text))
    }

    /// The words of the source in it, each the bytes between white space.
    #[must_use]
    pub(crate) fn words(&self, text: &Text) -> Vec<Span> {
        self.places(text).into_iter().map(|(_, span)| span).collect()
    }

    /// How many words of the source it holds.
    #[must_use]
    pub(crate) fn count(&self, text: &Text) -> usize {
        self.places(text).len()
    }

    /// From the first to the last byte of the source; `None` for an empty one.
    #[must_use]
    pub(crate) fn extent(&self) -> Option<Span> {
        let spans = self.pieces.iter().filter_map(|piece| match piece {
            ClipPiece::Source(span) => Some(*span),
            ClipPiece::Ours(_) => None,
        });
        spans.reduce(Span::to)
    }

    /// Its words with the index of the piece that each stands in.
    pub(super) fn places(&self, text: &Text) -> Vec<(usize, Span)> {
        let mut places = Vec::new();
        for (index, piece) in self.pieces.iter().enumerate() {
            let ClipPiece::Source(span) = piece else { continue };
            let words = text.get(*span);
            let offset = |word: &str| word.as_ptr().addr() - words.as_ptr().addr() + span.start();
            places.extend(words.split_whitespace().filter_map(|word| {
                let start = offset(word);
                Some((index, text.span(start..start + word.len())?))
            }));
        }
        places
    }

    /// Adds a span without white space at its ends, as its repairs show it:
    /// markup left out, glued words apart.
    fn push(&mut self, text: &Text, article: &Article, span: Span) {
        let span = text.trim(span);
        let repairs = &article.repairs;
        let first = repairs.partition_point(|repair| repair.span.start() < span.start());
        let mut at = span.start();
        for repair in sure(repairs.get(first..)) {
            if repair.span.end() > span.end() || repair.span.start() >= span.end() {
                break;
            }
            self.push_source(text, at..repair.span.start());
            if !repair.shown.is_empty() && repair.span.start() > span.start() {
                self.pieces.push(ClipPiece::Ours(repair.shown.clone().into_owned()));
            }
            at = repair.span.end().max(at);
        }
        self.push_source(text, at..span.end());
    }

    fn push_source(&mut self, text: &Text, bytes: Range<usize>) {
        let span = text.span(bytes).filter(|span| !span.is_empty());
        self.pieces.extend(span.map(ClipPiece::Source));
    }
}

impl ClipPiece {
    /// The words of the piece in `text`.
    #[must_use]
    pub(crate) fn words<'a>(&'a self, text: &'a Text) -> &'a str {
        match self {
            ClipPiece::Source(span) => text.get(*span),
            ClipPiece::Ours(words) => words,
        }
    }
}

/// Whether the words go on with a sentence.
fn begins_low(text: &Text, span: Span) -> bool {
    text.get(span).chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_lowercase)
}

fn without_comma(text: &Text, span: Span) -> Span {
    let words = text.get(span).trim_end();
    let kept = words.strip_suffix([',', ';', '،', '，']).unwrap_or(words);
    text.span(span.start()..span.start() + kept.len()).unwrap_or(span)
}

/// Whether a character opens or closes quotations in any language.
pub(super) fn is_quotation_mark(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '”' | '„' | '‘' | '’' | '‚' | '«' | '»' | '‹' | '›' | '`')
}

#[cfg(test)]
mod tests {
    use super::*;
    use newsquotes::model::{BlockKind, Form, Repair};

    const WORDS: &str = "“We *keep* it,” Ober said. “ItStays here,” she said.";

    fn quoted() -> (Text, Article, Quote) {
        let text = Text::new(WORDS).unwrap();
        let part = |words: &str| {
            let at = WORDS.find(words).unwrap();
            text.span(at..at + words.len()).unwrap()
        };
        let mut article = Article::new(text.whole());
        let at = |at: usize, len: usize| text.span(at..at + len).unwrap();
        let stars: Vec<usize> = WORDS.match_indices('*').map(|(at, _)| at).collect();
        let glue = WORDS.find("Stays").unwrap();
        article.repairs = vec![
            Repair { span: at(stars[0], 1), shown: "".into(), why: "markup" },
            Repair { span: at(stars[1], 1), shown: "".into(), why: "markup" },
            Repair { span: at(glue, 0), shown: " ".into(), why: "glued" },
        ];
        let quote = Quote {
            parts: vec![part("We *keep* it,"), part("ItStays here,")],
            form: Form::Direct,
            block: BlockKind::Paragraph,
            cue: None,
            speaker: None,
            defects: Vec::new(),
            repeat_of: None,
        };
        (text, article, quote)
    }

    #[test]
    fn parts_are_joined_by_a_gap_and_the_reporters_comma_is_left_out() {
        let (text, article, quote) = quoted();
        let clip = QuotedClip::of_quote(&text, &article, &quote).unwrap();
        assert_eq!(clip.render(&text), "We keep it … It Stays here");
        assert_eq!(clip.count(&text), 6);
        let source = clip.pieces().iter().filter(|p| matches!(p, ClipPiece::Source(_)));
        assert_eq!(source.count(), 5, "all but gap and repair is the source's own");
    }
}
