//! Who wrote a page: people or bodies, never a role, an address or the name of
//! the site, unless nobody else is named.

use super::{PageHead, PageValue, content, folded, one_line, words_of};
use crate::load::clean;
use crate::load::html::{HtmlNodeId, HtmlTag};

/// Names of `meta` elements that hold an author, the most telling first.
const METAS: [&str; 16] = [
    "article:author",
    "og:article:author",
    "author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "dc.contributor",
    "byl",
    "cxenseparse:author",
    "citation_author",
    "article:author_name",
    "author_name",
    "authors",
    "creator",
    "twitter:data1",
];

/// The author line of a page.
pub(super) fn of(
    head: &PageHead<'_, '_>,
    article: Option<HtmlNodeId>,
    site: Option<&str>,
) -> Option<PageValue> {
    let linked = head.linked.as_ref().map(|article| article.authors.clone()).unwrap_or_default();
    let metas = METAS.iter().filter(|name| **name != "twitter:data1").find_map(|name| {
        let names: Vec<String> = head.values(name).map(|value| value.words).collect();
        named(&names, site).map(|words| PageValue { name: (*name).to_owned(), words })
    });
    let from_linked =
        named(&linked, site).map(|words| PageValue { name: "author".to_owned(), words });
    from_linked
        .or(metas)
        .or_else(|| marked(head, article, site))
        .or_else(|| {
            let card = head.value(&["twitter:label1"])?;
            let is_by =
                ["written by", "by", "author"].contains(&card.words.to_lowercase().as_str());
            let names = head.value(&["twitter:data1"]).filter(|_| is_by)?.words;
            Some(PageValue { name: "twitter:data1".to_owned(), words: name(&names)? })
        })
        .or_else(|| {
            let words = linked.iter().find_map(|author| name(author))?;
            Some(PageValue { name: "author".to_owned(), words })
        })
}

/// The people of a list, without what is none; nothing where only the site or
/// its software is named.
fn named(names: &[String], site: Option<&str>) -> Option<String> {
    const SOFTWARE: [&str; 9] = [
        "admin",
        "administrator",
        "root",
        "webmaster",
        "editor",
        "author",
        "superuser",
        "user",
        "webredaktion",
    ];
    let mut kept: Vec<String> = Vec::new();
    for author in names.iter().filter_map(|author| name(author)) {
        let own = folded(&author);
        let is_site = site.is_some_and(|site| folded(site) == own);
        let again = kept.iter().any(|known| folded(known) == own);
        if !is_site && !again && !SOFTWARE.contains(&own.as_str()) {
            kept.push(author);
        }
    }
    (!kept.is_empty()).then(|| kept.join(", "))
}

/// One author as it is printed, or nothing where it is an address, a handle,
/// or a sentence.
fn name(words: &str) -> Option<String> {
    let words = one_line(words);
    let words = clean::without_by(&words);
    let end = [" | ", " • ", " · ", " - ", " – "].iter().filter_map(|mark| words.find(mark)).min();
    let words = without_role(end.and_then(|end| words.get(..end)).unwrap_or(words));
    let letters = words.chars().filter(|c| c.is_alphabetic()).count();
    let is_name = letters >= 2
        && !words.contains("://")
        && !words.contains('@')
        && !words.contains("www.")
        && !words.starts_with('/')
        && words.split(' ').count() <= 24
        && words.len() <= 240;
    is_name
        .then(|| words.trim_matches([' ', ',', ';', '.']).to_owned())
        .filter(|name| !name.is_empty())
}

/// `Mona Brandt, Chief reporter` is Mona Brandt.
fn without_role(words: &str) -> String {
    let mut parts = words.split(", ");
    let first = parts.next().unwrap_or(words);
    let people = parts.filter(|part| !clean::is_role(part));
    std::iter::once(first).chain(people).collect::<Vec<_>>().join(", ")
}

/// Parts of the names of elements that hold the author.
const NAMES: [&str; 16] = [
    "author",
    "authors",
    "byline",
    "bylines",
    "writer",
    "auteur",
    "autor",
    "autore",
    "autora",
    "auteurs",
    "redactor",
    "contributor",
    "contributors",
    "reporter",
    "journalist",
    "firma",
];

