//! Which single units are page furniture, by what they say. It looks at one
//! unit at a time; neighbours are the business of `page` and `roles`.
//!
//! Long, because every shape of furniture has its small rule and its example
//! here, in the order in which they are asked.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::phrases::{self, How, NoisePhrase};
use super::unit::{Shape, UnitEnding, UnitVerdict};
use crate::load::dates;
use crate::model::{BlockKind, BlockReason};
use crate::sure::{items, part};

/// Longer units are never furniture as a whole.
const MAX_BYTES: usize = 1600;

struct Phrases {
    whole: HashMap<&'static str, UnitVerdict>,
    /// By their first word.
    start: HashMap<&'static str, Vec<NoisePhrase>>,
    within: Vec<NoisePhrase>,
    finder: aho_corasick::AhoCorasick,
}

static PHRASES: LazyLock<Option<Phrases>> = LazyLock::new(Phrases::build);

impl Phrases {
    /// Where a phrase stands in two rows, the last of them counts.
    fn build() -> Option<Phrases> {
        let mut whole = HashMap::new();
        let mut start: HashMap<&str, Vec<NoisePhrase>> = HashMap::new();
        let mut within = Vec::new();
        for phrase in phrases::all() {
            match phrase.how {
                How::Whole => {
                    whole.insert(phrase.words, phrase.verdict);
                }
                How::Start => start.entry(first_word(phrase.words)).or_default().push(phrase),
                How::Within => within.push(phrase),
            }
        }
        let finder = aho_corasick::AhoCorasick::new(within.iter().map(|p| p.words)).ok()?;
        Some(Phrases { whole, start, within, finder })
    }
}

fn first_word(words: &str) -> &str {
    words.split([' ', ':']).next().unwrap_or(words)
}

/// What a unit is by its words alone.
pub(super) fn judge(words: &str, shape: &Shape) -> Option<UnitVerdict> {
    if words.len() > MAX_BYTES || shape.words > 160 {
        return None;
    }
    by_shape(words, shape).or_else(|| by_phrase(words, shape))
}

/// What an open unit is by its last words or its form. The places on a page
/// were fitted without these rules.
pub(super) fn judge_late(words: &str, shape: &Shape) -> Option<UnitVerdict> {
    let verdict = |kind, why| Some(UnitVerdict { kind, why });
    if (5..=60).contains(&shape.words) && (credited(words) || ends_with_photographer(words)) {
        return verdict(BlockKind::Caption, BlockReason::PhotoCredit);
    }
    if agency_mark(words) {
        return verdict(BlockKind::Notice, BlockReason::AgencyVersion);
    }
    if initials(words) {
        return verdict(BlockKind::Notice, BlockReason::WritersInitials);
    }
    if shape.words <= 6 && shape.digits > 0 && reading_time(words) {
        return verdict(BlockKind::Notice, BlockReason::ReadingAid);
    }
    None
}

fn by_phrase(words: &str, shape: &Shape) -> Option<UnitVerdict> {
    let phrases = PHRASES.as_ref()?;
    let folded = fold(words);
    let bare = folded.trim_matches(|c: char| !c.is_alphanumeric());
    if let Some(verdict) = phrases.whole.get(bare) {
        return Some(*verdict);
    }
    begins(phrases, &folded, shape)
        .or_else(|| bar(phrases, &folded, shape))
        .or_else(|| holds(phrases, &folded, shape))
}

fn begins(phrases: &Phrases, folded: &str, shape: &Shape) -> Option<UnitVerdict> {
    let rest = folded.trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '(' | '©'));
    let rows = phrases.start.get(first_word(rest))?;
    let fits = |row: &&NoisePhrase| {
        let after = rest.strip_prefix(row.words)?;
        let whole =
            row.words.ends_with([':', '：', ' ']) || !after.starts_with(char::is_alphanumeric);
        (whole && shape.words <= row.most && is_furniture(row, shape)).then_some(())
    };
    rows.iter().find(|row| fits(row).is_some()).map(|row| row.verdict)
}

/// Some openings also begin sentences of the body ("By continuing the war,
/// he said"): a quotation or several sentences speak for the body.
fn is_furniture(row: &NoisePhrase, shape: &Shape) -> bool {
    match row.verdict.kind {
        BlockKind::Notice => {
            !(shape.quoted && shape.ending == UnitEnding::Sentence && shape.words > 14)
        }
        BlockKind::Related => !(shape.ending == UnitEnding::Sentence && shape.quoted),
        _ => true,
    }
}

