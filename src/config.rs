//! Settings: files, environment and arguments in, [`Settings`] out.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::model::Problem;

/// The settings file as shipped: every setting with its default, explained.
pub const DEFAULT_CONFIG: &str = include_str!("../assets/config.toml");

/// How the reader behaves; every field is described in `assets/config.toml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Width of the reading column, in terminal columns.
    pub text_width: u16,
    /// Whether the sidebar is open at the start.
    pub sidebar: bool,
    /// Program and arguments that take copied words on standard input.
    pub clipboard_command: Option<Vec<String>>,
    pub colour: Colour,
    /// Command name to the spellings of its keys, not yet checked.
    pub keys: BTreeMap<String, Vec<String>>,
}

/// Whether to use colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Colour {
    /// On a terminal that has them.
    #[default]
    Auto,
    Always,
    Never,
}

/// The part of the process's surroundings that settings depend on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Environment {
    pub xdg_config_home: Option<OsString>,
    pub xdg_data_home: Option<OsString>,
    pub xdg_state_home: Option<OsString>,
    pub xdg_cache_home: Option<OsString>,
    pub no_color: Option<OsString>,
    pub term: Option<OsString>,
    /// The platform's own folders for this program, for when `XDG_*` is not
    /// set.
    pub platform: Folders,
}

/// What the command line says about settings; it goes before the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overrides {
    /// A settings file in place of the usual one.
    pub config: Option<PathBuf>,
    pub colour: Option<Colour>,
    pub text_width: Option<u16>,
}

/// The folders of this program, each with `nreader` at its end. `None` where
/// the platform names no home.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folders {
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
pub struct Configuration {
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
            colour: Colour::Auto,
            keys: BTreeMap::new(),
        }
    }
}

impl Environment {
    /// That of this process.
    #[must_use]
    pub fn of_process() -> Environment {
        Environment::default()
    }
}

impl Folders {
    /// `XDG_*` on every platform, or else the platform's own folders.
    #[must_use]
    pub fn of(environment: &Environment) -> Folders {
        environment.platform.clone()
    }

    /// The database of what a person made.
    #[must_use]
    pub fn user_data(&self) -> Option<PathBuf> {
        Some(self.data.as_ref()?.join("userdata.sqlite3"))
    }
}

/// Reads the settings. Never fails: what is wrong is listed, the rest holds.
#[must_use]
pub fn read(environment: &Environment, overrides: &Overrides) -> Configuration {
    let _ = overrides;
    Configuration { folders: Folders::of(environment), ..Configuration::default() }
}

impl Settings {
    /// The settings of a file's content; `path` is named in the problems.
    #[must_use]
    pub fn parse(content: &str, path: &Path) -> (Settings, Vec<Problem>) {
        let _ = (content, path);
        (Settings::default(), Vec::new())
    }
}
