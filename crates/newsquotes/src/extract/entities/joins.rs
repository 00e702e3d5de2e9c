//! Names joined with what belongs to them: two halves of one name, hyphens,
//! articles, the forms of companies.

use std::ops::Range;

use super::lexicon::{LONGEST_PHRASE, NAMES, NameLexicon, phrase};
use super::names::{TaggedName, key};
use super::words::TaggerWords;
use crate::model::{EntityKind, Text};
use crate::sure;

/// Joins names with their neighbours and with the words beside them. Runs over
/// `names` in order; none overlaps another in the end.
pub(super) fn join(
    text: &Text,
    words: &TaggerWords,
    lexicon: NameLexicon<'_>,
    names: &mut Vec<TaggedName>,
) {
    join_known(words, lexicon, names);
    join_companies(text, words, names);
    let mut free = 0;
    let starts: Vec<usize> = names.iter().skip(1).map(|name| name.words.start).collect();
    let limits = starts.into_iter().chain([words.all.len()]);
    for (name, limit) in names.iter_mut().zip(limits) {
        if let Some(end) = hyphenated_end(text, words, name).filter(|end| *end <= limit) {
            name.words.end = end;
        }
        if has_arabic_article(text, words, name.words.start) && name.words.start >= free + 2 {
            name.words.start -= 2;
        }
        if has_own_full_stop(text, words, name.words.end) {
            name.words.end += 1;
        }
        name.key = key(text, sure::items(&words.all, name.words.clone()));
        free = name.words.end;
    }
}

/// Joins neighbours that are one phrase of the gazetteer with the small words
/// between them: `Trinidad and Tobago`.
fn join_known(words: &TaggerWords, lexicon: NameLexicon<'_>, names: &mut Vec<TaggedName>) {
    let is_known = |range: Range<usize>| {
        let words = sure::items(&words.all, range);
        let hash = words.iter().fold(0, |hash, word| phrase(hash, word.lower));
        words.len() <= LONGEST_PHRASE && lexicon.classes(hash) & NAMES != 0
    };
    let mut joined: Vec<TaggedName> = Vec::with_capacity(names.len());
    for name in names.drain(..) {
        match joined.last_mut() {
            Some(before)
                if name.words.end - before.words.start <= LONGEST_PHRASE
                    && is_known(before.words.start..name.words.end) =>
            {
                before.words.end = name.words.end;
            }
            _ => joined.push(name),
        }
    }
    *names = joined;
}

/// Takes in the form of a company after a comma: `Ober Works, Inc`.
fn join_companies(text: &Text, words: &TaggerWords, names: &mut Vec<TaggedName>) {
    names.dedup_by(|next, name| {
        let joins = name.kind == EntityKind::Organisation
            && next.words.start == name.words.end + 1
            && next.words.len() == 1
            && words.form(text, name.words.end) == ","
            && is_company_form(words.form(text, next.words.start));
        if joins {
            name.words.end = next.words.end;
        }
        joins
    });
}

/// Where a person's name ends that goes on over a hyphen in lower case, as
/// names from Korea, Taiwan and Hong Kong do: `Kim Dae-sung`, where the tagger
/// may stop at `Kim` or at `Dae`. Not over compounds: `Karin Ekholm-led`.
fn hyphenated_end(text: &Text, words: &TaggerWords, name: &TaggedName) -> Option<usize> {
    let Range { start, end } = name.words;
    let next_is_first_half = end - start == 1 && words.all.get(end)?.capital;
    let hyphen = if next_is_first_half { end + 1 } else { end };
    let [before, mark, after] = words.all.get(hyphen - 1..hyphen + 2)? else { return None };
    let tight = before.end == mark.start && mark.end == after.start;
    let goes_on = name.kind == EntityKind::Person
        && hyphen - start >= 2
        && tight
        && after.is_plain()
        && is_hyphen(words.form(text, hyphen))
        && !is_compound_end(words.form(text, hyphen + 1));
    goes_on.then_some(hyphen + 2)
}

fn is_hyphen(form: &str) -> bool {
    matches!(form, "-" | "‐" | "‑")
}

/// Whether a word ends compounds: participles and the like.
fn is_compound_end(form: &str) -> bool {
    const ENDS: [&str; 9] =
        ["led", "era", "run", "style", "like", "born", "type", "backed", "esque"];
    ENDS.contains(&form) || form.ends_with("ed") || form.ends_with("ing") || form.len() > 6
}

/// Whether `al-` or `el-` stands before the word at `at`.
fn has_arabic_article(text: &Text, words: &TaggerWords, at: usize) -> bool {
    let Some(article) = at.checked_sub(2) else { return false };
    let tight = words.all.get(article..=at).is_some_and(|three| {
        three.windows(2).all(|pair| matches!(pair, [a, b] if a.end == b.start))
    });
    tight && matches!(words.form(text, article), "al" | "el") && is_hyphen(words.form(text, at - 1))
}

/// Whether the word before `end` is an abbreviation whose full stop stands at
/// `end` and does not end the sentence.
fn has_own_full_stop(text: &Text, words: &TaggerWords, end: usize) -> bool {
    let Some([before, stop]) = words.all.get(end - 1..=end) else { return false };
    let form = words.form(text, end - 1);
    words.form(text, end) == "."
        && before.end == stop.start
        && (is_company_form(form) || matches!(form, "Jr" | "Sr"))
        && !words.ends_sentence(end)
}

fn is_company_form(form: &str) -> bool {
    matches!(form, "Inc" | "Corp" | "Co" | "Ltd" | "LLC" | "LLP" | "Bros" | "PLC" | "Plc")
}
