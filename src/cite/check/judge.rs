//! One verdict a quotation.

mod joining;
mod saying;

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use super::draft::{Draft, Quotation, QuotedPart};
use super::haystack::Haystacks;
use super::place::{self, Placing};
use super::sources::{SourceArticle, Sources};
use super::turning;
use super::verdict::{CheckFinding, CheckVerdict, ComparedWord, SourcePlace};
use super::wording::{Gap, QuotedWording};
use crate::cite::{self, Markup};
use newsquotes::extract::difference::Kind;
use newsquotes::model::{Article, BlockKind, Span};

/// Looks quotations up.
pub(crate) struct Checker<'a> {
    sources: &'a dyn Sources,
    /// Quotations of fewer words are quiet.
    shortest: usize,
    /// Of the articles looked at last; emptied when it grows.
    stacks: RefCell<HashMap<(String, usize), Rc<Haystacks>>>,
}

/// Articles whose words are kept at hand.
const MOST_STACKS: usize = 256;
/// Once an article has all the words, so many more are looked at for one that
/// the draft rather means.
const MORE_CANDIDATES: usize = 8;
/// Words that no article has in this likeness are not found. A short passage
/// is like many others.
const LEAST_LIKENESS: f32 = 0.5;
const LEAST_LIKENESS_SHORT: f32 = 0.6;
const SHORT: usize = 8;

/// A part of a draft's quotation in an article.
struct PartMatch {
    source: SourceArticle,
    placing: Placing,
    wording: Rc<QuotedWording>,
}