fn holds(phrases: &Phrases, folded: &str, shape: &Shape) -> Option<UnitVerdict> {
    let mut found = phrases.finder.find_iter(folded).filter_map(|found| {
        let row = phrases.within.get(found.pattern().as_usize())?;
        let fits =
            shape.words <= row.most && (!shape.quoted || row.verdict.kind == BlockKind::Caption);
        (fits && placed(row, folded, found.end(), shape)).then_some(row)
    });
    let row = found.next()?;
    let alone = found.all(|other| other.words == row.words);
    // Reports speak of terms of service too; a notice names two such
    // documents, or is short.
    let told = row.verdict.why != BlockReason::Policy || shape.words <= 14 || !alone;
    told.then_some(row.verdict)
}

/// A photo credit stands at the end of a caption, or at its start.
fn placed(row: &NoisePhrase, folded: &str, end: usize, shape: &Shape) -> bool {
    row.verdict.kind != BlockKind::Caption
        || folded.len() - end <= 45
        || (end <= 40 && shape.words <= 40)
}

/// `Facebook Twitter Email Print`: nothing but share buttons in one line.
fn bar(phrases: &Phrases, folded: &str, shape: &Shape) -> Option<UnitVerdict> {
    if !(2..=24).contains(&shape.words) {
        return None;
    }
    let mut buttons = 0;
    for word in folded.split([' ', '|', '/', '·', '•', ',']).filter(|word| !word.is_empty()) {
        match phrases.whole.get(word) {
            Some(verdict) if verdict.kind == BlockKind::Share => buttons += 1,
            _ if matches!(word, "on" | "to" | "via" | "by" | "the" | "this" | "plus") => {}
            _ => return None,
        }
    }
    (buttons >= 2).then_some(UnitVerdict { kind: BlockKind::Share, why: BlockReason::ShareButtons })
}

