//! The records of files as bytes, with a row for each article.
//!
//! A file's record is cut into parts of a few articles, so that a file of
//! many thousands is no single value of megabytes. A part begins with the
//! date of its newest article, turned round, so that parts in the order of
//! their bytes are the newest first.

use std::collections::HashMap;

use super::days;
use super::record::{ArticleRow, FileRecord};
use crate::library::codec::{ByteReader, ByteWriter};
use crate::library::sure::sure;
use newsquotes::model::Date;

/// Articles of one part.
const PART: usize = 16;
/// The most bytes of a title, an outlet, a problem's words.
const LONGEST: usize = 400;
/// The most problems that are kept of a file.
const PROBLEMS: usize = 20;

/// The parts of a file's record, in order.
pub(super) fn parts(key: u64, record: &FileRecord) -> Vec<Vec<u8>> {
    let mut chunks = record.articles.chunks(PART);
    // A file without articles has a head all the same.
    let first = chunks.next().unwrap_or(&[]);
    let mut parts = vec![part(key, 0, first, |writer| head(writer, record))];
    parts.extend((1..).zip(chunks).map(|(number, rows)| part(key, number, rows, |_| ())));
    parts
}

fn part(key: u64, number: u64, rows: &[ArticleRow], head: impl FnOnce(&mut ByteWriter)) -> Vec<u8> {
    let newest = rows.iter().filter_map(|row| Some(*days::span(&row.date?)?.start())).max();
    let mut writer = ByteWriter::default();
    writer.raw(&(u64::MAX - newest.unwrap_or(0)).to_be_bytes());
    writer.raw(&key.to_be_bytes());
    writer.long(number);
    head(&mut writer);
    writer.size(rows.len());
    for row in rows {
        write_article(&mut writer, row);
    }
    writer.bytes
}

fn head(writer: &mut ByteWriter, record: &FileRecord) {
    writer.text(&record.path);
    writer.raw(&record.sha256);
    writer.long(record.size);
    writer.raw(&record.modified.to_be_bytes());
    writer.raw(&record.state.to_be_bytes());
    writer.long(record.corrections);
    writer.text(&record.format);
    writer.size(record.articles.len());
    writer.size(record.problems.len().min(PROBLEMS));
    for (what, hint) in record.problems.iter().take(PROBLEMS) {
        writer.text(cut(what));
        writer.text(cut(hint));
    }
}

fn write_article(writer: &mut ByteWriter, row: &ArticleRow) {
    writer.text(cut(&row.title));
    writer.maybe_text(row.outlet.as_deref().map(cut));
    writer.maybe_text(row.agency.as_deref().map(cut));
    writer.maybe_text(row.language.as_deref().map(cut));
    write_date(writer, row.date.as_ref());
    writer.size(row.span.start);
    writer.size(row.span.len());
}

