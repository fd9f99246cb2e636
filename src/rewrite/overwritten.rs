//! What is assigned again before anything reads it: `args` of a first call for the name of the job.

use rustc_hash::FxHashSet;

use super::plan::Facts;
use super::render::Renderer;
use crate::python::ast::{ExprId, StmtId, StmtKind};
use crate::python::scope::ScopeId;

impl Renderer<'_> {
    /// Whether a later statement of the same block always assigns the name again before anything that stays
    /// reads it. Those that would assign the name to itself are none: they go, and need what is assigned here.
    pub(super) fn is_overwritten(
        &self,
        target: ExprId,
        stmt: StmtId,
        facts: &Facts,
        selves: &FxHashSet<StmtId>,
    ) -> bool {
        let (module, scopes) = (self.script.module, self.script.scopes);
        let Some(name) = module.name(target) else { return false };
        let Some(owner) = scopes.resolve(scopes.scope_of(target), name) else { return false };
        let Some(next) = self.assigned_again(owner, name, stmt, selves) else { return false };
        let key = (owner, name.to_owned());
        let wanted = facts.inserted_reads.contains(&key)
            || facts.verbatim.contains(&key)
            || facts.sessions.contains_key(&key)
            || self.plan.renamed(target).is_some();
        let (start, end) = (module.stmt(stmt).span.end, module.stmt(next).span.end);
        let uses = self.uses(owner, name);
        let survives = |read: ExprId| facts.survivors.contains(read);
        let frame = |id| scopes.frame(scopes.scope_of(id));
        // A function that reads it may be called in between.
        let elsewhere = |read: &ExprId| {
            frame(*read) != frame(target) && module.expr(*read).span.start < end && survives(*read)
        };
        let read = uses.read_in(start + 1..end).any(survives)
            || !uses.within && scopes.reads_of(Some(owner), name).iter().any(elsewhere);
        !wanted && !read
    }

    /// The next statement of the block that assigns a name and nothing else.
    fn assigned_again(
        &self,
        owner: ScopeId,
        name: &str,
        stmt: StmtId,
        selves: &FxHashSet<StmtId>,
    ) -> Option<StmtId> {
        let (module, scopes) = (self.script.module, self.script.scopes);
        let around = scopes.stmt_parent(stmt);
        // The next turn of a loop reads what this one assigned.
        let is_loop = |id: &StmtId| {
            matches!(module.stmt(*id).kind, StmtKind::For { .. } | StmtKind::While(..))
        };
        if std::iter::successors(around, |at| scopes.stmt_parent(*at)).any(|at| is_loop(&at)) {
            return None;
        }
        let (block, _) = module.place_in_block(around, stmt)?;
        let uses = self.uses(owner, name);
        let same_block =
            |id: &StmtId| scopes.stmt_parent(*id) == around && module.holds(block, *id);
        let counts = |id: &StmtId| same_block(id) && !selves.contains(id);
        uses.assigned_behind(module.stmt(stmt).span.end).find(counts)
    }
}
