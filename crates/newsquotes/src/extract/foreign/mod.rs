//! Quotations in languages other than English.
//!
//! The marks are those of `marks`; who speaks is found with one table of words
//! a language (`languages`) and rules that are the same for all: words
//! (`words`), who is mentioned (`mentions`) and who that is (`people`), and
//! the speech tag beside a quotation (`tags`). Where no rule is sure the
//! speaker stays unnamed or lies below 70. No weights: nothing here was
//! trained. In a language without a table only the marks are read.

mod attribution;
mod cases;
mod detect;
mod dialogue;
mod incises;
mod indirect;
mod languages;
mod mentions;
mod people;
mod tags;
mod words;

pub(super) use detect::{ForeignLanguage, language};
pub(super) use dialogue::dialogue;
pub(super) use languages::LanguageTable;

use self::attribution::ForeignAttribution;
use self::people::ForeignPeople;
use self::words::{ForeignReading, ForeignWords};
use super::marks::MarkedStretch;
use crate::model::{Article, Block, BlockKind, Form, Quote, Text};

impl ForeignLanguage {
    /// Its table, when it has one.
    pub(super) fn table(self) -> Option<&'static LanguageTable> {
        match self {
            ForeignLanguage::Known(table) => Some(table),
            ForeignLanguage::Other => None,
        }
    }

    /// A full name in the nominative, as it stands in languages without cases;
    /// none where no table brings it back for sure.
    pub(super) fn nominative(self, name: &str) -> Option<String> {
        match self.table().filter(|table| table.has(languages::habit::DECLINES)) {
            Some(table) => {
                let words: Vec<&str> = name.split_whitespace().collect();
                cases::nominative_of(table, &words).filter(|(_, sure)| *sure).map(|(name, _)| name)
            }
            None => Some(name.to_owned()),
        }
    }
}

/// All quotations of an article in another language than English, in no order.
/// `stretches` are what stands in marks in its
/// `blocks`.
pub(super) fn find(
    text: &Text,
    article: &Article,
    blocks: &[Block],
    stretches: Vec<MarkedStretch>,
    language: ForeignLanguage,
) -> Vec<Quote> {
    match language {
        ForeignLanguage::Known(table) => attributed(text, article, blocks, stretches, table),
        ForeignLanguage::Other => marked(text, blocks, &stretches),
    }
}

fn attributed(
    text: &Text,
    article: &Article,
    blocks: &[Block],
    stretches: Vec<MarkedStretch>,
    table: &'static LanguageTable,
) -> Vec<Quote> {
    let stretches = incises::split(text, stretches, table);
    // Whom a byline names wrote the piece and does not speak in it.
    let written = |block: &Block| !matches!(block.kind, BlockKind::Byline | BlockKind::Dateline);
    let blocks: Vec<Block> = blocks.iter().copied().filter(written).collect();
    let words = ForeignWords::read(text, &blocks, &stretches, table);
    let reading = ForeignReading { text, table, words, stretches: &stretches };
    let mentions = mentions::find(&reading);
    let people = ForeignPeople::read(&reading, &mentions);
    let mut attribution = ForeignAttribution::new(&reading, &mentions, &people, &article.repairs);
    attribution.quotes()
}

/// From three words on, what stands in marks is somebody's words.
const FEWEST_WORDS: usize = 3;
/// From so many letters on in scripts that part no words.
const FEWEST_SIGNS: usize = 6;

/// Whether words in marks are so many that they are a quotation.
fn is_long(words: &str) -> bool {
    let unspaced = |c: &char| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}');
    words
        .split_whitespace()
        .filter(|word| word.contains(char::is_alphanumeric))
        .nth(FEWEST_WORDS - 1)
        .is_some()
        || words.chars().filter(unspaced).nth(FEWEST_SIGNS - 1).is_some()
}

/// The quotations of a language of which nothing is known.
fn marked(text: &Text, blocks: &[Block], stretches: &[MarkedStretch]) -> Vec<Quote> {
    let quote = |stretch: &MarkedStretch| {
        let block = blocks.partition_point(|block| block.span.end() <= stretch.inner.start());
        Quote {
            parts: vec![stretch.inner],
            form: if is_long(text.get(stretch.inner)) { Form::Direct } else { Form::Scare },
            block: blocks.get(block).map_or(BlockKind::Paragraph, |block| block.kind),
            cue: None,
            speaker: None,
            defects: stretch.defects.clone(),
            repeat_of: None,
        }
    };
    stretches.iter().map(quote).collect()
}
