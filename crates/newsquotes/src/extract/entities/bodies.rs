//! Names of organisations made whole: what they are for (`Council for the
//! Welfare of Farmers`), lists inside them (`Ministry of Agriculture,
//! Fisheries and Food`), the partners of a firm (`Ober, Lind & Partners`); and
//! cut where the office of somebody begins (`State Department Spokesperson`).

use super::lexicon::{BODY_WORDS, NAMES, NameLexicon, TITLES_AND_ROLES, phrase};
use super::names::{TaggedName, key};
use super::words::{TaggerWord, TaggerWords};
use crate::model::{EntityKind, Text};
use crate::sure;

/// Words that one part of such a name may have.
const LONGEST_PART: usize = 4;

/// Parts of a list inside a name.
const LONGEST_LIST: usize = 5;

/// Completes the organisations among `names`.
pub(super) fn complete(
    text: &Text,
    words: &TaggerWords,
    lexicon: NameLexicon<'_>,
    names: &mut Vec<TaggedName>,
) {
    let bodies = Bodies { text, words, lexicon };
    bodies.add_firms(names);
    let mut at = 0;
    while at < names.len() {
        if names.get(at).is_some_and(|name| name.kind == EntityKind::Organisation) {
            bodies.complete(names, at);
            at = bodies.join_partners(names, at);
        }
        at += 1;
    }
}

struct Bodies<'a> {
    text: &'a Text,
    words: &'a TaggerWords,
    lexicon: NameLexicon<'a>,
}

