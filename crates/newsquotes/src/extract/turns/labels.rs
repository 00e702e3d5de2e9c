//! The label that opens a turn: `Q:`, `OBER:`, `Mara Ober, mayor:`, in text
//! and in the markup of Markdown (`**Q:**`).
//!
//! A label is read from the first bytes of a block; whether it is one of a
//! transcript is decided over all blocks, in the parent module.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::model::{Span, Text};

/// A label and where the words behind it begin.
#[derive(Clone, Copy, Debug)]
pub(super) struct TurnLabel {
    /// The words that name who speaks, without office and marks.
    pub name: Span,
    pub office: Option<Span>,
    /// The first byte of what is said.
    pub words: usize,
    pub kind: LabelKind,
    /// A quotation mark opens the turn.
    pub quoted: bool,
}

/// What a label says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LabelKind {
    /// `Q:`, with the pairs of labels that it may be of, a bit each.
    Question(u32),
    Answer(u32),
    /// A question and an answer are labelled alike in two languages: `R:`
    Either {
        question: u32,
        answer: u32,
    },
    Name,
}

/// The longest label, in bytes, with the office in it.
const LONGEST: usize = 90;
/// A name has no more words.
const NAME_WORDS: usize = 5;

/// What a word of a label may be.
#[derive(Clone, Copy, Debug, Default)]
struct LabelWord {
    question: u32,
    answer: u32,
    role: bool,
    interview: bool,
    /// No label of a speaker.
    other: bool,
}

static WORDS: LazyLock<HashMap<&'static str, LabelWord>> = LazyLock::new(|| {
    let mut words: HashMap<&'static str, LabelWord> = HashMap::new();
    let (mut section, mut pair) = ("", 0);
    for line in include_str!("../../../assets/speakers/turns.txt").lines() {
        if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            section = name;
            continue;
        }
        let listed = line.split('#').next().unwrap_or("").split_whitespace();
        for (place, word) in listed.enumerate() {
            let entry = words.entry(word).or_default();
            match section {
                "pairs" if place == 0 => entry.question |= 1 << pair,
                "pairs" => entry.answer |= 1 << pair,
                "roles" => entry.role = true,
                "interview" => entry.interview = true,
                _ => entry.other = true,
            }
        }
        pair += usize::from(section == "pairs" && !line.is_empty());
    }
    words
});

fn label_word(word: &str) -> LabelWord {
    let lower = word.trim_end_matches('.').to_lowercase().replace('’', "'");
    WORDS.get(lower.as_str()).copied().unwrap_or_default()
}

/// Whether a word tells an interview: "entretien".
pub(super) fn is_interview(word: &str) -> bool {
    label_word(word).interview
}

/// Whether a label names nobody: "MODERATOR".
pub(super) fn is_role(label: &str) -> bool {
    label.split_whitespace().all(|word| {
        let known = label_word(word);
        known.role || matches!(word.to_lowercase().as_str(), "the" | "of" | "female" | "male")
    })
}

/// The label that opens a block.
pub(super) fn read(text: &Text, block: Span) -> Option<TurnLabel> {
    let words = text.get(block);
    let first = words.bytes().next()?;
    // Digits and small letters open no label.
    if first.is_ascii_digit() || first.is_ascii_lowercase() {
        return None;
    }
    let open = words.trim_start_matches(['*', '_', ' ', '"', '“']);
    let start = block.start() + (words.len() - open.len());
    let quoted = words.starts_with(['"', '“']);
    let marked = start > block.start() && !quoted;
    if let Some(label) = short(text, start, block.end(), marked) {
        return Some(label);
    }
    let mut end = LONGEST.min(open.len());
    while !open.is_char_boundary(end) {
        end -= 1;
    }
    let colon = start + open.get(..end)?.find(':')?;
    let label = text.trim(text.clamp(start..colon));
    let (name, office) = parted(text, label)?;
    if quoted && text.get(name).contains(char::is_lowercase) {
        return None;
    }
    let words = behind(text, colon + 1, block.end())?;
    Some(TurnLabel { name, office, words, kind: kind(text.get(name))?, quoted })
}

