//! Quotations as a person remembers them who read them a year ago: words
//! dropped, swapped, replaced, in other forms, a third of them with another
//! tense or number. Always the same for the same numbers.

use crate::articles::Numbers;

/// Words that are remembered for each other.
const NEAR: &[&[&str]] = &[
    &["big", "large", "huge", "great"],
    &["say", "tell", "claim"],
    &["people", "citizens", "folks", "persons"],
    &["country", "nation", "state"],
    &["war", "conflict", "fight"],
    &["help", "support", "aid", "assist"],
    &["begin", "start"],
    &["end", "stop", "finish"],
    &["good", "fine", "nice"],
    &["bad", "terrible", "awful"],
    &["important", "crucial", "essential"],
    &["think", "believe", "feel"],
    &["want", "wish", "need"],
    &["money", "funds", "cash", "dollars"],
    &["kids", "children"],
    &["job", "work"],
    &["law", "bill", "legislation"],
    &["president", "leader"],
    &["make", "create", "build"],
    &["get", "receive", "obtain"],
    &["very", "really", "quite"],
    &["many", "lots", "several"],
    &["problem", "issue", "trouble"],
    &["right", "correct"],
    &["vote", "election", "ballot"],
    &["house", "home"],
    &["place", "spot"],
    &["old", "ancient"],
    &["keep", "hold"],
    &["bridge", "crossing"],
    &["town", "city"],
];

/// Words of another tense or mood.
const TENSES: &[(&str, &str)] = &[
    ("is", "was"),
    ("are", "were"),
    ("was", "is"),
    ("were", "are"),
    ("will", "would"),
    ("would", "will"),
    ("can", "could"),
    ("has", "had"),
    ("have", "had"),
    ("had", "has"),
    ("do", "did"),
    ("did", "does"),
];

const NUMBERS: &[&str] =
    &["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

/// The words of a quotation as they are remembered.
pub(crate) fn remembered(words: &[&str], numbers: &mut Numbers) -> String {
    let mut kept: Vec<String> = Vec::new();
    let wrong = numbers.below(3) == 0;
    let mut turned = false;
    for word in words {
        let plain = word.trim_matches(|c: char| !c.is_alphanumeric());
        match numbers.below(100) {
            0..18 => {}
            18..26 => kept.push(near(plain, numbers)),
            26..38 => kept.push(other_form(plain, numbers)),
            _ => kept.push(plain.to_owned()),
        }
        if let Some(last) = kept.last_mut().filter(|_| wrong && !turned)
            && let Some(other) = turn(last, numbers)
        {
            *last = other;
            turned = true;
        }
    }
    reorder(&mut kept, numbers);
    kept.retain(|word| !word.is_empty());
    kept.join(" ")
}

fn near(word: &str, numbers: &mut Numbers) -> String {
    let small = word.to_lowercase();
    let family = NEAR.iter().find(|family| family.contains(&small.as_str()));
    let any = usize::try_from(numbers.below(NEAR.len() as u64)).unwrap_or(0);
    let family = family.or_else(|| NEAR.get(any)).copied().unwrap_or_default();
    let pick = usize::try_from(numbers.below(family.len() as u64)).unwrap_or(0);
    family.get(pick).map_or(small, |word| (*word).to_owned())
}

fn other_form(word: &str, numbers: &mut Numbers) -> String {
    if word.len() < 4 || !word.chars().all(char::is_alphabetic) {
        return word.to_owned();
    }
    let stem = word.strip_suffix('s').or_else(|| word.strip_suffix('e')).unwrap_or(word);
    let ending = ["s", "ed", "ing", ""].get(usize::try_from(numbers.below(4)).unwrap_or(0));
    format!("{stem}{}", ending.copied().unwrap_or_default())
}

/// Another tense or number of a word that has one.
fn turn(word: &str, numbers: &mut Numbers) -> Option<String> {
    let small = word.to_lowercase();
    if let Some((_, other)) = TENSES.iter().find(|(tense, _)| *tense == small) {
        return Some((*other).to_owned());
    }
    if NUMBERS.contains(&small.as_str()) {
        let other = usize::try_from(numbers.below(NUMBERS.len() as u64)).ok()?;
        return NUMBERS.get(other).map(|other| (*other).to_owned());
    }
    let digits: u64 = small.replace(',', "").parse().ok()?;
    Some((digits + 1 + numbers.below(5)).to_string())
}

/// Swaps neighbours, or puts the end first.
fn reorder(words: &mut [String], numbers: &mut Numbers) {
    let count = words.len() as u64;
    if count < 3 {
        return;
    }
    match numbers.below(3) {
        0 => {
            let at = usize::try_from(1 + numbers.below(count - 2)).unwrap_or(1);
            words.rotate_left(at);
        }
        1 => {
            for _ in 0..2 {
                let at = usize::try_from(numbers.below(count - 1)).unwrap_or(0);
                words.swap(at, at + 1);
            }
        }
        _ => {}
    }
}