impl Bodies<'_> {
    /// Moves the end of the name at `at` to where it belongs.
    fn complete(&self, names: &mut Vec<TaggedName>, at: usize) {
        let Some(name) = names.get(at) else { return };
        let (start, old) = (name.words.start, name.words.end);
        let mut end = self.without_office(start, old);
        if end == old {
            end = self.with_purpose(names, at, end).unwrap_or(end);
            end = self.with_list(names, at, end).unwrap_or(end);
        }
        if end != old {
            self.set(names, at, start, end);
        }
    }

    /// Gives a name these words; names that they cover go.
    fn set(&self, names: &mut Vec<TaggedName>, at: usize, start: usize, end: usize) {
        if let Some(name) = names.get_mut(at) {
            name.words = start..end;
            name.key = key(self.text, sure::items(&self.words.all, start..end));
        }
        let mut index = 0;
        names.retain(|name| {
            index += 1;
            index - 1 == at || name.words.end <= start || name.words.start >= end
        });
    }

    /// The end of a name before the office that follows it: `State Department
    /// Spokesperson`.
    fn without_office(&self, start: usize, end: usize) -> usize {
        let classes = |at: usize| self.classes(at);
        let office = |at: usize| {
            classes(at) & TITLES_AND_ROLES != 0 && classes(at) & (BODY_WORDS | NAMES) == 0
        };
        let cut = (start + 1..end).rev().take_while(|at| office(*at)).last();
        cut.filter(|cut| classes(*cut - 1) & BODY_WORDS != 0).unwrap_or(end)
    }

    /// The end of a name with what the body is for or of, where the name stops
    /// at the word that says what it is: `Joint Council` of `Joint Council for
    /// the Welfare of Farmers`.
    fn with_purpose(&self, names: &[TaggedName], at: usize, end: usize) -> Option<usize> {
        if self.classes(end - 1) & BODY_WORDS == 0 {
            return None;
        }
        let mut next = self.purpose(end)?;
        let first = next;
        loop {
            let part = self.part(next);
            if part == next || self.is_other(names, at, next..part) {
                return None;
            }
            match self.purpose(part) {
                Some(further) if part - first < LONGEST_PART => next = further,
                _ => return Some(part),
            }
        }
    }

    /// The place behind "of" or "for" and an article.
    fn purpose(&self, at: usize) -> Option<usize> {
        if !matches!(self.form(at), "of" | "for") {
            return None;
        }
        let next = at + 1 + usize::from(self.form(at + 1) == "the");
        self.words.all.get(next).is_some_and(|word| word.capital).then_some(next)
    }

    /// The end of a name with the rest of the list it begins: `Ministry of
    /// Agriculture` of `Ministry of Agriculture, Fisheries and Food`.
    fn with_list(&self, names: &[TaggedName], at: usize, end: usize) -> Option<usize> {
        let start = names.get(at)?.words.start;
        let opens = (start..end).any(|at| {
            matches!(self.form(at), "of" | "for")
                && self.classes(at.wrapping_sub(1)) & BODY_WORDS != 0
        });
        if !opens || self.ends_sentence(end) {
            return None;
        }
        let mut next = end;
        for _ in 0..LONGEST_LIST {
            let last = matches!(self.form(next), "and" | "&");
            if !last && self.form(next) != "," {
                return None;
            }
            // A comma before the last "and" too.
            let from = next + 1 + usize::from(!last && self.form(next + 1) == "and");
            let last = last || from > next + 1;
            let part = self.part(from);
            // `of Health and Parliament`: two bodies, where the second is one.
            if part == from || part - from > 2 || self.is_other(names, at, from..part) {
                return None;
            }
            if last {
                return Some(part);
            }
            next = part;
        }
        None
    }

    /// The end of the capitalised words from `at` on.
    fn part(&self, at: usize) -> usize {
        let words = self.words.all.iter().skip(at).take(LONGEST_PART);
        at + words.take_while(|word| word.capital && word.is_lexical()).count()
    }

    /// Whether another name stands in these words.
    fn is_other(&self, names: &[TaggedName], at: usize, words: std::ops::Range<usize>) -> bool {
        let near = names.iter().skip(at + 1).take(LONGEST_LIST);
        let mut over =
            near.filter(|name| name.words.start < words.end && name.words.end > words.start);
        over.any(|name| name.kind != EntityKind::Organisation || self.is_body(name))
    }

    /// Whether a name has a word that says what body it is.
    fn is_body(&self, name: &TaggedName) -> bool {
        name.words.clone().any(|at| self.classes(at) & BODY_WORDS != 0)
    }

    /// Adds firms that the tagger took for people or for nothing, known by
    /// their last word: `Lind & Partners LLP`.
    fn add_firms(&self, names: &mut Vec<TaggedName>) {
        let is_sign = |word: &TaggerWord| word.connector && word.len() == 1;
        for (at, _) in self.words.all.iter().enumerate().filter(|(_, word)| is_sign(word)) {
            let Some(words) = self.firm(at) else { continue };
            let over =
                |name: &TaggedName| name.words.start < words.end && name.words.end > words.start;
            let margin = names.iter().filter(|name| over(name)).map(|name| name.margin).max();
            names.retain(|name| !over(name));
            let key = key(self.text, sure::items(&self.words.all, words.clone()));
            let place = names.partition_point(|name| name.words.start < words.start);
            let (kind, margin) = (EntityKind::Organisation, margin.unwrap_or(0));
            names.insert(place, TaggedName { words, kind, margin, key });
        }
    }

    /// The words of a firm around the sign "&" at `at`.
    fn firm(&self, at: usize) -> Option<std::ops::Range<usize>> {
        const FIRM: [&str; 9] =
            ["Partners", "Associates", "Sons", "Brothers", "Co", "LLP", "LLC", "Inc", "Ltd"];
        let start = at.checked_sub(1).filter(|start| self.is_capital(*start))?;
        let end = self.part(at + 1);
        let firm = self.form(at) == "&" && end > at + 1 && FIRM.contains(&self.form(end - 1));
        firm.then_some(start..end)
    }

    /// Takes in the partners before the last: `Ober` of `Ober, Lind &
    /// Partners`. Returns the place of the name.
    fn join_partners(&self, names: &mut Vec<TaggedName>, at: usize) -> usize {
        let Some(name) = names.get(at) else { return at };
        let (mut start, end) = (name.words.start, name.words.end);
        if !name.words.clone().any(|at| self.form(at) == "&") {
            return at;
        }
        while let Some(partner) = start.checked_sub(2)
            && self.form(partner + 1) == ","
            && self.words.all.get(partner).is_some_and(TaggerWord::is_lexical)
            && self.is_capital(partner)
            && !partner.checked_sub(1).is_some_and(|before| self.is_capital(before))
            && self.same_sentence(partner, start)
        {
            start = partner;
        }
        if start == name.words.start {
            return at;
        }
        self.set(names, at, start, end);
        let place = names.iter().position(|name| name.words.start == start).unwrap_or(at);
        // The covered names stood before this one.
        place.min(names.len().saturating_sub(1))
    }

    fn is_capital(&self, at: usize) -> bool {
        self.words.all.get(at).is_some_and(|word| word.capital)
    }

    fn same_sentence(&self, one: usize, two: usize) -> bool {
        (one..two).all(|at| !self.words.ends_sentence(at))
    }

    fn ends_sentence(&self, end: usize) -> bool {
        end.checked_sub(1).is_some_and(|last| self.words.ends_sentence(last))
    }

    fn classes(&self, at: usize) -> super::lexicon::Classes {
        let word = self.words.all.get(at);
        word.map_or(0, |word| self.lexicon.classes(phrase(0, word.lower)))
    }

    fn form(&self, at: usize) -> &str {
        match self.words.all.get(at) {
            Some(_) => self.words.form(self.text, at),
            None => "",
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::extract::entities::find;
    use crate::model::{Article, Block, BlockKind, BlockReason, EntityKind, Text};

    /// The names in a paragraph, with the kind of each.
    fn names(content: &str) -> Vec<(String, EntityKind)> {
        let text = Text::new(content).unwrap();
        let block =
            Block { kind: BlockKind::Paragraph, span: text.whole(), why: BlockReason::Paragraph };
        let mut article = Article::new(text.whole());
        article.blocks = vec![block];
        let (entities, mentions) = find(&text, &article);
        let kind = |entity: u32| entities[entity as usize].kind;
        mentions.iter().map(|m| (text.get(m.span).to_owned(), kind(m.entity))).collect()
    }

    fn organisations(content: &str) -> Vec<String> {
        let all = names(content).into_iter();
        all.filter(|(_, kind)| *kind == EntityKind::Organisation).map(|(name, _)| name).collect()
    }

    #[test]
    fn a_list_inside_a_name_belongs_to_it() {
        for (text, name) in [
            (
                "The Ministry of Agriculture, Fisheries and Food closed the road.",
                "Ministry of Agriculture, Fisheries and Food",
            ),
            (
                "She asked the Department of Health, Education and Welfare for help.",
                "Department of Health, Education and Welfare",
            ),
        ] {
            assert_eq!(organisations(text), [name], "{text}");
        }
    }

    #[test]
    fn a_body_is_named_with_what_it_is_for() {
        let text = "The Joint Council for the Welfare of Farmers said the law was cruel.";
        assert_eq!(organisations(text), ["Joint Council for the Welfare of Farmers"]);
    }

    #[test]
    fn partners_of_a_firm_are_one_name() {
        let text = "The town hired Oberlin, Jonas & Partners LLP to read the contract.";
        assert_eq!(organisations(text), ["Oberlin, Jonas & Partners LLP"]);
    }

    #[test]
    fn an_office_is_no_part_of_the_body_it_is_in() {
        let text = "The State Department Spokesperson, Ida Ober, said the talks went on.";
        assert_eq!(organisations(text), ["State Department"]);
    }

    #[test]
    fn an_office_is_no_part_of_the_name_of_its_bearer() {
        let found = names("The team thanked Coach Arno Pohl for his work in Lund.");
        assert!(found.contains(&("Arno Pohl".to_owned(), EntityKind::Person)), "{found:?}");
    }

    #[test]
    fn a_list_of_bodies_stays_a_list() {
        let text = "The Ministry of Health, Ida Ober and the mayor agreed.";
        assert_eq!(organisations(text), ["Ministry of Health"]);
    }

    #[test]
    fn unknown_acronyms_are_bodies_and_shouted_words_are_not() {
        let text = "Ben Tarn of the NQRP lost his seat. This is VERY bad, said the NQRP's head.";
        assert_eq!(organisations(text), ["NQRP", "NQRP"]);
    }

    #[test]
    fn german_nouns_are_nobody() {
        let text = "Der Bürgermeister sagte am Montag, die Brücke werde bald wieder geöffnet. \
                    Die Bauarbeiten haben sich wegen der Lieferung von Stahl verzögert, und viele \
                    Anwohner haben ihren Unmut über die Verwaltung und den Stadtrat geäußert. Der \
                    Haushalt der Gemeinde sei für dieses Jahr ausgeschöpft, hieß es.";
        let people: Vec<_> =
            names(text).into_iter().filter(|(_, kind)| *kind == EntityKind::Person).collect();
        assert_eq!(people, []);
    }
}
