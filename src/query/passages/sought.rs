//! The words of a query made ready to be compared with those of a text, and
//! the quick look for where comparing is worth it.

use std::ops::Range;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder};

use crate::library::index::words::{self, stem};
use crate::library::index::{
    Matching, Query, QueryField, QueryNode, QueryTerm, WordPattern, word_pattern,
};
use crate::library::sure::sure;
use newsquotes::edits;
use newsquotes::extract;
use newsquotes::folding::{self, is_spaced};

/// What is looked for.
#[derive(Clone, Debug)]
pub(super) struct Sought {
    pub(super) terms: Vec<SoughtTerm>,
    pub(super) language: Option<String>,
    /// Indices of the plain words that were typed in a row.
    pub(super) row: Vec<usize>,
    near: Vec<(usize, Near)>,
    /// Letters one of which stands in every chunk worth a look, but for those
    /// with letters that fold to others; `None`: all chunks are.
    keys: Option<AhoCorasick>,
    /// Whether a word asked for has letters beyond ASCII.
    beyond_ascii: bool,
}

/// One term of the query.
#[derive(Clone, Debug)]
pub(super) struct SoughtTerm {
    matcher: Matcher,
    /// A name asked for in a field: lit, and hardly counted.
    pub(super) is_name: bool,
    /// A word such as "the", which tells little.
    pub(super) is_function: bool,
}

/// How a folded word is compared.
#[derive(Clone, Debug)]
enum Matcher {
    Word {
        folded: String,
        stem: String,
    },
    Prefix(String),
    Fuzzy {
        word: String,
        distance: usize,
    },
    Pattern(WordPattern),
    /// Never empty; the first, and those after it.
    Phrase(Vec<String>),
    /// Compared by [`Sought::near`].
    Elsewhere,
}

/// Words close to each other.
#[derive(Clone, Debug)]
struct Near {
    words: Vec<Matcher>,
    within: usize,
}

impl Sought {
    pub(super) fn new(query: &Query, language: Option<&str>) -> Sought {
        let mut sought = Sought {
            terms: Vec::new(),
            language: language.map(str::to_owned),
            row: Vec::new(),
            near: Vec::new(),
            keys: None,
            beyond_ascii: false,
        };
        let row = row_of(query);
        for term in query.terms() {
            if row.contains(&term) {
                sought.row.push(sought.terms.len());
            }
            sought.add(term);
        }
        sought.make_keys();
        sought
    }

    fn add(&mut self, term: &QueryTerm) {
        let is_name = match term.field {
            QueryField::Words | QueryField::Title => false,
            QueryField::Speaker | QueryField::Entity => true,
            _ => return,
        };
        if let Matching::Near { words, within } = &term.matching {
            let words = words.iter().map(|word| Matcher::word(word, self.language.as_deref()));
            let near = Near { words: words.collect(), within: *within };
            self.near.push((self.terms.len(), near));
        }
        if let Some(matcher) = Matcher::of(&term.matching, self.language.as_deref()) {
            let is_function = matches!(&matcher, Matcher::Word { folded, .. }
                if extract::is_function_word(folded));
            self.terms.push(SoughtTerm { matcher, is_name, is_function });
        }
    }

    fn make_keys(&mut self) {
        let mut keys = Vec::new();
        for term in &self.terms {
            if !term.matcher.add_keys(&mut keys) {
                return;
            }
        }
        self.beyond_ascii = keys.iter().any(|key| !key.is_ascii());
        keys.retain(|key| key.is_ascii() || key.chars().all(|c| !is_spaced(c)));
        self.keys = AhoCorasickBuilder::new().ascii_case_insensitive(true).build(keys).ok();
    }

    /// The runs of a text without blanks that may hold a hit; all of it when
    /// every word may be one.
    pub(super) fn chunks<'a>(&'a self, text: &'a str) -> Chunks<'a> {
        Chunks { sought: self, text, from: 0, key: None, has_keys: true }
    }

    /// The first letter beyond ASCII that may fold to one asked for.
    fn next_letter(&self, text: &str) -> Option<usize> {
        let mut from = 0;
        loop {
            let at = from + text.as_bytes().get(from..)?.iter().position(|b| !b.is_ascii())?;
            let c = text.get(at..)?.chars().next()?;
            let matters = if self.beyond_ascii { c.is_alphanumeric() } else { folds_to_ascii(c) };
            if matters || joins_words(text, at, c) {
                return Some(at);
            }
            from = at + c.len_utf8();
        }
    }

