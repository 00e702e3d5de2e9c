//! Whether the speaker whom a draft names is the one whom the article names.
//!
//! Doubt is on the writer's side: only what the article contradicts is
//! `Other`.

use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::attribution::NamedSpeaker;
use super::edge;
use crate::library::linker::{self, Aliases};
use newsquotes::model::{Article, Quote, Speaker, Text};

/// How two speakers go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Agreement {
    Same,
    /// Not to be told, and why, as a phrase.
    Unknown(&'static str),
    Other,
}

/// A speaker named with less confidence than this may be anybody.
const LEAST_CONFIDENCE: u8 = 40;
/// Bytes between a name and the role beside it.
const BESIDE: usize = 60;
/// Two names spelled more alike than this are one.
const ALIKE: f32 = 0.85;

/// Names that no spelling makes one: NATO, North Atlantic Alliance.
static ALIASES: LazyLock<Aliases> = LazyLock::new(Aliases::shipped);

/// Words before a name that are not part of it.
const TITLES: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "dr",
    "sir",
    "lord",
    "lady",
    "madame",
    "herr",
    "frau",
    "president",
    "mayor",
    "minister",
    "prime",
    "chancellor",
    "judge",
    "father",
    "captain",
    "skipper",
    "general",
    "secretary",
    "director",
    "professor",
    "prof",
    "king",
    "queen",
    "prince",
    "princess",
    "senator",
    "governor",
    "the",
    "foreign",
    "defence",
    "defense",
    "deputy",
    "spokesman",
    "spokeswoman",
    "spokesperson",
];
/// Words of a role that tell nothing alone.
const EMPTY: &[&str] = &[
    "the", "a", "an", "of", "for", "at", "in", "to", "and", "his", "her", "its", "their", "who",
    "said", "former", "new", "old", "year", "one", "another",
];

/// Compares whom a draft names with the speaker of a quotation.
pub(super) fn compare(
    named: &NamedSpeaker,
    text: &Text,
    article: &Article,
    quote: &Quote,
) -> Agreement {
    const NOT_KNOWN: Agreement = Agreement::Unknown("speaker not known in the source");
    let Some(speaker) = &quote.speaker else { return NOT_KNOWN };
    let page = NamingPage { text, article };
    let agreement = match (&named.name, &speaker.name) {
        (Some(one), Some(other)) => page.names(one, other),
        (Some(one), None) => page.name_for_role(one, named, speaker),
        (None, _) => page.role(named, speaker),
    };
    let mentioned = named.name.as_ref().is_none_or(|name| page.mentions(name));
    match agreement {
        Agreement::Other if named.confidence < LEAST_CONFIDENCE => {
            Agreement::Unknown("speaker not certain in the draft")
        }
        Agreement::Other if speaker.confidence < LEAST_CONFIDENCE && mentioned => NOT_KNOWN,
        agreement => agreement,
    }
}

/// Whether the draft names the paper itself as the one that says it.
pub(super) fn is_outlet(named: &NamedSpeaker, article: &Article) -> bool {
    let meta = &article.meta;
    let facts = [&meta.outlet, &meta.agency, &meta.byline];
    let own = facts.into_iter().flatten().map(|fact| words(&fact.value));
    let name = words(named.name.as_deref().unwrap_or(&named.text));
    own.into_iter().any(|own| !name.is_empty() && name.iter().all(|word| own.contains(word)))
}

struct NamingPage<'a> {
    text: &'a Text,
    article: &'a Article,
}

