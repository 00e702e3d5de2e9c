//! What can change a session.

use super::asking::{AnswerKind, IndexAnswer, IndexAsked};
use super::{
    BasketEdit, Checked, EntityAnswer, EntityAsked, Export, HandedOver, Notice, Sight, WriteTask,
    Writing,
};
use crate::library::annotation::{Annotation, FactField};
use crate::library::index::FileRecord;
use crate::library::linker::Decision;
use crate::library::scan::{LoadedDocument, ScanProgress};
use newsquotes::model::{BlockKind, Problem, Span};

/// An article of the session, for as long as the session lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct ArticleId(pub u32);

/// A change of the session, or news from the outside.
#[derive(Clone, Debug)]
pub(crate) enum Action {
    /// Documents arrived: new ones, or those that were fetched.
    Loaded(Vec<LoadedDocument>),
    /// Files of the library as the index knows them, without their texts.
    Listed(Vec<Listing>),
    /// Files that are no longer in the library, by their targets' paths.
    Gone(Vec<String>),
    /// A document that was fetched cannot be had.
    NotFetched {
        path: String,
        problem: Problem,
    },
    /// The article is looked at: its document is wanted in memory.
    Want(ArticleId),
    Loading(Loading),
    Problem(Problem),
    Notify(Notice),
    /// What became of a clip.
    HandedOver {
        what: String,
        how: HandedOver,
    },
    /// The user went on: what was said need not stand any longer.
    Heard,
    /// The time, in seconds since 1970 (UTC): changes are dated by it.
    Clock(i64),
    /// The user opened an article to read it.
    Read(ArticleId),
    ToggleRead(ArticleId),
    ToggleStar(ArticleId),
    /// Reading stopped here: a byte of the document.
    KeepPlace {
        article: ArticleId,
        at: usize,
    },
    /// Set a block aside, or put it into the body: its index and new kind.
    SetBlock {
        article: ArticleId,
        block: usize,
        kind: BlockKind,
    },
    /// The user says who said it; `None`: nobody can be named.
    SetSpeaker {
        article: ArticleId,
        quote: usize,
        name: Option<String>,
    },
    SetFacts {
        article: ArticleId,
        edits: Vec<FactEdit>,
    },
    Copy {
        article: ArticleId,
        quote: usize,
    },
    /// Copy any passage of an article.
    CopyPassage {
        article: ArticleId,
        span: Span,
    },
    /// Write a note on a passage, or on the article as a whole; an empty text
    /// takes it away.
    SetNote {
        article: ArticleId,
        passage: Option<Span>,
        text: String,
    },
    /// Put a passage into the basket; take it out when it is there.
    Collect {
        article: ArticleId,
        span: Span,
    },
    Basket(BasketEdit),
    /// Hand passages over in this format and style from now on.
    Write(Writing),
    /// Copy the whole basket as one piece.
    CopyBasket,
    /// Ask the index; the answer comes as [`Action::IndexAnswered`].
    AskIndex(IndexAsked),
    IndexAnswered {
        ticket: u64,
        answer: IndexAnswer,
    },
    /// The index has more in it, or other things.
    Indexed,
    /// Nobody looks at these answers any more.
    Forget(AnswerKind),
    /// Open the article's page in the browser.
    Browse(ArticleId),
    /// Copy the address of the article's page.
    CopyAddress(ArticleId),
    /// A search was used: it goes into the history.
    Searched(String),
    /// Put a search into the list, or take it out.
    ToggleSearch(String),
    /// Ask about entities; the answer comes as [`Action::Answered`].
    Ask(EntityAsked),
    Answered {
        ticket: u64,
        answer: EntityAnswer,
    },
    /// The user decided something about entities; `words` tell what.
    Decide {
        decision: Decision,
        words: String,
    },
    /// A line was typed into the command line: it goes into its history.
    Ordered(String),
    /// Name the files that begin so; the answer is [`Action::FilesNamed`].
    NameFiles(String),
    FilesNamed {
        begun: String,
        names: Vec<String>,
    },
    Export(Export),
    /// A file that was to be written is there already.
    FileExists(WriteTask),
    /// Write over it; or leave it.
    WriteOver(WriteTask),
    KeepFile,
    /// Check the quotations of a draft.
    Check(String),
    /// What a check found, or why it could not be made, as a sentence.
    Checked {
        draft: String,
        found: Result<Checked, String>,
    },
    /// This finding of the check is looked at.
    LookAtFinding(usize),
    /// Bring something of an article into view, once its document is there;
    /// comes back as [`super::Effect::Reveal`].
    Reveal {
        article: ArticleId,
        sight: Sight,
    },
    Undo,
}

/// A file of the library as the index knows it.
#[derive(Clone, Debug)]
pub(crate) struct Listing {
    /// Its number in the order of the walk.
    pub sequence: usize,
    pub record: FileRecord,
    /// What the user made of it, as it is stored.
    pub annotations: Vec<Annotation>,
}

impl Action {
    /// The article whose document has to be in memory for this.
    #[must_use]
    pub(super) fn needs(&self) -> Option<ArticleId> {
        match self {
            Action::Read(article)
            | Action::ToggleRead(article)
            | Action::ToggleStar(article)
            | Action::Want(article)
            | Action::Browse(article)
            | Action::CopyAddress(article)
            | Action::SetBlock { article, .. }
            | Action::SetSpeaker { article, .. }
            | Action::SetFacts { article, .. }
            | Action::SetNote { article, .. }
            | Action::Collect { article, .. }
            | Action::CopyPassage { article, .. }
            | Action::Copy { article, .. }
            | Action::Reveal { article, .. } => Some(*article),
            // A place is kept of a document that is looked at, or not at all.
            Action::KeepPlace { .. }
            // The articles of an export are read where it is composed.
            | Action::Export(_)
            | Action::Loaded(_)
            | Action::Listed(_)
            | Action::Gone(_)
            | Action::NotFetched { .. }
            | Action::Loading(_)
            | Action::Problem(_)
            | Action::Notify(_)
            | Action::HandedOver { .. }
            | Action::Heard
            | Action::Clock(_)
            | Action::Basket(_)
            | Action::Write(_)
            | Action::CopyBasket
            | Action::AskIndex(_)
            | Action::IndexAnswered { .. }
            | Action::Indexed
            | Action::Forget(_)
            | Action::Searched(_)
            | Action::ToggleSearch(_)
            | Action::Ask(_)
            | Action::Answered { .. }
            | Action::Decide { .. }
            | Action::Ordered(_)
            | Action::NameFiles(_)
            | Action::FilesNamed { .. }
            | Action::FileExists(_)
            | Action::WriteOver(_)
            | Action::KeepFile
            | Action::Check(_)
            | Action::Checked { .. }
            | Action::LookAtFinding(_)
            | Action::Undo => None,
        }
    }
}

/// A fact as the user wants it; empty where the article has none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FactEdit {
    pub field: FactField,
    pub value: String,
}

/// How far loading is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Loading {
    pub progress: ScanProgress,
    pub done: bool,
}
