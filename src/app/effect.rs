//! What the program does to the world.

use std::sync::Arc;

use super::asking::IndexQuestion;
use super::{ArticleId, CheckTask, EntityQuestion, FileTask, HandoverText, Sight};
use crate::library::annotation::Target;
use crate::library::linker::{ArticleFacts, Decided};
use crate::library::userdata::UserChange;
use newsquotes::model::Document;

/// Something for `run` to carry out.
#[derive(Clone, Debug)]
pub(crate) enum Effect {
    /// Store what the user made or took back.
    Save(UserChange),
    /// Put the clip on the clipboard and report by
    /// [`super::Action::HandedOver`].
    Copy(HandoverText),
    /// Read the document of this target's path again; it comes by
    /// [`super::Action::Loaded`] or [`super::Action::NotFetched`].
    Fetch(String),
    /// The file of this target's path is not as it was indexed.
    Reindex(String),
    /// Link the entities of new articles in the background.
    Link(Vec<LinkJob>),
    /// Put these decisions about entities in force.
    Decide(Vec<Decided>),
    /// Answer a question about entities by [`super::Action::Answered`].
    Ask(EntityQuestion),
    /// Answer a question from the index by [`super::Action::IndexAnswered`];
    /// a newer one of its kind replaces it.
    AskIndex(IndexQuestion),
    /// Take documents into the index, or put them there anew.
    Index(Vec<IndexJob>),
    /// Store the searches that stand in the list.
    SaveSearches(Vec<String>),
    /// Open a page, `http` or `https`, in the browser.
    Browse(String),
    /// Name or write files.
    File(FileTask),
    /// Check a draft.
    Check(CheckTask),
    /// Bring this into view, for the screen: the document is there.
    Reveal { article: ArticleId, sight: Sight },
    /// Draw the whole screen anew.
    Redraw,
    /// Give the terminal back to the shell until it continues us.
    Suspend,
    /// End the program; `interrupted` by Ctrl-C rather than left.
    Quit { interrupted: bool },
}

/// A document whose entities are to be linked.
#[derive(Clone, Debug)]
pub(crate) struct LinkJob {
    pub document: String,
    /// Changes when the facts do.
    pub fingerprint: u64,
    pub facts: Vec<ArticleFacts>,
}

impl LinkJob {
    /// For a document as it stands in its file.
    #[must_use]
    pub(crate) fn new(path: &str, sha256: &[u8; 32], facts: Vec<ArticleFacts>) -> LinkJob {
        let (sha256, _) = sha256.split_at(8);
        let fingerprint = sha256.iter().fold(0, |all, byte| (all << 8) | u64::from(*byte));
        LinkJob { document: path.to_owned(), fingerprint, facts }
    }
}

/// A document that is to be found by its words.
#[derive(Clone, Debug)]
pub(crate) struct IndexJob {
    pub target: Target,
    /// Bytes of the file.
    pub size: u64,
    /// What stands for the corrections that it has, see
    /// `annotation::corrections_of`.
    pub corrections: u64,
    pub document: Arc<Document>,
}

/// A sentence for the status line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Notice {
    pub severity: Severity,
    /// A sentence with its full stop.
    pub words: String,
}

/// How grave a notice is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Severity {
    Done,
    Warning,
}

impl Notice {
    #[must_use]
    pub(crate) fn done(words: impl Into<String>) -> Notice {
        Notice { severity: Severity::Done, words: words.into() }
    }

    #[must_use]
    pub(crate) fn warning(words: impl Into<String>) -> Notice {
        Notice { severity: Severity::Warning, words: words.into() }
    }
}
