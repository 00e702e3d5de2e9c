//! Where the parts of a quotation stand: the articles that the sources lead
//! to, and which of two that have the words is meant.

use std::rc::Rc;

use super::{Checker, saying};
use crate::cite;
use crate::cite::check::draft::{Quotation, QuotedPart};
use crate::cite::check::haystack::Haystacks;
use crate::cite::check::place::{self, Placing};
use crate::cite::check::sources::SourceArticle;
use crate::cite::check::verdict::Attribution;
use crate::cite::check::wording::QuotedWording;
use newsquotes::model::{Article, BlockKind, Span};

/// Articles whose words are kept at hand.
const MOST_STACKS: usize = 256;
/// Without an article that has all the words, so many are read. Of the
/// altered quotations of 170 drafts the article meant was among the first
/// three that share most words with the draft; the rest is for drafts that
/// were reworded more.
const MOST_READ: usize = 6;
/// Once one has all the words, so many more that have them, too, are looked
/// at for one that the draft rather means.
const MORE_CANDIDATES: usize = 6;
/// An article that shares this much less than another is not meant where
/// that one has all the words.
const LESS: f32 = 0.02;
/// Words that no article has in this likeness are not found. A short passage
/// is like many others.
const LEAST_LIKENESS: f32 = 0.5;
const LEAST_LIKENESS_SHORT: f32 = 0.6;
const SHORT: usize = 8;

/// A part of a draft's quotation in an article.
pub(super) struct PartMatch {
    pub(super) source: SourceArticle,
    pub(super) placing: Placing,
    pub(super) wording: Rc<QuotedWording>,
}

impl Checker<'_> {
    /// The best match of each part: the longest one first, the others where
    /// that one is if they stand there too.
    pub(super) fn matches(&self, quotation: &Quotation) -> Vec<Option<PartMatch>> {
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
        if let Some(found) = first.and_then(|first| self.in_article(part, &wording, first.clone()))
        {
            if found.placing.is_perfect() {
                return Some(found);
            }
            matches.push(found);
        }
        self.follow_leads(part, quotation, &wording, &mut matches);
        let least = if words < SHORT { LEAST_LIKENESS_SHORT } else { LEAST_LIKENESS };
        let known = |found: &PartMatch| {
            quotation.id.as_deref().is_some_and(|id| saying::has_id(&found.source, id))
        };
        matches.retain(|found| found.placing.likeness >= least || known(found));
        matches.into_iter().rev().max_by_key(|found| preference(found, quotation))
    }

    /// Reads the articles that share most words with a part, until one has all
    /// of them, is cited if the draft cites any, and names its speaker.
    fn follow_leads(
        &self,
        part: &QuotedPart,
        quotation: &Quotation,
        wording: &Rc<QuotedWording>,
        matches: &mut Vec<PartMatch>,
    ) {
        let cites_any = quotation.id.is_some() || !quotation.cited.is_empty();
        let mut enough = None;
        let (mut read, mut more) = (0, 0);
        for lead in self.sources.leads(&part.words) {
            if enough.is_some_and(|shared: f32| lead.shared < shared - LESS)
                || (enough.is_none() && read >= MOST_READ)
                || more >= MORE_CANDIDATES
            {
                break;
            }
            let Some(source) = self.sources.article(&lead) else { continue };
            read += 1;
            more += usize::from(enough.is_some());
            let Some(found) = self.in_article(part, wording, source) else { continue };
            let perfect = found.placing.is_perfect();
            let meant = perfect && is_meant(&found, quotation, cites_any);
            matches.push(found);
            if meant {
                break;
            }
            if perfect && enough.is_none() {
                enough = Some(lead.shared);
            }
        }
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

    pub(super) fn stacks(&self, source: &SourceArticle, article: &Article) -> Rc<Haystacks> {
        let mut kept = self.stacks.borrow_mut();
        if kept.len() > MOST_STACKS {
            kept.clear();
        }
        let key = (source.document.origin.path.clone(), source.article);
        let made = || Rc::new(Haystacks::of(&source.document, article));
        Rc::clone(kept.entry(key).or_insert_with(made))
    }
}

/// Whether no other article could be meant rather than this one, which has
/// all the words.
fn is_meant(found: &PartMatch, quotation: &Quotation, cites_any: bool) -> bool {
    let body = found.blocks().all(|block| block.is_some_and(BlockKind::is_body));
    let literal = found.placing.placed().all(|placed| placed.differences.is_empty());
    let cited = !cites_any || cites(quotation, &found.source);
    body && literal && cited && saying::standing(quotation, found) >= Attribution::Proven
}

/// Which of two matches is meant: the likelier one; of two alike that which
/// the draft cites, then the body, then the one whose speaker agrees.
fn preference(found: &PartMatch, quotation: &Quotation) -> (u32, bool, bool, Attribution, bool) {
    let likeness = (found.placing.likeness * 1000.0).round().clamp(0.0, 1000.0);
    let typography = found.placing.placed().all(|placed| placed.differences.is_empty());
    let body = found.blocks().all(|block| block.is_some_and(BlockKind::is_body));
    let said = saying::standing(quotation, found);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 1000")]
    let likeness = likeness as u32;
    (likeness, cites(quotation, &found.source), body, said, typography)
}

/// Whether the draft's citation names this article: by the id of a quotation
/// in it, its key, its address or its title.
pub(super) fn cites(quotation: &Quotation, source: &SourceArticle) -> bool {
    if quotation.id.as_deref().is_some_and(|id| saying::has_id(source, id)) {
        return true;
    }
    let Some(article) = source.article().filter(|_| !quotation.cited.is_empty()) else {
        return false;
    };
    let cited = quotation.cited.to_lowercase();
    let key = cite::key(article);
    let mut words = cited.split(|c: char| !(c.is_alphanumeric() || "_:.-".contains(c)));
    let by_key = words.any(|word| is_key(word.trim_end_matches(['.', ':']), &key));
    let cited = letters(&cited);
    let holds = |fact: &str| {
        let fact = letters(&fact.to_lowercase());
        fact.len() > 8 && cited.contains(&fact)
    };
    let meta = &article.meta;
    by_key || [&meta.url, &meta.title].into_iter().flatten().any(|fact| holds(&fact.value))
}

/// Whether a word is the key of an article, or that key with the letters that
/// tell it from another's.
fn is_key(word: &str, key: &str) -> bool {
    let rest = word.strip_prefix(&key.to_lowercase());
    rest.is_some_and(|rest| rest.len() <= 2 && rest.bytes().all(|byte| byte.is_ascii_lowercase()))
}

/// Its words, one blank between them.
fn letters(words: &str) -> String {
    let words = words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

impl PartMatch {
    pub(super) fn article(&self) -> Option<&Article> {
        self.source.article()
    }

    pub(super) fn span(&self, range: &std::ops::Range<usize>) -> Span {
        self.source.document.text.clamp(range.clone())
    }

    /// The kinds of the blocks that hold the pieces.
    pub(super) fn blocks(&self) -> impl Iterator<Item = Option<BlockKind>> + '_ {
        self.placing.placed().map(|placed| self.block(placed.source.start))
    }

    fn block(&self, at: usize) -> Option<BlockKind> {
        let blocks = &self.article()?.blocks;
        let after = blocks.partition_point(|block| block.span.start() <= at);
        Some(blocks.get(after.checked_sub(1)?)?.kind)
    }
}
