//! What the reader begins with: the session with what was kept of earlier ones,
//! the screen as the settings want it, and what is wrong with any of it.

use std::io;
use std::path::Path;
use std::sync::Arc;

use super::reader::ReaderStart;
use crate::app::{Action, KeptFromBefore, Notice, Session, Writing};
use crate::cite::{Bibliography, CitationKeys, format_named, style_named};
use crate::config::Settings;
use crate::library::annotation::{Annotation, Annotations};
use crate::library::linker::{Aliases, Decided};
use crate::library::searches;
use crate::library::userdata::UserData;
use crate::ui::theme::Theme;
use crate::ui::{Screen, ScreenOptions};
use newsquotes::model::Problem;

/// What the reader begins with.
pub(super) struct Beginning {
    pub session: Session,
    pub screen: Screen,
    pub data: UserData,
    pub annotations: Arc<Annotations>,
    pub decisions: Vec<Decided>,
    pub aliases: Aliases,
}

/// Reads what was kept; problems go into the session.
///
/// # Errors
///
/// When not even a database in memory can be made.
pub(super) fn begin(reader: &ReaderStart) -> io::Result<Beginning> {
    let config = reader.config_folder.as_deref();
    let (screen, key_problems) = first_screen(reader);
    let opened = open_data(reader.user_data.as_deref())?;
    let (searches, searches_problem) = config.map_or_else(|| (Vec::new(), None), searches::load);
    let (writing, unknown) = writing(&reader.settings, config);
    let (aliases, alias_problems) = Aliases::with_own(config);
    let mut session = Session::new(KeptFromBefore {
        annotations: opened.annotations.clone(),
        decisions: opened.decisions.clone(),
        searches,
        writing,
        keys: CitationKeys::new(Bibliography::default(), opened.keys),
    });
    if let Some(greeting) = &reader.greeting {
        session.apply(Action::Notify(Notice::done(greeting.clone())));
    }
    let before = reader.problems.iter().cloned().chain(key_problems).chain(opened.problems);
    let problems = before.chain(alias_problems).chain(searches_problem).chain(unknown);
    for problem in problems {
        session.apply(Action::Problem(problem));
    }
    Ok(Beginning {
        session,
        screen,
        data: opened.data,
        annotations: Arc::new(Annotations::new(opened.annotations)),
        decisions: opened.decisions,
        aliases,
    })
}

/// The screen as the settings want it, and what is wrong with its keys.
fn first_screen(reader: &ReaderStart) -> (Screen, Vec<Problem>) {
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
    // A database in memory has no place to name.
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
