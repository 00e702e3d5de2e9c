//! The command line: the table of words that take something, reading what was
//! typed, and what it can become.
//!
//! Every name of [`COMMANDS`] can be typed too. Nothing here looks at a file:
//! the names of files are handed in.

use super::asking::Completions;
use super::command::{COMMANDS, Command};
use crate::cite::{ExportFormat, FORMATS, STYLES, Style, format_named, style_named};
use crate::library::sure::sure;
use crate::query::fields;
use newsquotes::edits;

/// What a line means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verb {
    Check,
    Export,
    Format,
    Style,
    Sort,
    Filter,
    Search,
    Quotes,
    Quit,
}

/// What a word takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Takes {
    File,
    FormatAndFile,
    Format,
    Style,
    Order,
    Query,
    Nothing,
}

/// A row of the table.
#[derive(Debug)]
pub(crate) struct VerbEntry {
    pub verb: Verb,
    /// The name, then shorter ones.
    pub names: &'static [&'static str],
    pub takes: Takes,
    /// What it does, in the imperative, without a full stop.
    pub help: &'static str,
}

const fn row(
    verb: Verb,
    names: &'static [&'static str],
    takes: Takes,
    help: &'static str,
) -> VerbEntry {
    VerbEntry { verb, names, takes, help }
}

/// Every word that takes something, in the order of the completion.
#[rustfmt::skip]
pub(crate) const VERBS: &[VerbEntry] = &[
    row(Verb::Check, &["check"], Takes::File, "Check the quotations of a draft; alone, show the last check again"),
    row(Verb::Export, &["export", "write", "w"], Takes::FormatAndFile, "Write what is chosen, found or listed into a file"),
    row(Verb::Format, &["format"], Takes::Format, "Copy in this format"),
    row(Verb::Style, &["style"], Takes::Style, "Cite in this style; alone, in the format's own"),
    row(Verb::Sort, &["sort"], Takes::Order, "Sort the list; alone, the newest first"),
    row(Verb::Filter, &["filter"], Takes::Query, "Filter the list"),
    row(Verb::Search, &["search"], Takes::Query, "Search all articles"),
    row(Verb::Quotes, &["quotes"], Takes::Query, "Search all quotations"),
    row(Verb::Quit, &["quit", "q"], Takes::Nothing, "Leave nreader"),
];

