//! What `cite`, `export` and `show` have in common: where to look, what to
//! look for, and how to write it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, bail};
use clap::Args;

use super::facts::corrections;
use super::open::source;
use crate::cite::{
    Bibliography, FORMATS, Format, Keys, Options, Passage, STYLES, Said, Style, Subject, Template,
    format_for, format_named, style_named,
};
use crate::library::scan::{self, Find, Source};
use crate::model::Date;

/// Digits of the id of a passage.
const ID_DIGITS: usize = 12;

/// How citations are written.
#[derive(Debug, Args)]
pub(super) struct WritingArguments {
    /// Format: `--format help` lists them [default: that of --for, or
    /// markdown]
    #[arg(long, value_name = "NAME", value_parser = format)]
    format: Option<&'static Format>,
    /// Take the format from the name of this draft
    #[arg(long = "for", value_name = "FILE", conflicts_with = "format")]
    draft: Option<String>,
    /// Write each passage as this file has it: a template, see the README.
    /// Its fields are escaped for the markup of the format
    #[arg(long, value_name = "FILE")]
    template: Option<PathBuf>,
    /// Citation style: `--style help` lists them [default: the format's own]
    #[arg(long, value_name = "NAME", value_parser = style)]
    style: Option<&'static Style>,
    /// Bibliography (.bib) whose keys are used where it has the article
    #[arg(long, value_name = "FILE")]
    bib: Option<PathBuf>,
    /// The day the articles were looked at, as 2026-11-21, or `none`
    /// [default: today]
    #[arg(long, value_name = "DAY", value_parser = accessed)]
    accessed: Option<Accessed>,
    /// Put the id of each passage into a comment, for `nreader check`
    #[arg(long)]
    hidden_id: bool,
}

/// An access date as it was asked for.
#[derive(Clone, Copy, Debug)]
struct Accessed(Option<Date>);

/// Where to look.
#[derive(Debug, Args)]
pub(super) struct PlaceArguments {
    /// Files or folders in place of the library; `-` is standard input
    #[arg(long = "in", value_name = "PATH", num_args = 1..)]
    places: Vec<String>,
}

impl WritingArguments {
    /// The format asked for, by name or by the draft's.
    pub(super) fn format(&self) -> &'static Format {
        let draft = self.draft.as_deref().unwrap_or_default();
        self.format.unwrap_or_else(|| format_for(draft))
    }

    /// The style and what else is written.
    ///
    /// # Errors
    ///
    /// When the template cannot be read.
    pub(super) fn options(&self) -> anyhow::Result<Options> {
        Ok(Options {
            style: self.style,
            accessed: self.accessed.map_or_else(|| Some(today()), |accessed| accessed.0),
            hidden_ids: self.hidden_id,
            template: self.template.as_deref().map(template).transpose()?.map(Arc::new),
        })
    }

    /// The keys of the user's bibliography.
    pub(super) fn keys(&self) -> anyhow::Result<Keys> {
        let Some(path) = &self.bib else { return Ok(Keys::default()) };
        let text = std::fs::read_to_string(path)
            .with_context(|| format!("{} cannot be read", path.display()))?;
        let bibliography = Bibliography::parse(&text)
            .with_context(|| format!("{} is no bibliography", path.display()))?;
        Ok(Keys::with(bibliography))
    }
}

impl PlaceArguments {
    /// What to load: the paths given.
    ///
    /// # Errors
    ///
    /// Without any.
    pub(super) fn sources(&self) -> anyhow::Result<Vec<Source>> {
        sources(&self.places)
    }
}

/// What to load for paths.
///
/// # Errors
///
/// Without any, or when standard input cannot be read.
pub(super) fn sources(paths: &[String]) -> anyhow::Result<Vec<Source>> {
    if paths.is_empty() {
        bail!(
            "there is no library to look in: name files with --in PATH, or add some to it with `nreader add PATH`"
        );
    }
    paths.iter().map(|path| source(path)).collect()
}

/// How files are read here: with the user's corrections, for quotations.
pub(super) fn scan_options() -> scan::Options {
    scan::Options {
        find: Find { quotes: true, entities: false },
        annotations: Arc::new(corrections()),
        ..scan::Options::default()
    }
}

