//! Part of a quotation: words left out at its ends and inside, insertions in
//! brackets, and a warning where that turns the sense.
//!
//! Words left out inside become a gap, which a style prints in its own way.
//! No sign stands at the ends: Chicago (13.52), APA (8.31) and MLA ask
//! for none before or after words that are worked into a sentence.

use std::ops::Range;

use super::clip::{ClipPiece, GAP, QuotedClip, is_quotation_mark};
use super::turns::turns;
use crate::library::sure::sure;
use newsquotes::model::{Span, Text};

/// Bytes of the source that are looked at behind a clip.
const BEHIND: usize = 160;
/// Words of an unfinished sentence that are looked at behind the last one.
const NEXT_WORDS: usize = 3;

/// What to keep of a clip; words are counted from 0, as
/// [`QuotedClip::words`] lists them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Trim {
    pub first: usize,
    /// The last word kept.
    pub last: usize,
    /// Words left out between them.
    pub cuts: Vec<Range<usize>>,
    /// Whether the first letter changes its case, in brackets: `[W]e keep`.
    pub turn_initial: bool,
    /// Words of the writer's own, put in brackets after a word.
    pub insertions: Vec<(usize, String)>,
}

/// Why a trimmed clip may mislead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Warning {
    /// The sentence that it begins in starts with this word, left out.
    Before(Span),
    /// This word was cut inside.
    Cut(Span),
    /// The source goes on with this word.
    After(Span),
}

impl Warning {
    /// The word that turns the sense.
    #[must_use]
    pub(crate) fn span(&self) -> Span {
        match self {
            Warning::Before(span) | Warning::Cut(span) | Warning::After(span) => *span,
        }
    }

    /// For people, a sentence without its full stop.
    #[must_use]
    pub(crate) fn words(&self, text: &Text) -> String {
        let word = text.get(self.span());
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        match self {
            Warning::Before(_) => format!("the words left out before it hold “{word}”"),
            Warning::Cut(_) => format!("the words cut hold “{word}”"),
            Warning::After(_) => format!("the source goes on with “{word}”"),
        }
    }
}

impl Trim {
    /// Keeps all `count` words.
    #[must_use]
    pub(crate) fn none(count: usize) -> Trim {
        Trim { last: count.saturating_sub(1), ..Trim::default() }
    }

    fn keeps(&self, word: usize) -> bool {
        (self.first..=self.last).contains(&word) && !self.cuts.iter().any(|cut| cut.contains(&word))
    }
}

impl QuotedClip {
    /// The clip with only the words that `trim` keeps; `None` when none is.
    #[must_use]
    pub(crate) fn trimmed(&self, text: &Text, trim: &Trim) -> Option<QuotedClip> {
        let places = self.places(text);
        let mut pieces = Vec::new();
        let mut last: Option<usize> = None;
        for (index, place) in places.iter().enumerate().filter(|(index, _)| trim.keeps(*index)) {
            match last.and_then(|last| Some((last, places.get(last)?))) {
                None => {}
                Some((last, before)) if last + 1 == index && !trim.inserts_after(last) => {
                    self.push_between(text, before, place, &mut pieces);
                }
                Some((last, _)) if last + 1 == index => {
                    pieces.push(ClipPiece::Ours(" ".to_owned()));
                }
                Some(_) => pieces.push(ClipPiece::Ours(GAP.to_owned())),
            }
            push_word(text, place.1, trim.turn_initial && last.is_none(), &mut pieces);
            let inserted = trim.insertions.iter().filter(|(after, _)| *after == index);
            pieces.extend(inserted.map(|(_, words)| ClipPiece::Ours(format!(" [{words}]"))));
            last = Some(index);
        }
        last.map(|_| QuotedClip::of_pieces(joined(pieces)))
    }

