//! The picker on a terminal: keys in, the library on a thread of its own, one
//! drawing when something changed.
//!
//! The screen stands before the library is opened, and keys are taken from
//! then on. Nothing is written to standard output or standard error here: the
//! answer is handed back, once the terminal is as it was.

use std::io;
use std::mem::discriminant;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

use crossbeam_channel::{Receiver, Sender, select};
use crossterm::event::Event as TerminalEvent;

use super::events::{Event, listen_to_signals, listen_until_last, may_be_last};
use super::terminal::{ScreenUse, Tty};
use crate::app::asking::IndexAsked;
use crate::ui::picker::{Picker, PickerAnswer, PickerAsked, PickerOutcome};

/// Answers the picker's questions: the library, once it is open.
pub(crate) type PickerAnswering = Box<dyn FnMut(&PickerAsked) -> PickerAnswer>;

/// Opens the library, on a thread of its own: it tells how many files it has
/// read so far, and what it fails with is a sentence without its stop.
pub(crate) type PickerOpening =
    Box<dyn FnOnce(&dyn Fn(usize)) -> Result<PickerAnswering, String> + Send>;

/// How the picker ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PickerEnd {
    Answer(String),
    /// By Esc, Ctrl-C or a signal.
    Cancelled,
    /// The query that it began with has no answer.
    NothingFound,
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PickError {
    #[error("no terminal (use `nreader find --json`, or run inside a terminal or a popup)")]
    NoTerminal,
    #[error("the terminal is gone")]
    TerminalGone(#[from] io::Error),
    /// The library cannot be opened or asked.
    #[error("{0}")]
    Library(String),
}

/// News from the thread of the library.
enum PickerNews {
    /// So many files were read.
    Loading(usize),
    Answer(PickerAnswer),
    Failed(String),
}

/// Shows the picker until something is picked.
///
/// # Errors
///
/// Without a terminal, when it goes away, or when the library cannot be
/// opened.
pub(crate) fn pick(
    mut picker: Picker,
    screen: ScreenUse,
    open: PickerOpening,
) -> Result<PickerEnd, PickError> {
    let mut tty = match Tty::take(screen) {
        Ok(tty) => tty,
        Err(_) if picker.may_end_unseen() => return unseen(picker, open),
        Err(_) => return Err(PickError::NoTerminal),
    };
    tty.draw(|frame| picker.draw(frame.area(), frame.buffer_mut()))?;
    let (sender, events) = crossbeam_channel::unbounded();
    listen_to_signals(sender.clone())?;
    let (go_on, listening) = crossbeam_channel::unbounded();
    listen_until_last(sender, listening)?;
    let (tell, news) = crossbeam_channel::unbounded();
    let (questions, asked) = crossbeam_channel::unbounded();
    thread::Builder::new().name("picker library".into()).spawn(move || {
        let failed = tell.clone();
        if catch_unwind(AssertUnwindSafe(|| serve(open, &asked, &tell))).is_err() {
            let _ = failed.send(PickerNews::Failed("this should not happen; see above".to_owned()));
        }
    })?;
    let _ = questions.send(picker.question());
    let mut picking = Picking { picker, tty, questions, go_on };
    picking.turn_over(&events, &news)
}

/// Picks without a screen: the one answer, or that there is none.
///
/// # Errors
///
/// Where somebody would have to choose, and when the library cannot be opened.
fn unseen(mut picker: Picker, open: PickerOpening) -> Result<PickerEnd, PickError> {
    let mut answering = open(&|_| ()).map_err(PickError::Library)?;
    let mut waiting = vec![picker.question()];
    while let Some(question) = waiting.pop() {
        match picker.answer(answering(&question)) {
            PickerOutcome::Ask(questions) if picker.is_accepting() => waiting.extend(questions),
            PickerOutcome::Ask(_) => break,
            PickerOutcome::Picked(answer) => return Ok(PickerEnd::Answer(answer)),
            PickerOutcome::Cancelled => return Ok(PickerEnd::Cancelled),
            PickerOutcome::NothingFound => return Ok(PickerEnd::NothingFound),
        }
    }
    Err(PickError::NoTerminal)
}

/// The picker while it runs.
struct Picking {
    picker: Picker,
    tty: Tty,
    questions: Sender<PickerAsked>,
    /// Has the terminal read further after a key that was not the last.
    go_on: Sender<()>,
}

impl Picking {
    /// Handles what is queued, then draws once; waits while nothing happens.
    fn turn_over(
        &mut self,
        events: &Receiver<Event>,
        news: &Receiver<PickerNews>,
    ) -> Result<PickerEnd, PickError> {
        loop {
            let mut done = select! {
                recv(events) -> event => self.event(event.unwrap_or(Event::TerminalGone))?,
                recv(news) -> news => self.news(news.unwrap_or_else(|_| {
                    PickerNews::Failed("the library answers no more".to_owned())
                }))?,
            };
            while done.is_none() {
                let Ok(event) = events.try_recv() else { break };
                done = self.event(event)?;
            }
            while done.is_none() {
                let Ok(news) = news.try_recv() else { break };
                done = self.news(news)?;
            }
            if let Some(picked) = done {
                return Ok(picked);
            }
            let picker = &mut self.picker;
            self.tty.draw(|frame| picker.draw(frame.area(), frame.buffer_mut()))?;
        }
    }

    fn event(&mut self, event: Event) -> Result<Option<PickerEnd>, PickError> {
        let paused = may_be_last(&event);
        let outcome = match event {
            Event::Terminal(TerminalEvent::Key(key)) => self.picker.key(key),
            Event::Terminal(TerminalEvent::Paste(text)) => self.picker.paste(&text),
            Event::Terminal(_) | Event::News(_) => return Ok(None),
            Event::TerminalGone => {
                return Err(io::Error::from(io::ErrorKind::UnexpectedEof).into());
            }
            Event::Signal(_) => PickerOutcome::Cancelled,
        };
        if paused && !is_last(&outcome) {
            let _ = self.go_on.send(());
        }
        Ok(self.carry_out(outcome))
    }

    fn news(&mut self, news: PickerNews) -> Result<Option<PickerEnd>, PickError> {
        match news {
            PickerNews::Loading(files) => self.picker.loading(files),
            PickerNews::Answer(answer) => {
                let outcome = self.picker.answer(answer);
                return Ok(self.carry_out(outcome));
            }
            PickerNews::Failed(why) => return Err(PickError::Library(why)),
        }
        Ok(None)
    }

    fn carry_out(&mut self, outcome: PickerOutcome) -> Option<PickerEnd> {
        match outcome {
            PickerOutcome::Ask(questions) => {
                for question in questions {
                    // The thread that answers tells itself when it ends.
                    let _ = self.questions.send(question);
                }
                None
            }
            PickerOutcome::Picked(answer) => Some(PickerEnd::Answer(answer)),
            PickerOutcome::Cancelled => Some(PickerEnd::Cancelled),
            PickerOutcome::NothingFound => Some(PickerEnd::NothingFound),
        }
    }
}

/// Whether nothing more has to be typed.
fn is_last(outcome: &PickerOutcome) -> bool {
    match outcome {
        PickerOutcome::Ask(questions) => {
            questions.iter().any(|question| matches!(question, PickerAsked::Write { .. }))
        }
        _ => true,
    }
}

/// Opens the library and answers until nobody asks any more; of questions of
/// a kind that wait only the newest.
fn serve(open: PickerOpening, asked: &Receiver<PickerAsked>, tell: &Sender<PickerNews>) {
    let loading = |files| drop(tell.send(PickerNews::Loading(files)));
    let mut answering = match open(&loading) {
        Ok(answering) => answering,
        Err(why) => return drop(tell.send(PickerNews::Failed(why))),
    };
    while let Ok(first) = asked.recv() {
        let mut waiting = vec![first];
        for question in asked.try_iter() {
            waiting.retain(|older| !replaces(&question, older));
            waiting.push(question);
        }
        for question in waiting {
            if tell.send(PickerNews::Answer(answering(&question))).is_err() {
                return;
            }
        }
    }
}

/// Whether the answer to the newer question makes that to the older useless.
fn replaces(newer: &PickerAsked, older: &PickerAsked) -> bool {
    let kind = |asked: &PickerAsked| match asked {
        PickerAsked::Index(asked) => Some(IndexAsked::asking(asked)),
        _ => None,
    };
    discriminant(newer) == discriminant(older) && kind(newer) == kind(older)
}
