//! The picker: a query, the quotations that answer it, and what becomes of
//! the one that is picked.
//!
//! Keys and answers in, questions out, like the reader's screen. It knows
//! neither the terminal nor the library: `run::picker` has the one, and what
//! answers is handed to it. Every key that prints goes to the query.

mod drawing;
mod keys;
mod trimming;

use std::collections::HashMap;

use crate::app::asking::{AboutQuery, FoundPassage, FoundQuotes, IndexAsked, QuoteFound, Variant};
use crate::cite::{ExportFormat, FORMATS, Trim};
use crate::library::index::{ArticleRef, QuoteRow};
use newsquotes::model::Date;

use super::prompt::Prompt;
use super::theme::Theme;
use trimming::Trimming;

/// What the picker begins with.
#[derive(Clone, Debug)]
pub(crate) struct PickerOptions {
    pub theme: Theme,
    pub query: String,
    pub format: &'static ExportFormat,
    /// Several may be picked.
    pub multi: bool,
    /// Answer at once when the first query has one answer only.
    pub select_one: bool,
    /// End when the first query has none.
    pub exit_if_none: bool,
    /// What Enter does besides, a phrase; empty for nothing.
    pub also: String,
}

/// What the library is asked.
#[derive(Clone, Debug)]
pub(crate) enum PickerAsked {
    Index(IndexAsked),
    /// The words of a quotation one by one, as they would be written.
    Detail(Pick),
    /// The answer: these, in this format.
    Write {
        picks: Vec<Pick>,
        format: &'static ExportFormat,
    },
}

/// What comes back.
#[derive(Clone, Debug)]
pub(crate) enum PickerAnswer {
    /// Quotations with what is known of their articles, to the words typed.
    Quotes {
        typed: String,
        quotes: FoundQuotes,
        facts: HashMap<ArticleRef, RowFacts>,
    },
    Context(Option<FoundPassage>),
    Variants {
        rows: Vec<Variant>,
        facts: HashMap<ArticleRef, RowFacts>,
    },
    Detail {
        of: QuoteKey,
        detail: PickDetail,
    },
    /// The whole answer, or why there is none: a sentence without its stop.
    Written(Result<String, String>),
}

/// What a row says of its article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct RowFacts {
    pub title: String,
    pub outlet: String,
    pub date: Option<Date>,
}

/// A quotation on its way out.
#[derive(Clone, Debug)]
pub(crate) struct Pick {
    pub row: QuoteRow,
    /// `None` for the whole of it.
    pub trim: Option<Trim>,
}

/// Which quotation: its article and its index there.
pub(crate) type QuoteKey = (ArticleRef, u32);

/// A quotation as it would be written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct PickDetail {
    /// The words of the source, one by one.
    pub words: Vec<String>,
    /// How the trimmed words may mislead, each a phrase.
    pub warnings: Vec<String>,
    /// Who said it, and how that is known.
    pub said: String,
    /// Why nothing can be shown, a sentence.
    pub problem: Option<String>,
}

/// What a key or an answer leads to.
#[derive(Clone, Debug)]
pub(crate) enum PickerOutcome {
    /// Go on, and ask this.
    Ask(Vec<PickerAsked>),
    /// This is the answer.
    Picked(String),
    Cancelled,
    /// The first query has no answer.
    NothingFound,
}

/// The picker.
#[derive(Debug)]
pub(crate) struct Picker {
    theme: Theme,
    prompt: Prompt,
    format: &'static ExportFormat,
    options: PickerOptions,
    /// What was found, and the words that it was found by; `None` before the
    /// first answer.
    found: FoundQuotes,
    answered: Option<String>,
    facts: HashMap<ArticleRef, RowFacts>,
    /// The same utterance elsewhere, shown in place of what was found.
    variants: Option<Vec<QuoteFound>>,
    cursor: usize,
    /// Where the cursor was before the variants were shown.
    cursor_before: usize,
    top: usize,
    height: usize,
    context: Option<FoundPassage>,
    shows_context: bool,
    detail: Option<(QuoteKey, PickDetail)>,
    trimming: Option<Trimming>,
    trims: HashMap<QuoteKey, Trim>,
    marked: Vec<QuoteRow>,
    /// Files read so far, while the library is loaded.
    loading: Option<usize>,
    /// Enter was typed before there was an answer to the query.
    accepting: bool,
    notice: Option<String>,
}

