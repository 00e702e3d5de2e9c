//! What a treebank says about the verbs of a sentence: the truth that the
//! choice of subjects is fitted to and measured on.

use super::super::treebank::{TreeSentence, TreeWord};
use super::SubjectRelation;

/// What a treebank says about one verb; words by their places.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ClauseGold {
    pub verb: usize,
    /// A word of the subject.
    pub subject: Option<(usize, SubjectRelation)>,
    /// A word of the agent of a passive.
    pub agent: Option<usize>,
    /// The verb that governs its clause.
    pub governor: Option<usize>,
}

/// How many steps up the tree a shared subject is looked for.
const REACH: usize = 5;

/// The truth about every verb of a sentence.
#[must_use]
pub fn clause_gold(sentence: &TreeSentence) -> Vec<ClauseGold> {
    let tree = Tree { words: &sentence.words };
    let verbs = (0..sentence.words.len()).filter(|at| tree.is_verb(*at));
    let gold = verbs.map(|verb| ClauseGold {
        verb,
        subject: tree.subject(verb, REACH),
        agent: tree.child(verb, |word| word.relation == "obl:agent"),
        governor: tree.governor(verb, REACH),
    });
    gold.collect()
}

struct Tree<'a> {
    words: &'a [TreeWord],
}

impl Tree<'_> {
    fn word(&self, at: usize) -> Option<&TreeWord> {
        self.words.get(at)
    }

    fn is_verb(&self, at: usize) -> bool {
        self.word(at).is_some_and(|word| word.part.is_verb())
    }

    fn child(&self, of: usize, is: impl Fn(&TreeWord) -> bool) -> Option<usize> {
        self.words.iter().position(|word| word.head == Some(of) && is(word))
    }

    fn subject(&self, verb: usize, reach: usize) -> Option<(usize, SubjectRelation)> {
        use super::super::speech_parts::SpeechPart::BaseVerb;
        let word = self.word(verb)?;
        let head = word.head;
        let relative = word.relation == "acl:relcl";
        if let Some((own, relation)) = self.own_subject(verb) {
            let pronoun = self.word(own)?.form.to_lowercase();
            let stands_for = ["who", "which", "that"].contains(&pronoun.as_str());
            return match head {
                Some(antecedent) if relative && stands_for => {
                    Some((antecedent, SubjectRelation::Relative))
                }
                _ => Some((own, relation)),
            };
        }
        let (head, reach) = (head?, reach.checked_sub(1)?);
        match word.relation.as_str() {
            "conj" => {
                let (subject, relation) = self.subject(head, reach)?;
                let relative = relation == SubjectRelation::Relative;
                Some((subject, if relative { relation } else { SubjectRelation::Shared }))
            }
            "acl" if word.part != BaseVerb => Some((head, SubjectRelation::Participle)),
            "advcl" => Some((self.subject(head, reach)?.0, SubjectRelation::Participle)),
            "xcomp" => {
                let object =
                    self.child(head, |word| word.relation == "obj" || word.relation == "iobj");
                let controller = object.or_else(|| Some(self.subject(head, reach)?.0));
                Some((controller?, SubjectRelation::Controlled))
            }
            _ => None,
        }
    }

    fn own_subject(&self, verb: usize) -> Option<(usize, SubjectRelation)> {
        let is = |name: &'static str| self.child(verb, move |word| word.relation == name);
        let active = is("nsubj").or_else(|| is("expl")).or_else(|| is("nsubj:outer"));
        let passive = || Some((is("nsubj:pass")?, SubjectRelation::Passive));
        active.map(|at| (at, SubjectRelation::Subject)).or_else(passive)
    }

    fn governor(&self, verb: usize, reach: usize) -> Option<usize> {
        let word = self.word(verb)?;
        let (head, reach) = (word.head?, reach.checked_sub(1)?);
        match word.relation.as_str() {
            "ccomp" if self.is_verb(head) => Some(head),
            "conj" | "xcomp" => self.governor(head, reach),
            _ => None,
        }
    }
}
