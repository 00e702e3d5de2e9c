//! Where the articles come from that a draft is checked against.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use newsquotes::extract::tokens::{TokenKind, tokens};
use newsquotes::model::{Article, Document};

/// An article that may hold a quotation.
#[derive(Clone, Debug)]
pub(crate) struct SourceArticle {
    pub document: Arc<Document>,
    /// The article's index in its document.
    pub article: usize,
}

impl SourceArticle {
    /// The article; `None` for an index that its document does not have.
    #[must_use]
    pub(crate) fn article(&self) -> Option<&Article> {
        self.document.articles.get(self.article)
    }
}

/// What answers with articles: an index, or documents that are at hand.
pub(crate) trait Sources {
    /// Articles that may hold these words, the likeliest first: at least
    /// every one with a rare run of them. A few dozen are enough.
    fn candidates(&self, words: &str) -> Vec<SourceArticle>;
}

/// Documents in memory, with a map from words to articles.
#[derive(Debug, Default)]
pub(crate) struct GatheredSources {
    articles: Vec<SourceArticle>,
    /// For the hash of a word or of two words in a row: the articles that
    /// have it, ascending.
    postings: HashMap<u64, Vec<u32>>,
}

/// How many articles are looked at for one quotation.
const MOST_CANDIDATES: usize = 32;

impl GatheredSources {
    /// Adds all articles of a document.
    pub(crate) fn add(&mut self, document: &Arc<Document>) {
        for article in 0..document.articles.len() {
            let candidate = SourceArticle { document: Arc::clone(document), article };
            self.add_words(&candidate);
            self.articles.push(candidate);
        }
    }

    fn add_words(&mut self, candidate: &SourceArticle) {
        let Some(article) = candidate.article() else { return };
        let number = u32::try_from(self.articles.len()).unwrap_or(u32::MAX);
        let words = candidate.document.text.get(article.span);
        for term in terms(words).into_iter().collect::<HashSet<u64>>() {
            self.postings.entry(term).or_default().push(number);
        }
    }

    #[must_use]
    pub(crate) fn is_empty(&self) -> bool {
        self.articles.is_empty()
    }
}

impl Sources for GatheredSources {
    /// By how rare the words are that an article shares, runs of two counting
    /// as words of their own.
    fn candidates(&self, words: &str) -> Vec<SourceArticle> {
        let total = u32::try_from(self.articles.len()).unwrap_or(u32::MAX);
        let mut scores: HashMap<u32, f64> = HashMap::new();
        for term in terms(words).into_iter().collect::<HashSet<u64>>() {
            let Some(found) = self.postings.get(&term) else { continue };
            let rarity = f64::from(total) / f64::from(u32::try_from(found.len()).unwrap_or(total));
            for article in found {
                *scores.entry(*article).or_default() += (1.0 + rarity).ln();
            }
        }
        let mut ranked: Vec<(u32, f64)> = scores.into_iter().collect();
        ranked.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
        let articles = ranked.into_iter().take(MOST_CANDIDATES);
        articles.filter_map(|(article, _)| self.articles.get(article as usize).cloned()).collect()
    }
}

/// Hashes of the words, and of each two in a row.
fn terms(text: &str) -> Vec<u64> {
    let words: Vec<u64> = tokens(text, 0)
        .filter(|token| matches!(token.kind, TokenKind::Word | TokenKind::Number))
        .filter_map(|token| text.get(token.start..token.end))
        .map(|word| hash(&word.to_lowercase().replace('’', "'")))
        .collect();
    let pairs = words.windows(2).map(hash);
    pairs.chain(words.iter().copied()).collect()
}

fn hash(value: &(impl Hash + ?Sized)) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use newsquotes::load::load;

    #[test]
    fn the_article_with_the_run_of_words_comes_first() {
        let mut gathered = GatheredSources::default();
        for (path, words) in [
            ("a.txt", "The bridge we keep is old, Ober said, and the river is wide."),
            ("b.txt", "We keep the bridge, Ober said. The river is wide and old."),
        ] {
            gathered.add(&Arc::new(load(path, words.as_bytes().to_vec())));
        }
        let found = gathered.candidates("we keep the bridge");
        assert_eq!(found[0].document.origin.path, "b.txt");
        assert_eq!(found.len(), 2);
        assert!(gathered.candidates("nothing").is_empty());
    }
}
