//! Whether the person whom a draft names is the one whom the article names.
//!
//! Doubt is never proof: what the article does not say clearly is unproven,
//! and only a clear name on both sides contradicts.

pub(super) mod names;
mod nearest;
mod page;

use self::names::{bare, role_words, words};
pub(super) use self::nearest::nearest;
use self::page::NamingPage;
use super::attribution::{NamedSpeaker, NamingWay, is_pronoun};
use super::verdict::Attribution;
use newsquotes::model::{Article, EntityKind, Quote, Speaker, Text};

/// What article and draft tell of the speaker of some words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SpeakerTold {
    pub(super) attribution: Attribution,
    /// As a phrase.
    pub(super) why: String,
}

/// From this confidence on a name that stands beside the words is trusted
/// against a draft. Of 90 quotations of real articles with the name behind
/// the words all are read with 85 and more.
const TRUSTED_SOURCE: u8 = 75;
/// A draft's own speaker that is read with less confidence says nothing
/// against a source.
const TRUSTED_DRAFT: u8 = 60;
/// A speaker carried over from a neighbour, or a pronoun with others named in
/// between, is taken for proof from this confidence on.
const CLEAR: u8 = 80;
/// Words of an attribution that a person wrote to be read as one.
const EXPLICIT: u8 = 95;

impl SpeakerTold {
    pub(super) fn proven(why: impl Into<String>) -> SpeakerTold {
        SpeakerTold { attribution: Attribution::Proven, why: why.into() }
    }

    pub(super) fn unproven(why: impl Into<String>) -> SpeakerTold {
        SpeakerTold { attribution: Attribution::Unproven, why: why.into() }
    }

    pub(super) fn contradicted(why: impl Into<String>) -> SpeakerTold {
        SpeakerTold { attribution: Attribution::Contradicted, why: why.into() }
    }

    /// The draft puts nobody beside the words: there is nothing to object to.
    fn not_named() -> SpeakerTold {
        let why = "the draft names nobody beside the words".to_owned();
        SpeakerTold { attribution: Attribution::NotNamed, why }
    }
}

/// How sure the name of a source's speaker is, 0 to 100: one place for all
/// that ask. A speaker without a name has none to trust.
fn name_confidence(speaker: &Speaker) -> u8 {
    if speaker.name.is_some() { speaker.confidence } else { 0 }
}

/// Compares whom a draft names with the speaker of a quotation.
pub(super) fn compare(
    named: &NamedSpeaker,
    text: &Text,
    article: &Article,
    quote: &Quote,
) -> SpeakerTold {
    let page = NamingPage { text, article };
    let Some(speaker) = &quote.speaker else {
        return page.without(named, "the source does not say who said it");
    };
    match (&named.name, &speaker.name) {
        (Some(one), Some(other)) => page.two_names(named, one, speaker, other),
        (Some(one), None) => page.name_for_description(named, one, speaker),
        (None, _) => page.description(named, speaker),
    }
}

/// What there is to say of words that are no quotation of the article's.
pub(super) fn own_words(named: &NamedSpeaker, text: &Text, article: &Article) -> SpeakerTold {
    NamingPage { text, article }.without(named, "the article's own words, not a quotation")
}

/// Whether the draft names the paper itself as the one that says it.
pub(super) fn is_outlet(named: &NamedSpeaker, article: &Article) -> bool {
    let meta = &article.meta;
    let facts = [&meta.outlet, &meta.agency, &meta.byline];
    let own = facts.into_iter().flatten().map(|fact| words(&fact.value));
    let name = words(named.name.as_deref().unwrap_or(&named.text));
    own.into_iter().any(|own| !name.is_empty() && name.iter().all(|word| own.contains(word)))
}

