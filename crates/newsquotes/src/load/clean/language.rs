//! The language of an article as an ISO 639-1 code, when it is clear: by the
//! commonest small words of a dozen languages, else by whatlang.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Small words that few of the other languages share.
const WORDS: [(&str, &[&str]); 12] = [
    (
        "en",
        &["the", "and", "of", "to", "that", "was", "is", "for", "with", "said", "it", "his", "has"],
    ),
    (
        "de",
        &[
            "der", "die", "das", "und", "nicht", "mit", "sich", "ist", "von", "dem", "auf", "für",
            "ein",
        ],
    ),
    (
        "fr",
        &["les", "des", "est", "dans", "une", "pour", "qui", "du", "sur", "pas", "et", "au", "ce"],
    ),
    ("es", &["los", "las", "del", "una", "por", "con", "para", "su", "y", "el", "se", "más", "es"]),
    (
        "it",
        &["il", "che", "di", "della", "per", "una", "non", "sono", "con", "del", "nel", "è", "gli"],
    ),
    ("pt", &["os", "não", "uma", "do", "da", "em", "para", "com", "que", "dos", "ao", "mais", "é"]),
    (
        "nl",
        &[
            "het", "een", "van", "de", "niet", "zijn", "voor", "met", "dat", "op", "te", "ook",
            "aan",
        ],
    ),
    (
        "sv",
        &["och", "att", "det", "som", "är", "för", "på", "inte", "den", "ett", "till", "av", "har"],
    ),
    ("pl", &["nie", "się", "że", "jest", "na", "do", "w", "z", "i", "jak", "przez", "po", "dla"]),
    ("ru", &["и", "в", "не", "на", "что", "с", "по", "это", "как", "его", "для", "из", "был"]),
    ("uk", &["і", "в", "не", "на", "що", "з", "та", "це", "як", "його", "для", "із", "був"]),
    (
        "tr",
        &[
            "ve", "bir", "bu", "için", "ile", "de", "da", "olarak", "daha", "çok", "gibi", "olan",
            "ise",
        ],
    ),
];

/// For each of the small words the languages that have it, a bit each.
static LANGUAGES: LazyLock<HashMap<&'static str, u16>> = LazyLock::new(|| {
    let mut languages = HashMap::new();
    for (bit, (_, words)) in WORDS.iter().enumerate() {
        for word in *words {
            *languages.entry(*word).or_default() |= 1 << bit;
        }
    }
    languages
});

/// The language that a body is written in, by samples of it, short ones
/// first; trigrams cost more and are asked last.
pub(super) fn of(samples: &[&str]) -> Option<&'static str> {
    let by_words = samples.iter().find_map(|sample| by_small_words(sample));
    by_words.or_else(|| samples.iter().find_map(|sample| by_trigrams(sample)))
}

fn by_trigrams(sample: &str) -> Option<&'static str> {
    let found = whatlang::detect(sample).filter(whatlang::Info::is_reliable)?;
    iso_639_1(found.lang())
}

/// A language whose small words make an eighth of all words and are three
/// times as many as those of any other.
fn by_small_words(sample: &str) -> Option<&'static str> {
    let mut counts = [0_usize; WORDS.len()];
    let mut all = 0;
    for word in sample.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
        all += 1;
        let of = LANGUAGES.get(word).copied().unwrap_or_default();
        for (bit, count) in counts.iter_mut().enumerate().take_while(|_| of != 0) {
            *count += usize::from(of >> bit & 1);
        }
    }
    let (best, (code, _)) = counts.iter().zip(WORDS).max_by_key(|(count, _)| **count)?;
    let rivals = counts.iter().filter(|count| **count * 3 > *best).count();
    (all >= 30 && best * 8 >= all && rivals == 1).then_some(code)
}

/// ISO 639-1 codes of the languages that are told apart.
fn iso_639_1(lang: whatlang::Lang) -> Option<&'static str> {
    const CODES: &str = "epo eo eng en rus ru cmn zh spa es por pt ita it ben bn fra fr deu de ukr uk kat ka ara ar hin hi jpn ja heb he yid yi pol pl amh am jav jv kor ko nob no dan da swe sv fin fi tur tr nld nl hun hu ces cs ell el bul bg bel be mar mr kan kn ron ro slv sl hrv hr srp sr mkd mk lit lt lav lv est et tam ta vie vi urd ur tha th guj gu uzb uz pan pa aze az ind id tel te pes fa mal ml ori or mya my nep ne sin si khm km tuk tk aka ak zul zu sna sn afr af lat la slk sk cat ca tgl tl hye hy cym cy";
    let mut codes = CODES.split(' ');
    codes.by_ref().find(|code| *code == lang.code())?;
    codes.next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_told_from_a_paragraph() {
        let english = "The ferry of the lake went down in front of the harbour, and the crew was saved by a fisherman who was on his way home, the office said in the evening. It was the third time that it has happened.";
        assert_eq!(of(&[english]), Some("en"));
        let german = "Die Fähre ist vor dem Hafen gesunken, und die Mannschaft wurde von einem Fischer gerettet, der auf dem Weg nach Hause war, sagte das Amt am Abend. Es ist nicht das erste Mal, dass sich das ereignet.";
        assert_eq!(of(&[german]), Some("de"));
        assert_eq!(
            of(&["渡轮在港口前沉没，船员被一名渔夫救起，办公室晚上说。这已经是第三次了。"]),
            Some("zh")
        );
        assert_eq!(of(&["Ok 12"]), None);
    }

    #[test]
    fn every_language_has_a_code() {
        let without: Vec<_> =
            whatlang::Lang::all().iter().filter(|lang| iso_639_1(**lang).is_none()).collect();
        assert_eq!(without, Vec::<&whatlang::Lang>::new());
    }
}
