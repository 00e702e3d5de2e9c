//! The parts of speech of an English sentence: is "press" of `press secretary`
//! a verb, "state" of `state officials`, "whip" of `majority whip`?
//!
//! ```text
//! features   what the tagger looks at, of a word by itself and beside others
//! tagger     one pass from left to right, each word with what it knows
//! train      labelled sentences in, the bytes of the weights out
//! ```
//!
//! A word that has one part of speech only is looked up; the others are
//! weighed by an averaged perceptron (Collins 2002) over hashed features. Give
//! one sentence at a time, and only where it matters. Weights and dictionary
//! are compiled in from `assets/speech_parts`, whose README gives sources and
//! licences. Not done here: who does what (that is `clauses`), and other
//! languages.

mod features;
mod tagger;
#[cfg(any(test, feature = "train"))]
mod train;

#[cfg(any(test, feature = "train"))]
pub use super::linear::FitOptions;
pub(super) use tagger::is_common_word;
pub use tagger::{SpeechPartWeights, SpeechTagger};
#[cfg(any(test, feature = "train"))]
pub use train::{LabelledSentence, build_dictionary, fit_speech_parts};

/// What stands in a sentence for a whole quotation.
pub const QUOTATION: &str = "“…”";

/// A word of a tagged sentence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TaggedWord {
    pub part: SpeechPart,
    /// The hash of the word in small letters.
    pub(super) lower: u64,
    /// Its cluster of 64 and of 512: words used alike share one.
    pub(super) coarse: u64,
    pub(super) fine: u64,
    /// Whether it begins with a capital letter.
    pub(super) capital: bool,
}

/// A part of speech: those of Universal Dependencies, with verbs parted by
/// what they can be in a clause.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum SpeechPart {
    Adjective,
    /// A preposition.
    Adposition,
    Adverb,
    /// "is", "has", "will", whatever its form.
    Auxiliary,
    /// "and", "or", "but".
    Coordinator,
    Determiner,
    Interjection,
    Noun,
    Number,
    /// "to" before a verb, "not", the possessive ending.
    Particle,
    Pronoun,
    ProperNoun,
    Punctuation,
    /// "that", "because", "while".
    Subordinator,
    Symbol,
    /// Foreign and unreadable words.
    #[default]
    Other,
    /// A verb in the present or past: "says", "said".
    FiniteVerb,
    /// A verb in its base form: "(to) say".
    BaseVerb,
    /// A verb in "-ing": "saying".
    IngVerb,
    /// A past participle: "(was) told".
    ParticipleVerb,
    /// A whole quotation.
    Quotation,
}

impl SpeechPart {
    /// All parts of speech, each at the place of its number.
    pub const ALL: [SpeechPart; 21] = {
        use SpeechPart::{
            Adjective, Adposition, Adverb, Auxiliary, BaseVerb, Coordinator, Determiner,
            FiniteVerb, IngVerb, Interjection, Noun, Number, Other, ParticipleVerb, Particle,
            Pronoun, ProperNoun, Punctuation, Quotation, Subordinator, Symbol,
        };
        [
            Adjective,
            Adposition,
            Adverb,
            Auxiliary,
            Coordinator,
            Determiner,
            Interjection,
            Noun,
            Number,
            Particle,
            Pronoun,
            ProperNoun,
            Punctuation,
            Subordinator,
            Symbol,
            Other,
            FiniteVerb,
            BaseVerb,
            IngVerb,
            ParticipleVerb,
            Quotation,
        ]
    };

