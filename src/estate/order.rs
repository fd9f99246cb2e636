//! The order in which modules are looked at: what is imported comes before what imports it.

use rustc_hash::FxHashSet;

use super::Member;

/// Who imports whom.
#[derive(Clone, Debug, Default)]
pub(super) struct Graph {
    /// The level of each module: it imports only modules of lower levels, or of its own where
    /// imports go in a circle.
    level: Vec<u32>,
    imports: Edges,
    importers: Edges,
}

/// The modules that each module leads to, all in one list.
#[derive(Clone, Debug, Default)]
struct Edges {
    /// Where the list of each module ends.
    ends: Vec<usize>,
    to: Vec<u32>,
}

impl Edges {
    fn of(lists: impl Iterator<Item = impl IntoIterator<Item = u32>>) -> Self {
        let mut edges = Self::default();
        for list in lists {
            edges.to.extend(list);
            edges.ends.push(edges.to.len());
        }
        edges
    }

    /// The same edges the other way round.
    fn reversed(&self) -> Self {
        let mut ends = vec![0; self.len()];
        self.to.iter().for_each(|to| ends[*to as usize] += 1);
        let mut sum = 0;
        for end in &mut ends {
            // Where the list starts, for now: filling it brings it to its end.
            sum += std::mem::replace(end, sum);
        }
        let mut to = vec![0; self.to.len()];
        for from in 0..self.len() {
            for target in self.from(from) {
                to[ends[target]] = short(from);
                ends[target] += 1;
            }
        }
        Self { ends, to }
    }

    fn len(&self) -> usize {
        self.ends.len()
    }

    fn list(&self, node: usize) -> &[u32] {
        let start = node.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.to[start..self.ends[node]]
    }

    fn from(&self, node: usize) -> impl Iterator<Item = usize> {
        self.list(node).iter().map(|to| *to as usize)
    }

    fn get(&self, node: usize, index: usize) -> Option<usize> {
        self.list(node).get(index).map(|to| *to as usize)
    }
}

#[allow(clippy::cast_possible_truncation)] // a run has far fewer files
fn short(number: usize) -> u32 {
    number as u32
}

impl Graph {
    /// The modules that imports connect with one for which `wanted` holds: each group in order, and
    /// the groups in the order of the first such modules. They have nothing to do with each other.
    pub fn groups(&self, wanted: impl Fn(usize) -> bool) -> Vec<Vec<usize>> {
        let mut seen = vec![false; self.imports.len()];
        let mut groups = Vec::new();
        for start in (0..self.imports.len()).filter(|index| wanted(*index)) {
            if seen[start] {
                continue;
            }
            seen[start] = true;
            let mut group = vec![start];
            let mut next = 0;
            while let Some(at) = group.get(next).copied() {
                for other in self.imports.from(at).chain(self.importers.from(at)) {
                    if !std::mem::replace(&mut seen[other], true) {
                        group.push(other);
                    }
                }
                next += 1;
            }
            group.sort_unstable();
            groups.push(group);
        }
        groups
    }

    /// The modules of a group by level, lowest first, each level in order.
    pub fn levels(&self, group: &[usize]) -> Vec<Vec<usize>> {
        let mut sorted = group.to_vec();
        sorted.sort_by_key(|index| self.level[*index]);
        sorted.chunk_by(|a, b| self.level[*a] == self.level[*b]).map(<[usize]>::to_vec).collect()
    }

    /// The modules that import one, and those that import them, and so on, in order.
    pub fn all_importers(&self, index: usize) -> Vec<usize> {
        let mut found = FxHashSet::default();
        let mut open = vec![index];
        while let Some(at) = open.pop() {
            open.extend(self.importers.from(at).filter(|i| found.insert(*i)));
        }
        found.remove(&index);
        let mut found: Vec<_> = found.into_iter().collect();
        found.sort_unstable();
        found
    }
}

/// The graph of the imports of a run.
pub(super) fn graph(members: &[Member<'_>]) -> Graph {
    let imports = Edges::of(members.iter().map(|m| m.imports.iter().map(|i| i.0)));
    Graph { level: levels(&imports), importers: imports.reversed(), imports }
}

/// The level of each node: one more than the highest level it leads to, all nodes of a circle alike.
///
/// Tarjan's algorithm gives the circles in such an order that whatever one leads to comes before it.
fn levels(edges: &Edges) -> Vec<u32> {
    const NEW: u32 = u32::MAX;
    let mut level = vec![0; edges.len()];
    let mut number = vec![NEW; edges.len()];
    let mut low = vec![0; edges.len()];
    let mut on_stack = vec![false; edges.len()];
    let mut stack = Vec::new();
    let mut count = 0;
    for root in 0..edges.len() {
        if number[root] != NEW {
            continue;
        }
        // The calls that the textbook makes, each with the edge that it goes on with.
        let mut calls = vec![(root, 0)];
        while let Some((node, next)) = calls.pop() {
            if next == 0 {
                (number[node], low[node]) = (count, count);
                count += 1;
                stack.push(node);
                on_stack[node] = true;
            } else if let Some(child) = edges.get(node, next - 1)
                && on_stack[child]
            {
                low[node] = low[node].min(low[child]);
            }
            if let Some(child) = edges.get(node, next) {
                calls.push((node, next + 1));
                if number[child] == NEW {
                    calls.push((child, 0));
                } else if on_stack[child] {
                    low[node] = low[node].min(number[child]);
                }
                continue;
            }
            if low[node] == number[node] {
                let start = stack.iter().rposition(|n| *n == node).unwrap_or(0);
                let circle = stack.split_off(start);
                let below = |n: &usize| {
                    // What the circle leads to is done, and no longer on the stack.
                    let outside = edges.from(*n).filter(|e| !on_stack[*e]);
                    outside.map(|e| level[e] + 1).max().unwrap_or(0)
                };
                let own = circle.iter().map(below).max().unwrap_or(0);
                for member in circle {
                    level[member] = own;
                    on_stack[member] = false;
                }
            }
        }
    }
    level
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_imported_comes_first_and_circles_share_a_level() {
        // 0 → 1 → 2 ⇄ 3 → 4, 5 alone, 6 → 6
        let edges = [vec![1], vec![2], vec![3], vec![2, 4], vec![], vec![], vec![6]];
        assert_eq!(levels(&Edges::of(edges.into_iter())), [3, 2, 1, 1, 0, 0, 0]);
    }

    #[test]
    fn what_imports_connect_is_one_group() {
        // 0 → 3, 1 alone, 2 → 4 ← 5
        let imports = vec![vec![3], vec![], vec![4], vec![], vec![], vec![4]];
        let imports = Edges::of(imports.into_iter());
        let importers = imports.reversed();
        let graph = Graph { level: levels(&imports), imports, importers };
        assert_eq!(graph.groups(|_| true), [vec![0, 3], vec![1], vec![2, 4, 5]]);
        assert_eq!(graph.groups(|i| i == 5), [vec![2, 4, 5]]);
        assert_eq!(graph.levels(&[2, 4, 5]), [vec![4], vec![2, 5]]);
    }
}
