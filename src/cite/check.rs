//! Whether the quotations of a draft stand in their sources as the draft has
//! them, and whether their speakers said them.
//!
//! [`Draft::read`] takes a draft's markup off and finds its quotations;
//! [`Checker::check`] looks each up in [`Sources`] and gives it one
//! [`CheckVerdict`], with whatever else holds; [`changes`] says what would have to
//! be replaced to have the source's own words. Nothing here reads a file,
//! prints or changes anything.

mod attribution;
mod draft;
mod edge;
mod fix;
mod haystack;
mod html;
mod judge;
mod latex;
mod markdown;
mod org;
mod place;
mod plain;
mod prose;
mod record;
mod report;
mod sources;
mod speaker;
mod turning;
mod typst;
pub(crate) mod verdict;
mod wording;

pub(crate) use draft::{Draft, Quotation};
pub(crate) use fix::{DraftChange, apply, changes};
pub(crate) use judge::Checker;
pub(crate) use record::push_record;
pub(crate) use report::{in_words, text};
pub(crate) use sources::{SourceArticle, SourceLead, Sources, WordRuns};
pub(crate) use verdict::CheckFinding;

use super::Markup;

/// The markup of that name, as the command line has it.
#[must_use]
pub(crate) fn markup_named(name: &str) -> Option<Markup> {
    Markup::ALL.into_iter().find(|markup| markup.name() == name)
}

/// The markup of a draft by the ending of its file's name; plain where it
/// says nothing.
#[must_use]
pub(crate) fn markup_of(path: &str) -> Markup {
    let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    match ending.as_deref() {
        Some("md" | "markdown" | "mdown" | "mkd" | "qmd" | "rmd" | "mdx") => Markup::Markdown,
        Some("org") => Markup::Org,
        Some("tex" | "ltx" | "latex") => Markup::Latex,
        Some("typ" | "typst") => Markup::Typst,
        Some("html" | "htm" | "xhtml") => Markup::Html,
        _ => Markup::Plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_file_tells_its_markup() {
        assert_eq!(markup_of("a/b.v2/Draft.MD"), Markup::Markdown);
        assert_eq!(markup_of("notes"), Markup::Plain);
        for markup in Markup::ALL {
            assert_eq!(markup_named(markup.name()), Some(markup));
        }
    }
}
