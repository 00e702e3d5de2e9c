//! Who does what in an English sentence: the subject of a verb, the agent of a
//! passive, the possessor of a noun, the verb that a clause is said by.
//!
//! ```text
//! phrases    base noun phrases, by rules over the parts of speech
//! features   what the choice of a subject looks at
//! tree       what a treebank says is right (for the trainer)
//! train      parsed sentences in, the bytes of the weights out
//! ```
//!
//! No parser: for the one verb that is asked about, a linear model weighs every
//! noun phrase near it against "none of them", in each relation that it might
//! have. Attachment is learnt from treebanks, so that a comma, a relative
//! clause or a participle between the two is no rule of ours. Give the words
//! of one sentence as [`SpeechTagger`](super::speech_parts::SpeechTagger) tags
//! them. Not done here: who a pronoun or a description is, and which verbs are
//! worth asking about.

mod features;
mod phrases;
#[cfg(any(test, feature = "train"))]
mod train;
#[cfg(any(test, feature = "train"))]
mod tree;

use std::ops::Range;
use std::sync::LazyLock;

pub use phrases::{NounPhrase, NounPhraseKind};
#[cfg(any(test, feature = "train"))]
pub use train::fit_clauses;
#[cfg(any(test, feature = "train"))]
pub use tree::{ClauseGold, clause_gold};

use super::linear::WeightRows;
use super::speech_parts::{SpeechPart, TaggedWord};

/// Outcomes in a row of weights: the relations of [`SubjectRelation`], the
/// agent and the governing verb.
const LANES: usize = 8;
const AGENT: usize = 6;
const GOVERNOR: usize = 7;

/// Opens the file of weights.
const MAGIC: &[u8; 8] = b"nqclau1\n";

static WEIGHTS: LazyLock<Option<ClauseWeights<'static>>> = LazyLock::new(|| {
    ClauseWeights::from_bytes(include_bytes!("../../../assets/clauses/weights.bin"))
});

/// What relates a noun phrase to the verb whose logical subject it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum SubjectRelation {
    /// `Ober said`, `said Ober`.
    Subject,
    /// `Ober was told`: who is told, not who tells.
    Passive,
    /// `Ober left and said`: shared with a verb before.
    Shared,
    /// `Speaking in Lund, Ober left`, `Ober left, saying`, `the man saying`.
    Participle,
    /// `Ober, who said`.
    Relative,
    /// `Ober wants to say`, `told Ober to say`.
    Controlled,
}

impl SubjectRelation {
    /// All relations, each at the place of its number.
    pub const ALL: [SubjectRelation; 6] = {
        use SubjectRelation::{Controlled, Participle, Passive, Relative, Shared, Subject};
        [Subject, Passive, Shared, Participle, Relative, Controlled]
    };
}

/// The subject of a verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VerbSubject {
    /// Place among [`Clauses::phrases`].
    pub phrase: usize,
    pub relation: SubjectRelation,
    /// The lead over the next best phrase or none, in units of the weights.
    pub margin: i32,
}

/// The weights, used as they lie in the program.
#[derive(Clone, Copy, Debug)]
pub struct ClauseWeights<'a> {
    rows: WeightRows<'a, LANES>,
}

impl<'a> ClauseWeights<'a> {
    /// Reads what the trainer wrote; `None` for anything else.
    #[must_use]
    pub fn from_bytes(bytes: &'a [u8]) -> Option<ClauseWeights<'a>> {
        let rows = WeightRows::from_bytes(bytes.strip_prefix(MAGIC)?)?;
        Some(ClauseWeights { rows })
    }

    fn scores(self, features: &[u32]) -> [i16; LANES] {
        let mut scores = [0; LANES];
        for feature in features {
            self.rows.add(*feature, &mut scores);
        }
        scores
    }
}

/// One sentence, ready to be asked.
#[derive(Clone, Debug)]
pub struct Clauses<'a> {
    words: &'a [TaggedWord],
    phrases: Vec<NounPhrase>,
    /// For every word the phrase that it belongs to.
    of_word: Vec<Option<u32>>,
    weights: Option<ClauseWeights<'a>>,
}

