//! Sets of expressions: ids are dense, so that a bit for each is smaller and faster than a table.

use super::ExprId;

/// A set of expressions of one module.
#[derive(Clone, Debug, Default)]
pub struct ExprSet(Vec<u64>);

impl ExprSet {
    /// An empty set that holds expressions of a module of so many without growing.
    pub fn of(exprs: usize) -> Self {
        Self(vec![0; exprs.div_ceil(64)])
    }

    /// Adds an expression.
    pub fn insert(&mut self, id: ExprId) {
        let (word, bit) = place(id);
        if word >= self.0.len() {
            self.0.resize(word + 1, 0);
        }
        self.0[word] |= bit;
    }

    /// Takes an expression out.
    pub fn remove(&mut self, id: ExprId) {
        let (word, bit) = place(id);
        if let Some(bits) = self.0.get_mut(word) {
            *bits &= !bit;
        }
    }

    /// Whether an expression is in it.
    pub fn contains(&self, id: ExprId) -> bool {
        let (word, bit) = place(id);
        self.0.get(word).is_some_and(|bits| bits & bit != 0)
    }

    /// Its expressions in order.
    pub fn iter(&self) -> impl Iterator<Item = ExprId> {
        self.0.iter().zip(0_u32..).flat_map(|(bits, word)| {
            let some = |bits: u64| Some(bits).filter(|bits| *bits != 0);
            let rest = std::iter::successors(some(*bits), move |bits| some(bits & (bits - 1)));
            rest.map(move |bits| ExprId(word * 64 + bits.trailing_zeros()))
        })
    }

    /// Adds all of another set.
    pub fn add(&mut self, other: &Self) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        self.0.iter_mut().zip(&other.0).for_each(|(bits, more)| *bits |= more);
    }
}

fn place(id: ExprId) -> (usize, u64) {
    (id.0 as usize / 64, 1 << (id.0 % 64))
}

impl PartialEq for ExprSet {
    fn eq(&self, other: &Self) -> bool {
        let (short, long) =
            if self.0.len() < other.0.len() { (self, other) } else { (other, self) };
        let (same, rest) = long.0.split_at(short.0.len());
        same == short.0 && rest.iter().all(|bits| *bits == 0)
    }
}

impl Eq for ExprSet {}

impl Extend<ExprId> for ExprSet {
    fn extend<T: IntoIterator<Item = ExprId>>(&mut self, ids: T) {
        ids.into_iter().for_each(|id| self.insert(id));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_holds_what_was_put_in() {
        let ids = [0, 1, 63, 64, 127, 128, 1000].map(ExprId);
        let mut set = ExprSet::of(3);
        set.extend(ids);
        assert_eq!(set.iter().collect::<Vec<_>>(), ids);
        assert!(ids.iter().all(|id| set.contains(*id)));
        assert!(![2, 62, 65, 999, 1001, 5000].iter().any(|id| set.contains(ExprId(*id))));
        let mut all = ExprSet::default();
        all.insert(ExprId(7));
        all.add(&set);
        assert!(all.iter().eq([0, 1, 7, 63, 64, 127, 128, 1000].map(ExprId)));
    }

    #[test]
    fn room_for_more_makes_no_difference() {
        let mut set = ExprSet::default();
        set.remove(ExprId(3));
        set.insert(ExprId(3));
        set.remove(ExprId(3));
        assert_eq!(set, ExprSet::default());
        let (mut small, mut large) = (ExprSet::default(), ExprSet::of(1000));
        assert_eq!(small, large);
        small.insert(ExprId(5));
        assert_ne!(small, large);
        large.insert(ExprId(5));
        assert_eq!(small, large);
        large.insert(ExprId(999));
        assert_ne!(small, large);
    }
}