    /// The name of Universal Dependencies, `VERB` for all verbs; a quotation
    /// is `X`.
    #[must_use]
    pub fn universal(self) -> &'static str {
        #[rustfmt::skip]
        const NAMES: [&str; 21] = [
            "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON",
            "PROPN", "PUNCT", "SCONJ", "SYM", "X", "VERB", "VERB", "VERB", "VERB", "X",
        ];
        NAMES.get(self as usize).copied().unwrap_or("X")
    }

    /// The part of speech with these tags of Universal Dependencies and of the
    /// Penn Treebank. Words of a name are names: the treebanks have "United" of
    /// `United States` as a verb and "White" of `White House` as an adjective,
    /// but tell by the Penn tag that they mean a name.
    #[must_use]
    pub fn of_tags(universal: &str, penn: &str) -> Option<SpeechPart> {
        match (universal, penn) {
            ("VERB" | "ADJ" | "NOUN", "NNP" | "NNPS") => Some(SpeechPart::ProperNoun),
            ("VERB", "VB") => Some(SpeechPart::BaseVerb),
            ("VERB", "VBG") => Some(SpeechPart::IngVerb),
            ("VERB", "VBN") => Some(SpeechPart::ParticipleVerb),
            ("VERB", _) => Some(SpeechPart::FiniteVerb),
            _ => SpeechPart::ALL.into_iter().find(|part| part.universal() == universal),
        }
    }

    /// Whether it is a verb that is no auxiliary.
    #[must_use]
    pub fn is_verb(self) -> bool {
        use SpeechPart::{BaseVerb, FiniteVerb, IngVerb, ParticipleVerb};
        matches!(self, FiniteVerb | BaseVerb | IngVerb | ParticipleVerb)
    }

    /// Whether it is a noun, a name or a pronoun.
    #[must_use]
    pub fn is_nominal(self) -> bool {
        matches!(self, SpeechPart::Noun | SpeechPart::ProperNoun | SpeechPart::Pronoun)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tokens::tokens;
    use super::*;

    /// The words of a sentence with their parts of speech.
    fn tagged(text: &str) -> Vec<(String, SpeechPart)> {
        let forms: Vec<&str> = tokens(text, 0).map(|token| &text[token.start..token.end]).collect();
        let mut tagger = SpeechTagger::default();
        let words = tagger.tag(forms.iter().copied());
        forms.iter().zip(words).map(|(form, word)| ((*form).to_owned(), word.part)).collect()
    }

    fn verbs(text: &str) -> Vec<String> {
        tagged(text).into_iter().filter(|(_, part)| part.is_verb()).map(|(form, _)| form).collect()
    }

    #[test]
    fn nouns_before_nouns_are_no_verbs() {
        assert_eq!(verbs("Council campaign spokesman Arno Pohl said so."), ["said"]);
        assert_eq!(verbs("The press secretary said nothing."), ["said"]);
        assert_eq!(
            verbs("The majority whip said the state officials would leave."),
            ["said", "leave"]
        );
    }

    #[test]
    fn words_of_names_are_names() {
        let parts = tagged("The United States and the White House agreed.");
        let names = parts.iter().filter(|(_, part)| *part == SpeechPart::ProperNoun);
        let names: Vec<&str> = names.map(|(form, _)| form.as_str()).collect();
        assert_eq!(names, ["United", "States", "White", "House"]);
    }

    #[test]
    fn a_quotation_is_a_word_of_its_own() {
        let mut tagger = SpeechTagger::default();
        let words = tagger.tag([QUOTATION, "said", "Ober", "."].into_iter());
        let parts: Vec<SpeechPart> = words.iter().map(|word| word.part).collect();
        let said = [SpeechPart::Quotation, SpeechPart::FiniteVerb, SpeechPart::ProperNoun];
        assert_eq!(parts, [said.as_slice(), &[SpeechPart::Punctuation]].concat());
    }

    #[test]
    fn a_tagger_may_be_used_for_many_sentences() {
        let mut tagger = SpeechTagger::default();
        assert_eq!(tagger.tag(["Go", "!"].into_iter()).len(), 2);
        assert!(tagger.tag(std::iter::empty()).is_empty());
        assert_eq!(tagger.tag(["Ober", "said", "no"].into_iter())[1].part, SpeechPart::FiniteVerb);
    }
}
