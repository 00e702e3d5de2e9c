//! Which quotations are the same utterance: pairs that share telling words
//! are aligned, those alike enough are joined.

use std::collections::HashMap;

use super::Utterance;
use crate::library::disjoint::DisjointSets;
use newsquotes::extract::align::{self, Order, Pattern, Reading};

/// Two quotations of one speaker at least so alike are one utterance (the
/// weight of the words that agree as a part of both; function words weigh
/// little). Looked at in pairs of one surname within three days, of 10,000
/// articles: from 0.5 on nearly all were one utterance, from 0.4 two in three.
const ALIKE: f32 = 0.5;
/// The same where a speaker is unknown.
const ALIKE_UNKNOWN: f32 = 0.6;
/// Surnames so alike are one: `Kuleba`, `Koleba`.
const SURNAME: f32 = 0.6;
/// The same for a short one of which a longer one has so much, in order...
const CONTAINED: f32 = 0.85;
/// ...when it weighs at least so much: "two bridges" is no utterance.
const TELLING: f32 = 3.0;
/// A quotation is compared with so many others at most, those that share most
/// words first.
const MOST_NEIGHBOURS: usize = 48;
/// A word that more quotations hold leads to no neighbours.
const COMMON: usize = 200;

/// Joins the utterances that are the same; a group has one speaker, that of
/// its first quotation whose speaker is known.
pub(super) fn join(utterances: &[Utterance<'_>], sets: &mut DisjointSets) {
    let patterns: Vec<Pattern> =
        utterances.iter().map(|utterance| Pattern::new(&utterance.row.words)).collect();
    let postings = postings(&patterns);
    let speakers = utterances.iter().map(|utterance| utterance.row.speaker.as_deref());
    let mut speakers: Vec<Option<&str>> = speakers.collect();
    for (index, pattern) in (0..).zip(&patterns) {
        let mut reader = pattern.reader();
        for other in neighbours(index, pattern, &postings) {
            let Some(second) = utterances.get(other as usize) else { continue };
            let roots = (sets.root(index), sets.root(other));
            let of = |root: u32| speakers.get(root as usize).copied().flatten();
            let (one, two) = (of(roots.0), of(roots.1));
            if roots.0 == roots.1 || !same_speaker(one, two) {
                continue;
            }
            let reading = reader.read(&second.row.words);
            let alike = if one.and(two).is_some() { ALIKE } else { ALIKE_UNKNOWN };
            if is_same(pattern, &reading, patterns.get(other as usize), alike) {
                sets.join(index, other);
                if let Some(speaker) = speakers.get_mut(roots.0.min(roots.1) as usize) {
                    *speaker = one.or(two);
                }
            }
        }
    }
}

/// For each telling stem the utterances that have it, ascending.
fn postings(patterns: &[Pattern]) -> HashMap<&str, Vec<u32>> {
    let mut postings: HashMap<&str, Vec<u32>> = HashMap::new();
    for (index, pattern) in (0..).zip(patterns) {
        for stem in pattern.telling_stems() {
            let held = postings.entry(stem).or_default();
            if held.last() != Some(&index) {
                held.push(index);
            }
        }
    }
    postings
}

/// Earlier utterances that share words with one, most shared words first.
fn neighbours(index: u32, pattern: &Pattern, postings: &HashMap<&str, Vec<u32>>) -> Vec<u32> {
    let mut shared: HashMap<u32, usize> = HashMap::new();
    for stem in pattern.telling_stems() {
        let Some(held) = postings.get(stem).filter(|held| held.len() <= COMMON) else { continue };
        for other in held.iter().take_while(|other| **other < index) {
            *shared.entry(*other).or_default() += 1;
        }
    }
    let mut all: Vec<(u32, usize)> = shared.into_iter().collect();
    all.sort_by_key(|&(other, count)| (std::cmp::Reverse(count), other));
    all.truncate(MOST_NEIGHBOURS);
    all.into_iter().map(|(other, _)| other).collect()
}

/// Whether two are one utterance: alike, or one a part of the other.
fn is_same(pattern: &Pattern, reading: &Reading, other: Option<&Pattern>, alike: f32) -> bool {
    let whole = align::compare(pattern, reading);
    if whole.likeness >= alike {
        return true;
    }
    let Some(other) = other else { return false };
    let (one, two) = (pattern.weight(), other.weight());
    if one.min(two) < TELLING {
        return false;
    }
    // What agrees in both, as a part of the shorter.
    let agreeing = whole.likeness * (one + two) / 2.0;
    if agreeing < CONTAINED * one.min(two) {
        return false;
    }
    if one > two {
        return true;
    }
    align::find(pattern, reading, Order::Kept).is_some_and(|found| found.likeness >= CONTAINED)
}

/// Whether both may be one person: the same surname, or one unknown.
fn same_speaker(one: Option<&str>, other: Option<&str>) -> bool {
    let (Some(one), Some(other)) = (one, other) else { return true };
    let surname = |name: &str| name.split_whitespace().next_back().map(str::to_owned);
    match (surname(one), surname(other)) {
        (Some(one), Some(other)) => align::pair(&one, &other).likeness >= SURNAME,
        _ => true,
    }
}
