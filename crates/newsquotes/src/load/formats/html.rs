//! HTML into plain lines: tags out, blocks on lines of their own, entities as
//! characters. No parser: attributes are not looked into, elements end at the
//! first closing tag of their name. Linear in its input.

use std::borrow::Cow;

/// Tags that end a line; paragraphs get an empty line.
const LINES: [&str; 12] =
    ["br", "tr", "li", "dt", "dd", "option", "figcaption", "caption", "ul", "ol", "td", "th"];
const PARAGRAPHS: [&str; 22] = [
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "section",
    "article",
    "header",
    "footer",
    "figure",
    "aside",
    "table",
    "pre",
    "hr",
    "main",
    "nav",
    "form",
    "iframe",
];
/// Tags whose content is no text.
const SILENT: [&str; 4] = ["script", "style", "noscript", "template"];

/// Bytes within which a tag of a field must close.
const LONGEST_TAG: usize = 4096;

/// The words of a field, without tags if it holds any.
pub(super) fn plain(field: &str) -> Cow<'_, str> {
    let tagged = looks_tagged(field);
    if !tagged && !has_entity(field) {
        return Cow::Borrowed(field);
    }
    let mut stripper = Stripper { longest: LONGEST_TAG, tagged, ..Stripper::new(field) };
    stripper.strip(field);
    Cow::Owned(stripper.out)
}

/// The words of a page or a part of it, without the elements named: white
/// space is folded as a browser folds it.
pub(super) fn page(source: &str, dropped: &'static [&'static str]) -> String {
    let mut stripper = Stripper { folds: true, dropped, ..Stripper::new(source) };
    stripper.strip(source);
    stripper.out
}

/// Takes tags out of a source.
struct Stripper {
    out: String,
    tagged: bool,
    longest: usize,
    folds: bool,
    /// Elements dropped with their content, if they are closed.
    dropped: &'static [&'static str],
    /// Elements that are closed nowhere in the rest.
    unclosed: Vec<String>,
    /// Whether no tag closes any more.
    open_end: bool,
}

impl Stripper {
    fn new(source: &str) -> Stripper {
        Stripper {
            out: String::with_capacity(source.len()),
            tagged: true,
            longest: usize::MAX,
            folds: false,
            dropped: &[],
            unclosed: Vec::new(),
            open_end: false,
        }
    }

    fn strip(&mut self, source: &str) {
        let mut rest = source;
        while let Some(at) = memchr::memchr2(b'<', b'&', rest.as_bytes()) {
            self.words(rest.get(..at).unwrap_or_default());
            rest = rest.get(at..).unwrap_or_default();
            let taken = if rest.starts_with('&') {
                entity(rest, &mut self.out)
            } else if self.tagged {
                self.tag(rest)
            } else {
                0
            };
            if taken == 0 {
                self.words(rest.get(..1).unwrap_or_default());
            }
            rest = rest.get(taken.max(1)..).unwrap_or_default();
        }
        self.words(rest);
    }

    fn words(&mut self, words: &str) {
        if !self.folds {
            self.out.push_str(words);
            return;
        }
        for c in words.chars() {
            if !c.is_ascii_whitespace() {
                self.out.push(c);
            } else if !self.out.ends_with([' ', '\n']) {
                self.out.push(' ');
            }
        }
    }

    /// Takes a tag at the start of `rest` and puts what it means for the
    /// lines; its bytes, 0 when it is none.
    fn tag(&mut self, rest: &str) -> usize {
        if let Some(comment) = rest.strip_prefix("<!--") {
            return 4 + memchr::memmem::find(comment.as_bytes(), b"-->")
                .map_or(comment.len(), |at| at + 3);
        }
        let inner = rest.get(1..).unwrap_or_default();
        let closing = inner.starts_with('/');
        let name = name(inner.trim_start_matches('/')).to_ascii_lowercase();
        if name.is_empty() && !inner.starts_with(['!', '?']) {
            return 0;
        }
        let Some(end) = self.tag_end(rest) else { return 0 };
        let behind = rest.get(end + 1..).unwrap_or_default();
        if !closing && SILENT.contains(&name.as_str()) {
            return end + 1 + closing_tag(behind, &name).unwrap_or(behind.len());
        }
        self.break_line(&name, closing);
        end + 1 + if closing { 0 } else { self.dropped(behind, &name) }
    }

    fn tag_end(&mut self, rest: &str) -> Option<usize> {
        let near = rest.as_bytes().get(..rest.len().min(self.longest)).unwrap_or_default();
        let end = if self.open_end { None } else { memchr::memchr(b'>', near) };
        self.open_end |= end.is_none() && self.longest == usize::MAX;
        end
    }

