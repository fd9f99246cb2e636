//! What guards ask of the place where a site stands.

use crate::python::ast::{Block, ExprId, ExprKind, StmtId, StmtKind};
use crate::python::scope::ScopeKind;
use crate::script::Script;

/// What a guard compares as `place.last`: `module` where nothing of the module runs behind the
/// statement, `none` elsewhere.
pub fn last(script: &Script<'_>, at: ExprId) -> &'static str {
    let mut id = script.scopes.stmt_of(at);
    loop {
        let Some(around) = script.scopes.stmt_parent(id) else {
            let ends = script.module.body.stmts.last() == Some(&id);
            return if ends { "module" } else { "none" };
        };
        // Behind the branch of an `if` comes what is behind the `if`.
        let branches = matches!(script.module.stmt(around).kind, StmtKind::If(_));
        if !branches || !ends_block(script, around, id) {
            return "none";
        }
        id = around;
    }
}

fn ends_block(script: &Script<'_>, around: StmtId, id: StmtId) -> bool {
    let mut ends = false;
    script.module.each_block(around, |block| ends |= block.stmts.last() == Some(&id));
    ends
}

/// What a guard compares as `place.code`: `fixture` in a generator or a method that takes down what
/// another one set up, as tests have them, `job` elsewhere.
pub fn code(script: &Script<'_>, at: ExprId) -> &'static str {
    let scope = script.scopes.frame(script.scopes.scope_of(at));
    let ScopeKind::Function(def) = script.scopes.scope(scope).kind else { return "job" };
    let StmtKind::Def(function) = &script.module.stmt(def).kind else { return "job" };
    let named = matches!(
        function.name.text,
        "tearDown" | "tearDownClass" | "teardown" | "teardown_class" | "teardown_method"
    );
    if named || yields(script, &function.body) { "fixture" } else { "job" }
}

fn yields(script: &Script<'_>, block: &Block) -> bool {
    let module = script.module;
    block.stmts.iter().any(|stmt| {
        let mut found = false;
        module.each_stmt_expr(*stmt, |e| {
            found |= matches!(module.expr(module.unparen(e)).kind, ExprKind::Yield(_));
        });
        let inner = matches!(module.stmt(*stmt).kind, StmtKind::Def(_) | StmtKind::Class(_));
        if !inner {
            module.each_block(*stmt, |b| found |= yields(script, b));
        }
        found
    })
}
