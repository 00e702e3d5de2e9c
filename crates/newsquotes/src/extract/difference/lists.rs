//! The words that turn a sentence, by language.

/// Words of one language, folded: small letters without accents, apostrophes
/// straight.
#[derive(Debug)]
pub(super) struct Lists {
    /// ISO 639-1.
    language: &'static str,
    negations: &'static [&'static str],
    modals: &'static [&'static str],
    /// Verbs that make a tense with another verb.
    auxiliaries: &'static [&'static str],
}

const ENGLISH: Lists = Lists {
    language: "en",
    negations: &[
        "not", "n't", "never", "no", "without", "nor", "neither", "none", "nobody", "nothing",
        "nowhere", "hardly", "barely", "scarcely",
    ],
    modals: &[
        "will", "wo", "'ll", "would", "'d", "shall", "should", "can", "ca", "could", "may",
        "might", "must", "ought",
    ],
    auxiliaries: &[
        "be", "am", "'m", "is", "'s", "are", "'re", "was", "were", "been", "being", "have", "'ve",
        "has", "had", "having", "do", "does", "did",
    ],
};

/// The other languages.
const LISTS: &[Lists] = &[
    Lists {
        language: "de",
        negations: &[
            "nicht", "nie", "niemals", "kein", "keine", "keinen", "keinem", "keiner", "keines",
            "ohne", "weder", "noch", "niemand", "nichts", "nirgends", "kaum",
        ],
        modals: &[
            "kann", "konnen", "konnte", "konnten", "konnt", "muss", "mussen", "musste", "mussten",
            "soll", "sollen", "sollte", "sollten", "darf", "durfen", "durfte", "durften", "will",
            "wollen", "wollte", "wollten", "mochte", "mochten", "wurde", "wurden",
        ],
        auxiliaries: &[
            "bin", "bist", "ist", "sind", "seid", "war", "waren", "gewesen", "habe", "hat",
            "haben", "hatte", "hatten", "wird", "werden", "worden",
        ],
    },
    Lists {
        language: "fr",
        negations: &[
            "ne", "pas", "jamais", "aucun", "aucune", "sans", "ni", "personne", "rien", "nul",
            "guere", "non",
        ],
        modals: &[
            "peut",
            "peuvent",
            "pouvons",
            "pourrait",
            "pourraient",
            "pouvait",
            "doit",
            "doivent",
            "devons",
            "devrait",
            "devraient",
            "devait",
            "faut",
            "veut",
            "veulent",
            "voulons",
        ],
        auxiliaries: &[
            "suis", "est", "sommes", "sont", "etait", "etaient", "ete", "ai", "a", "avons", "ont",
            "avait", "avaient", "eu", "sera", "seront",
        ],
    },
    Lists {
        language: "es",
        negations: &[
            "no", "nunca", "jamas", "ningun", "ninguna", "ninguno", "sin", "ni", "nadie", "nada",
            "tampoco",
        ],
        modals: &[
            "puede", "pueden", "podemos", "podria", "podrian", "podia", "debe", "deben", "debemos",
            "deberia", "deberian", "debia", "quiere", "quieren", "queremos",
        ],
        auxiliaries: &[
            "es", "son", "era", "eran", "fue", "fueron", "sido", "esta", "estan", "estaba", "ha",
            "han", "hemos", "habia", "habian", "sera", "seran",
        ],
    },
];

impl Lists {
    /// Of a language by its ISO 639-1 code; English for any other.
    pub(super) fn of(language: Option<&str>) -> &'static Lists {
        let listed = LISTS.iter().find(|lists| Some(lists.language) == language);
        listed.unwrap_or(&ENGLISH)
    }

    pub(super) fn negates(&self, word: &str) -> bool {
        self.negations.contains(&word)
    }

    pub(super) fn is_modal(&self, word: &str) -> bool {
        self.modals.contains(&word)
    }

    pub(super) fn is_auxiliary(&self, word: &str) -> bool {
        self.auxiliaries.contains(&word)
    }
}
