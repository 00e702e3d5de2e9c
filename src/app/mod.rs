//! The state of a session and the one function that changes it.
//!
//! [`Session::apply`] takes an [`Action`] and returns the [`Effect`]s that the
//! outside has to carry out. No screen, no input or output, no clock, no
//! thread: a test is a list of actions.

mod action;
mod answering;
pub mod asking;
mod checking;
mod clip;
mod command;
pub mod command_line;
mod effect;
mod entities;
mod exporting;
mod matcher;
mod session;

pub use action::{Action, ArticleId, FactEdit, Listing, Loading};
pub use answering::{Surroundings, answer_index, names_in};
pub use checking::{CheckTask, Checked, Checking, uses};
pub use clip::{Chosen, Clip};
pub use command::{COMMANDS, Command, Context, Entry as CommandEntry, Group};
pub use effect::{Effect, IndexJob, LinkJob, Notice, Severity};
pub use entities::{
    ArticleKey, Asked, EntityAnswer, EntityPage, EntityQuestion, EntityRef, MentionedIn, SaidIn,
    answer,
};
pub use exporting::{Articles, Content, Export, FileTask, Scope, WriteTask};
pub use matcher::Matcher;
pub use session::{Answers, BasketEdit, Entry, LastCheck, Session, Writing, fact_words};
