//! The day of publication of a page. The day that the page names as such goes
//! before one of which it says nothing, its own days before the day in its
//! address, and the day of a change comes last.

use super::{PageHead, PageValue, content, words_of};
use crate::load::dates::{self, DateLabel, NumberOrder};
use crate::load::html::{HtmlNodeId, HtmlTag};
use crate::model::{Date, Evidence, Fact};

/// Names of `meta` elements and properties that hold the day of publication.
const PUBLISHED: [&str; 38] = [
    "article:published_time",
    "og:published_time",
    "og:article:published_time",
    "article:published",
    "article.published",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "publishdate",
    "publish-date",
    "publish_date",
    "publishedat",
    "published_at",
    "published_time",
    "published",
    "pubdate",
    "pub_date",
    "publication_date",
    "publicationdate",
    "originalpublicationdate",
    "article_date_original",
    "article:post_date",
    "article:create_at",
    "date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dcterms.date",
    "dc.date.created",
    "dcterms.created",
    "citation_publication_date",
    "citation_date",
    "displaydate",
    "display-date",
    "rnews:datepublished",
    "prism.publicationdate",
];

/// Names that hold another day, which is better than none.
const OTHER: [&str; 9] = [
    "datecreated",
    "date.created",
    "creation_date",
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "last-modified",
    "lastmod",
    "revised",
];

/// The date of a page with where it is known from, and its words.
pub(super) fn of(
    head: &PageHead<'_, '_>,
    article: Option<HtmlNodeId>,
    order: NumberOrder,
    url: Option<&PageValue>,
) -> (Option<Fact<Date>>, Option<String>) {
    let read = |value: PageValue| {
        let date = dates::field_ordered(&value.words, order).filter(|date| date.year.is_some())?;
        Some((Fact::new(date, Evidence::Field(value.name)), value.words))
    };
    let linked = head.linked.as_ref();
    let published = linked.and_then(|article| article.published.clone()).and_then(read);
    let metas = || PUBLISHED.iter().flat_map(|name| head.values(name)).find_map(read);
    let marked = || shown(head, article, order);
    let other = || {
        let changed = linked.and_then(|article| article.changed.clone());
        let metas = OTHER.iter().flat_map(|name| head.values(name));
        changed.into_iter().chain(metas).find_map(read)
    };
    let found = published
        .or_else(metas)
        .or_else(marked)
        .or_else(|| url.and_then(|url| in_address(&url.words)).map(|date| (date, String::new())))
        .or_else(other);
    match found {
        Some((fact, words)) => (Some(fact), Some(words).filter(|words| !words.is_empty())),
        None => (None, None),
    }
}

/// Parts of the names of elements that hold a date.
const NAMES: [&str; 22] = [
    "date",
    "dates",
    "datetime",
    "published",
    "publish",
    "publishdate",
    "pubdate",
    "pubtime",
    "time",
    "timestamp",
    "posted",
    "dateline",
    "byline",
    "meta",
    "entry",
    "datum",
    "fecha",
    "data",
    "info",
    "publication",
    "postdate",
    "articledate",
];

/// How much an element that holds a date says of it; less is better.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct DayRank {
    /// Whether it stands beside the article, as in a list of other pieces.
    beside: bool,
    label: DateLabel,
    /// `itemprop`, `time`, a name.
    how: u8,
    /// Steps from the headline's end of the article, in elements.
    distance: usize,
}

/// The best date in an element that is named or marked as one.
fn shown(
    head: &PageHead<'_, '_>,
    article: Option<HtmlNodeId>,
    order: NumberOrder,
) -> Option<(Fact<Date>, String)> {
    let at = article.map_or(0, HtmlNodeId::index);
    let found = head.tree.elements().filter_map(|(id, tag)| {
        let how = how(tag)?;
        let words = content(head.tree, id).filter(|words| words.len() <= 200);
        let value = ["datetime", "content", "data-time", "data-date", "data-timestamp", "title"];
        let field = value.iter().filter_map(|name| tag.attribute(name)).find_map(|value| {
            let date = dates::field_ordered(value, order)
                .filter(|date| date.day.is_some() && date.year.is_some())?;
            Some((date, value.to_owned()))
        });
        let said = words.as_deref().and_then(|words| {
            let mut all = dates::labelled(words);
            all.sort_by_key(|(_, label)| *label);
            let (found, label) = all.into_iter().next()?;
            let date = dates::find_ordered(words.get(found.range.start..)?, order)?.date;
            Some((date, label))
        });
        let label = label_of(tag, words.as_deref(), said.map(|(_, label)| label));
        let (date, words) = field.or_else(|| {
            let date = said
                .map(|(date, _)| date)
                .filter(|date| date.year.is_some() && date.day.is_some())?;
            Some((date, words?))
        })?;
        let rank =
            DayRank { beside: head.is_beside(id), label, how, distance: id.index().abs_diff(at) };
        Some((rank, date, words))
    });
    let (rank, date, words) = found.min_by_key(|(rank, ..)| *rank)?;
    (!rank.beside || rank.how == 0)
        .then(|| (Fact::new(date, Evidence::Field("time".to_owned())), words))
}

fn how(tag: &HtmlTag) -> Option<u8> {
    let prop = tag.attribute("itemprop").unwrap_or("").to_ascii_lowercase();
    if prop.contains("datepublished") || tag.attribute("pubdate").is_some() {
        return Some(0);
    }
    if tag.name() == "time" {
        return Some(1);
    }
    let inline = !matches!(
        tag.name(),
        "html" | "body" | "main" | "article" | "section" | "script" | "style" | "meta"
    );
    let names = words_of(tag, &["class", "id", "data-testid"]);
    (inline && names.iter().any(|name| NAMES.contains(&name.as_str()))).then_some(2)
}

/// What the element or its words say of the day.
fn label_of(tag: &HtmlTag, words: Option<&str>, said: Option<DateLabel>) -> DateLabel {
    let names = words_of(tag, &["class", "id", "itemprop"]).join(" ");
    let updated = ["updat", "modif", "changed"].iter().any(|mark| names.contains(mark));
    let published = ["publish", "posted", "created"].iter().any(|mark| names.contains(mark));
    let line = words.map(DateLabel::of);
    match (published, updated, said.or(line)) {
        (_, _, Some(DateLabel::Published)) | (true, false, _) => DateLabel::Published,
        (_, true, _) | (_, _, Some(DateLabel::Updated)) => DateLabel::Updated,
        _ => DateLabel::Bare,
    }
}

/// `/2024/04/04/`, `/2024-04-04-`, `/20240404/` in the path of an address.
fn in_address(url: &str) -> Option<Fact<Date>> {
    let path = url.splitn(4, '/').nth(3)?;
    let mut rest = path;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let digits = rest.get(at..)?;
        let run = digits.bytes().take_while(u8::is_ascii_digit).count();
        let found = match run {
            4 => dates::find(digits.get(..digits.len().min(10))?)
                .filter(|found| found.range.start == 0),
            _ => None,
        };
        let date = found
            .map(|found| found.date)
            .or_else(|| (run == 8).then(|| dates::field(digits.get(..8)?)).flatten());
        if let Some(date) = date.filter(|date| date.year.is_some() && date.day.is_some()) {
            return Some(Fact::new(date, Evidence::Inferred("the day in the page's address")));
        }
        rest = digits.get(run..)?;
    }
    None
}
