//! Which passages a checked draft is kept to use.

use std::sync::Arc;

use crate::app::{Checked, uses};
use crate::cite::Markup;
use crate::cite::check::{Checker, Draft};
use crate::library::userdata::UserChange;
use crate::run::FileDocuments;
use newsquotes::extract::extract;
use newsquotes::load::load;

const ARTICLE: &str = "Melle keeps its bridge\n\nBy Ada Fenn\n12 March 2026\n\n\
    “We keep the old bridge for another year,” said Ida Ober, the mayor, on Monday.\n\n\
    “The ferry will sail twice a day until May,” said Tom Hale, who runs it.\n";

fn checked(draft: &str) -> Checked {
    let mut document = load("/news/melle.txt", ARTICLE.as_bytes().to_vec());
    let text = document.text.clone();
    document.articles.iter_mut().for_each(|article| extract(&text, article));
    let gathered = FileDocuments::of([Arc::new(document)]).unwrap();
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
    let words = |change: &UserChange| -> Vec<String> {
        let exact = change.put.iter().map(|put| put.selector.as_ref().unwrap().quote.exact.clone());
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
