//! What is assigned again before anything reads it: `args` of a first call for the name of the job.

use super::plan::Facts;
use super::render::Renderer;
use crate::python::ast::{ExprId, StmtId, StmtKind};

impl Renderer<'_> {
    /// Whether a later statement of the same block always assigns the name again before anything that stays
    /// reads it.
    pub(super) fn is_overwritten(&self, target: ExprId, stmt: StmtId, facts: &Facts) -> bool {
        let (module, scopes) = (self.script.module, self.script.scopes);
        let Some(name) = module.name(target) else { return false };
        let Some(owner) = scopes.resolve(scopes.scope_of(target), name) else { return false };
        let Some(next) = self.assigned_again(name, stmt) else { return false };
        let key = (owner, name.to_owned());
        let wanted = facts.inserted_reads.contains(&key)
            || facts.verbatim.contains(&key)
            || facts.sessions.contains_key(&key)
            || self.plan.renamed(target).is_some();
        let (start, end) = (module.stmt(stmt).span.end, module.stmt(next).span.end);
        let frame = |id| scopes.frame(scopes.scope_of(id));
        let reads = scopes.reads_of(Some(owner), name);
        // A function that reads it may be called in between.
        let read = reads.iter().filter(|read| facts.survivors.contains(read)).any(|read| {
            let at = module.expr(*read).span.start;
            at < end && (at > start || frame(*read) != frame(target))
        });
        !wanted && !read
    }

    /// The next statement of the block that assigns a name and nothing else.
    fn assigned_again(&self, name: &str, stmt: StmtId) -> Option<StmtId> {
        let module = self.script.module;
        let mut around = self.script.scopes.stmt_parent(stmt);
        let mut stmts = Vec::new();
        match around {
            None => stmts.clone_from(&module.body.stmts),
            Some(at) => module.each_block(at, |block| {
                if block.stmts.contains(&stmt) {
                    stmts.clone_from(&block.stmts);
                }
            }),
        }
        // The next turn of a loop reads what this one assigned.
        while let Some(at) = around {
            if matches!(module.stmt(at).kind, StmtKind::For { .. } | StmtKind::While(..)) {
                return None;
            }
            around = self.script.scopes.stmt_parent(at);
        }
        let later = stmts.iter().skip_while(|id| **id != stmt).skip(1);
        later.copied().find(|id| match &module.stmt(*id).kind {
            StmtKind::Assign { targets, value: Some(_), .. } => {
                matches!(targets[..], [only] if module.name(only) == Some(name))
            }
            _ => false,
        })
    }
}