/// How surely an element holds the author.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum AuthorMark {
    /// `itemprop="author"`, `rel="author"`.
    Property,
    /// `class="byline"`.
    Name,
    /// A link to `/authors/…`.
    Link,
}

/// Parts of the addresses of pages about writers.
const PAGES: [&str; 14] = [
    "/author/",
    "/authors/",
    "/autor/",
    "/autores/",
    "/autoren/",
    "/auteur/",
    "/auteurs/",
    "/autore/",
    "/by/",
    "/byline/",
    "/contributor/",
    "/contributors/",
    "/producers/",
    "/journalist/",
];

/// The authors in elements that are marked as such, outside lists of other
/// pieces and comments; several that stand together are taken together.
fn marked(
    head: &PageHead<'_, '_>,
    article: Option<HtmlNodeId>,
    site: Option<&str>,
) -> Option<PageValue> {
    let mut found: Vec<(AuthorMark, usize, HtmlNodeId, String)> = Vec::new();
    let at = article.map_or(0, HtmlNodeId::index);
    for (id, tag) in head.tree.elements() {
        let Some(mark) = mark(tag) else { continue };
        let Some(words) = content(head.tree, id).filter(|words| words.len() <= 200) else {
            continue;
        };
        let Some(names) = people(&words, mark) else { continue };
        if !head.is_beside(id) && named(std::slice::from_ref(&names), site).is_some() {
            found.push((mark, id.index().abs_diff(at), id, names));
        }
    }
    let best = found.iter().min_by_key(|(mark, distance, ..)| (*mark, *distance))?.clone();
    let around = head.tree.outwards(best.2).nth(2)?;
    let together =
        found.iter().filter(|(mark, _, id, _)| *mark == best.0 && head.tree.holds(around, *id));
    let names: Vec<String> = together.map(|(.., names)| names.clone()).collect();
    let shortest = without_lists(&names);
    let words = named(&shortest, site)?;
    Some(PageValue {
        name: if best.0 == AuthorMark::Property { "author" } else { "byline" }.to_owned(),
        words,
    })
}

/// Names without those lines that only join others of them.
fn without_lists(names: &[String]) -> Vec<String> {
    let joins = |line: &String| {
        names.iter().filter(|name| *name != line && line.contains(name.as_str())).count() > 0
    };
    names.iter().filter(|line| !joins(line)).cloned().collect()
}

fn mark(tag: &HtmlTag) -> Option<AuthorMark> {
    let has = |attribute: &str, value: &str| {
        tag.attribute(attribute).is_some_and(|words| {
            words.split_whitespace().any(|word| word.eq_ignore_ascii_case(value))
        })
    };
    if has("itemprop", "author") || has("itemprop", "creator") || has("rel", "author") {
        return Some(AuthorMark::Property);
    }
    let around = matches!(
        tag.name(),
        "html" | "body" | "main" | "article" | "script" | "style" | "meta" | "img" | "link"
    );
    let names = words_of(tag, &["class", "id", "data-testid", "data-component"]);
    if !around && names.iter().any(|name| NAMES.contains(&name.as_str())) {
        return Some(AuthorMark::Name);
    }
    let address = tag.attribute("href").filter(|_| tag.name() == "a")?;
    PAGES.iter().any(|page| address.contains(page)).then_some(AuthorMark::Link)
}

/// The people that the words of an element name: behind "By", or alone.
fn people(words: &str, mark: AuthorMark) -> Option<String> {
    if let Some(names) = clean::author_names(words) {
        return name(names);
    }
    let lone = name(clean::before_date(words))?;
    let parts = lone.split(' ').count();
    let capital = lone.chars().next().is_some_and(|c| !c.is_lowercase());
    let short = mark == AuthorMark::Property && parts <= 4 && capital;
    (clean::are_people(&lone) || short && !clean::is_role(&lone)).then_some(lone)
}
