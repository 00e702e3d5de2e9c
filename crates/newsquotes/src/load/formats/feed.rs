//! Feeds as files: RSS, Atom, RDF and their old forms; an article an entry.
//!
//! Read with the tokeniser of HTML, since half of the feeds that people keep
//! are no well-formed XML: open tags, references that nobody declared, wrong
//! marks of an encoding. Markup in the texts is taken out as in any field.

use std::borrow::Cow;

use mail_parser::decoders::base64::base64_decode;

use super::record::Records;
use super::{LoadedText, html, without_mark};
use crate::load::dates;
use crate::load::encoding::Decoded;
use crate::load::html::{self as markup, HtmlEvent, HtmlTag, HtmlTree};
use crate::model::{Evidence, Fact, Meta, Problem};

/// Whether a text is a feed, by the name of its outermost element.
pub(super) fn sniff(content: &str) -> bool {
    let content = without_mark(content).trim_start();
    let name = super::super::foreign::outermost(content).map(local).unwrap_or_default();
    matches!(name.to_ascii_lowercase().as_str(), "rss" | "rdf" | "feed" | "channel")
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// A field of the feed or of an entry, as its element holds it.
#[derive(Clone, Debug, Default)]
struct FeedField {
    name: String,
    words: String,
}

#[derive(Debug, Default)]
struct FeedEntry {
    fields: Vec<FeedField>,
}

impl FeedEntry {
    /// The first field of the first of these names that holds words.
    fn field(&self, names: &[&str]) -> Option<&FeedField> {
        names.iter().find_map(|name| {
            self.fields.iter().find(|field| field.name == *name && !field.words.trim().is_empty())
        })
    }

    fn fact(&self, names: &[&str]) -> Option<Fact<String>> {
        let field = self.field(names)?;
        let words = field.words.split_whitespace().collect::<Vec<_>>().join(" ");
        Some(Fact::new(words, Evidence::Field(field.name.clone())))
    }
}

pub(super) fn load(path: &str, decoded: Decoded) -> LoadedText {
    let Decoded { content, .. } = decoded;
    let source = without_sections(&content);
    let mut reader = FeedReader {
        source: &source,
        feed: FeedEntry::default(),
        entries: Vec::new(),
        entry: None,
        open: None,
        aside: None,
    };
    markup::read(&source, |event, range| reader.event(event, &range));
    reader.close_entry();
    let mut records = Records::default();
    for entry in &reader.entries {
        write(entry, &reader.feed, &mut records);
    }
    if records.is_empty() {
        let problem = Problem {
            path: path.to_owned(),
            what: "the feed holds no article".to_owned(),
            hint: "it may name pages only; save those and open them".to_owned(),
        };
        return LoadedText { problems: vec![problem], ..LoadedText::default() };
    }
    records.into_loaded(Vec::new())
}

const PUBLISHED: [&str; 6] = ["pubdate", "published", "issued", "date", "created", "dateposted"];
const CHANGED: [&str; 4] = ["updated", "modified", "lastmodified", "lastbuilddate"];
const BODY: [&str; 5] = ["encoded", "content", "body", "fulltext", "fullitem"];
const SUMMARY: [&str; 6] =
    ["description", "summary", "abstract", "tagline", "subtitle", "itunes:summary"];

/// Writes an entry as an article, if it has a title or words.
fn write(entry: &FeedEntry, feed: &FeedEntry, records: &mut Records) {
    let date = {
        let of = |names: &[&str]| {
            names
                .iter()
                .flat_map(|name| entry.fields.iter().filter(move |field| field.name == *name))
                .find_map(|field| Some((field, dates::field(&field.words)?)))
        };
        of(&PUBLISHED).or_else(|| of(&CHANGED))
    };
    let is_address = |fact: &Fact<String>| fact.value.contains("://");
    let meta = Meta {
        title: entry.fact(&["title", "media:title"]),
        byline: entry
            .fact(&["creator", "author"])
            .or_else(|| feed.fact(&["creator", "author"]))
            .filter(|fact| !fact.value.contains('@')),
        outlet: feed.fact(&["title"]),
        date: date.map(|(field, date)| Fact::new(date, Evidence::Field(field.name.clone()))),
        url: entry.fact(&["link", "guid", "id", "origlink"]).filter(is_address),
        language: feed.fact(&["language"]).and_then(|fact| {
            let code = fact.value.get(..2)?.to_ascii_lowercase();
            let is_code = code.bytes().all(|byte| byte.is_ascii_lowercase());
            is_code.then_some(Fact { value: code, ..fact })
        }),
        ..Meta::default()
    };
    let body = entry
        .field(&BODY)
        .or_else(|| entry.field(&SUMMARY))
        .map_or("", |field| field.words.as_str());
    let lines = || body.lines().map(str::trim).filter(|line| !line.is_empty());
    if meta.title.is_some() || lines().next().is_some() {
        let date = date.map(|(field, _)| field.words.trim());
        records.write_blocks(meta, date, lines().map(|line| (line, None)));
    }
}

/// Reads fields off the tags of a feed.
struct FeedReader<'a> {
    source: &'a str,
    feed: FeedEntry,
    entries: Vec<FeedEntry>,
    entry: Option<FeedEntry>,
    open: Option<OpenField>,
    /// An element whose fields are none of the feed or the entry.
    aside: Option<String>,
}