    /// What stands between two neighbouring words.
    fn push_between(
        &self,
        text: &Text,
        before: &(usize, Span),
        after: &(usize, Span),
        out: &mut Vec<ClipPiece>,
    ) {
        let source = |bytes: Range<usize>, out: &mut Vec<ClipPiece>| {
            out.extend(text.span(bytes).filter(|span| !span.is_empty()).map(ClipPiece::Source));
        };
        if before.0 == after.0 {
            return source(before.1.end()..after.1.start(), out);
        }
        for index in before.0..=after.0 {
            match self.pieces().get(index) {
                Some(ClipPiece::Source(span)) if index == before.0 => {
                    source(before.1.end()..span.end(), out);
                }
                Some(ClipPiece::Source(span)) if index == after.0 => {
                    source(span.start()..after.1.start(), out);
                }
                Some(piece) => out.push(piece.clone()),
                None => {}
            }
        }
    }

    /// Where keeping only what `trim` keeps may mislead: a negation or
    /// exception left out, or one that follows directly. `language` is that
    /// of the article.
    #[must_use]
    pub(crate) fn warnings(
        &self,
        text: &Text,
        trim: &Trim,
        language: Option<&str>,
    ) -> Vec<Warning> {
        let words = self.words(text);
        let turning = |span: &Span| turns(text.get(*span), language);
        let from = words.iter().take(trim.first).rposition(|word| ends_sentence(text.get(*word)));
        let before = words.iter().take(trim.first).skip(from.map_or(0, |from| from + 1));
        let before = before.copied().filter(turning).map(Warning::Before);
        let inside = words.iter().enumerate().take(trim.last + 1).skip(trim.first);
        let cut = inside.filter(|(index, _)| !trim.keeps(*index)).map(|(_, word)| *word);
        let cut = cut.filter(turning).map(Warning::Cut);
        let after = self.following(text, &words, trim.last);
        let after = after.into_iter().find(turning).map(Warning::After);
        before.chain(cut).chain(after).collect()
    }

    /// The words that directly follow the last one kept: the next one, and in
    /// an unfinished sentence a few more.
    fn following(&self, text: &Text, words: &[Span], last: usize) -> Vec<Span> {
        let Some(kept) = words.get(last.min(words.len().saturating_sub(1))) else {
            return Vec::new();
        };
        let mut rest: Vec<Span> = words.iter().skip(last + 1).copied().collect();
        if rest.is_empty() {
            rest = behind(text, self.extent().unwrap_or(*kept));
        }
        if ends_sentence(text.get(*kept)) {
            rest.truncate(1);
        }
        let end = rest.iter().take(NEXT_WORDS).position(|word| ends_sentence(text.get(*word)));
        rest.truncate(end.map_or(NEXT_WORDS, |end| end + 1));
        rest
    }
}

impl Trim {
    fn inserts_after(&self, word: usize) -> bool {
        self.insertions.iter().any(|(after, _)| *after == word)
    }
}

/// The words of the source behind a span, in its paragraph, up to a mark that
/// closes the quotation.
fn behind(text: &Text, span: Span) -> Vec<Span> {
    let all = text.get(text.clamp(span.end()..span.end().saturating_add(BEHIND)));
    let rest = all.trim_start_matches([',', ';']);
    let base = span.end() + all.len() - rest.len();
    let rest = sure(rest.split("\n\n").next());
    let end = rest.find(|c| is_quotation_mark(c) && !matches!(c, '\'' | '’' | '‘'));
    let rest = sure(rest.get(..end.unwrap_or(rest.len())));
    let offset = |word: &str| word.as_ptr().addr() - rest.as_ptr().addr() + base;
    let spans = rest.split_whitespace().map(|word| offset(word)..offset(word) + word.len());
    spans.filter_map(|bytes| text.span(bytes)).collect()
}

fn ends_sentence(word: &str) -> bool {
    let bare = word.trim_end_matches(|c| is_quotation_mark(c) || matches!(c, ')' | ']'));
    bare.ends_with(['.', '!', '?', '…'])
}

