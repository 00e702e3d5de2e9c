//! What the index keeps of an article to read it again, as bytes: its blocks,
//! its quotations, its text where no file holds it.
//!
//! The quotations lie with their article, so that whoever said many of them is
//! written once and one access reads them all. Their words are in the text.

use std::ops::Range;

use super::record::{ArticleRef, QuoteRow};
use super::rows::cut;
use super::words;
use crate::library::codec::{ByteReader, ByteWriter};
use crate::library::sketch;
use crate::library::sure::sure;
use newsquotes::folding::{self, one_line};
use newsquotes::model::Form;

/// Between the parts of a quotation.
const BETWEEN_PARTS: &str = " … ";
/// Values of a sketch in one number, of 16 bits each.
const PACKED: usize = 4;

/// What is kept of an article beside its row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct StoredArticle {
    /// Bytes of the document's text.
    pub(super) span: Range<usize>,
    pub(super) blocks: Vec<Range<usize>>,
    /// Without their words, their sketches and where they stand.
    pub(super) quotes: Vec<QuoteRow>,
    /// The text of its span, where the file does not hold it byte for byte.
    pub(super) text: Option<String>,
}

/// Who says something, and as what.
type SpeakerAndRole = (Option<String>, Option<String>);

impl StoredArticle {
    pub(super) fn write(&self) -> Vec<u8> {
        let mut writer = ByteWriter::default();
        writer.size(self.span.start);
        writer.size(self.span.len());
        writer.ranges(&self.blocks);
        let mut known: Vec<SpeakerAndRole> = Vec::new();
        writer.size(self.quotes.len());
        for quote in &self.quotes {
            write_quote(&mut writer, quote, &mut known);
        }
        writer.maybe_text(self.text.as_deref());
        writer.bytes
    }

    pub(super) fn read(bytes: &[u8]) -> Option<StoredArticle> {
        let mut reader = ByteReader::new(bytes);
        let start = reader.size()?;
        let span = start..start.checked_add(reader.size()?)?;
        let blocks = reader.ranges()?;
        let mut known = Vec::new();
        let quotes = reader.size()?;
        let quotes = (0..quotes).map(|_| read_quote(&mut reader, &mut known));
        let quotes = quotes.collect::<Option<_>>()?;
        let text = reader.maybe_text().ok()?.map(str::to_owned);
        Some(StoredArticle { span, blocks, quotes, text })
    }
}

/// Who says it is the number of a speaker written before, or a new one.
fn write_quote(writer: &mut ByteWriter, row: &QuoteRow, known: &mut Vec<SpeakerAndRole>) {
    writer.long(u64::from(row.quote));
    writer.ranges(&row.parts);
    let said: SpeakerAndRole = (
        row.speaker.as_deref().map(|name| cut(name).to_owned()),
        row.role.as_deref().map(|role| cut(role).to_owned()),
    );
    let place = known.iter().position(|one| *one == said);
    writer.size(place.unwrap_or(known.len()));
    if place.is_none() {
        writer.maybe_text(said.0.as_deref());
        writer.maybe_text(said.1.as_deref());
        known.push(said);
    }
    let form = Form::ALL.iter().position(|form| *form == row.form);
    writer.size(sure(form) << 2 | usize::from(row.is_repeat) << 1 | usize::from(row.is_unsafe));
    writer.long(u64::from(row.confidence));
}

fn read_quote(reader: &mut ByteReader<'_>, known: &mut Vec<SpeakerAndRole>) -> Option<QuoteRow> {
    let quote = reader.number()?;
    let parts = reader.ranges()?;
    let place = reader.size()?;
    if place == known.len() {
        let speaker = reader.maybe_text().ok()?.map(str::to_owned);
        known.push((speaker, reader.maybe_text().ok()?.map(str::to_owned)));
    }
    let (speaker, role) = known.get(place)?.clone();
    let kind = reader.size()?;
    Some(QuoteRow {
        at: ArticleRef { file: 0, article: 0 },
        quote,
        words: String::new(),
        parts,
        speaker,
        role,
        confidence: u8::try_from(reader.long()?).ok()?,
        form: *Form::ALL.get(kind >> 2)?,
        is_unsafe: kind & 1 != 0,
        is_repeat: kind & 2 != 0,
        sketch: Vec::new(),
    })
}

/// Puts the words of its parts into a row, and the sketch, which is cheaper to
/// make than to keep. `part` gives the words at bytes of the document's text.
pub(super) fn fill_quote<'a>(row: &mut QuoteRow, part: impl Fn(Range<usize>) -> &'a str) {
    let parts: Vec<_> = row.parts.iter().map(|range| one_line(part(range.clone()))).collect();
    row.words = parts.join(BETWEEN_PARTS);
    row.sketch = sketch_of_quote(&row.words);
}

fn sketch_of_quote(quoted: &str) -> Vec<u32> {
    let folded =
        words::words(quoted, 0).map(|range| folding::word(sure(quoted.get(range))).into_owned());
    let stems: Vec<_> = folded.map(|word| words::stem(&word, None).into_owned()).collect();
    sketch::of_quote(stems.iter().map(String::as_str))
}

/// A sketch as the numbers of a column.
pub(super) fn packed(sketch: &[u32]) -> impl Iterator<Item = u64> + '_ {
    let pack =
        |values: &[u32]| values.iter().fold(0, |all, value| all << 16 | u64::from(value & 0xffff));
    sketch.chunks_exact(PACKED).map(pack)
}

/// The sketch that these numbers hold.
pub(super) fn unpacked(numbers: impl Iterator<Item = u64>) -> Vec<u32> {
    let values = |number: u64| [48, 32, 16, 0].map(|shift| low(number >> shift));
    numbers.flat_map(values).collect()
}

fn low(number: u64) -> u32 {
    sure(u32::try_from(number & 0xffff).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article() -> StoredArticle {
        let quote = |quote: u32, speaker: Option<&str>| QuoteRow {
            at: ArticleRef { file: 0, article: 0 },
            quote,
            words: String::new(),
            parts: vec![90..120, 130..140],
            speaker: speaker.map(str::to_owned),
            role: speaker.map(|_| "mayor".to_owned()),
            confidence: 80,
            form: Form::Mixed,
            is_unsafe: quote == 3,
            is_repeat: quote == 5,
            sketch: Vec::new(),
        };
        let quotes = vec![quote(0, Some("Ober")), quote(3, None), quote(5, Some("Ober"))];
        let text = Some("Bridge".to_owned());
        StoredArticle { span: 80..300, blocks: vec![80..100, 102..300], quotes, text }
    }

    #[test]
    fn an_article_comes_back_with_its_quotations() {
        let article = article();
        assert_eq!(StoredArticle::read(&article.write()), Some(article));
    }

    #[test]
    fn damaged_bytes_are_no_article() {
        let bytes = article().write();
        assert!((0..bytes.len()).all(|end| StoredArticle::read(&bytes[..end]).is_none()));
    }

    #[test]
    fn a_sketch_comes_back_from_its_numbers() {
        let sketch: Vec<u32> = (0..16).map(|value| (value * 4001) & 0xffff).collect();
        assert_eq!(unpacked(packed(&sketch)), sketch);
        assert_eq!(packed(&[]).count(), 0);
    }
}