/// `Q.` and `A —`: a single letter or word of a pair needs no colon.
fn short(text: &Text, start: usize, end: usize, marked: bool) -> Option<TurnLabel> {
    let words = text.get(text.clamp(start..end));
    let letters = words.find(|c: char| !c.is_alphabetic())?;
    let name = text.span(start..start + letters)?;
    let rest = words.get(letters..)?.trim_start_matches(|c: char| c.is_ascii_digit());
    let mark = rest.chars().next()?;
    let closes = matches!(mark, ':' | '.' | ')')
        || marked && mark == '*'
        || letters <= 2 && rest.trim_start().starts_with(['—', '–']);
    if !closes {
        return None;
    }
    let known = label_word(text.get(name));
    let is_pair = known.question | known.answer != 0;
    let capital = text.get(name).chars().all(char::is_uppercase) || letters > 2;
    if !is_pair || !capital {
        return None;
    }
    let at = end - rest.len();
    let skipped = rest.trim_start_matches(|c: char| ":.)—–* _".contains(c));
    let words = at + (rest.len() - skipped.len());
    let words = behind(text, words, end)?;
    Some(TurnLabel { name, office: None, words, kind: kind(text.get(name))?, quoted: false })
}

/// Where the words behind a label begin, past blanks and closing markup.
fn behind(text: &Text, from: usize, end: usize) -> Option<usize> {
    let rest = text.get(text.clamp(from..end));
    let words = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '*' || c == '_');
    words.contains(char::is_alphanumeric).then(|| end - words.len())
}

/// The name and the office of a label: `Mara Ober, mayor`, `OBER (mayor)`.
fn parted(text: &Text, label: Span) -> Option<(Span, Option<Span>)> {
    let words = text.get(label);
    let Some(at) = words.find([',', '(']) else { return Some((label, None)) };
    let name = text.trim(text.span(label.start()..label.start() + at)?);
    let office = text.get(text.clamp(label.start() + at + 1..label.end()));
    let trimmed = office.trim_matches(|c: char| c.is_whitespace() || c == ')');
    let from = label.start() + at + 1 + office.find(trimmed).unwrap_or(0);
    Some((name, text.span(from..from + trimmed.len())))
}

/// What a label says; none for labels of lists and for what is no name.
fn kind(name: &str) -> Option<LabelKind> {
    let known = label_word(name);
    match (known.question, known.answer) {
        (0, 0) => {}
        (question, 0) => return Some(LabelKind::Question(question)),
        (0, answer) => return Some(LabelKind::Answer(answer)),
        (question, answer) => return Some(LabelKind::Either { question, answer }),
    }
    let words: Vec<&str> = name.split_whitespace().collect();
    let capital = |word: &&str| word.starts_with(char::is_uppercase);
    let particle = |word: &&str| word.chars().count() <= 3 && word.chars().all(char::is_alphabetic);
    let named = (1..=NAME_WORDS).contains(&words.len())
        && words.iter().all(|word| capital(word) || particle(word))
        && words.first().is_some_and(capital)
        && words.last().is_some_and(capital)
        && name.chars().all(|c| c.is_alphabetic() || " .-'’".contains(c))
        && !words.iter().any(|word| label_word(word).other);
    named.then_some(LabelKind::Name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(line: &str) -> Option<(String, Option<String>, String)> {
        let text = Text::new(line).unwrap();
        let label = read(&text, text.whole())?;
        let words = |span: Span| text.get(span).to_owned();
        Some((words(label.name), label.office.map(words), line[label.words..].to_owned()))
    }

    /// The label, the office in it and what follows.
    fn parts(line: &str) -> String {
        let (name, office, words) = label(line).unwrap();
        format!("{name}|{}|{words}", office.unwrap_or_default())
    }

    #[test]
    fn labels_stand_in_text_and_in_markup() {
        for (line, expected) in [
            ("Q: Why?", "Q||Why?"),
            ("A. It stays.", "A||It stays."),
            ("**Q:** Why?", "Q||Why?"),
            ("**Q: Why?**", "Q||Why?**"),
            ("Frage: Warum?", "Frage||Warum?"),
            ("OBER: It stays.", "OBER||It stays."),
            ("\"OBER: It stays.", "OBER||It stays."),
            ("**MARA OBER:** It stays.", "MARA OBER||It stays."),
            ("Mara Ober, mayor of Melle: It stays.", "Mara Ober|mayor of Melle|It stays."),
            ("Mara Ober (SPD): Ja.", "Mara Ober|SPD|Ja."),
        ] {
            assert_eq!(parts(line), expected, "{line}");
        }
    }

    #[test]
    fn labels_of_lists_and_sentences_are_none() {
        for line in [
            "Photo: Jan Vey",
            "Updated: 4 May",
            "Place: the harbour",
            "Ingredients: flour",
            "Ober said: it stays.",
            "10:30 Bus",
            "https://a.example",
            "A bridge is built.",
            "It is clear: we lost.",
            "Step 1: stir",
            "Q",
            "Zutaten: Mehl",
            "Фото: Ян Вей",
            ":",
        ] {
            assert_eq!(label(line), None, "{line}");
        }
    }
}
