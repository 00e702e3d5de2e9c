//! Settings: files, environment and arguments in, [`Settings`] out.
//!
//! Nothing here stops the reader from starting: what cannot be understood is
//! a problem that names the line and what was meant, and the rest holds. What
//! a key spelling means is the key map's business.

mod parse;

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use directories::ProjectDirs;

use sha2::{Digest, Sha256};

use newsquotes::model::Problem;

/// The settings file as shipped: every setting with its default, explained.
#[cfg(test)]
pub(crate) const DEFAULT_CONFIG: &str = include_str!("../assets/config.toml");

/// How the reader behaves; `assets/config.toml` explains every field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Settings {
    /// Width of the reading column, in terminal columns.
    pub text_width: u16,
    /// Whether the sidebar is open at the start.
    pub sidebar: bool,
    /// Program and arguments that take copied words on standard input; never
    /// empty.
    pub clipboard_command: Option<Vec<String>>,
    /// Name of the format in which passages are copied first, not yet
    /// checked; empty for the usual one.
    pub format: String,
    /// Name of the citation style, not yet checked; empty for the format's.
    pub style: String,
    pub colour: Colour,
    /// The file that the log goes to; `None` for no log.
    pub log: Option<PathBuf>,
    /// Command name to the spellings of its keys, not yet checked.
    pub keys: BTreeMap<String, Vec<String>>,
}

/// Whether to use colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Colour {
    /// On a terminal that has them.
    #[default]
    Auto,
    Always,
    Never,
}

/// The part of the process's surroundings that settings depend on. Passed in,
/// so that a test needs no process of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Environment {
    pub xdg_config_home: Option<OsString>,
    pub xdg_data_home: Option<OsString>,
    pub xdg_state_home: Option<OsString>,
    pub xdg_cache_home: Option<OsString>,
    pub no_color: Option<OsString>,
    pub term: Option<OsString>,
    /// The file that the log goes to.
    pub log: Option<OsString>,
    /// The platform's own folders for this program, for when `XDG_*` is not
    /// set.
    pub platform: Folders,
}

/// What the command line says about settings; it goes before the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Overrides {
    /// A settings file in place of the usual one.
    pub config: Option<PathBuf>,
    pub colour: Option<Colour>,
    pub text_width: Option<u16>,
}

/// The folders of this program, each with `nreader` at its end. `None` where
/// the platform names no home. Nothing is made by knowing them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Folders {
    /// Holds `config.toml`.
    pub config: Option<PathBuf>,
    /// What a person made.
    pub data: Option<PathBuf>,
    /// Logs.
    pub state: Option<PathBuf>,
    /// What can be made again at any time.
    pub cache: Option<PathBuf>,
}

/// All that was configured, and what was wrong with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Configuration {
    pub settings: Settings,
    pub folders: Folders,
    /// Settings that could not be understood; the others hold.
    pub problems: Vec<Problem>,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            text_width: 72,
            sidebar: true,
            clipboard_command: None,
            format: "markdown".into(),
            style: String::new(),
            colour: Colour::Auto,
            log: None,
            keys: BTreeMap::new(),
        }
    }
}

impl Colour {
    /// Every choice, in the order in which documentation lists them.
    pub(crate) const ALL: [Colour; 3] = [Colour::Auto, Colour::Always, Colour::Never];

    /// The word in the settings file and on the command line.
    #[must_use]
    pub(crate) fn name(self) -> &'static str {
        match self {
            Colour::Auto => "auto",
            Colour::Always => "always",
            Colour::Never => "never",
        }
    }

    /// The choice of that name.
    #[must_use]
    pub(crate) fn named(name: &str) -> Option<Colour> {
        Colour::ALL.into_iter().find(|colour| colour.name() == name)
    }
}

