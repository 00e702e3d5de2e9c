//! What a query finds, file by file, for the commands that write it elsewhere.

use std::collections::{BTreeMap, HashMap};

use super::open_index::{OpenIndex, PlaceArguments, explain, question};
use crate::cite::{CitedSource, GAP, LineStarts, Subject};
use crate::library::index::{ArticleRef, QuoteRow};
use crate::library::sure::sure;
use newsquotes::folding::one_line;
use newsquotes::model::Document;

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    Quotes,
    Articles,
}

/// What to write of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Taken {
    Nothing,
    /// The article itself.
    Article,
    /// Quotations by their index, in order.
    Quotes(Vec<usize>),
}

impl Taken {
    /// Quotations of these indices.
    pub(super) fn quotes(quotes: Vec<usize>) -> Taken {
        if quotes.is_empty() { Taken::Nothing } else { Taken::Quotes(quotes) }
    }
}

/// The answer to a query: the files with a hit, the first hit first.
#[derive(Debug)]
pub(super) struct FoundByQuery {
    asked: OpenIndex,
    what: What,
    order: Vec<u64>,
    /// The rows of each article of a file; without rows for whole articles.
    files: HashMap<u64, BTreeMap<usize, Vec<QuoteRow>>>,
}

impl FoundByQuery {
    /// Asks. What is wrong with the query, or why nothing answers it, is said
    /// on standard error.
    ///
    /// # Errors
    ///
    /// As [`PlaceArguments::open`], and when the index cannot be read.
    pub(super) fn of(
        place: &PlaceArguments,
        query: &[String],
        what: What,
    ) -> anyhow::Result<FoundByQuery> {
        let typed = query.join(" ");
        let asked = place.open()?;
        let question = question(&asked, &typed);
        let (order, files) = (Vec::new(), HashMap::new());
        let mut selection = FoundByQuery { asked, what, order, files };
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

    /// The articles of the paths named, in the order they were read in.
    pub(super) fn articles(&self) -> &[CitedSource] {
        &self.asked.articles
    }

    /// Whether all that was to be looked in was.
    pub(super) fn is_whole(&self) -> bool {
        self.asked.is_whole
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
        mut take: impl FnMut(&Document, &[Taken]) -> Result<(), E>,
    ) -> Result<(), E> {
        for file in std::mem::take(&mut self.order) {
            let Some(loaded) = self.asked.take(file) else { continue };
            let record = self.asked.snapshot.record(file).ok().flatten();
            let sha256 = loaded.document.origin.sha256;
            let unchanged = record.is_some_and(|record| record.sha256 == sha256);
            let rows = self.files.remove(&file);
            // A file in the order has its rows.
            let rows = sure(rows);
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
) -> Vec<Taken> {
    let starts = LineStarts::of(document);
    let of_article = |index: usize| {
        let (rows, subject) = (rows.get(&index)?, Subject::new(document, index, &starts)?);
        if what == What::Articles {
            return Some(Taken::Article);
        }
        let is = |row: &QuoteRow, index: usize| {
            if unchanged {
                row.quote as usize == index
            } else {
                row.words == words_of(&subject, index)
            }
        };
        let offered = subject.offered().map(|(index, _)| index);
        Some(Taken::quotes(offered.filter(|at| rows.iter().any(|row| is(row, *at))).collect()))
    };
    (0..document.articles.len()).map(|at| of_article(at).unwrap_or(Taken::Nothing)).collect()
}

/// The words of a quotation as a row of the index has them.
pub(super) fn words_of(subject: &Subject<'_>, index: usize) -> String {
    let quote = subject.article.quotes.get(index);
    let parts = quote.into_iter().flat_map(|quote| &quote.parts);
    parts.map(|part| one_line(subject.words(*part))).collect::<Vec<_>>().join(GAP)
}
