//! Parameters that go in the whole run: the function's own module does not read them any more, and all
//! modules that call it can do without the argument.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::rewrite::Rewritten;
use crate::types::{DefId, World};

type Param = (DefId, usize);

/// What modules that have to do with each other said of their parameters and arguments.
#[derive(Default)]
pub(super) struct Unread {
    /// By module: its parameters that nothing reads.
    unread: FxHashMap<usize, Vec<Param>>,
    /// Parameters whose arguments have to stay somewhere.
    refused: FxHashSet<Param>,
    /// A module is not rewritten, so that its calls stay as they are.
    failed: bool,
}

impl Unread {
    /// Takes in what a rewritten module says; nothing where it could not be rewritten.
    pub fn learn(&mut self, index: usize, rewritten: Option<&Rewritten>) {
        let Some(rewritten) = rewritten else {
            self.failed = true;
            return;
        };
        self.unread.insert(index, rewritten.unread.clone());
        self.refused.extend(rewritten.refused.iter().copied());
    }

    /// Brings the parameters that go up to date, and gives the modules of those that changed.
    pub fn settle(&mut self, world: &mut World) -> Vec<usize> {
        let said = self.unread.values().flatten().filter(|_| !self.failed);
        let unread: FxHashSet<Param> = said.copied().collect();
        // One that is read again stays for good, so that this comes to an end.
        let back: Vec<Param> = world
            .dropped
            .iter()
            .filter(|p| !unread.contains(p) || self.refused.contains(p))
            .copied()
            .collect();
        self.refused.extend(&back);
        world.dropped.retain(|param| !back.contains(param));
        let new: Vec<Param> = unread
            .into_iter()
            .filter(|param| !self.refused.contains(param) && !world.dropped.contains(param))
            .collect();
        world.dropped.extend(&new);
        let mut changed: Vec<usize> =
            back.iter().chain(&new).map(|(def, _)| def.module.index()).collect();
        changed.sort_unstable();
        changed.dedup();
        changed
    }
}