/// The beginning of a text that is too long, at a character's edge.
pub(super) fn cut(text: &str) -> &str {
    let end = (0..=LONGEST.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
    sure(end.and_then(|end| text.get(..end)))
}

fn write_date(writer: &mut ByteWriter, date: Option<&Date>) {
    let Some(date) = date else { return writer.long(0) };
    let flags = 1
        | (u64::from(date.year.is_some()) << 1)
        | (u64::from(date.month.is_some()) << 2)
        | (u64::from(date.day.is_some()) << 3)
        | (u64::from(date.minute.is_some()) << 4);
    writer.long(flags);
    date.year.into_iter().for_each(|year| writer.raw(&year.to_be_bytes()));
    let rest = [date.month.map(u64::from), date.day.map(u64::from), date.minute.map(u64::from)];
    rest.into_iter().flatten().for_each(|part| writer.long(part));
}

fn read_date(reader: &mut ByteReader<'_>, flags: u64) -> Option<Date> {
    let mut date = Date::default();
    if flags & 2 != 0 {
        date.year = Some(i16::from_be_bytes(reader.raw(2)?.try_into().ok()?));
    }
    if flags & 4 != 0 {
        date.month = Some(u8::try_from(reader.long()?).ok()?);
    }
    if flags & 8 != 0 {
        date.day = Some(u8::try_from(reader.long()?).ok()?);
    }
    if flags & 16 != 0 {
        date.minute = Some(u16::try_from(reader.long()?).ok()?);
    }
    Some(date)
}

/// Puts the parts of records together again.
#[derive(Debug, Default)]
pub(super) struct Parts {
    /// Records that miss articles, and parts that came before their head.
    open: HashMap<u64, OpenRecord>,
}

#[derive(Debug, Default)]
struct OpenRecord {
    head: Option<(FileRecord, usize)>,
    rows: Vec<(u64, Vec<ArticleRow>)>,
}

impl Parts {
    /// Takes a part; the record once it is whole. Damaged bytes are passed
    /// over: their file is loaded again.
    pub(super) fn take(&mut self, bytes: &[u8]) -> Option<FileRecord> {
        let mut reader = ByteReader::new(bytes.get(8..)?);
        let key = u64::from_be_bytes(reader.raw(8)?.try_into().ok()?);
        let number = reader.long()?;
        let head = if number == 0 { Some(read_head(&mut reader)?) } else { None };
        let rows = reader.size()?;
        let rows: Vec<_> = (0..rows).map(|_| read_article(&mut reader)).collect::<Option<_>>()?;
        if let Some((mut record, total)) = head {
            if total == rows.len() {
                record.articles = rows;
                return Some(record);
            }
            self.open.entry(key).or_default().head = Some((record, total));
        }
        let open = self.open.entry(key).or_default();
        open.rows.push((number, rows));
        let record = open.close()?;
        self.open.remove(&key);
        Some(record)
    }
}

impl OpenRecord {
    fn close(&mut self) -> Option<FileRecord> {
        let total = self.rows.iter().map(|(_, rows)| rows.len()).sum::<usize>();
        self.head.as_ref().filter(|(_, articles)| *articles == total)?;
        let (mut record, _) = self.head.take()?;
        self.rows.sort_by_key(|(number, _)| *number);
        record.articles = self.rows.drain(..).flat_map(|(_, rows)| rows).collect();
        Some(record)
    }
}

/// The head and how many articles there are.
fn read_head(reader: &mut ByteReader<'_>) -> Option<(FileRecord, usize)> {
    let mut record = FileRecord {
        path: reader.text()?.to_owned(),
        sha256: reader.raw(32)?.try_into().ok()?,
        size: reader.long()?,
        modified: i128::from_be_bytes(reader.raw(16)?.try_into().ok()?),
        state: u64::from_be_bytes(reader.raw(8)?.try_into().ok()?),
        corrections: reader.long()?,
        format: reader.text()?.to_owned(),
        articles: Vec::new(),
        problems: Vec::new(),
    };
    let articles = reader.size()?;
    for _ in 0..reader.size()?.min(PROBLEMS) {
        record.problems.push((reader.text()?.to_owned(), reader.text()?.to_owned()));
    }
    Some((record, articles))
}

fn read_article(reader: &mut ByteReader<'_>) -> Option<ArticleRow> {
    let owned = |text: Option<&str>| text.map(str::to_owned);
    let mut row = ArticleRow { title: reader.text()?.to_owned(), ..ArticleRow::default() };
    row.outlet = owned(reader.maybe_text().ok()?);
    row.agency = owned(reader.maybe_text().ok()?);
    row.language = owned(reader.maybe_text().ok()?);
    let flags = reader.long()?;
    if flags != 0 {
        row.date = Some(read_date(reader, flags)?);
    }
    let start = reader.size()?;
    row.span = start..start.checked_add(reader.size()?)?;
    Some(row)
}

/// What the first part of a record says of its file; its articles may miss.
pub(super) fn file_of(part: &[u8]) -> Option<FileRecord> {
    let mut reader = ByteReader::new(part.get(16..)?);
    (reader.long()? == 0).then(|| read_head(&mut reader)).flatten().map(|(record, _)| record)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(articles: usize) -> FileRecord {
        let row = |number: usize| ArticleRow {
            title: format!("Bridge {number} stays"),
            outlet: Some("The Bell".into()),
            date: Date::parse_iso(&format!("2024-04-{:02}", number % 28 + 1)),
            span: number * 100..number * 100 + 90,
            ..ArticleRow::default()
        };
        FileRecord {
            path: "/news/bridge.txt".into(),
            sha256: [7; 32],
            size: 4000,
            modified: -1,
            state: 5,
            corrections: u64::MAX,
            format: "plain".into(),
            articles: (0..articles).map(row).collect(),
            problems: vec![("the file is odd".into(), String::new())],
        }
    }

    #[test]
    fn a_record_comes_back_from_its_parts_in_any_order() {
        for articles in [0, 1, 16, 17, 100] {
            let record = record(articles);
            let mut cut = parts(9, &record);
            cut.reverse();
            let mut parts = Parts::default();
            let whole: Vec<_> = cut.iter().filter_map(|part| parts.take(part)).collect();
            assert_eq!(whole, [record]);
        }
    }

    #[test]
    fn the_newest_file_has_the_least_bytes() {
        let dated = |iso| {
            let mut record = record(1);
            record.articles[0].date = Date::parse_iso(iso);
            parts(9, &record).remove(0)
        };
        assert!(dated("2024-05-01") < dated("2024-04-30"));
        assert!(dated("2024-04-01") < dated("--04-01"));
    }

    #[test]
    fn damaged_rows_are_none() {
        let part = parts(9, &record(3)).remove(0);
        for end in 0..part.len() {
            assert_eq!(Parts::default().take(&part[..end]), None);
        }
    }

    #[test]
    fn long_titles_are_cut_between_characters() {
        assert_eq!(cut("Brücke"), "Brücke");
        let long = "ü".repeat(1000);
        assert!(cut(&long).len() <= LONGEST && long.starts_with(cut(&long)));
    }
}
