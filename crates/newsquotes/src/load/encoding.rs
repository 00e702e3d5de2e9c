//! Bytes into text: UTF-8, UTF-16 with or without its mark, and the old
//! single-byte and East Asian encodings, guessed. It never fails; what had to
//! be guessed or replaced is said in a note.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

use crate::sure::items;

/// What the bytes say.
#[derive(Debug)]
pub(super) struct Decoded {
    pub(super) content: String,
    /// Whether `content` is the bytes themselves.
    pub(super) exact: bool,
    /// What was damaged, for a problem.
    pub(super) damage: Option<&'static str>,
}

/// How many bytes around the first one that is not ASCII the guess looks at.
/// Firefox's detector is settled well within this; a bound keeps a file of
/// 100 MB as quick as a small one.
const GUESS_WINDOW: usize = 1 << 18;

/// One broken byte in so many still counts as UTF-8 with damage.
const UTF8_DAMAGE: usize = 500;

/// Reads bytes that are known not to be a binary file.
pub(super) fn decode(bytes: Vec<u8>) -> Decoded {
    if let Some(encoding) = utf16(&bytes) {
        return with(encoding, &bytes);
    }
    match String::from_utf8(bytes) {
        Ok(content) => Decoded { content, exact: true, damage: None },
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let bytes = error.into_bytes();
            damaged_utf8(&bytes).unwrap_or_else(|| with(guess(&bytes, at), &bytes))
        }
    }
}

/// UTF-16 by its mark, or by where its zero bytes stand: Western text has
/// them on every other place, any script has them in its line ends.
pub(super) fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [0xff, 0xfe, ..] => return Some(UTF_16LE),
        [0xfe, 0xff, ..] => return Some(UTF_16BE),
        _ => {}
    }
    let sample = items(bytes, ..bytes.len().min(1 << 16));
    memchr::memchr(0, sample)?;
    let zeros = |parity: usize| sample.iter().skip(parity).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let enough = sample.len() / 256 + 2;
    let encoding = match (even, odd) {
        (0, odd) if odd >= enough => UTF_16LE,
        (even, 0) if even >= enough => UTF_16BE,
        _ => return None,
    };
    let (_, broken) = encoding.decode_without_bom_handling(sample);
    (!broken).then_some(encoding)
}

/// UTF-8 with a few broken bytes, such as a file cut in the middle of a
/// character: its other characters prove what it is.
fn damaged_utf8(bytes: &[u8]) -> Option<Decoded> {
    let (mut broken, mut wide) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        broken += usize::from(!chunk.invalid().is_empty());
        wide += chunk.valid().bytes().filter(|byte| *byte >= 0xc0).count();
    }
    if broken > bytes.len() / UTF8_DAMAGE + 1 || wide < broken * 4 {
        return None;
    }
    let content = String::from_utf8_lossy(bytes).into_owned();
    Some(Decoded { content, exact: false, damage: Some("some bytes are not valid UTF-8") })
}

fn guess(bytes: &[u8], first: usize) -> &'static Encoding {
    let start = first.saturating_sub(GUESS_WINDOW / 4);
    let end = bytes.len().min(start + GUESS_WINDOW);
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(items(bytes, start..end), end == bytes.len());
    detector.guess(None, Utf8Detection::Deny)
}

fn with(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let (content, _, broken) = encoding.decode(bytes);
    let damage = broken.then_some("some characters could not be decoded");
    Decoded { content: content.into_owned(), exact: false, damage }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16_bytes(text: &str, little: bool) -> Vec<u8> {
        let pair = |unit: u16| if little { unit.to_le_bytes() } else { unit.to_be_bytes() };
        text.encode_utf16().flat_map(pair).collect()
    }

    #[test]
    fn utf8_is_taken_as_it_stands_with_its_mark() {
        let decoded = decode("\u{feff}Brücke".as_bytes().to_vec());
        assert_eq!((decoded.content.as_str(), decoded.exact), ("\u{feff}Brücke", true));
    }

    #[test]
    fn utf16_is_known_by_its_mark_or_its_zeros() {
        for little in [true, false] {
            let marked = utf16_bytes("\u{feff}Ober said: “Yes.”\n", little);
            assert_eq!(decode(marked).content, "Ober said: “Yes.”\n");
            let bare = utf16_bytes("Ober said: “Yes.”\n", little);
            assert_eq!(decode(bare).content, "Ober said: “Yes.”\n");
            let cyrillic = utf16_bytes("Мост открыт, сказала мэр.\n\nОна рада.\n", little);
            assert_eq!(decode(cyrillic).content, "Мост открыт, сказала мэр.\n\nОна рада.\n");
        }
    }

    #[test]
    fn old_encodings_are_guessed() {
        let western = b"The caf\xe9 said it was \x93closed\x94 for the day.".to_vec();
        assert_eq!(decode(western).content, "The café said it was “closed” for the day.");
        let (russian, ..) =
            encoding_rs::WINDOWS_1251.encode("Мост открыт для движения, сказал мэр города.");
        assert_eq!(
            decode(russian.into_owned()).content,
            "Мост открыт для движения, сказал мэр города."
        );
    }

    #[test]
    fn a_file_cut_in_a_character_stays_utf8() {
        let mut bytes =
            "„Schöne Grüße“, sagte die Bürgermeisterin über die Brücke.".repeat(3).into_bytes();
        bytes.push(0xe2);
        let decoded = decode(bytes);
        assert!(decoded.content.starts_with("„Schöne Grüße“"));
        assert!(decoded.damage.is_some());
    }
}
