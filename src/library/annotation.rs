//! What a person made of an article: read and starred marks, reading places,
//! notes, what was collected or used, corrections. Plain data, in the words of the W3C Web Annotation model
//! (target, selector, body).
//!
//! An annotation never holds offsets alone: its [`Selector`] quotes the words
//! it belongs to, so that it survives a page that was saved again.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::mem::{Discriminant, discriminant};
use std::ops::Range;
use std::sync::{Arc, PoisonError, RwLock};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::basket::Collected;
use super::notes::{Note, NoteScope};
use crate::library::sure::sure;
use newsquotes::model::BlockKind;

/// One thing that a person made, and where it belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annotation {
    pub target: Target,
    /// The place in the document: the passage, or for what
    /// [belongs to the article](Body::is_of_article) its title or first
    /// words. `None` stands for the whole document.
    pub selector: Option<Selector>,
    pub body: Body,
    /// When it was made or last changed, in seconds since 1970 (UTC); of two
    /// at one place the later one holds.
    pub modified: i64,
}

/// The document that an annotation belongs to. A file is known by its path,
/// or else, when it was moved, by its bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Target {
    /// Absolute path of the file, links resolved; `-` for standard input.
    pub path: String,
    /// SHA-256 of the file's bytes when the annotation was made; all zero
    /// when not known.
    pub sha256: [u8; 32],
}

/// A place in a text: its words, and where they last stood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Selector {
    pub quote: TextQuote,
    /// In bytes of the text as it was when the annotation was made.
    pub position: Range<usize>,
}

/// A passage by its words and those around it (W3C `TextQuoteSelector`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct TextQuote {
    /// The words themselves; of a long passage only its beginning.
    pub exact: String,
    /// The end of a long passage, of which `exact` is the beginning; empty
    /// when `exact` is all of it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub ending: String,
    /// Up to 32 characters before it, white space folded.
    pub prefix: String,
    /// Up to 32 characters after it, white space folded.
    pub suffix: String,
}

/// What a person said of the place. A further kind is one more variant here;
/// it is stored as its kind and a JSON value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "value", rename_all = "kebab-case")]
pub enum Body {
    /// The article was read.
    Read,
    /// The article is starred.
    Starred,
    /// Where reading stopped: the words at the top of the reading view.
    Place(Selector),
    /// The kind that the block really is.
    Block(BlockKind),
    /// A fact of the article as the user put it.
    Fact {
        field: FactField,
        /// As typed; a date as ISO 8601 cut to its precision, `--04-04`
        /// without a year; tags separated by commas. Empty where the article
        /// has no such fact.
        value: String,
    },
    /// Who said a quotation; `None` when nobody can be named.
    Speaker { name: Option<String> },
    /// A note on the article or on the passage.
    Note(Box<Note>),
    /// The passage is in the basket.
    Basket(Box<Collected>),
    /// The passage was used in a draft: the absolute path of its file.
    Used { draft: String },
}

/// A fact of an article that the user can edit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FactField {
    Title,
    Byline,
    Outlet,
    Agency,
    Place,
    Date,
    Url,
    Language,
    Tags,
}

/// What tells slots apart, see [`Body::slot`]: the kind, and of a kind with
/// several slots which.
type AnnotationPurpose<'a> = (Discriminant<Body>, &'a str);

/// All annotations in memory, found by document. Made once at the start;
/// workers share it.
#[derive(Debug, Default)]
pub struct Annotations {
    now: RwLock<Arc<ByDocument>>,
}

/// All annotations at one time.
#[derive(Debug, Default)]
struct ByDocument {
    all: Vec<Annotation>,
    /// Hashes of the names of each annotation's document, in order, each with
    /// the annotation's index: a third of the time and memory of a map.
    names: Vec<(u64, u32)>,
}

impl Annotations {
    #[must_use]
    pub fn new(all: Vec<Annotation>) -> Annotations {
        Annotations { now: RwLock::new(Arc::new(ByDocument::new(all))) }
    }

    /// Takes all of them anew, after a change: whoever shares them sees it.
    pub fn replace(&self, all: Vec<Annotation>) {
        let new = Arc::new(ByDocument::new(all));
        *self.now.write().unwrap_or_else(PoisonError::into_inner) = new;
    }

    fn now(&self) -> Arc<ByDocument> {
        Arc::clone(&self.now.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Those of one document, in the order in which they were given: by its
    /// path, and by its bytes when the path has none of the same kind there.
    #[must_use]
    pub fn of_document(&self, target: &Target) -> Vec<Annotation> {
        self.now().of_document(target)
    }

    /// Stands for all corrections of one document, see [`corrections_of`].
    #[must_use]
    pub fn corrections_of(&self, target: &Target) -> u64 {
        let now = self.now();
        if now.all.is_empty() { 0 } else { corrections_of(&now.of_document(target)) }
    }
}

/// A number that stands for the corrections among some annotations, whatever
/// their order; 0 when there are none. It tells an index that a document is
/// no longer as it was indexed.
#[must_use]
pub(crate) fn corrections_of<'a>(annotations: impl IntoIterator<Item = &'a Annotation>) -> u64 {
    let corrections = annotations.into_iter().filter(|a| a.body.is_correction());
    corrections.fold(0, |all, annotation| {
        let exact = annotation.selector.as_ref().map(|selector| &selector.quote.exact);
        let said = sure(serde_json::to_string(&(&annotation.body, exact)).ok());
        let digest = Sha256::digest(said.as_bytes());
        all ^ digest.iter().take(8).fold(0, |key, byte| (key << 8) | u64::from(*byte))
    })
}

impl ByDocument {
    fn new(all: Vec<Annotation>) -> ByDocument {
        let mut names = Vec::with_capacity(2 * all.len());
        for (index, annotation) in (0..).zip(&all) {
            names.extend(annotation.target.hashes().map(|hash| (hash, index)));
        }
        names.sort_unstable();
        ByDocument { all, names }
    }

