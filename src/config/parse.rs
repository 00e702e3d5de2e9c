//! The settings file: one table of settings, and what is said of a line that
//! none of them understands.

use std::collections::BTreeMap;
use std::ops::{Range, RangeInclusive};
use std::path::{Path, PathBuf};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Colour, Settings};
use newsquotes::edits;
use newsquotes::model::Problem;

/// Widths of the reading column that can be set, in columns.
pub(super) const TEXT_WIDTH: RangeInclusive<u16> = 20..=200;

type Value<'a> = Spanned<DeValue<'a>>;

/// A setting of the file.
struct Setting {
    name: &'static str,
    /// What it takes, after "takes".
    takes: &'static str,
    /// Puts the value in; hands back where it is wrong.
    set: fn(&mut Settings, &Value<'_>) -> Vec<Range<usize>>,
}

/// Every setting, in the order of `assets/config.toml`.
const SETTINGS: [Setting; 8] = [
    Setting {
        name: "text_width",
        takes: "a number of columns from 20 to 200",
        set: |settings, value| put(&mut settings.text_width, width(value), value),
    },
    Setting {
        name: "sidebar",
        takes: "true or false",
        set: |settings, value| put(&mut settings.sidebar, value.get_ref().as_bool(), value),
    },
    Setting {
        name: "clipboard_command",
        takes: "a list of a program and its arguments, or one string",
        set: |settings, value| {
            put(&mut settings.clipboard_command, command(value).map(not_empty), value)
        },
    },
    Setting {
        name: "format",
        takes: "the name of a format",
        set: |settings, value| put(&mut settings.format, name(value), value),
    },
    Setting {
        name: "style",
        takes: "the name of a citation style",
        set: |settings, value| put(&mut settings.style, name(value), value),
    },
    Setting {
        name: "colour",
        takes: "\"auto\", \"always\" or \"never\"",
        set: |settings, value| put(&mut settings.colour, colour(value), value),
    },
    Setting {
        name: "log",
        takes: "the path of a file",
        set: |settings, value| put(&mut settings.log, name(value).map(not_empty_path), value),
    },
    Setting {
        name: "keys",
        takes: "names of commands, each with a key or a list of keys",
        set: |settings, value| keys(&mut settings.keys, value),
    },
];

/// See [`Settings::parse`].
pub(super) fn settings(content: &str, path: &Path) -> (Settings, Vec<Problem>) {
    // Some editors begin a file with a byte order mark.
    let content = content.strip_prefix('\u{feff}').unwrap_or(content);
    let (table, errors) = DeTable::parse_recoverable(content);
    let mut settings = Settings::default();
    let mut report = Report { content, path, problems: Vec::new() };
    for error in errors {
        let what = format!("this is not TOML: {}", error.message());
        // An error without a place is said of the first line.
        report.add(error.span().unwrap_or(0..0), &what, "The other lines hold".into());
    }
    for (key, value) in table.get_ref() {
        match SETTINGS.iter().find(|setting| setting.name == key.get_ref()) {
            Some(setting) => {
                for wrong in (setting.set)(&mut settings, value) {
                    report.wrong(wrong, setting);
                }
            }
            None => report.unknown(key.span(), key.get_ref()),
        }
    }
    report.problems.sort_by_key(|(line, _)| *line);
    (settings, report.problems.into_iter().map(|(_, problem)| problem).collect())
}

fn put<T>(setting: &mut T, read: Option<T>, value: &Value<'_>) -> Vec<Range<usize>> {
    match read {
        Some(read) => {
            *setting = read;
            Vec::new()
        }
        None => vec![value.span()],
    }
}

fn width(value: &Value<'_>) -> Option<u16> {
    let integer = value.get_ref().as_integer()?;
    let width = u16::from_str_radix(integer.as_str(), integer.radix()).ok()?;
    TEXT_WIDTH.contains(&width).then_some(width)
}

fn name(value: &Value<'_>) -> Option<String> {
    Some(value.get_ref().as_str()?.trim().to_owned())
}

fn colour(value: &Value<'_>) -> Option<Colour> {
    Colour::named(value.get_ref().as_str()?)
}

fn command(value: &Value<'_>) -> Option<Vec<String>> {
    match value.get_ref().as_str() {
        Some(line) => Some(line.split_whitespace().map(str::to_owned).collect()),
        None => strings(value),
    }
}

/// An empty command is none.
fn not_empty(words: Vec<String>) -> Option<Vec<String>> {
    Some(words).filter(|words| !words.is_empty())
}

/// An empty path is none.
fn not_empty_path(path: String) -> Option<PathBuf> {
    Some(path).filter(|path| !path.is_empty()).map(PathBuf::from)
}

fn keys(settings: &mut BTreeMap<String, Vec<String>>, value: &Value<'_>) -> Vec<Range<usize>> {
    let Some(table) = value.get_ref().as_table() else { return vec![value.span()] };
    let mut wrong = Vec::new();
    for (command, spellings) in table {
        match strings(spellings) {
            Some(spellings) => drop(settings.insert(command.get_ref().to_string(), spellings)),
            None => wrong.push(spellings.span()),
        }
    }
    wrong
}

/// A string or a list of strings.
fn strings(value: &Value<'_>) -> Option<Vec<String>> {
    if let Some(one) = value.get_ref().as_str() {
        return Some(vec![one.to_owned()]);
    }
    let array = value.get_ref().as_array()?;
    array.iter().map(|item| item.get_ref().as_str().map(str::to_owned)).collect()
}

/// What is wrong with the file so far, each with its line.
struct Report<'a> {
    content: &'a str,
    path: &'a Path,
    problems: Vec<(usize, Problem)>,
}

