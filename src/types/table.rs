//! Facts that grow while a script is analysed, with a note of what was read too early.

use std::cell::RefCell;
use std::hash::Hash;

use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use super::Ty;

/// The join of everything learnt of each key.
///
/// A round has to be repeated only where a fact grew after it was read: a fact that is learnt before
/// its first reader, as most are, costs nothing.
#[derive(Debug)]
pub(super) struct Table<K> {
    /// Each fact with the round that said so last.
    facts: FxHashMap<K, (Ty, u32)>,
    read: RefCell<FxHashSet<K>>,
    /// What this round has learnt of keys that may be what is not known.
    anew: FxHashMap<K, Ty>,
    /// The number of the round, from 1; facts of none are given.
    round: u32,
}

impl<K> Default for Table<K> {
    fn default() -> Self {
        Self {
            facts: FxHashMap::default(),
            read: RefCell::default(),
            anew: FxHashMap::default(),
            round: GIVEN,
        }
    }
}

const GIVEN: u32 = 0;

impl<K: Hash + Eq + Copy> Table<K> {
    /// With room for facts of so many keys.
    pub fn of(keys: usize) -> Self {
        let facts = FxHashMap::with_capacity_and_hasher(keys, FxBuildHasher);
        Self { facts, ..Self::default() }
    }

    /// Starts a round: nothing has been read.
    pub fn begin(&mut self) {
        self.read.get_mut().clear();
        self.anew.clear();
        self.round += 1;
    }

    /// What is known of a key.
    pub fn get(&self, key: K) -> Option<&Ty> {
        self.read.borrow_mut().insert(key);
        self.facts.get(&key).map(|(ty, _)| ty)
    }

    /// Joins a fact in; `true` where that makes an earlier reading of this round wrong.
    pub fn learn(&mut self, key: K, ty: Ty) -> bool {
        let (slot, said) = self.facts.entry(key).or_insert((Ty::Never, self.round));
        let of_this_round = *said == self.round;
        if *said != GIVEN {
            *said = self.round;
        }
        let doubtful = slot.is_doubtful();
        if doubtful {
            let known = self.anew.entry(key).or_insert(Ty::Never);
            *known = std::mem::take(known).join(ty.clone());
        }
        if *slot == ty {
            return false;
        }
        let joined = slot.clone().join(ty.clone());
        if joined == *slot {
            return false;
        }
        if !doubtful && joined.is_doubtful() {
            self.anew.insert(key, if of_this_round { joined.clone() } else { ty });
        }
        *slot = joined;
        self.read.get_mut().contains(&key)
    }

    /// Forgets of each key what only earlier rounds have said; `true` where that is anything.
    pub fn settle(&mut self) -> bool {
        let mut changed = false;
        for (key, ty) in self.anew.drain() {
            if let Some((slot, said)) = self.facts.get_mut(&key)
                && *said != GIVEN
                && *slot != ty
            {
                *slot = ty;
                changed = true;
            }
        }
        changed
    }

    /// What is known in the end.
    pub fn into_facts(self) -> impl Iterator<Item = (K, Ty)> {
        self.facts.into_iter().map(|(key, (ty, _))| (key, ty))
    }
}
