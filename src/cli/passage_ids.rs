//! Ids of passages on the command line, as `nreader quotes` prints them.

use crate::cite::Subject;

/// Digits of the id of a passage.
const ID_DIGITS: usize = 12;

/// The ids of passages: twelve hex digits each.
#[derive(Debug)]
pub(super) struct PassageIds(Vec<String>);

impl PassageIds {
    /// The ids, where every word is one.
    pub(super) fn read(arguments: &[String]) -> Option<PassageIds> {
        let words = arguments.iter().flat_map(|argument| argument.split_whitespace());
        let words: Vec<String> = words.map(str::to_ascii_lowercase).collect();
        let is_id = |word: &String| {
            word.len() == ID_DIGITS && word.bytes().all(|byte| byte.is_ascii_hexdigit())
        };
        (!words.is_empty() && words.iter().all(is_id)).then_some(PassageIds(words))
    }

    /// The quotations of an article with a part of one of these ids.
    pub(super) fn quotes(&self, subject: &Subject<'_>) -> Vec<usize> {
        let named = |index: &usize| {
            let quote = subject.article.quotes.get(*index);
            let mut parts = quote.into_iter().flat_map(|quote| &quote.parts);
            parts.any(|part| self.0.contains(&subject.id(*part)))
        };
        (0..subject.article.quotes.len()).filter(named).collect()
    }
}
