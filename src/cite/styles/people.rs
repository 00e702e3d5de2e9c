//! Lists of authors as the styles join them, and who speaks.

use super::Cited;
use crate::cite::Author;
use crate::cite::authors;

/// `A`, `A and B`, `A, B, and C`; with more than `most`, `A et al.`
pub(super) fn listed(names: &[String], and: &str, most: usize) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first, ..] if names.len() > most => format!("{first} et al."),
        [first, second] => format!("{first} {and} {second}"),
        [most @ .., last] => format!("{}, {and} {last}", most.join(", ")),
    }
}

/// The first author turned round by `turn`, the others not: `Vey, Nora, and Tom
/// Rask`; with more than `most`, `Vey, Nora, et al.`
pub(super) fn first_inverted(
    authors: &[Author],
    most: usize,
    turn: fn(&Author) -> String,
) -> String {
    let Some((first, rest)) = authors.split_first() else { return String::new() };
    let first = turn(first);
    let rest: Vec<String> = rest.iter().map(Author::straight).collect();
    match rest.as_slice() {
        [] => first,
        rest if rest.len() >= most => format!("{first}, et al."),
        [second] => format!("{first}, and {second}"),
        [middle @ .., last] => format!("{first}, {}, and {last}", middle.join(", ")),
    }
}

/// The authors in the order of speech.
pub(super) fn straight(authors: &[Author]) -> Vec<String> {
    authors.iter().map(Author::straight).collect()
}

/// What references in the text call the authors.
pub(super) fn short(authors: &[Author]) -> Vec<String> {
    authors.iter().map(|author| author.short().to_owned()).collect()
}

/// The speaker's family name.
pub(super) fn short_speaker(cited: &Cited<'_>) -> Option<String> {
    let name = &cited.speaker?.name;
    let family = authors(name).first().map(|author| author.short().to_owned());
    Some(family.unwrap_or_else(|| name.clone()))
}
