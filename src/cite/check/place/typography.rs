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
            .or_else(|| run.first().map(side))
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
    let is_acronym = |word: &str| {
        word.chars().all(char::is_uppercase) && WORDS_AS_ACRONYMS.contains(&letters(word).as_str())
    };
    let acronyms = is_acronym(own) != is_acronym(theirs);
    let (one, other) = (letters(own), letters(theirs));
    let alike = one == other || american(&one) == american(&other);
    (alike && !acronyms) || spelled_out()
}

/// Acronyms that are words when they are not shouted: “US” and “us” are two,
/// while “I NEVER said” only stresses what it says.
const WORDS_AS_ACRONYMS: &[&str] = &[
    "us", "it", "who", "ice", "aids", "act", "start", "care", "nice", "hud", "dot", "pac", "isis",
];

/// The words of a range with the sign of a currency before them, or where it
/// is empty, behind it: only some signs are words of their own, `$5`, `＄5`.
/// `None` where nothing stands there.
fn signed(text: &str, range: std::ops::Range<usize>) -> Option<&str> {
    let is_sign = |c: &char| matches!(c, '$' | '＄' | '€' | '£' | '￡' | '¥' | '￥');
    let before = text.get(..range.start)?.chars().next_back().filter(is_sign);
    let start = range.start - before.map_or(0, char::len_utf8);
    if !range.is_empty() {
        return text.get(start..range.end);
    }
    let rest = text.get(range.end..)?;
    let behind = rest.trim_start().chars().next().filter(is_sign)?;
    text.get(start..text.len() - rest.trim_start().len() + behind.len_utf8())
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
    // “79 percent”, “79 per cent”, “79%”.
    read.replace("percent", "%")
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
            "Good co-operation at the office costs $5 for two Voters",
            "Good cooperation at the office costs $5 for 2 voters",
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
    fn capitals_that_stress_and_signs_for_words_are_typography() {
        let source = "I NEVER told them. OK? It fell by 79%, all of it, says the US report";
        for own in ["I never told them. Ok? It fell", "It fell by 79 percent, all of it"] {
            assert_eq!(gravest(own, source), Some(Kind::Typography), "{own}");
        }
        let own = "all of it, says the us report";
        assert!(gravest(own, source) < Some(Kind::Typography));
    }

    #[test]
    fn other_words_and_numbers_stay_what_they_are() {
        let source = "it costs us 2.5 million in the resort of the north";
        assert!(gravest("it costs us 25 million in the resort", source) < Some(Kind::Typography));
        assert!(gravest("it costs US 2.5 million in the resort", source) < Some(Kind::Typography));
        assert!(gravest("it costs us 2.5 million in the report", source) < Some(Kind::Typography));
    }
}