/// A field whose end was not met yet.
struct OpenField {
    /// The name of its element, and the one it is kept under.
    element: String,
    field: String,
    /// Where its content begins.
    start: usize,
    /// Elements of the same name that are open in it.
    nested: u32,
    /// Whether its content is written in base64.
    is_coded: bool,
}

impl OpenField {
    fn of(tag: &HtmlTag, field: &str, start: usize) -> OpenField {
        let kind = tag.attribute("type").unwrap_or("text");
        let is_media = kind.contains('/') && !kind.starts_with("text/") && !kind.contains("xml");
        OpenField {
            element: tag.name().to_owned(),
            field: field.to_owned(),
            start,
            nested: 0,
            is_coded: tag.attribute("mode") == Some("base64") || is_media,
        }
    }

    fn words(&self, content: &str) -> String {
        let decoded = self.is_coded.then(|| base64_decode(content.trim().as_bytes())).flatten();
        let text = decoded.and_then(|bytes| String::from_utf8(bytes).ok());
        plain(text.as_deref().unwrap_or(content))
    }
}

/// Elements that have a title or a link of their own.
const ASIDE: [&str; 6] = ["image", "textinput", "source", "contributor", "group", "cloud"];

/// Prefixes of names that say something else than the same name without.
const OTHERS: [&str; 8] = ["media", "itunes", "googleplay", "georss", "gd", "slash", "wfw", "thr"];

/// Fields that are read.
fn is_field(name: &str) -> bool {
    let kinds: [&[&str]; 4] = [&PUBLISHED, &CHANGED, &BODY, &SUMMARY];
    kinds.iter().any(|kind| kind.contains(&name))
        || matches!(
            name,
            "title" | "link" | "guid" | "id" | "creator" | "author" | "language" | "origlink"
        )
}

