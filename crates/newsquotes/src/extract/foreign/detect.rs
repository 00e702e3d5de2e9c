//! Which language an article is in, as far as the engine must know: English,
//! one with a table, or another one.

use super::languages::{self, LanguageTable};
use crate::model::{Article, Evidence, Text};

/// A language that is not English.
#[derive(Clone, Copy, Debug)]
pub(in crate::extract) enum ForeignLanguage {
    /// One of which the engine has a table.
    Known(&'static LanguageTable),
    /// One of which only the marks are read.
    Other,
}

/// Words that make up a fifth of English text and next to nothing of others.
const ENGLISH: [&str; 14] = [
    "the", "of", "and", "to", "that", "for", "with", "is", "it", "from", "this", "have", "said",
    "by",
];

/// How many words of an article are looked at.
const SAMPLE: usize = 200;
/// So many English words, and a guess that it is English stands.
const ENOUGH: usize = 3;

/// The language of an article that is not in English.
pub(in crate::extract) fn language(text: &Text, article: &Article) -> Option<ForeignLanguage> {
    let told = article.meta.language.as_ref();
    let guessed = told.is_none_or(|told| matches!(told.evidence, Evidence::Inferred(_)));
    let code = told.map(|told| told.value.as_str());
    if let (Some(code), false) = (code, guessed) {
        return (!code.starts_with("en")).then(|| of_code(code));
    }
    if code.is_none_or(|code| code.starts_with("en"))
        && looks_english(text, article, code.is_some())
    {
        return None;
    }
    match (by_small_words(text, article), code) {
        (Some(found), _) => Some(ForeignLanguage::Known(found)),
        (None, Some(code)) => (!code.starts_with("en")).then(|| of_code(code)),
        (None, None) => Some(ForeignLanguage::Other),
    }
}

fn of_code(code: &str) -> ForeignLanguage {
    languages::table(code).map_or(ForeignLanguage::Other, ForeignLanguage::Known)
}

fn sample<'a>(text: &'a Text, article: &'a Article) -> impl Iterator<Item = &'a str> {
    let words = article.body().flat_map(|block| text.get(block.span).split_whitespace());
    words.take(SAMPLE).map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
}

/// Whether the words are English: of an article that was taken for it, a few
/// small words suffice; of another, every twentieth must be one. A text of a
/// few words is taken for English.
fn looks_english(text: &Text, article: &Article, told: bool) -> bool {
    /// Fewer words than these tell no language.
    const FEWEST: usize = 8;
    /// One word in so many is English in an English text.
    const SHARE: usize = 20;
    let is_english = |word: &&str| ENGLISH.iter().any(|known| word.eq_ignore_ascii_case(known));
    if told {
        let mut english = sample(text, article).filter(is_english);
        return english.nth(ENOUGH - 1).is_some() || sample(text, article).nth(FEWEST).is_none();
    }
    let (mut all, mut english) = (0, 0);
    for word in sample(text, article) {
        all += 1;
        english += usize::from(is_english(&word));
    }
    let foreign_letters = || sample(text, article).any(|word| word.chars().any(|c| c >= '\u{370}'));
    (all < FEWEST && !foreign_letters())
        || english * SHARE >= all && !rivals(text, article, english)
}

/// Whether a language with a table has more small words in the text than
/// English has: "is" and "of" are Dutch as well.
fn rivals(text: &Text, article: &Article, english: usize) -> bool {
    let common =
        |table: &LanguageTable| sample(text, article).filter(|word| table.is_common(word)).count();
    languages::all().any(|table| common(table) > english * 2)
}

/// The language with a table whose small words are most of the text's, when
/// one is.
fn by_small_words(text: &Text, article: &Article) -> Option<&'static LanguageTable> {
    let words: Vec<&str> = sample(text, article).filter(|word| !word.is_empty()).collect();
    let count = |table: &LanguageTable| {
        let known = words.iter().filter(|word| {
            let word = word.split(['\'', '’']).next_back().unwrap_or(word);
            table.is_common(word)
        });
        known.count()
    };
    let mut counts: Vec<(usize, &'static LanguageTable)> =
        languages::all().map(|table| (count(table), table)).collect();
    counts.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    let (best, second) = (counts.first()?, counts.get(1)?);
    // A tenth of the words, and more than any other language has.
    (best.0 >= 2 && best.0 * 10 >= words.len() && best.0 > second.0).then_some(best.1)
}
