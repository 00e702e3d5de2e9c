//! The documents behind an index: their files are read again when they are
//! needed. The articles that a draft is checked against come from here.

use std::cell::RefCell;
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use crate::cite::check::{SourceArticle, Sources};
use crate::library::index::{ArticleRef, Snapshot};
use crate::library::scan::{self, Options, Source};
use newsquotes::extract::tokens::{TokenKind, tokens};
use newsquotes::model::Document;

/// How many articles the index is asked for, and documents kept at hand.
const MOST_CANDIDATES: usize = 32;
const MOST_DOCUMENTS: usize = 256;

/// The documents of one state of an index.
#[derive(Debug)]
pub(crate) struct Documents {
    snapshot: Snapshot,
    options: Options,
    /// Those that no file has, by the key of their file.
    held: HashMap<u64, Arc<Document>>,
    /// By file; `None` for one that cannot be read any more.
    read: RefCell<HashMap<u64, Option<Arc<Document>>>>,
}

impl Documents {
    /// Those of `snapshot`, read as `options` say; `held` are in no file.
    #[must_use]
    pub(crate) fn new(
        snapshot: Snapshot,
        options: Options,
        held: Vec<(u64, Arc<Document>)>,
    ) -> Documents {
        let held = held.into_iter().collect();
        Documents { snapshot, options, held, read: RefCell::default() }
    }

    /// The document of a file; `None` when it cannot be read.
    #[must_use]
    pub(crate) fn get(&self, file: u64) -> Option<Arc<Document>> {
        if let Some(document) = self.held.get(&file) {
            return Some(Arc::clone(document));
        }
        let mut read = self.read.borrow_mut();
        if read.len() > MOST_DOCUMENTS {
            read.clear();
        }
        read.entry(file).or_insert_with(|| self.load(file)).clone()
    }

    fn load(&self, file: u64) -> Option<Arc<Document>> {
        let record = self.snapshot.record(file).ok()??;
        let loaded = scan::one(Source::Path(PathBuf::from(record.path)), &self.options).ok()?;
        Some(Arc::new(loaded.document))
    }

    fn candidate(&self, at: ArticleRef) -> Option<SourceArticle> {
        let document = self.get(at.file)?;
        let article = usize::try_from(at.article).ok()?;
        (article < document.articles.len()).then_some(SourceArticle { document, article })
    }
}

impl Sources for Documents {
    fn candidates(&self, words: &str) -> Vec<SourceArticle> {
        let words: Vec<&str> = tokens(words, 0)
            .filter(|token| matches!(token.kind, TokenKind::Word | TokenKind::Number))
            .filter_map(|token| words.get(token.start..token.end))
            .collect();
        let Ok(found) = self.snapshot.candidates(&words, MOST_CANDIDATES) else {
            return Vec::new();
        };
        let quoted = found.quotes.into_iter().map(|(row, _)| row.at);
        let mut places: Vec<ArticleRef> = Vec::new();
        for at in quoted.chain(found.articles.into_iter().map(|hit| hit.at)) {
            if !places.contains(&at) {
                places.push(at);
            }
        }
        places.truncate(MOST_CANDIDATES);
        places.into_iter().filter_map(|at| self.candidate(at)).collect()
    }
}
