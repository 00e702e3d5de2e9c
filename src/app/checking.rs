//! A draft that is checked: what is asked of the outside, and what it found.

use std::sync::Arc;

use crate::cite::check::{CheckFinding, Draft};
use crate::library::annotation::{Annotation, Body, Target};
use crate::library::basket::used;
use crate::library::userdata::UserChange;
use newsquotes::model::Document;

/// A draft to be checked; the answer is [`super::Action::Checked`].
#[derive(Clone, Debug)]
pub(crate) struct CheckTask {
    /// The file, as it was typed.
    pub draft: String,
    /// Documents that no file has, by the key of their file.
    pub held: Vec<(u64, Arc<Document>)>,
}

/// What was found in a draft.
#[derive(Clone, Debug)]
pub(crate) struct Checked {
    /// The file, as it was typed.
    pub name: String,
    /// Its resolved path.
    pub path: String,
    pub draft: Arc<Draft>,
    /// One a quotation, in the draft's order.
    pub findings: Arc<Vec<CheckFinding>>,
}

/// How far a check is.
#[derive(Clone, Debug)]
pub(crate) enum Checking {
    Running,
    Done(Checked),
    /// Why it could not be made, as a sentence.
    Failed(String),
}

impl Checked {
    /// How many quotations a writer should look at.
    #[must_use]
    pub(crate) fn to_look_at(&self) -> usize {
        self.findings.iter().filter(|finding| finding.needs_work()).count()
    }
}

/// What is to be stored so that the library knows where its words are used:
/// a mark on the words of every quotation of the draft that is fine. `known`
/// are the annotations so far, `modified` is in seconds since 1970. Earlier
/// marks of the draft stay while it holds their words, so that a check against
/// a part of the library loses none.
#[must_use]
pub(crate) fn uses(known: &[Annotation], checked: &Checked, modified: i64) -> UserChange {
    let is_used = |finding: &&CheckFinding| finding.is_usable();
    let places = checked.findings.iter().filter(is_used).flat_map(CheckFinding::places);
    let made = places.map(|place| {
        let document = &place.source.document;
        let words = document.text.clamp(place.extent());
        let origin = &document.origin;
        let target = Target { path: origin.path.clone(), sha256: origin.sha256 };
        used(target, &document.text, words, &checked.path, modified)
    });
    let is_same = |one: &Annotation, other: &Annotation| {
        one.same_place(other) && one.target.names_same(&other.target)
    };
    let mut put: Vec<Annotation> = Vec::new();
    for mark in made {
        if !put.iter().any(|other| is_same(other, &mark)) {
            put.push(mark);
        }
    }
    let words = draft_words(&checked.draft);
    let of_draft =
        |kept: &&Annotation| matches!(&kept.body, Body::Used { draft } if *draft == checked.path);
    let is_gone = |kept: &&Annotation| {
        let exact = kept.selector.as_ref().map(|selector| letters(&selector.quote.exact));
        !put.iter().any(|mark| is_same(mark, kept))
            && exact.is_none_or(|exact| !words.contains(&exact))
    };
    let remove = known.iter().filter(of_draft).filter(is_gone).cloned().collect();
    put.retain(|mark| !known.iter().any(|kept| is_same(kept, mark)));
    UserChange { remove, put, ..UserChange::default() }
}

fn draft_words(draft: &Draft) -> String {
    draft.quotations.iter().map(|quotation| letters(&quotation.text())).collect()
}

/// Letters and digits alone, in small letters.
fn letters(words: &str) -> String {
    words.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
