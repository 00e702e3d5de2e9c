//! Disjoint sets of anything numbered (union-find, paths shortened: Tarjan
//! 1975): names that are one, articles that are copies, quotations that are
//! one utterance.

use std::collections::HashMap;

/// Numbers from 0 on, in sets that grow together.
#[derive(Debug)]
pub(crate) struct DisjointSets {
    parents: Vec<u32>,
}

impl DisjointSets {
    /// Every number by itself.
    pub(crate) fn new(count: usize) -> DisjointSets {
        debug_assert!(u32::try_from(count).is_ok(), "numbered in 32 bits");
        DisjointSets { parents: (0..).take(count).collect() }
    }

    /// The number that stands for the whole set: its smallest.
    pub(crate) fn root(&mut self, number: u32) -> u32 {
        debug_assert!((number as usize) < self.parents.len(), "{number} is in no set");
        let mut root = number;
        while let Some(&parent) = self.parents.get(root as usize)
            && parent != root
        {
            root = parent;
        }
        let mut at = number;
        while let Some(parent) = self.parents.get_mut(at as usize)
            && *parent != root
        {
            at = std::mem::replace(parent, root);
        }
        root
    }

    /// Makes two sets one; `false` when they were.
    pub(crate) fn join(&mut self, one: u32, other: u32) -> bool {
        let (one, other) = (self.root(one), self.root(other));
        if let Some(parent) = self.parents.get_mut(one.max(other) as usize) {
            *parent = one.min(other);
        }
        one != other
    }

    /// All sets, by their smallest numbers; their numbers ascend.
    pub(crate) fn groups(mut self) -> Vec<Vec<u32>> {
        let mut groups: Vec<Vec<u32>> = Vec::new();
        let mut places: HashMap<u32, usize> = HashMap::new();
        for (number, _) in (0..).zip(0..self.parents.len()) {
            let place = *places.entry(self.root(number)).or_insert(groups.len());
            match groups.get_mut(place) {
                Some(group) => group.push(number),
                None => groups.push(vec![number]),
            }
        }
        groups
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_grow_together_in_any_order() {
        let mut sets = DisjointSets::new(6);
        assert!(sets.join(4, 2) && sets.join(5, 4) && sets.join(0, 3));
        assert!(!sets.join(2, 5));
        assert_eq!((sets.root(5), sets.root(3), sets.root(1)), (2, 0, 1));
        assert_eq!(sets.groups(), [vec![0, 3], vec![1], vec![2, 4, 5]]);
    }

    #[test]
    fn a_long_chain_has_one_root() {
        let mut sets = DisjointSets::new(10_000);
        (1..10_000).rev().for_each(|number| assert!(sets.join(number - 1, number)));
        assert_eq!(sets.root(9_999), 0);
        assert!(DisjointSets::new(0).groups().is_empty());
    }
}