impl FeedReader<'_> {
    fn event(&mut self, event: HtmlEvent<'_>, range: &std::ops::Range<usize>) {
        match event {
            HtmlEvent::Open(tag) => self.open(tag, range.end),
            HtmlEvent::Close(name) => self.close(name, range.start),
            _ => {}
        }
    }

    fn open(&mut self, tag: &HtmlTag, at: usize) {
        let name = tag.name();
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        if matches!(local, "item" | "entry") && self.open.is_none() {
            self.close_entry();
            self.entry = Some(FeedEntry::default());
            return;
        }
        if let Some(open) = &mut self.open {
            open.nested += u32::from(open.element == name && !tag.closes_itself());
            return;
        }
        if self.aside.is_some() {
            return;
        }
        if OTHERS.contains(&prefix) {
            if matches!(name, "media:title" | "itunes:summary") && !tag.closes_itself() {
                self.open = Some(OpenField::of(tag, name, at));
            }
            return;
        }
        if local == "link" && self.link(tag) {
            return;
        }
        if tag.closes_itself() {
            return;
        }
        let is_aside = ASIDE.contains(&local);
        if is_field(local) && !is_aside {
            self.open = Some(OpenField::of(tag, local, at));
        } else if is_aside || self.entry.is_some() {
            self.aside = Some(name.to_owned());
        }
    }

    /// `<link rel="alternate" href="…">` of Atom; whether it is one.
    fn link(&mut self, tag: &HtmlTag) -> bool {
        let Some(address) = tag.attribute("href") else { return false };
        if matches!(tag.attribute("rel"), None | Some("alternate")) {
            self.keep("link", address.to_owned());
        }
        true
    }

    fn close(&mut self, name: &str, at: usize) {
        let local = local(name);
        if let Some(mut open) = self.open.take() {
            let ends = open.element == name && open.nested == 0;
            // A field that is never closed ends with its entry.
            let ends_entry = matches!(local, "item" | "entry" | "channel" | "feed" | "rss");
            if !ends && !ends_entry {
                open.nested -= u32::from(open.element == name);
                self.open = Some(open);
                return;
            }
            let words = self.source.get(open.start..at).map(|content| open.words(content));
            self.keep(&open.field, words.unwrap_or_default());
            if ends {
                return;
            }
        }
        if self.aside.as_deref() == Some(name) {
            self.aside = None;
        }
        if matches!(local, "item" | "entry") {
            self.close_entry();
        }
    }

    fn keep(&mut self, name: &str, words: String) {
        let entry = self.entry.as_mut().unwrap_or(&mut self.feed);
        entry.fields.push(FeedField { name: name.to_owned(), words });
    }

    fn close_entry(&mut self) {
        self.aside = None;
        self.open = None;
        self.entries.extend(self.entry.take());
    }
}

/// The words of a field: markup of its own, or markup written as characters.
/// Of an author only the name.
fn plain(content: &str) -> String {
    let named = content.find("<name").and_then(|at| {
        let rest = content.get(at..)?;
        let start = rest.find('>')? + 1;
        rest.get(start..rest.find("</name").filter(|end| *end >= start)?)
    });
    let content = named.unwrap_or(content);
    let words = without_tags(content);
    without_tags(&words).into_owned()
}

/// Words without the tags in them; a sign that opens none stays.
fn without_tags(words: &str) -> Cow<'_, str> {
    let opens = |at: usize| {
        let next = words.as_bytes().get(at + 1);
        next.is_some_and(|byte| byte.is_ascii_alphabetic() || *byte == b'/')
    };
    if memchr::memchr_iter(b'<', words.as_bytes()).any(opens) {
        return Cow::Owned(html::page(&HtmlTree::of(words), HtmlTree::ROOT, &[]));
    }
    markup::decoded(words)
}

