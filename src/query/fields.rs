//! The fields of the query language: the one table of their names, what they
//! take and an example of each. Parsing, completion, help and the book
//! follow it.

use crate::library::index::{QueryField, QueryMark, Sort};
use crate::library::sure::sure;
use newsquotes::edits;

/// A name that stands before a colon.
#[derive(Debug)]
pub(crate) struct FieldEntry {
    pub key: FieldKey,
    /// The canonical one first; small letters.
    pub names: &'static [&'static str],
    pub value: FieldValue,
    /// What it asks for, as a phrase.
    pub about: &'static str,
    /// A whole query.
    pub example: &'static str,
}

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FieldKey {
    Of(QueryField),
    /// From the first day of a time on.
    After,
    /// Until the day before a time.
    Before,
    /// Words close to each other.
    Near,
    Sort,
}

/// What stands behind the colon, which is also what completes it.
#[derive(Clone, Copy, Debug)]
pub(crate) enum FieldValue {
    /// Words of the text: nothing completes them.
    Words,
    /// A name that the index knows, completed with its counts.
    Names,
    /// One of these.
    Choice(&'static [FieldChoice]),
    /// A date or natural time, see [`super::when`].
    Time,
}

/// One of the values that a field may have.
#[derive(Debug)]
pub(crate) struct FieldChoice {
    /// The canonical one first; small letters.
    pub names: &'static [&'static str],
    pub means: Meaning,
    pub about: &'static str,
}

/// What a choice stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    Mark(QueryMark),
    Sort(Sort),
    /// The canonical name itself, as the index has it.
    Word,
}

const fn mark(names: &'static [&'static str], mark: QueryMark, about: &'static str) -> FieldChoice {
    FieldChoice { names, means: Meaning::Mark(mark), about }
}

const fn sort(names: &'static [&'static str], sort: Sort, about: &'static str) -> FieldChoice {
    FieldChoice { names, means: Meaning::Sort(sort), about }
}

const fn word(names: &'static [&'static str], about: &'static str) -> FieldChoice {
    FieldChoice { names, means: Meaning::Word, about }
}

const STATES: &[FieldChoice] = &[
    mark(&["unread", "new"], QueryMark::Unread, "not read yet"),
    mark(&["read", "seen"], QueryMark::Read, "read"),
    mark(&["starred", "star", "favourite", "favorite"], QueryMark::Starred, "starred"),
    mark(&["noted", "annotated"], QueryMark::Note, "with a note of yours"),
    mark(&["tagged"], QueryMark::Tag, "with a tag of yours"),
    mark(&["quoted"], QueryMark::Quote, "with a quotation"),
];

const PARTS: &[FieldChoice] = &[
    mark(&["note", "notes"], QueryMark::Note, "a note of yours"),
    mark(&["star", "stars"], QueryMark::Starred, "a star"),
    mark(&["tag", "tags"], QueryMark::Tag, "a tag of yours"),
    mark(&["quote", "quotes", "quotation", "quotations"], QueryMark::Quote, "a quotation"),
];

const FORMS: &[FieldChoice] = &[
    word(&["direct"], "a clause or sentence in marks"),
    word(&["mixed", "fragment"], "a fragment inside the reporter's sentence"),
    word(&["block"], "set apart without marks"),
    word(&["indirect", "reported"], "reported speech"),
];

const ORDERS: &[FieldChoice] = &[
    sort(&["relevance", "best", "rank"], Sort::Relevance, "the best match first"),
    sort(&["newest", "date", "new", "latest", "recent"], Sort::Newest, "the newest first"),
    sort(&["oldest", "old", "earliest"], Sort::Oldest, "the oldest first"),
    sort(&["outlet", "source"], Sort::Outlet, "by outlet"),
    sort(&["speaker", "who"], Sort::Speaker, "by speaker"),
    sort(&["title"], Sort::Title, "by title"),
];

