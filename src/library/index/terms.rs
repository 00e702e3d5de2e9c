//! The dictionaries of the index: which words there are for a word typed.
//!
//! The engine scores every hit of a prefix, a fuzzy word or an expression
//! alike; so they are looked up here and asked for as the best of the words
//! that they stand for.

use std::cell::RefCell;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, HashMap};

use tantivy::query::FuzzyTermQuery;
use tantivy::schema::Field as Handle;
use tantivy::termdict::TermDictionary;
use tantivy::{Result, Searcher, Term};

use super::{regular, words};
use crate::library::sure::sure;

/// The most words that one typed word stands for.
pub(super) const MOST: usize = 50;
/// The most forms of a word.
const MOST_FORMS: usize = 12;
/// The most bytes that a stem misses of a word.
const LONGEST_ENDING: usize = 8;
/// A longer word is not looked for in other spellings, in letters.
const LONGEST_FUZZY: usize = 40;

/// A word of a dictionary and in how many documents it stands.
pub(super) type CountedTerm = (String, usize);

/// The dictionaries of one state of the index, for one question: what was
/// looked up once is kept.
pub(super) struct Terms<'a> {
    searcher: &'a Searcher,
    /// Languages of the library, the commonest first.
    languages: &'a [String],
    known: RefCell<HashMap<(Handle, TermLookup, String), Vec<CountedTerm>>>,
}

/// How a word is looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum TermLookup {
    Forms,
    Prefix,
    Pattern,
    Near(u8),
}

