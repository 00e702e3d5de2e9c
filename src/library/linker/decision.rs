//! What a person decided about entities: one is another, one is none, one is
//! called or sorted differently.
//!
//! A decision names entities by kind and name, never by number, so that it
//! holds after the library was indexed anew. It is applied when entities are
//! asked for; nothing is linked again.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use newsquotes::model::EntityKind;

/// An entity by its kind and one of its names: case, accents and full stops
/// do not matter.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct EntityName {
    #[serde(serialize_with = "kind_to_word", deserialize_with = "kind_of_word")]
    pub kind: EntityKind,
    pub name: String,
}

/// One decision. A further one is one more variant here; it is stored as JSON
/// under its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "decision", rename_all = "kebab-case")]
pub enum Decision {
    /// The two are one, shown under the name and kind of `into`.
    Merge { one: EntityName, into: EntityName },
    /// The name stands for somebody else than the entity `from`: no rule
    /// joins it with other names any more, unless a later [`Decision::Merge`]
    /// does. What the article itself joined (`Ober` where it names `Ida Ober`)
    /// stays together.
    Split { name: EntityName, from: EntityName },
    /// The entity is shown under another name, which need not occur anywhere.
    Rename { entity: EntityName, to: String },
    /// A mistake of the tagger: left out everywhere.
    NotAnEntity { entity: EntityName },
    /// It is of another kind.
    Kind {
        entity: EntityName,
        #[serde(serialize_with = "kind_to_word", deserialize_with = "kind_of_word")]
        kind: EntityKind,
    },
}

/// A decision and when it was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    pub decision: Decision,
    /// In seconds since 1970 (UTC); of two that contradict each other the
    /// later one holds.
    pub modified: i64,
}

impl EntityName {
    #[must_use]
    pub fn new(kind: EntityKind, name: impl Into<String>) -> EntityName {
        EntityName { kind, name: name.into() }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
fn kind_to_word<S: Serializer>(kind: &EntityKind, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(kind.name())
}

fn kind_of_word<'de, D: Deserializer<'de>>(deserializer: D) -> Result<EntityKind, D::Error> {
    let word = String::deserialize(deserializer)?;
    let kind = EntityKind::ALL.into_iter().find(|kind| kind.name() == word);
    kind.ok_or_else(|| serde::de::Error::custom(format!("no kind of entity: {word}")))
}