    fn of_document(&self, target: &Target) -> Vec<Annotation> {
        let mut indexes: Vec<u32> =
            target.hashes().flat_map(|hash| self.named(hash)).map(|(_, index)| *index).collect();
        indexes.sort_unstable();
        indexes.dedup();
        let found = indexes.into_iter().filter_map(|index| self.all.get(index as usize));
        let found = found.filter(|found| found.target.names_same(target));
        prefer_path(found.cloned().collect(), target)
    }

    fn named(&self, hash: u64) -> &[(u64, u32)] {
        let start = self.names.partition_point(|(other, _)| *other < hash);
        let from = sure(self.names.get(start..));
        let len = from.iter().take_while(|(other, _)| *other == hash).count();
        sure(from.get(..len))
    }
}

/// Drops the annotation of a copy elsewhere where this very path has one for
/// the same place and purpose.
pub(super) fn prefer_path(found: Vec<Annotation>, target: &Target) -> Vec<Annotation> {
    let (mut kept, mut elsewhere): (Vec<_>, Vec<_>) =
        found.into_iter().partition(|annotation| annotation.target.path == target.path);
    let here: HashSet<_> = kept.iter().map(Annotation::place).collect();
    elsewhere.retain(|annotation| !here.contains(&annotation.place()));
    drop(here);
    kept.append(&mut elsewhere);
    kept
}

fn hash(name: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    name.hash(&mut hasher);
    hasher.finish()
}

impl Annotation {
    /// Whether the two are for the same words and purpose, so that only one
    /// of them can hold in one document.
    #[must_use]
    pub fn same_place(&self, other: &Annotation) -> bool {
        self.place() == other.place()
    }

    /// Its purpose and its words.
    fn place(&self) -> (AnnotationPurpose<'_>, Option<&TextQuote>) {
        (self.body.purpose(), self.selector.as_ref().map(|selector| &selector.quote))
    }
}

impl Target {
    /// Of each of its names: the path and the bytes.
    fn hashes(&self) -> impl Iterator<Item = u64> {
        let path = self.has_path().then(|| hash(&self.path));
        let sha256 = self.has_sha256().then(|| hash(&self.sha256));
        path.into_iter().chain(sha256)
    }

    /// Whether both are the same document.
    #[must_use]
    pub fn names_same(&self, other: &Target) -> bool {
        (self.has_path() && self.path == other.path)
            || (self.has_sha256() && self.sha256 == other.sha256)
    }

    /// Whether the path names a document; standard input has none.
    #[must_use]
    pub fn has_path(&self) -> bool {
        !self.path.is_empty() && self.path != "-"
    }

    /// Whether the bytes are known.
    #[must_use]
    pub fn has_sha256(&self) -> bool {
        self.sha256 != [0; 32]
    }
}

impl Body {
    /// What it is for, with the field for a fact: `starred`, `fact/title`.
    /// One place of one document holds one annotation of each slot.
    #[must_use]
    pub fn slot(&self) -> String {
        let kind = match self {
            Body::Read => "read",
            Body::Starred => "starred",
            Body::Place(_) => "place",
            Body::Block(_) => "block",
            Body::Fact { .. } => "fact",
            Body::Speaker { .. } => "speaker",
            Body::Note(_) => "note",
            Body::Basket(_) => "basket",
            Body::Used { .. } => "used",
        };
        match self.purpose() {
            (_, "") => kind.to_owned(),
            (_, which) => format!("{kind}/{which}"),
        }
    }

    /// The slot without the name of its kind, quick to compare.
    pub(super) fn purpose(&self) -> AnnotationPurpose<'_> {
        let which = match self {
            Body::Fact { field, .. } => field.name(),
            Body::Note(note) if note.scope == NoteScope::Article => "article",
            Body::Used { draft } => draft,
            _ => "",
        };
        (discriminant(self), which)
    }

    /// Whether it changes what is shown of the article itself, rather than
    /// marking it.
    #[must_use]
    pub fn is_correction(&self) -> bool {
        matches!(self, Body::Block(_) | Body::Fact { .. } | Body::Speaker { .. })
    }

    /// Whether it belongs to the article rather than to a passage of it.
    #[must_use]
    pub fn is_of_article(&self) -> bool {
        match self {
            Body::Read | Body::Starred | Body::Place(_) | Body::Fact { .. } => true,
            Body::Note(note) => note.scope == NoteScope::Article,
            Body::Block(_) | Body::Speaker { .. } | Body::Basket(_) | Body::Used { .. } => false,
        }
    }

    /// Whether it is shown beside the words it belongs to.
    #[must_use]
    pub fn is_beside_text(&self) -> bool {
        matches!(self, Body::Note(_) | Body::Basket(_) | Body::Used { .. })
    }
}

impl FactField {
    /// Every field, in the order in which the screen lists them.
    pub const ALL: [FactField; 9] = [
        FactField::Title,
        FactField::Byline,
        FactField::Outlet,
        FactField::Agency,
        FactField::Place,
        FactField::Date,
        FactField::Url,
        FactField::Language,
        FactField::Tags,
    ];

    /// The word on the screen, in queries and in the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            FactField::Title => "title",
            FactField::Byline => "byline",
            FactField::Outlet => "outlet",
            FactField::Agency => "agency",
            FactField::Place => "place",
            FactField::Date => "date",
            FactField::Url => "url",
            FactField::Language => "language",
            FactField::Tags => "tags",
        }
    }
}
