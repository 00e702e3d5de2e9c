//! What the words typed into `/`, a filter or a picker match: what a search
//! for them would light, word for word.
//!
//! Two things a search of the whole index cannot do are done besides: where no
//! word answers, or only marks were typed (`5%`, `…`), their letters are looked
//! for inside of words. Knows no index and no screen.

use std::ops::Range;

use super::language;
use super::passages::Highlighter;
use crate::library::index::{Query, QueryNode};
use newsquotes::folding;
use newsquotes::model::Date;

/// Typed words, ready to be looked for.
#[derive(Clone, Debug)]
pub(crate) struct TypedMatcher {
    lights: Highlighter,
    condition: Condition,
    /// As they were typed, for looking inside of words.
    letters: String,
}

/// What of a query can be told of a single line.
#[derive(Clone, Debug)]
enum Condition {
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
    Lights(Highlighter),
}

impl TypedMatcher {
    /// Words in the query language, of which the last is still being typed;
    /// `None` for blanks alone. The language (ISO 639-1) of the texts decides
    /// on word forms.
    #[must_use]
    pub(crate) fn new(typed: &str, language: Option<&str>) -> Option<TypedMatcher> {
        let letters = folding::letters(typed.trim()).into_owned();
        if letters.trim_matches('"').is_empty() {
            return None;
        }
        let query = language::parse_typing(typed, typed.len(), Date::default());
        let condition = query.root.as_ref().map(|root| Condition::of(root, language));
        Some(TypedMatcher {
            lights: Highlighter::new(&query, language),
            condition: condition.unwrap_or(Condition::All(Vec::new())),
            letters,
        })
    }

    /// Whether a name or a line has what was typed.
    #[must_use]
    pub(crate) fn fits(&self, text: &str) -> bool {
        if self.lights.is_empty() {
            return folding::letters(text).contains(&self.letters);
        }
        self.condition.holds(text)
    }

    /// Where the words stand in an article, ascending and disjoint: in the
    /// blocks that have as many of them as the best one, in a row where one
    /// has them so. Words side by side are one place. `text` begins at byte
    /// `start` of the document, which `blocks` and the answer count in.
    #[must_use]
    pub(crate) fn places(
        &self,
        text: &str,
        start: usize,
        blocks: &[Range<usize>],
    ) -> Vec<Range<usize>> {
        let found = self.lights.stretches(text, start, blocks);
        if !found.is_empty() {
            return found;
        }
        let inside = |block: &Range<usize>| {
            let bytes = block.start.checked_sub(start)?..block.end.checked_sub(start)?;
            Some((block.start, text.get(bytes)?))
        };
        let blocks = blocks.iter().filter_map(inside);
        blocks.flat_map(|(base, words)| self.inside_words(words, base)).collect()
    }

    /// Where the letters stand in a text whose first byte counts as `base`.
    fn inside_words(&self, text: &str, base: usize) -> Vec<Range<usize>> {
        let mut folded = String::with_capacity(text.len());
        // The byte of `text` behind each folded character, by its end.
        let mut ends = Vec::new();
        for (at, c) in text.char_indices() {
            folded.push_str(&folding::letters(c.encode_utf8(&mut [0; 4])));
            ends.push((folded.len(), at + c.len_utf8()));
        }
        let source = |folded: usize| {
            let after = ends.partition_point(|(end, _)| *end <= folded);
            after.checked_sub(1).and_then(|at| ends.get(at)).map_or(0, |(_, end)| *end)
        };
        let end = |folded: usize| {
            ends.get(ends.partition_point(|(end, _)| *end < folded)).map_or(text.len(), |at| at.1)
        };
        let found = folded.match_indices(&self.letters);
        found.map(|(at, words)| base + source(at)..base + end(at + words.len())).collect()
    }
}

impl Condition {
    fn of(node: &QueryNode, language: Option<&str>) -> Condition {
        let all =
            |nodes: &[QueryNode]| nodes.iter().map(|node| Condition::of(node, language)).collect();
        match node {
            QueryNode::And(nodes) => Condition::All(all(nodes)),
            QueryNode::Or(nodes) => Condition::Any(all(nodes)),
            QueryNode::Not(node) => Condition::Not(Box::new(Condition::of(node, language))),
            QueryNode::Term(_) => {
                let query = Query { root: Some(node.clone()), ..Query::default() };
                let lights = Highlighter::new(&query, language);
                // Nothing is known of a line's date or outlet.
                if lights.is_empty() {
                    Condition::All(Vec::new())
                } else {
                    Condition::Lights(lights)
                }
            }
        }
    }