/// What holds of a quotation.
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
        let mut held = JudgedSoFar::default();
        let matches = self.matches(quotation);
        for found in &matches {
            match found {
                Some(found) => self.part(draft, found, &mut held),
                None => {
                    held.verdicts.insert(CheckVerdict::NotFound);
                }
            }
        }
        let found: Vec<&PartMatch> = matches.iter().flatten().collect();
        self.variant(quotation, &found, &mut held);
        if let Some(named) = &quotation.speaker {
            saying::compare(named, &found, &mut held);
        }
        let words: usize =
            quotation.parts.iter().map(|part| QuotedWording::read(&part.words).len()).sum();
        let verdict = held.verdicts.pop_first().unwrap_or(CheckVerdict::Exact);
        let is_title = matches!(
            verdict,
            CheckVerdict::NotFound | CheckVerdict::HeadlineOnly | CheckVerdict::BoilerplateOnly
        );
        CheckFinding {
            quotation: index,
            verdict,
            also: held.verdicts.into_iter().filter(|other| *other != CheckVerdict::Exact).collect(),
            is_quiet: words < self.shortest || (quotation.is_doubtful && is_title),
            places: matches.iter().map(|found| found.as_ref().map(place)).collect(),
            notes: held.notes,
        }
    }

    /// The best match of each part: the longest one first, the others where
    /// that one is if they stand there too.
    fn matches(&self, quotation: &Quotation) -> Vec<Option<PartMatch>> {
        let mut found: Vec<Option<PartMatch>> = quotation.parts.iter().map(|_| None).collect();
        let mut order: Vec<usize> = (0..quotation.parts.len()).collect();
        order.sort_by_key(|index| {
            std::cmp::Reverse(quotation.parts.get(*index).map_or(0, |part| part.words.len()))
        });
        let mut first: Option<SourceArticle> = None;
        for index in order {
            let Some(part) = quotation.parts.get(index) else { continue };
            let best = self.best(part, quotation, first.as_ref());
            first = first.or_else(|| best.as_ref().map(|best| best.source.clone()));
            if let Some(slot) = found.get_mut(index) {
                *slot = best;
            }
        }
        found
    }

    fn best(
        &self,
        part: &QuotedPart,
        quotation: &Quotation,
        first: Option<&SourceArticle>,
    ) -> Option<PartMatch> {
        let wording = Rc::new(QuotedWording::read(&part.words));
        let words = wording.len();
        let mut matches: Vec<PartMatch> = Vec::new();
        let mut after_perfect = 0;
        let likely = first.cloned().into_iter();
        for source in likely.chain(self.sources.candidates(&part.words)) {
            let Some(found) = self.in_article(part, &wording, source) else { continue };
            let perfect = found.placing.is_perfect();
            matches.push(found);
            if first.is_some() && perfect {
                break;
            }
            after_perfect += usize::from(perfect || after_perfect > 0);
            if after_perfect > MORE_CANDIDATES {
                break;
            }
        }
        let least = if words < SHORT { LEAST_LIKENESS_SHORT } else { LEAST_LIKENESS };
        let known = |found: &PartMatch| {
            quotation.id.as_deref().is_some_and(|id| saying::has_id(&found.source, id))
        };
        matches.retain(|found| found.placing.likeness >= least || known(found));
        matches.into_iter().rev().max_by_key(|found| preference(found, quotation))
    }

    fn in_article(
        &self,
        part: &QuotedPart,
        wording: &Rc<QuotedWording>,
        source: SourceArticle,
    ) -> Option<PartMatch> {
        let article = source.article()?;
        let language = article.meta.language.as_ref().map(|fact| fact.value.as_str());
        let stacks = self.stacks(&source, article);
        if wording.is_marked() {
            let literal = Rc::new(QuotedWording::literal(&part.words));
            let placing = place::best(&literal, &stacks, language);
            if placing.is_literal(&literal) {
                return Some(PartMatch { source, placing, wording: literal });
            }
        }
        let placing = place::best(wording, &stacks, language);
        placing.extent()?;
        Some(PartMatch { source, placing, wording: Rc::clone(wording) })
    }

    fn stacks(&self, source: &SourceArticle, article: &Article) -> Rc<Haystacks> {
        let mut kept = self.stacks.borrow_mut();
        if kept.len() > MOST_STACKS {
            kept.clear();
        }
        let key = (source.document.origin.path.clone(), source.article);
        let made = || Rc::new(Haystacks::of(&source.document, article));
        Rc::clone(kept.entry(key).or_insert_with(made))
    }

    /// What holds of one part at its place.
    fn part(&self, draft: &Draft, found: &PartMatch, held: &mut JudgedSoFar) {
        held.verdicts.insert(CheckVerdict::Exact);
        marks(found, held);
        differences(draft, found, held);
        kinds_of_blocks(found, held);
        joining::quotations(found, held);
        joining::elsewhere(self, found, held);
        cuts(found, held);
    }

    /// Whether the draft cites another article than the one that has the
    /// words.
    fn variant(&self, quotation: &Quotation, found: &[&PartMatch], held: &mut JudgedSoFar) {
        let Some(best) = found.first() else { return };
        if (quotation.cited.is_empty() && quotation.id.is_none())
            || cites(quotation, &best.source)
            || !best.placing.is_perfect()
        {
            return;
        }
        let words = best.wording.pieces.iter().map(|piece| piece.text.as_str());
        let words = words.collect::<Vec<_>>().join(" ");
        let mut others =
            self.sources.candidates(&format!("{words} {}", quotation.cited)).into_iter();
        if let Some(cited) = others.find(|other| cites(quotation, other)) {
            held.verdicts.insert(CheckVerdict::Variant);
            held.note(format!(
                "the draft cites {}, which does not have these words so",
                cited.document.origin.file_name()
            ));
        }
    }
}

/// Which of two matches is meant: the likelier one; of two alike that which
/// the draft cites, then the body, then the one whose speaker agrees.
fn preference(found: &PartMatch, quotation: &Quotation) -> (u32, bool, bool, bool, bool) {
    let likeness = (found.placing.likeness * 1000.0).round().clamp(0.0, 1000.0);
    let typography = found.placing.placed().all(|placed| placed.differences.is_empty());
    let body = found.blocks().all(|block| block.is_some_and(BlockKind::is_body));
    let said = quotation.speaker.as_ref().is_none_or(|named| saying::agrees(named, found));
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 1000")]
    let likeness = likeness as u32;
    (likeness, cites(quotation, &found.source), body, said, typography)
}

