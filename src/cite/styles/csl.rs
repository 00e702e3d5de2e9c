//! Any style of the Citation Style Language (CSL), read from its file and set
//! by hayagriva.
//!
//! Each article is set alone: articles of equal years get no letters, lists
//! are not sorted, and nothing becomes “ibid.”. What hayagriva does otherwise
//! than the language's reference says is in the book.

mod runs;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::LazyLock;

use hayagriva::citationberg::json::Item;
use hayagriva::citationberg::taxonomy::Locator;
use hayagriva::citationberg::{IndependentStyle, Locale, LocaleFile, Style as CslFile, StyleClass};
use hayagriva::{
    BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest, ElemChildren,
    LocatorPayload, SpecificLocator,
};
use serde_json::Value;

use super::{CitationLine, Cited, Style, StyleWriting, people, titles};
use crate::cite::item::csl_item;

/// English terms, for styles that bring none of their own.
static ENGLISH: LazyLock<Option<Locale>> =
    LazyLock::new(|| locale(include_str!("../../../assets/csl/locale-en.xml")));

/// A style from a file, and the words of its language.
#[derive(Debug)]
pub(super) struct CslStyle {
    style: IndependentStyle,
    locales: Vec<Locale>,
}

/// Why a file is no style.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum CslError {
    #[error("it cannot be read as a style of CSL: {0}")]
    NoStyle(String),
    /// Dependent styles only name another.
    #[error("it only names another style, {0}: use that one's file")]
    Dependent(String),
}

/// What is asked of a style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CslPart {
    /// The first citation: a note, or what stands in the text.
    Citation,
    /// A later note of the same article, with others between them.
    Later,
    Reference,
}

/// Reads a style. `terms` are locale files, as texts, which go before English.
///
/// # Errors
///
/// When the text is no style, or names another one only.
pub(crate) fn read(xml: &str, terms: &[String]) -> Result<&'static Style, CslError> {
    let no_style = |error: &dyn std::fmt::Display| CslError::NoStyle(error.to_string());
    let style = match CslFile::from_xml(xml).map_err(|error| no_style(&error))? {
        CslFile::Independent(style) => style,
        CslFile::Dependent(style) => {
            return Err(CslError::Dependent(style.parent_link.href));
        }
    };
    let own = terms.iter().filter_map(|xml| locale(xml));
    let locales = own.chain(ENGLISH.clone()).collect();
    let name: &'static str = Box::leak(style.info.title.value.clone().into_boxed_str());
    let csl: &'static CslStyle = Box::leak(Box::new(CslStyle { style, locales }));
    // A style is read once for all that a program writes, as the table of the
    // own ones is there once; so it is never given back.
    Ok(Box::leak(Box::new(Style {
        name,
        description: "from a file",
        ellipsis: ". . .",
        quoted_in: "quoted in",
        letters: None,
        writing: StyleWriting::Csl(csl),
    })))
}

fn locale(xml: &str) -> Option<Locale> {
    let file = LocaleFile::from_xml(xml);
    if let Err(error) = &file {
        log::warn!("a file of terms for citations cannot be read: {error}");
    }
    file.ok().map(Locale::from)
}

impl CslStyle {
    /// A note in full. Where the style has none but cites in the text, its
    /// entry in the list stands for it.
    pub(super) fn note(&self, cited: &Cited<'_>) -> CitationLine {
        let line = CitationLine::default();
        let line = match cited.speaker {
            Some(speaker) => line.text(&speaker.name).text(", quoted in "),
            None => line,
        };
        if self.is_in_text() {
            return line.append(self.reference(cited));
        }
        line.append(self.part(cited, CslPart::Citation).end())
    }

    pub(super) fn reference(&self, cited: &Cited<'_>) -> CitationLine {
        let part =
            if self.style.bibliography.is_some() { CslPart::Reference } else { CslPart::Citation };
        self.part(cited, part)
    }

