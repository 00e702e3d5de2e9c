//! A draft that is checked: what is asked of the outside, and what it found.

use std::sync::Arc;

use crate::cite::check::{CheckFinding, Draft};
use crate::library::annotation::{Annotation, Body, Target};
use crate::library::basket::used;
use crate::library::userdata::Change;
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
pub(crate) fn uses(known: &[Annotation], checked: &Checked, modified: i64) -> Change {
    let is_used = |finding: &&CheckFinding| finding.verdict.is_fine() && !finding.is_quiet;
    let places = checked.findings.iter().filter(is_used).flat_map(|f| f.places.iter().flatten());
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
    Change { remove, put, ..Change::default() }
}

fn draft_words(draft: &Draft) -> String {
    draft.quotations.iter().map(|quotation| letters(&quotation.text())).collect()
}

/// Letters and digits alone, in small letters.
fn letters(words: &str) -> String {
    words.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cite::Markup;
    use crate::cite::check::{Checker, GatheredSources};
    use newsquotes::extract::extract;
    use newsquotes::load::load;

    const ARTICLE: &str = "Melle keeps its bridge\n\nBy Ada Fenn\n12 March 2026\n\n\
        “We keep the old bridge for another year,” said Ida Ober, the mayor, on Monday.\n\n\
        “The ferry will sail twice a day until May,” said Tom Hale, who runs it.\n";

    fn checked(draft: &str) -> Checked {
        let mut document = load("/news/melle.txt", ARTICLE.as_bytes().to_vec());
        let text = document.text.clone();
        document.articles.iter_mut().for_each(|article| extract(&text, article));
        let mut gathered = GatheredSources::default();
        gathered.add(&Arc::new(document));
        let draft = Draft::read(Markup::Markdown, draft);
        let findings = Checker::new(&gathered, Checker::SHORTEST).check(&draft);
        Checked {
            name: "draft.md".into(),
            path: "/drafts/draft.md".into(),
            draft: Arc::new(draft),
            findings: Arc::new(findings),
        }
    }

    #[test]
    fn quotations_that_are_right_are_marked_once_and_for_as_long_as_they_are_used() {
        let both = "“We keep the old bridge for another year,” Ida Ober said.\n\n\
            “The ferry will sail twice a day until May,” said Tom Hale.\n";
        let first = uses(&[], &checked(both), 7);
        let words = |change: &Change| -> Vec<String> {
            let exact =
                change.put.iter().map(|put| put.selector.as_ref().unwrap().quote.exact.clone());
            exact.collect()
        };
        assert_eq!(words(&first).len(), 2, "{first:?}");
        assert!(words(&first)[0].starts_with("We keep the old bridge"));
        let again = uses(&first.put, &checked(both), 8);
        assert_eq!((again.put.len(), again.remove.len()), (0, 0));
        let one = both.split("\n\n").next().unwrap();
        let fewer = uses(&first.put, &checked(one), 9);
        assert_eq!((fewer.put.len(), fewer.remove.len()), (0, 1));
    }

    #[test]
    fn a_quotation_that_is_wrong_is_no_use() {
        let altered = "“We burn the old bridge for another year,” Ida Ober said.\n";
        assert_eq!(uses(&[], &checked(altered), 7).put, []);
    }
}
