//! The loop of the reader: events in, effects carried out, one drawing.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender};
use crossterm::event::Event as TerminalEvent;

use super::asking::{self, IndexThreads};
use super::beginning::{self, Beginning};
use super::checking;
use super::clipboard::{self, ClipboardRoute, ClipboardSurroundings};
use super::clock::now;
use super::events::{Event, listen_to_signals, listen_to_terminal};
use super::fetch;
use super::files;
use super::library::{self, LibraryToRead};
use super::linking::{self, LinkRequest, LinkTask, LinkThread};
use super::store::{Store, StorePlaces};
use super::terminal::{ScreenUse, Tty};
use super::threads::spawn;
use crate::app::{Action, CheckTask, Effect, FileTask, HandoverText, Loading, Session};
use crate::config::Settings;
use crate::library::index::{ArticleRef, Index};
use crate::library::scan::{self, Cancel, ScanEvent, ScanOptions, ScanSource};
use crate::ui::{Input, Screen};
use newsquotes::model::Problem;

/// What the reader is started with.
#[derive(Debug)]
pub(crate) struct ReaderStart {
    pub opened: ReaderInput,
    /// What is said at the start.
    pub greeting: Option<String>,
    /// Where to begin: an article and a quotation of it.
    pub destination: Option<(ArticleRef, u32)>,
    pub settings: Settings,
    /// Whether to use colours.
    pub colour: bool,
    /// The database of what the user made; `None` keeps it in memory.
    pub user_data: Option<PathBuf>,
    /// The folder of the settings, where a table of other names may be too.
    pub config_folder: Option<PathBuf>,
    /// Where the linked entities of these sources are kept.
    pub entity_cache: Option<PathBuf>,
    /// What went wrong before the start.
    pub problems: Vec<Problem>,
}

/// What the reader is opened on.
#[derive(Debug)]
pub(crate) enum ReaderInput {
    /// Files and folders that were named, or what was read from elsewhere.
    Sources(Vec<ScanSource>),
    /// The library.
    Library(LibraryToRead),
}

/// How the reader ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    Left,
    /// By Ctrl-C.
    Interrupted,
    /// By a signal of this number.
    Signal(i32),
}

/// While documents arrive, the screen is drawn at most this often.
const LOADING_FRAME: Duration = Duration::from_millis(40);
/// Documents are taken in for at most this long before keys are looked at.
const LOADING_TURN: Duration = Duration::from_millis(6);

/// Runs the reader until the user leaves it.
///
/// # Errors
///
/// When there is no terminal, or it goes away.
pub(crate) fn read(reader: ReaderStart) -> io::Result<Exit> {
    let mut terminal = Tty::take(ScreenUse::Alternate)?;
    let (sender, events) = crossbeam_channel::unbounded();
    listen_to_signals(sender.clone())?;
    listen_to_terminal(sender.clone())?;
    let mut running = Running::start(reader, sender)?;
    let exit = running.turn_over(&mut terminal, &events);
    running.leave();
    drop(terminal);
    exit
}

/// The reader while it runs.
struct Running {
    session: Session,
    screen: Screen,
    store: Store,
    /// What loads the sources; the library loads itself.
    scan: Option<scan::Scan>,
    /// Files that the library has to look at again.
    corrected: Sender<Vec<PathBuf>>,
    /// Stops what works behind the library.
    library: Option<Cancel>,
    /// Nothing more comes from the scan.
    loaded: bool,
    asking: IndexThreads,
    /// Paths of documents to read again.
    fetches: Sender<String>,
    links: LinkThread,
    files: Sender<FileTask>,
    checks: Sender<CheckTask>,
    clips: Sender<(ClipboardRoute, HandoverText)>,
    route: ClipboardRoute,
    /// The whole screen has to be drawn anew.
    redraw: bool,
    suspend: bool,
    exit: Option<Exit>,
}