impl NamingPage<'_> {
    /// The source names nobody for the words.
    fn without(&self, named: &NamedSpeaker, why: &str) -> SpeakerTold {
        if named.way == NamingWay::Carried {
            return SpeakerTold::not_named();
        }
        self.stranger(named).unwrap_or_else(|| SpeakerTold::unproven(why))
    }

    /// The draft's person stands nowhere in the article.
    fn stranger(&self, named: &NamedSpeaker) -> Option<SpeakerTold> {
        let name = named.name.as_deref()?;
        let is_person = match named.kind {
            Some(kind) => kind == EntityKind::Person,
            None => named.confidence >= EXPLICIT,
        };
        let is_full = bare(name).len() > 1 || named.confidence >= EXPLICIT;
        let clear = named.way == NamingWay::ByName && named.confidence >= TRUSTED_DRAFT;
        (clear && is_person && is_full && !self.knows(name))
            .then(|| SpeakerTold::contradicted(format!("{name} stands nowhere in the article")))
    }

    fn two_names(
        &self,
        named: &NamedSpeaker,
        one: &str,
        speaker: &Speaker,
        other: &str,
    ) -> SpeakerTold {
        let mut voices = vec![other.to_owned()];
        voices.extend(speaker.mention.iter().flat_map(|mention| self.joint(*mention)));
        if let Some(why) = voices.iter().find_map(|voice| self.identity(one, voice)) {
            return self.unless_unclear(speaker, other, why);
        }
        if let Some(why) = self.may_be_meant(one, speaker) {
            return SpeakerTold::proven(why);
        }
        let voice = self
            .speaks_for(one, other, named.role.as_deref())
            .or_else(|| self.speaks_for(other, one, speaker.role.as_deref()));
        if let Some(why) = voice {
            return SpeakerTold::proven(why);
        }
        self.another(named, speaker, other)
    }

    /// Both name somebody, and not the same.
    fn another(&self, named: &NamedSpeaker, speaker: &Speaker, other: &str) -> SpeakerTold {
        if named.way == NamingWay::Carried {
            return SpeakerTold::not_named();
        }
        let clear_draft = named.way == NamingWay::ByName && named.confidence >= TRUSTED_DRAFT;
        let clear_source = self.is_named_beside(speaker, other)
            && self.is_person(other)
            && name_confidence(speaker) >= TRUSTED_SOURCE;
        let bodies = named.kind == Some(EntityKind::Organisation)
            || self.kind_of(other) == Some(EntityKind::Organisation);
        // The draft's sentence names the source's speaker, too, and may mean them.
        if let Some(both) = named.others.iter().find(|one| self.identity(one, other).is_some()) {
            return SpeakerTold::unproven(format!("the draft names {both} beside it, too"));
        }
        if let Some(stranger) = self.stranger(named).filter(|_| !bodies) {
            return stranger;
        }
        match (clear_draft, clear_source) {
            (false, _) => SpeakerTold::unproven("the draft does not say clearly who"),
            (_, false) => SpeakerTold::unproven("the source does not say clearly who"),
            _ if bodies => SpeakerTold::unproven(format!("the source names {other}")),
            _ => SpeakerTold::contradicted(format!("the source names {other}")),
        }
    }

    /// An agreement with somebody whom the article only means to name.
    fn unless_unclear(&self, speaker: &Speaker, name: &str, why: String) -> SpeakerTold {
        let sure = name_confidence(speaker) >= CLEAR || self.is_named_beside(speaker, name);
        if sure {
            return SpeakerTold::proven(why);
        }
        let said = speaker.mention.map(|mention| self.text.get(mention));
        match (said, self.named_between(speaker, name)) {
            (Some(said), Some(between)) => SpeakerTold::unproven(format!(
                "the source says “{said}”, and names {between} before it"
            )),
            _ => SpeakerTold::proven(why),
        }
    }

    /// The draft has a name where the source has none: "a spokesman".
    fn name_for_description(
        &self,
        named: &NamedSpeaker,
        name: &str,
        speaker: &Speaker,
    ) -> SpeakerTold {
        let said = speaker.mention.map_or("", |span| self.text.get(span)).trim();
        let role = speaker.role.as_deref().unwrap_or("");
        let of_name = words(name);
        let known = [words(said), words(role)].concat();
        if !of_name.is_empty() && of_name.iter().all(|word| known.contains(word)) {
            return SpeakerTold::proven(format!("“{said}” speaks for {name}"));
        }
        // “An official” is somebody whom the article does not name.
        let told = role_words(said);
        if !is_indefinite(said)
            && !is_several(said)
            && !told.is_empty()
            && self.stand_together(name, &told)
        {
            return SpeakerTold::proven(format!("“{said}” is {name} in the article"));
        }
        let why = if said.is_empty() || is_pronoun(said) {
            "the source does not say clearly who".to_owned()
        } else {
            format!("the source says only “{said}”")
        };
        self.without(named, &why)
    }

    /// The draft has a description and no name: "the mayor"; or only "he".
    fn description(&self, named: &NamedSpeaker, speaker: &Speaker) -> SpeakerTold {
        if is_pronoun(&named.text) {
            return SpeakerTold::unproven(format!("the draft says “{}”", named.text));
        }
        let own = role_words(named.role.as_deref().unwrap_or(&named.text));
        let said = speaker.mention.map_or("", |span| self.text.get(span));
        let joint = speaker.mention.is_some_and(|mention| !self.joint(mention).is_empty());
        if joint && own.iter().any(|word| PLURAL.contains(&word.as_str())) {
            return SpeakerTold::proven("the source names several who say it");
        }
        let known = [Some(said), speaker.role.as_deref(), speaker.name.as_deref()];
        let known: Vec<String> = known.into_iter().flatten().flat_map(role_words).collect();
        if own.is_empty() || own.iter().any(|word| known.contains(word)) {
            return SpeakerTold::proven("the source describes the speaker so");
        }
        let beside = speaker.name.as_deref().filter(|name| {
            own.iter().any(|word| self.stand_together(name, std::slice::from_ref(word)))
        });
        match beside {
            Some(name) => SpeakerTold::proven(format!("“{}” is {name} in the article", named.text)),
            None => SpeakerTold::unproven("the draft gives no name"),
        }
    }
}

