//! Whom a draft names beside a quotation, where its markup or a line of its
//! own says so: "— Ida Ober, mayor", "Ober, quoted in".

use super::edge;
use newsquotes::model::EntityKind;

/// How a draft names a speaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NamingWay {
    /// By name or description, beside the words.
    ByName,
    /// By "he" or "she", taken for somebody named before.
    ByPronoun,
    /// Not at all: a neighbouring quotation names them.
    Carried,
}

/// Somebody named as the speaker of a quotation in a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NamedSpeaker {
    /// The words of the draft that name them: a name, "he", "the mayor".
    pub text: String,
    /// Who that is according to the draft.
    pub name: Option<String>,
    pub role: Option<String>,
    pub way: NamingWay,
    /// What the draft as a whole takes the name for, where it says.
    pub kind: Option<EntityKind>,
    /// How sure that is, 0 to 100.
    pub confidence: u8,
    /// The other people whom the sentences around the words name, one of whom
    /// may be meant: “…,” Hale said, according to her lawyer, Ida Ober.
    pub others: Vec<String>,
}

/// Dashes that begin the line under a quotation.
const DASHES: &[char] = &['—', '–', '―', '-', '~'];
/// Words between a speaker and the article that quotes them.
const CITING: &[&str] = &[
    "quoted in",
    "qtd. in",
    "as cited in",
    "cited in",
    "zit. n.",
    "zitiert nach",
    "cité dans",
    "citado en",
];
/// What footnotes that cite hold besides.
const OF_CITATIONS: &[&str] = &["http://", "https://", "accessed ", "abgerufen", "consulté"];
const PRONOUNS: &[&str] = &["he", "she", "they", "it", "i", "we", "er", "sie", "il", "elle"];

/// Whether a line says who is quoted and is not part of the words.
pub(super) fn is_line(words: &str) -> bool {
    let words = words.trim();
    let dashed = words.strip_prefix(DASHES).map(|rest| rest.trim_start_matches(DASHES));
    let named = dashed.is_some_and(|rest| {
        let rest = rest.trim_start();
        rest.len() < 200 && rest.starts_with(|c: char| c.is_alphabetic() || c == '[')
    });
    named || is_callout(words) || is_link(words) || is_anchor(words)
}

/// The title line of an Obsidian callout.
fn is_callout(words: &str) -> bool {
    words.starts_with("[!")
}

fn is_link(words: &str) -> bool {
    words.starts_with("[[") && words.contains("]]")
}

/// The id of a block for Obsidian: `^q-900b88a4`.
fn is_anchor(words: &str) -> bool {
    words.starts_with('^') && !words.contains(' ')
}

/// The speaker that such a line names.
pub(super) fn line(words: &str) -> Option<NamedSpeaker> {
    let words = words.trim();
    if let Some(callout) = words.strip_prefix("[!") {
        let (_, title) = callout.split_once(']')?;
        return phrase(title.trim_start_matches(['+', '-']).split('·').next()?);
    }
    let named = is_line(words) && !is_link(words) && !is_anchor(words);
    named.then(|| phrase(words.trim_start_matches(DASHES)))?
}

/// A name with a role behind it: "Ida Ober, mayor of Melle (Bell, 2026)".
pub(super) fn phrase(words: &str) -> Option<NamedSpeaker> {
    let words = before_citing(words).unwrap_or(words);
    let bare = words.split(['(', '[', '{', '<', '@', '·', ';']).next()?.trim();
    let mut pieces = bare.split(',').map(|piece| piece.trim_matches([' ', '\t', '\n', '.', ':']));
    let first = pieces.next().filter(|name| name.chars().any(char::is_alphabetic))?;
    let first = first.trim_start_matches("said ");
    let rest = pieces.next().filter(|role| !role.is_empty()).map(str::to_owned);
    let named = first.chars().next().is_some_and(char::is_uppercase)
        && !first.to_lowercase().starts_with("the ");
    Some(NamedSpeaker {
        text: bare.trim_end_matches(',').to_owned(),
        name: named.then(|| first.to_owned()),
        role: if named { rest } else { Some(first.to_owned()) },
        way: NamingWay::ByName,
        kind: None,
        confidence: 95,
        others: Vec::new(),
    })
}