impl Running {
    fn start(reader: ReaderStart, events: Sender<Event>) -> io::Result<Running> {
        let Beginning { session, screen, data, annotations, decisions, aliases } =
            beginning::begin(&reader)?;
        let options =
            ScanOptions { annotations: Arc::clone(&annotations), ..ScanOptions::default() };
        let (corrected, requests) = crossbeam_channel::unbounded();
        let fetches = fetch::start(options.clone(), events.clone())?;
        let reading = options.clone();
        let links = linking::start(aliases, decisions, reader.entity_cache, events.clone())?;
        let (index, scan, library) = match reader.opened {
            ReaderInput::Sources(sources) => {
                let index = Index::in_memory().map_err(io::Error::other)?;
                (index, Some(scan::start(sources, options)), None)
            }
            ReaderInput::Library(library) => {
                let (index, tasks) = (library.index.clone(), links.tasks.clone());
                let stop = library::start(library, options, requests, tasks, events.clone())?;
                (index, None, Some(stop))
            }
        };
        let places = StorePlaces {
            database: reader.user_data,
            config: reader.config_folder,
            annotations,
            corrected: corrected.clone(),
        };
        Ok(Running {
            session,
            screen,
            store: Store::start(data, places, events.clone())?,
            files: files::start(index.clone(), reading.clone(), events.clone())?,
            checks: checking::start(index.clone(), reading, events.clone())?,
            asking: asking::start(index, scan.is_some(), links.requests.clone(), events.clone())?,
            loaded: scan.is_none(),
            scan,
            library,
            corrected,
            fetches,
            links,
            clips: clipboard::start(events)?,
            route: clipboard::route(
                reader.settings.clipboard_command.as_deref(),
                &ClipboardSurroundings::of_process(),
            ),
            redraw: false,
            suspend: false,
            exit: None,
        })
    }

    /// Handles what is queued, then draws once; waits while nothing happens.
    fn turn_over(&mut self, terminal: &mut Tty, events: &Receiver<Event>) -> io::Result<Exit> {
        self.draw(terminal)?;
        let mut drawn = Instant::now();
        // Documents that arrived since the last drawing.
        let mut news = false;
        loop {
            let mut changed = self.wait(events, news.then(|| drawn + LOADING_FRAME))?;
            // What a key did is drawn before more documents are taken in.
            news |= !changed && self.take_documents(events)?;
            for event in events.try_iter() {
                changed |= self.take(event)?;
            }
            if let Some(exit) = self.exit {
                return Ok(exit);
            }
            if self.suspend {
                self.suspend = false;
                terminal.lend(suspend_process)?;
                changed = true;
            }
            if std::mem::take(&mut self.redraw) {
                terminal.forget()?;
                changed = true;
            }
            if changed || (news && (self.loaded || drawn.elapsed() >= LOADING_FRAME)) {
                self.draw(terminal)?;
                drawn = Instant::now();
                news = false;
            }
        }
    }

    /// Waits for an event, for documents, or for the time to draw them.
    fn wait(&mut self, events: &Receiver<Event>, until: Option<Instant>) -> io::Result<bool> {
        let never = crossbeam_channel::never();
        let scan = self.scan.as_ref().filter(|_| !self.loaded);
        let documents = scan.map_or(&never, |scan| &scan.receiver);
        let timer = until.map_or_else(crossbeam_channel::never, crossbeam_channel::at);
        let mut ready = crossbeam_channel::Select::new();
        ready.recv(events);
        ready.recv(documents);
        ready.recv(&timer);
        ready.ready();
        match events.try_recv() {
            Ok(event) => self.take(event),
            Err(_) => Ok(false),
        }
    }

    /// Takes documents in for a short while; true when there were any.
    fn take_documents(&mut self, events: &Receiver<Event>) -> io::Result<bool> {
        let begun = Instant::now();
        let mut any = false;
        while !self.loaded && events.is_empty() && begun.elapsed() < LOADING_TURN {
            let Some(scan) = &self.scan else { break };
            match scan.receiver.try_recv() {
                Ok(event) => self.take_scanned(event)?,
                Err(crossbeam_channel::TryRecvError::Disconnected) => self.loaded = true,
                Err(crossbeam_channel::TryRecvError::Empty) => break,
            }
            any = true;
        }
        Ok(any)
    }

