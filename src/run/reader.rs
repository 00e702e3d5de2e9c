//! The loop of the reader: events in, effects carried out, one drawing.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use crossbeam_channel::{Receiver, Sender};
use crossterm::event::Event as TerminalEvent;

use super::asking::{self, Asking};
use super::checking;
use super::clipboard::{self, Route, Surroundings};
use super::events::{Event, listen_to_signals, listen_to_terminal};
use super::fetch;
use super::files;
use super::library::{self, Library};
use super::linking::{self, LinkRequest, LinkTask, Links};
use super::store::{Places, Store};
use super::terminal::{Taken, spawn};
use crate::app::{Action, CheckTask, Clip, Effect, FileTask, Loading, Notice, Session, Writing};
use crate::cite::{Bibliography, CitationKeys, format_named, style_named};
use crate::config::Settings;
use crate::library::annotation::{Annotation, Annotations};
use crate::library::index::{ArticleRef, Index};
use crate::library::linker::{Aliases, Decided};
use crate::library::scan::{self, Cancel, Options, ScanEvent, Source};
use crate::library::searches;
use crate::library::userdata::UserData;
use crate::ui::theme::Theme;
use crate::ui::{Input, Screen, ScreenOptions};
use newsquotes::model::Problem;

/// What the reader is started with.
#[derive(Debug)]
pub(crate) struct Reader {
    pub opened: Opened,
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
pub(crate) enum Opened {
    /// Files and folders that were named, or what was read from elsewhere.
    Sources(Vec<Source>),
    /// The library.
    Library(Library),
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
pub(crate) fn read(reader: Reader) -> io::Result<Exit> {
    let mut terminal = Taken::take()?;
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
    asking: Asking,
    /// Paths of documents to read again.
    fetches: Sender<String>,
    links: Links,
    files: Sender<FileTask>,
    checks: Sender<CheckTask>,
    clips: Sender<(Route, Clip)>,
    route: Route,
    /// The whole screen has to be drawn anew.
    redraw: bool,
    suspend: bool,
    exit: Option<Exit>,
}

impl Running {
    fn start(reader: Reader, events: Sender<Event>) -> io::Result<Running> {
        let mut session = Session::default();
        let (screen, key_problems) = first_screen(&reader);
        if let Some(greeting) = reader.greeting {
            session.apply(Action::Notify(Notice::done(greeting)));
        }
        let opened = open_data(reader.user_data.as_deref())?;
        session.set_beside(&opened.annotations);
        session.set_keys(CitationKeys::new(Bibliography::default(), opened.keys));
        let annotations = Arc::new(Annotations::new(opened.annotations));
        let (aliases, alias_problems) = Aliases::with_own(reader.config_folder.as_deref());
        session.set_decisions(opened.decisions.clone());
        let kept = reader.config_folder.as_deref().map(searches::load).unwrap_or_default();
        session.set_searches(kept.0);
        let kept_problems = kept.1.into_iter().collect();
        let (writing, unknown) = writing(&reader.settings, reader.config_folder.as_deref());
        session.set_writing(writing);
        let problems = [
            reader.problems,
            key_problems,
            opened.problems,
            alias_problems,
            kept_problems,
            unknown,
        ];
        for problem in problems.into_iter().flatten() {
            session.apply(Action::Problem(problem));
        }
        let options = Options { annotations: Arc::clone(&annotations), ..Options::default() };
        let (corrected, requests) = crossbeam_channel::unbounded();
        let fetches = fetch::start(options.clone(), events.clone())?;
        let reading = options.clone();
        let links = linking::start(aliases, opened.decisions, reader.entity_cache, events.clone())?;
        let (index, scan, library) = match reader.opened {
            Opened::Sources(sources) => {
                let index = Index::in_memory().map_err(io::Error::other)?;
                (index, Some(scan::start(sources, options)), None)
            }
            Opened::Library(library) => {
                let (index, tasks) = (library.index.clone(), links.tasks.clone());
                let stop = library::start(library, options, requests, tasks, events.clone())?;
                (index, None, Some(stop))
            }
        };
        let places = Places {
            database: reader.user_data.unwrap_or_default(),
            config: reader.config_folder,
            annotations,
            corrected: corrected.clone(),
        };
        Ok(Running {
            session,
            screen,
            store: Store::start(opened.data, places, events.clone())?,
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
                &Surroundings::of_process(),
            ),
            redraw: false,
            suspend: false,
            exit: None,
        })
    }

