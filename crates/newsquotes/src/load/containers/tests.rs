//! Every container with an article of its own, and files that were made to
//! hurt: each must end in a problem, soon and in little memory.

use std::io::{Cursor, Write};

use flate2::Compression;
use flate2::write::GzEncoder;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::MOST_BYTES;
use crate::load::load;
use crate::model::{Document, Evidence, Fact};

const FIRST: &str = "The ferry of Lindau will sail on, the council of the lake decided on Monday after a long night.";
const SECOND: &str =
    "“We keep the ferry,” said Mona Ober, who has led the council since the spring of last year.";
const TITLE: &str = "Lindau keeps its ferry after the storm";

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn plain() -> String {
    format!("{TITLE}\nBy Jo Brandt\n4 April 2024\n\n{FIRST}\n{SECOND}\n")
}

fn page() -> String {
    format!(
        "<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1><p>{FIRST}</p><p>{SECOND}</p></body></html>"
    )
}

fn word() -> Vec<u8> {
    let line = |words: &str| format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>");
    let lines = plain().lines().map(line).collect::<String>();
    let deleted = "<w:p><w:del><w:r><w:delText>No.</w:delText></w:r></w:del></w:p>";
    let source = format!(
        "<?xml version=\"1.0\"?><w:document><w:body>{lines}{deleted}</w:body></w:document>"
    );
    zipped(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", source.as_bytes())])
}

fn open_document() -> Vec<u8> {
    let line = |words: &str| format!("<text:p>{words}</text:p>");
    let lines = plain().lines().map(line).collect::<String>();
    let source = format!(
        "<?xml version=\"1.0\"?><office:document-content><office:text>{lines}</office:text></office:document-content>"
    );
    zipped(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("META-INF/manifest.xml", b"<m/>"),
        ("content.xml", source.as_bytes()),
    ])
}

fn book() -> Vec<u8> {
    let container = b"<?xml version='1.0'?><container><rootfiles><rootfile full-path='OEBPS/book.opf'/></rootfiles></container>";
    let package = b"<?xml version='1.0'?><package><metadata><dc:title>Lake Courier</dc:title><dc:creator>Jo Brandt</dc:creator>\
        </metadata><manifest><item id='n' href='nav.xhtml' media-type='application/xhtml+xml' properties='nav'/>\
        <item id='b' href='text/b.xhtml' media-type='application/xhtml+xml'/>\
        <item id='a' href='text/a%20a.xhtml' media-type='application/xhtml+xml'/></manifest>\
        <spine><itemref idref='n'/><itemref idref='a'/><itemref idref='b'/></spine></package>";
    zipped(&[
        ("META-INF/container.xml", container),
        ("OEBPS/book.opf", package),
        (
            "OEBPS/nav.xhtml",
            b"<html><body><nav><ol><li><a href='a'>Ferry</a></li></ol></nav></body></html>",
        ),
        ("OEBPS/text/a a.xhtml", page().as_bytes()),
        (
            "OEBPS/text/b.xhtml",
            page().replace(TITLE, "A second piece of the same issue").as_bytes(),
        ),
    ])
}

fn mail() -> String {
    format!(
        "From: Lake Courier <news@lake.example>\r\nSubject: {TITLE}\r\nDate: Thu, 4 Apr 2024 06:00:00 +0200\r\nMessage-ID: <1@lake.example>\r\n\
         MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nSee the page.\r\n\
         --b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<html><body><p>{FIRST}</p>=\r\n<p>{}</p></body></html>\r\n--b--\r\n",
        SECOND.replace('“', "=E2=80=9C").replace('”', "=E2=80=9D")
    )
}

fn saved_page() -> String {
    mail()
        .replace(
            "From: Lake Courier <news@lake.example>",
            "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://lake.example/ferry",
        )
        .replace("multipart/alternative", "multipart/related")
}

fn crawl() -> Vec<u8> {
    let answer = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{}", page());
    let record = |url: &str, body: &str| {
        format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nContent-Length: {}\r\n\r\n{body}\r\n\r\n",
            body.len()
        )
    };
    let picture = "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nnothing to read";
    let all = [
        record("https://lake.example/x.png", picture),
        record("https://lake.example/ferry", &answer),
        record("https://lake.example/again", &answer),
    ];
    gzipped(all.concat().as_bytes())
}

/// Every container with its name.
fn all() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("a.html.gz", gzipped(page().as_bytes())),
        ("a.zip", zipped(&[("n/one.txt", plain().as_bytes())])),
        ("a.docx", word()),
        ("a.odt", open_document()),
        ("a.epub", book()),
        ("a.eml", mail().into_bytes()),
        ("a.mhtml", saved_page().into_bytes()),
        ("a.mbox", format!("From news Thu Apr  4\n{}", mail()).into_bytes()),
        ("a.warc.gz", crawl()),
    ]
}

fn body(document: &Document, at: usize) -> Vec<&str> {
    document.articles[at].body().map(|block| document.text.get(block.span)).collect()
}

fn value(fact: Option<&Fact<String>>) -> &str {
    fact.map_or("", |fact| fact.value.as_str())
}

#[test]
fn each_gives_its_article_whole() {
    for (name, bytes) in all() {
        let document = load(name, bytes);
        assert!(document.problems.is_empty(), "{name}: {:?}", document.problems);
        let paragraphs = body(&document, 0);
        assert!(paragraphs.ends_with(&[FIRST, SECOND]), "{name}: {paragraphs:?}");
        assert_eq!(value(document.articles[0].meta.title.as_ref()), TITLE, "{name}");
        assert!(!document.text.as_str().contains("=E2"), "{name}");
    }
}

