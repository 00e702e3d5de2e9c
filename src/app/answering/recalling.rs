//! Quotations by half-remembered words, and the tellings of one utterance.

use std::collections::HashMap;

use super::{Asker, read_or_nothing};
use crate::app::asking::{QuoteFound, Variant, Variants};
use crate::library::index::{ArticleRef, QuoteRow};
use crate::query::{recall, variants};

impl Asker<'_> {
    /// Quotations by half-remembered words, the likeliest first.
    pub(super) fn recalled(&self, typed: &str) -> Vec<QuoteFound> {
        let words: Vec<&str> = typed.split_whitespace().collect();
        let Ok(candidates) = self.index.candidate_quotes(&words, recall::QUOTES) else {
            return Vec::new();
        };
        let quotes = candidates.iter().map(|(row, _)| recall::RecallCandidate {
            id: row,
            text: &row.words,
            speaker: row.speaker.as_deref(),
            date: None,
        });
        let found = recall::recall(typed, quotes).into_iter();
        let alike =
            found.filter(|found| found.likeness >= LEAST_LIKENESS).map(|found| QuoteFound {
                row: found.id.clone(),
                others: Vec::new(),
                likeness: Some(percent(found.likeness)),
            });
        alike.take(MOST_RECALLED).collect()
    }
}

impl Asker<'_> {
    pub(super) fn variants(&self, at: ArticleRef, quote: u32) -> Variants {
        let Some(own) = self.row(at, quote) else { return Variants::default() };
        let words: Vec<&str> = own.words.split_whitespace().collect();
        let candidates = read_or_nothing(self.index.candidate_quotes(&words, recall::QUOTES));
        let mut rows: Vec<QuoteRow> = candidates.into_iter().map(|(row, _)| row).collect();
        if !rows.iter().any(|row| (row.at, row.quote) == (at, quote)) {
            rows.push(own);
        }
        let known: HashMap<ArticleRef, _> = rows
            .iter()
            .filter_map(|row| Some((row.at, self.index.article(row.at).ok().flatten()?)))
            .collect();
        let utterances: Vec<_> = rows.iter().map(|row| utterance(row, &known)).collect();
        let is_own =
            |row: &usize| rows.get(*row).is_some_and(|row| (row.at, row.quote) == (at, quote));
        let groups = variants::groups(&utterances);
        let mine = groups
            .into_iter()
            .find(|group| group.wordings.iter().any(|w| w.rows.iter().any(is_own)));
        let wordings = mine.map_or_else(Vec::new, |group| group.wordings);
        let tellings = wordings.iter().flat_map(|wording| {
            wording.rows.iter().filter_map(|row| Some(telling(rows.get(*row)?, wording)))
        });
        Variants { rows: tellings.collect() }
    }
}

/// What is less alike was not meant.
const LEAST_LIKENESS: f32 = 0.45;
const MOST_RECALLED: usize = 50;

fn utterance<'a>(
    row: &'a QuoteRow,
    known: &'a HashMap<ArticleRef, crate::library::index::ArticleRow>,
) -> variants::Utterance<'a> {
    let article = known.get(&row.at);
    variants::Utterance {
        row,
        date: article.and_then(|article| article.date),
        language: article.and_then(|article| article.language.as_deref()),
    }
}

/// A quotation beside the earliest wording of what it says.
fn telling(row: &QuoteRow, wording: &variants::VariantWording) -> Variant {
    let mut flags: Vec<&'static str> = Vec::new();
    for difference in &wording.differences {
        if difference.kind.turns_sense() && !flags.contains(&difference.kind.words()) {
            flags.push(difference.kind.words());
        }
    }
    let differs = wording.differences.iter().map(|difference| difference.text.clone());
    Variant {
        row: row.clone(),
        differs: differs.filter(|range| !range.is_empty()).collect(),
        flags,
    }
}

/// A share as a whole number of hundredths.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "it is between 0 and 100"
)]
fn percent(share: f32) -> u8 {
    (share.clamp(0.0, 1.0) * 100.0).round() as u8
}
