//! When two roles beside a surname speak of one person.

use super::aliases::Aliases;
use super::fold;

/// Words of a role that tell nothing.
const SMALL: &[&str] = &["the", "of", "for", "a", "an", "and", "its", "his", "her", "their"];

/// Nouns of which one is enough to tell a role.
const NOUNS: &[&str] = &[
    "president",
    "premier",
    "chancellor",
    "minister",
    "secretary",
    "senator",
    "sen",
    "governor",
    "gov",
    "mayor",
    "king",
    "queen",
    "prince",
    "princess",
    "pope",
    "judge",
    "justice",
    "congressman",
    "congresswoman",
    "representative",
    "rep",
    "speaker",
    "chairman",
    "chairwoman",
    "chair",
    "director",
    "commissioner",
    "ambassador",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "chief",
    "leader",
    "coach",
    "captain",
    "colonel",
    "general",
    "admiral",
    "sheriff",
    "prosecutor",
    "attorney",
    "executive",
    "ceo",
    "professor",
    "bishop",
    "archbishop",
    "cardinal",
    "envoy",
    "lawmaker",
    "nominee",
    "candidate",
    "founder",
    "author",
    "deputy",
];

/// The words that tell of a role, in order: `Ukrainian president` and
/// `president of Ukraine` have the same.
pub(super) fn words(aliases: &Aliases, role: &str) -> Vec<String> {
    let role = role.replace("’s", "").replace("'s", "");
    let key = fold::key(&role);
    let words = fold::words(&key).filter(|word| !SMALL.contains(word));
    let mut words: Vec<String> =
        words.map(|word| aliases.country(word).unwrap_or(word).to_owned()).collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// Whether one says what the other says, and perhaps more.
pub(super) fn agree(one: &[String], other: &[String]) -> bool {
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    let tells = short.iter().any(|word| NOUNS.contains(&word.as_str()));
    tells && short.iter().all(|word| long.binary_search(word).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn roles_agree_however_the_country_is_put() {
        let mut aliases = Aliases::default();
        aliases.extend("[places]\nNorland = ~Norlandic\n", Path::new("t"));
        let words = |role| words(&aliases, role);
        assert!(agree(&words("Norlandic president"), &words("the president of Norland")));
        assert!(agree(&words("president"), &words("Norland’s President")));
        assert!(!agree(&words("president"), &words("prime minister")));
        assert!(!agree(&words(""), &words("minister")));
        assert!(!agree(&words("senior"), &words("senior adviser")), "no role");
    }
}