impl<'a> Clauses<'a> {
    /// Reads the words of one sentence.
    #[must_use]
    pub fn read(words: &'a [TaggedWord]) -> Clauses<'a> {
        Clauses::with(words, *WEIGHTS)
    }

    /// As [`Clauses::read`], with weights that are not compiled in.
    #[must_use]
    pub fn with(words: &'a [TaggedWord], weights: Option<ClauseWeights<'a>>) -> Clauses<'a> {
        debug_assert!(weights.is_some(), "the weights of clauses cannot be read");
        Clauses::bare(words, weights)
    }

    fn bare(words: &'a [TaggedWord], weights: Option<ClauseWeights<'a>>) -> Clauses<'a> {
        let phrases = phrases::find(words);
        let mut of_word = vec![None; words.len()];
        for (index, phrase) in (0..).zip(&phrases) {
            let own = of_word.get_mut(phrase.words.clone()).unwrap_or_default();
            own.fill(Some(index));
        }
        Clauses { words, phrases, of_word, weights }
    }

    /// The base noun phrases, in order.
    #[must_use]
    pub fn phrases(&self) -> &[NounPhrase] {
        &self.phrases
    }

    /// Place of the phrase that the word at `at` belongs to.
    #[must_use]
    pub fn phrase_of(&self, at: usize) -> Option<usize> {
        self.of_word.get(at).copied().flatten().map(|phrase| phrase as usize)
    }

    /// The logical subject of the verb at `verb`; none where none of the
    /// phrases is.
    #[must_use]
    pub fn subject(&self, verb: usize) -> Option<VerbSubject> {
        let weights = self.weights?;
        let mut best: Option<(i16, usize, SubjectRelation)> = None;
        let mut next = 0;
        self.weigh(verb, |phrase, features| {
            let scores = weights.scores(features);
            let (score, relation) = best_relation(&scores);
            match best {
                Some((leader, ..)) if score <= leader => next = next.max(score),
                _ => {
                    next = next.max(best.map_or(0, |best| best.0));
                    best = Some((score, phrase, relation));
                }
            }
        });
        let (score, phrase, relation) = best.filter(|best| best.0 > 0)?;
        Some(VerbSubject { phrase, relation, margin: i32::from(score) - i32::from(next.max(0)) })
    }

    /// The phrase behind "by" that does what the passive at `verb` says, and
    /// its lead.
    #[must_use]
    pub fn agent(&self, verb: usize) -> Option<(usize, i32)> {
        if self.words.get(verb)?.part != SpeechPart::ParticipleVerb {
            return None;
        }
        let weights = self.weights?;
        let mut best: Option<(i16, usize)> = None;
        self.weigh(verb, |phrase, features| {
            let score = weights.scores(features)[AGENT];
            if score > best.map_or(0, |best| best.0) {
                best = Some((score, phrase));
            }
        });
        best.map(|(score, phrase)| (phrase, score.into()))
    }

    /// The verb whose words the clause of the verb at `verb` is: `said` for
    /// `told` of `Ober said that Lind told her`; and its lead.
    #[must_use]
    pub fn governor(&self, verb: usize) -> Option<(usize, i32)> {
        let weights = self.weights?;
        let mut best: Option<(i16, usize)> = None;
        let mut buffer = Vec::new();
        for governor in features::governors(self.words, verb) {
            buffer.clear();
            features::of_governor(self, verb, governor, &mut buffer);
            let score = weights.scores(&buffer)[GOVERNOR];
            if score > best.map_or(0, |best| best.0) {
                best = Some((score, governor));
            }
        }
        best.map(|(score, governor)| (governor, score.into()))
    }

    /// The phrase that owns a phrase: `Ober` of `Ober's reply`, or behind
    /// "of": `Ober` of `the words of Ober`.
    #[must_use]
    pub fn possessor(&self, phrase: usize) -> Option<usize> {
        let owned = self.phrases.get(phrase)?;
        if let Some(possessor) = owned.possessor {
            return Some(possessor as usize);
        }
        let behind = self.words.get(owned.words.end)?;
        (behind.lower == phrases::of_word()).then(|| self.phrase_of(owned.words.end + 1))?
    }

    /// The phrases that are coordinated with a phrase, itself among them:
    /// `Schall`, `Pohl` and `the mayor` of `Schall, Pohl and the mayor`.
    #[must_use]
    pub fn joint(&self, phrase: usize) -> Range<usize> {
        phrases::joint(self.words, &self.phrases, phrase)
    }

    /// Calls `take` with each phrase that may be the subject of a verb and its
    /// features.
    fn weigh(&self, verb: usize, mut take: impl FnMut(usize, &[u32])) {
        let mut buffer = Vec::new();
        for phrase in features::candidates(&self.phrases, verb) {
            buffer.clear();
            features::of_subject(self, verb, phrase, &mut buffer);
            take(phrase, &buffer);
        }
    }
}

