//! Which names are credits: who wrote, filed or photographed, not who acts in
//! the story.
//!
//! The kinds of blocks and the facts of the article say most of it. Left for
//! here are the head of a wire dateline in running text and the credit line
//! within a caption.

use super::super::tokens::TokenKind;
use super::words::{Sentence, TaggerWord, TaggerWords};
use crate::model::{Article, Block, BlockKind, Evidence, Span, Text};
use crate::sure;

/// The longest head of a dateline in words and marks:
/// `KYIV, Ukraine, April 4 (Reuters) -` has ten.
const LONGEST_HEAD: usize = 16;

/// The stretches of the text in which names are credits, ascending and
/// disjoint.
pub(super) fn stretches(text: &Text, article: &Article, words: &TaggerWords) -> Vec<Span> {
    let mut stretches: Vec<Span> = facts(article).collect();
    let mut sentences = words.sentences.as_slice();
    for block in &article.blocks {
        let inside = sentences.partition_point(|sentence| {
            words.of(sentence).first().is_some_and(|word| word.range().start < block.span.end())
        });
        let (own, rest) = sentences.split_at_checked(inside).unwrap_or((sentences, &[]));
        sentences = rest;
        stretches.extend(of_block(text, block, words, own));
    }
    stretches.sort_unstable();
    stretches.dedup_by(|next, before| {
        let joins = next.start() <= before.end();
        if joins {
            *before = before.to(*next);
        }
        joins
    });
    stretches
}

/// Whether `name` lies in one of the `stretches`.
pub(super) fn holds(stretches: &[Span], name: Span) -> bool {
    let next = stretches.partition_point(|stretch| stretch.start() <= name.start());
    let before = next.checked_sub(1).and_then(|before| stretches.get(before));
    before.is_some_and(|stretch| stretch.covers(name))
}

/// The words that the article's byline, agency and place are known from.
fn facts(article: &Article) -> impl Iterator<Item = Span> {
    let meta = &article.meta;
    let facts = [&meta.byline, &meta.agency, &meta.place];
    facts.into_iter().flatten().filter_map(|fact| match fact.evidence {
        Evidence::Words(span) => Some(span),
        _ => None,
    })
}

fn of_block(
    text: &Text,
    block: &Block,
    words: &TaggerWords,
    sentences: &[Sentence],
) -> Option<Span> {
    use BlockKind as Kind;
    match block.kind {
        Kind::Title | Kind::Heading | Kind::Repeat => None,
        Kind::Standfirst | Kind::Paragraph | Kind::Item => {
            let first = sentences.first()?.words.start;
            let all = words.all.get(first..sentences.last()?.words.end)?;
            let credit = || credit_line(text, words, sentences.last()?);
            match dateline_head(text, all) {
                Some(head) => text.span(block.span.start()..head),
                None => text.span(credit()?..block.span.end()),
            }
        }
        Kind::Caption => {
            let credit = sentences.iter().find_map(|s| credit_start(text, words.of(s)))?;
            text.span(credit..block.span.end())
        }
        Kind::Byline
        | Kind::Dateline
        | Kind::Tags
        | Kind::Related
        | Kind::Share
        | Kind::Navigation
        | Kind::Comment
        | Kind::Frontmatter
        | Kind::Notice => Some(block.span),
    }
}

/// Where the dateline ends that a paragraph opens with: before the dash, after
/// an agency in brackets or a place in capitals.
fn dateline_head(text: &Text, words: &[TaggerWord]) -> Option<usize> {
    let form = |word: &TaggerWord| sure::part(text.as_str(), word.range());
    let dash = words.iter().take(LONGEST_HEAD).position(|word| is_dash(form(word)))?;
    let head = words.get(..dash)?;
    let (first, last) = (head.first()?, head.last()?);
    let in_capitals = first.len() > 2 && !form(first).chars().any(char::is_lowercase);
    let bracketed =
        form(last) == ")" || form(last) == "." && dash > 1 && form(head.get(dash - 2)?) == ")";
    let spaced = words.get(dash + 1).is_some_and(|next| next.start > last.end + 1);
    let no_sentence = head.iter().all(|word| !word.is_plain() || word.connector);
    let place = first.capital && first.kind == TokenKind::Word;
    (place && spaced && no_sentence && (bracketed || in_capitals)).then_some(last.end as usize)
}

