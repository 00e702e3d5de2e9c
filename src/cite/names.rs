//! A byline into names, family name and given names apart, for the styles
//! and formats that turn them round.
//!
//! The rules are those of the style manuals for Western names: particles in
//! lower case belong to the family name (`von der Leyen`), generational
//! suffixes stand last. What does not look like a person's name is a group
//! and is never turned.

/// Who wrote an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Author {
    Person {
        given: String,
        family: String,
        /// `Jr.`, `III`; empty for most.
        suffix: String,
    },
    /// An agency, a desk, or a name that cannot be divided.
    Group(String),
}

/// Words of a byline that belong to no person.
const DESKS: &[&str] = &[
    "agencies",
    "agency",
    "associated",
    "bureau",
    "correspondent",
    "desk",
    "editor",
    "editorial",
    "editors",
    "news",
    "newsroom",
    "online",
    "press",
    "redaction",
    "rédaction",
    "redaktion",
    "reporter",
    "reporters",
    "service",
    "staff",
    "team",
    "wire",
];

const SUFFIXES: &[&str] = &["jr", "jr.", "sr", "sr.", "ii", "iii", "iv"];

/// The authors that a byline names, in its order.
#[must_use]
pub(crate) fn authors(byline: &str) -> Vec<Author> {
    let byline = byline.trim().trim_end_matches('.');
    let parts = byline.split([',', ';', '/', '|', '·']).flat_map(split_and);
    let mut authors: Vec<Author> = Vec::new();
    for part in parts.map(str::trim).filter(|part| !part.is_empty()) {
        match (is_suffix(part), authors.last_mut()) {
            (true, Some(Author::Person { suffix, .. })) => part.clone_into(suffix),
            _ => authors.push(author(part)),
        }
    }
    authors
}

/// A list's last two: `A and B`, in the languages of bylines.
fn split_and(words: &str) -> Vec<&str> {
    let mut parts = vec![words];
    for and in [" and ", " & ", " und ", " et ", " y "] {
        parts = parts.into_iter().flat_map(|part| part.split(and)).collect();
    }
    let without_and = |part| str::strip_prefix(str::trim_start(part), "and ").unwrap_or(part);
    parts.into_iter().map(without_and).collect()
}

fn author(name: &str) -> Author {
    let name = name.split(" in ").next().unwrap_or(name).trim();
    let mut words: Vec<&str> = name.split_whitespace().collect();
    let suffix = words.pop_if(|word| is_suffix(word)).unwrap_or_default();
    let family = family_start(&words);
    match words.split_at_checked(family) {
        Some((given, family)) if !given.is_empty() && is_person(&words) => Author::Person {
            given: given.join(" "),
            family: family.join(" "),
            suffix: suffix.to_owned(),
        },
        _ => Author::Group(name.to_owned()),
    }
}

/// The index of the first word of the family name: the last word with the
/// particles before it.
fn family_start(words: &[&str]) -> usize {
    let mut start = words.len().saturating_sub(1);
    while let Some(before) = start.checked_sub(1).filter(|before| *before > 0) {
        let particle = words.get(before).is_some_and(|word| word.starts_with(char::is_lowercase));
        if !particle {
            break;
        }
        start = before;
    }
    start
}

fn is_person(words: &[&str]) -> bool {
    let desk = |word: &&str| DESKS.contains(&word.to_lowercase().as_str());
    let capital = |word: &&str| word.starts_with(char::is_uppercase);
    let latin = |word: &&str| {
        word.chars().all(|c| (c.is_alphabetic() && c < '\u{370}') || "-.'’‐".contains(c))
    };
    (2..=6).contains(&words.len())
        && words.iter().all(latin)
        && words.first().is_some_and(capital)
        && words.last().is_some_and(capital)
        && !words.iter().any(desk)
}

fn is_suffix(word: &str) -> bool {
    SUFFIXES.contains(&word.to_lowercase().as_str())
}

impl Author {
    /// In the order of speech: `Nora Vey`.
    #[must_use]
    pub(crate) fn straight(&self) -> String {
        match self {
            Author::Group(name) => name.clone(),
            Author::Person { given, family, suffix } if suffix.is_empty() => {
                format!("{given} {family}")
            }
            Author::Person { given, family, suffix } => format!("{given} {family} {suffix}"),
        }
    }

    /// Family name first: `Vey, Nora`.
    #[must_use]
    pub(crate) fn inverted(&self) -> String {
        self.with_given(str::to_owned)
    }

    /// Family name first, given names as initials: `Vey, N. L.`; hyphenated
    /// ones keep the hyphen: `Sartre, J.-P.`
    #[must_use]
    pub(crate) fn initialled(&self) -> String {
        self.with_given(|given| {
            given.split_whitespace().map(initials).collect::<Vec<_>>().join(" ")
        })
    }

    fn with_given(&self, given_as: impl Fn(&str) -> String) -> String {
        match self {
            Author::Group(name) => name.clone(),
            Author::Person { given, family, suffix } => {
                let comma = if suffix.is_empty() { "" } else { ", " };
                format!("{family}, {}{comma}{suffix}", given_as(given))
            }
        }
    }

    /// What a reference in the text calls them: `Vey`.
    #[must_use]
    pub(crate) fn short(&self) -> &str {
        match self {
            Author::Group(name) => name,
            Author::Person { family, .. } => family,
        }
    }

    /// Whether it is the group of that name, in any case.
    #[must_use]
    pub(crate) fn is_group(&self, name: &str) -> bool {
        matches!(self, Author::Group(own) if own.to_lowercase() == name.to_lowercase())
    }
}

fn initials(name: &str) -> String {
    let initial = |part: &str| part.chars().next().map(|c| format!("{}.", c.to_uppercase()));
    name.split('-').filter_map(initial).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turned(byline: &str) -> Vec<String> {
        authors(byline).iter().map(Author::inverted).collect()
    }

    #[test]
    fn people_are_turned_with_their_particles_and_suffixes() {
        assert_eq!(turned("Nora Vey"), ["Vey, Nora"]);
        assert_eq!(
            turned("Nora Vey, Tom Rask and Ida L. Ober"),
            ["Vey, Nora", "Rask, Tom", "Ober, Ida L."]
        );
        assert_eq!(turned("Ursula von der Marsch"), ["von der Marsch, Ursula"]);
        assert_eq!(turned("Sam Pell Jr."), ["Pell, Sam, Jr"]);
        assert_eq!(turned("Sam Pell, Jr., and Ann Lo"), ["Pell, Sam, Jr.", "Lo, Ann"]);
        assert_eq!(turned("Nora Vey in Norrby"), ["Vey, Nora"]);
        assert_eq!(authors("Jean-Paul Orme")[0].initialled(), "Orme, J.-P.");
    }

    #[test]
    fn what_is_no_person_is_never_turned() {
        for group in ["Reuters", "Norrby News Desk", "Courier staff", "新华社", "AFP"] {
            assert_eq!(turned(group), [group]);
        }
    }
}