const LANGUAGES: &[FieldChoice] = &[
    word(&["en", "english"], "English"),
    word(&["de", "german", "deutsch"], "German"),
    word(&["fr", "french", "français"], "French"),
    word(&["es", "spanish", "español"], "Spanish"),
    word(&["it", "italian", "italiano"], "Italian"),
    word(&["pt", "portuguese", "português"], "Portuguese"),
    word(&["nl", "dutch", "nederlands"], "Dutch"),
    word(&["sv", "swedish"], "Swedish"),
    word(&["no", "norwegian"], "Norwegian"),
    word(&["da", "danish"], "Danish"),
    word(&["fi", "finnish"], "Finnish"),
    word(&["pl", "polish"], "Polish"),
    word(&["cs", "czech"], "Czech"),
    word(&["hu", "hungarian"], "Hungarian"),
    word(&["ro", "romanian"], "Romanian"),
    word(&["el", "greek"], "Greek"),
    word(&["ru", "russian", "русский"], "Russian"),
    word(&["uk", "ukrainian", "українська"], "Ukrainian"),
    word(&["tr", "turkish", "türkçe"], "Turkish"),
    word(&["ar", "arabic"], "Arabic"),
    word(&["he", "hebrew"], "Hebrew"),
    word(&["zh", "chinese"], "Chinese"),
    word(&["ja", "japanese"], "Japanese"),
    word(&["ko", "korean"], "Korean"),
];

const fn field(
    field: QueryField,
    names: &'static [&'static str],
    value: FieldValue,
    about: &'static str,
    example: &'static str,
) -> FieldEntry {
    FieldEntry { key: FieldKey::Of(field), names, value, about, example }
}

/// Every field, in the order in which help lists them.
pub(crate) const FIELDS: &[FieldEntry] = &[
    field(
        QueryField::Speaker,
        &["speaker", "by", "said", "who"],
        FieldValue::Names,
        "who said a quotation",
        "speaker:ober bridge",
    ),
    field(
        QueryField::Entity,
        &["entity", "about", "mentions", "name"],
        FieldValue::Names,
        "a person, organisation or place that is mentioned, in any spelling",
        "entity:\"Ida Ober\"",
    ),
    field(
        QueryField::Outlet,
        &["outlet", "source", "paper", "site"],
        FieldValue::Names,
        "the paper, site or broadcaster",
        "outlet:\"The Bell\",courier",
    ),
    field(
        QueryField::Agency,
        &["agency", "wire", "via"],
        FieldValue::Names,
        "the news agency that it came from",
        "agency:reuters",
    ),
    field(
        QueryField::Title,
        &["title", "headline"],
        FieldValue::Words,
        "words of the title",
        "title:bridge",
    ),
    field(
        QueryField::Words,
        &["text", "words", "body"],
        FieldValue::Words,
        "words anywhere, as without a field",
        "text:(bridge OR ferry)",
    ),
    field(
        QueryField::Tag,
        &["tag", "tags", "label"],
        FieldValue::Names,
        "a tag of yours or of the source",
        "tag:harbour",
    ),
    field(
        QueryField::Language,
        &["lang", "language"],
        FieldValue::Choice(LANGUAGES),
        "the language of the article, by its code or name",
        "lang:en",
    ),
    field(
        QueryField::Kind,
        &["kind", "form"],
        FieldValue::Choice(FORMS),
        "the form of a quotation; what is told indirectly is found in articles",
        "kind:direct bridge",
    ),
    field(
        QueryField::Date,
        &["date", "on", "when", "during"],
        FieldValue::Time,
        "the day, month, year or stretch",
        "date:2022-06..2022-07",
    ),
    FieldEntry {
        key: FieldKey::After,
        names: &["after", "since", "from"],
        value: FieldValue::Time,
        about: "from the first day of a time on",
        example: "after:last week",
    },
    FieldEntry {
        key: FieldKey::Before,
        names: &["before"],
        value: FieldValue::Time,
        about: "until the day before a time",
        example: "before:\"march 2022\"",
    },
    field(QueryField::Is, &["is"], FieldValue::Choice(STATES), "what you did with it", "is:unread"),
    field(
        QueryField::Has,
        &["has", "with"],
        FieldValue::Choice(PARTS),
        "what it comes with",
        "has:note",
    ),
    FieldEntry {
        key: FieldKey::Near,
        names: &["near"],
        value: FieldValue::Words,
        about: "all of the words within so many, in any order",
        example: "near:\"bridge keep\"~5",
    },
    FieldEntry {
        key: FieldKey::Sort,
        names: &["sort", "order"],
        value: FieldValue::Choice(ORDERS),
        about: "the order of the answer",
        example: "bridge sort:newest",
    },
];

