//! What is written into files: which words, how, and where to.

use std::sync::Arc;

use super::{ArticleId, ChosenWords, Handing, Writing};
use crate::library::index::ArticleRef;
use newsquotes::model::Document;

/// What is to be written into a file.
#[derive(Clone, Debug)]
pub(crate) struct Export {
    pub writing: Writing,
    /// The file, as it was typed.
    pub file: String,
    pub scope: ExportScope,
}

/// Which words are meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ExportScope {
    /// Words of an article.
    Chosen(ArticleId, ChosenWords),
    /// The basket, with its connecting words and notes.
    Basket,
    /// The quotations that a query finds.
    Quotes(String),
    /// The quotations of these articles; of a bibliography the articles.
    Articles(Vec<ArticleId>),
}

/// Work on files that the outside carries out.
#[derive(Clone, Debug)]
pub(crate) enum FileTask {
    /// Name the files and folders that begin so, by
    /// [`super::Action::FilesNamed`].
    Name { begun: String },
    /// Write a file; what is said of it when it is done.
    Write(WriteTask),
}

/// A file to be written.
#[derive(Clone, Debug)]
pub(crate) struct WriteTask {
    /// As it was typed.
    pub file: String,
    /// Write over a file that is there; else
    /// [`super::Action::FileExists`] asks.
    pub over: bool,
    pub content: Content,
}

/// What is in a file.
#[derive(Clone, Debug)]
pub(crate) enum Content {
    /// This text, and what it is in words.
    Text { text: String, what: String },
    /// What is composed from articles that are read for it.
    Articles(ExportedArticles),
}

/// Articles to be composed into one piece.
#[derive(Clone, Debug)]
pub(crate) struct ExportedArticles {
    pub writing: Writing,
    pub handed: Handing,
    /// In order; with the quotations meant, or else all that are offered.
    pub chosen: Vec<(ArticleRef, Option<Vec<u32>>)>,
    /// Documents that no file has, by the key of their file.
    pub held: Vec<(u64, Arc<Document>)>,
}

impl ExportScope {
    /// What it is in words, as the prompt says.
    #[must_use]
    pub(crate) fn words(&self) -> String {
        match self {
            ExportScope::Chosen(_, ChosenWords::Quote(_)) => "the quotation picked".to_owned(),
            ExportScope::Chosen(_, ChosenWords::Passage(_)) => "the passage picked".to_owned(),
            ExportScope::Basket => "the basket".to_owned(),
            ExportScope::Quotes(typed) if typed.trim().is_empty() => "all quotations".to_owned(),
            ExportScope::Quotes(_) => "the quotations found".to_owned(),
            ExportScope::Articles(articles) if articles.len() == 1 => {
                "the article listed".to_owned()
            }
            ExportScope::Articles(articles) => format!("the {} articles listed", articles.len()),
        }
    }
}
