//! Citation keys: outlet, year, word; and which key each article of one
//! piece of writing has.

use crate::cite::known_or_empty;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::CitedSource;
use super::bibliography::Bibliography;
use super::styles::letters;
use newsquotes::model::Article;

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
pub(crate) fn key(article: &Article) -> String {
    let meta = &article.meta;
    let outlet = meta.outlet.as_ref().or(meta.agency.as_ref());
    let outlet = outlet.map_or_else(String::new, |fact| plain(&fact.value));
    let year = meta.date.as_ref().and_then(|fact| fact.value.year);
    let year = year.map_or_else(String::new, |year| year.to_string());
    let word = meta.title.as_ref().map_or_else(String::new, |fact| telling_word(&fact.value));
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
        .map_or_else(String::new, |(_, plain)| plain)
}

/// ASCII letters and digits in lower case; other scripts romanised.
fn plain(words: &str) -> String {
    let latin = deunicode::deunicode_with_tofu(words, "");
    let letters = latin.chars().filter(char::is_ascii_alphanumeric);
    letters.map(|c| c.to_ascii_lowercase()).take(24).collect()
}

/// The keys given out, shared by all clones. The same article always has the
/// same key; two articles with one key are told apart by a letter
/// (`courier2026bridge`, `courier2026bridgea`), and the keys of the user's own
/// bibliography win.
#[derive(Clone, Debug, Default)]
pub(crate) struct CitationKeys {
    bibliography: Arc<Bibliography>,
    book: Arc<Mutex<KeyBook>>,
}

#[derive(Debug, Default)]
struct KeyBook {
    /// The key of an article, by what tells it from others.
    given: HashMap<String, String>,
    /// The keys given, each with the number of its next letter.
    taken: HashMap<String, u32>,
    /// Those given since they were last asked for.
    fresh: Vec<(String, String)>,
}

impl CitationKeys {
    /// Keys that agree with a bibliography, and with those `kept` from
    /// earlier: what an article is known by, and its key.
    #[must_use]
    pub(crate) fn new(
        bibliography: Bibliography,
        kept: impl IntoIterator<Item = (String, String)>,
    ) -> CitationKeys {
        let mut book = KeyBook::default();
        for (identity, key) in kept {
            book.taken.entry(key.clone()).or_default();
            book.given.insert(identity, key);
        }
        CitationKeys { bibliography: Arc::new(bibliography), book: Arc::new(Mutex::new(book)) }
    }

    /// The key of an article.
    pub(crate) fn of(&self, source: &CitedSource) -> String {
        if let Some(own) = self.bibliography.key_of(source) {
            return own.to_owned();
        }
        let identity = identity(source);
        let mut book = self.book();
        if let Some(key) = book.given.get(&identity) {
            return key.clone();
        }
        let key = book.free(&source.key, &self.bibliography);
        book.taken.entry(key.clone()).or_default();
        book.given.insert(identity.clone(), key.clone());
        book.fresh.push((identity, key.clone()));
        key
    }

    /// The keys given since this was last asked, to be kept: what an article
    /// is known by, and its key.
    #[must_use]
    pub(crate) fn take_fresh(&self) -> Vec<(String, String)> {
        std::mem::take(&mut self.book().fresh)
    }

    /// A thread that ended in the middle of giving a key leaves at worst a key
    /// that nobody has.
    fn book(&self) -> MutexGuard<'_, KeyBook> {
        self.book.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl KeyBook {
    fn free(&mut self, key: &str, bibliography: &Bibliography) -> String {
        let is_free = |key: &str| !self.taken.contains_key(key) && !bibliography.has(key);
        if is_free(key) {
            return key.to_owned();
        }
        let mut next = self.taken.get(key).copied().unwrap_or(0);
        let mut lettered = format!("{key}{}", letters(next));
        while !is_free(&lettered) {
            next += 1;
            lettered = format!("{key}{}", letters(next));
        }
        self.taken.insert(key.to_owned(), next + 1);
        lettered
    }
}

/// What tells one article from another wherever it is saved.
fn identity(source: &CitedSource) -> String {
    let date = known_or_empty(source.date.and_then(|date| date.iso()));
    match (&source.url, &source.title) {
        (Some(url), _) => url.clone(),
        (None, Some(title)) => {
            format!("{title}\n{date}\n{}", known_or_empty(source.outlet.as_deref()))
        }
        (None, None) => source.sha256.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use newsquotes::model::{Date, Evidence, Fact, Text};

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

    #[test]
    fn a_clash_gets_a_letter_and_the_same_article_its_key_again() {
        let source = |title: &str| CitedSource {
            title: Some(title.to_owned()),
            key: "courier2026bridge".to_owned(),
            ..CitedSource::default()
        };
        let keys = CitationKeys::default();
        assert_eq!(keys.of(&source("One bridge")), "courier2026bridge");
        assert_eq!(keys.of(&source("Two bridges")), "courier2026bridgea");
        assert_eq!(keys.of(&source("Three bridges")), "courier2026bridgeb");
        assert_eq!(keys.of(&source("Two bridges")), "courier2026bridgea");
        assert_eq!((letters(25), letters(26)), ("z".to_owned(), "aa".to_owned()));
    }

    #[test]
    fn a_key_stays_when_others_come_first_next_time() {
        let source = |title: &str| CitedSource {
            title: Some(title.to_owned()),
            key: "courier2026bridge".to_owned(),
            ..CitedSource::default()
        };
        let first = CitationKeys::default();
        assert_eq!(first.of(&source("Two bridges")), "courier2026bridge");
        let kept = first.take_fresh();
        assert!(first.take_fresh().is_empty());
        let later = CitationKeys::new(Bibliography::default(), kept);
        assert_eq!(later.of(&source("One bridge")), "courier2026bridgea");
        assert_eq!(later.of(&source("Two bridges")), "courier2026bridge");
        assert_eq!(later.take_fresh().len(), 1);
    }

    #[test]
    fn names_of_every_script_are_romanised() {
        let mut article = Article::new(Text::default().whole());
        let words = |words: &str| Some(Fact::new(words.to_owned(), Evidence::User));
        for (outlet, title, expected) in [
            ("Вестник Норби", "Мост закрыт", "vestniknorbizakryt"),
            ("新华社", "大桥关闭", "xinhuashedaqiaoguanbi"),
            ("Halden Post", "Ærø bridge", "haldenpostbridge"),
        ] {
            (article.meta.outlet, article.meta.title) = (words(outlet), words(title));
            assert_eq!(key(&article), expected);
        }
    }
}
