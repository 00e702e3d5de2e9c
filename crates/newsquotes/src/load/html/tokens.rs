//! HTML cut into tags, words and comments by the rules of the standard, each
//! with its place in the source.
//!
//! The cutting is html5gum's; this gives its tokens the form that the readers
//! of pages, fields and drafts share. It knows no element's meaning but those
//! whose content is no markup, and builds no tree (`tree` does).

use std::convert::Infallible;
use std::ops::Range;

use html5gum::{Emitter, Error, State, Tokenizer};

use crate::load::formats::without_mark;

/// One piece of a source of HTML.
#[derive(Clone, Copy, Debug)]
pub enum HtmlEvent<'a> {
    /// `<p class="lead">`
    Open(&'a HtmlTag),
    /// `</p>`, by its name in small letters.
    Close(&'a str),
    /// Characters as they stand in the source, or the one or two that a
    /// character reference (`&Eacute;`) stands for.
    Words(&'a str),
    /// What stands between `<!--` and `-->`.
    Comment(&'a str),
}

/// A tag that opens an element.
#[derive(Clone, Debug, Default)]
pub struct HtmlTag {
    name: String,
    attributes: Vec<(String, String)>,
    closes_itself: bool,
}

impl HtmlTag {
    /// A tag of this name alone.
    pub(super) fn named(name: &str) -> HtmlTag {
        HtmlTag { name: name.to_owned(), ..HtmlTag::default() }
    }

    /// The element's name in small letters.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The value of an attribute, whose name is given in small letters; empty
    /// for one without a value. Of several of one name the first counts.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// Every attribute with its value, in the order of the source.
    pub fn attributes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.attributes.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Whether it ends in `/>`, which closes an element of XHTML.
    #[must_use]
    pub fn closes_itself(&self) -> bool {
        self.closes_itself
    }
}

/// Cuts a source and hands each piece on with its range of bytes in the
/// source. Words whose range holds the same bytes stand there verbatim.
///
/// Returns where the source was read to: a tag that its end cuts off is not
/// handed on.
pub fn read(source: &str, mut on: impl FnMut(HtmlEvent<'_>, Range<usize>)) -> usize {
    let mut read = 0;
    let on = |event: HtmlEvent<'_>, range: Range<usize>| {
        read = range.end;
        on(event, range);
    };
    cut(source, State::Data, on);
    read
}

/// The words of a source in which nothing but character references is markup.
pub(super) fn read_references(source: &str, mut on: impl FnMut(&str, Range<usize>)) {
    cut(source, State::RcData, |event, range| {
        if let HtmlEvent::Words(words) = event {
            on(words, range);
        }
    });
}

fn cut(source: &str, state: State, on: impl FnMut(HtmlEvent<'_>, Range<usize>)) {
    let cutter = HtmlCutter {
        source,
        on,
        is_xml: without_mark(source).trim_start().starts_with("<?xml"),
        position: 0,
        handed: 0,
        tag: HtmlTag::default(),
        closes: false,
        last_opened: String::new(),
        half: Vec::new(),
        comment: Vec::new(),
    };
    let mut tokenizer = Tokenizer::new_with_emitter(source, cutter);
    tokenizer.set_state(state);
    let finished = tokenizer.finish();
    debug_assert!(finished.is_ok(), "reading a string cannot fail");
}

/// What html5gum tells its findings: bytes of names and words as they come.
struct HtmlCutter<'a, F> {
    source: &'a str,
    on: F,
    /// Whether elements may close themselves, as in XHTML.
    is_xml: bool,
    /// Bytes of the source that were looked at.
    position: usize,
    /// Bytes of the source that were handed on.
    handed: usize,
    tag: HtmlTag,
    /// Whether `tag` closes an element.
    closes: bool,
    /// The name of the last tag that opened an element: only its own closing
    /// tag ends a script.
    last_opened: String,
    /// Bytes of a character that is not whole yet.
    half: Vec<u8>,
    comment: Vec<u8>,
}

impl<F: FnMut(HtmlEvent<'_>, Range<usize>)> HtmlCutter<'_, F> {
    /// The range up to here that was not handed on yet.
    fn taken(&mut self) -> Range<usize> {
        let range = self.handed..self.position;
        self.handed = self.position;
        range
    }

    fn words(&mut self, words: &str) {
        let range = self.place_of(words.as_bytes());
        self.handed = range.end;
        (self.on)(HtmlEvent::Words(words), range);
    }

    /// Where words came from that end here.
    fn place_of(&self, words: &[u8]) -> Range<usize> {
        let stands_at = |start: usize| {
            let range = start..start + words.len();
            (self.source.as_bytes().get(range.clone()) == Some(words)).then_some(range)
        };
        // html5gum may have looked further, at the "é" of "&é" when it hands
        // "&" on; so the next bytes count before its position. "&" alone may
        // stand for "&amp;", which is longer than that.
        let is_reference = words == b"&" && self.position > self.handed + 2;
        let here = if is_reference { None } else { stands_at(self.handed) };
        // What was dropped in front of the words, such as the second half of
        // a line end or an empty `</>`, is not where they came from.
        let last = self.position.checked_sub(words.len()).filter(|start| *start >= self.handed);
        here.or_else(|| stands_at(last?)).unwrap_or(self.handed..self.position)
    }
}

impl<F: FnMut(HtmlEvent<'_>, Range<usize>)> Emitter for HtmlCutter<'_, F> {
    type Token = Infallible;

    fn set_last_start_tag(&mut self, name: Option<&[u8]>) {
        self.last_opened.clear();
        push(&mut self.last_opened, name.unwrap_or_default());
    }

    fn emit_eof(&mut self) {}

    fn emit_error(&mut self, _: Error) {}

    fn should_emit_errors(&mut self) -> bool {
        false
    }

    fn pop_token(&mut self) -> Option<Infallible> {
        None
    }

    fn move_position(&mut self, by: isize) {
        self.position = self.position.saturating_add_signed(by);
    }

    fn emit_string(&mut self, bytes: &[u8]) {
        if self.half.is_empty()
            && let Ok(words) = std::str::from_utf8(bytes)
        {
            return self.words(words);
        }
        // Behind a reference a character comes byte by byte.
        self.half.extend_from_slice(bytes);
        if let Ok(words) = String::from_utf8(std::mem::take(&mut self.half)).map_err(|error| {
            self.half = error.into_bytes();
        }) {
            self.words(&words);
        }
    }

    fn init_start_tag(&mut self) {
        self.tag = HtmlTag::default();
        self.closes = false;
    }

    fn init_end_tag(&mut self) {
        self.tag = HtmlTag::default();
        self.closes = true;
    }

    fn push_tag_name(&mut self, bytes: &[u8]) {
        push(&mut self.tag.name, bytes);
    }

    fn init_attribute(&mut self) {
        self.tag.attributes.push(Default::default());
    }

    fn push_attribute_name(&mut self, bytes: &[u8]) {
        if let Some((name, _)) = self.tag.attributes.last_mut() {
            push(name, bytes);
        }
    }

    fn push_attribute_value(&mut self, bytes: &[u8]) {
        if let Some((_, value)) = self.tag.attributes.last_mut() {
            push(value, bytes);
        }
    }

    fn set_self_closing(&mut self) {
        self.tag.closes_itself = true;
    }

    fn emit_current_tag(&mut self) -> Option<State> {
        let range = self.taken();
        if self.closes {
            self.last_opened.clear();
            (self.on)(HtmlEvent::Close(&self.tag.name), range);
            return None;
        }
        self.last_opened.clone_from(&self.tag.name);
        (self.on)(HtmlEvent::Open(&self.tag), range);
        if self.is_xml && self.tag.closes_itself { None } else { content_of(&self.tag.name) }
    }

    fn init_comment(&mut self) {
        self.comment.clear();
    }

    fn push_comment(&mut self, bytes: &[u8]) {
        self.comment.extend_from_slice(bytes);
    }

    fn emit_current_comment(&mut self) {
        let range = self.taken();
        (self.on)(HtmlEvent::Comment(&String::from_utf8_lossy(&self.comment)), range);
    }

    fn init_doctype(&mut self) {}

    fn emit_current_doctype(&mut self) {
        self.handed = self.position;
    }

    fn set_force_quirks(&mut self) {}

    fn push_doctype_name(&mut self, _: &[u8]) {}

    fn set_doctype_public_identifier(&mut self, _: &[u8]) {}

    fn set_doctype_system_identifier(&mut self, _: &[u8]) {}

    fn push_doctype_public_identifier(&mut self, _: &[u8]) {}

    fn push_doctype_system_identifier(&mut self, _: &[u8]) {}

    fn current_is_appropriate_end_tag_token(&mut self) -> bool {
        self.closes && !self.last_opened.is_empty() && self.last_opened == self.tag.name
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&mut self) -> bool {
        // Sections of CDATA are words in XHTML alone.
        self.is_xml
    }
}

/// How the content of an element is read that is no markup.
fn content_of(name: &str) -> Option<State> {
    match name {
        "title" | "textarea" => Some(State::RcData),
        "script" => Some(State::ScriptData),
        "style" | "xmp" | "iframe" | "noembed" | "noframes" => Some(State::RawText),
        _ => None,
    }
}

fn push(words: &mut String, bytes: &[u8]) {
    words.push_str(&String::from_utf8_lossy(bytes));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Tags as `<p>`, `</p>`, words as they are, comments as `<!>`.
    fn pieces(source: &str) -> Vec<String> {
        let mut pieces: Vec<String> = Vec::new();
        let mut goes_on = false;
        read(source, |event, _| {
            let is_words = matches!(event, HtmlEvent::Words(_));
            let piece = match event {
                HtmlEvent::Open(tag) => format!("<{}>", tag.name()),
                HtmlEvent::Close(name) => format!("</{name}>"),
                HtmlEvent::Words(words) => words.to_owned(),
                HtmlEvent::Comment(_) => "<!>".to_owned(),
            };
            match pieces.last_mut().filter(|_| is_words && goes_on) {
                Some(last) => last.push_str(&piece),
                None => pieces.push(piece),
            }
            goes_on = is_words;
        });
        pieces
    }

    #[test]
    fn a_sign_inside_an_attribute_ends_no_tag() {
        assert_eq!(pieces("<p title='x > y “no quote”'>It sank.</p>"), ["<p>", "It sank.", "</p>"]);
    }

    #[test]
    fn what_scripts_and_titles_hold_is_no_markup() {
        assert_eq!(
            pieces("<script>if (a<b) '<p>'</script><title>a <b> &amp; c</title>"),
            ["<script>", "if (a<b) '<p>'", "</script>", "<title>", "a <b> & c", "</title>"]
        );
    }

    #[test]
    fn an_element_of_xhtml_may_close_itself() {
        assert_eq!(
            pieces("<?xml version='1.0'?><script src='a.js'/><p>It <![CDATA[sank]]></p>"),
            ["<!>", "<script>", "<p>", "It sank", "</p>"]
        );
    }

    #[test]
    fn words_know_their_place() {
        let source = "<p>Caf&eacute;\r\n&bogus; 5 < 6</p>";
        let mut exact = Vec::new();
        let mut made = Vec::new();
        read(source, |event, range| {
            let HtmlEvent::Words(words) = event else { return };
            let place = (words.to_owned(), source[range].to_owned());
            if place.0 == place.1 { exact.push(place.0) } else { made.push(place) }
        });
        assert_eq!(exact.concat(), "Caf&bogus; 5 < 6");
        assert_eq!(made[0], ("é".to_owned(), "&eacute;".to_owned()));
        assert_eq!(made[1], ("\n".to_owned(), "\r".to_owned()));
    }

    proptest! {
        #[test]
        fn pieces_follow_each_other_in_the_source(
            source in "([<>/&;!\\-\"'= a-c\r\n]|é|&amp;|&#8212|<p>|</p>|<script>|</script|<!--|-->|\\PC){0,60}"
        ) {
            let mut at = 0;
            read(&source, |event, range| {
                assert!(at <= range.start && range.end <= source.len());
                assert!(source.get(range.clone()).is_some());
                if let HtmlEvent::Words(words) = event {
                    assert!(!words.contains('\u{fffd}') || source.contains(['\u{fffd}', '\0', '&']));
                }
                at = range.end;
            });
        }
    }
}
