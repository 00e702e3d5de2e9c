//! Authors: people with family name and given names apart, for the styles and
//! formats that turn them round, and bodies, which are never turned.
//!
//! `byline` reads them; nothing else in the program divides an author's name.
//! The rules are those of the style manuals for Western names: particles in
//! lower case belong to the family name (`von der Leyen`), generational
//! suffixes stand last.

mod byline;
mod words;

pub(crate) use byline::authors;

/// Who wrote an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Author {
    Person {
        given: String,
        /// With its particles.
        family: String,
        /// `Jr.`, `III`; empty for most.
        suffix: String,
    },
    /// An agency, an institution, or a name that cannot be divided.
    Group(String),
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

    /// The same with particles behind the given name, as Chicago has them in
    /// lists: `Marsch, Ursula von der`.
    #[must_use]
    pub(crate) fn inverted_behind(&self) -> String {
        let (particle, family) = self.particles();
        match self {
            Author::Person { given, suffix, .. } if !particle.is_empty() => {
                let comma = if suffix.is_empty() { "" } else { ", " };
                format!("{family}, {given} {particle}{comma}{suffix}")
            }
            author => author.inverted(),
        }
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

    /// The particles of the family name and the rest of it: `von der`,
    /// `Leyen`; the first is empty for most.
    #[must_use]
    pub(crate) fn particles(&self) -> (&str, &str) {
        let family = self.short();
        let starts = family.split(' ').scan(0, |at, word| {
            let start = *at;
            *at += word.len() + 1;
            Some((start, word))
        });
        let own = starts.into_iter().find(|(_, word)| word.starts_with(char::is_uppercase));
        let at = own.map_or(0, |(start, _)| start);
        let (particles, rest) = family.split_at_checked(at).unwrap_or(("", family));
        (particles.trim_end(), rest)
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
