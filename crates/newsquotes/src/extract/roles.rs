//! The role that words beside a name give a person: "NATO Secretary General",
//! "Ukrainian foreign minister", "mayor of Melle".
//!
//! A run of words before a name is mostly no role (`Judge blocks Ober`), so
//! one is only taken where its last word names an office or an occupation.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::lexicon::class;
use super::phrases::PhraseKind;
use super::reading::ArticleReading;
use super::words::{NarrationWord, Suffix, WordKind};
use crate::model::Span;

/// Forms of address that say nothing of what a person does.
const HONORIFICS: [&str; 14] = [
    "mr", "mrs", "ms", "miss", "mx", "dr", "sir", "lord", "lady", "dame", "st", "hon", "madam",
    "mister",
];

static TRADES: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let list = include_str!("../../assets/speakers/trades.txt");
    let lines = list.lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(str::split_whitespace).collect()
});

/// Nouns of the lexicon for people that are no office or occupation.
const MERE_PEOPLE: [&str; 14] = [
    "establishment",
    "person",
    "man",
    "woman",
    "guy",
    "kid",
    "child",
    "boy",
    "girl",
    "one",
    "native",
    "source",
    "outsider",
    "hopeful",
];

/// The role in the words from `first` to `last`, both inside, without article,
/// possessive and form of address.
pub(super) fn role(reading: &ArticleReading<'_>, first: usize, last: usize) -> Option<Span> {
    let head = (first..=last).rev().find(|at| !is_address(reading, *at))?;
    if !is_office(reading, first, head) {
        return None;
    }
    let from = (first..head).rev().take_while(|at| belongs(reading, *at)).last().unwrap_or(head);
    let start = behind_hyphens(reading, from, head);
    Some(reading.span(start, head))
}

/// As [`role`], with the `of Melle` behind `the mayor`.
pub(super) fn role_with_place(
    reading: &ArticleReading<'_>,
    first: usize,
    last: usize,
) -> Option<Span> {
    let span = role(reading, first, last)?;
    let end = end_with_place(reading, last);
    Some(if end > last { span.to(reading.span(end, end)) } else { span })
}

/// The last word of the place or body behind a role that ends at word `last`:
/// of `of Melle` behind `the mayor`. `last` itself where there is none.
pub(super) fn end_with_place(reading: &ArticleReading<'_>, last: usize) -> usize {
    let of = |word: &&NarrationWord| matches!(word.text(reading.text), "of" | "for");
    let next = reading.phrases.get(reading.phrase_from(last + 1));
    let named = next.filter(|next| {
        next.first as usize == last + 2
            && next.last < next.first + 4
            && matches!(next.kind, PhraseKind::Name | PhraseKind::Body | PhraseKind::Place)
    });
    let end = reading.near(last, 1).filter(of).and(named).map(|next| next.last as usize);
    end.unwrap_or(last)
}

/// White space, a mark or a form of address behind the role.
fn is_address(reading: &ArticleReading<'_>, at: usize) -> bool {
    reading.word(at).is_none_or(|word| match word.kind {
        WordKind::Mark(_) | WordKind::Possessive => true,
        _ => is_one_of(reading, word, &HONORIFICS),
    })
}

fn is_one_of(reading: &ArticleReading<'_>, word: &NarrationWord, list: &[&str]) -> bool {
    let text = word.text(reading.text).trim_end_matches('.');
    list.iter().any(|one| text.eq_ignore_ascii_case(one))
}

/// Whether the word names an office or occupation of one person. The word
/// behind a hyphen takes it from the one before: `president-elect`.
fn is_office(reading: &ArticleReading<'_>, first: usize, at: usize) -> bool {
    let Some(word) = reading.word(at) else { return false };
    let office = |word: &NarrationWord| {
        (word.is(class::ROLE | class::TITLE) || is_trade(reading, word))
            && !word.entry.plural
            && !is_one_of(reading, word, &MERE_PEOPLE)
    };
    let tied = at >= first + 2 && reading.word(at - 1).is_some_and(|joint| joint.is_mark('-'));
    office(word) || (tied && reading.word(at - 2).is_some_and(office))
}

fn is_trade(reading: &ArticleReading<'_>, word: &NarrationWord) -> bool {
    let trade = word.text(reading.text).to_lowercase();
    word.entry.lemma == 0 && TRADES.contains(trade.as_str())
}

/// Whether a word before the head is part of the role.
fn belongs(reading: &ArticleReading<'_>, at: usize) -> bool {
    let Some(word) = reading.word(at) else { return false };
    let noun = word.is(class::NOUN | class::MODIFIER | class::NATIONALITY | class::TITLE);
    let verb = word.is(class::VERB) || matches!(word.suffix, Suffix::Ed | Suffix::Ing);
    match word.kind {
        WordKind::Mark('-' | '&') => true,
        WordKind::Capital | WordKind::Acronym | WordKind::Lower => {
            let links = matches!(word.text(reading.text), "of" | "for")
                && reading.near(at, 1).is_some_and(NarrationWord::is_capital);
            links
                || !(word.is(class::FUNCTION & !class::NATIONALITY | class::PRONOUN)
                    || (verb && !noun)
                    || is_one_of(reading, word, &HONORIFICS))
        }
        _ => false,
    }
}

/// Past the rest of a compound that does not belong: `-year-old` of
/// `63-year-old keeper`.
fn behind_hyphens(reading: &ArticleReading<'_>, from: usize, head: usize) -> usize {
    let mut start = from;
    while start < head
        && reading.word(start).is_some_and(|word| matches!(word.kind, WordKind::Mark(_)))
    {
        start = (start + 2).min(head);
    }
    start
}

#[cfg(test)]
mod tests {
    use crate::extract::find_quotes;
    use crate::load;

    fn role(words: &str) -> Option<String> {
        let page = format!("The town waits.\n\n\"The bridge stays as it is,\" said {words}.\n");
        let mut document = load::load("page.txt", page.into_bytes());
        let article = document.articles.first_mut().unwrap();
        find_quotes(&document.text, article);
        article.quotes.first().and_then(|quote| quote.speaker.clone()?.role)
    }

    #[test]
    fn an_office_before_the_name_is_a_role() {
        for office in ["mayor", "NATO Secretary General", "Ukrainian foreign minister", "attorney"]
        {
            assert_eq!(role(&format!("{office} Greta Ober")).as_deref(), Some(office));
        }
    }

    #[test]
    fn articles_and_owners_are_no_part_of_it() {
        assert_eq!(role("the former mayor Greta Ober").as_deref(), Some("former mayor"));
        assert_eq!(role("the town's deputy mayor Greta Ober").as_deref(), Some("deputy mayor"));
    }

    #[test]
    fn other_words_before_a_name_are_no_role() {
        for word in ["Mr.", "key", "hard-liners Mr."] {
            assert_eq!(role(&format!("{word} Ober")), None, "{word}");
        }
    }

    #[test]
    fn a_place_behind_the_office_belongs_to_it() {
        let role = role("Greta Ober, the mayor of Melle, on Monday");
        assert_eq!(role.as_deref(), Some("mayor of Melle"));
    }
}