impl NamingPage<'_> {
    fn words(&self) -> &str {
        self.text.get(self.article.span)
    }

    /// Whether the article names them anywhere.
    fn mentions(&self, name: &str) -> bool {
        let Some(last) = bare(name).pop() else { return true };
        words(self.words()).contains(&last)
    }

    fn names(&self, one: &str, other: &str) -> Agreement {
        if same_name(one, other) || ALIASES.are_one(one, other) || self.are_aliases(one, other) {
            Agreement::Same
        } else {
            Agreement::Other
        }
    }

    /// Whether one entity of the article has both names.
    fn are_aliases(&self, one: &str, other: &str) -> bool {
        self.article.entities.iter().any(|entity| {
            let names = || {
                let aliases = entity.aliases.iter().map(|alias| alias.name.as_str());
                aliases.chain(std::iter::once(entity.name.as_str()))
            };
            names().any(|name| same_name(name, one)) && names().any(|name| same_name(name, other))
        })
    }

    /// The draft has a name where the source has none: "a spokesman".
    fn name_for_role(&self, name: &str, named: &NamedSpeaker, speaker: &Speaker) -> Agreement {
        let said = speaker.mention.map(|span| self.text.get(span)).unwrap_or_default();
        let mut told = role_words(said);
        told.extend(speaker.role.iter().flat_map(|role| role_words(role)));
        let role = named.role.iter().flat_map(|role| role_words(role));
        let titles = role_words(name);
        let mut own = role.chain(titles);
        if own.any(|word| told.contains(&word)) || words(said) == words(name) {
            return Agreement::Unknown("the source gives no name");
        }
        if told.iter().any(|role| self.stand_together(name, role)) {
            return Agreement::Same;
        }
        let speakers = self.article.quotes.iter().filter_map(|quote| quote.speaker.as_ref());
        let speaks =
            speakers.filter_map(|other| other.name.as_deref()).any(|other| same_name(other, name));
        if self.mentions(name) && !speaks {
            return Agreement::Unknown("the source gives no name");
        }
        Agreement::Other
    }

    /// The draft has a role and no name: "the mayor".
    fn role(&self, named: &NamedSpeaker, speaker: &Speaker) -> Agreement {
        let role = named.role.as_deref().unwrap_or(&named.text);
        let own = role_words(role);
        let said = speaker.mention.map(|span| self.text.get(span)).unwrap_or_default();
        let known = [Some(said), speaker.role.as_deref(), speaker.name.as_deref()];
        let known: Vec<String> = known.into_iter().flatten().flat_map(role_words).collect();
        if own.is_empty() || own.iter().any(|word| known.contains(word)) {
            return Agreement::Same;
        }
        let beside = |name: &str| own.iter().any(|word| self.stand_together(name, word));
        if speaker.name.as_deref().is_some_and(beside) {
            return Agreement::Same;
        }
        let speakers = self.article.quotes.iter().filter_map(|quote| quote.speaker.as_ref());
        let others = speakers.filter_map(|other| other.name.as_deref());
        let others =
            others.filter(|other| !speaker.name.as_deref().is_some_and(|n| same_name(n, other)));
        if others.into_iter().any(beside) {
            return Agreement::Other;
        }
        Agreement::Unknown("the draft gives no name")
    }

    /// Whether a name and a word of a role stand side by side somewhere.
    fn stand_together(&self, name: &str, role: &str) -> bool {
        let Some(last) = bare(name).pop() else { return false };
        let page = fold(self.words());
        page.match_indices(role).any(|(at, _)| {
            let from = edge::floor(&page, at.saturating_sub(BESIDE));
            let to = edge::ceil(&page, at + role.len() + BESIDE);
            let near = page.get(from..to).unwrap_or_default();
            let sentence = near.split(['.', '\n', '“', '"']).find(|part| part.contains(role));
            sentence.is_some_and(|sentence| sentence.contains(&last))
        })
    }
}

/// Whether two names may be one person's or body's.
fn same_name(one: &str, other: &str) -> bool {
    let (first, second) = (bare(one), bare(other));
    let (Some(last), Some(other_last)) = (first.last(), second.last()) else { return false };
    let single = first.len() == 1 || second.len() == 1;
    let contained = first.iter().all(|word| second.contains(word))
        || second.iter().all(|word| first.contains(word));
    if contained {
        return true;
    }
    let (one, other) = (first.join(" "), second.join(" "));
    if single {
        return linker::similarity(last, other_last) >= ALIKE;
    }
    let initial = |words: &[String]| words.first().and_then(|word| word.chars().next());
    let abbreviated = first.iter().chain(&second).any(|word| word.chars().count() == 1);
    linker::similarity(&one, &other) >= ALIKE
        || (last == other_last && abbreviated && initial(&first) == initial(&second))
}

/// The words of a name without titles; all of them when nothing else is left.
fn bare(name: &str) -> Vec<String> {
    let all = words(name);
    let own: Vec<String> =
        all.iter().filter(|word| !TITLES.contains(&word.as_str())).cloned().collect();
    if own.is_empty() { all } else { own }
}

fn role_words(role: &str) -> Vec<String> {
    let all = words(role).into_iter();
    all.filter(|word| word.len() > 2 && !EMPTY.contains(&word.as_str())).collect()
}

fn words(text: &str) -> Vec<String> {
    let folded = fold(text);
    let words = folded.split(|c: char| !c.is_alphanumeric()).map(|word| word.trim_end_matches('s'));
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Small letters without accents, possessives cut off.
fn fold(text: &str) -> String {
    let plain: String = text.nfkd().filter(|c| !is_combining_mark(*c)).collect();
    plain.to_lowercase().replace("’s", "").replace("'s", "")
}