impl Report<'_> {
    fn wrong(&mut self, at: Range<usize>, setting: &Setting) {
        let what = format!("`{}` takes {}", setting.name, setting.takes);
        self.add(at, &what, "The default holds".into());
    }

    fn unknown(&mut self, at: Range<usize>, name: &str) {
        let hint = if let Some(meant) = nearest(name) {
            format!("Did you mean `{meant}`?")
        } else {
            let names: Vec<_> = SETTINGS.iter().map(|setting| setting.name).collect();
            format!("The settings are {}", names.join(", "))
        };
        self.add(at, &format!("there is no setting `{name}`"), hint);
    }

    fn add(&mut self, at: Range<usize>, what: &str, hint: String) {
        let before = self.content.as_bytes().get(..at.start);
        debug_assert!(before.is_some(), "a span is of this file");
        let before = before.unwrap_or_default();
        let line = memchr::memchr_iter(b'\n', before).count() + 1;
        let what = format!("line {line}: {what}");
        let problem = Problem { path: self.path.display().to_string(), what, hint };
        self.problems.push((line, problem));
    }
}

/// The setting that was meant.
fn nearest(name: &str) -> Option<&'static str> {
    let name = name.replace('-', "_").replace("color", "colour");
    edits::nearest(&name, SETTINGS.iter().map(|setting| setting.name)).first().copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::DEFAULT_CONFIG;

    fn parse(content: &str) -> (Settings, Vec<String>) {
        let (settings, problems) = settings(content, Path::new("config.toml"));
        let said = |problem: Problem| format!("{}. {}", problem.what, problem.hint);
        (settings, problems.into_iter().map(said).collect())
    }

    #[test]
    fn the_shipped_file_holds_every_setting_with_its_default() {
        assert_eq!(parse(DEFAULT_CONFIG), (Settings::default(), vec![]));
        let (table, _) = DeTable::parse_recoverable(DEFAULT_CONFIG);
        let names: Vec<_> = SETTINGS.iter().map(|setting| setting.name).collect();
        assert_eq!(table.get_ref().len(), names.len());
        for name in names {
            assert!(table.get_ref().contains_key(name), "{name} is missing");
        }
        let examples = DEFAULT_CONFIG.lines().filter_map(|line| line.strip_prefix("#     "));
        let examples: Vec<_> = examples.collect();
        let (settings, problems) = parse(&format!("[keys]\n{}", examples.join("\n")));
        assert_eq!((settings.keys.len(), problems), (2, vec![]));
    }

    #[test]
    fn every_setting_is_read() {
        let (settings, problems) = parse(
            "text_width = 60\nsidebar = false\nclipboard_command = \"xclip -i\"\n\
             colour = \"never\"\n[keys]\nquit = [\"q\", \"ctrl-q\"]\nhelp = \"f1\"\n",
        );
        assert_eq!(problems, [""; 0]);
        assert_eq!((settings.text_width, settings.sidebar), (60, false));
        assert_eq!(settings.clipboard_command.unwrap(), ["xclip", "-i"]);
        assert_eq!(settings.colour, Colour::Never);
        assert_eq!(settings.keys["quit"], ["q", "ctrl-q"]);
        assert_eq!(settings.keys["help"], ["f1"]);
    }

    #[test]
    fn an_unknown_setting_gives_its_line_and_what_was_meant() {
        let (settings, problems) =
            parse("sidebar = false\ntext_widht = 60\n\ncolor = \"never\"\nfoo = 1\n[key]\nq = 1\n");
        assert!(!settings.sidebar, "the rest holds");
        assert_eq!(
            problems,
            [
                "line 2: there is no setting `text_widht`. Did you mean `text_width`?",
                "line 4: there is no setting `color`. Did you mean `colour`?",
                "line 5: there is no setting `foo`. The settings are text_width, sidebar, \
             clipboard_command, format, style, colour, log, keys",
                "line 6: there is no setting `key`. Did you mean `keys`?",
            ]
        );
    }

    #[test]
    fn a_wrong_value_leaves_the_default() {
        let (settings, problems) = parse(
            "text_width = 12\nsidebar = \"yes\"\ncolour = \"blue\"\nclipboard_command = [1]\n\
             [keys]\nquit = 3\nhelp = \"f1\"\n",
        );
        assert_eq!(problems.len(), 5);
        assert_eq!(
            problems[0],
            "line 1: `text_width` takes a number of columns from 20 to 200. The default holds"
        );
        assert!(problems[4].starts_with("line 6: `keys` takes"));
        assert_eq!(settings.keys.len(), 1, "the other keys hold");
        assert_eq!(Settings { keys: BTreeMap::new(), ..settings }, Settings::default());
    }

    #[test]
    fn a_broken_line_does_not_take_the_others_along() {
        let (settings, problems) = parse("text_width = \nsidebar = false\n= 3\ncolour = 'never'\n");
        assert!(!settings.sidebar);
        assert_eq!(settings.colour, Colour::Never);
        assert!(problems[0].starts_with("line 1: "), "{problems:?}");
        assert_eq!(parse("\u{feff}text_width = 60\r\n").0.text_width, 60);
        let deep = format!("clipboard_command = {}", "[".repeat(10_000));
        assert!(!parse(&deep).1.is_empty());
    }
}
