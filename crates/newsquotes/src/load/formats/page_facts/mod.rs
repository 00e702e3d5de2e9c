//! What a page tells of its article in its head and its marks.
//!
//! Order of trust: linked data (`linked_data`), Open Graph and its kin,
//! microdata, other `meta` elements, elements whose names say what they hold,
//! the page's address. For the title the headline that is shown goes before
//! all of them (`title`), since search engines are told another one. What the
//! lines above the article say is read later, by `clean`.

mod authors;
mod days;
mod linked_data;
mod title;

use super::html;
use crate::load::dates::NumberOrder;
use crate::load::html::{HtmlNodeId, HtmlTag, HtmlTree};
use crate::model::{Evidence, Fact, Meta};
use linked_data::LinkedArticle;

/// The facts of a page, and its date as it is written.
#[derive(Debug, Default)]
pub(super) struct PageFacts {
    pub(super) meta: Meta,
    pub(super) date_words: Option<String>,
}

/// A value that a page gives, and the name it gives it under.
#[derive(Clone, Debug, PartialEq, Eq)]
struct PageValue {
    name: String,
    words: String,
}

impl PageValue {
    fn fact(self) -> Fact<String> {
        Fact::new(self.words, Evidence::Field(self.name))
    }
}

/// What the head of a page holds: `meta` elements, links, titles.
struct PageHead<'t, 'a> {
    tree: &'t HtmlTree<'a>,
    /// Names in small letters, in the order of the page.
    metas: Vec<(String, &'t str)>,
    /// Tags by their place.
    tags: Vec<Option<&'t HtmlTag>>,
    linked: Option<LinkedArticle>,
    window: Option<String>,
    canonical: Option<&'t str>,
    language: Option<&'t str>,
}

/// Reads the facts of a page; `article` is the place of its first paragraph.
pub(super) fn read(tree: &HtmlTree<'_>, article: Option<HtmlNodeId>) -> PageFacts {
    let head = PageHead::of(tree);
    let site = head.site();
    let url = head.url();
    let order = head.order(url.as_ref().map(|url| url.words.as_str()));
    let (date, date_words) = days::of(&head, article, order, url.as_ref());
    let (title, behind) = title::of(&head, article, site.as_ref().map(|site| site.words.as_str()));
    let byline = authors::of(&head, article, site.as_ref().map(|site| site.words.as_str()));
    let meta = Meta {
        title: title.map(PageValue::fact),
        byline: byline.map(PageValue::fact),
        outlet: site.or(behind).map(PageValue::fact),
        agency: None,
        place: None,
        date,
        url: url.map(PageValue::fact),
        language: head.language_code(),
        tags: head.tags_of_article(),
    };
    PageFacts { meta, date_words }
}

impl<'t, 'a> PageHead<'t, 'a> {
    fn of(tree: &'t HtmlTree<'a>) -> PageHead<'t, 'a> {
        let mut head = PageHead {
            tree,
            metas: Vec::new(),
            tags: vec![None; tree.len()],
            linked: None,
            window: None,
            canonical: None,
            language: None,
        };
        let mut scripts = Vec::new();
        for (id, tag) in tree.elements() {
            if let Some(place) = head.tags.get_mut(id.index()) {
                *place = Some(tag);
            }
            match tag.name() {
                "html" => head.language = head.language.or(tag.attribute("lang")),
                "meta" => head.meta(tag),
                "link" if tag.attribute("rel") == Some("canonical") => {
                    head.canonical = head.canonical.or(tag.attribute("href"));
                }
                "title" if head.window.is_none() && !head.is_within(id, &["svg", "symbol"]) => {
                    head.window = content(tree, id);
                }
                "script" if tag.attribute("type").is_some_and(|kind| kind.contains("ld+json")) => {
                    scripts.push(tree.words(id));
                }
                _ => {}
            }
        }
        head.linked = linked_data::article(&scripts);
        head
    }

    /// `<meta property="a b" content="...">` gives a value under both names.
    fn meta(&mut self, tag: &'t HtmlTag) {
        let Some(value) = tag.attribute("content").filter(|value| !value.trim().is_empty()) else {
            return;
        };
        for kind in ["property", "name", "itemprop"] {
            let names = tag.attribute(kind).into_iter().flat_map(str::split_whitespace);
            self.metas.extend(names.map(|name| (name.to_ascii_lowercase(), value)));
        }
    }

    /// The first value of the first of these names that the page has; the
    /// names in small letters.
    fn value(&self, names: &[&str]) -> Option<PageValue> {
        names.iter().find_map(|name| self.values(name).next())
    }

    /// Every value under a name, with references of HTML read twice over, as
    /// they are often written.
    fn values(&self, name: &str) -> impl Iterator<Item = PageValue> {
        let found = self.metas.iter().filter(move |(known, _)| known == name);
        found.filter_map(|(known, value)| {
            let words = one_line(&html::plain(value));
            (!words.is_empty()).then(|| PageValue { name: known.clone(), words })
        })
    }

    fn tag(&self, id: HtmlNodeId) -> Option<&'t HtmlTag> {
        self.tags.get(id.index()).copied().flatten()
    }

    /// Whether an element around a place has one of these names.
    fn is_within(&self, id: HtmlNodeId, names: &[&str]) -> bool {
        self.tree.outwards(id).skip(1).any(|up| names.contains(&self.tree.name(up)))
    }

