//! HTML inside a field of JSON into plain lines: tags out, blocks on lines of
//! their own, entities as characters. No parser of pages: scripts, menus and
//! attributes are not looked into. Linear in its input.

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

/// Bytes within which a tag must close.
const LONGEST_TAG: usize = 4096;

/// The words of a field, without tags if it holds any.
pub(super) fn plain(field: &str) -> Cow<'_, str> {
    let tagged = looks_tagged(field);
    if !tagged && !has_entity(field) {
        return Cow::Borrowed(field);
    }
    let mut out = String::with_capacity(field.len());
    let mut rest = field;
    while let Some(at) = memchr::memchr2(b'<', b'&', rest.as_bytes()) {
        out.push_str(rest.get(..at).unwrap_or_default());
        rest = rest.get(at..).unwrap_or_default();
        let taken = if rest.starts_with('&') {
            entity(rest, &mut out)
        } else if tagged {
            tag(rest, &mut out)
        } else {
            0
        };
        if taken == 0 {
            out.push_str(rest.get(..1).unwrap_or_default());
        }
        rest = rest.get(taken.max(1)..).unwrap_or_default();
    }
    out.push_str(rest);
    Cow::Owned(out)
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

fn name(rest: &str) -> &str {
    let end = rest.bytes().take(12).take_while(u8::is_ascii_alphanumeric).count();
    rest.get(..end).unwrap_or_default()
}

/// Takes a tag at the start of `rest` and puts what it means for the lines;
/// its bytes, 0 when it is none.
fn tag(rest: &str, out: &mut String) -> usize {
    if let Some(comment) = rest.strip_prefix("<!--") {
        return 4 + memchr::memmem::find(comment.as_bytes(), b"-->")
            .map_or(comment.len(), |at| at + 3);
    }
    let inner = rest.get(1..).unwrap_or_default();
    let closing = inner.starts_with('/');
    let name = name(inner.trim_start_matches('/')).to_ascii_lowercase();
    if name.is_empty() && !inner.starts_with('!') {
        return 0;
    }
    let near = rest.as_bytes().get(..rest.len().min(LONGEST_TAG)).unwrap_or_default();
    let Some(end) = memchr::memchr(b'>', near) else { return 0 };
    if !closing && SILENT.contains(&name.as_str()) {
        return end + 1 + silence(rest.get(end + 1..).unwrap_or_default(), &name);
    }
    if PARAGRAPHS.contains(&name.as_str()) {
        out.push_str("\n\n");
    } else if LINES.contains(&name.as_str()) {
        out.push('\n');
    }
    if name == "li" && !closing {
        out.push_str("• ");
    }
    end + 1
}

/// Bytes up to the end of a silent element; all of them when it never ends.
fn silence(rest: &str, name: &str) -> usize {
    let close = |at: &usize| {
        let tail = rest.get(*at + 2..).unwrap_or_default();
        tail.get(..name.len()).is_some_and(|tail| tail.eq_ignore_ascii_case(name))
    };
    let found = memchr::memmem::find_iter(rest.as_bytes(), b"</").find(close);
    found.unwrap_or(rest.len())
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