fn is_dash(form: &str) -> bool {
    matches!(form, "-" | "–" | "—" | "―")
}

/// Where the credit begins in a sentence of a caption: at a word such as
/// `Photo:`, at a bracket that holds one, at the sentence's start when a slash
/// joins two names (`Ivo Lind/AP`) or nothing but names stands in it.
fn credit_start(text: &Text, sentence: &[TaggerWord]) -> Option<usize> {
    let form = |word: &TaggerWord| sure::part(text.as_str(), word.range());
    let marked = sentence.iter().enumerate().find(|(at, word)| {
        let after = sentence.get(at + 1).map(form).unwrap_or_default();
        form(word) == "©" || is_credit_word(form(word)) && matches!(after, ":" | "by" | "/")
    });
    let slash = sentence.windows(3).position(|three| {
        let [before, slash, after] = three else { return false };
        form(slash) == "/" && before.capital && after.capital
    });
    let start = match (marked, slash) {
        (Some((at, _)), _) => bracket_before(text, sentence, at).unwrap_or(at),
        (None, Some(at)) => {
            bracket_before(text, sentence, at).or_else(|| names_before(sentence, at))?
        }
        (None, None) => only_names(text, sentence).then_some(0)?,
    };
    Some(sentence.get(start)?.range().start)
}

/// Where a sentence of running text starts that is a credit: with a word such
/// as `Photo:`, as where a caption has lost its own line, or with `Reporting
/// by`.
fn credit_line(text: &Text, words: &TaggerWords, sentence: &Sentence) -> Option<usize> {
    let first = words.of(sentence).iter().position(TaggerWord::is_lexical)? + sentence.words.start;
    let colon = (first + 1..first + 3).any(|at| words.form(text, at) == ":");
    let form = words.form(text, first);
    let by = matches!(words.form(text, first + 1), "by" | "in");
    let credit = colon && is_credit_word(form)
        || by && matches!(form, "Reporting" | "Writing" | "Editing" | "Compiled");
    credit.then(|| words.all.get(first).map(|word| word.range().start))?
}

fn is_credit_word(form: &str) -> bool {
    const CREDIT_WORDS: [&str; 9] = [
        "photo",
        "photos",
        "photograph",
        "photographs",
        "picture",
        "image",
        "images",
        "credit",
        "courtesy",
    ];
    CREDIT_WORDS.iter().any(|word| form.eq_ignore_ascii_case(word))
}

/// The last opening bracket before `at`, if it is not closed before.
fn bracket_before(text: &Text, sentence: &[TaggerWord], at: usize) -> Option<usize> {
    let form = |word: &TaggerWord| sure::part(text.as_str(), word.range());
    let before = sentence.get(..at)?;
    let bracket = before.iter().rposition(|word| matches!(form(word), "(" | "[" | ")" | "]"))?;
    matches!(form(before.get(bracket)?), "(" | "[").then_some(bracket)
}

/// Where the capitals begin that run up to `at`.
fn names_before(sentence: &[TaggerWord], at: usize) -> Option<usize> {
    let before = sentence.get(..=at)?;
    Some(before.iter().rposition(|word| !word.capital).map_or(0, |last| last + 1))
}

/// Whether a sentence is names only, an agency among its short forms: `AFP`,
/// `Getty Images via AFP`.
fn only_names(text: &Text, sentence: &[TaggerWord]) -> bool {
    let form = |word: &TaggerWord| sure::part(text.as_str(), word.range());
    let small = |word: &TaggerWord| word.connector || matches!(form(word), "via" | "by" | "for");
    let lexical = || sentence.iter().filter(|word| word.is_lexical());
    let acronym = |word: &TaggerWord| word.len() > 1 && !form(word).chars().any(char::is_lowercase);
    lexical().count() <= 5
        && lexical().all(|word| word.capital || small(word))
        && lexical().any(acronym)
}