    pub(super) fn in_text(&self, cited: &Cited<'_>) -> CitationLine {
        let line = CitationLine::default();
        let line = match people::short_speaker(cited) {
            Some(speaker) => line.text(&speaker).text(", quoted in "),
            None => line,
        };
        let part = if self.is_in_text() { CslPart::Citation } else { CslPart::Later };
        line.append(self.part(cited, part).without_parentheses())
    }

    fn is_in_text(&self) -> bool {
        self.style.settings.class == StyleClass::InText
    }

    /// One part, or the bare title where the style's engine fails.
    fn part(&self, cited: &Cited<'_>, part: CslPart) -> CitationLine {
        let set = item(cited).and_then(|item| {
            // The engine has unfinished corners that panic.
            catch_unwind(AssertUnwindSafe(|| self.set(&item, cited, part))).ok().flatten()
        });
        let line = set.map(|children| runs::line(&children)).filter(|line| !line.runs().is_empty());
        line.unwrap_or_else(|| {
            log::warn!("the style {} sets nothing for an article", self.style.info.title.value);
            let title = titles::bare(cited.source).unwrap_or_else(|| "[no title]".to_owned());
            CitationLine::default().text(&title)
        })
    }

    /// An article cited in a note of that number, or in the text.
    fn request<'a>(
        &'a self,
        item: &'a Item,
        note: usize,
        paragraph: Option<&'a str>,
    ) -> CitationRequest<'a, Item> {
        let locator = paragraph
            .map(|number| SpecificLocator(Locator::Paragraph, LocatorPayload::Str(number)));
        let items = vec![CitationItem::with_locator(item, locator)];
        CitationRequest::new(items, &self.style, None, &self.locales, Some(note))
    }

    fn set(&self, item: &Item, cited: &Cited<'_>, part: CslPart) -> Option<ElemChildren> {
        let before = cited.number.map_or(0, |number| number.saturating_sub(1));
        let other = Item(BTreeMap::new());
        let paragraph = cited.paragraph.map(|number| number.to_string());
        let paragraph = paragraph.as_deref();
        let mut driver = BibliographyDriver::new().with_citation_number_offset(before);
        driver.citation(self.request(item, 1, paragraph.filter(|_| part == CslPart::Citation)));
        if part == CslPart::Later {
            driver.citation(self.request(&other, 2, None));
            driver.citation(self.request(item, 3, paragraph));
        }
        let asked = BibliographyRequest::new(&self.style, None, &self.locales);
        let rendered = driver.finish(asked);
        if part == CslPart::Reference {
            let mut list = rendered.bibliography?.items;
            let only = (!list.is_empty()).then(|| list.swap_remove(0))?;
            let mut children: Vec<_> = only.first_field.into_iter().collect();
            children.extend(only.content.0);
            return Some(ElemChildren(children));
        }
        rendered.citations.into_iter().next_back().map(|cited| cited.citation)
    }
}

