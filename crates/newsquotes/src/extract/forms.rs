//! What kind of quotation a stretch in marks is, and which stretches are the
//! parts of one.

use super::lexicon::class;
use super::reading::ArticleReading;
use super::sources::Cue;
use super::speakers::StretchVerdict;
use super::words::{NarrationWord, WordKind};
use crate::model::{Form, Span};

/// The form of the stretch that a verdict is about, whose words are `inner`.
pub(super) fn form(reading: &ArticleReading<'_>, verdict: &StretchVerdict, inner: Span) -> Form {
    let words = reading.text.get(inner);
    if is_nickname(reading, verdict.at, words) {
        return Form::Nickname;
    }
    if is_titled(words) && names_work(reading, verdict.at) {
        return Form::Work;
    }
    if verdict.quoted {
        return if is_fragment(reading, verdict.at, words) { Form::Mixed } else { Form::Direct };
    }
    if is_titled(words) { Form::Work } else { Form::Scare }
}

/// Behind a noun for something written or performed: `his novel “Winter”`.
fn names_work(reading: &ArticleReading<'_>, at: usize) -> bool {
    let entitled = |word: &NarrationWord| {
        matches!(word.text(reading.text), "titled" | "entitled" | "headlined")
    };
    reading.near(at, -1).is_some_and(|word| word.is(class::WORK) || entitled(word))
}

/// A fragment inside the reporter's sentence: it begins in a small letter, or
/// is a few words that end in no mark, with narration around them.
fn is_fragment(reading: &ArticleReading<'_>, at: usize, words: &str) -> bool {
    let same = |by: isize| {
        let here = reading.word(at).map(|word| word.sentence);
        reading.near(at, by).is_some_and(|word| {
            Some(word.sentence) == here
                && !matches!(word.kind, WordKind::Quote(_) | WordKind::Mark(_))
        })
    };
    let first = words.chars().find(|c| c.is_alphanumeric());
    let small = first.is_some_and(char::is_lowercase);
    let short = words.split_whitespace().nth(3).is_none();
    let open = !words.ends_with(['.', ',', '?', '!', '…']);
    (small && (same(-1) || same(1))) || (short && open && (same(-1) || same(1)))
}

/// `Robert “Bob” Ober`.
fn is_nickname(reading: &ArticleReading<'_>, at: usize, words: &str) -> bool {
    let name = |by| {
        reading
            .near(at, by)
            .is_some_and(|word| word.kind == WordKind::Capital && word.entry.lemma == 0)
    };
    name(-1)
        && name(1)
        && words.starts_with(char::is_uppercase)
        && words.chars().all(|c| c.is_alphanumeric() || " -'’.".contains(c))
        && words.split_whitespace().nth(2).is_none()
}

/// Whether words are capitalised as those of a title are.
pub(super) fn is_titled(words: &str) -> bool {
    let mut all = words.split_whitespace();
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    all.next().is_some_and(capital)
        && all.clone().next().is_some()
        && all.take(8).filter(|word| word.len() > 3).all(capital)
}

/// Whether the stretch of `next` goes on with the quotation of `last`: it was
/// left open, or both stand around one speech tag: `“A,” said Ober. “B.”`
pub(super) fn goes_on(
    reading: &ArticleReading<'_>,
    cues: &[Cue],
    last: &StretchVerdict,
    next: &StretchVerdict,
) -> bool {
    let (Some(one), Some(two)) = (reading.word(last.at), reading.word(next.at)) else {
        return false;
    };
    if let WordKind::Quote(stretch) = two.kind
        && reading.stretch(stretch).is_some_and(|stretch| stretch.continues)
    {
        return true;
    }
    let tag = last.cue.filter(|cue| next.cue == Some(*cue)).and_then(|cue| cues.get(cue.at()));
    let between = tag.is_some_and(|cue| (last.at..next.at).contains(&(cue.at as usize)));
    let few = next.at - last.at <= LONGEST_TAG;
    between && few && one.block == two.block && last.source == next.source
}

/// The longest speech tag between two parts, in words.
const LONGEST_TAG: usize = 30;