    fn holds(&self, text: &str) -> bool {
        match self {
            Condition::All(all) => all.iter().all(|condition| condition.holds(text)),
            Condition::Any(any) => any.iter().any(|condition| condition.holds(text)),
            Condition::Not(condition) => !condition.holds(text),
            Condition::Lights(lights) => lights.lights_any(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The places in a text of one block.
    fn found<'a>(typed: &str, text: &'a str) -> Vec<&'a str> {
        let matcher = TypedMatcher::new(typed, None).unwrap();
        let places = matcher.places(text, 0, std::slice::from_ref(&(0..text.len())));
        places.into_iter().map(|place| &text[place]).collect()
    }

    #[test]
    fn a_phrase_matches_over_lines_cases_and_marks() {
        assert_eq!(found("don't KEEP", "We don’t\n  keep it."), ["don’t\n  keep"]);
        assert_eq!(found("keep the", "The town will keep the bridge."), ["keep the"]);
    }

    #[test]
    fn words_match_in_any_order_when_the_phrase_does_not_stand() {
        assert_eq!(found("bridge keep", "We keep the bridge."), ["keep", "bridge"]);
    }

    #[test]
    fn accents_and_forms_do_not_count() {
        assert_eq!(found("cafe", "Two cafés and a Café."), ["cafés", "Café"]);
        assert_eq!(found("lodz ", "To Łódź."), ["Łódź"]);
        assert_eq!(found("bridge ", "The bridges."), ["bridges"]);
    }

    #[test]
    fn the_blocks_with_most_words_answer() {
        let text = "The bridge.\nThe bridge and the ferry.\nA ferry.";
        let blocks = [0..11, 12..37, 38..46];
        let places = TypedMatcher::new("ferry bridge ", None).unwrap().places(text, 0, &blocks);
        let places: Vec<_> = places.into_iter().map(|place| &text[place]).collect();
        assert_eq!(places, ["bridge", "ferry"]);
    }

    #[test]
    fn only_the_last_word_may_be_unfinished() {
        assert_eq!(found("long bri", "The bridge is long."), ["bridge", "long"]);
        assert_eq!(found("橋 木", "木の大橋"), ["木", "橋"]);
    }

    #[test]
    fn letters_inside_of_words_and_marks_are_found_where_no_word_answers() {
        assert_eq!(found("ridg", "A bridge."), ["ridg"]);
        assert_eq!(found("odz", "W Łódź."), ["ódź"]);
        assert_eq!(found("…", "Well… no"), ["…"]);
        assert_eq!(found("%", "5 % or 6%"), ["%", "%"]);
    }

    #[test]
    fn a_line_fits_when_all_of_it_holds() {
        let fits = |typed: &str| TypedMatcher::new(typed, None).unwrap().fits("Émile Ober, mayor");
        for typed in ["emile", "ober em", "\"emile ober\"", "vey OR ober", "ober -vey", "ober,"] {
            assert!(fits(typed), "{typed}");
        }
        for typed in ["vey", "ober vey", "\"ober emile\"", "ober -mayor", "ayor"] {
            assert!(!fits(typed), "{typed}");
        }
    }

    /// Both ways of looking over the same words: what a search lights in the
    /// passages that it shows is where `/` stops, and nowhere else.
    #[test]
    fn what_a_search_lights_is_what_is_found_in_the_page() {
        let lines = [
            "Łódź keeps its cafés, and the café of Melle stays.",
            "“Don’t close the bridge,” said Émile Ober of the U.S. port.",
            "Bridges and ferries: 300,000 people crossed the iron bridge.",
            "木の大橋は残る。 The German Straße, l’Europe, co-operation.",
        ];
        let text = lines.join("\n");
        let mut at = 0;
        let blocks = lines.map(|line| {
            at += line.len() + 1;
            at - line.len() - 1..at - 1
        });
        for typed in [
            "lodz ",
            "cafe ",
            "CAFÉ ",
            "bridge ",
            "dont",
            "don't ",
            "emile ober ",
            "us ",
            "300000 ",
            "bri",
            "iron bridge ",
            "bridge ferries ",
            "大橋",
            "strasse ",
            "europe ",
            "brdge~ ",
            "\"iron bridge\"",
            "ferry OR port ",
            "operation ",
            "speaker:ober ",
        ] {
            let query = language::parse_typing(typed, typed.len(), Date::default());
            let passages = Highlighter::new(&query, None).passages(&text, 0, &blocks, usize::MAX);
            let best = passages.first().map_or(0, |passage| passage.weight);
            let shown = passages.iter().filter(|passage| passage.is_as_good_as(best));
            let lit: Vec<_> = shown.flat_map(|passage| passage.words.clone()).collect();
            let found = TypedMatcher::new(typed, None).unwrap().places(&text, 0, &blocks);
            let is_in = |word: &Range<usize>| {
                found.iter().any(|place| place.start <= word.start && word.end <= place.end)
            };
            assert!(typed == "dont" || !lit.is_empty(), "{typed} lights nothing");
            // Where words stand in a row as typed, `/` stops at such rows alone.
            let is_row = |place: &Range<usize>| text[place.clone()].contains(' ');
            let are_found = lit.iter().all(is_in) || found.iter().all(is_row);
            assert!(are_found, "{typed}: {lit:?} {found:?}");
            let starts = |place: &Range<usize>| lit.iter().any(|word| word.start == place.start);
            assert!(found.iter().all(starts), "{typed}: {lit:?} {found:?}");
        }
    }

    #[test]
    fn blanks_alone_look_for_nothing() {
        assert!(TypedMatcher::new("  ", None).is_none());
        assert!(TypedMatcher::new("\"\"", None).is_none());
    }
}
