//! The quotations of an article, with their speakers.

use super::lexicon::class;
use super::marks::{Scanner, Stretch};
use super::phrases::{self, Phrase, PhraseKind};
use super::words::{WordKind, Words};
use crate::model::{Article, Block, BlockKind, Form, Quote, Span, Speaker, Text};

/// All quotations of the article, by the start of their first part.
pub(super) fn find(text: &Text, article: &Article) -> Vec<Quote> {
    let blocks: Vec<Block> =
        article.blocks.iter().copied().filter(|block| holds_quotations(block.kind)).collect();
    let stretches = stretches(text, &blocks);
    let mut words = Words::default();
    let mut next = 0;
    for block in &blocks {
        next = words.block(text, block, &stretches, next);
    }
    let phrases = phrases::find(&words);
    let mut quotes = Vec::new();
    for (at, word) in words.list.iter().enumerate() {
        if let WordKind::Quote(index) = word.kind
            && let Some(stretch) = stretches.get(index as usize)
        {
            let kind = words.blocks.get(word.block as usize).map_or(BlockKind::Paragraph, |b| b.0);
            quotes.push(quote(text, &words, &phrases, at, stretch, kind));
        }
    }
    for pair in blocks.windows(2) {
        if let [lead, set] = pair
            && text.get(lead.span).ends_with(':')
            && lead.span.len() < 60
            && !stretches.iter().any(|stretch| stretch.outer.overlaps(set.span))
        {
            quotes.push(Quote {
                parts: vec![set.span],
                form: Form::Block,
                block: set.kind,
                cue: None,
                speaker: None,
                defects: Vec::new(),
                repeat_of: None,
            });
        }
    }
    quotes.sort_by_key(|quote| quote.parts.first().copied());
    quotes
}

fn holds_quotations(kind: BlockKind) -> bool {
    !matches!(kind, BlockKind::Frontmatter | BlockKind::Navigation | BlockKind::Share)
}

fn stretches(text: &Text, blocks: &[Block]) -> Vec<Stretch> {
    let mut scanner = Scanner::new(text);
    let mut last = None;
    for block in blocks {
        if block.kind.is_body() && block.kind != BlockKind::Heading {
            let adjacent = last.is_none_or(|end| {
                text.get(text.clamp(end..block.span.start())).chars().all(|c| !c.is_alphanumeric())
            });
            scanner.block(block.span, adjacent);
            last = Some(block.span.end());
        } else {
            scanner.lone_block(block.span);
        }
    }
    scanner.finish()
}

fn quote(
    text: &Text,
    words: &Words,
    phrases: &[Phrase],
    at: usize,
    stretch: &Stretch,
    kind: BlockKind,
) -> Quote {
    let found = nearest(words, phrases, at);
    let speaker = found.map(|(_, phrase)| {
        let mention = span(text, words, phrase);
        Speaker {
            mention: Some(mention),
            name: Some(text.get(mention).to_owned()),
            role: None,
            antecedent: None,
            why: "nearest speech verb",
            confidence: 50,
        }
    });
    Quote {
        parts: vec![stretch.inner],
        form: Form::Direct,
        block: kind,
        cue: found.and_then(|(cue, _)| words.get(cue)).map(|cue| cue.span(text)),
        speaker,
        defects: stretch.defects.clone(),
        repeat_of: None,
    }
}

fn span(text: &Text, words: &Words, phrase: Phrase) -> Span {
    let start = words.get(phrase.first as usize).map_or(0, |word| word.start as usize);
    let end = words.get(phrase.last as usize).map_or(start, |word| word.end as usize);
    text.clamp(start..end)
}

fn nearest(words: &Words, phrases: &[Phrase], at: usize) -> Option<(usize, Phrase)> {
    let from = at.saturating_sub(30);
    (from..at + 30)
        .filter(|cue| words.get(*cue).is_some_and(|word| word.is(class::SPEECH)))
        .filter(|cue| words.get(*cue).map(|w| w.block) == words.get(at).map(|w| w.block))
        .min_by_key(|cue| cue.abs_diff(at))
        .and_then(|cue| {
            let near = phrases.partition_point(|phrase| (phrase.first as usize) < cue);
            let candidates = phrases.get(near.saturating_sub(1)..(near + 1).min(phrases.len()));
            let named = |phrase: &&Phrase| phrase.kind != PhraseKind::Other;
            let best = candidates?.iter().filter(named);
            best.min_by_key(|phrase| (phrase.last as usize).abs_diff(cue)).map(|p| (cue, *p))
        })
}
