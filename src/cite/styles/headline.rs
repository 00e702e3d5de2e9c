//! Headline case: the capitals of an English title as Chicago and MLA want
//! them. Words with capitals of their own keep them; nothing is
//! ever lowered.

/// Words that stay as they are between others: articles, conjunctions and
/// prepositions, as the official CSL styles have them.
const SMALL: &[&str] = &[
    "a", "an", "and", "as", "at", "but", "by", "down", "for", "from", "in", "into", "nor", "of",
    "on", "onto", "or", "over", "so", "the", "till", "to", "up", "via", "with", "without", "yet",
];

/// A title with the capitals of a headline.
pub(super) fn headline(title: &str) -> String {
    let words: Vec<&str> = title.split(' ').collect();
    let last = words.len().saturating_sub(1);
    let mut begins = true;
    let mut out: Vec<String> = Vec::with_capacity(words.len());
    for (index, word) in words.iter().enumerate() {
        let is_edge = begins || index == last;
        out.push(raised(word, is_edge));
        begins = word.trim_end_matches(['’', '”']).ends_with([':', '?', '!', '—']);
    }
    out.join(" ")
}

/// A word, or the parts of one with hyphens, with a capital.
fn raised(word: &str, is_edge: bool) -> String {
    let parts: Vec<&str> = word.split('-').collect();
    let several = parts.len() > 1;
    let raised = parts.iter().enumerate().map(|(index, part)| {
        let bare = part.trim_matches(|c: char| !c.is_alphanumeric());
        let small = SMALL.contains(&bare);
        let keeps = bare.chars().any(char::is_uppercase) || bare.contains(char::is_numeric);
        let inner = several && index > 0;
        if keeps || (small && (!is_edge || inner)) { (*part).to_owned() } else { capital(part) }
    });
    raised.collect::<Vec<_>>().join("-")
}

fn capital(word: &str) -> String {
    let Some(at) = word.find(char::is_alphabetic) else { return word.to_owned() };
    let (before, rest) = word.split_at(at);
    let mut letters = rest.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    format!("{before}{first}{}", letters.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_tell_get_capitals() {
        for (title, expected) in [
            ("Harbour bridge stays open", "Harbour Bridge Stays Open"),
            ("The ferry is late: a town waits", "The Ferry Is Late: A Town Waits"),
            ("Boats from over the iPhone bay", "Boats from over the iPhone Bay"),
            ("What they hold on to", "What They Hold on To"),
            ("Ferry ‘not late’ in spring", "Ferry ‘Not Late’ in Spring"),
            (
                "The spring-time ferry and up-to-date docks",
                "The Spring-Time Ferry and up-to-Date Docks",
            ),
        ] {
            assert_eq!(headline(title), expected);
        }
    }
}
