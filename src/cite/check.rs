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
mod wikitext;
mod wording;

pub(crate) use draft::{Draft, Quotation};
pub(crate) use fix::{DraftChange, apply, changes};
pub(crate) use judge::Checker;
pub(crate) use record::push_record;
pub(crate) use report::{in_words, text};
pub(crate) use sources::{SourceArticle, SourceLead, Sources, WordRuns};
pub(crate) use verdict::CheckFinding;

use newsquotes::load::FileKind;

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
    match FileKind::of(path) {
        Some(FileKind::Markdown) => Markup::Markdown,
        Some(FileKind::Org) => Markup::Org,
        Some(FileKind::Latex) => Markup::Latex,
        Some(FileKind::Typst) => Markup::Typst,
        Some(FileKind::Html) => Markup::Html,
        Some(FileKind::Wikitext) => Markup::Wikitext,
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
        assert_eq!(markup_of("draft.xhtml"), Markup::Html);
        for markup in Markup::ALL {
            assert_eq!(markup_named(markup.name()), Some(markup));
        }
    }
}
