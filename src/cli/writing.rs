//! The arguments that `cite`, `export` and `pick` have in common: how citations
//! are written.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context;
use clap::{Args, ValueEnum};

use super::keys;
use super::styles::style;
use crate::cite::{
    Bibliography, CitationKeys, ExportFormat, ExportOptions, FORMATS, Style, Template, format_for,
    format_named,
};
use crate::run::today;
use newsquotes::model::Date;

/// How citations are written.
#[derive(Debug, Args)]
pub(super) struct WritingArguments {
    /// Format: `--format help` lists them [default: that of --for, or
    /// markdown]
    #[arg(long, value_name = "NAME", value_parser = format)]
    format: Option<&'static ExportFormat>,
    /// Take the format from the name of this draft
    #[arg(long = "for", value_name = "FILE", conflicts_with = "format")]
    draft: Option<String>,
    /// Write each passage as this file has it: a template, see the book.
    /// Its fields are escaped for the markup of the format
    #[arg(long, value_name = "FILE")]
    template: Option<PathBuf>,
    /// Citation style, or the file of one (.csl): `--style help` lists them
    /// [default: the format's own]
    #[arg(long, value_name = "NAME|FILE", value_parser = style)]
    style: Option<&'static Style>,
    /// Bibliography (.bib) whose keys are used where it has the article
    #[arg(long, value_name = "FILE")]
    bib: Option<PathBuf>,
    /// The day the articles were looked at, as 2026-11-21, or `none`
    /// [default: today]
    #[arg(long, value_name = "DAY", value_parser = accessed)]
    accessed: Option<Accessed>,
    /// Case of titles where the style wants that of headlines (Chicago, MLA)
    #[arg(long, value_name = "CASE", value_enum)]
    titles: Option<TitleCase>,
    /// Put the id of each passage into a comment, for `nreader check`
    #[arg(long)]
    hidden_id: bool,
}

/// The case of titles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum TitleCase {
    /// As the style wants it
    Style,
    /// As the article prints it
    Printed,
}

/// An access date as it was asked for.
#[derive(Clone, Copy, Debug)]
struct Accessed(Option<Date>);

impl WritingArguments {
    /// The format asked for, by name or by the draft's.
    pub(super) fn format(&self) -> &'static ExportFormat {
        // Without a draft the format for a file without an ending.
        self.format.unwrap_or_else(|| format_for(self.draft.as_deref().unwrap_or("")))
    }

    /// The style and what else is written.
    ///
    /// # Errors
    ///
    /// When the template cannot be read.
    pub(super) fn options(&self) -> anyhow::Result<ExportOptions> {
        Ok(ExportOptions {
            style: self.style,
            accessed: self.accessed.map_or_else(|| Some(today()), |accessed| accessed.0),
            hidden_ids: self.hidden_id,
            titles_as_printed: self.titles == Some(TitleCase::Printed),
            template: self.template.as_deref().map(template).transpose()?.map(Arc::new),
        })
    }

    /// The keys of the user's bibliography, and those given out before.
    pub(super) fn keys(&self) -> anyhow::Result<CitationKeys> {
        let Some(path) = &self.bib else { return Ok(keys::open(Bibliography::default())) };
        let text = std::fs::read_to_string(path)
            .with_context(|| format!("{} cannot be read", path.display()))?;
        let bibliography = Bibliography::parse(&text)
            .with_context(|| format!("{} is no bibliography", path.display()))?;
        Ok(keys::open(bibliography))
    }
}

fn template(path: &Path) -> anyhow::Result<Template> {
    let place = path.display();
    let text = std::fs::read_to_string(path).with_context(|| format!("{place} cannot be read"))?;
    Template::parse(&text).with_context(|| format!("{place} is no template"))
}

fn format(name: &str) -> Result<&'static ExportFormat, String> {
    let names = FORMATS.iter().map(|format| (format.name, format.description));
    format_named(name).ok_or_else(|| listed("formats", names))
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