/// Small letters, one space between words, straight apostrophes.
fn fold(words: &str) -> String {
    let plain = |byte: &u8| byte.is_ascii() && (*byte == b' ' || !byte.is_ascii_whitespace());
    if words.as_bytes().iter().all(plain) && !words.contains("  ") {
        return words.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(words.len() + 4);
    for c in words.chars() {
        match c {
            'A'..='Z' => folded.push(c.to_ascii_lowercase()),
            '’' | '‘' => folded.push('\''),
            c if c.is_ascii() && !c.is_ascii_whitespace() => folded.push(c),
            c if c.is_whitespace() => {
                if !folded.ends_with(' ') {
                    folded.push(' ');
                }
            }
            c => folded.extend(c.to_lowercase()),
        }
    }
    folded
}

fn by_shape(words: &str, shape: &Shape) -> Option<UnitVerdict> {
    let verdict = |kind, why| Some(UnitVerdict { kind, why });
    if shape.words == 1 && shape.address && words.len() > 4 {
        return verdict(BlockKind::Notice, BlockReason::Address);
    }
    if shape.words <= 90 && signed_photo(words) {
        return verdict(BlockKind::Caption, BlockReason::PhotoCredit);
    }
    if signs_post(words) {
        return verdict(BlockKind::Notice, BlockReason::PostSignature);
    }
    if shape.words <= 14 && shape.digits > 0 {
        if signs_comment(words, shape) {
            return verdict(BlockKind::Comment, BlockReason::CommentSignature);
        }
        if relative_time(words, shape) {
            return verdict(BlockKind::Notice, BlockReason::TimeSince);
        }
        if counts(words, shape) {
            return verdict(BlockKind::Share, BlockReason::ShareCount);
        }
        if is_date_line(words, shape) {
            return verdict(BlockKind::Dateline, BlockReason::DateAlone);
        }
    }
    if shape.letters == 0 {
        let why = if shape.digits > 0 { BlockReason::BareNumber } else { BlockReason::NoWords };
        return verdict(BlockKind::Navigation, why);
    }
    None
}

/// `REUTERS/Jo Brandt` at the end of a caption.
fn signed_photo(words: &str) -> bool {
    ["REUTERS/", "AFP/", "EPA/", "AP/"].iter().any(|credit| {
        let tail = words.len().saturating_sub(50 + credit.len());
        let behind = items(words.as_bytes(), tail..);
        let found = behind.windows(credit.len()).rposition(|part| part == credit.as_bytes());
        let before = found.and_then(|at| words.get(..tail + at));
        before.is_some_and(|before| !before.ends_with(char::is_alphanumeric))
    })
}

/// `The pier at noon. © Jo Brandt, AFP`: a name, not a year, behind the sign.
fn credited(words: &str) -> bool {
    words.rfind('©').is_some_and(|at| {
        let behind = part(words, at + '©'.len_utf8()..).trim_start();
        at >= 12 && behind.len() <= 60 && behind.starts_with(char::is_alphabetic)
    })
}

/// `The long table at dusk. Photo Jo Brandt`.
fn ends_with_photographer(words: &str) -> bool {
    const LABELS: [&str; 8] =
        ["Photo", "Photos", "Photograph", "Picture", "Pictures", "Image", "Foto", "Bild"];
    let mut stops = words.rmatch_indices('.').filter_map(|(at, _)| words.get(at + 1..));
    let Some(end) = stops.find_map(|end| end.strip_prefix(' ')) else { return false };
    let mut parts = end.split([' ', ':']).filter(|part| !part.is_empty());
    let label = parts.next().is_some_and(|first| LABELS.contains(&first));
    let names: Vec<&str> = parts.skip_while(|part| *part == "by").collect();
    label
        && (1..=5).contains(&names.len())
        && names.iter().all(|name| name.starts_with(char::is_uppercase))
}

/// `2ND LEAD`, `1ST LD-WRITETHRU`, `URGENT`: which version of a report it is.
fn agency_mark(words: &str) -> bool {
    const MARKS: [&str; 12] = [
        "LEAD",
        "LD",
        "NET",
        "UPDATE",
        "WRITETHRU",
        "WRAPUP",
        "URGENT",
        "FLASH",
        "ALERT",
        "NEWSALERT",
        "EIL",
        "ADVISORY",
    ];
    let mut parts = words.split([' ', '-', '.']).filter(|part| !part.is_empty()).peekable();
    let is_count = |part: &str| part.starts_with(|c: char| c.is_ascii_digit()) && part.len() <= 4;
    words.len() <= 30
        && !words.contains(char::is_lowercase)
        && parts.peek().is_some()
        && words.split([' ', '-', '.']).any(|part| MARKS.contains(&part))
        && parts.all(|part| is_count(part) || MARKS.contains(&part))
}

/// `al/pj/rt`: initials of the desk behind an agency's report.
fn initials(words: &str) -> bool {
    let parts = words.split('/');
    (5..=24).contains(&words.len())
        && words.contains('/')
        && parts.clone().all(|part| {
            (2..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_lowercase())
        })
}

/// `4 min read`, `Lesezeit: 4 Minuten`, `Temps de lecture : 4 min`.
fn reading_time(words: &str) -> bool {
    const READ: [&str; 13] = [
        "read",
        "lesezeit",
        "lesedauer",
        "lesen",
        "lecture",
        "lectura",
        "lettura",
        "leitura",
        "leestijd",
        "läsning",
        "lesetid",
        "читать",
        "чтения",
    ];
    let folded = words.to_lowercase();
    let timed = folded.contains("min") || folded.contains("мин");
    timed && READ.iter().any(|read| folded.contains(read))
}

/// `— Name (@name) April 4, 2024` closes an embedded post.
fn signs_post(words: &str) -> bool {
    words.starts_with(['—', '-', '–']) && words.contains("(@") && words.len() < 200
}

/// `10h ago`, `From 2h ago`, `vor 3 Stunden`, `il y a 2 heures`.
fn relative_time(words: &str, shape: &Shape) -> bool {
    const MARKS: [&str; 14] = [
        " ago",
        "vor ",
        "il y a ",
        "hace ",
        " fa",
        "há ",
        " geleden",
        " sedan",
        " siden",
        " назад",
        " тому",
        " önce",
        " temu",
        "lalu",
    ];
    let folded = words.to_lowercase();
    let told = MARKS.iter().any(|mark| {
        if mark.starts_with(' ') { folded.ends_with(mark) } else { folded.starts_with(mark) }
    });
    let long = shape.words <= 8 && folded.contains(" ago at ");
    long || shape.words <= 5 && (told || folded.ends_with("前"))
}

/// `12 comments`, `1.3K shares`.
fn counts(words: &str, shape: &Shape) -> bool {
    const THINGS: [&str; 16] = [
        "comment",
        "share",
        "view",
        "like",
        "kommentar",
        "commentaire",
        "comentario",
        "commenti",
        "comentário",
        "reactie",
        "просмотр",
        "комментари",
        "yorum",
        "komentar",
        "retweet",
        "follower",
    ];
    let folded = words.to_lowercase();
    let folded = folded.trim_start_matches(['(', '[', ' ']);
    let second = folded.split(' ').nth(1).unwrap_or("");
    shape.words <= 5
        && folded.starts_with(|c: char| c.is_ascii_digit())
        && THINGS.iter().any(|thing| second.starts_with(thing))
}

/// `Jo on April 4, 2024 at 6:34 am said:`
fn signs_comment(words: &str, shape: &Shape) -> bool {
    shape.ending == UnitEnding::Colon
        && dates::find(words).is_some_and(|found| found.date.minute.is_some())
}

/// A line that is a date with little else: a weekday, a time, "Updated".
fn is_date_line(words: &str, shape: &Shape) -> bool {
    let Some(found) = dates::find(words) else { return false };
    let rest = words.len() - found.range.len();
    if found.date.minute.is_some() && found.date.year.is_some() && rest <= 60 {
        return shape.words <= 12 && shape.ending != UnitEnding::Sentence;
    }
    let anchored = found.date.year.is_some() || found.date.minute.is_some() || rest <= 4;
    anchored && rest <= 28 && shape.words <= 9 && shape.ending != UnitEnding::Sentence
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(words: &str) -> Option<BlockKind> {
        let shape = Shape::of(words);
        judge(words, &shape).or_else(|| judge_late(words, &shape)).map(|verdict| verdict.kind)
    }

    #[test]
    fn furniture_is_named() {
        for (words, expected) in [
            ("Share", BlockKind::Share),
            ("Facebook Twitter WhatsApp Email", BlockKind::Share),
            ("Share on Facebook (Opens in new window)", BlockKind::Share),
            ("1,204 shares", BlockKind::Share),
            ("No comments:", BlockKind::Comment),
            ("RELATED", BlockKind::Related),
            ("Read more: How the ferry came to Lindau", BlockKind::Related),
            ("Lesen Sie auch: Fähre steht still", BlockKind::Related),
            ("Читайте также:", BlockKind::Related),
            ("Tags: ferry, lake, Lindau", BlockKind::Tags),
            ("Advertisement", BlockKind::Notice),
            ("Story continues below", BlockKind::Notice),
            ("Werbung", BlockKind::Notice),
            ("© 2024 The Lake Courier", BlockKind::Notice),
            ("Mona Ober contributed to this report.", BlockKind::Notice),
            ("Correction: An earlier version misspelled the harbour's name.", BlockKind::Notice),
            ("Sign up for our morning letter", BlockKind::Notice),
            ("From 2h ago", BlockKind::Notice),
            ("Updated at", BlockKind::Notice),
            ("The ferry at the pier. Photograph: Jo Brandt/AFP/Getty Images", BlockKind::Caption),
            ("Enlarge this image toggle caption Jo Brandt/AP Jo Brandt/AP", BlockKind::Caption),
            ("The ferry before it sank in the harbour. REUTERS/Jo Brandt", BlockKind::Caption),
            ("04 April 2024", BlockKind::Dateline),
            ("2024-04-04", BlockKind::Dateline),
            ("Posted by the harbour office on April 4, 2024 at 6:34 pm", BlockKind::Dateline),
            ("Jo on April 4, 2024 at 6:34 am said:", BlockKind::Comment),
            ("[ 12 comments ]", BlockKind::Share),
            ("2 days ago at 07:52 am", BlockKind::Notice),
            ("The ferry leaves the pier at noon. © Jo Brandt, AFP", BlockKind::Caption),
            ("Picture above: the ferry at noon", BlockKind::Caption),
            ("The ferry at noon. Photo Jo Brandt", BlockKind::Caption),
            ("2ND LEAD", BlockKind::Notice),
            ("4 min read", BlockKind::Notice),
            ("Lesezeit: 4 Minuten", BlockKind::Notice),
            ("1ST LD-WRITETHRU", BlockKind::Notice),
            ("al/pj/rt", BlockKind::Notice),
            ("***", BlockKind::Navigation),
            ("https://example.org/ferry", BlockKind::Notice),
            ("— Harbour Office (@harbour) April 4, 2024", BlockKind::Notice),
        ] {
            assert_eq!(kind(words), Some(expected), "{words}");
        }
    }

    #[test]
    fn prose_is_left_alone() {
        for words in [
            "The mayor said the bridge would stay open.",
            "Share prices fell on Tuesday as the harbour closed.",
            "“Subscribe to our plan or leave,” the captain told the crew on Monday, and nobody left the pier.",
            "Comments by the minister angered the crew.",
            "The post on the sunken ferry was against the terms of service of the network, the harbour said on Monday.",
            "The mayor leads by two points, according to a Reuters/Ipsos poll of the harbour.",
            "On April 4, 2024, the ferry sank in front of the harbour.",
            "She led the ferry. Photo finish",
            "URGENT TALKS ON THE FERRY",
        ] {
            assert_eq!(kind(words), None, "{words}");
        }
    }
}
