//! Where a variable is bound and read, and which of its reads a binding reaches.

use crate::python::ast::{Block, ExprId, StmtId, StmtKind};
use crate::python::scope::{Binding, ScopeId};
use crate::script::Script;

/// The places of a name, each in order.
pub(super) struct Named {
    /// Where it is bound; `None` where anything but targets binds it.
    pub(super) bound: Option<Vec<(u32, StmtId)>>,
    /// Where it is read.
    pub(super) reads: Vec<Read>,
}

/// A read of a name.
#[derive(Clone, Copy)]
pub(super) struct Read {
    /// The first byte.
    pub(super) start: u32,
    /// The name that is read.
    pub(super) id: ExprId,
    /// Where the last binding starts that always runs before, in the same turn of a loop; 0 for none.
    since: u32,
}

impl Named {
    /// Gathers the places of a name of a scope.
    pub(super) fn of(script: &Script<'_>, owner: ScopeId, name: &str) -> Self {
        let module = script.module;
        let bindings = script.scopes.bindings(owner, name).iter();
        let bound = bindings.map(|binding| match binding {
            Binding::Target(stmt, _) => Some((module.stmt(*stmt).span.start, *stmt)),
            _ => None,
        });
        let mut bound: Option<Vec<_>> = bound.collect();
        bound.iter_mut().for_each(|all| all.sort_by_key(|(start, _)| *start));
        let known = bound.as_deref().unwrap_or_default();
        let reads = script.scopes.reads_of(Some(owner), name).iter();
        let mut reads: Vec<_> = reads
            .map(|id| Read {
                start: module.expr(*id).span.start,
                id: *id,
                since: last_before(script, known, *id),
            })
            .collect();
        reads.sort_unstable_by_key(|read| read.start);
        Self { bound, reads }
    }

    /// Whether what a statement binds is met only by the reads from its start to another place, which lies
    /// at the next binding: neither by one below that, where the next binding ran only sometimes, nor by
    /// one above, in a later turn of a loop or in a function.
    pub(super) fn is_met_within(&self, script: &Script<'_>, made: StmtId, next: u32) -> bool {
        let (module, scopes) = (script.module, script.scopes);
        let from = module.stmt(made).span.start;
        let frame = scopes.frame(scopes.scope_of_stmt(made));
        // A function may run at any time, with whatever the variable is then.
        if self.reads.iter().any(|read| scopes.frame(scopes.scope_of(read.id)) != frame) {
            return false;
        }
        let (above, rest) = self.reads.split_at(self.reads.partition_point(|r| r.start < from));
        // What nothing binds before would fail, but it may not come to mean another name.
        let first = self.bound.as_ref().and_then(|all| all.first()).map_or(0, |(start, _)| *start);
        let met_below = rest.iter().any(|read| read.start >= next && read.since <= from);
        let met_above = loops_around(script, made).any(|turns| {
            let start = module.stmt(turns).span.start;
            above.iter().any(|read| read.start >= start && read.since < start)
        });
        !met_below && !met_above && above.first().is_none_or(|read| read.start >= first)
    }
}

/// Where the last binding starts that always runs before a read.
fn last_before(script: &Script<'_>, bound: &[(u32, StmtId)], read: ExprId) -> u32 {
    let module = script.module;
    let at = module.expr(read).span.start;
    let here = script.scopes.stmt_of(read);
    let behind = bound.partition_point(|(start, _)| *start < at);
    let always = |(_, stmt): &(u32, StmtId)| {
        let stmt = whole_choice(script, bound, *stmt);
        let span = module.stmt(stmt).span;
        let (block, _) = module.place_in_block(script.scopes.stmt_parent(stmt), stmt)?;
        (span.end <= at && child_of(script, block, here).is_some()).then_some(span.start)
    };
    bound[..behind].iter().rev().find_map(always).unwrap_or(0)
}

/// The `if` of which every branch binds a name as a statement does, else the statement.
fn whole_choice(script: &Script<'_>, bound: &[(u32, StmtId)], mut stmt: StmtId) -> StmtId {
    let module = script.module;
    while let Some(around) = script.scopes.stmt_parent(stmt)
        && let StmtKind::If(branches) = &module.stmt(around).kind
        && branches.iter().any(|(test, _)| test.is_none())
    {
        let span = module.stmt(around).span;
        let inside = bound.partition_point(|(start, _)| *start < span.start)
            ..bound.partition_point(|(start, _)| *start < span.end);
        let binds = |block: &Block| bound[inside.clone()].iter().any(|b| module.holds(block, b.1));
        if !branches.iter().all(|(_, block)| binds(block)) {
            break;
        }
        stmt = around;
    }
    stmt
}

/// The loops around a statement, from the inside out.
fn loops_around(script: &Script<'_>, stmt: StmtId) -> impl Iterator<Item = StmtId> {
    std::iter::successors(script.scopes.stmt_parent(stmt), |at| script.scopes.stmt_parent(*at))
        .filter(|at| {
            matches!(script.module.stmt(*at).kind, StmtKind::For { .. } | StmtKind::While(..))
        })
}

/// The statement of a block in which a statement stands.
pub(super) fn child_of(script: &Script<'_>, block: &Block, mut stmt: StmtId) -> Option<StmtId> {
    while !script.module.holds(block, stmt) {
        stmt = script.scopes.stmt_parent(stmt)?;
    }
    Some(stmt)
}