/// A source whose `<![CDATA[…]]>` is written as characters, which is what it
/// means in XML and not in HTML.
fn without_sections(source: &str) -> String {
    const OPEN: &str = "<![CDATA[";
    const CLOSE: &str = "]]>";
    let mut out = String::with_capacity(source.len());
    // Elements close themselves in XML alone, which this line says.
    if !without_mark(source).trim_start().starts_with("<?xml") {
        out.push_str("<?xml version=\"1.0\"?>");
    }
    let mut rest = source;
    while let Some((before, section)) = rest.split_once(OPEN) {
        out.push_str(before);
        let (words, after) = section.split_once(CLOSE).unwrap_or((section, ""));
        for c in words.chars() {
            match c {
                '<' => out.push_str("&lt;"),
                '>' => out.push_str("&gt;"),
                '&' => out.push_str("&amp;"),
                c => out.push(c),
            }
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use crate::load::load;
    use crate::model::{Document, Fact};

    fn titles(document: &Document) -> Vec<String> {
        let title = |fact: &Option<Fact<String>>| {
            fact.as_ref().map_or("-".to_owned(), |fact| fact.value.clone())
        };
        document.articles.iter().map(|article| title(&article.meta.title)).collect()
    }

    fn body(document: &Document, at: usize) -> Vec<String> {
        document.articles[at].body().map(|block| document.text.get(block.span).to_owned()).collect()
    }

    #[test]
    fn every_entry_is_an_article() {
        let rss = "<?xml version='1.0'?><rss version='2.0'><channel><title>Lake Courier</title><image><title>No</title></image>\
            <item><title>Ferry &amp; pier</title><link>https://lake.example/1</link><dc:creator>Mona Brandt</dc:creator>\
            <pubDate>Thu, 04 Apr 2024 10:00:00 GMT</pubDate><description>Short.</description>\
            <content:encoded><![CDATA[<p>The ferry of Lindau sails again, she said.</p><p>Nobody was hurt & all are well.</p>]]></content:encoded></item>\
            <item><description>&lt;p&gt;The pier of Bregenz is lost, they said.&lt;/p&gt;</description></item></channel></rss>";
        let document = load("a.xml", rss.as_bytes().to_vec());
        assert_eq!(titles(&document), ["Ferry & pier", "-"]);
        assert_eq!(
            body(&document, 0),
            ["The ferry of Lindau sails again, she said.", "Nobody was hurt & all are well."]
        );
        assert_eq!(body(&document, 1), ["The pier of Bregenz is lost, they said."]);
        let meta = &document.articles[0].meta;
        assert_eq!(meta.byline.as_ref().unwrap().value, "Mona Brandt");
        assert_eq!(meta.outlet.as_ref().unwrap().value, "Lake Courier");
        assert_eq!(meta.url.as_ref().unwrap().value, "https://lake.example/1");
        assert_eq!(meta.date.as_ref().unwrap().value.iso().as_deref(), Some("2024-04-04"));
    }

    #[test]
    fn atom_has_markup_of_its_own() {
        let atom = "<feed xmlns='http://www.w3.org/2005/Atom'><title>Lake</title><entry><title type='html'>Ferry &amp;amp; pier</title>\
            <link rel='self' href='https://no.example'/><link href='https://lake.example/1'/><author><name>Mona Brandt</name></author>\
            <updated>2024-05-06T10:00:00Z</updated><published>2024-04-04T10:00:00Z</published>\
            <content type='xhtml'><div><p>The ferry sails again, she said.</p></div></content></entry></feed>";
        let document = load("a.atom", atom.as_bytes().to_vec());
        assert_eq!(titles(&document), ["Ferry & pier"]);
        assert_eq!(body(&document, 0), ["The ferry sails again, she said."]);
        let meta = &document.articles[0].meta;
        assert_eq!(meta.url.as_ref().unwrap().value, "https://lake.example/1");
        assert_eq!(meta.date.as_ref().unwrap().value.iso().as_deref(), Some("2024-04-04"));
    }

    #[test]
    fn a_feed_that_is_no_xml_is_read_all_the_same() {
        let broken = "<rss><channel><title>Lake</title><item><title>Ferry sinks</title><description>It sank &mdash; she said.</channel>";
        let document = load("a.rss", broken.as_bytes().to_vec());
        assert_eq!(document.articles.len(), 1, "{:?}", document.problems);
        let empty = load("a.rss", b"<rss><channel><title>Lake</title></channel></rss>".to_vec());
        assert!(empty.articles.is_empty() && empty.problems[0].what.contains("no article"));
    }
}
