//! Regular expressions over single words.

use crate::library::sure::sure;
use regex::{Regex, RegexBuilder};

/// The most that a compiled expression may take, in bytes.
const LARGEST: usize = 1 << 20;

/// An expression that has to match a whole word.
#[derive(Clone, Debug)]
pub(crate) struct WordPattern {
    regex: Regex,
    /// What every match begins with.
    pub(super) prefix: String,
}

impl WordPattern {
    /// The small letters that every word matched begins with; often none.
    #[must_use]
    pub(crate) fn prefix(&self) -> &str {
        &self.prefix
    }

    /// Whether it matches all of a folded word.
    #[must_use]
    pub(crate) fn matches(&self, word: &str) -> bool {
        self.regex.is_match(word)
    }
}

/// The pattern that has to match whole words.
///
/// # Errors
///
/// Why it is none, as a phrase without a full stop.
pub(crate) fn compile(pattern: &str) -> Result<WordPattern, String> {
    let whole = format!("^(?:{pattern})$");
    let regex = RegexBuilder::new(&whole).case_insensitive(true).size_limit(LARGEST).build();
    match regex {
        Ok(regex) => Ok(WordPattern { regex, prefix: prefix(pattern) }),
        Err(regex::Error::CompiledTooBig(_)) => Err("it stands for too much".into()),
        Err(error) => {
            let said = error.to_string();
            let last = sure(said.lines().last());
            Err(last.trim_start_matches("error:").trim().trim_end_matches('.').to_owned())
        }
    }
}

/// The letters that a pattern begins with and that nothing makes optional.
fn prefix(pattern: &str) -> String {
    if pattern.contains('|') {
        return String::new();
    }
    let end = pattern.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(pattern.len());
    let (letters, rest) = pattern.split_at(end);
    let optional = rest.starts_with(['?', '*', '{']);
    let end = letters.len().saturating_sub(usize::from(optional));
    sure(letters.get(..end)).to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_prefix_is_what_every_match_begins_with() {
        for (pattern, expected) in [
            ("bridg.*", "bridg"),
            ("Bridges?", "bridge"),
            ("a|b", ""),
            (".x", ""),
            ("ferry", "ferry"),
        ] {
            assert_eq!(prefix(pattern), expected, "{pattern}");
        }
    }

    #[test]
    fn a_pattern_matches_whole_words_and_a_wrong_one_says_why() {
        let pattern = compile("br.dge").unwrap();
        assert!(pattern.matches("bridge") && !pattern.matches("bridges"));
        assert!(compile("br(").unwrap_err().contains("unclosed group"));
        assert_eq!(compile(r"\w{999}{999}").unwrap_err(), "it stands for too much");
    }
}
