//! Escaped text read back by the markup's own rules is the text again.

use proptest::prelude::*;

use super::*;

/// What a reader of the markup takes the escaped text for.
fn read_back(markup: Markup, written: &str) -> String {
    match markup {
        Markup::Plain => written.to_owned(),
        Markup::Markdown => unslashed(written, |c| c.is_ascii_punctuation()),
        Markup::Typst => unslashed(written, |c| !c.is_whitespace()),
        Markup::Org => replaced(
            written,
            &[("\u{2060}", ""), ("\\dollar{}", "$"), ("\\lt{}", "<"), ("\\vert{}", "|")],
        ),
        Markup::Latex => replaced(
            written,
            &[
                ("\\textbackslash{}", "\\"),
                ("\\textasciitilde{}", "~"),
                ("\\textasciicircum{}", "^"),
                ("\\textless{}", "<"),
                ("\\textgreater{}", ">"),
                ("\\textbar{}", "|"),
                ("\\{", "{"),
                ("\\}", "}"),
                ("\\$", "$"),
                ("\\&", "&"),
                ("\\#", "#"),
                ("\\%", "%"),
                ("\\_", "_"),
                ("{}", ""),
            ],
        ),
        Markup::Html => {
            replaced(written, &[("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\"")])
        }
        Markup::Wikitext => unnumbered(written),
    }
}

/// Numbered entities as the characters they stand for.
fn unnumbered(written: &str) -> String {
    let mut parts = written.split("&#");
    let mut out = parts.next().unwrap().to_owned();
    for part in parts {
        let (number, rest) = part.split_once(';').unwrap();
        out.push(char::from_u32(number.parse().unwrap()).unwrap());
        out.push_str(rest);
    }
    out
}

fn unslashed(written: &str, escapes: impl Fn(char) -> bool) -> String {
    let mut out = String::new();
    let mut chars = written.chars().peekable();
    while let Some(c) = chars.next() {
        match chars.peek() {
            Some(next) if c == '\\' && escapes(*next) => out.extend(chars.next()),
            _ => out.push(c),
        }
    }
    out
}

/// Replaces from left to right, the first that fits at each place.
fn replaced(written: &str, pairs: &[(&str, &str)]) -> String {
    let mut out = String::new();
    let mut rest = written;
    while let Some(c) = rest.chars().next() {
        let pair = pairs.iter().find(|(from, _)| rest.starts_with(from));
        let (len, to) = pair.map_or((c.len_utf8(), &rest[..c.len_utf8()]), |(f, t)| (f.len(), *t));
        out.push_str(to);
        rest = &rest[len..];
    }
    out
}

proptest! {
    #[test]
    fn nothing_is_lost_and_nothing_read_as_markup(
        text in "([-\\\\`*_{}\\[\\]()#+.!|~^$&<>@=%/:;,?\"' a-c1é“’…\n]|\u{1b}|\u{202e}){0,40}",
        at_start: bool,
    ) {
        for markup in Markup::ALL {
            let written = markup.escaped(&text, at_start);
            prop_assert_eq!(read_back(markup, &written), on_one_line(&text), "{:?} {}", markup, written);
            let obeyed = written.contains(['\n', '\u{1b}', '\u{202e}']);
            prop_assert!(!obeyed);
        }
    }
}

#[test]
fn what_would_be_markup_is_escaped_and_the_rest_is_left_alone() {
    let cases = [
        (Markup::Markdown, "a * b_c_d [x] <y> 5 & 6 AT&T", r"a \* b_c_d \[x\] \<y> 5 & 6 AT\&T"),
        (Markup::Markdown, "# one", r"\# one"),
        (Markup::Markdown, "12. May @ob", r"12\. May \@ob"),
        (Markup::Latex, "50% of $3 & {x}_y", r"50\% of \$3 \& \{x\}\_y"),
        (Markup::Typst, "#x *b* // c <d> a-b", r"\#x \*b\* \/\/ c \<d\> a-b"),
        (Markup::Org, "*b* a*c 1/2 [[x]]", "\u{2060}*b* a*c 1/2 [\u{2060}[\u{2060}x]]"),
        (Markup::Html, "a < b & \"c\"", "a &lt; b &amp; &quot;c&quot;"),
        (Markup::Plain, "a *b* <c>", "a *b* <c>"),
        (Markup::Wikitext, "# a|b = {{c}}", "&#35; a&#124;b &#61; &#123;&#123;c&#125;&#125;"),
        (
            Markup::Wikitext,
            "[sic] [[d]] ''e'' it's",
            "[sic] &#91;&#91;d&#93;&#93; &#39;&#39;e&#39;&#39; it's",
        ),
        (Markup::Wikitext, "12:30, AT&T & x <b>", "12:30, AT&#38;T & x &#60;b&#62;"),
        (Markup::Wikitext, "see https://a.example", "see https&#58;//a.example"),
    ];
    for (markup, text, written) in cases {
        assert_eq!(markup.escaped(text, true), written, "{markup:?}");
    }
}

#[test]
fn lines_become_blanks_and_blanks_stay() {
    assert_eq!(on_one_line(" a  b \r\n\t c\n\nd "), " a  b c d ");
    assert_eq!(on_one_line("\n"), "");
    assert_eq!(on_one_line("  "), "  ");
}

#[test]
fn only_an_address_of_the_web_becomes_a_link() {
    use crate::cite::styles::{CitationLine, CitationRun};
    let line = |url: &str| CitationLine::of(vec![CitationRun::Link(url.to_owned())]);
    let html = |url: &str| Markup::Html.line(&line(url));
    assert_eq!(html("javascript:x"), "javascript:x");
    assert!(html("https://a.example/\"><b>").contains("%22%3E%3Cb%3E"));
    assert_eq!(
        Markup::Latex.line(&line("https://a.example/%20#x")),
        "\\url{https://a.example/\\%20\\#x}"
    );
    assert_eq!(Markup::Markdown.line(&line("https://a.example/_x_")), "<https://a.example/_x_>");
    assert_eq!(
        Markup::Wikitext.line(&line("https://a.example/[x]|y")),
        "https://a.example/%5Bx%5D%7Cy"
    );
}