/// A word, its first letter in the other case and in brackets when `turned`.
fn push_word(text: &Text, span: Span, turned: bool, out: &mut Vec<ClipPiece>) {
    let words = text.get(span);
    let letter = words.char_indices().find(|(_, c)| c.is_alphabetic()).filter(|_| turned);
    let Some((at, letter)) = letter else { return out.push(ClipPiece::Source(span)) };
    let start = span.start() + at;
    out.extend(text.span(span.start()..start).filter(|s| !s.is_empty()).map(ClipPiece::Source));
    let other: String = if letter.is_uppercase() {
        letter.to_lowercase().collect()
    } else {
        letter.to_uppercase().collect()
    };
    out.push(ClipPiece::Ours(format!("[{other}]")));
    let rest = text.span(start + letter.len_utf8()..span.end());
    out.extend(rest.filter(|s| !s.is_empty()).map(ClipPiece::Source));
}

/// Neighbouring ranges of the source as one.
fn joined(pieces: Vec<ClipPiece>) -> Vec<ClipPiece> {
    let mut out: Vec<ClipPiece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match (out.last_mut(), &piece) {
            (Some(ClipPiece::Source(last)), ClipPiece::Source(next))
                if last.end() == next.start() =>
            {
                *last = last.to(*next);
            }
            _ => out.push(piece),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use newsquotes::model::Article;

    fn clip(words: &str, quoted: &str) -> (Text, QuotedClip) {
        let text = Text::new(words).unwrap();
        let at = words.find(quoted).unwrap();
        let span = text.span(at..at + quoted.len()).unwrap();
        let article = Article::new(text.whole());
        let clip = QuotedClip::of_span(&text, &article, span);
        (text, clip)
    }

    fn trimmed(words: &str, trim: &Trim) -> (String, Vec<String>) {
        let (text, clip) = clip(words, words);
        let out = clip.trimmed(&text, trim).unwrap().render(&text);
        let warnings = clip.warnings(&text, trim, Some("en"));
        (out, warnings.iter().map(|warning| warning.words(&text)).collect())
    }

    const BRIDGE: &str = "We will keep the old bridge, whatever it costs, until the spring.";

    #[test]
    fn words_left_out_inside_leave_a_gap_and_at_the_ends_nothing() {
        let trim =
            Trim { first: 1, last: 10, cuts: std::iter::once(6..9).collect(), ..Trim::default() };
        let (out, _) = trimmed(BRIDGE, &trim);
        assert_eq!(out, "will keep the old bridge, … until the");
        let all = Trim::none(12);
        assert_eq!(trimmed(BRIDGE, &all), (BRIDGE.to_owned(), Vec::new()));
    }

    #[test]
    fn what_is_ours_stands_in_brackets() {
        let trim = Trim {
            first: 1,
            last: 5,
            turn_initial: true,
            insertions: vec![(5, "of Norrby".to_owned())],
            ..Trim::default()
        };
        assert_eq!(trimmed(BRIDGE, &trim).0, "[W]ill keep the old bridge, [of Norrby]");
    }

    #[test]
    fn a_cut_that_turns_the_sense_is_said() {
        let trim = Trim { first: 0, last: 8, ..Trim::default() };
        assert_eq!(trimmed(BRIDGE, &trim).1, ["the source goes on with “until”"]);
        let words = "I do not believe that the bridge holds.";
        let trim = Trim { first: 5, last: 7, ..Trim::default() };
        assert_eq!(trimmed(words, &trim).1, ["the words left out before it hold “not”"]);
        let trim =
            Trim { first: 0, last: 7, cuts: std::iter::once(2..5).collect(), ..Trim::default() };
        assert_eq!(trimmed(words, &trim).1, ["the words cut hold “not”"]);
        let trim =
            Trim { first: 0, last: 7, cuts: std::iter::once(5..6).collect(), ..Trim::default() };
        assert!(trimmed(words, &trim).1.is_empty());
    }

    #[test]
    fn what_follows_counts_behind_the_clip_too() {
        let (text, clip) =
            clip("We pay the crews, but only in May. Later more.", "We pay the crews");
        let warnings = clip.warnings(&text, &Trim::none(4), Some("en"));
        assert_eq!(warnings.len(), 1);
        assert_eq!(text.get(warnings[0].span()), "but");
        let (text, clip) = self::clip("“We pay,” he said but not to her.", "We pay");
        assert!(clip.warnings(&text, &Trim::none(2), None).is_empty(), "another sentence");
    }
}