/// A line that was understood.
#[derive(Clone, Debug)]
pub(crate) enum TypedOrder {
    /// A command without anything.
    Run(Command),
    /// A draft; `None` for the check made last.
    Check(Option<String>),
    Export {
        format: &'static ExportFormat,
        file: String,
    },
    Format(&'static ExportFormat),
    Style(Option<&'static Style>),
    /// The order's name in the query language; empty for that of the list.
    Sort(String),
    Filter(String),
    Search(String),
    Quotes(String),
    Quit,
}

/// Reads a line; without a word in it there is nothing to do.
///
/// # Errors
///
/// What is wrong with it, as a sentence.
pub(crate) fn read(line: &str) -> Result<Option<TypedOrder>, String> {
    let line = line.trim().trim_start_matches(':').trim_start();
    let (name, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let rest = rest.trim();
    if name.is_empty() {
        return Ok(None);
    }
    let verb = VERBS.iter().find(|entry| entry.names.contains(&name));
    // Alone, a word that searches is the command of the same name.
    let command = Command::named(name)
        .filter(|_| rest.is_empty() && verb.is_none_or(|entry| entry.takes == Takes::Query));
    match (command, verb) {
        (Some(command), _) => Ok(Some(TypedOrder::Run(command))),
        (None, Some(entry)) => order(entry.verb, rest).map(Some),
        (None, None) => Err(unknown(name, rest)),
    }
}

fn order(verb: Verb, rest: &str) -> Result<TypedOrder, String> {
    let some = |words: &str| Some(words.to_owned()).filter(|words| !words.is_empty());
    Ok(match verb {
        Verb::Check => TypedOrder::Check(some(rest)),
        Verb::Export => return export(rest),
        Verb::Format => TypedOrder::Format(format(rest)?),
        Verb::Style if rest.is_empty() => TypedOrder::Style(None),
        Verb::Style => {
            let style = style_named(rest);
            let names = || STYLES.iter().map(|style| style.name);
            TypedOrder::Style(Some(style.ok_or_else(|| none("style", rest, names()))?))
        }
        Verb::Sort => sort(rest)?,
        Verb::Filter => TypedOrder::Filter(rest.to_owned()),
        Verb::Search => TypedOrder::Search(rest.to_owned()),
        Verb::Quotes => TypedOrder::Quotes(rest.to_owned()),
        Verb::Quit => TypedOrder::Quit,
    })
}

fn export(rest: &str) -> Result<TypedOrder, String> {
    let (name, file) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    if name.is_empty() {
        return Err("Write a format and a file: export markdown notes.md.".to_owned());
    }
    let (format, file) = (format(name)?, file.trim().to_owned());
    if file.is_empty() {
        return Err(format!("Into which file? export {name} FILE."));
    }
    Ok(TypedOrder::Export { format, file })
}

fn format(name: &str) -> Result<&'static ExportFormat, String> {
    let names = FORMATS.iter().map(|format| format.name);
    format_named(name).ok_or_else(|| none("format", name, names))
}

fn sort(name: &str) -> Result<TypedOrder, String> {
    if name.is_empty() {
        return Ok(TypedOrder::Sort(String::new()));
    }
    let known = orders().find(|(other, _)| *other == name);
    let known = known.ok_or_else(|| none("order", name, orders().map(|(name, _)| name)))?;
    Ok(TypedOrder::Sort(known.0.to_owned()))
}

/// The orders of the query language with their descriptions.
fn orders() -> impl Iterator<Item = (&'static str, &'static str)> {
    let choices = fields::named("sort").map_or(&[][..], |entry| entry.value.choices());
    choices.iter().filter_map(|choice| Some((*choice.names.first()?, choice.about)))
}

fn unknown(name: &str, rest: &str) -> String {
    let words = none("command", name, names());
    let alone = Command::named(name).is_some() && !rest.is_empty();
    if alone { format!("{name} takes nothing after it.") } else { words }
}

/// That there is none of this name, and which was meant.
fn none<'a>(what: &str, name: &str, names: impl Iterator<Item = &'a str>) -> String {
    let name = if name.is_empty() { "without a name" } else { name };
    let meant = edits::nearest(name, names);
    let meant = meant.first().map_or_else(String::new, |meant| format!(" Did you mean {meant}?"));
    format!("There is no {what} {name}.{meant}")
}

/// The first name of every verb, then the names of all commands.
fn names() -> impl Iterator<Item = &'static str> {
    let verbs = VERBS.iter().filter_map(|entry| entry.names.first().copied());
    let is_verb = |name: &str| VERBS.iter().any(|entry| entry.names.contains(&name));
    let commands = COMMANDS.iter().map(|entry| entry.name);
    verbs.chain(commands.filter(move |name| !is_verb(name)))
}

/// The beginning of a file's name that stands at the end of a line, for which
/// the names of files are wanted.
#[must_use]
pub(crate) fn file_begun(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let (name, rest) = line.split_once(char::is_whitespace)?;
    let entry = VERBS.iter().find(|entry| entry.names.contains(&name))?;
    match entry.takes {
        Takes::File => Some(rest.trim_start()),
        Takes::FormatAndFile => {
            let (_, file) = rest.trim_start().split_once(char::is_whitespace)?;
            Some(file.trim_start())
        }
        _ => None,
    }
}

/// What the last word of a line can become; `files` are the names that begin
/// as [`file_begun`] says.
#[must_use]
pub(crate) fn complete(line: &str, files: &[String]) -> Completions {
    if let Some(begun) = file_begun(line) {
        let choices = files.iter().map(|file| (file.clone(), String::new()));
        return Completions {
            replaces: line.len() - begun.len()..line.len(),
            choices: choices.collect(),
        };
    }
    let (name, begun) = match line.trim_start().split_once(char::is_whitespace) {
        Some((name, rest)) => (Some(name), rest.trim_start()),
        None => (None, line.trim_start()),
    };
    let choices = match name {
        None => names_like(begun),
        Some(name) => values(name, begun),
    };
    Completions { replaces: line.len() - begun.len()..line.len(), choices }
}

/// Names of commands that begin so, or else those that are spelled nearly so.
fn names_like(begun: &str) -> Vec<(String, String)> {
    let begins: Vec<_> = names().filter(|name| name.starts_with(begun)).collect();
    let found = if begins.is_empty() { edits::nearest(begun, names()) } else { begins };
    found.into_iter().map(with_help).collect()
}

/// A name as it is put in, and what is said of it.
fn with_help(name: &str) -> (String, String) {
    let verb = VERBS.iter().find(|entry| entry.names.contains(&name));
    let command = Command::named(name).and_then(Command::entry);
    let help = verb.map(|entry| entry.help).or(command.map(|entry| entry.help));
    let takes = verb.is_some_and(|entry| entry.takes != Takes::Nothing);
    let end = if takes { " " } else { "" };
    (format!("{name}{end}"), sure(help).to_owned())
}

