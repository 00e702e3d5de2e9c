//! Where the articles come from that a draft is checked against.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use newsquotes::folding;
use newsquotes::model::{Article, Document};

/// An article that may hold a quotation, read whole.
#[derive(Clone, Debug)]
pub(crate) struct SourceArticle {
    pub document: Arc<Document>,
    /// The article's index in its document.
    pub article: usize,
}

/// An article that may hold a quotation, not read yet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct SourceLead {
    /// The key of its file, and its index there.
    pub file: u64,
    pub article: u32,
    /// How much of the words it holds as they stand, 0 to 1: see
    /// [`WordRuns::share_of`].
    pub shared: f32,
}

/// What answers with articles: an index with the files behind it.
pub(crate) trait Sources {
    /// Articles that may hold these words, those that share most of them
    /// first. To read one costs far more than to name it.
    fn leads(&self, words: &str) -> Vec<SourceLead>;

    /// The article of a lead; `None` where its file cannot be read any more.
    fn article(&self, lead: &SourceLead) -> Option<SourceArticle>;
}

impl SourceArticle {
    /// The article; `None` for an index that its document does not have.
    #[must_use]
    pub(crate) fn article(&self) -> Option<&Article> {
        self.document.articles.get(self.article)
    }
}

/// The words of a text and each two of them in a row, to tell at little cost
/// how much of a passage stands in it.
#[derive(Clone, Debug, Default)]
pub(crate) struct WordRuns {
    /// Hashes, ascending.
    runs: Vec<u64>,
}

impl WordRuns {
    #[must_use]
    pub(crate) fn of(text: &str) -> WordRuns {
        let mut runs = hashes(text);
        runs.sort_unstable();
        runs.dedup();
        WordRuns { runs }
    }

    /// How many of the passage's words, and of each two in a row, this text
    /// has, from 0 to 1. Capitals, marks and ligatures do not count.
    #[must_use]
    pub(crate) fn share_of(&self, passage: &WordRuns) -> f32 {
        let held = passage.runs.iter().filter(|run| self.runs.binary_search(run).is_ok()).count();
        let part = |count: usize| f32::from(u16::try_from(count).unwrap_or(u16::MAX));
        if passage.runs.is_empty() { 0.0 } else { part(held) / part(passage.runs.len()) }
    }
}

/// Hashes of the words, and of each two in a row.
fn hashes(text: &str) -> Vec<u64> {
    let mut words: Vec<u64> = Vec::new();
    let mut word = String::new();
    for c in folding::letters(text).chars() {
        match c {
            c if c.is_alphanumeric() => word.push(c),
            // Apostrophes and soft hyphens stand inside words.
            '\'' | '\u{ad}' => {}
            _ if word.is_empty() => {}
            _ => {
                words.push(hash(&word));
                word.clear();
            }
        }
    }
    if !word.is_empty() {
        words.push(hash(&word));
    }
    let pairs: Vec<u64> = words.windows(2).map(hash).collect();
    words.extend(pairs);
    words
}

fn hash(value: &(impl Hash + ?Sized)) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(text: &str, passage: &str) -> f32 {
        WordRuns::of(text).share_of(&WordRuns::of(passage))
    }

    #[test]
    fn a_text_that_has_the_words_in_a_row_shares_all_of_them() {
        assert!((share("“We keep the oﬃce,” he said.", "we keep the office") - 1.0).abs() < 1e-6);
        let scattered = share("The bridge? We keep it.", "we keep the bridge");
        assert!(scattered > 0.5 && scattered < 1.0, "{scattered}");
        assert!(share("nothing of it", "we keep") < 1e-6);
        assert!(share("words", "") < 1e-6);
    }
}
