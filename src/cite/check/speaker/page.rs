//! What an article tells of the people it names: who stands in it, who is who,
//! and who speaks for whom.

use std::sync::LazyLock;

use super::names::{ALIKE, bare, fold, same_name, words};
use crate::cite::check::edge;
use crate::library::linker::{self, Aliases};
use newsquotes::model::{Article, EntityKind, Span, Speaker, Text};

/// Names that no spelling makes one: NATO, North Atlantic Alliance.
static ALIASES: LazyLock<Aliases> = LazyLock::new(Aliases::shipped);

/// Bytes between a name and the description beside it: “Ida Ober, who has been
/// mayor of Melle for nine years”.
const BESIDE: usize = 60;
/// Beginnings of words for those who speak for a body.
const SPEAKS_FOR: &[&str] =
    &["spokes", "press secretary", "press officer", "sprecher", "porte-parole", "portavoz"];

/// An article to look names up in.
pub(in crate::cite::check) struct NamingPage<'a> {
    pub(super) text: &'a Text,
    pub(super) article: &'a Article,
}

impl NamingPage<'_> {
    fn words(&self) -> &str {
        self.text.get(self.article.span)
    }

    /// Whether anybody of that name stands in the article, however spelled.
    pub(super) fn knows(&self, name: &str) -> bool {
        let Some(last) = bare(name).pop() else { return true };
        let page = words(self.words());
        page.contains(&last)
            || page.iter().any(|word| linker::similarity(word, &last) >= ALIKE)
            || self.article.entities.iter().any(|entity| ALIASES.are_one(name, &entity.name))
    }

    /// Why two names are one person's or body's, as a phrase; `None` where
    /// nothing says so.
    pub(super) fn identity(&self, one: &str, other: &str) -> Option<String> {
        if self.are_spelled_as_one(one, other) {
            return Some(format!("the source names {other}"));
        }
        (ALIASES.are_one(one, other) || self.are_aliases(one, other))
            .then(|| format!("the source names {other}, who is {one}"))
    }

    /// Why the words beside the quotation are the draft's person, whomever they
    /// are taken for: “Biden replied” is Joe Biden as well as Jill Biden.
    pub(super) fn may_be_meant(&self, one: &str, speaker: &Speaker) -> Option<String> {
        let said = self.text.get(speaker.mention?);
        let (mention, name) = (bare(said), bare(one));
        let is_part =
            mention.iter().all(|word| name.contains(word)) && mention.last() == name.last();
        is_part.then(|| format!("the source says “{said}”"))
    }

    /// Two spellings are one name unless the article has both.
    fn are_spelled_as_one(&self, one: &str, other: &str) -> bool {
        if !same_name(one, other) {
            return false;
        }
        let (first, second) = (bare(one), bare(other));
        let contained = first.iter().all(|word| second.contains(word))
            || second.iter().all(|word| first.contains(word));
        if contained {
            return true;
        }
        let page = words(self.words());
        let stands = |name: &[String]| name.last().is_some_and(|last| page.contains(last));
        !(first.last() != second.last() && stands(&first) && stands(&second))
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

    /// What the article takes a name for.
    pub(super) fn kind_of(&self, name: &str) -> Option<EntityKind> {
        let is = |entity: &&newsquotes::model::Entity| words(&entity.name) == words(name);
        self.article.entities.iter().find(is).map(|entity| entity.kind)
    }

    /// Whether the article has a name as a person's. “The Hall of Fame: “…””
    /// and “Chief Justice …” look like speakers and are nobody.
    pub(super) fn is_person(&self, name: &str) -> bool {
        let people = self.article.entities.iter().filter(|one| one.kind == EntityKind::Person);
        let mut names = people.flat_map(|one| {
            let aliases = one.aliases.iter().map(|alias| alias.name.as_str());
            aliases.chain(std::iter::once(one.name.as_str()))
        });
        let own = words(name);
        names.any(|one| words(one) == own)
    }

    /// Whether the words beside the quotation are the name itself.
    pub(super) fn is_named_beside(&self, speaker: &Speaker, name: &str) -> bool {
        let Some(mention) = speaker.mention else { return false };
        let said = words(self.text.get(mention));
        bare(name).last().is_some_and(|last| said.contains(last))
    }

    /// The others named together with a speaker: “Ober and Hale said”.
    pub(super) fn joint(&self, mention: Span) -> Vec<String> {
        let text = self.text.as_str();
        let capital = |word: &&str| word.starts_with(char::is_uppercase);
        let behind = text.get(mention.end()..).and_then(|rest| rest.strip_prefix(" and "));
        let behind = behind.map(|rest| {
            let words = edge::head(rest, 80).split_whitespace().take_while(capital);
            words.take(4).collect::<Vec<_>>().join(" ")
        });
        let before = text.get(..mention.start()).and_then(|rest| rest.strip_suffix(" and "));
        let before = before.map(|rest| {
            let mut words: Vec<&str> =
                edge::tail(rest, 80).split_whitespace().rev().take_while(capital).take(4).collect();
            words.reverse();
            words.join(" ")
        });
        [behind, before].into_iter().flatten().filter(|name| !name.is_empty()).collect()
    }

    /// Why `person` speaks for the body `other`, as a phrase: “White House
    /// press secretary Ada Prynne”.
    pub(super) fn speaks_for(
        &self,
        person: &str,
        body: &str,
        role: Option<&str>,
    ) -> Option<String> {
        // A campaign's spokesman does not speak for the candidate beside him.
        if self.kind_of(body) != Some(EntityKind::Organisation) {
            return None;
        }
        let why = || Some(format!("{person} speaks for {body}"));
        let of_body = words(body);
        let last = bare(person).pop()?;
        let in_role = role.map(words).is_some_and(|role| of_body.iter().all(|w| role.contains(w)));
        if in_role && !of_body.is_empty() {
            return why();
        }
        let page = fold(self.words());
        let head = of_body.last()?;
        let near = SPEAKS_FOR.iter().flat_map(|word| page.match_indices(word));
        near.map(|(at, _)| at).find_map(|at| {
            let from = edge::floor(&page, at.saturating_sub(BESIDE));
            let around = page.get(from..edge::ceil(&page, at + BESIDE))?;
            (around.contains(&last) && around.contains(head)).then(why)?
        })
    }

    /// Whether a name and the words of a description stand side by side
    /// somewhere.
    pub(super) fn stand_together(&self, name: &str, description: &[String]) -> bool {
        stand_together(self.words(), name, description)
    }

    /// Another person who is named between the one that "he" is taken for and
    /// "he" itself.
    pub(super) fn named_between(&self, speaker: &Speaker, name: &str) -> Option<String> {
        let (mention, antecedent) = (speaker.mention?, speaker.antecedent?);
        let between = self.article.mentions.iter().filter(|other| {
            other.span.start() >= antecedent.end() && other.span.end() <= mention.start()
        });
        between
            .filter(|other| !other.credit)
            .filter_map(|other| self.article.entities.get(usize::try_from(other.entity).ok()?))
            .find(|entity| entity.kind == EntityKind::Person && !same_name(&entity.name, name))
            .map(|entity| entity.name.clone())
    }
}

