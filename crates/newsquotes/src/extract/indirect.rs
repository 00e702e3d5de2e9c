//! Reported speech: where the words that a cue introduces begin and end.
//!
//! A cue may have reported words behind it (`Ober said the bridge stays`),
//! before it (`The bridge stays, Ober said`) or on both sides. The words are
//! a stretch of one sentence that ends at a boundary: a comma, a conjunction,
//! the end of the sentence. Which boundary is decided by the ranker.

use super::indices::CueIndex;
use super::lexicon::class;
use super::ranker::{Ballot, DecisionKind, Judge};
use super::reading::{ArticleReading, class_id, few, steps};
use super::sources::Cue;
use super::templates::ReportFeature;
use super::words::{NarrationWord, Suffix, WordKind};

/// What a cue introduces: the words before it and behind it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reported {
    /// Index into the cues.
    pub cue: CueIndex,
    /// First and last word, both inside.
    pub left: Option<(u32, u32)>,
    pub right: Option<(u32, u32)>,
}

impl Reported {
    /// Whether the word of that index is among the reported ones.
    pub(super) fn covers(&self, at: usize) -> bool {
        let inside = |words: &(u32, u32)| (words.0 as usize..=words.1 as usize).contains(&at);
        self.left.iter().chain(&self.right).any(inside)
    }
}

/// How far from a cue its words may reach, in words of the narration.
const REACH: usize = 80;
/// How far behind its cue a source still belongs to it: `said the old Ober`.
const TOUCH: usize = 3;
/// How many boundaries are candidates on each side.
const BOUNDARIES: usize = 14;

/// Finds the reported words of every cue that holds.
pub(super) fn find<J: Judge>(
    reading: &ArticleReading<'_>,
    cues: &[Cue],
    judge: &mut J,
) -> Vec<Reported> {
    let mut held = vec![false; reading.words.list.len()];
    for cue in cues.iter().filter(|cue| cue.holds()) {
        if let Some(held) = held.get_mut(cue.at as usize) {
            *held = true;
        }
    }
    let mut finder = ReportFinder { reading, held, ballot: Ballot::default(), ends: Vec::new() };
    let holding = cues.iter().enumerate().filter(|(_, cue)| cue.may_hold());
    holding.filter_map(|(index, cue)| finder.cue(CueIndex::new(index), *cue, judge)).collect()
}

/// What is reported without the whole quotations in it, which are rows of
/// their own: `in a low voice: “…”` reports nothing, `that the bridge stays:
/// “…”` does. `direct` has the indices of their words, ascending.
pub(super) fn without(
    reading: &ArticleReading<'_>,
    reported: &Reported,
    direct: &[usize],
) -> Reported {
    let inside = |side: (u32, u32)| {
        let from = direct.partition_point(|at| *at < side.0 as usize);
        let to = direct.partition_point(|at| *at <= side.1 as usize);
        (from < to).then(|| (direct.get(from).copied(), direct.get(to - 1).copied()))
    };
    let is_mark = |at: u32| {
        reading.word(at as usize).is_some_and(|word| matches!(word.kind, WordKind::Mark(_)))
    };
    let told = |side: (u32, u32)| {
        let mut words = (side.0..=side.1).filter_map(|at| reading.word(at as usize));
        let verb = words.any(|word| {
            word.is(class::AUXILIARY)
                || word.is(class::VERB) && word.is_finite()
                || word.suffix == Suffix::Ed
        });
        (side.0 <= side.1 && verb).then_some(side)
    };
    let right = reported.right.and_then(|side| match inside(side) {
        None => Some(side),
        Some((first, _)) => {
            let mut last = u32::try_from(first?).ok()?.checked_sub(1)?;
            while last > side.0 && is_mark(last) {
                last -= 1;
            }
            told((side.0, last))
        }
    });
    let left = reported.left.and_then(|side| match inside(side) {
        None => Some(side),
        Some((_, last)) => {
            let mut first = u32::try_from(last?).ok()? + 1;
            while first < side.1 && is_mark(first) {
                first += 1;
            }
            told((first, side.1))
        }
    });
    Reported { left, right, ..*reported }
}

struct ReportFinder<'a, 'b> {
    reading: &'a ArticleReading<'b>,
    /// For each word whether it is a cue that holds.
    held: Vec<bool>,
    ballot: Ballot,
    /// The outermost words of the candidates, from the cue outwards.
    ends: Vec<usize>,
}