impl Environment {
    /// That of this process: the only place that reads it.
    #[must_use]
    pub(crate) fn of_process() -> Environment {
        use std::env::var_os;
        Environment {
            xdg_config_home: var_os("XDG_CONFIG_HOME"),
            xdg_data_home: var_os("XDG_DATA_HOME"),
            xdg_state_home: var_os("XDG_STATE_HOME"),
            xdg_cache_home: var_os("XDG_CACHE_HOME"),
            no_color: var_os("NO_COLOR"),
            term: var_os("TERM"),
            log: var_os("NREADER_LOG"),
            platform: Folders::of_platform(),
        }
    }

    /// Whether the surroundings ask for no colours; see <https://no-color.org>.
    fn wants_no_colour(&self) -> bool {
        let refuses = self.no_color.as_ref().is_some_and(|value| !value.is_empty());
        refuses || self.term.as_deref() == Some(OsStr::new("dumb"))
    }
}

impl Folders {
    /// `XDG_*` on every platform, or else the platform's own folders.
    #[must_use]
    pub(crate) fn of(environment: &Environment) -> Folders {
        let platform = &environment.platform;
        Folders {
            config: folder(environment.xdg_config_home.as_ref(), platform.config.as_ref()),
            data: folder(environment.xdg_data_home.as_ref(), platform.data.as_ref()),
            state: folder(environment.xdg_state_home.as_ref(), platform.state.as_ref()),
            cache: folder(environment.xdg_cache_home.as_ref(), platform.cache.as_ref()),
        }
    }

    fn of_platform() -> Folders {
        let Some(project) = ProjectDirs::from("", "", "nreader") else { return Folders::default() };
        // macOS and Windows have no folder for states.
        let state = project.state_dir().unwrap_or_else(|| project.data_local_dir());
        Folders {
            config: Some(project.config_dir().to_owned()),
            data: Some(project.data_dir().to_owned()),
            state: Some(state.to_owned()),
            cache: Some(project.cache_dir().to_owned()),
        }
    }

    /// The settings file.
    #[must_use]
    pub(crate) fn config_file(&self) -> Option<PathBuf> {
        Some(self.config.as_ref()?.join("config.toml"))
    }

    /// The file that keeps the linked entities of these sources, as they were
    /// given on the command line.
    #[must_use]
    pub(crate) fn entities_of(&self, sources: &[String]) -> Option<PathBuf> {
        let mut hasher = Sha256::new();
        for source in sources {
            let resolved = std::fs::canonicalize(source).unwrap_or_else(|_| PathBuf::from(source));
            hasher.update(resolved.as_os_str().as_encoded_bytes());
            hasher.update([0]);
        }
        let digest = hasher.finalize();
        let name =
            digest.iter().take(8).fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"));
        Some(self.cache.as_ref()?.join("entities").join(name))
    }

    /// Where the linked entities of the library are kept.
    #[must_use]
    pub(crate) fn library_entities(&self) -> Option<PathBuf> {
        Some(self.cache.as_ref()?.join("entities").join("library"))
    }

    /// The database of what a person made.
    #[must_use]
    pub(crate) fn user_data(&self) -> Option<PathBuf> {
        Some(self.data.as_ref()?.join("userdata.sqlite3"))
    }
}

/// A relative path in `XDG_*` is to be ignored, says its specification.
fn folder(xdg: Option<&OsString>, platform: Option<&PathBuf>) -> Option<PathBuf> {
    let xdg = xdg.map(PathBuf::from).filter(|path| path.is_absolute());
    xdg.map(|path| path.join("nreader")).or_else(|| platform.cloned())
}

