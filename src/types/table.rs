//! Facts that grow while a script is analysed, with a note of what was read too early.

use std::cell::RefCell;
use std::hash::Hash;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Ty;

/// The join of everything learnt of each key.
///
/// A round has to be repeated only where a fact grew after it was read: a fact that is learnt before
/// its first reader, as most are, costs nothing.
#[derive(Debug)]
pub(super) struct Table<K> {
    facts: FxHashMap<K, Ty>,
    read: RefCell<FxHashSet<K>>,
}

impl<K> Default for Table<K> {
    fn default() -> Self {
        Self { facts: FxHashMap::default(), read: RefCell::default() }
    }
}

impl<K: Hash + Eq + Copy> Table<K> {
    /// Starts a round: nothing has been read.
    pub fn begin(&mut self) {
        self.read.get_mut().clear();
    }

    /// What is known of a key.
    pub fn get(&self, key: K) -> Option<&Ty> {
        self.read.borrow_mut().insert(key);
        self.facts.get(&key)
    }

    /// Joins a fact in; `true` where that makes an earlier reading of this round wrong.
    pub fn learn(&mut self, key: K, ty: Ty) -> bool {
        let slot = self.facts.entry(key).or_insert(Ty::Never);
        if *slot == ty {
            return false;
        }
        let joined = slot.clone().join(ty);
        if joined == *slot {
            return false;
        }
        *slot = joined;
        self.read.get_mut().contains(&key)
    }

    /// What is known in the end.
    pub fn into_facts(self) -> FxHashMap<K, Ty> {
        self.facts
    }
}