/// Words for several who speak at once.
const PLURAL: &[&str] = &["leader", "both", "two", "couple", "pair", "senator", "minister", "side"];

/// Whether words introduce somebody new, who has no name: “an official”.
fn is_indefinite(said: &str) -> bool {
    let first = said.split_whitespace().next().map(str::to_lowercase);
    let articles =
        ["a", "an", "one", "another", "some", "several", "many", "two", "three", "other"];
    first.is_none_or(|first| articles.contains(&first.as_str()) || first.ends_with('s'))
}

/// Whether words stand for more than one, of whom none is all of them: “his
/// lawyers”.
fn is_several(said: &str) -> bool {
    let last = said.split_whitespace().next_back().map(str::to_lowercase);
    last.is_some_and(|last| last.ends_with('s') && !last.ends_with("ss"))
}

/// Whether one of two says what somebody is: "Montana Democrat".
pub(super) fn describes_either(one: &str, other: &str) -> bool {
    [one, other].into_iter().any(|words| describes(words) && !is_several(words))
}

fn describes(words: &str) -> bool {
    role_words(words).last().is_some_and(|head| DESCRIBING.contains(&head.as_str()))
}

/// Whether a text says of a name and a description that they are one person's:
/// both stand side by side.
pub(super) fn known_in(text: &str, one: &str, other: &str) -> bool {
    let describes = |name: &str, words: &str| {
        describes(words) && page::stand_together(text, name, &role_words(words))
    };
    let (first, second) = (bare(one), bare(other));
    first.last() != second.last() && (describes(one, other) || describes(other, one))
}

/// Nouns that say what somebody is. The last word of a description is one,
/// that of a name is not.
const DESCRIBING: &[&str] = &[
    "democrat",
    "republican",
    "senator",
    "congressman",
    "congresswoman",
    "governor",
    "mayor",
    "minister",
    "president",
    "leader",
    "chairman",
    "chairwoman",
    "chair",
    "chief",
    "secretary",
    "lawmaker",
    "nominee",
    "candidate",
    "director",
    "executive",
    "founder",
    "coach",
    "captain",
    "manager",
    "attorney",
    "lawyer",
    "judge",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "official",
    "officer",
    "sheriff",
    "professor",
    "analyst",
    "economist",
    "author",
    "actor",
    "actress",
    "singer",
    "star",
    "widow",
    "sister",
    "brother",
    "mother",
    "father",
];

#[cfg(test)]
mod tests {
    use super::*;

    /// What is told of the first quotation of a text, given to Hanna Brandt.
    fn told(words: &str, others: &[&str]) -> Attribution {
        let mut document = newsquotes::load::load("a.txt", words.as_bytes().to_vec());
        let text = document.text.clone();
        let article = document.articles.first_mut().unwrap();
        newsquotes::extract::extract(&text, article);
        let named = NamedSpeaker {
            text: "Hanna Brandt".to_owned(),
            name: Some("Hanna Brandt".to_owned()),
            role: None,
            way: NamingWay::ByName,
            kind: Some(EntityKind::Person),
            confidence: 90,
            others: others.iter().map(|name| (*name).to_owned()).collect(),
        };
        compare(&named, &text, article, &article.quotes[0]).attribution
    }

    const OBER: &str = "Bridge stays open\n\nMayor Ida Ober met the crews of Melle in the morning.\n\n\
        “We keep the old bridge for another year,” Ida Ober said.\n\n\
        Her lawyer, Hanna Brandt, left before noon.\n";

    #[test]
    fn a_draft_that_names_both_does_not_say_clearly_who() {
        assert_eq!(told(OBER, &[]), Attribution::Contradicted);
        assert_eq!(told(OBER, &["Tom Hale"]), Attribution::Contradicted);
        assert_eq!(told(OBER, &["Ida Ober"]), Attribution::Unproven);
    }

    #[test]
    fn several_are_not_one_of_them() {
        assert!(is_several("his lawyers") && !is_several("the boss") && !is_several("her lawyer"));
    }
}