/// Reads the settings. Never fails: what is wrong is listed, the rest holds.
#[must_use]
pub(crate) fn read(environment: &Environment, overrides: &Overrides) -> Configuration {
    let folders = Folders::of(environment);
    let (mut settings, problems) = match (&overrides.config, folders.config_file()) {
        (Some(named), _) => read_file(named, true),
        (None, Some(usual)) => read_file(&usual, false),
        (None, None) => (Settings::default(), Vec::new()),
    };
    // Said by the file or an argument, "always" goes before NO_COLOR.
    settings.colour = overrides.colour.unwrap_or(settings.colour);
    if settings.colour == Colour::Auto && environment.wants_no_colour() {
        settings.colour = Colour::Never;
    }
    if let Some(log) = environment.log.as_ref().filter(|log| !log.is_empty()) {
        settings.log = Some(PathBuf::from(log));
    }
    if let Some(width) = overrides.text_width {
        settings.text_width = width.clamp(*parse::TEXT_WIDTH.start(), *parse::TEXT_WIDTH.end());
    }
    Configuration { settings, folders, problems }
}

/// The settings of a file; only a file that was asked for must be there.
fn read_file(path: &Path, must_exist: bool) -> (Settings, Vec<Problem>) {
    match fs::read_to_string(path) {
        Ok(content) => Settings::parse(&content, path),
        Err(error) if error.kind() == ErrorKind::NotFound && !must_exist => {
            (Settings::default(), Vec::new())
        }
        Err(error) => {
            let problem = Problem {
                path: path.display().to_string(),
                what: format!("the settings cannot be read: {error}"),
                hint: "the defaults hold until the file can be read".into(),
            };
            (Settings::default(), vec![problem])
        }
    }
}

impl Settings {
    /// The settings of a file's content; `path` is named in the problems.
    #[must_use]
    pub(crate) fn parse(content: &str, path: &Path) -> (Settings, Vec<Problem>) {
        parse::settings(content, path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn variable(value: &str) -> OsString {
        OsString::from(value)
    }

    #[test]
    fn xdg_folders_go_first_on_every_platform() {
        let environment = Environment {
            xdg_config_home: Some(variable("/conf")),
            xdg_data_home: Some(variable("relative")),
            xdg_cache_home: Some(variable("")),
            platform: Folders {
                config: Some("/platform/conf".into()),
                data: Some("/platform/data".into()),
                cache: Some("/platform/cache".into()),
                state: None,
            },
            ..Environment::default()
        };
        let folders = Folders::of(&environment);
        assert_eq!(folders.config_file(), Some("/conf/nreader/config.toml".into()));
        assert_eq!(folders.user_data(), Some("/platform/data/userdata.sqlite3".into()));
        assert_eq!(folders.cache, Some("/platform/cache".into()));
        assert_eq!(folders.state, None);
    }

    #[test]
    fn arguments_go_before_the_file_and_the_file_before_the_environment() {
        let home = tempfile::tempdir().unwrap();
        fs::create_dir(home.path().join("nreader")).unwrap();
        let file = home.path().join("nreader/config.toml");
        let environment = Environment {
            xdg_config_home: Some(home.path().into()),
            no_color: Some(variable("1")),
            ..Environment::default()
        };
        let colour = |overrides: &Overrides| read(&environment, overrides).settings.colour;
        assert_eq!(colour(&Overrides::default()), Colour::Never, "no file: NO_COLOR");
        fs::write(&file, "colour = \"always\"\ntext_width = 60\n").unwrap();
        assert_eq!(colour(&Overrides::default()), Colour::Always);
        let never = Overrides { colour: Some(Colour::Never), ..Overrides::default() };
        assert_eq!(colour(&never), Colour::Never);
        let wide = Overrides { text_width: Some(999), ..Overrides::default() };
        assert_eq!(read(&environment, &wide).settings.text_width, 200);
    }

    #[test]
    fn only_a_settings_file_that_was_asked_for_must_be_there() {
        let home = tempfile::tempdir().unwrap();
        let environment =
            Environment { xdg_config_home: Some(home.path().into()), ..Environment::default() };
        assert_eq!(read(&environment, &Overrides::default()).problems, []);
        let asked = Overrides { config: Some(home.path().join("mine")), ..Overrides::default() };
        let configuration = read(&environment, &asked);
        assert_eq!(configuration.settings, Settings::default());
        assert!(configuration.problems[0].path.ends_with("mine"));
    }
}