/// One side of a cue.
#[derive(Clone, Copy, Debug)]
struct ReportedSide {
    kind: DecisionKind,
    cue: usize,
    /// The word where the reported words touch the cue or its source.
    near: usize,
    /// The last word of the sentence in that direction.
    far: usize,
    source_behind: bool,
    /// Words were found on the other side.
    other: bool,
}

impl ReportFinder<'_, '_> {
    fn cue<J: Judge>(&mut self, index: CueIndex, cue: Cue, judge: &mut J) -> Option<Reported> {
        let reading = self.reading;
        let at = cue.at as usize;
        let source = *reading.phrase(cue.source?)?;
        let (first, end) = reading.sentence(at, REACH);
        let within = source.first as usize >= first && (source.last as usize) < end;
        let behind = within && source.first as usize > at;
        let start = if within && !behind { source.first as usize } else { at };
        let mut reported = Reported { cue: index, left: None, right: None };
        if let Some(near) = self.left_edge(start, first, at) {
            let field = ReportedSide {
                kind: DecisionKind::Left,
                cue: at,
                near,
                far: first,
                source_behind: behind,
                other: false,
            };
            reported.left = self.side(field, judge).map(|far| pair(far, near));
        }
        let after =
            if behind && source.first as usize <= at + TOUCH { source.last as usize } else { at };
        if let Some(near) = self.right_edge(after, end, at) {
            let other = reported.left.is_some();
            let field = ReportedSide {
                kind: DecisionKind::Right,
                cue: at,
                near,
                far: end - 1,
                source_behind: behind,
                other,
            };
            reported.right = self.side(field, judge).map(|far| pair(near, far));
        }
        (reported.left.is_some() || reported.right.is_some()).then_some(reported)
    }

    /// The last word that may be reported before the cue and its source.
    fn left_edge(&self, start: usize, first: usize, cue: usize) -> Option<usize> {
        let before = start.checked_sub(1).filter(|before| *before >= first)?;
        let word = self.reading.word(before)?;
        let tag = self.reading.word(cue)?.is(class::ACCORDING | class::ADVERB_CUE);
        match word.kind {
            WordKind::Quote(_) => Some(before),
            WordKind::Mark(',' | '—' | '–' | '-' | ';') => {
                before.checked_sub(1).filter(|b| *b >= first)
            }
            _ if tag => Some(before),
            _ => None,
        }
    }

    /// The first word that may be reported behind the cue: after the person
    /// that is told, the comma or colon, and "that".
    fn right_edge(&self, after: usize, end: usize, cue: usize) -> Option<usize> {
        let reading = self.reading;
        let mut at = after + 1;
        if reading.word(cue)?.is(class::TELL | class::ASK)
            && let Some(phrase) = reading.phrases.get(reading.phrase_from(at))
            && phrase.first as usize == at
            && reading.word(phrase.last as usize + 1).is_some_and(|next| {
                next.is(class::THAT)
                    || next.is_quote()
                    || next.is(class::SUBORDINATOR | class::RELATIVE)
                    || matches!(next.kind, WordKind::Mark(',' | ':'))
                    || next.is(class::PRONOUN | class::DETERMINER | class::PREPOSITION)
                    || next.is_capital()
            })
        {
            at = phrase.last as usize + 1;
        }
        at = self.behind_that(at, end, cue);
        while at < end
            && reading.word(at).is_some_and(|word| matches!(word.kind, WordKind::Mark(',' | ':')))
        {
            at += 1;
        }
        let word = reading.word(at)?;
        (at < end && !matches!(word.kind, WordKind::Mark('.' | '?' | '!' | ';'))).then_some(at)
    }

    /// The word behind "that": beside the verb, or behind the circumstances of
    /// speech, as in `said on Monday in Lund that`.
    fn behind_that(&self, at: usize, end: usize, cue: usize) -> usize {
        let reading = self.reading;
        let is = |at: usize, classes: u64| reading.word(at).is_some_and(|word| word.is(classes));
        if is(at, class::THAT) {
            return at + 1;
        }
        if !is(cue, class::SPEECH) || !is(at, class::PREPOSITION | class::WEEKDAY) {
            return at;
        }
        let passed = |at: &usize| {
            let verb = is(*at, class::AUXILIARY) || (is(*at, class::VERB) && !is(*at, class::NOUN));
            !verb && reading.word(*at).is_some_and(|word| !word.is_quote())
        };
        let that = (at..end.min(at + 12)).take_while(passed).find(|at| is(*at, class::THAT));
        that.map_or(at, |that| that + 1)
    }

