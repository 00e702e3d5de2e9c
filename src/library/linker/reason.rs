//! Why two names are one entity.

use super::article::WordId;
use super::strings::Strings;

/// One step by which a name came to its entity.
#[derive(Clone, Debug, PartialEq)]
pub struct Merge {
    /// The two names as the articles print them; `of` is the fuller or more
    /// frequent one.
    pub name: String,
    pub of: String,
    pub why: Why,
    /// How alike the two are spelled, 0 to 1; only where spelling decided.
    pub measure: Option<f32>,
    /// In how many articles the step was taken; 0 for one that holds for the
    /// names as such, in all of them.
    pub articles: usize,
}

/// The rule that made two names one.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Why {
    /// The article itself joins the two; its phrase: "surname of a full name".
    InArticle(String),
    /// Full names that are spelled alike.
    Spelling,
    /// The same first and last name; one has an initial or more between them.
    FullerName,
    /// An article explains the acronym, and no other names it otherwise.
    Acronym,
    /// A row of the alias table.
    AliasRow,
    /// A name that the alias table gives only to articles that also name the
    /// entity otherwise: "the Alliance".
    StandsFor,
    /// The word for the people or things of a country.
    Demonym,
    /// A surname, spelled alike with the one full name in its article.
    SpellingInArticle,
    /// A surname; the same file names one person in full who bears it.
    SameDocument,
    /// A surname with this role, which one person of that name has.
    Role(String),
    /// A surname that stands alone, and one person in the library is far
    /// better known by it than anybody else.
    BestKnown,
    /// A single other label: nearly everywhere the name is of this kind.
    KindVote,
    /// A person said so.
    You,
}

/// The rule as it is kept.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Rule {
    /// How alike they are.
    Spelling(f32),
    FullerName,
    Acronym,
    AliasRow,
    StandsFor,
    Demonym,
    SpellingInArticle(f32),
    SameDocument,
    Role(WordId),
    BestKnown,
    KindVote,
    You,
}

impl Rule {
    pub(super) fn why(self, words: &Strings) -> Why {
        match self {
            Rule::Spelling(_) => Why::Spelling,
            Rule::FullerName => Why::FullerName,
            Rule::Acronym => Why::Acronym,
            Rule::AliasRow => Why::AliasRow,
            Rule::StandsFor => Why::StandsFor,
            Rule::Demonym => Why::Demonym,
            Rule::SpellingInArticle(_) => Why::SpellingInArticle,
            Rule::SameDocument => Why::SameDocument,
            Rule::Role(role) => Why::Role(words.text(role).to_owned()),
            Rule::BestKnown => Why::BestKnown,
            Rule::KindVote => Why::KindVote,
            Rule::You => Why::You,
        }
    }

    /// As two numbers.
    pub(super) fn parts(self) -> (u32, u32) {
        match self {
            Rule::Spelling(measure) => (0, measure.to_bits()),
            Rule::FullerName => (1, 0),
            Rule::Acronym => (2, 0),
            Rule::AliasRow => (3, 0),
            Rule::StandsFor => (4, 0),
            Rule::Demonym => (5, 0),
            Rule::SpellingInArticle(measure) => (6, measure.to_bits()),
            Rule::SameDocument => (7, 0),
            Rule::Role(role) => (8, role),
            Rule::BestKnown => (9, 0),
            Rule::KindVote => (10, 0),
            Rule::You => (11, 0),
        }
    }

    pub(super) fn of(rule: u32, part: u32) -> Option<Rule> {
        Some(match rule {
            0 => Rule::Spelling(f32::from_bits(part)),
            1 => Rule::FullerName,
            2 => Rule::Acronym,
            3 => Rule::AliasRow,
            4 => Rule::StandsFor,
            5 => Rule::Demonym,
            6 => Rule::SpellingInArticle(f32::from_bits(part)),
            7 => Rule::SameDocument,
            8 => Rule::Role(part),
            9 => Rule::BestKnown,
            10 => Rule::KindVote,
            11 => Rule::You,
            _ => return None,
        })
    }

    pub(super) fn measure(self) -> Option<f32> {
        match self {
            Rule::Spelling(measure) | Rule::SpellingInArticle(measure) => Some(measure),
            _ => None,
        }
    }
}

impl Why {
    /// The phrase for the screen, which follows the name.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Why::InArticle(phrase) => phrase.clone(),
            Why::Spelling => "full names spelled alike".to_owned(),
            Why::FullerName => "the same first and last name".to_owned(),
            Why::Acronym => "acronym that an article explains".to_owned(),
            Why::AliasRow => "in the table of aliases".to_owned(),
            Why::StandsFor => "stands for it where it is named".to_owned(),
            Why::Demonym => "word for what belongs to the country".to_owned(),
            Why::SpellingInArticle => "spelled like the full name in its article".to_owned(),
            Why::SameDocument => "surname of the full name in the same file".to_owned(),
            Why::Role(role) => format!("surname with the same role, {role}"),
            Why::BestKnown => "by far the best known of that surname".to_owned(),
            Why::KindVote => "the same name, nearly always of this kind".to_owned(),
            Why::You => "merged by you".to_owned(),
        }
    }
}