/// The article as the engine takes it. Quotation marks of the title are those
/// of inner quotations: of double ones the engine loses the outer.
fn item(cited: &Cited<'_>) -> Option<Item> {
    let mut fields = csl_item(cited.source, cited.accessed);
    fields.insert("id".to_owned(), Value::String("cited".to_owned()));
    if let Some(title) = titles::inside_marks(cited.source) {
        fields.insert("title".to_owned(), Value::String(title));
    }
    let item = serde_json::from_value(Value::Object(fields));
    debug_assert!(item.is_ok(), "an article is an item of CSL-JSON");
    item.ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cite::{CitedSource, CitedSpeaker};
    use newsquotes::model::Date;

    /// A small style of our own: author and year in the text, a list below.
    const STYLE: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
  <info>
    <title>Harbour style</title>
    <id>https://styles.example/harbour</id>
    <updated>2026-01-01T00:00:00+00:00</updated>
  </info>
  <citation>
    <layout prefix="(" suffix=")" delimiter="; ">
      <group delimiter=", ">
        <names variable="author"><name form="short" and="text"/></names>
        <date variable="issued"><date-part name="year"/></date>
        <group delimiter=" "><label variable="locator" form="short"/><text variable="locator"/></group>
      </group>
    </layout>
  </citation>
  <bibliography>
    <layout suffix=".">
      <group delimiter=". ">
        <names variable="author"><name name-as-sort-order="first" and="text"/></names>
        <text variable="title" quotes="true"/>
        <group delimiter=", ">
          <text variable="container-title" font-style="italic"/>
          <date variable="issued" form="text"/>
        </group>
        <text variable="URL"/>
      </group>
    </layout>
  </bibliography>
</style>"#;

    fn source() -> CitedSource {
        CitedSource {
            title: Some("Bridge stays \"open\"".to_owned()),
            byline: Some("Nora Vey".to_owned()),
            outlet: Some("Norrby Courier".to_owned()),
            date: Date::parse_iso("2026-09-04"),
            url: Some("https://courier.example/a".to_owned()),
            ..CitedSource::default()
        }
    }

    fn lines(style: &Style, source: &CitedSource) -> [String; 3] {
        let said = CitedSpeaker { name: "Ida Ober".to_owned(), role: None };
        let cited = Cited {
            source,
            speaker: Some(&said),
            paragraph: Some(3),
            accessed: None,
            headline_case: true,
            number: None,
        };
        [style.note(&cited), style.reference(&cited), style.in_text(&cited)]
            .map(|line| line.plain())
    }

    #[test]
    fn a_style_of_a_file_sets_every_part() {
        let [note, reference, in_text] = lines(read(STYLE, &[]).unwrap(), &source());
        let list = "Vey, Nora. “Bridge stays ‘open’.” Norrby Courier, September 4, 2026. \
            https://courier.example/a.";
        assert_eq!(reference, list);
        assert_eq!(note, format!("Ida Ober, quoted in {list}"));
        assert_eq!(in_text, "Ober, quoted in Vey, 2026, para. 3");
    }

    #[test]
    fn a_style_of_notes_has_a_full_and_a_short_one() {
        let notes =
            STYLE.replace("class=\"in-text\"", "class=\"note\"").replace("prefix=\"(\"", "");
        let [note, ..] = lines(read(&notes.replace("suffix=\")\"", ""), &[]).unwrap(), &source());
        assert_eq!(note, "Ida Ober, quoted in Vey, 2026, para. 3.");
    }

    #[test]
    fn an_article_of_which_nothing_is_known_has_its_gap() {
        let empty = CitedSource::default();
        let [note, reference, _] = lines(read(STYLE, &[]).unwrap(), &empty);
        assert_eq!(reference, "[no title]");
        assert!(note.ends_with("[no title]"));
    }

    #[test]
    fn what_is_no_style_is_told() {
        for broken in ["", "<a/>", "{}", &STYLE[..STYLE.len() / 2], "<style></style>"] {
            assert!(matches!(read(broken, &[]), Err(CslError::NoStyle(_))), "{broken:?}");
        }
        let dependent = r#"<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0">
  <info>
    <title>Quay style</title>
    <id>https://styles.example/quay</id>
    <link href="https://styles.example/harbour" rel="independent-parent"/>
    <updated>2026-01-01T00:00:00+00:00</updated>
  </info>
</style>"#;
        let error = read(dependent, &[]).unwrap_err();
        assert_eq!(error, CslError::Dependent("https://styles.example/harbour".to_owned()));
    }

    #[test]
    fn terms_of_a_file_go_before_english() {
        let german = r#"<locale xmlns="http://purl.org/net/xbiblio/csl" version="1.0" xml:lang="de-DE">
  <terms><term name="month-09">September</term>
  <term name="open-quote">„</term><term name="close-quote">“</term></terms>
  <date form="text"><date-part name="day" suffix=". "/><date-part name="month" suffix=" "/><date-part name="year"/></date>
</locale>"#;
        let style = STYLE.replace(
            "version=\"1.0\">\n  <info>",
            "version=\"1.0\" default-locale=\"de-DE\">\n  <info>",
        );
        let [_, reference, _] = lines(read(&style, &[german.to_owned()]).unwrap(), &source());
        assert!(reference.contains("4. September 2026"), "{reference}");
    }
}