    /// The outermost reported word on one side.
    fn side<J: Judge>(&mut self, field: ReportedSide, judge: &mut J) -> Option<usize> {
        self.boundaries(field);
        if self.ends.is_empty() {
            return None;
        }
        self.ballot.open(field.kind);
        self.ballot.option(None);
        self.describe_none(field);
        let mut crossed = Crossed::default();
        let mut at = field.near;
        for (number, far) in self.ends.clone().into_iter().enumerate() {
            self.cross(&mut crossed, &mut at, far, field);
            let words = if field.kind == DecisionKind::Right {
                (field.near, far)
            } else {
                (far, field.near)
            };
            self.ballot.option(Some(self.reading.span(words.0, words.1)));
            self.describe(field, far, crossed, number);
        }
        let about = self.reading.span(field.cue, field.cue);
        let choice = self.ballot.decide(judge, field.kind, about);
        choice.option.checked_sub(1).and_then(|option| self.ends.get(option)).copied()
    }

    /// Walks from `at` to `far`, counting what is passed.
    fn cross(&self, crossed: &mut Crossed, at: &mut usize, far: usize, field: ReportedSide) {
        let right = field.kind == DecisionKind::Right;
        let done = |at: usize| if right { at > far } else { at < far };
        while !done(*at) {
            if let Some(word) = self.reading.word(*at) {
                crossed.pass(word);
                crossed.cues += usize::from(self.holds(*at));
            }
            let Some(next) = at.checked_add_signed(if right { 1 } else { -1 }) else { break };
            *at = next;
        }
    }

    fn holds(&self, at: usize) -> bool {
        self.held.get(at).copied().unwrap_or(false)
    }

    /// The candidates: the last word before each boundary.
    fn boundaries(&mut self, field: ReportedSide) {
        self.ends.clear();
        let reading = self.reading;
        if field.kind == DecisionKind::Right {
            let last = if self.closes_sentence(field.far) {
                field.far.saturating_sub(1)
            } else {
                field.far
            };
            for at in field.near + 1..=last {
                let word = reading.word(at);
                let joint = word.is_some_and(|word| is_boundary(word) && !word.is_quote());
                if joint && self.ends.len() < BOUNDARIES {
                    self.ends.push(at - 1);
                }
            }
            if last >= field.near {
                self.ends.push(last);
            }
        } else {
            for at in (field.far + 1..=field.near).rev() {
                let word = reading.word(at - 1);
                if word.is_some_and(is_boundary) && self.ends.len() < BOUNDARIES {
                    self.ends.push(at);
                }
            }
            self.ends.push(field.far);
        }
        self.ends.dedup();
    }

    fn closes_sentence(&self, at: usize) -> bool {
        self.reading
            .word(at)
            .is_some_and(|word| matches!(word.kind, WordKind::Mark('.' | '?' | '!')))
    }

    fn describe_none(&mut self, field: ReportedSide) {
        let reading = self.reading;
        let Some(cue) = reading.word(field.cue) else { return };
        let (id, class) = (reading.id(field.cue, 0), class_id(cue));
        let side = u32::from(field.source_behind) | u32::from(field.other) << 1;
        let near = reading.id(field.near, 0);
        let (next, before) = (reading.id(field.cue, 1), reading.id(field.cue, -1));
        let far = steps(field.near.abs_diff(field.far));
        let ballot = &mut self.ballot;
        ballot.feature(ReportFeature::Side, side);
        ballot.pair(ReportFeature::WordSide, id, side);
        ballot.pair(ReportFeature::ClassSide, class, side);
        ballot.pair(ReportFeature::NextSide, next, side);
        ballot.pair(ReportFeature::NextClass, next, class);
        ballot.pair(ReportFeature::NearSide, near, side);
        ballot.pair(ReportFeature::NearClass, near, class);
        ballot.pair(ReportFeature::RoomSide, far, side);
        ballot.pair(ReportFeature::RoomClass, far, class);
        ballot.pair(ReportFeature::BeforeClass, before, class);
        ballot.pair(ReportFeature::WordNext, id, next);
        ballot.pair(ReportFeature::ClassSecondNear, class, reading.id(field.near, 1));
    }

