//! An article: its facts, its blocks, and what was found in it.

use std::borrow::Cow;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{BlockReason, Date, Entity, Mention, Quote, Span};

/// One article of a document.
#[derive(Clone, Debug)]
pub struct Article {
    /// Where it stands in the document's text.
    pub span: Span,
    pub meta: Meta,
    /// Ascending and disjoint; every non-blank byte of `span` lies in exactly
    /// one of them.
    pub blocks: Vec<Block>,
    /// Ascending and disjoint.
    pub repairs: Vec<Repair>,
    /// By the start of their first part.
    pub quotes: Vec<Quote>,
    pub entities: Vec<Entity>,
    /// By start; each names an entry of `entities`.
    pub mentions: Vec<Mention>,
}

/// A stretch of text with one role on the page, usually a line or a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    pub kind: BlockKind,
    /// Without white space at its ends.
    pub span: Span,
    /// Why it was taken for this kind.
    pub why: BlockReason,
}

/// The role of a block. The body is what the reporter wrote to be read;
/// everything else is classified and hidden, never cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum BlockKind {
    Title,
    Standfirst,
    Heading,
    Paragraph,
    Item,
    Caption,
    Byline,
    Dateline,
    Tags,
    Related,
    Share,
    Navigation,
    Comment,
    Frontmatter,
    Repeat,
    Notice,
}

/// How a place of the text is shown where it is not meant to be read as it
/// stands: glued words (`OberHe replied`) get their space back, and markup
/// (`*`, `](address)`) is hidden. The text itself stays as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// What is replaced on the screen; empty where something is put in.
    pub span: Span,
    /// What the screen shows there.
    pub shown: Cow<'static, str>,
    /// A phrase such as "two words run together".
    pub why: &'static str,
}

/// What is known of an article beyond its text. A missing fact is `None`,
/// never made up.
#[derive(Clone, Debug, Default)]
pub struct Meta {
    pub title: Option<Fact<String>>,
    /// The author line without "By".
    pub byline: Option<Fact<String>>,
    /// The paper, site or broadcaster that printed it.
    pub outlet: Option<Fact<String>>,
    /// The news agency that it came from: Reuters, AFP, EFE.
    pub agency: Option<Fact<String>>,
    /// The place of the dateline.
    pub place: Option<Fact<String>>,
    pub date: Option<Fact<Date>>,
    pub url: Option<Fact<String>>,
    /// ISO 639-1 code, such as `en`.
    pub language: Option<Fact<String>>,
    pub tags: Vec<Fact<String>>,
}

/// A fact and where it is known from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact<T> {
    pub value: T,
    pub evidence: Evidence,
}

/// Where a fact is known from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// These words of the text say so.
    Words(Span),
    /// A field of the file's format: `datePublished`, front matter `title`.
    Field(String),
    /// A conclusion, and from what, as a phrase.
    Inferred(&'static str),
    /// The user said so.
    User,
}

impl Article {
    /// An article of which nothing is known yet.
    #[must_use]
    pub fn new(span: Span) -> Article {
        Article {
            span,
            meta: Meta::default(),
            blocks: Vec::new(),
            repairs: Vec::new(),
            quotes: Vec::new(),
            entities: Vec::new(),
            mentions: Vec::new(),
        }
    }

    /// The blocks that the reporter wrote to be read.
    pub fn body(&self) -> impl Iterator<Item = &Block> {
        self.blocks.iter().filter(|block| block.kind.is_body())
    }
}

impl<T> Fact<T> {
    pub fn new(value: T, evidence: Evidence) -> Fact<T> {
        Fact { value, evidence }
    }
}

impl BlockKind {
    /// Every kind, in the order in which documentation lists them.
    pub const ALL: [BlockKind; 16] = [
        BlockKind::Title,
        BlockKind::Standfirst,
        BlockKind::Heading,
        BlockKind::Paragraph,
        BlockKind::Item,
        BlockKind::Caption,
        BlockKind::Byline,
        BlockKind::Dateline,
        BlockKind::Tags,
        BlockKind::Related,
        BlockKind::Share,
        BlockKind::Navigation,
        BlockKind::Comment,
        BlockKind::Frontmatter,
        BlockKind::Repeat,
        BlockKind::Notice,
    ];

    /// The word in JSON output and on the screen.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            BlockKind::Title => "title",
            BlockKind::Standfirst => "standfirst",
            BlockKind::Heading => "heading",
            BlockKind::Paragraph => "paragraph",
            BlockKind::Item => "item",
            BlockKind::Caption => "caption",
            BlockKind::Byline => "byline",
            BlockKind::Dateline => "dateline",
            BlockKind::Tags => "tags",
            BlockKind::Related => "related",
            BlockKind::Share => "share",
            BlockKind::Navigation => "navigation",
            BlockKind::Comment => "comment",
            BlockKind::Frontmatter => "frontmatter",
            BlockKind::Repeat => "repeat",
            BlockKind::Notice => "notice",
        }
    }

    /// The kind of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<BlockKind> {
        BlockKind::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Whether it belongs to the body.
    #[must_use]
    pub fn is_body(self) -> bool {
        use BlockKind::{Heading, Item, Paragraph, Standfirst};
        matches!(self, Standfirst | Heading | Paragraph | Item)
    }
}

/// Stored by its name, which is part of the file format.
impl Serialize for BlockKind {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for BlockKind {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<BlockKind, D::Error> {
        let name = <Cow<'de, str>>::deserialize(from)?;
        BlockKind::named(&name).ok_or_else(|| D::Error::custom("an unknown kind of block"))
    }
}