    fn break_line(&mut self, name: &str, closing: bool) {
        if PARAGRAPHS.contains(&name) {
            self.out.push_str("\n\n");
        } else if LINES.contains(&name) {
            self.out.push('\n');
        }
        if name == "li" && !closing {
            self.out.push_str("• ");
        }
    }

    /// Bytes of the content of an element that is dropped.
    fn dropped(&mut self, behind: &str, name: &str) -> usize {
        let unclosed = self.unclosed.iter().any(|unclosed| unclosed == name);
        if unclosed || !self.dropped.contains(&name) {
            return 0;
        }
        let length = closing_tag(behind, name);
        if length.is_none() {
            self.unclosed.push(name.to_owned());
        }
        length.unwrap_or(0)
    }
}

/// Whether at least one closing tag, `<p>` or `<br>` stands in the field: a
/// lone `<` is a sign, not a tag.
fn looks_tagged(field: &str) -> bool {
    memchr::memchr_iter(b'<', field.as_bytes()).any(|at| {
        let rest = field.get(at + 1..).unwrap_or_default();
        let closing = rest
            .strip_prefix('/')
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()));
        closing || matches!(name(rest), "p" | "br" | "div" | "img" | "hr")
    })
}

fn has_entity(field: &str) -> bool {
    memchr::memchr_iter(b'&', field.as_bytes())
        .any(|at| entity(field.get(at..).unwrap_or_default(), &mut String::new()) > 0)
}

pub(super) fn name(rest: &str) -> &str {
    let end = rest.bytes().take(12).take_while(u8::is_ascii_alphanumeric).count();
    rest.get(..end).unwrap_or_default()
}

/// Bytes up to the closing tag of an element, if there is one.
pub(super) fn closing_tag(rest: &str, name: &str) -> Option<usize> {
    let close = |at: &usize| {
        let tail = rest.get(*at + 2..).unwrap_or_default();
        tail.get(..name.len()).is_some_and(|tail| tail.eq_ignore_ascii_case(name))
    };
    memchr::memmem::find_iter(rest.as_bytes(), b"</").find(close)
}

/// Named entities that news text uses.
const ENTITIES: [(&str, &str); 36] = [
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", "\u{a0}"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("bdquo", "„"),
    ("sbquo", "‚"),
    ("laquo", "«"),
    ("raquo", "»"),
    ("ndash", "–"),
    ("mdash", "—"),
    ("hellip", "…"),
    ("bull", "•"),
    ("middot", "·"),
    ("copy", "©"),
    ("reg", "®"),
    ("trade", "™"),
    ("euro", "€"),
    ("pound", "£"),
    ("eacute", "é"),
    ("egrave", "è"),
    ("agrave", "à"),
    ("aacute", "á"),
    ("iacute", "í"),
    ("oacute", "ó"),
    ("uacute", "ú"),
    ("ntilde", "ñ"),
    ("uuml", "ü"),
    ("ouml", "ö"),
    ("auml", "ä"),
    ("szlig", "ß"),
];

/// Takes an entity at the start of `rest`; its bytes, 0 when it is none.
fn entity(rest: &str, out: &mut String) -> usize {
    let head = rest.as_bytes().get(..rest.len().min(12)).unwrap_or_default();
    let Some(end) = memchr::memchr(b';', head) else { return 0 };
    let name = rest.get(1..end).unwrap_or_default();
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => number.parse().ok(),
        };
        let Some(c) =
            code.and_then(char::from_u32).filter(|c| !c.is_control() || c.is_whitespace())
        else {
            return 0;
        };
        out.push(c);
        return end + 1;
    }
    let Some((_, shown)) = ENTITIES.iter().find(|(known, _)| *known == name) else { return 0 };
    out.push_str(shown);
    end + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_become_lines_and_entities_characters() {
        let field = "<h2>Ferry</h2><p>It sank &ldquo;fast&rdquo;, <b>Ober</b> said.<br/>Nobody died.</p><script>var a = '<p>';</script><ul><li>One</li></ul><!-- x -->&#8212;";
        let lines: Vec<String> = plain(field)
            .lines()
            .map(str::trim)
            .filter(|l| !l.is_empty())
            .map(str::to_owned)
            .collect();
        assert_eq!(lines, ["Ferry", "It sank “fast”, Ober said.", "Nobody died.", "• One", "—"]);
    }

    #[test]
    fn signs_that_are_no_tags_stay() {
        for field in ["5 < 6 and 7 > 3", "AT&T; R&D", "a <b c", "<3"] {
            assert_eq!(plain(field), field);
        }
        assert_eq!(plain("Brandt &amp; Ober"), "Brandt & Ober");
    }
}
