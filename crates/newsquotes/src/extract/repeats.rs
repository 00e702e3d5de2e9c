//! Quotations that are printed again in the page: in its headline, a link, a
//! live blog.
//!
//! Each repeat names the first full occurrence in the body. Letters and
//! digits are compared, case, accents and marks aside; a headline may give part of the
//! words only.

use std::collections::HashMap;

use crate::folding;
use crate::model::{BlockKind, Form, Quote, Speaker, Text};

/// How many quotations outside the body are compared with how many in it for
/// a shared part: bounds on the work in a hostile page.
const OUTSIDE: usize = 64;
const INSIDE: usize = 256;

/// Sets `repeat_of` in quotations that stand in the order of the text.
pub(super) fn fold(text: &Text, quotes: &mut [Quote]) {
    fold_headings(text, quotes);
    for quote in quotes.iter_mut().filter(|quote| is_marked(quote)) {
        quote.speaker = None;
    }
    let compared = |quote: &Quote| {
        if quote.form.is_verbatim() { plain(text, quote) } else { String::new() }
    };
    let words: Vec<String> = quotes.iter().map(compared).collect();
    let mut first: HashMap<&str, usize> = HashMap::new();
    for body in [true, false] {
        for (index, quote) in quotes.iter().enumerate() {
            if quote.form.is_verbatim()
                && quote.block.is_body() == body
                && let Some(words) = words.get(index).filter(|words| !words.is_empty())
            {
                first.entry(words).or_insert(index);
            }
        }
    }
    let mut originals: Vec<Option<usize>> = (0..quotes.len())
        .map(|index| {
            let original = first.get(words.get(index)?.as_str()).copied()?;
            let long = words.get(index)?.len() >= LETTERS || !quotes.get(index)?.block.is_body();
            (original != index && long && quotes.get(index)?.form.is_verbatim()).then_some(original)
        })
        .collect();
    fold_parts(quotes, &words, &mut originals);
    for (index, original) in originals.into_iter().enumerate() {
        let Some(original) = original else { continue };
        let speaker = quotes.get(original).and_then(|quote| quote.speaker.clone());
        if let Some(quote) = quotes.get_mut(index) {
            quote.repeat_of = u32::try_from(original).ok();
            take_speaker(quote, speaker);
        }
    }
}

/// Gives a repeat the speaker of the original, unless it names one itself.
fn take_speaker(repeat: &mut Quote, original: Option<Speaker>) {
    let own = repeat.speaker.as_mut().filter(|own| own.name.is_some());
    match (own, original) {
        (None, Some(original)) => repeat.speaker = Some(original),
        // `Ober` in the headline, `Greta Ober` in the article.
        (Some(own), Some(original)) if is_short_for(own, &original) => own.name = original.name,
        _ => {}
    }
}

/// Whether a name is the longer one without its first words.
fn is_short_for(short: &Speaker, long: &Speaker) -> bool {
    let length = |speaker: &Speaker| speaker.name.as_deref().map_or(0, str::len);
    names_one(short, Some(long)) && length(short) < length(long)
}

/// Whether the last word of both names is one.
fn names_one(one: &Speaker, other: Option<&Speaker>) -> bool {
    let last = |speaker: &Speaker| {
        let last = speaker.name.as_deref()?.split_whitespace().next_back()?;
        Some(folding::letters(last).into_owned())
    };
    let own = last(one);
    own.is_some() && own == other.and_then(last)
}

/// Words in marks in a heading that somebody says in the article are that
/// quotation, with its speaker, however little the heading itself tells.
fn fold_headings(text: &Text, quotes: &mut [Quote]) {
    let said: Vec<(usize, String)> = quotes
        .iter()
        .enumerate()
        .filter(|(_, quote)| quote.form == Form::Direct && quote.block.is_body())
        .take(INSIDE)
        .map(|(index, quote)| (index, plain(text, quote)))
        .collect();
    let headings = (0..quotes.len())
        .filter(|index| quotes.get(*index).is_some_and(|q| is_headline(q.block) && is_marked(q)));
    for index in headings.take(OUTSIDE).collect::<Vec<_>>() {
        let Some(part) = quotes.get(index).map(|quote| letters(text, quote)) else { continue };
        let whole = said.iter().find(|(_, words)| words.contains(&part));
        let Some((whole, _)) = whole.filter(|_| part.len() >= LETTERS / 2) else { continue };
        let speaker = quotes.get(*whole).and_then(|quote| quote.speaker.clone());
        if let Some(quote) = quotes.get_mut(index) {
            quote.form = Form::Direct;
            quote.speaker = quote.speaker.take().filter(|own| names_one(own, speaker.as_ref()));
            take_speaker(quote, speaker);
            quote.repeat_of = u32::try_from(*whole).ok();
        }
    }
}

/// Words in marks that nobody says, as far as they tell by themselves.
fn is_marked(quote: &Quote) -> bool {
    !quote.form.is_verbatim() && quote.form != Form::Indirect
}

pub(super) fn is_headline(block: BlockKind) -> bool {
    matches!(
        block,
        BlockKind::Title | BlockKind::Heading | BlockKind::Standfirst | BlockKind::Repeat
    )
}

/// Two short fragments that are alike are no repeat within the body.
const LETTERS: usize = 20;

/// A headline that gives part of a quotation of the body.
fn fold_parts(quotes: &[Quote], words: &[String], originals: &mut [Option<usize>]) {
    let standing = |body: bool| {
        let quotes = quotes.iter().enumerate();
        quotes.filter(move |(_, quote)| quote.form.is_verbatim() && quote.block.is_body() == body)
    };
    let inside: Vec<usize> = standing(true).map(|(index, _)| index).take(INSIDE).collect();
    for (index, _) in standing(false).take(OUTSIDE) {
        let Some(part) = words.get(index).filter(|words| words.len() >= LETTERS / 2) else {
            continue;
        };
        let whole =
            inside.iter().find(|other| words.get(**other).is_some_and(|w| w.contains(part)));
        if let (Some(original), Some(whole)) = (originals.get_mut(index), whole) {
            *original = original.or(Some(*whole));
        }
    }
}

/// The letters and digits of a quotation.
fn plain(text: &Text, quote: &Quote) -> String {
    if !quote.form.is_verbatim() {
        return String::new();
    }
    letters(text, quote)
}

fn letters(text: &Text, quote: &Quote) -> String {
    let mut letters = String::new();
    for part in &quote.parts {
        let part = folding::letters(text.get(*part));
        letters.extend(part.chars().filter(|c| c.is_alphanumeric()));
    }
    letters
}
