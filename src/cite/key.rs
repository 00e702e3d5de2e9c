//! Citation keys: outlet, year, word.

use crate::model::Article;

/// Words of a headline that tell nothing about it.
const EMPTY: &[&str] = &[
    "a", "about", "after", "against", "also", "an", "and", "are", "as", "at", "back", "be", "been",
    "before", "but", "by", "can", "could", "did", "do", "does", "for", "from", "had", "has",
    "have", "he", "her", "his", "how", "if", "in", "into", "is", "it", "its", "may", "more", "new",
    "no", "not", "now", "of", "off", "on", "one", "or", "our", "out", "over", "said", "say",
    "says", "she", "should", "so", "than", "that", "the", "their", "them", "they", "this", "to",
    "too", "two", "under", "up", "was", "we", "were", "what", "when", "where", "which", "while",
    "who", "why", "will", "with", "would", "you", "your",
];

/// The key of an article, such as `reuters2024direct`: its outlet (or agency),
/// its year, and the first telling word of its title that is not a name. Only
/// ASCII letters and digits, so that it fits every citation format; what is
/// not known is left out. Two articles may get the same key.
#[must_use]
pub fn key(article: &Article) -> String {
    let meta = &article.meta;
    let outlet = meta.outlet.as_ref().or(meta.agency.as_ref());
    let outlet = outlet.map(|fact| plain(&fact.value)).unwrap_or_default();
    let year = meta.date.as_ref().and_then(|fact| fact.value.year);
    let year = year.map(|year| year.to_string()).unwrap_or_default();
    let word = meta.title.as_ref().map(|fact| telling_word(&fact.value)).unwrap_or_default();
    let key = format!("{outlet}{year}{word}");
    if key.is_empty() { "article".to_owned() } else { key }
}

fn telling_word(title: &str) -> String {
    let words = || title.split(|c: char| !c.is_alphanumeric()).map(|word| (word, plain(word)));
    let tells = |plain: &str| plain.len() > 2 && !EMPTY.contains(&plain);
    let lower = words()
        .find(|(word, plain)| word.chars().next().is_some_and(char::is_lowercase) && tells(plain));
    lower
        .or_else(|| words().find(|(_, plain)| tells(plain)))
        .map(|(_, plain)| plain)
        .unwrap_or_default()
}

/// ASCII letters and digits in lower case, accents taken off where Latin
/// letters have them.
fn plain(words: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let letters = words.nfkd().filter(char::is_ascii_alphanumeric);
    letters.map(|c| c.to_ascii_lowercase()).take(24).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Date, Evidence, Fact, Text};

    #[test]
    fn outlet_year_and_the_first_telling_word() {
        let mut article = Article::new(Text::default().whole());
        assert_eq!(key(&article), "article");
        let words = |words: &str| Some(Fact::new(words.to_owned(), Evidence::User));
        article.meta.title = words("Melle Says the Bridge Is now “closed”");
        assert_eq!(key(&article), "closed");
        article.meta.outlet = words("L'Écho de Melle");
        let date = Date { year: Some(2026), ..Date::default() };
        article.meta.date = Some(Fact::new(date, Evidence::User));
        assert_eq!(key(&article), "lechodemelle2026closed");
    }
}
