//! The library behind `nreader check`: its index names the articles, and
//! their files are read again.

use std::cell::RefCell;
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context, bail};

use crate::cite::check::{Candidate, Sources};
use crate::cli::add::home;
use crate::config::{Environment, Folders};
use crate::extract::tokens::{TokenKind, tokens};
use crate::library::collection::Collection;
use crate::library::index::{ArticleRef, Index, Snapshot};
use crate::library::scan::{self, Options, Source};
use crate::model::Document;

/// How many articles the index is asked for, and documents kept at hand.
const MOST_CANDIDATES: usize = 32;
const MOST_DOCUMENTS: usize = 256;

/// The library as it was last indexed.
pub(super) struct Library {
    snapshot: Snapshot,
    options: Options,
    /// By file; `None` for one that cannot be read any more.
    documents: RefCell<HashMap<u64, Option<Arc<Document>>>>,
}

impl Library {
    /// Opens the index of the library.
    ///
    /// # Errors
    ///
    /// When there is no library, or its index cannot be opened.
    pub(super) fn open(options: Options) -> anyhow::Result<Library> {
        let folders = Folders::of(&Environment::of_process());
        let config = folders.config.as_ref();
        let listed = config.map(|config| Collection::read(config, home().as_deref()).folders);
        if listed.is_none_or(|folders| folders.is_empty()) {
            bail!(
                "there is no library to check against: add folders to it with `nreader add PATH`, or name files with --in PATH"
            );
        }
        let cache = folders.cache.context("there is no home folder to keep the index in")?;
        let snapshot = Index::open(&cache)?.snapshot();
        Ok(Library { snapshot, options, documents: RefCell::default() })
    }

    fn candidate(&self, at: ArticleRef) -> Option<Candidate> {
        let mut documents = self.documents.borrow_mut();
        if documents.len() > MOST_DOCUMENTS {
            documents.clear();
        }
        let document = documents.entry(at.file).or_insert_with(|| self.load(at.file)).clone()?;
        let article = usize::try_from(at.article).ok()?;
        (article < document.articles.len()).then_some(Candidate { document, article })
    }

    fn load(&self, file: u64) -> Option<Arc<Document>> {
        let record = self.snapshot.record(file).ok()??;
        let loaded = scan::one(Source::Path(PathBuf::from(record.path)), &self.options).ok()?;
        Some(Arc::new(loaded.document))
    }
}

impl Sources for Library {
    fn candidates(&self, words: &str) -> Vec<Candidate> {
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