/// The speaker named before "quoted in"; `None` where nothing says so.
pub(super) fn phrase_before_citing(words: &str) -> Option<NamedSpeaker> {
    phrase(before_citing(words)?)
}

fn before_citing(words: &str) -> Option<&str> {
    let small = words.to_ascii_lowercase();
    let at = CITING.iter().filter_map(|citing| small.find(citing)).min()?;
    let before = words.get(..at)?.trim().trim_end_matches([',', ' ']);
    (!before.is_empty()).then_some(before)
}

/// The words in brackets right behind a quotation's closing mark.
pub(super) fn in_brackets(behind: &str) -> Option<String> {
    let near = edge::head(behind, 300);
    let near = near.trim_start_matches(['”', '"', '’', '»', '“', '\'', ' ', '.', ',', '\n']);
    let inside = near.strip_prefix(['[', '('])?;
    let inside = inside.split([']', ')']).next()?;
    before_citing(inside).is_some().then(|| inside.to_owned())
}

/// The speaker named right behind a quotation, before an article in brackets:
/// `” Ida Ober, mayor of Melle (Bell, 30 June 2022)`.
pub(super) fn before_brackets(behind: &str) -> Option<NamedSpeaker> {
    let near = edge::head(behind, 160).strip_prefix(['”', '"', '’', '»', '“'])?;
    let (named, _) = near.split_once(" (")?;
    let name = named.split(',').next()?.trim();
    let capital = |word: &str| word.starts_with(|c: char| !c.is_lowercase());
    let apart = !named.contains(['.', '“', '”', '"', '\n', ')', ':', ';']);
    (apart && !name.is_empty() && name.split_whitespace().all(capital)).then(|| phrase(named))?
}

/// Whether a footnote only says where something comes from.
pub(super) fn is_citation(words: &str) -> bool {
    let small = words.to_lowercase();
    CITING.iter().chain(OF_CITATIONS).any(|sign| small.contains(sign))
}

/// Whether the words that name a speaker are a pronoun.
pub(super) fn is_pronoun(words: &str) -> bool {
    PRONOUNS.contains(&words.trim().to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(words: &str) -> (Option<String>, Option<String>) {
        let named = line(words).or_else(|| phrase(words)).unwrap();
        (named.name, named.role)
    }

    #[test]
    fn names_and_roles_are_taken_apart() {
        let some = |words: &str| Some(words.to_owned());
        assert_eq!(
            told("— Ida Ober, mayor of Melle[^1]"),
            (some("Ida Ober"), some("mayor of Melle"))
        );
        assert_eq!(told("-- the mayor"), (None, some("the mayor")));
        assert_eq!(told("[!quote] Ida Ober · Bell · 2026-06-30"), (some("Ida Ober"), None));
        assert_eq!(told("Ida Ober, quoted in Bell 2026"), (some("Ida Ober"), None));
    }

    #[test]
    fn words_are_no_attribution() {
        assert!(!is_line("We keep it — all of it."));
        assert!(!is_line("- 5 -"));
        assert!(is_line("^q-900b88a4-1302"));
        assert_eq!(line("[[bell2026]] para. 9"), None);
    }

    #[test]
    fn brackets_behind_a_quotation_may_name_its_speaker() {
        let inside = in_brackets("” [Ober, quoted in @bell2026, para. 9].").unwrap();
        assert_eq!(phrase_before_citing(&inside).unwrap().name.as_deref(), Some("Ober"));
        assert_eq!(in_brackets("” (a long way)."), None);
        let name = |behind| before_brackets(behind).and_then(|named| named.name);
        assert_eq!(name("” Ida Ober, mayor (Bell, 2026).").as_deref(), Some("Ida Ober"));
        assert_eq!(name("” Ober said (again)."), None);
    }
}
