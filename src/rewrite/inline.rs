//! Helper functions whose calls are all rewritten: they go, with what only they used.

use rustc_hash::{FxHashMap, FxHashSet};

use super::decide::Decision;
use super::plan::Facts;
use super::render::Renderer;
use crate::python::ast::{ExprId, ExprKind, StmtId, StmtKind};
use crate::python::scope::ScopeId;
use crate::rules::Action;
use crate::script::Script;
use crate::shapes::Found;
use crate::types::DefId;

/// The helpers that nothing calls any more once the decisions are carried out.
pub fn inlined(
    script: &Script<'_>,
    helpers: &Found,
    decisions: &FxHashMap<ExprId, Decision<'_>>,
) -> FxHashSet<StmtId> {
    let goes = |def: &StmtId| {
        let StmtKind::Def(stub) = &script.module.stmt(*def).kind else { return false };
        let reads = script.scopes.reads_of(Some(ScopeId(0)), stub.name.text);
        let all = reads.iter().all(|read| {
            let call = script.scopes.parent(*read);
            call.is_some_and(|call| {
                matches!(script.module.expr(call).kind, ExprKind::Call(func, ..) if func == *read)
                    && script.helper_call(call).is_some()
                    && decisions.get(&call).is_some_and(is_replaced)
            })
        });
        let id = DefId { module: script.view.here, stmt: *def };
        if script.view.asked().is_some_and(|a| a.called.contains(&id)) {
            return false;
        }
        // A module that only offers the helper keeps it for its importers.
        all && (!reads.is_empty() || makes_context(script))
    };
    helpers.defs.iter().copied().filter(goes).collect()
}

fn is_replaced(decision: &Decision<'_>) -> bool {
    decision.converts() && decision.rule.is_some_and(|r| r.action != Action::Unchanged)
}

/// Whether the text is a job: it makes a `GlueContext` at its top level.
pub fn makes_context(script: &Script<'_>) -> bool {
    script.module.body.stmts.iter().any(|id| {
        matches!(&script.module.stmt(*id).kind,
            StmtKind::Assign { value: Some(value), .. } if script.is_instance(*value, "GlueContext"))
    })
}

/// Whether an expression stands in one of the functions.
pub fn within(script: &Script<'_>, defs: &FxHashSet<StmtId>, id: ExprId) -> bool {
    let span = script.module.expr(id).span;
    defs.iter().any(|def| script.module.stmt(*def).span.contains(span))
}

impl Renderer<'_> {
    /// What goes because its calls are rewritten, and what served nothing else.
    pub(super) fn served_only_helpers(&self, facts: &Facts) -> FxHashSet<StmtId> {
        let (module, scopes) = (self.script.module, self.script.scopes);
        let mut gone = self.inlined.clone();
        if gone.is_empty() {
            return gone;
        }
        for id in &module.body.stmts {
            let name = match &module.stmt(*id).kind {
                StmtKind::Def(def) if def.decorators.is_empty() => def.name.text,
                StmtKind::Class(class) if class.decorators.is_empty() => class.name.text,
                _ => continue,
            };
            let own = module.stmt(*id).span;
            // A function may call itself.
            let outside = |e: &&ExprId| !own.contains(module.expr(**e).span);
            let mut reads =
                scopes.reads_of(Some(ScopeId(0)), name).iter().filter(outside).peekable();
            let served = reads.peek().is_some()
                && reads.all(|e| {
                    !facts.survivors.contains(*e)
                        && (within(self.script, self.inlined, *e) || self.in_helper_call(*e))
                });
            if served {
                gone.insert(*id);
            }
        }
        gone
    }

    fn in_helper_call(&self, id: ExprId) -> bool {
        let mut at = Some(id);
        while let Some(expr) = at {
            if self.script.helper_call(expr).is_some()
                && self.decisions.get(&expr).is_some_and(is_replaced)
            {
                return true;
            }
            at = self.script.scopes.parent(expr);
        }
        false
    }
}
