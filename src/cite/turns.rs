//! Words that turn the sense of a sentence: negations, exceptions and
//! conditions. Leaving one out makes a quotation say something else.

const ENGLISH: &[&str] = &[
    "although", "barely", "but", "cannot", "except", "hardly", "however", "if", "instead",
    "neither", "never", "no", "nobody", "none", "nor", "not", "nothing", "only", "provided",
    "rarely", "scarcely", "seldom", "though", "unless", "unlikely", "until", "without", "yet",
];
const GERMAN: &[&str] = &[
    "aber", "außer", "bis", "doch", "falls", "jedoch", "kaum", "kein", "keine", "keinem", "keinen",
    "keiner", "nicht", "nichts", "nie", "niemals", "niemand", "nur", "obwohl", "ohne", "sondern",
    "weder", "wenn",
];
const FRENCH: &[&str] = &[
    "aucun",
    "aucune",
    "cependant",
    "jamais",
    "mais",
    "ne",
    "ni",
    "pas",
    "personne",
    "rien",
    "sans",
    "sauf",
    "seulement",
    "si",
    "sinon",
    "toutefois",
];
const SPANISH: &[&str] = &[
    "aunque", "excepto", "hasta", "jamás", "nada", "nadie", "ni", "ningún", "ninguna", "no",
    "nunca", "pero", "salvo", "si", "sin", "sino", "solo", "sólo",
];
const ITALIAN: &[&str] = &[
    "eccetto", "finché", "ma", "mai", "né", "nessuno", "niente", "non", "nulla", "però", "se",
    "senza", "solo", "soltanto", "tranne",
];

/// Whether a word as it stands in a text, marks and all, turns the sense of
/// its sentence. `language` is ISO 639-1; any other is read as English.
pub(super) fn turns(word: &str, language: Option<&str>) -> bool {
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let list = match language {
        Some("de") => GERMAN,
        Some("fr") => FRENCH,
        Some("es") => SPANISH,
        Some("it") => ITALIAN,
        _ => ENGLISH,
    };
    list.contains(&bare.as_str())
        || bare.ends_with("n't")
        || bare.ends_with("n’t")
        || bare.starts_with("n'")
        || bare.starts_with("n’")
}

#[cfg(test)]
mod tests {
    use super::turns;

    #[test]
    fn negations_and_exceptions_turn_the_sense() {
        for word in ["not", "“Don’t", "won't,", "unless", "but", "Only"] {
            assert!(turns(word, Some("en")), "{word}");
        }
        assert!(turns("n’est", Some("fr")) && turns("nicht.", Some("de")));
        for word in ["notice", "button", "bridge", ""] {
            assert!(!turns(word, None), "{word}");
        }
    }
}