    fn take_scanned(&mut self, event: ScanEvent) -> io::Result<()> {
        let actions = match event {
            ScanEvent::Found(progress) => vec![Action::Loading(Loading { progress, done: false })],
            ScanEvent::Loaded { batch, progress } => {
                vec![Action::Loaded(batch), Action::Loading(Loading { progress, done: false })]
            }
            ScanEvent::Problem(problem) => vec![Action::Problem(problem)],
            ScanEvent::Done(progress) => {
                self.loaded = true;
                drop(self.links.tasks.send(LinkTask::ForgetOthers));
                vec![Action::Loading(Loading { progress, done: true })]
            }
        };
        let effects = self.screen.handle(&mut self.session, Input::News(actions));
        effects.into_iter().try_for_each(|effect| self.carry_out(effect))
    }

    /// Takes an event; true when the screen may have changed.
    fn take(&mut self, event: Event) -> io::Result<bool> {
        let input = match event {
            Event::Terminal(TerminalEvent::Key(key)) => Input::Key(key),
            Event::Terminal(TerminalEvent::Paste(text)) => Input::Paste(text),
            Event::Terminal(TerminalEvent::Resize(..)) => return Ok(true),
            Event::Terminal(_) => return Ok(false),
            Event::TerminalGone => return Err(io::Error::other("the terminal is gone")),
            Event::Signal(signal) => {
                self.exit = Some(Exit::Signal(signal));
                return Ok(false);
            }
            Event::News(action) => Input::News(vec![action]),
        };
        self.session.apply(Action::Clock(now()));
        let effects = self.screen.handle(&mut self.session, input);
        for effect in effects {
            self.carry_out(effect)?;
        }
        self.store.keep_keys(self.session.keys().take_fresh());
        Ok(true)
    }

    fn carry_out(&mut self, effect: Effect) -> io::Result<()> {
        match effect {
            Effect::Save(change) => self.store.save(change),
            Effect::Link(jobs) => drop(self.links.tasks.send(LinkTask::Add(jobs))),
            Effect::Decide(decisions) => {
                drop(self.links.requests.send(LinkRequest::Decide(decisions)));
            }
            Effect::Ask(question) => drop(self.links.requests.send(LinkRequest::Ask(question))),
            Effect::AskIndex(question) => drop(self.asking.questions.send(question)),
            Effect::Index(jobs) => drop(self.asking.documents.send(jobs)),
            Effect::SaveSearches(searches) => self.store.save_searches(searches),
            Effect::Fetch(path) => drop(self.fetches.send(path)),
            Effect::Reindex(path) => drop(self.corrected.send(vec![PathBuf::from(path)])),
            Effect::Browse(url) => {
                // It waits for the browser to start.
                let _ = spawn("browser", move || drop(opener::open_browser(url)));
            }
            Effect::File(task) => drop(self.files.send(task)),
            Effect::Check(task) => drop(self.checks.send(task)),
            // The screen has taken these.
            Effect::Reveal { .. } => {}
            Effect::Redraw => self.redraw = true,
            Effect::Suspend => self.suspend = true,
            Effect::Quit { interrupted } => {
                self.exit = Some(if interrupted { Exit::Interrupted } else { Exit::Left });
            }
            Effect::Copy(clip) if self.route == ClipboardRoute::Terminal => {
                self.session.apply(clipboard::send_to_terminal(clip)?);
            }
            Effect::Copy(clip) => drop(self.clips.send((self.route.clone(), clip))),
        }
        Ok(())
    }

    fn draw(&mut self, terminal: &mut Tty) -> io::Result<()> {
        terminal.draw(|frame| self.screen.draw(&self.session, frame.area(), frame.buffer_mut()))
    }

    /// Stops the workers and has everything stored.
    fn leave(&mut self) {
        let scan = self.scan.as_ref().map(|scan| &scan.cancel);
        scan.into_iter().chain(&self.library).for_each(Cancel::cancel);
        self.session.apply(Action::Clock(now()));
        for effect in self.screen.leave(&mut self.session) {
            if let Effect::Save(change) = effect {
                self.store.save(change);
            }
        }
        self.store.keep_keys(self.session.keys().take_fresh());
        self.store.finish();
    }
}

/// Stops the whole process group until the shell continues it.
fn suspend_process() {
    let _ = signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP);
}
