//! The best sequence of labels for a run of words, in integers only, so that
//! every platform finds the same one.

use crate::model::EntityKind;

/// Lanes of a row of scores: seven labels and one for padding, which as a
/// neighbour stands for the ends of the run.
pub(super) const LANES: usize = 8;

const LABELS: usize = 7;
/// What stands before and after a run, among labels.
pub(super) const END: usize = 7;

/// Worse than any sum of scores that can be reached.
const NEVER: i32 = -(1 << 29);

/// Scores of one word for each label.
pub(super) type Scores = [i32; LANES];

/// Scores of going from one label to the next: `[to][from]`; [`END`] stands
/// for what is before and after the run.
pub(super) type Transitions = [Scores; LANES];

/// What a word is: outside of all names, or the begin or inside of a name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct NameLabel(u8);

impl NameLabel {
    pub(super) const OUTSIDE: NameLabel = NameLabel(0);

    pub(super) fn begin(kind: EntityKind) -> NameLabel {
        NameLabel(1 + 2 * number(kind))
    }

    #[cfg(any(test, feature = "train"))]
    pub(super) fn inside(kind: EntityKind) -> NameLabel {
        NameLabel(2 + 2 * number(kind))
    }

    pub(super) fn lane(self) -> usize {
        usize::from(self.0)
    }

    pub(super) fn is_begin(self) -> bool {
        self.0 % 2 == 1
    }

    pub(super) fn kind(self) -> Option<EntityKind> {
        EntityKind::ALL.get(usize::from(self.0.checked_sub(1)? / 2)).copied()
    }
}

/// The place of a kind in [`EntityKind::ALL`].
pub(super) fn number(kind: EntityKind) -> u8 {
    match kind {
        EntityKind::Person => 0,
        EntityKind::Organisation => 1,
        EntityKind::Place => 2,
    }
}

/// Whether `to` may follow `from`: a name must begin before it goes on.
pub(super) fn allowed(from: usize, to: usize) -> bool {
    let goes_on = to != 0 && to != END && to.is_multiple_of(2);
    !goes_on || from == to || from + 1 == to
}

/// Replaces what may not be by a score that never wins.
pub(super) fn forbid(transitions: &mut Transitions) {
    for (to, row) in transitions.iter_mut().enumerate() {
        for (from, score) in row.iter_mut().enumerate() {
            if !allowed(from, to) {
                *score = NEVER;
            }
        }
    }
}

/// A decoder with its buffers, to be used for many runs.
#[derive(Clone, Debug, Default)]
pub(super) struct Decoder {
    /// Best score of a path up to each label of each word.
    forward: Vec<Scores>,
    /// Best score of a path from each label of each word to the end.
    backward: Vec<Scores>,
    labels: Vec<NameLabel>,
}

impl Decoder {
    /// The best labels for the words of a run.
    pub(super) fn decode(&mut self, words: &[Scores], transitions: &Transitions) -> &[NameLabel] {
        self.go_forward(words, transitions);
        self.labels.clear();
        let mut next = END;
        for scores in self.forward.iter().rev() {
            let Some(row) = transitions.get(next) else { break };
            next = best(scores, row).0;
            self.labels.push(NameLabel(u8::try_from(next).unwrap_or(0)));
        }
        self.labels.reverse();
        &self.labels
    }

    /// How much better the labels found are than the best sequence in which
    /// the word at `at` belongs to another kind or to no name. Call after
    /// [`Decoder::prepare_margins`].
    pub(super) fn margin(&self, at: usize) -> i32 {
        let (Some(forward), Some(backward), Some(label)) =
            (self.forward.get(at), self.backward.get(at), self.labels.get(at))
        else {
            return 0;
        };
        let mut chosen = NEVER;
        let mut other = NEVER;
        for (lane, (a, b)) in forward.iter().zip(backward).enumerate().take(LABELS) {
            let same = NameLabel(u8::try_from(lane).unwrap_or(0)).kind() == label.kind();
            let best = if same { &mut chosen } else { &mut other };
            *best = (*best).max(a.saturating_add(*b));
        }
        chosen.saturating_sub(other)
    }

    /// Makes [`Decoder::margin`] ready for the run decoded last.
    pub(super) fn prepare_margins(&mut self, words: &[Scores], transitions: &Transitions) {
        self.backward.clear();
        let mut after: Scores = transitions.get(END).copied().unwrap_or_default();
        for scores in words.iter().rev() {
            self.backward.push(after);
            let mut here = [NEVER; LANES];
            for (to, row) in transitions.iter().enumerate().take(LABELS) {
                let onward =
                    scores.get(to).copied().unwrap_or(0) + after.get(to).copied().unwrap_or(NEVER);
                for (from, best) in here.iter_mut().enumerate() {
                    *best = (*best).max(onward + row.get(from).copied().unwrap_or(NEVER));
                }
            }
            after = level(here);
        }
        self.backward.reverse();
    }

    fn go_forward(&mut self, words: &[Scores], transitions: &Transitions) {
        self.forward.clear();
        let mut before = [NEVER; LANES];
        before[END] = 0;
        for scores in words {
            let mut here = [NEVER; LANES];
            for ((lane, score), row) in scores.iter().enumerate().zip(transitions).take(LABELS) {
                if let Some(here) = here.get_mut(lane) {
                    *here = best(&before, row).1 + score;
                }
            }
            before = level(here);
            self.forward.push(before);
        }
    }
}

/// The scores with the best at 0, so that no run is too long for 32 bits.
fn level(scores: Scores) -> Scores {
    let best = scores.iter().copied().max().unwrap_or(0);
    scores.map(|score| (score - best).max(NEVER))
}

/// The label before with the best score, the lowest of several, and its score.
fn best(before: &Scores, transition: &Scores) -> (usize, i32) {
    let mut best = (0, i32::MIN);
    for (lane, (score, step)) in before.iter().zip(transition).enumerate() {
        let score = score + step;
        if score > best.1 {
            best = (lane, score);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_never_goes_on_without_a_beginning() {
        let mut transitions = [[0; LANES]; LANES];
        forbid(&mut transitions);
        let inside = NameLabel::inside(EntityKind::Place);
        let mut word = [0; LANES];
        word[inside.lane()] = 100;
        let mut decoder = Decoder::default();
        let labels = decoder.decode(&[word, word], &transitions);
        assert_eq!(labels, [NameLabel::begin(EntityKind::Place), inside]);
    }

    #[test]
    fn the_margin_is_the_lead_over_the_next_best_kind() {
        let mut transitions = [[0; LANES]; LANES];
        forbid(&mut transitions);
        let mut word = [0; LANES];
        word[NameLabel::begin(EntityKind::Person).lane()] = 50;
        word[NameLabel::begin(EntityKind::Place).lane()] = 30;
        let mut decoder = Decoder::default();
        decoder.decode(&[word], &transitions);
        decoder.prepare_margins(&[word], &transitions);
        assert_eq!(decoder.margin(0), 20);
    }
}