impl Picker {
    #[must_use]
    pub(crate) fn new(options: PickerOptions) -> Picker {
        Picker {
            theme: options.theme,
            prompt: Prompt::new("› ", &options.query),
            format: options.format,
            options,
            found: FoundQuotes::default(),
            answered: None,
            facts: HashMap::new(),
            variants: None,
            cursor: 0,
            cursor_before: 0,
            top: 0,
            height: 1,
            context: None,
            shows_context: false,
            detail: None,
            trimming: None,
            trims: HashMap::new(),
            marked: Vec::new(),
            loading: Some(0),
            accepting: false,
            notice: None,
        }
    }

    /// What has to be asked when it opens, and after each change of the query.
    #[must_use]
    pub(crate) fn question(&self) -> PickerAsked {
        PickerAsked::Index(IndexAsked::Quotes { typed: self.prompt.words().to_owned() })
    }

    /// Whether the first answer may end it before anybody sees it.
    #[must_use]
    pub(crate) fn may_end_unseen(&self) -> bool {
        self.options.select_one || self.options.exit_if_none
    }

    /// Whether it only waits for what was picked to be written.
    #[must_use]
    pub(crate) fn is_accepting(&self) -> bool {
        self.accepting
    }

    /// So many files of the library were read.
    pub(crate) fn loading(&mut self, files: usize) {
        self.loading = Some(files);
    }

    /// Takes an answer.
    #[must_use]
    pub(crate) fn answer(&mut self, answer: PickerAnswer) -> PickerOutcome {
        match answer {
            PickerAnswer::Quotes { typed, quotes, facts } => {
                return self.take_quotes(typed, quotes, facts);
            }
            PickerAnswer::Context(context) => self.context = context,
            PickerAnswer::Variants { rows, facts } => return self.take_variants(rows, facts),
            PickerAnswer::Detail { of, detail } => return self.take_detail(of, detail),
            PickerAnswer::Written(Ok(answer)) => return PickerOutcome::Picked(answer),
            PickerAnswer::Written(Err(why)) => {
                self.accepting = false;
                self.notice = Some(format!("Nothing was written: {why}."));
            }
        }
        PickerOutcome::Ask(Vec::new())
    }

    fn take_quotes(
        &mut self,
        typed: String,
        quotes: FoundQuotes,
        facts: HashMap<ArticleRef, RowFacts>,
    ) -> PickerOutcome {
        let is_first = self.answered.is_none() && typed == self.options.query;
        self.loading = None;
        self.found = quotes;
        self.facts = facts;
        self.answered = Some(typed);
        self.cursor = self.cursor.min(self.found.rows.len().saturating_sub(1));
        if is_first && self.options.exit_if_none && self.found.rows.is_empty() {
            return PickerOutcome::NothingFound;
        }
        let only_one = matches!(self.found.rows.as_slice(), [only] if only.likeness.is_none());
        if is_first && self.options.select_one && only_one {
            self.accepting = true;
        }
        if self.accepting {
            return self.accept();
        }
        PickerOutcome::Ask(self.ask_about_selected())
    }