/// The values that a verb takes, as far as they begin so.
fn values(name: &str, begun: &str) -> Vec<(String, String)> {
    let takes = VERBS.iter().find(|entry| entry.names.contains(&name)).map(|entry| entry.takes);
    let formats = || FORMATS.iter().map(|format| (format.name, format.description));
    let (all, end): (Vec<(&str, &str)>, &str) = match takes {
        Some(Takes::Format) => (formats().collect(), ""),
        Some(Takes::FormatAndFile) => (formats().collect(), " "),
        Some(Takes::Style) => {
            (STYLES.iter().map(|style| (style.name, style.description)).collect(), "")
        }
        Some(Takes::Order) => (orders().collect(), ""),
        _ => (Vec::new(), ""),
    };
    let begins = all.into_iter().filter(|(name, _)| name.starts_with(begun));
    begins.map(|(name, said)| (format!("{name}{end}"), said.to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn understood(line: &str) -> TypedOrder {
        read(line).unwrap().unwrap()
    }

    fn choices(line: &str) -> Vec<String> {
        let completions = complete(line, &["drafts/".to_owned(), "draft one.md".to_owned()]);
        let put_in = |choice: String| {
            let kept = line.get(..completions.replaces.start).unwrap();
            format!("{kept}{choice}")
        };
        completions.choices.into_iter().map(|(choice, _)| put_in(choice)).collect()
    }

    #[test]
    fn every_name_of_the_table_is_understood_or_says_what_is_missing() {
        let is_verb = |name| VERBS.iter().any(|verb| verb.names.contains(&name));
        for entry in COMMANDS.iter().filter(|entry| !is_verb(entry.name)) {
            assert!(read(entry.name).unwrap().is_some(), "{}", entry.name);
        }
        for entry in VERBS {
            for name in entry.names {
                let said = read(name);
                let needs = matches!(entry.takes, Takes::Format | Takes::FormatAndFile);
                assert_eq!(said.is_err(), needs, "{name}: {said:?}");
            }
            assert!(!entry.help.ends_with('.'), "{}", entry.help);
        }
        assert!(read("  ").unwrap().is_none());
    }

    #[test]
    fn a_line_names_what_is_to_be_done_and_with_what() {
        let check = understood(" :check  my draft.md ");
        assert!(matches!(check, TypedOrder::Check(Some(file)) if file == "my draft.md"));
        let export = understood("export csl-json out/refs of mine.json");
        let TypedOrder::Export { format, file } = export else { panic!("{export:?}") };
        assert_eq!((format.name, file.as_str()), ("csl-json", "out/refs of mine.json"));
        assert!(matches!(understood("sort newest"), TypedOrder::Sort(order) if order == "newest"));
        assert!(matches!(understood("filter bridge OR ferry"), TypedOrder::Filter(_)));
        assert!(matches!(understood("filter"), TypedOrder::Run(Command::Filter)));
        assert!(matches!(understood("q"), TypedOrder::Quit));
        assert!(matches!(understood("help"), TypedOrder::Run(Command::Help)));
        assert!(matches!(understood("style"), TypedOrder::Style(None)));
    }

    #[test]
    fn what_is_not_known_proposes_what_was_meant() {
        let wrong = |line: &str| read(line).unwrap_err();
        assert_eq!(wrong("chekc draft.md"), "There is no command chekc. Did you mean check?");
        assert_eq!(wrong("format markdwon"), "There is no format markdwon. Did you mean markdown?");
        assert_eq!(wrong("style apaa"), "There is no style apaa. Did you mean apa?");
        assert_eq!(wrong("sort newst"), "There is no order newst. Did you mean newest?");
        assert_eq!(wrong("xyzzy"), "There is no command xyzzy.");
        assert_eq!(wrong("help me"), "help takes nothing after it.");
        assert!(wrong("export plain").contains("which file"));
    }

    #[test]
    fn tab_completes_names_values_and_files() {
        assert_eq!(choices("che")[0], "check ");
        assert!(choices("").len() > COMMANDS.len());
        assert_eq!(choices("chekc"), ["check "]);
        assert_eq!(choices("style ch"), ["style chicago", "style chicago-author-date"]);
        assert_eq!(choices("export csl"), ["export csl-json "]);
        assert_eq!(choices("sort old"), ["sort oldest"]);
        assert_eq!(choices("check dr"), ["check drafts/", "check draft one.md"]);
        assert_eq!(choices("export plain dr")[0], "export plain drafts/");
        assert_eq!(file_begun("check a b"), Some("a b"));
        assert_eq!(file_begun("style a"), None);
    }
}