    /// The stretches that answer terms of words near each other.
    pub(super) fn near(&self, text: &str) -> Vec<(usize, Vec<Range<usize>>)> {
        let stretches = self.near.iter().filter_map(|(term, near)| {
            let found = near.find(text, self.language.as_deref());
            (!found.is_empty()).then_some((*term, found))
        });
        stretches.collect()
    }
}

/// Runs of a text, see [`Sought::chunks`].
pub(super) struct Chunks<'a> {
    sought: &'a Sought,
    text: &'a str,
    from: usize,
    /// The next key, so that each is looked for once.
    key: Option<usize>,
    /// Whether there may be another.
    has_keys: bool,
}

impl Chunks<'_> {
    fn next_key(&mut self, keys: &AhoCorasick) -> Option<usize> {
        if self.has_keys && self.key.is_none_or(|key| key < self.from) {
            let found = self.text.get(self.from..).and_then(|rest| keys.find(rest));
            self.key = found.map(|found| self.from + found.start());
            self.has_keys = self.key.is_some();
        }
        self.key.filter(|_| self.has_keys)
    }
}

impl Iterator for Chunks<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let (from, text) = (self.from, self.text);
        text.get(from..).filter(|rest| !rest.is_empty())?;
        let Some(keys) = &self.sought.keys else {
            self.from = text.len();
            return Some(from..text.len());
        };
        let key = self.next_key(keys);
        let letter = self.sought.next_letter(text.get(from..key.unwrap_or(text.len()))?);
        let at = letter.map(|letter| from + letter).or(key)?;
        let before = text.get(from..at)?;
        let word = before.trim_end_matches(|c: char| !c.is_whitespace());
        let len = text.get(at..)?.find(char::is_whitespace).unwrap_or(text.len() - at);
        self.from = at + len;
        Some(from + word.len()..self.from)
    }
}

/// The plain words of the text that all have to match, as they were typed in a
/// row.
fn row_of(query: &Query) -> Vec<&QueryTerm> {
    let Some(QueryNode::And(nodes)) = &query.root else { return Vec::new() };
    let plain = nodes.iter().filter_map(|node| match node {
        QueryNode::Term(term) if term.field == QueryField::Words => Some(term),
        _ => None,
    });
    plain.filter(|t| matches!(t.matching, Matching::Word(_) | Matching::Prefix(_))).collect()
}

/// Whether letters of this kind may fold to ASCII: Latin ones, ligatures,
/// letters of other widths and styles. Not those of other scripts.
fn folds_to_ascii(c: char) -> bool {
    let other = matches!(c, '\u{370}'..='\u{1cff}' | '\u{2010}'..='\u{205f}'
        | '\u{2e80}'..='\u{2fff}' | '\u{3001}'..='\u{a6ff}' | '\u{ac00}'..='\u{d7ff}');
    !other && (c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c))
}

/// Whether an apostrophe or an invisible character stands between letters.
fn joins_words(text: &str, at: usize, c: char) -> bool {
    let is_joint = matches!(c, '’' | 'ʼ' | '＇' | '\u{ad}' | '\u{200c}' | '\u{200d}');
    let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    is_joint
        && letter(text.get(..at).and_then(|before| before.chars().next_back()))
        // The text may end where a key was found: then look.
        && text.get(at + c.len_utf8()..).is_some_and(|after| after.is_empty() || letter(after.chars().next()))
}

impl SoughtTerm {
    pub(super) fn matches(&self, folded: &str, language: Option<&str>) -> bool {
        self.matcher.matches(folded, language)
    }

    /// The words that have to follow.
    pub(super) fn rest(&self) -> &[String] {
        match &self.matcher {
            Matcher::Phrase(words) => sure(words.get(1..)),
            _ => &[],
        }
    }
}

impl Matcher {
    fn word(word: &str, language: Option<&str>) -> Matcher {
        let folded = folding::word(word).into_owned();
        Matcher::Word { stem: stem(&folded, language).into_owned(), folded }
    }

