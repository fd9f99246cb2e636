//! The types of a function's names at one point, with what branches change told apart.
//!
//! A copy for each branch would make a long script take as long as it is long, squared: what a branch
//! changes is written down instead, taken back when another branch begins, and joined where they meet.

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::Ty;

/// What is known of each name.
#[derive(Debug, Default)]
pub(super) struct Env<'a> {
    names: FxHashMap<&'a str, Ty>,
    /// What each change made since the first open mark took the place of.
    log: Vec<(&'a str, Option<Ty>)>,
    /// How many marks are open.
    open: usize,
}

/// A point that changes are told from.
#[derive(Debug)]
#[must_use]
pub(super) struct Mark(usize);

/// What is different at one point from another one.
pub(super) type Changes<'a> = FxHashMap<&'a str, Ty>;

impl<'a> Env<'a> {
    /// With room for so many names.
    pub fn of(names: usize) -> Self {
        let names = FxHashMap::with_capacity_and_hasher(names, FxBuildHasher);
        Self { names, ..Self::default() }
    }

    pub fn get(&self, name: &str) -> Option<&Ty> {
        self.names.get(name)
    }

    pub fn insert(&mut self, name: &'a str, ty: Ty) {
        let old = self.names.insert(name, ty);
        if self.open > 0 {
            self.log.push((name, old));
        }
    }

    /// Begins to write down what changes.
    pub fn mark(&mut self) -> Mark {
        self.open += 1;
        Mark(self.log.len())
    }

    /// Ends what a mark began; what has changed stays.
    #[allow(clippy::needless_pass_by_value)] // a mark ends once
    pub fn keep(&mut self, _: Mark) {
        self.open -= 1;
        if self.open == 0 {
            self.log.clear();
        }
    }

    /// Ends what a mark began and takes all changes back.
    pub fn undo(&mut self, mark: Mark) {
        for (name, old) in self.log.drain(mark.0..).rev() {
            match old {
                Some(ty) => self.names.insert(name, ty),
                None => self.names.remove(name),
            };
        }
        self.keep(mark);
    }

    /// What the names that have changed since a mark are now.
    pub fn since(&self, mark: &Mark) -> Changes<'a> {
        let names = self.log[mark.0..].iter().map(|(name, _)| *name);
        names.map(|name| (name, self.names[name].clone())).collect()
    }

    /// As [`Self::since`], joined with what they were: the way may lead here or not.
    pub fn perhaps_since(&self, mark: &Mark) -> Changes<'a> {
        let mut changes = Changes::default();
        for (name, old) in &self.log[mark.0..] {
            changes.entry(*name).or_insert_with(|| {
                let now = self.names[name].clone();
                old.clone().map_or_else(|| now.clone(), |old| old.join(now.clone()))
            });
        }
        changes
    }

    pub fn apply(&mut self, changes: Changes<'a>) {
        for (name, ty) in changes {
            self.insert(name, ty);
        }
    }

    /// Goes on from where several ways meet, each told by what it changes from here.
    pub fn meet(&mut self, ways: Vec<Changes<'a>>) {
        let count = ways.len();
        let mut met: FxHashMap<&'a str, (usize, Ty)> = FxHashMap::default();
        for (index, way) in ways.into_iter().enumerate() {
            for (name, ty) in way {
                let (said, known) = met.entry(name).or_insert((0, Ty::Never));
                // One of the ways before leaves the name as it is.
                if *said < index && *said != LEFT {
                    join_with(known, self.names.get(name));
                    *said = LEFT;
                }
                if *said != LEFT {
                    *said += 1;
                }
                join_with(known, Some(&ty));
            }
        }
        for (name, (said, mut ty)) in met {
            if said != LEFT && said < count {
                join_with(&mut ty, self.names.get(name));
            }
            self.insert(name, ty);
        }
    }
}

/// Stands for the number of ways where the name has been joined with what it was.
const LEFT: usize = usize::MAX;

fn join_with(known: &mut Ty, other: Option<&Ty>) {
    if let Some(other) = other {
        *known = std::mem::take(known).join(other.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn env() -> Env<'static> {
        let mut env = Env::default();
        env.insert("a", Ty::None);
        env
    }

    #[test]
    fn what_is_taken_back_is_as_it_was() {
        let mut env = env();
        let outer = env.mark();
        env.insert("a", Ty::Unknown);
        let inner = env.mark();
        env.insert("a", Ty::Never);
        env.insert("b", Ty::None);
        assert_eq!(env.since(&inner), Changes::from_iter([("a", Ty::Never), ("b", Ty::None)]));
        env.undo(inner);
        assert_eq!((env.get("a"), env.get("b")), (Some(&Ty::Unknown), None));
        env.undo(outer);
        assert_eq!(env.get("a"), Some(&Ty::None));
        assert!(env.log.is_empty());
    }

    #[test]
    fn ways_that_meet_are_joined_with_what_one_of_them_leaves() {
        let list = Ty::List(Box::new(Ty::None));
        let both = list.clone().join(Ty::None);
        let way = |name, ty: &Ty| Changes::from_iter([(name, ty.clone())]);
        let cases = [
            (vec![way("a", &list)], list.clone()),
            (vec![way("a", &list), Changes::default()], both.clone()),
            (vec![Changes::default(), way("a", &list)], both),
            (vec![way("a", &list), way("a", &list)], list.clone()),
            (vec![Changes::default()], Ty::None),
        ];
        for (ways, known) in cases {
            let mut env = env();
            env.meet(ways);
            assert_eq!(env.get("a"), Some(&known));
        }
        // What only one of them binds is what that one says.
        let mut env = env();
        env.meet(vec![Changes::default(), way("b", &list)]);
        assert_eq!(env.get("b"), Some(&list));
    }

    #[test]
    fn a_loop_may_change_a_name_or_not() {
        let mut env = env();
        let mark = env.mark();
        env.insert("a", Ty::Unknown);
        env.insert("a", Ty::Never);
        env.insert("b", Ty::None);
        let perhaps = env.perhaps_since(&mark);
        assert_eq!(perhaps, Changes::from_iter([("a", Ty::None), ("b", Ty::None)]));
        env.keep(mark);
    }
}
