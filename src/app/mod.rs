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
mod session;

pub(crate) use action::{Action, ArticleId, FactEdit, Listing, Loading};
pub(crate) use answering::{Surroundings, answer_index, names_in};
pub(crate) use checking::{CheckTask, Checked, Checking, uses};
pub(crate) use clip::{Chosen, Clip, Handing};
pub(crate) use command::{COMMANDS, Command, Context, Group};
pub(crate) use effect::{Effect, IndexJob, LinkJob, Notice, Severity};
pub(crate) use entities::{
    ArticleKey, Asked, EntityAnswer, EntityPage, EntityQuestion, EntityRef, answer,
};
pub(crate) use exporting::{Articles, Content, Export, FileTask, Scope, WriteTask};
pub(crate) use session::{BasketEdit, Entry, Session, Writing, fact_words};
