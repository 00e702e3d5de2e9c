//! Questions to the index and their newest answers.

use std::collections::HashMap;
use std::sync::Arc;

use super::Session;
use crate::app::asking::{
    AnswerKind, Completions, FoundPassage, FoundPassages, FoundQuotes, IndexAnswer, IndexAsked,
    IndexQuestion, ListedArticles, Variants,
};
use crate::app::{ArticleId, Effect};
use crate::library::index::{ArticleRef, Marks, QuoteRow, file_key};

/// The newest answers of the index; each stays until the next one of its kind
/// has come.
#[derive(Debug, Default)]
pub(crate) struct IndexAnswers {
    /// The articles of the list, and the words they were asked for with.
    pub list: Option<(String, ListedArticles)>,
    pub passages: FoundPassages,
    pub quotes: FoundQuotes,
    pub context: Option<FoundPassage>,
    pub variants: Variants,
    /// Quotations that were asked for one by one.
    pub rows: HashMap<(ArticleRef, u32), QuoteRow>,
    /// Names of files that begin so.
    pub files: (String, Vec<String>),
    /// What the input can become, and the input.
    pub completions: (String, Completions),
}

/// What was asked last, of each kind.
#[derive(Debug, Default)]
pub(super) struct OpenQuestions {
    newest: HashMap<AnswerKind, (u64, IndexAsked)>,
    answered: HashMap<AnswerKind, u64>,
    /// Made for this revision of the session.
    marks: Option<(u64, Arc<Marks>)>,
}

impl Session {
    /// Whether the newest question of this kind has no answer yet.
    #[must_use]
    pub(crate) fn is_asking(&self, asking: AnswerKind) -> bool {
        let asked = self.asks.newest.get(&asking).map(|(ticket, _)| ticket);
        asked.is_some_and(|asked| self.asks.answered.get(&asking) != Some(asked))
    }

    /// How the index knows an article.
    #[must_use]
    pub(crate) fn reference(&self, id: ArticleId) -> Option<ArticleRef> {
        let entry = self.entry(id)?;
        let path = &self.files.get(entry.file)?.target.path;
        Some(ArticleRef { file: file_key(path), article: u32::try_from(entry.article).ok()? })
    }

    pub(super) fn ask_index(&mut self, asked: IndexAsked) -> Vec<Effect> {
        self.ticket += 1;
        let question =
            IndexQuestion { ticket: self.ticket, asked: asked.clone(), marks: self.marks() };
        self.asks.newest.insert(asked.asking(), (self.ticket, asked));
        vec![Effect::AskIndex(question)]
    }

    /// The index holds more, or other things: what is shown is asked again.
    pub(super) fn ask_again(&mut self) -> Vec<Effect> {
        let asked: Vec<IndexAsked> =
            self.asks.newest.values().map(|(_, asked)| asked.clone()).collect();
        let lasting = asked.into_iter().filter(|asked| {
            matches!(asked.asking(), AnswerKind::List | AnswerKind::Passages | AnswerKind::Quotes)
        });
        lasting.collect::<Vec<_>>().into_iter().flat_map(|asked| self.ask_index(asked)).collect()
    }

    /// Nobody looks at these answers any more.
    pub(super) fn forget(&mut self, asking: AnswerKind) {
        self.asks.newest.remove(&asking);
        match asking {
            AnswerKind::List => self.answers.list = None,
            AnswerKind::Passages => self.answers.passages = FoundPassages::default(),
            AnswerKind::Quotes => self.answers.quotes = FoundQuotes::default(),
            AnswerKind::Context => self.answers.context = None,
            AnswerKind::Variants => self.answers.variants = Variants::default(),
            AnswerKind::Rows => self.answers.rows.clear(),
            AnswerKind::Found | AnswerKind::Copies => {}
            AnswerKind::Completions => self.answers.completions = Default::default(),
        }
        self.revision += 1;
    }

    pub(super) fn take_index_answer(&mut self, ticket: u64, answer: IndexAnswer) -> Vec<Effect> {
        let Some((asking, typed)) = self.asked_with(ticket) else { return Vec::new() };
        self.asks.answered.insert(asking, ticket);
        match answer {
            IndexAnswer::List(listed) => {
                self.answers.list = Some((typed, listed));
                self.revision += 1;
            }
            IndexAnswer::Passages(passages) => self.answers.passages = passages,
            IndexAnswer::Quotes(quotes) => self.answers.quotes = quotes,
            IndexAnswer::Found(found) => return self.export_found(found),
            IndexAnswer::Copies(groups) => self.take_copies(groups),
            IndexAnswer::Context(context) => self.answers.context = context,
            IndexAnswer::Variants(variants) => self.answers.variants = variants,
            IndexAnswer::Rows(rows) => {
                self.answers.rows.extend(rows.into_iter().map(|row| ((row.at, row.quote), row)));
            }
            IndexAnswer::Completions(completions) => {
                self.answers.completions = (typed, completions);
            }
        }
        Vec::new()
    }

    /// The kind and the words of the question with this ticket, if it is the
    /// newest of its kind.
    fn asked_with(&self, ticket: u64) -> Option<(AnswerKind, String)> {
        let newest = self.asks.newest.values().find(|(newest, _)| *newest == ticket);
        let (_, asked) = newest?;
        let typed = match asked {
            IndexAsked::List { typed }
            | IndexAsked::Passages { typed }
            | IndexAsked::Quotes { typed }
            | IndexAsked::Completions { typed, .. } => typed.clone(),
            _ => String::new(),
        };
        Some((asked.asking(), typed))
    }

    /// What the user made of articles, as the index wants to know it.
    fn marks(&mut self) -> Arc<Marks> {
        if let Some((revision, marks)) = &self.asks.marks
            && *revision == self.revision
        {
            return Arc::clone(marks);
        }
        let mut marks = Marks::default();
        for id in &self.order {
            let Some(entry) = self.entry(*id).filter(|entry| entry.is_marked()) else { continue };
            let Some(at) = self.reference(*id) else { continue };
            if entry.read {
                marks.read.insert(at);
            }
            if entry.starred {
                marks.starred.insert(at);
            }
            if entry.noted {
                marks.noted.insert(at);
            }
            for tag in &entry.tags {
                marks.tags.entry(tag.clone()).or_default().insert(at);
            }
        }
        let marks = Arc::new(marks);
        self.asks.marks = Some((self.revision, Arc::clone(&marks)));
        marks
    }
}
