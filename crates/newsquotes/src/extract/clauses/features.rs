//! What the choice of a subject looks at: the verb, the noun phrase, and what
//! stands between them and beside them. Numbers of templates are part of the
//! weights' format.

use super::super::hash::pair;
use super::super::linear::feature;
use super::super::speech_parts::{SpeechPart, TaggedWord};
use super::Clauses;
use super::phrases::{NounPhrase, NounPhraseKind, SMALL};

/// Phrases before and behind a verb that may be its subject. In the treebanks
/// all but 1 of 500 subjects are among them.
const BEFORE: usize = 10;
const BEHIND: usize = 4;

/// Verbs on either side that may govern a clause.
const GOVERNORS: usize = 4;

/// Of no word: before and behind a sentence.
const EDGE: u64 = 0x1eaf;

/// The most steps of a path that are told apart.
const LONGEST_PATH: usize = 12;

/// The phrases that may be the subject of a verb: those near it.
pub(super) fn candidates(phrases: &[NounPhrase], verb: usize) -> impl Iterator<Item = usize> {
    let behind = phrases.partition_point(|phrase| phrase.words.start <= verb);
    let holds = phrases.get(behind.wrapping_sub(1)).is_some_and(|p| p.words.contains(&verb));
    let before = behind - usize::from(holds);
    (before.saturating_sub(BEFORE)..before).chain(behind..phrases.len().min(behind + BEHIND))
}

/// The verbs that may govern the clause of the verb at `verb`.
pub(super) fn governors(words: &[TaggedWord], verb: usize) -> impl Iterator<Item = usize> {
    let is_verb = |at: &usize| words.get(*at).is_some_and(|word| word.part.is_verb());
    let before = (0..verb).rev().filter(is_verb).take(GOVERNORS);
    let behind = (verb + 1..words.len()).filter(is_verb).take(GOVERNORS);
    before.chain(behind)
}

/// What stands between two places of a sentence, as a path of steps.
#[derive(Clone, Copy, Debug, Default)]
struct Path {
    /// The hash of all steps, cut at [`LONGEST_PATH`].
    whole: u64,
    /// The same without noun phrases.
    spare: u64,
    /// The first and the last two steps.
    ends: u64,
    phrases: u64,
    finite: u64,
    commas: u64,
    quotations: u64,
}

/// A step of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Phrase(NounPhraseKind),
    Word(u64),
}

fn path(clauses: &Clauses<'_>, from: usize, to: usize) -> Path {
    let mut path = Path::default();
    let mut at = from;
    let (mut steps, mut first, mut last) = (0, 0, (0, 0));
    while at < to {
        let (step, next) = step(clauses, at);
        at = next.max(at + 1);
        let Some(step) = step else { continue };
        let number = match step {
            Step::Phrase(kind) => {
                path.phrases += 1;
                500 + kind as u64
            }
            Step::Word(number) => {
                path.spare = pair(path.spare, number);
                number
            }
        };
        path.count(clauses, at - 1);
        if steps < LONGEST_PATH {
            path.whole = pair(path.whole, number);
        }
        steps += 1;
        first = if steps == 1 { number } else { first };
        last = (last.1, number);
    }
    path.ends = pair(pair(first, last.0), last.1);
    path
}

impl Path {
    fn count(&mut self, clauses: &Clauses<'_>, at: usize) {
        let Some(word) = clauses.words.get(at) else { return };
        match word.part {
            SpeechPart::FiniteVerb => self.finite += 1,
            SpeechPart::Quotation => self.quotations += 1,
            SpeechPart::Punctuation if word.lower == SMALL.comma => self.commas += 1,
            _ => {}
        }
    }
}

/// The step at a word, and the word behind it; adverbs are passed over.
fn step(clauses: &Clauses<'_>, at: usize) -> (Option<Step>, usize) {
    if let Some(index) = clauses.phrase_of(at)
        && let Some(phrase) = clauses.phrases.get(index)
    {
        return (Some(Step::Phrase(phrase.kind)), phrase.words.end);
    }
    let Some(word) = clauses.words.get(at) else { return (None, at + 1) };
    let number = word.part as u64;
    let step = match word.part {
        SpeechPart::Adverb => None,
        // Which mark, which conjunction, which small word it is matters.
        SpeechPart::Punctuation
        | SpeechPart::Coordinator
        | SpeechPart::Subordinator
        | SpeechPart::Particle => Some(Step::Word(pair(number, word.lower))),
        _ => Some(Step::Word(number)),
    };
    (step, at + 1)
}

fn near(words: &[TaggedWord], at: usize, by: isize) -> Option<&TaggedWord> {
    words.get(at.checked_add_signed(by)?)
}

fn part(word: Option<&TaggedWord>) -> u64 {
    word.map_or(EDGE, |word| word.part as u64)
}

fn lower(word: Option<&TaggedWord>) -> u64 {
    word.map_or(EDGE, |word| word.lower)
}

/// The verb with its auxiliaries: its form, and what stands before it.
fn verb_group(words: &[TaggedWord], verb: usize) -> u64 {
    let mut group = part(words.get(verb));
    let mut at = verb;
    for _ in 0..4 {
        let Some(word) = at.checked_sub(1).and_then(|at| words.get(at)) else { break };
        match word.part {
            SpeechPart::Auxiliary | SpeechPart::Particle => group = pair(group, word.lower),
            SpeechPart::Adverb => {}
            _ => break,
        }
        at -= 1;
    }
    group
}

