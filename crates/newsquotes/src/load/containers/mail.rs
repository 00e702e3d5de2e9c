//! Mails, mailboxes and pages that a browser saved in one file (MHTML), which
//! are written like mails. `mail_parser` reads the parts; the page among them
//! goes before the plain text, as mail programs show it.

use mail_parser::{Message, MessageParser, PartType};

use super::{ContainerPart, Unpacker};
use crate::load::clean;
use crate::load::dates;
use crate::model::{Date, Evidence, Fact, Meta};

/// Headers that people do not write themselves, in small letters: an article
/// may well begin with "From:" and "Subject:".
const TECHNICAL: [&str; 8] = [
    "mime-version",
    "message-id",
    "received",
    "return-path",
    "delivered-to",
    "content-type",
    "content-transfer-encoding",
    "dkim-signature",
];

/// Lines of headers at most, and bytes that are looked at for them.
const HEADERS: usize = 200;
const LOOK: usize = 1 << 16;

/// A mailbox, by the line that every mail begins with.
pub(super) fn sniff_box(bytes: &[u8]) -> bool {
    bytes.starts_with(b"From ") && is_mail(bytes)
}

pub(super) fn sniff(bytes: &[u8]) -> bool {
    is_mail(bytes)
}

/// Whether headers of a mail stand at the start, behind the line of a mailbox.
fn is_mail(bytes: &[u8]) -> bool {
    let start = bytes.get(..bytes.len().min(LOOK)).unwrap_or(bytes);
    let content = String::from_utf8_lossy(start);
    let content = content.trim_start_matches('\u{feff}').trim_start();
    let is_box = content.starts_with("From ");
    let mut headers = content.lines().skip(usize::from(is_box)).take(HEADERS);
    let (mut all, mut technical) = (0, 0);
    while let Some(line) = headers.next().filter(|line| !line.trim().is_empty()) {
        if line.starts_with([' ', '\t']) {
            continue;
        }
        let Some((name, _)) = line.split_once(':') else { return false };
        if name.is_empty() || !name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
            return false;
        }
        all += 1;
        technical += usize::from(TECHNICAL.contains(&name.to_ascii_lowercase().as_str()));
    }
    // One line alone may be the first of an article: "Received: a letter."
    technical > 0 && (all >= 2 || is_box)
}

/// The mails of a mailbox: each begins with a line `From `, behind an empty
/// one.
pub(super) fn unpack_box(unpacker: &mut Unpacker, file: &ContainerPart) {
    let bytes = file.bytes.as_slice();
    let mut starts: Vec<usize> = vec![0];
    let marks = [b"\n\nFrom ".as_slice(), b"\r\n\r\nFrom "];
    for mark in marks {
        starts.extend(memchr::memmem::find_iter(bytes, mark).map(|at| at + mark.len() - 5));
    }
    starts.sort_unstable();
    let ends = starts.iter().skip(1).copied().chain([bytes.len()]);
    for (number, (start, end)) in starts.iter().zip(ends).enumerate() {
        let Some(mail) = bytes.get(*start..end) else { continue };
        if number > 0 && !sniff_box(mail) {
            continue;
        }
        let head = memchr::memchr(b'\n', mail).map_or(0, |at| at + 1);
        let mail = mail.get(head..).unwrap_or_default();
        one(unpacker, &format!("{}!/{}", file.name, number + 1), mail);
    }
}

pub(super) fn unpack(unpacker: &mut Unpacker, file: &ContainerPart) {
    one(unpacker, &file.name, &file.bytes);
}

/// Lines that may part a mail, at most: each part takes some 700 bytes of
/// memory, and a newsletter has three.
const MOST_MARKS: usize = 20_000;

/// Takes the article of one mail.
fn one(unpacker: &mut Unpacker, name: &str, bytes: &[u8]) {
    if memchr::memmem::find_iter(bytes, b"\n--").take(MOST_MARKS + 1).count() > MOST_MARKS {
        return unpacker.problem(
            name,
            "the mail has more parts than are read",
            "save its text from the mail program",
        );
    }
    let Some(message) = MessageParser::default().parse(bytes) else {
        return unpacker.problem(
            name,
            "the mail is damaged",
            "save it again from the mail program",
        );
    };
    let saved =
        message.header_raw("Snapshot-Content-Location").map(|value| value.trim().to_owned());
    let is_page = saved.is_some()
        || message.from().and_then(|from| from.first()?.name.as_deref()) == Some("Saved by Blink")
        || message.header_raw("From").is_some_and(|from| from.contains("<Saved by"));
    let (sure, otherwise) = if is_page {
        (Meta::default(), page_facts(&message, saved))
    } else {
        (mail_facts(&message), sender(&message))
    };
    let page = message.parts.iter().find_map(|part| match &part.body {
        PartType::Html(words) => Some(words),
        _ => None,
    });
    let (articles, problems) = (unpacker.joined.len(), unpacker.problems.len());
    if let Some(words) = page.filter(|words| unpacker.room(words.len())) {
        unpacker.take(ContainerPart {
            name: format!("{name}.html"),
            bytes: words.as_bytes().to_vec(),
            sure: sure.clone(),
            otherwise: otherwise.clone(),
        });
    }
    let text = message.parts.iter().find_map(|part| match &part.body {
        PartType::Text(words) => Some(words),
        _ => None,
    });
    if unpacker.joined.len() == articles
        && let Some(words) =
            text.filter(|words| unpacker.room(words.len()) && !words.trim().is_empty())
    {
        unpacker.problems.truncate(problems);
        unpacker.take_words(words.to_string(), &sure, &otherwise);
    }
}

/// The address that a page was saved from, and its title.
fn page_facts(message: &Message<'_>, saved: Option<String>) -> Meta {
    let fact = |url| Fact::new(url, Evidence::Field("Snapshot-Content-Location".to_owned()));
    Meta { title: mail_facts(message).title, url: saved.map(fact), ..Meta::default() }
}

/// Subject and day of a mail.
fn mail_facts(message: &Message<'_>) -> Meta {
    let field = |name: &str| Evidence::Field(name.to_owned());
    let subject = message.subject().map(str::trim).filter(|subject| !subject.is_empty());
    let date = message.date().and_then(|date| {
        let year = i16::try_from(date.year).ok().filter(|year| *year >= 1970)?;
        Some(Date { year: Some(year), month: Some(date.month), day: Some(date.day), minute: None })
    });
    let written = || message.header_raw("Date").and_then(dates::field);
    Meta {
        title: subject.map(|subject| Fact::new(subject.to_owned(), field("Subject"))),
        date: date.or_else(written).map(|date| Fact::new(date, field("Date"))),
        ..Meta::default()
    }
}

/// Who sent a mail: an outlet, or a person.
fn sender(message: &Message<'_>) -> Meta {
    let name = message.from().and_then(|from| from.first()?.name.as_deref()).map(str::trim);
    let fact = |name: &str| Some(Fact::new(name.to_owned(), Evidence::Field("From".to_owned())));
    match name {
        Some(name) if clean::is_outlet(name) => Meta { outlet: fact(name), ..Meta::default() },
        Some(name) if clean::are_people(name) => Meta { byline: fact(name), ..Meta::default() },
        _ => Meta::default(),
    }
}