impl<'a> Terms<'a> {
    pub(super) fn new(searcher: &'a Searcher, languages: &'a [String]) -> Terms<'a> {
        Terms { searcher, languages, known: RefCell::default() }
    }

    /// The words that share their stem with a folded one, itself first; empty
    /// when none is in the dictionary.
    pub(super) fn forms(&self, field: Handle, word: &str) -> Result<Vec<CountedTerm>> {
        self.once(field, TermLookup::Forms, word, || self.look_up_forms(field, word))
    }

    /// The commonest words that begin so.
    pub(super) fn with_prefix(&self, field: Handle, prefix: &str) -> Result<Vec<CountedTerm>> {
        self.once(field, TermLookup::Prefix, prefix, || self.look_up_prefix(field, prefix))
    }

    /// The commonest words that match an expression; of a wrong one none.
    pub(super) fn matching(&self, field: Handle, pattern: &str) -> Result<Vec<CountedTerm>> {
        self.once(field, TermLookup::Pattern, pattern, || self.look_up_pattern(field, pattern))
    }

    /// Words within so many wrong letters, the nearest first, then the
    /// commonest.
    pub(super) fn near(&self, field: Handle, word: &str, distance: u8) -> Result<Vec<CountedTerm>> {
        let lookup = TermLookup::Near(distance);
        self.once(field, lookup, word, || self.look_up_near(field, word, distance))
    }

    fn once(
        &self,
        field: Handle,
        how: TermLookup,
        word: &str,
        look_up: impl FnOnce() -> Result<Vec<CountedTerm>>,
    ) -> Result<Vec<CountedTerm>> {
        let key = (field, how, word.to_owned());
        if let Some(known) = self.known.borrow().get(&key) {
            return Ok(known.clone());
        }
        let found = look_up()?;
        self.known.borrow_mut().insert(key, found.clone());
        Ok(found)
    }

    fn look_up_forms(&self, field: Handle, word: &str) -> Result<Vec<CountedTerm>> {
        let languages = || self.languages.iter().map(String::as_str);
        let stems = words::stems(word, languages());
        let mut found = BTreeMap::new();
        for stem in &stems {
            // The last letter of a stem may differ from the word's: happi.
            let end = stem.char_indices().nth_back(0).map_or(0, |(at, _)| at);
            // Of a word in syllables the stem may be two letters long.
            let start = match stem.chars().next() {
                Some('가'..='힣') => stem.as_str(),
                _ if stem.chars().nth(2).is_some() => sure(stem.get(..end)),
                _ => word,
            };
            let longest = stem.len() + LONGEST_ENDING;
            let same = |term: &str| {
                term == word
                    || term.len() <= longest
                        && words::stems(term, languages()).iter().any(|other| other == stem)
            };
            self.beginning(field, start, same, &mut found)?;
        }
        let own = found.remove_entry(word);
        let mut forms = best(found, MOST_FORMS);
        forms.splice(..0, own);
        Ok(forms)
    }

    /// The word itself, if the dictionary has it.
    pub(super) fn exact(&self, field: Handle, word: &str) -> Result<Vec<CountedTerm>> {
        let count = self.searcher.doc_freq(&Term::from_field_text(field, word))?;
        let count = usize::try_from(count).unwrap_or(usize::MAX);
        Ok(if count > 0 { vec![(word.to_owned(), count)] } else { Vec::new() })
    }

    /// Of each part of the index only its commonest are looked at: most words
    /// of a dictionary stand in one or two documents.
    fn look_up_prefix(&self, field: Handle, prefix: &str) -> Result<Vec<CountedTerm>> {
        let mut found = BTreeMap::new();
        self.each(field, |dictionary| {
            let mut commonest = BinaryHeap::new();
            let mut stream = dictionary.range().ge(prefix).into_stream()?;
            while stream.advance() && stream.key().starts_with(prefix.as_bytes()) {
                let count = stream.value().doc_freq;
                let least = commonest.peek().map_or(0, |Reverse((least, _))| *least);
                if commonest.len() < 2 * MOST || count > least {
                    commonest.push(Reverse((count, stream.key().to_vec())));
                }
                if commonest.len() > 2 * MOST {
                    commonest.pop();
                }
            }
            for Reverse((count, term)) in commonest {
                add(&mut found, &term, count as usize);
            }
            Ok(())
        })?;
        Ok(best(found, MOST))
    }

    fn look_up_pattern(&self, field: Handle, pattern: &str) -> Result<Vec<CountedTerm>> {
        let Ok(pattern) = regular::compile(pattern) else { return Ok(Vec::new()) };
        let mut found = BTreeMap::new();
        self.beginning(field, &pattern.prefix, |term| pattern.matches(term), &mut found)?;
        Ok(best(found, MOST))
    }

    fn look_up_near(&self, field: Handle, word: &str, distance: u8) -> Result<Vec<CountedTerm>> {
        if word.chars().nth(LONGEST_FUZZY).is_some() {
            return self.exact(field, word);
        }
        let mut near = self.exact(field, word)?;
        for distance in 1..=distance.min(2) {
            let mut found = self.within(field, word, distance)?;
            found.retain(|term, _| near.iter().all(|(known, _)| known != term));
            near.extend(best(found, MOST.saturating_sub(near.len())));
        }
        Ok(near)
    }

    fn within(&self, field: Handle, word: &str, distance: u8) -> Result<BTreeMap<String, usize>> {
        let query = FuzzyTermQuery::new(Term::from_field_text(field, word), distance, true);
        let mut found = BTreeMap::new();
        self.each(field, |dictionary| {
            let mut stream = dictionary.search(query.automaton()?).into_stream()?;
            while stream.advance() {
                let count = stream.value().doc_freq as usize;
                add(&mut found, stream.key(), count);
            }
            Ok(())
        })?;
        Ok(found)
    }

    /// Adds the words that begin so and are wanted.
    fn beginning(
        &self,
        field: Handle,
        start: &str,
        wanted: impl Fn(&str) -> bool,
        found: &mut BTreeMap<String, usize>,
    ) -> Result<()> {
        let mut known = HashMap::<String, bool>::new();
        self.each(field, |dictionary| {
            let mut stream = dictionary.range().ge(start).into_stream()?;
            while stream.advance() && stream.key().starts_with(start.as_bytes()) {
                let Ok(term) = std::str::from_utf8(stream.key()) else { continue };
                let is_wanted = match known.get(term) {
                    Some(known) => *known,
                    None => *known.entry(term.to_owned()).or_insert_with(|| wanted(term)),
                };
                if is_wanted {
                    *found.entry(term.to_owned()).or_default() += stream.value().doc_freq as usize;
                }
            }
            Ok(())
        })
    }

    fn each(
        &self,
        field: Handle,
        mut work: impl FnMut(&TermDictionary) -> Result<()>,
    ) -> Result<()> {
        for segment in self.searcher.segment_readers() {
            work(segment.inverted_index(field)?.terms())?;
        }
        Ok(())
    }
}

fn add(found: &mut BTreeMap<String, usize>, key: &[u8], count: usize) {
    if let Ok(term) = std::str::from_utf8(key) {
        *found.entry(term.to_owned()).or_default() += count;
    }
}

/// The commonest, by their count, then in order.
fn best(found: BTreeMap<String, usize>, most: usize) -> Vec<CountedTerm> {
    let mut found: Vec<_> = found.into_iter().collect();
    found.sort_by(|(_, one), (_, other)| other.cmp(one));
    found.truncate(most);
    found
}