/// Whether the draft's citation names this article: by the id of a quotation
/// in it, its key, its address or its title.
fn cites(quotation: &Quotation, source: &SourceArticle) -> bool {
    if quotation.id.as_deref().is_some_and(|id| saying::has_id(source, id)) {
        return true;
    }
    let Some(article) = source.article().filter(|_| !quotation.cited.is_empty()) else {
        return false;
    };
    let cited = quotation.cited.to_lowercase();
    let key = cite::key(article);
    let by_key = cited
        .split(|c: char| !(c.is_alphanumeric() || "_:.-".contains(c)))
        .any(|word| word.trim_end_matches(['.', ':']) == key.to_lowercase());
    let meta = &article.meta;
    let holds = |fact: &str| {
        let plain = |words: &str| {
            words
                .split(|c: char| !c.is_alphanumeric())
                .filter(|w| !w.is_empty())
                .collect::<Vec<_>>()
                .join(" ")
        };
        let fact = plain(&fact.to_lowercase());
        fact.len() > 8 && plain(&cited).contains(&fact)
    };
    by_key || [&meta.url, &meta.title].into_iter().flatten().any(|fact| holds(&fact.value))
}

impl PartMatch {
    fn article(&self) -> Option<&Article> {
        self.source.article()
    }

    fn span(&self, range: &std::ops::Range<usize>) -> Span {
        self.source.document.text.clamp(range.clone())
    }

    /// The kinds of the blocks that hold the pieces.
    fn blocks(&self) -> impl Iterator<Item = Option<BlockKind>> + '_ {
        self.placing.placed().map(|placed| self.block(placed.source.start))
    }

    fn block(&self, at: usize) -> Option<BlockKind> {
        let blocks = &self.article()?.blocks;
        let after = blocks.partition_point(|block| block.span.start() <= at);
        Some(blocks.get(after.checked_sub(1)?)?.kind)
    }
}

/// Brackets and omissions of the writer's.
fn marks(found: &PartMatch, held: &mut JudgedSoFar) {
    let text = found.source.document.text.as_str();
    let mut before: Option<usize> = None;
    for (piece, placed) in found.wording.pieces.iter().zip(&found.placing.pieces) {
        if !piece.excused.is_empty() || matches!(piece.gap, Gap::Insertion(_)) {
            held.verdicts.insert(CheckVerdict::Bracketed);
        }
        if piece.gap == Gap::Omission {
            held.verdicts.insert(CheckVerdict::Elided);
        }
        let (Some(end), Some(placed)) = (before, placed) else {
            before = placed.as_ref().map(|placed| placed.source.end);
            continue;
        };
        let cut = text.get(end..placed.source.start).unwrap_or_default();
        if piece.gap == Gap::Omission && !placed.is_astray && turning::denies(cut) {
            held.verdicts.insert(CheckVerdict::Sense);
            held.note(format!("left out: “{}”", cut.trim()));
        }
        before = Some(placed.source.end);
    }
    if found.wording.ends_inserted {
        held.verdicts.insert(CheckVerdict::Bracketed);
    }
    if found.wording.trails_off {
        held.verdicts.insert(CheckVerdict::Elided);
    }
}

fn differences(draft: &Draft, found: &PartMatch, held: &mut JudgedSoFar) {
    let text = found.source.document.text.as_str();
    for (piece, placed) in found.wording.pieces.iter().zip(&found.placing.pieces) {
        let Some(placed) = placed else {
            held.verdicts.insert(CheckVerdict::Altered);
            continue;
        };
        for difference in &placed.differences {
            let own = piece.text.get(difference.pattern.clone()).unwrap_or_default();
            let theirs = text.get(difference.text.clone()).unwrap_or_default();
            let verdict = match difference.kind {
                kind if kind.turns_sense() => CheckVerdict::Sense,
                Kind::Typography if curls(draft.markup) && curled(own) == curled(theirs) => {
                    continue;
                }
                Kind::Typography => CheckVerdict::Typography,
                _ => CheckVerdict::Altered,
            };
            held.verdicts.insert(verdict);
        }
    }
}

/// Whether straight apostrophes and quotation marks are set as curly ones, so
/// that which of them is typed says nothing.
fn curls(markup: Markup) -> bool {
    matches!(markup, Markup::Latex | Markup::Typst)
}