    fn describe(&mut self, field: ReportedSide, far: usize, crossed: Crossed, number: usize) {
        let reading = self.reading;
        let out: isize = if field.kind == DecisionKind::Right { 1 } else { -1 };
        let Some(cue) = reading.word(field.cue) else { return };
        let (id, class) = (reading.id(field.cue, 0), class_id(cue));
        let whole = u32::from(self.ends.len() == number + 1);
        let edge = reading.id(far, out);
        let beyond = reading.id(far, 2 * out);
        let beyond_class = reading.near(far, 2 * out).map_or(0, class_id);
        let third = reading.near(far, 3 * out).map_or(0, class_id);
        let inner = reading.near(far, 0).map_or(0, class_id);
        let length = steps(crossed.words);
        let cue_ahead =
            (1..6).find(|by| far.checked_add_signed(by * out).is_some_and(|at| self.holds(at)));
        let ahead = cue_ahead.map_or(0, |by| u32::try_from(by).unwrap_or(0));
        let path = few(crossed.commas)
            | few(crossed.cues) << 2
            | few(crossed.joins) << 4
            | few(crossed.quotes) << 6;
        let ballot = &mut self.ballot;
        ballot.pair(ReportFeature::WholeLength, whole, length);
        ballot.pair(ReportFeature::WholeClass, whole, class);
        ballot.pair(ReportFeature::WholeWord, whole, id);
        ballot.pair(ReportFeature::EdgeClass, edge, class);
        ballot.pair(ReportFeature::EdgeBeyond, edge, beyond);
        ballot.pair(ReportFeature::EdgeClasses, edge, beyond_class << 8 | third);
        ballot.pair(ReportFeature::EdgeLength, edge, length);
        ballot.pair(ReportFeature::EdgePath, edge, path);
        ballot.pair(ReportFeature::WholePath, whole, path);
        ballot.pair(ReportFeature::AheadCues, ahead, whole | few(crossed.cues) << 1);
        ballot.pair(ReportFeature::AheadEdge, ahead, edge);
        ballot.pair(ReportFeature::NumberOther, few(number), whole << 1 | u32::from(field.other));
        ballot.pair(ReportFeature::InnerEdge, inner, edge);
        ballot.pair(ReportFeature::FiniteEdge, few(crossed.finite) | whole << 2, edge);
        ballot.pair(ReportFeature::FiniteClass, few(crossed.finite) | whole << 2, class);
        ballot.pair(ReportFeature::QuotesInner, u32::from(crossed.quotes > 0) | whole << 1, inner);
        ballot.pair(
            ReportFeature::EdgeSide,
            edge,
            u32::from(field.source_behind) | u32::from(field.other) << 1,
        );
        ballot.pair(ReportFeature::LengthWord, length, id);
        ballot.pair(
            ReportFeature::CommasOther,
            few(crossed.commas) | whole << 2,
            u32::from(field.other) | few(crossed.cues) << 1,
        );
    }
}

/// What lies within a candidate.
#[derive(Clone, Copy, Debug, Default)]
struct Crossed {
    words: usize,
    commas: usize,
    joins: usize,
    quotes: usize,
    cues: usize,
    finite: usize,
}

impl Crossed {
    fn pass(&mut self, word: &NarrationWord) {
        self.words += 1;
        self.commas += usize::from(word.is_mark(','));
        self.joins += usize::from(word.is(class::CONJUNCTION | class::SUBORDINATOR));
        self.quotes += usize::from(word.is_quote());
        self.finite += usize::from(
            word.is(class::BE | class::HAVE | class::MODAL)
                || (word.is(class::VERB) && word.is_finite()),
        );
    }
}

/// Whether reported words may end before this word.
fn is_boundary(word: &NarrationWord) -> bool {
    matches!(word.kind, WordKind::Mark(',' | ';' | ':' | '—' | '–' | '-' | '(' | ')'))
        || word.is(class::CONJUNCTION | class::SUBORDINATOR | class::ACCORDING)
        || word.is(class::RELATIVE)
        || word.is_quote()
}

fn pair(one: usize, other: usize) -> (u32, u32) {
    (u32::try_from(one).unwrap_or(u32::MAX), u32::try_from(other).unwrap_or(u32::MAX))
}
