//! `nreader facets QUERY FIELD`: which values of a field the answers of a query
//! have, with how many each.

use std::fmt::Write as _;
use std::process::ExitCode;

use anyhow::bail;
use clap::Args;
use serde::Serialize;

use super::open_index::{PlaceArguments, explain, question};
use super::output::write_out;
use crate::cite::push_json;
use crate::library::index::{FacetField, QueryField, facet_of};
use crate::query::fields::{self, FieldKey};
use crate::ui::glyph;

/// Arguments of `nreader facets`.
#[derive(Debug, Args)]
pub(super) struct FacetsArguments {
    /// What to look for; empty for everything
    query: String,
    /// speaker, entity, outlet, agency, tag, lang, kind or date
    field: String,
    /// Count quotations in place of articles
    #[arg(long)]
    quotes: bool,
    /// Print lines of JSON
    #[arg(long)]
    json: bool,
    /// The most values
    #[arg(long, value_name = "COUNT", default_value_t = 50)]
    limit: usize,
    #[command(flatten)]
    place: PlaceArguments,
}

/// A line of it.
#[derive(Debug, Serialize)]
struct FacetLine<'a> {
    value: &'a str,
    count: usize,
}

impl FacetsArguments {
    /// Prints them, the commonest first: exit code 0, or 1 for none.
    pub(super) fn run(&self) -> anyhow::Result<ExitCode> {
        let Some(field) = facet(&self.field) else {
            bail!(
                "there is no field {} to count; there are speaker, entity, outlet, agency, tag, \
                 lang, kind and date",
                self.field
            );
        };
        let asked = self.place.open()?;
        let question = question(&asked, &self.query);
        let values = asked.snapshot.facets(&question, field, self.quotes, self.limit)?;
        if values.is_empty() && asked.snapshot.count(&question)? == 0 {
            explain(&asked, &self.query, &question, self.quotes);
        }
        let mut out = String::new();
        for (value, count) in &values {
            if self.json {
                push_json(&FacetLine { value, count: *count }, &mut out);
            } else {
                let _ = writeln!(out, "{count:>7}  {}", glyph::line(value));
            }
        }
        write_out(&out)?;
        Ok(asked.code(if values.is_empty() { ExitCode::from(1) } else { ExitCode::SUCCESS }))
    }
}

/// What a name of the query language counts; `month` stands for the date.
fn facet(name: &str) -> Option<FacetField> {
    let entry = fields::named(if name == "month" { "date" } else { name })?;
    let FieldKey::Of(field) = entry.key else { return None };
    if field == QueryField::Date { Some(FacetField::Month) } else { facet_of(field) }
}
