//! Disjoint sets of names, or of anything numbered (union-find).

use super::names::NameId;
use super::strings::number;

/// Which names are one.
#[derive(Debug)]
pub(in crate::library) struct Sets {
    parents: Vec<NameId>,
}

impl Sets {
    /// Every name by itself.
    pub(in crate::library) fn new(names: usize) -> Sets {
        Sets { parents: (0..number(names)).collect() }
    }

    /// The name that stands for the whole set: the one known longest.
    pub(in crate::library) fn root(&mut self, name: NameId) -> NameId {
        let mut root = name;
        while let Some(&parent) = self.parents.get(root as usize)
            && parent != root
        {
            root = parent;
        }
        let mut at = name;
        while let Some(parent) = self.parents.get_mut(at as usize)
            && *parent != root
        {
            at = std::mem::replace(parent, root);
        }
        root
    }

    /// Makes two sets one; `false` when they were.
    pub(in crate::library) fn join(&mut self, one: NameId, other: NameId) -> bool {
        let (one, other) = (self.root(one), self.root(other));
        if let Some(parent) = self.parents.get_mut(one.max(other) as usize) {
            *parent = one.min(other);
        }
        one != other
    }
}