    /// Handles what is queued, then draws once; waits while nothing happens.
    fn turn_over(&mut self, terminal: &mut Taken, events: &Receiver<Event>) -> io::Result<Exit> {
        self.draw(terminal)?;
        let mut drawn = Instant::now();
        // Documents that arrived since the last drawing.
        let mut news = false;
        loop {
            let mut changed = self.wait(terminal, events, news.then(|| drawn + LOADING_FRAME))?;
            // What a key did is drawn before more documents are taken in.
            news |= !changed && self.take_documents(terminal, events)?;
            for event in events.try_iter() {
                changed |= self.take(terminal, event)?;
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
    fn wait(
        &mut self,
        terminal: &mut Taken,
        events: &Receiver<Event>,
        until: Option<Instant>,
    ) -> io::Result<bool> {
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
            Ok(event) => self.take(terminal, event),
            Err(_) => Ok(false),
        }
    }

    /// Takes documents in for a short while; true when there were any.
    fn take_documents(
        &mut self,
        terminal: &mut Taken,
        events: &Receiver<Event>,
    ) -> io::Result<bool> {
        let begun = Instant::now();
        let mut any = false;
        while !self.loaded && events.is_empty() && begun.elapsed() < LOADING_TURN {
            let Some(scan) = &self.scan else { break };
            match scan.receiver.try_recv() {
                Ok(event) => self.take_scanned(terminal, event)?,
                Err(crossbeam_channel::TryRecvError::Disconnected) => self.loaded = true,
                Err(crossbeam_channel::TryRecvError::Empty) => break,
            }
            any = true;
        }
        Ok(any)
    }

    fn take_scanned(&mut self, terminal: &mut Taken, event: ScanEvent) -> io::Result<()> {
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
        effects.into_iter().try_for_each(|effect| self.carry_out(terminal, effect))
    }

    /// Takes an event; true when the screen may have changed.
    fn take(&mut self, terminal: &mut Taken, event: Event) -> io::Result<bool> {
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
        self.session.set_now(now());
        let effects = self.screen.handle(&mut self.session, input);
        for effect in effects {
            self.carry_out(terminal, effect)?;
        }
        self.store.keep_keys(self.session.keys().take_fresh());
        Ok(true)
    }

    fn carry_out(&mut self, terminal: &mut Taken, effect: Effect) -> io::Result<()> {
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
            Effect::Redraw => self.redraw = true,
            Effect::Suspend => self.suspend = true,
            Effect::Quit { interrupted } => {
                self.exit = Some(if interrupted { Exit::Interrupted } else { Exit::Left });
            }
            Effect::Copy(clip) if self.route == Route::Terminal => {
                terminal.send_to_clipboard(&clip.text)?;
                self.session.apply(Action::Notify(clipboard::sent_to_terminal(&clip)));
            }
            Effect::Copy(clip) => drop(self.clips.send((self.route.clone(), clip))),
        }
        Ok(())
    }

    fn draw(&mut self, terminal: &mut Taken) -> io::Result<()> {
        terminal.draw(|frame| self.screen.draw(&self.session, frame.area(), frame.buffer_mut()))
    }

    /// Stops the workers and has everything stored.
    fn leave(&mut self) {
        let scan = self.scan.as_ref().map(|scan| &scan.cancel);
        scan.into_iter().chain(&self.library).for_each(Cancel::cancel);
        self.session.set_now(now());
        for effect in self.screen.leave(&mut self.session) {
            if let Effect::Save(change) = effect {
                self.store.save(change);
            }
        }
        self.store.keep_keys(self.session.keys().take_fresh());
        self.store.finish();
    }
}

/// The screen as the settings want it, and what is wrong with its keys.
fn first_screen(reader: &Reader) -> (Screen, Vec<Problem>) {
    let theme = if reader.colour { Theme::colour() } else { Theme::monochrome() };
    let options = ScreenOptions {
        text_width: reader.settings.text_width,
        sidebar: reader.settings.sidebar,
        theme,
        keys: reader.settings.keys.clone(),
    };
    let (mut screen, problems) = Screen::new(&options);
    if let Some((at, quote)) = reader.destination {
        screen.go_to(at, Some(quote));
    }
    (screen, problems)
}

/// The database of what the user made, and what is in it.
struct OpenedData {
    data: UserData,
    annotations: Vec<Annotation>,
    decisions: Vec<Decided>,
    /// Citation keys that were given out.
    keys: Vec<(String, String)>,
    problems: Vec<Problem>,
}

/// Opens the database, or one in memory where that cannot be.
fn open_data(path: Option<&Path>) -> io::Result<OpenedData> {
    let mut problems = Vec::new();
    let opened = path.and_then(|path| {
        let opened = UserData::open(path);
        opened.map_err(|error| problems.push(error.problem(path))).ok()
    });
    let mut data = match opened {
        Some(data) => data,
        None => UserData::in_memory().map_err(io::Error::other)?,
    };
    problems.extend(data.take_problems());
    let shown = path.unwrap_or(Path::new(""));
    let annotations = data.all().unwrap_or_else(|error| {
        problems.push(error.problem(shown));
        Vec::new()
    });
    let decisions = data.decisions().unwrap_or_else(|error| {
        problems.push(error.problem(shown));
        Vec::new()
    });
    let keys = data.citation_keys().unwrap_or_else(|error| {
        problems.push(error.problem(shown));
        Vec::new()
    });
    Ok(OpenedData { data, annotations, decisions, keys, problems })
}

/// The format and the style that are set; what there is none of by that name.
fn writing(settings: &Settings, config: Option<&Path>) -> (Writing, Vec<Problem>) {
    let usual = Writing::default();
    let (format, style) = (format_named(&settings.format), style_named(&settings.style));
    let known = [
        ("format", &settings.format, format.is_some()),
        ("style", &settings.style, style.is_some()),
    ];
    let unknown = known.into_iter().filter(|(_, name, known)| !known && !name.is_empty());
    let problems = unknown.map(|(what, name, _)| Problem {
        path: config.unwrap_or(Path::new("")).join("config.toml").display().to_string(),
        what: format!("there is no {what} `{name}`"),
        hint: format!("`nreader export --{what} help` lists them; the default holds"),
    });
    (Writing { format: format.unwrap_or(usual.format), style }, problems.collect())
}

/// Seconds since 1970 (UTC).
fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}

/// Stops the whole process group until the shell continues it.
fn suspend_process() {
    let _ = signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP);
}
