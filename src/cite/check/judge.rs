//! What holds of each quotation of a draft: the words, and who said them.
//!
//! `matching` finds where the parts of a quotation stand, `wording_checks` and
//! `brackets` compare the words, `joining` tells words of two places made into
//! one, `saying` asks who said them. Here their answers become one finding.

mod brackets;
mod comparing;
mod joining;
mod matching;
mod saying;
mod wording_checks;

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use self::matching::PartMatch;
use super::draft::{Draft, Quotation};
use super::haystack::Haystacks;
use super::sources::Sources;
use super::verdict::{Attribution, CheckFinding, CheckVerdict, PartFinding, SpeakerAnswer};
use super::wording::QuotedWording;

/// Looks quotations up.
pub(crate) struct Checker<'a> {
    sources: &'a dyn Sources,
    /// Quotations of fewer words are quiet.
    shortest: usize,
    /// Of the articles looked at last; emptied when it grows.
    stacks: RefCell<HashMap<(String, usize), Rc<Haystacks>>>,
}

/// What holds of the words of a quotation, or of one part.
#[derive(Default)]
struct JudgedSoFar {
    verdicts: BTreeSet<CheckVerdict>,
    notes: Vec<String>,
}

impl std::fmt::Debug for Checker<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Checker").field("shortest", &self.shortest).finish_non_exhaustive()
    }
}

impl JudgedSoFar {
    fn note(&mut self, note: impl Into<String>) {
        let note = note.into();
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    fn add(&mut self, verdict: CheckVerdict) {
        self.verdicts.insert(verdict);
    }

    fn gravest(&self) -> CheckVerdict {
        self.verdicts.first().copied().unwrap_or(CheckVerdict::Exact)
    }

    fn join(&mut self, other: JudgedSoFar) {
        self.verdicts.extend(other.verdicts);
        other.notes.into_iter().for_each(|note| self.note(note));
    }
}

impl<'a> Checker<'a> {
    /// The usual number of words from which on a quotation is looked up in
    /// earnest.
    pub(crate) const SHORTEST: usize = 5;

    /// A checker against `sources`; quotations of fewer words than `shortest`
    /// are quiet.
    #[must_use]
    pub(crate) fn new(sources: &'a dyn Sources, shortest: usize) -> Checker<'a> {
        Checker { sources, shortest, stacks: RefCell::default() }
    }

    /// Checks every quotation of a draft, in its order.
    #[must_use]
    pub(crate) fn check(&self, draft: &Draft) -> Vec<CheckFinding> {
        let quotations = draft.quotations.iter().enumerate();
        quotations.map(|(index, quotation)| self.judge(draft, index, quotation)).collect()
    }

    fn judge(&self, draft: &Draft, index: usize, quotation: &Quotation) -> CheckFinding {
        let matches = self.matches(quotation);
        let next = |index: usize| quotation.parts.get(index + 1).map(|part| part.words.as_str());
        let judged = matches.iter().enumerate();
        let judged: Vec<JudgedSoFar> =
            judged.map(|(index, found)| self.part(draft, found.as_ref(), next(index))).collect();
        let parts = judged.iter().zip(&matches).map(|(judged, found)| PartFinding {
            words: judged.gravest(),
            place: found.as_ref().map(comparing::place),
        });
        let parts: Vec<PartFinding> = parts.collect();
        let mut held = JudgedSoFar::default();
        for part in judged {
            held.join(part);
        }
        let found: Vec<&PartMatch> = matches.iter().flatten().collect();
        self.variant(quotation, &found, &mut held);
        let words = held.gravest();
        let speaker = saying::answer(self.sources, quotation, &found, &mut held);
        held.verdicts.extend(verdict_of(&speaker));
        self.finding(index, quotation, Judged { parts, words, speaker, held })
    }

    fn finding(&self, index: usize, quotation: &Quotation, judged: Judged) -> CheckFinding {
        let Judged { parts, words, speaker, mut held } = judged;
        let count: usize =
            quotation.parts.iter().map(|part| QuotedWording::read(&part.words).len()).sum();
        let verdict = held.verdicts.pop_first().unwrap_or(CheckVerdict::Exact);
        let is_title = matches!(
            words,
            CheckVerdict::NotFound | CheckVerdict::HeadlineOnly | CheckVerdict::BoilerplateOnly
        );
        let also = held.verdicts.into_iter().filter(|other| *other != CheckVerdict::Exact);
        CheckFinding {
            quotation: index,
            verdict,
            also: also.collect(),
            words,
            speaker,
            is_quiet: count < self.shortest || (quotation.is_doubtful && is_title),
            parts,
            notes: held.notes,
        }
    }

    /// What holds of the words of one part, behind which the draft goes on with
    /// those of `next`.
    fn part(&self, draft: &Draft, found: Option<&PartMatch>, next: Option<&str>) -> JudgedSoFar {
        let mut held = JudgedSoFar::default();
        let Some(found) = found else {
            held.add(CheckVerdict::NotFound);
            return held;
        };
        held.add(CheckVerdict::Exact);
        brackets::judge(found, &mut held);
        wording_checks::omissions(found, &mut held);
        wording_checks::differences(draft.markup, found, &mut held);
        wording_checks::kinds_of_blocks(found, &mut held);
        joining::quotations(found, &mut held);
        joining::elsewhere(self, found, &mut held);
        wording_checks::cuts(found, next, &mut held);
        held
    }

    /// Whether the draft cites another article than the one that has the
    /// words.
    fn variant(&self, quotation: &Quotation, found: &[&PartMatch], held: &mut JudgedSoFar) {
        let Some(best) = found.first() else { return };
        if (quotation.cited.is_empty() && quotation.id.is_none())
            || matching::cites(quotation, &best.source)
            || !best.placing.is_perfect()
        {
            return;
        }
        let words = best.wording.pieces.iter().map(|piece| piece.text.as_str());
        let words = words.collect::<Vec<_>>().join(" ");
        let leads = self.sources.leads(&format!("{words} {}", quotation.cited));
        let mut others = leads.iter().filter_map(|lead| self.sources.article(lead));
        if let Some(cited) = others.find(|other| matching::cites(quotation, other)) {
            held.add(CheckVerdict::Variant);
            held.note(format!(
                "the draft cites {}, which does not have these words so",
                cited.document.origin.file_name()
            ));
        }
    }
}

/// What was found of a quotation before it is one finding.
struct Judged {
    parts: Vec<PartFinding>,
    words: CheckVerdict,
    speaker: SpeakerAnswer,
    held: JudgedSoFar,
}

/// The verdict that an answer about the speaker amounts to.
fn verdict_of(speaker: &SpeakerAnswer) -> Option<CheckVerdict> {
    match speaker.attribution {
        Attribution::Contradicted => Some(CheckVerdict::Misattributed),
        Attribution::Unproven => Some(CheckVerdict::Unproven),
        Attribution::Proven | Attribution::NotNamed => None,
    }
}