    fn of(matching: &Matching, language: Option<&str>) -> Option<Matcher> {
        let folded = |word: &String| folding::word(word).into_owned();
        Some(match matching {
            Matching::Word(word) => Matcher::word(word, language),
            Matching::Prefix(word) => Matcher::Prefix(folded(word)),
            Matching::Fuzzy { word, distance } => {
                Matcher::Fuzzy { word: folded(word), distance: usize::from(*distance) }
            }
            Matching::Regex(pattern) => Matcher::Pattern(word_pattern(pattern).ok()?),
            Matching::Phrase(words) if words.is_empty() => return None,
            Matching::Phrase(words) => Matcher::Phrase(words.iter().map(folded).collect()),
            Matching::Near { .. } => Matcher::Elsewhere,
            Matching::Days { .. } | Matching::Mark(_) => return None,
        })
    }

    fn matches(&self, folded: &str, language: Option<&str>) -> bool {
        match self {
            Matcher::Word { folded: word, stem: wanted } => {
                folded == word
                    || (folded.chars().next() == wanted.chars().next()
                        && stem(folded, language) == wanted.as_str())
            }
            Matcher::Prefix(prefix) => folded.starts_with(prefix.as_str()),
            Matcher::Fuzzy { word, distance: most } => {
                edits::distance(word, folded, *most).is_some()
            }
            Matcher::Pattern(pattern) => pattern.matches(folded),
            Matcher::Phrase(words) => words.first().is_some_and(|word| word == folded),
            Matcher::Elsewhere => false,
        }
    }

    /// Adds letters that stand in the text wherever it matches a word of
    /// ASCII letters; `false` when there are none.
    fn add_keys(&self, keys: &mut Vec<String>) -> bool {
        let (word, stem) = match self {
            Matcher::Word { folded, stem } => (folded.as_str(), stem.as_str()),
            Matcher::Prefix(word) => (word.as_str(), word.as_str()),
            Matcher::Phrase(words) => {
                let first = words.first().map_or("", String::as_str);
                (first, first)
            }
            Matcher::Elsewhere => return true,
            Matcher::Pattern(pattern) => (pattern.prefix(), pattern.prefix()),
            Matcher::Fuzzy { .. } => return false,
        };
        if word.is_empty() {
            return false;
        }
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            // Commas may stand between the digits.
            keys.extend(word.get(..1).map(str::to_owned));
            return true;
        }
        let is_stemmed = word != stem;
        let shared = if is_stemmed { shared(word, stem) } else { word };
        keys.push(if shared.is_empty() { word.to_owned() } else { shared.to_owned() });
        keys.extend(dotted(word));
        // `oneill` is printed with an apostrophe as well.
        keys.extend(word.starts_with('o').then(|| "o'".to_owned()));
        true
    }
}

/// What a word and the other forms of its stem begin with: the last letter of
/// a stem may be another one (`happi`, `happy`).
fn shared<'a>(word: &'a str, stem: &str) -> &'a str {
    let equal = word.char_indices().zip(stem.chars()).take_while(|((_, a), b)| a == b).count();
    let stem_len = stem.chars().count();
    let kept = equal.min(stem_len.saturating_sub(1)).max(1);
    word.char_indices().nth(kept).map_or(word, |(end, _)| word.get(..end).unwrap_or(word))
}

/// `u.s` for `us`: an abbreviation is printed with full stops as well.
fn dotted(word: &str) -> Option<String> {
    let letters: Vec<char> = word.chars().collect();
    let short = (2..=5).contains(&letters.len()) && letters.iter().all(char::is_ascii_lowercase);
    short.then(|| letters.iter().take(2).map(char::to_string).collect::<Vec<_>>().join("."))
}

impl Near {
    /// The words of every stretch that holds them all; in one pass.
    fn find(&self, text: &str, language: Option<&str>) -> Vec<Range<usize>> {
        let mut found: Vec<Range<usize>> = Vec::new();
        // The latest place of each word: its number in the text, its bytes.
        let mut latest: Vec<Option<(usize, Range<usize>)>> = vec![None; self.words.len()];
        for (number, range) in words::words(text, 0).enumerate() {
            let folded = folding::word(sure(text.get(range.clone())));
            let mut any = false;
            for (word, place) in self.words.iter().zip(&mut latest) {
                if word.matches(&folded, language) {
                    *place = Some((number, range.clone()));
                    any = true;
                }
            }
            let first =
                latest.iter().map(|place| place.as_ref().map(|(at, _)| *at)).min().flatten();
            if any && first.is_some_and(|first| number - first < self.within) {
                found.extend(latest.iter().flatten().map(|(_, range)| range.clone()));
            }
        }
        found.sort_by_key(|range| range.start);
        found.dedup();
        found
    }
}
