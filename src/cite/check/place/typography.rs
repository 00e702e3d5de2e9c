//! Differences that a reader does not see as other words: a ligature, a
//! full-width sign, a hyphen or none, capitals, a number in digits, words run
//! together.
//!
//! An alignment compares word by word, so that `co-operation` beside
//! `cooperation` is one word replaced and one missing. Here the differences
//! that stand side by side are compared as a whole.

use newsquotes::extract::difference::{Difference, Kind};
use unicode_normalization::UnicodeNormalization;

/// Makes typography of the differences whose two sides read alike.
pub(super) fn settle(differences: &mut [Difference], own: &str, theirs: &str) {
    let mut from = 0;
    while from < differences.len() {
        let to = run_end(differences, from, own, theirs);
        if let Some(run) = differences.get_mut(from..to)
            && reads_alike(run, own, theirs)
        {
            for difference in run.iter_mut() {
                difference.kind = Kind::Typography;
            }
        }
        from = to;
    }
}

/// The end of the run of differences that begins at `from`: nothing but marks
/// and blanks stands between them on either side.
fn run_end(differences: &[Difference], from: usize, own: &str, theirs: &str) -> usize {
    let mut to = from + 1;
    while let (Some(last), Some(next)) = (differences.get(to - 1), differences.get(to)) {
        let between = |text: &str, start: usize, end: usize| {
            start > end
                || text.get(start..end).is_none_or(|gap| !gap.contains(char::is_alphanumeric))
        };
        if !between(own, last.pattern.end, next.pattern.start)
            || !between(theirs, last.text.end, next.text.start)
        {
            break;
        }
        to += 1;
    }
    to
}

fn reads_alike(run: &[Difference], own: &str, theirs: &str) -> bool {
    let extent = |side: &dyn Fn(&Difference) -> std::ops::Range<usize>| {
        let all = run.iter().map(side).filter(|range| !range.is_empty());
        all.reduce(|all, range| all.start.min(range.start)..all.end.max(range.end))
    };
    let own = extent(&|difference| difference.pattern.clone()).and_then(|at| signed(own, at));
    let theirs = extent(&|difference| difference.text.clone()).and_then(|at| signed(theirs, at));
    let (Some(own), Some(theirs)) = (own, theirs) else { return false };
    // A word at another place reads alike, too, and turns the sense (“not all
    // are safe”); brackets and dots are the writer's.
    let settles = |difference: &Difference| {
        use Kind::{Form, Name, Spelling, Tense, Typography, Word};
        matches!(difference.kind, Form | Name | Spelling | Tense | Typography | Word)
    };
    if !run.iter().all(settles) || own.contains(['[', ']', '(', '…']) {
        return false;
    }
    let spelled_out = || {
        let digits = |words: &str| words.contains(|c: char| c.is_numeric());
        run.iter().all(|difference| difference.kind == Kind::Spelling)
            && digits(own) != digits(theirs)
    };
    let is_acronym = |word: &str| word.len() > 1 && word.chars().all(char::is_uppercase);
    // “US” and “us” are two words.
    let acronyms = is_acronym(own) != is_acronym(theirs);
    let (one, other) = (letters(own), letters(theirs));
    let alike = one == other || american(&one) == american(&other);
    (alike && !acronyms) || spelled_out()
}

/// The words of a range with the sign of a currency before them, which only
/// some tokens take in: `$5`, `＄5`.
fn signed(text: &str, range: std::ops::Range<usize>) -> Option<&str> {
    let before = text.get(..range.start)?.chars().next_back();
    let sign = before.filter(|c| matches!(c, '$' | '＄' | '€' | '£' | '￡' | '¥' | '￥'));
    text.get(range.start - sign.map_or(0, char::len_utf8)..range.end)
}

/// British spellings as American ones, which an editor changes in silence:
/// “behaviour”, “organise”, “theatre”, “travelled”, “defence”.
fn american(word: &str) -> String {
    const PAIRS: [(&str, &str); 7] = [
        ("our", "or"),
        ("isation", "ization"),
        ("ise", "ize"),
        ("ising", "izing"),
        ("yse", "yze"),
        ("tre", "ter"),
        ("ence", "ense"),
    ];
    let spelled = PAIRS.iter().fold(word.to_owned(), |word, (from, to)| word.replace(from, to));
    [("ll", "l"), ("mm", "m")].iter().fold(spelled, |word, double| word.replace(double.0, double.1))
}

/// Its letters and digits as they are read, and the points of its numbers: not
/// those between thousands, which differ from country to country.
fn letters(words: &str) -> String {
    let chars: Vec<char> = words.nfkc().flat_map(char::to_lowercase).collect();
    let mut read = String::new();
    for (index, c) in chars.iter().enumerate() {
        let digit = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
        let inside = index > 0 && digit(index - 1) && digit(index + 1);
        let thousands = digit(index + 2) && digit(index + 3) && !digit(index + 4);
        match c {
            c if c.is_alphanumeric() || "$€£¥%".contains(*c) => read.push(*c),
            '.' | ',' if inside && !thousands => read.push('.'),
            _ => {}
        }
    }
    read
}

#[cfg(test)]
mod tests {
    use super::*;
    use newsquotes::extract::align::place;
    use newsquotes::extract::difference::differences;

    /// The gravest kind of what differs.
    fn gravest(own: &str, theirs: &str) -> Option<Kind> {
        let alignment = place(own, theirs).unwrap();
        let mut told = differences(own, theirs, &alignment, None);
        settle(&mut told, own, theirs);
        told.iter().map(|difference| difference.kind).min()
    }

    #[test]
    fn what_reads_alike_is_typography() {
        let source = "Good co‑operation at the oﬃce costs ＄5 for two Voters, 20,000 a year, and ful\u{ad}fils the afternoon";
        for own in [
            "Good co-operation at the office",
            "Good cooperation at the office",
            " for 2 voters, 20,000",
            "for two voters, 20.000 a year, and fulfils the after noon",
        ] {
            assert_eq!(gravest(own, source), Some(Kind::Typography), "{own}");
        }
    }

    #[test]
    fn an_ocean_between_spellings_is_typography() {
        let source = "Their behaviour in the theatre was organised, and they travelled in defence";
        let own = "their behavior in the theater was organized, and they traveled in defense";
        assert_eq!(gravest(own, source), Some(Kind::Typography));
    }

    #[test]
    fn other_words_and_numbers_stay_what_they_are() {
        let source = "it costs us 2.5 million in the resort of the north";
        assert!(gravest("it costs us 25 million in the resort", source) < Some(Kind::Typography));
        assert!(gravest("it costs US 2.5 million in the resort", source) < Some(Kind::Typography));
        assert!(gravest("it costs us 2.5 million in the report", source) < Some(Kind::Typography));
    }
}
