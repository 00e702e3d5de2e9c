//! What the ending of a file's name says the file is: the one table, for
//! articles, drafts and what is written out. It opens no file; what the bytes
//! say goes before the name (`formats`).

/// What a file is by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FileKind {
    Plain,
    Markdown,
    Html,
    Json,
    /// An object of JSON a line.
    JsonLines,
    JsonLd,
    Org,
    Latex,
    Typst,
    /// The markup of `MediaWiki`, which Wikipedia is written in.
    Wikitext,
    Csv,
    Bibtex,
    Ris,
}

/// Endings in small letters, without the dot; each stands once.
const ENDINGS: [(FileKind, &[&str]); 13] = [
    (FileKind::Plain, &["txt", "text"]),
    (FileKind::Markdown, &["md", "markdown", "mdown", "mkd", "mdx", "qmd", "rmd"]),
    (FileKind::Html, &["html", "htm", "xhtml", "xht"]),
    (FileKind::Json, &["json"]),
    (FileKind::JsonLines, &["jsonl", "ndjson", "jl"]),
    (FileKind::JsonLd, &["jsonld"]),
    (FileKind::Org, &["org"]),
    (FileKind::Latex, &["tex", "latex", "ltx"]),
    (FileKind::Typst, &["typ", "typst"]),
    (FileKind::Wikitext, &["wiki", "wikitext", "mediawiki"]),
    (FileKind::Csv, &["csv"]),
    (FileKind::Bibtex, &["bib"]),
    (FileKind::Ris, &["ris"]),
];

impl FileKind {
    /// The kind of a file by its path; `None` where its name says nothing.
    #[must_use]
    pub fn of(path: &str) -> Option<FileKind> {
        let name = path.rsplit(['/', '\\']).next()?;
        let (_, ending) = name.rsplit_once('.')?;
        let known =
            |endings: &[&str]| endings.iter().any(|known| known.eq_ignore_ascii_case(ending));
        ENDINGS.iter().find(|(_, endings)| known(endings)).map(|(kind, _)| *kind)
    }

    /// The endings that say it, in small letters, without the dot.
    #[must_use]
    pub fn endings(self) -> &'static [&'static str] {
        let row = ENDINGS.iter().find(|(kind, _)| *kind == self);
        debug_assert!(row.is_some(), "{self:?} has no row");
        row.map_or(&[], |(_, endings)| endings)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn an_ending_stands_once() {
        let mut seen = HashSet::new();
        let mut all = ENDINGS.iter().flat_map(|(_, endings)| endings.iter());
        assert!(all.all(|ending| seen.insert(*ending) && *ending == ending.to_lowercase()));
    }

    #[test]
    fn the_name_of_a_file_tells_its_kind() {
        for (path, kind) in [
            ("a/b.v2/Page.XHTML", Some(FileKind::Html)),
            ("a.b\\notes.md", Some(FileKind::Markdown)),
            ("a.md/notes", None),
            ("html", None),
            ("", None),
        ] {
            assert_eq!(FileKind::of(path), kind, "{path}");
        }
    }
}
