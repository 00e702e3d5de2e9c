//! The state of a session and the one function that changes it.
//!
//! [`Session::apply`] takes an [`Action`] and returns the [`Effect`]s that the
//! outside has to carry out. No screen, no input or output, no clock, no
//! thread: a test is a list of actions.

mod action;
mod answering;
pub(crate) mod asking;
mod checking;
mod clip;
mod command;
pub(crate) mod command_line;
mod effect;
mod entities;
mod exporting;
mod known;
mod session;
mod sight;

pub(crate) use action::{Action, ArticleId, FactEdit, Listing, Loading};
pub(crate) use answering::{AnswerSurroundings, answer_index, names_in, read_or_nothing};
pub(crate) use checking::{CheckTask, Checked, Checking, uses};
pub(crate) use clip::{ChosenWords, HandedOver, Handing, HandoverText};
pub(crate) use command::{COMMANDS, Command, CommandGroup, Context};
pub(crate) use effect::{Effect, IndexJob, LinkJob, Notice, Severity};
pub(crate) use entities::{
    ArticleKey, EntityAnswer, EntityAsked, EntityPage, EntityQuestion, EntityRef, MentionedIn,
    SaidIn, answer,
};
pub(crate) use exporting::{Content, Export, ExportScope, ExportedArticles, FileTask, WriteTask};
pub(crate) use known::KnownToIndex;
pub(crate) use session::{BasketEdit, KeptFromBefore, ListEntry, Session, Writing, fact_words};
pub(crate) use sight::{Picked, Sight};
