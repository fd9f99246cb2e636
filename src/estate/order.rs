//! The order in which modules are looked at: what is imported comes before what imports it.

use rustc_hash::FxHashSet;

use super::Member;

/// Who imports whom.
#[derive(Clone, Debug, Default)]
pub(super) struct Graph {
    /// The level of each module: it imports only modules of lower levels, or of its own where
    /// imports go in a circle.
    level: Vec<usize>,
    imports: Vec<Vec<usize>>,
    importers: Vec<Vec<usize>>,
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
                for other in self.imports[at].iter().chain(&self.importers[at]) {
                    if !std::mem::replace(&mut seen[*other], true) {
                        group.push(*other);
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
            open.extend(self.importers[at].iter().filter(|i| found.insert(**i)));
        }
        found.remove(&index);
        let mut found: Vec<_> = found.into_iter().collect();
        found.sort_unstable();
        found
    }
}

/// The graph of the imports of a run.
pub(super) fn graph(members: &[Member<'_>]) -> Graph {
    let mut graph = Graph {
        level: Vec::new(),
        imports: members.iter().map(|m| m.imports.iter().map(|i| i.index()).collect()).collect(),
        importers: vec![Vec::new(); members.len()],
    };
    for (index, imports) in graph.imports.iter().enumerate() {
        for import in imports {
            graph.importers[*import].push(index);
        }
    }
    graph.level = levels(&graph.imports);
    graph
}

/// The level of each node: one more than the highest level it leads to, all nodes of a circle alike.
///
/// Tarjan's algorithm gives the circles in such an order that whatever one leads to comes before it.
fn levels(edges: &[Vec<usize>]) -> Vec<usize> {
    const NEW: usize = usize::MAX;
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
            } else if let Some(child) = edges[node].get(next - 1)
                && on_stack[*child]
            {
                low[node] = low[node].min(low[*child]);
            }
            if let Some(child) = edges[node].get(next) {
                calls.push((node, next + 1));
                if number[*child] == NEW {
                    calls.push((*child, 0));
                } else if on_stack[*child] {
                    low[node] = low[node].min(number[*child]);
                }
                continue;
            }
            if low[node] == number[node] {
                let start = stack.iter().rposition(|n| *n == node).unwrap_or(0);
                let circle = stack.split_off(start);
                let below = |n: &usize| {
                    // What the circle leads to is done, and no longer on the stack.
                    let outside = edges[*n].iter().filter(|e| !on_stack[**e]);
                    outside.map(|e| level[*e] + 1).max().unwrap_or(0)
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
        assert_eq!(levels(&edges), [3, 2, 1, 1, 0, 0, 0]);
    }

    #[test]
    fn what_imports_connect_is_one_group() {
        // 0 → 3, 1 alone, 2 → 4 ← 5
        let imports = vec![vec![3], vec![], vec![4], vec![], vec![], vec![4]];
        let mut importers = vec![Vec::new(); imports.len()];
        for (index, to) in imports.iter().enumerate() {
            to.iter().for_each(|i: &usize| importers[*i].push(index));
        }
        let graph = Graph { level: levels(&imports), imports, importers };
        assert_eq!(graph.groups(|_| true), [vec![0, 3], vec![1], vec![2, 4, 5]]);
        assert_eq!(graph.groups(|i| i == 5), [vec![2, 4, 5]]);
        assert_eq!(graph.levels(&[2, 4, 5]), [vec![4], vec![2, 5]]);
    }
}