/// Whether an argument names something on disk, or standard input.
pub(super) fn is_path(argument: &str) -> bool {
    argument == "-" || Path::new(argument).exists()
}

/// What is looked for: passages by id, or by words that all have to occur.
#[derive(Debug, Default)]
pub(super) struct Wanted {
    ids: Vec<String>,
    words: Vec<String>,
}

impl Wanted {
    /// Twelve hex digits are an id, everything else is a word.
    pub(super) fn new(arguments: &[String]) -> Wanted {
        let words = arguments.iter().flat_map(|argument| argument.split_whitespace());
        let is_id =
            |word: &&str| word.len() == ID_DIGITS && word.bytes().all(|b| b.is_ascii_hexdigit());
        let (ids, words): (Vec<&str>, Vec<&str>) = words.partition(is_id);
        let lower = |words: Vec<&str>| words.into_iter().map(str::to_lowercase).collect();
        Wanted { ids: lower(ids), words: lower(words) }
    }

    pub(super) fn has_ids(&self) -> bool {
        !self.ids.is_empty()
    }

    /// The quotations of an article that are wanted.
    pub(super) fn passages<'a>(&self, subject: &'a Subject<'a>) -> Vec<Passage<'a>> {
        if self.has_ids() {
            let all = 0..subject.article.quotes.len();
            let by_id = all.filter(|index| self.names(subject, *index));
            return by_id.filter_map(|index| Passage::of_quote(subject, index)).collect();
        }
        let offered = subject.offered().map(|(index, _)| index);
        let passages = offered.filter_map(|index| Passage::of_quote(subject, index));
        passages.filter(|passage| self.fits(&described(passage))).collect()
    }

    /// Whether an article itself is wanted.
    pub(super) fn article(&self, subject: &Subject<'_>) -> bool {
        let source = &subject.source;
        let facts = [&source.title, &source.outlet, &source.agency, &source.byline];
        let facts = facts.into_iter().flatten().cloned().collect::<Vec<_>>().join(" ");
        let date = source.date.map(|date| date.words()).unwrap_or_default();
        self.fits(&format!("{facts} {date} {}", subject.words(subject.article.span)))
    }

    /// Whether a part of a quotation has one of the ids.
    fn names(&self, subject: &Subject<'_>, index: usize) -> bool {
        let Some(quote) = subject.article.quotes.get(index) else { return false };
        quote.parts.iter().any(|part| self.ids.contains(&subject.id(*part)))
    }

    fn fits(&self, words: &str) -> bool {
        let words = words.to_lowercase();
        self.words.iter().all(|wanted| words.contains(wanted))
    }
}

/// What a quotation is found by.
fn described(passage: &Passage<'_>) -> String {
    let source = &passage.subject.source;
    let speaker = passage.speaker.as_ref().map(Said::with_role).unwrap_or_default();
    let title = source.title.as_deref().unwrap_or_default();
    let outlet = source.outlet.as_deref().unwrap_or_default();
    format!("{} {speaker} {title} {outlet}", passage.words())
}

fn template(path: &Path) -> anyhow::Result<Template> {
    let place = path.display();
    let text = std::fs::read_to_string(path).with_context(|| format!("{place} cannot be read"))?;
    Template::parse(&text).with_context(|| format!("{place} is no template"))
}

fn today() -> Date {
    let today = jiff::Zoned::now().date();
    let small = |number: i8| u8::try_from(number).ok();
    let (month, day) = (small(today.month()), small(today.day()));
    Date { year: Some(today.year()), month, day, minute: None }
}

fn format(name: &str) -> Result<&'static Format, String> {
    let names = FORMATS.iter().map(|format| (format.name, format.description));
    format_named(name).ok_or_else(|| listed("formats", names))
}

fn style(name: &str) -> Result<&'static Style, String> {
    let names = STYLES.iter().map(|style| (style.name, style.description));
    style_named(name).ok_or_else(|| listed("styles", names))
}

fn listed<'a>(what: &str, names: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    names.fold(format!("the {what} are"), |out, (name, description)| {
        format!("{out}\n  {name:<22}{description}")
    })
}

fn accessed(day: &str) -> Result<Accessed, String> {
    if day == "none" {
        return Ok(Accessed(None));
    }
    let date = Date::parse_iso(day).ok_or("a day is written as 2026-11-21")?;
    Ok(Accessed(Some(date)))
}
