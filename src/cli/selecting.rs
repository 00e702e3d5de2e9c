//! What a query finds, file by file, for the commands that write it elsewhere.

use std::collections::{BTreeMap, HashMap};

use super::asked::{Asked, Where, explain, question};
use super::export::Chosen;
use crate::cite::{GAP, LineStarts, Subject};
use crate::library::index::{ArticleRef, QuoteRow};
use newsquotes::folding::one_line;
use newsquotes::model::Document;

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    Quotes,
    Articles,
}

/// The answer to a query: the files with a hit, the first hit first.
#[derive(Debug)]
pub(super) struct Selection {
    asked: Asked,
    what: What,
    order: Vec<u64>,
    /// The rows of each article of a file; without rows for whole articles.
    files: HashMap<u64, BTreeMap<usize, Vec<QuoteRow>>>,
}

impl Selection {
    /// Asks. What is wrong with the query, or why nothing answers it, is said
    /// on standard error.
    ///
    /// # Errors
    ///
    /// As [`Where::open`], and when the index cannot be read.
    pub(super) fn of(place: &Where, query: &[String], what: What) -> anyhow::Result<Selection> {
        let typed = query.join(" ");
        let asked = place.open()?;
        let question = question(&asked, &typed);
        let (order, files) = (Vec::new(), HashMap::new());
        let mut selection = Selection { asked, what, order, files };
        if what == What::Articles {
            let count = selection.asked.snapshot.count(&question)?;
            for hit in selection.asked.snapshot.articles(&question, 0..count)?.rows {
                selection.rows(hit.at);
            }
        } else {
            let count = selection.asked.snapshot.count_quotes(&question)?;
            for row in selection.asked.snapshot.quotes(&question, 0..count)?.rows {
                selection.rows(row.at).push(row);
            }
        }
        if selection.order.is_empty() {
            explain(&selection.asked, &typed, &question, what == What::Quotes);
        }
        Ok(selection)
    }

    fn rows(&mut self, at: ArticleRef) -> &mut Vec<QuoteRow> {
        let order = &mut self.order;
        let file = self.files.entry(at.file).or_insert_with(|| {
            order.push(at.file);
            BTreeMap::new()
        });
        file.entry(at.article as usize).or_default()
    }

    /// Hands each document with a hit to `take`, with what was found in it.
    ///
    /// # Errors
    ///
    /// Those of `take`, with which it ends.
    pub(super) fn each<E>(
        mut self,
        mut take: impl FnMut(&Document, &[Chosen]) -> Result<(), E>,
    ) -> Result<(), E> {
        for file in std::mem::take(&mut self.order) {
            let Some(loaded) = self.asked.take(file) else { continue };
            let record = self.asked.snapshot.record(file).ok().flatten();
            let sha256 = loaded.document.origin.sha256;
            let unchanged = record.is_some_and(|record| record.sha256 == sha256);
            let rows = self.files.remove(&file).unwrap_or_default();
            let chosen = chosen(&loaded.document, &rows, self.what, unchanged);
            take(&loaded.document, &chosen)?;
        }
        Ok(())
    }
}

/// What was found in each article of a document. Where the file changed since
/// it was indexed, quotations are known by their words.
fn chosen(
    document: &Document,
    rows: &BTreeMap<usize, Vec<QuoteRow>>,
    what: What,
    unchanged: bool,
) -> Vec<Chosen> {
    let starts = LineStarts::of(document);
    let of_article = |index: usize| {
        let (rows, subject) = (rows.get(&index)?, Subject::new(document, index, &starts)?);
        if what == What::Articles {
            return Some(Chosen::Article);
        }
        let is = |row: &QuoteRow, index: usize| {
            if unchanged {
                row.quote as usize == index
            } else {
                row.words == words_of(&subject, index)
            }
        };
        let offered = subject.offered().map(|(index, _)| index);
        Some(Chosen::quotes(offered.filter(|at| rows.iter().any(|row| is(row, *at))).collect()))
    };
    (0..document.articles.len()).map(|at| of_article(at).unwrap_or(Chosen::Nothing)).collect()
}

/// The words of a quotation as a row of the index has them.
pub(super) fn words_of(subject: &Subject<'_>, index: usize) -> String {
    let quote = subject.article.quotes.get(index);
    let parts = quote.into_iter().flat_map(|quote| &quote.parts);
    parts.map(|part| one_line(subject.words(*part))).collect::<Vec<_>>().join(GAP)
}
