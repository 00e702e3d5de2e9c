//! Character references: `&Eacute;`, `&#146;`, `&#x2014;`. The table of their
//! names is html5gum's.

use std::borrow::Cow;

use super::tokens;
use crate::sure::part;

/// Bytes of the longest reference, `&CounterClockwiseContourIntegral;`.
const LONGEST: usize = 33;

/// What the reference at the start of `rest` stands for, and its length in
/// bytes. Only one that ends in `;`, as addresses have `&copy=2` in them.
#[must_use]
pub fn character(rest: &str) -> Option<(String, usize)> {
    let head = rest.as_bytes().get(..rest.len().min(LONGEST))?;
    let end = memchr::memchr(b';', head)? + 1;
    let reference = rest.get(..end).filter(|found| is_reference(found))?;
    let mut stands_for = String::new();
    tokens::read_references(reference, |words, _| stands_for.push_str(words));
    // A shorter name in front of others ("&notit;") is no reference of its own.
    (!stands_for.ends_with(';') || reference == "&semi;").then_some((stands_for, end))
}

/// Whether it has the form of a reference.
fn is_reference(words: &str) -> bool {
    let name = words.strip_prefix('&').and_then(|rest| rest.strip_suffix(';'));
    name.is_some_and(|name| {
        let name = name.strip_prefix('#').unwrap_or(name);
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

/// The words with what their references stand for.
#[must_use]
pub fn decoded(words: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut at = 0;
    for start in memchr::memchr_iter(b'&', words.as_bytes()) {
        let Some((stands_for, length)) = words.get(start..).and_then(character) else { continue };
        if start >= at {
            out.push_str(part(words, at..start));
            out.push_str(&stands_for);
            at = start + length;
        }
    }
    if at == 0 {
        return Cow::Borrowed(words);
    }
    out.push_str(part(words, at..));
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers_are_read_as_browsers_read_them() {
        assert_eq!(
            decoded("&Eacute;mile &amp; &#346;imon&#146;s 20&deg;C, &frac12; &lsaquo;here&rsaquo;"),
            "Émile & Śimon’s 20°C, ½ ‹here›"
        );
        assert_eq!(decoded("&NotEqualTilde;&semi;&#x1F6A2;"), "≂̸;🚢");
    }

    #[test]
    fn what_is_no_reference_stays() {
        for words in ["AT&T; R&D", "?a=1&copy=2&sect", "&notit;", "&;", "&#;", "& amp;", "&#x;"] {
            assert_eq!(decoded(words), words);
        }
    }
}
