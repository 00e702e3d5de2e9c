//! Whether the quotations of a draft stand in their sources as the draft has
//! them, and whether their speakers said them.
//!
//! [`Draft::read`] takes a draft's markup off and finds its quotations;
//! [`Checker::check`] looks each up in [`Sources`] and gives it one
//! [`Verdict`], with whatever else holds; [`changes`] says what would have to
//! be replaced to have the source's own words. Nothing here reads a file,
//! prints or changes anything.

mod attribution;
mod draft;
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
mod sources;
mod speaker;
mod turning;
mod typst;
mod verdict;
mod wording;

pub use attribution::Named;
pub use draft::{Draft, Part, Quotation};
pub use fix::{Change, apply, changes};
pub use judge::Checker;
pub use sources::{Candidate, Gathered, Sources};
pub use verdict::{Finding, Place, Verdict, Word};

/// How a draft is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Markup {
    Markdown,
    Org,
    Latex,
    Typst,
    Html,
    Plain,
}

impl Markup {
    /// Every markup, in the order in which documentation lists them.
    pub const ALL: [Markup; 6] = [
        Markup::Markdown,
        Markup::Org,
        Markup::Latex,
        Markup::Typst,
        Markup::Html,
        Markup::Plain,
    ];

    /// The word on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Markup::Markdown => "markdown",
            Markup::Org => "org",
            Markup::Latex => "latex",
            Markup::Typst => "typst",
            Markup::Html => "html",
            Markup::Plain => "plain",
        }
    }

    /// The markup of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Markup> {
        Markup::ALL.into_iter().find(|markup| markup.name() == name)
    }

    /// The markup of a file by the ending of its name; plain where it says
    /// nothing.
    #[must_use]
    pub fn of_path(path: &str) -> Markup {
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

    /// Whether straight apostrophes and quotation marks are set as curly ones,
    /// so that which of them is typed says nothing.
    fn curls(self) -> bool {
        matches!(self, Markup::Latex | Markup::Typst)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_file_tells_its_markup() {
        assert_eq!(Markup::of_path("a/b.v2/Draft.MD"), Markup::Markdown);
        assert_eq!(Markup::of_path("notes"), Markup::Plain);
        for markup in Markup::ALL {
            assert_eq!(Markup::named(markup.name()), Some(markup));
        }
    }
}
