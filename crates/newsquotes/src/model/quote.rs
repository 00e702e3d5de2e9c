//! Quotations: whose words, where they stand, and how we know.

use std::borrow::Cow;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{BlockKind, Span};

/// One quotation, possibly split by narration.
///
/// ```text
/// “We keep the bridge,” Ober said. “It stays open.”
///  ~~~~~~~~~~~~~~~~~~~  ~~~~ ~~~~   ~~~~~~~~~~~~~~
///  parts[0]         mention cue      parts[1]
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// The words inside the marks, without the marks: ascending and disjoint,
    /// at least one. A part may run over several paragraphs where the source
    /// leaves the marks open between them.
    pub parts: Vec<Span>,
    pub form: Form,
    /// The kind of the block that the first part stands in.
    pub block: BlockKind,
    /// The word that introduces it: "said", "according to".
    pub cue: Option<Span>,
    pub speaker: Option<Speaker>,
    /// What is broken in the source at this place, by position.
    pub defects: Vec<Defect>,
    /// Index in the article's quotes of the one that this repeats.
    pub repeat_of: Option<u32>,
}

/// What kind of quotation it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// A clause or sentence in marks.
    Direct,
    /// A fragment in marks inside the reporter's sentence.
    Mixed,
    /// Set apart without marks after a lead-in such as `Kuleba added:`.
    Block,
    /// Reported speech: never offered as exact words.
    Indirect,
    /// Words in marks that nobody is quoted with: scare quotes.
    Scare,
    /// The title of a work.
    Work,
    /// A nickname.
    Nickname,
}

/// Who said it, and why we think so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// The words beside the quotation that name the speaker: a name, "he",
    /// "the minister". `None` when carried over from a neighbouring quotation.
    pub mention: Option<Span>,
    /// Who that is according to the article, the fullest name it gives.
    pub name: Option<String>,
    /// Title or role beside the name: "NATO Secretary General".
    pub role: Option<String>,
    /// The mention that tells who "he" is.
    pub antecedent: Option<Span>,
    /// The rule that decided, as a phrase: "name before the verb".
    pub why: &'static str,
    /// How sure, 0 to 100.
    pub confidence: u8,
}

/// A defect of the source at a quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Defect {
    pub kind: DefectKind,
    pub at: Span,
}

/// How a quotation is broken in the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DefectKind {
    /// Opened and never closed; the end is ours.
    NeverClosed,
    /// Closed and never opened; the start is ours.
    NeverOpened,
    /// Opened with one style of mark and closed with another.
    MixedMarks,
    /// A mark that belongs to nothing stands inside or beside it.
    StrayMark,
    /// Words run together or moved at its edge.
    FusedWords,
}

impl Quote {
    /// From the first to the last part.
    #[must_use]
    pub fn extent(&self) -> Option<Span> {
        Some(self.parts.first()?.to(*self.parts.last()?))
    }

    /// Whether a damaged source makes its words uncertain.
    #[must_use]
    pub fn is_unsafe(&self) -> bool {
        self.defects.iter().any(|defect| defect.kind.is_unsafe())
    }
}

impl Form {
    /// Every form, in the order in which documentation lists them.
    pub const ALL: [Form; 7] = [
        Form::Direct,
        Form::Mixed,
        Form::Block,
        Form::Indirect,
        Form::Scare,
        Form::Work,
        Form::Nickname,
    ];

    /// The word in JSON output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Form::Direct => "direct",
            Form::Mixed => "mixed",
            Form::Block => "block",
            Form::Indirect => "indirect",
            Form::Scare => "scare",
            Form::Work => "work",
            Form::Nickname => "nickname",
        }
    }

    /// The form of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Form> {
        Form::ALL.into_iter().find(|form| form.name() == name)
    }

    /// Whether these are somebody's exact words.
    #[must_use]
    pub fn is_verbatim(self) -> bool {
        matches!(self, Form::Direct | Form::Mixed | Form::Block)
    }
}

/// Stored by its name, which is part of the output.
impl Serialize for Form {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Form {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Form, D::Error> {
        let name = <Cow<'de, str>>::deserialize(from)?;
        Form::named(&name).ok_or_else(|| D::Error::custom("an unknown form of quotation"))
    }
}

impl DefectKind {
    /// The word in JSON output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            DefectKind::NeverClosed => "never-closed",
            DefectKind::NeverOpened => "never-opened",
            DefectKind::MixedMarks => "mixed-marks",
            DefectKind::StrayMark => "stray-mark",
            DefectKind::FusedWords => "fused-words",
        }
    }

    /// Whether the words themselves may be wrong, not only their marks.
    #[must_use]
    pub fn is_unsafe(self) -> bool {
        !matches!(self, DefectKind::MixedMarks)
    }
}
