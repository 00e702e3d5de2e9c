//! The library behind `nreader`, a terminal reader for a person's own news
//! articles.
//!
//! What an article is, and who says what in it, is a crate of its own,
//! [`newsquotes`]. A guided tour of what stands on it, in the order in which the layers may import each other
//! (each only what stands above it; `tests/inside/layers.rs` enforces it):
//!
//! - `library`: many documents: the walk over folders, what a person made.
//! - `query`: asking: the query language, half-remembered words, variants.
//! - `config`: settings, from files, environment and arguments.
//! - `cite`: what a citation needs of an article.
//! - `app`: the state of a session, changed in one function, no screen.
//! - `ui`: panes that draw the session and turn keys into commands.
//! - `run`: the side effects: terminal, threads, clipboard.
//! - `cli`: the command line, one file a subcommand.

mod app;
mod cite;
mod cli;
mod config;
mod library;
mod query;
mod run;
mod ui;

pub use cli::main;

/// What the benches, and the tests of the program as a whole, need of the
/// inside. No interface: it changes without notice.
#[doc(hidden)]
pub mod inside {
    pub use crate::cite::Markup;

    pub mod annotation {
        pub use crate::library::annotation::{Annotation, Body, Selector, Target, TextQuote};
    }
    pub mod basket {
        pub use crate::library::basket::Provenance;
    }
    pub mod index {
        pub use crate::library::index::{
            FacetField, FileRecord, Index, IndexEntry, Matching, Query, QueryField, QueryNode,
            QueryTerm, Question, Snapshot,
        };
        pub mod words {
            pub use crate::library::index::words::words;
        }
    }
    pub mod indexing {
        pub use crate::library::indexing::{IndexEvent, run};
    }
    pub mod linker {
        pub use crate::library::linker::{
            Aliases, ArticleFacts, Decided, Decision, EntityName, LinkedEntity, Linker,
        };
        pub mod spelling {
            pub use crate::library::linker::spelling::similarity;
        }
    }
    pub mod notes {
        pub use crate::library::notes::{Note, NoteScope};
    }
    pub mod recall {
        pub use crate::query::recall::{ARTICLES, QUOTES, RecallCandidate, recall};
    }
    pub mod sample {
        pub use crate::library::sample::{files, sources};
    }
    pub mod scan {
        pub use crate::library::scan::{
            Cancel, FactsWanted, LoadedDocument, ScanOptions, ScanSource, ordered,
        };
    }
    pub mod terminal {
        pub use crate::run::terminal::{ScreenUse, Tty};
        pub use crate::run::threads::spawn;
    }
    pub mod userdata {
        pub use crate::library::userdata::UserData;
    }
}

#[cfg(test)]
#[path = "../tests/inside/mod.rs"]
mod tests;