/// Words with all apostrophes and quotation marks alike.
fn curled(words: &str) -> String {
    let same = |c: char| match c {
        '’' | '‘' | '‚' => '\'',
        '“' | '”' | '„' => '"',
        c => c,
    };
    words.chars().map(same).filter(|c| !c.is_whitespace()).collect()
}

fn kinds_of_blocks(found: &PartMatch, held: &mut JudgedSoFar) {
    let mut kinds = found.blocks();
    let outside = kinds.find(|kind| !kind.is_some_and(BlockKind::is_body));
    match outside {
        Some(Some(BlockKind::Title | BlockKind::Repeat)) => {
            held.verdicts.insert(CheckVerdict::HeadlineOnly);
        }
        Some(kind) => {
            held.verdicts.insert(CheckVerdict::BoilerplateOnly);
            held.note(format!("stands in: {}", kind.map_or("no block", BlockKind::name)));
        }
        None => {}
    }
}

/// Whether the source turns right behind the last word, or denies right
/// before the first.
fn cuts(found: &PartMatch, held: &mut JudgedSoFar) {
    let Some(article) = found.article() else { return };
    let placed: Vec<_> = found.placing.placed().collect();
    let (Some(first), Some(last)) = (placed.first(), placed.last()) else { return };
    let text = &found.source.document.text;
    let around = |at: usize| {
        let parts = article
            .quotes
            .iter()
            .filter(|quote| quote.form.is_verbatim())
            .flat_map(|quote| &quote.parts);
        let part = parts.copied().find(|part| part.start() <= at && at <= part.end());
        let block = || article.blocks.iter().map(|block| block.span).find(|span| span.contains(at));
        part.or_else(block)
    };
    let last_byte = last.source.end.saturating_sub(1);
    if let Some(part) = around(last_byte)
        && let Some(word) = turning::goes_on(text.get(text.clamp(last.source.end..part.end())))
    {
        held.verdicts.insert(CheckVerdict::CutShort);
        let rest = text.get(text.clamp(last.source.end..part.end()));
        held.note(format!("the source goes on: “{}”", clipped(rest, word)));
    }
    if let Some(part) = around(first.source.start)
        && let Some(word) =
            turning::negation_before(text.get(text.clamp(part.start()..first.source.start)))
    {
        held.verdicts.insert(CheckVerdict::CutShort);
        held.note(format!("the source has “{word}” right before it"));
    }
}

/// The first words of `rest` from `word` on.
fn clipped(rest: &str, word: &str) -> String {
    let start = rest.find(word).unwrap_or(0);
    let words = rest.get(start..).unwrap_or_default().split_whitespace().take(9);
    words.collect::<Vec<_>>().join(" ")
}

/// What a report says of a match.
fn place(found: &PartMatch) -> SourcePlace {
    let article = found.article();
    let mut spans: Vec<_> = found.placing.placed().map(|placed| placed.source.clone()).collect();
    spans.sort_by_key(|span| span.start);
    let quote = article.and_then(|article| saying::quote_at(article, found.span(spans.first()?)));
    let mut words = Vec::new();
    for (piece, placed) in found.wording.pieces.iter().zip(&found.placing.pieces) {
        let Some(placed) = placed else {
            let draft = Some(piece.part_range(piece.core()));
            words.push(ComparedWord { draft, source: None, is_same: false });
            continue;
        };
        let differs = |range: &std::ops::Range<usize>| {
            placed.differences.iter().any(|difference| {
                difference.kind != Kind::Typography
                    && difference.pattern.start < range.end
                    && range.start < difference.pattern.end
            })
        };
        for (draft, source, _) in &placed.words {
            let is_same = match draft {
                Some(range) => (source.is_some() && !differs(range)) || piece.is_excused(range),
                None => false,
            };
            let draft = draft.clone().map(|range| piece.part_range(range));
            words.push(ComparedWord { draft, source: source.clone(), is_same });
        }
    }
    SourcePlace {
        source: found.source.clone(),
        spans,
        quote,
        words,
        likeness: found.placing.likeness,
    }
}