/// The features of a phrase as the subject of a verb.
pub(super) fn of_subject(
    clauses: &Clauses<'_>,
    verb: usize,
    index: usize,
    features: &mut Vec<u32>,
) {
    let words = clauses.words;
    let (Some(phrase), Some(word)) = (clauses.phrases.get(index), words.get(verb)) else { return };
    let behind = phrase.words.start > verb;
    let (from, to) = if behind { (verb + 1, phrase.words.start) } else { (phrase.words.end, verb) };
    let path = path(clauses, from, to);
    let head = words.get(phrase.head());
    let kind = phrase.kind as u64;
    let side = u64::from(behind);
    let group = pair(side, verb_group(words, verb));
    let left = phrase.words.start.checked_sub(1).and_then(|at| words.get(at));
    let right = words.get(phrase.words.end);
    let owned = u64::from(phrase.possessor.is_some())
        | u64::from(
            clauses
                .phrases
                .get(index + 1)
                .is_some_and(|next| next.possessor.is_some_and(|owner| owner as usize == index)),
        ) << 1;
    let (fine, coarse) = head.map_or((EDGE, EDGE), |head| (head.fine, head.coarse));
    let small = |word: Option<&TaggedWord>| {
        // Small words as they are, the others by their part of speech.
        use SpeechPart::{Adposition, Auxiliary, Coordinator, Particle, Punctuation, Subordinator};
        word.map_or(EDGE, |word| match word.part {
            Adposition | Auxiliary | Coordinator | Particle | Punctuation | Subordinator => {
                word.lower
            }
            part => part as u64,
        })
    };
    let (before, after) = (small(left), small(right));
    let (verb_before, verb_after) = (small(near(words, verb, -1)), small(near(words, verb, 1)));
    let distance = (path.phrases.min(5)) << 6
        | path.finite.min(3) << 4
        | path.commas.min(3) << 2
        | path.quotations.min(3);
    let case = if phrase.kind == NounPhraseKind::Pronoun { lower(head) } else { kind };
    let mut add = |template, value| features.push(feature(template, pair(side, value)));
    add(1, group);
    add(2, pair(group, case));
    add(3, pair(group, path.whole));
    add(4, pair(path.whole, kind));
    add(5, path.spare);
    add(6, pair(path.spare, word.part as u64));
    add(7, pair(path.ends, path.phrases.min(4)));
    add(8, distance);
    add(9, pair(distance, word.part as u64));
    add(10, pair(distance, before));
    add(11, before);
    add(12, pair(before, path.whole));
    add(13, pair(before, group));
    add(14, after);
    add(15, pair(after, path.phrases.min(3)));
    add(16, pair(before, after));
    add(17, pair(lower(head), word.lower));
    add(18, lower(head));
    add(19, pair(fine, word.fine));
    add(20, fine);
    add(21, pair(coarse, word.coarse));
    add(22, pair(word.lower, kind));
    add(23, pair(word.lower, path.whole));
    add(24, pair(owned, path.phrases.min(2)));
    add(25, pair(verb_before, group));
    add(26, pair(verb_after, path.phrases.min(3)));
    add(27, pair(verb_before, pair(before, path.phrases.min(3))));
    add(28, pair(case, path.whole));
    add(29, pair(case, distance));
    add(30, pair(verb_after, pair(path.whole, before)));
    add(
        31,
        pair(part(near(words, verb, -1)), pair(part(near(words, verb, 1)), path.phrases.min(3))),
    );
    add(32, pair(word.lower, distance));
    add(33, pair(word.fine, path.whole));
    add(34, pair(coarse, path.whole));
    add(35, pair(before, pair(after, path.spare)));
}

/// The features of a verb whose words the clause of another may be.
pub(super) fn of_governor(
    clauses: &Clauses<'_>,
    verb: usize,
    governor: usize,
    features: &mut Vec<u32>,
) {
    let words = clauses.words;
    let (Some(inner), Some(outer)) = (words.get(verb), words.get(governor)) else { return };
    let behind = governor > verb;
    let side = u64::from(behind);
    let path =
        if behind { path(clauses, verb + 1, governor) } else { path(clauses, governor + 1, verb) };
    let groups = pair(verb_group(words, verb), part(Some(outer)));
    let next = near(words, governor, 1);
    let distance = (path.phrases.min(5)) << 6
        | path.finite.min(3) << 4
        | path.commas.min(3) << 2
        | path.quotations.min(3);
    let mut add = |template, value| features.push(feature(template, pair(side, value)));
    add(50, groups);
    add(51, pair(groups, path.whole));
    add(52, pair(path.whole, outer.fine));
    add(53, path.spare);
    add(54, pair(path.spare, outer.lower));
    add(55, pair(outer.lower, part(next)));
    add(56, outer.lower);
    add(57, pair(outer.fine, inner.part as u64));
    add(58, pair(outer.lower, distance));
    add(59, distance);
    add(60, pair(path.ends, outer.lower));
    add(61, pair(lower(next), outer.fine));
    add(62, pair(outer.lower, inner.lower));
    add(63, pair(part(next), path.spare));
    add(64, pair(outer.coarse, path.whole));
}
