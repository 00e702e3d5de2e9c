//! The quotations of an article, with their speakers.
//!
//! The steps: marks are paired ([`marks`](super::marks)), the narration is
//! read into words and phrases, cues get their sources, stretches their cues,
//! cues their reported words; then names are looked up and forms decided.

use super::indirect::{self, Reported};
use super::marks::{Scanner, Stretch};
use super::phrases;
use super::ranker::{Judge, Weights};
use super::reading::Reading;
use super::sources::{self, Cue};
use super::speakers::{self, Verdict};
use super::words::Words;
use crate::model::{Article, Block, BlockKind, Form, Quote, Span, Speaker, Text};
use std::sync::LazyLock;

static WEIGHTS: LazyLock<Weights> =
    LazyLock::new(|| Weights::read(include_bytes!("../../assets/speakers/weights.bin")));

/// All quotations of the article, by the start of their first part.
pub(super) fn find(text: &Text, article: &Article) -> Vec<Quote> {
    find_with(text, article, &mut &*WEIGHTS)
}

/// As [`find`], with a judge of the caller's own: how the trainer sees every
/// decision with its features.
pub fn find_with<J: Judge>(text: &Text, article: &Article, judge: &mut J) -> Vec<Quote> {
    let blocks: Vec<Block> =
        article.blocks.iter().copied().filter(|block| holds_quotations(block.kind)).collect();
    let reading = read(text, &blocks);
    let cues = sources::find(&reading, judge);
    let verdicts = speakers::find(&reading, &cues, judge);
    let reported = indirect::find(&reading, &cues, judge);
    let mut quotes = Vec::new();
    for verdict in &verdicts {
        quotes.extend(quote(&reading, &cues, verdict));
    }
    for reported in &reported {
        quotes.extend(indirect_quote(&reading, &cues, reported));
    }
    quotes.sort_by_key(|quote| quote.parts.first().copied());
    quotes
}

fn read<'a>(text: &'a Text, blocks: &[Block]) -> Reading<'a> {
    let stretches = stretches(text, blocks);
    let mut words = Words::default();
    let mut next = 0;
    for block in blocks {
        next = words.block(text, block, &stretches, next);
    }
    let phrases = phrases::find(&words);
    Reading { text, words, phrases, stretches }
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

fn speaker(reading: &Reading<'_>, source: Option<u32>) -> Option<Speaker> {
    let phrase = reading.phrase(source?)?;
    let mention = reading.phrase_span(*phrase);
    Some(Speaker {
        mention: Some(mention),
        name: Some(reading.text.get(mention).to_owned()),
        role: None,
        antecedent: None,
        why: "nearest speech verb",
        confidence: 50,
    })
}

fn cue_span(reading: &Reading<'_>, cues: &[Cue], cue: Option<u32>) -> Option<Span> {
    let at = cues.get(cue? as usize)?.at as usize;
    Some(reading.span(at, at))
}

fn block_of(reading: &Reading<'_>, at: usize) -> BlockKind {
    let block = reading.word(at).and_then(|word| reading.words.blocks.get(word.block as usize));
    block.map_or(BlockKind::Paragraph, |block| block.0)
}

fn quote(reading: &Reading<'_>, cues: &[Cue], verdict: &Verdict) -> Option<Quote> {
    let super::words::WordKind::Quote(stretch) = reading.word(verdict.at)?.kind else {
        return None;
    };
    let stretch = reading.stretches.get(stretch as usize)?;
    Some(Quote {
        parts: vec![stretch.inner],
        form: if verdict.quoted { Form::Direct } else { Form::Scare },
        block: block_of(reading, verdict.at),
        cue: cue_span(reading, cues, verdict.cue),
        speaker: speaker(reading, verdict.source),
        defects: stretch.defects.clone(),
        repeat_of: None,
    })
}

fn indirect_quote(reading: &Reading<'_>, cues: &[Cue], reported: &Reported) -> Option<Quote> {
    let cue = cues.get(reported.cue as usize)?;
    let sides = [reported.left, reported.right];
    let parts: Vec<Span> =
        sides.iter().flatten().map(|words| indirect::span(reading, *words)).collect();
    let quoted = |part: &Span| {
        let inside = reading.stretches.iter().filter(|s| part.covers(s.inner));
        inside.map(|s| s.outer.len()).sum::<usize>() * 10 > part.len() * 9
    };
    let parts: Vec<Span> = parts.into_iter().filter(|part| !quoted(part)).collect();
    (!parts.is_empty()).then(|| Quote {
        parts,
        form: Form::Indirect,
        block: block_of(reading, cue.at as usize),
        cue: cue_span(reading, cues, Some(reported.cue)),
        speaker: speaker(reading, cue.source),
        defects: Vec::new(),
        repeat_of: None,
    })
}
