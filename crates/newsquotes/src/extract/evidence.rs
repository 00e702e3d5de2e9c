//! Which reported speech is printed: as much evidence is asked for as the
//! introducing word is weak.
//!
//! The ranker marks whatever may report somebody's words or attitude, down to
//! `the tide went out`. A verb of saying with a person or body as its subject
//! is evidence by itself; a verb that only sometimes introduces words (`go`,
//! `need`, `show`) must bring a "that" or a high score.

use std::sync::LazyLock;

use super::indirect::Reported;
use super::lexicon::{self, class};
use super::phrases::{NounPhrase, PhraseKind};
use super::ranker::Confidence;
use super::reading::ArticleReading;
use super::sources::Cue;
use super::words::NarrationWord;

/// The confidence that is asked for, in percent, by the standing of the cue
/// and what speaks for it. Found on the development articles of `PolNeAR`:
/// nearly twenty points higher the relation of source and words stood at an F1
/// of 65.7, here at 69.6, for two points of precision; five to ten points lower
/// adds rows of which a third are right.
mod floor {
    pub(super) const SAID_BY_SOMEBODY: u8 = 50;
    pub(super) const SAID_BY_SOMETHING: u8 = 62;
    pub(super) const ATTITUDE: u8 = 50;
    pub(super) const WEAK_WITH_THAT: u8 = 50;
    pub(super) const WEAK: u8 = 65;
    pub(super) const WEAK_BY_SOMETHING: u8 = 78;
}

/// Verbs of saying and writing that mostly say something else.
const MOSTLY_OTHER: [&str; 28] = [
    "go",
    "put",
    "read",
    "offer",
    "begin",
    "snap",
    "sum",
    "volunteer",
    "vent",
    "mouth",
    "boom",
    "crow",
    "signal",
    "press",
    "challenge",
    "publish",
    "pen",
    "print",
    "sign",
    "release",
    "issue",
    "circulate",
    "send",
    "dispatch",
    "text",
    "type",
    "like",
    "quote",
];

static WEAK_LEMMAS: LazyLock<Vec<u16>> =
    LazyLock::new(|| MOSTLY_OTHER.iter().map(|verb| lexicon::entry(verb).lemma).collect());

/// The fewest words that report something.
const FEWEST: u32 = 3;

/// Whether what a cue reports is printed.
pub(super) fn suffices(reading: &ArticleReading<'_>, cue: &Cue, reported: &Reported) -> bool {
    let word = reading.word(cue.at as usize);
    let source = cue.source.and_then(|source| reading.phrase(source));
    let (Some(word), Some(source)) = (word, source) else { return false };
    let sides = [reported.left, reported.right].into_iter().flatten();
    let words: u32 = sides.map(|(first, last)| last.saturating_sub(first) + 1).sum();
    words >= FEWEST
        && Confidence::LOGISTIC.of(cue.margin.min(cue.lead))
            >= asked(reading, word, source, reported)
}

fn asked(
    reading: &ArticleReading<'_>,
    cue: &NarrationWord,
    source: &NounPhrase,
    reported: &Reported,
) -> u8 {
    let somebody = is_somebody(reading, source);
    let weak = WEAK_LEMMAS.contains(&cue.entry.lemma);
    let speech = class::SPEECH | class::ACCORDING | class::ADVERB_CUE;
    let attitude = class::THINK | class::PROPOSE | class::JUDGE;
    match () {
        () if cue.is(speech) && !weak && somebody => floor::SAID_BY_SOMEBODY,
        () if cue.is(speech) && !weak => floor::SAID_BY_SOMETHING,
        () if cue.is(attitude) && !weak && somebody => floor::ATTITUDE,
        () if has_that(reading, reported) => floor::WEAK_WITH_THAT,
        () if somebody => floor::WEAK,
        () => floor::WEAK_BY_SOMETHING,
    }
}

/// A person, body or writing, by name, pronoun or kind.
fn is_somebody(reading: &ArticleReading<'_>, source: &NounPhrase) -> bool {
    match source.kind {
        PhraseKind::Other | PhraseKind::It | PhraseKind::Capitals => false,
        PhraseKind::Relative => reading
            .word(source.head as usize)
            .is_some_and(|word| word.text(reading.text).eq_ignore_ascii_case("who")),
        _ => true,
    }
}

/// Whether the reported words stand behind "that".
fn has_that(reading: &ArticleReading<'_>, reported: &Reported) -> bool {
    let before = reported.right.and_then(|(first, _)| (first as usize).checked_sub(1));
    before.and_then(|at| reading.word(at)).is_some_and(|word| word.is(class::THAT))
}

#[cfg(test)]
mod tests {
    use crate::extract::find_quotes;
    use crate::load;
    use crate::model::Form;

    fn reported(sentence: &str) -> Vec<String> {
        let page = format!("The town waits for news of the ferry.\n\n{sentence}\n");
        let mut document = load::load("page.txt", page.into_bytes());
        let article = document.articles.first_mut().unwrap();
        find_quotes(&document.text, article);
        let reported = article.quotes.iter().filter(|quote| quote.form == Form::Indirect);
        reported.map(|quote| document.text.get(quote.parts[0]).to_owned()).collect()
    }

    #[test]
    fn what_somebody_said_is_reported() {
        let found = reported("Mayor Greta Ober said that the bridge would stay as it is.");
        assert_eq!(found, ["the bridge would stay as it is"]);
    }

    #[test]
    fn plain_narration_reports_nothing() {
        for sentence in [
            "The keeper counted the lamps while the tide went out again in the evening.",
            "The lamps needed oil, and the tide found the old path to the harbour.",
            "The wind showed no mercy and went round the house until the morning.",
        ] {
            assert_eq!(reported(sentence), Vec::<String>::new(), "{sentence}");
        }
    }
}