#[test]
fn facts_come_from_what_a_part_lies_in() {
    let newsletter = load("a.eml", mail().into_bytes());
    let meta = &newsletter.articles[0].meta;
    assert_eq!(value(meta.outlet.as_ref()), "Lake Courier");
    assert_eq!(meta.date.as_ref().unwrap().value.iso().as_deref(), Some("2024-04-04"));
    for (name, bytes) in [("a.mhtml", saved_page().into_bytes()), ("a.warc.gz", crawl())] {
        assert_eq!(
            value(load(name, bytes).articles[0].meta.url.as_ref()),
            "https://lake.example/ferry",
            "{name}"
        );
    }
    let book = load("a.epub", book());
    assert_eq!(book.articles.len(), 2);
    assert_eq!(value(book.articles[1].meta.title.as_ref()), "A second piece of the same issue");
    assert_eq!(value(book.articles[1].meta.byline.as_ref()), "Jo Brandt");
}

#[test]
fn an_archive_gives_every_article_in_the_order_of_their_names() {
    let other = plain().replace(TITLE, "Bregenz pays for half of a new pier");
    let bytes = zipped(&[
        ("b.txt", plain().as_bytes()),
        ("a.txt", other.as_bytes()),
        ("page_files/frame.html", page().as_bytes()),
        ("__MACOSX/a.txt", b"no"),
        ("pier.jpg", b"\xff\xd8\xff"),
        ("c.html.gz", &gzipped(page().as_bytes())),
    ]);
    let document = load("issue.zip", bytes);
    assert!(document.problems.is_empty(), "{:?}", document.problems);
    let titles: Vec<&str> =
        document.articles.iter().map(|article| value(article.meta.title.as_ref())).collect();
    assert_eq!(titles, ["Bregenz pays for half of a new pier", TITLE, TITLE]);
    // The words of a fact stand where they are said to.
    for article in &document.articles {
        let byline = article.meta.byline.as_ref();
        if let Some(Fact { value, evidence: Evidence::Words(span) }) = byline {
            assert_eq!(document.text.get(*span), value);
            assert!(article.span.covers(*span));
        }
    }
}

#[test]
fn a_mailbox_holds_many() {
    let two = format!(
        "From a Thu Apr  4\n{}\nFrom b Fri Apr  5\n{}",
        mail().replace("\r\n", "\n"),
        mail().replace("\r\n", "\n")
    );
    assert_eq!(load("a.mbox", two.into_bytes()).articles.len(), 2);
}

#[test]
fn a_page_in_a_word_file_of_a_database_is_split() {
    let line = |words: &str| format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>");
    let one = |title: &str| {
        format!(
            "{title}\nLake Courier\nApril 4, 2024 Thursday\n\nCopyright 2024 Lake Courier Ltd.\n\nLength: 99 words\nByline: Jo Brandt\n\nBody\n\n{FIRST}\n\n{SECOND}\n\nLoad-Date: April 5, 2024\n\nEnd of Document\n"
        )
    };
    let lines = (one(TITLE) + &one("Another piece")).lines().map(line).collect::<String>();
    let source =
        format!("<?xml version=\"1.0\"?><w:document><w:body>{lines}</w:body></w:document>");
    let document = load("a.docx", zipped(&[("word/document.xml", source.as_bytes())]));
    assert_eq!(document.articles.len(), 2);
    assert_eq!(body(&document, 1), [FIRST, SECOND]);
}

fn is_told(document: &Document, words: &str) {
    assert!(document.articles.is_empty());
    assert!(
        document.problems.iter().any(|problem| problem.what.contains(words)),
        "{:?}",
        document.problems
    );
}

#[test]
fn bombs_are_told_and_not_read() {
    let zeros = vec![b'a'; MOST_BYTES + 10];
    is_told(&load("a.gz", gzipped(&zeros)), "unpacks to more than");
    is_told(&load("a.zip", zipped(&[("a.txt", &zeros)])), "unpacks to more than");
    is_told(&load("a.docx", zipped(&[("word/document.xml", &zeros)])), "unpacks to more than");
    let mut nested = plain().into_bytes();
    for _ in 0..8 {
        nested = zipped(&[("a.zip", &nested)]);
    }
    is_told(&load("a.zip", nested), "too deep");
}

#[test]
fn depth_and_number_have_an_end() {
    let deep = format!("{}<w:p>x</w:p>", "<w:tbl>".repeat(10_000));
    let _document = load("a.docx", zipped(&[("word/document.xml", deep.as_bytes())]));
    let mut mail = String::from("MIME-Version: 1.0\r\nMessage-ID: <1>\r\n");
    for at in 0..5_000 {
        let part = format!("Content-Type: multipart/mixed; boundary=\"b{at}\"\r\n\r\n--b{at}\r\n");
        mail.push_str(&part);
    }
    let _document = load("a.eml", mail.into_bytes());
    let parts = "--b\r\nContent-Type: text/plain\r\n\r\nx\r\n".repeat(50_000);
    let many = format!(
        "MIME-Version: 1.0\r\nMessage-ID: <1>\r\nContent-Type: multipart/mixed; boundary=\"b\"\r\n\r\n{parts}"
    );
    is_told(&load("a.eml", many.into_bytes()), "more parts than are read");
}

#[test]
fn files_that_are_cut_off_end_in_a_document() {
    for (name, bytes) in all() {
        for part in 1..12 {
            let cut = bytes.len() * part / 12;
            let document = load(name, bytes[..cut].to_vec());
            assert!(
                !document.articles.is_empty() || !document.problems.is_empty(),
                "{name} cut at {cut}"
            );
        }
    }
    let lying = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999999\r\n\r\nHTTP/1.1 200 OK\r\n\r\n";
    is_told(&load("a.warc", lying.to_vec()), "wrong length");
}