/// The field of that name, whatever its letter case.
#[must_use]
pub(crate) fn named(name: &str) -> Option<&'static FieldEntry> {
    let is = |known: &&str| known.eq_ignore_ascii_case(name);
    FIELDS.iter().find(|entry| entry.names.iter().any(is))
}

/// The field whose name is most like a mistyped one.
#[must_use]
pub(crate) fn nearest(name: &str) -> Option<&'static FieldEntry> {
    let all = FIELDS.iter().flat_map(|entry| entry.names.iter().map(move |name| (*name, entry)));
    closest(name, all)
}

/// The canonical name of a field.
#[must_use]
pub(crate) fn name(field: QueryField) -> &'static str {
    sure(entry(field).map(FieldEntry::name))
}

/// The entry of a field; every field has one.
#[must_use]
pub(crate) fn entry(field: QueryField) -> Option<&'static FieldEntry> {
    FIELDS.iter().find(|entry| entry.key == FieldKey::Of(field))
}

impl FieldValue {
    /// The choices; of values that are free, none.
    #[must_use]
    pub(crate) fn choices(self) -> &'static [FieldChoice] {
        match self {
            FieldValue::Choice(choices) => choices,
            FieldValue::Words | FieldValue::Names | FieldValue::Time => &[],
        }
    }

    /// The choice of that name, whatever its letter case.
    #[must_use]
    pub(crate) fn choice(self, name: &str) -> Option<&'static FieldChoice> {
        let name = name.to_lowercase();
        self.choices().iter().find(|choice| choice.names.contains(&name.as_str()))
    }

    /// The choice whose name is most like a mistyped one.
    #[must_use]
    pub(crate) fn nearest(self, name: &str) -> Option<&'static FieldChoice> {
        let choices = self.choices().iter();
        closest(name, choices.flat_map(|choice| choice.names.iter().map(move |n| (*n, choice))))
    }
}

impl FieldChoice {
    /// The canonical name.
    #[must_use]
    pub(crate) fn name(&self) -> &'static str {
        sure(self.names.first().copied())
    }
}

impl FieldEntry {
    /// The canonical name.
    #[must_use]
    pub(crate) fn name(&self) -> &'static str {
        sure(self.names.first().copied())
    }
}

/// The one that was meant by a mistyped name.
fn closest<T>(typed: &str, all: impl Iterator<Item = (&'static str, T)>) -> Option<T> {
    let mut all: Vec<_> = all.collect();
    let meant = *edits::nearest(typed, all.iter().map(|(name, _)| *name)).first()?;
    let at = all.iter().position(|(name, _)| *name == meant)?;
    Some(all.swap_remove(at).1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_small() {
        let mut all: Vec<&str> = FIELDS.iter().flat_map(|entry| entry.names).copied().collect();
        assert!(all.iter().all(|name| name.bytes().all(|b| b.is_ascii_lowercase())));
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
    }

    #[test]
    fn the_forms_are_those_of_the_model() {
        use newsquotes::model::Form;
        let forms = [Form::Direct, Form::Mixed, Form::Block, Form::Indirect].map(Form::name);
        let choices = entry(QueryField::Kind).unwrap().value.choices();
        assert!(choices.iter().map(FieldChoice::name).eq(forms));
    }

    #[test]
    fn a_mistyped_name_leads_to_the_nearest() {
        assert_eq!(nearest("speeker").unwrap().name(), "speaker");
        assert_eq!(nearest("otulet").unwrap().name(), "outlet");
        assert!(nearest("covid").is_none());
        assert!(nearest("re").is_none());
        let states = entry(QueryField::Is).unwrap().value;
        assert_eq!(states.nearest("stared").unwrap().name(), "starred");
    }
}
