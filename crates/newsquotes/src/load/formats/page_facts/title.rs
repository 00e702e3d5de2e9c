//! The title of a page: the headline that is shown, else what the head says.
//! The name of the site is taken off where it is known or where a second title
//! of the page stands without it.

use super::{PageHead, PageValue, content, folded};
use crate::load::clean;
use crate::load::html::HtmlNodeId;

/// Marks between a title and the name of the site.
const MARKS: [&str; 12] =
    [" | ", " - ", " – ", " — ", " · ", " • ", " :: ", " » ", " › ", " ‹ ", " « ", ": "];

/// A shown headline says so many percent of what another title of the page
/// says, at least; fewer is a slogan of the site. By trial on 500 pages.
const AGREES: usize = 50;

/// The title, and the name of the site where one was taken off it.
pub(super) fn of(
    head: &PageHead<'_, '_>,
    article: Option<HtmlNodeId>,
    site: Option<&str>,
) -> (Option<PageValue>, Option<PageValue>) {
    let told = told(head);
    let shown = shown(head);
    let is_site = |words: &str| site.is_some_and(|site| folded(site) == folded(words));
    let best = shown
        .iter()
        .enumerate()
        .filter(|(_, (_, value))| !is_site(&value.words))
        .map(|(at, (_, value))| (agreement(&value.words, &told), at, value))
        .filter(|(agrees, ..)| *agrees >= AGREES)
        .max_by_key(|(agrees, at, _)| (*agrees, usize::MAX - at));
    let lone = || {
        let mut above = shown.iter().filter(|(id, value)| {
            article.is_none_or(|article| *id < article)
                && value.words.split(' ').count() >= 3
                && !is_site(&value.words)
        });
        above.next().filter(|_| above.next().is_none()).map(|(_, value)| value)
    };
    let chosen = best.map(|(.., value)| value).or_else(lone).cloned();
    let window = head.window.as_deref();
    match chosen.or_else(|| told.first().cloned()) {
        Some(value) => {
            let (words, behind) = without_site(&value.words, head, &told, &shown, site);
            let behind = behind.or_else(|| window.and_then(|window| behind_title(window, &words)));
            let site = behind.map(|words| PageValue { name: "title".to_owned(), words });
            (Some(PageValue { name: value.name, words }), site)
        }
        None => (None, None),
    }
}

/// What the head of the page gives as its title, the most telling first.
fn told(head: &PageHead<'_, '_>) -> Vec<PageValue> {
    let linked = head.linked.as_ref().and_then(|article| article.headline.clone());
    let named = [
        "headline",
        "og:title",
        "twitter:title",
        "parsely-title",
        "dc.title",
        "dcterms.title",
        "dcterm:title",
        "citation_title",
        "sailthru.title",
        "title",
        "name",
    ];
    let metas = named.iter().filter_map(|name| head.value(&[name]));
    let window = head
        .window
        .as_ref()
        .map(|words| PageValue { name: "title".to_owned(), words: words.clone() });
    let is_title = |value: &PageValue| !value.words.contains("://") && !value.words.contains('@');
    linked.into_iter().chain(metas).chain(window).filter(is_title).collect()
}

/// The headlines that the page shows.
fn shown(head: &PageHead<'_, '_>) -> Vec<(HtmlNodeId, PageValue)> {
    let elements = head.tree.elements().filter(|(id, tag)| {
        let marked =
            tag.attribute("itemprop").is_some_and(|prop| prop.split(' ').any(|p| p == "headline"));
        (tag.name() == "h1" || marked && tag.name() != "meta")
            && !head.is_within(*id, &["footer", "template", "noscript"])
    });
    let named =
        |(id, _)| Some((id, PageValue { name: "h1".to_owned(), words: content(head.tree, id)? }));
    elements.filter_map(named).filter(|(_, value)| value.words.len() <= 400).collect()
}

/// Percent of the words of a headline that another title has too, of the best
/// of them, counted over the longer of both: the title whole, or its longest
/// part between marks, since a short part is the name of the site.
fn agreement(words: &str, told: &[PageValue]) -> usize {
    let own = terms(words);
    let score = |other: &PageValue| {
        let whole = other.words.as_str();
        let longest = |mark: &&str| whole.split(*mark).max_by_key(|part| part.len());
        let parts = MARKS.iter().filter_map(longest).chain([whole]);
        parts.map(|part| overlap(&own, &terms(part))).max().unwrap_or(0)
    };
    told.iter().map(score).max().unwrap_or(0)
}

fn terms(words: &str) -> Vec<String> {
    words.split_whitespace().map(folded).filter(|word| !word.is_empty()).collect()
}

fn overlap(a: &[String], b: &[String]) -> usize {
    let common = a.iter().filter(|word| b.contains(word)).count();
    common * 100 / a.len().max(b.len()).max(1)
}

/// A title without the site's name at its end or its start, and that name.
fn without_site(
    words: &str,
    head: &PageHead<'_, '_>,
    told: &[PageValue],
    shown: &[(HtmlNodeId, PageValue)],
    site: Option<&str>,
) -> (String, Option<String>) {
    let others = || {
        let shown = shown.iter().map(|(_, value)| value.words.as_str());
        shown.chain(told.iter().map(|value| value.words.as_str())).filter(|other| *other != words)
    };
    let host = head.url().map(|url| host_name(&url.words)).unwrap_or_default();
    for mark in MARKS {
        let parts =
            [words.rsplit_once(mark), words.split_once(mark).map(|(site, title)| (title, site))];
        for (title, name) in parts.into_iter().flatten() {
            let title = title.trim();
            let is_site = site.is_some_and(|site| same_site(site, name, mark))
                || host.len() > 3 && folded(name).len() > 3 && host.contains(&folded(name))
                || clean::is_section(name);
            let again = mark != ": " && others().any(|other| folded(other) == folded(title));
            if !title.is_empty() && (is_site || again && title.len() > name.len()) {
                let (title, _) = without_site(title, head, told, shown, site);
                return (title, Some(name.trim().to_owned()));
            }
        }
    }
    (words.to_owned(), None)
}

/// `Lake Courier` and `The Lake Courier Online`; before a colon only the name
/// itself, since outlets are also what headlines are about.
fn same_site(site: &str, name: &str, mark: &str) -> bool {
    let (site, name) = (folded(site), folded(name));
    let longer = mark != ": " && site.len() > 3 && name.len() <= site.len() + 16;
    site == name
        || mark != ": " && name.len() > 3 && site.contains(&name)
        || longer && name.contains(&site)
}

/// `https://www.lake-courier.example/a` as "lakecourierexample".
fn host_name(url: &str) -> String {
    folded(url.split('/').nth(2).unwrap_or_default().trim_start_matches("www."))
}

/// `Title | Site`: what the window's title has behind the title.
fn behind_title(window: &str, title: &str) -> Option<String> {
    let rest = window.strip_prefix(title)?;
    let site = MARKS.iter().find_map(|mark| rest.strip_prefix(mark))?.trim();
    (!site.is_empty() && site.len() <= 60 && !MARKS.iter().any(|mark| site.contains(mark)))
        .then(|| site.to_owned())
}