/// The relation with the greatest score, the first of several.
fn best_relation(scores: &[i16; LANES]) -> (i16, SubjectRelation) {
    let mut best = (i16::MIN, SubjectRelation::Subject);
    for (score, relation) in scores.iter().zip(SubjectRelation::ALL) {
        if *score > best.0 {
            best = (*score, relation);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::super::speech_parts::{QUOTATION, SpeechTagger};
    use super::super::tokens::tokens;
    use super::*;

    /// The words of a sentence without its marks: `*` after the verb asked
    /// about, `[` and `]` around what is to be found. A quotation is one word.
    struct Marked<'a> {
        forms: Vec<&'a str>,
        verb: usize,
        wanted: Option<Range<usize>>,
    }

    fn marked(text: &str) -> Marked<'_> {
        let mut marked = Marked { forms: Vec::new(), verb: 0, wanted: None };
        let mut opened = 0;
        let mut quoted = false;
        for token in tokens(text, 0) {
            let next = marked.forms.len();
            match &text[token.start..token.end] {
                "*" => marked.verb = next - 1,
                "[" => opened = next,
                "]" => marked.wanted = Some(opened..next),
                "“" => quoted = true,
                "”" => {
                    quoted = false;
                    marked.forms.push(QUOTATION);
                }
                form if !quoted => marked.forms.push(form),
                _ => {}
            }
        }
        marked
    }

    fn words_of(forms: &[&str], words: Option<&Range<usize>>) -> String {
        words.map_or_else(|| "nobody".to_owned(), |words| forms[words.clone()].join(" "))
    }

    /// Checks what `ask` finds for the marked verb: the words in brackets.
    fn assert_found(text: &str, ask: impl Fn(&Clauses<'_>, usize) -> Option<Range<usize>>) {
        let marked = marked(text);
        let mut tagger = SpeechTagger::default();
        let clauses = Clauses::read(tagger.tag(marked.forms.iter().copied()));
        let found = ask(&clauses, marked.verb);
        let names = |words: Option<&Range<usize>>| words_of(&marked.forms, words);
        assert_eq!(names(found.as_ref()), names(marked.wanted.as_ref()), "{text}");
    }

    fn assert_subject(text: &str, relation: SubjectRelation) {
        assert_found(text, |clauses, verb| {
            let subject = clauses.subject(verb)?;
            assert_eq!(subject.relation, relation, "{text}");
            Some(clauses.phrases()[subject.phrase].words.clone())
        });
    }

    #[test]
    fn nouns_that_look_like_verbs_stay_with_their_phrase() {
        for text in [
            "[The press secretary] said* the bridge would stay.",
            "[Council campaign spokesman Arno Pohl] said* so.",
            "[State officials] said* the road was safe.",
            "“It stays,” [the majority whip] said*.",
        ] {
            assert_subject(text, SubjectRelation::Subject);
        }
    }

    #[test]
    fn a_subject_stands_before_or_behind_its_verb() {
        for text in [
            "[Ida Ober] said* that the bridge stays.",
            "“We keep it,” said* [Ida Ober], who runs the town.",
            "“We keep it,” [Ober] said*, pointing at the river.",
            "After months of talks with the union, [the minister] announced* a deal.",
            "[Ober], the head of the union, said* on Monday that the talks had failed.",
        ] {
            assert_subject(text, SubjectRelation::Subject);
        }
    }

    #[test]
    fn participles_share_the_subject_of_their_clause() {
        for text in [
            "[Lena Schall] left the hall, saying* that the vote was a farce.",
            "Speaking* in Lund on Friday, [Ober] promised a new bridge.",
        ] {
            assert_subject(text, SubjectRelation::Participle);
        }
    }

    #[test]
    fn a_relative_clause_belongs_to_what_stands_before_it() {
        for text in [
            "[The farmer], who said* he had lost everything, went home.",
            "The report was written by [a doctor] who told* the court that she was afraid.",
        ] {
            assert_subject(text, SubjectRelation::Relative);
        }
    }

    #[test]
    fn verbs_joined_by_and_share_a_subject() {
        for text in [
            "[Ober] rejected the plan and said* that the town would sue.",
            "[The mayor] thanked the crowd and told* them to go home.",
        ] {
            assert_subject(text, SubjectRelation::Shared);
        }
    }

    #[test]
    fn who_is_told_is_no_speaker() {
        for text in [
            "[Schall] was told* that the road was closed.",
            "[The residents] were asked* to leave their homes.",
        ] {
            assert_subject(text, SubjectRelation::Passive);
        }
    }

    #[test]
    fn the_agent_of_a_passive_stands_behind_by() {
        for text in [
            "The minister was quoted* by [the newspaper] as saying so.",
            "The plan was criticised* by [Lena Schall] on Monday.",
        ] {
            assert_found(text, |clauses, verb| {
                let (agent, _) = clauses.agent(verb)?;
                Some(clauses.phrases()[agent].words.clone())
            });
        }
    }

    #[test]
    fn a_clause_is_said_by_the_verb_before_it() {
        for text in [
            "Ober [said] that Schall told* her to wait.",
            "The union [said] the minister had promised* more money.",
        ] {
            assert_found(text, |clauses, verb| {
                let (governor, _) = clauses.governor(verb)?;
                Some(governor..governor + 1)
            });
        }
    }

    #[test]
    fn coordinated_phrases_speak_together() {
        for text in [
            "[Schall and Pohl] said* in a statement that they would go.",
            "[Schall, Pohl and the mayor] said* so.",
        ] {
            assert_found(text, |clauses, verb| {
                let joint = clauses.joint(clauses.subject(verb)?.phrase);
                let phrases = &clauses.phrases()[joint];
                Some(phrases.first()?.words.start..phrases.last()?.words.end)
            });
        }
    }

    #[test]
    fn an_apposition_is_no_second_person() {
        let marked = marked("Ober, the mayor, said* so.");
        let mut tagger = SpeechTagger::default();
        let clauses = Clauses::read(tagger.tag(marked.forms.iter().copied()));
        assert_eq!(clauses.joint(0), 0..1);
    }

    #[test]
    fn a_possessor_stands_before_its_mark_or_behind_of() {
        for text in ["[Ober]'s reply* was short.", "In the words* of [Ida Ober], it was a farce."] {
            assert_found(text, |clauses, noun| {
                let possessor = clauses.possessor(clauses.phrase_of(noun)?)?;
                Some(clauses.phrases()[possessor].words.clone())
            });
        }
    }

    #[test]
    fn nothing_is_asked_of_an_empty_sentence() {
        let clauses = Clauses::read(&[]);
        assert_eq!((clauses.subject(0), clauses.agent(3), clauses.governor(7)), (None, None, None));
        assert_eq!((clauses.possessor(2), clauses.joint(5)), (None, 5..6));
    }
}