    /// Whether an element at or around a place is named as something beside
    /// the article.
    fn is_beside(&self, id: HtmlNodeId) -> bool {
        const BESIDE: [&str; 17] = [
            "comment",
            "comments",
            "respond",
            "disqus",
            "related",
            "recommended",
            "recommendations",
            "popular",
            "trending",
            "sidebar",
            "teaser",
            "teasers",
            "footer",
            "latest",
            "card",
            "cards",
            "mostread",
        ];
        self.tree.outwards(id).any(|up| {
            matches!(self.tree.name(up), "footer" | "nav" | "aside")
                || self.tag(up).is_some_and(|tag| {
                    let names = words_of(tag, &["class", "id"]);
                    self.tree.name(up) != "body"
                        && names.iter().any(|name| BESIDE.contains(&name.as_str()))
                })
        })
    }

    /// The name of the site.
    fn site(&self) -> Option<PageValue> {
        let linked = || self.linked.as_ref().and_then(|article| article.publisher.clone());
        let valid = |value: &PageValue| !value.words.contains("://") && value.words.len() <= 80;
        self.value(&["og:site_name"])
            .filter(valid)
            .or_else(linked)
            .or_else(|| {
                self.value(&[
                    "application-name",
                    "publisher",
                    "dc.publisher",
                    "citation_journal_title",
                ])
            })
            .filter(valid)
    }

    /// The page's own address.
    fn url(&self) -> Option<PageValue> {
        let named =
            |name: &str, words: &str| PageValue { name: name.to_owned(), words: words.to_owned() };
        let canonical = self.canonical.map(|words| named("canonical", words));
        let linked = || self.linked.as_ref().and_then(|article| article.url.clone());
        let whole = |value: &PageValue| value.words.contains("://");
        canonical
            .filter(whole)
            .or_else(|| self.value(&["og:url", "twitter:url", "parsely-link"]).filter(whole))
            .or_else(linked)
            .filter(whole)
    }

    /// Which number of a date stands first: by the language, and for English
    /// by the country of the address.
    fn order(&self, url: Option<&str>) -> NumberOrder {
        const DAY_FIRST: [&str; 16] = [
            "uk", "au", "nz", "ie", "in", "za", "ke", "ng", "sg", "my", "gh", "pk", "lk", "bd",
            "mt", "eu",
        ];
        let language = self.language.unwrap_or_default().to_ascii_lowercase();
        let host = url.and_then(|url| url.split('/').nth(2)).unwrap_or_default();
        let country = host.rsplit('.').next().unwrap_or("");
        let (code, region) = language.split_once(['-', '_']).unwrap_or((&language, ""));
        match (code, region) {
            ("" | "en", _) if DAY_FIRST.contains(&country) => NumberOrder::DayFirst,
            ("en", "us") => NumberOrder::MonthFirst,
            ("en", "gb" | "au" | "nz" | "ie" | "in" | "za") => NumberOrder::DayFirst,
            ("" | "en" | "zh" | "ja" | "ko" | "hu" | "lt", _) => NumberOrder::Unknown,
            _ => NumberOrder::DayFirst,
        }
    }

    fn language_code(&self) -> Option<Fact<String>> {
        let language = self.language?;
        let code = language.split(['-', '_']).next()?.trim().to_lowercase();
        let valid = code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_lowercase());
        valid.then(|| Fact::new(code, Evidence::Field("lang".to_owned())))
    }

    fn tags_of_article(&self) -> Vec<Fact<String>> {
        let several: Vec<PageValue> = self.values("article:tag").take(40).collect();
        let linked = || self.linked.as_ref().and_then(|article| article.keywords.clone());
        let list = || {
            linked().or_else(|| {
                self.value(&["news_keywords", "keywords", "sailthru.tags", "article:section"])
            })
        };
        let names: Vec<PageValue> = if several.len() > 1 {
            several
        } else {
            let list = list().or(several.into_iter().next());
            list.into_iter()
                .flat_map(|list| {
                    let name = list.name;
                    let parts: Vec<String> =
                        list.words.split([',', ';', '|']).map(one_line).collect();
                    parts.into_iter().map(move |words| PageValue { name: name.clone(), words })
                })
                .take(40)
                .collect()
        };
        let valid = |tag: &PageValue| !tag.words.is_empty() && tag.words.len() <= 80;
        names.into_iter().filter(valid).map(PageValue::fact).collect()
    }
}

/// Bytes in which a title, a name or a date ends.
const SHORT: usize = 4000;

/// Bytes of markup around them, beyond which an element holds more than that.
const SHORT_SOURCE: usize = 16_000;

/// The words of a short element on one line.
fn content(tree: &HtmlTree<'_>, of: HtmlNodeId) -> Option<String> {
    if tree.source(of).len() > SHORT_SOURCE {
        return None;
    }
    let words = html::page(tree, of, &["button", "svg"]);
    let closed = tree.is_closed(of) && words.len() <= SHORT;
    let line = one_line(&words);
    (closed && !line.is_empty()).then_some(line)
}

/// White space folded, so that a fact fits on one line.
fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of the names that an element has: `post-Author__name` as "post",
/// "author", "name".
fn words_of(tag: &HtmlTag, attributes: &[&str]) -> Vec<String> {
    let mut words = vec![String::new()];
    let values = attributes.iter().filter_map(|name| tag.attribute(name));
    for value in values {
        let mut before = ' ';
        for c in value.chars() {
            if !c.is_alphanumeric() || c.is_uppercase() && before.is_lowercase() {
                words.push(String::new());
            }
            if let Some(word) = words.last_mut().filter(|_| c.is_alphanumeric()) {
                word.extend(c.to_lowercase());
            }
            before = c;
        }
        words.push(String::new());
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Letters and digits in small letters, to compare what is printed twice.
fn folded(words: &str) -> String {
    words.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