/// Whether a text puts a description beside a name: “Montana Democrat Max
/// Baucus”, “Ober, the mayor of Melle”. That both stand in one sentence is not
/// enough: “Hale met the mayor”.
pub(in crate::cite::check) fn stand_together(
    text: &str,
    name: &str,
    description: &[String],
) -> bool {
    let own = words(name);
    let (Some(last), Some(head)) = (bare(name).pop(), description.last()) else { return false };
    let page = fold(text);
    page.match_indices(head.as_str()).any(|(at, _)| {
        let from = edge::floor(&page, at.saturating_sub(BESIDE));
        let end = at + head.len();
        let before = page.get(from..at).and_then(|near| near.rsplit(SENTENCE_ENDS).next());
        let behind = page.get(end..edge::ceil(&page, end + BESIDE));
        let behind = behind.and_then(|near| near.split(SENTENCE_ENDS).next());
        let (before, behind) = (before.unwrap_or(""), behind.unwrap_or(""));
        let sentence = [before, head, behind].concat();
        description.iter().all(|word| sentence.contains(word.as_str()))
            && (leads_to_name(behind, &last, &own) || follows_name(before, &last))
    })
}

/// Signs that no apposition runs over.
const SENTENCE_ENDS: &[char] = &['.', '\n', '“', '”', '"', ';'];
/// Between a name and what the person is: “Ober, the mayor”, “Ober is mayor”.
const APPOSING: &[&str] = &[",", " is ", " was ", " who ", " (", " –", " —", " as "];

/// “president Vladimir Putin”, “mayor of Melle, Ida Ober”: nothing but the name
/// itself or a comma stands before the surname.
fn leads_to_name(behind: &str, last: &str, name: &[String]) -> bool {
    let Some(at) = behind.find(last) else { return false };
    let gap = behind.get(..at).unwrap_or("");
    let gap = gap.rsplit(',').next().unwrap_or(gap);
    words(gap).iter().all(|word| word.chars().count() == 1 || name.contains(word))
}

/// “Ober, who has been mayor”.
fn follows_name(before: &str, last: &str) -> bool {
    let Some(at) = before.rfind(last) else { return false };
    let gap = before.get(at + last.len()..).unwrap_or("");
    // “Fallow, a Democrat, met the mayor”: the apposition is over at its comma;
    // an age may stand before it.
    let mut commas = gap.split(',').skip(1).peekable();
    let mut is_over = false;
    while let Some(piece) = commas.next() {
        is_over |= commas.peek().is_some() && !piece.trim().chars().all(char::is_numeric);
    }
    !is_over && APPOSING.iter().any(|sign| gap.starts_with(sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_apposition_makes_a_description_somebodys() {
        let text = "Senator Max Fallow, a Montana Democrat, met the mayor. Ida Ober, who has been \
            mayor of Melle for years, and President Per Lund stayed.";
        let together = |name: &str, description: &str| {
            let description: Vec<String> = words(description);
            stand_together(text, name, &description)
        };
        assert!(together("Max Fallow", "montana democrat"));
        assert!(together("Ida Ober", "mayor"));
        assert!(together("Per Lund", "president"));
        assert!(!together("Max Fallow", "mayor"));
        assert!(!together("Ida Ober", "president"));
    }
}