    fn take_variants(
        &mut self,
        rows: Vec<Variant>,
        facts: HashMap<ArticleRef, RowFacts>,
    ) -> PickerOutcome {
        if rows.len() < 2 {
            self.notice = Some("No other article tells this utterance.".to_owned());
            return PickerOutcome::Ask(Vec::new());
        }
        let selected = self.selected().map(key_of);
        let at = rows.iter().position(|variant| Some(key_of(&variant.row)) == selected);
        self.cursor_before = std::mem::replace(&mut self.cursor, at.unwrap_or(0));
        self.facts.extend(facts);
        self.variants = Some(rows.into_iter().map(telling).collect());
        PickerOutcome::Ask(self.ask_about_selected())
    }

    fn take_detail(&mut self, of: QuoteKey, detail: PickDetail) -> PickerOutcome {
        if self.selected().map(key_of) != Some(of) {
            return PickerOutcome::Ask(Vec::new());
        }
        let waited = self.is_cutting_early();
        let turned = self.trimming.as_mut().map(|trimming| trimming.know(&detail));
        self.detail = Some((of, detail));
        let outcome = turned.map(|turned| self.trimmed(&turned));
        if waited && self.accepting {
            return self.accept();
        }
        outcome.unwrap_or(PickerOutcome::Ask(Vec::new()))
    }

    /// Whether the user cuts words that are not there yet.
    fn is_cutting_early(&self) -> bool {
        self.trimming.as_ref().is_some_and(Trimming::is_waiting)
    }

    /// The answers, or the variants of one of them.
    fn rows(&self) -> &[QuoteFound] {
        self.variants.as_deref().unwrap_or(&self.found.rows)
    }

    fn selected(&self) -> Option<&QuoteRow> {
        self.rows().get(self.cursor).map(|found| &found.row)
    }

    /// What is known of the selected quotation, if it is known yet.
    fn detail(&self) -> Option<&PickDetail> {
        let selected = self.selected().map(key_of)?;
        self.detail.as_ref().filter(|(of, _)| *of == selected).map(|(_, detail)| detail)
    }

    fn pick(&self, row: &QuoteRow) -> Pick {
        Pick { row: row.clone(), trim: self.trims.get(&key_of(row)).cloned() }
    }

    /// What is shown of the selected quotation; asking has the library read
    /// its file, so that the answer is there at once.
    fn ask_about_selected(&self) -> Vec<PickerAsked> {
        let Some(row) = self.selected() else { return Vec::new() };
        let context = IndexAsked::Context { at: row.at, parts: row.parts.clone() };
        let context = self.shows_context.then_some(PickerAsked::Index(context));
        std::iter::once(PickerAsked::Detail(self.pick(row))).chain(context).collect()
    }

    /// Asks for the answer, or waits for that to the query first.
    fn accept(&mut self) -> PickerOutcome {
        self.accepting = true;
        if self.answered.as_deref() != Some(self.prompt.words()) || self.is_cutting_early() {
            return PickerOutcome::Ask(Vec::new());
        }
        let mut picks: Vec<Pick> = self.marked.iter().map(|row| self.pick(row)).collect();
        if picks.is_empty() {
            picks.extend(self.selected().map(|row| self.pick(row)));
        }
        if picks.is_empty() {
            self.accepting = false;
            return PickerOutcome::Ask(Vec::new());
        }
        PickerOutcome::Ask(vec![PickerAsked::Write { picks, format: self.format }])
    }

    /// What is to be said of the query.
    fn about(&self) -> &AboutQuery {
        &self.found.about
    }
}

/// Which quotation a row is.
fn key_of(row: &QuoteRow) -> QuoteKey {
    (row.at, row.quote)
}

/// A telling of an utterance as a row.
fn telling(variant: Variant) -> QuoteFound {
    QuoteFound { row: variant.row, others: Vec::new(), likeness: None }
}

/// The format after this one in the table.
fn next_format(format: &'static ExportFormat) -> &'static ExportFormat {
    let at = FORMATS.iter().position(|known| known.name == format.name).unwrap_or(0);
    FORMATS.get(at + 1).or(FORMATS.first()).unwrap_or(format)
}

#[cfg(test)]
mod tests;
